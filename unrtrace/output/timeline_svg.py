"""A timeline drawn as SVG: time runs down, each event has a box beside the axis, and no box covers another.

A year takes as much room as its events need, and a year without events takes little; the axis names the years.
The drawing needs no script and no other file; its links lead to documents at docs.un.org.
"""

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TextIO

from unrtrace.output import labels
from unrtrace.output.timeline_text import TimelineView, conflict, date_in_words, sources, url
from unrtrace.timeline import TimelineEvent

FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans SC', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif"
COLOURS = {
    "adopted": "#1f5fa8", "issued": "#5b6b7a", "letter": "#8a4b08", "agreement": "#1b6e3c", "meeting": "#7a2e8e",
    "report": "#0b6e78", "period": "#6b5d00", "scheduled": "#b3261e", "other": "#444444",
}  # fmt: skip
WIDTH, LEFT, BOX, RIGHT = 960.0, 110.0, 190.0, 24.0
HEAD, TOP, GAP, PADDING, LINE, SMALL = 15.0, 84.0, 12.0, 9.0, 18.0, 15.0
MAX_LINES = 3  # of a description
YEAR_GAP, MAX_GAP_YEARS = 18.0, 6
NARROW = frozenset("iljtfrI.,:;'’|!()[]/ -")


def em(text: str) -> float:
    """Return about how wide a text is, in ems; rather too wide than too narrow for the fonts of most systems.

    >>> em("移民") > 2 * em("m") > 4 * em("i")
    True
    """
    total = 0.0
    for character in text:
        if character in NARROW:
            total += 0.36
        elif unicodedata.east_asian_width(character) in "WF":
            total += 1.05
        elif unicodedata.combining(character):
            continue
        else:
            total += 0.74 if character.isupper() or character in "mwMW@%—" else 0.6
    return total


def wrap(text: str, width: float, size: float, max_lines: int) -> list[str]:
    """Return a text in lines of at most `width`, the last one shortened where there are more than `max_lines`."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and em((line + piece).rstrip()) * size > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
            if len(lines) == max_lines:
                break
        else:
            line += piece
    else:
        return [*lines, line.rstrip()] if line.strip() else lines
    last = lines[-1]
    while last and em(last + "…") * size > width:
        last = last[:-1]
    if last != lines[-1] and last.count(" ") > 2:
        last = last[: last.rindex(" ")]
    lines[-1] = last.rstrip(" ,;:，；、") + "…"
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Yield what a line may end after: words with the space behind them, and single Chinese characters."""
    piece = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if wide and unicodedata.category(character) != "Po" and piece:
            yield piece
            piece = ""
        piece += character
        if character == " " or len(piece) >= 60:
            yield piece
            piece = ""
    if piece:
        yield piece


def is_rtl(text: str) -> bool:
    """Return whether the first letter of a text is written from right to left."""
    return next((unicodedata.bidirectional(c) in ("R", "AL") for c in text if c.isalpha()), False)


def attributes(event: TimelineEvent) -> str:
    """Return the language and the direction of a description as attributes."""
    language = f' lang="{escape(event.language)}"' if event.language else ""
    return f'{language} dir="{"rtl" if is_rtl(event.description) else "ltr"}"'


def write_drawing(timeline: TimelineView, out: TextIO) -> None:
    """Write the SVG document; nothing for a timeline without events."""
    if events := timeline.events:
        out.writelines(_drawing(events, timeline.title))


def _drawing(events: Sequence[TimelineEvent], title: str) -> Iterator[str]:
    boxes = [_Box(event) for event in sorted(events, key=lambda event: event.date)]
    bottom = place(boxes)
    height = bottom + 30
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:.0f}" width="{WIDTH:g}" '
        f'height="{height:.0f}" role="img" aria-labelledby="title about" font-family="{escape(FONT)}" font-size="14">\n'
    )
    about = f"{len(events)} events in the order of time, each with its date, kind, description and sources."
    yield f'<title id="title">{escape(title)}</title>\n<desc id="about">{escape(about)}</desc>\n'
    yield f'<rect width="{WIDTH:g}" height="{height:.0f}" fill="#ffffff"/>\n'
    heads = wrap(title, WIDTH - 2 * RIGHT, 20, 2)
    for number, line in enumerate(heads):
        yield f'<text x="{RIGHT:g}" y="{30 + 24 * number}" font-size="20" font-weight="600">{escape(line)}</text>\n'
    yield (
        f'<line x1="{LEFT:g}" y1="{TOP - 14:g}" x2="{LEFT:g}" y2="{height - 20:.1f}" stroke="#8895a3" '
        f'stroke-width="2"/>\n'
    )
    yield from _years(boxes)
    for box in boxes:
        yield from box.draw()
    yield "</svg>\n"


class _Box:
    """The box of an event: its lines, its height and where it stands."""

    def __init__(self, event: TimelineEvent) -> None:
        self.event = event
        self.day = event.date
        self.y = 0.0
        room = WIDTH - BOX - RIGHT - 2 * PADDING
        self.lines = wrap(event.description, room, 14, MAX_LINES)
        self.sources = wrap(sources(event), room, 11.5, 1)
        self.conflict = wrap(conflict(event), room, 12, 2)
        rows = 1 + len(self.lines)
        self.height = 2 * PADDING + rows * LINE + (len(self.conflict) + len(self.sources)) * SMALL

    @property
    def middle(self) -> float:
        """The height of its mark on the axis: beside its first line."""
        return self.y + PADDING + LINE / 2

    def draw(self) -> Iterator[str]:
        event, colour = self.event, COLOURS[self.event.kind]
        head = self.y + PADDING + HEAD
        yield f'<g class="event {event.kind}">\n<title>{escape(event.description)}</title>\n'
        yield (
            f'<path d="M{LEFT:g} {self.middle:.1f}H{BOX:g}" stroke="{colour}" stroke-opacity="0.55"/>\n'
            f'<circle cx="{LEFT:g}" cy="{self.middle:.1f}" r="5" fill="{colour}" stroke="#ffffff"/>\n'
            f'<rect class="box" x="{BOX:g}" y="{self.y:.1f}" width="{WIDTH - BOX - RIGHT:g}" height="{self.height:g}" '
            f'rx="6" fill="#f7f9fb" stroke="{colour}"/>\n'
        )
        yield (
            f'<text x="{BOX + PADDING:g}" y="{head:.1f}"><tspan font-weight="600">{escape(words_of(event))}</tspan>'
            f'<tspan dx="8" fill="{colour}">{event.kind}</tspan>{_symbols(event)}</text>\n'
        )
        y = head
        for line in self.lines:
            y += LINE
            yield _line(line, y, event)
        for line in self.conflict:
            y += SMALL
            yield f'<text x="{BOX + PADDING:g}" y="{y:.1f}" font-size="12" fill="#b3261e">{escape(line)}</text>\n'
        for line in self.sources:
            y += SMALL
            yield f'<text x="{BOX + PADDING:g}" y="{y:.1f}" font-size="11.5" fill="#4b5661">{escape(line)}</text>\n'
        yield "</g>\n"


def words_of(event: TimelineEvent) -> str:
    """Return the date of an event in words."""
    return date_in_words(event.date, event.last, event.precision)


def _line(line: str, y: float, event: TimelineEvent) -> str:
    if is_rtl(event.description):
        style = f'x="{WIDTH - RIGHT - PADDING:g}" direction="rtl" unicode-bidi="embed" text-anchor="start"'
    else:
        style = f'x="{BOX + PADDING:g}"'
    language = f' xml:lang="{escape(event.language)}"' if event.language else ""
    return f'<text {style} y="{y:.1f}"{language}>{escape(line)}</text>\n'


def _symbols(event: TimelineEvent) -> str:
    """Return the symbols that fit into the first line, each a link."""
    room = (WIDTH - BOX - RIGHT - 2 * PADDING) / 14 - em(words_of(event)) - em(event.kind) - 3
    shown = []
    for symbol in event.symbols:
        name = labels.identifier(symbol)
        room -= em(name) + 1
        if room < 2:
            shown.append('<tspan dx="8">…</tspan>')
            break
        link = url(symbol)
        text = f'<tspan dx="8" font-weight="600">{escape(name)}</tspan>'
        shown.append(f'<a href="{escape(link)}">{text}</a>' if link else text)
    return "".join(shown)


def place(boxes: Sequence["_Box"]) -> float:
    """Place the boxes one below the other, further apart where years lie between, and return where they end."""
    reached, before = TOP, None
    for box in boxes:
        days = (box.day - before).days if before else 0
        box.y = reached + min(MAX_GAP_YEARS, days / 365) * YEAR_GAP
        reached, before = box.y + box.height + GAP, box.day
    return reached


def _range(events: Iterable[TimelineEvent]) -> tuple[datetime.date, datetime.date]:
    days = [event.date for event in events]
    return min(days), max(days)


def _years(boxes: Sequence["_Box"]) -> Iterator[str]:
    """Yield the years along the axis, between the marks before and after them, where there is room."""
    first = boxes[0].day.year
    yield from _year(first, boxes[0].middle - YEAR_GAP)
    reached = boxes[0].middle - YEAR_GAP
    for one, other in pairwise(boxes):
        for year in range(one.day.year + 1, other.day.year + 1):
            part = (datetime.date(year, 1, 1) - one.day).days / max(1, (other.day - one.day).days)
            y = one.middle + part * (other.middle - one.middle)
            if y - reached >= YEAR_GAP and (year == other.day.year or other.middle - y >= YEAR_GAP):
                yield from _year(year, y)
                reached = y


def _year(year: int, y: float) -> Iterator[str]:
    yield (
        f'<line x1="{LEFT - 7:g}" y1="{y:.1f}" x2="{LEFT:g}" y2="{y:.1f}" stroke="#8895a3"/>\n'
        f'<text x="{LEFT - 12:g}" y="{y + 5:.1f}" text-anchor="end" fill="#4b5661">{year}</text>\n'
    )


# -- the axis above a page -----------------------------------------------------------------

AXIS, EDGE, MARK, MAX_HEIGHT = 1000.0, 30.0, 5.0, 300.0


def axis(events: Sequence[TimelineEvent], names: Sequence[str]) -> str:
    """Return a horizontal axis with a mark for each event, those of near dates one above the other.

    Each mark links to its event; `names` are the identifiers of the events in the page.
    """
    first, _ = _range(events)
    ends = [event.last or event.date for event in events]
    start, end = datetime.date(first.year, 1, 1), datetime.date(max(day.year for day in ends) + 1, 1, 1)
    scale = (AXIS - 2 * EDGE) / (end - start).days
    spans = []
    for event, last in zip(events, ends, strict=True):
        left = EDGE + (event.date - start).days * scale
        spans.append((left, EDGE + (last - start).days * scale if event.last else left))
    pitch, lanes = next(
        (pitch, lanes)
        for pitch in (2.4 * MARK, 9.0, 6.0, 4.0, 0.0)
        if max(lanes := stacked(spans, pitch or 3.0)) * pitch <= MAX_HEIGHT
    )
    pitch = pitch or MAX_HEIGHT / max(lanes)
    radius = min(MARK, pitch / 2.4)
    base = (max(lanes) + 1) * pitch + 8
    out = [
        f'<svg class="axis" viewBox="0 0 {AXIS:g} {base + 26:.0f}" role="group" '
        f'aria-label="The events along the years">\n'
        f'<line x1="{EDGE:g}" y1="{base:.1f}" x2="{AXIS - EDGE:g}" y2="{base:.1f}" class="rule"/>\n'
    ]
    out += _axis_years(range(start.year, end.year + 1), scale, base)
    for event, name, (left, right), lane in zip(events, names, spans, lanes, strict=True):
        label = f"{words_of(event)}, {event.kind}: {' '.join(wrap(event.description, 60, 1, 1))}"
        y = base - (lane + 0.8) * pitch
        width = max(right - left, 0) + 2 * radius
        out.append(
            f'<a href="#{name}"><title>{escape(label)}</title><rect class="mark {event.kind}" x="{left - radius:.1f}" '
            f'y="{y - radius:.1f}" width="{width:.1f}" height="{2 * radius:.1f}" rx="{radius:.1f}"/></a>\n'
        )
    return "".join([*out, "</svg>\n"])


def _axis_years(years: range, scale: float, base: float) -> Iterator[str]:
    """Yield the years below the axis: every one, or every second, fifth and so on where there is little room."""
    start = datetime.date(years[0], 1, 1)
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * 365 * scale >= 42 or n == 100)
    for year in years:
        if year % step == 0:
            x = EDGE + (datetime.date(year, 1, 1) - start).days * scale
            yield (
                f'<line x1="{x:.1f}" y1="{base:.1f}" x2="{x:.1f}" y2="{base + 6:.1f}" class="rule"/>'
                f'<text x="{x:.1f}" y="{base + 20:.1f}" text-anchor="middle">{year}</text>\n'
            )


def stacked(spans: Sequence[tuple[float, float]], room: float) -> list[int]:
    """Return for each span the lowest lane in which it touches no other; a mark takes `room`.

    >>> stacked([(0, 0), (1, 1), (20, 40), (30, 30)], 10)
    [0, 1, 0, 1]
    """
    free: list[float] = []
    lanes = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda index: spans[index]):
        left, right = spans[index]
        lane = next((number for number, edge in enumerate(free) if edge <= left), len(free))
        if lane == len(free):
            free.append(0.0)
        free[lane] = max(right, left) + room
        lanes[index] = lane
    return lanes
