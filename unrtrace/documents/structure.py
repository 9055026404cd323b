"""How a document is divided: masthead, preamble, operative paragraphs, annexes, footnotes.

A paragraph that a page's footnotes cut in two stays one: its second half points to the first by `head`.

Source: the Editorial Manual's rules on preambular and operative paragraphs and on notes.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

import regex

from unrtrace.documents.paragraph_splitting import (
    APART,
    ENDNOTE,
    ENDS,
    LETTERED,
    MARKED_END,
    NOTE,
    NOTE_SIGNS,
    NUMBERED,
    RULE,
    SHORT,
    opening,
    split,
)
from unrtrace.text import dates, ordinals
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.phrase_pattern import any_of
from unrtrace.text.roman import to_roman

LINE = 90  # characters of a line that is no heading, at least
PROSE, PROSE_WITHOUT_SPACES = 80, 30  # characters of a line that a masthead does not have, at least
PLAIN_NUMBER = re.compile(r"(\d{1,2})(?:\.(?!\d)|\s?[-–](?=\s))")
LOWER = regex.compile(r"\s*\p{Ll}")
COMMA_END = regex.compile(r"[,，،][\s\"”»)）\d⁰¹²³⁴-⁹<>/sup*]*$")
PROSE_END = regex.compile(
    r"[.,;:。，；：،؛](?>(?:[\"”»)）]|\d{1,2})*)(?>(?:[\s⁰¹²³⁴-⁹()]|<sup>\s?\d{1,3}\s?</sup>|\[\^?\d{1,3}\])*)$"
)
COMMAS = frozenset(",，،*_")
RULE_SIGNS = frozenset("-_—*=")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_new = tuple.__new__  # makes a Paragraph of its fields in half the time of Paragraph(…)


class Paragraph(NamedTuple):
    """A paragraph of a document, half-open span in code points.

    `place` is masthead, preamble, operative, footnote, annex or body; `number` that of an operative
    or body paragraph, `p3` for the third of a preamble, or the footnote's mark; `section` names the
    annex and the draft resolution it stands in; `head` is the index of the paragraph it continues.
    """

    start: int
    end: int
    place: str
    number: str | None
    section: str | None
    head: int


class _Marks(NamedTuple):
    """The patterns of one language that tell the parts of a document."""

    opening: regex.Pattern[str]
    annex: regex.Pattern[str]
    draft: regex.Pattern[str]
    meeting: regex.Pattern[str]
    distribution: regex.Pattern[str]
    openers: frozenset[str]
    initials: frozenset[str]


@cache
def _marks(language: str) -> _Marks:
    table = facts(language)["structure"]
    edge = r"(?!\w)" if language_of(language).spaces else ""
    numbers = [r"[IVXLC]{1,6}|\d{1,2}"]
    if signs := ordinals.number_signs(language, 10):
        numbers.append(f"[{signs}]{{1,3}}")
    if table["annex_numbers"]:
        numbers.append(any_of(table["annex_numbers"], language))
    number = f"(?P<number>{'|'.join(numbers)})?"
    draft = any_of(table["draft_resolution"], language)
    headings = [*table["annex"], *table["draft_resolution"]]
    return _Marks(
        opening=opening(language),
        annex=regex.compile(rf"[\W_]*(?P<word>{any_of(table['annex'], language)})\s*{number}[\W_]*", regex.I),
        draft=regex.compile(rf"[\W_]*(?P<word>{draft})[\W_]*[IVX]*[\W_]*", regex.I),
        meeting=regex.compile(any_of(table["meeting"], language) + edge, regex.I),
        distribution=regex.compile(any_of(table["distribution"], language)),
        openers=_initials(table["opening"]),
        initials=frozenset("*_#[( \t") | _initials(headings),
    )


def _initials(words: list[str]) -> frozenset[str]:
    return frozenset(sign for word in words for sign in (word[0], word[0].lower(), word[0].upper()))


def _is_ended(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends as one does, its footnote marks aside."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[end - 1] in ENDS:
        return True
    return not text[end - 1].isalpha() and MARKED_END.search(text, max(start, end - 40), end) is not None


def paragraphs_of(text: str, language: str | None, lines: list[str]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, each with its place and number; `lines` are its own if hard-wrapped."""
    walker = _Walker(text, language or FALLBACK, lines)
    parts = walker.walk()
    if not walker.numbered and walker.find_openings():
        parts = _operative_by_stops(text, parts)
    _place_endnotes(text, parts)
    if walker.place != "masthead" or walker.marks.distribution.search(text):
        return tuple(parts)
    return tuple(part._replace(place="body") if part.place == "masthead" else part for part in parts)


def in_parentheses(mark: str) -> regex.Pattern[str]:
    """A footnote's mark in parentheses, glued to a word or before a stop: what is counted in a sentence is neither."""
    return regex.compile(rf"(?<=[\p{{L}}\p{{M}}\p{{N}}\"'’”»])(?:\({mark}\)|\s\({mark}\)(?=\s*+[.,;:،؛，。；]))")


def _place_endnotes(text: str, parts: list[Paragraph]) -> None:
    """Make footnotes of the last paragraphs of a text, where they count up from (1) and the text has such marks."""
    first, number = len(parts), 0
    while first and (match := ENDNOTE.match(text, parts[first - 1].start, parts[first - 1].end)):
        if number and int(match[1]) != number - 1:
            break
        first, number = first - 1, int(match[1])
    last = len(parts) - first
    if number != 1 or not first:
        return
    limit = parts[first].start
    if all(in_parentheses(str(mark)).search(text, 0, limit) for mark in (1, last)):
        for index in range(first, len(parts)):
            mark = str(index - first + 1)
            parts[index] = parts[index]._replace(place="footnote", number=mark, head=index)


def _operative_by_stops(text: str, parts: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a text without numbered ones: what follows the last comma of a preamble is operative."""
    placed: list[Paragraph] = []
    begin = None
    for part in [*parts, None]:
        if part is not None:
            placed.append(part)
            if part.place == "footnote" or (part.place == "preamble" and part.number):
                begin = len(placed) - 1 if begin is None else begin
                continue
        if begin is not None:
            _turn_operative(text, placed, begin, len(placed) - (part is not None))
        begin = None
    return placed


def _turn_operative(text: str, parts: list[Paragraph], first: int, last: int) -> None:
    """Turn the paragraphs after the last one of a preamble that ends in a comma into operative ones."""
    preamble = [index for index in range(first, last) if parts[index].place == "preamble"]
    commas = [index for index in preamble if COMMA_END.search(text, parts[index].end - 12, parts[index].end)]
    if commas and commas[-1] == preamble[-1]:
        return
    for index in preamble:
        if not commas or index > commas[-1]:
            parts[index] = parts[index]._replace(place="operative", number=None)


class _Walker:
    """Goes through the paragraphs once and keeps what the next one's place depends on."""

    def __init__(self, text: str, language: str, lines: list[str]) -> None:
        self.text, self.language = text, language
        self.marks = _marks(language)
        self.spans = split(text, language, lines)
        self.parts: list[Paragraph] = []
        self.place = "masthead"
        self.columns = language_of(language).columns
        self.prose = PROSE if language_of(language).spaces else PROSE_WITHOUT_SPACES
        self.section: str | None = None
        self.number: str | None = None
        self.preamble = self.last_note = 0
        self.in_resolution = self.numbered = False
        self.open_head: int | None = None
        self.openings: list[int] | None = None
        self.annexes: list[int] | None = None

    def walk(self) -> list[Paragraph]:
        """All paragraphs; `place` is left at that of the last one."""
        text, spans, parts = self.text, self.spans, self.parts
        while (index := len(parts)) < len(spans):
            start, end = spans[index]
            if end - start >= LINE and self.in_resolution and self.open_head is None and self._run(index):
                continue
            sign = text[start]
            if sign in RULE_SIGNS and RULE.fullmatch(text, start, end):
                parts.append(_new(Paragraph, (start, end, self.place, None, self.section, index)))
                continue
            if (sign in NOTE_SIGNS and "." not in text[start + 1 : start + 3]) or sign.isspace():
                mark = self._note_mark(start, end)
                if mark is not None:
                    parts.append(_new(Paragraph, (start, end, "footnote", mark, self.section, index)))
                    continue
            head = index if self.open_head is None else self._head(index, start)
            if head == index:
                self._enter(index, sign, start, end)
            ended = end - start < SHORT or self.place == "masthead" or _is_ended(text, start, end)
            self.open_head = None if ended else head
            parts.append(_new(Paragraph, (start, end, self.place, self.number, self.section, head)))
        return parts

    def _run(self, first: int) -> bool:
        """Take a run of long paragraphs, plainly those of a preamble or operative ones with their number or letter."""
        text, spans, add = self.text, self.spans, self.parts.append
        place, number, section = self.place, self.number, self.section
        in_preamble = number is None or number[0] == "p"
        for index in range(first, len(spans)):
            start, end = spans[index]
            sign = text[start]
            if end - start < LINE:
                break
            if sign.isalpha():
                if in_preamble:
                    self.preamble += 1
                    number = f"p{self.preamble}"
            elif sign.isdecimal() and (numbered := PLAIN_NUMBER.match(text, start)):
                number, in_preamble, self.numbered = numbered[1], False, True
                if place == "preamble":
                    place = "operative"
            elif in_preamble or sign != "(" or not LETTERED.match(text, start):
                break
            add(_new(Paragraph, (start, end, place, number, section, index)))
            if text[end - 1] not in ENDS and not _is_ended(text, start, end):
                self.open_head = index
                break
        self.place, self.number = place, number
        return len(self.parts) > first

    def _head(self, index: int, start: int) -> int:
        """The paragraph that this one continues, after footnotes or a page break cut it; itself mostly."""
        text = self.text
        if self.open_head is None or NUMBERED.match(text, start) or LETTERED.match(text, start):
            return index
        cut = self.open_head != index - 1 or LOWER.match(text, start) is not None
        return self.open_head if cut else index

    def _note_mark(self, start: int, end: int) -> str | None:
        if not (match := NOTE.match(self.text, start, end)):
            return None
        figures, raised, star = match.groups()
        if star:
            return None if self.place == "masthead" else str(star)
        mark = str(figures or raised.translate(SUPERSCRIPT))
        if not 0 < int(mark) - self.last_note <= APART or (
            figures and dates.date_at(self.text, match.start(1), self.language)
        ):
            return None
        if self.place == "masthead" and self.text[start] not in RAISED and not self.find_openings():
            return None
        self.last_note = int(mark)
        return mark

    def _enter(self, index: int, sign: str, start: int, end: int) -> None:
        """Set place, number and section for the paragraph that begins here."""
        text, short = self.text, end - start < SHORT
        if short and sign in self.marks.initials and self._is_heading(start, end):
            return
        if self._opens(start, end):
            self.in_resolution, self.preamble, self.number = True, 0, None
            self.place = "preamble" if self.place == "masthead" else self.place
        elif (sign.isnumeric() or sign.isspace()) and (numbered := NUMBERED.match(text, start, end)):
            self.number, self.numbered = str(numbered[1]), True
            if self.place in ("preamble", "operative"):
                self.place = "operative"
            elif self.place == "masthead" and not self._before_opening(index):
                self.place = "body"
        elif self.in_resolution:
            self._resolution_paragraph(start, end)
        elif self.place == "masthead":
            if end - start > self.prose and self._is_prose(start, end) and not self._before_opening(index):
                self.place = "body"
        elif short and not LETTERED.match(text, start, end):
            self.number = None

    def find_openings(self) -> list[int]:
        """The paragraphs that are the words which open a resolution, looked for when first asked for."""
        if self.openings is None:
            self.openings = [index for index, (start, end) in enumerate(self.spans) if self._opens(start, end)]
        return self.openings

    def _opens(self, start: int, end: int) -> bool:
        """Whether a line is the words that open a resolution."""
        sign = self.text[start]
        return (
            end - start < LINE
            and (sign in self.marks.openers or not sign.isalpha())
            and self.text[start:end].rstrip()[-1] in COMMAS
            and self.marks.opening.fullmatch(self.text, start, end) is not None
        )

    def _is_heading(self, start: int, end: int) -> bool:
        """Whether a short line opens an annex or the draft resolution in one; sets section and place."""
        if annex := self.marks.annex.fullmatch(self.text, start, end):
            label = (annex["number"] or "").strip()
            number = ordinals.number_in_signs(label) if label and not label.isdigit() else None
            self.section = f"annex {to_roman(number) if number else label}".strip()
            self.place, self.number, self.in_resolution = "annex", None, False
            return True
        if self.place == "annex" and self.marks.draft.fullmatch(self.text, start, end):
            self.section = f"{(self.section or 'annex').split(',')[0]}, draft resolution"
            self.number = None
            return True
        return False

    def _before_opening(self, index: int) -> bool:
        """Whether the words that open a resolution still follow, with no annex before them."""
        openings = self.find_openings()
        following = bisect_right(openings, index)
        if following == len(openings):
            return False
        if self.annexes is None:
            self.annexes = [
                number
                for number, (start, end) in enumerate(self.spans)
                if end - start < SHORT and self.marks.annex.fullmatch(self.text, start, end)
            ]
        annex = bisect_left(self.annexes, index)
        return annex == len(self.annexes) or self.annexes[annex] > openings[following]

    def _is_prose(self, start: int, end: int) -> bool:
        return PROSE_END.search(self.text, max(start, end - SHORT), end) is not None

    def _resolution_paragraph(self, start: int, end: int) -> None:
        """An unnumbered paragraph of a resolution: preamble, its closing lines, or part of an operative one."""
        if self.number is None or self.number.startswith("p"):
            if self.preamble and self._closes(start, end):
                self._close()
                return
            self.preamble += 1
            self.number = f"p{self.preamble}"
        elif not LETTERED.match(self.text, start, end) and self._closes(start, end):
            self._close()

    def _closes(self, start: int, end: int) -> bool:
        """Whether a line is a resolution's last: its meeting or its date."""
        length = end - start
        if self.text[start].isspace():  # set in, over to the right
            length = len(" ".join(self.text[start:end].split()))
        if length >= LINE // self.columns:
            return False
        if self.marks.meeting.search(self.text, start, end):
            return True
        day = dates.date_at(self.text, start, self.language)
        return day is not None and not self.text[day.end : end].strip(" .,，。*_\r\n")

    def _close(self) -> None:
        self.place = "annex" if self.place == "annex" else "body"
        self.number, self.in_resolution = None, False
