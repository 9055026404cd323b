"""List the files of a corpus, and tell whether any has changed since it was indexed.

Hidden files and folders are left out, links to folders are not followed, links to files are.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unrtrace.facts import load
from unrtrace.index.locate import ORGANISATIONS, SETTINGS

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE = ".unrtraceignore"
CONFIG_FILES = (SETTINGS, ORGANISATIONS, IGNORE)

UNREADABLE = -1  # the size of a folder that cannot be read


class ScannedFile(NamedTuple):
    """A file in a folder of the corpus: number of the folder, name below it in bytes, size, mtime in nanoseconds."""

    folder: int
    name: bytes
    size: int
    mtime: int


def is_document(name: str) -> bool:
    """Return whether a file may be a document, by its name."""
    return os.fsencode(name).lower().endswith(_endings())


def walk(folders: Iterable[Path]) -> list[ScannedFile]:
    """Return every file that may be a document and every configuration file, sorted by folder and name.

    A folder that cannot be read is among them, with the size `UNREADABLE`.
    """
    found = []
    for number, below, files in _scan(folders):
        if files is None:
            found.append(ScannedFile(number, os.fsencode(below or "."), UNREADABLE, 0))
        for name, state in files or ():
            found.append(ScannedFile(number, os.fsencode(os.path.join(below, name)), state.st_size, state.st_mtime_ns))
    return sorted(found)


def fingerprint(folders: Iterable[Path]) -> str:
    """Return a hash of the names, sizes and times of change of all files."""
    lists = []
    for number, below, files in _scan(folders):
        if files:
            lines = sorted([f"{name}\0{state.st_size} {state.st_mtime_ns}" for name, state in files])
            lists.append("\0".join((f"{number} {below}", *lines)))
        elif files is None:
            lists.append(f"{number} {below}\0{UNREADABLE}")
    lists.sort()
    lists += map(os.path.realpath, folders)
    return blake2b(os.fsencode("\0".join(lists)), digest_size=16).hexdigest()


def _scan(folders: Iterable[Path]) -> Iterator[tuple[int, str, list[tuple[str, os.stat_result]] | None]]:
    """Yield each folder, in any order: the number of the top folder, the path below it, its files; None if unreadable.

    Every query waits for this. Files are listed through a descriptor of their folder where the system allows it, so
    that their whole paths need not be followed each time.
    """
    endings = tuple(map(os.fsdecode, _endings()))
    for number, top in enumerate(folders):
        pending = [""]
        while pending:
            below = pending.pop()
            try:
                with _opened(os.path.join(top, below) if below else os.fspath(top)) as place:
                    files, inner = _listed(place, endings, not below)
            except OSError:
                yield number, below, None
                continue
            yield number, below, files
            pending += [os.path.join(below, name) for name in inner]


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


def _listed(
    place: int | str, endings: tuple[str, ...], is_top: bool
) -> tuple[list[tuple[str, os.stat_result]], list[str]]:
    """Return the relevant files of a folder with their states, and the folders in it."""
    files, inner = [], []
    with os.scandir(place) as entries:
        for entry in entries:
            name = entry.name
            hidden = name[:1] == "."
            if (not hidden and (name.endswith(endings) or is_document(name))) or (is_top and name in CONFIG_FILES):
                try:
                    state = entry.stat()
                except OSError:  # a link to nothing, or gone since
                    continue
                if stat.S_ISREG(state.st_mode):
                    files.append((name, state))
                    continue
            if not hidden and entry.is_dir(follow_symlinks=False):
                inner.append(name)
    return files, inner


@cache
def _endings() -> tuple[bytes, ...]:
    """Return the endings of documents' names; those of formats that need converting are reported as failures."""
    formats = load("formats")
    return tuple(os.fsencode(ending) for ending in (*formats["endings"], *formats["converted"]["endings"]))


def documents(
    scanned_files: Iterable[ScannedFile], folders: Iterable[Path], exclude: Iterable[str] = ()
) -> list[ScannedFile]:
    """Return the files to index: no configuration files, none that an ignore file or a pattern leaves out."""
    patterns = tuple(exclude)
    specs = [_ignored(folder, patterns) for folder in folders]
    kept = []
    for scanned in scanned_files:
        name = printable_name(scanned.name)
        spec = specs[scanned.folder]
        if scanned.size == UNREADABLE or (is_document(name) and not (spec and spec.match_file(name))):
            kept.append(scanned)
    return kept


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


def display_path(scanned: ScannedFile, folders: tuple[Path, ...]) -> str:
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
