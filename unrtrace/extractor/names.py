"""Names of a table in a text: organisations and instruments, in the script of each language.

Each name is first looked for as plain characters, the longest run of it that does not inflect; only
where that stands is its pattern compiled and tried. The longest name wins where one holds another.

>>> table = Names([("International Organization for Migration", "IOM")], "en")
>>> table.found("the International\\nOrganization for Migration¹")
[(4, 44, 'IOM')]
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

import regex

from unrtrace.languages import ARABIC_MARKS, branch

# After a name may come a footnote's mark, raised or glued, but no other letter; after a year no digit.
AFTER_LETTER = r"(?![^\W\d_¹²³⁰-⁹])"
AFTER_DIGIT = r"(?!\d)"
ENDING = {"ru": r"[а-яё]{0,5}"}
CLITICS = regex.compile(r"(?r)(?<!\p{Arabic})[وف]?(?:[بك]?ال|لل|[بكل])?")
CLITIC = 5  # characters that clitics take at most, with one before them
INFLECTED = r"\w{0,5}+"
PIECES = {" ": r"\s++", "*": INFLECTED, "'": "['’]", "’": "['’]", "-": "[-‑–−]", "–": "[-‑–−]"}
Span = tuple[int, int, str]  # where a name stands, half-open, and its code
FLAT = str.maketrans({"\n": " ", "\u00a0": " ", "’": "'", "‑": "-", "–": "-", "−": "-"})


@lru_cache(maxsize=4096)
def pattern(name: str, language: str) -> regex.Pattern[str]:
    """The pattern of one name; an acronym or a single word keeps its capitals, other names may have any."""
    if language == "zh":
        return regex.compile(regex.escape(name))
    if language == "ar":
        return regex.compile(_arabic(name))
    words = [regex.escape(word).replace(r"\*", ENDING.get(language, r"\w*")) for word in name.split()]
    body = r"\s+".join(words).replace("'", "['’]").replace("–", r"\-").replace(r"\-", "[-‑–−]")
    edge = "" if name[-1] in ")»" else AFTER_DIGIT if name[-1].isdigit() else AFTER_LETTER
    return regex.compile(rf"(?<!\w){body}{edge}", regex.I if len(words) > 1 else 0)


def _arabic(name: str) -> str:
    """An Arabic name with the clitics و ف ب ك ل before it, of which ل swallows the article's ا."""
    stem, start = name, rf"(?<!\p{{Arabic}})[وف]?{ARABIC_MARKS}[بكل]?{ARABIC_MARKS}"
    if name.startswith("ال"):
        doubled = "ل" if name[2:3] == "ل" else ""  # ل and الل make لل
        article = f"ا{ARABIC_MARKS}ل{ARABIC_MARKS}{doubled}"
        start = rf"(?<!\p{{Arabic}})[وف]?{ARABIC_MARKS}(?:[بك]?{ARABIC_MARKS}{article}|لل){ARABIC_MARKS}"
        stem = name[2 + len(doubled) :]
    letters = "".join(r"\s+" if c == " " else regex.escape(c) + (ARABIC_MARKS if c.isalpha() else "") for c in stem)
    return rf"{start}{letters}(?!\p{{Arabic}})"


def key(name: str, language: str) -> str:
    """The longest run of a name that does not inflect, in small letters, as it stands in a flattened text."""
    if language == "ar":
        return name.removeprefix("ال").removeprefix("ل")
    runs = regex.split(r"\s*\S*\*\S*\s*", name) if "*" in name else [name]
    longest = max(runs, key=len)
    if len(longest) < 3 and "*" in name:
        longest = max((word.rstrip("*") for word in name.split()), key=len)
    return str(longest.strip().lower().translate(FLAT))


class Names:
    """The names of a table in one language: rows of name and code, and rows that need no title marks in Chinese."""

    def __init__(self, rows: list[tuple[str, str]], language: str, plain: Iterable[tuple[str, str]] = ()) -> None:
        self.plain = list(plain)
        self.rows, self.language = [*rows, *self.plain], language

    @cached_property
    def _keys(self) -> dict[str, list[tuple[str, str]]]:
        keys: dict[str, list[tuple[str, str]]] = {}
        for name, code in self.rows:
            keys.setdefault(key(name, self.language), []).append((name, code))
        return keys

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Any of the names, with capitals as the table prints them; names that begin alike share their beginning."""
        tree: dict[str, Any] = {}
        for name, _ in self.rows:
            node = tree
            for sign in name.removeprefix("ال") if self.language == "ar" else name:
                node = node.setdefault(PIECES.get(sign) or re.escape(sign), {})
            node[AFTER_DIGIT if name[-1].isdigit() else "" if name[-1] in ")»" else AFTER_LETTER] = {}
        return re.compile(branch(tree))

    def found_in_all(self, text: str) -> list[Span]:
        """Every name of a long text, with capitals as the table prints them.

        A Chinese name is one only in its title marks, unless it is plain.
        """
        if self.language == "zh":
            return sorted([*self._in_title_marks(text), *self._plain(text)])
        found, search = [], self._any.search
        match = search(text)
        while match:
            start, end = match.span()
            if self.language == "ar":
                before = CLITICS.match(text, max(0, start - CLITIC), start)
                whole, start = before is not None, before.start() if before else start
            else:
                whole = not (start and text[start - 1].isalnum())
            if whole:
                found.append((start, end, self._code(match[0])))
            match = search(text, end if whole else match.start() + 1)
        return found

    @cached_property
    def _code(self) -> Callable[[str], str]:
        return lru_cache(maxsize=4096)(self._code_of)

    def _code_of(self, name: str) -> str:
        """The code of a name as it stands in a text."""
        plain = " ".join(name.split()).translate(FLAT)
        exact, inflected = self._flat
        return exact.get(plain) or next(code for row, code in inflected if row.fullmatch(plain))

    @cached_property
    def _flat(self) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
        """The codes of the names as `found_in_all` reads them: those that stand as they are, and those that inflect."""
        article = "ال" if self.language == "ar" else ""
        rows = [(name.removeprefix(article).translate(FLAT), code) for name, code in self.rows]
        inflected = [
            (re.compile(re.escape(name).replace(r"\*", INFLECTED)), code) for name, code in rows if "*" in name
        ]
        return {name: code for name, code in reversed(rows) if "*" not in name}, inflected

    @cached_property
    def _whole(self) -> dict[str, str]:
        return {name: code for name, code in self.rows if (name, code) not in self.plain}

    def _in_title_marks(self, text: str) -> list[Span]:
        found = []
        start = text.find("《")
        while start >= 0:
            end = text.find("》", start)
            code = self._whole.get(text[start + 1 : end]) if end > 0 else None
            if code:
                found.append((start + 1, end, code))
            start = text.find("《", start + 1)
        return found

    def _plain(self, text: str) -> Iterator[Span]:
        for name, code in self.plain:
            start = text.find(name)
            while start >= 0:
                yield start, start + len(name), code
                start = text.find(name, start + 1)

    def found(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Every name between two offsets: its span and code, in text order, none inside another."""
        limit = len(text) if end is None else end
        flat = text[start:limit].lower().translate(FLAT)
        hits = []
        for literal, rows in self._keys.items():
            position = flat.find(literal)
            while position >= 0:
                for name, code in rows:
                    margin = 2 * len(name) + 20
                    around = max(start, start + position - margin), min(limit, start + position + margin)
                    for match in pattern(name, self.language).finditer(text, *around):
                        hits.append((match.start(), match.end(), code))
                position = flat.find(literal, position + 1)
        return _outermost(set(hits))


def _outermost(hits: set[Span]) -> list[Span]:
    """In text order, without those that lie inside a longer one."""
    kept: list[Span] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept
