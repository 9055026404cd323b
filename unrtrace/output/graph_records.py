"""Nodes and edges of a graph as records, the same in every format."""

import datetime
from typing import Any

from unrtrace.graph import NetworkEdge, Vertex
from unrtrace.output import labels
from unrtrace.symbols import Symbol, SymbolError


def node(work: Vertex, language: str) -> dict[str, Any]:
    """Return a document as a node."""
    return {
        "id": work.id, "title": labels.clean(work.title) or None, "date": _iso(work.date), "organ": work.organ,
        "resolved": work.held, "url": url(work.id, language),
    }  # fmt: skip


def edge(arrow: NetworkEdge) -> dict[str, Any]:
    """Return all citations of one document by another as one edge."""
    return {
        "source": arrow.citing, "target": arrow.cited, "relation": ", ".join(arrow.relations) or None,
        "count": arrow.count, "date": _iso(arrow.citing_date),
        "cited_date": _iso(arrow.cited_date), "forward": arrow.forward,
    }  # fmt: skip


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def url(name: str, language: str) -> str | None:
    """Return the link to a document, None where its identifier is not a symbol."""
    try:
        return Symbol.parse(name).url(language)
    except SymbolError:
        return None
