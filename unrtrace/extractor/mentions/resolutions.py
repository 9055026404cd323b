"""Resolutions and decisions in prose: a noun, then numbers, each with its organ and date.

The numbers are walked once, in text order. Each one follows its noun, goes on with the list before it,
or is left alone. In most languages the noun comes first (`resolutions 49/127 of 19 December 1994 and
50/123`), in Chinese last (第49/127号和第50/123号决议).
"""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass

import regex

from unrtrace.documents import Document, Paragraph
from unrtrace.extractor.attribution import (
    CONFERENCE,
    CONTEXT,
    COUNCIL_OF,
    EXPLICIT,
    OTHER,
    OWN,
    SHORTENED,
    Speaker,
    bodies_for,
    decide,
    fitting_body,
    is_commission,
    session_of,
)
from unrtrace.extractor.lexicon import KINDS, NOTE_MARK, Left, Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions.numbers import SP, Number
from unrtrace.extractor.mentions.numbers import find as find_numbers
from unrtrace.text import dates

SENTENCE = regex.compile(r"[.!?](?:\d{0,3}\s+(?=[\p{Lu}\d“«])|$)|[。！？؟]")
SEMICOLONS = frozenset("。；;")
HAO = re.compile(rf"{SP}*号?{SP}*(?:{NOTE_MARK})?{SP}*号?")
BESIDE = re.compile(r"[\s\d年月日第的]*")  # between an organ and its number: a date, 第
HAN_FIGURES = frozenset("〇零○一二三四五六七八九十")
FIRST_SESSION = 31  # of the Assembly, that its resolutions are numbered by
LAST_COUNCIL_SESSION = 62  # a session above it is the Assembly's
# After a comma these are who acts, not whose the number is: *pursuant to resolution 64/269, the Commission*.
UNNAMED, COMMAS = ("commission", OTHER), (",", "،")
# Characters that may lie between a noun and its number, between members of a list, in a comma or an *and*.
NEAR, LIST, JOIN = 300, 600, 40


@dataclass(slots=True)
class Noun:
    """A noun in the text with the organ that the phrase gives it; `lead` is where the phrase begins."""

    start: int
    end: int
    kind: str
    organ: str | None = None
    strength: str | None = None
    lead: int = 0


@dataclass(slots=True)
class Member:
    """A number with the noun that governs it and what stands beside it; `tail` is where all of that ends."""

    number: Number
    noun: Noun
    first: bool
    head: int
    tail: int
    date: datetime.date | None = None
    organ: str | None = None
    strength: str | None = None
    turned: Number | None = None


def find(document: Document, words: Lexicon, speaker: Speaker) -> list[Mention]:
    """Every resolution or decision that the prose of a document names by number."""
    text = document.narrowed
    numbers = find_numbers(text)
    if not numbers:
        return []
    reader = (_NounFirst if words.noun_first else _NounLast)(document, text, words, speaker)
    members: list[Member] = []
    starts, index = [*document.starts[1:], len(text) + 1], 0
    for number in numbers:
        while starts[index] <= number.start:
            index += 1
        part = document.paragraphs[index]
        before = members[-1] if members and members[-1].head == part.head else None
        if member := reader.read(number, part, before):
            members.append(member)
        else:
            reader.refused = number.end
    reader.share_organs(members)
    finds: list[Mention] = []
    nouns: list[int] = []
    previous: Mention | None = None
    heads: list[int] = []
    for member in members:
        near = previous if previous and heads[-1] == member.head else None
        found = _verdicts(member, reader, near)
        finds += found
        previous = finds[-1]
        heads.append(member.head)
        nouns += [member.noun.start] * len(found)
    if not all(find.symbol for find in finds):
        _settle(finds, nouns)
    return finds


def _settle(finds: list[Mention], nouns: list[int]) -> None:
    """Give the open members of a list, which has one noun, the body of its others where these have one alone."""
    bodies: defaultdict[int, set[str | None]] = defaultdict(set)
    for find, noun in zip(finds, nouns, strict=True):
        if find.symbol:
            bodies[noun].add(find.body)
    for find, noun in zip(finds, nouns, strict=True):
        fitting = [symbol for symbol in find.candidates if {symbol.body} == bodies[noun]]
        if not find.symbol and len(fitting) == 1:
            find.symbol, find.body, find.candidates, find.certainty = fitting[0], fitting[0].body, (), "inferred"


def _verdicts(member: Member, reader: "_Reader", previous: Mention | None) -> list[Mention]:
    """The citations of one number, one a letter, on the evidence beside it and, failing that, the one before it."""
    organ, strength, noun = member.organ, member.strength, member.noun
    if organ is None and strength != OWN:
        organ, strength = noun.organ, noun.strength
    speaker, number, kind = reader.speaker, member.number, noun.kind
    if organ in SHORTENED:
        organ, strength = fitting_body(organ, bodies_for(number.shape, number.number, kind)), CONTEXT
    speaks = speaker.organ
    if strength == OWN and number.shape == "slash":
        organ = reader.owner(member, organ, bodies_for("slash", number.number, kind))
        speaks = speaks if organ else None
    if organ is None and previous is not None and strength != OWN:
        organ, strength = previous.body, CONTEXT
    number = member.turned or number
    finds: list[Mention] = []
    for start, end, letter in number.parts():
        spelling = number.spelling(letter)
        known = speaker.known.get((spelling, kind))
        symbol, body, candidates, certainty, warnings = decide(
            number.shape, number.number, spelling, kind, organ, strength, member.date, speaks, speaker.day, known
        )
        if known is None and body:
            speaker.known[spelling, kind] = body
        if member.turned:
            certainty, warnings = "inferred", ("swapped_numbers",)
        first = member.first and not finds
        finds.append(
            Mention(
                start, end, symbol, kind, body, "prose" if first else "list",
                phrase_start=noun.lead if first else start, phrase_end=member.tail, candidates=candidates,
                date=member.date, certainty=certainty, warnings=warnings,
            )
        )  # fmt: skip
    return finds


def in_session(number: str, day: datetime.date) -> bool:
    """Whether a day lies in the Assembly's session of that number, from the thirty-first on."""
    session = int(number)
    return 31 <= session <= 150 and dates.in_regular_session(session, day)


class _Reader:
    """What both word orders share: the organs of a phrase; `refused` is where the last number that is none ends."""

    refused = 0

    def __init__(self, document: Document, text: str, words: Lexicon, speaker: Speaker) -> None:
        self.document, self.text, self.words, self.speaker = document, text, words, speaker

    def read(self, number: Number, part: Paragraph, before: Member | None) -> Member | None:
        """The member that a number is, None where it is no citation."""
        raise NotImplementedError

    def share_organs(self, members: list[Member]) -> None:
        """Give the organ that one member of a list names to the others."""
        raise NotImplementedError

    def owner(self, member: Member, speaks: str | None, bodies: tuple[str, ...]) -> str | None:
        """Whose *its* is that may be of some bodies, where one `speaks`; None where it stays open.

        It is the subject's right before it, else that of the body which speaks. Where that body cannot have meant it,
        or the document reports on bodies, it is that of the one body that the sentence names before.
        """
        if bodies == (speaks,):
            return speaks
        if subject := self._subject(member, bodies):
            return subject
        reports = self.document.paragraphs[member.head].place == "body"
        if speaks in bodies and not reports:
            return speaks
        named = self._named_before(member, bodies)
        if len(named) == 1:
            return named.pop()
        return None if named and reports else speaks

    def _subject(self, member: Member, bodies: tuple[str, ...]) -> str | None:
        """The organ right before *in its*: *the Council, in its resolution*; none where another stands there."""
        lead = min(member.noun.lead, member.number.start)
        floor = self.document.paragraph_at(lead).start
        subject = self.words.subject.match(self.text, floor, lead) if self.words.noun_first else None
        if not subject or not (name := subject["organ"]):
            return None
        code = fitting_body(self.code(name, floor, subject.start("organ")), bodies)
        return code if code in bodies or code == OTHER else None

    def _named_before(self, member: Member, bodies: tuple[str, ...]) -> set[str]:
        """The bodies named before a number in its sentence that may have it, and a last one without symbols."""
        lead = min(member.noun.lead, member.number.start)
        floor = max(self.document.paragraph_at(member.number.start).start, lead - LIST)
        for end in SENTENCE.finditer(self.text, floor, lead):
            floor = end.end()
        named = [
            fitting_body(self.code(match["organ"], floor, match.start()), bodies)
            for match in self.words.organ_anywhere.finditer(self.text, floor, lead)
            if match["organ"]
        ]
        return {code for code in named if code in bodies} | {code for code in named[-1:] if code == OTHER}

    def _joins(self, before: Member, number: Number) -> bool:
        """Whether only a comma or an *and* stands between two members."""
        gap = number.start - before.tail
        return gap < JOIN and self.words.is_join(self.text[before.tail : number.start])

    def code(self, name: str, floor: int, position: int) -> str | None:
        """The body that a name stands for.

        *The Council* and *the Commission* are the one that speaks, else the one named before, else what they may be.
        """
        code = self.words.organ(name)
        if code == CONFERENCE and self.words.names_convention(self.text, position):
            return OTHER
        if code not in SHORTENED:
            return code
        speaker, bodies = self.speaker.organ, SHORTENED[code]
        if speaker in bodies:
            return speaker
        if code == "council" and speaker in COUNCIL_OF:
            return COUNCIL_OF[speaker]
        if code == "commission" and is_commission(speaker):
            return OTHER
        before = self.words.organ_anywhere.finditer(self.text, max(floor, position - LIST), position)
        for match in reversed(list(before)):
            if match["organ"] and (named := self.words.organ(match["organ"])) in bodies:
                return named
        return code


class _NounFirst(_Reader):
    """English, French, Spanish, Russian, Arabic."""

    def read(self, number: Number, part: Paragraph, before: Member | None) -> Member | None:
        """After a list's last member, after its own noun, or some words after either."""
        text, words = self.text, self.words
        if before and self._joins(before, number):
            member = self._member(number, before.noun, False, part)
            return None if self._is_fraction(member, before) else member
        floor = max(part.start, before.number.end if before else 0)
        if phrase := words.noun_before.match(text, floor, number.start):
            noun = self._noun(phrase, phrase, part)
            return (
                None
                if number.shape == "ordinal" and noun.kind != "decision"
                else self._member(number, noun, True, part)
            )
        if number.shape == "ordinal":
            return None
        floor = floor if before else self.document.paragraphs[part.head].start
        nouns = list(words.nouns.finditer(text, max(floor, number.start - NEAR), number.start))
        if nouns:
            if not self._goes_on(text[nouns[-1].end() : number.start], number):
                return None
            owner = words.owner.match(text, floor, nouns[-1].start())
            return self._member(number, self._noun(nouns[-1], owner, part), True, part)
        if not before or self.refused > before.tail or number.start - before.tail >= LIST:
            return None
        goes_on = self._goes_on(text[before.tail : number.start], number)
        return self._member(number, before.noun, False, part) if goes_on else None

    def _is_fraction(self, member: Member, before: Member) -> bool:
        """Whether n/m in a list of Assembly resolutions is of no session it could be of: *3/4 of*, *24/7*.

        A date or an organ after it tells a resolution of another organ.
        """
        session, last = session_of(member.number.number), session_of(before.number.number)
        if member.date or member.organ or session is None or last is None or session >= FIRST_SESSION:
            return False
        told = before if before.organ else before.noun
        of_assembly = told.organ == "A" and told.strength in (EXPLICIT, OWN)
        return last > LAST_COUNCIL_SESSION or (of_assembly and last >= FIRST_SESSION)

    def _goes_on(self, gap: str, number: Number) -> bool:
        """Whether a number may belong to a noun or a list some words before it, in the same sentence."""
        if SENTENCE.search(gap):
            return False
        return number.shape in ("year", "arabic") or self.words.gap_end.search(gap) is not None

    def _noun(self, match: re.Match[str] | Left, owner: Left | None, part: Paragraph) -> Noun:
        """A noun with the organ after it in the phrase, or the organ or *its* before it."""
        words = self.words
        kind = match.lastgroup
        if kind not in KINDS:
            kind = next(kind for kind in KINDS if match[kind])
        start, end = match.span(kind)
        noun = Noun(start, end, kind, None, "none", owner.start() if owner else start)
        told = owner.lastgroup if owner else None
        after = match if owner is match else words.organ_after.match(self.text, end)
        if after and (name := after["organ"]):
            noun.organ, noun.strength = self.code(name, part.start, after.start("organ")), EXPLICIT
        elif owner and told == "before" and (name := owner[told]):
            noun.organ, noun.strength = self.code(name, part.start, owner.start(told)), EXPLICIT
        elif told == "own" or (words.own_in_noun and words.own_in_noun.fullmatch(self.text, start, end)):
            noun.organ, noun.strength = self.speaker.organ, OWN
        return noun

    def _member(self, number: Number, noun: Noun, first: bool, part: Paragraph) -> Member:
        """Read the footnote mark, the organ and the date after a number, in either order."""
        text, words = self.text, self.words
        member = Member(number, noun, first, part.head, number.end)
        match = words.tail.match(text, number.end, number.end + NEAR)
        if match and match.end() > number.end:
            member.tail = match.end()
            if day := match["date"] or match["later"]:
                member.date = dates.day(day, words.language)
                member.turned = self._turned(number, member.date)
            if organ := match["organ"]:
                named = self.code(organ, part.start, match.start("organ"))
                begins_anew = text[number.end : match.start("organ")].lstrip()[:1] in COMMAS
                if noun.strength == OWN or not begins_anew or named not in UNNAMED:
                    member.organ, member.strength = named, EXPLICIT
        if not member.date and (titled := words.titled.match(text, member.tail, member.tail + NEAR)):
            member.date, member.tail = dates.day(titled["date"], words.language), titled.end()
        return member

    def _turned(self, number: Number, day: datetime.date | None) -> Number | None:
        """A number whose halves a right-to-left copy swapped: its date fits only the other order."""
        first, sign, second = number.number.partition("/")
        if self.words.language != "ar" or not sign or not day or number.shape != "slash":
            return None
        if not first.strip().isdigit() or in_session(first, day) or not in_session(second, day):
            return None
        return number._replace(number=f"{second.strip()}/{first.strip()}")

    def share_organs(self, members: list[Member]) -> None:
        """An organ after the last number of a list holds for the ones before it that have none."""
        for index in range(len(members) - 2, -1, -1):
            here, following = members[index], members[index + 1]
            open_ = here.noun is following.noun and not here.organ and here.noun.strength not in (EXPLICIT, OWN)
            if open_ and following.strength in (EXPLICIT, CONTEXT):
                here.organ, here.strength = following.organ, CONTEXT


class _NounLast(_Reader):
    """Chinese: date, organ, 第, number, 号, and after the last of a list the noun."""

    def read(self, number: Number, part: Paragraph, before: Member | None) -> Member | None:
        """A number with 第 before it or 号 after it, or one that goes on with a list, and a noun to follow."""
        text = self.text
        tail = HAO.match(text, number.end)
        end = tail.end() if tail else number.end
        ordinal = self._is_ordinal(number.start)
        listed = before is not None and self._joins(before, number)
        if before is not None and listed and before.noun.end <= before.number.start:
            return self._first_of_noun(number, part, before.noun, before)
        if not (ordinal or listed or "号" in text[number.end : end]):
            return self._first_of_noun(number, part, None, before)
        if text[number.end - 2] in HAN_FIGURES and "号" not in text[number.end : end] and not listed:
            return None
        noun = self.words.nouns.search(text, end, min(part.end, end + LIST))
        if not noun or not SEMICOLONS.isdisjoint(text[end : noun.start()]):
            return None
        kind = next(kind for kind in KINDS if noun[kind])
        if number.shape == "ordinal" and kind != "decision":
            return None
        same = before if before and before.noun.start == noun.start() else None
        governing = same.noun if same else Noun(noun.start(), noun.end(), kind, None, "none", number.start)
        member = Member(number, governing, same is None, part.head, end)
        since = max(part.start, (before.tail if same else before.noun.end) if before else 0)
        self._read_before(member, max(min(since, number.start), number.start - LIST))
        return member

    def _first_of_noun(
        self, number: Number, part: Paragraph, noun: Noun | None, before: Member | None
    ) -> Member | None:
        """A number right after the noun, as old texts have it, or the next one of such a list."""
        first = noun is None
        if noun is None:
            match = self.words.noun_right_before.match(self.text, part.start, number.start)
            if not match:
                return None
            kind = next(kind for kind in KINDS if match[kind])
            noun = Noun(*match.span(kind), kind, None, "none", match.start(kind))
        member = Member(number, noun, first, part.head, number.end)
        if first:
            floor = max(part.start, number.start - LIST, before.tail if before else 0)
            self._read_before(member, min(floor, number.start))
        elif before:
            member.organ, member.strength = before.organ, before.strength
        return member if member.organ or number.shape not in ("slash", "bare") else None

    def _is_ordinal(self, start: int) -> bool:
        while start and self.text[start - 1].isspace():
            start -= 1
        return start > 0 and self.text[start - 1] == "第"

    def _read_before(self, member: Member, since: int) -> None:
        """The date and organ before a number: a title in quotation marks may part them, a comma or full stop not."""
        text, number = self.text, member.number
        span = text[since : number.start]
        plain = (
            self.words.quoted.sub(lambda quoted: "x" * len(quoted[0]), span) if "“" in span or "《" in span else span
        )
        clause = max(plain.rfind(sign) for sign in "，；。") + 1
        if "年" in span[clause:]:
            for found in dates.find(text, "zh", since + clause, number.start):
                of_another = self.words.of_another.search(text, found.end, number.start)
                member.date = None if of_another else found.date
        every = list(self.words.organ_anywhere.finditer(plain, clause))
        if every:
            beside = BESIDE.fullmatch(plain, every[-1].end()) is not None
            named = every[-1] if beside else every[0]
            if named["organ"]:
                member.organ, member.strength = self.code(named["organ"], since, since + named.start()), EXPLICIT
            else:
                member.organ, member.strength = self.speaker.organ, OWN

    def share_organs(self, members: list[Member]) -> None:
        """An organ named before the first number of a list holds for the ones after it."""
        for index in range(1, len(members)):
            before, member = members[index - 1], members[index]
            if not member.organ and before.noun is member.noun:
                member.organ, member.strength = before.organ, before.strength
