"""The events that a document's sentences tell."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

import regex

from unrtrace import dates
from unrtrace.citation import Citation
from unrtrace.documents import Document, Paragraph
from unrtrace.documents.text import printable
from unrtrace.extractor.events import when as whens
from unrtrace.extractor.events.event import Event
from unrtrace.extractor.events.nearest import Nearest
from unrtrace.extractor.events.when import COARSE, DAY, DECADE, SESSION, SPAN, YEARS, When
from unrtrace.extractor.organisations import Organisations
from unrtrace.extractor.sentences import bounds, spans_between
from unrtrace.languages import CODES, either, facts
from unrtrace.symbols import Symbol

REACH = 1200  # characters of a sentence on either side of its date
OPENING = 20  # characters within which a date opens its sentence
NEAR = 120  # characters around a year within which a word says that something happened
BESIDE = 6  # characters between a year and the citation in parentheses after it
NO_KIND = 10**6
WINDOW, LONGEST_WORD = 200, 20  # characters around a date in which a word for its kind is looked for
ADOPTED = frozenset({"resolution", "decision", "statement"})
RULE = " \u00a0*_\n\r\f-|"
EDGES = " ,;:.，；：。、،؛"
NUMBER = re.compile(r"\s*(?:\d{1,3}[.\s]+[-–]?\s*|\d{1,3}\s*[-–]\s+|\(?[^\W_]{1,4}\)\s+|[-–—•]\s+)")
MARK = regex.compile(
    r"<sup>[^<]{0,9}</sup>|[⁰¹²³⁴-⁹]+|\(\s*[⁰¹²³⁴-⁹]*\s*\)"
    r"|(?<=[\p{L}»”\")][;,:])\d{1,3}(?=\s|$)|(?<=[\p{Ll}»”\")]\.)\d{1,3}(?=\s|$)|(?<=\p{Ll}{3})\d{1,2}(?=[\s,;.]|$)"
)
# Where no sign of these stands as before, there is no mark: searched for in a tenth of the time.
MAY_MARK = re.compile(
    r"[0-9<(⁰¹²³⁴-⁹](?:(?<=[⁰¹²³⁴-⁹])|(?<=<)sup>|(?<=\()\s*[)⁰¹²³⁴-⁹]"
    r"|(?<=[^\W\d_][0-9])|(?<=[»”\")][0-9])|(?<=[^\W\d_][;,:.][0-9])|(?<=[»”\")][;,:.][0-9]))"
)
SEMICOLONS = ";；؛"
SEMICOLON = re.compile(f"[{SEMICOLONS}]")
PARENTHESIS = re.compile("[(（]")


class Sentence(NamedTuple):
    """The span of a sentence, its paragraph, whether semicolons part it."""

    first: int
    last: int
    part: Paragraph
    has_clauses: bool


class Teller:
    """Reads the dated statements of one document, its citations known; `organ` is the body that speaks."""

    def __init__(
        self, document: Document, citations: list[Citation], organ: str | None, organisations: Organisations
    ) -> None:
        self.document, self.organ, self.organisations = document, organ, organisations
        self.language = document.language if document.language in CODES else "en"
        masthead = document.masthead
        self.today = masthead.adopted or masthead.letter_date or masthead.issued
        self.dated = [c for c in citations if c.date]
        self.starts = [c.start for c in self.dated]
        self.undated = [c for c in citations if not c.date]
        self.undated_starts = [c.start for c in self.undated]
        self.claimed: set[int] = set()
        self.days: list[int] = []
        self._sentence: Sentence | None = None
        self._line, self._counted = 1, 0
        self._told: dict[tuple[int, int], tuple[str, tuple[str, ...]]] = {}

    def events(self) -> Iterator[Event]:
        """The events in text order."""
        found = sorted([*whens.dated(self.document.text, self.language), *self._sessions()])
        self.days = [when.start for when in found]
        events = (self._event(when) for when in found)
        yield from (event for event in events if event)

    # ---- what is an event --------------------------------------------------------------------

    def _event(self, when: When) -> Event | None:
        document, masthead = self.document, self.document.masthead
        first, last, part, has_clauses = self._sentence_of(when)
        if part.place == "masthead" or when.start in (masthead.adopted_at, masthead.issued_at):
            return None
        if self._is_closing(when, first, last):
            return None
        cited = self._cited_with(when, part, first, last)
        kind = self._kind(when, cited, max(first, when.start - REACH), min(last, when.end + REACH))
        if kind is None:
            return None
        symbols: tuple[Symbol, ...] = (cited.symbol,) if cited and cited.symbol else ()
        if not cited and when.precision == DAY and (undated := self._undated(when, first, last, part.end)):
            cited, kind, symbols = undated, "adopted", (undated.symbol,) if undated.symbol else ()
            if (end := bounds(document, undated.start, undated.end)[1]) > last:
                last, has_clauses = end, True
        if cited:
            self.claimed.add(cited.start)
        first, last = max(first, when.start - REACH), min(last, when.end + REACH)
        if has_clauses:
            first, last = self._clause(first, last, when)
        if not symbols and when.precision != SESSION:
            symbols = self._beside(when, first, last)
        organ = (
            self._convenes(when)[0]
            if when.precision == SESSION
            else (cited.body if cited and kind == "adopted" else None)
        )
        told = self._told.get((first, last)) or self._tell(first, last, part)
        return Event(
            when.first, when.last, when.precision, kind, *told, organ, symbols, self._line_of(when.start), part.place,
            part.number, part.section,
        )  # fmt: skip

    def _sentence_of(self, when: When) -> Sentence:
        """The sentence of a date; many dates of a text stand in the one that held the date before."""
        sentence = self._sentence
        if sentence is None or not (sentence.first <= when.start and when.end <= sentence.last):
            first, last = bounds(self.document, when.start, when.end)
            text = self.document.text
            has_clauses = any(text.find(sign, first, last) >= 0 for sign in SEMICOLONS)
            sentence = Sentence(first, last, self.document.paragraph_at(when.start), has_clauses)
            self._sentence = sentence
        return sentence

    def _line_of(self, offset: int) -> int:
        """The line of an offset, counted on from that of the event before it."""
        self._line += self.document.text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line

    def _is_closing(self, when: When, first: int, last: int) -> bool:
        """Whether a date stands alone, as under a resolution: what it dates, the masthead has told."""
        text = self.document.text
        return not text[first : when.start].strip(RULE) and not text[when.end : last].strip(RULE + "года.")

    def _kind(self, when: When, cited: Citation | None, first: int, last: int) -> str | None:
        """What happened, by the citation or the nearest word; None where a year or month says of nothing."""
        if cited and cited.kind in ADOPTED:
            return "adopted"
        if when.precision == SESSION:
            agenda = self._says("agenda", first, last)
            return "report" if not agenda and self._says("report", first, last) else "scheduled"
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
        return _kind_words(self.language)[kind].search(self.document.text, first, last) is not None

    def _nearest(self, when: When, first: int, last: int) -> tuple[int, str]:
        """How far the nearest word that names a kind is, those after the date twice as far, and that kind."""
        words, text = _kinds(self.language), self.document.text
        left = words.plain(text[max(first, when.start - WINDOW) : when.end])
        nearest, kind = NO_KIND, "other"
        if found := words.before(left):
            nearest, kind = max(0, len(left) - (when.end - when.start) - found[0]), found[1]
        right = words.plain(text[when.end : min(last, when.end + min(nearest // 2, WINDOW // 2) + LONGEST_WORD)])
        if (found := words.after(PARENTHESIS.split(right, maxsplit=1)[0])) and found[0] * 2 < nearest:
            nearest, kind = found[0] * 2, found[1]
        return nearest, "other" if kind == "happened" else kind

    # ---- which citations ---------------------------------------------------------------------

    def _cited_with(self, when: When, part: Paragraph, first: int, last: int) -> Citation | None:
        """The citation that a date belongs to: the nearest one that carries it, or the one in parentheses after it."""
        index = bisect_left(self.starts, when.start)
        if when.precision == DAY:
            near = self.dated[max(0, index - 1) : index + 1]
            near = [c for c in near if c.date == when.first and part.start <= c.start < max(last, part.end)]
            if near:
                return min(near, key=lambda c: abs(c.start - when.start))
        index = bisect_left(self.undated_starts, when.end)
        for citation in self.undated[index : index + 1]:
            between = self.document.text[when.end : citation.start]
            if len(between) <= BESIDE and between.strip()[:1] in ("(", "（") and when.precision in (DAY, whens.YEAR):
                return citation if citation.kind in ADOPTED or when.precision == DAY else None
        return None

    def _undated(self, when: When, first: int, last: int, end: int) -> Citation | None:
        """The undated resolution that a sentence opening with a date says was adopted, in it or in the next one."""
        if when.start - first > OPENING:
            return None
        following = bounds(self.document, last + 1, last + 1)[1] if last < end else last
        index = bisect_left(self.undated_starts, first)
        for citation in self.undated[index:]:
            if citation.start >= following:
                break
            if citation.kind in ("resolution", "decision"):
                session = citation.symbol.session if citation.symbol and citation.symbol.body == "A" else None
                if not session or not session.isdigit() or dates.in_regular_session(int(session), when.first):
                    return citation
        return None

    def _beside(self, when: When, first: int, last: int) -> tuple[Symbol, ...]:
        """What a clause cites without a date and nearer to this date than to another, unless another event has it."""
        index = bisect_left(self.undated_starts, first)
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
        masthead = self.document.masthead
        for when in whens.sessions(self.document.text, self.language):
            if when.number <= current and self.organ != whens.COUNCIL:
                continue
            body, now = self._convenes(when)
            if now and when.number > now and when.start > (masthead.issued_at or 0):
                span = whens.session_span(when.number, body or "")
                if span and (self.today is None or span[1] > self.today):
                    yield when._replace(first=span[0], last=span[1])

    def _current(self) -> int:
        """The regular session of the Assembly that a document belongs to, 0 where it does not say."""
        for symbol in self.document.masthead.symbols:
            if symbol.body == whens.ASSEMBLY and symbol.session and symbol.session.isdigit():
                return int(symbol.session)
        return whens.session_of(self.today) if self.today else 0

    def _convenes(self, when: When) -> tuple[str | None, int]:
        """Whose session it is, by the organ named before it, else the one that speaks; and its session now."""
        start = bounds(self.document, when.start, when.end)[0]
        organs = _organs(self.language)
        left = organs.plain(self.document.text[max(start, when.start - WINDOW) : when.start])
        found = organs.before(left)
        body = found[1] if found and found[1] else self.organ
        if body == whens.ASSEMBLY:
            return (body, self._current()) if not found or found[1] else (None, 0)
        return (body, 1) if body == whens.COUNCIL else (None, 0)

    # ---- who, and in what words --------------------------------------------------------------

    def _tell(self, first: int, last: int, part: Paragraph) -> tuple[str, tuple[str, ...]]:
        """The words of a clause, and the organisations that they name, else the paragraph, and those of the title."""
        spans = spans_between(self.document, first, last)
        named = frozenset().union(*(self._named_in(*span) for span in spans))
        actors = tuple(sorted((named or self._named_in(part.start, part.end)) | self._subject))
        words = tidy(" ".join(self.document.text[start:end] for start, end in spans))
        self._told[first, last] = words, actors
        return words, actors

    def own_actors(self) -> tuple[str, ...]:
        """The organisations that a document's title names, else those that it names anywhere."""
        return tuple(sorted(self._subject or self._named_in(0, len(self.document.text))))

    def _named_in(self, first: int, last: int) -> frozenset[str]:
        mentions = self._mentions
        index = bisect_left(mentions, (first,))
        named = set()
        while index < len(mentions) and mentions[index][0] < last:
            named.add(mentions[index][2])
            index += 1
        return frozenset(named)

    @cached_property
    def _mentions(self) -> list[tuple[int, int, str]]:
        year = self.today.year if self.today else None
        return self.organisations.found(self.document.text, self.language, year=year)

    @cached_property
    def _subject(self) -> frozenset[str]:
        return frozenset(self.organisations.named(self.document.masthead.title or "", self.language))

    def _clause(self, first: int, last: int, when: When) -> tuple[int, int]:
        """A sentence cut at its semicolons around a date, unless that would part two parentheses."""
        text, start, end = self.document.text, first, last
        for match in SEMICOLON.finditer(text, first, last):
            if match.end() <= when.start:
                start = match.end()
            elif match.start() >= when.end:
                end = match.start()
                break
        balanced = text.count("(", start, end) == text.count(")", start, end)
        return (start, end) if balanced else (first, last)


def tidy(text: str) -> str:
    """Words of a document on one line, without their number, footnote marks and the punctuation at the edges.

    >>> tidy("3. Takes note of the Agreement of 25 June 1996;<sup>1</sup> ")
    'Takes note of the Agreement of 25 June 1996'
    >>> tidy("(b) The Commission,10 in 1998, met.")
    'The Commission, in 1998, met'
    """
    if number := NUMBER.match(text):
        text = text[number.end() :]
    text = (MARK.sub("", text) if MAY_MARK.search(text) else text).strip(EDGES)
    line = " ".join(text.split())
    return line if line.isprintable() and "*" not in line and "<" not in line else printable(line).strip(EDGES)


@cache
def _kind_words(language: str) -> dict[str, regex.Pattern[str]]:
    """The words of each kind, and those of an agenda."""
    edge = "" if language == "zh" else r"\b"
    table = {**facts(language)["events"], "agenda": facts(language)["when"]["agenda"]}
    return {kind: regex.compile(rf"{edge}{either(words, language)}{edge}", regex.I) for kind, words in table.items()}


@cache
def _kinds(language: str) -> Nearest:
    """The words of all kinds but those of the future, which the date tells."""
    return Nearest({kind: words for kind, words in facts(language)["events"].items() if kind != "scheduled"}, language)


@cache
def _organs(language: str) -> Nearest:
    """The Assembly, the Human Rights Council, or any other body that meets in sessions."""
    organs = facts(language)["organs"]
    others = [name for code in ("S", "E", "E/CN.4", "council", "commission") for name in organs.get(code, [])]
    return Nearest({"A/HRC": organs["A/HRC"], "A": organs["A"], "": others}, language)
