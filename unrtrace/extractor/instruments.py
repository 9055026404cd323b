"""Instruments by name: the Universal Declaration, the conventions, the agendas, each with its symbol."""

from functools import cache

from unrtrace.documents import Document
from unrtrace.extractor.find import Find
from unrtrace.extractor.names import Names
from unrtrace.facts import load
from unrtrace.languages import CODES
from unrtrace.symbols import Symbol

WINDOW = 400  # characters before a footnote's mark in which a name that ends there is looked for
NOTHING: frozenset[Symbol] = frozenset()
CLOSING = ' ,;.*_»”"》)'


@cache
def names(language: str) -> Names:
    """The names of all instruments in a language."""
    return Names(
        [(name, code) for code, row in load("instruments").items() for name in row.get(language, [])], language
    )


@cache
def _cited(code: str) -> tuple[tuple[Symbol, ...], dict[str, str] | None]:
    """The symbols that an instrument may be cited by, the document that holds its text first, and the part of it."""
    row = load("instruments")[code]
    return tuple(Symbol.parse(row[key]) for key in ("symbol", "treaty", "sales") if key in row), row.get("pinpoint")


def find(document: Document, language: str, others: list[Find]) -> list[Find]:
    """Every instrument that a document names, once a paragraph.

    Of an instrument's symbols (the document, the treaty's registration, the sales number) it gets the one by
    which the same document cites it elsewhere, else the document's; the rest are in `also`. Where a footnote
    of the paragraph cites the instrument, its name is no second citation.
    """
    named = names(language).found_in_all(document.text)
    if not named:
        return []
    cited = {find.symbol for find in others if find.symbol}
    noted = _noted(document, others)
    finds = []
    seen = set()
    for start, end, code in named:
        symbols, pinpoint = _cited(code)
        place = code, document.index_at(start)
        if place in seen or noted.get(document.paragraph_at(start).head, NOTHING) & set(symbols):
            continue
        seen.add(place)
        symbol = next((symbol for symbol in symbols if symbol in cited), symbols[0] if symbols else None)
        found = Find(start, end, symbol, "instrument", None, "instrument", pinpoint=pinpoint)
        if symbol:
            found.also = tuple(other for other in symbols if other != symbol)
            found.body = symbol.body if "/" in symbol and ":" not in symbol else None
        finds.append(found)
    return finds


def _noted(document: Document, others: list[Find]) -> dict[int, set[Symbol]]:
    """By the paragraph that bears their marks, what the footnotes cite."""
    noted: dict[int, set[Symbol]] = {}
    for find in others:
        note = document.note_at(find.start)
        if note and note.anchor is not None and find.symbol:
            noted.setdefault(document.paragraph_at(note.anchor).head, set()).add(find.symbol)
    return noted


def name_before(document: Document, offset: int) -> str | None:
    """The instrument that a paragraph names right before an offset, across a page break too."""
    language = document.language if document.language in CODES else "en"
    spans = document.running_text(document.index_at(offset))[1]
    before = " ".join(document.text[start : min(end, offset)] for start, end in spans if start < offset)[-WINDOW:]
    stripped = " ".join(before.split()).rstrip(CLOSING)
    found = names(language or "en").found(stripped)
    return stripped[found[-1][0] :] if found and found[-1][1] == len(stripped) else None
