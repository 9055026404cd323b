"""Reports of dated events in the files of a corpus, and which reports may be of the same events as others.

The index keeps reports of adoptions in the order of the adopted symbol, so that those of one resolution are read
together. If all reports of an adoption agree, one precomputed row replaces them. Descriptions are read on demand.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from unrtrace.corpus.index_reader import IndexReader, date_of, parse_date
from unrtrace.index import schema
from unrtrace.index.adoption_summary import MASTHEAD

ADOPTED, SCHEDULED = "adopted", "scheduled"
COARSE = ("month", "year")
_Days = tuple[datetime.date, datetime.date | None]  # first and last day
UNIVERSAL_ACTOR = "UN"  # named in most texts: that two reports share it says nothing


class _Row(NamedTuple):
    """A row of the table `event`: numbers of the vocabulary, lists as JSON."""

    version: int
    number: int
    date: str
    last: str | None
    precision: int
    kind: int
    description: int
    length: int
    actors: str | None
    organ: str | None
    symbols: str | None
    line: int
    place: int
    paragraph: str | None
    section: str | None
    adopted_symbol_id: int

    @property
    def key(self) -> tuple[int, int]:
        return self[:2]

    @property
    def days(self) -> tuple[str, str | None]:
        return self[2:4]


class _Summary(NamedTuple):
    """A row of the table `adoption_summary` with the adopted symbol."""

    symbol_id: int
    symbol: str
    report_count: int
    date: str
    last: str | None
    precision: int
    actors: str | None
    organ: str | None
    version: int
    line: int
    sources: str
    descriptions: str


_COLUMNS = (schema.SYMBOLS.format("e") if name == "symbols" else f"e.{name}" for name in _Row._fields)
SELECT = f"SELECT {', '.join(_COLUMNS)} FROM "
OF_ADOPTED_SYMBOLS = "event e WHERE e.adopted_symbol_id IN (SELECT value FROM json_each(?))"
OF_DAYS = "event e INDEXED BY event_date WHERE e.adopted_symbol_id = 0 AND e.date IN (SELECT value FROM json_each(?))"
OF_WORKS = "document_file v CROSS JOIN event e ON e.version = v.id WHERE v.work IN (SELECT value FROM json_each(?))"
OF_PARTICIPANTS = (
    "event_participant n CROSS JOIN event e ON e.adopted_symbol_id = n.adopted_symbol_id AND e.version = n.version"
    " AND e.number = n.number WHERE n.name IN (SELECT value FROM json_each(?))"
)
ADOPTED_SYMBOLS = (
    "SELECT DISTINCT adopted_symbol_id FROM event_participant"
    " WHERE name IN (SELECT value FROM json_each(?)) AND adopted_symbol_id > 0"
)
SUMMARIES = (
    "SELECT a.symbol_id, n.text, a.report_count, a.date, a.last, a.precision, a.actors, a.organ, a.version, a.line,"
    " a.sources, a.descriptions FROM adoption_summary a JOIN identifier n ON n.id = a.symbol_id"
    " WHERE a.symbol_id IN (SELECT value FROM json_each(?)) AND a.report_count > 0"
    " AND NOT EXISTS (SELECT 1 FROM event_participant o WHERE o.name = n.text AND o.adopted_symbol_id > 0)"
)


@dataclass(slots=True)
class File:
    """A file that reports events: its work, language and path; `rank` is its position in the order of files."""

    work: str
    language: str | None
    path: str
    rank: int = field(compare=False, repr=False)
    version: int = field(compare=False, repr=False)
    reader: IndexReader = field(compare=False, repr=False)


class Adoption(NamedTuple):
    """A summary of the reports of one adoption.

    `sources` are numbers of files with the line, of the first reports. `descriptions` gives by language the number of a
    file, that of the description in it, and its language.
    """

    symbol_id: int
    report_count: int
    sources: Sequence[tuple[int, int]]
    descriptions: Mapping[str, tuple[int, int, str | None]]


class EventReport(NamedTuple):
    """A report of an event by one file.

    `description_no` is the number of the description in the file, `length` its characters, 240 at most. `is_adoption`
    says that it reports the adoption of a symbol. With `adoption` it stands for all reports of that adoption: it has
    the place of the first one and the organisations of all.
    """

    file: File
    date: datetime.date
    last: datetime.date | None
    precision: str
    kind: str
    description_no: int
    length: int
    actors: tuple[str, ...]
    organ: str | None
    symbols: tuple[str, ...]
    line: int
    place: str
    paragraph: str | None
    section: str | None
    is_adoption: bool
    adoption: Adoption | None = None

    @property
    def work(self) -> str:
        """The identifier of the reporting work."""
        return self.file.work

    @property
    def language(self) -> str | None:
        """The language of the file."""
        return self.file.language

    @property
    def path(self) -> str:
        """The file, relative to the folder of the corpus."""
        return self.file.path

    @property
    def version(self) -> int:
        """The number of the file."""
        return self.file.version

    @property
    def has_symbol(self) -> bool:
        """Whether it names a symbol."""
        return bool(self.symbols)

    @property
    def description(self) -> str:
        """The words of the report."""
        return self.file.reader.passage(self.file.version, self.description_no)


def events(
    reader: IndexReader,
    names: Iterable[str],
    works: Iterable[str],
    own: Iterable[str],
    since: datetime.date | None,
    until: datetime.date | None,
) -> list[EventReport]:
    """Return the reports that `Corpus.events` describes."""
    names, works, own = set(names), set(works), set(own)
    if names and not works and not own:
        return _within(_of_names(reader, names, use_summaries=False), since, until)
    if works or own:
        rows = _of_works(reader, names, works, own)
        rows += _adoptions(reader, _adopted_symbols(rows))
        found = list({row.key: row for row in (*rows, *_of_same_days(reader, rows))}.values())
    else:
        found = _rows(reader, "event e")
    return _within(_reports(reader, _files(reader, {row.version for row in found}), found), since, until)


def event_summaries(
    reader: IndexReader, names: Iterable[str], since: datetime.date | None = None, until: datetime.date | None = None
) -> list[EventReport]:
    """Return the reports of names as `events` does, but one row with an `adoption` if all reports of one agree."""
    return _within(_of_names(reader, set(names), use_summaries=True), since, until)


def reports_of(reader: IndexReader, adoption: Adoption) -> list[EventReport]:
    """Return the reports that a summary replaces, oldest first."""
    found = _rows(reader, OF_ADOPTED_SYMBOLS, _json([adoption.symbol_id]))
    return _within(_reports(reader, _files(reader, {row.version for row in found}), found), None, None)


def _within(reports: list[EventReport], since: datetime.date | None, until: datetime.date | None) -> list[EventReport]:
    """Return the reports from one day to another, sorted."""
    reports.sort(key=lambda report: (report.date, report.file.rank, report.line))
    if since or until:
        first, last = since or datetime.date.min, until or datetime.date.max
        reports = [one for one in reports if (one.last or one.date) >= first and one.date <= last]
    return reports


def _of_names(reader: IndexReader, names: set[str], *, use_summaries: bool) -> list[EventReport]:
    """Return the reports with any of the names, and those that may be of the same events."""
    without_symbol = _rows(reader, f"{OF_PARTICIPANTS} AND n.adopted_symbol_id = 0", _json(names))
    adopted = {symbol_id for (symbol_id,) in reader.tuples(ADOPTED_SYMBOLS, (_json(names),))}
    adopted |= set(reader.name_ids(names).values())
    summaries = _summaries(reader, adopted, without_symbol) if use_summaries else []
    others = reader.names_of_ids(adopted.difference(one.symbol_id for one in summaries))
    rows = (*without_symbol, *_adoptions(reader, others), *_of_same_days(reader, without_symbol))
    found = {row.key: row for row in rows}
    files = _files(reader, {*(version for version, _ in found), *(one.version for one in summaries)})
    with_name: list[EventReport] = []
    without_name: list[EventReport] = []
    for report in _reports(reader, files, found.values()):
        has_name = not names.isdisjoint(report.actors) or not names.isdisjoint(report.symbols)
        (with_name if has_name else without_name).append(report)
    return [*with_name, *_same_event(with_name, without_name), *_of_summaries(reader, files, summaries)]


def _rows(reader: IndexReader, source: str, *values: Any) -> list[_Row]:
    return list(map(_Row._make, reader.tuples(SELECT + source, values)))


def _of_works(reader: IndexReader, names: set[str], works: set[str], own: set[str]) -> list[_Row]:
    """Return the reports with any of the names, of any of the works, or of the works in `own` about themselves.

    With them days within the months and years that are reported, and the months and years that contain the days.
    """
    ids = reader.name_ids(works | own)
    work_ids, own_ids = [ids[work] for work in works if work in ids], [ids[work] for work in own if work in ids]
    found = [
        *_rows(reader, OF_ADOPTED_SYMBOLS, _json(reader.name_ids(names).values())),
        *_rows(reader, OF_PARTICIPANTS, _json(names)),
        *_rows(reader, OF_WORKS, _json(work_ids)),
        *_rows(reader, f"{OF_WORKS} AND e.place = ?", _json(own_ids), reader.vocabulary_id(MASTHEAD)),
    ]
    found += _periods_containing(reader, found)
    return found + _days_within(reader, found)


def _summaries(reader: IndexReader, adopted: set[int], others: Iterable[_Row]) -> list[_Summary]:
    """Return the summaries of adoptions, without those to which one of the other reports may belong.

    That is a report of the same day, or of an adoption in its month or year.
    """
    coarse, adoption = _coarse(reader), reader.vocabulary_id(ADOPTED)
    days = {row.days for row in others}
    periods = tuple(
        row.date[: 7 if reader.vocabulary[row.precision] == "month" else 4]
        for row in others
        if row.precision in coarse and row.kind == adoption
    )
    rows = map(_Summary._make, reader.tuples(SUMMARIES, (_json(adopted),)))
    return [row for row in rows if (row.date, row.last) not in days and not row.date.startswith(periods)]


def _of_summaries(
    reader: IndexReader, files: Mapping[int, File], summaries: Sequence[_Summary]
) -> Iterator[EventReport]:
    """Yield summaries of adoptions as reports."""
    lists = json.loads(f"[{','.join(f'{row.sources},{row.descriptions}' for row in summaries)}]")  # faster than each
    for row, sources, descriptions in zip(summaries, lists[::2], lists[1::2], strict=True):
        adoption = Adoption(row.symbol_id, row.report_count, sources, descriptions)
        yield EventReport(
            files[row.version], date_of(row.date), parse_date(row.last), reader.vocabulary[row.precision], ADOPTED,
            0, 0, _loads(row.actors), row.organ, (row.symbol,), row.line, "", None, None, True, adoption,
        )  # fmt: skip


def _coarse(reader: IndexReader) -> set[int]:
    return {number for number, text in reader.vocabulary.items() if text in COARSE}


def _periods_containing(reader: IndexReader, rows: Iterable[_Row]) -> list[_Row]:
    """Return the reports that give the month or year of others, of the same kind."""
    coarse = _coarse(reader)
    periods = {(f"{row.date[:length]}{rest}", row.kind) for row in rows for length, rest in ((7, "-01"), (4, "-01-01"))}
    found = _rows(reader, OF_DAYS, _json({date for date, _ in periods}))
    return [row for row in found if row.precision in coarse and (row.date, row.kind) in periods]


def _days_within(reader: IndexReader, rows: Iterable[_Row]) -> list[_Row]:
    """Return the reports of days in the months and years of others, of the same kind and first organisation."""
    coarse = _coarse(reader)
    periods = [
        (row.date, row.last or row.date, row.kind, name)
        for row in rows
        if row.precision in coarse
        for name in [name for name in _loads(row.actors) if name != UNIVERSAL_ACTOR][:1]
    ]
    found = {name: _rows(reader, OF_PARTICIPANTS, _json([name])) for name in {name for *_, name in periods}}
    return [
        row
        for first, last, kind, name in periods
        for row in found[name]
        if first <= row.date <= last and row.kind == kind
    ]


def _adopted_symbols(rows: Iterable[_Row]) -> set[str]:
    return {name for row in rows if row.adopted_symbol_id for name in _loads(row.symbols)}


def _adoptions(reader: IndexReader, symbols: set[str]) -> Iterator[_Row]:
    """Yield the reports of the adoption of symbols, and of others that a report has with them; some of them twice."""
    known: set[str] = set()
    while symbols:
        rows = _rows(reader, OF_ADOPTED_SYMBOLS, _json(reader.name_ids(symbols).values()))
        rows += _rows(reader, f"{OF_PARTICIPANTS} AND n.adopted_symbol_id > 0", _json(symbols))
        yield from rows
        known |= symbols
        symbols = _adopted_symbols(rows) - known


def _of_same_days(reader: IndexReader, rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield other reports of the same days that may be of the same events, but no adoptions of symbols.

    They are of the same kind or scheduled, or in a paragraph with the same number.
    """
    scheduled = reader.vocabulary_id(SCHEDULED)
    kinds_and_paragraphs: dict[tuple[str, str | None], set[int | str | None]] = {}
    for row in rows:
        kinds_and_paragraphs.setdefault(row.days, set()).update((row.kind, row.paragraph or row.kind))
    for row in _rows(reader, OF_DAYS, _json({date for date, _ in kinds_and_paragraphs})):
        known = kinds_and_paragraphs.get(row.days)
        if known and (row.kind in known or row.paragraph in known or row.kind == scheduled or scheduled in known):
            yield row


def _same_event(reports: Iterable[EventReport], others: Sequence[EventReport]) -> Iterator[EventReport]:
    """Yield those of the others that may be of the same events: in one language only if they share an organisation."""
    actors: defaultdict[_Days, set[str]] = defaultdict(set)
    known: defaultdict[_Days, set[str | None]] = defaultdict(set)  # languages and paragraphs
    for report in reports:
        actors[report.date, report.last].update(report.actors)
        known[report.date, report.last].update((report.file.language, report.paragraph))
    for names in actors.values():
        names.discard(UNIVERSAL_ACTOR)
    for report in others:
        if not report.is_adoption and not actors[report.date, report.last].isdisjoint(report.actors):
            known[report.date, report.last].add(report.file.language)
    for report in others:
        of_day, language = known[report.date, report.last], report.file.language
        if report.is_adoption or language in of_day or (report.paragraph or language) in of_day:
            yield report


def _json(values: Iterable[Any]) -> str:
    return json.dumps(sorted(values))


def _reports(reader: IndexReader, files: Mapping[int, File], rows: Iterable[_Row]) -> list[EventReport]:
    """Return rows as reports, those of a file in the order of its text."""
    words = reader.vocabulary
    return [
        EventReport(
            files[row.version], date_of(row.date), parse_date(row.last), words[row.precision], words[row.kind],
            row.description, row.length, _loads(row.actors), row.organ, _loads(row.symbols), row.line,
            words[row.place], row.paragraph, row.section, row.adopted_symbol_id > 0,
        )
        for row in sorted(rows, key=attrgetter("number"))
    ]  # fmt: skip


def _files(reader: IndexReader, versions: set[int]) -> dict[int, File]:
    rows = reader.tuples(
        "SELECT v.id, w.text, v.language, f.path FROM document_file v JOIN file f ON f.id = v.id"
        " JOIN identifier w ON w.id = v.work WHERE v.id IN (SELECT value FROM json_each(?))"
        " ORDER BY w.text, v.language IS NOT 'en', ifnull(v.language, ''), f.path",
        (_json(versions),),
    )
    return {
        version: File(work, language, path, rank, version, reader)
        for rank, (version, work, language, path) in enumerate(rows)
    }


@lru_cache(maxsize=65536)
def _loads(text: str | None) -> tuple[str, ...]:
    """Return what a JSON list holds."""
    return tuple(json.loads(text)) if text else ()
