"""From folders to an index that can be asked: as it is, brought up to date, or in memory where nothing else goes."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unrtrace.index import database
from unrtrace.index.errors import CorpusError
from unrtrace.index.scan_files import digest, whole

if TYPE_CHECKING:
    from unrtrace.index.update import Plan, Progress, Summary

UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)


class Opened(NamedTuple):
    """A connection to an index, where it is (`:memory:` where no file could be written), what its update did."""

    connection: sqlite3.Connection
    path: Path | str
    summary: "Summary | None" = None


class Wanted(NamedTuple):
    """What an update is asked for: patterns to leave out (None keeps those of last time), processes, who is told.

    `rebuild` reads every file anew, `retry` those that failed;
    `memory` allows an index in memory where none can be written.
    """

    exclude: Iterable[str] | None = None
    jobs: int | None = None
    progress: "Callable[[Progress], None] | None" = None
    rebuild: bool = False
    retry: bool = False
    memory: bool = True


def as_it_is(folders: tuple[Path, ...], option: str | None) -> Opened:
    """The index without a look at the files; `CorpusError` where there is none that can be used."""
    path = database.index_path(folders, option)
    if not path.is_file():
        raise CorpusError(f"there is no index {path} yet: run unrtrace index, or leave --no-update away")
    try:
        connection = database.connect(path)
        said = database.check(path, connection)
    except database.Unusable as error:
        raise CorpusError(f"{error or f'the index {path} is empty'}: run unrtrace index") from None
    except sqlite3.Error as error:
        raise _unusable(path, error) from None
    _same_folders(path, connection, folders)
    if "build_id" not in said:
        database.tell(f"the index {path} is not complete: run unrtrace index")
    return Opened(connection, path)


def up_to_date(
    folders: tuple[Path, ...],
    option: str | None,
    *,
    wanted: Wanted | None = None,
    progress: "Callable[[Progress], None] | None" = None,
) -> Opened:
    """The index after it was compared with the files and, where something differs, brought up to date."""
    path = database.index_path(folders, option)
    if wanted is None and (current := _current(path, folders)):
        return Opened(current, path)
    wanted = wanted or Wanted(progress=progress)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with database.locked(path, f"another unrtrace writes {path}, waiting for it (--no-update does not)"):
            summary = _write(path, folders, wanted)
        return Opened(database.connect(path), path, summary)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in UNWRITABLE:
            raise _unusable(path, error) from None
        return _in_memory(path, folders, wanted, str(error))
    except OSError as error:
        return _in_memory(path, folders, wanted, error.strerror or str(error))


def _current(path: Path, folders: tuple[Path, ...]) -> sqlite3.Connection | None:
    """The index where it is complete and no file changed since."""
    if not path.is_file():
        return None
    try:
        connection = database.connect(path)
        said = database.check(path, connection)
    except (database.Unusable, sqlite3.Error):
        return None
    if said.get("sealed_mtime") and said.get("build_id") == database.maker() and said["fingerprint"] == digest(folders):
        return connection
    connection.close()
    return None


def _write(path: Path, folders: tuple[Path, ...], wanted: Wanted) -> "Summary":
    """Update a file, building it anew where it cannot be used. The lock is held."""
    connection = _trusted(path, folders, wanted.rebuild)
    try:
        database.begin(connection)
        summary = _update(connection, folders, wanted)
        database.seal(path, connection, full=summary.added > summary.unchanged)
        return summary
    finally:
        connection.close()


def _trusted(path: Path, folders: tuple[Path, ...], rebuild: bool) -> sqlite3.Connection:
    """A connection to write to an index that can be trusted, or to a new one."""
    connection = None
    try:
        connection = database.connect(path, write=True)
        said = database.check(path, connection)
        _same_folders(path, connection, folders)
        if rebuild:
            raise database.Unusable("")
        if said.get("build_id", database.maker()) != database.maker():
            raise database.Unusable(f"the index {path} was made by another version of unrtrace")
        if int(said.get("deleted_files", 0)) > max(
            1000, connection.execute("SELECT count(*) FROM document_file").fetchone()[0]
        ):
            raise database.Unusable(f"the index {path} holds more of former files than of present ones")
        if not said.get("sealed_mtime") and connection.execute("PRAGMA quick_check (1)").fetchone()[0] != "ok":
            raise database.Unusable(f"the index {path} is damaged")
        return connection
    except (database.Unusable, sqlite3.DatabaseError) as error:
        if connection:
            connection.close()
        if isinstance(error, sqlite3.DatabaseError) and database.is_busy(error):
            raise
        if str(error):
            database.tell(f"{error}: building it anew")
        database.remove(path)
        return database.connect(path, write=True)


def _same_folders(path: Path, connection: sqlite3.Connection, folders: tuple[Path, ...]) -> None:
    """`CorpusError` where an index is of other folders, unless these are gone: then the corpus has moved."""
    held = [row["path"] for row in connection.execute("SELECT path FROM folder ORDER BY id")]
    if held != whole(folders) and any(Path(folder).is_dir() for folder in held):
        raise CorpusError(f"the index {path} is of {', '.join(held)}: name another file with --index for this corpus")


def _update(connection: sqlite3.Connection, folders: tuple[Path, ...], wanted: Wanted) -> "Summary":
    from unrtrace.index.update import Update

    exclude = wanted.exclude
    if exclude is None:
        exclude = json.loads(database.meta(connection).get("exclude", "[]"))
    update = Update(
        connection, folders, exclude=exclude, jobs=wanted.jobs, progress=wanted.progress, retry=wanted.retry
    )
    return update.run()


def _in_memory(path: Path, folders: tuple[Path, ...], wanted: Wanted, why: str) -> Opened:
    """An index for this process alone, from the file where there is one that can be read."""
    if not wanted.memory:
        raise CorpusError(f"the index {path} cannot be written ({why}): --index FILE puts it elsewhere")
    database.tell(f"the index {path} cannot be written ({why}): it is kept in memory; --index FILE puts it elsewhere")
    connection = database.connect(database.MEMORY)
    try:
        if path.is_file() and not wanted.rebuild:
            with database.connect(path) as source:
                if database.check(path, source).get("build_id") == database.maker():
                    source.backup(connection)
    except (database.Unusable, sqlite3.Error):
        connection = database.connect(database.MEMORY)
    database.begin(connection)
    return Opened(connection, database.MEMORY, _update(connection, folders, wanted))


def plan(folders: tuple[Path, ...], option: str | None, exclude: Iterable[str] | None) -> "tuple[Plan, dict[int, str]]":
    """What an update would do, and the names of the files that the index holds; nothing is written."""
    from unrtrace.index.update import Update

    path = database.index_path(folders, option)
    connection = database.connect(database.MEMORY)
    database.begin(connection)
    try:
        if path.is_file():
            source = database.connect(path)
            if database.check(path, source).get("build_id") == database.maker():
                connection = source
    except (database.Unusable, sqlite3.Error):
        pass
    held = json.loads(database.meta(connection).get("exclude", "[]")) if exclude is None else exclude
    names = {row["id"]: row["path"] for row in connection.execute("SELECT id, path FROM file")}
    return Update(connection, folders, exclude=held).plan(), names


def _unusable(path: Path, error: sqlite3.Error) -> CorpusError:
    return CorpusError(
        f"the index {path} cannot be used: {error}; make room or put it elsewhere with --index, what is done is kept"
    )
