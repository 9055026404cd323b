"""Numbers of no session or year: `resolution 1325` of the Security Council, `resolution No. 1309` of another body.

The Council's number fixes its year. A number with *No.* is another organisation's, the nearest one that
the paragraph names before it; where none is named, the citation stays open.
"""

import re
from collections.abc import Iterator

from unrtrace import dates
from unrtrace.documents import Document
from unrtrace.extractor import organisations
from unrtrace.extractor.attribution import Speaker, symbol_of
from unrtrace.extractor.find import Find
from unrtrace.extractor.phrases import Lexicon

WINDOW, STEM = 600, 20  # characters before a number in which an organisation is looked for; letters before a stem
DIGITS = re.compile(r"\d+")
SMALLEST = 100  # below it, "resolution 1" is a conference's more often than the Council's


def find(document: Document, words: Lexicon, speaker: Speaker) -> list[Find]:
    """Every such resolution of a document."""
    finds = []
    for match in _matches(document.text, words):
        start, end = match.span("number")
        members = _members(document.text, match, words)
        number = match.groupdict().get("no")
        organ = _organ(document, words, speaker, match, members[-1][1] if members else match.end())
        if (number or not words.noun_first) and organ is None:
            found = _of_organisation(document, start, end, speaker)
            if found.symbol or number:
                _add_date(document.text, found, words)
                finds.append(found)
        elif organ == "S" and (int(match["number"]) >= SMALLEST or speaker.organ != "S"):
            for via, (first, last) in zip(("prose", *("list" for _ in members)), ((start, end), *members), strict=True):
                if symbol := symbol_of(document.text[first:last], "S", "resolution"):
                    finds.append(Find(first, last, symbol, "resolution", "S", via, certainty="inferred"))
                    _add_date(document.text, finds[-1], words)
    return finds


def _matches(text: str, words: Lexicon) -> Iterator[re.Match[str]]:
    stem: str = words.table["nouns"]["stem"]
    position = text.find(stem)
    while position >= 0:
        if match := words.bare.match(text, position):
            yield match
        position = text.find(stem, position + 1)


def _members(text: str, match: re.Match[str], words: Lexicon) -> list[tuple[int, int]]:
    """The spans of the other numbers of a list: *1325, 1820 and 1888*."""
    if not words.noun_first:
        return [number.span() for number in DIGITS.finditer(text, *match.span("more"))]
    members = []
    position = match.end("number")
    while member := words.bare_member.match(text, position):
        members.append(member.span("number"))
        position = member.end()
    return members


def _add_date(text: str, found: Find, words: Lexicon) -> None:
    if date := dates.after(text, found.end, words.language):
        found.date, found.tail = date.date, date.end


def _word_start(text: str, position: int) -> int:
    floor = max(0, position - STEM)
    while position > floor and text[position - 1].isalpha():
        position -= 1
    return position


def _organ(document: Document, words: Lexicon, speaker: Speaker, match: re.Match[str], end: int) -> str | None:
    """The organ in the phrase, after its list or right before it; for *its* and for none, the one that speaks."""
    text, start = document.text, match.start()
    if words.noun_first:
        start = _word_start(text, start)
        for named in words.organ_anywhere.finditer(text, start, match.end()):
            if named["organ"]:
                return words.organ(named["organ"])
        if after := words.organ_after.match(text, end):
            return words.organ(after["organ"])
    before = words.owner.match(text, document.paragraph_at(start).start, start)
    if before and before["before"]:
        code = words.organ(before["before"])
        if code != "council":
            return code
    return speaker.organ if speaker.organ == "S" else None


def _of_organisation(document: Document, start: int, end: int, speaker: Speaker) -> Find:
    part = document.paragraph_at(start)
    named = organisations.found_in(document.text, document.language, max(part.start, start - WINDOW), start)
    number = document.text[start:end]
    codes = [code for _, _, code in named if code != "UN"]
    code = codes[-1] if codes else speaker.known.get((number, "No."))
    symbol = symbol_of(number, code, "resolution") if code else None
    if symbol is None or code is None:
        return Find(start, end, None, "resolution", None, "prose", certainty="ambiguous")
    speaker.known[number, "No."] = code
    return Find(start, end, symbol, "resolution", code, "prose", certainty="inferred")
