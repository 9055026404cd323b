"""Find dates of events: days, spans of days, months, years, spans of years and decades.

Each date has a year in digits. The years are found first; then the text to the left of each, or to the right in a
language that writes the year first, is matched with the date forms of the language's tables `date` and `when`.

>>> text = "held in March 2017, Cairo, 5-13 September 1994"
>>> [(found.precision, found.first.isoformat()) for found in find_dates(text, "en")]
[('month', '2017-03-01'), ('span', '1994-09-05')]
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from unrtrace.text import dates
from unrtrace.text.language import facts, language_of
from unrtrace.text.phrase_pattern import any_of, trie_pattern

DAY, MONTH, YEAR, SPAN, YEARS, DECADE, SESSION = "day", "month", "year", "span", "years", "decade", "session"
COARSE = (MONTH, YEAR, YEARS, DECADE)
YEAR_LENGTH = 4
BEFORE, AFTER = 70, 40  # characters to the end of a year, or from the start of one that comes first, that hold its date


class DateExpression(NamedTuple):
    """A date in a text: half-open span in code points, first and last day (None for a single day), precision."""

    start: int
    end: int
    first: datetime.date
    last: datetime.date | None
    precision: str


def find_dates(text: str, language: str) -> Iterator[DateExpression]:
    """Yield the dates with a year in digits, in text order; of two that overlap, the longer one.

    The text is that of `Document.ascii_digits_text`, with ASCII digits.
    """
    excluded = _excluded(language).match
    pending: DateExpression | None = None
    for year in _years_in(text, _is_year_first(language)):
        end = year + YEAR_LENGTH
        left = text[end - BEFORE if end > BEFORE else 0 : end][::-1]
        found = _date_at(text, year, left, language)
        if found is None or excluded(left, end - found.start):
            continue
        if pending and found.start < pending.end:  # the second year of a span
            pending = max(pending, found, key=lambda one: one.end - one.start)
            continue
        if pending:
            yield pending
        pending = found
    if pending:
        yield pending


def _date_at(text: str, year: int, left: str, language: str) -> DateExpression | None:
    """Return the date with the year at an offset; `left` is the reversed text up to the end of the year."""
    if left[0] == "0" and (decade := _decade_at(text, year, language)):
        return decade
    if _is_year_first(language):
        match = _dates(language).match(text, year, year + AFTER)
        if match is None and (lead := _offset_before(text, year)) < year and text[lead] in _leads(language):
            match = _dates(language).match(text, lead, year + AFTER)
        written = match[0] if match else ""
        start = match.start() if match else year
    else:
        match = _dates(language).match(left)
        written = match[0][::-1] if match else ""
        start = year + YEAR_LENGTH - len(written)
    reading = _read(written, language) if written else None
    if reading is None:
        return None
    offset, first, last, precision = reading
    return DateExpression(start + offset, start + len(written), first, last, precision)


def _years_in(text: str, year_first: bool) -> list[int]:
    """Return the offsets of years in digits that are not part of a symbol."""
    return sorted([match.start() for pattern in _centuries(year_first) for match in pattern.finditer(text)])


@cache
def _centuries(year_first: bool) -> tuple[re.Pattern[str], ...]:
    """Return patterns of years, one for each first digit: a pattern that begins with one character is fastest."""
    no_date = "[0-9/.]" if year_first else "[0-9/(（.]"
    rows = ("1", "[89]"), ("2", "0")
    return tuple(re.compile(rf"{first}(?<!{no_date}.){then}[0-9][0-9](?![0-9/])") for first, then in rows)


@cache
def _forms(language: str) -> tuple[str, ...]:
    """Return all date forms of a language, spans first; where the year comes last, only up to the year."""
    date, when = facts(language)["date"], facts(language)["when"]
    rows = (*date.get("spans", []), *when["days"], *date["forms"], *when["month"], *when["years"], *when["year"])
    return rows if _is_year_first(language) else tuple(form[: form.rfind("{y}") + len("{y}")] for form in rows)


@cache
def _is_year_first(language: str) -> bool:
    """Return whether the year is the first part of a date."""
    return str(facts(language)["date"]["forms"][0]).startswith("{y}")


@cache
def _leads(language: str) -> frozenset[str]:
    """Return what may precede a year that comes first: the Chinese words for *in*, of one character."""
    return frozenset(lead for form in facts(language)["when"]["year"] if (lead := form.partition("{y}")[0].strip()))


@cache
def _dates(language: str) -> re.Pattern[str]:
    """Return the pattern of all date forms; where the year comes last, of the reversed text from the year on.

    Forms share their common beginnings: piece by piece where the year comes first, else reversed month and year, then
    the day.
    """
    if _is_year_first(language):
        return re.compile(trie_pattern(dates.pattern_pieces(form, language) for form in _forms(language)), re.I)
    ends: dict[str, dict[str, list[str]]] = {}
    for form in _forms(language):
        month = max(0, form.rfind("{m}"), form.rfind("{y}") if "{m}" not in form else 0)
        day = max(0, form.rfind("{d}", 0, month))
        ends.setdefault(form[month:], {}).setdefault(form[day:month], []).append(form[:day])
    body = "|".join(_reversed(end, language) + _reversed_days(days, language) for end, days in ends.items())
    return re.compile(rf"(?:{body})(?![\d/.])(?!(?<=[^\W\d_])[^\W\d_])", re.I)


def _reversed_days(days: dict[str, list[str]], language: str) -> str:
    """Return the reversed pattern of what precedes a month: spans by the day that ends them, then single days."""
    rows = []
    for day, starts in days.items():
        if spans := [_reversed(start, language) for start in starts if start]:
            rows.append(f"{_reversed(day, language)}(?:{'|'.join(spans)})")
    rows += [_reversed(day, language) for day, starts in days.items() if "" in starts]
    return f"(?:{'|'.join(rows)})"


def _reversed(form: str, language: str) -> str:
    return "".join(dates.pattern_pieces(form, language, mirrored=True))


@cache
def _pattern(language: str) -> regex.Pattern[str]:
    """Return the pattern of all date forms with named groups."""
    return regex.compile("|".join(dates.source(form, language) for form in _forms(language)), regex.I)


def _offset_before(text: str, start: int) -> int:
    """Return the offset of the last character before an offset that is not white space."""
    while start and text[start - 1].isspace():
        start -= 1
    return max(0, start - 1)


@cache
def _excluded(language: str) -> re.Pattern[str]:
    """Return the reversed pattern of words before a date on which nothing happened, such as *as at*."""
    edge = r"(?![\w'’])" if language_of(language).spaces else ""
    return re.compile(rf"\s*{any_of(facts(language)['when']['not'], language, mirrored=True)}{edge}", re.I)


@cache
def _and(language: str) -> regex.Pattern[str]:
    """Return the pattern of *and*, which makes a span of two days only if they are consecutive."""
    own = language_of(language)
    edge = r"\b" if own.spaces and not own.clitics else ""
    return regex.compile(rf"{edge}{any_of(facts(language)['when']['and'], language)}{edge}")


@cache
def _decades(language: str) -> re.Pattern[str]:
    body = "|".join(dates.without_groups(dates.source(form, language)) for form in facts(language)["when"]["decade"])
    return re.compile(body, re.I)


def _decade_at(text: str, start: int, language: str) -> DateExpression | None:
    """Return the decade that begins with the year at an offset, such as *the 1990s*."""
    match = _decades(language).search(text, max(0, start - 25), start + 12)
    if match is None or not match.start() <= start < match.end():
        return None
    year = int(text[start : start + 4])
    return DateExpression(match.start(), match.end(), *_span_of_years(year, year + 9), DECADE)


@lru_cache(maxsize=16384)
def _read(written: str, language: str) -> tuple[int, datetime.date, datetime.date | None, str] | None:
    """Return the offset of a date in the matched text, its first and last day, and its precision; None if invalid."""
    match = _pattern(language).fullmatch(written)
    if match is None:
        return None
    year = dates.to_int(match["y"])
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    if match["d"]:
        found = dates.from_match(match, language)
        if found and found.last and (found.last - found.date).days > 1 and _is_list(match, language):
            return 0, found.last, None, DAY  # 5 May and 9 June 2019: two days; only the second has a year
        return (0, found.date, found.last, SPAN if found.last else DAY) if found else None
    if match["m"]:
        month = dates.month(match["m"], language)
        return 0, datetime.date(year, month, 1), month_end(year, month), MONTH
    if match["y1"]:
        first = dates.to_int(match["y1"])
        return (0, *_span_of_years(first, year), YEARS) if 0 < first < year else None
    return match.start("y"), *_span_of_years(year, year), YEAR


def _is_list(match: regex.Match[str], language: str) -> bool:
    """Return whether a match is of two days of one year with *and* between them, without *between* before them."""
    if match["y1"] or not match[0][0].isdigit():
        return False
    return _and(language).search(match.string, match.end("d1"), match.start("d")) is not None


def _span_of_years(first: int, last: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(first, 1, 1), datetime.date(last, 12, 31)


def month_end(year: int, month: int) -> datetime.date:
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
