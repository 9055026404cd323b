"""The natural order of identifiers: numbers by value, Roman sessions before the 31st."""

from functools import lru_cache

from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import roman

_SERIES = LazyPattern(
    r"(?P<head>.+/(?:RES|DEC)/)(?P<number>[0-9]+)"
    r"(?:\((?P<series>(?:S|ES|[A-Z]{3,4})-)?(?P<ordinal>[IVXLC]+|(?<=-)[0-9]+)\))?(?P<tail>(?:[A-Z(]|/[A-Z][a-z]).*)?"
)
_ORDINAL = LazyPattern(r"(?P<head>.+/(?:RES|DEC)/)(?P<ordinal>[IVXLC]+)(?P<tail>/.+)")
_RUN = LazyPattern(r"[0-9]+|[^0-9]+")

Key = tuple[tuple[tuple[int, int, str], ...], ...]


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[Key, str]:
    """Return the sort key of an identifier: component by component, numbers before letters.

    >>> sorted(["A/RES/51/148", "A/RES/31/1", "A/RES/51/2", "A/RES/1514(XV)"], key=sort_key)
    ['A/RES/1514(XV)', 'A/RES/31/1', 'A/RES/51/2', 'A/RES/51/148']
    """
    components = _with_numeric_session(text).split("/")
    return tuple(tuple(_run(run) for run in _RUN.findall(one)) for one in components), text


def _run(run: str) -> tuple[int, int, str]:
    return (0, int(run), "") if run[0] in "0123456789" and len(run) < 1000 else (1, 0, run)


def _with_numeric_session(text: str) -> str:
    """Return a symbol with its Roman session as a number before its own: `217(III)A` as `3/217A`."""
    match = _SERIES.fullmatch(text)
    if match and not text.startswith("S/"):
        ordinal = match["ordinal"] or "0"
        value = int(ordinal) if ordinal.isdigit() else roman(ordinal)
        return f"{match['head']}{match['series'] or ''}{value}/{match['number']}{match['tail'] or ''}"
    match = _ORDINAL.fullmatch(text)
    if match:
        return f"{match['head']}{roman(match['ordinal']) or match['ordinal']}{match['tail']}"
    return text
