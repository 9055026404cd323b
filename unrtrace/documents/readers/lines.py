"""The paragraphs of printed lines: by the space between lines, by indents, labels and sizes of letters.

>>> lines = [Line("Recalling its earlier resolutions on the", 60.0, 260.0, 700.0, 9.0),
...          Line("matter,", 60.0, 90.0, 688.0, 9.0), Line("Decides:", 60.0, 95.0, 664.0, 9.0)]
>>> [[line.text for line in block] for block in group_paragraphs([*lines, *lines])][0]
['Recalling its earlier resolutions on the', 'matter,']
"""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from unrtrace.text.characters import (
    CLOSING_QUOTES,
    COLONS,
    COMMAS,
    SEMICOLONS,
    SENTENCE_ENDS,
    SOFT_HYPHEN,
    SUPERSCRIPT_DIGITS,
)

ENDED = re.compile(rf"[{SENTENCE_ENDS}{SEMICOLONS}{COLONS}…][\s{CLOSING_QUOTES}’)）\]{SUPERSCRIPT_DIGITS}]*$")
LABEL = re.compile(
    r"(?:\d{1,3}\s?[.)](?!\d)|\d{1,3}\s?[-–](?=\s)|\([^\W\d_]{1,4}\)|[^\W\d_]\)|[IVX]{1,5}\.|[A-H]\.)(?:\s|$)"
)
NUMBER = re.compile(r"[A-Z-]{0,3}[\d/]+[A-Z]?\.?")
PARAGRAPH = re.compile(r"\d{1,2}[A-Z]?\.\d{1,3}")  # of a programme budget
RESOLUTION = re.compile(r"\d{1,4}(?:/\d{1,3}| \((?:[IVXLC]+|\d{4})\))(?![\w/])")
RESOLUTIONS = re.compile(rf"{RESOLUTION.pattern}(?: [A-Z](?:[–-][A-Z])?)?(?:[;,] \d{{1,3}}/\d{{1,3}})*;?$")
MIN_LABELLED = 12  # characters; shorter ones are cells of figures
TITLE = re.compile(r"[\d/]+[A-Z]?\.\s")
SMALL_LETTER = re.compile(r"[a-zа-яёà-ÿ]")


class Line(NamedTuple):
    """A line of a page: its text, and its extent, base line and height of letters, in points.

    On a page written from right to left the horizontal axis is mirrored, so that `left` is where a line begins on every
    page. `links` are the hyperlinks in it: the span of their words, and their address.
    """

    text: str
    left: float
    right: float
    base: float
    height: float
    links: tuple[tuple[int, int, str], ...] = ()


def overlap_horizontally(one: Line, other: Line) -> bool:
    """Return whether one line stands above the other."""
    return one.left < other.right and other.left < one.right


class _Column(NamedTuple):
    """Where the lines of a column begin and end; `lone` if so few begin there that it is uncertain."""

    left: float
    right: float
    lone: bool


def group_paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Return the lines of each paragraph."""
    blocks: list[list[Line]] = []
    leading = _leading(lines)
    columns: dict[int, _Column] = {}
    for line in lines:
        key = int(line.left // 25)
        if key not in columns:
            columns[key] = _column(line, lines)
        if blocks and _continues_paragraph(blocks[-1], line, leading, columns[key]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _column(line: Line, lines: list[Line]) -> _Column:
    """Return the column in which a line stands."""
    left, right = line.left, line.right
    shared = [other for other in lines if left < other.right and other.left < right]
    lone = len([other for other in lines if -30 < other.left - left < 30]) < 4
    end = max([other.right for other in lines]) if lone else _edge([other.right for other in shared], last=True)
    return _Column(_edge([other.left for other in shared], last=False), end, lone)


def _leading(lines: list[Line]) -> float:
    """Return the most frequent distance of a line from the next, in points."""
    steps = Counter(
        [
            round(step)
            for one, other in pairwise(lines)
            if 0.9 * one.height < (step := one.base - other.base) < 4 * one.height
        ]
    )
    return float(min(steps.items(), key=lambda item: (-item[1], item[0]))[0]) if steps else 12.0


def _edge(values: list[float], *, last: bool) -> float:
    """Return where lines begin, or with `last` end: the outermost value that a tenth of them reach."""
    if not values:
        return 0.0
    ordered = sorted(values, reverse=last)
    return ordered[len(ordered) // 10]


def _continues_paragraph(block: list[Line], line: Line, leading: float, column: _Column) -> bool:
    """Return whether a line continues a paragraph."""
    before, height = block[-1], line.height
    step = before.base - line.base
    if abs(step) < 0.3 * height:  # the same row: a label and its text, a number and its heading
        return _is_label_of(before.text, line.text)
    if abs(before.height - height) > 0.15 * max(before.height, height) or LABEL.match(line.text):
        return False
    if step < 0:  # the next column
        if RESOLUTIONS.match(line.text):  # a row of a list in columns
            return False
        return not ENDED.search(before.text) and not before.text.endswith(tuple(COMMAS))
    if step > 1.3 * max(leading, 1.2 * height):
        return False
    if _is_centred(before, line, column):
        return True
    if _is_flush_right(before, line, column):
        return False
    if column.lone and not _continues_by_letter(before, line, column):
        return False
    if column.right - before.right > 12 * height:
        return False
    indent = line.left - before.left
    if len(block) == 1:
        hanging = TITLE.match(before.text) is not None or not _is_short(before, column.right)
        return abs(indent) < 30 * height and (hanging or indent <= 0.8 * height)
    return indent < 0.8 * height


def _is_label_of(label: str, text: str) -> bool:
    """Return whether a text is the label of another in the same row: a number, that of a paragraph, resolutions."""
    if LABEL.fullmatch(label) or NUMBER.fullmatch(label):
        return True
    return len(text) >= MIN_LABELLED and (PARAGRAPH.fullmatch(label) or RESOLUTIONS.fullmatch(label)) is not None


def _continues_by_letter(before: Line, line: Line, column: _Column) -> bool:
    """Return whether a line that begins where few do continues the one above, by its first letter."""
    if SMALL_LETTER.match(line.text) or before.text.endswith(("-", SOFT_HYPHEN)):
        return True
    first = line.text[0]
    caseless = first.isalpha() and first.lower() == first.upper()
    return caseless and column.right - before.right < 2 * line.height


def _is_centred(before: Line, line: Line, column: _Column) -> bool:
    """Return whether two lines of a heading have the same middle and neither begins at the margin."""
    apart = abs(before.left + before.right - line.left - line.right)
    return (
        apart < line.height
        and abs(before.left - line.left) > 0.3
        and min(before.left, line.left) > column.left + line.height
    )


def _is_flush_right(before: Line, line: Line, column: _Column) -> bool:
    """Return whether two lines end alike, far from the left margin: a meeting and its date."""
    far = min(before.left, line.left) > column.left + 8 * line.height
    return far and abs(before.right - line.right) < line.height < abs(before.left - line.left)


def _is_short(line: Line, right: float) -> bool:
    """Return whether a line ends well before the right margin."""
    return line.right < right - 6 * line.height


def may_continue(lines: list[Line], page: list[Line]) -> bool:
    """Return whether the last paragraph of a page may continue on the next: its last line is full and is no end."""
    last = lines[-1]
    if ENDED.search(last.text):
        return False
    above = [line for line in page if overlap_horizontally(line, last)]
    return last.right >= _edge([line.right for line in above], last=True) - 8 * last.height


def continues(lines: list[Line], block: list[Line], page: list[Line]) -> bool:
    """Return whether the first paragraph of a page, `block`, continues the last one of the page before, `lines`."""
    first, last = block[0], lines[-1]
    if LABEL.match(first.text) or abs(first.height - last.height) > 0.15 * last.height:
        return False
    if SMALL_LETTER.match(first.text):
        return True
    margin = _edge([line.left for line in page if overlap_horizontally(line, first)], last=False)
    return first.left < margin + 0.8 * first.height
