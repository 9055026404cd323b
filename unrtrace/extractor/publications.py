"""Publications and treaties: sales numbers and the Treaty Series."""

from functools import cache, lru_cache

import regex

from unrtrace.extractor.find import Find
from unrtrace.extractor.phrases import Lexicon
from unrtrace.symbols import Symbol, SymbolError

REACH = 120  # characters from the name of the series to the end of the registration
# Searched for by the point after the language's letter.
SALES = regex.compile(r"(?<=(?<![\w/.])[EFSRCAMЕСАР])\.(?=\d\d\.[IVXХ]{1,6}\.)")
NUMBER = regex.compile(r"\.\d\d\.[IVXХ]{1,6}(?:\.[A-Z](?:/[A-Z])?)?\.\d{1,3}(?![\d/])")


@cache
def _treaty(words: Lexicon) -> tuple[tuple[str, ...], regex.Pattern[str]]:
    """The names of the series, and what follows one: volume and number."""
    rows = words.table["publications"]
    volume = words.either([*rows["volume"], "vol."])
    number = words.either([*rows["treaty"], "No."])
    return tuple({*rows["treaty_series"], "Treaty Series"}), regex.compile(
        rf"[\s,，،.*_»”\"》]*+(?P<span>{volume}\s*(?P<volume>\d{{1,4}})\s*+卷?[\s,，،]*+{number}\s*(?P<number>\d{{1,6}}))",
        regex.I,
    )


def find(text: str, words: Lexicon) -> list[Find]:
    """Sales numbers, language letter dropped, and Treaty Series registrations."""
    finds = []
    for sign in SALES.finditer(text):
        match = NUMBER.match(text, sign.start())
        if match and (symbol := _symbol(text[sign.start() - 1 : match.end()])):
            finds.append(Find(sign.start() - 1, match.end(), symbol, "publication", None, "publication"))
    for name in _treaty(words)[0]:
        position = text.find(name)
        while position >= 0:
            position += len(name)
            if found := treaty_at(text, position, words):
                finds.append(found)
            position = text.find(name, position)
    return finds


def treaty_at(text: str, position: int, words: Lexicon) -> Find | None:
    """The registration, volume and number, that stands at a position after the name of the series."""
    match = _treaty(words)[1].match(text, position, position + REACH)
    symbol = _symbol(f"vol. {int(match['volume'])}, No. {int(match['number'])}") if match else None
    return Find(match.start("span"), match.end("span"), symbol, "treaty", None, "publication") if match else None


@lru_cache(maxsize=4096)
def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except SymbolError:
        return None
