"""Roman numerals of sessions, and the letters of resolutions in parts."""

import re

from unrtrace.text.lazy_pattern import LazyPattern

_ROMAN = LazyPattern(r"(?=[CLXVI])(?:C|XC|L?X{0,3}|XL)(?:IX|IV|V?I{0,3})")
_VALUES = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_AND = LazyPattern(r"\s*(?:-|\band\b|\bto\b|&)\s*", re.IGNORECASE)

LETTERS = r"(?:AA|BB|CC|DD|EE|FF|GG|HH|[A-Z])(?:\s?(?:-|\b(?i:and|to)\b|&)\s?[A-Z])?\b"
"""Pattern of `A`, `A-C`, `A and B`, `A to E`; in capitals, or any with IGNORECASE."""


def roman(text: str) -> int | None:
    """The value of a Roman numeral to 109 in its one regular spelling; None for anything else.

    >>> roman("XLVIII"), roman("IIII"), roman("XXVV")
    (48, None, None)
    """
    if not _ROMAN.fullmatch(text):
        return None
    total = 0
    for value, digits in _VALUES:
        while text.startswith(digits):
            total, text = total + value, text[len(digits) :]
    return total


def to_roman(number: int) -> str:
    """The Roman numeral of 1 to 109.

    >>> to_roman(31), to_roman(15)
    ('XXXI', 'XV')
    """
    out = ""
    for value, digits in _VALUES:
        while number >= value:
            out, number = out + digits, number - value
    return out


def letters(text: str) -> str:
    """The letter of a part, or the range of letters of several, in capitals.

    >>> letters("l"), letters("A and B"), letters("A to E")
    ('L', 'A-B', 'A-E')
    """
    return _AND.sub("-", text.strip()).upper()
