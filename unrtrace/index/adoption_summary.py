"""Adoptions that many documents tell of, summed up: thousands of tellings as one row of the index.

A row of `adoption` says what all tellings of a symbol's adoption come to, where they give one day and name no other
symbol; a view that shows a few sources then reads none of them. What is added or removed marks the rows it touches,
and the end of the update makes these anew.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

OWN = "masthead"
FINE = ("day", "span")
OTHERWISE = "en"  # the language of what is not told in the one asked for
FEW = 4  # tellings that are as quickly read as their sum
SHOWN = 3  # sources that a sum names
CHOICE = 3  # tellings as good as each other of which the longest is shown
SLICE = 2000  # adoptions summed up in one statement
COLUMNS = (
    "symbol_id", "report_count", "date", "last", "precision", "actors", "organ", "version", "line", "sources",
    "descriptions",
)  # fmt: skip
TOLD = (
    "SELECT e.adopted_symbol_id, e.version, e.date, e.last, e.precision, e.actors, e.organ, e.symbols, e.line, e.place,"
    " e.description, e.length, v.language, f.path FROM event e JOIN document_file v ON v.id = e.version"
    " JOIN file f ON f.id = v.id JOIN identifier w ON w.id = v.work WHERE e.adopted_symbol_id IN (SELECT value"
    " FROM json_each(?))"
    " ORDER BY e.adopted_symbol_id, e.date, w.text, v.language IS NOT 'en', ifnull(v.language, ''), f.path, e.line,"
    " e.number"
)


class Told(Protocol):
    """What decides whose words are shown of those who tell an event."""

    @property
    def version(self) -> int: ...
    @property
    def language(self) -> str | None: ...
    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def said(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def is_named(self) -> bool: ...


class Telling(NamedTuple):
    """A telling of an adoption as the index holds it, of which `place` is a term's text."""

    about: int
    version: int
    date: str
    last: str | None
    precision: int
    actors: str | None
    organ: str | None
    symbols: str | None
    line: int
    place: str
    said: int
    length: int
    language: str | None
    path: str

    @property
    def is_named(self) -> bool:
        """Whether it names a symbol: what is told of an adoption does."""
        return True


Row = TypeVar("Row", bound=Told)


def best(rows: Sequence[Row], language: str) -> Row:
    """Whose words are shown: in the language, else in English, the document's own, the fullest of the first few.

    A sentence that tells of several events is no one's description as long as there is another.
    """
    if len(rows) == 1:
        return rows[0]
    some = (
        [row for row in rows if row.language == language] or [row for row in rows if row.language == OTHERWISE] or rows
    )
    some = [row for row in some if row.place == OWN] or some
    if len(some) == 1:
        return some[0]
    shared = Counter((row.version, row.said) for row in some)
    ranks = [(shared[row.version, row.said], not row.is_named) for row in some]
    least = min(ranks)
    first = [row for row, rank in zip(some, ranks, strict=True) if rank == least][:CHOICE]
    return min(first, key=lambda row: (-row.length, row.path, row.line))


def mark(database: sqlite3.Connection, abouts: Iterable[int]) -> None:
    """Tellings of these were added or removed."""
    database.executemany(
        "INSERT OR REPLACE INTO adoption_summary (symbol_id) VALUES (?)", [(about,) for about in abouts if about]
    )


def settle(database: sqlite3.Connection) -> None:
    """Sum up what is marked."""
    terms = {row[0]: row[1] for row in database.execute("SELECT id, text FROM vocabulary")}
    marked = [row[0] for row in database.execute("SELECT symbol_id FROM adoption_summary WHERE report_count IS NULL")]
    database.execute("DELETE FROM adoption_summary WHERE report_count IS NULL")
    cursor = database.cursor()
    cursor.row_factory = None
    statement = f"INSERT INTO adoption_summary ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    for start in range(0, len(marked), SLICE):
        rows = cursor.execute(TOLD, (json.dumps(marked[start : start + SLICE]),)).fetchall()
        tellings = (Telling._make((*row[:9], terms[row[9]], *row[10:])) for row in rows)
        database.executemany(statement, list(_sums(tellings, terms)))


def _sums(tellings: Iterable[Telling], terms: dict[int, str]) -> Iterator[tuple[object, ...]]:
    """The rows of `adoption`; none for what few tell, or not alike."""
    for about, group in groupby(tellings, key=lambda row: row.about):
        rows = list(group)
        first = rows[0]
        days, others = {(row.date, row.last, row.precision) for row in rows}, any(row.symbols for row in rows)
        if len(rows) < FEW or others or len(days) > 1 or terms[first.precision] not in FINE:
            continue
        sources = sorted(rows, key=lambda row: row.place != OWN)
        actors = {name for text in {row.actors for row in rows} if text for name in json.loads(text)}
        languages = {row.language for row in rows if row.language}
        words = {
            language: best(rows, language)
            for language in sorted(languages if OTHERWISE in languages else {*languages, ""})
        }
        yield (
            about, len(rows), first.date, first.last, first.precision, _written(sorted(actors)),
            next((row.organ for row in (sources[0], *rows) if row.organ), None), first.version, first.line,
            _written([(row.version, row.line) for row in sources[:SHOWN]]),
            _written({language: (row.version, row.said, row.language) for language, row in words.items()}),
        )  # fmt: skip


def _written(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
