"""Run a user's SQL statement on the index; it can read, and nothing else.

The connection is read-only, SQLite refuses every change, and what a statement may do is checked when it is compiled.
The SQL function `passage(version, number)` returns a sentence or description by the number in citations and events.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unrtrace.index import database
from unrtrace.index.errors import CorpusError

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

STEPS = 100_000  # of SQLite's virtual machine between two checks for an interrupt
READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


class StatementError(ValueError):
    """Raised for a statement that cannot be run; the message is one line."""


def execute(corpus: "Corpus", statement: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Return the columns of a statement, each with a name of its own, and its rows.

    Raise `StatementError` for a statement that cannot be run.
    """
    own = str(corpus.index) != database.MEMORY
    connection = database.connect(corpus.index) if own else corpus.reader.connection
    connection.row_factory = None
    connection.create_function(
        "passage", 2, lambda version, number: _passage(corpus, version, number), deterministic=True
    )
    interrupted: list[bool] = []
    connection.set_progress_handler(lambda: _check_interrupt(interrupted), STEPS)
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_authorize)
    try:
        cursor = connection.execute(statement)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise _translate_error(error, interrupted) from None
    if cursor.description is None:
        raise StatementError("the statement gives no rows: write a SELECT")
    return _distinct([column[0] for column in cursor.description]), _rows(cursor, interrupted)


def _passage(corpus: "Corpus", version: Any, number: Any) -> str | None:
    """Return a passage of a file, or None, which is NULL, if there is none."""
    lines = corpus.reader.passages(version) if isinstance(version, int) else []
    return lines[number] if isinstance(number, int) and 0 <= number < len(lines) else None


def _authorize(action: int, first: str | None, second: str | None, where: str | None, within: str | None) -> int:
    """Return whether a statement may do something: it may read."""
    if action in READING and second not in ("load_extension", "fts3_tokenizer"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and second is None and first in ("data_version",):  # FTS5 asks for it
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _check_interrupt(interrupted: list[bool]) -> int:
    """Let Python handle Ctrl-C; return 1, which ends the statement, if it was pressed."""
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
        raise _translate_error(error, interrupted) from None


def _translate_error(error: Exception, interrupted: list[bool]) -> BaseException:
    if interrupted or str(error) == "interrupted":
        return KeyboardInterrupt()
    if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
        return CorpusError(f"the index is damaged ({error}): run unrtrace index --rebuild")
    text = " ".join(str(error).split())
    if text.startswith(("not authorized", "authorization denied")):
        text = "the statement would do more than read; only a SELECT is run"
    return StatementError(f"SQL: {text}")


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Return the names of columns, with a number for a name that occurs before."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(found)
