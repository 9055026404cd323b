"""The lineage of a document: its predecessors and successors on the same subject."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.lineage.build import lineage
    from unrtrace.lineage.model import Lineage, LineageLink

__all__ = ["Lineage", "LineageLink", "lineage"]

_HOMES = {"Lineage": "model", "LineageLink": "model", "lineage": "build"}


def __getattr__(name: str) -> Any:
    """Import the module of a name on first access, so that a command imports only what it uses."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"unrtrace.lineage.{_HOMES[name]}"), name)
