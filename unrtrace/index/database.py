"""The file of the index: where it is, whether it can be trusted, who may write it.

While it is written it is in SQLite's WAL mode and not sealed. When an update is complete it is put back into one
plain file and sealed: it holds a time, and the file's own time of change is set to the same. A file that something
else wrote to has another time, is not trusted and is built anew; one that is not sealed was left by an update that
was ended, and the next update goes on from its last transaction.
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
WAIT = 600  # seconds that an update waits for another one
BUSY = 30  # seconds that a statement waits for another connection
FRESH = -1  # the time of a file that was written just before it was read: to be compared by content
PACKAGE = Path(__file__).parent.parent


def cache_folder() -> Path:
    """Return the folder of indexes in the user's cache folder; on Linux, in XDG_CACHE_HOME, else in ~/.cache."""
    from platformdirs import user_cache_path

    return user_cache_path("unrtrace", appauthor=False)


def index_path(folders: Iterable[Path], option: str | None = None) -> Path:
    """Where the index of some folders is: the option, the environment, else a file of the cache folder.

    >>> index_path([Path("/srv/un docs")]).name
    'un-docs-d54bc951df3e.sqlite'
    """
    if named := option or os.environ.get(VARIABLE):
        return Path(named).expanduser()
    whole = [os.path.realpath(folder) for folder in folders]
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in os.path.basename(whole[0]))[:40].strip("-")
    mark = blake2b("\0".join(whole).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return cache_folder() / f"{slug or 'corpus'}-{mark}.sqlite"


def maker() -> str:
    """What made an index: the program's version, and in a checkout the state of its sources."""
    if not (PACKAGE.parent / "pyproject.toml").is_file():
        return __version__
    mark = blake2b(digest_size=8)
    for folder, _, names in sorted(os.walk(PACKAGE)):
        for name in sorted(names):
            if name.endswith((".py", ".toml")):
                state = os.stat(os.path.join(folder, name))
                mark.update(f"{folder}/{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return f"{__version__}+{mark.hexdigest()}"


def warn(message: str) -> None:
    """Issue an `IndexWarning`, which the command line prints."""
    warnings.warn(message, IndexWarning, stacklevel=2)


class Unusable(Exception):
    """An index that is to be built anew; the message says why, nothing where there is none yet."""


def connect(path: Path | str, *, write: bool = False) -> sqlite3.Connection:
    """A connection to an index that is there, or to a new one where it is written."""
    if str(path) == MEMORY:
        database = sqlite3.connect(MEMORY, isolation_level=None)
    else:
        address = Path(os.path.abspath(path)).as_uri() + ("?mode=rwc" if write else "?mode=ro")
        database = sqlite3.connect(address, uri=True, timeout=BUSY, isolation_level=None)
    database.row_factory = sqlite3.Row
    return database


def meta(database: sqlite3.Connection) -> dict[str, str]:
    """What the index says of itself."""
    return {row["key"]: row["value"] for row in database.execute("SELECT key, value FROM meta")}


def check(path: Path, database: sqlite3.Connection) -> dict[str, str]:
    """What a trusted index says of itself.

    `Unusable` where it is to be built anew, `CorpusError` where a newer unrtrace made it or it is no index.
    """
    try:
        (found,) = database.execute("PRAGMA user_version").fetchone()
        (owner,) = database.execute("PRAGMA application_id").fetchone()
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise Unusable("")
        if owner != schema.OWNER:
            raise _foreign(path)
        if found > schema.VERSION:
            raise CorpusError(
                f"the index {path} was made by a newer unrtrace (schema {found}, this one knows {schema.VERSION}):"
                " update unrtrace, or name another file with --index"
            )
        if found < schema.VERSION:
            raise Unusable(f"the index {path} is of an older schema")
        said = meta(database)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        raise _damaged(path, error) from None
    if said.get("sealed_mtime") and int(said["sealed_mtime"]) != os.stat(path).st_mtime_ns:
        raise Unusable(f"the index {path} is not as unrtrace left it")
    return said


def _damaged(path: Path, error: sqlite3.DatabaseError) -> Exception:
    """What to do about a file that SQLite cannot read: never delete one that may not be an index."""
    if path.read_bytes()[:16] == b"SQLite format 3\0":
        return Unusable(f"the index {path} is damaged ({error})")
    return _foreign(path)


def _foreign(path: Path) -> Exception:
    """The same for a file that does not say that it is an index: only in the cache folder it must have been one."""
    if path.parent == cache_folder():
        return Unusable(f"the index {path} is damaged")
    return CorpusError(f"{path} is not an index of unrtrace: delete it, or name another file with --index")


def is_busy(error: sqlite3.Error) -> bool:
    """Whether an error only says that another connection holds the file, or that it cannot be written or grow."""
    code = getattr(error, "sqlite_errorcode", None)
    fine = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR)  # fmt: skip
    return code is not None and code & 0xFF in fine


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is wrong."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


@contextmanager
def locked(path: Path, waiting: str) -> Iterator[None]:
    """Hold the right to write an index; the lock ends with the process, however that ends.

    `waiting` is the warning to issue if another process holds it.
    """
    lock = sqlite3.connect(f"{path}.lock", timeout=0.05, isolation_level=None)
    try:
        told, until = False, time.monotonic() + WAIT
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > until:
                    raise CorpusError(f"{path} is being written for {WAIT} s: end the other unrtrace") from None
            if not told:
                warn(waiting)
                told = True
            time.sleep(0.05)
        yield
    finally:
        lock.close()


def begin(database: sqlite3.Connection) -> None:
    """Make an index ready to be written: no longer sealed, in WAL mode; its tables where it has none."""
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA cache_size = -65536")
    database.execute("PRAGMA temp_store = MEMORY")
    empty = not database.execute("SELECT 1 FROM sqlite_master").fetchone()
    if empty:
        database.execute(f"PRAGMA page_size = {schema.PAGE}")
    database.execute("PRAGMA journal_mode = WAL")
    if empty:
        database.executescript(f"BEGIN IMMEDIATE; {schema.TABLES} COMMIT;")
    database.execute("DELETE FROM meta WHERE key = 'sealed_mtime'")


def seal(path: Path, database: sqlite3.Connection, *, full: bool = False) -> None:
    """Close an index that is complete, as one plain file that can be told from a changed one.

    `full` packs it first, for an index of which the most is new.
    """
    moment = int(time.time()) // 2 * 2 * 10**9  # what every file system can keep
    if full:
        database.execute("INSERT INTO fulltext (fulltext) VALUES ('optimize')")
        database.execute("PRAGMA temp_store = FILE")
        database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    try:
        (mode,) = database.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode == "delete":
            database.execute("INSERT OR REPLACE INTO meta VALUES ('sealed_mtime', ?)", (str(moment),))
    except sqlite3.OperationalError as error:  # somebody reads it: the next update seals it
        if not is_busy(error):
            raise
        mode = "wal"
    database.close()
    if mode == "delete":
        os.utime(path, ns=(moment, moment))


def remove(path: Path) -> None:
    """Delete an index with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            os.remove(f"{path}{ending}")


def distrust(path: Path | str) -> None:
    """Mark an index that turned out to be damaged, so that the next command builds it anew."""
    with suppress(OSError):
        os.utime(path)


def is_as_held(row: sqlite3.Row) -> bool:
    """Whether a file has the size and time that a row of the index says; one that is gone has not."""
    try:
        state = os.stat(os.path.join(os.fsencode(row["root"]), row["name_bytes"]))
    except OSError:
        return False
    return state.st_size == row["size"] and row["mtime"] in (state.st_mtime_ns, FRESH)
