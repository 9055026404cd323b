"""unrtrace finds the citations in United Nations documents and follows them through a folder of files.

>>> from unrtrace import Symbol
>>> Symbol.parse("a/res/51/148").url("fr")
'https://docs.un.org/fr/A/RES/51/148'
"""

import sys
from types import ModuleType
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
    from importlib import import_module

    if name in ("chain", "output"):  # Python binds neither after `import unrtrace.chain` or `unrtrace.output.graphs`
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _RenamedModule(ModuleType):
    """A module under its earlier name; its names are those of the modules that took its place."""

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        new_name = _RENAMED.get(name, name)
        for module in map(import_module, _NEW_MODULES[self.__name__]):
            if not name.startswith("__") and hasattr(module, new_name):
                return getattr(module, new_name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


_RENAMED = {
    "Wanted": "Filter",
    "Links": "Adjacency",
    "Arrow": "NetworkEdge",
    "Stat": "Statistic",
    "Link": "LineageLink",
}
_NEW_MODULES = {
    "unrtrace.chain": ("unrtrace.graph", "unrtrace.lineage"),
    "unrtrace.output.graphs": ("unrtrace.output.graph_formats",),
}
for _name in _NEW_MODULES:
    sys.modules[_name] = _RenamedModule(_name)
