"""Many names at once in a text: one look at its words, then only the names whose words are there.

In alphabets a name is looked for where its first word stands, and told from others of that word by its
second; in Arabic by a word's end, which clitics leave alone; in Chinese where all its signs occur.

>>> names = [("International Organization for Migration", "IOM"), ("International Labour Office", "ILO"), ("UN", "UN")]
>>> sorted(spotter(names, "en").spans("the International\\nLabour Office and the UN1, not UNESCO"))
[(4, 31, 'ILO'), (40, 42, 'UN')]
"""

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from unrtrace.extractor.names import CLITICS, FLAT

CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞŒА-ЯЁ][^\W\d_¹²³⁰-⁹]+")
MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200e\u200f]")
GAPS = re.compile(r"\s")
FIRST = re.compile(r"[\W\d_]")
PLAIN = tuple((chr(sign), str(plain)) for sign, plain in FLAT.items())
BEGINNING = 3  # letters of a word that do not inflect
ENDING = 4  # letters of an Arabic word that clitics leave alone
LONGEST = 20  # letters of the ending of a name's first word, at most
INFLECTION = "[а-яё]{0,5}"
Span = tuple[int, int, str]


def flat(text: str) -> str:
    """A text in small letters, of the same length, with one kind of space, hyphen and apostrophe.

    >>> flat("l’Organisation\\ninternationale")
    "l'organisation internationale"
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for sign, plain in PLAIN:
        if sign in low:
            low = low.replace(sign, plain)
    return low


def bare(text: str) -> str:
    """An Arabic text without the marks of vowels and direction."""
    return MARKS.sub("", text)


class Spotter(ABC):
    """Names with their codes, and where they stand in a text."""

    @abstractmethod
    def spans(self, text: str) -> Iterator[Span]:
        """Every place of every name, in no order: half-open span and code."""


def spotter(names: Iterable[tuple[str, str]], language: str) -> Spotter:
    """The way to look for names in the script of a language; `*` ends a word that inflects."""
    return {"zh": _Signs, "ar": _Endings}.get(language, _Words)(names, language)


class _Words(Spotter):
    """Names of an alphabet: acronyms by themselves, others by their first word and the beginning of the second."""

    def __init__(self, names: Iterable[tuple[str, str]], language: str) -> None:
        self.alone: dict[str, str] = {}
        groups: dict[tuple[str, bool, bool], dict[str, list[tuple[str, str]]]] = {}
        for name, code in names:
            if CAPITALISED.fullmatch(name):
                self.alone[name] = code
                continue
            first, _, rest = flat(name).partition(" ")
            second = "" if "*" in rest[:BEGINNING] else rest[:BEGINNING]
            key = first.rstrip("*"), first.endswith("*"), name[0].isupper()
            groups.setdefault(key, {}).setdefault(second, []).append((name, code))
        self.pairs = {
            key: {second: _Choice(rows) for second, rows in seconds.items()} for key, seconds in groups.items()
        }

    def spans(self, text: str) -> Iterator[Span]:
        capitalised = set(CAPITALISED.findall(text))
        for name in self.alone.keys() & capitalised:
            for first in _places(text, name):
                if _is_whole(text, first, first + len(name)):
                    yield first, first + len(name), self.alone[name]
        flattened = flat(text)
        words = {word.lower() for word in capitalised}
        words |= {word[:BEGINNING] for word in words}
        for (stem, inflects, is_upper), seconds in self.pairs.items():
            if not is_upper or (stem[:BEGINNING] if inflects else FIRST.split(stem, maxsplit=1)[0]) in words:
                every = seconds.get("")
                for first in _places(flattened, stem):
                    if is_upper and not text[first].isupper():
                        continue
                    after = first + len(stem)
                    if inflects:
                        after = flattened.find(" ", after, after + LONGEST)
                    while flattened.startswith("  ", after):  # where a line was wrapped
                        after += 1
                    choice = seconds.get(flattened[after + 1 : after + 1 + BEGINNING])
                    if choice and (span := choice.at(flattened, first)):
                        yield span
                    if every and (span := every.at(flattened, first)):
                        yield span


class _Choice:
    """The one of several names that stands at a place of a flat text, the longest first."""

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        rows = sorted(rows, key=lambda row: -len(row[0]))
        self.codes = [code for _, code in rows]
        self.pattern = re.compile("|".join(f"({self._source(name)})" for name, _ in rows))

    def _source(self, name: str) -> str:
        body = re.escape(flat(name)).replace(r"\*", INFLECTION).replace(r"\ ", " +")
        return body + ("" if name[-1] in ")»" else r"(?!\d)" if name[-1].isdigit() else r"(?![^\W\d_¹²³⁰-⁹])")

    def at(self, text: str, first: int) -> Span | None:
        """The name's span and code."""
        if first and (text[first - 1].isalnum() or text[first - 1] == "_"):
            return None
        match = self.pattern.match(text, first)
        return (first, match.end(), self.codes[(match.lastindex or 1) - 1]) if match else None


class _Endings(Spotter):
    """Arabic names, by the end of their rarest word that is not the last, and read without marks."""

    def __init__(self, names: Iterable[tuple[str, str]], language: str) -> None:
        rows = [(name.removeprefix("ال"), code) for name, code in names]
        ends = {name: {word[-ENDING:] for word in name.split()[:-1] if len(word) >= ENDING} for name, _ in rows}
        counts = Counter(end for row in ends.values() for end in row)
        self.rows: dict[str, list[tuple[re.Pattern[str], str, set[str]]]] = {}
        for name, code in rows:
            rarest = min(sorted(ends[name]), key=lambda end: (counts[end], end), default="")
            pattern = re.compile(re.escape(name).replace(r"\ ", " +"))
            self.rows.setdefault(rarest, []).append((pattern, code, ends[name]))

    def spans(self, text: str) -> Iterator[Span]:
        plain, origin = without(MARKS, text)
        plain = flat(plain)
        ends = {word[-ENDING:] for word in set(plain.split())} | {""}
        for key in self.rows.keys() & ends:
            for pattern, code, needed in self.rows[key]:
                if needed <= ends:
                    for match in pattern.finditer(plain):
                        first, last = match.span()
                        clitics = CLITICS.match(plain, 0, first)
                        if clitics and not plain[last : last + 1].isalpha():
                            yield *origin(clitics.start(), last), code


class _Signs(Spotter):
    """Chinese names and the Latin ones among them."""

    def __init__(self, names: Iterable[tuple[str, str]], language: str) -> None:
        self.rows = [(name, code, frozenset(name)) for name, code in names]

    def spans(self, text: str) -> Iterator[Span]:
        signs = set(text)
        plain, origin = without(GAPS, text)
        for name, code, needed in self.rows:
            if needed <= signs:
                for first in _places(plain, name):
                    yield *origin(first, first + len(name)), code


def without(signs: "re.Pattern[str]", text: str) -> tuple[str, Callable[[int, int], tuple[int, int]]]:
    """A text without some single signs, and what gives the span in it of a span of the rest.

    >>> plain, origin = without(GAPS, "a b c")
    >>> plain, origin(1, 3)
    ('abc', (2, 5))
    """
    places = [match.start() for match in signs.finditer(text)]
    if not places:
        return text, lambda first, last: (first, last)
    shifted = [at - before for before, at in enumerate(places)]
    plain = signs.sub("", text)
    return plain, lambda first, last: (first + bisect_right(shifted, first), last + bisect_left(shifted, last))


def _places(text: str, literal: str) -> Iterator[int]:
    position = text.find(literal)
    while position >= 0:
        yield position
        position = text.find(literal, position + 1)


def _is_whole(text: str, first: int, last: int) -> bool:
    """Whether no letter goes on before or after; a footnote's mark may be glued on, but to no digit."""
    before, after = text[first - 1 : first] if first else "", text[last : last + 1]
    if before.isalnum() or before == "_" or after.isalpha():
        return False
    return not (after.isdigit() and text[last - 1].isdigit())
