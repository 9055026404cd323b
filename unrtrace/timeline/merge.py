"""Which reports are of one event: by symbol; by day, kind and organisations; months and years matched with days."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from unrtrace.corpus import EventReport
from unrtrace.corpus.event_reports import UNIVERSAL_ACTOR
from unrtrace.index.adoption_summary import FINE, MASTHEAD

ISSUED, ADOPTED, SCHEDULED = "issued", "adopted", "scheduled"
WORD = re.compile(r"[^\W\d_]{4,}")
HAN = "一", "鿿"  # first and last character
MIN_OVERLAP = 0.25  # of the words of two descriptions of one event, see `word_overlap`
Group = list[EventReport]
_Periods = defaultdict[tuple[str, int, int | None], list[Group]]  # by kind, year and month, or None for the year
_Days = defaultdict[tuple[datetime.date, datetime.date | None], list[Group]]


def merged(rows: Iterable[EventReport]) -> list[Group]:
    """Return the reports in groups, one for each event, in the order of the first report of each."""
    groups: list[Group] = []
    by_symbol: dict[str, Group] = {}
    by_day: _Days = defaultdict(list)
    coarse: list[EventReport] = []
    unnamed: list[EventReport] = []
    for row in rows:
        if row.kind == ADOPTED and row.symbols and row.precision in FINE:
            group = None
            for symbol in row.symbols:
                group = group or by_symbol.get(symbol)
            if group is None:
                group = []
                groups.append(group)
                by_day[row.date, row.last].append(group)
            group.append(row)
            for symbol in row.symbols:
                by_symbol[symbol] = group
        else:
            (unnamed if row.precision in FINE else coarse).append(row)
    for row in unnamed:
        _add(row, by_day[row.date, row.last], groups)
    _add_coarse(coarse, by_symbol, groups)
    return groups


def _add(row: EventReport, groups_of_day: list[Group], groups: list[Group]) -> None:
    """Add a report to the group of its day that reports the same event, or as a new group."""
    for group in groups_of_day:
        for other in group:
            if is_same_event(row, other):
                group.append(row)
                return
    groups_of_day.append([row])
    groups.append(groups_of_day[-1])


def _add_coarse(rows: list[EventReport], by_symbol: dict[str, Group], groups: list[Group]) -> None:
    """Add reports that give a month, a year or longer: to the event of a day that they mean, or among themselves."""
    by_period: _Days = defaultdict(list)
    of_days = _by_month_and_year(groups if rows else [])
    for row in rows:
        group = next((by_symbol[s] for s in row.symbols if s in by_symbol and row.kind == ADOPTED), None)
        if group is None:
            group = _event_within(row, of_days)
        if group is not None:
            group.append(row)
        else:
            _add(row, by_period[row.date, row.last], groups)


def is_same_event(one: EventReport, other: EventReport) -> bool:
    """Return whether two reports of one day are of the same event."""
    is_one_language = one.file.language == other.file.language
    if not is_one_language and _is_one_paragraph(one, other):
        return True
    if one.kind != other.kind and SCHEDULED not in (one.kind, other.kind):
        return False
    if ISSUED in (one.kind, other.kind) or (one.place == MASTHEAD and other.place == MASTHEAD):
        return one.kind == other.kind and one.work == other.work
    if one.kind == ADOPTED and one.symbols and other.symbols:
        return bool(set(one.symbols) & set(other.symbols))
    if one.precision == "session":
        return one.work == other.work and is_one_language and word_overlap(one, other) > 2 * MIN_OVERLAP
    shared = set(one.actors) & set(other.actors) - {UNIVERSAL_ACTOR}
    if not is_one_language:
        return bool(shared)
    needed = MIN_OVERLAP if shared or one.work == other.work else 2 * MIN_OVERLAP
    return word_overlap(one, other) >= needed


def _is_one_paragraph(one: EventReport, other: EventReport) -> bool:
    """Return whether two reports are of one paragraph, as in two language versions of a document."""
    if one.place == MASTHEAD or one.paragraph is None:
        return False
    return (one.work, one.place, one.paragraph, one.section) == (
        other.work,
        other.place,
        other.paragraph,
        other.section,
    )


def word_overlap(one: EventReport, other: EventReport) -> float:
    """Return what part of the words of the shorter description also occurs in the other, from 0 to 1."""
    words, other_words = _words(one.description), _words(other.description)
    return len(words & other_words) / max(1, min(len(words), len(other_words)))


@lru_cache(maxsize=4096)
def _words(text: str) -> set[str]:
    """Return the words of four or more letters; of a mostly Chinese text, the pairs of neighbouring characters."""
    han = [] if text.isascii() else [character for character in text if HAN[0] <= character <= HAN[1]]
    if len(han) * 2 > len(text):
        return set(map(str.__add__, han, han[1:]))
    return set(WORD.findall(text.casefold()))


def _by_month_and_year(groups: Iterable[Group]) -> _Periods:
    """Return the events of days by kind and month, and by kind and year."""
    periods: _Periods = defaultdict(list)
    for group in groups:
        kind, date = group[0].kind, group[0].date
        periods[kind, date.year, None].append(group)
        periods[kind, date.year, date.month].append(group)
    return periods


def _event_within(row: EventReport, periods: _Periods) -> Group | None:
    """Return the only event of a day that a month or year may mean: of its kind and with all of its organisations."""
    if row.precision not in ("month", "year") or not set(row.actors) - {UNIVERSAL_ACTOR}:
        return None
    period = row.kind, row.date.year, row.date.month if row.precision == "month" else None
    fits = [
        group
        for group in periods.get(period, [])
        if any(set(row.actors) <= set(other.actors) and not (row.symbols and other.symbols) for other in group)
    ]
    return fits[0] if len(fits) == 1 else None
