"""A line of documents on one subject, and what ties its members, as values."""

from dataclasses import dataclass

from unrtrace.graph.edges import Edge
from unrtrace.symbols import Symbol, SymbolError

RECALLING = frozenset(("recalls", "reaffirms", "reiterates", "bears_in_mind"))
LINKING = RECALLING | {"pursuant_to", "supersedes"}
NATURES = ("RES", "DEC", "PRST")

CERTAIN, INFERRED, AMBIGUOUS = "certain", "inferred", "ambiguous"
LINE, SESSION = "line", "session"


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents on one subject and why they are: `reasons` in words, the citations that say so in `edges`.

    Of the `kind` line are neighbours of a line: `certainty` is `certain` where the later document cites the earlier
    one as its predecessor, `inferred` where a still later one names both together or where beside a citation only the
    agenda speaks for it, `ambiguous` where several documents may be the neighbour. Of the kind session are documents
    of one session under the same item of its agenda: `certain` where one cites the other, else `inferred`.
    """

    earlier: str
    later: str
    certainty: str
    reasons: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
    kind: str = LINE


@dataclass(frozen=True, slots=True)
class Lineage:
    """A document's line, oldest first; `works` holds the document itself even where nothing else belongs to it.

    `links` tie neighbours of the line, `beside` its members with the reports, drafts and other documents of their
    session on the subject. The line of such a document is that of the resolution which it stands beside.
    """

    of: str
    works: tuple[str, ...]
    links: tuple[Link, ...]
    beside: tuple[Link, ...] = ()


def series(name: str) -> tuple[str, str] | None:
    """The series that a document stands in: its organ and nature; None for what has no successors of its kind.

    >>> series("A/RES/52/189"), series("A/51/L.53")
    (('A', 'RES'), None)
    """
    try:
        symbol = Symbol.parse(name)
    except SymbolError:
        return None
    return (symbol.body, symbol.nature) if symbol.nature in NATURES else None


def age(name: str) -> Symbol:
    """What orders a line: the symbols, whose sessions and numbers grow with time."""
    return Symbol.parse(name)
