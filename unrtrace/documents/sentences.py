"""The one division of a document's text into sentences.

>>> from unrtrace.documents import from_text
>>> sentences = from_text("The Council met. It adopted resolution No. 1309 and rose. Nothing followed.").sentences
>>> sentences.at(28, 38), sentences.text_at(28, 38)
((16, 57), 'It adopted resolution No. 1309 and rose.')
>>> sentences.has_end(28, 57), sentences.has_end(28, 56), sentences.start_before(38, floor=0)
(True, False, 16)
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from unrtrace.text.characters import (
    CLAUSE_ENDS,
    OPENING_QUOTES,
    SEMICOLONS,
    SENTENCE_ENDS,
    SUPERSCRIPT_DIGITS,
    WIDE_SENTENCE_ENDS,
)
from unrtrace.text.display import to_single_line
from unrtrace.text.language import facts

if TYPE_CHECKING:
    from unrtrace.documents.structure import Paragraph

MAX_TEXT = 1200  # characters of a sentence that `text_at` gives
MAX_PARENTHESIS = 400  # characters; a parenthesis that is longer may hold sentences
MAX_SPACE = 40  # characters between two sentences
MAX_CONTINUED = 60  # paragraphs between the parts of one that footnotes or page breaks interrupt
FULL_WORD = 5  # letters; no abbreviation is longer that stands before a number
CLAUSE_END = frozenset(CLAUSE_ENDS)
FIRST_CHARACTERS = frozenset(f"{OPENING_QUOTES}‘*([•–—")  # with which a sentence may begin, besides a letter or a digit
# A full stop with the quotes, brackets and footnote mark after it, before a space or the end of the paragraph.
# It begins with one set of characters, which makes the search fast; the lookbehinds then tell the scripts apart.
STOP = re.compile(
    rf"[{SENTENCE_ENDS}](?:"
    rf"(?<=[.!?؟])[.!?؟]*+[\"”’»)\]*]*+(?:\d{{1,3}}|[{SUPERSCRIPT_DIGITS}]+|<sup>\d+</sup>)?(?=\s|\Z)"
    rf"|(?<=[{WIDE_SENTENCE_ENDS}])[{WIDE_SENTENCE_ENDS}]*+[”’」』)）]*+)"
)  # fmt: skip


class Sentences:
    """The sentences of a document, each within its paragraph; offsets are code points of the document's text.

    A paragraph is divided when one of its sentences is first asked for.
    """

    def __init__(self, text: str, paragraphs: "tuple[Paragraph, ...]", starts: list[int], language: str) -> None:
        self._text, self._paragraphs, self._starts = text, paragraphs, starts
        self._abbreviations = _abbreviations(language)
        self._ends: dict[int, list[int]] = {}

    def ends_of(self, index: int) -> list[int]:
        """Return the offsets right after each sentence of a paragraph, by the paragraph's index.

        The list is empty where no sentence ends, as in a heading.
        """
        ends = self._ends.get(index)
        if ends is None:
            part = self._paragraphs[index]
            ends = self._ends[index] = self._divide(part.start, part.end)
        return ends

    def at(self, start: int, end: int | None = None, *, index: int | None = None) -> tuple[int, int]:
        """Return the span of the sentence, or of the sentences, in which a span lies, within its paragraph.

        `index` is that of the paragraph, where known.
        """
        index = self._index_at(start) if index is None else index
        part, ends = self._paragraphs[index], self.ends_of(index)
        before = bisect_right(ends, start)
        after = bisect_left(ends, max(end or start, start + 1))
        return (ends[before - 1] if before else part.start), (ends[after] if after < len(ends) else part.end)

    def start_before(self, offset: int, floor: int) -> int:
        """Return where the sentence begins that goes on at `offset`; `floor` where it begins before that."""
        index = self._index_at(offset)
        ends = self.ends_of(index)
        before = bisect_right(ends, offset)
        return max(floor, ends[before - 1] if before else self._paragraphs[index].start)

    def has_end(self, start: int, end: int) -> bool:
        """Return whether a sentence ends between two offsets.

        Paragraphs in between, such as footnotes at the end of a page, do not count where `end` lies in a paragraph
        that continues the one of `start`; nor does the end of a paragraph itself.
        """
        first, last = self._index_at(start), self._index_at(end)
        if first == last:
            return self._has_end(first, start, end)
        joined = self._paragraphs[first].continues, self._paragraphs[last].continues
        between = [index for index in range(first, last + 1) if self._paragraphs[index].continues in joined]
        return any(self._has_end(index, start, end) for index in between)

    def clause_start_before(self, offset: int, floor: int) -> int:
        """Return the same as `start_before`, or the offset after a semicolon nearer to `offset`."""
        floor = self.start_before(offset, floor)
        return max(floor, *(self._text.rfind(semicolon, floor, offset) + 1 for semicolon in SEMICOLONS))

    def has_clause_end(self, start: int, end: int) -> bool:
        """Return whether a sentence ends between two offsets, or a semicolon stands there."""
        return any(self._text.find(mark, start, end) >= 0 for mark in SEMICOLONS) or self.has_end(start, end)

    # ---- sentences that page breaks interrupt

    def text_at(self, start: int, end: int) -> str:
        """Return the sentence around a span as one printable line, with at most 600 characters on either side."""
        first, last = self.at(start, end)
        return self.text_between(max(first, start - MAX_TEXT // 2), min(last, end + MAX_TEXT // 2))

    def text_between(self, first: int, last: int) -> str:
        """Return the text of `spans_between` as one printable line."""
        return to_single_line(" ".join(self._text[start:end] for start, end in self.spans_between(first, last)))

    def spans_between(self, first: int, last: int, index: int | None = None) -> list[tuple[int, int]]:
        """Return a span, and the spans of the rest of its sentence where a footnote or page break interrupts it.

        `index` is that of its paragraph, where known.
        """
        spans = [(first, last)]
        if index is None:
            index = self._index_at(first)
        part = self._paragraphs[index]
        if first == part.start and part.continues != index and index - part.continues < MAX_CONTINUED:
            spans[:0] = self._spans_before(index)
        if last == part.end and self._text[last - 1 : last] not in CLAUSE_END:
            spans += self._spans_after(index, last)
        return spans

    def _spans_before(self, index: int) -> list[tuple[int, int]]:
        """Return the spans of the last sentence of the paragraph that this one continues."""
        first_part = self._paragraphs[index].continues
        spans: list[tuple[int, int]] = []
        for before in range(index - 1, first_part - 1, -1):
            part = self._paragraphs[before]
            if part.continues == first_part:
                first = self.at(part.end - 1, part.end)[0]
                spans.insert(0, (first, part.end))
                if first > part.start:
                    break
        return spans

    def _spans_after(self, index: int, last: int) -> list[tuple[int, int]]:
        """Return the spans of the sentence that goes on after a paragraph."""
        first_part, spans = self._paragraphs[index].continues, []
        for following in range(index + 1, min(index + MAX_CONTINUED, len(self._paragraphs))):
            part = self._paragraphs[following]
            if part.continues == first_part and part.start > last:
                ends = self.ends_of(following)
                spans.append((part.start, ends[0] if ends else part.end))
                if ends:
                    break
        return spans

    # ---- the division

    def _index_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _has_end(self, index: int, start: int, end: int) -> bool:
        ends = self.ends_of(index)
        after = bisect_right(ends, start)
        return after < len(ends) and ends[after] <= end

    def _divide(self, start: int, end: int) -> list[int]:
        ends: list[int] = []
        for match in STOP.finditer(self._text, start, end):
            if self._is_end(start, match.start(), match.end(), end):
                start = match.end()
                ends.append(start)
        return ends

    def _is_end(self, start: int, stop: int, after: int, limit: int) -> bool:
        """Return whether a full stop ends the sentence that begins at `start`; the paragraph ends at `limit`."""
        text = self._text
        if text[stop] not in WIDE_SENTENCE_ENDS:
            following = text[after : min(after + MAX_SPACE, limit)].lstrip()[:1]
            if following and following not in FIRST_CHARACTERS and (not following.isalnum() or following.islower()):
                return False
            word = self._word_before(start, stop)
            if word in self._abbreviations:
                return False
            if following.isdigit() and (len(word) < FULL_WORD or text[stop + 1] == "."):
                return False
            if word[-1:].isupper() and word[-2:-1] in ("", ".") and not self._is_letter(stop - len(word)):
                return False
        return not self._is_in_parenthesis(start, after, limit)

    def _word_before(self, start: int, stop: int) -> str:
        """Return the letters before a full stop, with stops between them, as in `e.g`; at most those after `start`."""
        text, begin = self._text, stop
        while begin > start and (text[begin - 1].isalpha() or (text[begin - 1] == "." and begin < stop)):
            begin -= 1
        return text[begin:stop].lstrip(".")

    def _is_letter(self, begin: int) -> bool:
        """Return whether a capital is the letter of a number, as in `47/4 A`, and no initial."""
        return self._text[max(0, begin - 2) : begin].strip()[-1:].isdigit()

    def _is_in_parenthesis(self, start: int, offset: int, limit: int) -> bool:
        """Return whether an offset lies in a short parenthesis that opens within the sentence."""
        text = self._text
        for opening, closing in ("()", "（）"):
            place = text.rfind(opening, start, offset)
            if place >= 0 and text.find(closing, place, offset) < 0 and text[start:place].strip():
                return text.find(closing, offset, min(limit, place + MAX_PARENTHESIS)) >= 0
        return False


@cache
def _abbreviations(language: str) -> frozenset[str]:
    """Return the abbreviations of a language that a full stop follows, as they are and with a capital."""
    words = facts(language)["abbreviations"]
    return frozenset([*words, *(word[0].upper() + word[1:] for word in words)])
