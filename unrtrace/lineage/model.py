"""A lineage as values: the documents on one subject and the links between them."""

from dataclasses import dataclass

from unrtrace.graph.edges import Edge
from unrtrace.symbols import Symbol, SymbolError

RECALLING = frozenset(("recalls", "reaffirms", "reiterates", "bears_in_mind"))
PREDECESSOR_RELATIONS = RECALLING | {"pursuant_to", "supersedes"}
DOCUMENT_TYPES = ("RES", "DEC", "PRST")  # of documents that have successors

CERTAIN, INFERRED, AMBIGUOUS = "certain", "inferred", "ambiguous"
LINE, SESSION = "line", "session"


@dataclass(frozen=True, slots=True)
class LineageLink:
    """Two documents on one subject; `reasons` say in words why, `edges` are the citations that show it.

    Of the `kind` line are a document and its predecessor. Their `certainty` is `certain` where the later one cites the
    earlier as its predecessor, `inferred` where only a still later document cites both, or where only the agenda
    supports the citation, and `ambiguous` where several documents may be the predecessor. Of the kind session are
    documents of one session under the same agenda item: `certain` where one cites the other, else `inferred`.
    """

    earlier: str
    later: str
    certainty: str
    reasons: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
    kind: str = LINE


@dataclass(frozen=True, slots=True)
class Lineage:
    """The predecessors and successors of the document `of`, oldest first in `works`; these include the document itself.

    `links` connect each work with its predecessor; `same_session` the works with reports, drafts and other documents
    of their session on the subject. For such a document, the lineage is that of the resolution it belongs to.
    """

    of: str
    works: tuple[str, ...]
    links: tuple[LineageLink, ...]
    same_session: tuple[LineageLink, ...] = ()


def series(name: str) -> tuple[str, str] | None:
    """Return the organ and type that form the series of a document; None for a document without successors.

    >>> series("A/RES/52/189"), series("A/51/L.53")
    (('A', 'RES'), None)
    """
    try:
        symbol = Symbol.parse(name)
    except SymbolError:
        return None
    return (symbol.body, symbol.document_type) if symbol.document_type in DOCUMENT_TYPES else None


def sort_key(name: str) -> Symbol:
    """Return what orders a lineage in time: the symbol, as sessions and numbers increase; raise `SymbolError`."""
    return Symbol.parse(name)
