"""Identifiers other than document symbols: sales numbers, the Treaty Series, resolutions of other organisations."""

import re

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.tables import table
from unrtrace.text.lazy_pattern import LazyPattern

_SALES = LazyPattern(
    r"""
    (?P<label> .{0,40}? \b(?:sales|vente|venta|продаже)\b .{0,10}? )?
    (?:Sales:)?
    (?: (?P<language>[A-Z]) \. )?                     # of the edition; not part of the number
    (?P<number>
        (?:19|20)?[0-9]{2} \.                         # year
        [IVX]{1,6} \.                                 # category
        (?: [A-Z] \. )?                               # subcategory
        [0-9]{1,3}                                    # number
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TREATY = LazyPattern(
    r"""
    (?: UNTS:(?P<short>[0-9]{1,5}/(?:[0-9]{1,6}|p[0-9]{1,5}))
      | (?P<of_page>[0-9]{1,4}) \s? (?:UNTS|U\.\s?N\.\s?T\.\s?S\.) \s? (?P<page>[0-9]{1,5})
      | (?: .{0,80}? [ ,،，] )?
        (?:vol(?:\.|ume)?|том|т\.|المجلد|第) \s? (?P<volume>[0-9]{1,5}) \s?卷? [,،，]? \s?
        (?:No\.|nos?\b\.?|nº|n°|núm\.|№|الرقم|رقم|第) \s? (?:I{1,2}-)? (?P<number>[0-9]{1,6}) 号?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ORGANISATION = LazyPattern(r"(?P<code>[A-Z][A-Z&-]{1,14}):\s?(?P<number>[0-9A-Z][0-9A-Z./()-]{0,30})", re.IGNORECASE)
_NUMBER = LazyPattern(r"(?=[^0-9]*[0-9])[0-9A-Z](?:[0-9A-Z./()-]{0,29}[0-9A-Z)])?", re.IGNORECASE | re.ASCII)


def parse_other(text: str) -> str | None:
    """Return the canonical form of such an identifier, or None for text of any other form.

    >>> parse_other("1577 UNTS 3"), parse_other("UNTS:1577/p3")
    ('UNTS:1577/p3', 'UNTS:1577/p3')
    >>> parse_other("Sales No. E.95.XIII.18"), parse_other("vol. 1577, No. 27531"), parse_other("iom:1309")
    ('Sales:95.XIII.18', 'UNTS:1577/27531', 'IOM:1309')
    """
    return _sales(text) or _treaty(text) or _organisation(text)


def _sales(text: str) -> str | None:
    match = _SALES.fullmatch(text) if text.count(".") >= 2 or text[:6].lower() == "sales:" else None
    if not match or not match["number"].isascii():
        return None
    language = (match["language"] or "").upper()
    stated = match["label"] or text[:6].lower() == "sales:"
    if language and language not in table()["sales_languages"]:
        return None
    if not stated and not language:
        return None
    return f"Sales:{match['number'].upper()}"


def _treaty(text: str) -> str | None:
    match = _TREATY.fullmatch(text)
    if not match:
        return None
    if match["page"]:
        return f"UNTS:{int(match['of_page'])}/p{int(match['page'])}"
    volume, number = (match["short"] or f"{match['volume']}/{match['number']}").lower().split("/")
    page = "p" if number.startswith("p") else ""
    return f"UNTS:{int(volume)}/{page}{int(number.removeprefix('p'))}"


def _organisation(text: str) -> str | None:
    match = _ORGANISATION.fullmatch(text)
    if not match or not text.isascii():
        return None
    code = match["code"].upper()
    if code in ("SALES", "UNTS", "HTTP", "HTTPS") or not _is_number(match["number"]):
        return None
    return f"{code}:{match['number'].upper()}"


def organisation_number(code: str, text: str, original: str) -> str:
    """Return the identifier of a resolution of another organisation.

    `original` is the whole input, for the message of `SymbolError`, which is raised for text that is not a number.

    >>> organisation_number("IOM", "No. 1309", "")
    'IOM:1309'
    """
    number = re.sub(r"^no\.?\s?|\s", "", text, flags=re.IGNORECASE)
    if not _is_number(number):
        raise SymbolError(original, f"no number of a resolution of {code}", f"a number, as in {code}:1309")
    return f"{code}:{number.upper()}"


def _is_number(text: str) -> bool:
    """Return whether the text may be a resolution's number: it has a digit, and its parentheses are balanced."""
    return _NUMBER.fullmatch(text) is not None and text.count("(") == text.count(")")
