"""Publications and treaties: sales numbers and the Treaty Series."""

import re
from functools import cache, lru_cache

from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import State
from unrtrace.symbols import Symbol, SymbolError

REACH = 120  # characters from the name of the series to the end of the registration
# Searched for by the point after the language's letter.
SALES = re.compile(r"\.(?<=[EFSRCAMЕСАР]\.)(?<![\w/.]..)\d\d\.[IVXХ]{1,6}(?:\.[A-Z](?:/[A-Z])?)?\.\d{1,3}(?![\d/])")


@cache
def _treaty(words: Lexicon) -> re.Pattern[str]:
    """Return the pattern of what follows the name of the series: volume and number."""
    rows = words.table["publications"]
    volume = words.any_of([*rows["volume"], "vol."])
    number = words.any_of([*rows["treaty"], "No."])
    return re.compile(
        rf"[\s,，،.*_»”\"》]*+(?P<span>{volume}\s*(?P<volume>\d{{1,4}})\s*+卷?[\s,，،]*+{number}\s*(?P<number>\d{{1,6}}))",
        re.I,
    )


def find(state: State) -> list[Mention]:
    """Return sales numbers, language letter dropped, and registrations after the names of the Treaty Series."""
    text, mentions = state.document.text, []
    for match in SALES.finditer(text):
        start, end = match.start() - 1, match.end()
        if symbol := _symbol(text[start:end]):
            mentions.append(Mention(start, end, symbol, "publication", None, "publication"))
    for _, end, code in state.names:
        if code == "treaty_series" and (found := treaty_at(text, end, state.words)):
            mentions.append(found)
    return mentions


def treaty_at(text: str, position: int, words: Lexicon) -> Mention | None:
    """Return the registration, volume and number, that stands at a position after the name of the series."""
    match = _treaty(words).match(text, position, position + REACH)
    symbol = _symbol(f"vol. {int(match['volume'])}, No. {int(match['number'])}") if match else None
    return Mention(match.start("span"), match.end("span"), symbol, "treaty", None, "publication") if match else None


@lru_cache(maxsize=4096)
def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except SymbolError:
        return None
