"""Which work a citation refers to; this module alone decides that."""

from collections.abc import Callable
from typing import NamedTuple

RESOLVED, MISSING, AMBIGUOUS, SELF = "resolved", "missing", "ambiguous", "self"


class Resolution(NamedTuple):
    """The outcome (resolved, missing, ambiguous or self), and the identifier of the work if there is one."""

    outcome: str
    work: str | None = None


def resolve(
    lookup: Callable[[str], tuple[str, ...]],
    symbol: str | None,
    candidates: tuple[str, ...] = (),
    citing: str | None = None,
    also: tuple[str, ...] = (),
) -> Resolution:
    """Return the work that a symbol refers to; with no symbol, only the outcome.

    `lookup` returns the identifiers of the works with a name, `citing` is the work that cites. `also` are the other
    symbols of a double symbol, looked up in turn if no work has the first.

    >>> held = {"A/RES/47/4": ("A/RES/47/4",), "S/26560": ("A/48/486",)}
    >>> resolve(lambda name: held.get(name, ()), "A/RES/47/4")
    Resolution(outcome='resolved', work='A/RES/47/4')
    >>> resolve(lambda name: held.get(name, ()), "E/1", also=("S/26560",)).work
    'A/48/486'
    """
    if symbol is None:
        return Resolution(AMBIGUOUS if candidates else MISSING)
    for name in (symbol, *also):
        works = lookup(name)
        if len(works) > 1:
            return Resolution(AMBIGUOUS)
        if works:
            return Resolution(SELF if works[0] == citing else RESOLVED, works[0])
    return Resolution(MISSING)
