"""An event of a timeline and the reports of it, as values."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, overload

from unrtrace.corpus import EventReport


class Report(NamedTuple):
    """One document's report of an event, with the date that it gives; the words are read only when asked for."""

    row: EventReport
    date: str

    @property
    def work(self) -> str:
        """The identifier of the reporting work."""
        return self.row.file.work

    @property
    def file(self) -> str:
        """The file relative to the corpus."""
        return self.row.file.path

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.row.line

    @property
    def place(self) -> str:
        """The place in the document."""
        return self.row.place

    @property
    def paragraph(self) -> str | None:
        """The number of the paragraph."""
        return self.row.paragraph

    @property
    def language(self) -> str | None:
        """The language of the file."""
        return self.row.file.language

    @property
    def description(self) -> str:
        """The words of the report."""
        return self.row.description


class Sources(Sequence[Report]):
    """All reports of an event, the document's own first; they are read on first access.

    `first` gives file and line of the first few without reading them.
    """

    def __init__(self, count: int, first: list[tuple[str, int]], read: Callable[[], Iterable[Report]]) -> None:
        self.first, self._count, self._read = first, count, read

    @cached_property
    def _reports(self) -> tuple[Report, ...]:
        return tuple(self._read())

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Report: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Report, ...]: ...
    def __getitem__(self, place: int | slice) -> Report | tuple[Report, ...]:
        return self._reports[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sources) and self._reports == other._reports


class TimelineEvent(NamedTuple):
    """An event with all reports of it.

    `date` and `last` are the first and the last day, `last` None for a single day; `precision` is day, month, year,
    span, years, decade or session. `language` is that of the description. `conflicts` are other dates that reports
    give, in the format of `when`.
    """

    date: datetime.date
    last: datetime.date | None
    kind: str
    description: str
    actors: tuple[str, ...]
    symbols: tuple[str, ...]
    precision: str
    organ: str | None
    language: str | None
    conflicts: tuple[str, ...]
    sources: Sources

    @property
    def when(self) -> str:
        """The date to its precision: 1996-06-25, 1994-09-05/1994-09-13, 1998-05, 1998, 1990s."""
        return format_date(self.date, self.last, self.precision)


def format_date(date: datetime.date, last: datetime.date | None, precision: str) -> str:
    """Return a date to its precision; `date` and `last` are the first and last day.

    >>> year, session = datetime.date(1998, 1, 1), datetime.date(1999, 9, 1)
    >>> format_date(year, None, "year"), format_date(session, datetime.date(2000, 8, 31), "session")
    ('1998', '1999-09/2000-08')
    """
    first, end = str(date), str(last or date)
    if precision == "year":
        return first[:4]
    if precision == "month":
        return first[:7]
    if precision == "decade":
        return f"{first[:4]}s"
    if precision == "years":
        return f"{first[:4]}/{end[:4]}"
    if precision == "session":
        return f"{first[:7]}/{end[:7]}"
    return f"{first}/{end}" if last else first
