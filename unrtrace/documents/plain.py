"""The text that is searched: letters and their accents composed, lines of Chinese joined; and the way back.

>>> plain, origin = composed("re\\u0301solution 51/148")
>>> plain, origin.span(0, 10)
('résolution 51/148', (0, 11))
>>> text = "经济及社会理事会，\\n\\n回顾其2009年7月30日第2009/27号和2011年7月22日第\\n2011/11号决议，又回顾"
>>> text += "安全理\\n事会的工作，"
>>> plain, origin = plain_of(text, "zh")
>>> start = plain.index("安全理事会")
>>> plain[start - 15 : start], text[slice(*origin.span(start, start + 5))]
('第2011/11号决议，又回顾', '安全理\\n事会')
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from unrtrace.documents.blocks import split, wrapped_lines

# A sign that a text of the language has if its letters and their accents are apart.
ACCENT = {"fr": "\u0301", "es": "\u0301", "ru": "\u0306", "ar": "\u0654"}
ACCENTED = re.compile("[^\\W\\d_][\u064b-\u0652]*[\u0300-\u036f\u0653-\u0655][\u0300-\u036f\u064b-\u0655]*")
HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
BREAK = re.compile(rf"(?P<han>(?<=[{HAN}])[^\S\n]*\n\s*|[^\S\n]*\n\s*(?=[{HAN}]))|\s*\n\s*")


class Origin(NamedTuple):
    """The text as given, and the offsets of the plain text from which on one more of its characters is missing.

    `accents` says that what is missing belongs to the character before it.
    """

    text: str
    missing: list[int]
    accents: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in the text as given of one in the plain text."""
        last = bisect_right(self.missing, end) if self.accents else bisect_left(self.missing, end)
        return start + bisect_right(self.missing, start), end + last


def plain_of(text: str, language: str | None) -> tuple[str, Origin | None]:
    """The text as it is searched, and its origin where that is another."""
    if language == "zh":
        return _joined(text) if wrapped_lines(text, language) else (text, None)
    return composed(text) if ACCENT.get(language or "", "\0") in text else (text, None)


def composed(text: str) -> tuple[str, Origin | None]:
    """A text in which each letter is one character with its accent, and its origin."""
    letters = ACCENTED.finditer(text)
    return _replaced(text, letters, lambda letter: unicodedata.normalize("NFC", letter[0]), accents=True)


def _joined(text: str) -> tuple[str, Origin | None]:
    """A hard-wrapped Chinese text with its paragraphs on a line each, and its origin."""
    spans = split(text, "zh")
    breaks = (found for span in spans for found in BREAK.finditer(text, *span))
    return _replaced(text, breaks, lambda found: "" if found["han"] else " ", accents=False)


def _replaced(
    text: str, places: Iterable[re.Match[str]], short: Callable[[re.Match[str]], str], *, accents: bool
) -> tuple[str, Origin | None]:
    """A text with shorter words in some places, and its origin."""
    pieces, missing = [], []
    done = length = 0
    for place in places:
        start, end = place.span()
        pieces += [text[done:start], short(place)]
        done, length = end, length + len(pieces[-2]) + len(pieces[-1])
        missing += [length] * (end - start - len(pieces[-1]))
    return ("".join([*pieces, text[done:]]), Origin(text, missing, accents)) if pieces else (text, None)
