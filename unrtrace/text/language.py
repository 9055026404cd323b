"""The languages: the facts file of each and its properties.

A language is one file, `facts/languages/CODE.toml`; the keys before its first table are the properties of `Language`.

>>> codes()
('ar', 'zh', 'en', 'fr', 'ru', 'es')
>>> language_of("zh").spaces, language_of("fr").spaces
(False, True)
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any

from unrtrace.facts import FactsError, Tables, names
from unrtrace.text.characters import FULLWIDTH_TO_ASCII

FALLBACK = "en"  # taken where a text states no language; its dates and headings stand in documents of every language


@dataclass(frozen=True, eq=False)
class Clitics:
    """Short words that are written together with the word after them: a conjunction, a preposition, the article.

    `contractions` are prepositions with the article where the two do not simply follow each other.
    """

    conjunctions: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    article: str = ""
    contractions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def letters(self) -> str:
        """All conjunctions and prepositions, as one string."""
        return "".join((*self.conjunctions, *self.prepositions))

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Everything that may stand before a word, the article included; the empty string comes last."""
        joined = [self.contractions.get(word, word + self.article) for word in self.prepositions]
        words = [self.article, *joined, *self.prepositions, ""]
        return tuple(conjunction + word for conjunction in (*self.conjunctions, "") for word in words)


@dataclass(frozen=True, eq=False)
class Language:
    """The properties of a language, from the head of its facts file; a file states what differs from the defaults.

    `letters` is a class of regular expressions, empty for Latin script; `script` is the Unicode name of the script.
    """

    code: str
    name: str
    english_name: str
    iso_codes: tuple[str, ...] = ()
    job_letter: str = ""  # by which the job number of a document ends
    script: str = "latin"
    letters: str = ""
    common: tuple[str, ...] = ()  # words that no other language of the script has
    spaces: bool = True  # whether words are separated by spaces
    capitals: bool = True  # whether the script has capitals
    right_to_left: bool = False
    columns: int = 1  # of a character on a screen
    order: str = "noun first"  # or "noun last": resolution 47/4, or 47/4 resolution
    numerals: bool = False  # whether numbers are written in signs of the script, each a digit or a unit
    read_as_ascii: str = ""  # digits and full-width characters that are read as ASCII ones
    labels: tuple[str, ...] = ()  # letters or signs by which parts are counted, in their order, besides a, b, c
    marks: str = ""  # characters that may stand between any two letters and are passed over
    separate_accent: str = ""  # an accent whose presence shows that letters and accents are separate characters
    commas: tuple[str, ...] = (",",)
    title_marks: str = ""  # the two marks around the title of an instrument
    page_words: tuple[str, ...] = ()  # before the number of a page
    page_words_after: tuple[str, ...] = ()  # after it, where there are any
    bare_genitive: bool = False  # whether a name follows what it belongs to without a preposition
    inflection: str = ""  # the letters of endings, as a class; any where not given
    clitics: Clitics | None = None

    @property
    def noun_first(self) -> bool:
        """Whether the noun stands before the number: *resolution 47/4*."""
        return self.order == "noun first"

    @cached_property
    def mark_pattern(self) -> str:
        """The pattern (source) of the marks after a letter, as many as there are; empty where there are none."""
        return f"[{self.marks}]*" if self.marks else ""

    def without_marks(self, text: str) -> str:
        """Return the text without the marks that may stand between letters.

        >>> language_of("ar").without_marks("قَرار") == "قرار"
        True
        """
        return self._mark.sub("", text) if self.marks else text

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(f"[{self.marks}]+")

    @cached_property
    def ascii_map(self) -> dict[int, int]:
        """The table for `str.translate` that replaces full-width characters and the script's digits by ASCII."""
        digits = {ord(sign): ord("0") + unicodedata.digit(sign) for sign in self.read_as_ascii if sign.isdigit()}
        return FULLWIDTH_TO_ASCII | digits


class LanguageFacts(Tables):
    """The tables of one language, with the defaults for what its file leaves out.

    `FactsError` names the first key that a file must have and lacks, when the table of that key is asked for.
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"languages/{code}")
        self._file = f"facts/languages/{code}.toml"
        self._complete: dict[str, Any] = {}

    @cached_property
    def head(self) -> dict[str, Any]:
        """The properties of the language and the other keys before the first table."""
        return self._completed("head", super().head)

    def __getitem__(self, table: str) -> Any:
        if table not in self._complete:
            own = {} if table not in self and table in _defaults() else super().__getitem__(table)
            self._complete[table] = self._completed(table, own) if isinstance(own, dict) else own
        return self._complete[table]

    def _completed(self, table: str, own: dict[str, Any]) -> dict[str, Any]:
        """Return a table with the defaults of the keys that it leaves out."""
        defaults = _defaults()
        for key in defaults["required"].get(table, ()):
            if not own.get(key):
                raise FactsError(f"{self._file} lacks {key if table == 'head' else f'[{table}] {key}'}")
        return own | {key: value for key, value in defaults.get(table, {}).items() if key not in own}


@cache
def _defaults() -> Tables:
    """Return what a language's facts file must state, in its table `required`, and what it may leave out."""
    return Tables("language_defaults")


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages, in the order of their English names."""
    return tuple(sorted(names("languages"), key=lambda code: str(_tables(code)["english_name"])))


@cache
def _tables(code: str) -> LanguageFacts:
    return LanguageFacts(code)


def facts(language: str) -> LanguageFacts:
    """Return the tables of a language, by its two-letter code; `KeyError` for a code without a facts file."""
    if language not in codes():
        raise KeyError(language)
    return _tables(language)


@cache
def language_of(code: str | None) -> Language:
    """Return the language of a code, that of `FALLBACK` for None or a code without a facts file."""
    if code is None or code not in codes():
        code = FALLBACK
    return Language(code, **_properties(Language, _tables(code).head))


def _properties(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of some values that are fields of a data class, lists as tuples, tables as `Clitics`."""
    found: dict[str, Any] = {}
    for one in fields(kind):
        if one.name in values:
            value = values[one.name]
            found[one.name] = tuple(value) if isinstance(value, list) else value
    if kind is Language and "clitics" in found:
        found["clitics"] = Clitics(**_properties(Clitics, found["clitics"]))
    return found


def languages() -> tuple[Language, ...]:
    """Return all languages, in the order of their English names."""
    return tuple(language_of(code) for code in codes())


def to_halfwidth(text: str, language: str | None) -> str:
    """Return the text with full-width characters and the digits of its script as ASCII, of the same length.

    >>> to_halfwidth("第５１／１４８号", "zh")
    '第51/148号'
    """
    own = language_of(language)
    return text.translate(own.ascii_map) if any(sign in text for sign in own.read_as_ascii) else text
