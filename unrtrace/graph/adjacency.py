"""Who cites whom, as integers: asked of the index around a few works, read once where most of it is needed.

>>> from unrtrace.corpus import Corpus
>>> corpus = Corpus()
>>> links = Links(corpus)
>>> start = links.number("A/RES/51/148")
>>> sorted(fact.id for fact in links.facts(links.around([start], CITED_BY)[start]).values())
['A/64/233', 'A/RES/52/189', 'letter-2016-04-01']
"""

from array import array
from collections.abc import Collection, Iterable, Iterator

from unrtrace.corpus import Corpus
from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import Facts

CITES, CITED_BY = "cites", "cited-by"
MANY = 5_000  # works after which reading all pairs at once costs less than asking on


class Links:
    """The pairs of a corpus in both directions; `relations` keeps only citations of these relations."""

    def __init__(self, corpus: Corpus, relations: Collection[str] = ()) -> None:
        self.corpus = corpus
        self.relations = {number for number, text in corpus.terms.items() if text in relations} if relations else None
        self._asked = 0
        self._whole: dict[str, dict[int, array[int]]] = {}
        self._facts: dict[int, Facts] = {}

    def number(self, name: str) -> int | None:
        """The number of a work, or of a name that the corpus does not hold; None for one it does not know."""
        return index.number_of(self.corpus, name)

    def facts(self, numbers: Iterable[int]) -> dict[int, Facts]:
        """What the index says of works and names."""
        wanted = list(numbers)
        self._facts.update(index.facts(self.corpus, [one for one in wanted if one not in self._facts]))
        return {one: self._facts[one] for one in wanted if one in self._facts}

    def around(self, works: Collection[int], direction: str) -> dict[int, list[int]]:
        """For each work, the works that it cites, in the order of its text, or is cited by, each once.

        A work without any is not in the answer.
        """
        self._asked += len(works)
        if self._asked > MANY or direction in self._whole:
            rows = {work: dict.fromkeys(self.whole(direction).get(work, ())) for work in works}
            return {work: others for work, row in rows.items() if (others := [one for one in row if one != work])}
        found: dict[int, list[int]] = {}
        ask, near = (index.out_of, 0) if direction == CITES else (index.into, 1)
        seen = set()
        for pair in ask(self.corpus, works):
            key = pair[near], pair[1 - near]
            if key not in seen and (self.relations is None or pair[2] in self.relations):
                seen.add(key)
                found.setdefault(key[0], []).append(key[1])
        return found

    def levels(self, work: int, direction: str) -> Iterator[set[int]]:
        """The works at one citation from a work, at two, and so on to the end, each work once."""
        seen = {work}
        level = {work}
        while level := self.beyond(level, direction) - seen:
            seen |= level
            yield level

    def beyond(self, works: Collection[int], direction: str) -> set[int]:
        """The works that some works cite or are cited by."""
        self._asked += len(works)
        if self._asked <= MANY and direction not in self._whole:
            return index.beyond(self.corpus, works, direction == CITES, self.relations)
        whole = self.whole(direction)
        return {other for work in works if (row := whole.get(work)) for other in row}

    def whole(self, direction: str) -> "dict[int, array[int]]":
        """For each work those that it cites or is cited by, of the whole corpus, read from the index once.

        Language versions and relations repeat works, and a work that cites itself is there.
        """
        if direction not in self._whole:
            self._whole[direction] = index.every(self.corpus, direction == CITES, self.relations)
        return self._whole[direction]
