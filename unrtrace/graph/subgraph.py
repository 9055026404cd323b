"""Part of the citation graph for export: works and the citations between them, around some works or all.

>>> from unrtrace.corpus import Corpus
>>> found = network(Corpus(), ["A/RES/51/148"], direction="cited-by")
>>> [work.id for work in found.works]
['A/64/233', 'A/RES/51/148', 'A/RES/52/189', 'letter-2016-04-01']
>>> [(edge.citing, edge.cited, edge.relations, edge.count) for edge in found.edges()][1]
('A/RES/52/189', 'A/RES/51/148', ('recalls',), 1)
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from unrtrace.corpus import Corpus
from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import EdgeTuple, NodeData
from unrtrace.graph.adjacency import CITED_BY, CITES, Adjacency
from unrtrace.graph.filters import ALL, Filter, organ_of, with_stated_dates


@dataclass(frozen=True, slots=True)
class Vertex:
    """A work of a network; `held` says whether it is in the corpus.

    For a work outside the corpus, `date` is the one that most citations give.
    """

    id: str
    title: str | None
    organ: str | None
    date: datetime.date | None
    held: bool


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """All citations of one work by another: relations, the most frequent first, number, and both works' dates."""

    citing: str
    cited: str
    relations: tuple[str, ...]
    count: int
    citing_date: datetime.date | None
    cited_date: datetime.date | None

    @property
    def forward(self) -> bool:
        """Return whether the cited work is dated after the citing one."""
        return bool(self.citing_date and self.cited_date and self.citing_date < self.cited_date)


@dataclass(frozen=True, slots=True)
class Network:
    """Works and the edges between them.

    `works` are in the order of their identifiers. `edges()` yields the edges in the order of the citing and then the
    cited work; `size` is their number.
    """

    works: list[Vertex]
    edges: Callable[[], Iterator[NetworkEdge]]
    size: int


def network(
    corpus: Corpus,
    names: Iterable[str] = (),
    *,
    direction: str | None = None,
    depth: int | None = 1,
    wanted: Filter = ALL,
) -> Network:
    """Return the works within `depth` citations of the named ones and every citation between them.

    Without names, or where none of them is known, the whole corpus. A `depth` of None means any number of citations;
    `direction` is `cites`, `cited-by` or None for both. `wanted` restricts citations and works; the named works are
    always kept.
    """
    adjacency = Adjacency(corpus, wanted.relations)
    starts = {number for name in names if (number := adjacency.number(name)) is not None}
    if starts:
        facts = _around(adjacency, starts, direction, depth, wanted)
        edges = index.outgoing(corpus, [number for number, one in facts.items() if one.held])
    else:
        facts, edges = _everything(adjacency, wanted)
    facts |= with_stated_dates(adjacency, facts.values())
    works = sorted((Vertex(f.id, f.title, organ_of(f), f.date, f.held) for f in facts.values()), key=lambda one: one.id)
    kept = [
        edge
        for edge in edges
        if edge.citing in facts
        and edge.cited in facts
        and (adjacency.relations is None or edge.relation in adjacency.relations)
    ]
    kept.sort(key=lambda edge: (facts[edge.citing].id, facts[edge.cited].id))
    size = len({(edge.citing, edge.cited) for edge in kept})
    return Network(works, lambda: _edges(kept, facts, corpus.reader.vocabulary), size)


def _around(
    adjacency: Adjacency, starts: set[int], direction: str | None, depth: int | None, wanted: Filter
) -> dict[int, NodeData]:
    """Return the works within `depth` citations of some works, with their facts."""
    found = adjacency.facts(starts)
    for way in (CITES, CITED_BY) if direction is None else (direction,):
        level, left = set(starts), depth
        seen = set(starts)
        while level and (left is None or left > 0):
            reached = wanted.apply(adjacency, adjacency.neighbour_set(level, way) - seen)
            found |= reached
            level = set(reached)
            seen |= level
            left = None if left is None else left - 1
    return found


def _everything(adjacency: Adjacency, wanted: Filter) -> tuple[dict[int, NodeData], list[EdgeTuple]]:
    """Return all works of the corpus with their facts, and the citations between them."""
    most: dict[tuple[int, int, int], int] = {}
    for citing, cited, relation, count in index.all_edges(adjacency.corpus, adjacency.relations):
        key = citing, cited, relation
        if count > most.get(key, 0):
            most[key] = count
    facts = wanted.apply(adjacency, {end for citing, cited, _ in most for end in (citing, cited)})
    return facts, [EdgeTuple(*key, count) for key, count in most.items()]


def _edges(edges: Sequence[EdgeTuple], facts: dict[int, NodeData], vocabulary: dict[int, str]) -> Iterator[NetworkEdge]:
    """Yield one edge for each two works; `edges` are sorted by citing and cited work."""
    for (citing, cited), rows in groupby(edges, key=lambda edge: edge[:2]):
        counts = [(count, vocabulary.get(relation, "")) for _, _, relation, count in rows]
        counts.sort(key=lambda one: (-one[0], one[1]))
        source, target = facts[citing], facts[cited]
        relations = tuple(relation for _, relation in counts if relation)
        times = sum(count for count, _ in counts)
        yield NetworkEdge(source.id, target.id, relations, times, source.date, target.date)
