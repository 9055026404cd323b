"""Document symbols in a text: `E/CN.9/1997/2`, `A/62/17 (Part I)`, `A/51/L.53 and Add.1`.

A run of components is found by its first slash and read by `Symbol.parse`; what is no symbol is left.
What a scan spoilt is read by `damaged`, what is coordinated to a symbol by `coordinated`.
"""

import re
from functools import lru_cache
from string import ascii_uppercase, digits
from typing import NamedTuple

import regex

from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import coordinated, damaged, document_parts
from unrtrace.extractor.mentions.coordinated import parse
from unrtrace.extractor.mentions.numbers import HYPHEN, SP
from unrtrace.extractor.state import State
from unrtrace.facts import load
from unrtrace.symbols import Symbol, repair
from unrtrace.symbols.grammar import is_canonical, is_known_lead
from unrtrace.symbols.numbering import human_rights_council_year
from unrtrace.symbols.tables import table
from unrtrace.text import dates
from unrtrace.text.characters import BIDI_CONTROLS, CYRILLIC_CAPITALS, DIRECTION_MARKS, SOFT_HYPHEN

BIDI = rf"[{BIDI_CONTROLS}{SOFT_HYPHEN}]*+"
LETTERS = f"A-Z{CYRILLIC_CAPITALS}"
COMPONENT = rf"[A-Za-zАВСЕ0-9](?>(?:[A-Za-z0-9АВСЕое.&_]|(?<=\w){HYPHEN}(?:\n(?=[A-Z]{{1,2}}/))?(?=\w)){{0,40}})"
# A word whose number a typist or the end of a line has put apart: L. 7, SR.\n39.
SPACED_WORD = rf"(?:{repair.WORDS})(?:{SP}\.{SP}?|\.(?:{SP}\n?|\n{SP}?))(?=[0-9]|[lIO](?![a-z]))"
SPACED_NUMBER = rf"{SPACED_WORD}{COMPONENT}"
INNER = r"(?:\((?:[0-9]{1,4}|[IVXLC]{1,6})\)[A-Za-z0-9.]*+)?"
SPACED = "|".join(map(re.escape, load("bodies")["compounds"]))  # words with a space
COMPOUND = rf"(?:{SPACED})(?:\.\d{{1,4}})?(?![\w.])"
PART = rf"(?:{COMPOUND}|{SPACED_NUMBER}|{COMPONENT}){INNER}"
WORD = r"(?i:parts?|vols?|sects?|resumption|supp|chap|prog)"
NAMED_PART = rf"{WORD}\.?{SP}*(?:[IVXLC\d]{{1,6}}[A-H]?|[A-H])(?![\w])|SUPP|(?i:introduction|foreword|plan{SP}outline)"
INSIDE = rf"(?:{NAMED_PART}|(?:19|20)\d\d|[IVXLC]{{1,7}}|E?S-[IVXLC]+|SES\.\d{{1,3}}/\d{{1,3}})"
PART_AFTER = rf"Part{SP}?(?:[A-H]|[IVX]{{1,5}}|\d{{1,2}})(?![\w])"  # after a section: A/76/6 (Sect. 9)/Part A
PAREN = rf"{SP}?[(（]{INSIDE}[)）](?:\[?[A-Z]\]?(?![\w]))?"
# What stands right before and after the slash that is searched for, the letters before it, and the whole symbol.
BEFORE_SLASH = frozenset(f"{ascii_uppercase}{CYRILLIC_CAPITALS} {DIRECTION_MARKS}")
ENDS_LONG = frozenset("0123456789)")
OPENERS = frozenset(" \n([")  # before most symbols, whose body is one letter
AFTER_SLASH = frozenset(f"{ascii_uppercase}{digits}АВСЕ {DIRECTION_MARKS}\ncl")  # c and l in scans
APART = r"(?<![A-Za-z0-9/.@&=?_-])"  # what a symbol begins after
LEAD = regex.compile(rf"(?r){APART}[{LETTERS}]{{1,7}}{BIDI}{SP}?")
# Leads of more than letters: with the session, IDB.39/10, with a unit, UNEP(DEPI)/1, of two words, ICC-ASP/1/3.
BODIES = load("bodies")["bodies"]
COUNTED = "|".join(code for code, row in BODIES.items() if row.get("numbered") == "session" and code.isalpha())
HYPHENED = "|".join(code for code in BODIES if re.fullmatch("[A-Z]+-[A-Z]+", code))
UNITED = "|".join(code for code, row in BODIES.items() if row.get("units"))
LONG = rf"(?:(?:{COUNTED})\.\d{{1,3}}|(?:{UNITED})\([A-Z]{{2,10}}\)|{HYPHENED})"
LONG_LEAD = regex.compile(rf"(?r){APART}{LONG}")
SYMBOL = re.compile(
    rf"""
    (?:[{LETTERS}]{{1,7}}{BIDI}|{LONG})(?>(?:{SP}?/{BIDI}{SP}?\n?{PART}){{1,14}})
    (?>(?:{PAREN}(?>(?:/(?:{PART_AFTER}|{PART})){{0,6}})){{0,4}})
    (?:\[[A-Z](?:-[A-Z])?\])?
    """,
    re.X,
)
LINK = re.compile(
    r"(?:(?:docs\.un|\bun|undocs)\.org/[^\s?<>\"]{1,60}\?(?:[^\s<>\"]{0,80}?&)??(?i:FinalSymbol|symbol|DS|s)="
    r"|(?:docs\.un|undocs)\.org/(?:(?:en|fr|es|ru|zh|ar|de|ot)/)?)"
    r"(?P<symbol>[A-Za-z0-9/().%\-]+)"
)
ODD_BEFORE = frozenset("^~\\\\|$§#+*<>")  # before what a scan has cut off
GLUED = re.compile(r"(?P<before>[0-9)])(?=(?P<lead>[A-Z]{1,8})/)")
BROKEN = re.compile(r"(?<=[-‑–])\n|\s(?=\.)")
NO_SLASH = re.compile(r"(?<=\d)(?=(?:Add|Corr|Rev)\.\d)")
JOINT = re.compile(r"(.+\d)-(?=[A-Z]{1,4}/)")
PROSE = re.compile(r"/(?P<word>[A-Z][a-z]{4,})$")  # a word of the sentence after a slash
SMALL = re.compile(r"(?<=[A-Z]/)(?:c|ac|cn)\.\d")  # small letters in a symbol of capitals
YEAR = re.compile(r"[(（]((?:19|20)\d\d)[)）]$")
LAST_SESSION = 200  # of the Assembly; what is higher is no session
LINES = 3  # lines that a symbol may be broken over
NUMBERED = re.compile(rf"[/.(][\s{BIDI_CONTROLS}{SOFT_HYPHEN}]*+(?:\d+(?![A-Za-z])|[IVXLC]+\))")  # a numeric component


@lru_cache(maxsize=65536)
def _properties(symbol: Symbol) -> tuple[str, str, tuple[str, ...]]:
    """Return the kind and body of a symbol, and the warnings that the tables give about it."""
    if not symbol.is_known:
        return symbol.kind, symbol.body, ("unknown_body",)
    return symbol.kind, symbol.body, ("year_differs",) if symbol.year_of_number else ()


def find(state: State) -> list[Mention]:
    """Return every document symbol of a text, with the suffixes coordinated to it."""
    text, words = state.text, state.words
    mentions: list[Mention] = []
    reached = 0
    linked = False
    following = text.find("/")
    while following >= 0:
        slash, following = following, text.find("/", following + 1)
        before = text[slash - 1]
        plain = before in BEFORE_SLASH
        if slash <= reached or not (plain or before in ENDS_LONG) or text[slash + 1 : slash + 2] not in AFTER_SLASH:
            linked = linked or before == "g"
            continue
        start = slash - 1
        if before not in "ASE" or text[start - 1 : start] not in OPENERS:
            if not plain and before != ")" and "." not in text[slash - 4 : slash - 1]:
                continue
            lead = (plain and LEAD.match(text, reached, slash)) or LONG_LEAD.match(text, reached, slash)
            if not lead:
                continue
            start = lead.start()
        while match := SYMBOL.match(text, start):
            found = _mention(text, start, _trim(text, start, match.end()))
            if not found:
                break
            mentions.append(found)
            start = found.end
            if start < match.end() and text[start - 1] in ENDS_LONG and text[start] in ascii_uppercase:
                reached = start  # another one with nothing between
                continue
            reached = _complete(text, mentions, words)
            break
    mentions += _links(text) if linked else []
    mentions = damaged.settle(text, mentions, words)
    state.known.add_all(mentions)
    return mentions


def _complete(text: str, mentions: list[Mention], words: Lexicon) -> int:
    """Add to the last symbol its date or the part in the parenthesis after it, then what is coordinated to it.

    Return where all of it ends.
    """
    found = mentions[-1]
    end = found.end
    if date := dates.date_with_preposition(text, end, words.language):
        found.date, found.phrase_end = date.date, date.end
    elif text.startswith(document_parts.OPENING, end) and (named := document_parts.read(text, found, words)):
        mentions[-1:] = named
        found, end = named[-1], named[-1].phrase_end
    if text[end : end + 1] in coordinated.CONTINUES:
        mentions += coordinated.members(text, found, words)
    return max(mentions[-1].end, found.end)


def _mention(text: str, start: int, end: int) -> Mention | None:
    """Return the citation of a run of components, without the lines at its end that do not belong to it."""
    for _ in range(LINES + 1):
        read = _read(text[start:end])
        if read.length:
            break
        if (cut := text.rfind("\n", start, end)) < 0:
            return None
        end = _trim(text, start, cut)
    else:
        return None
    symbols, end = read.symbols, start + read.length
    if read.is_spoilt:
        return damaged.mention(text, start, end, symbols)
    kind, body, warnings = _properties(symbols[0])
    certainty = "certain"
    if "unknown_body" in warnings:
        certainty = "inferred"
        if (start and text[start - 1] in ODD_BEFORE) or "/" not in symbols[0].partition("/")[2]:
            return None  # cut off by a scan; initials and registers such as RG/3
    if read.is_mended or SMALL.search(text, start, end):
        certainty, warnings = "inferred", (*warnings, damaged.WARNING)
    also = coordinated.range_members(symbols[0]) or symbols[1:]
    if read.year and _year_differs(symbols[0], read.year):
        warnings = (*warnings, "year_differs")
    return Mention(start, end, symbols[0], kind, body, "symbol", also=also, warnings=warnings, certainty=certainty)


def _trim(text: str, start: int, end: int) -> int:
    """Return the end of a span without the punctuation that ends a sentence."""
    while end > start and text[end - 1] in f".,;:-–‑ {DIRECTION_MARKS}\n":
        end -= 1
    return end


class Reading(NamedTuple):
    """What a run of components is: symbols, how many characters they take, a bare year after them.

    `is_spoilt` where a scan has damaged it, `symbols` being what it may have been; `is_mended` where there is no doubt
    about these.
    """

    symbols: tuple[Symbol, ...]
    length: int
    year: int | None = None
    is_spoilt: bool = False
    is_mended: bool = False


@lru_cache(maxsize=65536)
def _read(raw: str) -> Reading:
    """Return what a run of components stands for; of length 0 where it is no symbol."""
    if is_canonical(raw):
        return Reading(parse(raw), len(raw))
    if (word := PROSE.search(raw)) and word["word"].upper() not in table()["words"]:
        return _read(raw[: word.start()])
    plain = BROKEN.sub("", raw)
    symbols = parse(plain) if NUMBERED.search(raw) else ()
    if symbols and GLUED.search(raw) and (length := _first_of_glued(raw)):
        return Reading(parse(raw[:length]), length)
    if NO_SLASH.search(raw) and (mended := parse(NO_SLASH.sub("/", plain))):
        return Reading(mended, len(raw), is_mended=True)
    if repair.is_spoilt(raw) and (symbols or repair.mended(raw)):
        joint = JOINT.match(raw)
        if joint and not repair.is_spoilt(joint[1]) and (first := parse(joint[1])):
            return Reading(first, len(raw), is_mended=True)
        return Reading(repair.mended(raw) or symbols, len(raw), is_spoilt=True)
    if not symbols:
        return Reading((), 0)
    year = YEAR.search(raw) if raw.endswith((")", "）")) else None
    return Reading(symbols, len(raw), int(year[1]) if year else None)


def _first_of_glued(raw: str) -> int | None:
    """Return the length of the first of two symbols with nothing between them: `A/71/1007A/71/1007`."""
    for match in GLUED.finditer(raw):
        rest = raw[match.end("before") :]
        if is_known_lead(match["lead"]) and parse(rest) and parse(raw[: match.end("before")]):
            return match.end("before")
    return None


@lru_cache(maxsize=4096)
def _year_differs(symbol: Symbol, year: int) -> bool:
    """Return whether a document cannot be of the year that stands after its symbol."""
    if symbol.year is not None:
        return abs(symbol.year - year) > 1
    if symbol.startswith("S/RES/") or not (symbol.session or "").isdecimal():
        return False
    session = int(symbol.session or 0)
    if symbol.body == "A/HRC" and symbol.kind in ("resolution", "decision", "statement"):
        return human_rights_council_year(session) != year
    if symbol.organ != "A" or symbol.body.startswith("A/HRC") or session > LAST_SESSION:
        return False
    return not 1945 + session - (symbol.kind != "resolution") <= year <= 1946 + session


def _links(text: str) -> list[Mention]:
    from urllib.parse import unquote

    mentions = []
    for match in LINK.finditer(text):
        start = match.start("symbol")
        end = _trim(text, start, match.end("symbol"))
        while text[end - 1] == ")" and text.count("(", start, end) < text.count(")", start, end):
            end = _trim(text, start, end - 1)
        if symbols := parse(unquote(text[start:end])):
            mentions.append(
                Mention(start, end, symbols[0], symbols[0].kind, symbols[0].body, "symbol", also=symbols[1:])
            )
    return mentions
