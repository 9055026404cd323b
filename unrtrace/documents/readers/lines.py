"""Printed lines to paragraphs: by the space between them, by what is set in, by labels, by size.

>>> lines = [Line("Recalling its earlier resolutions on the", 60.0, 260.0, 700.0, 9.0),
...          Line("matter,", 60.0, 90.0, 688.0, 9.0), Line("Decides:", 60.0, 95.0, 664.0, 9.0)]
>>> [[line.text for line in block] for block in blocks_of([*lines, *lines])][0]
['Recalling its earlier resolutions on the', 'matter,']
"""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

ENDED = re.compile(r"[.;:!?。；：！？؛؟…][\s\"”»’)）\]⁰¹²³⁴-⁹]*$")
LABEL = re.compile(
    r"(?:\d{1,3}\s?[.)](?!\d)|\d{1,3}\s?[-–](?=\s)|\([^\W\d_]{1,4}\)|[^\W\d_]\)|[IVX]{1,5}\.|[A-H]\.)(?:\s|$)"
)
NUMBER = re.compile(r"[A-Z-]{0,3}[\d/]+[A-Z]?\.?")
TITLE = re.compile(r"[\d/]+[A-Z]?\.\s")
FIRST_LOWER = re.compile(r"[a-zа-яёà-ÿ]")


class Line(NamedTuple):
    """A line of a page: its text, its extent, where its letters stand and how high they are, in points.

    On a page written from right to left, left and right are mirrored: `left` is where a line begins on every page.
    """

    text: str
    left: float
    right: float
    base: float
    height: float


def share(one: Line, other: Line) -> bool:
    """Whether two lines stand one above the other."""
    return one.left < other.right and other.left < one.right


class _Column(NamedTuple):
    """Where the lines of a column begin and end; `lone` where too few begin there to tell."""

    left: float
    right: float
    lone: bool


def blocks_of(lines: list[Line]) -> list[list[Line]]:
    """Lines as paragraphs: by the space between them, by what is set in, by labels, by size."""
    blocks: list[list[Line]] = []
    leading = _leading(lines)
    columns: dict[int, _Column] = {}
    for line in lines:
        key = int(line.left // 25)
        if key not in columns:
            columns[key] = _column(line, lines)
        if blocks and _follows(blocks[-1], line, leading, columns[key]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _column(line: Line, lines: list[Line]) -> _Column:
    left, right = line.left, line.right
    shared = [other for other in lines if left < other.right and other.left < right]
    lone = len([other for other in lines if -30 < other.left - left < 30]) < 4
    most = max([other.right for other in lines]) if lone else _edge([other.right for other in shared], last=True)
    return _Column(_edge([other.left for other in shared], last=False), most, lone)


def _leading(lines: list[Line]) -> float:
    """The distance of most lines from the next."""
    steps = Counter(
        [
            round(step)
            for one, other in pairwise(lines)
            if 0.9 * one.height < (step := one.base - other.base) < 4 * one.height
        ]
    )
    return float(min(steps.items(), key=lambda item: (-item[1], item[0]))[0]) if steps else 12.0


def _edge(values: list[float], *, last: bool) -> float:
    """Where most lines end (or begin): the outermost value that a tenth of them reach."""
    if not values:
        return 0.0
    ordered = sorted(values, reverse=last)
    return ordered[len(ordered) // 10]


def _follows(block: list[Line], line: Line, leading: float, column: _Column) -> bool:
    """Whether a line goes on with a paragraph."""
    before, height = block[-1], line.height
    step = before.base - line.base
    if abs(step) < 0.3 * height:  # the same row: a label and its text, a number and its heading
        return LABEL.fullmatch(before.text) is not None or NUMBER.fullmatch(before.text) is not None
    if abs(before.height - height) > 0.15 * max(before.height, height) or LABEL.match(line.text):
        return False
    if step < 0:  # the next column
        return not ENDED.search(before.text) and not before.text.endswith((",", "，", "،"))
    if step > 1.3 * max(leading, 1.2 * height):
        return False
    if _is_centred(before, line, column):
        return True
    if _is_flush_right(before, line, column):
        return False
    if column.lone and not _reads_on(before, line, column):
        return False
    if column.right - before.right > 12 * height:
        return False
    set_in = line.left - before.left
    if len(block) == 1:
        hanging = TITLE.match(before.text) is not None or not _short(before, column.right)
        return abs(set_in) < 30 * height and (hanging or set_in <= 0.8 * height)
    return set_in < 0.8 * height


def _reads_on(before: Line, line: Line, column: _Column) -> bool:
    """Whether a line that begins where few do goes on with the one above, by its first letter."""
    if FIRST_LOWER.match(line.text) or before.text.endswith(("-", "\u00ad")):
        return True
    first = line.text[0]
    caseless = first.isalpha() and first.lower() == first.upper()
    return caseless and column.right - before.right < 2 * line.height


def _is_centred(before: Line, line: Line, column: _Column) -> bool:
    """Whether two lines of a heading have the same middle and neither begins at the margin."""
    apart = abs(before.left + before.right - line.left - line.right)
    return (
        apart < line.height
        and abs(before.left - line.left) > 0.3
        and min(before.left, line.left) > column.left + line.height
    )


def _is_flush_right(before: Line, line: Line, column: _Column) -> bool:
    """Whether two lines end alike, far from the margin where lines begin: a meeting and its date."""
    far = min(before.left, line.left) > column.left + 8 * line.height
    return far and abs(before.right - line.right) < line.height < abs(before.left - line.left)


def _short(line: Line, right: float) -> bool:
    return line.right < right - 6 * line.height


def may_run_on(lines: list[Line], page: list[Line]) -> bool:
    """Whether the last paragraph of a page may go on upon the next: its last line is full, and no end."""
    last = lines[-1]
    if ENDED.search(last.text):
        return False
    beside = [line for line in page if share(line, last)]
    return last.right >= _edge([line.right for line in beside], last=True) - 8 * last.height


def runs_on(lines: list[Line], block: list[Line], page: list[Line]) -> bool:
    """Whether the first paragraph of a page goes on with the last of the page before."""
    first, last = block[0], lines[-1]
    if LABEL.match(first.text) or abs(first.height - last.height) > 0.15 * last.height:
        return False
    if FIRST_LOWER.match(first.text):
        return True
    margin = _edge([line.left for line in page if share(line, first)], last=False)
    return first.left < margin + 0.8 * first.height
