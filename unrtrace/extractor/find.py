"""What the finders hand on: a citation in the making."""

import datetime
from dataclasses import dataclass

from unrtrace.symbols import Symbol


@dataclass(slots=True)
class Find:
    """A citation found in a text, not yet placed; `lead` is where its phrase begins, `tail` where it ends.

    A phrase is all that belongs to a citation: noun, organ, date, pinpoint.
    """

    start: int
    end: int
    symbol: Symbol | None
    kind: str
    body: str | None
    via: str
    tail: int = 0
    lead: int = -1
    also: tuple[Symbol, ...] = ()
    candidates: tuple[Symbol, ...] = ()
    date: datetime.date | None = None
    pinpoint: dict[str, str] | None = None
    certainty: str = "certain"
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.tail = self.tail or self.end
        if self.lead < 0:
            self.lead = self.start
