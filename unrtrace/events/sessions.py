"""Find sessions to come: of the General Assembly and the Human Rights Council, as spans of months by their number.

>>> list(find_sessions("at its fifty-fourth session", "en")), session_span(54, "A")[0].isoformat()
([(7, 19, 54)], '1999-09-01')
"""

import datetime
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from unrtrace.documents import Document
from unrtrace.events.dating import SESSION, DateExpression, month_end
from unrtrace.events.nearest_word import WINDOWS, NearestWord
from unrtrace.facts import load
from unrtrace.text import ordinals
from unrtrace.text.language import facts, language_of
from unrtrace.text.phrase_pattern import any_of

ASSEMBLY, COUNCIL = "A", "A/HRC"
OTHER_BODIES = ("S", "E", "E/CN.4", "council", "commission", "other")
# The months from and to which a session of the Human Rights Council runs, by its main month.
COUNCIL_MONTHS = {3: (2, 4), 6: (6, 7), 9: (9, 10), 11: (11, 12)}
BEFORE, AFTER = 60, 80  # characters on either side of the noun in which the ordinal of a session is


def future_sessions(
    document: Document, language: str, organ: str | None, today: datetime.date | None
) -> dict[DateExpression, str]:
    """Return the sessions that a document names and that are later than its own, each with its body, in text order.

    `organ` is the body that issues the document, `today` its date.
    """
    current = _current_session(document, today)
    if not current:
        return {}
    text, head_end = document.text, document.masthead.issued_at or 0
    found: dict[DateExpression, str] = {}
    for start, end, number in find_sessions(text, language):
        if start <= head_end or (number <= current and organ != COUNCIL):
            continue
        sentence_start = document.sentences.at(start, end)[0]
        body, latest = _body_of_session(text, sentence_start, start, organ, current, language)
        if body and number > latest:
            span = session_span(number, body)
            if span and (today is None or span[1] > today):
                found[DateExpression(start, end, *span, SESSION)] = body
    return found


def _current_session(document: Document, today: datetime.date | None) -> int:
    """Return the Assembly's regular session that a document belongs to, 0 if unknown."""
    for symbol in document.masthead.symbols:
        if symbol.body == ASSEMBLY and symbol.session and symbol.session.isdigit():
            return int(symbol.session)
    return session_of(today) if today else 0


def _body_of_session(
    text: str, sentence_start: int, start: int, organ: str | None, current: int, language: str
) -> tuple[str | None, int]:
    """Return the body whose session is named, and the last of its sessions that is certainly not to come.

    The body is the one named before it in the sentence, else the one that issues the document. The body is None for
    any but the Assembly and the Human Rights Council.
    """
    named = _organs(language).before(text, sentence_start, start, WINDOWS)
    body = named[1] if named and named[1] else organ
    if body == ASSEMBLY:
        return (body, current) if not named or named[1] else (None, 0)
    return (body, 1) if body == COUNCIL else (None, 0)


@cache
def _organs(language: str) -> NearestWord:
    """Return the names of the Assembly and the Human Rights Council, and those of other bodies with an empty tag."""
    organs = facts(language)["organs"]
    others = [name for code in OTHER_BODIES for name in organs.get(code, [])]
    return NearestWord({COUNCIL: organs[COUNCIL], ASSEMBLY: organs[ASSEMBLY], "": others}, language)


def find_sessions(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield the half-open span and the value of the ordinal of each session, in text order."""
    noun, noun_first, pattern = _session(language)
    if not noun:
        return
    spaces = language_of(language).spaces
    position = text.find(noun)
    while position >= 0:
        if noun_first:
            match = pattern.match(text, position, position + AFTER)
        else:
            left = text[max(0, position - BEFORE) : position]
            words = left.rsplit(None, 1)
            may_match = words and (not spaces or _ends_in_ordinal(words[-1], language))
            match = pattern.match(left[::-1]) if may_match else None
        if match:
            start, end = match.span("n") if noun_first else (position - match.end("n"), position - match.start("n"))
            if number := ordinals.value(text[start:end], language):
                yield start, end, number
        position = text.find(noun, position + len(noun))


@lru_cache(maxsize=1024)
def session_span(number: int, body: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of the months in which a session of a body may meet; None if unknown.

    For the Assembly these are September to August.
    """
    if body == ASSEMBLY:
        year = number + int(load("sessions")["regular"]["offset"])
        return datetime.date(year, 9, 1), datetime.date(year + 1, 8, 31)
    row = load("sessions")["human_rights_council"].get(str(number)) if body == COUNCIL else None
    if row is None:
        return None
    first, last = COUNCIL_MONTHS[row["month"]]
    return datetime.date(row["year"], first, 1), month_end(row["year"], last)


def session_of(day: datetime.date) -> int:
    """Return the number of the Assembly's regular session on a day; a session begins in September."""
    return day.year - int(load("sessions")["regular"]["offset"]) - (day.month < 9)


@cache
def _session(language: str) -> tuple[str, bool, re.Pattern[str]]:
    """Return the noun for a session, whether it precedes the ordinal, and the pattern of the ordinal.

    The pattern of an ordinal before the noun is of the reversed text.
    """
    before, _, after = facts(language)["when"]["session"].replace("*", "").partition("{n}")
    word = any_of(ordinals.words_of(language), language, mirrored=bool(after.strip()))
    link = "|".join(facts(language)["numbers"]["links"])
    if not after.strip():
        joint = rf"(?:[\s\-]+(?:{link})?|{link})?" if link else r"(?:[\s\-]+)?"
        return before.strip(), True, re.compile(rf"\w+\s+(?P<n>\d{{1,3}}|{word}(?:{joint}{word}){{0,3}})(?!\w)", re.I)
    joint = rf"(?:(?:\s+{link[::-1]})?[\s\-]+)?" if link else r"(?:[\s\-]+)?"
    edge = rf"(?=\s*{before.strip()})" if before.strip() else r"(?![\w-])"
    return after.strip(), False, re.compile(rf"\s*(?P<n>\d{{1,3}}|{word}(?:{joint}{word}){{0,3}}){edge}", re.I)


@lru_cache(maxsize=16384)
def _ends_in_ordinal(word: str, language: str) -> bool:
    """Return whether the word before the noun ends in an ordinal."""
    return _session(language)[2].match(word[::-1]) is not None
