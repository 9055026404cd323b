"""The footnotes of a document, each with the place of its mark in the body.

Marks are looked for in rising order, in one style a document: raised digits, a tag, or glued to a word.
"""

from bisect import bisect_right
from functools import cache
from typing import NamedTuple

import regex

from unrtrace.documents.paragraph_splitting import ENDNOTE
from unrtrace.documents.readers.layout import raised
from unrtrace.documents.structure import RAISED, Paragraph, in_parentheses

FAR = 100_000  # characters between two footnotes' marks, at most
GIVEN_UP = 40  # marks in a row that are not in the body: no others are looked for
APART = ("footnote", "masthead")  # places where no mark of a footnote stands
DIGITS = frozenset(RAISED)


class Note(NamedTuple):
    """A footnote: its mark, span, and the offset of the mark in the body (None where not found)."""

    mark: str
    start: int
    end: int
    anchor: int | None


def find_notes(text: str, paragraphs: tuple[Paragraph, ...], starts: list[int]) -> dict[int, Note]:
    """The footnotes by the index of their paragraph; `starts` are those of the paragraphs."""
    notes: dict[int, Note] = {}
    style, position, missed = "", 0, 0
    for index in [index for index, part in enumerate(paragraphs) if part[2] == "footnote"]:
        start, end, _, number, _, _ = paragraphs[index]
        anchor = None
        if number and number.isdigit() and missed < GIVEN_UP:
            style = style or ("parentheses" if ENDNOTE.match(text, start, end) else _style(text))
            reached, limit = position, position + FAR
            while anchor is None and (span := _next_mark(text, number, style, reached, limit)):
                at, reached = span
                if paragraphs[bisect_right(starts, at) - 1][2] not in APART:
                    anchor, position = span
            missed = 0 if anchor is not None else missed + 1
        notes[index] = Note(number or "", start, end, anchor)
    return notes


def _style(text: str) -> str:
    if any(sign in text for sign in RAISED[1:4]):
        return "raised"
    return "tag" if "<sup>" in text else "glued"


def _next_mark(text: str, mark: str, style: str, start: int, limit: int) -> tuple[int, int] | None:
    """The span of the next place of a mark between two offsets."""
    if style != "raised":
        match = _mark(mark, style).search(text, start, limit)
        return match.span() if match else None
    signs = raised(mark)
    while (start := text.find(signs, start, limit)) >= 0:
        end = start + len(signs)
        if text[start - 1] not in DIGITS and text[end : end + 1] not in DIGITS:
            return start, end
        start = end
    return None


@cache
def _mark(mark: str, style: str) -> regex.Pattern[str]:
    """A footnote's mark in the body, in the style of the document: in a tag or brackets, or glued to a word."""
    if style == "parentheses":
        return in_parentheses(mark)
    if style == "tag":
        return regex.compile(rf"<sup>\s*{mark}\s*</sup>")
    glued = r"(?<=[\p{L}\p{M},;.:”»\")\]*\[]|\[\^)(?<!/\p{L}{1,5}\.)"
    typed = r"(?<=[\p{L},;.]\s{0,2})(?<!/\p{L}{1,5}\.)"
    counted = r"(?![\d/]|\.\d|\s?[年月日号条段款项次届章个名人])"  # in Chinese a figure stands between signs
    return regex.compile(rf"{glued}(?<!第){mark}{counted}|{typed}{mark}/(?![\d\p{{L}}])")
