"""Parts of a document in the language of the text: `A/57/3 (Parte I)`, `A/57/3 (Parts I and II)`, A/57/3（第一部分）.

A parenthesis right after a symbol is read here where `Symbol.parse` does not know its words; each part named is
a citation of its own.
"""

import re
from functools import cache

from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions.numbers import SP
from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.roman import roman, to_roman

OPENING = ("(", " (", "\u00a0(", "（", "),", ")،", ")，")
IN_VOLUMES = ("5",)  # supplements whose volumes are documents of their own: the financial reports
REACH = 80  # characters of a parenthesis
WORDS = {"part": "Part", "volume": "Vol.", "section": "Sect."}
SUFFIXES = r"(?>(?:/(?:Corr|Rev|Add)\.\d{1,3})*)"
LAST = 60  # the highest part of a range


@cache
def _named(words: Lexicon) -> list[re.Pattern[str]]:
    """Return patterns of a parenthesis with the number after the word, and with the number before it."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.any_of(rows[part])})" for part in WORDS)
    numbers = f"(?P<numbers>{pinpoints.ordinals(words)})"
    forms = [rf"(?:{named}){SP}*{numbers}", f"第?{numbers}{SP}*(?:{named})"]
    return [words.compile(rf"{SP}?\({SP}*{form}{SP}*\)(?P<rest>{SUFFIXES})") for form in forms]


@cache
def _by_name() -> re.Pattern[str]:
    """Return the pattern of a part with a name in another language than English: A/78/6 (Введение)."""
    names = "|".join(f"(?P<{part.replace(' ', '_')}>{'|'.join(names)})" for part, names in _part_names().items())
    return re.compile(rf"{SP}?[(（]{SP}?(?:{names}){SP}?[)）](?P<rest>{SUFFIXES})", re.IGNORECASE)


def _part_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = load("bodies")["part_names"]
    return names


@cache
def _volume_outside(words: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a volume after the parenthesis of a supplement: *Supplement No. 5 (A/58/5), vol. II*."""
    volume = words.any_of(words.table["pinpoints"]["volume"])
    return words.compile(rf"\)[,،，]{SP}*(?:{volume}){SP}*(?P<numbers>[IVX]{{1,5}})(?![\w.-])")


def read(text: str, found: Mention, words: Lexicon) -> list[Mention]:
    """Return the parts in the parenthesis after a symbol, the first in place of the symbol; none if none is named."""
    if found.symbol is None or found.symbol.part:
        return []
    reach = found.end + REACH
    if named := _by_name().match(text, found.end, reach):
        return _whole(
            found,
            f"({next(name for name in _part_names() if named[name.replace(' ', '_')])}){named['rest']}",
            named.end(),
        )
    if outside := _volume_outside(words).match(text, found.end, reach):
        in_volumes = found.symbol.body == "A" and found.symbol.partition("/")[2].partition("/")[2] in IN_VOLUMES
        return _whole(found, f"(Vol.{outside['numbers']})", outside.end()) if in_volumes else []
    match = next((match for form in _named(words) if (match := form.match(text, found.end, reach))), None)
    if not match:
        return []
    word = next(WORDS[part] for part in WORDS if match[part])
    begin = match.start("numbers")
    finds: list[Mention] = []
    for start, end, value in pinpoints.members(match["numbers"], words):
        for name in _range(value):
            symbol = _symbol(f"{found.symbol}({word}{name})")
            if symbol is None:
                return []
            span = (begin + start, begin + end) if finds else (found.start, begin + end)
            finds.append(Mention(*span, symbol, symbol.kind, symbol.body, "suffix" if finds else found.via))
    if len(finds) == 1 and (whole := _symbol(f"{finds[0].symbol}{match['rest']}")):
        finds[0].symbol, finds[0].end = whole, match.end()
    finds[-1].phrase_end = match.end()
    return finds


def _whole(found: Mention, part: str, end: int) -> list[Mention]:
    """Return the citation of a part instead of that of its document."""
    symbol = _symbol(f"{found.symbol}{part}")
    if symbol is None:
        return []
    return [Mention(found.start, end, symbol, symbol.kind, symbol.body, found.via, phrase_end=end)]


def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except SymbolError:
        return None


def _range(value: str) -> list[str]:
    """Return the parts that a value names: `I`, or `I-III`."""
    first, hyphen, last = value.partition("-")
    if not hyphen:
        return [value]
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= LAST:
        return [str(number) for number in range(int(first), int(last) + 1)]
    begin, end = roman(first), roman(last)
    return [to_roman(number) for number in range(begin, end + 1)] if begin and end and begin < end <= LAST else [value]
