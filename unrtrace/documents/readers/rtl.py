"""Lines of a page that is written from right to left, put together by where words stand.

PDFium puts a line of Arabic in logical order where its words are drawn as one; numbers, symbols and raised marks
that are drawn apart stand wherever they were drawn. So words are taken one by one and set in order by their place.
"""

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from unrtrace.documents.readers.lines import Line

WORD = re.compile(r"[^\s\ufffe]+")
RTL = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc]")
LETTER = re.compile(r"[^\W\d_]")
TRAILING = re.compile(r"([.,;:!?،؛؟]+)(?=[^\W_])(.+)", re.S)
SHARE = 0.2  # of a page's letters, at least, for it to be read from right to left
LEVEL, GAP, WIDE, SMALL, LIFTED = 0.3, 0.1, 2.5, 0.82, 0.1  # of a line's height


class Word(NamedTuple):
    """A word of a page: its characters' span, its extent, where it stands and how high it is."""

    text: str
    left: float
    right: float
    level: float
    height: float


def is_rtl(text: str) -> bool:
    """Whether a page's text is written from right to left."""
    if text.isascii():
        return False
    letters = len(RTL.findall(text))
    return letters > SHARE * len(LETTER.findall(text))


def lines_of(words: list[Word], raise_sign: Callable[[str], str]) -> list[Line]:
    """The lines of words, top to bottom, parted where a gap is as wide as between cells; left and right mirrored."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.level):
        if rows and _stands_on(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines: list[Line] = []
    for row in rows:
        for cell in _cells(sorted(row, key=lambda word: -word.right)):
            lines.append(_line(cell, raise_sign))
    return lines


def _stands_on(row: list[Word], word: Word) -> bool:
    """Whether a word stands on a row, or a row so far only of raised signs above it."""
    height = max(max(other.height for other in row), word.height)
    return row[0].level - word.level < LEVEL * height


def _cells(row: list[Word]) -> list[list[Word]]:
    """Words from right to left, parted at wide gaps."""
    height = max(word.height for word in row)
    cells = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if before.left - word.right > WIDE * height:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _line(cell: list[Word], raise_sign: Callable[[str], str]) -> Line:
    main = max(cell, key=lambda word: len(word.text) + (word.height / 100))
    heights = sorted(word.height for word in cell for _ in word.text)
    height, level = heights[len(heights) // 2], main.level
    raised = {word for word in cell if word.height < SMALL * height and word.level > level + LIFTED * height}
    rtl = any(RTL.search(word.text) for word in cell)
    text = ""
    last: Word | None = None
    for word in _in_order(cell, raised) if rtl else cell[::-1]:
        own = word.text
        if word in raised:
            own = raise_sign(own)
        elif rtl and not RTL.search(own) and (match := TRAILING.fullmatch(own)):
            own = match[2] + match[1]
        apart = last is not None and max(last.left - word.right, word.left - last.right) > GAP * height
        text += f" {own}" if apart and text else own
        last = word
    left, right = min(word.left for word in cell), max(word.right for word in cell)
    return Line(text, -right, -left, level, height)


def _in_order(cell: list[Word], raised: set[Word]) -> list[Word]:
    """Words from right to left, runs of words in Latin letters from left to right; raised signs end a run."""
    ordered: list[Word] = []
    run: list[Word] = []
    for word in cell:
        if word in raised or RTL.search(word.text):
            ordered += _run(run)
            run = []
            ordered.append(word)
        else:
            run.append(word)
    return ordered + _run(run)


def _run(run: list[Word]) -> list[Word]:
    """Words between Arabic ones: as they stand where they have letters, numbers alone from right to left."""
    return run[::-1] if any(LETTER.search(word.text) for word in run) else run
