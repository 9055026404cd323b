"""The symbols under which one instrument is cited: the resolution that has it in its annex, its registration, its sale.

A row of `facts/instruments.toml` is one instrument. A symbol may stand for several: A/RES/2200(XXI)A for three
treaties.

>>> same_as("UNTS:1577/27531"), same_as("A/RES/2200(XXI)A")
(('A/RES/44/25',), ('UNTS:993/14531', 'UNTS:999/14668'))
>>> same_as("A/RES/51/148"), names_shared("A/RES/44/25", "UNTS:1577/27531")
((), ['Convention on the Rights of the Child'])
"""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from unrtrace.facts import load
from unrtrace.symbols import Symbol


class Instrument(NamedTuple):
    """An instrument: its row of the table, its English name, its symbols, the annex.

    The document that holds its text is the first of the symbols. `annex` is "" for an annex without a number, None for
    an instrument that is a whole document.
    """

    code: str
    name: str
    symbols: tuple[str, ...]
    annex: str | None


@cache
def _instruments() -> Mapping[str, tuple[Instrument, ...]]:
    """Return the instruments that have each symbol, of those that have several."""
    found: dict[str, tuple[Instrument, ...]] = {}
    for code, row in load("instruments").items():
        symbols = tuple(str(Symbol.parse(row[key])) for key in ("symbol", "treaty", "sales") if key in row)
        annex = row.get("pinpoint", {}).get("annex") if "symbol" in row else None
        if len(symbols) > 1:
            for symbol in symbols:
                found[symbol] = (*found.get(symbol, ()), Instrument(code, row["en"][0], symbols, annex))
    return found


def same_as(symbol: str) -> tuple[str, ...]:
    """Return the other symbols of the instruments that a symbol stands for, in the order of the table."""
    rows = _instruments().get(symbol, ())
    return tuple(dict.fromkeys(other for row in rows for other in row.symbols if other != symbol))


@cache
def _counts() -> Counter[str]:
    rows = load("instruments").values()
    return Counter(str(Symbol.parse(row[key])) for row in rows for key in ("symbol", "treaty") if key in row)


def is_one_instrument(symbol: str) -> bool:
    """Return whether a symbol stands for exactly one instrument, whose name may stand for it.

    >>> is_one_instrument("A/RES/44/25"), is_one_instrument("A/RES/2200(XXI)A"), is_one_instrument("A/RES/51/148")
    (True, False, False)
    """
    return _counts()[symbol] == 1


def names_shared(symbol: str, other: str) -> list[str]:
    """Return the English names of the instruments that have both symbols."""
    return [row.name for row in _instruments().get(symbol, ()) if other in row.symbols]


def is_of(symbol: str, other: str, cited: Collection[str], annex: str | None, code: str | None) -> bool:
    """Return whether a citation of `other` may be one of an instrument that has `symbol` too.

    It is not where `other` stands for several instruments, and the citation means another one by its other symbols
    (`cited`), its annex or its name (`code`, the row of the table).

    >>> protocol, resolution = "UNTS:2173/27531", "A/RES/54/263"
    >>> [is_of(protocol, resolution, (), annex, None) for annex in (None, "I", "II")]
    [True, True, False]
    >>> is_of(protocol, resolution, ("UNTS:2171/27531",), None, None), is_of(protocol, resolution, (), None, "CRC-OPSC")
    (False, False)
    """
    rows = _instruments().get(other, ())
    of_symbol = [row for row in rows if symbol in row.symbols]
    elsewhere = {one for row in rows if row not in of_symbol for one in row.symbols}
    elsewhere -= {one for row in of_symbol for one in row.symbols}
    if not elsewhere.isdisjoint(cited) or any(row.code == code for row in rows if row not in of_symbol):
        return False
    return any(not annex or not row.annex or row.symbols[0] != other or row.annex == annex for row in of_symbol)
