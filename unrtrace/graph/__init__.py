"""What follows from the citations of a corpus: trees, paths, ranks, networks, statistics."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.graph.adjacency import CITED_BY, CITES, Links
    from unrtrace.graph.edges import Edge, Source, edges_from, edges_to
    from unrtrace.graph.filters import ALL, Wanted
    from unrtrace.graph.ranking import Ranked, Ranking, rank
    from unrtrace.graph.shortest_paths import Paths, paths
    from unrtrace.graph.statistics import Stat, stats
    from unrtrace.graph.subgraph import Arrow, Network, Vertex, network
    from unrtrace.graph.tree import Node, nodes, trace, walk

__all__ = [
    "ALL",
    "CITED_BY",
    "CITES",
    "Arrow",
    "Edge",
    "Links",
    "Network",
    "Node",
    "Paths",
    "Ranked",
    "Ranking",
    "Source",
    "Stat",
    "Vertex",
    "Wanted",
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
    "Arrow": "subgraph",
    "CITED_BY": "adjacency",
    "CITES": "adjacency",
    "Edge": "edges",
    "Links": "adjacency",
    "Network": "subgraph",
    "Node": "tree",
    "Paths": "shortest_paths",
    "Ranked": "ranking",
    "Ranking": "ranking",
    "Source": "edges",
    "Stat": "statistics",
    "Vertex": "subgraph",
    "Wanted": "filters",
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
    """Load the module of a name when the name is first asked for: a command pays for what it uses."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"unrtrace.graph.{_HOMES[name]}"), name)
