"""Dates as UN documents write them, and the sessions that they fall in.

A date is a `datetime.date`; what the text says is never corrected. English dates are understood in every
language, since Russian, Chinese and Arabic mastheads carry them.

>>> found = date_after("of 20 December 1995 on migration", 0, "en")
>>> found.date.isoformat(), found.end
('1995-12-20', 19)
>>> [found.date.isoformat() for found in find("1992 年 10 月 16 日第 47/4 号决议", "zh")]
['1992-10-16']
>>> in_regular_session(48, datetime.date(1994, 12, 20))
False
"""

import datetime
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from unrtrace.text.characters import DIRECTION_MARKS
from unrtrace.text.language import FALLBACK, facts
from unrtrace.text.ordinals import number_in_signs, number_signs
from unrtrace.text.phrase_pattern import any_of, phrase, phrase_pieces, trie_pattern

MAX_LENGTH = 80  # characters of a date with the word before it
FIGURE_YEAR = r"(?:1[89]|20)\d\d"
REVERSED_FIGURE_YEAR = r"\d\d(?:[89]1|02)"
PLACEHOLDER = re.compile(r"(\{\w+\})")


class Found(NamedTuple):
    """A date in a text: half-open span in code points, the day, and the last day of a span of days."""

    start: int
    end: int
    date: datetime.date
    last: datetime.date | None = None


# ---- the forms of a language ---------------------------------------------------------------------


@cache
def _month_names(language: str) -> list[list[str]]:
    """Return the names of each month."""
    return [[row] if isinstance(row, str) else row for row in facts(language)["date"]["months"]]


@cache
def _month_patterns(language: str) -> list[regex.Pattern[str]]:
    return [regex.compile(any_of(names, language), regex.I) for names in _month_names(language)]


@cache
def month(name: str, language: str) -> int:
    """Return the number of a month by its name in a language; `ValueError` for a word that is none.

    >>> month("décembre", "fr")
    12
    """
    for number, pattern in enumerate(_month_patterns(language), 1):
        if pattern.fullmatch(name):
            return number
    raise ValueError(name)


@cache
def _day_and_year(language: str, mirrored: bool = False) -> tuple[str, str]:
    """Return the patterns of a day and of a year, in figures or in the signs that the language has for numbers."""
    day, year = (r"(?<!\d)\d{1,2}", REVERSED_FIGURE_YEAR) if mirrored else (r"\d{1,2}(?!\d)", FIGURE_YEAR)
    if number_signs(language):
        zero = number_signs(language, 0, first=0) + "0"
        first, second, digit = number_signs(language, 2), number_signs(language, 9, first=8), number_signs(language, 9)
        day = f"(?:{day}|[{number_signs(language, 10)}]{{1,3}})"
        year = f"(?:{year}|[{first}][{second}{zero}][{zero}{digit}]{{2}})"
    return day, year


@cache
def _placeholders(language: str, mirrored: bool = False) -> dict[str, str]:
    """Return the pattern of each placeholder of a form: days, months, years, and the word between two days."""
    day, year = _day_and_year(language, mirrored)
    names = [name for row in _month_names(language) for name in row]
    month = any_of(names, language, mirrored=mirrored)
    to = any_of(facts(language)["date"]["to"], language, mirrored=mirrored)
    return {"{d}": day, "{d1}": day, "{m}": month, "{m1}": month, "{y}": year, "{y1}": year, "{to}": to}


def source(form: str, language: str) -> str:
    """Return the regular expression of a date form of the table, with a group for each day, month and year."""
    placeholders = _placeholders(language)
    groups = {name: f"(?P<{name[1:-1]}>{pattern})" for name, pattern in placeholders.items()}
    groups["{to}"] = placeholders["{to}"]
    return "".join(groups.get(part) or phrase(part, language) for part in PLACEHOLDER.split(form))


def pattern_pieces(form: str, language: str, *, mirrored: bool = False) -> Iterator[str]:
    """Return a date form, or a part of one, as pieces of a regular expression without groups of its own.

    The pieces of a `mirrored` form match in a text that is turned around.
    """
    placeholders = _placeholders(language, mirrored)
    parts = PLACEHOLDER.split(form)
    for part in reversed(parts) if mirrored else parts:
        yield from (placeholders[part],) if part in placeholders else phrase_pieces(part, language, mirrored)


@cache
def _forms(language: str, spans: bool) -> list[tuple[str, str]]:
    """Return the date forms of a language, if `spans` those of spans of days first, and then the fallback's."""
    table = facts(language)["date"]
    rows = [(language, form) for form in [*(table["spans"] if spans else []), *table["forms"]]]
    return rows if language == FALLBACK else rows + _forms(FALLBACK, spans)


@cache
def _patterns(language: str, spans: bool) -> list[tuple[str, regex.Pattern[str]]]:
    return [
        (of_form, regex.compile(r"(?<!\d)" + source(form, of_form), regex.I))
        for of_form, form in _forms(language, spans)
    ]


@cache
def _any(language: str, spans: bool) -> re.Pattern[str]:
    """Return a pattern of any date, or span of days too, that fails soon where there is none."""
    forms = trie_pattern(pattern_pieces(form, of_form) for of_form, form in _forms(language, spans))
    return re.compile(r"(?<!\d)" + forms, re.I)


@cache
def month_initials(language: str) -> frozenset[str]:
    """Return the letters that a date may begin with, which are those of months.

    >>> "".join(sorted(month_initials("en")))
    'ADFJMNOS'
    """
    return frozenset(
        name[0]
        for of_form, form in _forms(language, False)
        if form.startswith("{m}")
        for names in _month_names(of_form)
        for name in names
    )


def without_groups(pattern: str) -> str:
    """Return a pattern (source) without names for its groups.

    >>> without_groups("(?P<d>[0-9])")
    '(?:[0-9])'
    """
    return re.sub(r"\?P<\w+>", "?:", pattern)


# ---- what a date says ----------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def parse_day(text: str, language: str) -> datetime.date | None:
    """Return the day that a date stands for, None for 31 February.

    >>> parse_day("20 December 1995", "en").isoformat()
    '1995-12-20'
    """
    for of_form, pattern in _patterns(language, False):
        if match := pattern.fullmatch(text):
            return _day_of(match, of_form)
    return None


def _day_of(match: regex.Match[str], language: str) -> datetime.date | None:
    try:
        return datetime.date(to_int(match["y"]), month(match["m"], language), to_int(match["d"]))
    except ValueError:
        return None


def to_int(figures: str) -> int:
    """Return the value of digits of any script, or of Chinese numerals such as 一九九六; 0 for other text."""
    return int(figures) if figures.isdecimal() else number_in_signs(figures) or 0


def from_match(match: regex.Match[str], language: str) -> Found | None:
    """Return the day or the span of days of a match of a form, None where the calendar has no such day."""
    day = _day_of(match, language)
    groups = match.groupdict()
    if day is None or not groups.get("d1"):
        return Found(match.start(), match.end(), day) if day else None
    try:
        number = month(groups["m1"], language) if groups.get("m1") else day.month
        first = datetime.date(to_int(groups["y1"]) if groups.get("y1") else day.year, number, to_int(groups["d1"]))
    except ValueError:
        return None
    return Found(match.start(), match.end(), first, day) if first < day else None


@lru_cache(maxsize=65536)
def _read(text: str, language: str, spans: bool) -> Found | None:
    """Return the date, or the span of days, that a text starts with."""
    for of_form, pattern in _patterns(language, spans):
        if (match := pattern.match(text)) and (found := from_match(match, of_form)):
            return found
    return None


# ---- dates in a text -----------------------------------------------------------------------------


def date_at(text: str, position: int, language: str, *, spans: bool = True) -> Found | None:
    """Return the date, or the span of days, that starts exactly at `position`."""
    first = text[position : position + 1]
    if not first.isdigit() and not (first.isalpha() and first in month_initials(language)):
        return None
    match = _any(language, spans).match(text, position, position + MAX_LENGTH)
    read = _read(match[0], language, spans) if match else None
    return Found(position, position + read.end, read.date, read.last) if read else None


@cache
def following_date_pattern(language: str, group: str = "date") -> str:
    """Return the regular expression (source) of a date with its preposition: `of 20 December 1995`, *du*, *от*.

    What `parse_day` reads is the named group.
    """
    table = facts(language)["date"]
    preposition = any_of(table["prepositions"], language) if table["prepositions"] else "(?:)"
    forms = trie_pattern(pattern_pieces(form, language) for form in table["forms"])
    return rf"[\s,،{DIRECTION_MARKS}]*+(?>(?:{preposition}(?!\w)\s*+)?)(?P<{group}>{forms})"


@cache
def _following(language: str) -> re.Pattern[str]:
    return re.compile(following_date_pattern(language), re.I)


def date_with_preposition(text: str, position: int, language: str) -> Found | None:
    """Return the date that a preposition gives to what ends at `position`: *of*, *du*, *от*.

    After an ambiguous preposition such as *on*, the date may be that of an act: it is not returned.

    >>> found = date_with_preposition("A/RES/70/1 of 25 September 2015", 10, "en")
    >>> found.date.isoformat(), date_with_preposition("A/51/1 on 2 May 1996", 6, "en")
    ('2015-09-25', None)
    """
    table = facts(language)["date"]
    match = _following(language).match(text, position, position + MAX_LENGTH) if table["prepositions"] else None
    word = text[position : match.start("date")].strip(" ,،\n\u00a0").lower() if match else ""
    if not match or not word or word in table["ambiguous_prepositions"]:
        return None
    found = parse_day(match["date"], language)
    return Found(position, match.end(), found) if found else None


def date_after(text: str, position: int, language: str) -> Found | None:
    """Return the date after `position` with nothing but a comma and a preposition between."""
    match = _following(language).match(text, position, position + MAX_LENGTH)
    found = parse_day(match["date"], language) if match else None
    return Found(match.start(), match.end(), found) if match and found else None


def find(text: str, language: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """Yield every date and span of days between two offsets, in text order, none inside another."""
    limit = len(text) if end is None else end
    for match in _any(language, True).finditer(text, start, limit):
        if read := _read(match[0], language, True):
            begin = match.start()
            yield Found(begin, begin + read.end, read.date, read.last)


def in_regular_session(session: int, day: datetime.date) -> bool:
    """Return whether a day lies in the Assembly's regular session of that number.

    Session n opens in September of 1945+n and ends the day before the next opens; meetings may run on past that day,
    so that a month is added at its end.
    """
    year = 1945 + session
    first = datetime.date(1946, 1, 10) if session == 1 else datetime.date(year, 9, 1)
    return first <= day <= datetime.date(year + 1, 10, 20)
