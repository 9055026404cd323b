"""Dated events of a corpus, oldest first; what several documents tell of one event is one row.

Two tellings are one event where they name the same symbol, or tell of the same day (or of a day in the same
month or year) with the same kind and organisations. Where they name the same symbol and different days, the
row says so: a document's own date stands, the others are `conflicts`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from unrtrace.corpus import Corpus, EventRow
from unrtrace.timeline.merging import merged

OWN = "masthead"
UNKNOWN = "~"  # sorts after every code of an organ


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells an event: work, file relative to the corpus, line from 1, place, language, date, in what words."""

    work: str
    file: str
    line: int
    place: str
    paragraph: str | None
    language: str | None
    description: str
    date: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event with everyone who tells it.

    `date` and `last` are ISO days (`last` None for a day), `precision` is day, month, year, span, years, decade
    or session; `language` is that of the description; `conflicts` are other dates that tellers give, as `when`
    writes them.
    """

    date: str
    last: str | None
    kind: str
    description: str
    actors: tuple[str, ...]
    symbols: tuple[str, ...]
    precision: str
    organ: str | None
    language: str | None
    conflicts: tuple[str, ...]
    sources: tuple[Teller, ...]

    @property
    def when(self) -> str:
        """The date as its precision allows: 1996-06-25, 1994-09-05/1994-09-13, 1998-05, 1998, 1990s."""
        return written(self.date, self.last, self.precision)


def written(date: str, last: str | None, precision: str) -> str:
    """A date as its precision allows.

    >>> written("1998-01-01", "1998-12-31", "year"), written("1999-09-01", "2000-08-31", "session")
    ('1998', '1999-09/2000-08')
    """
    if precision == "year":
        return date[:4]
    if precision == "month":
        return date[:7]
    if precision == "decade":
        return f"{date[:4]}s"
    if precision == "years":
        return f"{date[:4]}/{(last or date)[:4]}"
    if precision == "session":
        return f"{date[:7]}/{(last or date)[:7]}"
    return f"{date}/{last}" if last else date


def timeline(
    corpus: Corpus,
    *,
    works: Iterable[str] = (),
    organisation: str | Iterable[str] | None = None,
    together: bool = False,
    topic: str | None = None,
    kinds: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
    language: str = "en",
) -> list[TimelineEvent]:
    """The events, oldest first.

    `works` keeps the events that these works tell or that name them, and the adoption and issue of what cites
    them; `organisation` one or several codes of `facts/organisations.toml`, of which an event must have any, or
    all where `together`; `topic` words that must all stand in what is told; `since` and `until` ISO days, both
    included; `language` is preferred for the descriptions.
    """
    wanted, codes = set(works), {organisation} if isinstance(organisation, str) else set(organisation or ())
    named = {*wanted, *(name for work in wanted for name in corpus.names_of(work))}
    citing = {row.work for row in corpus.citations_of(named) if row.place != OWN} if named else set()
    words = topic.casefold().split() if topic else []
    asked = set(kinds)
    rows = corpus.events(codes if codes and not wanted else ())
    events = []
    for group in merged(rows):
        if since and max(row.last or row.date for row in group) < since:
            continue
        if until and min(row.date for row in group) > until:
            continue
        actors = {actor for row in group for actor in row.actors}
        if codes and not (codes <= actors if together else codes & actors):
            continue
        if wanted and not any(
            row.work in wanted or named & set(row.symbols) or (row.place == OWN and row.work in citing) for row in group
        ):
            continue
        if words and not _speaks_of(group, words):
            continue
        event = _event(group, language)
        if (not asked or event.kind in asked) and _within(event, since, until):
            events.append(event)
    return sorted(events, key=lambda event: (event.date, event.last or event.date))


def grouped(events: Iterable[TimelineEvent], by: str | None) -> list[tuple[str, list[TimelineEvent]]]:
    """The events by year or by organ, in the order given; one group without a name for neither."""
    groups: defaultdict[str, list[TimelineEvent]] = defaultdict(list)
    for event in events:
        groups[event.date[:4] if by == "year" else (event.organ or UNKNOWN) if by == "organ" else ""].append(event)
    return sorted(groups.items()) if by == "organ" else list(groups.items())


def _within(event: TimelineEvent, since: str | None, until: str | None) -> bool:
    return not (since and (event.last or event.date) < since) and not (until and event.date > until)


def _speaks_of(rows: list[EventRow], words: list[str]) -> bool:
    told = " ".join(row.description for row in rows).casefold()
    return all(word in told for word in words)


def _event(rows: list[EventRow], language: str) -> TimelineEvent:
    shared = Counter((row.path, row.description) for row in rows)
    best = min(
        rows,
        key=lambda row: (
            row.language != language, row.language != "en", row.place != OWN, shared[row.path, row.description],
            not row.symbols, -min(len(row.description), 240), row.path, row.line,
        ),
    )  # fmt: skip
    dated = _dated(rows)
    own = written(dated.date, dated.last, dated.precision)
    told = [written(row.date, row.last, row.precision) for row in rows]
    conflicts = {text for row, text in zip(rows, told, strict=True) if row.precision in ("day", "span") and text != own}
    kind = dated.kind if dated.kind != "scheduled" else best.kind
    return TimelineEvent(
        dated.date,
        dated.last,
        kind,
        best.description,
        tuple(sorted({actor for row in rows for actor in row.actors})),
        tuple(sorted({symbol for row in rows for symbol in row.symbols})),
        dated.precision,
        next((row.organ for row in (dated, *rows) if row.organ), None),
        best.language,
        tuple(sorted(conflicts)),
        tuple(
            Teller(row.work, row.path, row.line, row.place, row.paragraph, row.language, row.description, text)
            for row, text in zip(rows, told, strict=True)
        ),
    )


def _dated(rows: list[EventRow]) -> EventRow:
    """The row whose date stands: a document's own before others, a day before a year, what most files tell."""
    told = Counter((date, last) for _, date, last in {(row.path, row.date, row.last) for row in rows})
    return min(
        rows,
        key=lambda row: (row.place != OWN, row.precision not in ("day", "span"), -told[row.date, row.last], row.date),
    )
