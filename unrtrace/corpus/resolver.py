"""A citation to the work that answers to it: resolved, missing, ambiguous or self."""

from collections.abc import Callable
from typing import NamedTuple

RESOLVED, MISSING, AMBIGUOUS, SELF = "resolved", "missing", "ambiguous", "self"


class Resolution(NamedTuple):
    """The outcome, and the identifier of the work where there is one."""

    outcome: str
    work: str | None = None


def resolve(
    lookup: Callable[[str], str | None], symbol: str | None, candidates: tuple[str, ...] = (), citing: str | None = None
) -> Resolution:
    """How a symbol, or the candidates of a citation that has none, is answered by a corpus.

    `lookup` gives the identifier of the work that a name stands for; `citing` is the work that cites.

    >>> held = {"A/RES/47/4": "A/RES/47/4"}
    >>> resolve(held.get, "A/RES/47/4"), resolve(held.get, "A/RES/9/9").outcome
    (Resolution(outcome='resolved', work='A/RES/47/4'), 'missing')
    """
    if symbol is None:
        return Resolution(AMBIGUOUS if candidates else MISSING)
    work = lookup(symbol)
    if work is None:
        return Resolution(MISSING)
    return Resolution(SELF if work == citing else RESOLVED, work)
