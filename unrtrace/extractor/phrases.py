"""The words of one language, compiled to patterns when first needed.

Each pattern is anchored where something was already found, or carries a required literal, so that
no text is scanned by an alternation of everything.
"""

from functools import cache, cached_property

import regex

from unrtrace.languages import either, facts

# What may stand between the parts of a citation: spaces, bidi marks, closing and opening quotes.
SPACE = r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]"
NOTE_MARK = r"(?:[(\[]?[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹,]*+[)\]]?|<sup>\s*\d{1,3}\s*</sup>|\(\d{1,3}\)(?=[\s,;.،]))"
KINDS = ("resolution", "decision", "statement")
SHARED = ("council", "commission")
ARABIC_LETTERS = [
    "ألف",
    "باء",
    "جيم",
    "دال",
    "هاء",
    "واو",
    "زاي",
    "حاء",
    "طاء",
    "ياء",
    "كاف",
    "لام",
    "ميم",
    "نون",
    "سين",
    "عين",
    "فاء",
    "صاد",
    "قاف",
    "راء",
    "شين",
    "تاء",
    "ثاء",
    "خاء",
    "ذال",
    "ضاد",
]


class Lexicon:
    """Patterns of one language; `organ()` tells which body a matched name stands for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = facts(language)
        self.organs = {code: names for code, names in self.table["organs"].items() if code not in ("link", "own")}
        self.noun_first = self.table.get("order", "noun first") == "noun first"

    def either(self, phrases: list[str]) -> str:
        """One group for any of the phrases; one that never matches for an empty list."""
        return either(phrases, self.language) if phrases else r"(?:(?!))"

    def compile(self, source: str, flags: int = 0) -> regex.Pattern[str]:
        return regex.compile(source, regex.I | flags)

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
    def nouns(self) -> regex.Pattern[str]:
        """A noun like *resolution*, its kind as the name of the group."""
        rows = self.table["nouns"]
        edge = ("", "") if self.language == "zh" else (r"\b", r"\b")
        groups = "|".join(f"(?P<{kind}>{self.either(rows[kind])})" for kind in KINDS)
        return self.compile(f"{edge[0]}(?:{groups}){edge[1]}")

    @cached_property
    def bare(self) -> regex.Pattern[str]:
        """A noun with a number of no session or year: `resolution 1325`, `resolution No. 1309`."""
        rows = self.table["nouns"]
        noun = self.either(rows["resolution"])
        number = r"(?P<number>\d{1,4})(?![\d/／.]|[^\S\n]?[(（])"
        if self.language == "zh":
            return self.compile(rf"第\s?{number}\s?号{noun}")
        named = rf"(?P<no>{self.either(rows['number'])}\s*)?"
        return self.compile(rf"\b{noun}(?:\s+{self.link}?\s*{self.any_organ})?\s+{named}{number}(?!\s?[A-Z]?\s?\()")

    @cached_property
    def organ_before(self) -> regex.Pattern[str]:
        """The organ or *its* that stands right before a position, up to two other words between for *its*."""
        gap = r"\s*" if self.language == "zh" else r"\s+"
        words = "" if self.language == "zh" else r"(?:[\w'’-]+\s+)"
        return self.compile(
            rf"(?r)(?:\b(?P<own>{self.own})(?:\s+|(?<=['’]))(?:{words}){{0,3}}"
            rf"|(?P<organ>{self.any_organ})(?:['’]s)?{gap}(?:{words}){{0,1}})"
        )

    @cached_property
    def organ_after(self) -> regex.Pattern[str]:
        """The organ after a noun or a number: *de l'Assemblée générale*, *Генеральной Ассамблеи*."""
        link = rf"(?:{self.link}\s*)?"
        return self.compile(rf"{SPACE}*{link}(?P<organ>{self.any_organ})(?!\w)" if self.language != "zh" else r"(?!)")

    @cached_property
    def organ_anywhere(self) -> regex.Pattern[str]:
        edge = "" if self.language == "zh" else r"\b"
        return self.compile(rf"{edge}(?:(?P<organ>{self.any_organ})|(?P<own>{self.own})){edge}")

    @cached_property
    def joins(self) -> str:
        """What parts the members of a list: commas, *and*, *as well as*."""
        words = self.either(self.table["joins"]["and"])
        edge = "" if self.language in ("zh", "ar") else r"(?!\w)"
        return rf"(?:[,،，、;；]{SPACE}*)?+(?:{words}{edge}{SPACE}*)?+"

    @cached_property
    def to(self) -> str:
        return self.either(self.table["joins"]["to"])

    def organ(self, name: str) -> str | None:
        """The code of the body, `council` or `commission`, that a name found in the text stands for."""
        return _organ(self.language, " ".join(name.split()))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, one a process."""
    return Lexicon(language)


@cache
def _organ(language: str, name: str) -> str | None:
    words = lexicon(language)
    matching = (code for code, names in words.organs.items() if regex.fullmatch(words.either(names), name, regex.I))
    return next(matching, None)
