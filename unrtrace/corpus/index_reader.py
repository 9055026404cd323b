"""Read rows, names and sentences from an open index. Everything above the index asks through this."""

import datetime
import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from unrtrace.index import database, file_kinds
from unrtrace.index.errors import CorpusError
from unrtrace.symbols import Symbol

MAX_VALUES = 500  # values in one statement
LINE_BYTES = 120  # bytes of a description, on average
MAX_FILES = 256  # files whose sentences are kept unpacked


class IndexReader:
    """An index that is read: its connection, its rows, and the names and sentences that stand there as numbers.

    All methods raise `CorpusError` if the index turns out to be damaged.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | str) -> None:
        self.connection, self.path = connection, path
        self._lines: dict[int, list[str]] = {}
        self._descriptions: dict[tuple[int, int], str] = {}

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return the rows that a statement selects; their columns are read by name."""
        try:
            return self.connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self.damaged(error) from None

    def tuples(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows as plain tuples, which is faster if there are many."""
        try:
            return self.cursor().execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self.damaged(error) from None

    def cursor(self) -> sqlite3.Cursor:
        """Return a cursor that gives plain tuples."""
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor

    def damaged(self, error: Exception) -> Exception:
        """Return what to raise for an error while reading; mark an index that is damaged, so that it is rebuilt."""
        if isinstance(error, sqlite3.ProgrammingError):  # a defect, or the corpus has been closed
            return error
        if isinstance(error, sqlite3.Error) and database.is_busy(error):
            return CorpusError(f"the index {self.path} cannot be read: {error}")
        if isinstance(error, sqlite3.Error) and not database.is_damage(error):
            return error
        database.invalidate(self.path)
        return CorpusError(f"the index {self.path} is damaged ({error}): run the command again, it builds it anew")

    def file_problems(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the files that could not be read, each with the reason, and those read with warnings, with each."""
        rows = self.rows(
            "SELECT path, error, unread_kind, warnings FROM file"
            " WHERE error IS NOT NULL OR damage IS NOT NULL OR warnings IS NOT NULL ORDER BY path"
        )
        failed = [(row["path"], row["error"]) for row in rows if row["error"] and not row["unread_kind"]]
        return failed, [(row["path"], text) for row in rows if row["warnings"] for text in json.loads(row["warnings"])]

    def damaged_files(self) -> list[tuple[str, str]]:
        """Return the files that are damaged and were read as far as possible, each with the damage."""
        rows = self.rows("SELECT path, damage FROM file WHERE damage IS NOT NULL ORDER BY path")
        return [(row["path"], row["damage"]) for row in rows]

    def unread_files(self) -> list[tuple[str, str, str]]:
        """Return the files of kinds that are not read: path, kind, what to do."""
        rows = self.rows(
            "SELECT path, kind, NULL AS error FROM unread_file UNION ALL"
            " SELECT path, unread_kind, error FROM file WHERE unread_kind IS NOT NULL ORDER BY path"
        )
        return [(row["path"], row["kind"], row["error"] or file_kinds.advice(row["kind"])) for row in rows]

    # -- names -----------------------------------------------------------------------------

    @cached_property
    def vocabulary(self) -> dict[int, str]:
        """Kinds, places, relations, organs and the like by their numbers."""
        return {row["id"]: row["text"] for row in self.rows("SELECT id, text FROM vocabulary")}

    def vocabulary_id(self, text: str) -> int | None:
        """Return the number of a word of the vocabulary, or None if the index does not have it."""
        return next((number for number, word in self.vocabulary.items() if word == text), None)

    def name_ids(self, names: Iterable[str]) -> dict[str, int]:
        """Return the numbers of names, those of works among them; a name that does not occur is left out."""
        return {
            row["text"]: row["id"]
            for part in batches(sorted(set(names)))
            for row in self.rows(
                f"SELECT id, text FROM identifier WHERE text COLLATE NOCASE IN ({', '.join('?' * len(part))})", part
            )
            if row["text"] in part
        }

    def names_of_ids(self, ids: Iterable[int]) -> set[str]:
        """Return the names with these numbers."""
        rows = self.tuples(
            "SELECT text FROM identifier WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)
        )
        return {text for (text,) in rows}

    def file_paths(self, versions: Iterable[int]) -> dict[int, str]:
        """Return the paths of files by their numbers, relative to the folder of the corpus."""
        rows = self.tuples(
            "SELECT id, path FROM file WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(versions)),)
        )
        return dict(rows)

    # -- sentences and descriptions --------------------------------------------------------

    def passage(self, version: int, number: int) -> str:
        """Return a sentence or description by the number of its file and its number there."""
        if (version, number) in self._descriptions:
            return self._descriptions[version, number]
        lines = self.passages(version)
        if number >= len(lines):
            raise self.damaged(IndexError("a passage is missing"))
        return lines[number]

    def passages(self, version: int) -> list[str]:
        """Return all sentences and descriptions of a file; none if the index does not have the file."""
        if version not in self._lines:
            if len(self._lines) >= MAX_FILES:
                self._lines.clear()
            rows = self.rows("SELECT text_lines FROM passage WHERE version = ?", (version,))
            self._lines[version] = [line.decode() for row in rows for line in self._unpacked(row["text_lines"])]
        return self._lines[version]

    def passages_of_rows(self, rows: Sequence[sqlite3.Row], column: str) -> list[str]:
        """Return the passage whose number a column of each row holds, in the order of the rows."""
        texts = [""] * len(rows)
        for place in sorted(range(len(rows)), key=lambda place: rows[place]["version"]):  # unpacks each file once
            texts[place] = self.passage(rows[place]["version"], rows[place][column])
        return texts

    def read_passages(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Read many descriptions by the numbers of their files and their own, and keep them for `passage`.

        Descriptions come first in a file's passages: only the beginning of each file is unpacked.
        """
        numbers: defaultdict[int, list[int]] = defaultdict(list)
        for version, number in wanted:
            if (version, number) not in self._descriptions:
                numbers[version].append(number)
        for part in batches(sorted(numbers)):
            marks = ", ".join("?" * len(part))
            for version, packed in self.tuples(
                f"SELECT version, text_lines FROM passage WHERE version IN ({marks})", part
            ):
                lines = self._first_lines(packed, max(numbers[version]))
                for number in numbers[version]:
                    self._descriptions[version, number] = lines[number].decode()

    def _first_lines(self, packed: bytes, last: int) -> list[bytes]:
        """Return the lines of a file up to number `last`, then the rest of what was unpacked with them."""
        unpacker, size = zlib.decompressobj(), LINE_BYTES * (last + 1)
        try:
            text = unpacker.decompress(packed, size)
            while text.count(b"\n") <= last and (more := unpacker.decompress(unpacker.unconsumed_tail, size)):
                text += more
        except zlib.error as error:
            raise self.damaged(error) from None
        lines = text.split(b"\n", last + 1)
        if len(lines) <= last:
            raise self.damaged(IndexError("a passage is missing"))
        return lines

    def _unpacked(self, packed: bytes) -> list[bytes]:
        try:
            return zlib.decompress(packed).split(b"\n")
        except zlib.error as error:
            raise self.damaged(error) from None


@lru_cache(maxsize=65536)
def date_of(text: str) -> datetime.date:
    """Return an ISO date; that of an event occurs many times."""
    return datetime.date.fromisoformat(text)


def parse_date(text: str | None) -> datetime.date | None:
    """Return the date in a column of the index."""
    return date_of(text) if text else None


def trusted_symbol(text: str) -> Symbol:
    """Return a symbol that the index has in canonical form, without parsing it again."""
    return str.__new__(Symbol, text)


def batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield values in portions that one statement can take."""
    for start in range(0, len(values), MAX_VALUES):
        yield values[start : start + MAX_VALUES]
