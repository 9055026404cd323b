"""The shortest paths of citations from one work to another.

>>> from unrtrace.corpus import Corpus
>>> found = paths(Corpus(), "letter-2016-04-01", "A/RES/50/123")
>>> found.count, list(found)
(1, [('letter-2016-04-01', 'A/RES/51/148', 'A/RES/50/123')])
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from unrtrace.corpus import Corpus
from unrtrace.graph.adjacency import CITED_BY, CITES, Adjacency
from unrtrace.graph.edges import Edge, edges_to


@dataclass(slots=True)
class Paths:
    """All shortest paths from one work to another.

    Iterating yields each path as a tuple of identifiers, in the order of these. `length` is the number of citations in
    each path, None if there is no path; `count` the number of paths, which may be very large.
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
        path: list[int] = [self._first]
        stack = [iter(self._steps.get(self._first, ()))]
        if self.length == 0:
            yield (self.start,)
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                path.pop()
                continue
            path.append(following)
            if len(path) == self.length + 1:
                yield tuple(self._names[one] for one in path)
                path.pop()
            else:
                stack.append(iter(self._steps.get(following, ())))


def paths(corpus: Corpus, start: str, end: str, *, relations: Collection[str] = ()) -> Paths:
    """Return the shortest paths in which `start` cites a work that cites … `end`.

    With `relations`, only citations of these relations are followed.
    """
    adjacency = Adjacency(corpus, relations)
    first, last = adjacency.number(start), adjacency.number(end)
    found = Paths(start, end)
    if first is None or last is None:
        return found
    levels = _bidirectional_search(adjacency, first, last)
    if levels is None:
        return found
    forward, backward = levels
    found.length, found._first = len(forward) + len(backward) - 2, first
    found._steps = _steps(adjacency, forward, backward)
    names = adjacency.facts({first, last, *(one for row in found._steps.values() for one in row)})
    found._names = {number: facts.id for number, facts in names.items()}
    for row in found._steps.values():
        row.sort(key=lambda one: found._names[one])
    found.count = _count_paths(found._steps, first, last)
    return found


def _bidirectional_search(adjacency: Adjacency, first: int, last: int) -> tuple[list[set[int]], list[set[int]]] | None:
    """Return the levels of a breadth-first search from both ends; the last levels share works. None without a path.

    Each step expands the side whose last level is smaller.
    """
    forward, backward = [{first}], [{last}]
    before, after = {first}, {last}
    while not forward[-1] & backward[-1]:
        ahead = len(forward[-1]) <= len(backward[-1])
        levels, seen = (forward, before) if ahead else (backward, after)
        level = adjacency.neighbour_set(levels[-1], CITES if ahead else CITED_BY) - seen
        if not level:
            return None
        seen |= level
        levels.append(level)
    return forward, backward


def _steps(adjacency: Adjacency, forward: list[set[int]], backward: list[set[int]]) -> dict[int, list[int]]:
    """Return for each work of a shortest path the works that follow it in one."""
    steps: dict[int, list[int]] = {}
    middle = forward[-1] & backward[-1]
    level = middle
    for before in reversed(forward[:-1]):
        cited = adjacency.neighbours(before, CITES)
        chosen = {work: kept for work, others in cited.items() if (kept := [one for one in others if one in level])}
        steps |= chosen
        level = set(chosen)
    level = middle
    for after in reversed(backward[:-1]):
        cited = adjacency.neighbours(level, CITES)
        chosen = {work: [one for one in others if one in after] for work, others in cited.items()}
        steps |= chosen
        level = {one for others in chosen.values() for one in others}
    return steps


def _count_paths(steps: dict[int, list[int]], first: int, last: int) -> int:
    """Return the number of paths, adding up from level to level how many lead to each work."""
    counts, level = {first: 1}, [first]
    while level and last not in counts:
        following: dict[int, int] = {}
        for work in level:
            for other in steps.get(work, ()):
                following[other] = following.get(other, 0) + counts[work]
        counts, level = following, list(following)
    return counts.get(last, 0)


def edges_of_path(corpus: Corpus, path: tuple[str, ...], relations: Collection[str] = ()) -> list[list[Edge]]:
    """Return for each step of a path the citations of the second work by the first."""
    steps = pairwise(path)
    return [
        [edge for edge in edges_to(corpus, cited, [citing]) if not relations or edge.relation in relations]
        for citing, cited in steps
    ]
