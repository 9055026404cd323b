"""Legal citations: one resolution in two spellings, with the day of its adoption in a parenthesis.

*GA Res 51/148, UN Doc A/RES/51/148 (4 February 1997, adopted 13 December 1996) para 3* is one citation.
"""

import datetime
import re
from functools import cache

from unrtrace.extractor.mention import Mention
from unrtrace.facts import load
from unrtrace.text import dates

REACH = 40  # characters between the spellings
PARENTHESIS = re.compile(r"\s?[(（](?P<inside>[^()（）]{6,120})[)）]")
ADOPTED = ("resolution", "decision", "statement")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(
        rf"(?:号?(?:决议|决定))?(?:\s?\((?:19|20)\d\d\))?\s?[,،，;(（]?\s?(?:{_any('document')})\s?[:：]?\s?"
    )


@cache
def _before_day() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-zÀ-ɏЀ-ӿء-ي])(?:{_any('adopted')})\s?")


def _any(key: str) -> str:
    words = sorted(load("legal_citations")[key], key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


def merge(text: str, mentions: list[Mention], language: str) -> list[Mention]:
    """Return mentions in text order, two spellings of one resolution as one, each with the day of its adoption."""
    merged: list[Mention] = []
    for mention in mentions:
        if mention.via == "symbol" and mention.symbol is not None and mention.kind in ADOPTED:
            before = merged[-1] if merged else None
            if before is not None and _same(text, before, mention):
                before.end, before.symbol, before.body = mention.end, mention.symbol, mention.body
                before.candidates, before.certainty, before.warnings = (), mention.certainty, mention.warnings
                before.phrase_end, before.date = mention.phrase_end, mention.date or before.date
                mention = before
            else:
                merged.append(mention)
            _add_day(text, mention, language)
        else:
            merged.append(mention)
    return merged


def _same(text: str, before: Mention, mention: Mention) -> bool:
    if before.via not in ("prose", "list") or mention.start - before.phrase_end > REACH:
        return False
    if mention.symbol not in (before.symbol, *before.candidates):
        return False
    return _between().fullmatch(text, before.phrase_end, mention.start) is not None


def _add_day(text: str, mention: Mention, language: str) -> None:
    """Give a resolution the day that a parenthesis calls that of its adoption."""
    if mention.date is not None or text[mention.end : mention.end + 1] not in (" ", "(", "（", "\u00a0"):
        return
    match = PARENTHESIS.match(text, mention.end)
    word = _before_day().search(text, match.start("inside"), match.end("inside")) if match else None
    if not match or not word:
        return
    day = _day(text, word.start(), word.end(), match.end("inside"), language)
    if day is not None:
        mention.date, mention.phrase_end = day, match.end()


def _day(text: str, start: int, position: int, end: int, language: str) -> datetime.date | None:
    """Return the day after the word for adoption, in Chinese the one before it."""
    for one in dict.fromkeys((language, "en")):
        if found := dates.date_at(text, position, one, spans=False):
            return found.date
    before = [found for found in dates.find(text, language, max(0, start - 14), start) if found.end == start]
    return before[-1].date if before else None
