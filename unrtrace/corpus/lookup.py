"""Find a document by what a user calls it: a symbol in any spelling, an identifier of the corpus, or a phrase.

Also why a file is taken for a document.
"""

from typing import TYPE_CHECKING

from unrtrace.symbols import Symbol, SymbolError

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus


class AmbiguousName(ValueError):
    """A name that several documents may have; the message lists them."""


def identifier_of(corpus: "Corpus", text: str) -> str:
    """Return the identifier that a text stands for, whether or not the corpus has the document.

    Raise `SymbolError` if it stands for none, `AmbiguousName` if it may stand for several.
    """
    works = corpus.works_named(text)
    if len(works) == 1:
        return works[0]
    if works:
        raise AmbiguousName(f"{text!r} may be {' or '.join(works)}: write it in exactly that case")
    try:
        return _identifier(corpus, Symbol.parse(text))
    except SymbolError as error:
        return _identifier_of_phrase(corpus, text, error)


def _identifier(corpus: "Corpus", symbol: Symbol) -> str:
    works = corpus.works_named(symbol)
    return works[0] if len(works) == 1 else symbol


def _identifier_of_phrase(corpus: "Corpus", text: str, error: SymbolError) -> str:
    """Return what a phrase such as `resolution 51/148` or 第47/4号决议 cites: the candidate that is held, or cited."""
    from unrtrace.corpus.citation_graph import is_cited
    from unrtrace.extractor import phrase
    from unrtrace.text.language import codes

    possible = list(Symbol.candidates(text))
    for language in codes():
        possible += [symbol for symbol in phrase(text, language) if symbol not in possible]
    in_corpus = [symbol for symbol in possible if len(corpus.works_named(symbol)) == 1]
    cited = [symbol for symbol in possible if is_cited(corpus, symbol)]
    for candidates in (in_corpus, cited, possible):
        if len(candidates) == 1:
            return _identifier(corpus, candidates[0])
        if candidates:
            raise AmbiguousName(f"{text!r} may be {' or '.join(candidates)}: give the whole symbol")
    raise error


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
