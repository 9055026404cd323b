"""What follows from the citations of a corpus: trees, chains between two works, lineages, ranks, networks, figures."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.chain.edges import Edge, Source, edges_from, edges_to
    from unrtrace.chain.figures import Stat, stats
    from unrtrace.chain.line import Lineage, Link
    from unrtrace.chain.links import CITED_BY, CITES, Links
    from unrtrace.chain.ranks import Ranked, Ranking, rank
    from unrtrace.chain.shortest import Paths, paths
    from unrtrace.chain.subgraph import Arrow, Network, Vertex, network
    from unrtrace.chain.succession import lineage
    from unrtrace.chain.tree import Node, nodes, trace, walk
    from unrtrace.chain.wanted import ALL, Wanted

__all__ = [
    "ALL",
    "CITED_BY",
    "CITES",
    "Arrow",
    "Edge",
    "Lineage",
    "Link",
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
    "lineage",
    "network",
    "nodes",
    "paths",
    "rank",
    "stats",
    "trace",
    "walk",
]

_HOMES = {
    "ALL": "wanted",
    "Arrow": "subgraph",
    "CITED_BY": "links",
    "CITES": "links",
    "Edge": "edges",
    "Lineage": "line",
    "Link": "line",
    "Links": "links",
    "Network": "subgraph",
    "Node": "tree",
    "Paths": "shortest",
    "Ranked": "ranks",
    "Ranking": "ranks",
    "Source": "edges",
    "Stat": "figures",
    "Vertex": "subgraph",
    "Wanted": "wanted",
    "edges_from": "edges",
    "edges_to": "edges",
    "lineage": "succession",
    "network": "subgraph",
    "nodes": "tree",
    "paths": "shortest",
    "rank": "ranks",
    "stats": "figures",
    "trace": "tree",
    "walk": "tree",
}


def __getattr__(name: str) -> Any:
    """Load the module of a name when the name is first asked for: a command pays for what it uses."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"unrtrace.chain.{_HOMES[name]}"), name)
