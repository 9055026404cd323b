"""The hyperlinks of a PDF: where they lie on a page, and which characters of a line they cover."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from unrtrace.documents.readers.layout import (
    FORBIDDEN,
    LINK_END,
    LINK_MARK,
    LINK_NUMBER_END,
    LINK_START,
    without_links,
)
from unrtrace.documents.readers.lines import Line

MAX_LINKS = 10_000  # of a page
MAX_ADDRESS = 4096  # bytes


class Area(NamedTuple):
    """A rectangle of a page, in points from its lower left corner, and the address to which it leads."""

    left: float
    bottom: float
    right: float
    top: float
    target: str


def areas_of(document: Any, page: Any) -> list[Area]:
    """Return the rectangles of the links of a page that lead to an address; one of several lines has several."""
    areas: list[Area] = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            break
        if target := _address(document, link):
            areas += [Area(*sides, target) for sides in _rectangles(link)]
    return areas


def _address(document: Any, link: Any) -> str:
    """Return the address to which a link leads, an empty text for one that leads to a page."""
    action = pdfium.FPDFLink_GetAction(link)
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
    if not 1 < size <= MAX_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return FORBIDDEN.sub("", buffer.value.decode("utf-8", "replace")).strip()


def _rectangles(link: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield the left, bottom, right and top edges of the parts of a link."""
    count = min(MAX_LINKS, pdfium.FPDFLink_CountQuadPoints(link))
    points = pdfium.FS_QUADPOINTSF()
    for index in range(count):
        if pdfium.FPDFLink_GetQuadPoints(link, index, ctypes.byref(points)):
            across = points.x1, points.x2, points.x3, points.x4
            up = points.y1, points.y2, points.y3, points.y4
            yield min(across), min(up), max(across), max(up)
    rectangle = pdfium.FS_RECTF()
    if not count and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        yield left, bottom, right, top


def near_line(areas: Sequence[Area], base: float, height: float) -> list[Area]:
    """Return the areas in which characters of a line may lie."""
    return [area for area in areas if area.bottom < base + 1.5 * height and area.top > base - 0.5 * height]


def area_at(areas: Sequence[Area], x: float, y: float) -> int | None:
    """Return the number of the first area in which a point lies, None if it lies in none."""
    for area in areas:
        if area.left <= x <= area.right and area.bottom <= y <= area.top:
            return next(first for first, other in enumerate(areas) if other.target == area.target)
    return None


def mark(text: str, numbers: Sequence[int | None]) -> str:
    """Return a text with the marks of links around characters that lie in the same area; spaces join those around them.

    >>> marked = mark("See 51/148.", [None] * 4 + [0] * 6 + [None])
    >>> without_links(marked)
    ('See 51/148.', [(4, 10, 0)])
    """
    pieces: list[str] = []
    before: int | None = None
    for character, number in zip(text, numbers, strict=True):
        number = before if character.isspace() else number
        if number != before:
            pieces.append(LINK_END if before is not None else "")
            pieces.append(f"{LINK_START}{number}{LINK_NUMBER_END}" if number is not None else "")
            before = number
        pieces.append(character)
    return "".join(pieces) + (LINK_END if before is not None else "")


def with_links(line: Line, areas: Sequence[Area], tidy: Callable[[str], str]) -> Line:
    """Return a line, whose text has the marks of links, with its tidy text and the links in it."""
    text = tidy(LINK_MARK.sub("", line.text))
    marked, spans = without_links(tidy(line.text))
    links = tuple((start, end, areas[number].target) for start, end, number in spans) if marked == text else ()
    return line._replace(text=text, links=links)
