"""The files of a corpus: which they are, and whether any changed since the index was made.

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
STEERING = (SETTINGS, ORGANISATIONS, IGNORE)

UNREADABLE = -1  # the size of a folder that cannot be read


class Seen(NamedTuple):
    """A file as the walk saw it: its folder's number, its name below it in bytes, size, mtime in nanoseconds."""

    root: int
    raw: bytes
    size: int
    mtime: int


def is_document(name: str) -> bool:
    """Whether a file may be a document, by its name."""
    return os.fsencode(name).lower().endswith(_endings())


def walk(folders: Iterable[Path]) -> list[Seen]:
    """Every file that may be a document and what steers how they are read, by folder and name.

    A folder that cannot be read is one of them, of size `UNREADABLE`.
    """
    found = []
    for number, below, files in _scan(folders):
        if files is None:
            found.append(Seen(number, os.fsencode(below or "."), UNREADABLE, 0))
        for name, state in files or ():
            found.append(Seen(number, os.fsencode(os.path.join(below, name)), state.st_size, state.st_mtime_ns))
    return sorted(found)


def digest(folders: Iterable[Path]) -> str:
    """A mark of the state of all files: the same where no name, size or time of change differs."""
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
    """Folders in any order: the number of the one asked for, the path below it, the files; None where it is unreadable.

    Every query waits for this: nothing is done twice. Files are looked at from their opened folder, where that can be:
    their whole paths need not be followed each time.
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
    """A folder to be listed: opened, where the system can list an open one."""
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
    """The files of a folder that are of interest, with their states, and the folders in it."""
    files, inner = [], []
    with os.scandir(place) as entries:
        for entry in entries:
            name = entry.name
            hidden = name[:1] == "."
            if (not hidden and (name.endswith(endings) or is_document(name))) or (is_top and name in STEERING):
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
    """The endings of documents' names, of those too that must be converted first: they are told as failures."""
    formats = load("formats")
    return tuple(os.fsencode(ending) for ending in (*formats["endings"], *formats["converted"]["endings"]))


def documents(seen: Iterable[Seen], folders: Iterable[Path], exclude: Iterable[str] = ()) -> list[Seen]:
    """Those that are to be indexed: no settings, none that an ignore file or a pattern leaves out."""
    patterns = tuple(exclude)
    specs = [_ignored(folder, patterns) for folder in folders]
    kept = []
    for one in seen:
        name = shown(one.raw)
        spec = specs[one.root]
        if one.size == UNREADABLE or (is_document(name) and not (spec and spec.match_file(name))):
            kept.append(one)
    return kept


def _ignored(folder: Path, patterns: tuple[str, ...]) -> "GitIgnoreSpec | None":
    """What .unrtraceignore of a folder and the patterns of the command line leave out, in gitignore's way."""
    try:
        text = (folder / IGNORE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    lines = (*text.splitlines(), *patterns)
    if not any(lines):
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def whole(folders: Iterable[Path]) -> list[str]:
    """The full paths of folders, as the index holds them."""
    return [os.path.realpath(folder).encode("utf-8", "backslashreplace").decode() for folder in folders]


@lru_cache(maxsize=1024)
def _labels(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """What each of several folders is called before the names of its files; nothing for a single one."""
    if len(folders) == 1:
        return ("",)
    names = [folder.name for folder in folders]
    return tuple(
        (name if names.count(name) == 1 else f"{name}~{1 + names[:number].count(name)}") + "/"
        for number, name in enumerate(names)
    )


def labelled(one: Seen, folders: tuple[Path, ...]) -> str:
    """The name of a file for people: below its folder, and with the folder's name where there are several."""
    return _labels(folders)[one.root] + shown(one.raw)


def shown(raw: bytes) -> str:
    r"""A file's name as one printable line: what is no UTF-8 and no character to print is written as its code.

    >>> shown(b"caf\xe9\n.txt")
    'caf\\xe9\\x0a.txt'
    """
    text = raw.decode("utf-8", "backslashreplace").replace(os.sep, "/")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u3000\xa0\u202f" else f"\\x{ord(c):02x}" for c in text)
