"""The citations of one work by another, merged over the language versions that contain them.

>>> from unrtrace.corpus import Corpus
>>> [edge.cited for edge in edges_from(Corpus(), "A/RES/51/148")]
['A/51/L.53', 'A/51/L.53/Add.1', 'A/RES/47/4', 'A/RES/50/123', 'E/1996/90']
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from unrtrace.corpus import CitationRow, Corpus
from unrtrace.corpus.citations import citations_between
from unrtrace.symbols import Symbol

SELF = "self"
DOUBTFUL_DATE = "date_outside_session"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a citation occurs: file relative to the corpus, line from 1, language, sentence."""

    file: str
    line: int
    language: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One citation of one work by another, as it occurs in one or more language versions.

    `cited` is the work of the corpus that the citation refers to, else the symbol; `symbol` is the symbol in the text,
    `also` the other symbols of a joint one, `texts` the citing words, one for each of `sources`. `forward` marks a
    citation of something dated later. The other fields are those of `unrtrace.citation/1`.
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
    date: datetime.date | None
    pinpoint: dict[str, str]
    via: str
    certainty: str
    warnings: tuple[str, ...]
    candidates: tuple[Symbol, ...]
    forward: bool
    sources: tuple[Source, ...]
    symbol: Symbol | None = None
    body: str | None = None
    also: tuple[Symbol, ...] = ()
    texts: tuple[str, ...] = ()


def edges_from(corpus: Corpus, work: str) -> list[Edge]:
    """Return the citations by a work, in the order of its text, without its own symbol in its masthead."""
    return _merge(corpus, corpus.citations_in(work))


def edges_to(corpus: Corpus, work: str, citing: Collection[str] | None = None) -> list[Edge]:
    """Return the citations of a work, by the citing work's date and then by text order.

    The work need not be in the corpus. With `citing`, only citations by these works.
    """
    names = corpus.names_of(work) or [work]
    rows = corpus.citations_of(names) if citing is None else citations_between(corpus.reader, citing, names)
    edges = _merge(corpus, rows)
    works = {row.work: corpus.work(row.work) for row in rows}
    dates = {name: (work and work.date) or datetime.date.max for name, work in works.items()}
    return sorted(edges, key=lambda edge: (dates[edge.citing], edge.citing))


def _merge(corpus: Corpus, rows: Iterable[CitationRow]) -> list[Edge]:
    """Return one edge for the citations in the same place of a work's language versions."""
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
    """Return the edge of one citation in several versions, or None for what is no citation of another document."""
    first = rows[0]
    resolution = corpus.resolve(first.symbol, first.candidates, citing=first.work, also=first.also)
    nameless = first.symbol is None and not first.candidates and first.kind == "instrument"
    if nameless or (resolution.outcome == SELF and first.place == "masthead"):
        return None

    def first_value(name: str) -> Any:
        return next((value for row in rows if (value := getattr(row, name))), None)

    warnings = {warning for row in rows for warning in row.warnings}
    date = first_value("date")
    return Edge(
        first.work,
        resolution.work or (str(first.symbol) if first.symbol else None),
        resolution.outcome,
        first_value("relation"),
        first.place,
        first.paragraph,
        first.section,
        first_value("through"),
        first_value("names"),
        date,
        first.pinpoint,
        first.via,
        first.certainty,
        tuple(sorted(warnings)),
        first.candidates,
        _forward(corpus, first.work, resolution.work, None if DOUBTFUL_DATE in warnings else date),
        tuple(Source(row.path, row.line, row.language, row.sentence) for row in rows),
        first.symbol,
        first.body,
        first.also,
        tuple(row.text for row in rows),
    )


def _forward(corpus: Corpus, citing: str, cited: str | None, stated: datetime.date | None) -> bool:
    """Return whether the cited work is later than the citing one, by its own date or else the one in the citation."""
    citing_work, cited_work = corpus.work(citing), corpus.work(cited) if cited else None
    later = (cited_work.date if cited_work else None) or stated
    return bool(citing_work and citing_work.date and later and citing_work.date < later)
