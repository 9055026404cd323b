"""Build a timeline: the events of a corpus, oldest first, where all reports of one event form one entry.

Two reports are of one event if they name the same symbol, or if they give the same day (or a day in the same month or
year), kind and organisations. Where reports that name the same symbol differ in the day, the document's own date
stands, and the others are its `conflicts`.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unrtrace.corpus import Corpus, EventReport
from unrtrace.corpus.event_reports import event_summaries, reports_of
from unrtrace.index.adoption_summary import FALLBACK_LANGUAGE, FINE, MASTHEAD, SHOWN, choose_description
from unrtrace.timeline.event import Report, Sources, TimelineEvent, format_date
from unrtrace.timeline.merge import SCHEDULED, Group, merged

UNKNOWN = "~"  # the group of events without an organ; sorts after every code
_Day = tuple[datetime.date, datetime.date | None, str]  # date, last day, precision
_Words = tuple[int, int, str | None]  # a description: number of the file, number in the file, language


def timeline(
    corpus: Corpus,
    *,
    works: Iterable[str] = (),
    organisation: str | Iterable[str] | None = None,
    match_all: bool = False,
    words: str | None = None,
    kinds: Iterable[str] = (),
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    language: str = "en",
    limit: int | None = None,
    reverse: bool = False,
) -> list[TimelineEvent]:
    """Return the events of a corpus, oldest first, or latest first with `reverse`, at most `limit`.

    `works` keeps the events that these works report or that name them, and the adoption and issue of what cites them.
    `organisation` is one or more codes of `facts/organisations.toml`; an event must involve any of them, or all with
    `match_all`. `words` must all occur in the reports of an event. `kinds` are kinds of events. `since` and `until`
    are both included. `language` is the preferred language of descriptions.
    """
    codes = {organisation} if isinstance(organisation, str) else set(organisation or ())
    query = _Query.for_works(corpus, set(works), codes, match_all, words, kinds, since, until)
    rows = query.rows(corpus)
    corpus.reader.read_passages(
        (row.version, row.description_no) for row in (rows if query.words else _compared_by_words(rows))
    )
    found = [(dated, group) for group in merged(rows) if (dated := query.match(group))]
    found.sort(key=lambda pair: (pair[0].date, pair[0].last or pair[0].date))
    found = (found[::-1] if reverse else found)[:limit]
    chosen = [(dated, group, _words(group, language)) for dated, group in found]
    corpus.reader.read_passages(words[:2] for _, _, words in chosen)
    paths = corpus.reader.file_paths(
        version for row, _, _ in chosen if row.adoption for version, _ in row.adoption.sources
    )
    return [_event(corpus, dated, group, words, paths) for dated, group, words in chosen]


def grouped(events: Iterable[TimelineEvent], by: str | None) -> list[tuple[str, list[TimelineEvent]]]:
    """Return the events in groups with names, by `year` in the given order or by `organ`; one group for None."""
    groups: defaultdict[str, list[TimelineEvent]] = defaultdict(list)
    for event in events:
        groups[str(event.date.year) if by == "year" else (event.organ or UNKNOWN) if by == "organ" else ""].append(
            event
        )
    return sorted(groups.items()) if by == "organ" else list(groups.items())


@dataclass(frozen=True, slots=True)
class _Query:
    """What is asked for; `names` are all symbols of the works, `citing` the works that cite them."""

    works: set[str]
    names: set[str]
    citing: set[str]
    codes: set[str]
    match_all: bool
    words: list[str]
    kinds: set[str]
    since: datetime.date | None
    until: datetime.date | None

    @classmethod
    def for_works(
        cls, corpus: Corpus, works: set[str], codes: set[str], match_all: bool, words: str | None,
        kinds: Iterable[str], since: datetime.date | None,
        until: datetime.date | None,
    ) -> "_Query":  # fmt: skip
        names = {*works, *(name for work in works for name in corpus.names_of(work))}
        citing = {row.work for row in corpus.citations_of(names) if row.place != MASTHEAD} if names else set()
        folded = words.casefold().split() if words else []
        return cls(works, names, citing, codes, match_all, folded, set(kinds), since, until)

    def rows(self, corpus: Corpus) -> Sequence[EventReport]:
        """Return the reports that may match; where that is enough, one summary for each adoption."""
        if self.codes and not self.works and not self.words:  # words may occur in any report
            return event_summaries(corpus.reader, self.codes)
        return corpus.events(self.names if self.works else self.codes, works=self.works, own=self.citing)

    def match(self, group: Group) -> EventReport | None:
        """Return the report whose date is that of the event, or None if the event does not match."""
        if self.since and max(row.last or row.date for row in group) < self.since:
            return None
        if self.until and min(row.date for row in group) > self.until:
            return None
        if self.codes and not self._involves_organisations(group):
            return None
        if self.works and not any(self._concerns_works(row) for row in group):
            return None
        if self.words and not _mentions(group, self.words):
            return None
        dated = _dated(group)
        if self.kinds and _kind(group, dated) not in self.kinds:
            return None
        is_before = self.since and (dated.last or dated.date) < self.since
        is_after = self.until and dated.date > self.until
        return None if is_before or is_after else dated

    def _involves_organisations(self, group: Group) -> bool:
        if self.match_all:
            return self.codes.issubset(name for row in group for name in row.actors)
        return not self.codes.isdisjoint(group[0].actors) or not all(self.codes.isdisjoint(row.actors) for row in group)

    def _concerns_works(self, row: EventReport) -> bool:
        is_citing = row.place == MASTHEAD and row.work in self.citing
        return row.work in self.works or not self.names.isdisjoint(row.symbols) or is_citing


def _compared_by_words(rows: Sequence[EventReport]) -> list[EventReport]:
    """Return the reports that `merged` compares by words: of one day, language and kind, or one is scheduled."""
    scheduled = {(row.date, row.last, row.file.language) for row in rows if row.kind == SCHEDULED}
    days: defaultdict[tuple[datetime.date | str | None, ...], list[EventReport]] = defaultdict(list)
    for row in rows:
        day = row.date, row.last, row.file.language
        if day in scheduled:
            days[day].append(row)
        elif not row.is_adoption:
            days[*day, row.kind].append(row)
    return [row for day in days.values() if len(day) > 1 for row in day]


def _mentions(group: Group, words: list[str]) -> bool:
    """Return whether all words occur in the reports of an event."""
    text = " ".join(row.description for row in group).casefold()
    return all(word in text for word in words)


def _words(group: Group, language: str) -> _Words:
    """Return which description to show."""
    if adoption := group[0].adoption:
        return (
            adoption.descriptions.get(language)
            or adoption.descriptions.get(FALLBACK_LANGUAGE)
            or adoption.descriptions[""]
        )
    row = choose_description(group, language)
    return row.version, row.description_no, row.language


def _kind(group: Group, dated: EventReport) -> str:
    """Return the kind of an event; a scheduled event that others report as past is of the kind that they give."""
    return dated.kind if dated.kind != SCHEDULED else next((r.kind for r in group if r.kind != SCHEDULED), SCHEDULED)


def _event(corpus: Corpus, dated: EventReport, group: Group, words: _Words, paths: Mapping[int, str]) -> TimelineEvent:
    version, number, language = words
    dates = {day: format_date(*day) for day in {(row.date, row.last, row.precision) for row in group}}
    conflicts: set[str] = set()
    if len(dates) > 1:
        own = dates[dated.date, dated.last, dated.precision]
        conflicts = {text for (*_, precision), text in dates.items() if text != own and precision in FINE}
    return TimelineEvent(
        dated.date, dated.last, _kind(group, dated), corpus.reader.passage(version, number),
        _union([row.actors for row in group]), _union([row.symbols for row in group]), dated.precision,
        dated.organ or next((row.organ for row in group if row.organ), None), language, tuple(sorted(conflicts)),
        _sources(corpus, group, dates, paths),
    )  # fmt: skip


def _union(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the different members of some tuples, sorted."""
    return lists[0] if len(lists) == 1 and len(lists[0]) < 2 else tuple(sorted(set().union(*lists)))


def _sources(corpus: Corpus, group: Group, dates: Mapping[_Day, str], paths: Mapping[int, str]) -> Sources:
    adoption = group[0].adoption
    if adoption:
        first = [(paths[version], line) for version, line in adoption.sources]
        return Sources(adoption.report_count, first, lambda: _reports(reports_of(corpus.reader, adoption), dates))
    first = [(row.file.path, row.line) for row in (_own_first(group) if len(group) > 1 else group)[:SHOWN]]
    return Sources(len(group), first, lambda: _reports(group, dates))


def _reports(rows: Iterable[EventReport], dates: Mapping[_Day, str]) -> list[Report]:
    return [Report(row, dates[row.date, row.last, row.precision]) for row in _own_first(rows)]


def _own_first(rows: Iterable[EventReport]) -> list[EventReport]:
    """Return the reports with those in the mastheads of the documents themselves first."""
    return sorted(rows, key=lambda row: row.place != MASTHEAD)


def _dated(group: Group) -> EventReport:
    """Return the report whose date stands: a document's own first, a day before a year, what most files say."""
    if len(group) == 1:
        return group[0]
    files: Counter[tuple[datetime.date, datetime.date | None]] = Counter()
    if len({(row.date, row.last) for row in group}) > 1:
        files.update((date, last) for _, date, last in {(row.file.version, row.date, row.last) for row in group})
    return min(
        group,
        key=lambda row: (row.place != MASTHEAD, row.precision not in FINE, -files[row.date, row.last], row.date),
    )
