"""List the files of a corpus, and tell whether any has changed since it was indexed.

Hidden files and folders are left out, and what `file_kinds.is_ignored` says. Links to folders are not followed, links
to files are. Every other file is either scanned, to be read, or named as one that is not read.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unrtrace.index import file_kinds
from unrtrace.index.locate import ORGANISATIONS, SETTINGS

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE = ".unrtraceignore"
CONFIG_FILES = (SETTINGS, ORGANISATIONS, IGNORE)

INDEX_ENDINGS = ("", "-wal", "-shm", "-journal", ".lock", ".lock-journal", ".sealing")
UNREADABLE = -1  # the size of a folder that cannot be read


class ScannedFile(NamedTuple):
    """A file in a folder of the corpus: number of the folder, name below it in bytes, size, mtime in nanoseconds."""

    folder: int
    name: bytes
    size: int
    mtime: int


class UnreadFile(NamedTuple):
    """A file that is not read: number of the folder, name below it in bytes, kind as in `file_kinds`."""

    folder: int
    name: bytes
    kind: str


class _Listed(NamedTuple):
    """What a folder holds: files to read with their states, names and kinds of those not read, names of folders."""

    files: list[tuple[str, os.stat_result]]
    unread: list[tuple[str, str]]
    inner: list[str]


def walk(folders: Iterable[Path], index: Path | str | None = None) -> tuple[list[ScannedFile], list[UnreadFile]]:
    """Return every file that may be a document and every configuration file, and the files that are not read.

    Both are sorted by folder and name. A folder that cannot be read is among the first, with the size `UNREADABLE`.
    The file `index` and those that SQLite puts next to it are left out.
    """
    found, unread = [], []
    for number, below, listed in _scan(folders, index):
        if listed is None:
            found.append(ScannedFile(number, os.fsencode(below or "."), UNREADABLE, 0))
            continue
        for name, state in listed.files:
            found.append(ScannedFile(number, os.fsencode(os.path.join(below, name)), state.st_size, state.st_mtime_ns))
        unread += [UnreadFile(number, os.fsencode(os.path.join(below, name)), kind) for name, kind in listed.unread]
    return sorted(found), sorted(unread)


def fingerprint(folders: Iterable[Path], index: Path | str | None = None) -> str:
    """Return a hash of the names of all files, and of the sizes and times of change of those that are read."""
    lists = []
    for number, below, listed in _scan(folders, index):
        if listed is None:
            lists.append(f"{number} {below}\0{UNREADABLE}")
        elif listed.files or listed.unread:
            lines = sorted([f"{name}\0{state.st_size} {state.st_mtime_ns}" for name, state in listed.files])
            lists.append("\0".join((f"{number} {below}", *lines, *sorted(name for name, _ in listed.unread))))
    lists.sort()
    lists += map(os.path.realpath, folders)
    return blake2b(os.fsencode("\0".join(lists)), digest_size=16).hexdigest()


def _scan(folders: Iterable[Path], index: Path | str | None) -> Iterator[tuple[int, str, _Listed | None]]:
    """Yield each folder, in any order: the number of the top folder, the path below it, its files; None if unreadable.

    Every query waits for this. Files are listed through a descriptor of their folder where the system allows it, so
    that their whole paths need not be followed each time.
    """
    endings = tuple(map(os.fsdecode, file_kinds.endings()))
    own = _files_of_index(index)
    for number, top in enumerate(folders):
        pending = [""]
        while pending:
            below = pending.pop()
            try:
                with _opened(os.path.join(top, below) if below else os.fspath(top)) as place:
                    listed = _listed(place, endings, own, not below)
            except OSError:
                yield number, below, None
                continue
            yield number, below, listed
            pending += [os.path.join(below, name) for name in listed.inner]


def _files_of_index(index: Path | str | None) -> frozenset[str]:
    """Return the names of an index and of the files that SQLite and the program put next to it."""
    name = os.path.basename(index) if index else ""
    return frozenset(name + ending for ending in INDEX_ENDINGS) if name else frozenset()


@contextmanager
def _opened(folder: str) -> Iterator[int | str]:
    """Yield a descriptor of a folder where the system can list one, else the path."""
    if os.scandir not in os.supports_fd:
        yield folder
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        yield place
    finally:
        os.close(place)


def _listed(place: int | str, endings: tuple[str, ...], own: frozenset[str], is_top: bool) -> _Listed:
    """Return what a folder holds; `own` are names of files that belong to the index."""
    listed = _Listed([], [], [])
    with os.scandir(place) as entries:
        for entry in entries:
            name = entry.name
            if is_top and name in CONFIG_FILES:
                if state := _state(entry):
                    listed.files.append((name, state))
                continue
            if name[:1] == "." or file_kinds.is_ignored(name):
                continue
            if name.endswith(endings) or file_kinds.is_document(name):
                state = _state(entry)
                if state:
                    listed.files.append((name, state))
                    continue
            if entry.is_dir(follow_symlinks=False):
                listed.inner.append(name)
            elif name not in own:
                listed.unread.append((name, _kind(entry)))
    return listed


def _state(entry: "os.DirEntry[str]") -> os.stat_result | None:
    """Return the state of a file; None for what is no file, for a link to nothing and for what has gone since."""
    try:
        state = entry.stat()
    except OSError:
        return None
    return state if stat.S_ISREG(state.st_mode) else None


def _kind(entry: "os.DirEntry[str]") -> str:
    """Return the kind of an entry that is neither read nor a folder."""
    if entry.is_file(follow_symlinks=False):
        return file_kinds.kind_of(entry.name)
    if not entry.is_symlink():
        return file_kinds.SPECIAL
    try:
        mode = entry.stat().st_mode
    except OSError:
        return file_kinds.BROKEN_LINK
    if stat.S_ISDIR(mode):
        return file_kinds.LINK_TO_FOLDER
    return file_kinds.kind_of(entry.name) if stat.S_ISREG(mode) else file_kinds.SPECIAL


def documents(
    scanned_files: Iterable[ScannedFile], folders: Iterable[Path], exclude: Iterable[str] = ()
) -> list[ScannedFile]:
    """Return the files to index: no configuration files, none that an ignore file or a pattern leaves out."""
    excluded = _Excluded(folders, exclude)
    return [
        scanned
        for scanned in scanned_files
        if scanned.size == UNREADABLE
        or (file_kinds.is_document(printable_name(scanned.name)) and not excluded.has(scanned))
    ]


def unread_files(
    unread: Iterable[UnreadFile], folders: Iterable[Path], exclude: Iterable[str] = ()
) -> list[UnreadFile]:
    """Return the files that are not read, without those that an ignore file or a pattern leaves out."""
    excluded = _Excluded(folders, exclude)
    return [one for one in unread if not excluded.has(one)]


class _Excluded:
    """The files that ignore files and patterns leave out."""

    def __init__(self, folders: Iterable[Path], exclude: Iterable[str]) -> None:
        patterns = tuple(exclude)
        self.specs = [_ignored(folder, patterns) for folder in folders]

    def has(self, file: ScannedFile | UnreadFile) -> bool:
        """Return whether a file is left out."""
        spec = self.specs[file.folder]
        return bool(spec and spec.match_file(printable_name(file.name)))


def _ignored(folder: Path, patterns: tuple[str, ...]) -> "GitIgnoreSpec | None":
    """Return what a folder's .unrtraceignore and the patterns exclude, by the rules of .gitignore; None if nothing."""
    try:
        text = (folder / IGNORE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    lines = (*text.splitlines(), *patterns)
    if not any(lines):
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def real_paths(folders: Iterable[Path]) -> list[str]:
    """Return the full paths of folders as text, without links."""
    return [os.path.realpath(folder).encode("utf-8", "backslashreplace").decode() for folder in folders]


@lru_cache(maxsize=1024)
def _labels(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the prefix that shows the folder of a file, for each of several folders; empty for a single one."""
    if len(folders) == 1:
        return ("",)
    names = [folder.name for folder in folders]
    return tuple(
        (name if names.count(name) == 1 else f"{name}~{1 + names[:number].count(name)}") + "/"
        for number, name in enumerate(names)
    )


def display_path(scanned: ScannedFile | UnreadFile, folders: tuple[Path, ...]) -> str:
    """Return the path of a file as shown to people, with the name of the folder if there are several."""
    return _labels(folders)[scanned.folder] + printable_name(scanned.name)


def printable_name(name: bytes) -> str:
    r"""Return a file's name as printable text; bytes that are not UTF-8 and unprintable characters become escapes.

    >>> printable_name(b"caf\xe9\n.txt")
    'caf\\xe9\\x0a.txt'
    """
    text = name.decode("utf-8", "backslashreplace").replace(os.sep, "/")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u3000\xa0\u202f" else f"\\x{ord(c):02x}" for c in text)
