"""The grammar of document symbols: from text to canonical symbol, one component at a time.

    symbol      lead / component / … / component
    component   words of letters, digits, points and hyphens, then any (parentheses)
    suffix      Add.1 Corr.1 Rev.1 Amend.1 Summary Excerpt

Resolutions and decisions have a grammar of their own, because early ones have the session in parentheses, with a
letter before or after it.
Sources: research.un.org/en/docs/symbols; UNBIS manual, document series (spaces).
"""

import re
from functools import cache

from unrtrace.symbols.components import split_last
from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.tables import security_council_year, table
from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import LETTERS, letters, roman, to_roman

EXPECTED = "a symbol such as A/RES/51/148, S/1994/99 or E/CN.4/2005/7/Add.1"

_LEAD = LazyPattern(
    r"""
    (?P<organ> [A-Z]{1,10} (?:-[A-Z]{2,6})? )   # A, UNEP, ICC-ASP
    (?: \.[0-9]{1,3} | \([A-Z0-9]{1,10}\) )?    # the session: IDB.39; the unit: UNEP(DEPI)
    """,
    re.VERBOSE,
)
_COMPONENT = LazyPattern(
    r"""
    (?: [A-Z]{2,} (?: [ ] [A-Z]{2} [A-Z0-9.'&-]* )+    # words of a compound: IRON ORE, MED IG.20
      | [A-Z0-9] [A-Z0-9.'&-]* )                      # a word: 51, L.53, CN.4, COP-MOP
    (?<= [A-Z0-9] )
    (?: \( [A-Z0-9][A-Z0-9 .,&'+-]* (?:/[0-9]+)? \) )*     # a part, volume, session (SES.35/13) or year
    """,
    re.VERBOSE,
)
_CASED = LazyPattern(r"(?P<word>[A-Z]+(?:\.[A-Z]+)?)(?P<dot>\.?)(?P<number>[0-9]+(?:-[0-9]+)?)?(?P<rest>\(.*)?")
_PAREN = LazyPattern(r"\(([^()]*)\)")
_PART_NUMBER = r"""
    \.?\ ?
    (?P<number> [0-9]+[A-Z]? (?:-[0-9]+)? | [IVXLC]+ (?:[.-][A-Z0-9]+)? | (?<=\ )[A-H] | ONE|TWO|THREE|FOUR )?
"""
_SERIES_WORD = LazyPattern(r"([A-Z]{2,})\.? (?=[0-9]|[IVXLC]+(?: |$))")
_SPACES = (
    (LazyPattern(r"\s*/\s*"), "/"),
    (LazyPattern(r"/{2,}"), "/"),
    (LazyPattern(r"\s*\(\s*"), "("),
    (LazyPattern(r"\s+\)"), ")"),
    (LazyPattern(r"(?<=\.) (?=[0-9]|[IVX]+\b)", re.IGNORECASE), ""),
    (LazyPattern(r"(?<=/)(ADD|CORR|REV|AMEND) (?=[0-9])", re.IGNORECASE), r"\1."),
    (LazyPattern(r"(?<=/)(PART) (?=(?:[A-H]|[IVX]+|[0-9]+)(?:/|$))", re.IGNORECASE), r"\1"),
)
_PART = LazyPattern(r"PART(?P<number>[A-H]|[IVX]+|[0-9]{1,2})")  # a component: A/76/6(Sect.9)/PartA
_BARE_YEAR = LazyPattern(r"(?!S/RES/)(?P<symbol>.*[0-9A-Z])\s?\((?:19|20)[0-9]{2}\)", re.IGNORECASE)
_COMPONENTS = LazyPattern(r"(?:\([^()]*\)|[^/])+")
_SLASHED_SESSION = LazyPattern(r"(E?S)/(?=[0-9]{1,2}/[0-9])")  # ES/11/5
_FILE_ENDING = LazyPattern(r"[^/]*\.(?:PDF|TXT|DOCX?|HTML?|XML|RTF|WPF|CSV|JSON|ODT|XLSX?|JPE?G|PNG|GIF|ZIP|ASPX?|PHP)")
_JOINT = LazyPattern(r"(?<=[0-9)])-(?=([A-Z]{1,8})/)", re.IGNORECASE)

_TAIL = r"(?:\([^()/]*\))?(?:/(?:ADD|CORR|REV|AMEND|SUMMARY|EXCERPT).*)?"
_ADOPTED = LazyPattern(r"(?P<body>.+?)/(?P<type>RES|DEC)/(?P<rest>.+)")
_SERIES = LazyPattern(
    rf"""
    (?P<number> [0-9]{{1,5}} )
    \s?/?\s? (?P<before> {LETTERS} )?
    \( (?P<session> (?:(?:S|ES)-)? (?:[IVXLC]+|[0-9]{{1,2}}) | (?:[A-Z]{{3,4}}-)?[0-9]{{2,4}} ) \)
    \s?/?\s? (?P<after> {LETTERS} )?
    (?P<tail> {_TAIL} )
    """,
    re.VERBOSE,
)
_NUMBERED = LazyPattern(
    rf"""
    (?P<series> (?:(?:19|20)[0-9]{{2}}/)? (?: (?:S|ES)-[0-9]{{1,3}}/ | OS/[0-9]{{1,3}}/ | [0-9]{{1,4}}/
      | (?:SS\.)?[IVXLC]+/ )? )
    (?P<number> [0-9]{{1,5}} )
    (?: \s? /? \s? (?P<letter> {LETTERS} ) )?
    (?P<tail> {_TAIL} )
    """,
    re.VERBOSE,
)
_OF_PARTIES = LazyPattern(rf"(?P<number>[0-9]{{1,3}}/(?!ADD|CORR|REV)[A-Z]{{2,4}}\.[0-9]{{1,3}})(?P<tail>{_TAIL})")


_CANONICAL = LazyPattern(
    r"""
    (?: [ASE] (?: /(?:C|AC|CN|CONF)\.[1-9][0-9]{0,2} )? (?: /(?:L\.)?[1-9][0-9]{0,4} ){1,3}
      | A(?:/HRC)?/(?:RES|DEC)/[1-9][0-9]?/[1-9][0-9]{0,2}
      | A/RES/[1-9][0-9]?/[1-9][0-9]{0,2}[A-Z]
      | E/(?:RES|DEC)/(?:19|20)[0-9]{2}/[1-9][0-9]{0,2}
      | S/RES/[1-9][0-9]{0,3}\((?:19|20)[0-9]{2}\)
      | A/RES/[1-9][0-9]{0,3}\((?P<session>[IVX]{1,6})\)[A-Z]?
    )
    (?: /(?:Add|Corr|Rev)\.[1-9][0-9]? ){0,3}
    """,
    re.VERBOSE,
)


def is_canonical(text: str) -> bool:
    """Return whether a text is plainly a symbol in canonical form, as most are; any other text has to be parsed.

    >>> is_canonical("A/51/L.53/Add.1"), is_canonical("A/RES/217(III)A"), is_canonical("A/RES/217 A (III)")
    (True, True, False)
    """
    match = _CANONICAL.fullmatch(text)
    return match is not None and (match["session"] is None or roman(match["session"]) is not None)


def remove_spaces(text: str) -> str:
    """Return a symbol without the spaces that typists put into it and without doubled slashes.

    >>> remove_spaces("A / 51 / L. 53")
    'A/51/L.53'
    """
    if "//" in text or len(text.split()) != 1 or text[-1:].isspace():
        for pattern, replacement in _SPACES:
            text = pattern.sub(replacement, text)
    return text.strip("/ ")


def split_joint(text: str) -> list[str]:
    """Return the symbols that hyphens join into one; each further one must begin with a known organ.

    >>> split_joint("A/48/486-S/26560"), split_joint("UNEP/CBD/BS/COP-MOP/5/17")
    (['A/48/486', 'S/26560'], ['UNEP/CBD/BS/COP-MOP/5/17'])
    """
    out, start = [], 0
    for match in _JOINT.finditer(text):
        if is_known_lead(match[1].upper()):
            out.append(text[start : match.start()])
            start = match.end()
    return [*out, text[start:]]


def is_known_lead(organ: str) -> bool:
    """Return whether symbols are known to begin with this code."""
    row = table()["bodies"].get(organ)
    return row is not None and not row.get("organisation", False)


def lead_of(text: str) -> str | None:
    """Return the organ at the beginning of a symbol, in capitals; None if the text does not have the shape of one."""
    match = _LEAD.fullmatch(text.partition("/")[0].strip().upper()) if "/" in text else None
    return match["organ"] if match else None


def canonical_form(text: str, original: str) -> str:
    """Return the canonical form of one symbol; raise `SymbolError` with the reason if the text is not a symbol.

    `original` is the whole input, for the message of the error.

    >>> canonical_form("a/51/l.53/add. 1", "")
    'A/51/L.53/Add.1'
    >>> canonical_form("A/RES/217 A (III)", ""), canonical_form("A/RES/44/25 (1989)", "")
    ('A/RES/217(III)A', 'A/RES/44/25')
    """
    if is_canonical(text):
        return text
    spaceless = without_year(remove_spaces(text))
    organ = lead_of(spaceless)
    if organ is None or not spaceless.isascii():
        raise SymbolError(original, "not a symbol", EXPECTED)
    _check_lead(organ, spaceless, original)
    upper = spaceless.upper()
    adopted = _ADOPTED.fullmatch(upper)
    if adopted:
        canonical = _adopted(adopted["body"], adopted["type"], adopted["rest"], original)
        if canonical:
            return canonical
    _check_words(spaceless, original)
    components = upper.split("/") if "(" not in upper else _COMPONENTS.findall(upper)
    canonical = "/".join([components[0], *(canonical_component(c, original) for c in components[1:])])
    _check_number(canonical, original)
    return canonical


def without_year(text: str) -> str:
    """Return a symbol without the bare year that legal writing puts after it; only S/RES/1325(2000) has one inside.

    >>> without_year("A/8028 (1970)"), without_year("S/RES/1325 (2000)"), without_year("A/RES/217 (1948)")
    ('A/8028', 'S/RES/1325 (2000)', 'A/RES/217 (1948)')
    """
    match = _BARE_YEAR.fullmatch(text) if text.endswith(")") else None
    if not match:
        return text
    adopted = _ADOPTED.fullmatch(match["symbol"].upper())
    return text if adopted and "/" not in adopted["rest"] else match["symbol"]


def _check_number(canonical: str, original: str) -> None:
    """Raise `SymbolError` unless a document has a number of its own, besides those of suffixes, parts and its body."""
    if _FILE_ENDING.fullmatch(canonical.upper().rpartition("/")[2]):
        raise SymbolError(original, "the name of a file", EXPECTED)
    base = canonical
    while step := split_last(base):
        base = step.parent
    if not any("0" <= c <= "9" for c in base):
        raise SymbolError(original, "a symbol without a number", EXPECTED)
    last, _, number = base.rpartition("/")[2].partition(".")
    if base[:2] in ("A/", "S/", "E/") and last in _bodies() and number.isdigit():
        raise SymbolError(original, "a body and no document of it", EXPECTED)
    if not number and last in ("L", "PV", "SR"):
        raise SymbolError(original, f"{last}. without its number", EXPECTED)


@cache
def _bodies() -> frozenset[str]:
    """Return the elements that number bodies: AC, C, CN, CONF …"""
    return frozenset(name for name, row in table()["components"].items() if row["numbered"] == "body")


def _check_lead(organ: str, text: str, original: str) -> None:
    """Raise `SymbolError` for an unknown organ that cannot be one: small letters, a press release, a numeral."""
    if is_known_lead(organ):
        return
    if organ in table()["press"]:
        raise SymbolError(original, f"{organ}/ numbers press releases, not documents", EXPECTED)
    if len(organ) == 1 or roman(organ) is not None or not text.startswith(organ):
        raise SymbolError(original, f"{text.partition('/')[0]!r} begins no symbol", EXPECTED)


def _check_words(text: str, original: str) -> None:
    """Raise `SymbolError` for prose in or after a symbol: spaced words in small letters, unless all are small."""
    spaced = [c for c in _PAREN.sub("", text).split("/") if " " in c]
    small = text == text.lower()
    if any(c != c.upper() for c in spaced) and not small:
        raise SymbolError(original, "words in or after a symbol", EXPECTED)
    unknown = (words for words in _PAREN.findall(text) if words != words.upper() and not _is_part(words))
    if not small and (words := next(unknown, None)):
        raise SymbolError(original, f"({words}) names no part of a document", "a part such as (Part I) or (Vol.II)")


def canonical_component(text: str, original: str) -> str:
    """Return one component, given in capitals, in the UN's mix of capitals and small letters.

    >>> [canonical_component(c, "") for c in ("ADD.1", "L.53", "SUB.2", "RES.7", "17(PART I)", "74(SECT. 2)")]
    ['Add.1', 'L.53', 'Sub.2', 'Res.7', '17(PartI)', '74(Sect.2)']
    """
    if not _COMPONENT.fullmatch(text):
        raise SymbolError(original, f"{text!r} is no component of a symbol", EXPECTED)
    if part := _PART.fullmatch(text):
        return f"Part{part['number']}"
    name = _PAREN.sub(lambda m: "", text)
    parts = "".join(f"({_part(p)})" for p in _PAREN.findall(text))
    return _cased(name) + parts


def _cased(name: str) -> str:
    """Return a component without parentheses in the spelling of the tables."""
    rows = table()
    if name in rows["words"]:
        return str(rows["words"][name])
    match = _CASED.fullmatch(name)
    if match and match["number"]:
        word = rows["case"].get(match["word"])
        if word is None and match["dot"]:
            word = rows["dotted"].get(match["word"])
        if word is not None:
            return str(word) + match["number"]
    return name


def _part(text: str) -> str:
    """Return the canonical form of words in parentheses: `PART I` as `PartI`, `INCOME SECT. 1` as `Income sect.1`."""
    text = text.strip()
    match = _part_pattern().fullmatch(text)
    if not match:
        glued = _SERIES_WORD.sub(r"\1", text)
        return glued if glued == text else _part(glued)
    word, number = str(table()["parts"][match["word"]]), match["number"] or ""
    if number in ("ONE", "TWO", "THREE", "FOUR"):
        return f"{word} {number.title()}"
    return word + number if number else word.rstrip(".")


def _is_part(words: str) -> bool:
    """Return whether words in parentheses name a part, in capitals or small letters."""
    return _part_pattern().fullmatch(words.upper().strip()) is not None


@cache
def _part_pattern() -> re.Pattern[str]:
    """Return the pattern of a word for a part, the longest first, and its number."""
    words = sorted((re.escape(w) for w in table()["parts"]), key=len, reverse=True)
    return re.compile(rf"(?P<word>{'|'.join(words)}){_PART_NUMBER}", re.VERBOSE)


# ---- resolutions and decisions ----------------------------------------------------------------


def _adopted(body: str, document_type: str, rest: str, original: str) -> str | None:
    """Return the canonical form of a resolution or decision; None if its number has no known shape."""
    rest = _SLASHED_SESSION.sub(r"\1-", rest, count=1) if rest[0] in "ES" else rest
    head = "/".join([body.split("/")[0]] + [canonical_component(c, original) for c in body.split("/")[1:]])
    prefix = f"{head}/{document_type}/"
    if body == "S" and document_type == "RES":
        return _council(prefix, rest, original)
    match = _SERIES.fullmatch(rest)
    if match:
        return prefix + _series(match, original) + _tail(match["tail"], original)
    match = _OF_PARTIES.fullmatch(rest)
    if match:
        return prefix + match["number"] + _tail(match["tail"], original)
    match = _NUMBERED.fullmatch(rest)
    if match:
        letter = letters(match["letter"] or "")
        return prefix + match["series"] + match["number"] + letter + _tail(match["tail"], original)
    slashed = re.fullmatch(r"([0-9]{1,5})/([IVXLC]+)((?:/[A-Z])?)", rest)
    if slashed and roman(slashed[2]) is not None:
        return f"{prefix}{slashed[1]}({slashed[2]}){slashed[3].strip('/')}"
    if rest[0].isdigit() or rest.startswith(("S-", "ES-")):
        raise SymbolError(original, f"{rest!r} is no number of a resolution or decision", "51/148 or 217(III)A")
    return None


_COUNCIL = LazyPattern(rf"(?P<number>[0-9]{{1,5}})(?:[(/](?P<year>[0-9]{{4}})\)?)?(?P<tail>{_TAIL})")


def _council(prefix: str, rest: str, original: str) -> str:
    """Return the form of `1325`, `1325(2000)` or `1325/2000`, with the year as written or else from the table."""
    match = _COUNCIL.fullmatch(rest)
    if not match:
        raise SymbolError(original, f"{rest!r} is no number of a Council resolution", "S/RES/1325(2000)")
    number = str(int(match["number"]))
    year = match["year"] or security_council_year(int(number))
    dated = f"({year})" if year else ""
    return f"{prefix}{number}{dated}{_tail(match['tail'], original)}"


def _series(match: re.Match[str], original: str) -> str:
    """Return number, session and letter of the old series in canonical order."""
    before, after = letters(match["before"] or ""), letters(match["after"] or "")
    if before and after and before != after:
        raise SymbolError(original, f"two letters, {before} and {after}", "one letter, as in 217(III)A")
    return f"{match['number']}({series_session(match['session'], original)}){before or after}"


def series_session(session: str, original: str) -> str:
    """Return a session in parentheses with a Roman numeral: `III`, `S-VI` (also for `S-6`), `ES-V`; `ORG-75` unchanged.

    Raise `SymbolError` if it is not a session.

    >>> series_session("S-6", ""), series_session("XLVIII", "")
    ('S-VI', 'XLVIII')
    """
    series, hyphen, ordinal = session.rpartition("-")
    if series in ("S", "ES") and ordinal.isdigit() and int(ordinal):
        ordinal = to_roman(int(ordinal))
    elif ordinal.isdigit() and series not in ("", "S", "ES"):
        return session
    if roman(ordinal) is None:
        raise SymbolError(original, f"({session}) names no session", "a Roman numeral, as in 217 A (III)")
    return f"{series}{hyphen}{ordinal}"


def _tail(text: str, original: str) -> str:
    """Return the canonical form of what follows the number of a resolution: a part in parentheses, suffixes."""
    if not text:
        return ""
    words = _PAREN.findall(text.partition("/")[0])
    if not all(_part_pattern().fullmatch(p.strip()) for p in words):
        raise SymbolError(original, f"({words[0]}) names neither a session nor a part", "217(III)A or 51/148(PartI)")
    out = "".join(f"({_part(p)})" for p in words)
    suffixes = text.partition("/")[2]
    return out + "".join("/" + canonical_component(c, original) for c in suffixes.split("/") if c)
