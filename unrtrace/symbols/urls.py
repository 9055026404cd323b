"""Links to a document at the United Nations, in six languages."""

from unrtrace.symbols.components import parts
from unrtrace.symbols.tables import table
from unrtrace.text.lazy_pattern import Pattern

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
SITES = {"docs": "https://docs.un.org", "undocs": "https://undocs.org"}

_ODD = Pattern(r"[^A-Za-z0-9/._()-]")
_OLD_LETTER = Pattern(r"(\([A-Z-]+\))[A-Z](?:-[A-Z])?")


def link(symbol: str, language: str, site: str) -> str | None:
    """The address of a document; None for what has none there.

    `ValueError` for a language or site that is not offered.

    >>> link("A/RES/217(III)A", "fr", "docs")
    'https://docs.un.org/fr/A/RES/217(III)'
    >>> link("A/DEC/54/462", "en", "docs") is None
    True
    """
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}: one of {', '.join(LANGUAGES)}")
    if site not in SITES:
        raise ValueError(f"no site {site!r}: one of {', '.join(SITES)}")
    if ":" in symbol or not _published(symbol):
        return None
    address = _OLD_LETTER.sub(r"\1", symbol)
    return f"{SITES[site]}/{language}/{_ODD.sub(lambda m: f'%{ord(m[0]):02X}', address)}"


def _published(symbol: str) -> bool:
    """Whether a document of this symbol is issued by the United Nations."""
    found, rows = parts(symbol), table()["bodies"]
    if not rows.get(found.organ, {}).get("masthead", True):
        return False
    linked = rows.get(found.body, {}).get("linked")
    return found.kind not in ("resolution", "decision") or linked is None or found.kind in linked
