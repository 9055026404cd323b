"""Which body can have given a number, by the one table of numberings (`facts/numbering.toml`).

A number is cited in one of eight shapes; the rows of its shape and kind whose sessions and numbers hold it name the
bodies. What a user types (`Symbol.candidates`) and what a text says (`extract`) are judged by the same rows.

>>> [row.body for row in numberings(CitedNumber.parse("35/17"), "resolution")]
['A', 'A/HRC']
>>> [row.body for row in numberings(CitedNumber.parse("1503 (XLVIII)"), "resolution")]
['E']
"""

import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from unrtrace.symbols.cited_number import CitedNumber
from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.grammar import canonical_form, is_known_lead, lead_of
from unrtrace.symbols.other_identifiers import organisation_number
from unrtrace.symbols.tables import contradicting_year, roman_sessions, table
from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import roman

NATURES = {"resolution": "RES", "decision": "DEC", "statement": "PRST"}
EXAMPLES = {
    "session": "51/148", "year": "1996/31", "roman": "217 A (III)", "special": "S-27/2",
    "security_council": "1325 (2000)", "serial": "1325", "cop": "1/CP.21", "ordinal": "X/2",
}  # fmt: skip
USUAL_SHAPES = ("session", "year", "special", "roman", "ordinal")
CHOSEN, LISTED, IGNORED, DATED = "chosen", "listed", "ignored", "dated"
NAMED_ONLY = (IGNORED, DATED)  # what a number means that names no body, and whose date speaks for none
UNLIMITED = 1_000_000
TOLERANCE = 40  # numbers by which the last one of a session may be wrong
GRACE = datetime.date(1, 10, 20)  # a session's last meetings may run on after the next one has opened
_SESSION = LazyPattern(r"(?P<series>ES-|S-|ORG-|OS/|SS\.)?(?P<ordinal>.*)")


class Numbering(NamedTuple):
    """One row of the table: a body numbers documents of a kind in a shape.

    `sessions` and `numbers` are the first and the last, `UNLIMITED` for no last one; `unnamed` says what a number means
    where no body is named: `chosen`, `listed` among the possible ones, `ignored`, or `dated`, chosen where the date of
    the number lies in a session of this body alone. `years` is a year and a step: session n was in the year plus n
    times the step. `through` has about the last number of each session. `lettered` says whether one number may stand
    for several resolutions, lettered A, B, C.
    """

    body: str
    kind: str
    shape: str
    series: str = ""
    sessions: tuple[int, int] = (0, UNLIMITED)
    numbers: tuple[int, int] = (0, UNLIMITED)
    unnamed: str = CHOSEN
    lettered: bool = False
    years: tuple[float, float] | None = None
    through: tuple[int, ...] = ()

    def covers(self, number: CitedNumber) -> bool:
        """Return whether the body had this session and reaches this number in it."""
        return self.holds(*_parts(number))

    def holds(self, series: str, session: int, serial: int) -> bool:
        """Return the same for the parts of a number."""
        (first, last), (lowest, highest) = self.sessions, self.numbers
        held = series == self.series and first <= session <= last and lowest <= serial <= highest
        if not held or not 0 < session <= len(self.through):
            return held
        before = self.through[session - 2] if session > 1 else 0
        return before - TOLERANCE <= serial <= self.through[session - 1] + TOLERANCE

    def objection(self, number: CitedNumber) -> str | None:
        """Return why the body cannot have given a number, or None where it can."""
        series, session, serial = _parts(number)
        first, last = self.sessions
        if series != self.series or not first <= session <= last:
            return f"it numbers so in {_bounds('session', self.series, self.sessions)}"
        if not self.holds(series, session, serial):
            if self.through:
                return f"its session {number.session} ended with about {self.kind} {self.through[session - 1]}"
            return f"its {self.kind}s have {_bounds('number', '', self.numbers)}"
        return None


def _parts(number: CitedNumber) -> tuple[str, int, int]:
    """Return the series and the session of a number, 0 for none, and the number itself."""
    series, session = split_session(number.session)
    return series, session or 0, int(number.number)


def _bounds(noun: str, series: str, bounds: tuple[int, int]) -> str:
    low, high = bounds
    return f"{noun}s from {series}{low} on" if high == UNLIMITED else f"{noun}s {series}{low} to {series}{high}"


@lru_cache(maxsize=4096)
def split_session(session: str) -> tuple[str, int | None]:
    """Return the series of a session and its ordinal, or None for an ordinal that is no number.

    >>> split_session("S-27"), split_session("XLVIII"), split_session("SS.VII"), split_session("")
    (('S-', 27), ('', 48), ('SS.', 7), ('', None))
    """
    match = _SESSION.fullmatch(session)
    series, ordinal = (match["series"] or "", match["ordinal"]) if match else ("", "")
    return series, int(ordinal) if ordinal.isdigit() else roman(ordinal)


@cache
def _rows() -> dict[str, tuple[Numbering, ...]]:
    """Return the rows of the table by shape."""
    from unrtrace.facts import load

    found: dict[str, list[Numbering]] = {}
    for row in load("numbering")["rows"]:
        bounds = {key: (row[key][0], row[key][1] or UNLIMITED) for key in ("sessions", "numbers") if key in row}
        bounds |= {key: tuple(row[key]) for key in ("years", "through") if key in row}
        numbering = Numbering(**{**row, **bounds})
        found.setdefault(numbering.shape, []).append(numbering)
    return {shape: tuple(rows) for shape, rows in found.items()}


@cache
def rows_of_shape(shape: str, kind: str | None) -> tuple[Numbering, ...]:
    """Return every numbering of a shape and kind (None: any, resolutions first), whatever its numbers."""
    rows = _rows().get(shape, ())
    return tuple(row for one in ((kind,) if kind else NATURES) for row in rows if row.kind == one)


@lru_cache(maxsize=65536)
def numberings(number: CitedNumber, kind: str | None, named: str | None = None) -> tuple[Numbering, ...]:
    """Return the numberings that a number may belong to, the likeliest first.

    `named` is the body that the text names for it: only then is a body considered that numbers alone never suggest.
    A number with a Roman session belongs to the body named, else to the Assembly where it gave that number in that
    session, else to another body that counted its sessions so.
    """
    parts = _parts(number)
    rows = [row for row in rows_of_shape(number.shape, kind) if row.holds(*parts)]
    if number.shape != "roman":
        return tuple(row for row in rows if row.unnamed not in NAMED_ONLY or row.body == named)
    if of_named := [row for row in rows if row.body == named]:
        return tuple(of_named)
    rows = [row for row in rows if row.unnamed not in NAMED_ONLY]
    if number.session in roman_sessions(int(number.number)):
        return tuple(row for row in rows if row.body == "A")
    return tuple(sorted(rows, key=lambda row: row.body == "A"))


def in_its_session(body: str, number: CitedNumber, kind: str) -> bool:
    """Return whether a body had the session of a number; True where it numbers none in that way.

    >>> in_its_session("A", CitedNumber.parse("2/19"), "resolution")
    False
    """
    if body == "A" and number.shape == "roman":
        return number.session in roman_sessions(int(number.number))
    series, session = split_session(number.session)
    rows = [row for row in rows_of_shape(number.shape, kind) if row.body == body and row.series == series]
    return not rows or any(row.sessions[0] <= (session or 0) <= row.sessions[1] for row in rows)


@cache
def shapes_of(body: str, kind: str) -> tuple[str, ...]:
    """Return the shapes in which a body numbers documents of a kind, in the order of the table.

    >>> shapes_of("A", "resolution"), shapes_of("S", "decision")
    (('session', 'special', 'roman'), ())
    """
    found = (row.shape for rows in _rows().values() for row in rows if (row.body, row.kind) == (body, kind))
    return tuple(dict.fromkeys(found))


def may_be_lettered(body: str, kind: str, session: str, number: str) -> bool:
    """Return whether a body gives one number to several resolutions, which it tells apart by letters.

    >>> may_be_lettered("A", "resolution", "46", "36"), may_be_lettered("A", "resolution", "III", "217")
    (True, True)
    >>> may_be_lettered("S", "resolution", "2000", "1295"), may_be_lettered("A/HRC", "resolution", "5", "1")
    (False, False)
    """
    series, ordinal = split_session(session)
    if ordinal is None or not number.isdecimal():
        return False
    return any(
        row.lettered and (row.body, row.kind) == (body, kind) and row.holds(series, ordinal, int(number))
        for rows in _rows().values()
        for row in rows
    )


def symbol_of(text: str, body: str, kind: str | None, original: str) -> str:
    """Return the symbol of the number `text` of a body; `SymbolError` where that body numbers otherwise.

    >>> symbol_of("5/7", "UNEP/EA", None, ""), symbol_of("1/CP.21", "FCCC/CP", None, "")
    ('UNEP/EA.5/Res.7', 'FCCC/CP/DEC/1/CP.21')
    """
    number = CitedNumber.parse(text, original)
    if number is None and _is_organisation(body):
        return organisation_number(body, text, original)
    if number is None:
        raise SymbolError(original, "no number of a resolution or decision", "one such as 51/148 or 217 A (III)")
    return symbol_of_number(number, body, kind, original)


def symbol_of_number(number: CitedNumber, body: str, kind: str | None, original: str) -> str:
    """Return the symbol of a number of a body; `SymbolError` where that body numbers otherwise.

    >>> symbol_of_number(CitedNumber.parse("51/148"), "A", None, "")
    'A/RES/51/148'
    """
    if _is_organisation(body):
        return organisation_number(body, number.text, original)
    form = _form(body, kind)
    if form is None:
        raise _no_form(body, kind or "resolution", original)
    if number.shape not in form.shapes or form.tag not in (None, number.tag):
        raise SymbolError(
            original,
            f"{body} numbers no {form.kind} like this",
            ", ".join(EXAMPLES[shape] for shape in form.shapes),
        )
    filled = form.symbol.format(cited=number.text, session=number.session, number=number.number)
    return canonical_form(filled, original)


@cache
def _is_organisation(body: str) -> bool:
    """Return whether a code is that of an organisation whose resolutions have no symbols of the United Nations."""
    return bool(table()["bodies"].get(body, {}).get("organisation"))


class Form(NamedTuple):
    """How a body's documents of a kind are written and cited.

    `symbol` is the template of their symbols, `shapes` those of their numbers, `tag` that of a conference of parties
    or None where the numbers have none of their own.
    """

    kind: str
    symbol: str
    shapes: tuple[str, ...]
    tag: str | None = None


@lru_cache(maxsize=4096)
def _form(body: str, kind: str | None) -> Form | None:
    """Return how a body's documents of a kind, else of its usual kind, are written; None where it has none.

    A body of which the tables say nothing has the usual form, E/CN.9/RES/2006/2, and any shape but the few of one body.
    """
    row: dict[str, Any] = table()["bodies"].get(body, {})
    kind = kind or row.get("default", "resolution")
    if kind not in NATURES:
        return None
    shapes = shapes_of(body, kind)
    if kind in row:
        return Form(kind, row[kind]["symbol"], shapes, row[kind].get("tag"))
    organ = lead_of(body + "/")
    if any(other in row for other in NATURES) or organ is None or not is_known_lead(organ):
        return None
    return Form(kind, f"{body}/{NATURES[kind]}/{{cited}}", shapes or USUAL_SHAPES)


def _no_form(body: str, kind: str, original: str) -> SymbolError:
    """Return the error that says why a body has no documents of a kind that are cited by a number."""
    row = table()["bodies"].get(body, {})
    if kind not in NATURES:
        return SymbolError(original, f"no {kind} is cited by a number", ", ".join(NATURES))
    if others := [other for other in NATURES if other in row]:
        return SymbolError(original, f"{body} numbers no {kind}s", " or ".join(others))
    return SymbolError(original, f"unknown body {body!r}", "a code such as A, S, E, A/HRC or UNEP/EA")


def candidates(number: CitedNumber, kind: str | None, original: str) -> list[str]:
    """Return the symbols that a number may stand for where no body is named, the likeliest first."""
    found = []
    for row in numberings(number, kind):
        try:
            found.append(symbol_of(number.text, row.body, row.kind, original))
        except SymbolError:
            continue
    return found


def symbols_of_digits(digits: str, body: str, kind: str) -> list[str]:
    """Return the symbols of a body whose session, or year, and number may be written without a separator.

    A session has one or two digits, a year four; the year of a resolution of the Security Council stands last.

    >>> symbols_of_digits("77291", "A", "resolution"), symbols_of_digits("13252000", "S", "resolution")
    (['A/RES/77/291'], ['S/RES/1325(2000)'])
    >>> symbols_of_digits("111", "A/HRC", "resolution"), symbols_of_digits("12", "A", "resolution")
    (['A/HRC/RES/1/11', 'A/HRC/RES/11/1'], [])
    """
    found = []
    for row in (
        *rows_of_shape("session", kind),
        *rows_of_shape("year", kind),
        *rows_of_shape("security_council", kind),
    ):
        if row.body != body:
            continue
        for at in {"session": (1, 2), "year": (4,)}.get(row.shape, (len(digits) - 4,)):
            session, number = digits[:at], digits[at:]
            if not session or not number or "0" in (session[0], number[0]):
                continue
            if row.shape == "security_council":
                if contradicting_year(int(session), int(number)) is None:
                    found.append(symbol_of(f"{session} ({number})", body, kind, digits))
            elif row.holds("", int(session), int(number)):
                found.append(symbol_of(f"{session}/{number}", body, kind, digits))
    return found


def resolve_without_body(text: str, kind: str | None, original: str) -> str | None:
    """Return the symbol of a number without a body where its shape leaves no choice; None for what is no number.

    Raises `SymbolError`, naming the candidates, for a number that several bodies may have given.
    """
    number = CitedNumber.parse(text, original)
    if number is None:
        return None
    found = candidates(number, kind, original)
    unmistakable = number.shape in ("security_council", "cop") and kind != "statement"
    if found and (unmistakable or (number.shape == "roman" and len(found) == 1)):
        return found[0]
    likely = f" (may be {', '.join(found)})" if found else ""
    raise SymbolError(original, f"a number without its organ{likely}", "the organ too, as in body='A'")


# ---- dates against sessions ------------------------------------------------------------------------


def in_regular_session(session: int, day: datetime.date) -> bool:
    """Return whether a day lies in the Assembly's regular session of that number.

    Session n opens in September of 1945+n and ends the day before the next one opens; a session whose last
    meetings ran on is not told apart, so it is given until 20 October.

    >>> in_regular_session(48, datetime.date(1994, 12, 20)), in_regular_session(49, datetime.date(1994, 12, 20))
    (False, True)
    """
    year = 1945 + session
    first = datetime.date(1946, 1, 10) if session == 1 else datetime.date(year, 9, 1)
    return first <= day <= GRACE.replace(year=year + 1)


def may_be_of_year(session: str, year: int) -> bool:
    """Return whether a session of the Assembly, as its symbols write it, had a meeting in a year.

    >>> may_be_of_year("XV", 1960), may_be_of_year("XV", 1990), may_be_of_year("S-VI", 1974)
    (True, False, False)
    """
    series, ordinal = split_session(session)
    return not series and ordinal is not None and year - 1945 - ordinal in (0, 1)


@cache
def human_rights_council_year(session: int) -> int:
    """Return the year of a regular session of the Human Rights Council, 9999 for one that has not been."""
    from unrtrace.facts import load

    row = load("sessions")["human_rights_council"].get(str(session))
    return int(row["year"]) if row else 9999


def date_fits(body: str, number: CitedNumber, day: datetime.date) -> bool | None:
    """Return whether a body adopted this number around that day; None where the series does not tell.

    >>> day = datetime.date(2015, 5, 29)
    >>> [date_fits(body, CitedNumber.parse("71/9"), day) for body in ("A", "ESCAP", "UNEP/EA")]
    [False, True, None]
    """
    series, session = split_session(number.session)
    if series or session is None:
        return None
    years = _years(body, number.shape, session)
    if years is not None:
        return abs(years[0] + years[1] * session - day.year) <= max(1, years[1] / 2)
    if body == "A":
        return in_regular_session(session, day)
    if body == "A/HRC":
        return human_rights_council_year(session) == day.year
    return abs(session - day.year) <= 1 if number.shape == "year" and body in ("E", "E/CN.4") else None


@cache
def _years(body: str, shape: str, session: int) -> tuple[float, float] | None:
    """Return what tells the year of a body's session, or None."""
    rows = (row for row in _rows().get(shape, ()) if row.body == body and not row.series and row.years)
    return next((row.years for row in rows if row.sessions[0] <= session <= row.sessions[1]), None)


@lru_cache(maxsize=4096)
def bodies_of_date(number: CitedNumber, kind: str, day: datetime.date) -> tuple[str, ...]:
    """Return the bodies that hold a number in a session of that day, those that numbers alone never suggest too.

    >>> bodies_of_date(CitedNumber.parse("905 (XLVI)"), "resolution", datetime.date(2013, 3, 26))
    ('ECA',)
    """
    rows = [row for row in rows_of_shape(number.shape, kind) if row.unnamed != IGNORED and row.covers(number)]
    return tuple(row.body for row in rows if date_fits(row.body, number, day))


def has_reached(body: str, number: CitedNumber, day: datetime.date | None) -> bool:
    """Return whether a body had reached the session of a number on a day; True where the series does not tell."""
    if not number.session.isdigit():
        return True
    session, year = int(number.session), day.year if day else 2100
    if body == "A/HRC":
        return human_rights_council_year(session) <= year
    return body != "A" or 1945 + session <= year
