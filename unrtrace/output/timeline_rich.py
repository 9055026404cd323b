"""The timeline on a terminal: a vertical line with years, dates, symbols and descriptions."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from unrtrace.output import labels
from unrtrace.output.terminal import MIN_ROOM, fold
from unrtrace.output.timeline_text import Groups, conflict, heading, sources
from unrtrace.timeline import TimelineEvent

STYLES = {"adopted": "blue", "agreement": "green", "letter": "yellow", "meeting": "magenta", "scheduled": "red"}
MAX_DATE = 15  # characters of a date on one line, such as a session; a span of days takes two lines
MIN_WIDTH = 50  # of a view with a column for the date


def timeline(groups: Groups, by: str | None, width: int) -> Iterator[Text]:
    """Yield events along a vertical line, with the year or the name of the group where it changes."""
    dates = [event.when for _, events in groups for event in events]
    column = max([10, *(len(date) for date in dates if len(date) <= MAX_DATE)]) if width >= MIN_WIDTH else 0
    for name, events in groups:
        if by == "organ":
            yield Text(heading(name, by), style="bold")
        yield from _event_lines(events, width, column)


def _event_lines(events: Iterable[TimelineEvent], width: int, column: int) -> Iterator[Text]:
    year = ""
    for event in events:
        if f"{event.date:%Y}" != year:
            year = f"{event.date:%Y}"
            yield Text.assemble((f"{year:>{column}}", "bold"), (" │" if column else "", "dim"))
        room = max(MIN_ROOM, width - column - 3)
        for number, (mark, line) in enumerate(_rows(event, room, column)):
            date = event.when if not number and column else ""
            if len(date) > column:  # a span of days: its end on the next line
                date = str(event.date)
            elif number == 1 and column and len(event.when) > column:
                date = f"–{event.last}"
            yield Text.assemble(f"{date:>{column}}", (f" {mark} ", "dim"), line)


def _rows(event: TimelineEvent, room: int, column: int) -> Iterator[tuple[str, Text]]:
    head = Text("" if column else f"{event.when} ")
    head.append(event.kind, style=STYLES.get(event.kind, "cyan"))
    for symbol in event.symbols:
        head.append(f"  {labels.identifier(symbol)}", style="cyan")
    parts = [head, Text(event.description), Text(sources(event), style="dim")]
    if event.conflicts:
        parts.insert(2, Text(conflict(event), style="red"))
    for number, line in enumerate(line for part in parts for line in fold(part, room)):
        yield ("│" if number else "●"), line
