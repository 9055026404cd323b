"""What every form of a graph says of a work and of the citations of one by another."""

from typing import Any

from unrtrace.graph import NetworkEdge, Vertex
from unrtrace.output import labels
from unrtrace.symbols import Symbol, SymbolError


def node(work: Vertex, language: str) -> dict[str, Any]:
    """What every form says of a work."""
    return {
        "id": work.id, "title": labels.clean(work.title) or None, "date": work.date, "organ": work.organ,
        "resolved": work.held, "url": url(work.id, language),
    }  # fmt: skip


def edge(arrow: NetworkEdge) -> dict[str, Any]:
    """What every form says of the citations of one work by another."""
    return {
        "source": arrow.citing, "target": arrow.cited, "relation": ", ".join(arrow.relations) or None,
        "count": arrow.count, "date": arrow.citing_date, "cited_date": arrow.cited_date, "forward": arrow.forward,
    }  # fmt: skip


def url(name: str, language: str) -> str | None:
    """The link to a document, None for what is no symbol."""
    try:
        return Symbol.parse(name).url(language)
    except SymbolError:
        return None
