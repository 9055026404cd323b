"""Numbers as prose cites them, `51/148`, `217 A (III)`, `1325 (2000)`, to symbols.

A number says only its shape; the body, named in the text or given by the caller, says which
symbol it stands for. Without a body only those shapes are read that one body uses.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.grammar import document, is_lead, lead_of, series_session
from unrtrace.symbols.other_identifiers import organisation_number
from unrtrace.symbols.tables import old_session, table
from unrtrace.text.lazy_pattern import Pattern
from unrtrace.text.roman import LETTERS, letters, roman

_SERIES = Pattern(
    rf"""
    (?P<number> [0-9]{{1,5}} ) \s? (?P<before> {LETTERS} )?
    \s?[()]\s? (?P<session> [0-9]{{4}} | (?:(?:S|ES)-)?(?:[IVXLC]+) | (?:S|ES)-[0-9]{{1,2}} | ORG-[0-9]{{2}} ) \s?[()]
    \s? (?P<after> {LETTERS} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SLASHED = Pattern(
    rf"""
    (?P<year> (?:19|20)[0-9]{{2}} \s?/\s? )?
    (?P<session> [0-9]{{1,4}} | (?:S|ES)-[0-9]{{1,3}} | OS/[0-9]{{1,3}} | (?:SS\.)?[IVXLC]+ )
    \s?/\s? (?P<number> [0-9]{{1,4}} ) \s? (?P<letter> {LETTERS} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = Pattern(r"[0-9]{1,4}(?:/[0-9]{1,4})?(?: [A-Z])?(?: \((?:[0-9]{4}|[IVXLC]{1,7})\))?")
_OF_PARTIES = Pattern(
    r"(?P<number>[0-9]{1,3})\s?/\s?(?P<tag>(?!add|corr|rev)[A-Z]{2,4})\.\s?(?P<session>[0-9]{1,3})", re.IGNORECASE
)
_SERIAL = Pattern(r"[0-9]{1,5}", re.ASCII)
_WORD = Pattern(
    r"(?:\b|(?<=\bUN))(?P<kind>resolutions?|res\.?|decisions?|dec\.?|(?:presidential )?statements?|SCR)(?=[\s0-9S])"
    r"(?:\s?no\.?)?\s?",
    re.IGNORECASE,
)
_OF = Pattern(r",?\s(?:of|by)\s(?:the\s)?(?=[A-Za-z])", re.IGNORECASE)
_SPACE = Pattern(r"\s+")


class Cited(NamedTuple):
    """A number as cited: `shape` as the tables name it, `text` in canonical spelling."""

    shape: str
    text: str
    session: str
    number: str
    tag: str = ""


class Phrase(NamedTuple):
    """A number and what the words around it say of organ and kind."""

    number: str
    body: str | None
    kind: str | None


def read(text: str, original: str) -> Cited | None:
    """The shape and canonical spelling of a cited number; None for anything else.

    >>> read("46/36 l", "").text, read("217 A and B (III)", "").text, read("1325 (2000)", "").shape
    ('46/36L', '217(III)A-B', 'council')
    """
    if not text.isascii():
        return None
    if match := _SERIES.fullmatch(text):
        return _series(match, original)
    if match := _OF_PARTIES.fullmatch(text):
        tag = match["tag"].upper()
        return Cited("cop", f"{match['number']}/{tag}.{match['session']}", match["session"], match["number"], tag)
    if match := _SLASHED.fullmatch(text):
        return _slashed(match)
    return Cited("serial", str(int(text)), "", str(int(text))) if _SERIAL.fullmatch(text) else None


def _series(match: re.Match[str], original: str) -> Cited:
    number, session = match["number"], match["session"].upper()
    before, after = letters(match["before"] or ""), letters(match["after"] or "")
    if session.isdigit():
        if before or after:
            raise SymbolError(original, "a year and a letter", "1325 (2000) or 217 A (III)")
        return Cited("council", f"{number}({session})", session, number)
    if before and after and before != after:
        raise SymbolError(original, f"two letters, {before} and {after}", "one letter, as in 217 A (III)")
    session = series_session(session, original)
    return Cited("roman", f"{number}({session}){before or after}", session, number)


def _slashed(match: re.Match[str]) -> Cited | None:
    session, number = match["session"].upper(), match["number"]
    year = (match["year"] or "").replace(" ", "")
    text = f"{year}{session}/{number}{letters(match['letter'] or '')}"
    if session.isdigit():
        shape = "year" if len(session) == 4 else "session"
    else:
        shape = "special" if session[0] in "SEO" and not session.startswith("SS") else "ordinal"
    if shape == "ordinal" and roman(session.removeprefix("SS.")) is None:
        return None
    return Cited(shape, text, session, number)


def is_plain(text: str) -> bool:
    """Whether a text is a number and nothing else, with no sign in it that has to be folded.

    >>> is_plain("217 A (III)"), is_plain("1325(2000)")
    (True, False)
    """
    return _PLAIN.fullmatch(text) is not None


# ---- words around a number -----------------------------------------------------------------------


def phrase(text: str) -> Phrase:
    """The number of a phrase in English, and the organ and kind its words name.

    >>> phrase("Security Council resolution 1325 (2000)")
    Phrase(number='1325 (2000)', body='S', kind='resolution')
    >>> phrase("decision 18/117 of the Human Rights Council")
    Phrase(number='18/117', body='A/HRC', kind='decision')
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
        return Phrase(text, None, None)
    return Phrase(rest.strip(" ,"), body, kind)


def _bare(text: str) -> Phrase:
    """A number with an organ before it and no word for the kind: `GA 51/148`."""
    first = re.search(r"(?<=\s)[0-9]", text)
    if first and text[:1].isalpha():
        body = organ_named(text[: first.start()].strip())
        if body:
            return Phrase(text[first.start() :], body, None)
    return Phrase(text, None, None)


def organ_named(words: str) -> str | None:
    """The code of the body that English words name; None where none is known by them.

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


# ---- number and body to symbol -------------------------------------------------------------------


def symbol_of(text: str, body: str, kind: str | None, original: str) -> str:
    """The symbol of the number `text` of a body; `SymbolError` where that body numbers otherwise.

    >>> symbol_of("5/7", "UNEP/EA", None, ""), symbol_of("1/CP.21", "FCCC/CP", None, "")
    ('UNEP/EA.5/Res.7', 'FCCC/CP/DEC/1/CP.21')
    """
    row: dict[str, Any] = table()["bodies"].get(body, {})
    if row.get("organisation"):
        return organisation_number(body, text, original)
    cited = read(text, original)
    if cited is None:
        raise SymbolError(original, "no number of a resolution or decision", "one such as 51/148 or 217 A (III)")
    kind = kind or row.get("default", "resolution")
    form = row.get(kind) or _form(body, row, kind, original)
    if cited.shape not in form["shapes"] or cited.tag != form.get("tag", cited.tag):
        shapes = ", ".join(_example(shape) for shape in form["shapes"])
        raise SymbolError(original, f"{body} numbers no {kind} like this", shapes)
    filled = form["symbol"].format(cited=cited.text, session=cited.session, number=cited.number)
    return document(filled, original)


def _form(body: str, row: dict[str, Any], kind: str, original: str) -> dict[str, Any]:
    """How a body's resolutions are written that the tables say nothing of: E/CN.9/RES/2006/2."""
    natures = {"resolution": "RES", "decision": "DEC", "statement": "PRST"}
    if kind not in natures:
        raise SymbolError(original, f"no {kind} is cited by a number", ", ".join(natures))
    if any(k in row for k in natures):
        raise SymbolError(original, f"{body} numbers no {kind}s", " or ".join(k for k in natures if k in row))
    organ = lead_of(body + "/")
    if organ is None or not is_lead(organ):
        raise SymbolError(original, f"unknown body {body!r}", "a code such as A, S, E, A/HRC or UNEP/EA")
    return {"symbol": f"{body}/{natures[kind]}/{{cited}}", "shapes": ["session", "year", "special", "roman", "ordinal"]}


def _example(shape: str) -> str:
    examples = {
        "session": "51/148", "year": "1996/31", "roman": "217 A (III)", "special": "S-27/2",
        "council": "1325 (2000)", "serial": "1325", "cop": "1/CP.21", "ordinal": "X/2",
    }  # fmt: skip
    return examples[shape]


def alone(text: str, kind: str | None, original: str) -> str | None:
    """The symbol of a number without a body, where its shape leaves no choice.

    None for what is no number; `SymbolError` naming the candidates for an ambiguous one.
    """
    cited = read(text, original)
    if cited is None:
        return None
    found = list(candidates(cited, kind, original))
    if found and cited.shape in ("council", "cop") and kind != "statement":
        return found[0]
    if found and cited.shape == "roman" and (cited.session[0] == "E" or len(found) == 1 or _sure(cited)):
        return found[0]
    likely = f" (may be {', '.join(found)})" if found else ""
    raise SymbolError(original, f"a number without its organ{likely}", "the organ too, as in body='A'")


def _sure(cited: Cited) -> bool:
    """Whether the Assembly numbered this one in this session."""
    row = old_session(int(cited.number))
    return row is not None and row[0] == cited.session


def candidates(cited: Cited, kind: str | None, original: str) -> Iterator[str]:
    """What a number may stand for, likeliest first: the rows of the table whose ranges hold it."""
    rows = [r for r in table()["candidate"] if r["shape"] == cited.shape and kind in (None, r["kind"])]
    if cited.shape == "roman":
        rows = _by_session(rows, cited)
    for row in rows:
        if _within(cited.session, row.get("sessions")) and _within(cited.number, row.get("numbers")):
            try:
                yield symbol_of(cited.text, row["body"], row["kind"], original)
            except SymbolError:
                continue


def _by_session(rows: list[dict[str, Any]], cited: Cited) -> list[dict[str, Any]]:
    """Rows for a Roman session: the Assembly had 30 of them, the Economic and Social Council 63."""
    series, _, ordinal = cited.session.rpartition("-")
    if series == "ORG":
        return [r for r in rows if r["body"] == "E"]
    if series:
        return [r for r in rows if r["body"] == "A"]
    if (roman(ordinal) or 0) > 30:
        return [r for r in rows if r["body"] != "A"]
    return rows if _sure(cited) else rows[::-1]


def _within(value: str, bounds: list[int] | None) -> bool:
    if bounds is None:
        return True
    low, high = bounds
    count = int(value) if value.isdigit() else roman(value) or 0
    return low <= count and (not high or count <= high)
