"""What cites the same instrument under another symbol: its registration, or the resolution that has it as its annex."""

from functools import partial
from typing import TYPE_CHECKING

from unrtrace.corpus import Corpus
from unrtrace.corpus.instruments import is_of, same_as
from unrtrace.graph.adjacency import CITED_BY, Adjacency
from unrtrace.graph.edges import Edge
from unrtrace.graph.filters import ALL, Filter
from unrtrace.graph.tree import Node, trace, walk
from unrtrace.text.language import FALLBACK

if TYPE_CHECKING:
    from unrtrace.text.name_pattern import Span


def same_instrument(
    corpus: Corpus,
    work: str,
    *,
    wanted: Filter = ALL,
    limit: int | None = None,
    adjacency: Adjacency | None = None,
) -> dict[str, Node]:
    """Return, by the other symbols of the instruments in a work, the tree of the works that cite these.

    Citations that name the work itself too are left out: they are in its own tree. Without such citations there is no
    tree. `wanted`, `limit` and `adjacency` are those of `trace`; each tree is one level deep.
    """
    names = {str(name) for name in (corpus.names_of(work) or [work])}
    found: dict[str, Node] = {}
    for name in sorted(names):
        for other in same_as(name):
            if other in names or other in found:
                continue
            accepts = partial(_is_of, names, name, other)
            tree = trace(corpus, other, CITED_BY, wanted=wanted, adjacency=adjacency, accepts=accepts)
            tree.children = [child for _, child in walk(tree)]
            if limit is not None and len(tree.children) > limit:
                tree.hidden = len(tree.children) - limit
                tree.children = tree.children[:limit]
            if tree.children:
                found[other] = tree
    return found


def _is_of(names: set[str], name: str, other: str, edge: Edge) -> bool:
    """Return whether a citation of `other` is one of the instrument with `name`, and does not cite the work itself."""
    cited = {str(one) for one in (edge.symbol, *edge.also) if one}
    if not names.isdisjoint(cited):
        return False
    named = _named_in(edge.names, edge.sources[0].language or FALLBACK) if edge.names else []
    return is_of(name, other, cited, edge.pinpoint.get("annex"), named[-1][2] if named else None)


def _named_in(text: str, language: str) -> "list[Span]":
    from unrtrace.text.instrument_names import named_in

    return named_in(text, language)
