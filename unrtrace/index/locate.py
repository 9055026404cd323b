"""Find the folder of the corpus: the option, the environment, the nearest folder upwards, the bundled one."""

import os
from pathlib import Path
from typing import NamedTuple

from unrtrace.index.errors import CorpusError

SETTINGS, ORGANISATIONS = "corpus.toml", "organisations.toml"
VARIABLE = "UNRTRACE_CORPUS"


class Located(NamedTuple):
    """The first folder of a corpus, why it was chosen, in words for the user, and all folders."""

    path: Path
    reason: str
    paths: tuple[Path, ...] = ()


def locate(*options: str, here: Path | None = None) -> Located:
    """Return the folders of the corpus to use. Raise `CorpusError` if something named is not a folder."""
    if any(options):
        return _located([option for option in options if option], "--corpus")
    if named := os.environ.get(VARIABLE):
        listed = [named] if Path(named).is_dir() else [name for name in named.split(os.pathsep) if name]
        return _located(listed or [named], VARIABLE)
    start = here or Path.cwd()
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "corpus"):
            if (candidate / SETTINGS).is_file():
                return Located(candidate, f"the nearest {SETTINGS} upwards from {start}", (candidate,))
    return Located(bundled(), "the bundled corpus", (bundled(),))


def bundled() -> Path:
    """Return the folder of the bundled documents: inside the package in a wheel, next to it in a checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "bundled", package.parent / "corpus"):
        if (folder / SETTINGS).is_file():
            return folder
    raise CorpusError("the bundled corpus is missing: reinstall unrtrace, or name a folder with --corpus")


def _located(names: list[str], source: str) -> Located:
    """Return the folders named, each once. Raise `CorpusError` if one is inside another, with the same files."""
    folders = {folder.resolve(): folder for folder in [_folder(name, source) for name in names]}
    for whole, one in folders.items():
        for inner, other in folders.items():
            if whole in inner.parents:
                raise CorpusError(f"{source} names {str(other)!r}, which lies inside {str(one)!r}: name one of them")
    paths = tuple(folders.values())
    return Located(paths[0], source, paths)


def _folder(name: str, source: str) -> Path:
    path = Path(name).expanduser()
    if not path.exists():
        raise CorpusError(f"{source} names {name!r}, which is not there: name a folder of documents")
    if not path.is_dir():
        raise CorpusError(f"{source} names {name!r}, which is a file: name the folder that holds it")
    return path
