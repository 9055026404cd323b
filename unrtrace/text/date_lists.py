"""Several days in a row, of which one may give its month and year to its neighbours: `5 and 12 December 2016`.

>>> days, end = days_at("5 and 12 December 2016 and 4 December 2017, respectively", 0, "en")
>>> [day.isoformat() for day in days], end
(['2016-12-05', '2016-12-12', '2017-12-04'], 42)
"""

import datetime
import re
from functools import cache

import regex

from unrtrace.text.characters import DIRECTION_MARKS
from unrtrace.text.dates import month, source
from unrtrace.text.language import facts, language_of
from unrtrace.text.ordinals import number_in_signs
from unrtrace.text.phrase_pattern import any_of

MAX_DAYS = 20
AHEAD = 60  # characters of a day with the words before it
YEAR_FIRST = "{y}"
OPTIONAL = re.compile(r"\[[^\]]*\]")


@cache
def _year_first(language: str) -> bool:
    return str(facts(language)["date"]["forms"][0]).startswith(YEAR_FIRST)


@cache
def _day(language: str) -> regex.Pattern[str]:
    """Return the pattern of a day: whole, without its year, or without month and year."""
    whole = [str(form) for form in facts(language)["date"]["forms"]]
    without_year, alone = [], []
    for form in whole:
        day, name, year = (form.index(place) for place in ("{d}", "{m}", "{y}"))
        if year < name:
            without_year.append(form[name:])
            alone.append(form[day:])
        else:
            without_year.append(form[: max(day, name) + len("{m}")])
            if day < name:
                suffix = OPTIONAL.match(form, day + len("{d}"))
                alone.append(form[: suffix.end() if suffix else day + len("{d}")])
    forms = [*whole, *dict.fromkeys(without_year), *dict.fromkeys(alone)]
    return regex.compile(rf"(?<!\d)(?:{'|'.join(source(form, language) for form in forms)})(?![\d/])", regex.I)


@cache
def _join(language: str) -> re.Pattern[str]:
    """Return the pattern of what stands between two days: a comma or an *and*, and a preposition again."""
    table = facts(language)
    joins = [join for join in table["joins"]["and"] if join not in table["joins"]["to"]]
    prepositions = table["date"]["prepositions"]
    again = rf"(?:{any_of(prepositions, language)}\s+)?" if prepositions else ""
    edge = r"(?!\w)" if language_of(language).spaces and not language_of(language).clitics else ""
    space = rf"[\s{DIRECTION_MARKS}]*+"
    return re.compile(
        rf"{space}(?:[,،、]{space}(?:{any_of(joins, language)}{edge})?|{any_of(joins, language)}{edge}){space}{again}",
        re.I,
    )


@cache
def _opening(language: str) -> re.Pattern[str]:
    prepositions = facts(language)["date"]["prepositions"]
    opening = any_of(prepositions, language) if prepositions else "(?:)"
    return re.compile(rf"[\s,،{DIRECTION_MARKS}]*+(?:{opening}\s+)", re.I)


def days_after(text: str, position: int, language: str) -> tuple[list[datetime.date], int]:
    """Return the days, two or more, that a preposition gives to what ends at an offset, and their end."""
    opening = _opening(language).match(text, position, position + AHEAD)
    days, end = days_at(text, opening.end(), language) if opening else ([], position)
    return (days, end) if len(days) > 1 else ([], position)


def days_at(text: str, position: int, language: str) -> tuple[list[datetime.date], int]:
    """Return the days that are listed from an offset on and their end; no days where none stands there."""
    matches: list[regex.Match[str]] = []
    place: int = position
    while len(matches) < MAX_DAYS and (match := _day(language).match(text, place, place + AHEAD)):
        matches.append(match)
        join = _join(language).match(text, match.end(), match.end() + AHEAD)
        if not join:
            break
        place = join.end()
    inherits_from = matches
    if not _year_first(language):
        while matches and not matches[-1]["y"]:
            matches.pop()
        inherits_from = matches[::-1]
    days: list[datetime.date] = []
    name = year = ""
    for match in inherits_from:
        year, name = match["y"] or year, match["m"] or name
        day = _date(year, name, match["d"], language)
        if not day:
            return [], position
        days.append(day)
    return (days if inherits_from is matches else days[::-1]), matches[-1].end() if matches else position


def _date(year: str, name: str, day: str, language: str) -> datetime.date | None:
    try:
        return datetime.date(_number(year), month(name, language), _number(day))
    except ValueError:
        return None


def _number(figures: str) -> int:
    return int(figures) if figures.isdigit() else number_in_signs(figures) or 0
