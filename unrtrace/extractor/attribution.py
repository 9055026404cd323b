"""Whose resolution a bare number is: from the organ named, the date, the rest of the document.

Evidence, strongest first: the shape of the number (a year in parentheses is the Security Council's),
the organ in the phrase, the date against the session, *its* with the organ that speaks, what the
document said of the same number before. What stays open is listed, not guessed.
"""

import datetime
from dataclasses import dataclass, field
from functools import cache

import regex

from unrtrace import dates
from unrtrace.extractor.numbers import Number
from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError

EXPLICIT, OWN, CONTEXT = "explicit", "own", "context"
COUNCILS = ("S", "E", "A/HRC")


@dataclass(slots=True)
class Speaker:
    """The document that cites: the organ that speaks in it, its day, and what it has said so far."""

    organ: str | None = None
    day: datetime.date | None = None
    known: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a number stands for: one symbol, or candidates, with how sure and why not."""

    symbol: Symbol | None
    body: str | None
    candidates: tuple[Symbol, ...] = ()
    certainty: str = "certain"
    warnings: tuple[str, ...] = ()


@cache
def symbol_of(spelling: str, body: str, kind: str) -> Symbol | None:
    """The symbol of a number by a body, None where the body has no such number."""
    try:
        return Symbol.parse(spelling, body=body, kind=kind)
    except SymbolError:
        return None


@cache
def council_year(session: int) -> int:
    """The year of a regular session of the Human Rights Council, 9999 for one that has not been."""
    row = load("sessions")["human_rights_council"].get(str(session))
    return int(row["year"]) if row else 9999


@cache
def bodies_for(shape: str, number: str, session: str | None, kind: str) -> tuple[str, ...]:
    """The bodies that number their resolutions or decisions so, likeliest first."""
    if shape in ("year", "bare"):
        return ("S",)
    if shape == "party":
        return ("FCCC/CP",)
    if shape in ("roman", "arabic"):
        return ("A", "E")
    first = regex.split("[/／]", number)[0].strip()
    if regex.match(r"SS", first, regex.I):
        return ("UNEP/GC",)
    if regex.match(r"ES|د\s?[إا]\s?ط", first):
        return ("A",)
    if not first[0].isdigit():
        digits = regex.search(r"\d+$", first)
        serial = int(digits[0]) if digits else 0
        return ("A", "A/HRC") if serial >= 8 else ("A/HRC",)
    return _by_session(int(first), int(regex.split("[/／]", number)[1]), kind)


def _by_session(session: int, serial: int, kind: str) -> tuple[str, ...]:
    if session > 1900:
        return ("E", "E/CN.4") if session <= 2006 else ("E",)
    bodies = []
    if session >= 31 and (kind != "decision" or serial > 300):
        bodies.append("A")
    if session <= 99 and (serial > 100) == (kind == "decision"):
        bodies.append("A/HRC")
    if kind == "decision" and session <= 30:
        bodies.append("CBD/COP")
    if kind == "resolution" and session <= 12 and serial <= 30:
        bodies.append("UNEP/EA")
    return tuple(bodies)


def fits_day(body: str, number: Number, day: datetime.date) -> bool | None:
    """Whether a body adopted this number around that day; None where the series does not tell."""
    first = regex.split("[/／]", number.number)[0].strip()
    if number.shape != "slash" or not first.isdigit():
        return None
    session = int(first)
    if body == "A":
        return dates.in_regular_session(session, day)
    if body == "A/HRC":
        return council_year(session) == day.year
    if body in ("E", "E/CN.4"):
        return abs(session - day.year) <= 1
    return None


def _possible(body: str, number: Number, day: datetime.date | None) -> bool:
    """Whether a body had reached that session on the day the citing document was written."""
    first = regex.split("[/／]", number.number)[0].strip()
    if number.shape != "slash" or not first.isdigit():
        return True
    session = int(first)
    until = day or datetime.date(2100, 1, 1)
    if body == "A/HRC":
        return council_year(session) <= until.year
    if body == "A":
        return 1945 + session <= until.year
    return True


def decide(
    number: Number,
    kind: str,
    organ: str | None,
    strength: str | None,
    day: datetime.date | None,
    speaker: Speaker,
) -> Verdict:
    """The verdict on one number, remembered for the next time the document names it."""
    bodies = [
        body
        for body in bodies_for(number.shape, number.number, number.session, kind)
        if symbol_of(number.spelling, body, kind) and (_possible(body, number, speaker.day) or body == organ)
    ]
    if number.shape == "roman":
        bodies = _by_roman(number, organ)
    body, certainty = _choose(number, kind, bodies, organ, strength, day, speaker)
    if body is None:
        candidates = tuple(s for b in bodies if (s := symbol_of(number.spelling, b, kind)))
        return Verdict(None, None, candidates, "ambiguous")
    symbol = symbol_of(number.spelling, body, kind)
    if symbol is None:
        return Verdict(None, None, (), "ambiguous")
    speaker.known.setdefault((number.spelling, kind), body)
    outside = day is not None and fits_day(body, number, day) is False
    return Verdict(symbol, body, (), certainty, ("date_outside_session",) if outside else ())


def _by_roman(number: Number, organ: str | None) -> list[str]:
    """A Roman session up to the thirtieth is the Assembly's unless the phrase names the other organ."""
    bodies = ["E", "A"] if organ == "E" else ["A", "E"]
    return [body for body in bodies if symbol_of(number.spelling, body, "resolution")][:1]


def _choose(
    number: Number,
    kind: str,
    bodies: list[str],
    organ: str | None,
    strength: str | None,
    day: datetime.date | None,
    speaker: Speaker,
) -> tuple[str | None, str]:
    said = strength == EXPLICIT and organ and symbol_of(number.spelling, organ, kind)
    if said and (organ in bodies or not bodies or number.shape == "slash"):
        return organ, "certain"
    if len(bodies) == 1:
        return bodies[0], "certain" if number.shape in ("year", "roman", "arabic", "party") else "inferred"
    if day and (fitting := [body for body in bodies if fits_day(body, number, day)]):
        if len(fitting) == 1:
            return fitting[0], "inferred"
        bodies = fitting
    if strength == OWN and organ in bodies:
        return organ, "inferred"
    if (before := speaker.known.get((number.spelling, kind))) in bodies:
        return before, "inferred"
    for likely in (organ, speaker.organ):
        if likely in bodies:
            return likely, "inferred"
    return None, "ambiguous"
