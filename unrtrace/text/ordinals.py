"""Numbers as sessions, meetings and parts are counted: *Fifty-first*, 84e, 第五十一, الحادية والخمسون.

A number in words is the sum of its words; in some languages a hundred multiplies what stands before it. A language
may have signs for numbers instead of words.

>>> value("Hundred and eighty-third", "en"), value("第七十四", "zh"), value("84e", "fr")
(183, 74, 84)
"""

from functools import cache, lru_cache

import regex

from unrtrace.text.characters import HYPHENS
from unrtrace.text.language import facts, language_of, languages
from unrtrace.text.phrase_pattern import NEVER, any_of, phrase

TO_HYPHEN = dict.fromkeys(map(ord, HYPHENS), "-")
DIGITS = regex.compile(r"\d{1,5}")
FIGURES = r"\d{1,5}(?:[-‑]?(?:<sup>)?[\p{L}ºª°.ᵉ]{1,3}(?:</sup>)?)?"
MAX_WORDS, MAX_SIGNS = 7, 9  # of a number
PLACEHOLDER = regex.compile(r"(\{\w\})")


# ---- signs ---------------------------------------------------------------------------------------


@cache
def _signs() -> dict[str, int]:
    """Return the value of each sign that stands for a digit or a unit, in all languages that have such signs."""
    rows = [row for language in languages() if language.numerals for row in words_of(language.code).items()]
    return {sign: number for sign, (number, _) in rows} | {str(digit): digit for digit in range(10)}


@cache
def number_signs(language: str, limit: int = 10**6, first: int = 1) -> str:
    """Return the signs of a language for the digits and units from `first` to `limit`; none where it has no signs.

    >>> number_signs("zh", 10), number_signs("en")
    ('一二三四五六七八九十', '')
    """
    if not language_of(language).numerals:
        return ""
    return "".join(sign for sign, (number, _) in words_of(language).items() if first <= number <= limit)


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


# ---- words ---------------------------------------------------------------------------------------


@cache
def words_of(language: str) -> dict[str, tuple[int, bool]]:
    """Return the words or signs for numbers, each with its value and whether it multiplies what stands before it.

    >>> words_of("en")["fifth"], words_of("en")["hundred"]
    ((5, False), (100, True))
    """
    rows = facts(language)["numbers"]["words"].items()
    return {word: (int(number.removeprefix("x")), number[0] == "x") for number, row in rows for word in row}


@cache
def in_words(language: str) -> str:
    """Return the regular expression (source) of a number in words or signs."""
    if signs := number_signs(language, first=0):
        return f"[{signs}]{{1,{MAX_SIGNS}}}"
    word = any_of(words_of(language), language)
    links = any_of(facts(language)["numbers"]["links"], language) + ("" if language_of(language).clitics else r"\b")
    return rf"{word}(?:(?>(?:[\s\-‑]|{links})*){word}){{0,{MAX_WORDS - 1}}}"


@cache
def source(language: str) -> str:
    """Return the regular expression (source) of a counted number, in figures, words or signs."""
    if signs := number_signs(language, first=0):
        return rf"[\d{signs}]{{1,{MAX_SIGNS}}}"
    return rf"(?:{FIGURES}|{in_words(language)})(?!\w)"


@lru_cache(maxsize=16384)
def value(text: str, language: str) -> int | None:
    """Return the number that a text counts, in figures, words or signs; None where it counts nothing.

    >>> value("soixante et onzième", "fr"), value("семьдесят первой", "ru"), value("الخامسة والسبعين", "ar")
    (71, 71, 75)
    """
    if digits := DIGITS.search(text):
        return int(digits[0])
    if language_of(language).numerals:
        return number_in_signs(text)
    total = part = 0
    for match in _any_word(language).finditer(text):
        number, multiplies = _value_of_word(match[0], language)
        if multiplies:
            part = (part or 1) * number
        else:
            part += number
        if number == 1000 and multiplies:
            total, part = total + part, 0
    return total + part or None


@cache
def _any_word(language: str) -> regex.Pattern[str]:
    return regex.compile(any_of(words_of(language), language), regex.I)


def _value_of_word(word: str, language: str) -> tuple[int, bool]:
    """Return the value of a word, and whether it multiplies what stands before it."""
    exact, stems = _keys(language)
    plain = _plain(word, language)
    if plain in exact:
        return exact[plain]
    return next(value for stem, value in stems if plain.startswith(stem))


@cache
def _keys(language: str) -> tuple[dict[str, tuple[int, bool]], list[tuple[str, tuple[int, bool]]]]:
    """Return the values of the words as they are looked up, and of those with any ending, the longest first."""
    rows = {_plain(word, language): value for word, value in words_of(language).items()}
    stems = [(word.rstrip("*"), value) for word, value in rows.items() if word.endswith("*")]
    return rows, sorted(stems, key=lambda row: -len(row[0]))


def _plain(word: str, language: str) -> str:
    """Return a word as it is looked up: in small letters, without marks, with one kind of hyphen."""
    return " ".join(language_of(language).without_marks(word.casefold()).translate(TO_HYPHEN).split())


# ---- forms ---------------------------------------------------------------------------------------


@cache
def forms(language: str, key: str) -> regex.Pattern[str]:
    """Return the pattern of the forms of one row of the structure table, `{n}` a counted number, `{y}` a year."""
    groups = {"{n}": f"(?P<n>{source(language)})", "{y}": r"(?P<y>(?:19|20)\d\d)"}
    rows = sorted(facts(language)["structure"][key], key=len, reverse=True)
    sources = "|".join(
        "".join(groups.get(part) or phrase(part, language) for part in PLACEHOLDER.split(row)) for row in rows
    )
    if not rows:
        return regex.compile(NEVER)
    # A number is looked for from its first sign only.
    edges = language_of(language).spaces
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{sources})(?!\w)" if edges else sources, regex.I)
