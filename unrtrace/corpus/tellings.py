"""Dated events as the files of a corpus tell them, and which of them may belong to the events of some names.

Tellings of adoptions stand in the index by what was adopted, so that those of one resolution are read in one go;
descriptions are read only of those that are looked at.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

COLUMNS = (
    "version", "number", "date", "last", "precision", "kind", "description", "actors", "organ", "symbols", "line",
    "place", "paragraph", "section", "about",
)  # fmt: skip
READ = f"SELECT {', '.join(f'e.{name}' for name in COLUMNS)} FROM "
ABOUT = "event e WHERE e.about IN (SELECT value FROM json_each(?))"
OF_DAYS = "event e WHERE e.about = 0 AND e.date IN (SELECT value FROM json_each(?))"
OF_WORKS = "version v CROSS JOIN event e ON e.version = v.id WHERE v.work IN (SELECT value FROM json_each(?))"
OF_NAMES = (
    "event_name n CROSS JOIN event e ON e.about = n.about AND e.version = n.version AND e.number = n.number"
    " WHERE n.name IN (SELECT value FROM json_each(?))"
)
SCHEDULED = "scheduled"
OWN = "masthead"
COARSE = ("month", "year")
_new = tuple.__new__  # makes a row of its fields in half the time of EventRow(…)
EVERYONE = "UN"  # named in most texts: shared, it says nothing


@dataclass(frozen=True, slots=True)
class File:
    """A file that tells events: its work, language and path; `rank` is its place among them."""

    work: str
    language: str | None
    path: str
    rank: int = field(compare=False, repr=False)
    version: int = field(compare=False, repr=False)
    corpus: "Corpus" = field(compare=False, repr=False)


class EventRow(NamedTuple):
    """An event as one document tells it; `said` is the number of its description in the file.

    `is_about` says that it tells of the adoption of a symbol.
    """

    file: File
    date: str
    last: str | None
    precision: str
    kind: str
    said: int
    actors: tuple[str, ...]
    organ: str | None
    symbols: tuple[str, ...]
    line: int
    place: str
    paragraph: str | None
    section: str | None
    is_about: bool

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
    if names or works or own:
        found = _wanted(corpus, names, works, own)
        if works or own:  # what names an organisation is all there
            found += _coarser(corpus, found)
            found += _finer(corpus, found)
        told = {row[:2]: row for row in found}
        joined = _joined(corpus, list(told.values()), whole=bool(works or own))
        others = {row[:2]: row for row in joined if row[:2] not in told}
        files = _files(corpus, {row[0] for row in (*told.values(), *others.values())})
        wanted = _read(corpus, files, told.values())
        further = _read(corpus, files, others.values())
        rows = [*wanted, *(further if works or own else _alike(wanted, further))]
    else:
        found = _rows(corpus, "event e")
        rows = _read(corpus, _files(corpus, {row[0] for row in found}), found)
    rows.sort(key=lambda row: (row.date, row.file.rank, row.line))
    if since or until:
        first, last = since or "", until or "9999-12-31"
        rows = [row for row in rows if (row.last or row.date) >= first and row.date <= last]
    return rows


def _rows(corpus: "Corpus", source: str, *values: Any) -> list[tuple[Any, ...]]:
    return corpus.tuples(READ + source, values)


def _wanted(corpus: "Corpus", names: set[str], works: set[str], own: set[str]) -> list[tuple[Any, ...]]:
    """The tellings that name one of the names, are of one of the works, or are one of the others' own events."""
    held = corpus.numbers_of(works | own)
    every, masthead = [held[work] for work in works if work in held], [held[work] for work in own if work in held]
    placed = next((number for number, term in corpus.terms.items() if term == OWN), None)
    found = [
        *_rows(corpus, ABOUT, _list(_numbers(corpus, names))),
        *_rows(corpus, OF_NAMES, _list(names)),
        *_rows(corpus, OF_WORKS, _list(every)),
        *_rows(corpus, f"{OF_WORKS} AND e.place = ?", _list(masthead), placed),
    ]
    return found


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
        for name in [name for name in _several(row[7]) if name != EVERYONE][:1]
    ]
    found = {name: _rows(corpus, OF_NAMES, _list([name])) for name in {name for *_, name in periods}}
    return [
        row for first, last, kind, name in periods for row in found[name] if first <= row[2] <= last and row[5] == kind
    ]


def _joined(corpus: "Corpus", told: list[tuple[Any, ...]], *, whole: bool) -> Iterator[tuple[Any, ...]]:
    """What may tell of the same events: adoptions of the same symbols, and what is told of the same day.

    Of the same day are those of one kind or scheduled, or of a paragraph of the same number; where not `whole`, only of
    a day that is told of no resolution.
    """
    known: set[str] = set()
    rows, dated = told, [row for row in told if whole or not row[-1]]
    while new := {name for row in rows if row[-1] for name in _several(row[9])} - known:  # one telling may have several
        rows = _rows(corpus, ABOUT, _list(_numbers(corpus, new)))
        rows += [row for row in _rows(corpus, OF_NAMES, _list(new)) if row[-1]]
        known |= new
        dated += rows if whole else []
        yield from rows
    scheduled = next((number for number, term in corpus.terms.items() if term == SCHEDULED), None)
    days: dict[tuple[str, str | None], list[tuple[int, str | None]]] = {}
    for row in dated:
        days.setdefault(row[2:4], []).append((row[5], row[12]))
    dates = _list({date for date, _ in days})
    for row in _rows(corpus, OF_DAYS, dates):
        for kind, paragraph in days.get(row[2:4], ()):
            if scheduled in (kind, row[5]) or kind == row[5] or (paragraph is not None and paragraph == row[12]):
                yield row
                break


def _alike(wanted: Iterable[EventRow], others: Iterable[EventRow]) -> Iterator[EventRow]:
    """Of the others those that may be told of the same events: in other words only of the same organisations."""
    actors: dict[tuple[str, str | None], set[str]] = {}
    seen: dict[tuple[str, str | None], set[str | None]] = {}
    for row in wanted:
        actors.setdefault((row.date, row.last), set()).update({*row.actors} - {EVERYONE})
        seen.setdefault((row.date, row.last), set()).update((row.language, row.paragraph))
    others = list(others)
    for row in others:
        if not row.is_about and not actors[row.date, row.last].isdisjoint(row.actors):
            seen[row.date, row.last].add(row.language)
    for row in others:
        if row.is_about or not seen[row.date, row.last].isdisjoint((row.language, row.paragraph or row.language)):
            yield row


def _numbers(corpus: "Corpus", names: Iterable[str]) -> list[int]:
    return list(corpus.numbers_of(names).values())


def _list(values: Iterable[Any]) -> str:
    return json.dumps(sorted(values))


def _read(corpus: "Corpus", files: Mapping[int, File], rows: Iterable[tuple[Any, ...]]) -> list[EventRow]:
    """Rows of the table as events."""
    terms = corpus.terms
    return [
        _new(EventRow, (
            files[version], date, last, terms[precision], terms[kind], said, _several(actors), organ,
            _several(symbols), line, terms[place], paragraph, section, about > 0,
        ))
        for (
            version, _, date, last, precision, kind, said, actors, organ, symbols, line, place,
            paragraph, section, about,
        ) in rows
    ]  # fmt: skip


def _files(corpus: "Corpus", versions: set[int]) -> dict[int, File]:
    rows = corpus.tuples(
        "SELECT v.id, w.text, v.language, f.path FROM version v JOIN file f ON f.id = v.id JOIN name w ON w.id = v.work"
        " WHERE v.id IN (SELECT value FROM json_each(?))",
        (_list(versions),),
    )
    rows.sort(key=lambda row: (row[1], row[2] != "en", row[2] or "", row[3]))
    return {
        version: File(work, language, path, rank, version, corpus)
        for rank, (version, work, language, path) in enumerate(rows)
    }


@lru_cache(maxsize=65536)
def _several(text: str | None) -> tuple[str, ...]:
    """What a JSON list holds."""
    return tuple(json.loads(text)) if text else ()
