"""Addresses of documents on the sites of the United Nations, in six languages."""

from unrtrace.symbols.components import components_of
from unrtrace.symbols.tables import table
from unrtrace.text.lazy_pattern import LazyPattern

SITES = {"docs": "https://docs.un.org", "undocs": "https://undocs.org"}

_ESCAPED = LazyPattern(r"[^A-Za-z0-9/._()-]")
_OLD_LETTER = LazyPattern(r"(\([A-Z-]+\))[A-Z](?:-[A-Z])?")


def document_url(symbol: str, language: str, site: str) -> str | None:
    """Return the address of a document, or None if the site has no document of this symbol.

    Raise `ValueError` for an unknown language or site.

    >>> document_url("A/RES/217(III)A", "fr", "docs")
    'https://docs.un.org/fr/A/RES/217(III)'
    >>> document_url("A/DEC/54/462", "en", "docs") is None
    True
    """
    from unrtrace.text.language import codes

    if language not in codes():
        raise ValueError(f"no language {language!r}: one of {', '.join(codes())}")
    if site not in SITES:
        raise ValueError(f"no site {site!r}: one of {', '.join(SITES)}")
    if ":" in symbol or not _published(symbol):
        return None
    address = _OLD_LETTER.sub(r"\1", symbol)
    return f"{SITES[site]}/{language}/{_ESCAPED.sub(lambda m: f'%{ord(m[0]):02X}', address)}"


def _published(symbol: str) -> bool:
    """Return whether the sites of the United Nations have documents of this kind of symbol."""
    components, rows = components_of(symbol), table()["bodies"]
    if not rows.get(components.organ, {}).get("masthead", True):
        return False
    linked = rows.get(components.body, {}).get("linked")
    return components.kind not in ("resolution", "decision") or linked is None or components.kind in linked
