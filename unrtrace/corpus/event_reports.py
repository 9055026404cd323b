"""Dated events as the files of a corpus tell them, and which of them may belong to the events of some names.

Tellings of adoptions stand in the index by what was adopted, so that those of one resolution are read in one go;
where all of them say the same, their sum stands for them. Descriptions are read only of those that are looked at.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from unrtrace.index import schema
from unrtrace.index.adoption_summary import OWN

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

COLUMNS = (
    "version", "number", "date", "last", "precision", "kind", "description", "length", "actors", "organ", "symbols",
    "line", "place", "paragraph", "section", "adopted_symbol_id",
)  # fmt: skip
SHOWN = (schema.SYMBOLS.format("e") if name == "symbols" else f"e.{name}" for name in COLUMNS)
READ = f"SELECT {', '.join(SHOWN)} FROM "
ABOUT = "event e WHERE e.adopted_symbol_id IN (SELECT value FROM json_each(?))"
OF_DAYS = "event e INDEXED BY event_date WHERE e.adopted_symbol_id = 0 AND e.date IN (SELECT value FROM json_each(?))"
OF_WORKS = "document_file v CROSS JOIN event e ON e.version = v.id WHERE v.work IN (SELECT value FROM json_each(?))"
OF_NAMES = (
    "event_participant n CROSS JOIN event e ON e.adopted_symbol_id = n.adopted_symbol_id AND e.version = n.version"
    " AND e.number = n.number"
    " WHERE n.name IN (SELECT value FROM json_each(?))"
)
OF_ABOUTS = (
    "SELECT DISTINCT adopted_symbol_id FROM event_participant"
    " WHERE name IN (SELECT value FROM json_each(?)) AND adopted_symbol_id > 0"
)
OF_ADOPTIONS = (
    "SELECT a.symbol_id, n.text, a.report_count, a.date, a.last, a.precision, a.actors, a.organ, a.version, a.line,"
    " a.sources,"
    " a.descriptions FROM adoption_summary a JOIN identifier n ON n.id = a.symbol_id"
    " WHERE a.symbol_id IN (SELECT value FROM json_each(?))"
    " AND a.report_count > 0 AND NOT EXISTS (SELECT 1 FROM event_participant o"
    " WHERE o.name = n.text AND o.adopted_symbol_id > 0)"
)
ADOPTED, SCHEDULED = "adopted", "scheduled"
COARSE = ("month", "year")
NUMBER = itemgetter(1)
_new = tuple.__new__  # makes a row of its fields in half the time of EventRow(…)
EVERYONE = "UN"  # named in most texts: shared, it says nothing


@dataclass(slots=True)
class File:
    """A file that tells events: its work, language and path; `rank` is its place among them."""

    work: str
    language: str | None
    path: str
    rank: int = field(compare=False, repr=False)
    version: int = field(compare=False, repr=False)
    corpus: "Corpus" = field(compare=False, repr=False)


class Adoption(NamedTuple):
    """What many tell of one adoption: how many, where the first of them stand, whose words are shown.

    `sources` are the numbers of files with the line; `best` gives by language a file's number, that of the description
    in it, and its language.
    """

    about: int
    tellings: int
    sources: Sequence[tuple[int, int]]
    best: Mapping[str, tuple[int, int, str | None]]


class EventRow(NamedTuple):
    """An event as one document tells it.

    `said` is the number of its description in the file, of `length` characters (240 at most). `is_about` says that it
    tells of the adoption of a symbol, `adoption` that it stands for all that do: it is the first of them, with the
    organisations of all.
    """

    file: File
    date: str
    last: str | None
    precision: str
    kind: str
    said: int
    length: int
    actors: tuple[str, ...]
    organ: str | None
    symbols: tuple[str, ...]
    line: int
    place: str
    paragraph: str | None
    section: str | None
    is_about: bool
    adoption: Adoption | None = None

    @property
    def work(self) -> str:
        """The identifier of the work that tells it."""
        return self.file.work

    @property
    def language(self) -> str | None:
        """The language of the file."""
        return self.file.language

    @property
    def path(self) -> str:
        """The file, below the corpus' folder."""
        return self.file.path

    @property
    def version(self) -> int:
        """The number of the file."""
        return self.file.version

    @property
    def is_named(self) -> bool:
        """Whether it names a symbol."""
        return bool(self.symbols)

    @property
    def description(self) -> str:
        """In what words it is told."""
        return self.file.corpus.passage(self.file.version, self.said)


def events(
    corpus: "Corpus",
    names: Iterable[str],
    works: Iterable[str],
    own: Iterable[str],
    since: str | None,
    until: str | None,
) -> list[EventRow]:
    """What `Corpus.events` gives."""
    names, works, own = set(names), set(works), set(own)
    if names and not works and not own:
        return _within(_of_names(corpus, names, sums=False), since, until)
    if works or own:
        told = _of_works(corpus, names, works, own)
        told += _adoptions(corpus, _symbols(told))
        found = list({row[:2]: row for row in (*told, *_of_days(corpus, told))}.values())
    else:
        found = _rows(corpus, "event e")
    return _within(_read(corpus, _files(corpus, {row[0] for row in found}), found), since, until)


def summed(corpus: "Corpus", names: Iterable[str], since: str | None, until: str | None) -> list[EventRow]:
    """The events of names; of an adoption that all tell alike one row, which has an `adoption`."""
    return _within(_of_names(corpus, set(names), sums=True), since, until)


def tellings_of(corpus: "Corpus", adoption: Adoption) -> list[EventRow]:
    """All tellings of an adoption."""
    found = _rows(corpus, ABOUT, _list([adoption.about]))
    return _within(_read(corpus, _files(corpus, {row[0] for row in found}), found), None, None)


def _within(rows: list[EventRow], since: str | None, until: str | None) -> list[EventRow]:
    rows.sort(key=lambda row: (row.date, row.file.rank, row.line))
    if since or until:
        first, last = since or "", until or "9999-12-31"
        rows = [row for row in rows if (row.last or row.date) >= first and row.date <= last]
    return rows


def _of_names(corpus: "Corpus", names: set[str], *, sums: bool) -> list[EventRow]:
    """The tellings that name one of the names, and what may be told of the same events."""
    loose = _rows(corpus, f"{OF_NAMES} AND n.adopted_symbol_id = 0", _list(names))
    abouts = {row[0] for row in corpus.tuples(OF_ABOUTS, (_list(names),))} | set(corpus.numbers_of(names).values())
    held = _sums(corpus, abouts, loose) if sums else []
    rest = corpus.names_by(abouts.difference(row[0] for row in held))
    found = {row[:2]: row for row in (*loose, *_adoptions(corpus, rest), *_of_days(corpus, loose))}
    files = _files(corpus, {*(version for version, _ in found), *(row[8] for row in held)})
    rows = _read(corpus, files, found.values())
    wanted: list[EventRow] = []
    others: list[EventRow] = []
    for row in rows:
        (others if names.isdisjoint(row.actors) and names.isdisjoint(row.symbols) else wanted).append(row)
    return [*wanted, *_alike(wanted, others), *_of_sums(corpus, files, held)]


def _rows(corpus: "Corpus", source: str, *values: Any) -> list[tuple[Any, ...]]:
    return corpus.tuples(READ + source, values)


def _of_works(corpus: "Corpus", names: set[str], works: set[str], own: set[str]) -> list[tuple[Any, ...]]:
    """The tellings that name one of the names, are of one of the works, or are one of the others' own events.

    With them days, months and years of one kind that are told of each other.
    """
    held = corpus.numbers_of(works | own)
    every, masthead = [held[work] for work in works if work in held], [held[work] for work in own if work in held]
    placed = next((number for number, term in corpus.terms.items() if term == OWN), None)
    found = [
        *_rows(corpus, ABOUT, _list(_numbers(corpus, names))),
        *_rows(corpus, OF_NAMES, _list(names)),
        *_rows(corpus, OF_WORKS, _list(every)),
        *_rows(corpus, f"{OF_WORKS} AND e.place = ?", _list(masthead), placed),
    ]
    found += _coarser(corpus, found)
    return found + _finer(corpus, found)


def _sums(corpus: "Corpus", abouts: set[int], loose: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The sums of adoptions, without those of which something else may be a part: told of their day, month or year."""
    coarse, terms = _coarse(corpus), corpus.terms
    days = {row[2:4] for row in loose}
    periods = tuple(
        row[2][: 7 if terms[row[4]] == "month" else 4] for row in loose if row[4] in coarse and terms[row[5]] == ADOPTED
    )
    rows = corpus.tuples(OF_ADOPTIONS, (_list(abouts),))
    return [row for row in rows if row[3:5] not in days and not row[3].startswith(periods)]


def _of_sums(corpus: "Corpus", files: Mapping[int, File], sums: Iterable[tuple[Any, ...]]) -> Iterator[EventRow]:
    """Sums of adoptions as events."""
    found = list(sums)
    told = json.loads(f"[{','.join(f'{row[-2]},{row[-1]}' for row in found)}]")  # all at once is quicker
    for row, sources, best in zip(found, told[::2], told[1::2], strict=True):
        about, symbol, tellings, date, last, precision, actors, organ, version, line, *_ = row
        yield _new(EventRow, (
            files[version], date, last, corpus.terms[precision], ADOPTED, 0, 0, _several(actors), organ, (symbol,),
            line, "", None, None, True, Adoption(about, tellings, sources, best),
        ))  # fmt: skip


def _coarse(corpus: "Corpus") -> set[int]:
    return {number for number, term in corpus.terms.items() if term in COARSE}


def _coarser(corpus: "Corpus", told: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The months and years that are told of one kind with days of theirs."""
    coarse = _coarse(corpus)
    periods = {(f"{row[2][:length]}{rest}", row[5]) for row in told for length, rest in ((7, "-01"), (4, "-01-01"))}
    found = _rows(corpus, OF_DAYS, _list({date for date, _ in periods}))
    return [row for row in found if row[4] in coarse and (row[2], row[5]) in periods]


def _finer(corpus: "Corpus", told: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The days of months and years that are told of one of their organisations, of one kind."""
    coarse = _coarse(corpus)
    periods = [
        (row[2], row[3], row[5], name)
        for row in told
        if row[4] in coarse
        for name in [name for name in _several(row[8]) if name != EVERYONE][:1]
    ]
    found = {name: _rows(corpus, OF_NAMES, _list([name])) for name in {name for *_, name in periods}}
    return [
        row for first, last, kind, name in periods for row in found[name] if first <= row[2] <= last and row[5] == kind
    ]


def _symbols(rows: Iterable[tuple[Any, ...]]) -> set[str]:
    """What rows tell the adoption of."""
    return {name for row in rows if row[-1] for name in _several(row[10])}


def _adoptions(corpus: "Corpus", symbols: set[str]) -> Iterator[tuple[Any, ...]]:
    """The tellings of the adoption of symbols, and of others that one telling has with them; some of them twice."""
    known: set[str] = set()
    while symbols:
        rows = _rows(corpus, ABOUT, _list(_numbers(corpus, symbols)))
        rows += _rows(corpus, f"{OF_NAMES} AND n.adopted_symbol_id > 0", _list(symbols))
        yield from rows
        known |= symbols
        symbols = _symbols(rows) - known


def _of_days(corpus: "Corpus", dated: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """What is told of the same days and may be of the same events, but adoptions of symbols.

    It is of one kind or scheduled, or of a paragraph of the same number.
    """
    scheduled = next((number for number, term in corpus.terms.items() if term == SCHEDULED), None)
    days: dict[tuple[str, str | None], set[int | str]] = {}  # kinds and paragraphs
    for row in dated:
        days.setdefault(row[2:4], set()).update((row[5], row[13] or row[5]))
    for row in _rows(corpus, OF_DAYS, _list({date for date, _ in days})):
        told = days.get(row[2:4])
        if told and (row[5] in told or row[13] in told or row[5] == scheduled or scheduled in told):
            yield row


def _alike(wanted: Iterable[EventRow], others: Sequence[EventRow]) -> Iterator[EventRow]:
    """Of the others those that may be told of the same events: in other words only of the same organisations."""
    actors: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    seen: defaultdict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    for row in wanted:
        actors[row.date, row.last].update(row.actors)
        seen[row.date, row.last].update((row.file.language, row.paragraph))
    for names in actors.values():
        names.discard(EVERYONE)
    for row in others:
        if not row.is_about and not actors[row.date, row.last].isdisjoint(row.actors):
            seen[row.date, row.last].add(row.file.language)
    for row in others:
        told, language = seen[row.date, row.last], row.file.language
        if row.is_about or language in told or (row.paragraph or language) in told:
            yield row


def _numbers(corpus: "Corpus", names: Iterable[str]) -> list[int]:
    return list(corpus.numbers_of(names).values())


def _list(values: Iterable[Any]) -> str:
    return json.dumps(sorted(values))


def _read(corpus: "Corpus", files: Mapping[int, File], rows: Iterable[tuple[Any, ...]]) -> list[EventRow]:
    """Rows of the table as events, those of a file in the order of its text."""
    terms = corpus.terms
    return [
        _new(EventRow, (
            files[version], date, last, terms[precision], terms[kind], said, length, _several(actors), organ,
            _several(symbols), line, terms[place], paragraph, section, about > 0, None,
        ))
        for (
            version, _, date, last, precision, kind, said, length, actors, organ, symbols, line, place,
            paragraph, section, about,
        ) in sorted(rows, key=NUMBER)
    ]  # fmt: skip


def _files(corpus: "Corpus", versions: set[int]) -> dict[int, File]:
    rows = corpus.tuples(
        "SELECT v.id, w.text, v.language, f.path FROM document_file v JOIN file f ON f.id = v.id"
        " JOIN identifier w ON w.id = v.work"
        " WHERE v.id IN (SELECT value FROM json_each(?))"
        " ORDER BY w.text, v.language IS NOT 'en', ifnull(v.language, ''), f.path",
        (_list(versions),),
    )
    return {
        version: File(work, language, path, rank, version, corpus)
        for rank, (version, work, language, path) in enumerate(rows)
    }


@lru_cache(maxsize=65536)
def _several(text: str | None) -> tuple[str, ...]:
    """What a JSON list holds."""
    return tuple(json.loads(text)) if text else ()
