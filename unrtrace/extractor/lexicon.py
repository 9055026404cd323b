"""The words of one language, compiled to patterns when first needed.

Each pattern is anchored where something was already found, or carries a literal that a search starts
from, so that no text is scanned by an alternation of everything.
"""

import re
from functools import cache, cached_property, lru_cache

from unrtrace.facts import load
from unrtrace.symbols.tables import organisation_codes
from unrtrace.text import dates
from unrtrace.text.characters import BIDI_CONTROLS, DIRECTION_MARKS, HYPHENS, SUPERSCRIPT_DIGITS
from unrtrace.text.language import facts, language_of
from unrtrace.text.organisations import standard
from unrtrace.text.phrase_pattern import NEVER, any_of

# What may stand between the parts of a citation: spaces, bidi marks, closing and opening quotes.
SPACE = rf"[\s{BIDI_CONTROLS}]"
QUOTE = r"[\"“”«»„'’()（）\[\]《》*_]"
RAISED = rf"[(\[]?[{SUPERSCRIPT_DIGITS}][{SUPERSCRIPT_DIGITS},]*+[)\]]?"
NOTE_MARK = rf"(?:{RAISED}|<sup>\s*\d{{1,3}}\s*</sup>|\(\d{{1,3}}\)(?=[\s,;.،])|\[\^?\d{{1,3}}\])"
NO_ORGAN = ("link", "own", "own_nouns", "parties")
NEWER = ("UNEP/EA", "HSP/HA", "ICCD/COP")  # bodies whose names the table has without prepositions
ACRONYM = 8  # letters that an acronym has at most
REACH, NAME = 300, 80  # characters to the left of a place; of the name of a conference of parties
# The number of another organisation's resolution, which tells whose it is: WHA57.19, A40-17.
LOOKALIKES = dict(zip("ABCEHKMOPTX", "АВСЕНКМОРТХ", strict=True))  # Latin capitals that Cyrillic ones look like
_CAPITAL = re.compile(r"\[[^]]*\]|[A-Z]")


def _with_lookalikes(form: str) -> str:
    """Return a pattern whose capitals may be Cyrillic ones that look like them."""
    return _CAPITAL.sub(lambda one: f"[{one[0]}{LOOKALIKES[one[0]]}]" if one[0] in LOOKALIKES else one[0], form)


FORMS = [
    (code, _with_lookalikes(form)) for code, row in load("bodies")["bodies"].items() for form in row.get("forms", ())
]
FORM = rf"(?P<form>{'|'.join(form for _, form in FORMS)})(?![A-Za-z0-9])"
KINDS = ("resolution", "decision", "statement")
# After a word or a name: no further letter, but perhaps a footnote's mark.
END = rf"(?![^\W{SUPERSCRIPT_DIGITS}])"


def _organisation_names(language: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the names and the acronyms of those organisations in a language, each by code."""
    own, rows = facts(language)["organisations"], standard().rows
    names, acronyms = {}, {}
    for code in organisation_codes():
        row = rows.get(code, {})
        former = [old for old in row.get("former", ()) if old["language"] == language]
        found = [*own.get(code, ()), *row.get(language, ()), *(old["name"] for old in former)]
        short = [*row.get("acronyms", {}).get(language, ()), *(old["acronym"] for old in former if "acronym" in old)]
        acronyms[code] = [*short, *(name for name in found if name.isupper() and len(name) < ACRONYM)]
        names[code] = _with_clitics([name for name in found if name not in acronyms[code]], language)
    return names, acronyms


def _with_clitics(names: list[str], language: str) -> list[str]:
    """Return names also as they are written together with a preposition or *and* before them."""
    clitics = language_of(language).clitics
    if clitics is None:
        return names
    found = list(names)
    for short in (*clitics.conjunctions, *clitics.prepositions):
        joined = clitics.contractions.get(short)
        for name in names:
            contracted = joined and name.startswith(clitics.article)
            found.append(joined + name.removeprefix(clitics.article) if contracted and joined else short + name)
    return found


class Left:
    """What was found to the left of a place, with the methods of a match."""

    __slots__ = ("_match", "_place")

    def __init__(self, match: re.Match[str], place: int) -> None:
        self._match, self._place = match, place

    def span(self, group: str | int = 0) -> tuple[int, int]:
        """The half-open span of a group in the text."""
        start, end = self._match.span(group)
        return self._place - end, self._place - start

    def start(self, group: str | int = 0) -> int:
        """Where a group begins in the text."""
        return self._place - self._match.end(group)

    def __getitem__(self, group: str) -> str | None:
        found: str | None = self._match[group]
        return found[::-1] if found else None

    @property
    def lastgroup(self) -> str | None:
        """The group that stands farthest to the left."""
        return self._match.lastgroup


class Leftwards:
    """A pattern, written mirrored, for what ends at a place; it is tried on the text turned around.

    >>> Leftwards("(?P<digits>[0-9]+)").match("E/1996/90", 0, 6)["digits"]
    '1996'
    """

    def __init__(self, source: str) -> None:
        self._match = re.compile(source, re.I).match

    def match(self, text: str, floor: int, place: int) -> Left | None:
        """What stands right before a place, not before the floor nor out of reach."""
        floor = floor if floor > place - REACH else place - REACH
        match = self._match(text[floor if floor > 0 else 0 : place][::-1])
        return Left(match, place) if match else None


class Lexicon:
    """Patterns of one language; `organ()` tells which body a matched name stands for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = facts(language)
        self.properties = language_of(language)
        short = self.table["short"]
        self.organs = {
            code: [*names, *short.get(code, [])] for code, names in self.table["organs"].items() if code not in NO_ORGAN
        }
        names, self.acronyms = _organisation_names(language)
        self.organs |= {code: _with_clitics(self.organs[code], language) for code in NEWER if code in self.organs}
        self.organs |= {code: [*self.organs.get(code, []), *found] for code, found in names.items()}
        self.noun_first = self.properties.noun_first
        self.is_join = lru_cache(maxsize=4096)(self._is_join)

    def any_of(self, phrases: list[str]) -> str:
        """One group for any of the phrases; one that never matches for an empty list."""
        return any_of(phrases, self.language) if phrases else r"(?:(?!))"

    def mirrored(self, phrases: list[str]) -> str:
        """The same for a mirrored pattern."""
        return any_of(phrases, self.language, mirrored=True) if phrases else r"(?:(?!))"

    def compile(self, source: str) -> re.Pattern[str]:
        """A pattern that does not tell capitals from small letters."""
        return re.compile(source, re.I)

    @property
    def prefixed(self) -> bool:
        """Whether prepositions and *and* are written with the word after them, as in Arabic."""
        return self.properties.clitics is not None

    @cached_property
    def edge(self) -> str:
        """Where a word begins or ends; empty in a language that does not part its words."""
        return r"\b" if self.properties.spaces else ""

    @cached_property
    def _number_prefix(self) -> str:
        """What a number begins with, where the noun stands after it: 第, or nothing."""
        return "" if self.noun_first else f"{self.any_of(self.table['nouns']['number'])}?"

    @cached_property
    def _number_suffix(self) -> str:
        """What a number ends with, where the noun stands after it: 号."""
        return self.any_of(self.table["nouns"]["number_after"])

    @cached_property
    def any_organ(self) -> str:
        names = self.any_of([name for names in self.organs.values() for name in names])
        acronyms = self.any_of([name for names in self.acronyms.values() for name in names])
        return rf"(?:{names}|(?-i:{acronyms}))"

    @cached_property
    def own(self) -> str:
        return self.any_of(self.table["organs"]["own"])

    @cached_property
    def link(self) -> str:
        return self.any_of([words for words in self.table["organs"]["link"] if words])

    @cached_property
    def noun(self) -> str:
        rows = self.table["nouns"]
        return "|".join(f"(?P<{kind}>{self.any_of(rows[kind])})" for kind in KINDS)

    @cached_property
    def nouns(self) -> re.Pattern[str]:
        """A noun like *resolution*, its kind as the name of the group."""
        before, after = (r"(?<!\w)", r"(?!\w)") if self.properties.spaces else ("", "")
        after = after and rf"(?![\w{self.properties.marks}])"
        other = rf"(?!\s+{self.any_of(self.table['nouns']['other_sense'])}(?!\w))" if self.properties.spaces else ""
        return self.compile(f"{before}(?:{self.noun}){after}{other}")

    @cached_property
    def _organs_mirrored(self) -> str:
        names = self.mirrored([name for names in self.organs.values() for name in names])
        acronyms = self.mirrored([name for names in self.acronyms.values() for name in names])
        return rf"(?:{names}|(?-i:{acronyms}))"

    @cached_property
    def noun_before(self) -> "Leftwards":
        """Left of a number: *No.*, the noun with the organ after it, and the organ or *its* before it."""
        rows = self.table["nouns"]
        link = self.mirrored([words for words in self.table["organs"]["link"] if words])
        number = rf"(?:{self.mirrored(rows['number'])}{SPACE}*)?"
        organ = rf"(?:(?P<organ>{self._organs_mirrored})(?:{SPACE}*{link})?{SPACE}+)?"
        noun = "|".join(f"(?P<{kind}>{self.mirrored(rows[kind])})" for kind in KINDS)
        phrase = rf"{number}{organ}(?<!\w)(?:{noun})(?![\w/])(?:{self._owner_mirrored})?"
        return Leftwards(rf"(?>(?:{SPACE}|{QUOTE})*){phrase}")

    @cached_property
    def noun_right_before(self) -> "Leftwards":
        """The noun right before a number, in a language that puts it last otherwise: 决议一五一四(十五)."""
        noun = "|".join(f"(?P<{kind}>{self.mirrored(self.table['nouns'][kind])})" for kind in KINDS)
        return Leftwards(rf"\s*(?:{noun})")

    @cached_property
    def form_member(self) -> re.Pattern[str]:
        """The next of a list of numbers that tell their organisation."""
        return re.compile(rf"(?i:{self.joins})(?<=\W){FORM}")

    @cached_property
    def _of_year(self) -> str:
        """A year that words give to a number: `of 1990`, *de 1990*, in parentheses or not."""
        rows = [row.replace("{y}", "9999") for row in self.table["nouns"]["of_year"]]
        return self.any_of(rows).replace("9999", r"(?:19|20)\d\d(?![\d/])") if rows else NEVER

    @cached_property
    def _dated(self) -> str:
        return rf"(?P<dated>[^\S\n]?(?:\(\s?{self._of_year}\s?\)|{self._of_year}))?"

    @cached_property
    def bare_member(self) -> re.Pattern[str]:
        """The next number of a list of numbers of no session or year."""
        return self.compile(
            rf"{self.joins}(?<=\W)(?P<number>\d{{3,4}})(?![\d/／]|\.\d|\s?[(（]\s?(?!{self._of_year}))(?!\w){self._dated}"
        )

    @cached_property
    def _owner_mirrored(self) -> str:
        """The organ right before a noun, a word between at most, or *its* with up to three words between."""
        spaces = self.properties.spaces
        gap = r"\s+" if spaces else r"\s*"
        joins = self.mirrored(self.table["joins"]["and"])
        word = rf"(?:\s+(?!{joins}(?![\w'’-]))[\w'’-]+)" if spaces else ""
        own = self.mirrored(self.table["organs"]["own"])
        apart = r"(?!\w)" if spaces and not self.prefixed else ""
        return (
            rf"(?:(?:{word})??{gap}(?:s['’])?(?P<before>{self._organs_mirrored}){apart}"
            rf"|(?:{word}){{0,3}}?(?:\s+|(?=['’]))(?P<own>{own})\b)"
        )

    @cached_property
    def stems(self) -> list[str]:
        """What the nouns of a resolution hold, in small letters and in capitals: this is searched for."""
        stem = self.table["nouns"]["stem"]
        return list(dict.fromkeys((stem, stem.upper())))

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """The rest of a noun, behind its stem, and a number of no session or year: `resolution 1325`."""
        rows = self.table["nouns"]
        letter = r"(?:[^\S\n]?(?P<letter>[A-HJ-Z])(?![A-Za-z0-9'’.]))?"
        # A session or year in parentheses, not a day or *of* and a year: (31 October 2000), (of 2000).
        opened = rf"[^\S\n]?[A-Z]?[^\S\n]?[(（](?!\d{{1,2}}\s[^\W\d_]|\s?{self._of_year})"
        number = rf"(?P<number>\d{{1,4}})(?![\d/／]|\.\d|{opened}|[^\S\n]?C/){letter}"
        if not self.noun_first:
            suffix = self._number_suffix
            more = rf"(?P<more>(?>(?:\s?{suffix}?{self.joins}(?<=\D)\d{{3,4}}(?![\d/／]|\s?[(（])){{0,20}}))"
            return re.compile(rf"\s?(?:{number}{more}|{FORM})\s?{suffix}{self.any_of(rows['resolution'])}")
        organ = rf"(?i:\s+(?=\D)(?:{self.link}\s*)?{self.any_organ})?"
        no = rf"(?P<no>(?i:{self.any_of(rows['number'])})\s*)?"
        return re.compile(rf"\w{{0,8}}+{organ}\s+{no}(?:{number}{self._dated}|{FORM})")

    @cached_property
    def dated(self) -> re.Pattern[str]:
        """A year that words give to the number before it."""
        return self.compile(self._dated)

    @cached_property
    def year_before(self) -> "Leftwards":
        """The year right before a number, in a language that has the noun after it: 1990年第661号决议."""
        return Leftwards(r"\s*第?\s*年\s?(?P<year>\d{4})(?!\d)")

    @cached_property
    def _organs_of_nouns(self) -> dict[str, re.Pattern[str]]:
        return {code: self.compile(self.any_of(names)) for code, names in self.table["nouns"]["of"].items()}

    def organ_of_noun(self, noun: str) -> str | None:
        """The organ that a noun names by itself, as UNSCR does."""
        return next((code for code, names in self._organs_of_nouns.items() if names.fullmatch(noun)), None)

    @cached_property
    def owner(self) -> "Leftwards":
        """Left of a noun: the organ, or *its*."""
        return Leftwards(self._owner_mirrored)

    @cached_property
    def organ_before_comma(self) -> "Leftwards":
        """Left of a noun: an organ and a comma, as lists of references have it."""
        return Leftwards(rf"\s*[,،]\s*(?P<organ>{self._organs_mirrored})(?!\w)")

    @cached_property
    def subject(self) -> "Leftwards":
        """Left of *its*: the organ whose it is, a comma and a word like *in* or *contained in* at most between."""
        between = rf"(?:{self.mirrored(self.table['joins']['contained'])}(?!\w)|\w{{1,4}})"
        note = rf"(?:{SPACE}*[{SUPERSCRIPT_DIGITS}]+)?"
        return Leftwards(rf"\s*(?:{between}\s*)?[,،]?{note}\s*(?P<organ>{self._organs_mirrored})(?!\w)")

    @cached_property
    def of_another(self) -> re.Pattern[str]:
        """What tells, between a date and a Chinese number, that the date is of something named before the number.

        A parenthesis that closes, or *and* after words right before the number or its organ: 7月19日声明和第1373号.
        """
        joins = self.any_of(self.table["joins"]["and"])
        return re.compile(
            rf"[)）]|(?<!\d)(?<!{self._number_suffix}){joins}(?:{self.any_organ})?\s*{self._number_prefix}\s*\Z"
        )

    @cached_property
    def quoted(self) -> re.Pattern[str]:
        """What stands in Chinese quotation or title marks, but for the convention that a conference is named after."""
        quotations = ["“[^”]*”", '"[^"]*"']
        if marks := self.properties.title_marks:
            parties = self.any_of(self.table["organs"]["parties"])
            quotations.append(f"{marks[0]}[^{marks[1]}]*{marks[1]}(?!{parties})")
        return self.compile("|".join(quotations))

    @cached_property
    def _parties(self) -> "Leftwards | re.Pattern[str]":
        rows = self.table["organs"]["parties"]
        if marks := self.properties.title_marks:
            return self.compile(f"{marks[1]}{self.any_of(rows)}")
        return Leftwards(rf"{SPACE}*{self.mirrored(rows)}(?!\w)")

    def names_conference(self, text: str, start: int, end: int) -> bool:
        """Whether the convention named between two offsets is part of the name of its parties' conference."""
        pattern = self._parties
        if isinstance(pattern, Leftwards):
            return pattern.match(text, max(0, start - NAME), start) is not None
        return pattern.match(text, end) is not None

    @cached_property
    def _of_convention(self) -> re.Pattern[str]:
        own = self.properties
        capital = rf"\s+(?-i:[{own.inflection.upper()}])" if own.bare_genitive else ""
        return self.compile(self.any_of(self.table["organs"]["parties"]) + capital)

    def names_convention(self, text: str, start: int) -> bool:
        """Whether the conference of parties that is named at a place is that of a convention named with it."""
        if marks := self.properties.title_marks:
            return text[start - 1 : start] == marks[1]
        return self._of_convention.match(text, start) is not None

    @cached_property
    def own_in_noun(self) -> re.Pattern[str] | None:
        """A noun that says *its* in one word, as Arabic does."""
        rows = self.table["organs"].get("own_nouns")
        return self.compile(self.any_of(rows)) if rows else None

    @cached_property
    def organ_after(self) -> re.Pattern[str]:
        """The organ after a noun or a number: *de l'Assemblée générale*, *Генеральной Ассамблеи*."""
        if not self.noun_first:
            return re.compile(NEVER)
        return self.compile(
            rf"[\s,،{DIRECTION_MARKS}]*+(?:{self.link}\s*)?(?P<organ>{self.any_organ}){END}{self._not_a_noun}"
        )

    @cached_property
    def _not_a_noun(self) -> str:
        """After an organ that belongs to what stands before it: in *General Assembly resolution* it does not."""
        return rf"(?!['’]?s?\s+(?:{self.any_of([noun for kind in KINDS for noun in self.table['nouns'][kind]])})(?!\w))"

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """What may follow a number: a footnote's mark, an organ, a date, in whatever order the language has them."""
        mark = rf"(?>(?:{SPACE}*+{NOTE_MARK})*)"
        organ = rf"(?:[,،]?\s*+{self.link}\s*|\s++)(?P<organ>{self.any_organ}){END}{self._not_a_noun}"
        if self.table["organs"].get("own_nouns"):  # such a language puts the organ between noun and number
            organ = r"(?P<organ>(?!))"
        date, later = (dates.following_date_pattern(self.language, group) for group in ("date", "later"))
        after_organ = rf"(?(organ)(?>(?:{later}{mark})?)|)"
        return self.compile(rf"{mark}(?>(?:{date}{mark})?)(?>(?:(?:{organ}){mark})?)(?(date)|{after_organ})")

    @cached_property
    def titled(self) -> re.Pattern[str]:
        """A title between a number and its date: `, on institution-building, of 18 June 2007`, `«О морях» от ...`."""
        quoted, plain = r"\s*[“«\"][^”»\"\n]{1,200}[”»\"]\s*[,،]?", r"[^,،;؛.:\n]{1,120}[,،]"
        titles = self.any_of(self.table["joins"]["title"])
        return self.compile(
            rf"[,،]?(?:{quoted}|\s*{titles}(?!\w)(?:{quoted}|{plain})){dates.following_date_pattern(self.language)}"
        )

    @cached_property
    def document(self) -> re.Pattern[str]:
        """The noun of a document, which makes a number that of no resolution: LC 30/16号文件."""
        return self.compile(rf"\s*{self.any_of(self.table['pinpoints']['document'])}")

    @cached_property
    def title_opens(self) -> re.Pattern[str]:
        """What opens the title of a resolution: *on*, 关于."""
        return self.compile(rf"\s*{self.any_of(self.table['joins']['title'])}")

    @cached_property
    def organ_anywhere(self) -> re.Pattern[str]:
        return self.compile(f"{self.edge}(?:(?P<organ>{self.any_organ})|(?P<own>{self.own})){self.edge}")

    @cached_property
    def joins(self) -> str:
        """What parts the members of a list: commas, *and*, *as well as*, footnote marks between."""
        words = self.any_of(self.table["joins"]["and"])
        edge = r"(?!\w)" if self.properties.spaces and not self.prefixed else ""
        mark = rf"(?>(?:{NOTE_MARK}{SPACE}*+)?)"
        sign = rf"(?>(?:[,،，、;；؛]{SPACE}*+{mark})?)"
        number = (
            rf"(?:{self.any_of(self.table['nouns']['number'])}{SPACE}*)?" if self.noun_first else self._number_prefix
        )
        return rf"{SPACE}*+{mark}{sign}(?>(?:{words}{edge}{SPACE}*+)?){number}{SPACE}*+"

    @cached_property
    def to(self) -> str:
        return self.any_of(self.table["joins"]["to"])

    @cached_property
    def _join(self) -> re.Pattern[str]:
        return self.compile(self.joins)

    def _is_join(self, gap: str) -> bool:
        return self._join.fullmatch(gap) is not None

    @cached_property
    def _range(self) -> re.Pattern[str]:
        return self.compile(rf"{SPACE}*(?:[{HYPHENS}—]|{self.edge}{self.to}{self.edge}){SPACE}*{self._number_prefix}")

    def is_range(self, gap: str) -> bool:
        """Return whether what stands between two numbers makes them a range: a dash, *to*, *à*, *по*."""
        return self._range.fullmatch(gap) is not None

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left, so that copies may turn numbers round."""
        return self.properties.right_to_left

    @cached_property
    def gap_end(self) -> re.Pattern[str]:
        """The end of some words after which a number may go on: a comma, *and*, *its*, an organ."""
        words = self.any_of([*self.table["joins"]["and"], *self.table["joins"]["such"]])
        sign = rf"(?:[,،，、;；:(（]|\b{words})"
        owner = rf"(?:(?:{self.link}\s*)?(?:{self.any_organ}|{self.own}){SPACE}*)?"
        return self.compile(rf"{sign}{SPACE}*(?:{NOTE_MARK}{SPACE}*)?{owner}$")

    @cached_property
    def named(self) -> dict[str, re.Pattern[str]]:
        """By the code of each body, the names that stand for it."""
        return {
            code: self.compile(f"{self.any_of(names)}|(?-i:{self.any_of(self.acronyms.get(code, []))})")
            for code, names in self.organs.items()
        }

    def organ(self, name: str) -> str | None:
        """The code of the body, `council` or `commission`, that a name found in the text stands for."""
        return _organ(self.language, name if "\n" not in name else " ".join(name.split()))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, one a process."""
    return Lexicon(language)


@lru_cache(maxsize=4096)
def _organ(language: str, name: str) -> str | None:
    name = " ".join(name.split())
    return next((code for code, names in lexicon(language).named.items() if names.fullmatch(name)), None)
