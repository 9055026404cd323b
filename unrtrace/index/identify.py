"""Which document is in a file, by `corpus.toml`, its masthead or its name, and which parts of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from unrtrace.documents import Document
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.language import codes

SETTINGS, MASTHEAD, NAME, NONE = "corpus.toml", "masthead", "file name", "none"
TRUST = (SETTINGS, MASTHEAD, NAME, NONE)
DECORATION = " \t*_#"


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
    """Return the symbol that the name of a file spells, with or without a language code at its end; None if none."""
    whole = stem(name)
    bare, _, language = whole.rpartition(".")
    for spelling in (bare if language.lower() in codes() else whole, whole):
        try:
            return Symbol.parse(spelling)
        except SymbolError:
            continue
    return None


def parts_of(document: Document) -> Iterator[Symbol]:
    """Yield the lettered resolutions in the file of a whole one, by the lines A, B, C … above them.

    >>> from unrtrace.documents import from_text
    >>> whole = "A/RES/46/36\\n\\n46/36. Lamps\\n\\nA\\n\\nThe General Assembly,\\n\\nB\\n\\nThe General Assembly,\\n"
    >>> [str(part) for part in parts_of(from_text(whole))]
    ['A/RES/46/36A', 'A/RES/46/36B']
    """
    symbols = document.masthead.symbols
    if not symbols or symbols[0].document_type != "RES" or symbols[0].letter or symbols[0].suffixes:
        return
    letters: list[str] = []
    for line in document.text.split("\n"):
        if len(line) < 12 and (letter := line.strip(DECORATION + "\r")) == chr(ord("A") + len(letters)):
            letters.append(letter)
    if len(letters) > 1:
        yield from (Symbol.parse(f"{symbols[0]}{letter}") for letter in letters[:26])
