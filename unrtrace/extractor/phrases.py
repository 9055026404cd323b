"""The words of one language, compiled to patterns when first needed.

Each pattern is anchored where something was already found, or carries a literal that a search starts
from, so that no text is scanned by an alternation of everything.
"""

from functools import cache, cached_property, lru_cache

import regex

from unrtrace import dates
from unrtrace.languages import either, either_backwards, facts

# What may stand between the parts of a citation: spaces, bidi marks, closing and opening quotes.
SPACE = r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]"
QUOTE = r"[\"“”«»„'’()（）\[\]《》*_]"
NOTE_MARK = r"(?:[(\[]?[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹,]*+[)\]]?|<sup>\s*\d{1,3}\s*</sup>|\(\d{1,3}\)(?=[\s,;.،]))"
NO_ORGAN = ("link", "own", "own_nouns")
KINDS = ("resolution", "decision", "statement")


class Lexicon:
    """Patterns of one language; `organ()` tells which body a matched name stands for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = facts(language)
        self.organs = {code: names for code, names in self.table["organs"].items() if code not in NO_ORGAN}
        self.noun_first = self.table.get("order", "noun first") == "noun first"
        self.is_join = lru_cache(maxsize=4096)(self._is_join)

    def either(self, phrases: list[str]) -> str:
        """One group for any of the phrases; one that never matches for an empty list."""
        return either(phrases, self.language) if phrases else r"(?:(?!))"

    def back(self, phrases: list[str]) -> str:
        """The same for a pattern matched backwards."""
        return either_backwards(phrases, self.language) if phrases else r"(?:(?!))"

    def compile(self, source: str) -> regex.Pattern[str]:
        """A pattern that does not tell capitals from small letters."""
        return regex.compile(source, regex.I)

    @property
    def prefixed(self) -> bool:
        """Whether prepositions and *and* are written with the word after them, as in Arabic."""
        return bool(self.table["organs"].get("own_nouns"))

    @cached_property
    def edge(self) -> str:
        """Where a word begins or ends; Chinese has no such sign."""
        return "" if self.language == "zh" else r"\b"

    @cached_property
    def any_organ(self) -> str:
        return self.either([name for names in self.organs.values() for name in names])

    @cached_property
    def own(self) -> str:
        return self.either(self.table["organs"]["own"])

    @cached_property
    def link(self) -> str:
        return self.either([words for words in self.table["organs"]["link"] if words])

    @cached_property
    def noun(self) -> str:
        rows = self.table["nouns"]
        return "|".join(f"(?P<{kind}>{self.either(rows[kind])})" for kind in KINDS)

    @cached_property
    def nouns(self) -> regex.Pattern[str]:
        """A noun like *resolution*, its kind as the name of the group."""
        return self.compile(f"{self.edge}(?:{self.noun}){self.edge}")

    @cached_property
    def _organs_back(self) -> str:
        return self.back([name for names in self.organs.values() for name in names])

    @cached_property
    def noun_before(self) -> regex.Pattern[str]:
        """Backwards from a number: *No.*, the noun with the organ after it, and the organ or *its* before it."""
        rows = self.table["nouns"]
        link = self.back([words for words in self.table["organs"]["link"] if words])
        organ = rf"(?:{SPACE}+(?:{link}{SPACE}*)?(?P<organ>{self._organs_back}))?"
        number = rf"(?:{SPACE}*{self.back(rows['number'])})?"
        noun = "|".join(f"(?P<{kind}>{self.back(rows[kind])})" for kind in KINDS)
        return self.compile(
            rf"(?r){self._owner_back}?{self.edge}(?:{noun}){self.edge}{organ}{number}(?:{SPACE}|{QUOTE})*+"
        )

    @cached_property
    def bare_member(self) -> regex.Pattern[str]:
        """The next number of a list of numbers of no session or year."""
        return self.compile(rf"{SPACE}*{self.joins}(?<=\W)(?P<number>\d{{3,4}})(?![\d/／]|\.\d|\s?[(（])(?!\w)")

    @cached_property
    def _owner_back(self) -> str:
        """The organ right before a noun, a word between at most, or *its* with up to three words between."""
        gap = r"\s*" if self.language == "zh" else r"\s+"
        joins = self.either(self.table["joins"]["and"])
        word = "" if self.language == "zh" else rf"(?:(?!{joins}\s)[\w'’-]+\s+)"
        own = self.back(self.table["organs"]["own"])
        return (
            rf"(?:(?P<before>{self._organs_back})(?:['’]s)?{gap}(?:{word})??"
            rf"|\b(?P<own>{own})(?:\s+|(?<=['’]))(?:{word}){{0,3}}?)"
        )

    @cached_property
    def bare(self) -> regex.Pattern[str]:
        """A noun with a number of no session or year, `resolution 1325`, from the stem that is searched for."""
        rows = self.table["nouns"]
        number = r"(?P<number>\d{1,4})(?![\d/／]|\.\d|[^\S\n]?[A-Z]?[^\S\n]?[(（])"
        if self.language == "zh":
            return regex.compile(rf"{rows['stem']}\s?{number}\s?号{self.either(rows['resolution'])}")
        organ = rf"(?i:\s+(?:{self.link}\s*)?{self.any_organ})?"
        return regex.compile(rf"{rows['stem']}\w{{0,8}}+{organ}\s+(?P<no>{self.either(rows['number'])}\s*)?{number}")

    @cached_property
    def owner(self) -> regex.Pattern[str]:
        """Backwards from a noun: the organ, or *its*."""
        return self.compile(f"(?r){self._owner_back}")

    @cached_property
    def own_in_noun(self) -> regex.Pattern[str] | None:
        """A noun that says *its* in one word, as Arabic does."""
        rows = self.table["organs"].get("own_nouns")
        return self.compile(self.either(rows)) if rows else None

    @cached_property
    def organ_after(self) -> regex.Pattern[str]:
        """The organ after a noun or a number: *de l'Assemblée générale*, *Генеральной Ассамблеи*."""
        if self.language == "zh":
            return regex.compile(r"(?!)")
        return self.compile(rf"[\s,،\u200e\u200f]*+(?:{self.link}\s*)?(?P<organ>{self.any_organ})(?!\w)")

    @cached_property
    def tail(self) -> regex.Pattern[str]:
        """What may follow a number: a footnote's mark, an organ, a date, in whatever order the language has them."""
        mark = rf"(?:{SPACE}*+{NOTE_MARK})*+"
        noun = rf"(?!['’]?s?\s+(?:{self.either([n for kind in KINDS for n in self.table['nouns'][kind]])})\b)"
        organ = rf"(?:[,،]?\s*+{self.link}\s*|\s++)(?P<organ>{self.any_organ})(?!\w){noun}"
        if self.table["organs"].get("own_nouns"):  # such a language puts the organ between noun and number
            organ = r"(?P<organ>(?!))"
        date = dates.following(self.language)
        return self.compile(rf"{mark}(?:(?:{date}){mark}(?:{organ})?+|(?:{organ}){mark}(?:{date})?+)?+{mark}")

    @cached_property
    def organ_anywhere(self) -> regex.Pattern[str]:
        return self.compile(f"{self.edge}(?:(?P<organ>{self.any_organ})|(?P<own>{self.own})){self.edge}")

    @cached_property
    def joins(self) -> str:
        """What parts the members of a list: commas, *and*, *as well as*, footnote marks between."""
        words = self.either(self.table["joins"]["and"])
        edge = "" if self.language in ("zh", "ar") else r"(?!\w)"
        mark = rf"(?:{NOTE_MARK}{SPACE}*+)?+"
        return rf"{SPACE}*+{mark}(?:[,،，、;；]{SPACE}*+{mark})?+(?:{words}{edge}{SPACE}*+)?+第?{SPACE}*+"

    @cached_property
    def to(self) -> str:
        return self.either(self.table["joins"]["to"])

    @cached_property
    def _join(self) -> regex.Pattern[str]:
        return self.compile(self.joins)

    def _is_join(self, gap: str) -> bool:
        return self._join.fullmatch(gap) is not None

    @cached_property
    def gap_end(self) -> regex.Pattern[str]:
        """The end of some words after which a number may go on: a comma, *and*, *its*, an organ."""
        words = self.either([*self.table["joins"]["and"], *self.table["joins"]["such"]])
        sign = rf"(?:[,،，、;；:(（]|\b{words})"
        owner = rf"(?:(?:{self.link}\s*)?(?:{self.any_organ}|{self.own}){SPACE}*)?"
        return self.compile(rf"{sign}{SPACE}*(?:{NOTE_MARK}{SPACE}*)?{owner}$")

    def organ(self, name: str) -> str | None:
        """The code of the body, `council` or `commission`, that a name found in the text stands for."""
        return _organ(self.language, name if "\n" not in name else " ".join(name.split()))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, one a process."""
    return Lexicon(language)


@lru_cache(maxsize=4096)
def _organ(language: str, name: str) -> str | None:
    words = lexicon(language)
    name = " ".join(name.split())
    matching = (code for code, names in words.organs.items() if regex.fullmatch(words.either(names), name, regex.I))
    return next(matching, None)
