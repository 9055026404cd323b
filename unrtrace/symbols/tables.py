"""The rows of the tables that identifiers are read by, loaded when first asked for."""

from functools import cache
from typing import Any

MOST_OF_A_YEAR = 100  # resolutions of the Security Council
TOLERANCE = 3  # numbers by which the first and last of a session or year may be wrong


@cache
def table() -> dict[str, Any]:
    """The table of bodies and components (`facts/bodies.toml`)."""
    from unrtrace.facts import load

    return load("bodies")


@cache
def organisation_codes() -> tuple[str, ...]:
    """The codes of the bodies outside the main organs that number resolutions and are named as organisations are."""
    return tuple(code for code, row in table()["bodies"].items() if row.get("organisation") or row.get("commission"))


@cache
def _security_council_years() -> list[tuple[int, int, int]]:
    from unrtrace.facts import load

    rows = load("sessions")["security_council"]
    return [(int(year), first, last) for year, (first, last) in rows.items()]


@cache
def security_council_year(number: int) -> int | None:
    """The year of a Security Council resolution; None outside the table.

    >>> security_council_year(1325), security_council_year(9999)
    (2000, None)
    """
    return next((year for year, first, last in _security_council_years() if first <= number <= last), None)


def security_council_last(year: int) -> int | None:
    """A number that no resolution of the Security Council of a year exceeds; None for a year outside the table.

    The last year of the table may go on.

    >>> security_council_last(2000), security_council_last(1900)
    (1337, None)
    """
    rows = _security_council_years()
    last = next((last for one, _, last in rows if one == year), None)
    return None if last is None else last + (MOST_OF_A_YEAR if year == rows[-1][0] else TOLERANCE)


def contradicting_year(number: int, year: int) -> int | None:
    """The year in which the Security Council gave a number that a text has with another one; None where they agree.

    A number at an edge of its year may be of the year beside it.

    >>> contradicting_year(1325, 2003), contradicting_year(1325, 2000), contradicting_year(1335, 2000)
    (2000, None, None)
    """
    for one, first, last in _security_council_years():
        if one == year and first - TOLERANCE <= number <= last + TOLERANCE:
            return None
    return security_council_year(number)


def roman_session(number: int) -> tuple[str, bool] | None:
    """The Roman session of an Assembly resolution before the 31st, and whether that is sure.

    >>> roman_session(3541), roman_session(3542)
    (('XXX', True), None)
    """
    from unrtrace.facts import load

    for session, row in load("sessions")["old_series"].items():
        if row["first"] <= number <= row["last"]:
            return session, not row.get("approximate", False)
    return None


def roman_sessions(number: int) -> list[str]:
    """The Roman sessions in which the Assembly may have given a number before the 31st, the likeliest first.

    >>> roman_sessions(194), roman_sessions(188), roman_sessions(3541)
    (['III'], ['S-II', 'III'], ['XXX'])
    """
    from unrtrace.facts import load

    found = []
    for session, row in load("sessions")["old_series"].items():
        edge = TOLERANCE if row.get("approximate") else 0
        if row["first"] - edge <= number <= row["last"] + edge:
            found.append(session)
    likely = roman_session(number)
    return sorted(found, key=lambda session: not likely or session != likely[0])
