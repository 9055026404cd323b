"""Dated events: what a document says of itself, and what its sentences say happened, and when.

A description is cut from the sentence at its edges, never invented; a document's own adoption and
issue are described by its title.

>>> from unrtrace.documents import from_text
>>> from unrtrace.extractor import extract_document
>>> document = from_text("1. The Council met on 24 May 1996; it rose on 31 May 1996.", language="en")
>>> [(e.date.isoformat(), e.kind, e.description) for e in events_of(document, extract_document(document))]
[('1996-05-24', 'other', 'The Council met on 24 May 1996'),
 ('1996-05-31', 'other', 'it rose on 31 May 1996')]
"""

import datetime

from unrtrace.citation import Citation
from unrtrace.documents import Document
from unrtrace.events.dating import DAY
from unrtrace.events.event import KINDS, PRECISIONS, Event
from unrtrace.events.extract import Teller
from unrtrace.extractor.mentions.instruments import name_before
from unrtrace.text.display import printable
from unrtrace.text.organisations import Organisations, standard

__all__ = ["KINDS", "PRECISIONS", "Event", "events_of", "names_at"]

names_at = name_before


def events_of(
    document: Document,
    citations: list[Citation],
    *,
    organ: str | None = None,
    organisations: Organisations | None = None,
) -> list[Event]:
    """The events of a document, its own first, then those its text tells, in text order.

    `organ` is the code of the body that speaks, where the masthead does not say; `organisations` the table
    to find actors by, the program's own where none is given.
    """
    table = organisations or standard()
    masthead = document.masthead
    organ = masthead.organ or organ or next((symbol.body for symbol in masthead.symbols), None)
    teller = Teller(document, citations, organ, table)
    return [*_own(document, organ, teller), *teller.events()]


def _own(document: Document, organ: str | None, teller: Teller) -> list[Event]:
    """What a document says of itself: its letter's date, its adoption, its issue."""
    masthead = document.masthead
    if not (masthead.letter_date or masthead.adopted or masthead.issued):
        return []
    title = printable(masthead.title or "")
    rows: tuple[tuple[str, datetime.date | None, int | None, str], ...] = (
        ("letter", masthead.letter_date, masthead.letter_at, printable(masthead.letter) if masthead.letter else title),
        ("adopted", masthead.adopted, masthead.adopted_at, title),
        ("issued", masthead.issued, masthead.issued_at, title),
    )
    return [
        Event(
            day, None, DAY, kind, text, teller.own_actors, organ, masthead.symbols,
            document.line(at or 0), "masthead", None, None,
        )
        for kind, day, at, text in rows
        if day and text
    ]  # fmt: skip
