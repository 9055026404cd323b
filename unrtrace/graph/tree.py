"""The tree of what a work cites, or is cited by, to a depth: each work expanded once.

>>> from unrtrace.corpus import Corpus
>>> tree = trace(Corpus(), "A/RES/51/148", CITES)
>>> [node.id for node in tree.children]
['A/51/L.53', 'A/51/L.53/Add.1', 'A/RES/47/4', 'A/RES/50/123', 'E/1996/90']
>>> [(depth, node.id, node.edges[0].relation) for depth, node in walk(tree)][2]
(1, 'A/RES/47/4', 'recalls')
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from unrtrace.citation import possible
from unrtrace.corpus import AMBIGUOUS, RESOLVED, Corpus
from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import Facts
from unrtrace.graph.adjacency import CITED_BY, CITES, Links
from unrtrace.graph.edges import Edge, edges_from, edges_to
from unrtrace.graph.filters import ALL, Wanted, organ_by


@dataclass(slots=True)
class Node:
    """A work in the tree and what lies behind it.

    `repeated` marks a work that is expanded elsewhere in the tree. `hidden` counts the works beside `children` that
    a limit left out. `expanded` says whether what lies behind it was looked for. `edges` are the citations between
    the work and its parent, none for the root; `walk` fills them in.
    """

    id: str
    outcome: str
    date: str | None = None
    organ: str | None = None
    children: list["Node"] = field(default_factory=list)
    hidden: int = 0
    repeated: bool = False
    expanded: bool = False
    edges: list[Edge] = field(default_factory=list)
    tree: "Tree | None" = None


@dataclass(frozen=True, slots=True)
class Tree:
    """What the nodes of one tree have in common."""

    corpus: Corpus
    direction: str
    wanted: Wanted


def trace(
    corpus: Corpus,
    work: str,
    direction: str,
    depth: int | None = 1,
    *,
    wanted: Wanted = ALL,
    limit: int | None = None,
    links: Links | None = None,
) -> Node:
    """The tree below a work; a `depth` of None follows every citation to its end.

    `wanted` says which citations and works to follow. Of the works below one, `limit` keeps those that are cited
    most often. `links` are those of an earlier tree, for several in a row.
    """
    growing = _Growing(corpus, direction, wanted, limit, links or Links(corpus, wanted.relations))
    root = Node(work, corpus.resolve(work).outcome, tree=Tree(corpus, direction, wanted))
    number = growing.links.number(work)
    level = [] if number is None else [(number, root)]
    seen = {number}
    while level and (depth is None or depth > 0):
        below = growing.below(level)
        level = []
        for child, node in below:
            node.repeated = child in seen
            if not node.repeated:
                seen.add(child)
                level.append((child, node))
        depth = None if depth is None else depth - 1
    return root


@dataclass(slots=True)
class _Growing:
    """How a tree grows, level by level."""

    corpus: Corpus
    direction: str
    wanted: Wanted
    limit: int | None
    links: Links

    def below(self, level: list[tuple[int, Node]]) -> list[tuple[int, Node]]:
        """The nodes below those of a level, added to them."""
        around = self.links.around([number for number, _ in level], self.direction)
        facts = self.wanted.kept(self.links, {other for others in around.values() for other in others})
        found: list[tuple[int, Node]] = []
        for number, node in level:
            others = [one for one in around.get(number, ()) if one in facts]
            if self.direction == CITED_BY:
                others.sort(key=lambda one: (facts[one].date or "9999", facts[one].id))
            kept = self._limited(others)
            node.expanded = True
            node.hidden = len(others) - len(kept)
            rows = [(one, self._node(facts[one], node)) for one in kept]
            node.children = [child for _, child in rows]
            found += rows
        return found

    def _limited(self, others: list[int]) -> list[int]:
        if self.limit is None or len(others) <= self.limit:
            return others
        times = index.times_cited(self.corpus, others)
        best = set(sorted(others, key=lambda one: -times.get(one, 0))[: self.limit])
        return [one for one in others if one in best]

    def _node(self, facts: Facts, parent: Node) -> Node:
        outcome = RESOLVED if facts.held else self.corpus.resolve(facts.id).outcome
        return Node(facts.id, outcome, facts.date, facts.organ, tree=parent.tree)


def walk(root: Node) -> Iterator[tuple[int, Node]]:
    """The nodes below a root in tree order, each with its depth from 1; their edges are read on the way."""
    stack = [iter(_told(root))]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield len(stack), node
        stack.append(iter(_told(node)))


def nodes(root: Node) -> Iterator[tuple[int, Node]]:
    """The nodes as in `walk`, without their edges and without citations that may mean several documents."""
    stack = [iter(root.children)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield len(stack), node
        stack.append(iter(node.children))


def _told(parent: Node) -> list[Node]:
    """The nodes below one with their edges; what may be several documents, or is none, stands among them."""
    tree = parent.tree
    if tree is None or not parent.expanded:
        return []
    return (_cited if tree.direction == CITES else _citing)(parent, tree)


def _citing(parent: Node, tree: Tree) -> list[Node]:
    children = {child.id: child for child in parent.children}
    for child in parent.children:
        child.edges = []
    for edge in edges_to(tree.corpus, parent.id, list(children) if parent.hidden else None) if children else ():
        if edge.citing in children and tree.wanted.follows(edge.relation):
            children[edge.citing].edges.append(edge)
    return [child for child in parent.children if child.edges]


def _cited(parent: Node, tree: Tree) -> list[Node]:
    children = {child.id: child for child in parent.children}
    found: dict[str, Node] = {}
    for edge in edges_from(tree.corpus, parent.id):
        other = edge.cited or possible(edge.candidates)
        if other == parent.id or not tree.wanted.follows(edge.relation):
            continue
        node = found.get(other) or children.get(other)
        if node is None and edge.outcome == AMBIGUOUS and _leaf(edge, tree.wanted):
            node = Node(other, AMBIGUOUS)
        if node is not None:
            if other not in found:
                found[other], node.edges = node, []
            node.edges.append(edge)
    return list(found.values())


def _leaf(edge: Edge, wanted: Wanted) -> bool:
    """Whether a citation that may mean several documents is shown."""
    organs = {organ_by(name) for name in edge.candidates or (edge.cited,) if name}
    return any(wanted.takes(organ, edge.date, False) for organ in organs or {None})
