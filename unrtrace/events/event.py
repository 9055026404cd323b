"""An event as a value."""

import datetime
from typing import NamedTuple

from unrtrace.symbols import Symbol

KINDS = ("adopted", "issued", "letter", "agreement", "meeting", "report", "period", "scheduled", "other")
PRECISIONS = ("day", "month", "year", "span", "years", "decade", "session")


class Event(NamedTuple):
    """Something that happened or will happen on a day or over several days.

    `date` is the first day; `last` is the last day of a span, month, year, decade or session, as `precision` says, one
    of `PRECISIONS`. `kind` is one of `KINDS`. `actors` are codes of organisations; `organ` is the code of the body that
    adopted, issued or will meet, where known; `symbols` are the documents adopted, sent or cited nearby; `line` counts
    from 1; `section` names the annex.
    """

    date: datetime.date
    last: datetime.date | None
    precision: str
    kind: str
    description: str
    actors: tuple[str, ...]
    organ: str | None
    symbols: tuple[Symbol, ...]
    line: int
    place: str
    paragraph: str | None
    section: str | None
