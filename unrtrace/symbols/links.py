"""Addresses of the sites that have documents of the United Nations: where the symbol stands in each."""

import re
from urllib.parse import unquote, unquote_plus, urlsplit

from unrtrace.symbols.errors import SymbolError
from unrtrace.text.lazy_pattern import LazyPattern

MAX_LENGTH = 2000  # characters of an address
PARAMETERS = ("symbol", "finalsymbol", "ds", "symbolno", "si", "s", "m")  # of a query, in small letters
SITES_BY_PATH = ("docs.un.org", "undocs.org")  # the symbol is the path
NO_SYMBOL = "an address without the symbol of a document"
EXPECTED = "the symbol printed at the top of the document, such as A/RES/51/148"

_ADDRESS = LazyPattern(
    r"<?(?P<address>(?:https?://[^\s/]|(?:[a-z0-9-]+\.)*(?:un|undocs|ohchr)\.org(?:/|$)).*?)>?", re.I | re.S
)
_SITE = LazyPattern(r"(?:https?://)?(?:[a-z0-9-]+\.)*(?:un|undocs|ohchr)\.org(?::[0-9]+)?/", re.I)
_LANGUAGE = LazyPattern(r"/?(?:(?:en|fr|es|ru|zh|ar|de|ot)(?:/|$))?(?:symbol/)?", re.IGNORECASE)
_PAGES_OF_SITE = LazyPattern(r"(?:home|pdf|api|docs?|search|tmp)(?:/.*)?|[a-z]*\.(?:aspx?|html?)", re.IGNORECASE)
_FILE = LazyPattern(r"[A-Z]{1,10}(?:_[A-Z0-9.()\[\]-]+){2,}(?:\.(?:pdf|docx?|html?))?", re.IGNORECASE)
_CATALOGUED = LazyPattern(r"(?:[0-9]{3}__[a-z]:)?\"?(?P<symbol>[^\"]+)\"?")


def is_address(text: str) -> bool:
    """Return whether a text is an address on the web.

    >>> is_address("undocs.org/A/RES/51/148"), is_address("A/51/L.53")
    (True, False)
    """
    return ("://" in text or "org" in text.lower()) and _ADDRESS.fullmatch(text) is not None


def leads_to_document(address: str) -> bool:
    """Return whether an address is of a site on which documents stand under their symbols.

    >>> leads_to_document("https://docs.un.org/en/A/RES/51/148"), leads_to_document("https://example.org/A/RES/51/148")
    (True, False)
    """
    return len(address) <= MAX_LENGTH and _SITE.match(address) is not None


def symbol_in(text: str) -> str:
    """Return the symbol, or the name of a document's file, in an address; raise `SymbolError` where it has none.

    >>> symbol_in("https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F51%2F148&Language=E")
    'A/RES/51/148'
    >>> symbol_in("daccess-ods.un.org/access.nsf/Get?Open&DS=S/RES/1325%20(2000)&Lang=F")
    'S/RES/1325 (2000)'
    """
    match = _ADDRESS.fullmatch(text)
    address = match["address"] if match else text
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
    except ValueError:
        raise SymbolError(text, "not a web address", EXPECTED) from None
    site = (parts.hostname or "").removeprefix("www.")
    for found in (_in_query(parts.query), _in_catalogue(site, parts.query), _in_path(site, unquote(parts.path))):
        if found:
            return found
    raise SymbolError(text, NO_SYMBOL, EXPECTED)


def _in_query(query: str) -> str | None:
    """Return the value of the parameter that is a symbol, without a language before it."""
    given = {name.casefold(): value for name, _, value in (part.partition("=") for part in query.split("&"))}
    for name in PARAMETERS:
        if value := _without_language(unquote_plus(given.get(name, ""))):
            return value
    return None


def _in_catalogue(site: str, query: str) -> str | None:
    """Return the symbol that the Digital Library is asked for: `p=A/RES/51/148`, `p=191__a:"A/RES/51/148"`."""
    if site != "digitallibrary.un.org":
        return None
    words = [unquote_plus(part[2:]) for part in query.split("&") if part.startswith("p=")]
    match = _CATALOGUED.fullmatch(words[0]) if words else None
    return match["symbol"] if match else None


def _in_path(site: str, path: str) -> str | None:
    """Return the path itself, or the name of a file at its end, `…/A_RES_51_148.pdf`."""
    if site in SITES_BY_PATH:
        symbol = _without_language(path).strip("/")
        return symbol if symbol and not _PAGES_OF_SITE.fullmatch(symbol) else None
    name = path.rpartition("/")[2]
    if site == "digitallibrary.un.org" and "/files/" in path:
        return name
    return name if _FILE.fullmatch(name) else None


def _without_language(path: str) -> str:
    match = _LANGUAGE.match(path)
    return path[match.end() :] if match else path
