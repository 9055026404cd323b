"""Open the index of some folders: without an update, after one, or in memory if no file can be written."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unrtrace.index import database
from unrtrace.index.errors import CorpusError
from unrtrace.index.scan_files import fingerprint, real_paths

if TYPE_CHECKING:
    from unrtrace.index.update import Plan, Progress, Summary

UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)


class Opened(NamedTuple):
    """An open index: its connection, its path (`:memory:` if no file could be written), what the update did."""

    connection: sqlite3.Connection
    path: Path | str
    summary: "Summary | None" = None


class UpdateOptions(NamedTuple):
    """How to update an index.

    `exclude` are patterns of files to leave out; None keeps those of the last update. `jobs` is the number of
    processes; `progress` is called after each file. `rebuild` reads every file again, `retry` those that failed before;
    `memory` allows an index in memory if no file can be written.
    """

    exclude: Iterable[str] | None = None
    jobs: int | None = None
    progress: "Callable[[Progress], None] | None" = None
    rebuild: bool = False
    retry: bool = False
    memory: bool = True


def open_without_update(folders: tuple[Path, ...], option: str | None) -> Opened:
    """Return the index as it is. Raise `CorpusError` if there is none that can be used."""
    path = database.index_path(folders, option)
    if not path.is_file():
        raise CorpusError(f"there is no index {path} yet: run unrtrace index, or leave --no-update away")
    try:
        connection, meta = database.open_to_read(path)
    except database.Unusable as error:
        raise CorpusError(f"{error or f'the index {path} is empty'}: run unrtrace index") from None
    except sqlite3.Error as error:
        raise _unusable(path, error) from None
    _same_folders(path, connection, folders)
    if "build_id" not in meta:
        database.warn(f"the index {path} is not complete: run unrtrace index")
    return Opened(connection, path)


def open_updated(
    folders: tuple[Path, ...],
    option: str | None,
    *,
    options: UpdateOptions | None = None,
    progress: "Callable[[Progress], None] | None" = None,
) -> Opened:
    """Return the index after comparing it with the files and updating it where they differ."""
    path = database.index_path(folders, option)
    if options is None and (current := _current(path, folders)):
        return Opened(current, path)
    options = options or UpdateOptions(progress=progress)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with database.locked(path, f"another unrtrace writes {path}, waiting for it (--no-update does not)"):
            summary = _write(path, folders, options)
        return Opened(database.connect(path), path, summary)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in UNWRITABLE:
            raise _unusable(path, error) from None
        return _in_memory(path, folders, options, str(error))
    except OSError as error:
        return _in_memory(path, folders, options, error.strerror or str(error))


def _current(path: Path, folders: tuple[Path, ...]) -> sqlite3.Connection | None:
    """Return the index if it is complete and no file has changed since, else None."""
    if not path.is_file():
        return None
    try:
        connection, meta = database.open_to_read(path)
    except (database.Unusable, sqlite3.Error):
        return None
    if (
        meta.get("sealed_mtime")
        and meta.get("build_id") == database.build_id()
        and meta["fingerprint"] == fingerprint(folders, path)
    ):
        return connection
    connection.close()
    return None


def _write(path: Path, folders: tuple[Path, ...], options: UpdateOptions) -> "Summary":
    """Update an index, or rebuild it if it cannot be used; the caller holds the lock."""
    connection = _trusted(path, folders, options.rebuild)
    try:
        database.begin(connection)
        summary = _update(connection, folders, options)
        database.seal(path, connection, full=summary.added > summary.unchanged)
        return summary
    finally:
        connection.close()


def _trusted(path: Path, folders: tuple[Path, ...], rebuild: bool) -> sqlite3.Connection:
    """Return a connection for writing to the index if it can be used, else to a new one in its place."""
    connection = None
    try:
        connection = database.connect(path, write=True)
        meta = database.check(path, connection)
        _same_folders(path, connection, folders)
        if rebuild:
            raise database.Unusable("")
        if meta.get("build_id", database.build_id()) != database.build_id():
            raise database.Unusable(f"the index {path} was made by another version of unrtrace")
        if int(meta.get("deleted_files", 0)) > max(
            1000, connection.execute("SELECT count(*) FROM document_file").fetchone()[0]
        ):
            raise database.Unusable(f"the index {path} holds more of former files than of present ones")
        if not meta.get("sealed_mtime") and connection.execute("PRAGMA quick_check (1)").fetchone()[0] != "ok":
            raise database.Unusable(f"the index {path} is damaged")
        return connection
    except (database.Unusable, sqlite3.DatabaseError) as error:
        if connection:
            connection.close()
        if isinstance(error, sqlite3.DatabaseError) and database.is_busy(error):
            raise
        if str(error):
            database.warn(f"{error}: building it anew")
        database.remove(path)
        return database.connect(path, write=True)


def _same_folders(path: Path, connection: sqlite3.Connection, folders: tuple[Path, ...]) -> None:
    """Raise `CorpusError` if the index is of other folders that still exist; if they do not, the corpus has moved."""
    indexed = [row["path"] for row in connection.execute("SELECT path FROM folder ORDER BY id")]
    if indexed != real_paths(folders) and any(Path(folder).is_dir() for folder in indexed):
        raise CorpusError(
            f"the index {path} is of {', '.join(indexed)}: name another file with --index for this corpus"
        )


def _update(connection: sqlite3.Connection, folders: tuple[Path, ...], options: UpdateOptions) -> "Summary":
    from unrtrace.index.update import Update

    exclude = options.exclude
    if exclude is None:
        exclude = json.loads(database.meta(connection).get("exclude", "[]"))
    update = Update(
        connection, folders, exclude=exclude, jobs=options.jobs, progress=options.progress, retry=options.retry
    )
    return update.run()


def _in_memory(path: Path, folders: tuple[Path, ...], options: UpdateOptions, why: str) -> Opened:
    """Return an updated index in memory, starting from the file if it can be read."""
    if not options.memory:
        raise CorpusError(f"the index {path} cannot be written ({why}): --index FILE puts it elsewhere")
    database.warn(f"the index {path} cannot be written ({why}): it is kept in memory; --index FILE puts it elsewhere")
    connection = database.connect(database.MEMORY)
    try:
        if path.is_file() and not options.rebuild:
            with database.connect(path) as source:
                if database.check(path, source).get("build_id") == database.build_id():
                    source.backup(connection)
    except (database.Unusable, sqlite3.Error):
        connection = database.connect(database.MEMORY)
    database.begin(connection)
    return Opened(connection, database.MEMORY, _update(connection, folders, options))


def plan(folders: tuple[Path, ...], option: str | None, exclude: Iterable[str] | None) -> "tuple[Plan, dict[int, str]]":
    """Return what an update would do, and the paths of the indexed files by number; nothing is written."""
    from unrtrace.index.update import Update

    path = database.index_path(folders, option)
    connection = database.connect(database.MEMORY)
    database.begin(connection)
    try:
        if path.is_file():
            source = database.connect(path)
            if database.check(path, source).get("build_id") == database.build_id():
                connection = source
    except (database.Unusable, sqlite3.Error):
        pass
    patterns = json.loads(database.meta(connection).get("exclude", "[]")) if exclude is None else exclude
    names = {row["id"]: row["path"] for row in connection.execute("SELECT id, path FROM file")}
    return Update(connection, folders, exclude=patterns).plan(), names


def _unusable(path: Path, error: sqlite3.Error) -> CorpusError:
    return CorpusError(
        f"the index {path} cannot be used: {error}; make room or put it elsewhere with --index, what is done is kept"
    )
