"""Lines of a page that is written from right to left, put together by where words stand.

PDFium puts a line of Arabic in logical order where its words are drawn as one; numbers, symbols and raised marks
that are drawn apart stand wherever they were drawn. So words are taken one by one and set in order by their place.
"""

import itertools
import re
from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

from unrtrace.documents.readers.lines import Line

WORD = re.compile(r"[^\s\ufffe]+")
_RTL = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc"
RTL, RTL_RUN = re.compile(f"[{_RTL}]"), re.compile(f"[{_RTL}]+")
LETTER = re.compile(r"[^\W\d_]")
LEVEL_OF, RIGHT_OF = attrgetter("level"), attrgetter("right")
# What faces the wrong way in some PDFs: a parenthesis opens before a word and closes behind one.
OPENS = re.compile(r"(?<!\S)[()](?=\S)")
CLOSES = re.compile(r"(?<=[^\s(])[()](?=[\s.,;:،؛؟]|$)")
ARABIC = re.compile(f"[{_RTL}\u064b-\u065f\u0670]+")  # with the marks of vowels
SHARE = 0.2  # of a page's letters, at least, for it to be read from right to left
LEVEL, GAP, WIDE, SMALL, LIFTED = 0.3, 0.1, 2.5, 0.82, 0.1  # of a line's height


class Word(NamedTuple):
    """A word of a page: its text, its extent, where it stands and how high it is, the left edges of its signs."""

    text: str
    left: float
    right: float
    level: float
    height: float
    places: tuple[float, ...]


def is_rtl(text: str) -> bool:
    """Whether a page's text is written from right to left."""
    if text.isascii() or not RTL.search(text):
        return False
    return len(text) - len(RTL_RUN.sub("", text)) > SHARE * sum(map(str.isalpha, text))


def lines_of(words: list[Word], raise_sign: Callable[[str], str]) -> list[Line]:
    """The lines of words, top to bottom, parted where a gap is as wide as between cells; left and right mirrored."""
    rows: list[list[Word]] = []
    highest = 0.0
    for word in sorted(words, key=LEVEL_OF, reverse=True):
        height = max(highest, word.height)
        if rows and rows[-1][0].level - word.level < LEVEL * height:
            rows[-1].append(word)
            highest = height
        else:  # what stands above it may be a row so far only of raised signs
            rows.append([word])
            highest = word.height
    lines: list[Line] = []
    for row in rows:
        for cell in _cells(sorted(row, key=RIGHT_OF, reverse=True)):
            lines.append(_line(cell, raise_sign))
    return lines


def _cells(row: list[Word]) -> list[list[Word]]:
    """Words from right to left, parted at wide gaps."""
    height = max([word.height for word in row])
    cells = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if before.left - word.right > WIDE * height:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _line(cell: list[Word], raise_sign: Callable[[str], str]) -> Line:
    main = max(cell, key=lambda word: len(word.text) + word.height / 100)
    heights: list[float] = []
    for word in cell:
        heights += [word.height] * len(word.text)
    heights.sort()
    height, level = heights[len(heights) // 2], main.level
    small, lifted = SMALL * height, level + LIFTED * height
    raised = {word for word in cell if word.height < small and word.level > lifted}
    letters = "".join([word.text for word in cell])
    rtl = RTL.search(letters) is not None or not LETTER.search(letters)
    text, gap = "", GAP * height
    last: Word | None = None
    for word in _in_order(cell, raised) if rtl else cell[::-1]:
        own = _spelt(word.text, word.places, rtl)
        if raised and word in raised:
            own = raise_sign(own)
        if last is not None and (last.left - word.right > gap or word.left - last.right > gap) and text:
            own = f" {own}"
        text += own
        last = word
    left, right = min([word.left for word in cell]), max([word.right for word in cell])
    if rtl:
        text = CLOSES.sub(")", OPENS.sub("(", text))
    return Line(text, -right, -left, level, height)


def _in_order(cell: list[Word], raised: set[Word]) -> list[Word]:
    """Words from right to left, runs of words in Latin letters from left to right; raised signs end a run."""
    ordered: list[Word] = []
    run: list[Word] = []
    for word in cell:
        if RTL.search(word.text) or (raised and word in raised):
            if run:
                ordered += _run(run)
                run = []
            ordered.append(word)
        else:
            run.append(word)
    return ordered + _run(run)


def _run(run: list[Word]) -> list[Word]:
    """Words between Arabic ones: as they stand where they have letters, numbers alone from right to left."""
    return run[::-1] if any(LETTER.search(word.text) for word in run) else run


def _spelt(word: str, places: tuple[float, ...], rtl: bool) -> str:
    """A word's signs in the order in which they are read, by their place.

    Arabic letters keep PDFium's order unless it runs from left to right; numbers and Latin letters, with what stands
    between them, run from left to right; all else stands as the line runs.
    """
    if not rtl:
        return "".join([sign for _, sign in sorted(zip(places, word, strict=True), key=lambda sign: sign[0])])
    if ARABIC.fullmatch(word):
        return word[::-1] if places[0] < places[-1] else word
    runs: list[tuple[str, float, str]] = []  # kind, place, text
    at = 0
    while at < len(word):
        if match := ARABIC.match(word, at):
            end = match.end()
            letters = match[0][::-1] if places[at] < places[end - 1] else match[0]
            runs.append(("arabic", min(places[at:end]), letters))
            at = end
        else:
            runs.append(("latin" if word[at].isalnum() else "other", places[at], word[at]))
            at += 1
    runs.sort(key=lambda run: -run[1])
    text, at = "", 0
    while at < len(runs):
        end = at + 1
        if runs[at][0] == "latin":
            reach = at
            while reach < len(runs) and runs[reach][0] != "arabic":
                end = reach + 1 if runs[reach][0] == "latin" else end
                reach += 1
        text += "".join([part for _, _, part in reversed(runs[at:end])])
        at = end
    return text
