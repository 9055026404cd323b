"""Dated events: what a document says of itself, and what its sentences say happened on a day.

A description is cut from the sentence at its edges, never invented; a document's own adoption and
issue are described by its title.
"""

import datetime
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import regex

from unrtrace import dates
from unrtrace.citation import Citation
from unrtrace.documents import Document, Paragraph
from unrtrace.documents.text import printable
from unrtrace.extractor.instruments import name_before
from unrtrace.extractor.organisations import named_in
from unrtrace.extractor.sentences import bounds, words_between
from unrtrace.languages import either, facts
from unrtrace.symbols import Symbol

KINDS = ("letter", "agreement", "meeting", "adopted")
REACH = 1200  # characters of a sentence on either side of its date
OPENING = 20  # characters within which a date opens its sentence
MARK = regex.compile(r"(?<=[\p{L}»”\")][;,.:])\d{1,3}$|(?<=\p{L})\d{1,2}$")
NUMBER = regex.compile(r"^\s*(?:\d{1,3}[.\s]+|\([a-z]{1,3}\)\s+)")
EDGES = " ,;:.，；：。、،؛"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is to happen, on a day or over a span of days.

    `kind` is adopted, issued, letter, agreement, meeting, scheduled or other; `actors` are codes of
    organisations, `symbols` what was adopted or sent that day; `line` counts from 1.
    """

    date: datetime.date
    last: datetime.date | None
    kind: str
    description: str
    actors: tuple[str, ...]
    symbols: tuple[Symbol, ...]
    line: int
    place: str
    paragraph: str | None


names_at = name_before


def events_of(document: Document, citations: list[Citation]) -> list[Event]:
    """The events of a document, its own first, then those its text tells, in text order."""
    everyone = tuple(sorted(named_in(document.text, document.language)))
    title = document.masthead.title or ""
    subject = named_in(title, document.language)
    return [*_own(document, everyone), *_told(document, citations, subject)]


def _own(document: Document, actors: tuple[str, ...]) -> list[Event]:
    masthead = document.masthead
    title = printable(masthead.title or "")
    rows = (
        ("letter", masthead.letter_date, masthead.letter_at, printable(masthead.letter or title)),
        ("adopted", masthead.adopted, masthead.adopted_at, title),
        ("issued", masthead.issued, masthead.issued_at, title),
    )
    return [
        Event(day, None, kind, text, actors, masthead.symbols, document.position(at or 0)[0], "masthead", None)
        for kind, day, at, text in rows
        if day and text
    ]


def _told(document: Document, citations: list[Citation], subject: set[str]) -> list[Event]:
    text, language, masthead = document.text, document.language or "en", document.masthead
    today = masthead.adopted or masthead.issued or masthead.letter_date
    dated = [c for c in citations if c.date]
    starts = [c.start for c in dated]
    events = []
    for found in dates.find(text, language):
        part = document.paragraph_at(found.start)
        if part.place in ("masthead", "footnote") or found.start in (masthead.adopted_at, masthead.issued_at):
            continue
        cited = _cited_with(dated, starts, found, part.start)
        first, last = bounds(document, found.start, found.end)
        kind = "adopted" if cited else _kind(document, found, first, last, today)
        symbols = (cited.symbol,) if cited and cited.symbol else ()
        if not cited and (undated := _undated(document, citations, found, first, last, part.end)):
            kind, symbols = "adopted", (undated.symbol,) if undated.symbol else ()
            last = max(last, bounds(document, undated.start, undated.end)[1])
        actors = _actors(document, part) | subject
        told = _cut(words_between(document, max(first, found.start - REACH), min(last, found.end + REACH)))
        events.append(
            Event(
                found.date, found.last, kind, told, tuple(sorted(actors)), symbols,
                document.position(found.start)[0], part.place, part.number,
            )
        )  # fmt: skip
    return events


def _actors(document: Document, part: Paragraph) -> set[str]:
    """The organisations that a paragraph names."""
    key = "actors", part.start
    if key not in document.memo:
        document.memo[key] = named_in(document.text, document.language, part.start, part.end)
    return set(document.memo[key])


def _cut(text: str) -> str:
    """A sentence without its paragraph's number, its footnote mark and the punctuation at its edges."""
    return MARK.sub("", NUMBER.sub("", text).strip(EDGES)).strip(EDGES)


def _cited_with(dated: list[Citation], starts: list[int], found: dates.Found, floor: int) -> Citation | None:
    """The citation that a date belongs to: the nearest one in the paragraph that carries it."""
    index = bisect_left(starts, found.start)
    near = [c for c in dated[max(0, index - 1) : index + 1] if c.date == found.date and c.start >= floor]
    return min(near, key=lambda c: abs(c.start - found.start), default=None)


def _undated(
    document: Document, citations: list[Citation], found: dates.Found, first: int, last: int, end: int
) -> Citation | None:
    """The undated resolution that a sentence opening with a date says was adopted, in it or in the next one."""
    if found.start - first > OPENING:
        return None
    following = bounds(document, last + 1, last + 1)[1] if last < end else last
    for citation in citations:
        if first <= citation.start < following and not citation.date and citation.kind in ("resolution", "decision"):
            session = citation.symbol.session if citation.symbol and citation.symbol.body == "A" else None
            if not session or not session.isdigit() or dates.in_regular_session(int(session), found.date):
                return citation
    return None


@cache
def _words(language: str) -> dict[str, regex.Pattern[str]]:
    edge = "" if language == "zh" else r"\b"
    table = facts(language)["events"]
    return {
        kind: regex.compile(rf"{edge}{either(table[kind], language)}{edge}", regex.I) for kind in (*KINDS, "scheduled")
    }


def _kind(document: Document, found: dates.Found, first: int, last: int, today: datetime.date | None) -> str:
    """What the words nearest to a date call what happened on it."""
    words = _words(document.language or "en")
    text = document.text
    if today and found.date > today:
        return "scheduled"
    best, nearest = "other", 10**6
    for kind in KINDS:
        for match in words[kind].finditer(text, max(first, found.start - REACH), min(last, found.end + REACH)):
            distance = found.start - match.end() if match.end() <= found.start else (match.start() - found.end) * 2
            if distance < nearest:
                best, nearest = kind, distance
    return best
