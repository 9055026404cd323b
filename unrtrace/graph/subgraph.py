"""Works and the citations between them, for a graph: around some works, or of a whole corpus.

>>> from unrtrace.corpus import Corpus
>>> found = network(Corpus(), ["A/RES/51/148"], direction="cited-by")
>>> [work.id for work in found.works]
['A/64/233', 'A/RES/51/148', 'A/RES/52/189', 'letter-2016-04-01']
>>> [(edge.citing, edge.cited, edge.relations, edge.count) for edge in found.edges()][1]
('A/RES/52/189', 'A/RES/51/148', ('recalls',), 1)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from unrtrace.corpus import Corpus
from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import Facts, Pair
from unrtrace.graph.adjacency import CITED_BY, CITES, Links
from unrtrace.graph.filters import ALL, Wanted, dated, organ_of


@dataclass(frozen=True, slots=True)
class Vertex:
    """A work of a graph; `date` is an ISO day, for a work that is not held the one that most citations give."""

    id: str
    title: str | None
    organ: str | None
    date: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """All citations of one work by another: relations, most frequent first, how often, and both works' days.

    `forward` marks citations that point forward in time.
    """

    citing: str
    cited: str
    relations: tuple[str, ...]
    count: int
    citing_date: str | None
    cited_date: str | None

    @property
    def forward(self) -> bool:
        """Whether the cited work is dated after the citing one."""
        return bool(self.citing_date and self.cited_date and self.citing_date < self.cited_date)


@dataclass(frozen=True, slots=True)
class Network:
    """Works in the order of their identifiers, and the `size` arrows between them, by citing and cited work."""

    works: list[Vertex]
    edges: Callable[[], Iterator[Arrow]]
    size: int


def network(
    corpus: Corpus,
    names: Iterable[str] = (),
    *,
    direction: str | None = None,
    depth: int | None = 1,
    wanted: Wanted = ALL,
) -> Network:
    """The works within `depth` citations of some works, None for any number, and every citation between them.

    With no names, the whole corpus. `direction` is `cites` or `cited-by`, both where it is None. `wanted` says which
    citations and works are kept; the works that are asked for always are.
    """
    links = Links(corpus, wanted.relations)
    starts = {number for name in names if (number := links.number(name)) is not None}
    if starts:
        facts = _around(links, starts, direction, depth, wanted)
        pairs = index.out_of(corpus, [number for number, fact in facts.items() if fact.held])
    else:
        facts, pairs = _all(links, wanted)
    facts |= dated(links, facts.values())
    works = sorted((Vertex(f.id, f.title, organ_of(f), f.date, f.held) for f in facts.values()), key=lambda one: one.id)
    kept = [
        pair
        for pair in pairs
        if pair[0] in facts and pair[1] in facts and (links.relations is None or pair[2] in links.relations)
    ]
    kept.sort(key=lambda pair: (facts[pair[0]].id, facts[pair[1]].id))
    size = len({pair[:2] for pair in kept})
    return Network(works, lambda: _arrows(kept, facts, corpus.terms), size)


def _around(
    links: Links, starts: set[int], direction: str | None, depth: int | None, wanted: Wanted
) -> dict[int, Facts]:
    found = links.facts(starts)
    for way in (CITES, CITED_BY) if direction is None else (direction,):
        level, left = set(starts), depth
        seen = set(starts)
        while level and (left is None or left > 0):
            near = wanted.kept(links, links.beyond(level, way) - seen)
            found |= near
            level = set(near)
            seen |= level
            left = None if left is None else left - 1
    return found


def _all(links: Links, wanted: Wanted) -> tuple[dict[int, Facts], list[Pair]]:
    most: dict[tuple[int, int, int], int] = {}
    for citing, cited, relation, count in index.every_pair(links.corpus, links.relations):
        key = citing, cited, relation
        if count > most.get(key, 0):
            most[key] = count
    facts = wanted.kept(links, {end for citing, cited, _ in most for end in (citing, cited)})
    return facts, [(*key, count) for key, count in most.items()]


def _arrows(pairs: Sequence[Pair], facts: dict[int, Facts], terms: dict[int, str]) -> Iterator[Arrow]:
    for (citing, cited), rows in groupby(pairs, key=lambda pair: pair[:2]):
        said = sorted(((count, terms.get(relation, "")) for _, _, relation, count in rows), key=lambda s: (-s[0], s[1]))
        one, other = facts[citing], facts[cited]
        relations = tuple(relation for _, relation in said if relation)
        yield Arrow(one.id, other.id, relations, sum(count for count, _ in said), one.date, other.date)
