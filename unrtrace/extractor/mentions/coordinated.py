"""What is coordinated to a symbol, each a citation of its own: `and Corr.1`, `SR.39, 47 and 50`, `L.19 and L.23/Rev.1`.

A member needs a comma or an *and*; after a space alone a number is a page or a date. After a revision an addendum
belongs to the revision; after an addendum a corrigendum may be of either and is left open.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.normalize import cyrillic_lookalikes_to_latin
from unrtrace.symbols.repair import DIGITS
from unrtrace.text import dates

TO = r"(?:\s?(?:[-–‑]|至|到)\s?|\s+(?:to|à|a|до|по|إلى)\s+)"
REST = r"(?P<rest>(?:/(?:Corr|Rev|Add|Amend)\.[0-9lI]+){0,4})"
DAMAGED = r"[0-9lIO]{1,3}"  # figures, or letters that a scan made of them
# Letters of a suffix may be their Cyrillic look-alikes.
SUFFIX = (
    r"(?P<kind>[AА]dd|[СC][oо]rr|R[eе]v|[AА]m[eе]nd)s?\.?"
    rf"(?:\s?(?P<from>\d{{1,3}})(?:{TO}(?P<to>\d{{1,3}}))?|(?P<spoilt>{DAMAGED}))(?![A-Za-z0-9]){REST}"
)
TYPES = "L|SR|PV|WP|CRP"  # documents of a body that are cited by their number alone: L.19
TYPED = rf"(?P<type>{TYPES})\.\s?(?P<from>\d{{1,4}})(?:[-–‑](?P<to>\d{{1,4}}))?(?![A-Za-z0-9]|\.\d){REST}"
RECORD = re.compile(r"/(?P<nature>SR|PV)\.(?P<number>\d+(?:-\d+)?)$")
OF_TYPE = re.compile(rf"(?P<stem>.*)/(?P<type>{TYPES})\.\d")
LAST_SUFFIX = re.compile(r"/(Add|Corr|Rev|Amend)\.\d+(?:-\d+)?$")
SEVERAL = ("Add", "Corr", "Amend")  # suffixes that a document may have several of
OF_REVISION = ("Add", "Corr", "Amend")  # suffixes that a revision may have of its own
CONTINUES = frozenset(" ,،，、和及与و)*\u00a0\n-–")
PARAGRAPH_SIGNS = frozenset((".", ")", "-", "．"))  # after the number of a paragraph
JOIN_SIGNS = frozenset(",،，、;；&")
LONGEST_RANGE, BETWEEN = 60, 50  # members of a range of suffixes; what may lie between the ends of a range


class Patterns(NamedTuple):
    """Patterns of a member: a suffix, a number, one that ends the list, a typed member, and one past a garbled one."""

    suffix: re.Pattern[str]
    number: re.Pattern[str]
    last_number: re.Pattern[str]
    typed: re.Pattern[str]
    garbled: re.Pattern[str]
    range_end: re.Pattern[str]
    last_of_range: re.Pattern[str]
    number_range: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(words: Lexicon) -> Patterns:
    suffix = rf"{words.joins}(?P<member>{SUFFIX})"
    number = rf"{words.joins}(?P<member>\d{{1,4}})(?![A-Za-z0-9/.]*\d|\s*\()(?![A-Za-z0-9])"
    ends = r"(?=\s*(?:[,;:.)\]؛،；，。]|$))"
    typed = rf"{words.joins}(?P<member>{TYPED})"
    garbled = rf"{words.joins}[^\s();]{{1,6}}\d(?=\s?[,،，、]\s?(?:{TYPES})\.)|\s?\([^()\d]{{1,20}}\)(?={typed})"
    return Patterns(
        suffix=re.compile(suffix, re.I),
        number=re.compile(number, re.I),
        last_number=re.compile(number + ends, re.I),
        typed=re.compile(typed),
        garbled=re.compile(garbled),
        range_end=re.compile(rf"{TO}(?P<member>{TYPED})"),
        last_of_range=re.compile(rf"{TO}(?P<last>\d{{1,2}})(?![\w/.]*\d|\w)"),
        number_range=re.compile(rf"{TO}(?P<member>\d{{1,4}})(?![\w/.]*\d|[A-Za-z])"),
    )


def parse(text: str) -> tuple[Symbol, ...]:
    """Return the symbols that a text stands for, none where it is no symbol."""
    try:
        return Symbol.parse_joint(text)
    except SymbolError:
        return ()


def members(text: str, base: Mention, words: Lexicon) -> list[Mention]:
    """Return what is coordinated to a symbol, in text order; what a scan spoilt has the warning `ocr`."""
    symbol = base.symbol or (base.candidates[0] if base.candidates else None)
    if symbol is None:
        return []
    if _typed_stem(symbol) and (found := _typed_members(text, base, symbol, words)):
        return found
    return _suffixes(text, base, symbol, words)


# ---- L.19, SR.15 -----------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _typed_stem(symbol: str) -> tuple[str, str] | None:
    """Return the body and session of a document such as A/C.2/44/L.7, and its type."""
    match = OF_TYPE.match(symbol)
    return (match["stem"], match["type"]) if match else None


def _typed_members(text: str, base: Mention, symbol: Symbol, words: Lexicon) -> list[Mention]:
    found: list[Mention] = []
    before, patterns, position = base, _patterns(words), base.end + text.startswith("*", base.end)
    stem = _typed_stem(symbol)
    assert stem is not None
    while True:
        ranged = patterns.range_end.match(text, position)
        match = ranged or patterns.typed.match(text, position)
        if match and match["type"] == stem[1] and (ranged or _joined(text, position, match.start("member"))):
            member = _typed(match, stem, base)
            if member is None:
                return found
            if ranged:
                found += _between(before, member, stem)
            found.append(member)
            before, position = member, match.end() + text.startswith("*", match.end())
        elif garbled := patterns.garbled.match(text, position):
            position = garbled.end()
        elif more := _suffixes(text, before, before.symbol, words) if before.symbol else []:
            found += more
            position = more[-1].end
            before = Mention(more[-1].start, position, None, "document", None, "suffix")
        else:
            return found


def _typed(match: re.Match[str], stem: tuple[str, str], base: Mention) -> Mention | None:
    first, last, rest = match["from"], match["to"], match["rest"]
    name = f"{stem[0]}/{stem[1]}.{first}{'-' + last if last else ''}{rest}"
    spoilt = any(letter in rest for letter in "lI")
    symbols = parse(name.replace("Rev.l", "Rev.1") if not spoilt else _digits(name))
    if not symbols:
        return None
    return _mention(*match.span("member"), symbols, "list", base, spoilt=spoilt)


def _digits(name: str) -> str:
    """Return a symbol whose suffixes have digits for the letters that look like them."""
    return re.sub(r"(?<=\.)[0-9lI]+", lambda match: match[0].translate(DIGITS), name)


def _between(before: Mention, last: Mention, stem: tuple[str, str]) -> list[Mention]:
    """Return what lies between the ends of a range such as *L.20 to L.24*, each with the span of the whole range."""
    if before.symbol is None or last.symbol is None or not (before.symbol.number or "").isdecimal():
        return []
    if not (last.symbol.number or "").isdecimal():
        return []
    numbers = range(int(before.symbol.number or 0) + 1, int(last.symbol.number or 0))
    if len(numbers) > BETWEEN:
        last.warnings = (*last.warnings, "range_not_expanded")
        return []
    found = []
    for number in numbers:
        symbol = Symbol.parse(f"{stem[0]}/{stem[1]}.{number}")
        found.append(Mention(before.start, last.end, symbol, symbol.kind, symbol.body, "range", certainty="inferred"))
    return found


def _mention(
    start: int, end: int, symbols: tuple[Symbol, ...], via: str, base: Mention, *, spoilt: bool = False
) -> Mention:
    """Return a member: open where it or the symbol before it is."""
    first = symbols[0]
    if spoilt or "ocr" in base.warnings:
        return Mention(
            start, end, None, first.kind, first.body, via, candidates=symbols[:1], certainty="ambiguous",
            warnings=("ocr",),
        )  # fmt: skip
    also = range_members(first) or symbols[1:]
    return Mention(start, end, first, first.kind, first.body, via, also=also)


@lru_cache(maxsize=4096)
def range_members(symbol: Symbol) -> tuple[Symbol, ...]:
    """Return the documents of a range inside a symbol, at most 50 of them; none for a symbol that is no range.

    >>> range_members(Symbol("A/C.6/64/SR.1-3"))
    (Symbol('A/C.6/64/SR.1'), Symbol('A/C.6/64/SR.2'), Symbol('A/C.6/64/SR.3'))
    """
    match = re.fullmatch(r"(?P<stem>.*[./])(?P<first>\d{1,5})-(?P<last>\d{1,5})", symbol)
    if not match or not symbol.is_known:
        return ()
    first, last = int(match["first"]), int(match["last"])
    if not first < last < first + BETWEEN:
        return ()
    return tuple(found for number in range(first, last + 1) for found in parse(f"{match['stem']}{number}")[:1])


# ---- Add.1, Corr.1, 47 -----------------------------------------------------------------------------


def _joined(text: str, start: int, end: int) -> bool:
    """Return whether a comma or a word joins what ends and what begins at two places."""
    return any(character in JOIN_SIGNS or character.isalpha() for character in text[start:end])


def _suffixes(text: str, base: Mention, symbol: Symbol, words: Lexicon) -> list[Mention]:
    """Return the `and Add.1`, `Add.1-3`, `, 47 and 50` after a symbol."""
    patterns = _patterns(words)
    found: list[Mention] = []
    position, kind, record = base.end + text.startswith("*", base.end), last_suffix(symbol), RECORD.search(symbol)
    parents = siblings(symbol)
    if kind and not record and (more := patterns.last_of_range.match(text, position)):
        begins = int(re.split(r"\D", symbol)[-1])
        for serial in range(begins + 1, min(int(more["last"]), begins + LONGEST_RANGE) + 1):
            symbols = parse(f"{parents[0]}/{kind}.{serial}")
            found.append(_suffix_mention(*more.span("last"), symbols, base, spoilt=False))
        position = more.end() if found else position
    begun = False  # whether a suffix was read, so that bare numbers go on with it
    while True:
        if match := patterns.suffix.match(text, position):
            word = cyrillic_lookalikes_to_latin(match["kind"]).capitalize()
            parents, kind, begun = parents_of(symbol, word), word, True
            first = match["from"] or match["spoilt"].translate(DIGITS)
            serials = range(int(first), int(match["to"] or first) + 1)
            rest, spoilt = match["rest"], bool(match["spoilt"]) or any(letter in match["rest"] for letter in "lI")
        else:
            if record and not begun and (ranged := patterns.number_range.match(text, position)):
                found += _record_range(found[-1] if found else base, symbol, ranged)
                position = ranged.end()
                continue
            going_on = record or begun
            pattern = patterns.number if going_on else patterns.last_number if kind in SEVERAL else None
            match = pattern.match(text, position) if pattern else None
            if not match or not _joined(text, position, match.start("member")):
                return found
            if (
                "\n" in text[position : match.start("member")]
                and text[match.end() : match.end() + 1] in PARAGRAPH_SIGNS
            ):
                return found
            if dates.date_at(text, match.start("member"), words.language):
                return found
            serials, rest, spoilt = range(int(match["member"]), int(match["member"]) + 1), "", False
        if len(serials) > LONGEST_RANGE or match.start("member") == position:
            return found
        for serial in serials:
            if record and not begun:
                names = [f"{symbol[: record.start('number')]}{serial}"]
            else:
                names = [_digits(f"{parent}/{kind}.{serial}{rest}") for parent in parents]
            symbols = tuple(one for name in names for one in parse(name)[:1])
            if symbols:
                found.append(_suffix_mention(*match.span("member"), symbols, base, spoilt=spoilt))
                symbol = symbols[0]
        position = match.end()


def _record_range(before: Mention, symbol: Symbol, ranged: re.Match[str]) -> list[Mention]:
    """Return the last record of a range that a number before it begins, `SR.29, 31 to 33`, and those between."""
    begins, last = RECORD.search(symbol), int(ranged["member"])
    if begins is None or not begins["number"].isdecimal():
        return []
    first, stem = int(begins["number"]), symbol[: begins.start("number")]
    if not first < last <= first + BETWEEN:
        return []
    found = [
        Mention(before.start, ranged.end(), one, one.kind, one.body, "range", certainty="inferred")
        for number in range(first + 1, last)
        for one in parse(f"{stem}{number}")[:1]
    ]
    return [*found, _mention(*ranged.span("member"), parse(f"{stem}{last}"), "suffix", before)]


def _suffix_mention(start: int, end: int, symbols: tuple[Symbol, ...], base: Mention, *, spoilt: bool) -> Mention:
    if len(symbols) == 1:
        return _mention(start, end, symbols, "suffix", base, spoilt=spoilt)
    first, warnings = symbols[0], ("ocr",) if spoilt else ()
    return Mention(
        start, end, None, first.kind, first.body, "suffix", candidates=symbols, certainty="ambiguous", warnings=warnings
    )


@lru_cache(maxsize=4096)
def last_suffix(symbol: str) -> str | None:
    """Return the word of the last suffix of a symbol."""
    match = LAST_SUFFIX.search(symbol)
    return match[1] if match else None


def siblings(symbol: str) -> tuple[str, ...]:
    """Return a symbol without its last suffix."""
    match = LAST_SUFFIX.search(symbol)
    return (symbol[: match.start()] if match else symbol,)


@lru_cache(maxsize=4096)
def parents_of(symbol: str, word: str) -> tuple[str, ...]:
    """Return what a suffix right after a symbol may belong to, the likeliest first.

    >>> parents_of("A/520/Rev.17", "Amend"), parents_of("A/51/10/Add.1", "Corr"), parents_of("A/51/10/Add.1", "Add")
    (('A/520/Rev.17',), ('A/51/10/Add.1', 'A/51/10'), ('A/51/10',))
    """
    last = last_suffix(symbol)
    if re.search(r"-\d+$", symbol):
        return siblings(symbol)  # of a range of addenda
    if last == "Rev" and word in OF_REVISION:
        return (symbol,)
    if last == "Add" and word == "Corr":
        return (symbol, *siblings(symbol))
    return siblings(symbol)
