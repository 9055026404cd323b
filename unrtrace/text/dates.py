"""Dates as UN documents write them in six languages, and the sessions that they fall in.

A date is a `datetime.date`; what the text gives is never corrected. English month names are
understood everywhere, since Russian, Chinese and Arabic mastheads carry English dates.

>>> found = after("of 20 December 1995 on migration", 0, "en")
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

from unrtrace.text.language import facts
from unrtrace.text.ordinals import number_in_signs
from unrtrace.text.phrase_pattern import any_of, phrase, phrase_pieces, trie_pattern

LONGEST = 80  # characters of a date with the word before it; a match is not looked for beyond
MONTH_SIGNS = frozenset("JFMASOND")  # a date that starts with a letter starts with an English month
YEAR = r"(?:1[89]|20)\d\d"
MIRRORED_YEAR = r"\d\d(?:[89]1|02)"
PARTS = re.compile(r"(\{\w+\})")
HAN_DAY, HAN_YEAR = "[一二三四五六七八九十]{1,3}", "[一二][八九〇零○0][〇零○0一二三四五六七八九]{2}"


class Found(NamedTuple):
    """A date in a text: half-open span in code points, the day, and the last day where it is a span of days."""

    start: int
    end: int
    date: datetime.date
    last: datetime.date | None = None


@cache
def _months(language: str) -> tuple[str, list[regex.Pattern[str]]]:
    """The pattern of any month name, and one anchored pattern a month."""
    rows = [[row] if isinstance(row, str) else row for row in facts(language)["date"]["months"]]
    single = [regex.compile(any_of(row, language), regex.I) for row in rows]
    return any_of([name for row in rows for name in row], language), single


@cache
def month(name: str, language: str) -> int:
    """The number of a month by its name in a language; `ValueError` for a word that is none."""
    for number, pattern in enumerate(_months(language)[1], 1):
        if pattern.fullmatch(name):
            return number
    raise ValueError(name)


def source(form: str, language: str) -> str:
    """The regular expression of one date form of the table, with named groups."""
    name = _months(language)[0]
    day, year = r"\d{1,2}(?!\d)", YEAR
    if language == "zh":
        day, year = f"(?:{day}|{HAN_DAY})", f"(?:{year}|{HAN_YEAR})"
    groups = {
        "{d}": f"(?P<d>{day})",
        "{d1}": f"(?P<d1>{day})",
        "{m}": f"(?P<m>{name})",
        "{m1}": f"(?P<m1>{name})",
        "{y}": f"(?P<y>{year})",
        "{y1}": f"(?P<y1>{year})",
        "{to}": any_of(facts(language)["date"].get("to", ["-"]), language),
    }
    return "".join(groups.get(part) or phrase(part, language) for part in PARTS.split(form))


def pieces(form: str, language: str, *, mirrored: bool = False) -> Iterator[str]:
    """A date form, or a part of one, as pieces of a regular expression without groups of its own.

    The pieces of a `mirrored` form match in a text that is turned around.
    """
    table = facts(language)["date"]
    names = [name for row in table["months"] for name in ([row] if isinstance(row, str) else row)]
    month = any_of(names, language, mirrored=mirrored)
    day, year = (r"(?<!\d)\d{1,2}", MIRRORED_YEAR) if mirrored else (r"\d{1,2}(?!\d)", YEAR)
    if language == "zh":
        day, year = f"(?:{day}|{HAN_DAY})", f"(?:{year}|{HAN_YEAR})"
    link = any_of(table.get("to", ["-"]), language, mirrored=mirrored)
    groups = {"{d}": day, "{d1}": day, "{m}": month, "{m1}": month, "{y}": year, "{y1}": year, "{to}": link}
    parts = PARTS.split(form)
    for part in reversed(parts) if mirrored else parts:
        yield from (groups[part],) if part in groups else phrase_pieces(part, language, mirrored)


@cache
def _forms(language: str, spans: bool) -> list[tuple[str, str]]:
    """The date forms of a language, spans of days before them or left out, and then the English ones."""
    table = facts(language)["date"]
    rows = [(language, form) for form in [*(table.get("spans", []) if spans else []), *table["forms"]]]
    return rows if language == "en" else rows + _forms("en", spans)


@cache
def _patterns(language: str, spans: bool) -> list[tuple[str, regex.Pattern[str]]]:
    return [
        (tongue, regex.compile(r"(?<!\d)" + source(form, tongue), regex.I)) for tongue, form in _forms(language, spans)
    ]


def unnamed(pattern: str) -> str:
    """A pattern without names for its groups."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


@cache
def _any(language: str, spans: bool) -> re.Pattern[str]:
    """Any date, or span of days too, in a pattern that fails soon where there is none."""
    return re.compile(r"(?<!\d)" + trie_pattern(pieces(form, tongue) for tongue, form in _forms(language, spans)), re.I)


@cache
def following(language: str, group: str = "date") -> str:
    """The regular expression (source) of a date with its word before it: `of 20 December 1995`, *du*, *от*.

    What `day` reads is the named group.
    """
    table = facts(language)["date"]
    lead = any_of(table["lead"], language) if table["lead"] else "(?:)"
    forms = trie_pattern(pieces(form, language) for form in table["forms"])
    return rf"[\s,،\u200e\u200f]*+(?>(?:{lead}(?!\w)\s*+)?)(?P<{group}>{forms})"


@cache
def _following(language: str) -> re.Pattern[str]:
    return re.compile(following(language), re.I)


@lru_cache(maxsize=65536)
def day(text: str, language: str) -> datetime.date | None:
    """The day that a date stands for, None for 31 February.

    >>> day("20 December 1995", "en").isoformat()
    '1995-12-20'
    """
    for tongue, pattern in _patterns(language, False):
        if match := pattern.fullmatch(text):
            return _day_of(match, tongue)
    return None


def _day_of(match: regex.Match[str], language: str) -> datetime.date | None:
    try:
        return datetime.date(_number(match["y"]), month(match["m"], language), _number(match["d"]))
    except ValueError:
        return None


def _number(figures: str) -> int:
    return int(figures) if figures.isdigit() else number_in_signs(figures) or 0


def build(match: regex.Match[str], language: str) -> Found | None:
    """The day or the span of days that a match of a form gives, None where a calendar has no such day."""
    day = _day_of(match, language)
    groups = match.groupdict()
    if day is None or not groups.get("d1"):
        return Found(match.start(), match.end(), day) if day else None
    try:
        number = month(groups["m1"], language) if groups.get("m1") else day.month
        first = datetime.date(_number(groups["y1"]) if groups.get("y1") else day.year, number, _number(groups["d1"]))
    except ValueError:
        return None
    return Found(match.start(), match.end(), first, day) if first < day else None


def at(text: str, position: int, language: str, *, spans: bool = True) -> Found | None:
    """The date, or the span of days, that starts exactly at `position`."""
    sign = text[position : position + 1]
    if not sign.isdigit() and not (sign.isalpha() and sign in MONTH_SIGNS):
        return None
    match = _any(language, spans).match(text, position, position + LONGEST)
    read = _read(match[0], language, spans) if match else None
    return Found(position, position + read.end, read.date, read.last) if read else None


@lru_cache(maxsize=65536)
def _read(text: str, language: str, spans: bool) -> Found | None:
    """The date, or the span of days, that a text starts with."""
    for tongue, pattern in _patterns(language, spans):
        if (match := pattern.match(text)) and (found := build(match, tongue)):
            return found
    return None


def given(text: str, position: int, language: str) -> Found | None:
    """The date that a word says of what ends at `position`: *of*, *du*, *от*; not *on*, which may be said of an act.

    >>> given("A/RES/70/1 of 25 September 2015", 10, "en").date.isoformat(), given("A/51/1 on 2 May 1996", 6, "en")
    ('2015-09-25', None)
    """
    table = facts(language)["date"]
    match = _following(language).match(text, position, position + LONGEST) if table["lead"] else None
    word = text[position : match.start("date")].strip(" ,،\n\u00a0").lower() if match else ""
    found = day(match["date"], language) if match and word and word not in table["loose"] else None
    return Found(position, match.end(), found) if match and found else None


def after(text: str, position: int, language: str) -> Found | None:
    """The date after `position` with nothing but a comma and a word like *of*, *du*, *от* between."""
    match = _following(language).match(text, position, position + LONGEST)
    found = day(match["date"], language) if match else None
    return Found(match.start(), match.end(), found) if match and found else None


def find(text: str, language: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """Every date and span of days between two offsets, in text order, none inside another."""
    limit = len(text) if end is None else end
    for match in _any(language, True).finditer(text, start, limit):
        if read := _read(match[0], language, True):
            begin = match.start()
            yield Found(begin, begin + read.end, read.date, read.last)


def in_regular_session(session: int, day: datetime.date) -> bool:
    """Whether a day lies in the Assembly's regular session of that number.

    Session n opens in September of 1945+n and ends the day before the next opens; a session whose
    last meetings ran on is not told apart, so a month of grace is given at its end.
    """
    year = 1945 + session
    first = datetime.date(1946, 1, 10) if session == 1 else datetime.date(year, 9, 1)
    return first <= day <= datetime.date(year + 1, 10, 20)
