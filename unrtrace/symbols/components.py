"""The components of a canonical identifier: organ, body, session, year, document type, number, letter, suffixes."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from unrtrace.symbols.tables import table
from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import roman

_SUFFIX = LazyPattern(r"(?:Add|Corr|Rev|Amend)\.[0-9]+(?:-[0-9]+)?|Summary|Excerpts?")
_LETTERED = LazyPattern(
    r"""
    ( .+/(?:RES|DEC)/
      (?: [0-9]+ (?: \([A-Z0-9-]+\) )?                                         # 217(III)
        | (?:[0-9]{4}/)? (?: (?:S|ES)-[0-9]+ | OS/[0-9]+ | [0-9]+ | (?:SS\.)?[IVXLC]+ ) /[0-9]+   # 46/36
      )
    ) ( [A-Z] (?:-[A-Z])? )
    """,
    re.VERBOSE,
)
_LAST_PAREN = LazyPattern(r"(.+)\(([^()]*)\)")
_SERIES_PAREN = LazyPattern(r".*/(?:RES|DEC)/[0-9]+\((?:(?:(?:S|ES)-)?[IVXLC]+|[A-Z]{3,4}-[0-9]+)\)")
_COUNCIL_PAREN = LazyPattern(r"S/RES/[0-9]+\([0-9]{4}\)")
_YEAR = LazyPattern(r"(?:19[4-9]|20[0-9])[0-9]")
_SPECIAL = LazyPattern(r"(?:S|ES)-[0-9]+")
_NUMBERED = LazyPattern(r"([A-Z][A-Za-z-]*(?:\.[A-Z][A-Za-z]+)*)[.(]([0-9]+|[IVXLC]+)\)?")
_TYPE = LazyPattern(r"([A-Z][A-Za-z]*)\.(.+)")


class Components(NamedTuple):
    """The components of one identifier; the properties of `Symbol` describe each."""

    organ: str
    body: str
    session: str | None
    year: int | None
    document_type: str | None
    number: str | None
    letter: str | None
    suffixes: tuple[str, ...]
    part: str | None
    kind: str
    base: str
    is_known: bool


class ParentStep(NamedTuple):
    """A symbol without its last addition, and this addition: a `suffix`, a `part` or a `letter`."""

    parent: str
    kind: str
    value: str


def split_last(text: str) -> ParentStep | None:
    """Return the symbol without its last suffix, part or letter; None if it has none.

    >>> split_last("A/74/5(Vol.III)/Corr.1")
    ParentStep(parent='A/74/5(Vol.III)', kind='suffix', value='Corr.1')
    >>> split_last("A/RES/217(III)A"), split_last("A/51/1")
    (ParentStep(parent='A/RES/217(III)', kind='letter', value='A'), None)
    """
    if ":" in text:
        return None
    head, _, last = text.rpartition("/")
    if _SUFFIX.fullmatch(last) and "/" in head:
        return ParentStep(head, "suffix", last)
    if text.endswith(")"):
        match = _LAST_PAREN.fullmatch(text)
        if match and not _SERIES_PAREN.fullmatch(text) and not _COUNCIL_PAREN.fullmatch(text):
            return ParentStep(match[1], "part", match[2])
        return None
    match = _LETTERED.fullmatch(text)
    return ParentStep(match[1], "letter", match[2]) if match else None


@lru_cache(maxsize=65536)
def components_of(text: str) -> Components:
    """Return the components of a canonical identifier."""
    scheme, colon, number = text.partition(":")
    if colon:
        return _other(text, scheme, number)
    base, suffixes, part, letter = text, list[str](), None, None
    while step := split_last(base):
        base = step.parent
        if step.kind == "suffix":
            suffixes.insert(0, step.value)
        elif step.kind == "part":
            part = step.value
        else:
            letter = step.value
    fields = _adopted(base) or _document(base)
    is_known = _is_known(fields["organ"], fields["body"])
    return Components(**fields, letter=letter, suffixes=tuple(suffixes), part=part, base=base, is_known=is_known)


def _other(text: str, scheme: str, number: str) -> Components:
    """Return the components of a sales number, a treaty or another organisation's resolution."""
    kinds = {"Sales": "publication", "UNTS": "treaty"}
    is_known = scheme in kinds or scheme in table()["bodies"]
    kind = kinds.get(scheme, "resolution")
    year = None
    if scheme == "Sales":
        head = number.partition(".")[0]
        year = int(head) if len(head) == 4 else 1900 + int(head) if int(head) > 45 else 2000 + int(head)
    return Components(scheme, scheme, None, year, None, number, None, (), None, kind, text, is_known)


def _adopted(base: str) -> dict[str, Any] | None:
    """Return the fields of a resolution, decision or statement in a series of its own: A/RES/…, S/PRST/…."""
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
    kind = table()["document_types"][components[at]]["kind"]
    return _fields(components[0], "/".join(components[:at]), session, year, components[at], number, kind)


def _document(base: str) -> dict[str, Any]:
    """Return the fields of any other document, by the positions of its components."""
    components = base.split("/")
    lead = components[0]
    match = _NUMBERED.fullmatch(lead)
    organ = match[1] if match else lead.partition("(")[0]
    session = match[2] if match else None
    body, at, found = _body(components, organ)
    session = session or found.get("session")
    year = int(found["year"]) if "year" in found else None
    rest = components[at:]
    document_type, number, kind = _document_type(rest)
    others = rest if document_type is None else [c for c in rest if c.partition(".")[0] != document_type]
    numbers = [c for c in others if c[:1].isdigit() or _SPECIAL.fullmatch(c)]
    if number is None and numbers:
        number = numbers.pop().partition("(")[0]
    for c in numbers:
        if _YEAR.fullmatch(c) and year is None:
            year = int(c)
        elif session is None and not (organ == "S" and c.isdigit()):
            session = c.partition("(")[0]
    if kind == "draft" and organ == "LC":
        kind = "document"
    return _fields(organ, body, session, year, document_type, number, kind)


def _body(components: list[str], organ: str) -> tuple[str, int, dict[str, str]]:
    """Return the body's code, the position after it, and the session or year in its last element."""
    code, found, at = organ, dict[str, str](), 1
    while at < len(components) - 1:
        text = components[at]
        match = _NUMBERED.fullmatch(text)
        if match and text.endswith(")"):
            code, found = f"{code}/{match[1]}", {"session": match[2]}
        elif match:
            numbered = _numbered(code, match[1])
            if numbered is None and not _number_follows(components, at):
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
    """Return what the number after the point counts: sessions, years, or bodies of that name."""
    row = table()["bodies"].get(f"{code}/{word}", {})
    counted = row.get("numbered") or table()["components"].get(word, {}).get("numbered")
    return str(counted) if counted else None


def _number_follows(components: list[str], at: int) -> bool:
    """Return whether a number still follows, so that an element like WP.29 is a body and not a paper."""
    return any(c[:1].isdigit() for c in components[at + 1 :])


def _is_body(code: str, text: str, organ: str) -> bool:
    """Return whether an element without a number names a body."""
    if f"{code}/{text}" in table()["bodies"]:
        return True
    if text == "C":
        return True  # the Committee itself, as in CRC/C; elsewhere a numeral
    return text not in table()["document_types"] and "." not in text and roman(text) is None


def _document_type(rest: list[str]) -> tuple[str | None, str | None, str]:
    """Return document type, its number if it has one, and kind, given the components after the body."""
    types = table()["document_types"]
    for text in reversed(rest):
        match = _TYPE.fullmatch(text)
        name = match[1] if match else text
        row = types.get(name.upper() if match and match[2][:1].isdigit() else name)
        if row is not None and match and (row.get("dotted") or name in ("Res", "Dec")):
            return name.upper(), match[2].partition("(")[0], row["kind"]
        if row is not None and not match and not row.get("dotted"):
            return name, None, row["kind"]
    return None, None, "document"


def _is_known(organ: str, body: str) -> bool:
    """Return whether the tables have the organ and each element of the body."""
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
    return dict(zip(("organ", "body", "session", "year", "document_type", "number", "kind"), values, strict=True))
