"""Numbers of no session or year: `resolution 1325` of the Security Council, `resolution No. 1309` of another body.

The Council's number fixes its year, the Assembly's before the thirty-first session (`resolution 194`) its session, but
near the ends of one. A number with *No.* is another organisation's, the nearest one that the paragraph names before it;
where none is named, the citation stays open.
"""

import re
from collections.abc import Iterator

from unrtrace.documents import Document
from unrtrace.extractor.attribution import Speaker, symbol_of
from unrtrace.extractor.lexicon import FORMS, Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions.instruments import NOUN
from unrtrace.symbols import Symbol
from unrtrace.symbols.tables import roman_sessions
from unrtrace.text import dates, organisations
from unrtrace.text.name_pattern import Span

WINDOW, STEM = 600, 20  # characters before a number in which an organisation is looked for; letters before a stem
FIGURES, NUMBERED = frozenset("0123456789"), "号决议"
DIGITS = re.compile(r"\d+")
PARTS = re.compile(r"(\d+)\s?([A-Z]?)")  # a number and its letter
PLAIN = re.compile(r"(\d+)\s?\((?:\d{4}|[IVXLC]+)\)$")  # a number with its year or session, without a letter
SMALLEST = 100  # below it, "resolution 1" is a conference's more often than the Council's


def find(document: Document, words: Lexicon, speaker: Speaker, named: list[Span]) -> list[Mention]:
    """Every such resolution of a document; among `named` are the places of nouns that name an organ, as UNSCR does."""
    finds: list[Mention] = []
    if matches := _matches(document.text, words, named):
        told = Told(speaker)
        for match in matches:
            for found in _read(document, words, speaker, told, match):
                _add_date(document.text, found, words)
                told.add(found)
                finds.append(found)
    return finds


def _read(document: Document, words: Lexicon, speaker: Speaker, told: "Told", match: re.Match[str]) -> list[Mention]:
    """The resolutions of a noun with such a number, or a list of them; none where nothing says whose they are."""
    if match["form"]:
        return _of_forms(document.text, match, words)
    start, end = match.span("number")
    number, numbered = int(match["number"]), match.groupdict().get("no")
    members = _members(document.text, match, words)
    organ = _organ(document, words, speaker, match, members[-1][1] if members else match.end())
    if organ is None and not numbered and number in told:
        return [told.again(number, start, end)]
    if organ is None and (numbered or not words.noun_first):
        found = _of_organisation(document, start, end, speaker)
        return [found] if found.symbol or numbered else []
    if organ == "A" or (organ == "S" and (number >= SMALLEST or speaker.organ != "S")):
        if organ == "A" and match["letter"]:
            end = match.end("letter")
        spans = [(start, end), *members]
        found_all = (
            _of_organ(document.text, first, last, organ, "list" if index else "prose")
            for index, (first, last) in enumerate(spans)
        )
        return [found for found in found_all if found]
    return []


def _of_forms(text: str, match: re.Match[str], words: Lexicon) -> list[Mention]:
    """The resolution of another organisation, by the form of its number, and those that go on with its list."""
    finds: list[Mention] = []
    member: re.Match[str] | None = match
    while member:
        code = next(code for code, form in FORMS if re.fullmatch(form, member["form"]))
        symbol = Symbol.parse(f"{code}:{''.join(member['form'].split())}")
        found = Mention(*member.span("form"), symbol, "resolution", code, "list" if finds else "prose")
        _add_date(text, found, words)
        finds.append(found)
        member = words.form_member.match(text, found.phrase_end)
    return finds


def _add_date(text: str, found: Mention, words: Lexicon) -> None:
    if date := dates.after(text, found.end, words.language):
        found.date, found.phrase_end = date.date, date.end


class Told:
    """The resolutions of a document whose number says all, by that number: *resolution 1325* after *1325 (2000)*."""

    def __init__(self, speaker: Speaker) -> None:
        self._symbols: dict[int, set[Symbol]] = {}
        for (spelling, kind), body in speaker.known.items():
            plain = PLAIN.fullmatch(spelling)
            if plain and kind == "resolution" and (symbol := symbol_of(spelling, body, kind)):
                self._symbols.setdefault(int(plain[1]), set()).add(symbol)

    def add(self, found: Mention) -> None:
        """Remember one more."""
        plain = PLAIN.search(found.symbol or "")
        if found.symbol and plain:
            self._symbols.setdefault(int(plain[1]), set()).add(found.symbol)

    def __contains__(self, number: int) -> bool:
        return number >= SMALLEST and len(self._symbols.get(number, ())) == 1

    def again(self, number: int, start: int, end: int) -> Mention:
        """The one that was named before, with a number alone."""
        symbol = next(iter(self._symbols[number]))
        return Mention(start, end, symbol, symbol.kind, symbol.body, "prose", certainty="inferred")


def _of_organ(text: str, start: int, end: int, organ: str, via: str) -> Mention | None:
    """The resolution of the Council, or of the Assembly before its thirty-first session, that has a number."""
    if organ == "S":
        symbol = symbol_of(text[start:end], organ, "resolution")
        return Mention(start, end, symbol, "resolution", organ, via, certainty="inferred") if symbol else None
    number, _, letter = PARTS.sub(r"\1 \2", text[start:end]).partition(" ")
    lettered = f"{number} {letter}" if letter else number
    sessions = roman_sessions(int(number)) if int(number) >= SMALLEST else []
    found = (symbol_of(f"{lettered} ({session})", organ, "resolution") for session in sessions)
    symbols = tuple(symbol for symbol in found if symbol)
    if not symbols:
        return None
    if len(symbols) == 1:
        return Mention(start, end, symbols[0], "resolution", organ, via, certainty="inferred")
    return Mention(start, end, None, "resolution", organ, via, candidates=symbols, certainty="ambiguous")


def _matches(text: str, words: Lexicon, named: list[Span]) -> list[re.Match[str]]:
    """The nouns with such a number, in text order."""
    found = [match for _, end, code in named if code == NOUN and (match := words.bare.match(text, end))]
    for stem in words.stems:
        position = text.find(stem)
        while position >= 0:
            position += len(stem)
            if match := words.bare.match(text, position):
                found.append(match)
            position = text.find(stem, position)
    if not words.noun_first:
        found += _without_ordinal(text, words)
    return sorted(found, key=re.Match.start)


def _without_ordinal(text: str, words: Lexicon) -> Iterator[re.Match[str]]:
    """The numbers before a Chinese noun that no 第 stands before: 安理会1325号决议."""
    position = text.find(NUMBERED)
    while position >= 0:
        start = position
        while start and text[start - 1] in FIGURES:
            start -= 1
        alone = start < position and text[start - 1 : start].isalpha() and text[start - 1] not in words.stems
        if alone and (match := words.bare.match(text, start)):
            yield match
        position = text.find(NUMBERED, position + 1)


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


def _word_start(text: str, position: int) -> int:
    """Where the word begins that ends at a position, with a full stop or without."""
    floor = max(0, position - STEM)
    if text[position - 1 : position] == ".":
        position -= 1
    while position > floor and text[position - 1].isalpha():
        position -= 1
    return position


def _organ(document: Document, words: Lexicon, speaker: Speaker, match: re.Match[str], end: int) -> str | None:
    """The organ in the phrase, after its list or right before it; for *its* and for none, the one that speaks."""
    text, start = document.text, match.start()
    if words.noun_first:
        start = _word_start(text, start)
        noun = words.nouns.match(text, start)
        if not noun:
            return None
        if code := words.organ_of_noun(noun[0]):
            return code
        for named in words.organ_anywhere.finditer(text, start, match.end()):
            if named["organ"]:
                return words.organ(named["organ"])
        if after := words.organ_after.match(text, end):
            return words.organ(after["organ"])
    elif text[start - 1] in words.stems:
        start -= 1
    before = words.owner.match(text, document.paragraph_at(start).start, start)
    if before and before["before"]:
        code = words.organ(before["before"])
        if code != "council":
            return code
    return speaker.organ if speaker.organ == "S" else None


def _of_organisation(document: Document, start: int, end: int, speaker: Speaker) -> Mention:
    part = document.paragraph_at(start)
    named = organisations.found_in(document.text, document.language, max(part.start, start - WINDOW), start)
    number = document.text[start:end]
    codes = [code for _, _, code in named if code != "UN"]
    code = codes[-1] if codes else speaker.known.get((number, "No."))
    symbol = symbol_of(number, code, "resolution") if code else None
    if symbol is None or code is None:
        return Mention(start, end, None, "resolution", None, "prose", certainty="ambiguous")
    speaker.known[number, "No."] = code
    return Mention(start, end, symbol, "resolution", code, "prose", certainty="inferred")
