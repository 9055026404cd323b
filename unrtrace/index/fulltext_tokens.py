"""Words of a text as the full-text index holds them, and a query as it asks for them.

Words are compared without case, accents and vowel marks; Chinese, which has no spaces, by pairs of signs.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
SIGNS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{SIGNS}]+")
PAIR = re.compile(f"(?=([{SIGNS}]{{1,2}}))")
SPACED = re.compile(f"[^\\W_{SIGNS}]+")
BROKEN = re.compile("(?<=[\u3400-\u9fff])[^\\S\n]*\r?\n[^\\S\n]*(?=[\u3400-\u9fff])")
MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f]+")
QUERY = re.compile(r'"([^"]*)"?|(\S+)')
LONGEST = 40


def fold(text: str) -> str:
    """A text for comparison.

    >>> fold("Résolution №5")
    'resolution no5'
    """
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.casefold()


def tokens(text: str) -> list[str]:
    """The different words of a text, with Chinese ones as pairs of signs and the last sign of each run.

    >>> tokens("IOM: 国际移民, iom")
    ['iom', '国际', '际移', '移民', '民']
    """
    if not HAN.search(text):
        different = " ".join(dict.fromkeys(text.lower().split()))  # so that a word is folded once
        return [word[:LONGEST] for word in dict.fromkeys(WORD.findall(fold(different)))]
    folded = BROKEN.sub("", fold(text))
    return [word[:LONGEST] for word in dict.fromkeys(SPACED.findall(folded) + PAIR.findall(folded))]


def _pieces(word: str) -> Iterator[str]:
    """A word's Chinese runs as pairs, the rest as it is."""
    done = 0
    for run in HAN.finditer(word):
        if run.start() > done:
            yield word[done : run.start()][:LONGEST]
        signs = run[0]
        yield from (signs[place : place + 2] for place in range(len(signs)))
        done = run.end()
    if done < len(word):
        yield word[done:][:LONGEST]


class Query(NamedTuple):
    """What is asked for: an expression of FTS5, and a pattern for each part as it stands in a folded text."""

    match: str
    patterns: tuple[re.Pattern[str], ...]


def parse(text: str) -> Query:
    """A query: every word must occur, words in quotation marks side by side, `word*` any word that begins so.

    >>> parse('"cooperation agreement" migrat*').match
    '"cooperation" AND "agreement" AND "migrat"*'
    """
    wanted: list[str] = []
    patterns = []
    for quoted, single in QUERY.findall(fold(text)):
        words = WORD.findall(quoted or single)
        if not words:
            continue
        begins = bool(single) and single.endswith("*")
        for number, word in enumerate(words):
            last = number == len(words) - 1
            wanted += _expressions(word, begins and last)
        patterns.append(_pattern(words, begins))
    return Query(" AND ".join(dict.fromkeys(wanted)), tuple(patterns))


def _expressions(word: str, begins: bool) -> list[str]:
    pieces = list(_pieces(word))
    if HAN.fullmatch(word[-1]):  # the last sign stands alone only where a run ends
        pieces = pieces[:-1] or [word]
        begins = begins or len(pieces[-1]) == 1
    return [f'"{piece}"' for piece in pieces[:-1]] + [f'"{pieces[-1]}"' + "*" * begins]


def _pattern(words: list[str], begins: bool) -> re.Pattern[str]:
    gap = r"(?:[\W_]+)"
    edge = r"(?<![^\W_])" if not HAN.match(words[0]) else ""
    end = r"(?![^\W_])" if not begins and not HAN.match(words[-1][-1]) else ""
    return re.compile(edge + gap.join(_spread(word) for word in words) + end)


def _spread(word: str) -> str:
    """A word as a pattern; between two Chinese signs a line may end."""
    return r"\s*".join(map(re.escape, word)) if HAN.fullmatch(word) else re.escape(word)
