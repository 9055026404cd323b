"""A mention: a citation as a rule found it in a text, before its place and relation are read."""

import datetime

from unrtrace.extractor.attribution import Evidence
from unrtrace.symbols import Symbol


class Mention:
    """A citation found in a text, with the phrase that belongs to it.

    `start` and `end` are the span of the citation itself; `phrase_start` and `phrase_end` that of all its words: noun,
    body, date, part cited. Offsets are code points, half-open. `evidence` is what decided the body of a number;
    `spelling` is that number, None for a mention that is no number.
    """

    __slots__ = (
        "also", "body", "candidates", "certainty", "date", "end", "evidence", "kind", "phrase_end", "phrase_start",
        "pinpoint", "spelling", "start", "symbol", "via", "warnings",
    )  # fmt: skip

    def __init__(
        self,
        start: int,
        end: int,
        symbol: Symbol | None,
        kind: str,
        body: str | None,
        via: str,
        *,
        phrase_start: int | None = None,
        phrase_end: int | None = None,
        also: tuple[Symbol, ...] = (),
        candidates: tuple[Symbol, ...] = (),
        date: datetime.date | None = None,
        pinpoint: dict[str, str] | None = None,
        certainty: str = "certain",
        warnings: tuple[str, ...] = (),
        evidence: tuple[Evidence, ...] = (),
        spelling: str | None = None,
    ) -> None:
        self.start, self.end, self.symbol, self.kind, self.body, self.via = start, end, symbol, kind, body, via
        self.phrase_start = start if phrase_start is None else phrase_start
        self.phrase_end = end if phrase_end is None else phrase_end
        self.also, self.candidates, self.date, self.pinpoint = also, candidates, date, pinpoint
        self.certainty, self.warnings = certainty, warnings
        self.evidence, self.spelling = evidence, spelling
