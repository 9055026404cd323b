"""Whose resolution a bare number is: from the organ named, the date, the rest of the document.

Evidence, strongest first: the shape of the number (a year in parentheses is the Security Council's),
the organ in the phrase, the date against the session, *its* with the organ that speaks, what the
document said of the same number before. What stays open is listed, not guessed.
"""

import datetime
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.tables import roman_sessions
from unrtrace.text import dates
from unrtrace.text.roman import roman

EXPLICIT, OWN, CONTEXT = "explicit", "own", "context"
COUNCILS = ("S", "E", "A/HRC")
OTHER = "other"  # an organ that numbers its resolutions and has no symbol for them
SHORTENED = {"council": COUNCILS, "commission": ("E/CN.4", OTHER)}  # what the short name of a body may stand for
COUNCIL_OF = {"E/CN.4": "E", "UNEP/GC": "UNEP/GC"}  # whom a body calls *the Council*
CONFERENCE = "conference"  # of parties to a convention that the phrase does not name
ORDINAL, LAST_ORDINAL = "UNEP/CBD/COP", 13  # the body whose decisions are numbered X/2, and its last meeting so counted
NAMED_ONLY = ("CBD/COP", "UNEP/EA", "UNEP/GC")  # bodies that a number alone does not suggest
ROMAN_IF_NAMED = ("T", "E/CN.4")  # the same for a number with a Roman session
LAST_SESSION = int(load("sessions")["regular"]["last_roman"])  # of the Assembly that is counted in Roman figures
LAST_GOVERNING = 27  # the last session of UNEP's Governing Council
SERIES = {"UNEP/CBD/COP": "CBD/COP"}  # a body by its documents, and by its decisions
PARTIES = {"CP": "FCCC/CP", "CMP": "FCCC/KP/CMP", "CMA": "FCCC/PA/CMA"}
CERTAIN_SHAPES = ("year", "roman", "arabic", "party")
SPECIAL_FROM = 8  # special sessions of the Assembly since the eighth number their resolutions S-n/m
SIGN = regex.compile("[/／]")


@dataclass(slots=True)
class Speaker:
    """The document that cites: the organ that speaks in it, its day, and what it has said so far."""

    organ: str | None = None
    day: datetime.date | None = None
    known: dict[tuple[str, str], str] = field(default_factory=dict)


class Verdict(NamedTuple):
    """What a number stands for: one symbol, or candidates, with how sure and why not."""

    symbol: Symbol | None
    body: str | None
    candidates: tuple[Symbol, ...] = ()
    certainty: str = "certain"
    warnings: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
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


@lru_cache(maxsize=65536)
def session_of(number: str) -> int | None:
    """The session before a number's slash, None for a special one or no slash."""
    first, sign, _ = number.replace("／", "/").partition("/")
    return int(first) if sign and first.strip().isdigit() else None


@lru_cache(maxsize=65536)
def bodies_for(shape: str, number: str, kind: str) -> tuple[str, ...]:
    """The bodies that number their resolutions or decisions so, likeliest first."""
    if shape in ("year", "bare"):
        return ("S",)
    if shape == "party":
        return (PARTIES[SIGN.split(number)[1].partition(".")[0].strip()],)
    if shape in ("roman", "arabic"):
        return ("A", "E", *ROMAN_IF_NAMED)
    if shape == "ordinal":
        meeting = roman(SIGN.split(number)[0].strip()) or LAST_ORDINAL + 1
        return (ORDINAL,) if kind == "decision" and meeting <= LAST_ORDINAL else ()
    first, serial = (part.strip() for part in SIGN.split(number))
    if first.startswith("SS"):
        return ("UNEP/GC",)
    if first.startswith("ES") or (first.startswith("د") and "ط" in first):
        return ("A",)
    if not first[0].isdigit():
        digits = regex.search(r"\d+$", first)
        return ("A", "A/HRC") if digits and int(digits[0]) >= SPECIAL_FROM else ("A/HRC",)
    return _by_session(int(first), int(serial), kind)


def _by_session(session: int, serial: int, kind: str) -> tuple[str, ...]:
    """Which series a number n/m may belong to, by its size."""
    if session > 1900:
        return ("E", "E/CN.4") if session <= 2006 else ("E",)
    bodies = []
    decision = kind == "decision"
    if session >= 31 and (not decision or serial > 300):
        bodies.append("A")
    if session <= 99 and (serial > 100) == decision:
        bodies.append("A/HRC")
    if decision and session <= 30:
        bodies.append("CBD/COP")
    if decision and session <= LAST_GOVERNING:
        bodies.append("UNEP/GC")
    if kind == "resolution" and session <= 12 and serial <= 30:
        bodies.append("UNEP/EA")
    return tuple(bodies)


def fitting_body(code: str | None, bodies: tuple[str, ...]) -> str | None:
    """A body or, for a short name, the one it may stand for that numbers so; a commission without one is another.

    >>> fitting_body("council", ("E", "E/CN.4")), fitting_body("commission", ("A", "A/HRC"))
    ('E', 'other')
    """
    if code not in SHORTENED:
        return code
    fitting = [body for body in bodies if body in SHORTENED[code]]
    if len(fitting) == 1:
        return fitting[0]
    return OTHER if OTHER in SHORTENED[code] else None


def is_commission(body: str | None) -> bool:
    """Whether a body is one of the Council's commissions whose resolutions have no symbols of their own."""
    return body is not None and body.startswith("E/CN.") and body != "E/CN.4"


def fits_day(body: str, number: str, day: datetime.date) -> bool | None:
    """Whether a body adopted this number around that day; None where the series does not tell."""
    session = session_of(number)
    if session is None:
        return None
    if body == "A":
        return dates.in_regular_session(session, day)
    if body == "A/HRC":
        return council_year(session) == day.year
    if body in ("E", "E/CN.4"):
        return abs(session - day.year) <= 1
    return None


def may_be_of(symbol: Symbol | None, day: datetime.date) -> bool:
    """Whether a resolution may be of a day: of a day in the Assembly's session, of the year that its symbol states.

    >>> day = datetime.date(1996, 12, 13)
    >>> may_be_of(Symbol("A/RES/51/148"), day), may_be_of(Symbol("S/RES/1373(2001)"), day)
    (True, False)
    """
    if symbol and symbol.body == "A" and symbol.session and symbol.session.isdigit():
        return dates.in_regular_session(int(symbol.session), day)
    return not symbol or symbol.body != "S" or symbol.year in (None, day.year)


def _reached(body: str, number: str, day: datetime.date | None) -> bool:
    """Whether a body had reached that session on the day the citing document was written."""
    session = session_of(number)
    if session is None:
        return True
    until = day.year if day else 2100
    if body == "A/HRC":
        return council_year(session) <= until
    return body != "A" or 1945 + session <= until


@lru_cache(maxsize=65536)
def decide(
    shape: str,
    number: str,
    spelling: str,
    kind: str,
    organ: str | None,
    strength: str | None,
    day: datetime.date | None,
    speaker: str | None,
    today: datetime.date | None,
    known: str | None,
) -> Verdict:
    """The verdict on one number.

    `organ` is the body named and `strength` how (explicit, own, context), `day` the date that the text
    gives, `speaker` and `today` the citing document's organ and day, `known` the body that the document gave
    the same number before.
    """
    if shape == "party":  # its tag names the conference
        organ = None
    if organ == OTHER or is_commission(organ):
        return Verdict(None, None, (), "ambiguous")
    bodies = [
        body
        for body in bodies_for(shape, number, kind)
        if symbol_of(spelling, body, kind)
        and not (body == "A/HRC" and spelling != number)  # the Council's have no lettered parts
        and (_reached(body, number, today) or body == organ)
    ]
    if shape in ("roman", "arabic"):
        bodies = _numbered_through(spelling, kind, bodies, organ if strength == EXPLICIT else None)
    if organ == CONFERENCE:
        bodies = [body for body in bodies if body in (*NAMED_ONLY, ORDINAL)]
    if shape == "ordinal" and bodies and organ in (CONFERENCE, *NAMED_ONLY):
        organ, strength = ORDINAL, EXPLICIT if organ != CONFERENCE else CONTEXT
    body, certainty = _choose(shape, number, spelling, kind, bodies, organ, strength, day, speaker, known)
    if body is None or (symbol := symbol_of(spelling, body, kind)) is None:
        candidates = (symbol_of(spelling, b, kind) for b in bodies)
        return Verdict(None, None, tuple(s for s in candidates if s), "ambiguous")
    if shape == "year" and (year := symbol.true_year):
        right = symbol_of(f"{number} ({year})", "S", kind)
        if organ == "S" and right:
            return Verdict(right, body, (), "inferred", ("year_differs",))
        return Verdict(None, None, (right,) if right else (), "ambiguous", ("year_differs",))
    outside = shape == "slash" and day is not None and fits_day(body, number, day) is False
    return Verdict(symbol, body, (), certainty, ("date_outside_session",) if outside else ())


def _numbered_through(spelling: str, kind: str, bodies: list[str], named: str | None) -> list[str]:
    """Who may have given a number with a Roman session: the organ named, the Assembly if it had it in that session."""
    if named in bodies:
        return [str(named)]
    assembly = symbol_of(spelling, "A", kind)
    session, number = (assembly.session, assembly.number) if assembly else (None, None)
    if session and number and number.isdigit() and session in roman_sessions(int(number)):
        return ["A"]
    beyond = (roman(session or "") or 0) > LAST_SESSION
    return [body for body in bodies if body not in ROMAN_IF_NAMED and not (body == "A" and beyond)]


def _choose(
    shape: str,
    number: str,
    spelling: str,
    kind: str,
    bodies: list[str],
    organ: str | None,
    strength: str | None,
    day: datetime.date | None,
    speaker: str | None,
    known: str | None,
) -> tuple[str | None, str]:
    named = strength == EXPLICIT and organ and symbol_of(spelling, organ, kind)
    if named and (organ in bodies or not bodies or shape == "slash"):
        return organ, "certain"
    alone = len(bodies) == 1 and not (shape == "slash" and is_commission(speaker))  # which may have given it too
    if alone and bodies[0] not in (*NAMED_ONLY, ORDINAL):
        return bodies[0], "certain" if shape in CERTAIN_SHAPES else "inferred"
    if organ == CONFERENCE:
        return None, "ambiguous"
    if shape == "slash" and day and (fitting := [body for body in bodies if fits_day(body, number, day)]):
        if len(fitting) == 1:
            return fitting[0], "inferred"
        bodies = fitting
    for likely in (organ if strength == OWN else None, known, organ, speaker, SERIES.get(speaker or "")):
        if likely in bodies:
            return likely, "inferred"
    return None, "ambiguous"
