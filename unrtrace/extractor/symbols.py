"""Document symbols in a text: `E/CN.9/1997/2`, `A/62/17 (Part I)`, `A/51/L.53 and Add.1`.

A run of components is found by its first slash and read by `Symbol.parse`; what is no symbol is left.
Coordinated suffixes and records (`and Corr.1`, `SR.39, 47 and 50`) are citations of their own.
"""

from functools import lru_cache

import regex

from unrtrace.extractor.find import Find
from unrtrace.extractor.numbers import HYPHEN, SP
from unrtrace.extractor.phrases import Lexicon
from unrtrace.symbols import Symbol, SymbolError

BIDI = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]*"
LETTERS = "A-ZАВСЕНКМОРТХ"
PART = rf"[A-Za-zАВСЕ0-9](?:[\w.&]|(?<=[\w]){HYPHEN}(?=\w))*+(?:\((?:[0-9]{{1,4}}|[IVXLC]{{1,6}})\)[A-Za-z0-9.]*+)?"
WORD = r"(?:Parts?|Vols?|Sects?|Resumption|Supp|Chap)"
INSIDE = rf"(?:{WORD}\.?{SP}*[IVXLC\d]{{1,6}}|SUPP|(?:19|20)\d\d|[IVXLC]{{1,7}}|E?S-[IVXLC]+)"
PAREN = rf"{SP}?[(（]{INSIDE}[)）](?:\[?[A-Z]\]?(?![\w]))?"
SYMBOL = regex.compile(
    rf"""
    (?<![\w/.@&=?-])
    [{LETTERS}]{{1,7}}{BIDI}(?:{SP}?/{BIDI}{SP}?\n?{PART})++
    (?:{PAREN}(?:/{PART})*+)*+
    (?:\[[A-Z](?:-[A-Z])?\])?
    """,
    regex.X,
)  # fmt: skip
JOINT = regex.compile(rf"{HYPHEN}(?=[A-Z]{{1,5}}/)")
LINK = regex.compile(r"(?:docs\.un|undocs)\.org/(?:(?:en|fr|es|ru|zh|ar|de|ot)/)?(?P<symbol>[A-Za-z0-9/().%\-]+)")
SUFFIX = (
    r"(?P<kind>Add|Corr|Rev|Amend)s?\.?\s?(?P<from>\d{1,3})(?:\s?[-–‑]\s?(?P<to>\d{1,3}))?(?:/(?:Corr|Rev|Add)\.\d+)*"
)
RECORD = regex.compile(r"/(?P<nature>SR|PV)\.(?P<number>\d+)$")
HAS_DIGIT = regex.compile(r"\d|\([IVX]+\)")


@lru_cache(maxsize=65536)
def parse(text: str) -> tuple[Symbol, ...]:
    """The symbols that a run of characters stands for, none where it is no symbol."""
    try:
        return Symbol.parse_joint(text)
    except SymbolError:
        return ()


def find(text: str, words: Lexicon) -> list[Find]:
    """Every document symbol of a text, with the suffixes coordinated to it."""
    finds: list[Find] = []
    reached = 0
    for match in SYMBOL.finditer(text):
        if match.start() < reached:
            continue
        span = _trim(text, match.start(), match.end())
        symbols = _read(text, span)
        while not symbols and (cut := text.rfind("\n", span[0], span[1])) > 0:
            span = _trim(text, span[0], cut)
            symbols = _read(text, span)
        if not symbols:
            continue
        warnings = () if symbols[0].known else ("unknown_body",)
        finds.append(
            Find(
                span[0],
                span[1],
                symbols[0],
                symbols[0].kind,
                symbols[0].body,
                "symbol",
                also=symbols[1:],
                warnings=warnings,
            )
        )
        finds += _coordinated(text, finds[-1], words)
        reached = finds[-1].end
    if ".org/" in text:
        finds += _links(text)
    return finds


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the punctuation that ends a sentence."""
    while end > start and text[end - 1] in ".,;:-–‑ \u200e\u200f\n":
        end -= 1
    return start, end


def _read(text: str, span: tuple[int, int]) -> tuple[Symbol, ...]:
    raw = text[span[0] : span[1]]
    if "/" not in raw or not HAS_DIGIT.search(raw, raw.find("/")):
        return ()
    return parse(raw)


def _links(text: str) -> list[Find]:
    finds = []
    for match in LINK.finditer(text):
        start, end = _trim(text, *match.span("symbol"))
        if symbols := parse(text[start:end].replace("%20", " ")):
            finds.append(Find(start, end, symbols[0], symbols[0].kind, symbols[0].body, "symbol", also=symbols[1:]))
    return finds


@lru_cache(maxsize=8)
def _suffixes(words: Lexicon) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    joins = rf"{SP}*{words.joins}"
    return (
        regex.compile(rf"{joins}(?P<suffix>{SUFFIX})(?!\w)", regex.I),
        regex.compile(rf"{joins}(?P<number>\d{{1,4}})(?![\w/.]*\d|\s*\()(?!\w)", regex.I),
    )


def _coordinated(text: str, base: Find, words: Lexicon) -> list[Find]:
    """The `and Add.1`, `Add.1-3`, `, 47 and 50` after a symbol, each as a citation."""
    suffix, number = _suffixes(words)
    finds: list[Find] = []
    position, symbol = base.end, base.symbol
    assert symbol is not None
    stem = regex.sub(r"/(?:Add|Corr|Rev|Amend)\.\d+$", "", symbol)
    record = RECORD.search(symbol)
    label = regex.search(r"(Add|Corr|Rev|Amend)\.\d+$", symbol)
    kind = label[1] if label else None
    while True:
        if match := suffix.match(text, position):
            kind = match["kind"].capitalize()
            first, last = int(match["from"]), int(match["to"] or match["from"])
            numbers, rest = range(first, last + 1), match["suffix"].partition("/")[2]
            span = match.span("suffix")
        elif (match := number.match(text, position)) and (record or (kind and finds)) and match.end() > position:
            numbers, rest, span = range(int(match["number"]), int(match["number"]) + 1), "", match.span("number")
        else:
            break
        if len(numbers) > 60 or match.start("suffix" if "suffix" in match.groupdict() else "number") == position:
            break
        for serial in numbers:
            name = (
                f"{symbol[: record.start()]}/{record['nature']}.{serial}"
                if record and kind is None
                else f"{stem}/{kind}.{serial}"
            )
            if parsed := parse(name + (f"/{rest}" if rest else "")):
                finds.append(Find(span[0], span[1], parsed[0], parsed[0].kind, parsed[0].body, "suffix"))
        position = match.end()
    return finds
