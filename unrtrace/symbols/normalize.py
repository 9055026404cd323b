"""Normalization of an input before it is parsed: characters, surrounding punctuation, links and file names.

Only what carries no meaning inside an identifier is changed: spaces, character widths, hyphens, invisible marks.
Cyrillic letters that look like Latin ones are replaced by a separate function, because outside a symbol they are
letters of Russian words.
"""

import re
import unicodedata
from functools import cache

from unrtrace.symbols.errors import SymbolError
from unrtrace.text.characters import BIDI_CONTROLS, CYRILLIC_TO_LATIN, FULLWIDTH_TO_ASCII, JOINERS, ZERO_WIDTH
from unrtrace.text.lazy_pattern import LazyPattern
from unrtrace.text.roman import to_roman

MAX_LENGTH = 200  # characters; the longest symbols have about 60

_INVISIBLE = f"{ZERO_WIDTH}{JOINERS}{BIDI_CONTROLS}\u0640\u061c"  # and the stretching stroke, the Arabic letter mark
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SLASHES = "\u2044\u2215\u29f8"
_STAR = LazyPattern(r"(?:/-)?\*+")
_SPACE = LazyPattern(r"\s+")
_LETTER_IN_BRACKETS = LazyPattern(r"\[([A-Z](?:-[A-Z])?|[A-Z]{1,4}/)\]", re.IGNORECASE)
_PREFIX = LazyPattern(r"(?:U\.?\s?N\.?\s)?doc(?:ument|s?\.|\b)\s?:?\s?(?=[A-Z])", re.IGNORECASE)
_EDGES = " \t.,;:\"'`«»“”‘’„‹›<>،؛。…|_/"

_FILE = LazyPattern(
    r"""
    (?P<symbol> .+? )
    (?: [-_](?:EN|FR|ES|RU|AR|ZH|DE|OT) (?:_[A-Z]+)? )?    # language, and a further word
    (?: \.(?:pdf|txt|docx?|html?|xml|wpf|rtf|md|json) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZEROS = LazyPattern(r"(?<=/)0+(?=[0-9])")
_CRAWL_YEAR = LazyPattern(r"(?:19|20)[0-9]{2}/(?=[a-z]{1,6}/)")

_ARABIC_SESSION = LazyPattern(
    r"""
    (?P<open>[()]\s?)?                           # either parenthesis may be mirrored
    د\s?(?P<special>[إا]\s?ط?)?\s?-\s?            # د a session, دإ a special, دإط an emergency one
    (?P<number>[0-9]{1,3})
    (?P<close>\s?[()])?
    """,
    re.VERBOSE,
)


@cache
def _characters() -> dict[int, int | str | None]:
    """Return the table for `str.translate`: characters and their replacements, None for those that are dropped."""
    table: dict[int, int | str | None] = {ord(c): None for c in _INVISIBLE}
    table.update(FULLWIDTH_TO_ASCII)
    table.update({ord(c): "-" for c in _HYPHENS})
    table.update({ord(c): "/" for c in _SLASHES})
    table.update({start + i: str(i) for start in (0x0660, 0x06F0) for i in range(10)})  # Arabic-Indic
    table.update({ord("【"): "[", ord("】"): "]", ord("〔"): "[", ord("〕"): "]"})
    return table


def normalize(text: str) -> str:
    """Return the text of an identifier with plain characters and without anything around it.

    Raise `SymbolError` if the text is empty or too long.

    >>> normalize("(A／RES／51／148)*,"), normalize("A_RES_31_59-EN.pdf")
    ('A/RES/51/148', 'A/RES/31/59')
    >>> normalize("https://docs.un.org/en/A/RES/37/100[A]?direct=true")
    'A/RES/37/100A'
    >>> normalize("1514 (د-15(")
    '1514 (XV)'
    """
    if ("." in text or ":" in text) and _is_address(text):
        from unrtrace.symbols.links import symbol_in

        try:
            return _normalized(symbol_in(text.strip()))
        except SymbolError as error:
            raise SymbolError(text, error.wrong, error.expected) from None
    return _normalized(text)


def _normalized(text: str) -> str:
    """Return the same for a text that is no address."""
    if len(text) > MAX_LENGTH:
        raise SymbolError(text, f"too long ({len(text)} characters)", f"at most {MAX_LENGTH}")
    plain = unicodedata.normalize("NFC", text).translate(_characters())
    plain = _strip_punctuation(_SPACE.sub(" ", _STAR.sub("", plain)))
    if "[" in plain:
        plain = _LETTER_IN_BRACKETS.sub(r"\1", plain)
    if "_" in plain:
        plain = _from_file_name(plain)
    if not plain.isascii():
        plain = _from_arabic(plain)
    if not plain:
        raise SymbolError(text, "nothing to read", "a symbol such as A/RES/51/148")
    return _PREFIX.sub("", plain, count=1) if plain[:1] in "UuDd" else plain


def _is_address(text: str) -> bool:
    """Return whether a text is an address on the web; symbols, which are many, are recognised at a glance."""
    if "://" not in text and "org" not in text and "ORG" not in text:
        return False
    from unrtrace.symbols import links

    return len(text) <= links.MAX_LENGTH and links.is_address(text.strip())


def cyrillic_lookalikes_to_latin(text: str) -> str:
    """Return the text with Latin letters for the Cyrillic ones that look like them; for use inside a symbol only.

    >>> cyrillic_lookalikes_to_latin("Е/1994/24")
    'E/1994/24'
    """
    return text.translate(CYRILLIC_TO_LATIN)


def _strip_punctuation(text: str) -> str:
    """Return the text without punctuation at its ends and with balanced parentheses."""
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
    """Return the symbol in a file name, where underscores stand for slashes: `S_RES_0181_1963_EN.txt`."""
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
    """Return the text with Arabic sessions and names of letters replaced by what other languages print.

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
