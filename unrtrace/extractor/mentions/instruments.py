"""Instruments by name: the Universal Declaration, the conventions, the agendas, each with its symbol."""

from bisect import bisect_left
from functools import cache

from unrtrace.documents import Document
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import State
from unrtrace.facts import load
from unrtrace.symbols import Symbol
from unrtrace.text.instrument_names import NO_INSTRUMENTS, named_in, titles
from unrtrace.text.language import language_of

WINDOW = 400  # characters before a footnote's mark in which a name that ends there is looked for
NOTHING: frozenset[Symbol | None] = frozenset()
CLOSING = ' ,;.*_»”"》)'


@cache
def _cited(code: str) -> tuple[tuple[Symbol, ...], bool]:
    """Return the symbols of an instrument, the document that holds its text first, and whether it is a treaty.

    A treaty has parties.
    """
    row = load("instruments")[code]
    symbols = tuple(Symbol.parse(row[key]) for key in ("symbol", "treaty", "sales") if key in row)
    return symbols, row["kind"] == "treaty"


@cache
def _body(symbol: Symbol) -> str | None:
    return symbol.body if "/" in symbol and ":" not in symbol else None


def find(state: State) -> list[Mention]:
    """Return every instrument that a document names, once a paragraph.

    Of an instrument's symbols (the document, the treaty's registration, the sales number) it gets the one by
    which the same document cites it elsewhere, else the document's; the rest are in `also`. Where a footnote
    of the paragraph cites the instrument, its name is no second citation, nor is it one in the name of the
    conference of its parties.
    """
    document, words, others = state.document, state.words, state.mentions
    named = [name for name in state.names if name[2] not in NO_INSTRUMENTS]
    if not named:
        return []
    cited = [mention.symbol for mention in others]
    known = set(cited)
    noted = _noted(document, others, cited)
    mentions = []
    seen = set()
    for start, end, code in named:
        symbols, has_parties = _cited(code)
        index = document.index_at(start)
        if (code, index) in seen or not noted.get(document.paragraphs[index].continues, NOTHING).isdisjoint(symbols):
            continue
        if has_parties and words.names_conference(document.text, start, end):
            continue
        seen.add((code, index))
        found = Mention(start, end, None, "instrument", None, "instrument")
        if symbols:
            found.symbol, found.also = symbols[0], symbols[1:]
            if found.also and not known.isdisjoint(found.also) and symbols[0] not in known:
                found.symbol = next(symbol for symbol in symbols if symbol in known)
                found.also = tuple(symbol for symbol in symbols if symbol != found.symbol)
            found.body = _body(found.symbol)
        mentions.append(found)
    return mentions


def _noted(document: Document, others: list[Mention], cited: list[Symbol | None]) -> dict[int, set[Symbol | None]]:
    """Return, by the paragraph that bears their marks, what the footnotes cite."""
    noted: dict[int, set[Symbol | None]] = {}
    starts = [mention.start for mention in others]
    for _, start, end, mark_offset in document.footnotes.values():
        if mark_offset is not None:
            head = document.paragraph_at(mark_offset).continues
            noted.setdefault(head, set()).update(cited[bisect_left(starts, start) : bisect_left(starts, end)])
    return noted


def name_before(document: Document, offset: int) -> str | None:
    """Return the instrument that a paragraph names right before an offset, across a page break too."""
    language = language_of(document.language).code
    spans = document.joined_paragraph(document.index_at(offset))[1]
    before = " ".join(document.text[start : min(end, offset)] for start, end in spans if start < offset)[-WINDOW:]
    stripped = " ".join(before.split()).rstrip(CLOSING)
    if language_of(language).title_marks:
        return max((name for name in titles(language) if stripped.endswith(name)), key=len, default=None)
    found = named_in(stripped, language)
    start, end, code = found[-1] if found else (0, 0, "")
    return stripped[start:] if end == len(stripped) and code not in ("", *NO_INSTRUMENTS) else None
