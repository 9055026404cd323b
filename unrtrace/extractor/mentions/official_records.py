"""Supplements of the Official Records that are cited without a symbol: *Official Records of the General Assembly,
Fifty-first Session, Supplement No. 10*.

The number of an Assembly supplement is that of its document since the thirty-first session, so that A/51/10 is a
candidate; other numbers leave the citation open. Where a symbol is printed next to it, that is the citation.
"""

import re
from functools import cache

from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import State
from unrtrace.symbols import Symbol
from unrtrace.text import ordinals

FIRST_SESSION = 31
REACH, NEARBY = 200, 80  # characters of such a citation; around it, in which a symbol may be printed
PRINTED = re.compile(r"[^;；]{0,60}?(?<![^\W\d_])[AESАЕ]/(?:\d|[A-Z]{1,5}[./])")
GAP = re.compile(r"[\s,،，»”*_\"]*")


@cache
def _after_name(words: Lexicon) -> re.Pattern[str]:
    return words.compile(rf"\s*(?:{words.link}\s*)?(?P<organ>{words.any_organ})(?!\w)")


@cache
def _supplement(words: Lexicon) -> re.Pattern[str]:
    rows = words.any_of(words.table["publications"]["supplement"])
    return words.compile(
        rf"{rows}\s*(?P<number>\d{{1,3}}|[一二三四五六七八九十]{{1,4}})(?P<letter>[A-Z](?!\w))?\s*号?(?!\w)"
    )


def find(state: State) -> list[Mention]:
    """Return every such supplement of a text, from where the Official Records are named."""
    text, words = state.document.text, state.words
    places = [(start, end) for start, end, code in state.names if code == "official_records"]
    return [found for start, end in places if (found := _at(text, start, end, words))]


def _at(text: str, start: int, end: int, words: Lexicon) -> Mention | None:
    supplement = _supplement(words).search(text, end, start + REACH)
    if not supplement or PRINTED.match(text, supplement.end(), supplement.end() + NEARBY):
        return None
    if words.noun_first:
        named = _after_name(words).match(text, end, end + NEARBY)
        organ, position = (named["organ"], named.end()) if named else (None, end)
    else:
        owner = words.owner.match(text, max(0, start - NEARBY), start)
        organ, position = (owner["before"], end) if owner else (None, end)
        start = owner.start("before") if owner and organ else start
    body = words.organ(organ) if organ else None
    session, position = _session(text, _skip(text, position), words)
    match = _supplement(words).match(text, _skip(text, position), start + REACH)
    if body not in ("A", "E") or not match:
        return None
    candidates: tuple[Symbol, ...] = ()
    number = ordinals.value(match["number"], words.language)
    if body == "A" and session and session >= FIRST_SESSION and number and not match["letter"]:
        candidates = (Symbol.parse(f"A/{session}/{number}"),)
    if candidates and candidates[0] in text[max(0, start - NEARBY) : start]:
        return None
    return Mention(
        start, match.end(), None, "publication", body, "publication", candidates=candidates, certainty="ambiguous"
    )


def _skip(text: str, position: int) -> int:
    gap = GAP.match(text, position)
    return gap.end() if gap else position


def _session(text: str, position: int, words: Lexicon) -> tuple[int | None, int]:
    """Return the regular session named at a position, or None, and where its name ends; a year is passed over."""
    if match := ordinals.forms(words.language, "sessions").match(text, position, position + NEARBY):
        return ordinals.value(match["n"], words.language), match.end()
    year = re.compile(r"(?:19|20)\d\d(?!\d)[^\S\n]?(?:год|年)?").match(text, position)
    return None, year.end() if year else position
