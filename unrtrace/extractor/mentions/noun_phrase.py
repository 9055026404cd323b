"""The phrase around a number: the noun that governs it, the body that the phrase names, the date.

`NounFirst` reads the languages in which the noun precedes its numbers, `NounLast` those in which it follows them;
what both share is here.
"""

import datetime
from dataclasses import dataclass, field

from unrtrace.documents import Paragraph
from unrtrace.extractor.attribution import (
    BODY_WITHOUT_SYMBOLS,
    COMMISSION,
    CONFERENCE,
    COUNCIL,
    SHORT_NAMES,
    Evidence,
    body_of_short_name,
    is_commission,
    is_outside_main_organs,
    may_number,
)
from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.mentions.numbers import Number
from unrtrace.extractor.state import Place, State
from unrtrace.symbols.tables import table

# Characters that may lie between a noun and its number, between members of a list, in a comma or an *and*.
NEAR, LIST, JOIN = 300, 600, 40


@dataclass(slots=True)
class Noun:
    """A noun like *resolution*, with the body that its phrase names and how; `phrase_start` is where that begins."""

    start: int
    end: int
    kind: str
    body: str | None = None
    strength: str | None = None
    phrase_start: int = 0
    body_place: Place | None = None


@dataclass(slots=True)
class ListMember:
    """A number with the noun that governs it and what its own phrase says.

    `opens` is true for the first number of a noun; `paragraph` is the index of the paragraph in which the sentence
    begins; `phrase_end` is where its phrase ends; `swapped` is the number with its halves exchanged, where a
    right-to-left copy turned it round; `days` are those of a list of days that stands with it, to be dealt out to the
    members; `range_from` is the member with which it makes a range; `under_heading` says
    that a heading above governs it.
    """

    number: Number
    noun: Noun
    opens: bool
    paragraph: int
    phrase_end: int
    date: datetime.date | None = None
    date_place: Place | None = None
    days: list[datetime.date] = field(default_factory=list)
    body: str | None = None
    strength: str | None = None
    body_place: Place | None = None
    swapped: Number | None = None
    range_from: "ListMember | None" = None
    under_heading: bool = False


class PhraseReader:
    """What both word orders share: lists, the bodies that names and *its* stand for."""

    def __init__(self, state: State) -> None:
        self.state, self.document, self.text, self.words = state, state.document, state.text, state.words

    def read(self, number: Number, part: Paragraph, before: ListMember | None, rejected: int) -> ListMember | None:
        """Return the member that a number is, or None where it is no citation.

        `before` is the member before it in the paragraph, `rejected` the end of the last number that was none.
        """
        raise NotImplementedError

    def share_bodies(self, members: list[ListMember]) -> None:
        """Give the body that one member of a list names to the others."""
        raise NotImplementedError

    def owner(
        self, member: ListMember, speaks: str | None, bodies: tuple[str, ...]
    ) -> tuple[str | None, Evidence | None]:
        """Return the body that *its* refers to, or None, with the evidence.

        Order: the subject right before; the body that adopts the text; the only other body named in the sentence.
        """
        if bodies == (speaks,):
            return speaks, None
        if (subject := self._subject(member, bodies)) and subject.detail:
            return subject.detail, subject
        reports = self.document.paragraphs[member.paragraph].place == "body"
        if speaks in bodies and not reports:
            return speaks, None
        named = self._named_before(member, bodies)
        if len({one.detail for one in named}) == 1:
            return named[-1].detail, named[-1]
        return (None if named and reports else speaks), None

    def _subject(self, member: ListMember, bodies: tuple[str, ...]) -> Evidence | None:
        """Return the body right before *in its*: *the Council, in its resolution*; None where another stands there."""
        phrase_start = min(member.noun.phrase_start, member.number.start)
        floor = self.document.paragraph_at(phrase_start).start
        subject = self.words.subject.match(self.text, floor, phrase_start) if self.words.noun_first else None
        if not subject or not (name := subject["organ"]):
            return None
        code = body_of_short_name(self.code(name, floor, subject.start("organ")), bodies)
        spelling = member.number.spelling(None)
        if code in bodies or (is_outside_main_organs(code) and may_number(code, spelling, member.noun.kind)):
            return Evidence("subject", *subject.span("organ"), str(code))
        return None

    def _named_before(self, member: ListMember, bodies: tuple[str, ...]) -> list[Evidence]:
        """Return the bodies named before a number in its sentence that may have it, and a last one without symbols."""
        phrase_start = min(member.noun.phrase_start, member.number.start)
        floor = max(self.document.paragraph_at(member.number.start).start, phrase_start - LIST)
        floor = self.document.sentences.start_before(phrase_start, floor=floor)
        spelling, kind = member.number.spelling(None), member.noun.kind
        named = [
            Evidence("named in sentence", *match.span("organ"), code or "")
            for match in self.words.organ_anywhere.finditer(self.text, floor, phrase_start)
            if match["organ"]
            for code in [body_of_short_name(self.code(match["organ"], floor, match.start()), bodies)]
            if may_number(code, spelling, kind)
        ]
        last = named[-1:] if named and is_outside_main_organs(named[-1].detail) else []
        return [one for one in named if one.detail in bodies] + last

    def joins(self, before: ListMember, number: Number) -> bool:
        """Return whether only a comma or an *and* stands between two members, or the part cited of the first."""
        start, end = before.phrase_end, number.start
        if 0 <= end - start < JOIN and self.words.is_join(self.text[start:end]):
            return True
        if not 0 <= end - start < NEAR:
            return False
        after = pinpoints.end_of_part(self.text, start, end, self.words)
        return after > start and self.words.is_join(self.text[after:end])

    def makes_range(self, before: ListMember, number: Number) -> bool:
        """Return whether a number ends a range that the member before it begins: *46/235 to 46/238*."""
        first, gap = before.number, self.text[before.phrase_end : number.start]
        alike = first.shape == number.shape and first.letter is None and number.letter is None
        return alike and len(gap) < JOIN and self.words.is_range(gap)

    def code(self, name: str, floor: int, position: int) -> str | None:
        """Return the body that a name stands for.

        *The Council* and *the Commission* are the one that speaks, else the one named before, else what they may be.
        """
        code = self.words.organ(name)
        if code == CONFERENCE and self.words.names_convention(self.text, position):
            return BODY_WITHOUT_SYMBOLS
        if code not in SHORT_NAMES:
            return code
        citing, bodies = self.state.citing.body, SHORT_NAMES[code]
        if citing in bodies:
            return citing
        if code == COUNCIL and (council := table()["bodies"].get(citing or "", {}).get("council")):
            return str(council)
        if code == COMMISSION and is_commission(citing):
            return BODY_WITHOUT_SYMBOLS
        before = self.words.organ_anywhere.finditer(self.text, max(floor, position - LIST), position)
        for match in reversed(list(before)):
            if match["organ"] and (named := self.words.organ(match["organ"])) in bodies:
                return named
        return code
