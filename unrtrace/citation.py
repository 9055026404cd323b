"""One citation: an object that `extract` returns in Python, a JSON object a line in a pipe.

>>> from unrtrace.symbols import Symbol
>>> Citation(0, 12, 1, 1, "A/RES/51/148", Symbol.parse("A/RES/51/148")).record("-")["symbol"]
Symbol('A/RES/51/148')
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.symbols import Symbol

SCHEMA = "unrtrace.citation/1"


def format_candidates(candidates: Sequence[str]) -> str:
    """Return the candidates of an ambiguous citation in words, so that none can be taken for a certain symbol.

    >>> format_candidates(["A/RES/31/1", "A/HRC/RES/31/1"]), format_candidates(["A/RES/39/5"]), format_candidates([])
    ('A/RES/31/1 or A/HRC/RES/31/1', 'maybe A/RES/39/5', '?')
    """
    return f"maybe {candidates[0]}" if len(candidates) == 1 else " or ".join(candidates) or "?"


@dataclass(frozen=True, slots=True, init=False)
class Citation:
    """A citation in a text. Use `dataclasses.replace` for a changed copy.

    Attributes:
        start: offset of its first character, in code points of the text
        end: offset after its last character
        line: line of `start`, from 1
        column: column of `start`, from 1
        text: the cited words, exactly as in the text
        symbol: symbol of the cited document; None if several documents are possible
        candidates: the possible symbols if `symbol` is None, the most likely first; with the warning
            `link_differs` also what the words name and what their link leads to
        also: the other symbols of a document with a double symbol; the members of a range
        kind: resolution, decision, statement, draft, record, report, document, publication, treaty, instrument
        body: code of the body that issued the cited document: A, S, E, A/HRC ...
        date: date that the text gives for the cited document
        pinpoint: the part that is cited, for example `{"annex": "II"}`
        relation: what the sentence does with it: recalls, reaffirms, takes_note ...
        place: masthead, preamble, operative, footnote, annex, body
        paragraph: number of the operative paragraph, `p3` for the third of the preamble, or the footnote's mark
        via: how it was found: symbol, prose, list, range, heading, link, suffix, ibid, instrument, publication
        certainty: certain, inferred, ambiguous
        warnings: for example `date_outside_session`
        page: page of `start`, from 1, if the format has pages
        self: whether it is the document's own symbol
    """

    start: int
    end: int
    line: int
    column: int
    text: str
    symbol: "Symbol | None"
    candidates: "tuple[Symbol, ...]"
    also: "tuple[Symbol, ...]"
    kind: str
    body: str | None
    date: datetime.date | None
    pinpoint: dict[str, str] | None
    relation: str | None
    place: str
    paragraph: str | None
    via: str
    certainty: str
    warnings: tuple[str, ...]
    page: int | None
    self: bool

    def __init__(  # `self` is a field
        this: Any,
        start: int,
        end: int,
        line: int,
        column: int,
        text: str,
        symbol: "Symbol | None",
        candidates: "tuple[Symbol, ...]" = (),
        also: "tuple[Symbol, ...]" = (),
        kind: str = "document",
        body: str | None = None,
        date: datetime.date | None = None,
        pinpoint: dict[str, str] | None = None,
        relation: str | None = None,
        place: str = "body",
        paragraph: str | None = None,
        via: str = "symbol",
        certainty: str = "certain",
        warnings: tuple[str, ...] = (),
        page: int | None = None,
        self: bool = False,
    ) -> None:
        _set(this, "__class__", _Unfrozen)
        this.start = start
        this.end = end
        this.line = line
        this.column = column
        this.text = text
        this.symbol = symbol
        this.candidates = candidates
        this.also = also
        this.kind = kind
        this.body = body
        this.date = date
        this.pinpoint = pinpoint
        this.relation = relation
        this.place = place
        this.paragraph = paragraph
        this.via = via
        this.certainty = certainty
        this.warnings = warnings
        this.page = page
        this.self = self
        this.__class__ = Citation

    def record(self, source: str) -> dict[str, Any]:
        """Return the JSON object of schema `unrtrace.citation/1`; `source` is the path of the text, `-` for none."""
        values = {name: getattr(self, name) for name in FIELD_ORDER}
        values["date"] = self.date.isoformat() if self.date else None
        for name in ("candidates", "also", "warnings"):
            values[name] = list(values[name])
        return {"schema": SCHEMA, "source": source, **values}


FIELD_ORDER = (
    "start", "end", "line", "column", "page", "text", "symbol", "candidates", "also", "kind", "body", "date",
    "pinpoint", "relation", "place", "paragraph", "via", "certainty", "warnings", "self",
)  # fmt: skip


class _Unfrozen:
    """What a citation is while its fields are set: the `__init__` of a frozen dataclass takes four times as long."""

    __slots__ = Citation.__slots__


_set = object.__setattr__
