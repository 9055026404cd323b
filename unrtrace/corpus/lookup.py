"""Find a document by what a user calls it: a symbol in any spelling, an identifier of the corpus, or a phrase.

Also why a file is taken for a document.
"""

from typing import TYPE_CHECKING, NamedTuple

from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.typed import parse_typed, possible_symbols

if TYPE_CHECKING:
    from pathlib import Path

    from unrtrace.corpus import Corpus


class AmbiguousName(ValueError):
    """A name that several documents may have; the message lists them and says which of them the corpus has."""


class FoundName(NamedTuple):
    """The identifier that a text stands for, the others that it might stand for, and why it is not one of these.

    Of several the corpus `holds` or `cites` only this one.
    """

    identifier: str
    others: tuple[str, ...] = ()
    why: str = ""


def identifier_of(corpus: "Corpus", text: str) -> str:
    """Return the identifier that a text stands for, whether or not the corpus has the document.

    Raise `SymbolError` if it stands for none, `AmbiguousName` if it may stand for several.
    """
    return find_name(corpus, text).identifier


def find_name(corpus: "Corpus", text: str) -> FoundName:
    """Return the same, with what else the text might stand for. Raises as `identifier_of` does."""
    works = corpus.works_named(text)
    if len(works) == 1:
        return FoundName(works[0])
    if works:
        raise AmbiguousName(f"{text!r} may be {' or '.join(works)}: write it in exactly that case")
    if symbol := _symbol_in_file_name(text):
        return FoundName(_identifier(corpus, symbol))
    try:
        return FoundName(_identifier(corpus, parse_typed(text)))
    except SymbolError as error:
        return _name_in_phrase(corpus, text, error)


def _symbol_in_file_name(text: str) -> Symbol | None:
    """Return the symbol that the name of a document's file has; None for any other text.

    Raise `AmbiguousName` where its last letter may be that of a resolution or of a language.
    """
    from unrtrace.documents.filename import readings_of_filename
    from unrtrace.documents.readers.sniff import may_be_document
    from unrtrace.text.language import codes

    if "://" in text or not may_be_document(text):
        return None
    readings = (one[0] for language in codes() for one in readings_of_filename(text, language))
    possible = sorted(set(readings), key=len)
    if len(possible) > 1:
        raise AmbiguousName(f"{text!r} may be {' or '.join(possible)}: give the whole symbol")
    return possible[0] if possible else None


def identifier_of_file(corpus: "Corpus", path: "Path") -> str | None:
    """Return the identifier of the work in a file, which need not be in the corpus; None where nothing identifies it.

    Raise `DocumentError` where a file outside the corpus cannot be read.
    """
    import os

    whole = os.fspath(path.resolve())
    for folder in corpus.paths:
        root = os.path.join(os.fspath(folder.resolve()), "")
        if not whole.startswith(root):
            continue
        rows = corpus.reader.tuples(
            "SELECT n.text FROM file f JOIN document_file v ON v.id = f.id JOIN identifier n ON n.id = v.work"
            " WHERE f.name_bytes = ?",
            (os.fsencode(whole[len(root) :]),),
        )
        if rows:
            return str(rows[0][0])
    from unrtrace.documents import read
    from unrtrace.index.identify import NONE, identity

    identifier, _, evidence = identity(path.name, read(path), {})
    return None if evidence == NONE else identifier


def _identifier(corpus: "Corpus", symbol: Symbol) -> str:
    works = corpus.works_named(symbol)
    return works[0] if len(works) == 1 else symbol


def _name_in_phrase(corpus: "Corpus", text: str, error: SymbolError) -> FoundName:
    """Return what a phrase such as `resolution 51/148` or 第47/4号决议 cites: the candidate that is held, or cited."""
    from unrtrace.corpus.citation_graph import is_cited
    from unrtrace.extractor import phrase
    from unrtrace.text.language import codes

    possible = list(possible_symbols(text))
    for language in codes():
        possible += [symbol for symbol in phrase(text, language) if symbol not in possible]
    if not possible:
        raise error
    held = [symbol for symbol in possible if len(corpus.works_named(symbol)) == 1]
    cited = [symbol for symbol in possible if symbol not in held and is_cited(corpus, symbol)]
    likely = held or cited or possible
    if len(likely) == 1:
        others = tuple(symbol for symbol in possible if symbol != likely[0])
        return FoundName(_identifier(corpus, likely[0]), others, "holds" if held else "cites")
    states = {**dict.fromkeys(held, "held"), **dict.fromkeys(cited, "not held, but cited")}
    listed = " or ".join(f"{symbol} ({states.get(symbol, 'not held')})" for symbol in possible)
    raise AmbiguousName(f"{text!r} may be {listed}: give the whole symbol")


def evidence(corpus: "Corpus", work: str) -> list[tuple[str, str]]:
    """Return each file of a work with what identifies it: corpus.toml, masthead, file name or none."""
    rows = corpus.reader.rows(
        "SELECT f.path, v.identified_by FROM identifier n JOIN document_file v ON v.work = n.id"
        " JOIN file f ON f.id = v.id"
        " WHERE n.text = ? COLLATE NOCASE AND n.text = ? ORDER BY v.is_primary DESC, f.path",
        (work, work),
    )
    return [(row["path"], row["identified_by"]) for row in rows]


def alias_reason(corpus: "Corpus", work: str, name: str) -> str | None:
    """Return why a work has a name that is not its first: `joint` for a double symbol, `part` for a part in it."""
    rows = corpus.reader.rows(
        "SELECT a.why FROM identifier n JOIN alias a ON a.name = n.id JOIN identifier w ON w.id = a.work"
        " WHERE n.text = ? COLLATE NOCASE AND w.text = ? AND n.id <> w.id",
        (name, work),
    )
    return rows[0]["why"] if rows else None
