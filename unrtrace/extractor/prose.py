"""Resolutions and decisions in prose: a noun, then numbers, each with its organ and date.

The numbers of a paragraph are walked once, in text order. In most languages the noun comes first
(`resolutions 49/127 of 19 December 1994 and 50/123`), in Chinese last (第49/127号和第50/123号决议).
"""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from unrtrace import dates
from unrtrace.documents import Document
from unrtrace.extractor.attribution import CONTEXT, COUNCILS, EXPLICIT, OWN, Speaker, decide
from unrtrace.extractor.find import Find
from unrtrace.extractor.numbers import SP, Number
from unrtrace.extractor.numbers import find as find_numbers
from unrtrace.extractor.phrases import KINDS, NOTE_MARK, SPACE, Lexicon

QUOTES = r"[\"“”«»„'’()（）\[\]《》*_]"
DIRECT = regex.compile(rf"(?:{SPACE}|{QUOTES})*")
SENTENCE = regex.compile(r"[.!?](?:\s+(?=[\p{Lu}\d“«])|$)|[。！？؟]")
TAIL_SPACE = regex.compile(rf"(?:{SPACE}|[,،，])*")
MARK = regex.compile(rf"{SPACE}*{NOTE_MARK}")


@dataclass(slots=True)
class Noun:
    """A noun in the text with the organ that the phrase gives it."""

    start: int
    end: int
    kind: str
    organ: str | None = None
    strength: str | None = None


@dataclass(slots=True)
class Member:
    """A number with the noun that governs it and what stands beside it."""

    number: Number
    noun: Noun
    first: bool
    tail: int
    date: datetime.date | None = None
    organ: str | None = None
    strength: str | None = None
    letters: list[tuple[int, int, str]] = field(default_factory=list)


def find(document: Document, words: Lexicon, speaker: Speaker) -> list[Find]:
    """Every resolution or decision that the prose of a document names by number."""
    scopes: dict[int, list[Number]] = {}
    for number in find_numbers(document.text, words.language):
        part = document.paragraph_at(number.start)
        scopes.setdefault(part.head, []).append(number)
    finds: list[Find] = []
    for head, numbers in scopes.items():
        finds += _Scope(document, words, speaker, head).finds(numbers)
    return finds


HAO = regex.compile(rf"{SP}*号?(?:{NOTE_MARK})?")
QUOTED = regex.compile('“[^”]*”|《[^》]*》|"[^"]*"')


def end_of(pattern: regex.Pattern[str], text: str, position: int) -> int:
    """Where a pattern that may match nothing ends."""
    match = pattern.match(text, position)
    return match.end() if match else position


def part_start(spans: list[tuple[int, int]], offset: int) -> int:
    """The start of the part of a paragraph that holds an offset."""
    return max(start for start, _ in spans if start <= offset)


class _Scope:
    """One paragraph, with the parts that page breaks cut off."""

    def __init__(self, document: Document, words: Lexicon, speaker: Speaker, head: int) -> None:
        self.document, self.text, self.words, self.speaker = document, document.text, words, speaker
        parts = [part for part in document.paragraphs[head : head + 60] if part.head == head]
        self.spans = [(part.start, part.end) for part in parts]
        self.nouns = [
            Noun(match.start(), match.end(), next(kind for kind in KINDS if match[kind]))
            for start, end in self.spans
            for match in words.nouns.finditer(self.text, start, end)
        ]

    def finds(self, numbers: list[Number]) -> Iterator[Find]:
        members = self._noun_first(numbers) if self.words.noun_first else self._noun_last(numbers)
        self._share_organs(members)
        for member in members:
            yield self._find(member)

    # -- which noun governs a number -----------------------------------------------------------

    def _noun_first(self, numbers: list[Number]) -> list[Member]:
        members: list[Member] = []
        for number in numbers:
            noun = next((noun for noun in reversed(self.nouns) if noun.end <= number.start), None)
            if noun is None:
                continue
            before = members[-1] if members and members[-1].noun is noun else None
            if self._continues(before, number) if before else self._follows_noun(noun, number):
                members.append(self._member(number, noun, before is None))
        return members

    def _follows_noun(self, noun: Noun, number: Number) -> bool:
        self._organ_of(noun)
        end = noun.end
        if after := self.words.organ_after.match(self.text, end, number.start):
            end = after.end()
        gap = self.text[end : number.start]
        return DIRECT.fullmatch(gap) is not None or self._is_near(gap, number)

    def _is_near(self, gap: str, number: Number) -> bool:
        """A number some words after its noun: *resolutions on this subject, in particular 1500 (2003)*."""
        return len(gap) < 300 and not SENTENCE.search(gap) and self._joined(gap)

    def _continues(self, before: Member, number: Number) -> bool:
        gap = self.text[before.tail : number.start]
        if regex.fullmatch(self.words.joins, gap, regex.I):
            return True
        return len(gap) < 600 and not SENTENCE.search(gap) and self._joined(gap)

    def _joined(self, gap: str) -> bool:
        """Whether a gap ends in a comma, *and*, *its* or an organ, so that a number may follow."""
        words = self.words
        sign = rf"(?:[,،，、;；:(（]|\b{words.either(words.table['joins']['and'])})"
        owner = rf"(?:(?:{words.link}\s*)?(?:{words.any_organ}|{words.own}){SPACE}*)?"
        ending = rf"{sign}{SPACE}*{owner}$"
        return regex.search(ending, gap[-120:], regex.I) is not None

    def _noun_last(self, numbers: list[Number]) -> list[Member]:
        members: list[Member] = []
        since = 0
        for number in numbers:
            since = max([since, *(noun.end for noun in self.nouns if noun.end <= number.start)])
            noun = next((noun for noun in self.nouns if noun.start >= number.end), None)
            if noun is None:
                continue
            before = members[-1] if members and members[-1].noun is noun else None
            ordinal = self.text[: number.start].rstrip()[-1:] == "第"
            listed = before and regex.fullmatch(self.words.joins, self.text[before.tail : number.start], regex.I)
            if not (ordinal or listed) or regex.search("[。；;]", self.text[number.end : noun.start]):
                continue
            member = Member(number, noun, before is None, number.end)
            self._read_before(member, max(since, part_start(self.spans, number.start)))
            members.append(member)
            since = member.tail
        return members

    # -- what stands beside it -----------------------------------------------------------------

    def _member(self, number: Number, noun: Noun, first: bool) -> Member:
        member = Member(number, noun, first, number.end)
        self._read_tail(member)
        return member

    def _read_tail(self, member: Member) -> None:
        """The footnote mark, organ and date after a number, in whatever order the language has them."""
        position, text, language = member.number.end, self.text, self.words.language
        for _ in range(4):
            if mark := MARK.match(text, position):
                position = mark.end()
            elif not member.organ and (after := self.words.organ_after.match(text, end_of(TAIL_SPACE, text, position))):
                member.organ, member.strength, position = (
                    self._code(after["organ"], after.start()),
                    EXPLICIT,
                    after.end(),
                )
            elif not member.date and (found := dates.after(text, position, language)):
                member.date, position = found.date, found.end
            else:
                break
        member.tail = position

    def _read_before(self, member: Member, since: int) -> None:
        """In Chinese the date and the organ stand before the number, the sign 号 and a mark after it.

        Both may be parted from it by a title in quotation marks, but not by a comma or a full stop.
        """
        text, number = self.text, member.number
        member.tail = end_of(HAO, text, number.end)
        span = QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text[since : number.start])
        clause = since + max(span.rfind(sign) for sign in "，；。") + 1
        for found in dates.find(text, "zh", clause, number.start):
            member.date = found.date
        named = self.words.organ_anywhere.search(span, clause - since)
        if named:
            member.organ = self._code(named["organ"], since + named.start()) if named["organ"] else self.speaker.organ
            member.strength = EXPLICIT if named["organ"] else OWN

    def _organ_of(self, noun: Noun) -> None:
        """The organ right before or after a noun."""
        if noun.strength:
            return
        noun.strength = "none"
        if match := self.words.organ_before.match(self.text, self.spans[0][0], noun.start):
            if match["organ"]:
                noun.organ, noun.strength = self._code(match["organ"], match.start()), EXPLICIT
            else:
                noun.organ, noun.strength = self.speaker.organ, OWN
        if noun.strength != EXPLICIT and (after := self.words.organ_after.match(self.text, noun.end)):
            noun.organ, noun.strength = self._code(after["organ"], after.start()), EXPLICIT

    def _code(self, name: str, position: int) -> str | None:
        """The body that a name stands for; *the Council* is the one named before, else the one that speaks."""
        code = self.words.organ(name)
        if code not in ("council", "commission"):
            return code
        if code == "commission":
            return "E/CN.4"
        if self.speaker.organ in COUNCILS:
            return self.speaker.organ
        for match in reversed(list(self.words.organ_anywhere.finditer(self.text, self.spans[0][0], position))):
            if match["organ"] and (named := self.words.organ(match["organ"])) in COUNCILS:
                return named
        return None

    def _share_organs(self, members: list[Member]) -> None:
        """An organ after the last number of a list holds for the ones before it that have none."""
        for index in range(len(members) - 2, -1, -1):
            here, following = members[index], members[index + 1]
            if (
                (
                    here.noun is following.noun
                    and not here.organ
                    and following.strength == EXPLICIT
                    and not following.first
                )
                and here.noun.strength not in (EXPLICIT, OWN)
                and self.words.noun_first
            ):
                here.organ, here.strength = following.organ, CONTEXT
        for before, member in itertools.pairwise(members):
            if not self.words.noun_first and not member.organ and before.noun is member.noun:
                member.organ, member.strength = before.organ, before.strength

    def _find(self, member: Member) -> Find:
        organ, strength = member.organ, member.strength
        if organ is None:
            organ, strength = member.noun.organ, member.noun.strength
        number = member.number
        verdict = decide(number, member.noun.kind, organ, strength, member.date, self.speaker)
        return Find(
            number.start,
            number.end,
            verdict.symbol,
            member.noun.kind,
            verdict.body,
            "prose" if member.first else "list",
            tail=member.tail,
            candidates=verdict.candidates,
            date=member.date,
            certainty=verdict.certainty,
            warnings=list(verdict.warnings),
        )
