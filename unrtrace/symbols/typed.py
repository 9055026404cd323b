"""What people type for a symbol besides its accepted spellings: for the command line, never for text that is read."""

import re
import unicodedata
from collections.abc import Iterator

from unrtrace.symbols import cited_number, links
from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.normalize import normalize
from unrtrace.symbols.symbol import Symbol
from unrtrace.symbols.tables import roman_sessions
from unrtrace.text.lazy_pattern import LazyPattern

_ENDING = LazyPattern(r"\.(?:pdf|txt|docx?|html?|xml|wpf|rtf|md|json)$", re.IGNORECASE)
_COPY = LazyPattern(r"(?:\s?\([0-9]{1,2}\)|\s-\s(?:copy|copie|copia|копия))$", re.IGNORECASE)
_JOB_NUMBER = LazyPattern(r"[NGVKI][0-9]{7}|[NGVK]?[0-9]{2}-[0-9]{5}", re.IGNORECASE)
_HYPHEN = LazyPattern(r"(?<!/S)(?<!-S)(?<!/ES)(?<!-ES)-", re.IGNORECASE)  # S-27 and ES-10 are sessions
_GLUED = (  # as the servers of the United Nations name files
    (LazyPattern(r"(a)[-_]?res[-_]?([3-9][0-9])[-_]?0*([1-9][0-9]{0,2})([a-z]?)", re.I), r"\1/RES/\2/\3\4"),
    (LazyPattern(r"s[-_]?res[-_]?([0-9]{1,4})[-_]?\(?((?:19|20)[0-9]{2})\)?", re.I), r"S/RES/\1(\2)"),
    (LazyPattern(r"s[-_]?prst[-_]?((?:19|20)[0-9]{2})[-_]?0*([1-9][0-9]?)", re.I), r"S/PRST/\1/\2"),
    (LazyPattern(r"e[-_]?res[-_]?((?:19|20)[0-9]{2})[-_]?0*([1-9][0-9]?)", re.I), r"E/RES/\1/\2"),
)


def parse_typed(text: str) -> Symbol:
    """Return the symbol that somebody means who types a text; raise `SymbolError` where there is none.

    Besides what `Symbol.parse` takes: hyphens for slashes, names of files and of a browser's copies of them.

    >>> parse_typed("A/RES/51-148"), parse_typed("ares77291.pdf"), parse_typed("A_RES_77_292 (1).txt")
    (Symbol('A/RES/51/148'), Symbol('A/RES/77/291'), Symbol('A/RES/77/292'))
    """
    try:
        return Symbol.parse(text)
    except SymbolError as error:
        for spelling in _other_spellings(text):
            try:
                return Symbol.parse(spelling)
            except SymbolError:
                continue
        if _JOB_NUMBER.fullmatch(_ENDING.sub("", text.strip())):
            raise SymbolError(text, "a job number, which names no document", links.EXPECTED) from None
        raise error


def _other_spellings(text: str) -> Iterator[str]:
    """Yield other spellings of a text, the nearest first."""
    whole = unicodedata.normalize("NFKC", text).strip()
    name = whole.rpartition("/")[2]
    bare = _COPY.sub("", _ENDING.sub("", whole)) if _ENDING.search(name) or "_" in whole else whole
    if bare != whole:
        yield bare
    for pattern, symbol in _GLUED:
        if match := pattern.fullmatch(bare):
            yield match.expand(symbol)
    if "-" in bare and "_" not in bare:
        yield _HYPHEN.sub("/", bare)


def possible_symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols that a number may stand for, those of old Assembly resolutions as well; none for other text.

    Before its thirty-first session the Assembly numbered its resolutions through, as the Security Council does.

    >>> possible_symbols("resolution 2758"), possible_symbols("GA 194")
    ((Symbol('S/RES/2758(2024)'), Symbol('A/RES/2758(XXVI)')), (Symbol('A/RES/194(III)'),))
    """
    found = list(Symbol.candidates(text))
    try:
        phrase = cited_number.phrase(normalize(text))
    except SymbolError:
        return tuple(found)
    if phrase.body in (None, "A") and phrase.kind in (None, "resolution") and phrase.number.isdecimal():
        sessions = roman_sessions(int(phrase.number)) if phrase.number.isascii() else []
        found += [Symbol.parse(f"A/RES/{int(phrase.number)}({session})") for session in sessions]
    return tuple(dict.fromkeys(found))
