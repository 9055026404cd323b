"""Which organisations a text names, in six languages, by the table of names and acronyms.

The table is `facts/organisations.toml`; a corpus may add rows of its own to it, so a table is a value
that is passed down.

>>> table = standard()
>>> sorted(table.named("l'Organisation internationale pour les migrations (OIM)", "fr"))
['IOM']
>>> own = table.extended({"XYZ": {"en": ["Example Institute"], "acronyms": {"en": ["XYZ"]}}})
>>> sorted(own.named("the Example Institute and UNDP", "en")), own.code_of("example institute")
(['UNDP', 'XYZ'], 'XYZ')
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any

from unrtrace.extractor.names import CLITICS, FLAT, Names, key, pattern
from unrtrace.facts import load
from unrtrace.languages import CODES

HOMOGRAPH = "homograph"
# A name is looked for by a capitalised word, in Arabic by any.
CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞŒА-ЯЁ][^\W_]+")
ANY_WORD = re.compile(r"[^\W_]+")
WORDS = {"ar": ANY_WORD}
# Letters of a word that stay when it inflects or takes clitics: the first of a Russian one, the last of an Arabic one.
KEPT = {"ru": slice(3), "ar": slice(-4, None)}
MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200e\u200f]")
PLAIN = tuple((chr(sign), str(plain)) for sign, plain in FLAT.items())
Row = Mapping[str, Any]


class Organisations:
    """A table of organisations by code: names, acronyms and former names in the six languages.

    Rows have the shape of those in `facts/organisations.toml`.
    """

    def __init__(self, rows: Mapping[str, Row], homographs: Iterable[Row] = ()) -> None:
        self.rows = dict(rows)
        self.homographs = tuple(homographs)
        self._names: dict[str, Names] = {}
        self._finders: dict[str, _Finder] = {}

    def extended(self, rows: Mapping[str, Row]) -> "Organisations":
        """This table with more rows; a row of a code that is there adds its names to it."""
        merged = dict(self.rows)
        for code, row in rows.items():
            merged[code] = _joined(merged[code], row) if code in merged else row
        return Organisations(merged, self.homographs)

    def forms(self, language: str) -> list[tuple[str, str]]:
        """Names, acronyms and former names of all organisations in a language, each with its code."""
        rows: list[tuple[str, str]] = []
        for code, row in self.rows.items():
            former = [old for old in row.get("former", []) if old["language"] == language]
            rows += [(name, code) for name in (*row.get(language, []), *(old["name"] for old in former))]
            acronyms = [*row.get("acronyms", {}).get(language, []), *(old.get("acronym") for old in former)]
            rows += [(form, code) for form in acronyms if form]
        return rows

    def names(self, language: str) -> Names:
        """The forms of a language that stand for one organisation whatever the year."""
        if language not in self._names:
            open_forms = self._ambiguous(language)
            rows = [row for row in self.forms(language) if row[0] not in open_forms]
            self._names[language] = Names(rows, language)
        return self._names[language]

    def _ambiguous(self, language: str) -> dict[str, Row]:
        return {row["form"]: row for row in self.homographs if row["language"] == language}

    def found(
        self, text: str, language: str | None, start: int = 0, end: int | None = None, *, year: int | None = None
    ) -> list[tuple[int, int, str]]:
        """Every organisation named between two offsets: its span and code, in text order.

        `year` is that of the document: a form that stood for another organisation then is read as that one,
        and as none in the years in which it may be either.
        """
        code = language if language in CODES else "en"
        if code not in self._finders:
            self._finders[code] = _Finder(self.names(code).rows, self._ambiguous(code), code)
        return self._finders[code].found(text, start, len(text) if end is None else end, year)

    def named(
        self, text: str, language: str | None, start: int = 0, end: int | None = None, *, year: int | None = None
    ) -> set[str]:
        """The codes of the organisations named between two offsets."""
        return {code for _, _, code in self.found(text, language, start, end, year=year)}

    def code_of(self, query: str) -> str | None:
        """The code that a name or acronym in any of the six languages stands for, None where none does.

        A form that stood for several gives the one it stands for now.
        """
        wanted = " ".join(query.split())
        for code in self.rows:
            if code.casefold() == wanted.casefold():
                return code
        for row in self.homographs:
            if row["form"] == wanted:
                return str(row.get("after", row["codes"][0]))
        for language in CODES:
            for name, code in self.forms(language):
                if name.casefold() == wanted.casefold() or (
                    "*" in name and pattern(name, language).fullmatch(wanted) is not None
                ):
                    return code
        for language in CODES:
            for name, code in self.names(language).rows:
                if pattern(name, language).fullmatch(wanted):
                    return code
        return None

    def near(self, query: str, limit: int = 3) -> list[str]:
        """Codes and names that look like a query, for a suggestion."""
        from difflib import get_close_matches

        pool = {name.casefold(): name for language in CODES for name, _ in self.forms(language)}
        pool |= {code.casefold(): code for code in self.rows}
        return [pool[name].replace("*", "") for name in get_close_matches(query.casefold(), pool, limit, 0.6)]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the table."""
        return tuple(self.rows)


def _joined(old: Row, new: Row) -> dict[str, Any]:
    joined = dict(old)
    for name, value in new.items():
        before = joined.get(name)
        if isinstance(value, Mapping):
            joined[name] = _joined(before or {}, value)
        else:
            joined[name] = [*(before or []), *(item for item in value if item not in (before or []))]
    return joined


class _Finder:
    """Finds names by one word (in Chinese two signs) of each, the rarest one in the table, capitalised if any is.

    The words of a text are looked up in one set operation; only a name whose word is there is looked for.
    """

    def __init__(self, rows: list[tuple[str, str]], homographs: Mapping[str, Row], language: str) -> None:
        self.language, self.homographs = language, homographs
        every = [*rows, *((form, "") for form in homographs)]
        split = {name: self._words(_firm(name)) or self._words(_firm(name), ANY_WORD) for name, _ in every}
        counts = Counter(word for words in split.values() for word in words)
        self.by_word: dict[str, list[tuple[str, str, str, set[str]]]] = {}
        for name, code in every:
            rarest = min(sorted(split[name]), key=lambda word: (counts[word], -len(word)))
            literal = key(name, language) if "*" in name else flat(name)
            literal = literal.removeprefix("ال") if language == "ar" else literal
            needed = set() if language == "zh" else split[name]
            self.by_word.setdefault(rarest, []).append((name, code, literal, needed))
        self.pairs = re.compile("|".join(map(re.escape, sorted(self.by_word)))) if language == "zh" else None

    def _words(self, text: str, pattern: "re.Pattern[str] | None" = None) -> set[str]:
        """What a text is searched by: its words without what inflects, or pairs of Chinese signs."""
        if self.language == "zh":
            return set(map(str.__add__, text, text[1:]))
        words = set((pattern or WORDS.get(self.language, CAPITALISED)).findall(text))
        kept = KEPT.get(self.language)
        return {word.lower()[kept] for word in words} if kept else {word.lower() for word in words}

    def found(self, text: str, start: int, end: int, year: int | None) -> list[tuple[int, int, str]]:
        part = text[start:end]
        marks = [match.start() for match in MARKS.finditer(part)] if self.language == "ar" else []
        bare = MARKS.sub("", part) if marks else part
        words = set(self.pairs.findall(bare)) if self.pairs else self._words(bare)
        flattened, hits = "", []
        for word in self.by_word.keys() & words:
            for name, code, literal, needed in self.by_word[word]:
                if needed <= words:
                    flattened = flattened or flat(bare)
                    known = code or self._then(self.homographs[name], year)
                    hits += [(*span, known) for span in self._places(bare, flattened, name, literal)]
        shifted = [at - before for before, at in enumerate(marks)]
        return [
            (start + first + bisect_right(shifted, first), start + last + bisect_left(shifted, last), code)
            for first, last, code in _outermost(hits)
        ]

    def _places(self, text: str, flattened: str, name: str, literal: str) -> list[tuple[int, int]]:
        """Where a name stands: as it is printed, or where it inflects, as its pattern reads."""
        places = []
        alone = " " not in name and self.language != "zh"
        opening, margin, reached = flat(name.split("*")[0].split()[0]), 2 * len(name) + 20, 0
        position = flattened.find(literal)
        while position >= 0:
            last = position + len(literal)
            if "*" in name:
                first = flattened.rfind(opening, max(reached, position - margin), position + len(opening))
                match = pattern(name, self.language).match(text, first) if first >= 0 else None
                if match and match.end() > position:
                    places.append(match.span())
                    reached = match.end()
            elif not alone or self.language == "ar" or text[position:last] == name:
                begin = self._first(flattened, position, last)
                if begin is not None:
                    places.append((begin, last))
            position = flattened.find(literal, max(position + 1, reached))
        return places

    def _first(self, text: str, first: int, last: int) -> int | None:
        """Where a name begins that stands at a place, its clitics with it; None where a word goes on around it."""
        if self.language == "zh":
            return first
        before, after = text[first - 1 : first] if first else "", text[last : last + 1]
        if after.isalpha() or (after.isdigit() and text[last - 1].isdigit()):
            return None
        if self.language == "ar":
            clitics = CLITICS.match(text, 0, first)
            return clitics.start() if clitics else None
        return None if before.isalnum() or before == "_" else first

    def _then(self, homograph: Row, year: int | None) -> str:
        """The one organisation that a form stood for in a year, nothing where it may be several."""
        if year is not None and year < homograph.get("from", 0):
            return str(homograph.get("before", ""))
        if year is not None and year > homograph.get("to", 9999):
            return str(homograph.get("after", ""))
        return ""


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


def _firm(name: str) -> str:
    """A name without the words of which too little stays when they inflect."""
    words = [word.replace("*", "") for word in name.split() if "*" not in word or word.index("*") > 2]
    return " ".join(words)


def _outermost(hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """In text order, without those that lie inside a longer one, and without what stands for none."""
    kept: list[tuple[int, int, str]] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return [hit for hit in kept if hit[2]]


@cache
def standard() -> Organisations:
    """The table that comes with the program."""
    rows = load("organisations")
    return Organisations({code: row for code, row in rows.items() if code != HOMOGRAPH}, rows[HOMOGRAPH])


def found_in(text: str, language: str | None, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Every organisation of the standard table named between two offsets: its span and code, in text order."""
    return standard().found(text, language, start, end)
