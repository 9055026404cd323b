"""A timeline as a calendar of whole days (iCalendar, RFC 5545)."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import TextIO

from unrtrace.output.timeline_text import TimelineView, all_sources, conflict, url
from unrtrace.timeline import TimelineEvent, format_date

# RFC 5545 requires the time at which an entry was made; a fixed one gives the same bytes for the same corpus.
STAMP = "19700101T000000Z"
MAX_OCTETS = 75  # of a line
MAX_SUMMARY = 160  # characters of a description in a summary


def write_calendar(timeline: TimelineView, out: TextIO) -> None:
    """Write the events of a timeline as days of a calendar; a year or a session lasts all its days."""
    out.writelines(f"{line}\r\n" for line in _lines(timeline))


def _lines(timeline: TimelineView) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//unrtrace//timeline//EN", "CALSCALE:GREGORIAN")
    for event in timeline.events:
        yield "BEGIN:VEVENT"
        for name, value in _properties(event):
            yield from _folded(f"{name}:{value}")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _properties(event: TimelineEvent) -> Iterator[tuple[str, str]]:
    end = (event.last or event.date) + datetime.timedelta(days=1)
    about = "\n".join([event.description, *([conflict(event)] if event.conflicts else []), all_sources(event)])
    identity = "|".join((str(event.date), str(event.last or ""), event.kind, *event.symbols, event.description))
    yield "UID", hashlib.sha256(identity.encode()).hexdigest()[:32] + "@unrtrace"
    yield "DTSTAMP", STAMP
    yield "DTSTART;VALUE=DATE", f"{event.date:%Y%m%d}"
    yield "DTEND;VALUE=DATE", end.strftime("%Y%m%d")
    yield "SUMMARY", _escaped(_summary(event))
    yield "DESCRIPTION", _escaped(about)
    yield "CATEGORIES", event.kind
    yield "TRANSP", "TRANSPARENT"
    if event.symbols and (link := url(event.symbols[0])):
        yield "URL", link


def _summary(event: TimelineEvent) -> str:
    text = event.description
    if len(text) > MAX_SUMMARY:
        text = text[: MAX_SUMMARY - 1].rstrip() + "…"
    head = " ".join((event.kind, *event.symbols))
    when = "" if event.precision in ("day", "span") else f" ({format_date(event.date, event.last, event.precision)})"
    return f"{head}{when}: {text}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, none within a character, all but the first after a space."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > MAX_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
