"""Dated events of a corpus, oldest first, what several documents tell of one event in one row."""

from collections.abc import Iterable
from dataclasses import dataclass

from unrtrace.corpus import Corpus, EventRow

OWN = "masthead"


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells an event: work, file relative to the corpus, line from 1, place, language, and in what words."""

    work: str
    file: str
    line: int
    place: str
    paragraph: str | None
    language: str | None
    description: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event with everyone who tells it; dates are ISO days, `last` ends a span."""

    date: str
    last: str | None
    kind: str
    description: str
    actors: tuple[str, ...]
    symbols: tuple[str, ...]
    sources: tuple[Teller, ...]


def timeline(
    corpus: Corpus,
    *,
    works: Iterable[str] = (),
    organisation: str | None = None,
    since: str | None = None,
    until: str | None = None,
    language: str = "en",
) -> list[TimelineEvent]:
    """The events, oldest first.

    `works` keeps the events of these works and those that cite them by their day, `organisation` a code
    of `facts/organisations.toml`, `since` and `until` ISO days, both included; `language` is preferred for
    the descriptions.
    """
    wanted = set(works)
    events = [event for group in _groups(corpus.events()) for event in [_event(group, language)]]
    return [
        event
        for event in events
        if (not organisation or organisation in event.actors)
        and (not wanted or wanted & ({*event.symbols} | {teller.work for teller in event.sources}))
        and (not since or (event.last or event.date) >= since)
        and (not until or event.date <= until)
    ]


def _groups(rows: Iterable[EventRow]) -> list[list[EventRow]]:
    """The rows of each event, by day."""
    groups: list[list[EventRow]] = []
    day: list[list[EventRow]] = []
    current: tuple[str, str | None] | None = None
    for row in rows:
        if (row.date, row.last) != current:
            groups += day
            day, current = [], (row.date, row.last)
        home = next((group for group in day if any(same(row, other) for other in group)), None)
        if home is None:
            day.append([row])
        else:
            home.append(row)
    return groups + day


def same(one: EventRow, other: EventRow) -> bool:
    """Whether two rows of one day tell the same event: by its symbol, else by its kind and actors."""
    if one.kind != other.kind:
        return False
    if one.symbols and other.symbols:
        return bool(set(one.symbols) & set(other.symbols))
    if one.kind == "issued" or (one.place == OWN and other.place == OWN):
        return one.work == other.work
    return bool(set(one.actors) & set(other.actors)) or one.work == other.work


def _event(rows: list[EventRow], language: str) -> TimelineEvent:
    best = min(
        rows,
        key=lambda row: (row.place != OWN, not row.symbols, row.language != language, -min(len(row.description), 240)),
    )
    return TimelineEvent(
        best.date,
        best.last,
        best.kind,
        best.description,
        tuple(sorted({actor for row in rows for actor in row.actors})),
        tuple(sorted({symbol for row in rows for symbol in row.symbols})),
        tuple(
            Teller(row.work, row.path, row.line, row.place, row.paragraph, row.language, row.description)
            for row in rows
        ),
    )
