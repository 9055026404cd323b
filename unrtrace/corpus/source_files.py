"""The documents in the files of a corpus, read again as they are now."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unrtrace.index import database
from unrtrace.index.errors import CorpusError
from unrtrace.index.settings import read_settings

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.documents import Document


def read_source(corpus: "Corpus", path: str) -> tuple["Document", dict[str, Any]]:
    """Return the document in a file of the corpus, by its path there, and what corpus.toml states about the file.

    Raise `CorpusError` where the index does not name the file, `DocumentError` where the file cannot be read.
    """
    from unrtrace.documents import read

    place = locate_file(corpus, path)
    if place is None:
        raise CorpusError(f"the index no longer names {path}: run the command again")
    folder, file = place
    stated = read_settings(folder).for_file(file)
    return replace(read(folder / file, language=stated.get("language")), source=path), stated


def locate_file(corpus: "Corpus", path: str) -> tuple[Path, str] | None:
    """Return the folder of a file that the index names and its name below it; None if the index does not have it."""
    rows = corpus.reader.rows(
        "SELECT r.path AS root, f.name_bytes FROM file f JOIN folder r ON r.id = f.folder WHERE f.path = ?", (path,)
    )
    return (Path(rows[0]["root"]), os.fsdecode(rows[0]["name_bytes"])) if rows else None


def has_changed(corpus: "Corpus", path: str) -> bool:
    """Return whether a file has changed since it was indexed."""
    rows = corpus.reader.rows(
        "SELECT r.path AS root, f.name_bytes, f.size, f.mtime FROM file f JOIN folder r ON r.id = f.folder"
        " WHERE f.path = ?",
        (path,),
    )
    return bool(rows) and not database.is_unchanged(rows[0])
