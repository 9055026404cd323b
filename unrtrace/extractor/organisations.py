"""Which organisations a text names, in six languages, by the table of names and acronyms.

>>> sorted(named_in("l'Organisation internationale pour les migrations (OIM)", "fr"))
['IOM']
"""

from functools import cache

import regex

from unrtrace.facts import load
from unrtrace.languages import ARABIC_MARKS, CODES

ENDING = {"ru": r"[а-яё]{0,5}"}
# A name may carry a footnote's mark, glued or raised, but no other letter.
EDGE = r"(?![^\W\d_¹²³⁰-⁹])(?:(?<=\d)(?!\d))?"


@cache
def _homographs() -> frozenset[tuple[str, str]]:
    """Acronyms that stand for two organisations in one language: left to their full names."""
    return frozenset((row["language"], row["form"]) for row in load("organisations").get("homograph", []))


@cache
def names(language: str) -> dict[str, list[str]]:
    """Code to names, acronyms and former names in a language."""
    table: dict[str, list[str]] = {}
    for code, row in load("organisations").items():
        if code == "homograph":
            continue
        former = [old for old in row.get("former", []) if old.get("language") == language]
        found = [*row.get(language, []), *(old["name"] for old in former if old.get("name"))]
        acronyms = [
            *row.get("acronyms", {}).get(language, []),
            *(old["acronym"] for old in former if old.get("acronym")),
        ]
        found += [acronym for acronym in acronyms if (language, acronym) not in _homographs()]
        table[code] = found
    return table


def name_pattern(name: str, language: str) -> str:
    """The regular expression (source) of one name in a language's script."""
    if language == "zh":
        return regex.escape(name)
    if language == "ar":
        return _arabic(name)
    words = [regex.escape(word).replace(r"\*", ENDING.get(language, r"\w*")) for word in name.split()]
    body = r"\s+".join(words).replace("'", "['’]").replace("’", "['’]")
    insensitive = len(words) > 1 or any(c.islower() for c in name)
    return rf"(?<!\w)(?{'i' if insensitive else '-i'}:{body}){EDGE}"


def _arabic(name: str) -> str:
    letters = "".join(r"\s+" if c == " " else regex.escape(c) + (ARABIC_MARKS if c.isalpha() else "") for c in name)
    article = "ا" + ARABIC_MARKS + "ل" + ARABIC_MARKS
    if letters.startswith(article):
        return rf"(?<!\w)[وف]?(?:[بك]?{article}|لل){letters[len(article) :]}(?!\w)"
    return rf"(?<!\w)[وف]?[بكل]?{letters}(?!\w)"


@cache
def _patterns(language: str) -> list[tuple[regex.Pattern[str], list[str]]]:
    """One pattern for all names, and the code of each of its groups."""
    rows = [(name, code) for code, found in names(language).items() for name in found]
    rows.sort(key=lambda row: -len(row[0]))
    source = "|".join(f"({name_pattern(name, language)})" for name, _ in rows)
    return [(regex.compile(source), [code for _, code in rows])] if rows else []


def found_in(text: str, language: str | None, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Every name between two offsets: its span and code, in text order."""
    limit = len(text) if end is None else end
    found = []
    for pattern, codes in _patterns(language if language in CODES else "en"):
        for match in pattern.finditer(text, start, limit):
            if match.lastindex:
                found.append((match.start(), match.end(), codes[match.lastindex - 1]))
    return found


def named_in(text: str, language: str | None, start: int = 0, end: int | None = None) -> set[str]:
    """The codes of the organisations named between two offsets."""
    return {code for _, _, code in found_in(text, language, start, end)}


def code_of(query: str) -> str | None:
    """The code that a name or acronym in any of the six languages stands for, None where none does."""
    wanted = " ".join(query.split())
    for code in load("organisations"):
        if code.casefold() == wanted.casefold() and code != "homograph":
            return code
    for language in CODES:
        for code, found in names(language).items():
            for name in found:
                if regex.fullmatch(name_pattern(name, language), wanted, regex.I):
                    return code
    return None


def near(query: str, limit: int = 3) -> list[str]:
    """Codes and names that look like a query, for a suggestion."""
    from difflib import get_close_matches

    pool = {name.casefold(): name for language in CODES for found in names(language).values() for name in found}
    pool |= {code.casefold(): code for code in load("organisations") if code != "homograph"}
    return [pool[name] for name in get_close_matches(query.casefold(), pool, limit, 0.6)]
