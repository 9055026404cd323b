"""What follows from the citations of a corpus: trees, chains between two works, lineages, ranks, networks."""

from unrtrace.chain.edges import Edge, Source, edges_from, edges_to
from unrtrace.chain.links import CITED_BY, CITES, Links
from unrtrace.chain.tree import Node, nodes, trace, walk
from unrtrace.chain.wanted import ALL, Wanted

__all__ = [
    "ALL",
    "CITED_BY",
    "CITES",
    "Edge",
    "Links",
    "Node",
    "Source",
    "Wanted",
    "edges_from",
    "edges_to",
    "nodes",
    "trace",
    "walk",
]
