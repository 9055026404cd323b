"""The file of the index: where it is, whether it can be used, who may write it.

While it is written it is in SQLite's WAL mode and not sealed. When an update is complete it is put back into one
plain file and sealed: it holds a time, and the file's own time of change is set to the same. A file that something
else wrote to has another time, is not trusted and is built anew; one that is not sealed was left by an update that
was ended, and the next update goes on from its last transaction. While the seal is removed or set a file `.sealing`
stands next to the index, so that an update that ends just there is not taken for something else. A reader that finds
another time looks again, with a new connection: only what stays the same was changed by something else.
"""

import os
import sqlite3
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from unrtrace._version import __version__
from unrtrace.index import schema
from unrtrace.index.errors import CorpusError, IndexWarning

VARIABLE = "UNRTRACE_INDEX"
MEMORY = ":memory:"
MAX_WAIT_SECONDS = 600  # that an update waits for another one
BUSY_SECONDS = 30  # that a statement waits for another connection
UNCERTAIN_MTIME = -1  # for a file written just before it was read: it is compared by content next time
LOOKS = 20  # of a reader at an index whose time is not that of its seal, before it is reported as changed
LOOK_SECONDS = 0.05  # between two of them
PACKAGE = Path(__file__).parent.parent


def cache_folder() -> Path:
    """Return the folder of indexes in the user's cache folder; on Linux, in XDG_CACHE_HOME, else in ~/.cache."""
    from platformdirs import user_cache_path

    return user_cache_path("unrtrace", appauthor=False)


def index_path(folders: Iterable[Path], option: str | None = None) -> Path:
    """Return the path of an index: the option, else that of the environment, else a file in the cache folder.

    Raise `CorpusError` for `:memory:`, which names no file.

    >>> index_path([Path("/srv/un docs")]).name
    'un-docs-d54bc951df3e.sqlite'
    """
    if named := option or os.environ.get(VARIABLE):
        if named == MEMORY:
            raise CorpusError(f"--index {MEMORY} is no file: name a file, or leave --index away")
        return Path(named).expanduser()
    whole = [os.path.realpath(folder) for folder in folders]
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in os.path.basename(whole[0]))[:40].strip("-")
    name_hash = blake2b("\0".join(whole).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return cache_folder() / f"{slug or 'corpus'}-{name_hash}.sqlite"


def build_id() -> str:
    """Return what an index is made by: the program's version and, in a checkout, the state of its sources."""
    if not (PACKAGE.parent / "pyproject.toml").is_file():
        return __version__
    hashed = blake2b(digest_size=8)
    for folder, _, names in sorted(os.walk(PACKAGE)):
        for name in sorted(names):
            if name.endswith((".py", ".toml")):
                state = os.stat(os.path.join(folder, name))
                hashed.update(f"{folder}/{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return f"{__version__}+{hashed.hexdigest()}"


def warn(message: str) -> None:
    """Issue an `IndexWarning`, which the command line prints."""
    warnings.warn(message, IndexWarning, stacklevel=2)


class Unusable(Exception):
    """Raised for an index that must be rebuilt; the message says why and is empty if there is no index yet."""


class Changed(Unusable):
    """Raised for an index with another time of change than that of its seal; `state` is both times and the file."""

    def __init__(self, message: str, state: tuple[str, int, int]) -> None:
        super().__init__(message)
        self.state = state


def connect(path: Path | str, *, write: bool = False) -> sqlite3.Connection:
    """Return a connection to an index, to read it or, with `write`, to change or create it."""
    if str(path) == MEMORY:
        database = sqlite3.connect(MEMORY, isolation_level=None)
    else:
        address = Path(os.path.abspath(path)).as_uri() + ("?mode=rwc" if write else "?mode=ro")
        database = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    database.row_factory = sqlite3.Row
    return database


def path_of(database: sqlite3.Connection) -> Path | None:
    """Return the path of an open index; None for one in memory."""
    file = database.execute("PRAGMA database_list").fetchone()["file"]
    return Path(file) if file else None


def meta(database: sqlite3.Connection) -> dict[str, str]:
    """Return the rows of the table `meta`."""
    return {row["key"]: row["value"] for row in database.execute("SELECT key, value FROM meta")}


def check(path: Path, database: sqlite3.Connection) -> dict[str, str]:
    """Return the rows of the table `meta` of an index that can be used.

    Raise `Unusable` if it must be rebuilt, `CorpusError` if a newer unrtrace made it or the file is not an index.
    """
    being_sealed = _sealing(path).exists()
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        (owner,) = database.execute("PRAGMA application_id").fetchone()
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise Unusable("")
        if owner != schema.APPLICATION_ID:
            raise _foreign(path)
        if version > schema.VERSION:
            raise CorpusError(
                f"the index {path} was made by a newer unrtrace (schema {version}, this one knows {schema.VERSION}):"
                " update unrtrace, or name another file with --index"
            )
        if version < schema.VERSION:
            raise Unusable(f"the index {path} is of an older schema")
        values = meta(database)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        raise _damaged(path, error) from None
    sealed = values.get("sealed_mtime")
    file = os.stat(path)
    if sealed and int(sealed) != file.st_mtime_ns:
        if being_sealed or _sealing(path).exists():
            return {key: value for key, value in values.items() if key != "sealed_mtime"}
        raise Changed(f"the index {path} is not as unrtrace left it", (sealed, file.st_mtime_ns, file.st_ino))
    return values


def open_to_read(path: Path) -> tuple[sqlite3.Connection, dict[str, str]]:
    """Return a connection to an index that can be used, and the rows of its table `meta`; raise as `check` does.

    An update may end or begin between the look at the content and that at the file, so both are compared again with
    a new connection until two looks in a row find the same.
    """
    former: tuple[str, int, int] | None = None
    for look in range(LOOKS):
        database = connect(path)
        try:
            return database, check(path, database)
        except Changed as error:
            database.close()
            if error.state == former or look == LOOKS - 1:
                raise
            former = error.state
        except BaseException:
            database.close()
            raise
        time.sleep(LOOK_SECONDS)
    raise AssertionError("the last look returns or raises")


def _sealing(path: Path) -> Path:
    """Return the path of the file that exists while an index is being sealed."""
    return Path(f"{path}.sealing")


def _damaged(path: Path, error: sqlite3.DatabaseError) -> Exception:
    """Return what to raise for a file that SQLite cannot read: a file that may not be an index is never deleted."""
    if path.read_bytes()[:16] == b"SQLite format 3\0":
        return Unusable(f"the index {path} is damaged ({error})")
    return _foreign(path)


def _foreign(path: Path) -> Exception:
    """Return what to raise for a file that is not marked as an index; one in the cache folder must be damaged."""
    if path.parent == cache_folder():
        return Unusable(f"the index {path} is damaged")
    return CorpusError(f"{path} is not an index of unrtrace: delete it, or name another file with --index")


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file is locked, full or not writable, and nothing about its content."""
    code = getattr(error, "sqlite_errorcode", None)
    passing = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR)  # fmt: skip
    return code is not None and code & 0xFF in passing


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error says that the content of the file is damaged."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


@contextmanager
def locked(path: Path, waiting: str) -> Iterator[None]:
    """Hold the lock for writing an index; it is released with the process, however that ends.

    `waiting` is the warning to issue if another process holds it.
    """
    lock = sqlite3.connect(f"{path}.lock", timeout=0.05, isolation_level=None)
    try:
        warned, until = False, time.monotonic() + MAX_WAIT_SECONDS
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > until:
                    raise CorpusError(
                        f"{path} is being written for {MAX_WAIT_SECONDS} s: end the other unrtrace"
                    ) from None
            except sqlite3.DatabaseError:
                raise CorpusError(f"{path}.lock is not a lock file of unrtrace: delete it") from None
            if not warned:
                warn(waiting)
                warned = True
            time.sleep(0.05)
        yield
    finally:
        lock.close()


def begin(database: sqlite3.Connection) -> None:
    """Prepare an index for writing: remove its seal, switch to WAL mode, create the tables of a new one."""
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA cache_size = -65536")
    database.execute("PRAGMA temp_store = MEMORY")
    empty = not database.execute("SELECT 1 FROM sqlite_master").fetchone()
    if empty:
        database.execute(f"PRAGMA page_size = {schema.PAGE_BYTES}")
    path = path_of(database)
    if path:
        _sealing(path).write_bytes(b"")  # the next statement changes the time of the file
    try:
        database.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error:
        if path:
            _sealing(path).unlink(missing_ok=True)
        raise
    if empty:
        database.executescript(f"BEGIN IMMEDIATE; {schema.TABLES} COMMIT;")
    database.execute("DELETE FROM meta WHERE key = 'sealed_mtime'")
    if path:
        _sealing(path).unlink(missing_ok=True)


def seal(path: Path, database: sqlite3.Connection, *, full: bool = False) -> None:
    """Close a complete index as one plain file whose time of change proves that nothing else has changed it.

    With `full` it is packed first, which is worthwhile if most of it is new.
    """
    sealed_mtime = int(time.time()) // 2 * 2 * 10**9  # what every file system can keep
    if full:
        database.execute("INSERT INTO fulltext (fulltext) VALUES ('optimize')")
        database.execute("PRAGMA temp_store = FILE")
        database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    try:
        (mode,) = database.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode == "delete":
            _sealing(path).write_bytes(b"")
            database.execute("INSERT OR REPLACE INTO meta VALUES ('sealed_mtime', ?)", (str(sealed_mtime),))
    except sqlite3.OperationalError as error:  # somebody reads it: the next update seals it
        if not is_busy(error):
            raise
        mode = "wal"
    database.close()
    if mode == "delete":
        os.utime(path, ns=(sealed_mtime, sealed_mtime))
    _sealing(path).unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Delete an index and the temporary files of SQLite next to it."""
    for ending in ("", "-wal", "-shm", "-journal", ".sealing"):
        with suppress(FileNotFoundError):
            os.remove(f"{path}{ending}")


def invalidate(path: Path | str) -> None:
    """Mark an index that turned out to be damaged, so that the next command rebuilds it."""
    with suppress(OSError):
        os.utime(path)


def is_unchanged(row: sqlite3.Row) -> bool:
    """Return whether a file still has the size and time in its row of the index; False if it has been deleted."""
    try:
        state = os.stat(os.path.join(os.fsencode(row["root"]), row["name_bytes"]))
    except OSError:
        return False
    return state.st_size == row["size"] and row["mtime"] in (state.st_mtime_ns, UNCERTAIN_MTIME)
