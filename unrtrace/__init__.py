"""unrtrace finds the citations in United Nations documents and follows them through a folder of files.

>>> from unrtrace import Symbol
>>> Symbol.parse("a/res/51/148").url("fr")
'https://docs.un.org/fr/A/RES/51/148'
"""

from typing import TYPE_CHECKING, Any

from unrtrace._version import __version__

if TYPE_CHECKING:
    from unrtrace.citation import Citation
    from unrtrace.corpus import Corpus
    from unrtrace.extractor import extract
    from unrtrace.symbols import Symbol, SymbolError

__all__ = ["Citation", "Corpus", "Symbol", "SymbolError", "__version__", "extract"]

_HOMES = {
    "Citation": "unrtrace.citation",
    "Corpus": "unrtrace.corpus",
    "Symbol": "unrtrace.symbols",
    "SymbolError": "unrtrace.symbols",
    "extract": "unrtrace.extractor",
}


def __getattr__(name: str) -> Any:
    """Load a public name's module when the name is first asked for, so that start-up pays for none."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
