"""The text that is searched: letters with their accents, words whole, pages without what stands between them.

>>> plain, origin, _ = plain_of("re\\u0301so\\u00adlution 51/148", "fr")
>>> plain, origin.span(0, 10)
('résolution 51/148', (0, 12))
>>> text = "经济及社会理事会，\\n\\n回顾其2009年7月30日第2009/27号和2011年7月22日第\\n2011/11号决议，又回顾"
>>> text += "安全理\\n事会的工作，"
>>> plain, origin, _ = plain_of(text, "zh")
>>> start = plain.index("安全理事会")
>>> plain[start - 15 : start], text[slice(*origin.span(start, start + 5))]
('第2011/11号决议，又回顾', '安全理\\n事会')
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, Optional

from unrtrace.documents.page_furniture import furniture
from unrtrace.documents.paragraph_splitting import COMMAS, ENDS, split, wrapped_lines
from unrtrace.text.language import language_of

INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, space without width, joiner, byte-order mark
ACCENTED = "[^\\W\\d_][\u064b-\u0652]*[\u0300-\u036f\u0653-\u0655][\u0300-\u036f\u064b-\u0655]*"
RETURN = "\r"
HEAD = 4000  # characters in which a text shows that its lines end as on Windows, or that its letters are apart
SIGNS = re.compile(f"(?P<letter>{ACCENTED})|[{INVISIBLE}]|\r(?=\n)")
FAR = 80  # characters before a page's end in which its last sign stands
BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
BESIDE_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Origin(NamedTuple):
    """The text as given, and the offsets of the plain text from which on some more of its characters are missing.

    `missing` says how many are before each of these places, and after the last. At the end of a span an accent belongs
    to it, what else is missing does not. `before` is the origin of the text as given, where that has one.
    """

    text: str
    starts: list[int]
    ends: list[int]
    missing: list[int]
    before: Optional["Origin"] = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in the text as given of one in the plain text."""
        start += self.missing[bisect_right(self.starts, start)]
        end += self.missing[bisect_right(self.ends, end)]
        return self.before.span(start, end) if self.before else (start, end)

    def plain(self, offset: int) -> int:
        """The offset in the plain text of one in the text as given; of what is missing, where it is."""
        if self.before:
            offset = self.before.plain(offset)
        places = range(len(self.starts))
        place = bisect_right(places, offset, key=lambda number: self.starts[number] + self.missing[number + 1])
        return min([offset - self.missing[place], *self.starts[place : place + 1]])


class Plain(NamedTuple):
    """The text as it is searched, its origin where that is another, and its lines where they are hard-wrapped."""

    text: str
    origin: Origin | None
    lines: list[str]


def plain_of(text: str, language: str | None) -> Plain:
    """What is searched of a text."""
    origin, own = None, language_of(language)
    head = text[:HEAD]
    if RETURN in head or (own.separate_accent or RETURN) in head or any(sign in text for sign in INVISIBLE):
        text, origin = _replaced(text, [(*found.span(), _composed(found)) for found in SIGNS.finditer(text)], origin)
    if "\f" in text:
        text, origin = _replaced(text, _feeds(text, language), origin)
    lines = wrapped_lines(text, language)
    if lines and not own.spaces:
        text, origin = _replaced(text, list(_breaks(text, language, lines)), origin)
        lines = []
    return Plain(text, origin, lines)


def _composed(found: re.Match[str]) -> str:
    """A letter with its accent as one character, where there is one; nothing for what is invisible."""
    letter = found["letter"] or ""
    return min(unicodedata.normalize("NFC", letter), letter, key=len)


def _breaks(text: str, language: str | None, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """The ends of lines in the paragraphs of a text, and what stands there instead: nothing beside a Chinese sign."""
    for span in split(text, language, lines):
        for found in BREAK.finditer(text, *span):
            start, end = found.span()
            beside = text[start - 1 : start] + text[end : end + 1]
            yield start, end, "" if BESIDE_HAN.search(beside) else " "


def _feeds(text: str, language: str | None) -> list[tuple[int, int, str]]:
    """What stands between pages, and what parts them instead: the end of a line or, between paragraphs, two."""
    within = "\n" if wrapped_lines(text, language) else " "
    feeds = []
    for start, end in furniture(text):
        last, following = text[max(0, start - FAR) : start].rstrip()[-1:], text[end : end + 1]
        ended = last in ENDS and not (last in COMMAS and (following.islower() or following.isdigit()))
        feeds.append((start, end, ("\n\n" if ended else within)[: end - start]))
    return feeds


def _replaced(text: str, places: list[tuple[int, int, str]], before: Origin | None) -> tuple[str, Origin | None]:
    """A text with other words, no longer ones, in some places, and its origin."""
    if not places:
        return text, before
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    missing = [0]
    done = length = 0
    for start, end, words in places:
        pieces += [text[done:start], words]
        done, length = end, length + start - done + len(words)
        starts.append(length)
        ends.append(length + (not words))
        missing.append(missing[-1] + end - start - len(words))
    plain = "".join([*pieces, text[done:]])
    return plain, Origin(before.text if before else text, starts, ends, missing, before)
