"""The part of a document that is cited: `, annex II`, `paragraphs 11 and 15 of`, `第3段`."""

import re
from functools import cache, lru_cache

from unrtrace.extractor.lexicon import KINDS, SPACE, Leftwards, Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.facts import load
from unrtrace.text.characters import CYRILLIC_TO_LATIN
from unrtrace.text.language import language_of
from unrtrace.text.ordinals import number_signs
from unrtrace.text.ordinals import value as number_of
from unrtrace.text.phrase_pattern import NEVER
from unrtrace.text.roman import to_roman

PARTS = ("annex", "paragraph", "chapter", "section", "part", "article", "resolution", "footnote", "volume")
PARTING = r"\s,，،、;；)）》”."
BEFORE = 12  # characters before a phrase in which the end of a part with its *of* stands
LETTERED = 6  # letters that parts are lettered by in capitals, besides A to Z
HEAD = 3  # letters by which the name of a part is told from other words


@cache
def _pinpoints(words: Lexicon) -> re.Pattern[str]:
    """`, chap. I`, `, annex II`, `, paras. 3 and 4`: one part after a citation."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.any_of(rows[part])})" for part in PARTS if rows.get(part))
    ordinal = _ordinal(words)
    if not words.noun_first:
        nouns = words.table["nouns"]
        noun = words.any_of(nouns["resolution"] + nouns["decision"])
        prefix, suffix = words.any_of(nouns["number"]), words.any_of(nouns["number_after"])
        document, division = words.any_of(rows["document"]), words.any_of(rows["divisions"])
        # After a comma, a conference's resolution in its report; else the noun that a resolution's number has.
        named = named.replace("(?P<resolution>", r"(?P<resolution>(?<=[,，、])(?=\D{1,2}\s?\d)")
        return re.compile(
            rf"[\s,，、;；)）》]*(?:{noun}|{suffix}{document}?)?{division}?[\s,，]*"
            rf"(?:(?:{prefix}(?=[^A-Z])|(?=[A-Z]))(?P<before>{ordinal}(?>(?:{_glue(words)}{ordinal})*)))?(?:{named})"
            rf"(?(before)|(?P<after>{ordinal}(?>(?:{_glue(words)}{ordinal})*))?)"
        )
    return re.compile(
        rf"(?:{SPACE}|[,،.])*[)）]?(?:{SPACE}|[,،])*(?:{named})(?P<before>(?!))?"
        rf"(?:\s*(?P<after>{ordinal}{_more(words)})(?!\w))?(?!\w){_not_before(words)}",
        re.I,
    )


def _not_before(words: Lexicon) -> str:
    """Not where the part belongs to what follows: `, section II of resolution 67/219`."""
    rows = words.table["pinpoints"]["before"]
    nouns = words.any_of([noun for kind in KINDS for noun in words.table["nouns"][kind]])
    return rf"(?!\s+(?:{words.any_of([row for row in rows if row])}|{nouns if '' in rows else NEVER})(?!\w))"


def names_part(text: str, position: int, words: Lexicon) -> bool:
    """Whether a part, an annex or a paragraph, is named at a position."""
    return _pinpoints(words).match(text, position) is not None


# A short parenthesis between a citation and what follows it, as in *51/148 (see para. 5) and 51/149*.
_PARENTHESIS = re.compile(r"\s*[(（][^()（）\n]{1,80}[)）]")


def end_of_part(text: str, start: int, end: int, words: Lexicon) -> int:
    """Return where the part named right after a citation ends, or a short parenthesis; the start where none is.

    >>> from unrtrace.extractor.lexicon import lexicon
    >>> end_of_part("31/140, para. 7, and 38/55", 6, 26, lexicon("en"))
    15
    """
    if parenthesis := _PARENTHESIS.match(text, start, end):
        start = parenthesis.end()
    while _heads(words).match(text, start, end) and (match := _pinpoints(words).match(text, start, end)):
        if match.end() == start or match["resolution"]:  # the noun of the next citation
            break
        start = match.end()
    return start


# White space in a paragraph: no blank line, and no line that a number opens.
LETTERS_ALONE = r"\([a-z]{1,4}\)(?:\([a-z]{1,4}\))*"  # of the number before: 4 (b) and (c)
WITHIN = r"[^\S\n]*+(?:\n(?![^\S\n]*(?:\n|\d{1,3}\.\s))\s*+)?"


@cache
def _figures(words: Lexicon, mirrored: bool = False) -> str:
    """Return the pattern (source) of a part's number in figures, signs or letters, and of letters in parentheses.

    A `mirrored` pattern matches in a text that is turned around.
    """
    language = language_of(words.language)
    letters = "" if language.numerals else "".join(language.labels)
    capitals = "".join(labels[:LETTERED].upper() for labels in language.labels) if language.capitals else ""
    numbers = [f"(?-i:[IVXLC]{{1,7}}|[A-Z{capitals}])", r"\d{1,4}"]
    if signs := number_signs(words.language, 100):
        numbers.append(f"[{signs}]{{1,4}}")
    number, opening, closing = f"(?:{'|'.join(numbers)})", r"\(", r"\)"
    further = r"(?-i:[IVX]{1,4}|[A-Z]|\d{1,2})"  # the rest of B.1, I.A
    if mirrored:
        return rf"(?:{closing}[a-z{letters}\d]{{1,4}}{opening}\s?)*(?:{further}\.)?{number}"
    return rf"{number}(?>(?:\.{further}(?!\w))?)(?>(?:\s?{opening}[a-z{letters}\d]{{1,4}}{closing})*)"


def _more(words: Lexicon) -> str:
    """The rest of a range or list of numbers: `-5`, ` to 5`, `, 4 and 5`."""
    glue = rf"\s?[-–‑]\s?|\s*(?:,\s*)?\b(?:{words.to}|{words.any_of(words.table['joins']['and'])})\s+|,{WITHIN}"
    return rf"(?>(?:(?:{glue})(?:{_ordinal(words)}|{LETTERS_ALONE})(?![\w/]))*)"


@cache
def _ordinal(words: Lexicon) -> str:
    """A part's number in figures or, as the language has them, in words; in Arabic also a letter's name."""
    names = list(words.table["pinpoints"]["ordinals"])
    if words.prefixed:
        names += load("bodies")["arabic_letters"]
    return f"(?:{words.any_of(names)}|{_figures(words)})" if names else _figures(words)


@cache
def ordinals(words: Lexicon) -> str:
    """The regular expression (source) of a part's number, of a range or of a list of them."""
    ordinal = _ordinal(words)
    if words.noun_first:
        return ordinal + _more(words)
    return rf"{ordinal}(?>(?:{_glue(words)}{words.any_of(words.table['nouns']['number'])}?{ordinal})*)"


def _glue(words: Lexicon) -> str:
    """What joins the numbers of a range or list, where words are not parted."""
    return words.any_of([*words.table["joins"]["to"], *words.table["joins"]["and"]])


def members(value: str, words: Lexicon) -> list[tuple[int, int, str]]:
    """The members of a list of parts' numbers: the span of each in the list, and its number in figures.

    >>> from unrtrace.extractor.lexicon import lexicon
    >>> members("I and II", lexicon("en")), members("one", lexicon("en"))
    ([(0, 1, 'I'), (6, 8, 'II')], [(0, 3, 'I')])
    """
    found, start = [], 0
    for join in (*_split(words).finditer(value), None):
        end = join.start() if join else len(value)
        found.append((start, end, _number(_without_prefix(value[start:end], words), words)))
        start = join.end() if join else end
    return found


def _without_prefix(number: str, words: Lexicon) -> str:
    """A number without what it begins with, where the noun stands after it: 第."""
    if not words.noun_first:
        for prefix in words.table["nouns"]["number"]:
            number = number.removeprefix(prefix)
    return number


@cache
def _before(words: Lexicon) -> tuple[Leftwards, Leftwards]:
    """Left of a phrase: *paragraphs 11 and 15 of*, *the annex to*; and left of such a part what it is a part of."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.mirrored(rows[part])})" for part in PARTS[:6] if rows.get(part))
    of = rf"\s*{words.mirrored([row for row in rows['before'] if row])}\s+"
    anywhere = rf"(?:{of}|\s+)"
    glue = words.mirrored([*words.table["joins"]["and"], *words.table["joins"]["to"]])
    figures = _figures(words, mirrored=True)
    more = rf"(?:(?:{figures}|\)[a-z]{{1,4}}\()(?:\s*,\s*|\s?[-–‑]\s?|\s+{glue}\s+))*"
    numbered = rf"(?P<number>{more}{figures})\s+(?:{named})\b"
    whole = rf"(?P<whole>{words.mirrored(rows['annex'])})\b"
    construct = rf"\s+(?P<construct>{words.mirrored(rows['construct'])})(?!\w)"
    first = f"{anywhere if '' in rows['before'] else of}{numbered}|{of}{whole}|{construct}"
    return Leftwards(first), Leftwards(f"{anywhere if '' in rows['before'] else of}(?:{numbered}|{whole})")


@cache
def _heads(words: Lexicon) -> re.Pattern[str]:
    """What parts a citation from a part that follows, and the first letters of that part's name."""
    names = [name for part in PARTS for name in words.table["pinpoints"].get(part, [])]
    heads = [head for name in names for head in (name[:HEAD].lower(), name[:HEAD].capitalize(), name[:HEAD].upper())]
    if not words.noun_first:
        nouns = words.table["nouns"]
        rows = nouns["number"], nouns["number_after"], nouns["resolution"], words.table["pinpoints"]["divisions"]
        heads += [word[0] for row in rows for word in row]
    return re.compile(rf"[{PARTING}]*+{words.any_of(heads)}")


@cache
def _named(words: Lexicon) -> tuple[str, ...]:
    """The parts that the language has names for."""
    return tuple(part for part in PARTS if words.table["pinpoints"].get(part))


def add_pinpoints(text: str, finds: list[Mention], words: Lexicon) -> None:
    """Read the parts named right after each citation, or right before its phrase, into its `pinpoint`."""
    pattern, may_follow, named = _pinpoints(words), _heads(words).match, _named(words)
    endings, last_signs = _endings(words)
    limits = [*(find.start for find in finds[1:]), len(text)]
    for find, limit in zip(finds, limits, strict=False):
        position, parts = find.phrase_end, {}
        follows = may_follow(text, position)
        while follows and (match := pattern.match(text, position, min(limit, position + 120))):
            part = next(name for name in named if match[name])
            value = (match["before"] or match["after"] or "").strip()
            if part in parts or (not value and part != "annex"):
                break
            parts[part] = _number(value, words)
            position = match.end()
        lead = find.phrase_start
        sign = text[lead - 2 : lead - 1] if text[lead - 1].isspace() else text[lead - 1]
        if sign in last_signs and text[max(0, lead - BEFORE) : lead].rstrip().endswith(endings):
            _add_before(text, find, parts, words)
        if parts:
            find.pinpoint, find.phrase_end = {**(find.pinpoint or {}), **parts}, position


@cache
def _endings(words: Lexicon) -> tuple[tuple[str, ...], frozenset[str]]:
    """How the words between a part and its document end; in a language that needs none, how a number ends.

    And what the sign before a space then is.
    """
    rows = words.table["pinpoints"]["before"]
    numbers = "0123456789IVX)" if "" in rows else ""
    words_before = [word for word in (*rows, *words.table["pinpoints"]["construct"]) if word]
    endings = {word.replace("'", sign) for word in words_before for sign in "'’"} | {*numbers}
    return tuple(endings), frozenset({*(ending[-1] for ending in endings), *" \t\n\u00a0"})


def _add_before(text: str, find: Mention, parts: dict[str, str], words: Lexicon) -> None:
    first, further = _before(words)
    floor, place, pattern = max(0, find.phrase_start - 80), find.phrase_start, first
    while match := pattern.match(text, floor, place):
        if match["whole"] or (pattern is first and match["construct"]):
            part, number = "annex", ""
        else:
            part = next(name for name in PARTS[:6] if words.table["pinpoints"].get(name) and match[name])
            number = match["number"] or ""
        if part in parts:
            return
        parts[part] = _number(number, words)
        place, pattern = match.start(), further


@lru_cache(maxsize=4096)
def _number(value: str, words: Lexicon) -> str:
    """A part's number: a range as `3-5`, a list as `3, 4`, words as a Roman number, a letter's name as the letter."""
    value = _range(words).sub("-", value)
    return ", ".join("-".join(_in_figures(end, words) for end in one.split("-")) for one in _split(words).split(value))


@cache
def _ordinal_words(words: Lexicon) -> re.Pattern[str]:
    return words.compile(words.any_of(words.table["pinpoints"]["ordinals"]))


@lru_cache(maxsize=4096)
def _in_figures(value: str, words: Lexicon) -> str:
    if value.isdecimal():
        return value
    if _ordinal_words(words).fullmatch(value):
        return to_roman(number_of(value, words.language) or 0)
    if value and all(sign in number_signs(words.language, 10) for sign in value):
        return to_roman(number_of(value, words.language) or 0)
    letter = value.translate(CYRILLIC_TO_LATIN) if len(value) == 1 else value
    return str(load("bodies")["arabic_letters"].get(value, letter))


@cache
def _range(words: Lexicon) -> re.Pattern[str]:
    """Return the pattern of what joins the ends of a range; a word only between others: a section `A` is not *a*."""
    if not words.edge:
        return words.compile(rf"\s*(?:[-–‑]|{words.to})\s*")
    return words.compile(rf"(?<=[\w)])\s*(?:[-–‑]|(?<=\s){words.to}(?=\s))\s*")


@cache
def _split(words: Lexicon) -> re.Pattern[str]:
    before, after = (r"(?<=\s)", "") if words.prefixed else (words.edge, words.edge)
    return words.compile(rf"\s*(?:[,،、]|(?:,\s*)?{before}{words.any_of(words.table['joins']['and'])}{after})\s*")
