"""Find the events that a document's sentences report."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from unrtrace.citation import Citation
from unrtrace.documents import Document, Paragraph
from unrtrace.events.citations import ADOPTED, CitationsByDate
from unrtrace.events.dating import DAY, SESSION, DateExpression, find_dates
from unrtrace.events.description import Describer
from unrtrace.events.event import Event
from unrtrace.events.kinds import KindFinder
from unrtrace.events.sessions import future_sessions
from unrtrace.extractor.attribution import may_be_of
from unrtrace.symbols import Symbol
from unrtrace.text.characters import SEMICOLONS
from unrtrace.text.language import language_of
from unrtrace.text.organisations import Organisations

MAX_REACH = 1200  # characters of a sentence on either side of its date
MAX_OPENING = 20  # characters before a date that opens its sentence
IGNORED = " \u00a0*_\n\r\f-|"  # around a date that stands alone
IGNORED_AFTER = f"{IGNORED}года."


class Sentence(NamedTuple):
    """The half-open span of a sentence, its paragraph with its index, and the offsets of its semicolons."""

    start: int
    end: int
    paragraph: Paragraph
    paragraph_index: int
    semicolons: list[int]


class EventExtractor:
    """Finds the dated statements of one document, given its citations; `organ` is the body that issues it."""

    def __init__(
        self, document: Document, citations: list[Citation], organ: str | None, organisations: Organisations
    ) -> None:
        masthead = document.masthead
        self.document, self.organ = document, organ
        self.language = language_of(document.language).code
        self.today = masthead.adopted or masthead.letter_date or masthead.issued
        self.citations = CitationsByDate(document.text, citations)
        self.kinds = KindFinder(document.text, self.language, self.today)
        self.describer = Describer(document, organisations, self.language, self.today.year if self.today else None)
        self._text = document.text
        self._semicolons = [sign for sign in SEMICOLONS if sign in document.text]
        self._in_masthead = masthead.adopted_at, masthead.issued_at
        self._starts: list[int] = []  # of all dates
        self._sessions: dict[DateExpression, str] = {}
        self._line, self._line_offset = 1, 0

    def events(self) -> Iterator[Event]:
        """Yield the events in text order."""
        paragraphs = self.document.paragraphs
        if not paragraphs:
            return
        found = list(find_dates(self.document.ascii_digits_text, self.language))
        self._sessions = future_sessions(self.document, self.language, self.organ, self.today)
        if self._sessions:
            found = sorted([*found, *self._sessions])
        self._starts = [date.start for date in found]
        sentence = Sentence(0, -1, paragraphs[0], 0, [])
        for date in found:
            if date.end > sentence.end or date.start < sentence.start:
                index = max(0, bisect_right(self.document.paragraph_starts, date.start) - 1)
                if paragraphs[index].place == "masthead":
                    continue
                start, end = self.document.sentences.at(date.start, date.end, index=index)
                sentence = Sentence(start, end, paragraphs[index], index, self._semicolons_in(start, end))
            if date.start not in self._in_masthead and (event := self._event(date, sentence)):
                yield event

    def _event(self, date: DateExpression, sentence: Sentence) -> Event | None:
        """Return the event of a date, or None if nothing happened on it."""
        if self._stands_alone(date, sentence):
            return None
        paragraph = sentence.paragraph
        cited = self.citations.of_date(date, paragraph, sentence.end)
        start, end = max(sentence.start, date.start - MAX_REACH), min(sentence.end, date.end + MAX_REACH)
        is_adopted = cited is not None and cited.kind in ADOPTED
        kind = "adopted" if is_adopted else self.kinds.kind_of(date, cited is not None, start, end)
        if kind is None:
            return None
        semicolons = sentence.semicolons
        if not cited and (adopted := self._adopted_without_date(date, kind, sentence)):
            cited, kind = adopted, "adopted"
            if (stop := self.document.sentences.at(adopted.start, adopted.end)[1]) > sentence.end:
                end, semicolons = min(stop, date.end + MAX_REACH), self._semicolons_in(sentence.start, stop)
        if semicolons:
            start, end = self._clause(start, end, date, semicolons)
        if cited:
            self.citations.used.add(cited.start)
        if date.precision == SESSION:
            organ: str | None = self._sessions[date]
        else:
            organ = cited.body if cited and kind == "adopted" else None
        description, actors = self.describer.describe(start, end, paragraph, sentence.paragraph_index)
        return Event(
            date.first, date.last, date.precision, kind, description, actors, organ,
            self._symbols(date, cited, start, end), self._line_of(date.start),
            paragraph.place, paragraph.number, paragraph.section,
        )  # fmt: skip

    def _stands_alone(self, date: DateExpression, sentence: Sentence) -> bool:
        """Return whether a sentence is nothing but a date, as under a resolution: the masthead has it already."""
        text = self._text
        if sentence.start < date.start and text[sentence.start] not in IGNORED:  # quick: true of most sentences
            return False
        before, after = text[sentence.start : date.start], text[date.end : sentence.end]
        return not before.strip(IGNORED) and not after.strip(IGNORED_AFTER)

    def _adopted_without_date(self, date: DateExpression, kind: str, sentence: Sentence) -> Citation | None:
        """Return the resolution without a date that was adopted on a date which opens the sentence.

        It is cited in this sentence, or in the next one of the paragraph if a word for adoption is in either.
        """
        opens_sentence = date.precision == DAY and date.start - sentence.start <= MAX_OPENING
        if not opens_sentence or kind not in ("adopted", "other"):
            return None
        end = sentence.end
        if end < sentence.paragraph.end:
            following = self.document.sentences.at(end + 1, end + 1)[1]
            if self.kinds.contains_word("adopted", sentence.start, following):
                end = following
        for citation in self.citations.undated_between(sentence.start, end):
            if citation.kind in ("resolution", "decision") and may_be_of(citation.symbol, date.first):
                return citation
        return None

    def _symbols(self, date: DateExpression, cited: Citation | None, start: int, end: int) -> tuple[Symbol, ...]:
        """Return the document that a date belongs to, else those cited in the clause nearer to it than to others."""
        if cited and cited.symbol:
            return (cited.symbol,)
        if date.precision == SESSION:
            return ()
        index = bisect_left(self._starts, date.start)
        before = self._starts[index - 1] if index else -1
        after = self._starts[index + 1] if index + 1 < len(self._starts) else end
        left = (before + date.start) // 2 if before >= start else start
        right = (after + date.start) // 2 if after < end else end
        return self.citations.cited_nearby(left, right)

    def _clause(self, start: int, end: int, date: DateExpression, semicolons: list[int]) -> tuple[int, int]:
        """Return the part of a sentence between the semicolons around a date, unless that would split parentheses."""
        before, after = bisect_left(semicolons, date.start) - 1, bisect_left(semicolons, date.end)
        left = max(start, semicolons[before] + 1) if before >= 0 else start
        right = min(end, semicolons[after]) if after < len(semicolons) else end
        is_balanced = self._text.count("(", left, right) == self._text.count(")", left, right)
        return (left, right) if is_balanced else (start, end)

    def _semicolons_in(self, start: int, end: int) -> list[int]:
        """Return the offsets of the semicolons of any script between two offsets."""
        offsets = []
        for sign in self._semicolons:
            offset = self._text.find(sign, start, end)
            while offset >= 0:
                offsets.append(offset)
                offset = self._text.find(sign, offset + 1, end)
        return sorted(offsets)

    def _line_of(self, offset: int) -> int:
        """Return the line of an offset, from 1; offsets must not decrease from call to call."""
        if self.document.offset_map:
            return self.document.position(offset)[0]
        self._line += self._text.count("\n", self._line_offset, offset)
        self._line_offset = offset
        return self._line
