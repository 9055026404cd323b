"""Dated events: those of the document itself, and those that its sentences report.

A description is part of the sentence, never anything made up; the document's own adoption and issue are described by
its title.

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
from unrtrace.events.extract import EventExtractor
from unrtrace.extractor.mentions.instruments import name_before
from unrtrace.text.display import to_single_line
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
    """Return the events of a document: its own first, then those that its text reports, in text order.

    `organ` is the code of the body that issues the document, if the masthead does not name it; `organisations` is the
    table of actors, by default the program's own.
    """
    masthead = document.masthead
    organ = masthead.organ or organ or next((symbol.body for symbol in masthead.symbols), None)
    extractor = EventExtractor(document, citations, organ, organisations or standard())
    return [*_own_events(document, organ, extractor), *extractor.events()]


def _own_events(document: Document, organ: str | None, extractor: EventExtractor) -> list[Event]:
    """Return the events in the masthead: the date of a letter, the adoption, the issue."""
    masthead = document.masthead
    if not (masthead.letter_date or masthead.adopted or masthead.issued):
        return []
    title = to_single_line(masthead.title or "")
    rows: tuple[tuple[str, datetime.date | None, int | None, str], ...] = (
        (
            "letter",
            masthead.letter_date,
            masthead.letter_at,
            to_single_line(masthead.letter) if masthead.letter else title,
        ),
        ("adopted", masthead.adopted, masthead.adopted_at, title),
        ("issued", masthead.issued, masthead.issued_at, title),
    )
    return [
        Event(
            day, None, DAY, kind, text, extractor.describer.document_actors, organ, masthead.symbols,
            document.line(offset or 0), "masthead", None, None,
        )
        for kind, day, offset, text in rows
        if day and text
    ]  # fmt: skip
