"""The footnotes of a document, each with the place of its mark in the body.

Marks are searched for in ascending order, in the one style that a document has: raised digits, a tag, parentheses, or
digits right after a word.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from unrtrace.documents.paragraph_splitting import ENDNOTE
from unrtrace.documents.readers.layout import raised
from unrtrace.documents.structure import Paragraph, mark_in_parentheses
from unrtrace.text.characters import SUPERSCRIPT_DIGITS
from unrtrace.text.patterns import compile_pattern

MAX_DISTANCE = 100_000  # characters between the marks of two footnotes
MAX_MISSED = 40  # consecutive footnotes without a mark in the body; after them no other mark is searched for
WITHOUT_MARKS = ("footnote", "masthead")  # places in which no mark of a footnote stands
DIGITS = frozenset(SUPERSCRIPT_DIGITS)


class Footnote(NamedTuple):
    """A footnote: its mark, its span, and the offset of the mark in the body, None if it was not found."""

    mark: str
    start: int
    end: int
    mark_offset: int | None


def find_footnotes(text: str, paragraphs: tuple[Paragraph, ...], starts: list[int]) -> dict[int, Footnote]:
    """Return the footnotes by the index of their paragraph; `starts` are the offsets of the paragraphs."""
    notes: dict[int, Footnote] = {}
    style, position, missed = "", 0, 0
    for index in [index for index, paragraph in enumerate(paragraphs) if paragraph[2] == "footnote"]:
        start, end, _, number, _, _ = paragraphs[index]
        mark_offset = None
        if number and number.isdigit() and missed < MAX_MISSED:
            style = style or ("parentheses" if ENDNOTE.match(text, start, end) else _style(text))
            reached, limit = position, position + MAX_DISTANCE
            while mark_offset is None and (span := _next_mark(text, number, style, reached, limit)):
                at, reached = span
                if paragraphs[bisect_right(starts, at) - 1][2] not in WITHOUT_MARKS:
                    mark_offset, position = span
            missed = 0 if mark_offset is not None else missed + 1
        notes[index] = Footnote(number or "", start, end, mark_offset)
    return notes


def _style(text: str) -> str:
    if any(digit in text for digit in "¹²³"):
        return "raised"
    return "tag" if "<sup>" in text else "glued"


def _next_mark(text: str, mark: str, style: str, start: int, limit: int) -> tuple[int, int] | None:
    """Return the span of the first occurrence of a mark between two offsets, None if there is none."""
    if style != "raised":
        match = _mark_pattern(mark, style).search(text, start, limit)
        return match.span() if match else None
    raised_mark = raised(mark)
    while (start := text.find(raised_mark, start, limit)) >= 0:
        end = start + len(raised_mark)
        if text[start - 1] not in DIGITS and text[end : end + 1] not in DIGITS:
            return start, end
        start = end
    return None


@cache
def _mark_pattern(mark: str, style: str) -> re.Pattern[str]:
    """Return the pattern of a footnote's mark in the body, in the style of the document."""
    if style == "parentheses":
        return mark_in_parentheses(mark)
    if style == "tag":
        return re.compile(rf"<sup>\s*{mark}\s*</sup>")
    after_word = r"(?<=[\p{L}\p{M},;.:”»\")\]*\[]|\[\^)(?<!/\p{L}{1,5}\.)"
    before_slash = r"(?<=[\p{L},;.]\s{0,2})(?<!/\p{L}{1,5}\.)"
    # In Chinese a number that counts something stands between characters too.
    counts_nothing = r"(?![\d/]|\.\d|\s?[年月日号条段款项次届章个名人])"
    return compile_pattern(rf"{after_word}(?<!第){mark}{counts_nothing}|{before_slash}{mark}/(?![\d\p{{L}}])")
