"""Which folder is the corpus: the option, the environment, the nearest folder upwards, the bundled one."""

import os
from pathlib import Path
from typing import NamedTuple

from unrtrace.corpus.errors import CorpusError

SETTINGS = "corpus.toml"
VARIABLE = "UNRTRACE_CORPUS"


class Located(NamedTuple):
    """A corpus folder and why it was chosen, in words for the user."""

    path: Path
    reason: str


def locate(option: str | None = None, *, here: Path | None = None) -> Located:
    """The corpus to use; `CorpusError` where the folder named is none."""
    if option:
        return Located(_folder(option, "--corpus"), "--corpus")
    if named := os.environ.get(VARIABLE):
        return Located(_folder(named, VARIABLE), VARIABLE)
    start = here or Path.cwd()
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "corpus"):
            if (candidate / SETTINGS).is_file():
                return Located(candidate, f"the nearest {SETTINGS} upwards from {start}")
    return Located(bundled(), "the bundled corpus")


def bundled() -> Path:
    """The five documents that come with the program: beside the package in a wheel, above it in a checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "bundled", package.parent / "corpus"):
        if (folder / SETTINGS).is_file():
            return folder
    raise CorpusError("the bundled corpus is missing: reinstall unrtrace, or name a folder with --corpus")


def _folder(name: str, source: str) -> Path:
    path = Path(name).expanduser()
    if not path.exists():
        raise CorpusError(f"{source} names {name!r}, which is not there: name a folder of documents")
    if not path.is_dir():
        raise CorpusError(f"{source} names {name!r}, which is a file: name the folder that holds it")
    return path
