"""One citation: what `extract` gives, in Python and, a JSON object a line, in a pipe.

>>> Citation(0, 12, 1, 1, "A/RES/51/148", Symbol.parse("A/RES/51/148")).record("-")["symbol"]
Symbol('A/RES/51/148')
"""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from unrtrace.symbols import Symbol

SCHEMA = "unrtrace.citation/1"


def possible(candidates: Sequence[str]) -> str:
    """What a citation that is open may be of, never to be taken for a symbol that is certain.

    >>> possible(["A/RES/31/1", "A/HRC/RES/31/1"]), possible(["A/RES/39/5"]), possible([])
    ('A/RES/31/1 or A/HRC/RES/31/1', 'maybe A/RES/39/5', '?')
    """
    return f"maybe {candidates[0]}" if len(candidates) == 1 else " or ".join(candidates) or "?"


class Citation(NamedTuple):
    """A citation as it stands in a text; offsets are code points, half-open, lines and columns from 1.

    `symbol` is None where several documents are possible: then `candidates` lists them, likeliest first.
    `also` holds the other symbols of a joint one, `pinpoint` the part cited (`{"annex": "II"}`),
    `relation` what the sentence does with it, `paragraph` the operative paragraph, `p3` in a preamble or
    the footnote's mark, `via` how it was found, `certainty` how sure its body and letter are.
    """

    start: int
    end: int
    line: int
    column: int
    text: str
    symbol: Symbol | None
    candidates: tuple[Symbol, ...] = ()
    also: tuple[Symbol, ...] = ()
    kind: str = "document"
    body: str | None = None
    date: datetime.date | None = None
    pinpoint: dict[str, str] | None = None
    relation: str | None = None
    place: str = "body"
    paragraph: str | None = None
    via: str = "symbol"
    certainty: str = "certain"
    warnings: tuple[str, ...] = ()
    page: int | None = None

    def record(self, source: str) -> dict[str, Any]:
        """The JSON object of schema `unrtrace.citation/1`, keys in the order of its definition."""
        values = {name: getattr(self, name) for name in ORDER}
        values["date"] = self.date.isoformat() if self.date else None
        for name in ("candidates", "also", "warnings"):
            values[name] = list(values[name])
        return {"schema": SCHEMA, "source": source, **values}


ORDER = (
    "start", "end", "line", "column", "page", "text", "symbol", "candidates", "also", "kind", "body", "date",
    "pinpoint", "relation", "place", "paragraph", "via", "certainty", "warnings",
)  # fmt: skip
assert set(ORDER) == set(Citation._fields)
