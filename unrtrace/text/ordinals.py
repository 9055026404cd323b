"""Numbers as sessions and meetings are counted: *Fifty-first*, 84e, 第五十一, الحادية والخمسون.

A number in words is the sum of its words; in some languages a hundred multiplies what stands before it.

>>> value("Hundred and eighty-third", "en"), value("第七十四", "zh"), value("84e", "fr")
(183, 74, 84)
"""

from functools import cache

import regex

from unrtrace.text.characters import ARABIC_MARKS, HYPHENS
from unrtrace.text.language import facts, language_of, languages
from unrtrace.text.phrase_pattern import any_of, phrase

MARKS = regex.compile(ARABIC_MARKS)
TO_HYPHEN = dict.fromkeys(map(ord, HYPHENS), "-")
FIGURES = r"\d{1,5}(?:[-‑]?(?:<sup>)?[\p{L}ºª°.ᵉ]{1,3}(?:</sup>)?)?"


@cache
def _signs() -> dict[str, int]:
    """Return the value of each sign that stands for a digit or a unit, in all languages that have such signs."""
    rows = [row for one in languages() if one.numerals for row in facts(one.code)["structure"]["ordinals"].items()]
    signs = {sign: int(number) for number, row in rows for sign in row}
    return {**signs, **{str(digit): digit for digit in range(10)}}


@cache
def number_signs(language: str, limit: int = 10**6, first: int = 1) -> str:
    """Return the signs of a language for the digits and units from `first` to `limit`; none where it has no signs.

    >>> number_signs("zh", 10), number_signs("en")
    ('一二三四五六七八九十', '')
    """
    if not language_of(language).numerals:
        return ""
    rows = facts(language)["structure"]["ordinals"].items()
    return "".join(sign for number, row in rows if first <= int(number) <= limit for sign in row)


def number_in_signs(text: str) -> int | None:
    """Return a number in signs, digit by digit or with their units; characters that count nothing are passed over.

    >>> [number_in_signs(text) for text in ("一四八一", "一千四百八十一", "二0二五", "第")]
    [1481, 1481, 2025, None]
    """
    digits = [digit for sign in text if (digit := _signs().get(sign)) is not None]
    if max(digits, default=0) < 10:
        return int("".join(map(str, digits))) if digits else None
    total, digit = 0, 0
    for number in digits:
        if number >= 10:
            total, digit = total + (digit or 1) * number, 0
        else:
            digit = number
    return total + digit


@cache
def source(language: str) -> str:
    """The regular expression (source) of a counted number, in figures or words."""
    if language == "zh":
        return rf"[\d{''.join(sign for row in _table(language).values() for sign in row)}]{{1,9}}"
    between = r"(?>(?:[\s\-‑]|and\b|et\b|y\b|و)*)"
    words = any_of([word for row in _table(language).values() for word in row], language)
    return rf"(?:{FIGURES}|{words}(?:{between}{words}){{0,6}})(?!\w)"


def value(text: str, language: str) -> int | None:
    """The number that a text counts; None where it counts nothing."""
    if figures := regex.search(r"\d{1,5}", text):
        return int(figures[0])
    if language == "zh":
        return number_in_signs(text)
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
    return regex.compile(any_of([word for row in _table(language).values() for word in row], language), regex.I)


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
    return " ".join(MARKS.sub("", word.casefold()).translate(TO_HYPHEN).split())
