"""A statement of the user's over the index: it reads, and nothing else.

The connection is read-only, SQLite refuses every change, and what a statement may do is checked as it is compiled.
The function `passage(version, number)` gives a sentence or description by the number that citations and events hold.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unrtrace.index import database
from unrtrace.index.errors import CorpusError

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

STEPS = 100_000  # of SQLite's machine between two looks at whether the user interrupts
READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


class StatementError(ValueError):
    """A statement that cannot be run; the message is one line."""


def ask(corpus: "Corpus", statement: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """The columns of a statement, no two of one name, and its rows; `StatementError` for one that cannot be run."""
    own = str(corpus.index) != database.MEMORY
    connection = database.connect(corpus.index) if own else corpus.reader.connection
    connection.row_factory = None
    connection.create_function("passage", 2, lambda *place: _passage(corpus, *place), deterministic=True)
    interrupted: list[bool] = []
    connection.set_progress_handler(lambda: _look(interrupted), STEPS)
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_may)
    try:
        cursor = connection.execute(statement)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise _told(error, interrupted) from None
    if cursor.description is None:
        raise StatementError("the statement gives no rows: write a SELECT")
    return _distinct([column[0] for column in cursor.description]), _rows(cursor, interrupted)


def _passage(corpus: "Corpus", version: Any, number: Any) -> str | None:
    """A line of a file's passages; NULL where there is none."""
    lines = corpus.reader.passages(version) if isinstance(version, int) else []
    return lines[number] if isinstance(number, int) and 0 <= number < len(lines) else None


def _may(action: int, first: str | None, second: str | None, where: str | None, within: str | None) -> int:
    """Whether a statement may do something: read, no more."""
    if action in READING and second not in ("load_extension", "fts3_tokenizer"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and second is None and first in ("data_version",):  # asked for by FTS5
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _look(interrupted: list[bool]) -> int:
    """Let Python notice Ctrl-C: its exception ends the statement."""
    try:
        return 0
    except KeyboardInterrupt:
        interrupted.append(True)
        return 1


def _rows(cursor: sqlite3.Cursor, interrupted: list[bool]) -> Iterator[tuple[Any, ...]]:
    try:
        for row in cursor:
            yield tuple(value.hex() if isinstance(value, bytes) else value for value in row)
    except (sqlite3.Error, ValueError) as error:
        raise _told(error, interrupted) from None


def _told(error: Exception, interrupted: list[bool]) -> BaseException:
    if interrupted or str(error) == "interrupted":
        return KeyboardInterrupt()
    if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
        return CorpusError(f"the index is damaged ({error}): run unrtrace index --rebuild")
    text = " ".join(str(error).split())
    if text.startswith(("not authorized", "authorization denied")):
        text = "the statement would do more than read; only a SELECT is run"
    return StatementError(f"SQL: {text}")


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Names of columns, the second of the same name with a number."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(found)
