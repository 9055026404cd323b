"""Dated events of a corpus, oldest first; what several documents tell of one event is one row.

Two tellings are one event where they name the same symbol, or tell of the same day (or of a day in the same
month or year) with the same kind and organisations. Where they name the same symbol and different days, the
row says so: a document's own date stands, the others are `conflicts`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, overload

from unrtrace.corpus import Corpus, EventRow
from unrtrace.index.adoption_summary import FINE, OTHERWISE, OWN, SHOWN, best
from unrtrace.timeline.merge import merged

SCHEDULED = "scheduled"
Day = tuple[str, str | None, str]  # date, last day, precision
UNKNOWN = "~"  # sorts after every code of an organ


class Teller(NamedTuple):
    """Who tells an event: its telling, and the date that it gives; words are read only when asked for."""

    row: EventRow
    date: str

    @property
    def work(self) -> str:
        """The identifier of the work."""
        return self.row.file.work

    @property
    def file(self) -> str:
        """The file relative to the corpus."""
        return self.row.file.path

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.row.line

    @property
    def place(self) -> str:
        """The place in the document."""
        return self.row.place

    @property
    def paragraph(self) -> str | None:
        """The number of the paragraph."""
        return self.row.paragraph

    @property
    def language(self) -> str | None:
        """The language of the file."""
        return self.row.file.language

    @property
    def description(self) -> str:
        """In what words."""
        return self.row.description


class Sources(Sequence[Teller]):
    """Everyone who tells an event, the document itself first; they are read when first asked for.

    `first` gives files and lines of the first few without that.
    """

    def __init__(self, count: int, first: list[tuple[str, int]], read: Callable[[], Iterable[Teller]]) -> None:
        self.first, self._count, self._read = first, count, read

    @cached_property
    def _all(self) -> tuple[Teller, ...]:
        return tuple(self._read())

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Teller: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Teller, ...]: ...
    def __getitem__(self, place: int | slice) -> Teller | tuple[Teller, ...]:
        return self._all[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sources) and self._all == other._all


class TimelineEvent(NamedTuple):
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
    sources: Sources

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
    limit: int | None = None,
    reverse: bool = False,
) -> list[TimelineEvent]:
    """The events, oldest first, or latest first where `reverse`; `limit` keeps so many.

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
    if codes and not wanted and not words:  # words may stand in any telling
        rows = corpus.summed_events(codes)
    else:
        rows = corpus.events(codes if not wanted else named, works=wanted, own=citing)
    corpus.read_passages((row.version, row.said) for row in (rows if words else _compared(rows)))
    groups = []
    for group in merged(rows):
        if since and max(row.last or row.date for row in group) < since:
            continue
        if until and min(row.date for row in group) > until:
            continue
        if codes and not _is_of(group, codes, together):
            continue
        if wanted and not any(
            row.work in wanted or named & set(row.symbols) or (row.place == OWN and row.work in citing) for row in group
        ):
            continue
        if words and not _speaks_of(group, words):
            continue
        dated = _dated(group)
        if (not asked or _kind(group, dated) in asked) and _within(dated, since, until):
            groups.append((dated, group))
    groups.sort(key=lambda pair: (pair[0].date, pair[0].last or pair[0].date))
    groups = (groups[::-1] if reverse else groups)[:limit]
    chosen = [(dated, group, _words(group, language)) for dated, group in groups]
    corpus.read_passages(said[:2] for _, _, said in chosen)
    paths = corpus.paths_of(version for row, _, _ in chosen if row.adoption for version, _ in row.adoption.sources)
    return [_event(corpus, dated, group, said, paths) for dated, group, said in chosen]


def _compared(rows: Sequence[EventRow]) -> list[EventRow]:
    """Of the tellings of a day those that may be one event by their words: of one kind, or where one is scheduled."""
    scheduled = {(row.date, row.last, row.file.language) for row in rows if row.kind == SCHEDULED}
    days: defaultdict[tuple[str | None, ...], list[EventRow]] = defaultdict(list)
    for row in rows:
        day = row.date, row.last, row.file.language
        if day in scheduled:
            days[day].append(row)
        elif not row.is_about:
            days[*day, row.kind].append(row)
    return [row for day in days.values() if len(day) > 1 for row in day]


def grouped(events: Iterable[TimelineEvent], by: str | None) -> list[tuple[str, list[TimelineEvent]]]:
    """The events by year or by organ, in the order given; one group without a name for neither."""
    groups: defaultdict[str, list[TimelineEvent]] = defaultdict(list)
    for event in events:
        groups[event.date[:4] if by == "year" else (event.organ or UNKNOWN) if by == "organ" else ""].append(event)
    return sorted(groups.items()) if by == "organ" else list(groups.items())


def _is_of(rows: Sequence[EventRow], codes: set[str], together: bool) -> bool:
    """Whether an event has any of some organisations, or all together."""
    if together:
        return codes.issubset(name for row in rows for name in row.actors)
    return not codes.isdisjoint(rows[0].actors) or not all(codes.isdisjoint(row.actors) for row in rows)


def _within(dated: EventRow, since: str | None, until: str | None) -> bool:
    return not (since and (dated.last or dated.date) < since) and not (until and dated.date > until)


def _speaks_of(rows: list[EventRow], words: list[str]) -> bool:
    told = " ".join(row.description for row in rows).casefold()
    return all(word in told for word in words)


def _words(rows: list[EventRow], language: str) -> tuple[int, int, str | None]:
    """Whose words are shown: the number of the file, that of the description in it, its language."""
    if adoption := rows[0].adoption:
        return adoption.best.get(language) or adoption.best.get(OTHERWISE) or adoption.best[""]
    row = best(rows, language)
    return row.version, row.said, row.language


def _kind(rows: list[EventRow], dated: EventRow) -> str:
    """What happened: what was scheduled is what others say was held."""
    return dated.kind if dated.kind != SCHEDULED else next((r.kind for r in rows if r.kind != SCHEDULED), SCHEDULED)


def _event(
    corpus: Corpus, dated: EventRow, rows: list[EventRow], said: tuple[int, int, str | None], paths: Mapping[int, str]
) -> TimelineEvent:
    version, number, language = said
    words = {day: written(*day) for day in {(row.date, row.last, row.precision) for row in rows}}
    others: set[str] = set()
    if len(words) > 1:
        own = words[dated.date, dated.last, dated.precision]
        others = {text for (*_, precision), text in words.items() if text != own and precision in FINE}
    return TimelineEvent(
        dated.date, dated.last, _kind(rows, dated), corpus.passage(version, number),
        _all([row.actors for row in rows]), _all([row.symbols for row in rows]), dated.precision,
        dated.organ or next((row.organ for row in rows if row.organ), None), language, tuple(sorted(others)),
        _sources(corpus, rows, words, paths),
    )  # fmt: skip


def _all(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What is in any of some lists, in order."""
    return lists[0] if len(lists) == 1 and len(lists[0]) < 2 else tuple(sorted(set().union(*lists)))


def _sources(corpus: Corpus, rows: list[EventRow], words: Mapping[Day, str], paths: Mapping[int, str]) -> Sources:
    adoption = rows[0].adoption
    if adoption:
        first = [(paths[version], line) for version, line in adoption.sources]
        return Sources(adoption.tellings, first, lambda: _tellers(corpus.tellings_of(adoption), words))
    first = [(row.file.path, row.line) for row in (sorted(rows, key=_is_further) if len(rows) > 1 else rows)[:SHOWN]]
    return Sources(len(rows), first, lambda: _tellers(rows, words))


def _tellers(rows: Iterable[EventRow], words: Mapping[Day, str]) -> list[Teller]:
    return [Teller(row, words[row.date, row.last, row.precision]) for row in sorted(rows, key=_is_further)]


def _is_further(row: EventRow) -> bool:
    """Whether it is another document that tells it: the document itself goes first."""
    return row.place != OWN


def _dated(rows: list[EventRow]) -> EventRow:
    """The row whose date stands: a document's own before others, a day before a year, what most files tell."""
    if len(rows) == 1:
        return rows[0]
    told: Counter[tuple[str, str | None]] = Counter()
    if len({(row.date, row.last) for row in rows}) > 1:
        told.update((date, last) for _, date, last in {(row.file.version, row.date, row.last) for row in rows})
    return min(
        rows,
        key=lambda row: (row.place != OWN, row.precision not in FINE, -told[row.date, row.last], row.date),
    )
