"""What a work cites and what cites it: edges merged over the languages, and the tree to a depth.

>>> from unrtrace.corpus import Corpus
>>> tree = trace(Corpus(), "A/RES/51/148", "cites")
>>> [str(node.id) for node in tree.children]
['A/51/L.53', 'A/51/L.53/Add.1', 'A/RES/47/4', 'A/RES/50/123', 'E/1996/90']
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from unrtrace.corpus import CitationRow, Corpus

CITES, CITED_BY = "cites", "cited-by"
SELF = "self"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a citation stands: file relative to the corpus, line from 1, language, sentence."""

    file: str
    line: int
    language: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One citation of one work by another, told by one or more language versions.

    `cited` is the work that answers, else the symbol; `symbol` is the one that the text cites, `also` holds the
    other symbols of a joint one, `texts` the words that cite, a source each.
    """

    citing: str
    cited: str | None
    outcome: str
    relation: str | None
    place: str
    paragraph: str | None
    section: str | None
    through: dict[str, str] | None
    names: str | None
    date: str | None
    pinpoint: dict[str, str]
    via: str
    certainty: str
    warnings: tuple[str, ...]
    candidates: tuple[str, ...]
    sources: tuple[Source, ...]
    symbol: str | None = None
    body: str | None = None
    also: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A work in the tree, the edges that lead to it from its parent, and what lies behind it.

    `repeated` marks a work that stands elsewhere in the tree and is not expanded again.
    """

    id: str
    outcome: str
    edges: list[Edge]
    children: list["Node"] = field(default_factory=list)
    repeated: bool = False


def edges_from(corpus: Corpus, work: str) -> list[Edge]:
    """The edges out of a work, in the order of its text; its own symbol in its masthead is none."""
    return _merge(corpus, corpus.citations_in(work))


def edges_to(corpus: Corpus, work: str) -> list[Edge]:
    """The edges into a work, by the citing work's date and text; also for a work the corpus does not hold."""
    rows = corpus.citations_of(corpus.names_of(work) or [work])
    edges = _merge(corpus, rows)
    day = {row.work: (held.date or "9999") if (held := corpus.work(row.work)) else "9999" for row in rows}
    return sorted(edges, key=lambda edge: (day[edge.citing], edge.citing))


def _merge(corpus: Corpus, rows: Iterable[CitationRow]) -> list[Edge]:
    """One edge for what the language versions of a work say in the same place."""
    groups: dict[tuple[Any, ...], list[CitationRow]] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        base = (
            row.work,
            row.symbol or row.candidates,
            row.section,
            row.place,
            row.paragraph,
            tuple(row.pinpoint.items()),
        )
        nth = seen[(*base, row.path)] = seen.get((*base, row.path), 0) + 1
        groups.setdefault((*base, nth), []).append(row)
    return [edge for group in groups.values() if (edge := _edge(corpus, group)) is not None]


def _edge(corpus: Corpus, rows: list[CitationRow]) -> Edge | None:
    first = rows[0]
    resolution = corpus.resolve(first.symbol, first.candidates, citing=first.work, also=first.also)
    nameless = first.symbol is None and not first.candidates and first.kind == "instrument"
    if nameless or (resolution.outcome == SELF and first.place == "masthead"):
        return None

    def pick(name: str) -> Any:
        return next((value for row in rows if (value := getattr(row, name))), None)

    return Edge(
        first.work,
        resolution.work or first.symbol,
        resolution.outcome,
        pick("relation"),
        first.place,
        first.paragraph,
        first.section,
        pick("through"),
        pick("names"),
        pick("date"),
        first.pinpoint,
        first.via,
        first.certainty,
        tuple(sorted({warning for row in rows for warning in row.warnings})),
        first.candidates,
        tuple(Source(row.path, row.line, row.language, row.sentence) for row in rows),
        first.symbol,
        first.body,
        first.also,
        tuple(row.text for row in rows),
    )


def trace(corpus: Corpus, work: str, direction: str, depth: int = 1) -> Node:
    """The tree of what a work cites (`cites`) or is cited by (`cited-by`), each work expanded once."""
    root = Node(work, corpus.resolve(work).outcome, [])
    expanded = {work}
    level = [root]
    for _ in range(depth):
        following: list[Node] = []
        for node in level:
            node.children = _children(corpus, node.id, direction)
            for child in node.children:
                child.repeated = child.id in expanded
                if not child.repeated:
                    expanded.add(child.id)
                    following.append(child)
        level = following
    return root


def _children(corpus: Corpus, work: str, direction: str) -> list[Node]:
    edges = edges_from(corpus, work) if direction == CITES else edges_to(corpus, work)
    nodes: dict[str, Node] = {}
    for edge in edges:
        other = (edge.cited or " or ".join(edge.candidates) or "?") if direction == CITES else edge.citing
        if other == work:
            continue
        outcome = edge.outcome if direction == CITES else corpus.resolve(other).outcome
        nodes.setdefault(other, Node(other, outcome, [])).edges.append(edge)
    return list(nodes.values())


def walk(node: Node, depth: int = 0) -> Iterator[tuple[int, Node]]:
    """The nodes below a root in tree order, each with its depth from 1."""
    for child in node.children:
        yield depth + 1, child
        yield from walk(child, depth + 1)
