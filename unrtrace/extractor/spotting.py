"""Many names at once in a text.

All names of a language are one pattern that shares their beginnings, so that a text is gone through once. In
Arabic, where clitics change a name's beginning, the words of the text say which names to look for.

>>> names = [("International Organization for Migration", "IOM"), ("International Labour Office", "ILO"), ("UN", "UN")]
>>> list(spotter(names, "en").spans("the International\\nLabour Office and the UN1, not UNESCO"))
[(4, 31, 'ILO'), (40, 42, 'UN')]
"""

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product, takewhile
from typing import Any

from unrtrace.extractor.names import FLAT, Span

MARK_SIGNS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u200e\u200f"
MARKS = re.compile(f"[{MARK_SIGNS}]")
PLAIN = tuple((chr(sign), str(plain)) for sign, plain in FLAT.items())
BEGINNING = 3  # letters of a name that do not inflect
INFLECTION = "[а-яё]{0,5}"
LETTER_ENDS = r"(?![^\W\d_¹²³⁰-⁹])"  # no letter follows; a footnote's mark may
LETTER_FOLLOWS_NOT = r"(?![^\W\d_])"
# What may stand before an Arabic word: a set is searched for in half the time that \\W takes.
APART = "".join(
    re.escape(sign)
    for sign in map(chr, (*range(0x100), *range(0x600, 0x700), *range(0x2000, 0x2070), *range(0x3000, 0x3030)))
    if not sign.isalnum() and sign != "_"
)
BREAK = r"\s+"  # between two words of an Arabic name
ARTICLES = ("ال", "بال", "كال", "لل", "ب", "ك", "ل", "")
CLITICS_BEFORE = tuple(conjunction + article for conjunction in ("و", "ف", "") for article in ARTICLES)


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


class Spotter(ABC):
    """Names with their codes, and where they stand in a text."""

    @abstractmethod
    def spans(self, text: str) -> Iterator[Span]:
        """Where the names stand, in text order, none inside another: half-open span and code."""


def spotter(names: Iterable[tuple[str, str]], language: str) -> Spotter:
    """The way to look for names in the script of a language; `*` ends a word that inflects."""
    return (_Arabic if language == "ar" else _Words)(names, language)


class _Words(Spotter):
    """Names of an alphabet or of Chinese signs: one pattern of all, in which names that begin alike share that.

    Names are read as they are printed, or in capitals throughout.
    """

    def __init__(self, names: Iterable[tuple[str, str]], language: str) -> None:
        rows = list(names)
        self.is_chinese = language == "zh"
        self.exact = {"".join(name.split()) if self.is_chinese else flat(name): code for name, code in rows}
        self.inflected: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for name, code in sorted(rows, key=lambda row: -len(row[0])):
            if "*" in name:
                body = re.escape(flat(name)).replace(r"\*", INFLECTION)
                self.inflected.setdefault(flat(name)[:BEGINNING], []).append((re.compile(body), code))
        printed = {name for name, _ in rows} | {name.upper() for name, _ in rows if " " in name}
        trees: dict[bool, dict[str, Any]] = {False: {}, True: {}}
        for name in printed:
            signs = [self._atom(sign, name) for sign in name]
            if not self.is_chinese and name[-1] not in ")»":
                signs.append(r"(?!\d)" if name[-1].isdigit() else LETTER_ENDS)
            _planted(trees[name[0].islower()], signs)
        # The few names that begin with a small letter are looked for only where what they share stands in a text.
        large, little = (_branch(tree) or "(?!)" for tree in trees.values())
        if self.is_chinese and all(len(name) > 1 for name in printed):
            # Many signs begin a name: the second one is looked at before the names are.
            begin, follow = (re.escape("".join({name[place] for name in printed})) for place in (0, 1))
            self.pattern = re.compile(rf"[{begin}][{follow}\s](?<=(?=({large}))[\s\S]{{2}})")
        else:
            self.pattern = re.compile(f"({large})")
        self.little = re.compile(little)
        small = [re.split("[ *'–-]", name)[0] for name in printed if name[0].islower()]
        self.shared = _shared(small) if small else None
        self._code = lru_cache(maxsize=4096)(self._code_of)

    def _atom(self, sign: str, name: str) -> str:
        if self.is_chinese:
            return re.escape(sign) + r"\s?"
        inflection = INFLECTION.upper() if name.isupper() else INFLECTION
        return {" ": r"\s+", "*": inflection, "'": "['’ʼ]", "-": "[-‑–−]", "–": "[-‑–−]"}.get(sign) or re.escape(sign)

    def spans(self, text: str) -> Iterator[Span]:
        rows = [(*match.span(1), match[1]) for match in self.pattern.finditer(text)]
        if self.shared is not None and (begin := text.find(self.shared)) >= 0:
            little = [(*match.span(), match[0]) for match in self.little.finditer(text, begin)]
            rows = _with(rows, little)
        code_of, reached = self._code, 0
        for first, last, name in rows:
            if self.is_chinese:
                if first >= reached:
                    reached, name = last, name.rstrip()
                    yield first, first + len(name), self.exact.get(name) or self.exact["".join(name.split())]
            elif not first or not ((before := text[first - 1]).isalnum() or before == "_"):
                yield first, last, code_of(name)

    def _code_of(self, found: str) -> str:
        """Whose name this is, as it stands in a text."""
        name = " ".join(flat(found).split())
        if name in self.exact:
            return self.exact[name]
        rows = self.inflected.get(name[:BEGINNING], [])
        return next((code for pattern, code in rows if pattern.fullmatch(name)), "")


def _with(rows: list[tuple[int, int, str]], little: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Places in text order, of those of two lists that overlap the second one's."""
    kept: list[tuple[int, int, str]] = []
    waiting = iter(little)
    name = next(waiting, None)
    for row in rows:
        while name and name[1] <= row[0]:
            kept.append(name)
            name = next(waiting, None)
        if not name or row[1] <= name[0]:
            kept.append(row)
    return [*kept, *([name] if name else ()), *waiting]


def _shared(words: list[str]) -> str:
    """What all of some words begin with."""
    pairs = zip(min(words), max(words), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _planted(tree: dict[str, Any], signs: Iterable[str]) -> None:
    """Add a word to a tree of signs."""
    node = tree
    for sign in signs:
        node = node.setdefault(sign, {})
    node[""] = {}


def _branch(tree: dict[str, Any]) -> str:
    """The pattern of a tree of signs, longer branches before the end of a shorter one."""
    parts = [sign + _branch(rest) for sign, rest in tree.items() if sign]
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(sorted(parts, key=len, reverse=True))})"
    return (f"(?:{body})?" if parts and "" in tree else body) if parts else ""


class _Arabic(Spotter):
    """Arabic names: one pattern of all, after any clitics at the beginning of a word; read without marks."""

    def __init__(self, names: Iterable[tuple[str, str]], language: str) -> None:
        self.codes = {" ".join(name.removeprefix("ال").split()): code for name, code in names}
        names_tree: dict[str, Any] = {}
        for name in self.codes:
            _planted(names_tree, [*(BREAK if sign == " " else re.escape(sign) for sign in name), LETTER_FOLLOWS_NOT])
        # A word is first held against the beginnings that names have, clitics before them.
        words: dict[str, Any] = {}
        for before, beginning in product(CLITICS_BEFORE, {name[:BEGINNING] for name in self.codes}):
            _planted(words, map(re.escape, before + beginning))
        clitics = f"((?:{'|'.join(CLITICS_BEFORE)}))"
        self.pattern = re.compile(rf"[{APART}](?={_branch(words)}){clitics}({_branch(names_tree)})")

    def spans(self, text: str) -> Iterator[Span]:
        plain, origin = without_marks(" " + text)
        codes = self.codes
        for match in self.pattern.finditer(plain):
            first, last = origin(match.start(1), match.end())
            name = match[2]
            yield first - 1, last - 1, codes.get(name) or codes[" ".join(name.split())]


def without_marks(text: str) -> tuple[str, Callable[[int, int], tuple[int, int]]]:
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
