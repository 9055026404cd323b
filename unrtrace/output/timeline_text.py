"""Timelines as records, aligned text, Markdown and a calendar; the words that these and the drawings share."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from unrtrace.output import labels
from unrtrace.output.text_view import table
from unrtrace.text.organisations import standard
from unrtrace.timeline import UNKNOWN, TimelineEvent, format_date

SCHEMA = "unrtrace.event/2"
COLUMNS = (
    "schema", "date", "last", "kind", "description", "actors", "symbols", "precision", "organ", "language", "conflicts",
    "sources",
)  # fmt: skip
TELLER = ("work", "file", "line", "place", "paragraph", "language", "description", "date")
Groups = list[tuple[str, list[TimelineEvent]]]


def records(events: Iterable[TimelineEvent]) -> Iterator[dict[str, Any]]:
    """One record an event."""
    for event in events:
        record = {"schema": SCHEMA, **{name: getattr(event, name) for name in COLUMNS[1:-1]}}
        sources = [{name: getattr(teller, name) for name in TELLER} for teller in event.sources]
        yield {**record, "sources": sources}


def heading(name: str, by: str | None) -> str:
    """The heading of a group: the year, or the organ's name."""
    if by != "organ":
        return name
    return "organ not stated" if name == UNKNOWN else organ_name(name)


@cache
def organ_name(code: str) -> str:
    """The English name of an organ or of an organisation by its code, the code where no table has it."""
    row = standard().rows.get(code, {})
    return str(row["en"][0]) if row.get("en") else labels.organ_name(code)


def spoken(date: str, last: str | None, precision: str) -> str:
    """A date in words.

    >>> spoken("1996-06-25", None, "day"), spoken("1994-09-05", "1994-09-13", "span")
    ('25 June 1996', '5–13 September 1994')
    >>> spoken("1999-09-01", "2000-08-31", "session"), spoken("2017-03-01", "2017-03-31", "month")
    ('session of 1999–2000', 'March 2017')
    """
    first = datetime.date.fromisoformat(date)
    end = datetime.date.fromisoformat(last or date)
    if precision == "day":
        return f"{first.day} {first:%B} {first.year}"
    if precision == "month":
        return f"{first:%B} {first.year}"
    if precision == "session":
        months = f"{first:%B}–{end:%B} {first.year}"
        return f"session of {months if first.year == end.year else f'{first.year}–{end.year}'}"
    if precision == "span":
        if first.year != end.year:
            return f"{first.day} {first:%B} {first.year} – {end.day} {end:%B} {end.year}"
        month = f" {first:%B} – " if first.month != end.month else "–"
        return f"{first.day}{month}{end.day} {end:%B} {end.year}"
    return {"decade": f"the {first.year}s", "years": f"{first.year}–{end.year}"}.get(precision, str(first.year))


def sources(event: TimelineEvent) -> str:
    """The first files and lines, and how many more."""
    shown = ", ".join([f"{file}:{line}" for file, line in event.sources.first])
    more = len(event.sources) - len(event.sources.first)
    return f"{shown} and {more} more" if more else shown


def all_sources(event: TimelineEvent) -> str:
    """All files and lines."""
    return ", ".join(f"{teller.file}:{teller.line}" for teller in event.sources)


def conflict(event: TimelineEvent) -> str:
    """What other dates tellers give, and which say so; nothing where all agree."""
    told = []
    for date in event.conflicts:
        tellers = ", ".join(f"{t.file}:{t.line}" for t in event.sources if t.date == date)
        told.append(f"{date} ({tellers})")
    return f"conflict: also dated {', '.join(told)}" if told else ""


def text(groups: Groups, by: str | None) -> Iterator[str]:
    """Events, one a line, each with its sources; groups below their headings."""
    for number, (name, events) in enumerate(groups):
        if by:
            if number:
                yield ""
            yield heading(name, by)
        yield from table(
            (
                (
                    event.when, event.kind, ", ".join(event.symbols) or "-", ", ".join(event.actors) or "-",
                    sources(event),
                    event.description + (f" [{conflict(event)}]" if event.conflicts else ""),
                )
                for event in events
            ),
            "  " if by else "",
        )  # fmt: skip


def url(symbol: str, language: str = "en") -> str | None:
    """The link to a document, None for what has none."""
    from unrtrace.symbols import Symbol, SymbolError

    try:
        return Symbol.parse(symbol).url(language)
    except SymbolError:
        return None


# ---- Markdown ------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """Text of a document as Markdown prints it, no sign of it read as markup.

    >>> escaped("*a* [b](c) <d>")
    '\\\\*a\\\\* \\\\[b\\\\](c) \\\\<d\\\\>'
    """
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#&" else sign for sign in text)


def markdown(groups: Groups, by: str | None, title: str) -> Iterator[str]:
    """A list of events below the headings of their groups, sources below each."""
    yield f"# {escaped(title)}"
    for name, events in groups:
        yield ""
        if by:
            yield from (f"## {escaped(heading(name, by))}", "")
        for event in events:
            symbols = ", ".join(f"[{symbol}]({link})" if (link := url(symbol)) else symbol for symbol in event.symbols)
            head = " · ".join(part for part in (event.kind, symbols, ", ".join(event.actors)) if part)
            yield f"- **{event.when}** {head}  "
            yield f"  {escaped(event.description)}  "
            if event.conflicts:
                yield f"  {escaped(conflict(event))}  "
            yield f"  {escaped(all_sources(event))}"


# ---- iCalendar (RFC 5545) ------------------------------------------------------------------------

# The time at which an entry was made must be given; it is fixed, so that the same corpus gives the same bytes.
STAMP = "19700101T000000Z"
LINE = 75  # octets
SUMMARY = 160


def calendar(events: Iterable[TimelineEvent]) -> Iterator[str]:
    """Events as days of a calendar, lines of it without their ends; a year or session lasts all its days."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//unrtrace//timeline//EN", "CALSCALE:GREGORIAN")
    for event in events:
        end = datetime.date.fromisoformat(event.last or event.date) + datetime.timedelta(days=1)
        about = "\n".join([event.description, *([conflict(event)] if event.conflicts else []), all_sources(event)])
        identity = "|".join((event.date, event.last or "", event.kind, *event.symbols, event.description))
        first = event.symbols[0] if event.symbols else None
        rows = [
            ("UID", hashlib.sha256(identity.encode()).hexdigest()[:32] + "@unrtrace"),
            ("DTSTAMP", STAMP),
            ("DTSTART;VALUE=DATE", event.date.replace("-", "")),
            ("DTEND;VALUE=DATE", end.strftime("%Y%m%d")),
            ("SUMMARY", _value(_summary(event))),
            ("DESCRIPTION", _value(about)),
            ("CATEGORIES", event.kind),
            ("TRANSP", "TRANSPARENT"),
        ]
        if first and (link := url(first)):
            rows.append(("URL", link))
        yield "BEGIN:VEVENT"
        for name, value in rows:
            yield from _folded(f"{name}:{value}")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _summary(event: TimelineEvent) -> str:
    told = event.description if len(event.description) <= SUMMARY else event.description[: SUMMARY - 1].rstrip() + "…"
    head = " ".join((event.kind, *event.symbols))
    when = "" if event.precision in ("day", "span") else f" ({format_date(event.date, event.last, event.precision)})"
    return f"{head}{when}: {told}"


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none inside a character, all but the first after a space."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    yield piece
