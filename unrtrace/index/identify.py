"""Which document is in a file, by `corpus.toml`, its masthead or its name, and which parts of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from unrtrace.documents import Document
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.numbering import may_be_lettered
from unrtrace.text.language import FALLBACK, codes

SETTINGS, MASTHEAD, NAME, NONE = "corpus.toml", "masthead", "file name", "none"
TRUST = (SETTINGS, MASTHEAD, NAME, NONE)
DECORATION = " \t*_#"
MAX_TITLE = 3  # paragraphs from the letter of a resolution to its opening words


def identity(name: str, document: Document, settings: Mapping[str, Any]) -> tuple[str, tuple[Symbol, ...], str]:
    """Return the identifier of the work in a file, its symbols, and what identifies it.

    In order of trust: `corpus.toml`, the masthead or title line, the name of the file. A file without any of these has
    its name as identifier.
    """
    if settings.get("symbol"):
        return settings["symbol"], (settings["symbol"],), SETTINGS
    if settings.get("id"):
        return settings["id"], (), SETTINGS
    if document.masthead.symbols:
        by_name = getattr(document.masthead, "evidence", None) == NAME
        return document.masthead.symbols[0], document.masthead.symbols, NAME if by_name else MASTHEAD
    if symbol := named(name):
        return symbol, (symbol,), NAME
    return stem(name), (), NONE


def stem(name: str) -> str:
    """Return the name of a file without folders and ending."""
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def named(name: str) -> Symbol | None:
    """Return the symbol of an unknown body that the name of a file spells; None if none.

    Those of known bodies are read with the masthead (`documents/filename.py`).
    """
    whole = stem(name)
    bare, _, language = whole.rpartition(".")
    for spelling in (bare if language.lower() in codes() else whole, whole):
        try:
            symbol = Symbol.parse(spelling)
        except SymbolError:
            continue
        return None if symbol.is_known else symbol
    return None


def parts_of(document: Document) -> Iterator[Symbol]:
    """Yield the lettered resolutions in the file of a whole one, by the lines A, B, C … above them.

    Only an organ that letters its resolutions has such parts: in other documents the lines head sections or annexes.

    >>> from unrtrace.documents import from_text
    >>> whole = "A/RES/46/36\\n\\n46/36. Lamps\\n\\nA\\n\\nThe General Assembly,\\n\\nB\\n\\nThe General Assembly,\\n"
    >>> [str(part) for part in parts_of(from_text(whole))]
    ['A/RES/46/36A', 'A/RES/46/36B']
    """
    symbols = document.masthead.symbols
    if not symbols or not _may_have_parts(symbols[0]):
        return
    letters = list(_letters(document))
    if len(letters) < 2:
        return
    for letter in letters:
        try:
            yield Symbol.parse(f"{symbols[0]}{letter}")
        except SymbolError:
            return


def _may_have_parts(symbol: Symbol) -> bool:
    """Return whether a symbol is that of a whole resolution of an organ that letters its resolutions."""
    if symbol.document_type != "RES" or symbol.letter or symbol.suffixes:
        return False
    return may_be_lettered(symbol.body, symbol.kind, symbol.session or str(symbol.year or ""), symbol.number or "")


def _letters(document: Document) -> Iterator[str]:
    """Yield A, B, C … as far as they follow each other on lines of their own.

    A letter after the heading of an annex heads a part of the annex, unless a resolution opens below it.
    """
    following, offset = "A", 0
    for line in document.text.split("\n"):
        if len(line) < 12 and line.strip(DECORATION + "\r") == following and _may_head_part(document, offset):
            yield following
            if following == "Z":
                return
            following = chr(ord(following) + 1)
        offset += len(line) + 1


def _may_head_part(document: Document, offset: int) -> bool:
    """Return whether a line is outside annexes, or has the words that open a resolution below it, after a title."""
    from unrtrace.documents.paragraph_splitting import opening

    index = document.index_at(offset)
    if document.paragraphs[index].place != "annex":
        return True
    pattern = opening(document.language or FALLBACK)
    following = document.paragraphs[index + 1 : index + 1 + MAX_TITLE]
    return any(pattern.fullmatch(document.text, part.start, part.end) for part in following)
