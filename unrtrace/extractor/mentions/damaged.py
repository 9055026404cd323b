"""What a scan has spoilt: symbols with letters for digits, slashes read as letters, spaces within numbers.

The rule for all: mended to a symbol that the same document has elsewhere, it is that symbol, *inferred*; mended
otherwise it stays open, with what it may be as candidates; what cannot be mended is never *certain*. Each has the
warning `ocr`. A text that shows no such damage is searched for nothing else.
"""

import re
from collections.abc import Iterator

from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions.coordinated import members, parse, range_members
from unrtrace.extractor.state import State
from unrtrace.symbols import Symbol, repair

WARNING = "ocr"
INSIDE = "[A-Za-z0-9/.$&=?_-]"
TAIL = r"[A-Za-z0-9./-]*[A-Za-z0-9]"
# Slashes read as letters before what only an organ can precede; a dollar sign for S.
SPOILT_SLASH = re.compile(rf"[ASE](?<!{INSIDE}.)[1lIi|!](?:AC|CN|CONF|C|PV|SR|HRC|RES|Agenda)[./][1-9lIO]{TAIL}")
DOLLAR = re.compile(rf"\$(?<!{INSIDE}.)/\d{{2,5}}(?![\d.,])")
EMERGENCY = re.compile(r"(?<![\w/-])ES-(?P<session>[1-9]|1[01])[1lI](?P<number>\d{1,2})(?!\d|\s?[-/])")
# Only in a text that shows damage: an S read as 8, a number with a space inside, a draft L.3 read as 1. 3.
EIGHT = re.compile(r"(?<![\w/.,-])8/(?P<number>(?!(?:19|20)\d\d\b)\d{4,5})(?![\w/])")
SPACE = re.compile(r" (?P<digits>\d{1,3})(?=\s?\))")
DRAFT = re.compile(r"\.\s?\d{1,3}(?![\d.])")
LAST_STROKE = re.compile(r"/[1lI|]$")

# The session of an old Assembly resolution with strokes for its numerals: 217(111), 2752 (XXV1).
SPOILT_SESSION = re.compile(r"\((?!\d{1,2}\)|l\))(?=[^)]{0,6}[1l|])[IVXLl1|]{2,7}\)(?:\s?[A-H](?!\w))?")
NUMBER_BEFORE = re.compile(r"(?<![A-Za-z0-9/.,])\d{1,4}\s?(?:[A-H]\s?)?$")
NEAR = 60  # characters between a noun and its number


def mention(text: str, start: int, end: int, symbols: tuple[Symbol, ...]) -> Mention:
    """Return the open citation of a spoilt symbol, of which `symbols` is what it may have been."""
    more = DRAFT.match(text, end) if LAST_STROKE.search(text[start:end]) else None
    if more and (drafts := repair.mended(text[start : more.end()])):
        symbols, end = drafts, more.end()
    first = symbols[0]
    also = range_members(first) or symbols[1:]
    return Mention(
        start, end, None, first.kind, first.body, "symbol", also=also, candidates=symbols[:1], certainty="ambiguous",
        warnings=(WARNING,),
    )  # fmt: skip


def settle(text: str, found: list[Mention], words: Lexicon) -> list[Mention]:
    """Return the symbols of a text with those whose slash or lead is spoilt; each settled by what else stands there."""
    found += _spoilt_leads(text, words)
    if not any(WARNING in mention.warnings for mention in found):
        return found
    known = {one for mention in found if mention.symbol for one in (mention.symbol, *mention.also)}
    found += _eights(text, known)
    for mention in found:
        if WARNING in mention.warnings and mention.symbol is None:
            _settle(mention, known)
    _join_spaced(text, found, known)
    return found


def _settle(mention: Mention, known: set[Symbol]) -> None:
    """Choose the candidate that the document has elsewhere, where there is one."""
    chosen = next((one for one in mention.candidates if one in known), None)
    if chosen is None:
        return
    mention.symbol, mention.certainty, mention.candidates = chosen, "inferred", ()
    mention.kind, mention.body = chosen.kind, chosen.body


def _spoilt_leads(text: str, words: Lexicon) -> Iterator[Mention]:
    dollars = DOLLAR.finditer(text) if "$/" in text else ()
    slashes = SPOILT_SLASH.finditer(text)
    spans = [match.span() for match in dollars] + [match.span() for match in slashes]
    for start, end in spans:
        if symbols := repair.mended(text[start:end]):
            yield (found := mention(text, start, end, symbols))
            yield from members(text, found, words)
    for match in EMERGENCY.finditer(text) if "ES-1" in text else ():
        symbols = parse(f"A/RES/ES-{match['session']}/{match['number']}")
        yield mention(text, *match.span(), symbols)


def _eights(text: str, known: set[Symbol]) -> Iterator[Mention]:
    """Yield `8/5068`, which may be S/5068, in a document that cites others of the Security Council."""
    if not any(symbol.startswith("S/") for symbol in known):
        return
    for match in EIGHT.finditer(text):
        if symbols := parse(f"S/{match['number']}"):
            yield mention(text, *match.span(), symbols)


def _join_spaced(text: str, found: list[Mention], known: set[Symbol]) -> None:
    """Open the symbols whose number may go on after a space: A/42/6 77."""
    for one in found:
        if one.symbol is None or one.also or one.via != "symbol" or not one.symbol[-1].isdecimal():
            continue
        match = SPACE.match(text, one.end)
        joined = parse(f"{one.symbol}{match['digits']}") if match else ()
        if not match or not joined:
            continue
        one.end = one.phrase_end = match.end("digits")
        one.warnings = (*one.warnings, WARNING)
        if joined[0] in known:
            one.symbol, one.certainty = joined[0], "inferred"
        else:
            one.candidates, one.symbol, one.certainty = (joined[0], one.symbol), None, "ambiguous"


def old_resolutions(state: State) -> list[Mention]:
    """Return old resolutions of the Assembly near their noun whose session a scan has spoilt: `resolution 217(111)`."""
    text, nouns, found = state.text, state.words.nouns, []
    for match in SPOILT_SESSION.finditer(text):
        before = NUMBER_BEFORE.search(text[max(0, match.start() - 9) : match.start()])
        if not before:
            continue
        start, end = match.start() - len(before[0]), match.end()
        spelling = text[start:end]
        begin = max(text.rfind(sign, max(0, start - NEAR), start) for sign in (".  ", ". ", "\n\n", ";"))
        near = nouns.search(text, max(0, start - NEAR, begin), start) or (
            None if state.words.noun_first else nouns.search(text, end, end + NEAR)
        )
        symbols = repair.old_resolutions(spelling) if near else ()
        if not symbols:
            continue
        one = Mention(
            start, end, None, "resolution", "A", "prose", candidates=symbols, certainty="ambiguous", warnings=(WARNING,)
        )
        serial = state.known.resolution_of(int(symbols[0].number or 0))
        _settle(one, {serial[0]} if serial else set())
        found.append(one)
    return found
