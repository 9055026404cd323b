"""Numbers in Chinese, where the noun follows them: date, body, 第, number, 号, noun."""

import re

from unrtrace.documents import Paragraph
from unrtrace.extractor.attribution import NAMED, POSSESSIVE, SLASHED, may_number
from unrtrace.extractor.lexicon import KINDS, NOTE_MARK
from unrtrace.extractor.mentions.noun_phrase import LIST, ListMember, Noun, PhraseReader
from unrtrace.extractor.mentions.numbers import SP, Number
from unrtrace.extractor.mentions.shared_dates import may_be_of_day
from unrtrace.text import date_lists, dates

SEMICOLONS = frozenset("。；;")
CLAUSE_ENDS = "，；。"
NUMBER_MARKER = re.compile(rf"{SP}*号?{SP}*(?:{NOTE_MARK})?{SP}*号?")
DATE_AND_ORDINAL = re.compile(r"[\s\d年月日第的]*")  # what may stand between a body and its number
HAN_FIGURES = frozenset("〇零○一二三四五六七八九十")


class NounLast(PhraseReader):
    """Reads Chinese phrases."""

    def read(self, number: Number, part: Paragraph, before: ListMember | None, rejected: int) -> ListMember | None:
        """Return a number as a member where 第 or 号 stands with it, or it continues a list, and a noun follows."""
        text = self.text
        marker = NUMBER_MARKER.match(text, number.end)
        end = marker.end() if marker else number.end
        ends_range = before is not None and self.makes_range(before, number)
        listed = before is not None and (self.joins(before, number) or ends_range)
        if before is not None and listed and before.noun.end <= before.number.start:
            return self._after_noun(number, part, before.noun, before)
        if not (self._is_ordinal(number.start) or listed or "号" in text[number.end : end]):
            return self._after_noun(number, part, None, before)
        if text[number.end - 2] in HAN_FIGURES and "号" not in text[number.end : end] and not listed:
            return None
        if self.words.document.match(text, end):
            return None
        noun = self.words.nouns.search(text, end, min(part.end, end + LIST))
        if not noun or not SEMICOLONS.isdisjoint(text[end : noun.start()]):
            return None
        kind = next(kind for kind in KINDS if noun[kind])
        if number.shape == "ordinal" and kind != "decision":
            return None
        same = before if before and before.noun.start == noun.start() else None
        governing = same.noun if same else Noun(noun.start(), noun.end(), kind, phrase_start=number.start)
        member = ListMember(number, governing, same is None, part.continues, end)
        member.range_from = same if ends_range else None
        since = max(part.start, (before.phrase_end if same else before.noun.end) if before else 0)
        self._read_before(member, max(min(since, number.start), number.start - LIST))
        return member

    def _after_noun(
        self, number: Number, part: Paragraph, noun: Noun | None, before: ListMember | None
    ) -> ListMember | None:
        """Return a number right after the noun, as old texts have it, or the next one of such a list."""
        opens = noun is None
        if noun is None:
            match = self.words.noun_right_before.match(self.text, part.start, number.start)
            if not match:
                return None
            kind = next(kind for kind in KINDS if match[kind])
            noun = Noun(*match.span(kind), kind, phrase_start=match.start(kind))
        member = ListMember(number, noun, opens, part.continues, number.end)
        if opens:
            floor = max(part.start, number.start - LIST, before.phrase_end if before else 0)
            self._read_before(member, min(floor, number.start))
        elif before:
            member.body, member.strength, member.body_place = before.body, before.strength, before.body_place
        return member if member.body or number.shape not in (*SLASHED, "serial") else None

    def _is_ordinal(self, start: int) -> bool:
        while start and self.text[start - 1].isspace():
            start -= 1
        return start > 0 and self.text[start - 1] == "第"

    def _read_before(self, member: ListMember, since: int) -> None:
        """Read the date and body before a number: a quoted title may part them from it, a comma or full stop not."""
        text, number = self.text, member.number
        span = text[since : number.start]
        plain = (
            self.words.quoted.sub(lambda quoted: "x" * len(quoted[0]), span) if "“" in span or "《" in span else span
        )
        clause = max(plain.rfind(mark) for mark in CLAUSE_ENDS) + 1
        if "年" in span[clause:]:
            for found in dates.find(text, self.words.language, since + clause, number.start):
                of_another = self.words.of_another.search(text, found.end, number.start)
                member.date = None if of_another else found.date
                member.date_place = None if of_another else (found.start, found.end)
            self._several_days(member, since + clause)
            if member.date and not self._is_of_day(member):
                member.date = member.date_place = None
        spelling, kind = number.spelling(None), member.noun.kind
        every = [
            one
            for one in self.words.organ_anywhere.finditer(plain, clause)
            if not one["organ"] or may_number(self.words.organ(one["organ"]), spelling, kind)
        ]
        if not every:
            return
        named = self._before_title(plain, every)
        if named is None:
            adjacent = DATE_AND_ORDINAL.fullmatch(plain, every[-1].end()) is not None
            named = every[-1] if adjacent else every[0]
        elif (
            member.date_place
            and (after := member.date_place[1] - since) <= named.start()
            and not DATE_AND_ORDINAL.fullmatch(plain, after, named.start())
        ):
            member.date, member.date_place, member.days = None, None, []  # of the number after the title
        group = "organ" if named["organ"] else "own"
        member.body_place = since + named.start(group), since + named.end(group)
        if named["organ"]:
            member.body, member.strength = self.code(named["organ"], since, since + named.start()), NAMED
        else:
            member.body, member.strength = self.state.citing.body, POSSESSIVE

    def _before_title(self, text: str, every: list[re.Match[str]]) -> re.Match[str] | None:
        """Return the last organ that a title follows, which may name others: 大会关于设立人权理事会的…号决议."""
        return next((one for one in reversed(every) if self.words.title_opens.match(text, one.end())), None)

    def _is_of_day(self, member: ListMember) -> bool:
        """Return whether a day is a number's: words between may make it another document's, which its session tells."""
        if not member.date or not member.date_place or member.days or may_be_of_day(member, member.date):
            return True
        between = self.words.organ_anywhere.sub("", self.text[member.date_place[1] : member.number.start])
        return DATE_AND_ORDINAL.fullmatch(between) is not None

    def _several_days(self, member: ListMember, floor: int) -> None:
        """Read the days before the first number of a list, where they are several: 2016年12月5日和12日."""
        if not member.date_place:
            return
        found = dates.find(self.text, self.words.language, floor, member.date_place[1])
        for start in [one.start for one in found]:
            days, end = date_lists.days_at(self.text, start, self.words.language)
            if (
                end >= member.date_place[1]
                and len(days) > 1
                and DATE_AND_ORDINAL.fullmatch(self.text, end, member.number.start)
            ):
                member.days, member.date, member.date_place = days, days[-1], (start, end)
                return

    def share_bodies(self, members: list[ListMember]) -> None:
        """A body named before the first number of a list holds for the ones after it."""
        for index in range(1, len(members)):
            before, member = members[index - 1], members[index]
            if not member.body and before.noun is member.noun:
                member.body, member.strength = before.body, before.strength
                member.body_place = before.body_place
