"""The words of a text for the full-text index, and queries for them.

Words are compared without case, accents and vowel marks; Chinese, which has no spaces, by pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
HAN_CHARACTERS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{HAN_CHARACTERS}]+")
PAIR = re.compile(f"(?=([{HAN_CHARACTERS}]{{1,2}}))")
SPACED = re.compile(f"[^\\W_{HAN_CHARACTERS}]+")
HAN_LINE_BREAK = re.compile("(?<=[\u3400-\u9fff])[^\\S\n]*\r?\n[^\\S\n]*(?=[\u3400-\u9fff])")
MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f]+")
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„«»「」『』", '"'))
QUERY = re.compile(r'"([^"]*)"?|(\S+)')
MAX_WORD = 40
BLANK_LINE = re.compile(r"\n\r?\n")
BLOCK = 500_000  # characters of a text whose words are taken at once


def normalize(text: str) -> str:
    """Return a text without case, accents and vowel marks, for comparison.

    >>> normalize("Résolution №5")
    'resolution no5'
    """
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.casefold()


def tokens(text: str) -> list[str]:
    """Return the different words of a text; Chinese as pairs of characters and the last character of each run.

    >>> tokens("IOM: 国际移民, iom")
    ['iom', '国际', '际移', '移民', '民']
    """
    seen: dict[str, None] = {}  # each word is normalized once
    words: dict[str, None] = {}
    pairs: dict[str, None] = {}
    for block in _blocks(text):
        if HAN.search(block):
            folded = HAN_LINE_BREAK.sub("", normalize(block))
            words |= dict.fromkeys(SPACED.findall(folded))
            pairs |= dict.fromkeys(PAIR.findall(folded))
        else:
            new = dict.fromkeys(word for word in block.lower().split() if word not in seen)
            seen |= new
            words |= dict.fromkeys(WORD.findall(normalize(" ".join(new))))
    return [word[:MAX_WORD] for word in (*words, *(pair for pair in pairs if pair not in words))]


def _blocks(text: str) -> Iterator[str]:
    """Yield a text in parts that end at blank lines: the words of a large one take little memory at a time."""
    start = 0
    while len(text) - start > BLOCK and (blank := BLANK_LINE.search(text, start + BLOCK)):
        yield text[start : blank.start()]
        start = blank.start()
    yield text[start:]


def _pieces(word: str) -> Iterator[str]:
    """Yield the Chinese runs of a word as pairs, the rest as it is."""
    done = 0
    for run in HAN.finditer(word):
        if run.start() > done:
            yield word[done : run.start()][:MAX_WORD]
        characters = run[0]
        yield from (characters[place : place + 2] for place in range(len(characters)))
        done = run.end()
    if done < len(word):
        yield word[done:][:MAX_WORD]


class Query(NamedTuple):
    """A query: an expression of FTS5, a pattern of each part for normalized texts, and one of all parts in a row.

    `phrase` is None for a single word and where quotation marks already say what stands in a row.
    """

    match: str
    patterns: tuple[re.Pattern[str], ...]
    phrase: re.Pattern[str] | None = None


def parse(text: str) -> Query:
    """Return a query: every word must occur, words in quotation marks in a row, `word*` any word that starts so.

    >>> parse('"cooperation agreement" migrat*').match
    '"cooperation" AND "agreement" AND "migrat"*'
    """
    wanted: list[str] = []
    patterns = []
    row: list[tuple[list[str], bool]] | None = []
    for quoted, single in QUERY.findall(normalize(text).translate(QUOTATION_MARKS)):
        words = WORD.findall(quoted or single)
        if not words:
            continue
        begins = bool(single) and single.endswith("*")
        for number, word in enumerate(words):
            last = number == len(words) - 1
            wanted += _expressions(word, begins and last)
        patterns.append(_pattern([(words, begins)]))
        row = None if quoted or row is None else [*row, (words, begins)]
    phrase = _pattern(row) if row and len(row) > 1 else None
    return Query(" AND ".join(dict.fromkeys(wanted)), tuple(patterns), phrase)


def _expressions(word: str, begins: bool) -> list[str]:
    pieces = list(_pieces(word))
    if HAN.fullmatch(word[-1]):  # the last character is alone only at the end of a run
        pieces = pieces[:-1] or [word]
        begins = begins or len(pieces[-1]) == 1
    return [f'"{piece}"' for piece in pieces[:-1]] + [f'"{pieces[-1]}"' + "*" * begins]


def _pattern(parts: list[tuple[list[str], bool]]) -> re.Pattern[str]:
    """Return the pattern of parts in a row, each some words in a row, and whether its last word may go on."""
    words = [(word, begins and number == len(part)) for part, begins in parts for number, word in enumerate(part, 1)]
    source = r"(?<![^\W_])" if not HAN.match(words[0][0]) else ""
    before = ""
    for number, (word, begins) in enumerate(words):
        if number:
            source += r"[\W_]*" if HAN.match(before[-1]) and HAN.match(word[0]) else r"[\W_]+"
        source += _with_line_breaks(word) + (r"[^\W_]*" if begins and number < len(words) - 1 else "")
        before = word
    last, begins = words[-1]
    return re.compile(source + (r"(?![^\W_])" if not begins and not HAN.match(last[-1]) else ""))


def _with_line_breaks(word: str) -> str:
    """Return the pattern of a word; a line may end between two Chinese characters."""
    return r"\s*".join(map(re.escape, word)) if HAN.fullmatch(word) else re.escape(word)
