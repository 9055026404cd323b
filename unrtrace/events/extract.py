"""The events that a document's sentences tell."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple
from unicodedata import category

from unrtrace.citation import Citation
from unrtrace.documents import Document, Paragraph
from unrtrace.events import dating as whens
from unrtrace.events.dating import COARSE, DAY, DECADE, SESSION, SPAN, YEAR, YEARS, When
from unrtrace.events.event import Event
from unrtrace.events.nearest_word import Nearest
from unrtrace.extractor.attribution import may_be_of
from unrtrace.symbols import Symbol
from unrtrace.text.display import printable
from unrtrace.text.language import facts, language_of
from unrtrace.text.organisations import Organisations
from unrtrace.text.phrase_pattern import any_of

REACH = 1200  # characters of a sentence on either side of its date
OPENING = 20  # characters within which a date opens its sentence
NEAR = 120  # characters around a year within which a word says that something happened
BESIDE = 6  # characters between a year and the citation in parentheses after it
NO_KIND = 10**6
WINDOWS, LONGEST_WORD = (60, 200), 20  # characters around a date in which a word for its kind is looked for
ADOPTED = frozenset({"resolution", "decision", "statement"})
RULE = " \u00a0*_\n\r\f-|"
RULE_AFTER = f"{RULE}года."
EDGES = " ,;:.，；：。、،؛"
NUMBER = re.compile(r"\s*(?:\d{1,3}[.\s]+[-–]?\s*|\d{1,3}\s*[-–]\s+|\(?[^\W_]{1,4}\)\s+|[-–—•]\s+)")
RAISED = "⁰¹²³⁴-⁹"
LETTER, SMALL = r"[^\W\d_]", f"[{''.join(sign for sign in map(chr, range(0x2000)) if category(sign) == 'Ll')}]"
# Footnote marks: raised, in parentheses or tags, or as figures right after a word or its punctuation; figures after a
# space or others are none, which is seen first.
MARK = re.compile(
    rf"[0-9<({RAISED}](?<![\s0-9/(-][0-9])(?:(?<=<)sup>[^<]{{0,9}}</sup>|(?<=[{RAISED}])[{RAISED}]*|(?<=\()\s*[{RAISED}]*\s*\)"
    rf"|(?:(?<={LETTER}[;,:][0-9])|(?<=[»”\")][;,:][0-9])|(?<={SMALL}\.[0-9])|(?<=[»”\")]\.[0-9]))[0-9]{{0,2}}(?=\s|$)"
    rf"|(?<={SMALL}{SMALL}{SMALL}[0-9])[0-9]?(?=[\s,;.]|$))"
)
SEMICOLONS = ";；؛"
PARENTHESES = "(（"


_new = tuple.__new__  # half the time of a named tuple's own


class Sentence(NamedTuple):
    """The span of a sentence, its paragraph and that one's number, and where its semicolons stand."""

    first: int
    last: int
    part: Paragraph
    at: int
    semicolons: list[int]


class Teller:
    """Reads the dated statements of one document, its citations known; `organ` is the body that speaks."""

    def __init__(
        self, document: Document, citations: list[Citation], organ: str | None, organisations: Organisations
    ) -> None:
        self.document, self.organ, self.organisations = document, organ, organisations
        self.language = language_of(document.language).code
        masthead = document.masthead
        self.today = masthead.adopted or masthead.letter_date or masthead.issued
        self.own = masthead.adopted_at, masthead.issued_at
        self.dated: list[Citation] = []
        self.undated: list[Citation] = []
        for citation in citations:
            (self.dated if citation.date else self.undated).append(citation)
        self.text, self.kinds = document.text, _kinds(self.language)
        self.starts = [citation.start for citation in self.dated]
        self.undated_starts = [citation.start for citation in self.undated]
        self.signs = [sign for sign in SEMICOLONS if sign in self.text]
        self.claimed: set[int] = set()
        self.days: list[int] = []
        self.bodies: dict[int, str | None] = {}
        self._sentence = Sentence(0, -1, document.paragraphs[0], 0, []) if document.paragraphs else None
        self._line, self._counted = 1, 0
        self._told: dict[tuple[int, int], tuple[str, tuple[str, ...]]] = {}

    def events(self) -> Iterator[Event]:
        """The events in text order."""
        if self._sentence is None:
            return
        found = list(whens.dated(self.document.narrowed, self.language))
        if sessions := list(self._sessions()):
            found = sorted([*found, *sessions])
        self.days = [when[0] for when in found]
        sentence, starts, parts = self._sentence, self.document.starts, self.document.paragraphs
        first, last = sentence.first, sentence.last
        for when in found:
            start, end = when[0], when[1]
            if end > last or start < first:
                index = max(0, bisect_right(starts, start) - 1)
                if parts[index].place == "masthead":
                    continue
                first, last = self.document.sentences.at(start, end, index=index)
                sentence = _new(Sentence, (first, last, parts[index], index, self._semicolons(first, last)))
            if start not in self.own and (event := self._event(when, sentence)):
                yield event

    # ---- what is an event --------------------------------------------------------------------

    def _event(self, when: When, sentence: Sentence) -> Event | None:
        start, end, day, until, precision = when
        first, last, part, at, semicolons = sentence
        if self._is_closing(start, end, first, last):
            return None
        cited = self._cited_with(when, part, last)
        left = first if start - first < REACH else start - REACH
        right = last if last - end < REACH else end + REACH
        kind: str | None
        if cited and cited.kind in ADOPTED:
            kind = "adopted"
        elif (kind := self._kind(when, cited, left, right)) is None:
            return None
        if (
            not cited
            and kind in ("adopted", "other")
            and precision == DAY
            and start - first <= OPENING
            and (undated := self._undated(when, first, last, part.end))
        ):
            cited, kind = undated, "adopted"
            if (stop := self.document.sentences.at(undated.start, undated.end)[1]) > last:
                right, semicolons = min(stop, end + REACH), self._semicolons(first, stop)
        if semicolons:
            left, right = self._clause(left, right, when, semicolons)
        symbols: tuple[Symbol, ...] = ()
        if cited:
            self.claimed.add(cited.start)
            symbols = (cited.symbol,) if cited.symbol else ()
        if not symbols and precision != SESSION:
            symbols = self._beside(when, left, right)
        organ = self.bodies[start] if precision == SESSION else cited.body if cited and kind == "adopted" else None
        told = self._told.get((left, right))
        if told is None:
            told = self._told[left, right] = self._tell(left, right, part, at)
        if self.document.origin:
            self._line = self.document.position(start)[0]
        else:
            self._line += self.text.count("\n", self._counted, start)
            self._counted = start
        _, _, place, number, section, _ = part
        return _new(Event, (day, until, precision, kind, *told, organ, symbols, self._line, place, number, section))

    def _semicolons(self, first: int, last: int) -> list[int]:
        """Where the semicolons of any script stand between two offsets."""
        text, places = self.text, []
        for sign in self.signs:
            place = text.find(sign, first, last)
            while place >= 0:
                places.append(place)
                place = text.find(sign, place + 1, last)
        places.sort()
        return places

    def _is_closing(self, start: int, end: int, first: int, last: int) -> bool:
        """Whether a date stands alone, as under a resolution: what it dates, the masthead has told."""
        text = self.text
        if first < start and text[first] not in RULE:  # as most sentences that say something
            return False
        return not text[first:start].strip(RULE) and not text[end:last].strip(RULE_AFTER)

    def _kind(self, when: When, cited: Citation | None, first: int, last: int) -> str | None:
        """What happened, by the nearest word; None where a year or month says of nothing."""
        if when.precision == SESSION:
            is_report = self._says("report", first, last) and not self._says("agenda", first, last)
            return "report" if is_report else "scheduled"
        if when.precision in (YEARS, DECADE):
            near = max(first, when.start - NEAR), min(last, when.end + NEAR)
            return "period" if self._says("period", *near) else None
        nearest, kind = self._nearest(when, first, last)
        if when.precision in COARSE and not cited and nearest > NEAR:
            return None
        if kind == "report" and when.precision == SPAN:
            kind = "meeting"  # which a report of several days is about
        if self.today and when.first > self.today and kind not in ("period", "report"):
            return "scheduled"
        return kind

    def _says(self, kind: str, first: int, last: int) -> bool:
        """Whether a word of a kind stands between two offsets."""
        text = self.text[first:last].lower()
        for match in _kind_words(self.language)[kind].finditer(text):
            if self.language == "zh" or not text[max(0, match.start() - 1) : match.start()].isalnum():
                return True
        return False

    def _nearest(self, when: When, first: int, last: int) -> tuple[int, str]:
        """How far the nearest word that names a kind is, those after the date twice as far, and that kind."""
        words, text, (start, end, _, _, _) = self.kinds, self.text, when
        nearest, kind = NO_KIND, "other"
        if found := words.before(text, first, end, WINDOWS, end - start):
            nearest, kind = max(0, found[0] - (end - start)), found[1]
        right = min(last, end + min(nearest, WINDOWS[-1]) // 2 + LONGEST_WORD)
        for sign in PARENTHESES:
            if (place := text.find(sign, end, right)) >= 0:
                right = place
        if (found := words.after(text, end, right)) and found[0] * 2 < nearest:
            nearest, kind = found[0] * 2, found[1]
        return nearest, "other" if kind == "happened" else kind

    # ---- which citations ---------------------------------------------------------------------

    def _cited_with(self, when: When, part: Paragraph, last: int) -> Citation | None:
        """The citation that a date belongs to: the nearest one that carries it, or the one in parentheses after it."""
        start, end, day, _, precision = when
        if precision == DAY:
            index, nearest = bisect_left(self.starts, start), None
            for citation in self.dated[index - 1 if index else 0 : index + 1]:
                if citation.date == day:
                    place = citation.start
                    if part.start <= place < max(last, part.end) and (
                        nearest is None or abs(place - start) < abs(nearest.start - start)
                    ):
                        nearest = citation
            if nearest:
                return nearest
        elif precision != YEAR:
            return None
        index = bisect_left(self.undated_starts, end)
        if index == len(self.undated) or self.undated_starts[index] - end > BESIDE:
            return None
        citation = self.undated[index]
        is_beside = self.text[end : citation.start].strip()[:1] in ("(", "（")
        return citation if is_beside and (citation.kind in ADOPTED or precision == DAY) else None

    def _undated(self, when: When, first: int, last: int, end: int) -> Citation | None:
        """The undated resolution that a sentence opening with a date says was adopted, in it or in the next one."""
        following = self.document.sentences.at(last + 1, last + 1)[1] if last < end else last
        if not self._says("adopted", first, following):
            following = last
        index = bisect_left(self.undated_starts, first)
        for citation in self.undated[index:]:
            if citation.start >= following:
                break
            if citation.kind in ("resolution", "decision") and may_be_of(citation.symbol, when.first):
                return citation
        return None

    def _beside(self, when: When, first: int, last: int) -> tuple[Symbol, ...]:
        """What a clause cites without a date and nearer to this date than to another, unless another event has it."""
        index = bisect_left(self.undated_starts, first)
        if index == len(self.undated) or self.undated_starts[index] >= last:
            return ()
        place = bisect_left(self.days, when.start)
        before = self.days[place - 1] if place else -1
        after = self.days[place + 1] if place + 1 < len(self.days) else last
        left = (before + when.start) // 2 if before >= first else first
        right = (after + when.start) // 2 if after < last else last
        symbols: dict[Symbol, None] = {}
        for citation in self.undated[index:]:
            if citation.start >= right:
                break
            if (
                citation.symbol
                and citation.kind != "instrument"
                and citation.start >= left
                and citation.start not in self.claimed
            ):
                symbols[citation.symbol] = None
        return tuple(symbols)

    # ---- sessions to come --------------------------------------------------------------------

    def _sessions(self) -> Iterator[When]:
        """The sessions named that are later than the one the document belongs to."""
        current = self._current()
        if not current:
            return
        begun = self.document.masthead.issued_at or 0
        for start, end, number in whens.sessions(self.text, self.language):
            if start <= begun or (number <= current and self.organ != whens.COUNCIL):
                continue
            body, now = self._convenes(start, end, current)
            if now and number > now:
                span = whens.session_span(number, body or "")
                if span and (self.today is None or span[1] > self.today):
                    self.bodies[start] = body
                    yield When(start, end, *span, SESSION)

    def _current(self) -> int:
        """The regular session of the Assembly that a document belongs to, 0 where it does not say."""
        for symbol in self.document.masthead.symbols:
            if symbol.body == whens.ASSEMBLY and symbol.session and symbol.session.isdigit():
                return int(symbol.session)
        return whens.session_of(self.today) if self.today else 0

    def _convenes(self, start: int, end: int, current: int) -> tuple[str | None, int]:
        """Whose session it is, by the organ named before it, else the one that speaks; and its session now."""
        first = self.document.sentences.at(start, end)[0]
        found = _organs(self.language).before(self.text, first, start, WINDOWS)
        body = found[1] if found and found[1] else self.organ
        if body == whens.ASSEMBLY:
            return (body, current) if not found or found[1] else (None, 0)
        return (body, 1) if body == whens.COUNCIL else (None, 0)

    # ---- who, and in what words --------------------------------------------------------------

    def _tell(self, first: int, last: int, part: Paragraph, index: int) -> tuple[str, tuple[str, ...]]:
        """The words of a clause, and the organisations that they name, else the paragraph, and those of the title."""
        text = self.text
        spans = self.document.sentences.spans_between(first, last, index)
        if len(spans) == 1:
            words, named = text[first:last], self._named_in(first, last)
        else:
            words = " ".join([text[start:end] for start, end in spans])
            named = {code for span in spans for code in self._named_in(*span)}
        named = named or self._named_in(part.start, part.end)
        if self._subject:
            named |= self._subject
        return tidy(words), tuple(sorted(named)) if len(named) > 1 else tuple(named)

    @cached_property
    def own_actors(self) -> tuple[str, ...]:
        """The organisations that a document's title names, else those that it names anywhere."""
        return tuple(sorted(self._subject or {code for _, _, code in self._mentions}))

    def _named_in(self, first: int, last: int) -> set[str]:
        starts = self._mentioned
        left = bisect_left(starts, first)
        right = bisect_left(starts, last, left)
        return {code for _, _, code in self._mentions[left:right]} if left < right else set()

    @cached_property
    def _mentions(self) -> list[tuple[int, int, str]]:
        year = self.today.year if self.today else None
        named = self.organisations.names_in(self.document.text, self.language).organisations
        return self.organisations.of_year(named, self.language, year)

    @cached_property
    def _mentioned(self) -> list[int]:
        """Where each mention starts."""
        return [mention[0] for mention in self._mentions]

    @cached_property
    def _subject(self) -> frozenset[str]:
        return frozenset(self.organisations.named(self.document.masthead.title or "", self.language))

    def _clause(self, first: int, last: int, when: When, semicolons: list[int]) -> tuple[int, int]:
        """A sentence cut at its semicolons around a date, unless that would part two parentheses."""
        text, start, end = self.text, first, last
        before, after = bisect_left(semicolons, when.start) - 1, bisect_left(semicolons, when.end)
        if before >= 0:
            start = max(start, semicolons[before] + 1)
        if after < len(semicolons):
            end = min(end, semicolons[after])
        balanced = text.count("(", start, end) == text.count(")", start, end)
        return (start, end) if balanced else (first, last)


def tidy(text: str) -> str:
    """Words of a document on one line, without their number, footnote marks and the punctuation at the edges.

    >>> tidy("3. Takes note of the Agreement of 25 June 1996;<sup>1</sup> ")
    'Takes note of the Agreement of 25 June 1996'
    >>> tidy("(b) The Commission,10 in 1998, met.")
    'The Commission, in 1998, met'
    """
    text = text.replace("\n", " ").replace("\u00a0", " ")
    if number := NUMBER.match(text):
        text = text[number.end() :]
    line = MARK.sub("", text).strip(EDGES)
    if line.isprintable() and "  " not in line and "*" not in line and "<" not in line:
        return line
    line = " ".join(line.split())
    return line if line.isprintable() and "*" not in line and "<" not in line else printable(line).strip(EDGES)


@cache
def _kind_words(language: str) -> dict[str, re.Pattern[str]]:
    """The words of each kind, and those of an agenda, in small letters."""
    edge = "" if language == "zh" else r"\b"
    table = {**facts(language)["events"], "agenda": facts(language)["when"]["agenda"]}
    return {
        kind: re.compile(any_of([word.lower() for word in words], language) + edge) for kind, words in table.items()
    }


@cache
def _kinds(language: str) -> Nearest:
    """The words of all kinds but those of the future, which the date tells."""
    return Nearest({kind: words for kind, words in facts(language)["events"].items() if kind != "scheduled"}, language)


@cache
def _organs(language: str) -> Nearest:
    """The Assembly, the Human Rights Council, or any other body that meets in sessions."""
    organs = facts(language)["organs"]
    others = [name for code in ("S", "E", "E/CN.4", "council", "commission", "other") for name in organs.get(code, [])]
    return Nearest({"A/HRC": organs["A/HRC"], "A": organs["A"], "": others}, language)
