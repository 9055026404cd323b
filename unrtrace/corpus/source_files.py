"""The documents in the files of a corpus, read again as they are now."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

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

    place = corpus.where(path)
    if place is None:
        raise CorpusError(f"the index no longer names {path}: run the command again")
    folder, file = place
    stated = read_settings(folder).for_file(file)
    return replace(read(folder / file, language=stated.get("language")), source=path), stated
