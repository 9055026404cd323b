"""Which body a number belongs to: the body named, the date, the rest of the document, each kept as evidence.

Evidence, strongest first: the body named in the phrase; the shape of the number, where only one body numbers so; the
date against the sessions; *its* with the body that it refers to; the same number cited in full elsewhere in the
document; the body of the number before it in a list; the body whose document it is. What stays open is listed, not
guessed.
"""

import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.cited_number import CitedNumber
from unrtrace.symbols.normalize import cyrillic_lookalikes_to_latin, normalize
from unrtrace.symbols.numbering import (
    CHOSEN,
    IGNORED,
    LISTED,
    Numbering,
    bodies_of_date,
    date_fits,
    has_reached,
    in_its_session,
    in_regular_session,
    numberings,
    rows_of_shape,
)
from unrtrace.symbols.tables import organisation_codes, table

# How a body stands with a number: named in its phrase, referred to by *its*, taken over from the number before.
NAMED, POSSESSIVE, INHERITED = "named", "possessive", "inherited"
BODY_WITHOUT_SYMBOLS = "other"  # a body that numbers its resolutions and has no symbols for them
COUNCIL, COMMISSION = "council", "commission"  # short names, which several bodies have
CONFERENCE = "conference"  # of the parties to a convention that the phrase does not name
COUNCILS = ("S", "E", "A/HRC")
SHORT_NAMES = {COUNCIL: COUNCILS, COMMISSION: ("E/CN.4", BODY_WITHOUT_SYMBOLS)}
SLASHED = ("session", "year", "special")
COUNTED = (*SLASHED, "roman")  # shapes with a session, in which a date lies or not
ASSEMBLIES = ("A", "UNEP/EA", "HSP/HA")  # what *the Assembly* may be
UNMISTAKABLE = ("security_council", "roman", "cop")  # shapes that few bodies have, and in prose nothing else


class Evidence(NamedTuple):
    """One thing that speaks for a citation's body: its kind, the span of its words in the text, and what it says.

    `start` and `end` are None where no words of the text say it, as for the body whose document it is.
    """

    kind: str
    start: int | None = None
    end: int | None = None
    detail: str = ""


class CitingContext(NamedTuple):
    """The document that cites: the body that speaks in it, and its day."""

    body: str | None = None
    day: datetime.date | None = None


class Attribution(NamedTuple):
    """What a number stands for: one symbol, or candidates, with how sure, and the kind of evidence that decided."""

    symbol: Symbol | None
    body: str | None
    candidates: tuple[Symbol, ...] = ()
    certainty: str = "certain"
    warnings: tuple[str, ...] = ()
    decided_by: str = ""


@lru_cache(maxsize=65536)
def symbol_of(spelling: str, body: str, kind: str) -> Symbol | None:
    """Return the symbol of a number by a body, or None where the body has no such number."""
    number = cited_number(spelling)
    try:
        return Symbol.of_number(number, body, kind) if number else Symbol.parse(spelling, body=body, kind=kind)
    except SymbolError:
        return None


@lru_cache(maxsize=65536)
def cited_number(spelling: str) -> CitedNumber | None:
    """Return a number of a text with its shape, letters and digits of any script; None for what is none.

    >>> cited_number("1514 (XV)").session, cited_number("S-27/2").shape, cited_number("51/148 and")
    ('XV', 'special', None)
    """
    try:
        return CitedNumber.parse(spelling) or CitedNumber.parse(cyrillic_lookalikes_to_latin(normalize(spelling)))
    except SymbolError:
        return None


@lru_cache(maxsize=65536)
def possible_bodies(spelling: str, kind: str, speaks: str | None = None) -> tuple[str, ...]:
    """Return the bodies that may have given a number where none is named, the likeliest first.

    `speaks` is the body that *its* may refer to.
    """
    number = cited_number(spelling)
    return tuple(row.body for row in numberings(number, kind, speaks)) if number else ()


def body_of_short_name(code: str | None, bodies: tuple[str, ...]) -> str | None:
    """Return the one body that a short name may stand for among those that number so; other codes as they are.

    >>> body_of_short_name("council", ("E", "E/CN.4")), body_of_short_name("commission", ("A", "A/HRC"))
    ('E', 'other')
    """
    if code not in SHORT_NAMES:
        return code
    fitting = [body for body in bodies if body in SHORT_NAMES[code]]
    if len(fitting) == 1:
        return fitting[0]
    return BODY_WITHOUT_SYMBOLS if BODY_WITHOUT_SYMBOLS in SHORT_NAMES[code] else None


def is_outside_main_organs(code: str | None) -> bool:
    """Return whether a body is one whose names are those of an organisation, or one without symbols."""
    return code == BODY_WITHOUT_SYMBOLS or code in organisation_codes()


@lru_cache(maxsize=65536)
def may_number(code: str | None, spelling: str, kind: str) -> bool:
    """Return whether a body may have given a number; of an organisation only where the table says that it numbers so.

    >>> may_number("ECLAC", "571 (XXVII)", "resolution"), may_number("IOM", "51/148", "resolution")
    (True, False)
    """
    if code not in organisation_codes():
        return True
    number = cited_number(spelling)
    return number is not None and any(row.body == code for row in numberings(number, kind, code))


def is_commission(body: str | None) -> bool:
    """Return whether a body is one of the commissions whose resolutions have no symbols of their own."""
    return body is not None and body.startswith("E/CN.") and body != "E/CN.4"


def may_be_of(symbol: Symbol | None, day: datetime.date) -> bool:
    """Return whether a resolution may be of a day: in the Assembly's session, or in the year that its symbol states.

    >>> day = datetime.date(1996, 12, 13)
    >>> may_be_of(Symbol("A/RES/51/148"), day), may_be_of(Symbol("S/RES/1373(2001)"), day)
    (True, False)
    """
    if symbol and symbol.body == "A" and symbol.session and symbol.session.isdigit():
        return in_regular_session(int(symbol.session), day)
    return not symbol or symbol.body != "S" or symbol.year in (None, day.year)


@lru_cache(maxsize=65536)
def attribute(
    spelling: str,
    kind: str,
    body: str | None,
    strength: str | None,
    day: datetime.date | None,
    citing: CitingContext,
    known: str | None,
) -> Attribution:
    """Return what a number stands for.

    `body` is the body of the phrase and `strength` how it stands there (`NAMED`, `POSSESSIVE`, `INHERITED`), `day`
    the date that the text gives, `known` the body of the same number where the document cites it in full elsewhere.
    """
    number = cited_number(spelling)
    shape = number.shape if number else ""
    if number and number.tag == "CP" and body == "ICCD/COP":  # Arabic has one tag for CP and COP
        spelling = spelling.replace("CP.", "COP.")
        number = cited_number(spelling)
    if shape == "cop":  # its tag names the conference
        body = None
    if body == BODY_WITHOUT_SYMBOLS or is_commission(body):
        return Attribution(None, None, (), "ambiguous", (), "body without symbols")
    rows = _possible(number, spelling, kind, body, strength, citing.day) if number else []
    if number and body == "A" and strength == NAMED and rows and not in_its_session("A", number, kind):
        rows = [row for row in rows_of_shape(shape, kind) if row.body in ASSEMBLIES and row.covers(number)]
        body, strength = (citing.body if citing.body in ASSEMBLIES else None), POSSESSIVE
        if body not in [row.body for row in rows]:
            found = tuple(one for row in rows if (one := symbol_of(spelling, row.body, kind)))
            return Attribution(None, None, found, "ambiguous", (), "open")
    if body == CONFERENCE:
        rows = [row for row in rows if row.unnamed == LISTED]
    if shape == "ordinal":
        body, strength = _of_ordinal(body, strength, rows)
    chosen, certainty, decided_by = _choose(number, spelling, kind, rows, body, strength, day, citing, known)
    if chosen is None or number is None or (symbol := symbol_of(spelling, chosen, kind)) is None:
        candidates = tuple(one for row in rows if (one := symbol_of(spelling, row.body, kind)))
        return Attribution(None, None, candidates, "ambiguous", (), decided_by)
    if shape == "security_council" and (year := symbol.year_of_number):
        right = symbol_of(f"{number.number} ({year})", "S", kind)
        if body == "S" and right:
            return Attribution(right, chosen, (), "inferred", ("year_differs",), decided_by)
        return Attribution(None, None, (right,) if right else (), "ambiguous", ("year_differs",), decided_by)
    if shape in COUNTED and day is not None and date_fits(chosen, number, day) is False:
        return Attribution(symbol, chosen, (), "inferred", ("date_outside_session",), decided_by)
    return Attribution(symbol, chosen, (), certainty, (), decided_by)


def _possible(
    number: CitedNumber, spelling: str, kind: str, body: str | None, strength: str | None, today: datetime.date | None
) -> list[Numbering]:
    """Return the numberings that hold a number and had reached it when the citing document was written."""
    return [
        row
        for row in numberings(number, kind, body if strength == NAMED or number.shape == "roman" else None)
        if _objection(row, number, spelling, kind, today, body) is None
    ]


def _objection(
    row: Numbering, number: CitedNumber, spelling: str, kind: str, today: datetime.date | None, body: str | None
) -> str | None:
    """Return what speaks against a body whose numbering holds a number, or None."""
    if not symbol_of(spelling, row.body, kind):
        return "has no such number"
    if row.body == "A/HRC" and number.shape in SLASHED and number.text[-1].isalpha():
        return "has no lettered parts"
    if row.body != body and number.shape in SLASHED and number.number.startswith("0"):
        return "has no numbers that begin with 0"
    if row.body != body and not has_reached(row.body, number, today):
        return f"had not reached session {number.session} when this document was written"
    return None


def _of_ordinal(body: str | None, strength: str | None, rows: list[Numbering]) -> tuple[str | None, str | None]:
    """Return the body of a number such as X/2 under the code that its earlier meetings had, where it has one.

    Only that body counts so: wherever the list names it, it is named for the number.
    """
    earlier = table()["bodies"].get(body or "", {}).get("earlier_code")
    if earlier and rows:
        return earlier, NAMED
    return (rows[0].body, INHERITED) if body == CONFERENCE and rows else (body, strength)


def _choose(
    number: CitedNumber | None,
    spelling: str,
    kind: str,
    rows: list[Numbering],
    body: str | None,
    strength: str | None,
    day: datetime.date | None,
    context: CitingContext,
    known: str | None,
) -> tuple[str | None, str, str]:
    """Return the body chosen, how sure that is, and the kind of evidence that decided."""
    citing, today = context
    bodies = [row.body for row in rows]
    slashed = number is not None and number.shape in SLASHED
    named = strength == NAMED and body and symbol_of(spelling, body, kind)
    if named and (body in bodies or not bodies or slashed):
        held = number is None or (in_its_session(body or "", number, kind) and has_reached(body or "", number, today))
        return body, "certain" if held else "inferred", "body named"
    contradicted = False
    others: tuple[str, ...] = ()
    if number and day and number.shape in COUNTED:
        contradicted = bool(rows) and all(date_fits(one, number, day) is False for one in bodies)
        others = bodies_of_date(number, kind, day) if contradicted or not rows else ()
    if len(others) == 1 and not (strength == POSSESSIVE and body in bodies):
        return others[0], "inferred", "date"
    alone = len(rows) == 1 and not (slashed and is_commission(citing))  # a commission may have given it too
    if number and alone and rows[0].unnamed == CHOSEN:
        if contradicted and slashed and body not in bodies and known not in bodies:
            return None, "ambiguous", "date"
        sure = number.shape in UNMISTAKABLE and (
            number.shape != "roman" or not _others_numbered(number, kind, bodies[0])
        )
        return bodies[0], "certain" if sure else "inferred", "number"
    if body == CONFERENCE:
        return None, "ambiguous", "conference not named"
    if number and slashed and day and (fitting := [one for one in bodies if date_fits(one, number, day)]):
        if len(fitting) == 1:
            return fitting[0], "inferred", "date"
        bodies = fitting
    if number:
        bodies = [one for one in bodies if in_its_session(one, number, kind)]
    for likely, evidence in (
        (body if strength == POSSESSIVE else None, "possessive"),
        (known, "cited elsewhere"),
        (body, "list"),
        (citing, "citing body"),
        (_later_code(citing), "citing body"),
    ):
        if likely in bodies:
            return likely, "inferred", evidence
    return None, "ambiguous", "open"


@cache
def _others_numbered(number: CitedNumber, kind: str, body: str) -> bool:
    """Return whether another body may have given a number, one that numbers alone never suggest or the Assembly."""
    rows = rows_of_shape(number.shape, kind)
    return body != "A" and any(row.body != body and row.unnamed != IGNORED and row.covers(number) for row in rows)


@cache
def _later_code(body: str | None) -> str | None:
    """Return the code under which a body's decisions are numbered whose documents bear its earlier code."""
    rows = table()["bodies"]
    return next((code for code in rows if body and rows[code].get("earlier_code") == body), None)


def alternatives(
    spelling: str, kind: str, body: str | None, day: datetime.date | None, citing: CitingContext
) -> list[tuple[Symbol, str]]:
    """Return the other documents that a number might have been, each with what speaks against it.

    `body` is the body chosen, None where the citation stays open.
    """
    number = cited_number(spelling)
    if number is None:
        return []
    listed = numberings(number, kind)
    found: dict[Symbol, str] = {}
    for row in rows_of_shape(number.shape, kind):
        symbol = symbol_of(spelling, row.body, kind)
        if symbol is None or row.body == body or symbol in found or row.unnamed == IGNORED:
            continue
        reason = None if row in listed else row.objection(number) or "the number is the other body's"
        reason = reason or _objection(row, number, spelling, kind, citing.day, None)
        if not reason and day and date_fits(row.body, number, day) is False:
            reason = f"{day} is not in its session {number.session}"
        found[symbol] = reason or "nothing in the text speaks for it"
    return list(found.items())
