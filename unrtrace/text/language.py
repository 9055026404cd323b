"""The six official languages: the facts file of each, and which one a text is in.

>>> detect("The General Assembly, recalling its resolution of the previous year on the matter")
'en'
"""

import re
from functools import cache
from typing import Any

from unrtrace.facts import load

CODES = ("ar", "zh", "en", "fr", "ru", "es")
SAMPLE = 300
SCRIPTS = {"ar": "[؀-ۿ]+", "zh": "[一-鿿]+", "ru": "[Ѐ-ӿ]+"}
OTHER_SCRIPT = re.compile("[؀-ۿ一-鿿Ѐ-ӿ]")
LATIN = ("en", "fr", "es")


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
