"""Summaries of adoptions that many documents report: thousands of reports as one row of the index.

If all reports of a symbol's adoption give one day and name no other symbol, a row of `adoption_summary` has what they
amount to; a view that shows a few sources then reads none of them. Adding or removing reports marks their summaries as
stale, and the end of the update rebuilds these.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

MASTHEAD = "masthead"
FINE = ("day", "span")
FALLBACK_LANGUAGE = "en"  # of a description, if there is none in the language asked for
MIN_REPORTS = 4  # fewer are read as quickly as their summary
SHOWN = 3  # sources that a summary names
MAX_COMPARED = 3  # equally good reports of which the longest is shown
SLICE = 2000  # adoptions that one statement summarizes
COLUMNS = (
    "symbol_id", "report_count", "date", "last", "precision", "actors", "organ", "version", "line", "sources",
    "descriptions",
)  # fmt: skip
REPORTS = (
    "SELECT e.adopted_symbol_id, e.version, e.date, e.last, e.precision, e.actors, e.organ, e.symbols, e.line,"
    " (SELECT text FROM vocabulary WHERE id = e.place), e.description, e.length, v.language, f.path"
    " FROM event e JOIN document_file v ON v.id = e.version JOIN file f ON f.id = v.id"
    " JOIN identifier w ON w.id = v.work WHERE e.adopted_symbol_id IN (SELECT value FROM json_each(?))"
    " ORDER BY e.adopted_symbol_id, e.date, w.text, v.language IS NOT 'en', ifnull(v.language, ''), f.path, e.line,"
    " e.number"
)


class Describes(Protocol):
    """What decides which report of an event gives its description."""

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
    def description_no(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def has_symbol(self) -> bool: ...


class AdoptionReport(NamedTuple):
    """A report of an adoption in the index: a row of `REPORTS`."""

    symbol_id: int
    version: int
    date: str
    last: str | None
    precision: int
    actors: str | None
    organ: str | None
    symbols: str | None
    line: int
    place: str
    description_no: int
    length: int
    language: str | None
    path: str

    @property
    def has_symbol(self) -> bool:
        """Whether it names a symbol: reports of adoptions do."""
        return True


Row = TypeVar("Row", bound=Describes)


def choose_description(rows: Sequence[Row], language: str) -> Row:
    """Return the report whose description is shown: in the language, else in English; the document's own.

    Of several, the longest of the first few. A sentence that reports several events is avoided.
    """
    if len(rows) == 1:
        return rows[0]
    some = (
        [row for row in rows if row.language == language]
        or [row for row in rows if row.language == FALLBACK_LANGUAGE]
        or rows
    )
    some = [row for row in some if row.place == MASTHEAD] or some
    if len(some) == 1:
        return some[0]
    shared = Counter((row.version, row.description_no) for row in some)
    ranks = [(shared[row.version, row.description_no], not row.has_symbol) for row in some]
    least = min(ranks)
    first = [row for row, rank in zip(some, ranks, strict=True) if rank == least][:MAX_COMPARED]
    return min(first, key=lambda row: (-row.length, row.path, row.line))


def mark_stale(database: sqlite3.Connection, symbol_ids: Iterable[int]) -> None:
    """Mark the summaries of symbols whose reports were added or removed; 0 stands for no symbol."""
    database.executemany(
        "INSERT OR REPLACE INTO adoption_summary (symbol_id) VALUES (?)", [(number,) for number in symbol_ids if number]
    )


def rebuild(database: sqlite3.Connection) -> None:
    """Rebuild the summaries that are marked as stale."""
    vocabulary = {row["id"]: row["text"] for row in database.execute("SELECT id, text FROM vocabulary")}
    stale = "SELECT symbol_id FROM adoption_summary WHERE report_count IS NULL"
    marked = [row["symbol_id"] for row in database.execute(stale)]
    database.execute("DELETE FROM adoption_summary WHERE report_count IS NULL")
    cursor = database.cursor()
    cursor.row_factory = None
    statement = f"INSERT INTO adoption_summary ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    for start in range(0, len(marked), SLICE):
        rows = cursor.execute(REPORTS, (json.dumps(marked[start : start + SLICE]),)).fetchall()
        database.executemany(statement, list(_summaries(map(AdoptionReport._make, rows), vocabulary)))


def _summaries(reports: Iterable[AdoptionReport], vocabulary: dict[int, str]) -> Iterator[tuple[object, ...]]:
    """Yield rows of `adoption_summary`; none for adoptions with few reports or with reports that differ."""
    for symbol_id, group in groupby(reports, key=lambda row: row.symbol_id):
        rows = list(group)
        first = rows[0]
        days, others = {(row.date, row.last, row.precision) for row in rows}, any(row.symbols for row in rows)
        if len(rows) < MIN_REPORTS or others or len(days) > 1 or vocabulary[first.precision] not in FINE:
            continue
        sources = sorted(rows, key=lambda row: row.place != MASTHEAD)
        actors = {name for text in {row.actors for row in rows} if text for name in json.loads(text)}
        languages = {row.language for row in rows if row.language}
        chosen = {
            language: choose_description(rows, language)
            for language in sorted(languages if FALLBACK_LANGUAGE in languages else {*languages, ""})
        }
        yield (
            symbol_id, len(rows), first.date, first.last, first.precision, _dumps(sorted(actors)),
            next((row.organ for row in (sources[0], *rows) if row.organ), None), first.version, first.line,
            _dumps([(row.version, row.line) for row in sources[:SHOWN]]),
            _dumps({language: (row.version, row.description_no, row.language) for language, row in chosen.items()}),
        )  # fmt: skip


def _dumps(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
