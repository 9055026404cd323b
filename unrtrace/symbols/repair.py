"""Symbols that a scan has spoilt: which components cannot be as they are, and what they may have been.

Each component is checked by the grammar: after C. CN. Sub. Add. Corr. Rev. PV. SR. only digits can stand, and so as a
session or a year. Letters that look like digits are read as digits there, nowhere else.
"""

import re
from functools import lru_cache

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.grammar import is_known_lead
from unrtrace.symbols.symbol import Symbol
from unrtrace.symbols.tables import roman_sessions
from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import roman

LOOKALIKES = "lIi|!OoSsBZ"
DIGITS = str.maketrans(LOOKALIKES, "11111005582")
WORDS = "AC|CN|CONF|C|Sub|SUB|L|PV|SR|WP|CRP|Add|ADD|Corr|CORR|Rev|REV|Amend|AMEND"
MAIN = ("A", "S", "E")  # organs that never have Roman numbers there

_COUNTED = LazyPattern(rf"(?P<word>(?i:{WORDS}))\s?[.,]\s?(?P<number>[^.,()\s]+)(?P<rest>\(.*\))?")
_CLEAN_COUNT = LazyPattern(r"[0-9]+(?:-[0-9]+)?[A-Z]?(?:[IVX]+)?")
_CONFUSED = LazyPattern(rf"(?=.*[0-9])[0-9{re.escape(LOOKALIKES)}]+")
_DRAFT = LazyPattern(r"[1lI|]\s?\.\s?(?P<number>[0-9]{1,4})")  # L.3 read as 1.3
_GLUED = LazyPattern(r"(?P<number>[0-9]+)[^0-9A-Z/.]?[YIl1i]?(?P<rest>(?:Add|Corr|Rev|Amend)\..+)")
_WRONG_SLASHES = LazyPattern(r"C\s?\.\s?(?P<body>[1-6])[1lIi/](?P<session>[0-9]{2})[1lIi/](?P<rest>(?:L|SR|PV)\..+)")
_HEAD = LazyPattern(r"(?P<organ>[ASE])[1lIi|!](?P<rest>(?:AC|CN|CONF|C|PV|SR|L|HRC|RES|INF|Agenda)[./].*)", re.DOTALL)
_OLD = LazyPattern(
    r"(?P<number>[0-9]{1,4})\s?(?P<before>[A-Z])?\s?\((?P<session>[IVXLClivx1|]{1,7})\)(?P<after>[A-Z])?"
)
_ROMAN_STROKES = str.maketrans("1l|ivx", "IIIIVX")
_UPPER_ENDING = LazyPattern(r"[0-9]+[A-Z](?:-[A-Z])?")


@lru_cache(maxsize=4096)
def is_spoilt(text: str) -> bool:
    """Return whether a component of a symbol, given as printed, cannot be as it is.

    >>> is_spoilt("A/C.l/42/PV.3"), is_spoilt("E/2S73"), is_spoilt("A/RES/46/36I"), is_spoilt("A/C.1/42/L.3/Rev.1")
    (True, True, False, False)
    """
    head, *components = text.split("/")
    adopted = "RES" in components or "DEC" in components
    last = len(components) - 1
    return any(_reading(part, adopted, at == last, head) is not None for at, part in enumerate(components))


@lru_cache(maxsize=4096)
def mended(text: str) -> tuple[Symbol, ...]:
    """Return the symbol that a spoilt one, given as printed, may have been; several of a joint one; none if none fits.

    >>> mended("A/C.l/36/1. 3"), mended("SiAgenda/l013"), mended("A/RES/217(111)")
    ((Symbol('A/C.1/36/L.3'),), (Symbol('S/Agenda/1013'),), (Symbol('A/RES/217(III)'),))
    """
    text = " ".join(text.split()).replace(" .", ".")
    if text.startswith("$/"):
        text = "S" + text[1:]
    if match := _HEAD.fullmatch(text):
        text = f"{match['organ']}/{match['rest']}"
    head, *components = text.split("/")
    if not components or not is_known_lead(head):
        return ()
    adopted = "RES" in components or "DEC" in components
    read = [_reading(part.strip(), adopted, at == len(components) - 1, head) for at, part in enumerate(components)]
    parts = [new if new is not None else old for new, old in zip(read, components, strict=True)]
    return _parse("/".join([head, *parts]))


def old_resolutions(text: str) -> tuple[Symbol, ...]:
    """Return the Assembly resolutions that an old number with a spoilt session may be, for the number fixes it.

    >>> old_resolutions("217 A (1II)"), old_resolutions("2131 (XXl)"), old_resolutions("217 (12)")
    ((Symbol('A/RES/217(III)A'),), (Symbol('A/RES/2131(XX)'), Symbol('A/RES/2131(XXI)')), ())
    """
    match = _OLD.fullmatch(text)
    if not match or roman(match["session"]) is not None:
        return ()
    letter = match["before"] or match["after"] or ""
    printed = match["session"].translate(_ROMAN_STROKES)
    found: list[Symbol] = []
    for session in roman_sessions(int(match["number"])):
        if _distance(printed, session.replace("-", "")) <= 1:
            found += _parse(f"A/RES/{match['number']}({session}){letter}")
    return tuple(found)


def _parse(text: str) -> tuple[Symbol, ...]:
    try:
        return Symbol.parse_joint(text)
    except SymbolError:
        return ()


def _reading(part: str, adopted: bool, is_last: bool, organ: str) -> str | None:
    """Return what a spoilt component should be; None for one that is as it can be, or that cannot be mended."""
    if match := _COUNTED.fullmatch(part):
        number = match["number"]
        digits = number.translate(DIGITS)
        if _CLEAN_COUNT.fullmatch(number) or (organ not in MAIN and roman(number) is not None):
            return None
        return f"{match['word']}.{digits}{match['rest'] or ''}" if _CLEAN_COUNT.fullmatch(digits) else None
    if match := _DRAFT.fullmatch(part):
        return f"L.{match['number']}"
    if match := _GLUED.fullmatch(part):
        rest = _reading(match["rest"], adopted, is_last, organ) or match["rest"]
        return f"{match['number']}/{rest}"
    if match := _WRONG_SLASHES.fullmatch(part):
        rest = _reading(match["rest"], adopted, is_last, organ) or match["rest"]
        return f"C.{match['body']}/{match['session']}/{rest}"
    if adopted and (old := old_resolutions(part)):
        return old[0].removeprefix("A/RES/")
    if part.isdecimal() or not _CONFUSED.fullmatch(part):
        return "1" if part == "l" else None
    if is_last and _UPPER_ENDING.fullmatch(part) and (adopted or part[-1] not in "IO"):
        return None  # the letter of a part
    return part.translate(DIGITS)


def _distance(one: str, other: str) -> int:
    """Return how many characters have to be changed, dropped or added to make one text the other."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]
