"""The six official languages: which one a text is in, and how a table's phrases become patterns.

A phrase in `facts/languages/*.toml` is plain words with five signs: a space stands for any white
space (in Chinese for none or some), `*` for any word ending, `[x]` for an optional part, an
apostrophe for either apostrophe, and everything else for itself.

>>> detect("The General Assembly, recalling its resolution of the previous year on the matter")
'en'
>>> phrase("take* note[ of]", "en")
'take\\\\w*\\\\s+note(?:\\\\s+of)?'
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from unrtrace.facts import load

CODES = ("ar", "zh", "en", "fr", "ru", "es")
SAMPLE = 3000
SCRIPTS = {"ar": "؀-ۿ", "zh": "一-鿿", "ru": "Ѐ-ӿ"}
# Combining marks and the stretching stroke may stand between any two Arabic letters.
ARABIC_MARKS = "[\u0640\u064b-\u0652\u0670\u200e\u200f]*"


@cache
def facts(language: str) -> dict[str, Any]:
    """The table of a language, by its two-letter code; `KeyError` for a code that is none of the six."""
    if language not in CODES:
        raise KeyError(language)
    return load(f"languages/{language}")


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(facts(code)["common"]) for code in CODES if facts(code)["script"] == "latin"}


def detect(text: str) -> str | None:
    """The language of `text` by its script and, in Latin script, its commonest words; None if none shows.

    Reads at most three samples of 3,000 characters, so that a long text costs no more than a short one.
    """
    middle, tail = len(text) // 2, max(0, len(text) - SAMPLE)
    sample = text[:SAMPLE] + text[max(SAMPLE, middle) : middle + SAMPLE] + text[max(tail, middle + SAMPLE) :]
    counts = {code: len(re.findall(f"[{letters}]+", sample)) for code, letters in SCRIPTS.items()}
    counts["zh"] *= 2  # a run of Chinese is a clause, not a word
    words = re.findall("[a-zà-ÿ]+", sample.lower())
    script = max(counts, key=lambda code: counts[code])
    if counts[script] * 2 > len(words):
        return script
    hits = {code: sum(word in common for word in words) for code, common in _common_words().items()}
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] else None


@cache
def phrase(words: str, language: str) -> str:
    """The regular expression (source) that a phrase of the table stands for."""
    gap = r"\s*" if language == "zh" else r"\s+"
    signs = {" ": gap, "*": r"\w*", "[": "(?:", "]": ")?", "'": "['’ʼ]", "-": r"[-‐‑–]"}
    if language == "ar":
        return "".join(signs.get(c) or (c + ARABIC_MARKS if c.isalpha() else re.escape(c)) for c in words)
    return "".join(signs.get(c) or re.escape(c) for c in words)


def either(phrases: Iterable[str], language: str) -> str:
    """One group (source) that matches any of the phrases, the longest first."""
    ordered = sorted(set(phrases), key=lambda words: (-len(words), words))
    return "(?:" + "|".join(phrase(words, language) for words in ordered) + ")"
