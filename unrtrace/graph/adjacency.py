"""Who cites whom, as integers: read from the index around a few works, or all at once where most of it is needed.

>>> from unrtrace.corpus import Corpus
>>> adjacency = Adjacency(Corpus())
>>> start = adjacency.number("A/RES/51/148")
>>> citing = adjacency.neighbours([start], CITED_BY)[start]
>>> sorted(facts.id for facts in adjacency.facts(citing).values())
['A/64/233', 'A/RES/52/189', 'letter-2016-04-01']
"""

from array import array
from collections.abc import Collection, Iterable, Iterator

from unrtrace.corpus import Corpus
from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import NodeData

CITES, CITED_BY = "cites", "cited-by"
MAX_QUERIED = 5_000  # works; beyond this, reading the whole graph once is cheaper than further queries


class Adjacency:
    """The citation graph of a corpus in both directions; with `relations`, only citations of these relations.

    Works are the integers of the index; `number` and `facts` translate. A `direction` is `CITES` or `CITED_BY`.
    """

    def __init__(self, corpus: Corpus, relations: Collection[str] = ()) -> None:
        self.corpus = corpus
        self.relations = (
            {number for number, text in corpus.reader.vocabulary.items() if text in relations} if relations else None
        )
        self._queried = 0
        self._whole: dict[str, dict[int, array[int]]] = {}
        self._facts: dict[int, NodeData] = {}

    def number(self, name: str) -> int | None:
        """Return the number of a work, or of a name that is cited but not in the corpus; None for an unknown name."""
        return index.number_of(self.corpus, name)

    def facts(self, numbers: Iterable[int]) -> dict[int, NodeData]:
        """Return identifier, title, organ and date of works and names, by number."""
        requested = list(numbers)
        self._facts.update(index.node_data(self.corpus, [one for one in requested if one not in self._facts]))
        return {one: self._facts[one] for one in requested if one in self._facts}

    def neighbours(self, works: Collection[int], direction: str) -> dict[int, list[int]]:
        """Return for each work those that it cites, in the order of its text, or that cite it, each once.

        A work without any is left out.
        """
        if self._reads_all(works, direction):
            rows = {work: dict.fromkeys(self.all_neighbours(direction).get(work, ())) for work in works}
            return {work: others for work, row in rows.items() if (others := [one for one in row if one != work])}
        found: dict[int, list[int]] = {}
        edges = (index.outgoing if direction == CITES else index.incoming)(self.corpus, works)
        seen = set()
        for edge in edges:
            near, far = (edge.citing, edge.cited) if direction == CITES else (edge.cited, edge.citing)
            if (near, far) not in seen and (self.relations is None or edge.relation in self.relations):
                seen.add((near, far))
                found.setdefault(near, []).append(far)
        return found

    def neighbour_set(self, works: Collection[int], direction: str) -> set[int]:
        """Return the works that any of some works cites, or that cite any of them; cheaper than `neighbours`."""
        if not self._reads_all(works, direction):
            return index.neighbours(self.corpus, works, direction == CITES, self.relations)
        rows = self.all_neighbours(direction)
        return {other for work in works if (row := rows.get(work)) for other in row}

    def all_neighbours(self, direction: str) -> "dict[int, array[int]]":
        """Return for every work of the corpus those that it cites or is cited by; read from the index once.

        Raw rows: a work occurs once for each language version and relation, and in its own row if it cites itself.
        """
        if direction not in self._whole:
            self._whole[direction] = index.adjacency(self.corpus, direction == CITES, self.relations)
        return self._whole[direction]

    def levels(self, work: int, direction: str) -> Iterator[set[int]]:
        """Yield the works at one citation from a work, at two, and so on to the end, each work once."""
        seen = {work}
        level = {work}
        while level := self.neighbour_set(level, direction) - seen:
            seen |= level
            yield level

    def _reads_all(self, works: Collection[int], direction: str) -> bool:
        """Count the works queried and return whether to use the whole graph from here on."""
        self._queried += len(works)
        return self._queried > MAX_QUERIED or direction in self._whole
