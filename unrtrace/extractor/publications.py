"""Publications and treaties: sales numbers and the Treaty Series."""

from functools import cache

import regex

from unrtrace.extractor.find import Find
from unrtrace.extractor.phrases import Lexicon
from unrtrace.symbols import Symbol, SymbolError

SALES = regex.compile(r"(?<![\w/.])[EFSRCAMЕСАР]\.\d\d\.[IVXХ]{1,6}(?:\.[A-Z](?:/[A-Z])?)?\.\d{1,3}(?![\d/])")


@cache
def _treaty(words: Lexicon) -> regex.Pattern[str]:
    rows = words.table["publications"]
    series = words.either([*rows["treaty_series"], "Treaty Series"])
    volume = words.either([*rows["volume"], "vol."])
    number = words.either([*rows["treaty"], "No."])
    return regex.compile(
        rf"{series}[\s,，،*_»”\"》]*(?P<span>{volume}\s*(?P<volume>\d{{1,4}})\s*卷?[\s,，،]*{number}\s*(?P<number>\d{{1,6}}))",
        regex.I,
    )


def find(text: str, words: Lexicon) -> list[Find]:
    """Sales numbers, language letter dropped, and Treaty Series registrations."""
    finds = []
    for match in SALES.finditer(text):
        if symbol := _symbol(match[0]):
            finds.append(Find(match.start(), match.end(), symbol, "publication", None, "publication"))
    for match in _treaty(words).finditer(text):
        if symbol := _symbol(f"vol. {int(match['volume'])}, No. {int(match['number'])}"):
            finds.append(Find(match.start("span"), match.end("span"), symbol, "treaty", None, "publication"))
    return finds


def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except SymbolError:
        return None
