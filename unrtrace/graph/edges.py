"""The citations of one work by another, merged over the language versions that tell them.

>>> from unrtrace.corpus import Corpus
>>> [edge.cited for edge in edges_from(Corpus(), "A/RES/51/148")]
['A/51/L.53', 'A/51/L.53/Add.1', 'A/RES/47/4', 'A/RES/50/123', 'E/1996/90']
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from unrtrace.corpus import CitationRow, Corpus
from unrtrace.corpus.citation_graph import citations_between

SELF = "self"
DOUBTFUL = "date_outside_session"


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
    forward: bool
    sources: tuple[Source, ...]
    symbol: str | None = None
    body: str | None = None
    also: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def edges_from(corpus: Corpus, work: str) -> list[Edge]:
    """The edges out of a work, in the order of its text; its own symbol in its masthead is none."""
    return _merge(corpus, corpus.citations_in(work))


def edges_to(corpus: Corpus, work: str, citing: Collection[str] | None = None) -> list[Edge]:
    """The edges into a work, by the citing work's date and text; also for a work the corpus does not hold.

    `citing` keeps those out of these works.
    """
    names = corpus.names_of(work) or [work]
    rows = corpus.citations_of(names) if citing is None else citations_between(corpus, citing, names)
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

    warnings = {warning for row in rows for warning in row.warnings}
    day = pick("date")
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
        day,
        first.pinpoint,
        first.via,
        first.certainty,
        tuple(sorted(warnings)),
        first.candidates,
        _forward(corpus, first.work, resolution.work, None if DOUBTFUL in warnings else day),
        tuple(Source(row.path, row.line, row.language, row.sentence) for row in rows),
        first.symbol,
        first.body,
        first.also,
        tuple(row.text for row in rows),
    )


def _forward(corpus: Corpus, citing: str, cited: str | None, stated: str | None) -> bool:
    """Whether what is cited is dated after what cites it, by its own date, else by the one that the citation gives."""
    one, other = corpus.work(citing), corpus.work(cited) if cited else None
    later = (other.date if other else None) or stated
    return bool(one and one.date and later and one.date < later)
