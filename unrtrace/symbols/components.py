"""The parts of a canonical identifier: organ, body, session, year, nature, number, letter, suffixes."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from unrtrace.symbols.tables import table
from unrtrace.text.lazy_pattern import Pattern
from unrtrace.text.roman import roman

_SUFFIX = Pattern(r"(?:Add|Corr|Rev|Amend)\.[0-9]+(?:-[0-9]+)?|Summary|Excerpts?")
_LETTERED = Pattern(
    r"""
    ( .+/(?:RES|DEC)/
      (?: [0-9]+ (?: \([A-Z0-9-]+\) )?                                         # 217(III)
        | (?:[0-9]{4}/)? (?: (?:S|ES)-[0-9]+ | OS/[0-9]+ | [0-9]+ | (?:SS\.)?[IVXLC]+ ) /[0-9]+   # 46/36
      )
    ) ( [A-Z] (?:-[A-Z])? )
    """,
    re.VERBOSE,
)
_LAST_PAREN = Pattern(r"(.+)\(([^()]*)\)")
_SERIES_PAREN = Pattern(r".*/(?:RES|DEC)/[0-9]+\((?:(?:(?:S|ES)-)?[IVXLC]+|[A-Z]{3,4}-[0-9]+)\)")
_COUNCIL_PAREN = Pattern(r"S/RES/[0-9]+\([0-9]{4}\)")
_YEAR = Pattern(r"(?:19[4-9]|20[0-9])[0-9]")
_SPECIAL = Pattern(r"(?:S|ES)-[0-9]+")
_NUMBERED = Pattern(r"([A-Z][A-Za-z-]*(?:\.[A-Z][A-Za-z]+)*)[.(]([0-9]+|[IVXLC]+)\)?")
_NATURE = Pattern(r"([A-Z][A-Za-z]*)\.(.+)")


class Parts(NamedTuple):
    """What one identifier says of itself; see the properties of `Symbol` for each."""

    organ: str
    body: str
    session: str | None
    year: int | None
    nature: str | None
    number: str | None
    letter: str | None
    suffixes: tuple[str, ...]
    part: str | None
    kind: str
    base: str
    known: bool


class Peeled(NamedTuple):
    """One step up from a symbol: what is left, and what was taken off."""

    rest: str
    what: str  # suffix, part or letter
    value: str


def peel(text: str) -> Peeled | None:
    """The symbol without the last thing added to it; None where nothing can be taken off.

    >>> peel("A/74/5(Vol.III)/Corr.1").rest, peel("A/RES/217(III)A").rest, peel("A/51/1")
    ('A/74/5(Vol.III)', 'A/RES/217(III)', None)
    """
    if ":" in text:
        return None
    head, _, last = text.rpartition("/")
    if _SUFFIX.fullmatch(last) and "/" in head:
        return Peeled(head, "suffix", last)
    if text.endswith(")"):
        match = _LAST_PAREN.fullmatch(text)
        if match and not _SERIES_PAREN.fullmatch(text) and not _COUNCIL_PAREN.fullmatch(text):
            return Peeled(match[1], "part", match[2])
        return None
    match = _LETTERED.fullmatch(text)
    return Peeled(match[1], "letter", match[2]) if match else None


@lru_cache(maxsize=65536)
def parts(text: str) -> Parts:
    """The parts of a canonical identifier."""
    scheme, colon, number = text.partition(":")
    if colon:
        return _elsewhere(text, scheme, number)
    base, suffixes, part, letter = text, list[str](), None, None
    while step := peel(base):
        base = step.rest
        if step.what == "suffix":
            suffixes.insert(0, step.value)
        elif step.what == "part":
            part = step.value
        else:
            letter = step.value
    fields = _adopted(base) or _document(base)
    known = _known(fields["organ"], fields["body"])
    return Parts(**fields, letter=letter, suffixes=tuple(suffixes), part=part, base=base, known=known)


def _elsewhere(text: str, scheme: str, number: str) -> Parts:
    """A sales number, a treaty of the Treaty Series, another organisation's resolution."""
    kinds = {"Sales": "publication", "UNTS": "treaty"}
    known = scheme in kinds or scheme in table()["bodies"]
    kind = kinds.get(scheme, "resolution")
    year = None
    if scheme == "Sales":
        head = number.partition(".")[0]
        year = int(head) if len(head) == 4 else 1900 + int(head) if int(head) > 45 else 2000 + int(head)
    return Parts(scheme, scheme, None, year, None, number, None, (), None, kind, text, known)


def _adopted(base: str) -> dict[str, Any] | None:
    """Fields of a resolution, decision or statement in a series of its own: A/RES/…, S/PRST/…."""
    components = base.split("/")
    at = next((i for i, c in enumerate(components) if i and c in ("RES", "DEC", "PRST")), 0)
    rest = components[at + 1 :]
    if not at or not rest:
        return None
    session, year = None, None
    match = re.fullmatch(r"([0-9]+)\(([^()]+)\)", rest[-1])
    number = rest[-1]
    if match:
        number, inside = match[1], match[2]
        session, year = (None, int(inside)) if _YEAR.fullmatch(inside) else (inside, None)
    elif "." in number and len(rest) == 2:  # 1/CP.21
        number, session = rest[0], number.partition(".")[2]
    else:
        for c in rest[:-1]:
            if _YEAR.fullmatch(c) and year is None:
                year = int(c)
            else:
                session = c if session is None else f"{session}/{c}"
    kind = table()["natures"][components[at]]["kind"]
    return _fields(components[0], "/".join(components[:at]), session, year, components[at], number, kind)


def _document(base: str) -> dict[str, Any]:
    """Fields of any other document, by the places of its components."""
    components = base.split("/")
    lead = components[0]
    match = _NUMBERED.fullmatch(lead)
    organ = match[1] if match else lead.partition("(")[0]
    session = match[2] if match else None
    body, at, found = _body(components, organ)
    session = session or found.get("session")
    year = int(found["year"]) if "year" in found else None
    rest = components[at:]
    nature, number, kind = _nature(rest)
    places = rest if nature is None else [c for c in rest if c.partition(".")[0] != nature]
    figures = [c for c in places if c[:1].isdigit() or _SPECIAL.fullmatch(c)]
    if number is None and figures:
        number = figures.pop().partition("(")[0]
    for c in figures:
        if _YEAR.fullmatch(c) and year is None:
            year = int(c)
        elif session is None and not (organ == "S" and c.isdigit()):
            session = c.partition("(")[0]
    if kind == "draft" and organ == "LC":
        kind = "document"
    return _fields(organ, body, session, year, nature, number, kind)


def _body(components: list[str], organ: str) -> tuple[str, int, dict[str, str]]:
    """The body's code, the place after it, and the session or year that its last element holds."""
    code, found, at = organ, dict[str, str](), 1
    while at < len(components) - 1:
        text = components[at]
        match = _NUMBERED.fullmatch(text)
        if match and text.endswith(")"):
            code, found = f"{code}/{match[1]}", {"session": match[2]}
        elif match:
            numbered = _numbered(code, match[1])
            if numbered is None and not _more(components, at):
                break
            if numbered in ("session", "year"):
                code, found = f"{code}/{match[1]}", {numbered: match[2]}
                at += 1
                break
            code = f"{code}/{text}"
        elif text[:1].isalpha() and not _SPECIAL.fullmatch(text) and _is_body(code, text, organ):
            code = f"{code}/{text}"
        else:
            break
        at += 1
    return code, at, found


def _numbered(code: str, word: str) -> str | None:
    """What the number after the point counts: sessions, years, or bodies of that name."""
    row = table()["bodies"].get(f"{code}/{word}", {})
    counted = row.get("numbered") or table()["components"].get(word, {}).get("numbered")
    return str(counted) if counted else None


def _more(components: list[str], at: int) -> bool:
    """Whether a number still follows, so that an element like WP.29 is a body and not a paper."""
    return any(c[:1].isdigit() for c in components[at + 1 :])


def _is_body(code: str, text: str, organ: str) -> bool:
    if f"{code}/{text}" in table()["bodies"]:
        return True
    if text == "C":
        return True  # the Committee itself, as in CRC/C; elsewhere a numeral
    return text not in table()["natures"] and "." not in text and roman(text) is None


def _nature(rest: list[str]) -> tuple[str | None, str | None, str]:
    """Nature, number if the nature carries it, and kind, of the components after the body."""
    natures = table()["natures"]
    for text in reversed(rest):
        match = _NATURE.fullmatch(text)
        name = match[1] if match else text
        row = natures.get(name.upper() if match and match[2][:1].isdigit() else name)
        if row is not None and match and (row.get("dotted") or name in ("Res", "Dec")):
            return name.upper(), match[2].partition("(")[0], row["kind"]
        if row is not None and not match and not row.get("dotted"):
            return name, None, row["kind"]
    return None, None, "document"


def _known(organ: str, body: str) -> bool:
    """Whether the tables have the leading element and each element of the body."""
    rows, kinds = table()["bodies"], table()["components"]
    if organ not in rows:
        return False
    code = organ
    for element in body.split("/")[1:]:
        if rows.get(code, {}).get("open"):
            return True
        code = f"{code}/{element}"
        if code not in rows and element.partition(".")[0].partition("(")[0] not in kinds:
            return False
    return True


def _fields(*values: Any) -> dict[str, Any]:
    return dict(zip(("organ", "body", "session", "year", "nature", "number", "kind"), values, strict=True))
