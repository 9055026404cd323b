"""Timelines as records, aligned text and Markdown, and the words that all forms of a timeline share."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from unrtrace.output import labels
from unrtrace.output.text_view import table
from unrtrace.text.organisations import standard
from unrtrace.timeline import UNKNOWN, TimelineEvent

SCHEMA = "unrtrace.event/2"
COLUMNS = (
    "schema", "date", "last", "kind", "description", "actors", "symbols", "precision", "organ", "language", "conflicts",
    "sources",
)  # fmt: skip
SOURCE_COLUMNS = ("work", "file", "line", "place", "paragraph", "language", "description", "date")
Groups = list[tuple[str, list[TimelineEvent]]]


class TimelineView(NamedTuple):
    """A timeline to be written: events in groups by year or organ, or in one group where `by` is None.

    `folder` is the corpus that the source files lie in, `language` that of the links, `note` a line below the title.
    """

    groups: Groups
    by: str | None = None
    title: str = "Timeline"
    folder: Path = Path()
    language: str = "en"
    note: str = ""

    @property
    def events(self) -> list[TimelineEvent]:
        """The events of all groups, in order."""
        return [event for _, events in self.groups for event in events]


def records(events: Iterable[TimelineEvent]) -> Iterator[dict[str, Any]]:
    """Yield a record for each event."""
    for event in events:
        record = {"schema": SCHEMA, **{name: getattr(event, name) for name in COLUMNS[1:-1]}}
        sources = [{name: getattr(source, name) for name in SOURCE_COLUMNS} for source in event.sources]
        yield {**record, "sources": sources}


def heading(name: str, by: str | None) -> str:
    """Return the heading of a group: the year, or the organ's name."""
    if by != "organ":
        return name
    return "organ not stated" if name == UNKNOWN else organ_name(name)


@cache
def organ_name(code: str) -> str:
    """Return the English name of an organ or organisation, or its code where no table has it."""
    row = standard().rows.get(code, {})
    return str(row["en"][0]) if row.get("en") else labels.organ_name(code)


def date_in_words(date: datetime.date, last: datetime.date | None, precision: str) -> str:
    """Return a date in words.

    >>> day = datetime.date(1994, 9, 5)
    >>> date_in_words(day, None, "day"), date_in_words(day, datetime.date(1994, 9, 13), "span")
    ('5 September 1994', '5–13 September 1994')
    >>> date_in_words(day, datetime.date(1995, 8, 31), "session"), date_in_words(day, None, "month")
    ('session of 1994–1995', 'September 1994')
    """
    first, end = date, last or date
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
    """Return the first files and lines, and how many more there are."""
    shown = ", ".join([f"{file}:{line}" for file, line in event.sources.first])
    more = len(event.sources) - len(event.sources.first)
    return f"{shown} and {more} more" if more else shown


def all_sources(event: TimelineEvent) -> str:
    """Return all files and lines."""
    return ", ".join(f"{source.file}:{source.line}" for source in event.sources)


def conflict(event: TimelineEvent) -> str:
    """Return the other dates that sources give, and which do; an empty text where all agree."""
    dates = []
    for date in event.conflicts:
        places = ", ".join(f"{source.file}:{source.line}" for source in event.sources if source.date == date)
        dates.append(f"{date} ({places})")
    return f"conflict: also dated {', '.join(dates)}" if dates else ""


def text(groups: Groups, by: str | None) -> Iterator[str]:
    """Yield events, one a line, each with its sources; groups below their headings."""
    for number, (name, events) in enumerate(groups):
        if by:
            if number:
                yield ""
            yield heading(name, by)
        yield from table((_columns(event) for event in events), "  " if by else "", ragged=True)


def _columns(event: TimelineEvent) -> tuple[str, ...]:
    description = event.description + (f" [{conflict(event)}]" if event.conflicts else "")
    symbols = ", ".join(map(labels.identifier, event.symbols))
    return event.when, event.kind, symbols or "-", ", ".join(event.actors) or "-", sources(event), description


def url(symbol: str, language: str = "en") -> str | None:
    """Return the link to a document, None where its identifier has none."""
    from unrtrace.symbols import Symbol, SymbolError

    try:
        return Symbol.parse(symbol).url(language)
    except SymbolError:
        return None


# ---- Markdown ------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """Return text of a document with the special characters of Markdown escaped.

    >>> escaped("*a* [b](c) <d>")
    '\\\\*a\\\\* \\\\[b\\\\](c) \\\\<d\\\\>'
    """
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#&" else c for c in text)


def write_markdown(timeline: TimelineView, out: TextIO) -> None:
    """Write a list of events below the headings of their groups, each with all its sources."""
    out.writelines(line + "\n" for line in _markdown_lines(timeline))


def _markdown_lines(timeline: TimelineView) -> Iterator[str]:
    yield f"# {escaped(timeline.title)}"
    for name, events in timeline.groups:
        yield ""
        if timeline.by:
            yield from (f"## {escaped(heading(name, timeline.by))}", "")
        for event in events:
            symbols = ", ".join(_markdown_link(symbol) for symbol in event.symbols)
            head = " · ".join(part for part in (event.kind, symbols, ", ".join(event.actors)) if part)
            yield f"- **{event.when}** {head}  "
            yield f"  {escaped(event.description)}  "
            if event.conflicts:
                yield f"  {escaped(conflict(event))}  "
            yield f"  {escaped(all_sources(event))}"


def _markdown_link(symbol: str) -> str:
    name = labels.identifier(symbol)
    return f"[{name}]({link})" if (link := url(symbol)) else name
