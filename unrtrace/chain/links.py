"""Who cites whom, as integers: asked of the index around a few works, read once where most of it is needed.

>>> from unrtrace.corpus import Corpus
>>> corpus = Corpus()
>>> links = Links(corpus)
>>> start = links.number("A/RES/51/148")
>>> sorted(fact.id for fact in links.facts(links.around([start], CITED_BY)[start]).values())
['A/64/233', 'A/RES/52/189', 'letter-2016-04-01']
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from unrtrace.corpus import Corpus
from unrtrace.corpus import edges as index
from unrtrace.corpus.edges import Facts

CITES, CITED_BY = "cites", "cited-by"
MANY = 5_000  # works after which reading all pairs at once costs less than asking on


class Whole(NamedTuple):
    """All pairs of one direction: those of the work `n` stand from `start[n]` to `start[n + 1]`.

    `others` are the works on the other side; language versions and relations repeat them.
    """

    start: "array[int]"
    others: "array[int]"

    def of(self, work: int) -> "array[int]":
        """The works on the other side of one."""
        return self.others[self.start[work] : self.start[work + 1]] if work + 1 < len(self.start) else array("i")


class Links:
    """The pairs of a corpus in both directions; `relations` keeps only citations of these relations."""

    def __init__(self, corpus: Corpus, relations: Collection[str] = ()) -> None:
        self.corpus = corpus
        self.relations = {number for number, text in corpus.terms.items() if text in relations} if relations else None
        self._asked = 0
        self._whole: dict[str, Whole] = {}
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
            whole = self.whole(direction)
            return {
                work: others
                for work in works
                if (others := list(dict.fromkeys(one for one in whole.of(work) if one != work)))
            }
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
        start, others = self.whole(direction)
        last = len(start) - 1
        return {other for work in works if work < last for other in others[start[work] : start[work + 1]]}

    def whole(self, direction: str) -> Whole:
        """All pairs of one direction, read from the index once."""
        if direction not in self._whole:
            citing, cited = self.columns
            self._whole[direction] = _rows(citing, cited) if direction == CITES else _rows(cited, citing)
        return self._whole[direction]

    @cached_property
    def columns(self) -> "tuple[array[int], array[int]]":
        """All pairs of these relations: citing works and cited ones, an entry each language version and relation."""
        citing, cited = index.every(self.corpus)
        if self.relations is None:
            return citing, cited
        chosen = [place for place, relation in enumerate(self.said[0]) if relation in self.relations]
        return array("i", map(citing.__getitem__, chosen)), array("i", map(cited.__getitem__, chosen))

    @cached_property
    def said(self) -> "tuple[array[int], array[int]]":
        """The relations of all pairs and how often each is cited, before a choice of relations."""
        return index.every_said(self.corpus)


def _rows(near: "array[int]", far: "array[int]") -> Whole:
    """Pairs by their near side, in time and memory that grow with their number.

    >>> rows = _rows(array("i", [2, 0, 2]), array("i", [5, 6, 7]))
    >>> list(rows.of(0)), list(rows.of(1)), list(rows.of(2)), list(rows.of(3))
    ([6], [], [5, 7], [])
    """
    counts = Counter(near)
    top = max(counts, default=-1)
    start = array("i", accumulate((counts[work] for work in range(top + 1)), initial=0))
    free, others = start[:], array("i", bytes(4 * len(near)))
    for work, other in zip(near, far, strict=True):
        place = free[work]
        others[place] = other
        free[work] = place + 1
    return Whole(start, others)
