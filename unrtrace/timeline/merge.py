"""Which tellings are of one event: by symbol, by day and kind and organisations, coarse dates into fine ones."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from unrtrace.corpus import EventRow
from unrtrace.corpus.event_reports import EVERYONE
from unrtrace.index.adoption_summary import FINE

OWN, ISSUED, ADOPTED, SCHEDULED = "masthead", "issued", "adopted", "scheduled"
WORD = re.compile(r"[^\W\d_]{4,}")
HAN = "一", "鿿"
ALIKE = 0.25  # part of the fewer words of two descriptions that both have
Group = list[EventRow]


def merged(rows: Iterable[EventRow]) -> list[Group]:
    """The rows of each event, in the order of the rows.

    A row keeps its place in the order of the first of its group.
    """
    fine: list[Group] = []
    by_symbol: dict[str, Group] = {}
    by_day: defaultdict[tuple[str, str | None], list[Group]] = defaultdict(list)
    coarse: list[EventRow] = []
    unnamed: list[EventRow] = []
    for row in rows:
        if row.kind == ADOPTED and row.symbols and row.precision in FINE:
            home = None
            for symbol in row.symbols:
                home = home or by_symbol.get(symbol)
            if home is None:
                home = []
                fine.append(home)
                by_day[row.date, row.last].append(home)
            home.append(row)
            for symbol in row.symbols:
                by_symbol[symbol] = home
        else:
            (unnamed if row.precision in FINE else coarse).append(row)
    for row in unnamed:
        _add(row, by_day[row.date, row.last], fine)
    vague: defaultdict[tuple[str, str | None], list[Group]] = defaultdict(list)
    periods = _by_period(fine) if coarse else {}
    for row in coarse:
        home = next((by_symbol[s] for s in row.symbols if s in by_symbol and row.kind == ADOPTED), None)
        if home is None:
            home = _finer(row, periods)
        if home is not None:
            home.append(row)
        else:
            _add(row, vague[row.date, row.last], fine)
    return fine


def _add(row: EventRow, day: list[Group], groups: list[Group]) -> None:
    """To the group of its day that tells the same, else as a group of its own."""
    for group in day:
        for other in group:
            if same(row, other):
                group.append(row)
                return
    day.append([row])
    groups.append(day[-1])


def same(one: EventRow, other: EventRow) -> bool:
    """Whether two rows of one day tell the same event."""
    is_one_language = one.file.language == other.file.language
    if not is_one_language and _is_one_place(one, other):
        return True
    if one.kind != other.kind and SCHEDULED not in (one.kind, other.kind):
        return False
    if ISSUED in (one.kind, other.kind) or (one.place == OWN and other.place == OWN):
        return one.kind == other.kind and one.work == other.work
    if one.kind == ADOPTED and one.symbols and other.symbols:
        return bool(set(one.symbols) & set(other.symbols))
    if one.precision == "session":
        return one.work == other.work and is_one_language and alike(one, other) > 2 * ALIKE
    shared = set(one.actors) & set(other.actors) - {EVERYONE}
    if not is_one_language:
        return bool(shared)
    needed = ALIKE if shared or one.work == other.work else 2 * ALIKE
    return alike(one, other) >= needed


def _is_one_place(one: EventRow, other: EventRow) -> bool:
    """Whether two rows are of one paragraph, as in two languages of a document."""
    if one.place == OWN or one.paragraph is None:
        return False
    return (one.work, one.place, one.paragraph, one.section) == (
        other.work,
        other.place,
        other.paragraph,
        other.section,
    )


def alike(one: EventRow, other: EventRow) -> float:
    """What part of the words of the shorter description the other one has too."""
    mine, theirs = _words(one.description), _words(other.description)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


@lru_cache(maxsize=4096)
def _words(text: str) -> set[str]:
    signs = [] if text.isascii() else [sign for sign in text if HAN[0] <= sign <= HAN[1]]
    if len(signs) * 2 > len(text):
        return set(map(str.__add__, signs, signs[1:]))
    return set(WORD.findall(text.casefold()))


def _by_period(groups: Iterable[Group]) -> dict[tuple[str, str], list[Group]]:
    """The groups of days by kind and month, and by kind and year."""
    periods: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        for length in (4, 7):
            periods[group[0].kind, group[0].date[:length]].append(group)
    return periods


def _finer(row: EventRow, periods: dict[tuple[str, str], list[Group]]) -> Group | None:
    """The one event of a day that a month or year may mean: of its kind, with all of its organisations."""
    if row.precision not in ("month", "year") or not set(row.actors) - {EVERYONE}:
        return None
    day = row.date[: 7 if row.precision == "month" else 4]
    fits = [
        group
        for group in periods.get((row.kind, day), [])
        if any(set(row.actors) <= set(other.actors) and not (row.symbols and other.symbols) for other in group)
    ]
    return fits[0] if len(fits) == 1 else None
