"""Whether a document of a number can exist: how far each series got (`facts/series_reached.toml`)."""

import datetime
from functools import cache, lru_cache
from typing import Any

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.symbol import Symbol
from unrtrace.symbols.tables import security_council_last
from unrtrace.text.lazy_pattern import LazyPattern

FIRST_YEAR = 1945
AHEAD = 1  # years by which documents are announced before their session or year
YEAR_DIGITS = 4
LONGEST_MARK = 3  # digits of a footnote's mark
MISPRINT = 2  # a number of a session or year at most so many times too high is rather a slip of its author
NATURES = {"resolution": "RES", "decision": "DEC", "statement": "PRST"}

_THROUGH = LazyPattern(r"(?P<series>S/PV|[AES])[/.](?P<number>[0-9]+)")
_OF_SESSION = LazyPattern(r"(?P<series>A/[0-9]{2,3}|S/(?:19|20)[0-9]{2})/(?P<number>[0-9]+)")
_ADOPTED = LazyPattern(r"(?P<body>A/HRC|[AE])/(?P<nature>RES|DEC)/(?P<session>[0-9]{1,4})/(?P<number>[0-9]{1,5})")
_LAST_NUMBER = LazyPattern(r"(?P<stem>.*[/.])(?P<number>[0-9]{3,})")


@cache
def _table() -> dict[str, Any]:
    from unrtrace.facts import load

    return load("series_reached")


def possible(symbol: Symbol, day: datetime.date | None = None) -> bool | None:
    """Return whether a document can exist that is cited on a day: False where its series never got so far.

    None where the tables do not tell: for a series that they do not have, and past the highest number that was seen.

    >>> possible(Symbol("A/RES/61/296")), possible(Symbol("A/RES/61/297")), possible(Symbol("A/RES/51/999"))
    (True, False, False)
    >>> possible(Symbol("S/RES/9999(2025)")), possible(Symbol("S/15947")), possible(Symbol("S/1594771"))
    (False, None, False)
    >>> possible(Symbol("S/15947"), datetime.date(1970, 1, 1)), possible(Symbol("ST/SGB/2003/13"))
    (False, None)
    """
    return _possible(symbol, day.year if day else None)


@lru_cache(maxsize=16384)
def _possible(symbol: Symbol, year: int | None) -> bool | None:
    if match := _ADOPTED.fullmatch(symbol):
        return _adopted_in(match["body"], match["nature"], match["session"], int(match["number"]), year)
    base = symbol.base
    if year and _begins(base) > year + AHEAD:
        return False
    number = base.number or ""
    if not number.isdecimal():
        return None
    if base.kind in NATURES:
        return _adopted(base, int(number))
    if match := _THROUGH.fullmatch(base):
        return _numbered_through(match["series"], int(match["number"]), year)
    if match := _OF_SESSION.fullmatch(base):
        return None if int(match["number"]) <= _table()["of_a_session"][base[0]] else False
    return None


def _begins(base: Symbol) -> int:
    """Return the year in which the session or the year in a symbol begins, 0 where it has none."""
    if base.year is not None:
        return base.year
    session = base.session or ""
    regular = session.isdecimal() and base.organ == "A" and not base.body.startswith("A/HRC")
    return FIRST_YEAR + int(session) if regular else 0


def _adopted(base: Symbol, number: int) -> bool | None:
    """Return whether a body can have given a number to a resolution, decision or statement of a session or year."""
    if base.body == "S" and base.kind == "resolution":
        last = security_council_last(base.year) if base.year else None
        return None if last is None or number <= last else False
    session = base.session or (str(base.year) if base.year else "")
    return _in_series(base.body if base.body == "UNEP/EA" else f"{base.body}/{NATURES[base.kind]}", session, number)


def _adopted_in(body: str, nature: str, session: str, number: int, year: int | None) -> bool | None:
    """Return the same for the parts of a number such as 51/148 or 1996/31, and the year in which it is cited."""
    begins = int(session) if len(session) == YEAR_DIGITS else FIRST_YEAR + int(session) if body == "A" else 0
    return False if year and begins > year + AHEAD else _in_series(f"{body}/{nature}", session, number)


def _in_series(series: str, session: str, number: int) -> bool | None:
    row = _table()["series"].get(series)
    if row is None or not session.isdecimal():
        return None
    first, last = _table()["irregular"].get(f"{series}/{session}", (0, 0))
    if first <= number <= last:
        return True
    for status in ("exact", "likely", "at_least"):
        if (bound := row.get(status, {}).get(session)) is not None and (status == "exact" or number <= bound):
            return bool(number <= bound)
    return None if number <= row["ceiling"] else False


def _numbered_through(series: str, number: int, year: int | None) -> bool | None:
    bound = _table()["numbered_through"][series]
    if series == "S" and year:
        bound = _table()["council_documents"].get(str(year), bound)
    return None if number <= bound else False


def without_mark(symbol: Symbol, day: datetime.date | None = None) -> tuple[Symbol, ...]:
    """Return what a symbol with an impossible number may be without the footnote's mark glued to it, longest first.

    >>> without_mark(Symbol("S/1594771"), datetime.date(1985, 1, 1))
    (Symbol('S/15947'), Symbol('S/1594'))
    >>> without_mark(Symbol("S/2020/2049")), without_mark(Symbol("S/2020/12349"))
    ((), (Symbol('S/2020/1234'), Symbol('S/2020/123'), Symbol('S/2020/12')))
    """
    match = _LAST_NUMBER.fullmatch(symbol)
    if not match:
        return ()
    of_session = _OF_SESSION.fullmatch(symbol)
    if of_session and int(match["number"]) <= MISPRINT * _table()["of_a_session"][symbol[0]]:
        return ()
    digits = match["number"]
    found = []
    for length in range(1, min(LONGEST_MARK, len(digits) - 2) + 1):
        if digits[-length] == "0":
            continue
        try:
            shorter = Symbol.parse(match["stem"] + digits[:-length])
        except SymbolError:
            continue
        if possible(shorter, day) is not False:
            found.append(shorter)
    return tuple(found)
