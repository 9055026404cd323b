"""Folding of an input before it is read: characters, wrapping, links and file names.

Only what is known to carry no meaning inside an identifier is folded (spaces, widths,
hyphens, invisible marks). Look-alike letters of the Cyrillic alphabet are folded apart,
because outside a symbol they are Russian words.
"""

import re
from functools import cache
from unicodedata import normalize

from unrtrace.symbols.errors import SymbolError
from unrtrace.text.lazy_pattern import Pattern
from unrtrace.text.roman import to_roman

LONGEST = 200
"""Characters beyond which no text is read; the longest symbols have about 60, a link about 120."""

_CYRILLIC = str.maketrans("АВСЕНКМОРТХІЅЈаеорсхіѕј", "ABCEHKMOPTXISJaeopcxisj")
_INVISIBLE = "\u00ad\u0640\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff" + (
    "\u2066\u2067\u2068\u2069"
)
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SLASHES = "\u2044\u2215\u29f8"
_STAR = Pattern(r"(?:/-)?\*+")
_SPACE = Pattern(r"\s+")
_LETTER_IN_BRACKETS = Pattern(r"\[([A-Z](?:-[A-Z])?|[A-Z]{1,4}/)\]", re.IGNORECASE)
_PREFIX = Pattern(r"(?:U\.?\s?N\.?\s)?doc(?:ument|s?\.|\b)\s?:?\s?(?=[A-Z])", re.IGNORECASE)
_EDGES = " \t.,;:\"'`«»“”‘’„‹›<>،؛。…|_/"

_LINK = Pattern(
    r"""
    (?:https?://)? (?:www\.)?
    (?: (?:docs\.un|undocs)\.org / (?:(?:en|fr|es|ru|zh|ar|de|ot)/)?    # the address is the symbol
      | [a-z.-]{1,40}\.(?:org|int) / [^?\s]*\? (?:[^\s]*&)? (?:s|symbol|DS|m)=   # a query holds it
      | digitallibrary\.un\.org/search\? (?:[^\s]*&)? p=(?:[0-9]{3}__[a-z]:)?["]?
      | digitallibrary\.un\.org/record/[0-9]+/files/                    # a file's name holds it
    )
    (?P<symbol> [^?&"\s]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FILE = Pattern(
    r"""
    (?P<symbol> .+? )
    (?: [-_](?:EN|FR|ES|RU|AR|ZH|DE|OT) (?:_[A-Z]+)? )?    # the language, and a word after it
    (?: \.(?:pdf|txt|docx?|html?|xml|wpf|rtf|md|json) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZEROS = Pattern(r"(?<=/)0+(?=[0-9])")
_CRAWL_YEAR = Pattern(r"(?:19|20)[0-9]{2}/(?=[a-z]{1,6}/)")

_ARABIC_SESSION = Pattern(
    r"""
    (?P<open>[()]\s?)?                           # a mirrored parenthesis may stand at either end
    د\s?(?P<special>[إا]\s?ط?)?\s?-\s?            # د a session, دإ a special, دإط an emergency one
    (?P<number>[0-9]{1,3})
    (?P<close>\s?[()])?
    """,
    re.VERBOSE,
)


@cache
def _characters() -> dict[int, str | None]:
    """Each character that is folded, to what it stands for; None where it is dropped."""
    table: dict[int, str | None] = {ord(c): None for c in _INVISIBLE}
    table.update({0xFF01 + i: chr(0x21 + i) for i in range(94)})  # full-width forms
    table.update({ord(c): "-" for c in _HYPHENS})
    table.update({ord(c): "/" for c in _SLASHES})
    table.update({start + i: str(i) for start in (0x0660, 0x06F0) for i in range(10)})  # Arabic-Indic
    table.update({ord("【"): "[", ord("】"): "]", ord("〔"): "[", ord("〕"): "]"})
    return table


def fold(text: str) -> str:
    """The text with its characters folded and its wrapping removed.

    `SymbolError` for a text too long or empty.

    >>> fold("(A／RES／51／148)*,"), fold("A_RES_31_59-EN.pdf")
    ('A/RES/51/148', 'A/RES/31/59')
    >>> fold("https://docs.un.org/en/A/RES/37/100[A]?direct=true")
    'A/RES/37/100A'
    >>> fold("1514 (د-15(")
    '1514 (XV)'
    """
    if len(text) > LONGEST:
        raise SymbolError(text, f"too long ({len(text)} characters)", f"at most {LONGEST}")
    folded = normalize("NFC", text).translate(_characters())
    folded = _unlink(_SPACE.sub(" ", folded).strip())
    folded = _unwrap(_SPACE.sub(" ", _STAR.sub("", folded)))
    folded = _LETTER_IN_BRACKETS.sub(r"\1", folded)
    if "_" in folded:
        folded = _from_file_name(folded)
    if not folded.isascii():
        folded = _from_arabic(folded)
    if not folded:
        raise SymbolError(text, "nothing to read", "a symbol such as A/RES/51/148")
    return _PREFIX.sub("", folded, count=1) if folded[:1] in "UuDd" else folded


def latin(text: str) -> str:
    """Cyrillic letters that look like Latin ones, as Latin; for use inside a symbol only.

    >>> latin("Е/1994/24")
    'E/1994/24'
    """
    return text.translate(_CYRILLIC)


def _unlink(text: str) -> str:
    """The symbol, or the file name, that a link leads to; other texts as they are."""
    if "." not in text or "/" not in text:
        return text
    match = _LINK.match(text)
    if not match:
        return text
    symbol = match["symbol"]
    if "%" in symbol:
        from urllib.parse import unquote

        symbol = unquote(symbol)
    return symbol.partition("#")[0]


def _unwrap(text: str) -> str:
    """Without the punctuation at its ends, and with parentheses that close."""
    before = None
    while text != before:
        before = text
        text = text.strip(_EDGES)
        if text[:1] + text[-1:] in ("()", "[]") and text.find(text[-1]) == len(text) - 1:
            text = text[1:-1]
        if text.endswith("-"):
            text = text[:-1]
        opened, closed = text.count("("), text.count(")")
        if text.endswith(")") and closed == opened + 1:
            text = text[:-1]
        elif opened == closed + 1 and not text.endswith("("):
            text += ")"
    return text


def _from_file_name(text: str) -> str:
    """`S_RES_0181_1963_EN.txt` to `S/RES/181/1963`: underscores stand for slashes."""
    match = _FILE.fullmatch(text)
    stem = (match["symbol"] if match else text).replace("_", "/").strip("/")
    stem = _CRAWL_YEAR.sub("", stem, count=1)
    for words in _compounds():
        at = stem.upper().find("/" + words.replace(" ", "/") + "/")
        if at >= 0:
            stem = stem[: at + 1] + words + stem[at + 1 + len(words) :]
    return _ZEROS.sub("", stem)


def _compounds() -> list[str]:
    from unrtrace.symbols.tables import table

    found: list[str] = table()["compounds"]
    return found


def _from_arabic(text: str) -> str:
    """Arabic sessions and letter names as the other languages print them.

    `217 ألف (د-3)` to `217 A (III)`, `دإ-27/2` to `S-27/2`, `40/152 سين` to `40/152 O`.
    """
    from unrtrace.symbols.tables import table

    text = _ARABIC_SESSION.sub(_arabic_session, text.replace("\u0627\u0644\u0641", "\u0623\u0644\u0641"))
    for name, letter in table()["arabic_letters"].items():
        if name in text:
            text = text.replace("و" + name, "and " + letter) if "و" + name in text else text
            text = text.replace(name, letter)
    return text


def _arabic_session(match: re.Match[str]) -> str:
    special = (match["special"] or "").replace(" ", "")
    series = "" if not special else "ES-" if special.endswith("ط") else "S-"
    if match["open"] and match["close"]:
        return f"({series}{to_roman(int(match['number']) % 110)})"
    number = match["number"] if series else to_roman(int(match["number"]) % 110)
    return f"{match['open'] or ''}{series}{number}{match['close'] or ''}"
