"""Instruments by name: the Universal Declaration, the conventions, the agendas."""

from functools import cache

from unrtrace.documents import Document
from unrtrace.extractor.names import Names
from unrtrace.facts import load
from unrtrace.languages import CODES

WINDOW = 400  # characters before a footnote's mark in which a name that ends there is looked for
CLOSING = ' ,;.*_»”"》)'


@cache
def names(language: str) -> Names:
    """The names of all instruments in a language."""
    return Names(
        [(name, code) for code, row in load("instruments").items() for name in row.get(language, [])], language
    )


def name_before(document: Document, offset: int) -> str | None:
    """The instrument that a paragraph names right before an offset, across a page break too."""
    language = document.language if document.language in CODES else "en"
    spans = document.running_text(document.index_at(offset))[1]
    before = " ".join(document.text[start : min(end, offset)] for start, end in spans if start < offset)[-WINDOW:]
    stripped = " ".join(before.split()).rstrip(CLOSING)
    found = names(language or "en").found(stripped)
    return stripped[found[-1][0] :] if found and found[-1][1] == len(stripped) else None
