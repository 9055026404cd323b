"""Works and edges as records."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from unrtrace.corpus import Corpus, Work
from unrtrace.corpus.instruments import names_shared
from unrtrace.graph import CITED_BY, CITES, Edge, Node, walk

EDGE, WORK = "unrtrace.edge/1", "unrtrace.work/1"
COLUMNS = (
    "schema", "root", "direction", "depth", "citing", "cited", "outcome", "title", "relation", "place", "paragraph",
    "section", "through", "names", "date", "pinpoint", "via", "certainty", "warnings", "candidates", "forward", "url",
    "sources",
)  # fmt: skip

EDGE_FIELDS = tuple(name for name in COLUMNS if name in {field.name for field in fields(Edge)})


def work_record(work: Work) -> dict[str, Any]:
    """Return a work as a record."""
    return {"schema": WORK, **asdict(work), "url": work.url()}


def edges(corpus: Corpus, trees: dict[str, Node], language: str) -> Iterator[dict[str, Any]]:
    """Yield a record for each edge, in tree order."""
    from unrtrace.symbols import Symbol, SymbolError

    for direction, tree in trees.items():
        for depth, node in walk(tree):
            work = corpus.work(node.id)
            try:
                url = work.url(language) if work else Symbol.parse(node.id).url(language)
            except SymbolError:
                url = None
            for edge in node.edges:
                record = {name: getattr(edge, name) for name in EDGE_FIELDS}
                record |= {
                    "candidates": list(edge.candidates), "warnings": list(edge.warnings),
                    "sources": [asdict(source) for source in edge.sources],
                    "schema": EDGE, "root": tree.id, "direction": direction, "depth": depth, "url": url,
                    "outcome": node.outcome if direction == CITES else edge.outcome,
                    "title": work.title_in(language) if work else None,
                }  # fmt: skip
                yield {name: record[name] for name in COLUMNS}
            node.edges = []  # frees the memory of what is written


def document(corpus: Corpus, name: str, trees: dict[str, Node], same: dict[str, Node], language: str) -> dict[str, Any]:
    """Return one object: the work, its edges in each direction, and those of the same instrument by its other symbols.

    `same` are the trees of `unrtrace.graph.same_instrument`.
    """
    work = corpus.work(name)
    return {
        "work": work_record(work) if work else {"schema": WORK, "id": name, "versions": []},
        **{way.replace("-", "_"): list(edges(corpus, {way: tree}, language)) for way, tree in trees.items()},
        "same_instrument": [
            {
                "symbol": other,
                "instruments": names_shared(symbol, other),
                "cited_by": list(edges(corpus, {CITED_BY: tree}, language)),
            }
            for other, tree in same.items()
            for symbol in sorted(corpus.names_of(name) or [name])
            if names_shared(symbol, other)
        ],
    }
