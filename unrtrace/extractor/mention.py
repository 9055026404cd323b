"""What the finders hand on: a citation in the making."""

import datetime

from unrtrace.symbols import Symbol


class Find:
    """A citation found in a text, not yet placed; `lead` is where its phrase begins, `tail` where it ends.

    A phrase is all that belongs to a citation: noun, organ, date, pinpoint.
    """

    __slots__ = (
        "also", "body", "candidates", "certainty", "date", "end", "kind", "lead", "pinpoint", "start", "symbol", "tail",
        "via", "warnings",
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
        lead: int | None = None,
        tail: int | None = None,
        also: tuple[Symbol, ...] = (),
        candidates: tuple[Symbol, ...] = (),
        date: datetime.date | None = None,
        pinpoint: dict[str, str] | None = None,
        certainty: str = "certain",
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.start, self.end, self.symbol, self.kind, self.body, self.via = start, end, symbol, kind, body, via
        self.lead = start if lead is None else lead
        self.tail = end if tail is None else tail
        self.also, self.candidates, self.date, self.pinpoint = also, candidates, date, pinpoint
        self.certainty, self.warnings = certainty, warnings
