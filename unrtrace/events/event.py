"""The value of an event."""

import datetime
from typing import NamedTuple

from unrtrace.symbols import Symbol

KINDS = ("adopted", "issued", "letter", "agreement", "meeting", "report", "period", "scheduled", "other")
PRECISIONS = ("day", "month", "year", "span", "years", "decade", "session")


class Event(NamedTuple):
    """Something that happened, or is to happen, on a day or over a span of days.

    `date` is the first day, `last` the last one of a span, and of a month, year, decade or session too;
    `precision` says which of these the text gives. `kind` is one of `KINDS`. `actors` are codes of
    organisations, `organ` the code of the body that adopted, issued or is to meet, where known; `symbols`
    what was adopted or sent, or is named beside; `line` counts from 1; `section` names the annex.
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
