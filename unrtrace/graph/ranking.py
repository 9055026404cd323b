"""Which works matter most in the citations of a corpus: by how often they are cited, and by where they stand.

>>> from unrtrace.corpus import Corpus
>>> found = rank(Corpus(), "cited", limit=1)
>>> [(one.id, one.value) for one in found.works]
[('A/RES/47/4', 3.0)]
"""

from array import array
from collections import Counter
from dataclasses import dataclass

from unrtrace.corpus import Corpus
from unrtrace.graph.adjacency import CITED_BY, CITES, Links
from unrtrace.graph.filters import ALL, Wanted

CITED, PAGERANK, BRIDGES = "cited", "pagerank", "bridges"
DAMPING = 0.85
CLOSE = 1e-9  # change of a work's share at which a rank stands, as a part of the mean
ROUNDS = 200
VISITS = 10_000_000  # citations that the search for bridges may follow


@dataclass(frozen=True, slots=True)
class Ranked:
    """A work with its place from 1, equal values sharing one, its value and how many works cite it."""

    place: int
    id: str
    value: float
    cited_by: int
    title: str | None
    organ: str | None
    date: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first works of a ranking, `total` of all that have a value above nothing.

    `sources` is the number of works whose chains were followed for `bridges`, of `out_of`; fewer than all where the
    corpus is too large to follow every chain, the values then being estimates.
    """

    by: str
    works: list[Ranked]
    total: int
    sources: int = 0
    out_of: int = 0


def rank(corpus: Corpus, by: str = CITED, *, wanted: Wanted = ALL, limit: int | None = 20) -> Ranking:
    """The works of a corpus, and those it cites without holding them, by their weight.

    `cited`: the number of works that cite one. `pagerank`: the share of a reader who follows citations at random and
    starts anew with probability 0.15; all shares are 1 together. `bridges`: betweenness, the number of shortest
    chains between other works that go through one, each pair of works counting 1 in all.

    `wanted.relations` are the citations that count, the rest of `wanted` says which works are listed.
    """
    links = Links(corpus, wanted.relations)
    into = _distinct(links.whole(CITED_BY))
    sources = out_of = 0
    if by == CITED:
        values: dict[int, float] = {work: float(len(row)) for work, row in into.items()}
    elif by == PAGERANK:
        values = pagerank(into)
    else:
        beyond = _distinct(links.whole(CITES))
        values, sources = betweenness(beyond)
        out_of = len(beyond)
    works, total = _listed(links, values, into, wanted, limit)
    return Ranking(by, works, total, sources, out_of)


def _distinct(rows: dict[int, "array[int]"]) -> dict[int, "array[int]"]:
    """The pairs of one direction, each once, none of a work with itself."""
    found = {}
    for work in sorted(rows):
        if row := set(rows[work]) - {work}:
            found[work] = array("i", sorted(row))
    return found


def _listed(
    links: Links, values: dict[int, float], into: dict[int, "array[int]"], wanted: Wanted, limit: int | None
) -> tuple[list[Ranked], int]:
    order = sorted((work for work, value in values.items() if value > 0), key=lambda work: (-values[work], work))
    if wanted != ALL:
        kept = wanted.kept(links, order)
        order = [work for work in order if work in kept]
    shown = order if limit is None else order[:limit]
    facts = links.facts(shown)
    shown = sorted(shown, key=lambda work: (-values[work], facts[work].id))
    found: list[Ranked] = []
    for count, work in enumerate(shown, 1):
        fact, value = facts[work], values[work]
        place = found[-1].place if found and found[-1].value == value else count
        found.append(
            Ranked(place, fact.id, value, len(into.get(work, ())), fact.title, fact.organ, fact.date, fact.held)
        )
    return found, len(order)


def pagerank(into: dict[int, "array[int]"], damping: float = DAMPING) -> dict[int, float]:
    """Each work's share of a random reader, from the works that cite each; all shares are 1 together.

    A reader at a work that cites nothing starts anew anywhere, which leaves the proportions of
    `share = 1 + damping * (sum of share / number cited, over the works that cite)` as they are; so that is solved,
    the citing works first (Gauss and Seidel), and scaled. Without circles one round finds it.

    >>> shares = pagerank({1: array("i", [2, 3]), 2: array("i", [3])})
    >>> {work: round(share, 3) for work, share in sorted(shares.items())}
    {1: 0.521, 2: 0.282, 3: 0.198}
    """
    beyond = Counter(citing for row in into.values() for citing in row)
    shares = dict.fromkeys((*into, *beyond), 1.0)
    order = _citing_first(into, beyond)
    handed = {work: damping / beyond[work] for work in beyond}  # what a work hands to each one it cites
    for _ in range(ROUNDS):
        change = 0.0
        for work in order:
            row = into[work]
            share = 1.0 + sum(handed[citing] for citing in row)
            old = shares[work]
            if share != old:
                change = max(change, abs(share - old))
                shares[work] = share
                if work in beyond:
                    handed[work] = damping * share / beyond[work]
        if change <= CLOSE:
            break
    whole = sum(shares.values())
    return {work: share / whole for work, share in shares.items()}


def _citing_first(into: dict[int, "array[int]"], beyond: Counter[int]) -> list[int]:
    """The cited works, each after those that cite it, as far as there are no circles."""
    cited: dict[int, list[int]] = {}
    for work, row in into.items():
        for citing in row:
            cited.setdefault(citing, []).append(work)
    left = {work: len(row) for work, row in into.items()}
    ready = [work for work in beyond if work not in into]
    order: list[int] = []
    while ready:
        for work in cited.get(ready.pop(), ()):
            left[work] -= 1
            if not left[work]:
                order.append(work)
                ready.append(work)
    done = set(order)
    return order + [work for work in into if work not in done]


def betweenness(beyond: dict[int, "array[int]"], visits: int = VISITS) -> tuple[dict[int, float], int]:
    """How many shortest chains go through each work, and from how many works the chains were followed.

    Brandes' algorithm (2001), which takes the works in turn and follows every chain from each. Where that would
    follow more than `visits` citations, works are drawn by lot, the same each time, and what they give is
    scaled to all (Brandes and Pich 2007).

    >>> values, sources = betweenness({3: array("i", [2]), 2: array("i", [1])})
    >>> dict(values), sources
    ({2: 1.0}, 2)
    """
    import random

    starts = sorted(beyond)
    random.Random(len(starts)).shuffle(starts)
    values: dict[int, float] = {}
    used = spent = 0
    for start in starts:
        if spent > visits:
            break
        spent += _add(values, beyond, start)
        used += 1
    scale = len(starts) / used if used else 1.0
    return {work: value * scale for work, value in values.items() if value}, used


def _add(values: dict[int, float], beyond: dict[int, "array[int]"], start: int) -> int:
    """Add what the chains from one work give to the works they go through; how many citations were followed."""
    ways, distance = {start: 1.0}, {start: 0}
    order = [start]
    came: dict[int, list[int]] = {start: []}
    visits = 0
    for work in order:  # grows while it is walked
        step = distance[work] + 1
        for other in beyond.get(work, ()):
            visits += 1
            if other not in distance:
                distance[other], ways[other], came[other] = step, 0.0, []
                order.append(other)
            if distance[other] == step:
                ways[other] += ways[work]
                came[other].append(work)
    through = dict.fromkeys(order, 0.0)
    for work in reversed(order):
        part = (1.0 + through[work]) / ways[work]
        for before in came[work]:
            through[before] += ways[before] * part
    for work in order[1:]:
        if through[work]:
            values[work] = values.get(work, 0.0) + through[work]
    return visits
