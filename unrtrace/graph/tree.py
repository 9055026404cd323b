"""The tree of what a work cites, or what cites it, to a given depth; each work is expanded once.

>>> from unrtrace.corpus import Corpus
>>> tree = trace(Corpus(), "A/RES/51/148", CITES)
>>> [node.id for node in tree.children]
['A/51/L.53', 'A/51/L.53/Add.1', 'A/RES/47/4', 'A/RES/50/123', 'E/1996/90']
>>> [(depth, node.id, node.edges[0].relation) for depth, node in walk(tree)][2]
(1, 'A/RES/47/4', 'recalls')
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from unrtrace.citation import format_candidates
from unrtrace.corpus import AMBIGUOUS, RESOLVED, Corpus
from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import NodeData
from unrtrace.graph.adjacency import CITED_BY, CITES, Adjacency
from unrtrace.graph.edges import Edge, edges_from, edges_to
from unrtrace.graph.filters import ALL, Filter, organ_of_symbol


@dataclass(slots=True)
class Node:
    """A work in the tree, with the works that it cites or that cite it as `children`.

    `repeated` marks a work that is expanded elsewhere in the tree. `hidden` is the number of further works that a
    limit left out. `expanded` says whether children were looked for. `edges` are the citations between the work and
    its parent, filled in by `walk`; the root has none.
    """

    id: str
    outcome: str
    date: datetime.date | None = None
    organ: str | None = None
    children: list["Node"] = field(default_factory=list)
    hidden: int = 0
    repeated: bool = False
    expanded: bool = False
    edges: list[Edge] = field(default_factory=list)
    tree: "Tree | None" = None


@dataclass(frozen=True, slots=True)
class Tree:
    """What all nodes of one tree share."""

    corpus: Corpus
    direction: str
    wanted: Filter
    accepts: Callable[[Edge], bool] | None = None


def trace(
    corpus: Corpus,
    work: str,
    direction: str,
    depth: int | None = 1,
    *,
    wanted: Filter = ALL,
    limit: int | None = None,
    adjacency: Adjacency | None = None,
    accepts: Callable[[Edge], bool] | None = None,
) -> Node:
    """Return the tree below a work; `direction` is `CITES` or `CITED_BY`.

    A `depth` of None follows every citation to its end. `wanted` says which citations and works to follow. Of the
    works below each one, `limit` keeps those that are cited most often. `adjacency`, with the relations of `wanted`,
    is shared where several trees are built. `accepts` says of a citation by a citing work whether it is shown.
    """
    builder = _TreeBuilder(corpus, direction, wanted, limit, adjacency or Adjacency(corpus, wanted.relations))
    root = Node(work, corpus.resolve(work).outcome, tree=Tree(corpus, direction, wanted, accepts))
    number = builder.adjacency.number(work)
    level = [] if number is None else [(number, root)]
    seen = {number}
    while level and (depth is None or depth > 0):
        below = builder.add_level(level)
        level = []
        for child, node in below:
            node.repeated = child in seen
            if not node.repeated:
                seen.add(child)
                level.append((child, node))
        depth = None if depth is None else depth - 1
    return root


@dataclass(slots=True)
class _TreeBuilder:
    """Builds a tree level by level."""

    corpus: Corpus
    direction: str
    wanted: Filter
    limit: int | None
    adjacency: Adjacency

    def add_level(self, level: list[tuple[int, Node]]) -> list[tuple[int, Node]]:
        """Add the children of the nodes of a level and return them with their numbers."""
        neighbours = self.adjacency.neighbours([number for number, _ in level], self.direction)
        facts = self.wanted.apply(self.adjacency, {other for others in neighbours.values() for other in others})
        found: list[tuple[int, Node]] = []
        for number, node in level:
            others = [one for one in neighbours.get(number, ()) if one in facts]
            if self.direction == CITED_BY:
                others.sort(key=lambda one: (facts[one].date or datetime.date.max, facts[one].id))
            kept = self._limited(others)
            node.expanded = True
            node.hidden = len(others) - len(kept)
            rows = [(one, self._node(facts[one], node)) for one in kept]
            node.children = [child for _, child in rows]
            found += rows
        return found

    def _limited(self, others: list[int]) -> list[int]:
        """Return the works that are cited most often, in the given order."""
        if self.limit is None or len(others) <= self.limit:
            return others
        times = index.times_cited(self.corpus, others)
        most_cited = set(sorted(others, key=lambda one: -times.get(one, 0))[: self.limit])
        return [one for one in others if one in most_cited]

    def _node(self, facts: NodeData, parent: Node) -> Node:
        outcome = RESOLVED if facts.held else self.corpus.resolve(facts.id).outcome
        return Node(facts.id, outcome, facts.date, facts.organ, tree=parent.tree)


def walk(root: Node) -> Iterator[tuple[int, Node]]:
    """Yield the nodes below a root in tree order, each with its depth from 1, and read their edges on the way.

    Citations that may mean several documents are nodes here, with the outcome `ambiguous`.
    """
    stack = [iter(_children_with_edges(root))]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield len(stack), node
        stack.append(iter(_children_with_edges(node)))


def nodes(root: Node) -> Iterator[tuple[int, Node]]:
    """Yield the nodes as `walk` does, without their edges and without citations that may mean several documents."""
    stack = [iter(root.children)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield len(stack), node
        stack.append(iter(node.children))


def _children_with_edges(parent: Node) -> list[Node]:
    """Return the children of a node with their edges, including nodes for ambiguous citations."""
    tree = parent.tree
    if tree is None or not parent.expanded:
        return []
    return (_cited_works if tree.direction == CITES else _citing_works)(parent, tree)


def _citing_works(parent: Node, tree: Tree) -> list[Node]:
    children = {child.id: child for child in parent.children}
    for child in parent.children:
        child.edges = []
    if not children:
        return []
    for edge in edges_to(tree.corpus, parent.id, list(children) if parent.hidden else None):
        if edge.citing in children and tree.wanted.follows(edge.relation) and (not tree.accepts or tree.accepts(edge)):
            children[edge.citing].edges.append(edge)
    return [child for child in parent.children if child.edges]


def _cited_works(parent: Node, tree: Tree) -> list[Node]:
    children = {child.id: child for child in parent.children}
    found: dict[str, Node] = {}
    for edge in edges_from(tree.corpus, parent.id):
        other = edge.cited or format_candidates(edge.candidates)
        if other == parent.id or not tree.wanted.follows(edge.relation):
            continue
        node = found.get(other) or children.get(other)
        if node is None and edge.outcome == AMBIGUOUS and _accepts_candidate(tree.wanted, edge):
            node = Node(other, AMBIGUOUS)
        if node is not None:
            if other not in found:
                found[other], node.edges = node, []
            node.edges.append(edge)
    return list(found.values())


def _accepts_candidate(wanted: Filter, edge: Edge) -> bool:
    """Return whether any of the documents that an ambiguous citation may mean is accepted."""
    organs = {organ_of_symbol(name) for name in edge.candidates or (edge.cited,) if name}
    return any(wanted.accepts(organ, edge.date, False) for organ in organs or {None})
