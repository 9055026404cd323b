"""Numbers as they are cited, `51/148`, `217 A (III)`, `1325 (2000)`, and the words around them.

A number shows only its shape; which bodies number so, and which symbol it stands for, is told by `numbering`.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.grammar import series_session
from unrtrace.symbols.tables import table
from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import LETTERS, letters, roman

_SERIES = LazyPattern(
    rf"""
    (?P<number> [0-9]{{1,5}} ) \s? (?P<before> {LETTERS} )?
    \s?[()]\s? (?P<session> [0-9]{{4}} | (?:(?:S|ES)-)?(?:[IVXLC]+) | (?:S|ES)-[0-9]{{1,2}} | ORG-[0-9]{{2}} ) \s?[()]
    \s? (?P<after> {LETTERS} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SLASHED = LazyPattern(
    rf"""
    (?P<year> (?:19|20)[0-9]{{2}} \s?/\s? )?
    (?P<session> [0-9]{{1,4}} | (?:S|ES)-[0-9]{{1,3}} | OS/[0-9]{{1,3}} | (?:SS\.)?[IVXLC]+ )
    \s?/\s? (?P<number> [0-9]{{1,4}} ) \s? (?P<letter> {LETTERS} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = LazyPattern(r"[0-9]{1,4}(?:/[0-9]{1,4})?(?: [A-Z])?(?: \((?:[0-9]{4}|[IVXLC]{1,7})\))?")
_OF_PARTIES = LazyPattern(
    r"(?P<number>[0-9]{1,3})\s?/\s?(?P<tag>(?!add|corr|rev)[A-Z]{2,4})\.\s?(?P<session>[0-9]{1,3})", re.IGNORECASE
)
_SERIAL = LazyPattern(r"[0-9]{1,5}", re.ASCII)
_WORD = LazyPattern(
    r"(?:\b|(?<=\bUN))(?P<kind>resolutions?|res\.?|decisions?|dec\.?|(?:presidential )?statements?|SCR)(?=[\s0-9S])"
    r"(?:\s?no\.?)?\s?",
    re.IGNORECASE,
)
_OF = LazyPattern(r",?\s(?:of|by)\s(?:the\s)?(?=[A-Za-z])", re.IGNORECASE)
_SPACE = LazyPattern(r"\s+")


class CitedNumber(NamedTuple):
    """A number as it is cited.

    `shape` is one of those of the table of numberings, `text` the canonical spelling, `session` and `number` its
    parts, `tag` that of a conference of parties (`CP`).
    """

    shape: str
    text: str
    session: str
    number: str
    tag: str = ""

    @classmethod
    def parse(cls, text: str, original: str = "") -> "CitedNumber | None":
        """Return the number that a text is, or None where it is none; `SymbolError` for one that cannot be.

        >>> CitedNumber.parse("46/36 l").text, CitedNumber.parse("217 A and B (III)").text
        ('46/36L', '217(III)A-B')
        >>> CitedNumber.parse("1325 (2000)").shape, CitedNumber.parse("1996/31").session
        ('security_council', '1996')
        """
        return _parse(text, original or text)


class NumberPhrase(NamedTuple):
    """A number, and the body and kind that the words around it name, None where they name none."""

    number: str
    body: str | None
    kind: str | None


@lru_cache(maxsize=65536)
def _parse(text: str, original: str) -> CitedNumber | None:
    if not text.isascii():
        return None
    if match := _SERIES.fullmatch(text):
        return _numbered_through(match, original)
    if match := _OF_PARTIES.fullmatch(text):
        tag = match["tag"].upper()
        return CitedNumber("cop", f"{match['number']}/{tag}.{match['session']}", match["session"], match["number"], tag)
    if match := _SLASHED.fullmatch(text):
        return _slashed(match)
    return CitedNumber("serial", str(int(text)), "", str(int(text))) if _SERIAL.fullmatch(text) else None


def _numbered_through(match: re.Match[str], original: str) -> CitedNumber:
    number, session = match["number"], match["session"].upper()
    before, after = letters(match["before"] or ""), letters(match["after"] or "")
    if session.isdigit():
        if before or after:
            raise SymbolError(original, "a year and a letter", "1325 (2000) or 217 A (III)")
        return CitedNumber("security_council", f"{number}({session})", session, number)
    if before and after and before != after:
        raise SymbolError(original, f"two letters, {before} and {after}", "one letter, as in 217 A (III)")
    session = series_session(session, original)
    return CitedNumber("roman", f"{number}({session}){before or after}", session, number)


def _slashed(match: re.Match[str]) -> CitedNumber | None:
    session, number = match["session"].upper(), match["number"]
    year = (match["year"] or "").replace(" ", "")
    text = f"{year}{session}/{number}{letters(match['letter'] or '')}"
    if session.isdigit():
        shape = "year" if len(session) == 4 else "session"
    else:
        shape = "special" if session[0] in "SEO" and not session.startswith("SS") else "ordinal"
    if shape == "ordinal" and roman(session.removeprefix("SS.")) is None:
        return None
    return CitedNumber(shape, text, session, number)


def is_plain(text: str) -> bool:
    """Return whether a text is a number and nothing else, with no character in it that has to be normalized.

    >>> is_plain("217 A (III)"), is_plain("1325(2000)")
    (True, False)
    """
    return _PLAIN.fullmatch(text) is not None


# ---- words around a number -----------------------------------------------------------------------


def phrase(text: str) -> NumberPhrase:
    """Return the number of an English phrase, and the body and kind that its words name.

    >>> phrase("Security Council resolution 1325 (2000)")
    NumberPhrase(number='1325 (2000)', body='S', kind='resolution')
    >>> phrase("decision 18/117 of the Human Rights Council")
    NumberPhrase(number='18/117', body='A/HRC', kind='decision')
    """
    match = _WORD.search(text)
    if not match:
        return _bare(text)
    before, rest = text[: match.start()].strip(" ,"), text[match.end() :]
    word = match["kind"].lower()
    kind = "decision" if word.startswith("dec") else "statement" if "statement" in word else "resolution"
    if word == "scr":
        before = before + "SC"
    of = _OF.search(rest)
    if of and not before:
        rest, before = rest[: of.start()], rest[of.end() :]
    body = organ_named(before) if before else None
    if before and body is None and before.lower() not in ("the", "its", "see"):
        return NumberPhrase(text, None, None)
    return NumberPhrase(rest.strip(" ,"), body, kind)


def _bare(text: str) -> NumberPhrase:
    """Return a number with a body before it and no word for the kind: `GA 51/148`."""
    first = re.search(r"(?<=\s)[0-9]", text)
    if first and text[:1].isalpha():
        body = organ_named(text[: first.start()].strip())
        if body:
            return NumberPhrase(text[first.start() :], body, None)
    return NumberPhrase(text, None, None)


def organ_named(words: str) -> str | None:
    """Return the code of the body that English words name, or None.

    >>> organ_named("the  General Assembly"), organ_named("UNSC"), organ_named("Senate")
    ('A', 'S', None)
    """
    return _names().get(_SPACE.sub(" ", words).strip().lower().removeprefix("the "))


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, row in table()["bodies"].items():
        for name in (row.get("name", ""), *row.get("aliases", ()), code):
            names.setdefault(name.lower(), code)
    names["council"] = "S"
    return names
