"""The shortest chains of citations from one work to another.

>>> from unrtrace.corpus import Corpus
>>> found = paths(Corpus(), "letter-2016-04-01", "A/RES/50/123")
>>> found.count, list(found)
(1, [('letter-2016-04-01', 'A/RES/51/148', 'A/RES/50/123')])
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from unrtrace.corpus import Corpus
from unrtrace.graph.adjacency import CITED_BY, CITES, Links
from unrtrace.graph.edges import Edge, edges_to


@dataclass(slots=True)
class Paths:
    """Every shortest chain from one work to another; iterated, the chains in the order of their identifiers.

    `length` is the number of citations in each, None where no chain leads there; `count` how many chains there are,
    which may be very many.
    """

    start: str
    end: str
    length: int | None = None
    count: int = 0
    _steps: dict[int, list[int]] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _first: int = 0

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        if self.length is None:
            return
        chain: list[int] = [self._first]
        stack = [iter(self._steps.get(self._first, ()))]
        if self.length == 0:
            yield (self.start,)
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                chain.pop()
                continue
            chain.append(following)
            if len(chain) == self.length + 1:
                yield tuple(self._names[one] for one in chain)
                chain.pop()
            else:
                stack.append(iter(self._steps.get(following, ())))


def paths(corpus: Corpus, start: str, end: str, *, relations: Collection[str] = ()) -> Paths:
    """The shortest chains in which `start` cites a work that cites … `end`; `relations` keeps citations of these."""
    links = Links(corpus, relations)
    first, last = links.number(start), links.number(end)
    found = Paths(start, end)
    if first is None or last is None:
        return found
    met = _meet(links, first, last)
    if met is None:
        return found
    forward, backward = met
    found.length, found._first = len(forward) + len(backward) - 2, first
    found._steps = _steps(links, forward, backward)
    names = links.facts({first, last, *(one for row in found._steps.values() for one in row)})
    found._names = {number: fact.id for number, fact in names.items()}
    for row in found._steps.values():
        row.sort(key=lambda one: found._names[one])
    found.count = _count(found._steps, first, last)
    return found


def _meet(links: Links, first: int, last: int) -> tuple[list[set[int]], list[set[int]]] | None:
    """The levels from both ends up to where they meet, in the last level of each; the smaller side goes on."""
    forward, backward = [{first}], [{last}]
    before, after = {first}, {last}
    while not forward[-1] & backward[-1]:
        ahead = len(forward[-1]) <= len(backward[-1])
        levels, seen = (forward, before) if ahead else (backward, after)
        level = links.beyond(levels[-1], CITES if ahead else CITED_BY) - seen
        if not level:
            return None
        seen |= level
        levels.append(level)
    return forward, backward


def _steps(links: Links, forward: list[set[int]], backward: list[set[int]]) -> dict[int, list[int]]:
    """For each work of a shortest chain the works that follow it there."""
    steps: dict[int, list[int]] = {}
    middle = forward[-1] & backward[-1]
    level = middle
    for before in reversed(forward[:-1]):
        around = links.around(before, CITES)
        chosen = {work: kept for work, others in around.items() if (kept := [one for one in others if one in level])}
        steps |= chosen
        level = set(chosen)
    level = middle
    for after in reversed(backward[:-1]):
        around = links.around(level, CITES)
        chosen = {work: [one for one in others if one in after] for work, others in around.items()}
        steps |= chosen
        level = {one for others in chosen.values() for one in others}
    return steps


def _count(steps: dict[int, list[int]], first: int, last: int) -> int:
    """How many chains there are: each work's number is the sum of those that lead to it."""
    ways, level = {first: 1}, [first]
    while level and last not in ways:
        following: dict[int, int] = {}
        for work in level:
            for other in steps.get(work, ()):
                following[other] = following.get(other, 0) + ways[work]
        ways, level = following, list(following)
    return ways.get(last, 0)


def told(corpus: Corpus, path: tuple[str, ...], relations: Collection[str] = ()) -> list[list[Edge]]:
    """The citations that each step of a chain rests on."""
    steps = pairwise(path)
    return [
        [edge for edge in edges_to(corpus, cited, [citing]) if not relations or edge.relation in relations]
        for citing, cited in steps
    ]
