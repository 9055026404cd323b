"""Publications and treaties: sales numbers and the Treaty Series, by number of registration or by page."""

import re
from functools import cache, lru_cache

from unrtrace.extractor.attribution import Evidence
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import State
from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.characters import HYPHENS

REACH = 160  # characters from the name of the series to the end of the registration
MAX_RANGE = 50  # registrations that a range may leave out and still be expanded
# Searched for by the point after the language's letter.
SALES = re.compile(r"\.(?<=[EFSRCAMЕСАР]\.)(?<![\w/.]..)\d\d\.[IVXХ]{1,6}(?:\.[A-Z](?:/[A-Z])?)?\.\d{1,3}(?![\d/])")
# As legal writing cites a treaty, volume first, page last: 1577 UNTS 3.
BY_PAGE = re.compile(
    r"(?<![\w./])(?P<volume>\d{1,4})\s(?:UNTS|U\.\s?N\.\s?T\.\s?S\.|RTNU)\s(?:p\.\s?)?(?P<page>\d{1,4})(?![\d/])"
)
FIGURES = re.compile(r"\d+")
LABEL = re.compile(r"UNTS|U\.\s?N\.\s?T\.\s?S\.|RTNU")


@cache
def _treaty(words: Lexicon) -> re.Pattern[str]:
    """Return the pattern of what follows the name of the series: volumes, then numbers of registration or a page."""
    rows = words.table["publications"]
    volume = words.any_of([*rows["volume"], "vol.", "vols."])
    number = words.any_of([*rows["treaty"], "No.", "Nos."])
    page, after = words.any_of([*rows["page"], "p."]), words.any_of(rows["page_after"])
    joins = (
        rf"\s*(?:[,،、]|{words.any_of([*words.table['joins']['and'], *words.table['joins']['to']])}|[{HYPHENS}])\s*第?"
    )
    volumes = rf"\d{{1,4}}(?:{joins}\d{{1,4}}){{0,9}}"
    numbers = rf"(?:I{{1,2}}-)?\d{{1,6}}(?:{joins}\d{{1,6}}(?![\d/(]|\.\d)){{0,9}}"
    registered = rf"{number}\s*(?P<numbers>{numbers})(?!\d|\s?{after})"
    paged = rf"{page}\s*(?P<page>\d{{1,5}})(?!\d)" + (rf"\s?{after}" if rows["page_after"] else "")
    opening = r"[\s,，،.*_»”\"》(]*+"
    return re.compile(
        rf"{opening}(?P<span>{volume}\s*(?P<volumes>{volumes})\s*+卷?[\s,，،]*+(?:{paged}|{registered}))", re.I
    )


def find(state: State) -> list[Mention]:
    """Return sales numbers, language letter dropped, and treaties by their place in the Treaty Series."""
    text, mentions = state.document.text, []
    for match in SALES.finditer(text):
        start, end = match.start() - 1, match.end()
        if symbol := _symbol(text[start:end]):
            mentions.append(Mention(start, end, symbol, "publication", None, "publication"))
    ends = [end for _, end, code in state.names if code == "treaty_series"]
    if "UNTS" in text or "T.S." in text or "T. S." in text or "RTNU" in text:
        mentions += [_at_page(*match.span(), match["volume"], match["page"]) for match in BY_PAGE.finditer(text)]
        ends += [match.end() for match in LABEL.finditer(text)]
    for end in ends:
        mentions += treaties_at(text, end, state.words)
    return mentions


def treaties_at(text: str, position: int, words: Lexicon) -> list[Mention]:
    """Return the registrations, or the page, that stand at a position after the name of the series."""
    match = _treaty(words).match(text, position, position + REACH)
    if not match:
        return []
    volumes = list(FIGURES.finditer(text, *match.span("volumes")))
    if match["page"]:
        return [_at_page(match.start("span"), match.end("span"), volumes[-1][0], match["page"])]
    numbers = list(FIGURES.finditer(text, *match.span("numbers")))
    whole = next((index for index, one in enumerate(numbers) if len(one[0]) != len(numbers[0][0])), len(numbers))
    end = match.end("span") if whole == len(numbers) else numbers[whole - 1].end()
    numbers = numbers[:whole]  # what has fewer or more figures is no member of the list
    if len(volumes) > 1 and len(numbers) > 1:
        return []
    start = match.start("span")
    if len(volumes) > 1:
        spans = [(one.start() if index else start, one.end()) for index, one in enumerate(volumes[:-1])]
        spans.append((volumes[-1].start(), end))
        return [_registered(*span, one[0], numbers[0][0]) for span, one in zip(spans, volumes, strict=True)]
    mentions = []
    for index, number in enumerate(numbers):
        last = end if index == len(numbers) - 1 else number.end()
        mentions.append(_registered(number.start() if index else start, last, volumes[0][0], number[0]))
        if index and words.is_range(text[numbers[index - 1].end() : number.start()]):
            mentions += _between(mentions[-2], mentions[-1], volumes[0][0], numbers[index - 1][0], number[0])
    return mentions


def _between(first: Mention, last: Mention, volume: str, begin: str, end: str) -> list[Mention]:
    """Return the registrations between the two ends of a range."""
    between = range(int(begin) + 1, int(end))
    if len(between) > MAX_RANGE:
        last.warnings = (*last.warnings, "range_not_expanded")
        return []
    evidence = (Evidence("range", first.start, last.end),)
    return [
        Mention(
            first.start, last.end, _symbol(f"UNTS:{int(volume)}/{number}"), "treaty", None, "range",
            certainty="inferred", evidence=evidence,
        )
        for number in between
    ]  # fmt: skip


def _registered(start: int, end: int, volume: str, number: str) -> Mention:
    return Mention(start, end, _symbol(f"UNTS:{int(volume)}/{int(number)}"), "treaty", None, "publication")


def _at_page(start: int, end: int, volume: str, page: str) -> Mention:
    """Return a treaty by volume and page: its number where the table of instruments knows it, the page in `also`."""
    symbol = _symbol(f"UNTS:{int(volume)}/p{int(page)}")
    known = _pages().get(str(symbol))
    also = (symbol,) if known and symbol else ()
    return Mention(start, end, known or symbol, "treaty", None, "publication", also=also)


@cache
def _pages() -> dict[str, Symbol]:
    """Return the treaties of the table of instruments by the place where the Treaty Series prints them."""
    found = {}
    for row in load("instruments").values():
        if "page" in row:
            volume = row["treaty"].partition(":")[2].partition("/")[0]
            found[f"UNTS:{volume}/p{row['page']}"] = Symbol(row["treaty"])
    return found


@lru_cache(maxsize=4096)
def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except SymbolError:
        return None
