"""The counters of printed pages, distinguished from numbers of the text that stand at the edge of a page.

A counter rises with the pages and names the same total on each; a number of the text does neither.

>>> rows = [("2/27", 40.0), ("75/2", 90.0)], [("3/27", 40.0), ("79/27", 90.0)]
>>> pages = [([Line(text, 50.0, 80.0, base, 9.0) for text, base in page], 792.0) for page in rows]
>>> [[line.text for line in found] for found in page_counters(pages)]
[['2/27'], ['3/27']]
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from unrtrace.documents.page_furniture import page_words
from unrtrace.documents.readers.lines import Line

EDGE = 0.14  # of the height of a page: where counters stand
FOOT, HEAD = 0.09, 0.93  # of the height: below the one and above the other stands no text
NUMBERS = re.compile(r"\d+")
Place = tuple[int, int | None]  # how far a counter is ahead of the number of its page, from 0; the total that it names


@cache
def _counter() -> re.Pattern[str]:
    """Return the pattern of a page's counter, with the words for *page* in any language."""
    before, after = page_words()
    return re.compile(rf"(?:(?i:{before})\s*)?[-–—]?\s*\d{{1,4}}\s*(?:[-–—/]|{after})?\s*(?:/?\s*\d{{1,4}})?\s*[-–—]?")


def page_counters(pages: list[tuple[list[Line], float]]) -> list[frozenset[Line]]:
    """Return the counters of each page; pages are their lines with their height in points."""
    possible = [
        {
            line: list(_places(line.text, page))
            for line in lines
            if _is_at_edge(line, size) and _counter().fullmatch(line.text)
        }
        for page, (lines, size) in enumerate(pages)
    ]
    on_pages: defaultdict[Place, set[int]] = defaultdict(set)
    for page, found in enumerate(possible):
        for places in found.values():
            for place in places:
                on_pages[place].add(page)
    counters = []
    for found, (lines, size) in zip(possible, pages, strict=True):
        counters.append(
            frozenset(
                line
                for line, places in found.items()
                if any(
                    _is_counter(place, len(on_pages[place]), len(pages), _is_outmost(line, size)) for place in places
                )
                or (places and places[0][1] is None and _is_outmost(line, size) and _is_alone(line, lines))
            )
        )
    return counters


def _places(text: str, page: int) -> Iterator[Place]:
    """Yield how a line counts the page that has it, of which the number from 0 is given."""
    numbers = [int(number) for number in NUMBERS.findall(text)]
    if len(numbers) == 1:
        yield numbers[0] - page, None
    elif len(numbers) == 2:
        for number, total in (numbers, numbers[::-1]):  # a line of Arabic may have the total first
            if 1 <= number <= total:
                yield number - page, total


def _is_counter(place: Place, count: int, pages: int, outmost: bool) -> bool:
    """Return whether numbers that count so on some pages are their counters."""
    ahead, total = place
    if count >= 2:
        return True
    return ahead == 1 and (total == pages or (outmost and (total is None or total >= pages)))


def _is_at_edge(line: Line, size: float) -> bool:
    return line.base > size * (1 - EDGE) or line.base < size * EDGE


def _is_outmost(line: Line, size: float) -> bool:
    return line.base > size * HEAD or line.base < size * FOOT


def _is_alone(line: Line, lines: list[Line]) -> bool:
    """Return whether no other line stands in the row of a line."""
    return not any(other is not line and abs(other.base - line.base) < 0.5 * line.height for other in lines)
