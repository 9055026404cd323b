"""The six official languages: which one a text is in, and how a table's phrases become patterns.

A phrase in `facts/languages/*.toml` is plain words with five signs: a space stands for any white
space (in Chinese for none or some), `*` for any word ending, `[x]` for an optional part, an
apostrophe for either apostrophe, and everything else for itself.

>>> detect("The General Assembly, recalling its resolution of the previous year on the matter")
'en'
>>> print(phrase("take* note[ of]", "en"), either(["note", "notes", "noting"], "en"))
take\\w{0,12}\\s+note(?:\\s+of)? not(?:e(?:s)?|ing)
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from unrtrace.facts import load

CODES = ("ar", "zh", "en", "fr", "ru", "es")
SAMPLE = 300
SCRIPTS = {"ar": "[؀-ۿ]+", "zh": "[一-鿿]+", "ru": "[Ѐ-ӿ]+"}
OTHER_SCRIPT = re.compile("[؀-ۿ一-鿿Ѐ-ӿ]")
LATIN = ("en", "fr", "es")
# Combining marks and the stretching stroke may stand between any two Arabic letters.
ARABIC_MARKS = "[\u0640\u064b-\u0652\u0670\u200e\u200f]*"


@cache
def facts(language: str) -> dict[str, Any]:
    """The table of a language, by its two-letter code; `KeyError` for a code that is none of the six."""
    if language not in CODES:
        raise KeyError(language)
    return load(f"languages/{language}")


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(letters) for code, letters in SCRIPTS.items()}


@cache
def _common_words() -> dict[str, str]:
    """The commonest words of the languages in Latin script, each of one language alone."""
    return {word: code for code in LATIN for word in facts(code)["common"]}


def detect(text: str) -> str | None:
    """The language of `text` by its script and, in Latin script, its commonest words; None if none shows.

    Reads three samples of 300 characters, so that a long text costs no more than a short one.
    """
    middle, tail = max(SAMPLE, len(text) // 2), max(2 * SAMPLE, len(text) - SAMPLE)
    sample = f" {text[:SAMPLE]} {text[middle : middle + SAMPLE]} {text[tail:]} "
    if OTHER_SCRIPT.search(sample):
        runs = {code: len(pattern.findall(sample)) for code, pattern in _scripts().items()}
        runs["zh"] *= 4  # a run of Chinese is a clause, not a word
        script = max(runs, key=lambda code: runs[code])
        if runs[script] * 3 > sample.count(" "):
            return script
    common = _common_words()
    hits = [common[word] for word in sample.split() if word in common]
    best = max(LATIN, key=hits.count)
    return best if best in hits else None


WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x660 + n: 0x30 + n for n in range(10)}
WIDE_SIGNS = {"zh": "／（０１２３４５６７８９", "ar": "٠١٢٣٤٥٦٧٨٩"}


def narrow(text: str, language: str | None) -> str:
    """The text with full-width signs and Arabic-Indic digits as ASCII, of the same length; itself where it has none.

    >>> narrow("第５１／１４８号", "zh")
    '第51/148号'
    """
    return text.translate(WIDE) if any(sign in text for sign in WIDE_SIGNS.get(language or "", "")) else text


@cache
def _han_signs() -> dict[str, int]:
    signs = {sign: int(number) for number, row in facts("zh")["structure"]["ordinals"].items() for sign in row}
    return {**signs, **{str(digit): digit for digit in range(10)}}


def han_number(text: str) -> int | None:
    """A number in Chinese figures, digit by digit or with their units; signs that count nothing are passed over.

    >>> han_number("一四八一"), han_number("一千四百八十一"), han_number("二0二五"), han_number("第")
    (1481, 1481, 2025, None)
    """
    digits = [digit for sign in text if (digit := _han_signs().get(sign)) is not None]
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
def atoms(words: str, language: str, mirrored: bool = False, gap: str | None = None) -> tuple[str, ...]:
    """A phrase as pieces of a regular expression, one a character or sign; an optional part is one piece."""
    gap = (r"\s*" if language == "zh" else r"\s+") if gap is None else gap
    signs = {" ": gap, "*": r"\w{0,12}", "'": "['’ʼ]", "-": r"[-‐‑–]"}
    pieces: list[str] = []
    optional: list[str] | None = None
    for c in words:
        if c == "[":
            optional = []
            continue
        if c == "]" and optional is not None:
            pieces.append(f"(?:{''.join(reversed(optional) if mirrored else optional)})?")
            optional = None
            continue
        piece = signs.get(c) or re.escape(c)
        if language == "ar" and c.isalpha():
            piece = ARABIC_MARKS + c if mirrored else c + ARABIC_MARKS
        (pieces if optional is None else optional).append(piece)
    return tuple(reversed(pieces) if mirrored else pieces)


def phrase(words: str, language: str) -> str:
    """The regular expression (source) that a phrase of the table stands for."""
    return "".join(atoms(words, language))


def either(phrases: Iterable[str], language: str, *, mirrored: bool = False, gap: str | None = None) -> str:
    """One group (source) that matches any of the phrases, the longest first.

    Phrases that begin alike share their beginning, so that a search tries each first letter once. A `mirrored`
    group matches in a text that is turned around, for what is looked for to the left of a place. `gap` is the
    pattern of what parts the words of a phrase, white space where not given.
    """
    return shared(atoms(words, language, mirrored, gap) for words in phrases)


def shared(rows: Iterable[Iterable[str]]) -> str:
    """One group (source) that matches any of several rows of pieces, which share the pieces they begin with."""
    tree: dict[str, Any] = {}
    for pieces in rows:
        node = tree
        for piece in pieces:
            node = node.setdefault(piece, {})
        node[""] = {}
    return branch(tree)


def branch(tree: dict[str, Any]) -> str:
    """One group (source) for a tree of pieces of pattern, the empty piece where one may end."""
    rows = [piece + (branch(rest) if set(rest) != {""} else "") for piece, rest in tree.items() if piece]
    if not rows:
        return ""
    rows.sort(key=len, reverse=True)
    end = "?" if "" in tree else ""
    return rows[0] if len(rows) == 1 and not end else f"(?:{'|'.join(rows)}){end}"
