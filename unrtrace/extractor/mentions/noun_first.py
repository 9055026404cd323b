"""Numbers in the languages in which the noun precedes them: `resolutions 49/127 of 19 December 1994 and 50/123`."""

import datetime
import re

from unrtrace.documents import Paragraph
from unrtrace.extractor.attribution import (
    BODY_WITHOUT_SYMBOLS,
    COMMISSION,
    INHERITED,
    NAMED,
    POSSESSIVE,
    SLASHED,
    is_outside_main_organs,
)
from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.lexicon import KINDS, Left
from unrtrace.extractor.mentions.noun_phrase import LIST, NEAR, ListMember, Noun, PhraseReader
from unrtrace.extractor.mentions.numbers import Number
from unrtrace.extractor.mentions.shared_dates import may_be_of_day
from unrtrace.symbols.numbering import in_regular_session
from unrtrace.symbols.tables import organisation_codes
from unrtrace.text import date_lists, dates

FIRST_SESSION = 31  # of the Assembly, that its resolutions are numbered by
LAST_SESSION = 150  # no session above it can be meant
LAST_COUNCIL_SESSION = 62  # a session above it is the Assembly's
# After a comma a commission is who acts, not whose the number is: *pursuant to resolution 64/269, the Commission*.
COMMAS = (",", "،")
REPORT = 80  # characters in which a report's symbol and the part cited stand before a noun
REPORT_SYMBOL = re.compile(r"E/(?:19|20)\d\d/\d{1,3}(?:/[A-Z][\w.]*)?\)$")


class NounFirst(PhraseReader):
    """Reads English, French, Spanish, Russian and Arabic phrases."""

    def read(self, number: Number, part: Paragraph, before: ListMember | None, rejected: int) -> ListMember | None:
        """Return a number as a member where it follows a list's last member or its own noun, or some words after."""
        text, words = self.text, self.words
        if before and (self.joins(before, number) or self.makes_range(before, number)):
            member = self._member(number, before.noun, False, part)
            if self._is_fraction(member, before):
                return None
            member.range_from = before if self.makes_range(before, number) else None
            return member
        floor = max(part.start, before.number.end if before else 0)
        is_ordinal = number.shape == "ordinal"
        if phrase := words.noun_before.match(text, floor, number.start):
            noun = self._noun(phrase, phrase, part)
            return None if is_ordinal and noun.kind != "decision" else self._member(number, noun, True, part)
        if is_ordinal:
            return None
        floor = floor if before else self.document.paragraphs[part.continues].start
        nouns = list(words.nouns.finditer(text, max(floor, number.start - NEAR), number.start))
        if nouns:
            if not self._continues(nouns[-1].end(), number):
                return None
            owner = words.owner.match(text, floor, nouns[-1].start())
            return self._member(number, self._noun(nouns[-1], owner, part), True, part)
        if not before or rejected > before.phrase_end or number.start - before.phrase_end >= LIST:
            return None
        continues = self._continues(before.phrase_end, number)
        return self._member(number, before.noun, False, part) if continues else None

    def _is_fraction(self, member: ListMember, before: ListMember) -> bool:
        """Return whether n/m in a list of Assembly resolutions is of no session it could be of: *3/4 of*, *24/7*.

        A date or a body after it shows a resolution of another body.
        """
        session, last = member.number.session_number, before.number.session_number
        if member.date or member.body or session is None or last is None or session >= FIRST_SESSION:
            return False
        phrase = before if before.body else before.noun
        of_assembly = phrase.body == "A" and phrase.strength in (NAMED, POSSESSIVE)
        return last > LAST_COUNCIL_SESSION or (of_assembly and last >= FIRST_SESSION)

    def _continues(self, start: int, number: Number) -> bool:
        """Return whether a number may belong to a noun or a list that ends some words before it in its sentence."""
        if self.document.sentences.has_end(start, number.start):
            return False
        return number.is_unmistakable or self.words.gap_end.search(self.text[start : number.start]) is not None

    def _noun(self, match: re.Match[str] | Left, owner: Left | None, part: Paragraph) -> Noun:
        """Return a noun with the body after it in the phrase, or the body or *its* before it."""
        words = self.words
        kind = match.lastgroup
        if kind not in KINDS:
            kind = next(kind for kind in KINDS if match[kind])
        start, end = match.span(kind)
        noun = Noun(start, end, kind, None, None, owner.start() if owner else start)
        group = owner.lastgroup if owner else None
        after = match if owner is match else words.organ_after.match(self.text, end)
        if after and (name := after["organ"]):
            self._name(noun, name, part, after.span("organ"))
        elif (
            owner and group == "before" and (name := owner[group]) and self._may_own(name, owner.span(group)[1], start)
        ):
            self._name(noun, name, part, owner.span(group))
        elif owner and group == "own":
            noun.body, noun.strength, noun.body_place = self.state.citing.body, POSSESSIVE, owner.span(group)
        elif words.own_in_noun and words.own_in_noun.fullmatch(self.text, start, end):
            noun.body, noun.strength, noun.body_place = self.state.citing.body, POSSESSIVE, (start, end)
        elif (
            (listed := words.organ_before_comma.match(self.text, part.start, start))
            and (name := listed["organ"])
            and words.organ(name) in organisation_codes()
        ):
            self._name(noun, name, part, listed.span("organ"))
        return noun

    def _may_own(self, name: str, end: int, noun_start: int) -> bool:
        """Return whether a name may be the owner of a noun: an organisation's only right before it."""
        code = self.words.organ(name)
        return code not in organisation_codes() or not any(map(str.isalpha, self.text[end:noun_start].rstrip("s ")))

    def _name(self, noun: Noun, name: str, part: Paragraph, place: tuple[int, int]) -> None:
        noun.body, noun.strength, noun.body_place = self.code(name, part.start, place[0]), NAMED, place

    def _member(self, number: Number, noun: Noun, opens: bool, part: Paragraph) -> ListMember:
        """Read the footnote mark, the body and the date after a number, in either order."""
        text, words = self.text, self.words
        member = ListMember(number, noun, opens, part.continues, number.end)
        match = words.tail.match(text, number.end, number.end + NEAR)
        if match and match.end() > number.end:
            member.phrase_end = match.end()
            for group in ("date", "later"):
                if match[group] and not member.date:
                    member.date, member.date_place = dates.parse_day(match[group], words.language), match.span(group)
            member.swapped = self._swapped(number, member.date)
            if name := match["organ"]:
                place = match.span("organ")
                named = self.code(name, part.start, place[0])
                after_comma = text[number.end : place[0]].lstrip()[:1] in COMMAS
                acts = after_comma and (named == COMMISSION or is_outside_main_organs(named))
                if not acts or (noun.strength == POSSESSIVE and not self._has_subject(noun, part)):
                    member.body, member.strength, member.body_place = named, NAMED, place
        if not (member.body or noun.body) and number.shape == "session" and self._in_report(noun, part):
            member.body, member.strength, member.body_place = BODY_WITHOUT_SYMBOLS, NAMED, (noun.start, noun.end)
        if not opens or len(number.parts()) > 1:
            self._several_days(member)
        if not member.date:
            self._date_after_title_or_part(member)
        return member

    def _in_report(self, noun: Noun, part: Paragraph) -> bool:
        """Return whether a noun follows the part of a report to the Economic and Social Council: its commission's.

        *Official Records of the Economic and Social Council, 2013, Supplement No. 4 (E/2013/24), chap. I, sect. C,
        decision 44/112* is a commission's, which gives its resolutions no symbols.
        """
        close = self.text.rfind(")", max(part.start, noun.start - REPORT), noun.start) + 1
        if not close or not REPORT_SYMBOL.search(self.text[max(part.start, close - REPORT) : close]):
            return False
        after = pinpoints.end_of_part(self.text, close, noun.start, self.words)
        return after > close and not self.text[after : noun.start].strip(" ,،")

    def _has_subject(self, noun: Noun, part: Paragraph) -> bool:
        """Return whether an organ stands right before *its*: *the Council in its resolution*."""
        before = self.words.subject.match(self.text, part.start, noun.phrase_start)
        return before is not None and before["organ"] is not None

    def _date_after_title_or_part(self, member: ListMember) -> None:
        """Read a date that a title or a part cited parts from the number, unless its session contradicts the date."""
        text, words, place = self.text, self.words, member.phrase_end
        if titled := words.titled.match(text, place, place + NEAR):
            day = dates.parse_day(titled["date"], words.language)
            if day and may_be_of_day(member, day):
                member.date, member.date_place, member.phrase_end = day, titled.span("date"), titled.end()
            return
        after = pinpoints.end_of_part(text, place, min(len(text), place + NEAR), words)
        found = dates.date_with_preposition(text, after, words.language) if after > place else None
        if found and may_be_of_day(member, found.date):
            member.date, member.date_place = found.date, (found.start, found.end)

    def _several_days(self, member: ListMember) -> None:
        """Read the days after the last number of a list, where they are several: *of 5 and 12 December 2016*."""
        language, place = self.words.language, member.phrase_end
        if member.date_place:
            place = member.date_place[0]
            days, end = date_lists.days_at(self.text, place, language)
        else:
            days, end = date_lists.days_after(self.text, place, language)
        if len(days) > 1:
            member.days, member.date, member.date_place = days, days[-1], (place, end)
            member.phrase_end = max(end, member.phrase_end)

    def _swapped(self, number: Number, day: datetime.date | None) -> Number | None:
        """Return a number with its halves exchanged where a copy had turned it round: its date fits only that order."""
        first, slash, second = number.number.partition("/")
        if not self.words.right_to_left or not slash or not day or number.shape not in SLASHED:
            return None
        if not first.strip().isdigit() or _in_session(first, day) or not _in_session(second, day):
            return None
        if abs(int(first) - int(second)) <= 1:  # a date a year off is as likely
            return None
        return number._replace(number=f"{second.strip()}/{first.strip()}")

    def share_bodies(self, members: list[ListMember]) -> None:
        """A body after the last number of a list holds for the ones before it that have none."""
        for index in range(len(members) - 2, -1, -1):
            here, following = members[index], members[index + 1]
            settled = here.body or here.noun.strength in (NAMED, POSSESSIVE)
            if here.noun is following.noun and not settled and following.strength in (NAMED, INHERITED):
                here.body, here.strength, here.body_place = following.body, INHERITED, following.body_place


def _in_session(number: str, day: datetime.date) -> bool:
    """Return whether a day lies in the Assembly's session of that number, from the thirty-first on."""
    session = int(number)
    return FIRST_SESSION <= session <= LAST_SESSION and in_regular_session(session, day)
