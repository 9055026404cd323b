"""The description of an event in the words of its sentence, and the organisations that it involves."""

import re
from bisect import bisect_left
from functools import cached_property
from unicodedata import category

from unrtrace.documents import Document, Paragraph
from unrtrace.text.display import to_single_line
from unrtrace.text.organisations import Organisations

EDGES = " ,;:.，；：。、،؛"
NUMBER = re.compile(r"\s*(?:\d{1,3}[.\s]+[-–]?\s*|\d{1,3}\s*[-–]\s+|\(?[^\W_]{1,4}\)\s+|[-–—•]\s+)")
RAISED = "⁰¹²³⁴-⁹"
LETTER, SMALL = r"[^\W\d_]", f"[{''.join(sign for sign in map(chr, range(0x2000)) if category(sign) == 'Ll')}]"
# Footnote marks: raised, in parentheses or tags, or digits right after a word or its punctuation. Digits after a space
# or other digits are none; the first lookbehind excludes them at once.
FOOTNOTE_MARK = re.compile(
    rf"[0-9<({RAISED}](?<![\s0-9/(-][0-9])(?:(?<=<)sup>[^<]{{0,9}}</sup>|(?<=[{RAISED}])[{RAISED}]*|(?<=\()\s*[{RAISED}]*\s*\)"
    rf"|(?:(?<={LETTER}[;,:][0-9])|(?<=[»”\")][;,:][0-9])|(?<={SMALL}\.[0-9])|(?<=[»”\")]\.[0-9]))[0-9]{{0,2}}(?=\s|$)"
    rf"|(?<={SMALL}{SMALL}{SMALL}[0-9])[0-9]?(?=[\s,;.]|$))"
)


class Describer:
    """Describes the events of one document; `year` is that of the document, for names that changed their meaning."""

    def __init__(self, document: Document, organisations: Organisations, language: str, year: int | None) -> None:
        self._document, self._organisations, self._language, self._year = document, organisations, language, year
        self._described: dict[tuple[int, int], tuple[str, tuple[str, ...]]] = {}

    def describe(self, start: int, end: int, paragraph: Paragraph, index: int) -> tuple[str, tuple[str, ...]]:
        """Return the words between two offsets and the organisations of the event.

        These are the ones named in the words, else in the paragraph, and those in the document's title. `index` is
        that of the paragraph.
        """
        found = self._described.get((start, end))
        if found is None:
            found = self._described[start, end] = self._describe(start, end, paragraph, index)
        return found

    def _describe(self, start: int, end: int, paragraph: Paragraph, index: int) -> tuple[str, tuple[str, ...]]:
        text = self._document.text
        spans = self._document.sentences.spans_between(start, end, index)
        if len(spans) == 1:
            words, named = text[start:end], self._named_in(start, end)
        else:
            words = " ".join([text[first:last] for first, last in spans])
            named = {code for span in spans for code in self._named_in(*span)}
        named = named or self._named_in(paragraph.start, paragraph.end)
        if self._in_title:
            named |= self._in_title
        return clean_description(words), tuple(sorted(named)) if len(named) > 1 else tuple(named)

    @cached_property
    def document_actors(self) -> tuple[str, ...]:
        """The organisations in the document's title, else those anywhere in its text."""
        return tuple(sorted(self._in_title or {code for _, _, code in self._mentions}))

    def _named_in(self, start: int, end: int) -> set[str]:
        left = bisect_left(self._mention_starts, start)
        right = bisect_left(self._mention_starts, end, left)
        return {code for _, _, code in self._mentions[left:right]} if left < right else set()

    @cached_property
    def _mentions(self) -> list[tuple[int, int, str]]:
        named = self._organisations.names_in(self._document.text, self._language).organisations
        return self._organisations.of_year(named, self._language, self._year)

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention[0] for mention in self._mentions]

    @cached_property
    def _in_title(self) -> frozenset[str]:
        return frozenset(self._organisations.named(self._document.masthead.title or "", self._language))


def clean_description(text: str) -> str:
    """Return words of a document on one line, without paragraph number, footnote marks and punctuation at the ends.

    >>> clean_description("3. Takes note of the Agreement of 25 June 1996;<sup>1</sup> ")
    'Takes note of the Agreement of 25 June 1996'
    >>> clean_description("(b) The Commission,10 in 1998, met.")
    'The Commission, in 1998, met'
    """
    text = text.replace("\n", " ").replace("\u00a0", " ")
    if number := NUMBER.match(text):
        text = text[number.end() :]
    line = FOOTNOTE_MARK.sub("", text).strip(EDGES)
    if line.isprintable() and "  " not in line and "*" not in line and "<" not in line:
        return line
    line = " ".join(line.split())
    return line if line.isprintable() and "*" not in line and "<" not in line else to_single_line(line).strip(EDGES)
