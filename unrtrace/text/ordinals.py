"""Numbers as sessions and meetings are counted: *Fifty-first*, 84e, 第五十一, الحادية والخمسون.

A number in words is the sum of its words; in some languages a hundred multiplies what stands before it.

>>> value("Hundred and eighty-third", "en"), value("第七十四", "zh"), value("84e", "fr")
(183, 74, 84)
"""

from functools import cache

import regex

from unrtrace.text.language import ARABIC_MARKS, either, facts, han_number, phrase

MARKS = regex.compile(ARABIC_MARKS)
HYPHENS = str.maketrans("‐‑–", "---")
FIGURES = r"\d{1,5}(?:[-‑]?(?:<sup>)?[\p{L}ºª°.ᵉ]{1,3}(?:</sup>)?)?"


@cache
def source(language: str) -> str:
    """The regular expression (source) of a counted number, in figures or words."""
    if language == "zh":
        return rf"[\d{''.join(sign for row in _table(language).values() for sign in row)}]{{1,9}}"
    between = r"(?>(?:[\s\-‑]|and\b|et\b|y\b|و)*)"
    words = either([word for row in _table(language).values() for word in row], language)
    return rf"(?:{FIGURES}|{words}(?:{between}{words}){{0,6}})(?!\w)"


def value(text: str, language: str) -> int | None:
    """The number that a text counts; None where it counts nothing."""
    if figures := regex.search(r"\d{1,5}", text):
        return int(figures[0])
    if language == "zh":
        return han_number(text)
    total = part = 0
    for match in _words(language).finditer(text):
        number, multiplies = _number(match[0], language)
        if multiplies:
            part = (part or 1) * number
        else:
            part += number
        if number == 1000 and multiplies:
            total, part = total + part, 0
    return total + part or None


@cache
def forms(language: str, key: str) -> regex.Pattern[str]:
    """The pattern of the forms of one row of the structure table, `{n}` a counted number, `{y}` a year."""
    groups = {"{n}": f"(?P<n>{source(language)})", "{y}": r"(?P<y>(?:19|20)\d\d)"}
    rows = sorted(facts(language)["structure"][key], key=len, reverse=True)
    sources = [
        "".join(groups.get(part) or phrase(part, language) for part in regex.split(r"(\{\w\})", row)) for row in rows
    ]
    # A number is looked for from its first sign only.
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?:{'|'.join(sources)})(?!\w)" if language != "zh" else "|".join(sources), regex.I
    )


@cache
def _table(language: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = facts(language)["structure"]["ordinals"]
    return table


@cache
def _words(language: str) -> regex.Pattern[str]:
    return regex.compile(either([word for row in _table(language).values() for word in row], language), regex.I)


def _number(word: str, language: str) -> tuple[int, bool]:
    """What a word counts, and whether it multiplies what stands before it."""
    return _numbers(language)[_plain(word)]


@cache
def _numbers(language: str) -> dict[str, tuple[int, bool]]:
    return {
        _plain(word): (int(number.removeprefix("x")), number[0] == "x")
        for number, row in _table(language).items()
        for word in row
    }


def _plain(word: str) -> str:
    """A word of the table as it is looked up: in small letters, without marks, hyphens as one sign."""
    return " ".join(MARKS.sub("", word.casefold()).translate(HYPHENS).split())
