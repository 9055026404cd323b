"""Lines of documents on one subject: what came before a document and what after it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.lineage.build import lineage
    from unrtrace.lineage.model import Lineage, Link

__all__ = ["Lineage", "Link", "lineage"]

_HOMES = {"Lineage": "model", "Link": "model", "lineage": "build"}


def __getattr__(name: str) -> Any:
    """Load the module of a name when the name is first asked for: a command pays for what it uses."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"unrtrace.lineage.{_HOMES[name]}"), name)
