"""The citation graph of a corpus: trees, shortest paths, rankings, networks, statistics."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.graph.adjacency import CITED_BY, CITES, Adjacency
    from unrtrace.graph.edges import Edge, Source, edges_from, edges_to
    from unrtrace.graph.filters import ALL, Filter
    from unrtrace.graph.ranking import Ranked, Ranking, rank
    from unrtrace.graph.shortest_paths import Paths, paths
    from unrtrace.graph.statistics import Statistic, stats
    from unrtrace.graph.subgraph import Network, NetworkEdge, Vertex, network
    from unrtrace.graph.tree import Node, nodes, trace, walk

__all__ = [
    "ALL",
    "CITED_BY",
    "CITES",
    "Adjacency",
    "Edge",
    "Filter",
    "Network",
    "NetworkEdge",
    "Node",
    "Paths",
    "Ranked",
    "Ranking",
    "Source",
    "Statistic",
    "Vertex",
    "edges_from",
    "edges_to",
    "network",
    "nodes",
    "paths",
    "rank",
    "stats",
    "trace",
    "walk",
]

_HOMES = {
    "ALL": "filters",
    "Adjacency": "adjacency",
    "CITED_BY": "adjacency",
    "CITES": "adjacency",
    "Edge": "edges",
    "Filter": "filters",
    "Network": "subgraph",
    "NetworkEdge": "subgraph",
    "Node": "tree",
    "Paths": "shortest_paths",
    "Ranked": "ranking",
    "Ranking": "ranking",
    "Source": "edges",
    "Statistic": "statistics",
    "Vertex": "subgraph",
    "edges_from": "edges",
    "edges_to": "edges",
    "network": "subgraph",
    "nodes": "tree",
    "paths": "shortest_paths",
    "rank": "ranking",
    "stats": "statistics",
    "trace": "tree",
    "walk": "tree",
}


def __getattr__(name: str) -> Any:
    """Import the module of a name on first access, so that a command imports only what it uses."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"unrtrace.graph.{_HOMES[name]}"), name)
