"""Which organisations a text names, in six languages, by the table of names and acronyms.

>>> sorted(named_in("l'Organisation internationale pour les migrations (OIM)", "fr"))
['IOM']
"""

from functools import cache

from unrtrace.extractor.names import Names, pattern
from unrtrace.facts import load
from unrtrace.languages import CODES


@cache
def _homographs() -> frozenset[tuple[str, str]]:
    """Acronyms that stand for two organisations in one language: left to their full names."""
    return frozenset((row["language"], row["form"]) for row in load("organisations")["homograph"])


@cache
def names(language: str) -> Names:
    """Names, acronyms and former names of all organisations in a language."""
    rows: list[tuple[str, str]] = []
    for code, row in load("organisations").items():
        if code == "homograph":
            continue
        former = [old for old in row.get("former", []) if old["language"] == language]
        rows += [(name, code) for name in (*row.get(language, []), *(old["name"] for old in former))]
        acronyms = [*row.get("acronyms", {}).get(language, []), *(old.get("acronym") for old in former)]
        rows += [(form, code) for form in acronyms if form and (language, form) not in _homographs()]
    return Names(rows, language)


def found_in(text: str, language: str | None, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Every organisation named between two offsets: its span and code, in text order."""
    return names(language if language in CODES else "en").found(text, start, end)


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
        for name, code in names(language).rows:
            if name.casefold() == wanted.casefold() or pattern(name, language).fullmatch(wanted):
                return code
    return None


def near(query: str, limit: int = 3) -> list[str]:
    """Codes and names that look like a query, for a suggestion."""
    from difflib import get_close_matches

    pool = {name.casefold(): name for language in CODES for name, _ in names(language).rows}
    pool |= {code.casefold(): code for code in load("organisations") if code != "homograph"}
    return [pool[name] for name in get_close_matches(query.casefold(), pool, limit, 0.6)]
