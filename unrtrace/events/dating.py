"""When something is said to happen: days, spans of days, months, years, decades, sessions to come.

Every date but a session has a year in figures, which is found first; the pattern is anchored there and read
backwards, or in Chinese forwards. A session of the General Assembly or of the Human Rights Council is a span
by its number. The forms are those of the languages' tables `date` and `when`.

>>> [(when.precision, when.first.isoformat()) for when in dated("held in March 2017, Cairo, 5-13 September 1994", "en")]
[('month', '2017-03-01'), ('span', '1994-09-05')]
>>> list(sessions("at its fifty-fourth session", "en")), session_span(54, "A")[0].isoformat()
([(7, 19, 54)], '1999-09-01')
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from unrtrace.facts import load
from unrtrace.text import dates
from unrtrace.text.language import facts
from unrtrace.text.phrase_pattern import any_of, trie_pattern

DAY, MONTH, YEAR, SPAN, YEARS, DECADE, SESSION = "day", "month", "year", "span", "years", "decade", "session"
LEADS = frozenset("于在")  # before a Chinese year in which something was
COARSE = (MONTH, YEAR, YEARS, DECADE)
FIGURES = "1996"
BEFORE, AFTER = 70, 40  # characters until a year ends, or in Chinese from where it begins, within which its date lies
ORDINAL = 60  # characters before the noun in which the ordinal of a session stands
ASSEMBLY, COUNCIL = "A", "A/HRC"
# The months from and to which a session of the Human Rights Council runs, by its main month.
COUNCIL_MONTHS = {3: (2, 4), 6: (6, 7), 9: (9, 10), 11: (11, 12)}


_new = tuple.__new__  # half the time of a named tuple's own


class When(NamedTuple):
    """A date in a text: half-open span in code points, first and last day, precision."""

    start: int
    end: int
    first: datetime.date
    last: datetime.date | None
    precision: str


def dated(text: str, language: str) -> Iterator[When]:
    """Every date of a text (see `Document.narrowed`) that has a year in figures, in text order, none inside another."""
    forwards, find, barred = language == "zh", _dates(language).match, _barred(language).match
    waiting: When | None = None
    for year in _years_in(text, forwards):
        end = year + len(FIGURES)
        window = text[end - BEFORE if end > BEFORE else 0 : end][::-1]
        when = _in_decade(text, year, language) if window[0] == "0" else None
        if when is None:
            start, written = year, ""
            if forwards:
                match = find(text, year, year + AFTER)
                if match is None and (lead := _lead(text, year)) < year and text[lead] in LEADS:
                    start, match = lead, find(text, lead, year + AFTER)
                written = match[0] if match else ""
            elif match := find(window):
                written = match[0][::-1]
                start = end - len(written)
            if written and (read := _read(written, language)):
                offset, first, last, precision = read
                when = _new(When, (start + offset, start + len(written), first, last, precision))
        if when is None or barred(window, end - when[0]):
            continue
        if waiting and when[0] < waiting[1]:  # the second year of a span
            waiting = max(waiting, when, key=lambda one: one.end - one.start)
            continue
        if waiting:
            yield waiting
        waiting = when
    if waiting:
        yield waiting


def _years_in(text: str, forwards: bool) -> list[int]:
    """Where the years in figures begin that are no part of a symbol."""
    return sorted([match.start() for pattern in _centuries(forwards) for match in pattern.finditer(text)])


@cache
def _centuries(forwards: bool) -> tuple[re.Pattern[str], ...]:
    """The years of some centuries, apart by their first figure: what begins with one sign is found soonest."""
    no_date = "[0-9/.]" if forwards else "[0-9/(（.]"
    rows = ("1", "[89]"), ("2", "0")
    return tuple(re.compile(rf"{first}(?<!{no_date}.){then}[0-9][0-9](?![0-9/])") for first, then in rows)


@cache
def _forms(language: str) -> tuple[str, ...]:
    """All forms of a language, spans first; but in Chinese until the year that ends them."""
    date, when = facts(language)["date"], facts(language)["when"]
    rows = (*date.get("spans", []), *when["days"], *date["forms"], *when["month"], *when["years"], *when["year"])
    return rows if language == "zh" else tuple(form[: form.rfind("{y}") + len("{y}")] for form in rows)


@cache
def _dates(language: str) -> re.Pattern[str]:
    """The first form that holds a year: in a text turned around from the year on, in Chinese as it stands.

    What several forms begin with is read once: in Chinese piece by piece, turned around the month and year, then
    the day.
    """
    if language == "zh":
        return re.compile(trie_pattern(dates.pattern_pieces(form, language) for form in _forms(language)), re.I)
    ends: dict[str, dict[str, list[str]]] = {}
    for form in _forms(language):
        month = max(0, form.rfind("{m}"), form.rfind("{y}") if "{m}" not in form else 0)
        day = max(0, form.rfind("{d}", 0, month))
        ends.setdefault(form[month:], {}).setdefault(form[day:month], []).append(form[:day])
    body = "|".join(_mirrored(end, language) + _before(days, language) for end, days in ends.items())
    return re.compile(rf"(?:{body})(?![\d/.])(?!(?<=[^\W\d_])[^\W\d_])", re.I)


def _before(days: dict[str, list[str]], language: str) -> str:
    """The mirrored pattern of what stands before a month: spans by the day that ends them, then single days."""
    rows = []
    for day, starts in days.items():
        if spans := [_mirrored(start, language) for start in starts if start]:
            rows.append(f"{_mirrored(day, language)}(?:{'|'.join(spans)})")
    rows += [_mirrored(day, language) for day, starts in days.items() if "" in starts]
    return f"(?:{'|'.join(rows)})"


def _mirrored(form: str, language: str) -> str:
    return "".join(dates.pattern_pieces(form, language, mirrored=True))


@cache
def _pattern(language: str) -> regex.Pattern[str]:
    """All forms of a language with their parts named."""
    return regex.compile("|".join(dates.source(form, language) for form in _forms(language)), regex.I)


def _lead(text: str, start: int) -> int:
    """Where the sign before a Chinese year stands, with or without a space between."""
    while start and text[start - 1].isspace():
        start -= 1
    return max(0, start - 1)


@cache
def _barred(language: str) -> re.Pattern[str]:
    """The words before a date on which nothing happened, such as *as at*, in a text turned around."""
    edge = "" if language == "zh" else r"(?![\w'’])"
    return re.compile(rf"\s*{any_of(facts(language)['when']['not'], language, mirrored=True)}{edge}", re.I)


@cache
def _listed(language: str) -> regex.Pattern[str]:
    """The word between two days that are no span unless they follow each other."""
    edge = "" if language in ("zh", "ar") else r"\b"
    return regex.compile(rf"{edge}{any_of(facts(language)['when']['and'], language)}{edge}")


@cache
def _decade(language: str) -> re.Pattern[str]:
    body = "|".join(dates.without_groups(dates.source(form, language)) for form in facts(language)["when"]["decade"])
    return re.compile(body, re.I)


def _in_decade(text: str, start: int, language: str) -> When | None:
    """The decade that a year which ends in 0 names, such as *the 1990s*."""
    match = _decade(language).search(text, max(0, start - 25), start + 12)
    if match is None or not match.start() <= start < match.end():
        return None
    year = int(text[start : start + 4])
    return When(match.start(), match.end(), *_years(year, year + 9), DECADE)


@lru_cache(maxsize=16384)
def _read(written: str, language: str) -> tuple[int, datetime.date, datetime.date | None, str] | None:
    """What a date as written says: where in it the date begins, its first and last day, its precision."""
    match = _pattern(language).fullmatch(written)
    if match is None:
        return None
    year = int(match["y"])
    if match["d"]:
        found = dates.from_match(match, language)
        if found and found.last and (found.last - found.date).days > 1 and _is_list(match, language):
            return 0, found.last, None, DAY  # 5 May and 9 June 2019: two days, the first without a year
        return (0, found.date, found.last, SPAN if found.last else DAY) if found else None
    if match["m"]:
        month = dates.month(match["m"], language)
        return 0, datetime.date(year, month, 1), month_end(year, month), MONTH
    if match["y1"]:
        first = int(match["y1"])
        return (0, *_years(first, year), YEARS) if first < year else None
    return match.start("y"), *_years(year, year), YEAR


def _is_list(match: regex.Match[str], language: str) -> bool:
    """Whether *and* stands between two days of one year, and no *between* before them."""
    if match["y1"] or not match[0][0].isdigit():
        return False
    return _listed(language).search(match.string, match.end("d1"), match.start("d")) is not None


def _years(first: int, last: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(first, 1, 1), datetime.date(last, 12, 31)


def month_end(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


# ---- sessions ------------------------------------------------------------------------------------


def sessions(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Every session that a text names by an ordinal, in text order: the ordinal's half-open span and value."""
    literal, before, pattern = _session(language)
    position = text.find(literal)
    while position >= 0:
        if before:
            match = pattern.match(text, position, position + 80)
        else:
            left = text[max(0, position - ORDINAL) : position]
            words = left.rsplit(None, 1)
            named = words and (language == "zh" or _is_ordinal(words[-1], language))
            match = pattern.match(left[::-1]) if named else None
        if match:
            start, end = match.span("n") if before else (position - match.end("n"), position - match.start("n"))
            if number := ordinal(text[start:end], language):
                yield start, end, number
        position = text.find(literal, position + len(literal))


@cache
def _session(language: str) -> tuple[str, bool, re.Pattern[str]]:
    """The noun of a session, whether it stands before its ordinal, and the pattern of that ordinal."""
    form = facts(language)["when"]["session"]
    before = form.endswith("{n}")
    return form.replace("{n}", "").replace("*", "").strip(), before, _ordinal(language, before)


@lru_cache(maxsize=1024)
def session_span(number: int, body: str) -> tuple[datetime.date, datetime.date] | None:
    """The months of a session: September to August for the Assembly's, by the table for the Council's."""
    if body == ASSEMBLY:
        year = number + int(load("sessions")["regular"]["offset"])
        return datetime.date(year, 9, 1), datetime.date(year + 1, 8, 31)
    row = load("sessions")["human_rights_council"].get(str(number)) if body == COUNCIL else None
    if row is None:
        return None
    first, last = COUNCIL_MONTHS[row["month"]]
    return datetime.date(row["year"], first, 1), month_end(row["year"], last)


def session_of(day: datetime.date) -> int:
    """The number of the Assembly's regular session that a day falls in, by September."""
    return day.year - int(load("sessions")["regular"]["offset"]) - (day.month < 9)


@cache
def _ordinals(language: str) -> tuple[tuple[regex.Pattern[str], int], ...]:
    rows = facts(language)["when"]["ordinals"].items()
    words = [(word, int(value)) for value, row in rows for word in ([row] if isinstance(row, str) else row)]
    words.sort(key=lambda row: -len(row[0]))
    return tuple((regex.compile(any_of([word], language), regex.I), value) for word, value in words)


@cache
def _ordinal(language: str, before: bool) -> re.Pattern[str]:
    """An ordinal in words or figures: right before the noun, there in a text turned around, or after it."""
    rows = facts(language)["when"]["ordinals"].values()
    forms = [word for row in rows for word in ([row] if isinstance(row, str) else row)]
    word = any_of(forms, language, mirrored=not before)
    if before:
        return re.compile(rf"\w+\s+(?P<n>\d{{1,3}}|{word}(?:(?:[\s\-]+(?:et\s+|و)?|و)?{word}){{0,3}})(?!\w)", re.I)
    edge = r"(?=\s*第)" if language == "zh" else r"(?![\w-])"
    return re.compile(rf"\s*(?P<n>\d{{1,3}}|{word}(?:(?:(?:\s+te)?[\s\-]+)?{word}){{0,3}}){edge}", re.I)


@lru_cache(maxsize=16384)
def _is_ordinal(word: str, language: str) -> bool:
    """Whether a word before the noun ends in an ordinal."""
    return _ordinal(language, False).match(word[::-1]) is not None


@lru_cache(maxsize=16384)
def ordinal(words: str, language: str) -> int:
    """The value of an ordinal in words or figures, 0 for what is none.

    >>> [ordinal(*row) for row in (("fifty-fourth", "en"), ("soixante et onzième", "fr"), ("六十五", "zh"))]
    [54, 71, 65]
    >>> [ordinal(*row) for row in (("семьдесят первой", "ru"), ("الخامسة والسبعين", "ar"), ("65", "zh"))]
    [71, 75, 65]
    """
    if words.isdigit():
        return int(words)
    total, position = 0, 0
    while position < len(words):
        for pattern, value in _ordinals(language):
            if match := pattern.match(words, position):
                total, position = total + value, match.end()
                break
        else:
            position += 1
    return total
