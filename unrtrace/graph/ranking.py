"""The most important works of a corpus: the most cited, the highest PageRank, the greatest betweenness.

>>> from unrtrace.corpus import Corpus
>>> found = rank(Corpus(), "cited", limit=1)
>>> [(one.id, one.value) for one in found.works]
[('A/RES/47/4', 3.0)]
"""

import datetime
from array import array
from collections import Counter
from dataclasses import dataclass

from unrtrace.corpus import Corpus
from unrtrace.graph.adjacency import CITED_BY, CITES, Adjacency
from unrtrace.graph.filters import ALL, Filter

CITED, PAGERANK, BRIDGES = "cited", "pagerank", "bridges"
DAMPING = 0.85
CONVERGED = 1e-9  # change of a work's share between rounds, relative to the mean share
MAX_ROUNDS = 200
MAX_VISITS = 10_000_000  # citations followed when computing betweenness


@dataclass(frozen=True, slots=True)
class Ranked:
    """A work with its rank from 1 (equal values share a rank), its value and the number of works that cite it."""

    place: int
    id: str
    value: float
    cited_by: int
    title: str | None
    organ: str | None
    date: datetime.date | None
    held: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first works of a ranking; `total` is the number of works with a value above 0.

    For `bridges`, `sources` of `out_of` works were used as starting points. In a corpus too large for all of them,
    `sources` is smaller and the values are estimates.
    """

    by: str
    works: list[Ranked]
    total: int
    sources: int = 0
    out_of: int = 0


def rank(corpus: Corpus, by: str = CITED, *, wanted: Filter = ALL, limit: int | None = 20) -> Ranking:
    """Return the works of a corpus, and those it only cites, in descending order of a measure.

    `by` is one of:

    - `cited`: the number of works that cite a work;
    - `pagerank`: the probability of meeting it when following citations at random and restarting with probability 0.15;
    - `bridges`: betweenness, the number of shortest paths between other works that pass through it, where several
      shortest paths between two works share the weight 1.

    Only citations of `wanted.relations` count; the other fields of `wanted` restrict which works are listed. `limit`
    is the number of works returned, None for all.
    """
    adjacency = Adjacency(corpus, wanted.relations)
    citing = _distinct(adjacency.all_neighbours(CITED_BY))
    sources = out_of = 0
    if by == CITED:
        values: dict[int, float] = {work: float(len(row)) for work, row in citing.items()}
    elif by == PAGERANK:
        values = pagerank(citing)
    else:
        cited = _distinct(adjacency.all_neighbours(CITES))
        values, sources = betweenness(cited)
        out_of = len(cited)
    works, total = _ranked(adjacency, values, citing, wanted, limit)
    return Ranking(by, works, total, sources, out_of)


def _distinct(rows: dict[int, "array[int]"]) -> dict[int, "array[int]"]:
    """Return the neighbours of each work without repetition and without the work itself."""
    found = {}
    for work in sorted(rows):
        if row := set(rows[work]) - {work}:
            found[work] = array("i", sorted(row))
    return found


def _ranked(
    adjacency: Adjacency, values: dict[int, float], citing: dict[int, "array[int]"], wanted: Filter, limit: int | None
) -> tuple[list[Ranked], int]:
    """Return the first works by value with their ranks, and the number of all."""
    order = sorted((work for work, value in values.items() if value > 0), key=lambda work: (-values[work], work))
    if wanted != ALL:
        accepted = wanted.apply(adjacency, order)
        order = [work for work in order if work in accepted]
    shown = order if limit is None else order[:limit]
    facts = adjacency.facts(shown)
    shown = sorted(shown, key=lambda work: (-values[work], facts[work].id))
    found: list[Ranked] = []
    for count, work in enumerate(shown, 1):
        its, value = facts[work], values[work]
        place = found[-1].place if found and found[-1].value == value else count
        times = len(citing.get(work, ()))
        found.append(Ranked(place, its.id, value, times, its.title, its.organ, its.date, its.held))
    return found, len(order)


def pagerank(citing: dict[int, "array[int]"], damping: float = DAMPING) -> dict[int, float]:
    """Return the PageRank of each work, given the works that cite each; the sum of all is 1.

    Solves `share = 1 + damping * (sum of share / number cited, over the citing works)` by Gauss-Seidel iteration,
    citing works first, and scales the result. Restarting anywhere after a work that cites nothing changes all shares
    by the same factor, so it needs no term of its own. Without cycles one round is enough.

    >>> shares = pagerank({1: array("i", [2, 3]), 2: array("i", [3])})
    >>> {work: round(share, 3) for work, share in sorted(shares.items())}
    {1: 0.521, 2: 0.282, 3: 0.198}
    """
    cited_count = Counter(other for row in citing.values() for other in row)
    shares = dict.fromkeys((*citing, *cited_count), 1.0)
    order = _citing_first(citing, cited_count)
    contribution = {work: damping / count for work, count in cited_count.items()}  # of a work to each one it cites
    for _ in range(MAX_ROUNDS):
        change = 0.0
        for work in order:
            share = 1.0 + sum(contribution[other] for other in citing[work])
            old = shares[work]
            if share != old:
                change = max(change, abs(share - old))
                shares[work] = share
                if work in cited_count:
                    contribution[work] = damping * share / cited_count[work]
        if change <= CONVERGED:
            break
    total = sum(shares.values())
    return {work: share / total for work, share in shares.items()}


def _citing_first(citing: dict[int, "array[int]"], cited_count: Counter[int]) -> list[int]:
    """Return the cited works in topological order, each after those that cite it; works in cycles come last."""
    cited: dict[int, list[int]] = {}
    for work, row in citing.items():
        for other in row:
            cited.setdefault(other, []).append(work)
    left = {work: len(row) for work, row in citing.items()}
    ready = [work for work in cited_count if work not in citing]
    order: list[int] = []
    while ready:
        for work in cited.get(ready.pop(), ()):
            left[work] -= 1
            if not left[work]:
                order.append(work)
                ready.append(work)
    done = set(order)
    return order + [work for work in citing if work not in done]


def betweenness(cited: dict[int, "array[int]"], max_visits: int = MAX_VISITS) -> tuple[dict[int, float], int]:
    """Return how many shortest paths pass through each work, and the number of works that paths were followed from.

    This is Brandes' algorithm (2001), which follows the shortest paths from each work in turn. Once more than
    `max_visits` citations are followed, it stops: the starting points so far, in a random but fixed order, are a
    sample, and its values are scaled to all (Brandes and Pich 2007).

    >>> values, sources = betweenness({3: array("i", [2]), 2: array("i", [1])})
    >>> dict(values), sources
    ({2: 1.0}, 2)
    """
    import random

    starts = sorted(cited)
    random.Random(len(starts)).shuffle(starts)
    values: dict[int, float] = {}
    used = spent = 0
    for start in starts:
        if spent > max_visits:
            break
        spent += _add_paths_from(values, cited, start)
        used += 1
    scale = len(starts) / used if used else 1.0
    return {work: value * scale for work, value in values.items() if value}, used


def _add_paths_from(values: dict[int, float], cited: dict[int, "array[int]"], start: int) -> int:
    """Add the paths from one work to the values of the works they pass through; return the citations followed."""
    path_count, distance = {start: 1.0}, {start: 0}
    order = [start]
    predecessors: dict[int, list[int]] = {start: []}
    visits = 0
    for work in order:  # grows during the loop
        step = distance[work] + 1
        for other in cited.get(work, ()):
            visits += 1
            if other not in distance:
                distance[other], path_count[other], predecessors[other] = step, 0.0, []
                order.append(other)
            if distance[other] == step:
                path_count[other] += path_count[work]
                predecessors[other].append(work)
    through = dict.fromkeys(order, 0.0)
    for work in reversed(order):
        part = (1.0 + through[work]) / path_count[work]
        for before in predecessors[work]:
            through[before] += path_count[before] * part
    for work in order[1:]:
        if through[work]:
            values[work] = values.get(work, 0.0) + through[work]
    return visits
