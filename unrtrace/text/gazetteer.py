"""Many names at once in a text.

All names of a language, from several tables too, are compiled to one pattern that shares their beginnings, so that a
text is searched once. Each table gets the names that it would find alone.

>>> bodies = NameTable([("United Nations", "UN"), ("International Organization for Migration", "IOM")])
>>> treaties = NameTable([("Charter of the United Nations", "Charter")])
>>> Gazetteer("en", bodies, treaties).spans("the Charter of the\\nUnited Nations1 and the United Nations")
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

from unrtrace.text.characters import FROM_SUPERSCRIPT
from unrtrace.text.language import Clitics, Language, language_of
from unrtrace.text.name_pattern import AFTER_DIGIT, AFTER_LETTER, PUNCTUATION_FOLD, Span, inflection
from unrtrace.text.phrase_pattern import trie_pattern

FOLDED_CHARACTERS = tuple((chr(sign), str(plain)) for sign, plain in PUNCTUATION_FOLD.items())
BEGINNING = 3  # letters of a name that do not inflect
RAISED = dict.fromkeys(FROM_SUPERSCRIPT)
NO_LETTER_FOLLOWS = r"(?![^\W\d_])"
# What may stand before a word, as a class: half as slow to search for as \\W.
NON_WORD = "".join(
    re.escape(sign)
    for sign in map(chr, (*range(0x100), *range(0x600, 0x700), *range(0x2000, 0x2070), *range(0x3000, 0x3030)))
    if not sign.isalnum() and sign != "_"
)
BREAK = r"\s+"  # between two words of a name that clitics may be written with
MARKED_BREAK = r"[\s²-¹⁰-⁹]+"  # and of others, where a footnote mark may stand too
WORD = re.compile(r"[^\W_]+")


def fold_case(text: str) -> str:
    """Return a text in small letters, of the same length, with one kind of space, hyphen and apostrophe.

    >>> fold_case("l’Organisation\\ninternationale")
    "l'organisation internationale"
    """
    low = text.lower()
    if low.isascii():
        return low.replace("\n", " ")
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for sign, plain in FOLDED_CHARACTERS:
        if sign in low:
            low = low.replace(sign, plain)
    return low


class NameTable(NamedTuple):
    """A table of names, each with its code; `*` ends a word that inflects.

    Names are read as they are printed and, where `capitals`, in capitals throughout too.
    """

    rows: list[tuple[str, str]]
    capitals: bool = False

    def printed(self) -> set[str]:
        """Return the names as a text may print them."""
        names = {name for name, _ in self.rows}
        return names | {name.upper() for name in names if " " in name} if self.capitals else names


class Gazetteer:
    """The names of one or several tables in a language, and where they stand in a text."""

    def __init__(self, language: str, *tables: NameTable) -> None:
        forms = set[str]().union(*(table.printed() for table in tables))
        own = language_of(language)
        finder = _WithClitics if own.clitics else _Words if own.spaces else _WithoutSpaces
        self._finder: _Finder = finder(forms, own)
        self._tables = [_Table(table, self._finder) for table in tables]

    def spans(self, text: str) -> list[list[Span]]:
        """Return, by table, where its names stand, in text order, none inside another: half-open span and code."""
        plain, origin = self._finder.plain(text)
        hits = list(self._finder.hits(plain))
        found = [list(table.of(plain, hits)) for table in self._tables]
        return [[(*origin(first, last), code) for first, last, code in row] for row in found] if origin else found


class _Finder(ABC):
    """The pattern of many names in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.ending = inflection(language)

    @abstractmethod
    def hits(self, text: str) -> Iterator[Span]:
        """Yield the span and words of each name in a text that `plain` gives, in text order, none inside another."""

    @abstractmethod
    def pieces(self, name: str) -> list[str]:
        """Return a name as pieces of a regular expression."""

    def begun(self, names: Iterable[str]) -> re.Pattern[str]:
        """Return the pattern of some names, to be matched where a word begins."""
        return re.compile(trie_pattern(map(self.pieces, names)))

    def plain(self, text: str) -> "tuple[str, Origin | None]":
        """Return the text as it is searched and, where that differs, a function from its spans to those of the text."""
        return text, None

    def key_of(self, name: str) -> str:
        """Return the key of a name of a table, as `lookup_keys` gives it."""
        return next(iter(self.lookup_keys(name)))

    @abstractmethod
    def lookup_keys(self, words: str) -> Iterable[str]:
        """Return the keys by which some words of a text may stand in a table."""


class _Table:
    """One of the tables of a gazetteer: its names among the hits of all tables, and inside those of others."""

    def __init__(self, names: NameTable, finder: _Finder) -> None:
        self.finder = finder
        self.exact: dict[str, str] = {}
        self.inflected: defaultdict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        self.beginnings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, code in sorted(names.rows, key=lambda row: -len(row[0])):
            for form in NameTable([(name, code)], names.capitals).printed():
                key = finder.key_of(form)
                self.beginnings[key[0]].append((key.partition("*")[0], form))
                if "*" in name:
                    inflected = re.compile(re.escape(key).replace(r"\*", finder.ending), re.I)
                    self.inflected[key[:BEGINNING]].append((inflected, code))
                else:
                    self.exact[key] = code
        self.code = lru_cache(maxsize=4096)(self._code)
        self.inside = lru_cache(maxsize=4096)(self._inside)
        self.begun = lru_cache(maxsize=512)(self._begun)

    def of(self, text: str, hits: Iterable[Span]) -> Iterator[Span]:
        """Yield where its names stand in a text, as if it were searched for them alone."""
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
        """Return the code of words that are one of its names, an empty text where they are none."""
        for key in self.finder.lookup_keys(words):
            if code := self.exact.get(key):
                return code
            for pattern, code in self.inflected.get(key[:BEGINNING], ()):
                if pattern.fullmatch(key):
                    return code
        return ""

    def _inside(self, words: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """Return where names of this table may begin in words that are a name of another, and the pattern of those."""
        begun = ((word.start(), self.begun(words[word.start() :], not word.start())) for word in WORD.finditer(words))
        return tuple((offset, pattern) for offset, pattern in begun if pattern)

    def _begun(self, words: str, whole: bool) -> re.Pattern[str] | None:
        """Return the pattern of names that begin with some words or, unless `whole`, with which these begin."""
        names = {
            form
            for key in self.finder.lookup_keys(words)
            for stem, form in self.beginnings.get(key[:1], ())
            if (key.startswith(stem) and key != stem) or (not whole and stem.startswith(key))
        }
        return self.finder.begun(sorted(names)) if names else None


class _Words(_Finder):
    """Names in an alphabet: one pattern of all, in which names that begin alike share that."""

    def __init__(self, names: Iterable[str], language: Language) -> None:
        super().__init__(language)
        names = list(names)
        self.ending_in_capitals = self.ending.upper() if language.inflection else self.ending
        capitals = trie_pattern(self.pieces(name) for name in names if not name[0].islower())
        self.pattern = re.compile(f"({capitals})")
        # The few names that begin with a small letter are looked for only where what they share stands in a text.
        small: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            if name[0].islower():
                small[name[0]].append(name)
        self.small = [(_shared_beginning(row), self.begun(row)) for row in small.values()]

    def pieces(self, name: str) -> list[str]:
        ending = self.ending_in_capitals if name.isupper() else self.ending
        special = {" ": MARKED_BREAK, "*": ending, "'": "['’ʼ]", "-": "[-‑–−]", "–": "[-‑–−]"}
        end = "" if name[-1] in ")»" else AFTER_DIGIT if name[-1].isdigit() else AFTER_LETTER
        return [*(special.get(c) or re.escape(c) for c in name), end]

    def hits(self, text: str) -> Iterator[Span]:
        rows = [(*match.span(1), match[1]) for match in self.pattern.finditer(text)]
        for shared, pattern in self.small:
            if (begin := text.find(shared)) >= 0:
                rows = _with(rows, [(*match.span(), match[0]) for match in pattern.finditer(text, begin)])
        for first, last, words in rows:
            if not (first and text[first - 1].isalnum()):
                yield first, last, words

    def lookup_keys(self, words: str) -> Iterable[str]:
        return (" ".join(words.translate(RAISED).translate(PUNCTUATION_FOLD).split()),)


class _WithoutSpaces(_Finder):
    """Names in a script that does not part its words: one pattern of all."""

    def __init__(self, names: Iterable[str], language: Language) -> None:
        super().__init__(language)
        names = list(names)
        all_names = trie_pattern(map(self.pieces, names))
        if all(len(name) > 1 for name in names):
            # Many characters begin a name: the second one is looked at before the names are.
            begin, follow = (re.escape("".join({name[place] for name in names})) for place in (0, 1))
            self.pattern = re.compile(rf"[{begin}][{follow}\s](?<=(?=({all_names}))[\s\S]{{2}})")
        else:
            self.pattern = re.compile(f"({all_names})")

    def pieces(self, name: str) -> list[str]:
        return [re.escape(c) + r"\s?" for c in name]

    def hits(self, text: str) -> Iterator[Span]:
        reached = 0
        for match in self.pattern.finditer(text):
            first, last = match.span(1)
            if first >= reached:
                reached, words = last, match[1].rstrip()
                yield first, first + len(words), words

    def lookup_keys(self, words: str) -> Iterable[str]:
        return ("".join(words.split()),)


class _WithClitics(_Finder):
    """Names that clitics may be written with: one pattern of all, after any clitics; read without marks."""

    def __init__(self, names: Iterable[str], language: Language) -> None:
        super().__init__(language)
        names = list(names)
        clitics = language.clitics or Clitics()
        self.article, self.prefixes = clitics.article, clitics.prefixes
        # A word is first compared with the beginnings that names have, clitics before them.
        beginnings = {self.key_of(name)[:BEGINNING] for name in names}
        words = trie_pattern(map(re.escape, before + stem) for before, stem in product(self.prefixes, beginnings))
        self.prefix = f"(?:{'|'.join(self.prefixes)})"
        self.pattern = re.compile(rf"[{NON_WORD}](?={words})({self.prefix}){trie_pattern(map(self.pieces, names))}")

    def pieces(self, name: str) -> list[str]:
        return [*(BREAK if c == " " else re.escape(c) for c in self.key_of(name)), NO_LETTER_FOLLOWS]

    def begun(self, names: Iterable[str]) -> re.Pattern[str]:
        return re.compile(self.prefix + trie_pattern(map(self.pieces, names)))

    def hits(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            first, last = match.start(1), match.end()
            yield first, last, text[first:last]

    def plain(self, text: str) -> "tuple[str, Origin | None]":
        plain, origin = without_marks(" " + text, self.language.marks)

        def place(first: int, last: int) -> tuple[int, int]:
            first, last = origin(first, last)
            return first - 1, last - 1

        return plain, place

    def key_of(self, name: str) -> str:
        return self.language.without_marks(name).removeprefix(self.article)

    def lookup_keys(self, words: str) -> Iterable[str]:
        words = " ".join(words.split())
        return [words[len(before) :] for before in self.prefixes if words.startswith(before)]


def _with(rows: list[Span], little: list[Span]) -> list[Span]:
    """Return two lists of places merged in text order; of two that overlap, that of the second list."""
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


def _shared_beginning(names: list[str]) -> str:
    """Return the beginning that the first words of some names share."""
    words = [re.split("[ *'–-]", name)[0] for name in names]
    pairs = zip(min(words), max(words), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


Origin = Callable[[int, int], tuple[int, int]]  # the half-open span in a text of a span in another form of it


def without_marks(text: str, marks: str) -> tuple[str, Origin]:
    """Return a text without some marks, and a function that gives the span in the text of a span of the result.

    >>> plain, origin = without_marks("a\u064bb c", "\u064b")
    >>> plain, origin(1, 4)
    ('ab c', (2, 5))
    """
    places = sorted(place for sign in marks if sign in text for place in _places(text, sign))
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
