"""Resolutions and decisions by number: a noun, then numbers, each with its body and date.

The numbers are walked once, in text order. Each one follows its noun, continues the list before it, or is left alone.
Bodies are attributed twice: first by each number's own phrase, then, for those that are not certain, by what the whole
document cites in full.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from unrtrace.extractor.attribution import (
    COUNTED,
    INHERITED,
    POSSESSIVE,
    SHORT_NAMES,
    Attribution,
    Evidence,
    attribute,
    body_of_short_name,
    cited_number,
    may_number,
    possible_bodies,
    symbol_of,
)
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import numbers
from unrtrace.extractor.mentions.headings import Headings
from unrtrace.extractor.mentions.noun_first import NounFirst
from unrtrace.extractor.mentions.noun_last import NounLast
from unrtrace.extractor.mentions.noun_phrase import ListMember, PhraseReader
from unrtrace.extractor.mentions.shared_dates import share_dates
from unrtrace.extractor.state import Place, State
from unrtrace.symbols import Symbol

# Evidence that the same number cited in full elsewhere outweighs.
WEAKER_THAN_KNOWN = ("list", "citing body", "open")
MAX_RANGE = 50  # members that a range may leave out and still be expanded
# How the members of a range are spelled; the Council's number alone fixes its year.
SPELLINGS = {"security_council": "{serial}", "roman": "{serial} ({session})", "cop": "{serial}/{tag}.{session}"}


def find(state: State) -> list[Mention]:
    """Return every resolution or decision that the prose of a document names by number."""
    found = numbers.find(state.text)
    if not found:
        return []
    reader = (NounFirst if state.words.noun_first else NounLast)(state)
    members = _members(state, found, reader)
    reader.share_bodies(members)
    share_dates(members, reader)
    rows = _attribute_all(members, reader)
    certain = [mention for mention, _ in rows if mention.certainty == "certain"]
    state.known.add_all(certain)
    if len(certain) < len(rows):
        if any(_is_known(state, mention) for mention, _ in rows if mention.certainty != "certain"):
            rows = _attribute_all(members, reader)
        if not all(mention.symbol for mention, _ in rows):
            _settle_lists(rows)
    return [*(mention for mention, _ in rows), *_ranges(rows)]


def _is_known(state: State, mention: Mention) -> bool:
    known = state.known.body_of(mention.spelling or "", mention.kind)
    return known is not None and known[0] != mention.body


def _members(state: State, found: list[numbers.Number], reader: PhraseReader) -> list[ListMember]:
    """Return the numbers that are citations, each with its noun."""
    document = state.document
    members: list[ListMember] = []
    starts, index = [*document.paragraph_starts[1:], len(state.text) + 1], 0
    headings = Headings(state, reader)
    rejected = 0
    for number in found:
        while starts[index] <= number.start:
            index += 1
        part = document.paragraphs[index]
        before = members[-1] if members and members[-1].paragraph == part.continues else None
        member = headings.opening(number, part, before) or reader.read(number, part, before, rejected)
        if member := member or headings.between_titles(number, part):
            members.append(member)
        else:
            rejected = number.end
    return members


Row = tuple[Mention, ListMember]


def _attribute_all(members: list[ListMember], reader: PhraseReader) -> list[Row]:
    """Return the mentions of all members, one for each letter of a number, each with its member."""
    rows: list[Row] = []
    earlier: dict[tuple[str, str], Mention] = {}
    for member in members:
        previous = rows[-1][0] if rows and rows[-1][1].paragraph == member.paragraph else None
        rows += [(mention, member) for mention in _attribute(member, reader, previous, earlier)]
    return rows


@dataclass(slots=True)
class _Claim:
    """The body that a number's phrase gives it, how, and the words that say so."""

    body: str | None
    strength: str | None
    place: Place | None
    evidence: Evidence | None = None


def _claim(member: ListMember, reader: PhraseReader, previous: Mention | None) -> tuple[_Claim, bool]:
    """Return whose a number is by its phrase or the number before it, and whether the citing body may be meant."""
    noun, number = member.noun, member.number
    claim = _Claim(member.body, member.strength, member.body_place)
    spelling = number.spelling(None)
    if claim.body is None and claim.strength != POSSESSIVE:
        claim = _Claim(noun.body, noun.strength, noun.body_place)
    if not may_number(claim.body, spelling, noun.kind):
        claim = _Claim(None, None, None)
    if claim.body in SHORT_NAMES:
        bodies = possible_bodies(spelling, noun.kind)
        claim.body, claim.strength = body_of_short_name(claim.body, bodies), INHERITED
    citing = True
    if claim.strength == POSSESSIVE and number.shape in COUNTED:
        bodies = possible_bodies(spelling, noun.kind, claim.body)
        claim.body, claim.evidence = reader.owner(member, claim.body, bodies)
        citing = claim.body is not None
    if claim.body is None and previous is not None and claim.strength != POSSESSIVE:
        claim = _Claim(previous.body, INHERITED, (previous.start, previous.end))
    return claim, citing


def _attribute(
    member: ListMember, reader: PhraseReader, previous: Mention | None, earlier: dict[tuple[str, str], Mention]
) -> list[Mention]:
    """Return the mentions of one number, one for each letter."""
    state, noun = reader.state, member.noun
    claim, may_be_citing = _claim(member, reader, previous)
    context = state.citing if may_be_citing else state.citing._replace(body=None)
    number = member.swapped or member.number
    mentions: list[Mention] = []
    days: Sequence[datetime.date | None] = member.days or [member.date]  # one for all letters, or one for each
    for index, (start, end, letter) in enumerate(number.parts()):
        day = days[index if len(days) > 1 else 0]
        spelling = number.spelling(letter)
        known = None
        found = attribute(spelling, noun.kind, claim.body, claim.strength, day, context, None)
        if found.decided_by in WEAKER_THAN_KNOWN:
            known = state.known.body_of(spelling, noun.kind)
            if known is None and (one := earlier.get((spelling, noun.kind))) and one.body:
                known = one.body, (one.start, one.end)
            if known:
                found = attribute(spelling, noun.kind, claim.body, claim.strength, day, context, known[0])
        certainty, warnings = found.certainty, found.warnings
        if member.swapped:
            certainty, warnings = "inferred", ("swapped_numbers",)
        opens, via = member.opens and not mentions, "heading" if member.under_heading else "prose"
        mention = Mention(
            start, end, found.symbol, noun.kind, found.body, via if opens else "list",
            phrase_start=noun.phrase_start if opens else start, phrase_end=member.phrase_end,
            candidates=found.candidates, date=day, certainty=certainty, warnings=warnings,
            evidence=_evidence(found, claim, member, known), spelling=spelling,
        )  # fmt: skip
        earlier.setdefault((spelling, noun.kind), mention)
        mentions.append(mention)
    return mentions


def _evidence(
    found: Attribution, claim: _Claim, member: ListMember, known: tuple[str, Place] | None
) -> tuple[Evidence, ...]:
    """Return what decided an attribution, with the words that say so."""
    decided, body = found.decided_by, found.body or claim.body or ""
    if decided == "number":
        evidence = [Evidence(decided, member.number.start, member.number.end, body)]
    elif decided == "cited elsewhere" and known:
        evidence = [Evidence(decided, *known[1], body)]
    elif decided == "citing body":
        evidence = [Evidence(decided, detail=body)]
    elif decided == "date" and member.date_place:
        evidence = [Evidence(decided, *member.date_place, body)]
    else:
        start, end = claim.place or (None, None)
        evidence = [Evidence(decided, start, end, body)]
        if claim.evidence:
            evidence.append(claim.evidence)
    return tuple(evidence)


def _settle_lists(rows: list[Row]) -> None:
    """Give the open members of a list, which has one noun, the body of its others where these have one alone."""
    bodies: defaultdict[int, dict[str, Mention]] = defaultdict(dict)
    for mention, member in rows:
        if mention.symbol and mention.body:
            bodies[member.noun.start].setdefault(mention.body, mention)
    for mention, member in rows:
        others = bodies[member.noun.start]
        fitting = [symbol for symbol in mention.candidates if {symbol.body} == others.keys()]
        if not mention.symbol and len(fitting) == 1:
            other = others[fitting[0].body]
            mention.symbol, mention.body, mention.candidates = fitting[0], fitting[0].body, ()
            mention.certainty = "inferred"
            mention.evidence = (Evidence("list", other.start, other.end, other.body or ""),)


def _ranges(rows: list[Row]) -> list[Mention]:
    """Return what lies between the written ends of ranges: *46/235 to 46/238* cites 46/236 and 46/237 too."""
    by_member = {id(member): mention for mention, member in rows}
    mentions = []
    for last, member in rows:
        first = by_member.get(id(member.range_from)) if member.range_from else None
        if first is None:
            continue
        between = _between(first, last)
        if between is None:
            last.warnings = (*last.warnings, "range_not_expanded")
            continue
        evidence = (Evidence("range", first.start, last.end, last.body or ""),)
        mentions += [
            Mention(
                first.start, last.end, symbol, last.kind, last.body, "range", phrase_start=first.phrase_start,
                phrase_end=last.phrase_end, date=last.date, certainty="inferred", evidence=evidence,
            )
            for symbol in between
        ]  # fmt: skip
    return mentions


def _between(first: Mention, last: Mention) -> list[Symbol] | None:
    """Return the symbols between two ends of a range, or None where it cannot or must not be expanded."""
    begin, end = cited_number(first.spelling or ""), cited_number(last.spelling or "")
    if not (begin and end and first.symbol and last.symbol and last.body and first.body == last.body):
        return None
    serials = range(int(begin.number) + 1, int(end.number))
    ordered = int(begin.number) < int(end.number) and len(serials) <= MAX_RANGE
    if not ordered or (begin.session != end.session and begin.shape != "security_council"):
        return None
    spelling = SPELLINGS.get(begin.shape, "{session}/{serial}")
    spellings = (spelling.format(serial=serial, session=begin.session, tag=begin.tag) for serial in serials)
    return [symbol for one in spellings if (symbol := symbol_of(one, last.body, last.kind))]
