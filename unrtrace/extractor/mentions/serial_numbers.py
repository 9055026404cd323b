"""Numbers of no session or year: `resolution 1325` of the Security Council, `resolution No. 1309` of another body.

The Council's number fixes its year, the Assembly's before the thirty-first session (`resolution 194`) its session, but
near the ends of one. A number without a body refers back to the one resolution that the document cites in full with
that number, before or after. A number with *No.* is another organisation's, the nearest one that the paragraph names
before it; where none is named, the citation stays open.
"""

import re
from collections.abc import Iterator

from unrtrace.extractor.attribution import COMMISSION, COUNCIL, Evidence, symbol_of
from unrtrace.extractor.lexicon import FORM, FORMS
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import SMALLEST_SERIAL, Place, State
from unrtrace.symbols import Symbol
from unrtrace.symbols.normalize import cyrillic_lookalikes_to_latin
from unrtrace.symbols.numbering import may_be_of_year
from unrtrace.symbols.tables import organisation_codes, roman_sessions, security_council_year
from unrtrace.text import dates, organisations
from unrtrace.text.instrument_names import NOUN

WINDOW, STEM = 600, 20  # characters before a number in which an organisation is looked for; letters before a stem
FIGURES, NUMBERED = frozenset("0123456789"), "号决议"
DIGITS = re.compile(r"\d+")
FORM_ALONE = re.compile(rf"(?<![A-Za-z0-9]){FORM}")
YEAR = re.compile(r"(?:19|20)\d\d")
PARTS = re.compile(r"(\d+)\s?([A-Z]?)")  # a number and its letter


def find(state: State) -> list[Mention]:
    """Return every such resolution of a document."""
    mentions: list[Mention] = []
    unattributed: list[re.Match[str]] = []
    numbered: dict[str, str] = {}
    for match in _matches(state):
        if match["form"]:
            found = _of_forms(state, match)
        elif (body := _body(state, match)) and not (body[0] in organisation_codes() and match.groupdict().get("no")):
            found = _of_body(state, match, *body)
        elif match.groupdict().get("no"):
            found = [_of_organisation(state, *match.span("number"), numbered)]
        else:
            unattributed.append(match)
            continue
        for mention in found:
            _add_date(state, mention)
        mentions += found
    state.known.add_all(mentions)
    for match in unattributed:
        mentions += (
            _of_year(state, match)
            or _back_references(state, match)
            or _of_nearest_organisation(state, match, numbered)
            or _of_council(state, match)
        )
    return mentions


def _year(state: State, match: re.Match[str]) -> int | None:
    """Return the year that words give to a number: *resolution 661 of 1990*."""
    if state.words.noun_first:
        return int(YEAR.findall(match["dated"])[-1]) if match["dated"] else None
    start = match.start("number")
    before = state.words.year_before.match(state.document.text, start - STEM, start)
    return int(before["year"] or 0) if before else None


def _of_year(state: State, match: re.Match[str]) -> list[Mention]:
    """Return the resolutions of a number, or of a list of them, of a body not named, by their numbers and years."""
    mentions: list[Mention] = []
    for index, (start, end, year) in enumerate(_dated_places(state, match)):
        number = int(state.text[start:end])
        if year is None or number < SMALLEST_SERIAL:
            continue
        symbols = []
        if security_council_year(number) == year:
            symbols.append(symbol_of(str(number), "S", "resolution"))
        for session in roman_sessions(number):
            if session.isalpha() and may_be_of_year(session, year):
                symbols.append(symbol_of(f"{number} ({session})", "A", "resolution"))
        if len(symbols) == 1 and (symbol := symbols[0]):
            end = _end_of_year(state, match, end)
            evidence = (Evidence("number", start, end, symbol.body),)
            via = "list" if index else "prose"
            mentions.append(
                Mention(start, end, symbol, "resolution", symbol.body, via, certainty="inferred", evidence=evidence)
            )
    return mentions


def _of_council(state: State, match: re.Match[str]) -> list[Mention]:
    """Return the Council's resolutions of a number, or of a list of them, where the text speaks of the Council.

    It does where the main organ named last before the number is the Council, or where the document is one of its own.
    """
    text, place = state.document.text, match.start()
    floor = max(state.document.paragraph_at(max(0, state.document.paragraph_at(place).start - 2)).start, place - WINDOW)
    named = [
        (one, code)
        for one in state.words.organ_anywhere.finditer(text, floor, place)
        if one["organ"] and (code := state.words.organ(one["organ"])) not in (COUNCIL, COMMISSION, None)
    ]
    if named:
        if named[-1][1] != "S":
            return []
        evidence = Evidence("named in sentence", *named[-1][0].span("organ"), "S")
    elif any(symbol.body == "S" for symbol in state.document.masthead.symbols):
        evidence = Evidence("citing body", detail="S")
    else:
        return []
    mentions: list[Mention] = []
    for span in (match.span("number"), *_members(state, match)):
        year = security_council_year(int(state.text[slice(*span)]))
        reached = year is not None and (state.citing.day is None or year <= state.citing.day.year)
        if reached and int(state.text[slice(*span)]) >= SMALLEST_SERIAL:
            mention = _of_serial(state.text, span, "S", "list" if mentions else "prose", evidence)
            mentions += [mention] if mention else []
    for mention in mentions:
        _add_date(state, mention)
    return mentions


def _of_body(state: State, match: re.Match[str], body: str, evidence: Evidence) -> list[Mention]:
    """Return the resolutions of a number, or of a list of them, whose body the phrase names or the document is of."""
    start, end = match.span("number")
    if body in organisation_codes():
        symbol = symbol_of(match["number"], body, "resolution") if state.words.noun_first else None
        named = (Evidence("body named", evidence.start, evidence.end, body),)
        return [Mention(start, end, symbol, "resolution", body, "prose", certainty="inferred", evidence=named)]
    if body != "A" and (body != "S" or (int(match["number"]) < SMALLEST_SERIAL and state.citing.body == "S")):
        return []
    if body == "A" and match["letter"]:
        end = match.end("letter")
    mentions: list[Mention] = []
    for start_of, end_of, year in [(start, end, _year(state, match)), *_dated_places(state, match)[1:]]:
        via = "list" if mentions else "prose"
        if mention := _of_serial(state.document.text, (start_of, end_of), body, via, evidence):
            mention.end = mention.phrase_end = _end_of_year(state, match, end_of) if year else end_of
            _hold_against(mention, year)
            mentions.append(mention)
    return mentions


def _hold_against(mention: Mention, year: int | None) -> None:
    """Hold a resolution against the year that words give it: of several it is the one of that year."""
    if year is None:
        return
    fitting = [one for one in mention.candidates if one.session and may_be_of_year(one.session, year)]
    if len(fitting) == 1:
        mention.symbol, mention.candidates, mention.certainty = fitting[0], (), "inferred"
    symbol = mention.symbol
    of_year = symbol and (symbol.year == year or (symbol.session and may_be_of_year(symbol.session, year)))
    if symbol and not of_year:
        mention.warnings = (*mention.warnings, "year_differs")


def _back_references(state: State, match: re.Match[str]) -> list[Mention]:
    """Return the resolutions of a number, or of a list of them, that the document cites in full elsewhere."""
    mentions: list[Mention] = []
    for start, end in (match.span("number"), *_members(state, match)):
        if known := state.known.resolution_of(int(state.document.text[start:end])):
            symbol, place = known
            via = "list" if mentions else "prose"
            evidence = (Evidence("cited elsewhere", *place, symbol.body),)
            mentions.append(
                Mention(start, end, symbol, symbol.kind, symbol.body, via, certainty="inferred", evidence=evidence)
            )
            _add_date(state, mentions[-1])
    return mentions


def _of_nearest_organisation(state: State, match: re.Match[str], numbered: dict[str, str]) -> list[Mention]:
    """Return another organisation's resolution where the language needs no *No.* before its number."""
    if state.words.noun_first:
        return []
    mention = _of_organisation(state, *match.span("number"), numbered)
    _add_date(state, mention)
    return [mention] if mention.symbol else []


def _of_forms(state: State, match: re.Match[str]) -> list[Mention]:
    """Return the resolution of another organisation, by the form of its number, and those that continue its list."""
    mentions: list[Mention] = []
    member: re.Match[str] | None = match
    while member:
        code = next(code for code, form in FORMS if re.fullmatch(form, member["form"]))
        form = cyrillic_lookalikes_to_latin("".join(member["form"].split()))
        symbol = Symbol.parse(f"{code}:{form}")
        place = member.span("form")
        evidence = (Evidence("form of number", *place, code),)
        mention = Mention(*place, symbol, "resolution", code, "list" if mentions else "prose", evidence=evidence)
        _add_date(state, mention)
        mentions.append(mention)
        member = state.words.form_member.match(state.document.text, mention.phrase_end)
    return mentions


def _add_date(state: State, mention: Mention) -> None:
    if mention.date is None and (date := dates.date_after(state.document.text, mention.end, state.words.language)):
        mention.date, mention.phrase_end = date.date, date.end


def _of_serial(text: str, place: Place, body: str, via: str, evidence: Evidence) -> Mention | None:
    """Return the resolution of the Council, or of the Assembly before its thirty-first session, that has a number."""
    spelling = text[slice(*place)]
    if body == "S":
        symbols = [symbol_of(spelling, body, "resolution")]
    else:
        number, _, letter = PARTS.sub(r"\1 \2", spelling).partition(" ")
        lettered = f"{number} {letter}" if letter else number
        sessions = roman_sessions(int(number)) if int(number) >= SMALLEST_SERIAL else []
        symbols = [symbol_of(f"{lettered} ({session})", body, "resolution") for session in sessions]
    found = tuple(symbol for symbol in symbols if symbol)
    if not found:
        return None
    if len(found) == 1:
        return Mention(*place, found[0], "resolution", body, via, certainty="inferred", evidence=(evidence,))
    return Mention(*place, None, "resolution", body, via, candidates=found, certainty="ambiguous", evidence=(evidence,))


def _matches(state: State) -> list[re.Match[str]]:
    """Return the nouns with such a number, in text order."""
    text, words = state.document.text, state.words
    found = [match for _, end, code in state.names if code == NOUN and (match := words.bare.match(text, end))]
    for stem in words.stems:
        position = text.find(stem)
        while position >= 0:
            position += len(stem)
            if match := words.bare.match(text, position):
                found.append(match)
            position = text.find(stem, position)
    if not words.noun_first:
        found += _without_ordinal(state)
    return sorted(found, key=re.Match.start)


def _without_ordinal(state: State) -> Iterator[re.Match[str]]:
    """Yield the numbers before a Chinese noun that no 第 stands before: 安理会1325号决议."""
    text, words = state.document.text, state.words
    position = text.find(NUMBERED)
    while position >= 0:
        start = position
        while start and text[start - 1] in FIGURES:
            start -= 1
        form = next((one for one in FORM_ALONE.finditer(text, max(0, position - STEM), position)), None)
        if form and text[form.start() - 1 : form.start()] not in words.stems:
            if form.end() == position and (match := words.bare.match(text, form.start())):
                yield match
            position = text.find(NUMBERED, position + 1)
            continue
        alone = start < position and text[start - 1 : start].isalpha() and text[start - 1] not in words.stems
        if alone and (match := words.bare.match(text, start)):
            yield match
        position = text.find(NUMBERED, position + 1)


def _members(state: State, match: re.Match[str]) -> list[Place]:
    """Return the spans of the other numbers of a list: *1325, 1820 and 1888*."""
    text = state.document.text
    if not state.words.noun_first:
        return [number.span() for number in DIGITS.finditer(text, *match.span("more"))]
    members = []
    position = match.end("dated") if match["dated"] else match.end("number")
    while member := state.words.bare_member.match(text, position):
        members.append(member.span("number"))
        position = member.end()
    return members


def _dated_places(state: State, match: re.Match[str]) -> list[tuple[int, int, int | None]]:
    """Return the spans of the numbers of a list, each with the year that words give it or None."""
    places: list[tuple[int, int, int | None]] = [(*match.span("number"), _year(state, match))]
    if not state.words.noun_first:
        return places + [(*place, None) for place in _members(state, match)]
    position = match.end("dated") if match["dated"] else match.end("number")
    while member := state.words.bare_member.match(state.text, position):
        year = int(YEAR.findall(member["dated"])[-1]) if member["dated"] else None
        places.append((*member.span("number"), year))
        position = member.end()
    return places


def _end_of_year(state: State, match: re.Match[str], end: int) -> int:
    """Return where a number ends with the year that words give it."""
    if not state.words.noun_first:
        return end
    found = state.words.dated.match(state.text, end)
    return found.end() if found else end


def _word_start(text: str, position: int) -> int:
    """Return where the word begins that ends at a position, with a full stop or without."""
    floor = max(0, position - STEM)
    if text[position - 1 : position] == ".":
        position -= 1
    while position > floor and text[position - 1].isalpha():
        position -= 1
    return position


def _body(state: State, match: re.Match[str]) -> tuple[str, Evidence] | None:
    """Return the body of the phrase, after its list or right before it; for *its* and for none, the citing one."""
    text, words, start = state.document.text, state.words, match.start()
    if words.noun_first:
        start = _word_start(text, start)
        noun = words.nouns.match(text, start)
        if not noun:
            return None
        if code := words.organ_of_noun(noun[0]):
            return code, Evidence("body named", *noun.span(), code)
        named = next((one for one in words.organ_anywhere.finditer(text, start, match.end()) if one["organ"]), None)
        members = _members(state, match)
        named = named or words.organ_after.match(text, members[-1][1] if members else match.end())
        if named:
            return _named(words.organ(named["organ"]), named.span("organ"))
    elif text[start - 1] in words.stems:
        start -= 1
    before = words.owner.match(text, state.document.paragraph_at(start).start, start)
    if before and (name := before["before"]):
        code = words.organ(name)
        apart = any(map(str.isalpha, text[before.span("before")[1] : start].rstrip("s ")))
        if code != COUNCIL and not (apart and code in organisation_codes()):
            return _named(code, before.span("before"))
    return (state.citing.body, Evidence("citing body", detail="S")) if state.citing.body == "S" else None


def _named(code: str | None, place: Place) -> tuple[str, Evidence] | None:
    return (code, Evidence("body named", *place, code)) if code else None


def _of_organisation(state: State, start: int, end: int, numbered: dict[str, str]) -> Mention:
    """Return the resolution of the organisation named nearest before a number, or of the one named for it before."""
    text, part = state.document.text, state.document.paragraph_at(start)
    named = organisations.found_in(text, state.document.language, max(part.start, start - WINDOW), start)
    named = [one for one in named if one[2] != "UN"]
    number = text[start:end]
    code = named[-1][2] if named else numbered.get(number)
    symbol = symbol_of(number, code, "resolution") if code else None
    if symbol is None or code is None:
        return Mention(start, end, None, "resolution", None, "prose", certainty="ambiguous")
    numbered[number] = code
    evidence = (
        Evidence("named in sentence", *named[-1][:2], code) if named else Evidence("cited elsewhere", detail=code)
    )
    return Mention(start, end, symbol, "resolution", code, "prose", certainty="inferred", evidence=(evidence,))
