"""PDF, read by PDFium: the characters of each page with their boxes, assembled into lines.

PDFium is called three times for a page and once for each character, whose box shows the size and height of its letter;
on a page of Arabic only for the boxes at the ends of words, and for base lines. `pages` interprets the lines. They keep
the order of PDFium; on a page of Arabic `rtl` puts them in logical order.
"""

import ctypes
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Sequence
from itertools import accumulate, repeat
from operator import sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.readers import rtl
from unrtrace.documents.readers.layout import FORBIDDEN, LINK_START, ReadResult
from unrtrace.documents.readers.lines import Line
from unrtrace.documents.readers.pages import lay_out, may_have_drawn_rule
from unrtrace.documents.readers.pdf_links import Area, area_at, areas_of, mark, near_line, with_links
from unrtrace.text.characters import SOFT_HYPHEN, SUPERSCRIPT_DIGITS, TO_SUPERSCRIPT

MAX_PAGES = 10_000
MAX_OBJECTS = 100_000  # of a page, among which drawn lines are searched for
HYPHEN = "\ufffe"  # what PDFium writes for a hyphen at the end of a line
SEGMENT = re.compile(r"[^\s\ufffe][^\r\n\ufffe]*\ufffe?")
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\ufb00-\ufb06]+")
MARK_CHARACTER = re.compile(r"[0-9*(),\[\]/]")
# A space before a footnote mark. The pattern begins with a literal, which is found fast.
SPACE_BEFORE_MARK = re.compile(rf" (?<=[^\s\d{SUPERSCRIPT_DIGITS}] ) *(?=\(?[{SUPERSCRIPT_DIGITS}])")
MISSING = re.compile("[\ufffd\ue000-\uf8ff]")
SAMPLE = 16  # characters of a line that show its height
# Measures, in heights of a line:
SMALL = 0.82  # the most that a raised mark has
LIFTED = 0.15  # the least that a raised mark is above the base line
DESCENT = 0.235  # of letters below the base line
WIDE, GUTTER, NARROW = 3.0, 0.8, 0.15  # a gap between cells, between columns, within a word
ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: "is encrypted: save it without its password",
    pdfium.FPDF_ERR_SECURITY: "is encrypted in a way that is not known: save it without protection",
}


def _without_conversions(function: Any) -> Any:
    """Return a function of PDFium that is called without the conversions of ctypes, which cost more than the call.

    It takes C integers and results of `byref`, and returns nothing.
    """
    return ctypes.PYFUNCTYPE(None)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_box, _origin = (
    _without_conversions(pdfium.FPDFText_GetLooseCharBox),
    _without_conversions(pdfium.FPDFText_GetCharOrigin),
)
_unicode = ctypes.PYFUNCTYPE(ctypes.c_uint)(ctypes.cast(pdfium.FPDFText_GetUnicode, ctypes.c_void_p).value or 0)
# The buffer in which PDFium writes the boxes of up to BATCH characters, and a reference to the place of each.
BATCH = 2048
_boxes = (ctypes.c_float * (4 * BATCH))()
_values = memoryview(_boxes).cast("B").cast("f")
_box_places = list(map(ctypes.byref, repeat(_boxes), range(0, 16 * BATCH, 16)))
# The same for the points on the base line where characters start.
_origins = (ctypes.c_double * (2 * BATCH))()
_points = memoryview(_origins).cast("B").cast("d")
_x_places = list(map(ctypes.byref, repeat(_origins), range(0, 16 * BATCH, 16)))
_y_places = list(map(ctypes.byref, repeat(_origins), range(8, 16 * BATCH, 16)))

Sides = tuple[list[float], list[float], list[float], list[float]]


class Chars(NamedTuple):
    """The characters of a page, each with the edges of its box in points, as on the page shown upright.

    A page that is written from right to left has `words` instead of boxes; for other pages these are None.
    `areas` are where its links lie.
    """

    text: str
    left: list[float]
    top: list[float]
    right: list[float]
    bottom: list[float]
    height: float
    words: list[rtl.Word] | None
    areas: list[Area]


def read(data: bytes) -> ReadResult:
    """Return the text of a PDF with the offsets of its pages.

    Raise `DocumentError` if the file is damaged, encrypted or too long, or has no text.
    """
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        reason = ERRORS.get(pdfium.FPDF_GetLastError(), "is a damaged PDF: get the file again")
        raise DocumentError(reason)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MAX_PAGES:
            raise DocumentError(f"has {count:,} pages, of which {MAX_PAGES:,} at most are read: split it")
        if count < 1:
            raise DocumentError("is a damaged PDF, without pages: get the file again")
        pages, unread = [], []
        for number in range(count):
            chars = _chars(document, number)
            if chars is None:
                unread.append(number + 1)
            lines, size = lines_of(chars) if chars else ([], 0.0)
            if may_have_drawn_rule(lines, size):
                lines += _drawn_rules(document, number, mirrored=chars is not None and chars.words is not None)
            pages.append((lines, size))
        metadata = _metadata(document)
    finally:
        pdfium.FPDF_CloseDocument(document)
    if not any(lines for lines, _ in pages):
        raise DocumentError("is a PDF without text, as scans are: run OCR over it first, for example ocrmypdf")
    result = lay_out(pages)
    return result._replace(warnings=(*result.warnings, *_warnings(result.text, unread)), metadata=metadata)


def _drawn_rules(document: Any, number: int, mirrored: bool) -> list[Line]:
    """Return the short horizontal lines drawn on a page as lines of underscores; none of a rotated page."""
    page = pdfium.FPDF_LoadPage(document, number)
    rules = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(
        0 if pdfium.FPDFPage_GetRotation(page) else min(MAX_OBJECTS, pdfium.FPDFPage_CountObjects(page))
    ):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
            if 40 < right.value - left.value < 250 and top.value - bottom.value < 3:
                sides = (-right.value, -left.value) if mirrored else (left.value, right.value)
                rules.append(Line("_____", *sides, bottom.value, 1.0))
    pdfium.FPDF_ClosePage(page)
    return rules


def _warnings(text: str, unread: list[int]) -> list[str]:
    warnings = []
    if unread:
        some = ", ".join(map(str, unread[:10])) + (" …" if len(unread) > 10 else "")
        warnings.append(f"{len(unread)} pages could not be read: {some}")
    if missing := len(MISSING.findall(text)):
        warnings.append(f"{missing} characters have no letter in the PDF's fonts")
    return warnings


def _metadata(document: Any) -> dict[str, str]:
    """Return the title in the properties of the file, if there is one."""
    size = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 4096:
        return {}
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)
    title = FORBIDDEN.sub("", buffer.raw.decode("utf-16-le", "ignore")).strip()
    return {"file_title": title} if title else {}


def _chars(document: Any, number: int) -> Chars | None:
    """Return the characters of a page, None if PDFium cannot open it."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        count = max(0, pdfium.FPDFText_CountChars(text_page)) if text_page else 0
        handle = ctypes.byref(text_page.contents) if count else None
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) if count else 1
        text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
        if len(text) != count:
            text = "".join(map(_char, map(_unicode, repeat(handle), range(count))))
        rotation = pdfium.FPDFPage_GetRotation(page)
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)

        def sides_of(indexes: Sequence[int]) -> Sides:
            return _upright(rotation, width, height, _sides(handle, indexes))

        areas = areas_of(document, page)
        if areas and rotation:
            left, bottom, right, top, targets = map(list, zip(*areas, strict=True))
            left, top, right, bottom = _upright(rotation, width, height, (left, top, right, bottom))
            areas = list(map(Area, left, bottom, right, top, targets))
        if rtl.is_rtl(text):
            text = rtl.with_ligatures(text, sides_of)
            return Chars(text, [], [], [], [], height, _words(handle, text, sides_of), areas)
        return Chars(text, *sides_of(range(count)), height, None, areas)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _sides(handle: Any, indexes: Sequence[int]) -> Sides:
    """Return the left, top, right and bottom edges of the boxes of some characters."""
    values: list[float] = []
    for start in range(0, len(indexes), BATCH):
        part = indexes[start : start + BATCH]
        ctypes.memset(_boxes, 0, 16 * len(part))
        deque(map(_box, repeat(handle), part, _box_places), maxlen=0)
        values += _values[: 4 * len(part)].tolist()
    return values[0::4], values[1::4], values[2::4], values[3::4]


def _words(handle: Any, text: str, sides_of: Callable[[Sequence[int]], Sides]) -> list[rtl.Word]:
    """Return the words of a page that is written from right to left.

    A plain word of Arabic letters needs the boxes of its first and last characters, any other those of all.
    """
    found = list(rtl.WORD.finditer(text))
    count, starts = len(found), [match.start() for match in found]
    left, top, right, bottom = sides_of([*starts, *[match.end() - 1 for match in found]])
    heights = [height if height > 0.1 else 0.1 for height in map(sub, top[:count], bottom)]
    words = rtl.words_of(
        map(re.Match.group, found), left[:count], left[count:], right[:count], right[count:], _levels(handle, starts),
        heights,
    )  # fmt: skip
    mixed = [at for at, match in enumerate(found) if rtl.is_mixed(match, left[at] < left[at + count])]
    left, _, right, _ = sides_of([index for at in mixed for index in range(*found[at].span())])
    begin = 0
    for at in mixed:
        own = slice(begin, begin + len(found[at][0]))
        words[at] = words[at].mixed(found[at][0], left[own], right[own])
        begin = own.stop
    return words


def _levels(handle: Any, indexes: list[int]) -> list[float]:
    """Return the heights of the base lines of some characters."""
    values: list[float] = []
    for start in range(0, len(indexes), BATCH):
        part = indexes[start : start + BATCH]
        ctypes.memset(_origins, 0, 16 * len(part))
        deque(map(_origin, repeat(handle), part, _x_places, _y_places), maxlen=0)
        values += _points[1 : 2 * len(part) : 2].tolist()
    return values


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _upright(rotation: int, width: float, height: float, sides: Sides) -> Sides:
    """Return the left, top, right and bottom edges of boxes as shown; `rotation` is in quarter turns of the page."""
    left, top, right, bottom = sides
    if rotation == 1:
        return bottom, [height - x for x in left], top, [height - x for x in right]
    if rotation == 2:
        return [width - x for x in right], [height - y for y in bottom], [width - x for x in left], [
            height - y for y in top
        ]  # fmt: skip
    if rotation == 3:
        return [width - y for y in top], right, [width - y for y in bottom], left
    return sides


class _Segment(NamedTuple):
    """What PDFium returns as a line: the span of its characters, the height of most of them, and its extent."""

    start: int
    end: int
    height: float
    base: float
    left: float
    right: float


def lines_of(chars: Chars) -> tuple[list[Line], float]:
    """Return the lines of a page in the order of PDFium, and the height of the page.

    A line that PDFium divided at a raised mark is whole.
    """
    if chars.words is not None:
        areas = chars.areas
        link_of = (lambda word: area_at(areas, (word.left + word.right) / 2, word.level)) if areas else None
        lines = rtl.lines_of(chars.words, lambda text: text.translate(TO_SUPERSCRIPT), link_of)
        return [
            with_links(line, areas, _tidy) if LINK_START in line.text else line._replace(text=_tidy(line.text))
            for line in lines
        ], chars.height
    groups: list[list[_Segment]] = []
    for match in SEGMENT.finditer(chars.text):
        start = match.start()
        segment = _segment(chars, start, start + len(match[0].rstrip()))
        if groups and _continues_line(groups[-1], segment, chars):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    unset = _unset_spaces(chars)
    gaps = [_gaps(chars, group, unset) for group in groups]
    gutter = _gutter(groups, gaps)
    lines = [line for group, own in zip(groups, gaps, strict=True) for line in _cells(chars, group, own, gutter)]
    return lines, chars.height


def _segment(chars: Chars, start: int, end: int) -> _Segment:
    """Return the segment of a span of characters, of which the first and the last are no spaces."""
    sample = slice(start, end, 1 + (end - start) // SAMPLE)
    bottoms = chars.bottom[sample]
    heights = list(map(sub, chars.top[sample], bottoms))
    if end - start <= SAMPLE and min(heights) < (least := SMALL * max(heights)):  # without raised marks and spaces
        bottoms = [bottom for bottom, height in zip(bottoms, heights, strict=True) if height >= least]
        heights = [height for height in heights if height >= least]
    heights.sort()
    bottoms.sort()
    middle = len(bottoms) // 2
    left, right = min(chars.left[start], chars.left[end - 1]), max(chars.right[start], chars.right[end - 1])
    return _Segment(start, end, max(heights[middle], 0.1), bottoms[middle], left, right)


def _continues_line(group: list[_Segment], segment: _Segment, chars: Chars) -> bool:
    """Return whether a segment is on the line of those before it, right after them."""
    last = group[-1]
    height = max(last.height, segment.height)
    rise = abs(segment.base - last.base)
    has_mark = min(last.height, segment.height) < SMALL * height
    if rise > (0.75 if has_mark else 0.3) * height:
        return False
    gap = max(segment.left - last.right, last.left - segment.right)
    return -0.3 * height <= gap <= WIDE * height


class _Space(NamedTuple):
    """A gap for which PDFium wrote a space, or between two segments: the characters around it and its extent."""

    end: int
    start: int
    left: float
    right: float


def _unset_spaces(chars: Chars) -> list[int]:
    """Return the offsets at which PDFium wrote a space for a gap: spaces without width."""
    left, right = chars.left, chars.right
    spaces = accumulate(map(len, chars.text.split(" ")[:-1]), lambda at, length: at + length + 1)
    return [space for space in spaces if right[space] - left[space] < 0.01]


def _gaps(chars: Chars, group: list[_Segment], unset: list[int]) -> list[_Space]:
    """Return the gaps of a line that no space of the page fills."""
    gaps: list[_Space] = []
    for number, segment in enumerate(group):
        if number:
            gaps.append(_space(chars, group[number - 1].end, segment.start))
        if unset:
            first, last = bisect_left(unset, segment.start), bisect_left(unset, segment.end - 1)
            gaps += [_space(chars, space, space + 1) for space in unset[first:last]]
    return gaps


def _space(chars: Chars, end: int, start: int) -> _Space:
    before, after = end - 1, start
    if chars.left[after] >= chars.left[before]:
        return _Space(end, start, chars.right[before], chars.left[after])
    return _Space(end, start, chars.right[after], chars.left[before])


def _gutter(groups: list[list[_Segment]], gaps: list[list[_Space]]) -> float | None:
    """Return where most lines have a gap at the same place: the gutter between two columns. None if there is none."""
    bins: Counter[int] = Counter()
    for group, own in zip(groups, gaps, strict=True):
        for gap in own:
            if gap.right - gap.left > group[0].height * GUTTER:
                bins.update(range(int(gap.left // 4) + 1, int(gap.right // 4) + 1))
    if not bins:
        return None
    place, count = bins.most_common(1)[0]
    across = sum(group[0].left < 4 * place < group[-1].right for group in groups)
    return 4.0 * place if count >= 5 and count > 0.6 * across else None


def _cells(chars: Chars, group: list[_Segment], gaps: list[_Space], gutter: float | None) -> list[Line]:
    """Return the lines of a group of segments, divided at gaps as wide as between cells or in the gutter."""
    if not gaps:
        only = group[0]
        return [_line(chars, [(only.start, only.end)], only.height, only.base)]
    main = max(group, key=lambda segment: segment.end - segment.start)
    cells: list[list[tuple[int, int]]] = [[]]
    at = group[0].start
    for gap in gaps:
        width = gap.right - gap.left
        is_divided = width > WIDE * main.height or (gutter is not None and gap.left < gutter < gap.right)
        if is_divided or gap.end != gap.start - 1 or width < NARROW * main.height:
            cells[-1].append((at, gap.end))
            at = gap.start
        if is_divided:
            cells.append([])
    cells[-1].append((at, group[-1].end))
    if len(cells) == 1:
        return [_line(chars, cells[0], main.height, main.base)]
    lines = []
    for spans in cells:
        first, last = spans[0][0], spans[-1][1]
        words = chars.text[first:last]
        if not words.isspace():
            last = first + len(words.rstrip())
            part = _segment(chars, last - len(words.strip()), last)
            lines.append(_line(chars, spans, part.height, part.base))
    return lines


def _line(chars: Chars, spans: list[tuple[int, int]], height: float, base: float) -> Line:
    """Return the line of some spans of characters, with spaces at gaps."""
    pieces: list[str] = []
    areas: list[int | None] = []  # of each character
    near = near_line(chars.areas, base, height) if chars.areas else []
    for number, (start, end) in enumerate(spans):
        if number and _gap(chars, spans[number - 1][1] - 1, start) > NARROW * height:
            pieces.append(" ")
            areas.append(None)
        pieces.append(_raise(chars, start, end, height, base))
        if near:
            areas += [_area_of(chars, index, near) for index in range(start, end)]
    start, last = spans[0][0], spans[-1][1] - 1
    left, right = min(chars.left[start], chars.left[last]), max(chars.right[start], chars.right[last])
    text = "".join(pieces)
    if areas.count(None) < len(areas):
        return with_links(Line(mark(text, areas), left, right, base, height), near, _tidy)
    return Line(_tidy(text), left, right, base, height)


def _area_of(chars: Chars, index: int, areas: list[Area]) -> int | None:
    """Return the number of the area in which a character lies; a hyphen at the end of a line is in none."""
    if chars.text[index] == HYPHEN:
        return None
    middle = (chars.left[index] + chars.right[index]) / 2
    return area_at(areas, middle, (chars.top[index] + chars.bottom[index]) / 2)


def _gap(chars: Chars, before: int, after: int) -> float:
    """Return the distance of two characters in a line of either direction."""
    return max(chars.left[after] - chars.right[before], chars.left[before] - chars.right[after])


def _raise(chars: Chars, start: int, end: int, height: float, base: float) -> str:
    """Return the characters of a span, small and raised digits as superscripts."""
    text, top, bottom = chars.text, chars.top, chars.bottom
    if max(bottom[start:end]) <= base + LIFTED * height:
        return text[start:end]
    small, level = SMALL * height, base + (DESCENT + LIFTED) * height
    found = [
        index
        for index in map(re.Match.start, MARK_CHARACTER.finditer(text, start, end))
        if 0 < (own := top[index] - bottom[index]) < small and bottom[index] + DESCENT * own > level
    ]
    if not found:
        return text[start:end]
    characters = list(text[start:end])
    for index in found:
        characters[index - start] = characters[index - start].translate(TO_SUPERSCRIPT)
    return "".join(characters)


def _tidy(text: str) -> str:
    """Return a line without forbidden characters and presentation forms; a hyphen at its end becomes a soft one."""
    if not text.isascii():
        text = text.replace(HYPHEN, SOFT_HYPHEN) if text[-1] == HYPHEN else text
        text = PRESENTATION_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = SPACE_BEFORE_MARK.sub("", text)
    return (text if text.isprintable() else FORBIDDEN.sub("", text)).strip()
