"""Document symbols in a text: `E/CN.9/1997/2`, `A/62/17 (Part I)`, `A/51/L.53 and Add.1`.

A run of components is found by its first slash and read by `Symbol.parse`; what is no symbol is left.
Coordinated suffixes and records (`and Corr.1`, `SR.39, 47 and 50`) are citations of their own.
"""

import re
from functools import lru_cache
from string import ascii_uppercase, digits

import regex

from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import document_parts
from unrtrace.extractor.mentions.numbers import HYPHEN, SP
from unrtrace.extractor.state import State
from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.normalize import cyrillic_lookalikes_to_latin
from unrtrace.text import dates
from unrtrace.text.characters import BIDI_CONTROLS, CYRILLIC_CAPITALS, DIRECTION_MARKS, SOFT_HYPHEN

BIDI = rf"[{BIDI_CONTROLS}{SOFT_HYPHEN}]*+"
LETTERS = f"A-Z{CYRILLIC_CAPITALS}"
COMPONENT = rf"[A-Za-zАВСЕ0-9](?>(?:[A-Za-z0-9АВСЕое.&_]|(?<=\w){HYPHEN}(?=\w)){{0,40}})"
INNER = r"(?:\((?:[0-9]{1,4}|[IVXLC]{1,6})\)[A-Za-z0-9.]*+)?"
SPACED = "|".join(map(re.escape, load("bodies")["compounds"]))  # words with a space
COMPOUND = rf"(?:{SPACED})(?:\.\d{{1,4}})?(?![\w.])"
PART = rf"(?:{COMPOUND}|{COMPONENT}){INNER}"
WORD = r"(?i:parts?|vols?|sects?|resumption|supp|chap)"
INSIDE = rf"(?:{WORD}\.?{SP}*[IVXLC\d]{{1,6}}|SUPP|(?:19|20)\d\d|[IVXLC]{{1,7}}|E?S-[IVXLC]+)"
PAREN = rf"{SP}?[(（]{INSIDE}[)）](?:\[?[A-Z]\]?(?![\w]))?"
# What stands right before and after the slash that is searched for, the letters before it, and the whole symbol.
BEFORE_SLASH = frozenset(f"{ascii_uppercase}{CYRILLIC_CAPITALS} {DIRECTION_MARKS}")
ENDS_LONG = frozenset("0123456789)")
OPENERS = frozenset(" \n([")  # before most symbols, whose body is one letter
AFTER_SLASH = frozenset(f"{ascii_uppercase}{digits}АВСЕ {DIRECTION_MARKS}\n")
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
    (?>(?:{PAREN}(?>(?:/{PART}){{0,6}})){{0,4}})
    (?:\[[A-Z](?:-[A-Z])?\])?
    """,
    re.X,
)
LINK = re.compile(r"(?:docs\.un|undocs)\.org/(?:(?:en|fr|es|ru|zh|ar|de|ot)/)?(?P<symbol>[A-Za-z0-9/().%\-]+)")
TO = r"(?:\s?[-–‑]\s?|\s+(?:to|à|a|до|по|至|إلى)\s+)"
REST = r"(?:/(?:Corr|Rev|Add)\.\d+){0,4}"
# Letters of a suffix may be their Cyrillic look-alikes.
SUFFIX = rf"(?P<kind>[AА]dd|[CС][oо]rr|R[eе]v|[AА]m[eе]nd)s?\.?\s?(?P<from>\d{{1,3}})(?:{TO}(?P<to>\d{{1,3}}))?{REST}"
RECORD = re.compile(r"/(?P<nature>SR|PV)\.(?P<number>\d+)$")
LAST_SUFFIX = re.compile(r"/(Add|Corr|Rev|Amend)\.\d+$")
SEVERAL = ("Add", "Corr")  # suffixes that a document may have several of
CONTINUES = frozenset(" ,،，、和及与و)\u00a0\n")
LONGEST_RANGE, LINES = 60, 3  # members of a range; lines that a symbol may be broken over
NUMBERED = re.compile(rf"[/.(][\s{BIDI_CONTROLS}{SOFT_HYPHEN}]*+(?:\d+(?![A-Za-z])|[IVXLC]+\))")  # a numeric component


@lru_cache(maxsize=65536)
def parse(text: str) -> tuple[Symbol, ...]:
    """Return the symbols that a run of characters stands for, none where it is no symbol."""
    try:
        return Symbol.parse_joint(text)
    except SymbolError:
        return ()


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
        if not (match := SYMBOL.match(text, start)):
            continue
        start, end = match.span()
        end = _trim(text, start, end)
        symbols = _read(text, start, end)
        for _ in range(LINES):
            if symbols or (cut := text.rfind("\n", start, end)) < 0:
                break
            end = _trim(text, start, cut)
            symbols = _read(text, start, end)
        if not symbols:
            continue
        kind, body, warnings = _properties(symbols[0])
        found = Mention(start, end, symbols[0], kind, body, "symbol", also=symbols[1:], warnings=warnings)
        mentions.append(found)
        if date := dates.date_with_preposition(text, end, words.language):
            found.date, found.phrase_end = date.date, date.end
        elif text.startswith(document_parts.OPENING, end) and (named := document_parts.read(text, found, words)):
            mentions[-1:] = named
            found, end = named[-1], named[-1].phrase_end
        if text[end : end + 1] in CONTINUES:
            mentions += _coordinated(text, found, words)
        reached = mentions[-1].end
    mentions += _links(text) if linked else []
    state.known.add_all(mentions)
    return mentions


def _trim(text: str, start: int, end: int) -> int:
    """Return the end of a span without the punctuation that ends a sentence."""
    while end > start and text[end - 1] in f".,;:-–‑ {DIRECTION_MARKS}\n":
        end -= 1
    return end


def _read(text: str, start: int, end: int) -> tuple[Symbol, ...]:
    raw = text[start:end]
    return parse(raw) if NUMBERED.search(raw) else ()


def _links(text: str) -> list[Mention]:
    mentions = []
    for match in LINK.finditer(text):
        start = match.start("symbol")
        end = _trim(text, start, match.end("symbol"))
        if symbols := parse(text[start:end].replace("%20", " ")):
            mentions.append(
                Mention(start, end, symbols[0], symbols[0].kind, symbols[0].body, "symbol", also=symbols[1:])
            )
    return mentions


@lru_cache(maxsize=8)
def _suffixes(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    """Return patterns of a further suffix, a number that continues suffixes or records, and one that ends them."""
    suffix = rf"{words.joins}(?P<suffix>{SUFFIX})(?![A-Za-z0-9])"
    number = rf"{words.joins}(?P<number>\d{{1,4}})(?![A-Za-z0-9/.]*\d|\s*\()(?![A-Za-z0-9])"
    return tuple(re.compile(source, re.I) for source in (suffix, number, rf"{number}(?=\s*(?:[,;:.)\]؛،；，。]|$))"))


def _coordinated(text: str, base: Mention, words: Lexicon) -> list[Mention]:
    """Return the `and Add.1`, `Add.1-3`, `, 47 and 50` after a symbol, each as a citation."""
    suffix, number, last_number = _suffixes(words)
    symbol = base.symbol
    assert symbol is not None
    mentions: list[Mention] = []
    position, (stem, kind) = base.end, _stem(symbol)
    record = RECORD.search(symbol)
    while True:
        if match := suffix.match(text, position):
            kind, group = cyrillic_lookalikes_to_latin(match["kind"]).capitalize(), "suffix"
            serials = range(int(match["from"]), int(match["to"] or match["from"]) + 1)
        elif (going_on := number if record or (kind and mentions) else last_number if kind in SEVERAL else None) and (
            match := going_on.match(text, position)
        ):
            group = "number"
            serials = range(int(match["number"]), int(match["number"]) + 1)
        else:
            return mentions
        if len(serials) > LONGEST_RANGE or match.start(group) == position:
            return mentions
        rest = match[group].partition("/")[2]
        for serial in serials:
            name = f"{symbol[: record.start('number')]}{serial}" if record and not kind else f"{stem}/{kind}.{serial}"
            if parsed := parse(f"{name}/{rest}" if rest else name):
                mentions.append(Mention(*match.span(group), parsed[0], parsed[0].kind, parsed[0].body, "suffix"))
        position = match.end()


@lru_cache(maxsize=4096)
def _stem(symbol: str) -> tuple[str, str | None]:
    """Return a symbol without its last suffix, and the word of that suffix."""
    match = LAST_SUFFIX.search(symbol)
    return (symbol[: match.start()], match[1]) if match else (symbol, None)
