"""Many names at once in a text.

All names of a language are one pattern that shares their beginnings, so that a text is gone through once, for
several tables too: each of them gets the names that it would find alone.

>>> bodies = Names([("United Nations", "UN"), ("International Organization for Migration", "IOM")])
>>> treaties = Names([("Charter of the United Nations", "Charter")])
>>> Spotter("en", bodies, treaties).spans("the Charter of the\\nUnited Nations1 and the United Nations")
[[(19, 33, 'UN'), (43, 57, 'UN')], [(4, 33, 'Charter')]]
"""

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product, takewhile
from typing import NamedTuple

from unrtrace.text.name_pattern import AFTER_DIGIT, AFTER_LETTER, FLAT, Span
from unrtrace.text.phrase_pattern import trie_pattern

MARK_SIGNS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u200e\u200f"
MARKS = re.compile(f"[{MARK_SIGNS}]")
PLAIN = tuple((chr(sign), str(plain)) for sign, plain in FLAT.items())
BEGINNING = 3  # letters of a name that do not inflect
INFLECTION = "[а-яё]{0,5}"
RAISED = dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"))
LETTER_FOLLOWS_NOT = r"(?![^\W\d_])"
# What may stand before an Arabic word: a set is searched for in half the time that \\W takes.
NON_WORD = "".join(
    re.escape(sign)
    for sign in map(chr, (*range(0x100), *range(0x600, 0x700), *range(0x2000, 0x2070), *range(0x3000, 0x3030)))
    if not sign.isalnum() and sign != "_"
)
BREAK = r"\s+"  # between two words of an Arabic name
MARKED_BREAK = r"[\s²-¹⁰-⁹]+"  # and of others, where a footnote's mark may stand: two ranges keep the pattern small
ARTICLES = ("ال", "بال", "كال", "لل", "ب", "ك", "ل", "")
CLITICS_BEFORE = tuple(conjunction + article for conjunction in ("و", "ف", "") for article in ARTICLES)
WORD = re.compile(r"[^\W_]+")


def flat(text: str) -> str:
    """A text in small letters, of the same length, with one kind of space, hyphen and apostrophe.

    >>> flat("l’Organisation\\ninternationale")
    "l'organisation internationale"
    """
    low = text.lower()
    if low.isascii():
        return low.replace("\n", " ")
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for sign, plain in PLAIN:
        if sign in low:
            low = low.replace(sign, plain)
    return low


def bare(text: str) -> str:
    """An Arabic text without the marks of vowels and direction."""
    return MARKS.sub("", text)


class Names(NamedTuple):
    """A table of names, each with its code; `*` ends a word that inflects.

    Names are read as they are printed and, where `capitals`, in capitals throughout too.
    """

    rows: list[tuple[str, str]]
    capitals: bool = False

    def printed(self) -> set[str]:
        """The names as a text may print them."""
        names = {name for name, _ in self.rows}
        return names | {name.upper() for name in names if " " in name} if self.capitals else names


class Spotter:
    """The names of one or several tables in a language, and where they stand in a text."""

    def __init__(self, language: str, *tables: Names) -> None:
        forms = set[str]().union(*(table.printed() for table in tables))
        self._finder = (_Arabic if language == "ar" else _Words)(forms, language)
        self._tables = [_Table(table, self._finder) for table in tables]

    def spans(self, text: str) -> list[list[Span]]:
        """By table where its names stand, in text order, none inside another: half-open span and code."""
        plain, origin = self._finder.plain(text)
        hits = list(self._finder.hits(plain))
        found = [list(table.of(plain, hits)) for table in self._tables]
        return [[(*origin(first, last), code) for first, last, code in row] for row in found] if origin else found


class _Finder(ABC):
    """The pattern of many names in one script."""

    @abstractmethod
    def hits(self, text: str) -> Iterator[Span]:
        """Where names stand in a text as `plain` gives it, in text order, none inside another: span and words."""

    @abstractmethod
    def signs(self, name: str) -> list[str]:
        """A name as pieces of a regular expression."""

    def begun(self, names: Iterable[str]) -> re.Pattern[str]:
        """The pattern of some names where a word begins."""
        return re.compile(trie_pattern(map(self.signs, names)))

    def plain(self, text: str) -> "tuple[str, Origin | None]":
        """The text as it is searched, and what gives the span in it of one there, where they differ."""
        return text, None

    def named(self, name: str) -> str:
        """A name of a table as `keys` give it."""
        return next(iter(self.keys(name)))

    @abstractmethod
    def keys(self, words: str) -> Iterable[str]:
        """What words of a text may be as names, with one kind of space, hyphen and apostrophe."""


class _Table:
    """One of the tables of a spotter: its names among the hits of all tables, and inside those of others."""

    def __init__(self, names: Names, finder: _Finder) -> None:
        self.finder = finder
        self.exact: dict[str, str] = {}
        self.inflected: defaultdict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        self.beginnings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, code in sorted(names.rows, key=lambda row: -len(row[0])):
            for form in Names([(name, code)], names.capitals).printed():
                key = finder.named(form)
                self.beginnings[key[0]].append((key.partition("*")[0], form))
                if "*" in name:
                    inflected = re.compile(re.escape(key).replace(r"\*", INFLECTION), re.I)
                    self.inflected[key[:BEGINNING]].append((inflected, code))
                else:
                    self.exact[key] = code
        self.code = lru_cache(maxsize=4096)(self._code)
        self.inside = lru_cache(maxsize=4096)(self._inside)
        self.begun = lru_cache(maxsize=512)(self._begun)

    def of(self, text: str, hits: Iterable[Span]) -> Iterator[Span]:
        """Where its names stand in a text, as if it were searched for them alone."""
        reached = 0
        for first, last, words in hits:
            if first >= reached and (code := self.code(words)):
                reached = last
                yield first, last, code
            elif last > reached:
                for offset, pattern in self.inside(words):
                    start = first + offset
                    if start >= reached and (match := pattern.match(text, start)):
                        reached = match.end()
                        yield start, reached, self.code(match[0])

    def _code(self, words: str) -> str:
        """The code of words that are one of its names as a text has it, empty where they are none."""
        for key in self.finder.keys(words):
            if code := self.exact.get(key):
                return code
            for pattern, code in self.inflected.get(key[:BEGINNING], ()):
                if pattern.fullmatch(key):
                    return code
        return ""

    def _inside(self, words: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """Where in some words, which are a name of another table, names of this one may begin, and their pattern."""
        begun = ((word.start(), self.begun(words[word.start() :], not word.start())) for word in WORD.finditer(words))
        return tuple((offset, pattern) for offset, pattern in begun if pattern)

    def _begun(self, words: str, whole: bool) -> re.Pattern[str] | None:
        """The pattern of the names that begin as some words do, or stand at their beginning; if `whole`, only these."""
        names = {
            form
            for key in self.finder.keys(words)
            for stem, form in self.beginnings.get(key[:1], ())
            if (key.startswith(stem) and key != stem) or (not whole and stem.startswith(key))
        }
        return self.finder.begun(sorted(names)) if names else None


class _Words(_Finder):
    """Names of an alphabet or of Chinese signs: one pattern of all, in which names that begin alike share that."""

    def __init__(self, names: Iterable[str], language: str) -> None:
        names = list(names)
        self.is_chinese = language == "zh"
        large = trie_pattern(self.signs(name) for name in names if not name[0].islower())
        if self.is_chinese and all(len(name) > 1 for name in names):
            # Many signs begin a name: the second one is looked at before the names are.
            begin, follow = (re.escape("".join({name[place] for name in names})) for place in (0, 1))
            self.pattern = re.compile(rf"[{begin}][{follow}\s](?<=(?=({large}))[\s\S]{{2}})")
        else:
            self.pattern = re.compile(f"({large})")
        # The few names that begin with a small letter are looked for only where what they share stands in a text.
        little: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            if name[0].islower():
                little[name[0]].append(name)
        self.little = [(_shared(row), self.begun(row)) for row in little.values()]

    def signs(self, name: str) -> list[str]:
        if self.is_chinese:
            return [re.escape(sign) + r"\s?" for sign in name]
        inflection = INFLECTION.upper() if name.isupper() else INFLECTION
        pieces = {" ": MARKED_BREAK, "*": inflection, "'": "['’ʼ]", "-": "[-‑–−]", "–": "[-‑–−]"}
        end = "" if name[-1] in ")»" else AFTER_DIGIT if name[-1].isdigit() else AFTER_LETTER
        return [*(pieces.get(sign) or re.escape(sign) for sign in name), end]

    def hits(self, text: str) -> Iterator[Span]:
        rows = [(*match.span(1), match[1]) for match in self.pattern.finditer(text)]
        for shared, pattern in self.little:
            if (begin := text.find(shared)) >= 0:
                rows = _with(rows, [(*match.span(), match[0]) for match in pattern.finditer(text, begin)])
        reached = 0
        for first, last, words in rows:
            if self.is_chinese:
                if first >= reached:
                    reached, words = last, words.rstrip()
                    yield first, first + len(words), words
            elif not (first and text[first - 1].isalnum()):
                yield first, last, words

    def keys(self, words: str) -> Iterable[str]:
        if self.is_chinese:
            return ("".join(words.split()),)
        return (" ".join(words.translate(RAISED).translate(FLAT).split()),)


def _with(rows: list[Span], little: list[Span]) -> list[Span]:
    """Places in text order, of those of two lists that overlap the second one's."""
    kept: list[Span] = []
    waiting = iter(little)
    name = next(waiting, None)
    for row in rows:
        while name and name[1] <= row[0]:
            kept.append(name)
            name = next(waiting, None)
        if not name or row[1] <= name[0]:
            kept.append(row)
    return [*kept, *([name] if name else ()), *waiting]


def _shared(names: list[str]) -> str:
    """What the first words of some names begin with alike."""
    words = [re.split("[ *'–-]", name)[0] for name in names]
    pairs = zip(min(words), max(words), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


class _Arabic(_Finder):
    """Arabic names: one pattern of all, after any clitics at the beginning of a word; read without marks."""

    def __init__(self, names: Iterable[str], language: str) -> None:
        names = list(names)
        # A word is first held against the beginnings that names have, clitics before them.
        beginnings = {self.named(name)[:BEGINNING] for name in names}
        words = trie_pattern(map(re.escape, before + stem) for before, stem in product(CLITICS_BEFORE, beginnings))
        clitics = f"((?:{'|'.join(CLITICS_BEFORE)}))"
        self.pattern = re.compile(rf"[{NON_WORD}](?={words}){clitics}{trie_pattern(map(self.signs, names))}")

    def signs(self, name: str) -> list[str]:
        return [*(BREAK if sign == " " else re.escape(sign) for sign in self.named(name)), LETTER_FOLLOWS_NOT]

    def begun(self, names: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(CLITICS_BEFORE)}){trie_pattern(map(self.signs, names))}")

    def hits(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            first, last = match.start(1), match.end()
            yield first, last, text[first:last]

    def plain(self, text: str) -> "tuple[str, Origin | None]":
        plain, origin = without_marks(" " + text)

        def place(first: int, last: int) -> tuple[int, int]:
            first, last = origin(first, last)
            return first - 1, last - 1

        return plain, place

    def named(self, name: str) -> str:
        return bare(name).removeprefix("ال")

    def keys(self, words: str) -> Iterable[str]:
        words = " ".join(words.split())
        return [words[len(before) :] for before in CLITICS_BEFORE if words.startswith(before)]


Origin = Callable[[int, int], tuple[int, int]]  # the half-open span in a text of a span in another form of it


def without_marks(text: str) -> tuple[str, Origin]:
    """An Arabic text without marks, and what gives the span in it of a span.

    >>> plain, origin = without_marks("a\u064bb c")
    >>> plain, origin(1, 4)
    ('ab c', (2, 5))
    """
    places = sorted(place for sign in MARK_SIGNS if sign in text for place in _places(text, sign))
    if not places:
        return text, lambda first, last: (first, last)
    plain = "".join([text[first + 1 : last] for first, last in pairwise([-1, *places, len(text)])])
    shifted = [at - before for before, at in enumerate(places)]
    return plain, lambda first, last: (first + bisect_right(shifted, first), last + bisect_left(shifted, last))


def _places(text: str, literal: str) -> Iterator[int]:
    position = text.find(literal)
    while position >= 0:
        yield position
        position = text.find(literal, position + 1)
