"""The division of a document: masthead, preamble, operative paragraphs, annexes, footnotes.

A paragraph that the footnotes of a page interrupt stays one: its second part refers to the first by `continues`.

Source: the Editorial Manual's rules on preambular and operative paragraphs and on footnotes.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from unrtrace.documents.paragraph_splitting import (
    END_PUNCTUATION,
    ENDNOTE,
    LETTERED,
    MAX_NOTE_GAP,
    NOTE,
    NOTE_FIRST_CHARACTERS,
    NUMBERED,
    PARAGRAPH_END,
    RULE,
    SHORT,
    opening,
    paragraph_spans,
)
from unrtrace.text import dates, ordinals
from unrtrace.text.characters import (
    COLONS,
    COMMAS,
    FOOTNOTE_MARK,
    FROM_SUPERSCRIPT,
    SEMICOLONS,
    SUPERSCRIPT_DIGITS,
)
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.patterns import compile_pattern
from unrtrace.text.phrase_pattern import any_of
from unrtrace.text.roman import to_roman

LINE = 90  # characters; a longer line is no heading
PROSE, PROSE_WITHOUT_SPACES = 80, 30  # characters; a masthead has no longer lines of prose
END = 40  # characters at the end of a paragraph that show whether it is whole
PLAIN_NUMBER = re.compile(r"(\d{1,2})(?:\.(?!\d)|\s?[-–](?=\s))")
SMALL_LETTER = compile_pattern(r"\s*\p{Ll}")
COMMA_END = re.compile(rf"[{COMMAS}][\s\"”»)）{FOOTNOTE_MARK}]*$")
PROSE_END = re.compile(
    rf"[.。{COMMAS}{SEMICOLONS}{COLONS}](?>(?:[\"”»)）]|\d{{1,2}})*)"
    rf"(?>(?:[\s{SUPERSCRIPT_DIGITS}()]|<sup>\s?\d{{1,3}}\s?</sup>|\[\^?\d{{1,3}}\])*)$"
)
OPENING_ENDS = frozenset(f"{COMMAS}*_")  # of the line that opens a resolution
RULE_CHARACTERS = frozenset("-_—*=")


class Paragraph(NamedTuple):
    """A paragraph of a document, or the part of one before or after a page break; a half-open span in code points.

    `place` is masthead, preamble, operative, footnote, annex or body. `number` is that of an operative or body
    paragraph, `p3` for the third of a preamble, or the mark of a footnote. `section` names the annex, and the draft
    resolution in it, that the paragraph stands in. `continues` is the index of the paragraph that it continues, its own
    if it continues none.
    """

    start: int
    end: int
    place: str
    number: str | None
    section: str | None
    continues: int


class _Patterns(NamedTuple):
    """The patterns of one language that show the parts of a document, and the first letters of some."""

    opening: re.Pattern[str]
    annex: re.Pattern[str]
    draft: re.Pattern[str]
    meeting: re.Pattern[str]
    distribution: re.Pattern[str]
    opening_initials: frozenset[str]
    heading_initials: frozenset[str]


@cache
def _patterns(language: str) -> _Patterns:
    table = facts(language)["structure"]
    word_end = r"(?!\w)" if language_of(language).spaces else ""
    numbers = [r"[IVXLC]{1,6}|\d{1,2}"]
    if signs := ordinals.number_signs(language, 10):
        numbers.append(f"[{signs}]{{1,3}}")
    if table["annex_numbers"]:
        numbers.append(any_of(table["annex_numbers"], language))
    annex, draft = any_of(table["annex"], language), any_of(table["draft_resolution"], language)
    number = f"(?P<number>{'|'.join(numbers)})?"
    return _Patterns(
        opening=opening(language),
        annex=compile_pattern(rf"[\W_]*(?P<word>{annex})\s*{number}[\W_]*", re.I, unicode_words=True),
        draft=compile_pattern(rf"[\W_]*(?P<word>{draft})[\W_]*[IVX]*[\W_]*", re.I, unicode_words=True),
        meeting=compile_pattern(any_of(table["meeting"], language) + word_end, re.I, unicode_words=True),
        distribution=compile_pattern(any_of(table["distribution"], language)),
        opening_initials=_initials(table["opening"]),
        heading_initials=frozenset("*_#[( \t") | _initials([*table["annex"], *table["draft_resolution"]]),
    )


def _initials(phrases: list[str]) -> frozenset[str]:
    """Return the first letters of phrases, small and capital."""
    return frozenset(letter for first in {phrase[0] for phrase in phrases} for letter in (first, *first.swapcase()))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a paragraph ends like one, footnote marks aside."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[end - 1] in END_PUNCTUATION:
        return True
    return not text[end - 1].isalpha() and PARAGRAPH_END.search(text, max(start, end - END), end) is not None


def split_paragraphs(text: str, language: str | None, lines: list[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in order, each with its place and number; `lines` as from `wrapped_lines`."""
    parser = _StructureParser(text, language or FALLBACK, lines)
    paragraphs = parser.parse()
    if not parser.has_numbers and parser.find_openings():
        paragraphs = _operative_by_punctuation(text, paragraphs)
    _place_endnotes(text, paragraphs)
    if parser.place != "masthead" or parser.patterns.distribution.search(text):
        return tuple(paragraphs)
    return tuple(one._replace(place="body") if one.place == "masthead" else one for one in paragraphs)


def mark_in_parentheses(mark: str) -> re.Pattern[str]:
    """Return the pattern of a footnote's mark in parentheses, glued to a word or before punctuation.

    A number in parentheses that counts something in a sentence is neither.
    """
    return compile_pattern(
        rf"(?<=[\p{{L}}\p{{M}}\p{{N}}\"'’”»])(?:\({mark}\)|\s\({mark}\)(?=\s*+[.:。{COMMAS}{SEMICOLONS}]))"
    )


def _place_endnotes(text: str, paragraphs: list[Paragraph]) -> None:
    """Make footnotes of the last paragraphs of a text if they count up from (1) and the body has such marks."""
    first, number = len(paragraphs), 0
    while first and (match := ENDNOTE.match(text, paragraphs[first - 1].start, paragraphs[first - 1].end)):
        if number and int(match[1]) != number - 1:
            break
        first, number = first - 1, int(match[1])
    count = len(paragraphs) - first
    if number != 1 or not first:
        return
    limit = paragraphs[first].start
    if all(mark_in_parentheses(str(mark)).search(text, 0, limit) for mark in (1, count)):
        for index in range(first, len(paragraphs)):
            mark = str(index - first + 1)
            paragraphs[index] = paragraphs[index]._replace(place="footnote", number=mark, continues=index)


def _operative_by_punctuation(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a resolution without numbers, those after the last comma of a preamble as operative."""
    placed: list[Paragraph] = []
    begin = None
    for paragraph in [*paragraphs, None]:
        if paragraph is not None:
            placed.append(paragraph)
            if paragraph.place == "footnote" or (paragraph.place == "preamble" and paragraph.number):
                begin = len(placed) - 1 if begin is None else begin
                continue
        if begin is not None:
            _make_operative(text, placed, begin, len(placed) - (paragraph is not None))
        begin = None
    return placed


def _make_operative(text: str, paragraphs: list[Paragraph], first: int, last: int) -> None:
    """Make the paragraphs of a preamble operative that follow its last one that ends in a comma."""
    preamble = [index for index in range(first, last) if paragraphs[index].place == "preamble"]
    commas = [index for index in preamble if COMMA_END.search(text, paragraphs[index].end - 12, paragraphs[index].end)]
    if commas and commas[-1] == preamble[-1]:
        return
    for index in preamble:
        if not commas or index > commas[-1]:
            paragraphs[index] = paragraphs[index]._replace(place="operative", number=None)


class _StructureParser:
    """Goes through the paragraphs once and keeps what the place of the next one depends on."""

    def __init__(self, text: str, language: str, lines: list[str]) -> None:
        self.text, self.language = text, language
        self.patterns = _patterns(language)
        self.spans = paragraph_spans(text, language, lines)
        self.paragraphs: list[Paragraph] = []
        self.place = "masthead"
        self.columns = language_of(language).columns
        self.prose = PROSE if language_of(language).spaces else PROSE_WITHOUT_SPACES
        self.section: str | None = None
        self.number: str | None = None
        self.preambular = self.last_note = 0  # the numbers of the last preambular paragraph and the last footnote
        self.in_resolution = self.has_numbers = False
        self.unfinished: int | None = None  # the index of a paragraph that may continue after a page break
        self.openings: list[int] | None = None
        self.annexes: list[int] | None = None

    def parse(self) -> list[Paragraph]:
        """Return all paragraphs; `place` is then that of the last one."""
        text, spans, paragraphs = self.text, self.spans, self.paragraphs
        while (index := len(paragraphs)) < len(spans):
            start, end = spans[index]
            if end - start >= LINE and self.in_resolution and self.unfinished is None and self._take_run(index):
                continue
            first = text[start]
            if first in RULE_CHARACTERS and RULE.fullmatch(text, start, end):
                paragraphs.append(Paragraph(start, end, self.place, None, self.section, index))
                continue
            if (first in NOTE_FIRST_CHARACTERS and "." not in text[start + 1 : start + 3]) or first.isspace():
                mark = self._footnote_mark(start, end)
                if mark is not None:
                    paragraphs.append(Paragraph(start, end, "footnote", mark, self.section, index))
                    continue
            continues = index if self.unfinished is None else self._continued_paragraph(index, start)
            if continues == index:
                self._place_paragraph(index, first, start, end)
            is_whole = end - start < SHORT or self.place == "masthead" or _is_whole(text, start, end)
            self.unfinished = None if is_whole else continues
            paragraphs.append(Paragraph(start, end, self.place, self.number, self.section, continues))
        return paragraphs

    def _take_run(self, first: int) -> bool:
        """Take a run of long paragraphs that are clearly preambular, or operative with a number or letter.

        Return whether there were any. It does what `parse` does, but in less time.
        """
        text, spans, add = self.text, self.spans, self.paragraphs.append
        place, number, section = self.place, self.number, self.section
        in_preamble = number is None or number[0] == "p"
        for index in range(first, len(spans)):
            start, end = spans[index]
            letter = text[start]
            if end - start < LINE:
                break
            if letter.isalpha():
                if in_preamble:
                    self.preambular += 1
                    number = f"p{self.preambular}"
            elif letter.isdecimal() and (numbered := PLAIN_NUMBER.match(text, start)):
                number, in_preamble, self.has_numbers = numbered[1], False, True
                if place == "preamble":
                    place = "operative"
            elif in_preamble or letter != "(" or not LETTERED.match(text, start):
                break
            add(Paragraph(start, end, place, number, section, index))
            if text[end - 1] not in END_PUNCTUATION and not _is_whole(text, start, end):
                self.unfinished = index
                break
        self.place, self.number = place, number
        return len(self.paragraphs) > first

    def _continued_paragraph(self, index: int, start: int) -> int:
        """Return the index of the paragraph that this one continues after footnotes or a page break, else its own."""
        text = self.text
        if self.unfinished is None or NUMBERED.match(text, start) or LETTERED.match(text, start):
            return index
        is_continued = self.unfinished != index - 1 or SMALL_LETTER.match(text, start) is not None
        return self.unfinished if is_continued else index

    def _footnote_mark(self, start: int, end: int) -> str | None:
        """Return the mark with which a footnote begins, None if the paragraph is none."""
        if not (match := NOTE.match(self.text, start, end)):
            return None
        digits, raised, star = match.groups()
        if star:
            return None if self.place == "masthead" else str(star)
        mark = str(digits or raised.translate(FROM_SUPERSCRIPT))
        if not 0 < int(mark) - self.last_note <= MAX_NOTE_GAP or (
            digits and dates.date_at(self.text, match.start(1), self.language)
        ):
            return None
        if self.place == "masthead" and self.text[start] not in SUPERSCRIPT_DIGITS and not self.find_openings():
            return None
        self.last_note = int(mark)
        return mark

    def _place_paragraph(self, index: int, first: str, start: int, end: int) -> None:
        """Set place, number and section for a paragraph; `first` is its first character."""
        text, is_short = self.text, end - start < SHORT
        if is_short and first in self.patterns.heading_initials and self._is_heading(start, end):
            return
        if self._is_opening(start, end):
            self.in_resolution, self.preambular, self.number = True, 0, None
            self.place = "preamble" if self.place == "masthead" else self.place
        elif (first.isnumeric() or first.isspace()) and (numbered := NUMBERED.match(text, start, end)):
            self.number, self.has_numbers = str(numbered[1]), True
            if self.place in ("preamble", "operative"):
                self.place = "operative"
            elif self.place == "masthead" and not self._before_opening(index):
                self.place = "body"
        elif self.in_resolution:
            self._place_unnumbered(start, end)
        elif self.place == "masthead":
            if end - start > self.prose and self._is_prose(start, end) and not self._before_opening(index):
                self.place = "body"
        elif is_short and not LETTERED.match(text, start, end):
            self.number = None

    def find_openings(self) -> list[int]:
        """Return the indexes of the paragraphs that open a resolution, searched for when first asked for."""
        if self.openings is None:
            self.openings = [index for index, (start, end) in enumerate(self.spans) if self._is_opening(start, end)]
        return self.openings

    def _is_opening(self, start: int, end: int) -> bool:
        """Return whether a line consists of the words that open a resolution."""
        first = self.text[start]
        return (
            end - start < LINE
            and (first in self.patterns.opening_initials or not first.isalpha())
            and self.text[start:end].rstrip()[-1] in OPENING_ENDS
            and self.patterns.opening.fullmatch(self.text, start, end) is not None
        )

    def _is_heading(self, start: int, end: int) -> bool:
        """Return whether a short line opens an annex or the draft resolution in one, and set section and place."""
        if annex := self.patterns.annex.fullmatch(self.text, start, end):
            label = (annex["number"] or "").strip()
            number = ordinals.number_in_signs(label) if label and not label.isdigit() else None
            self.section = f"annex {to_roman(number) if number else label}".strip()
            self.place, self.number, self.in_resolution = "annex", None, False
            return True
        if self.place == "annex" and self.patterns.draft.fullmatch(self.text, start, end):
            self.section = f"{(self.section or 'annex').split(',')[0]}, draft resolution"
            self.number = None
            return True
        return False

    def _before_opening(self, index: int) -> bool:
        """Return whether the words that open a resolution are still to come, with no annex before them."""
        openings = self.find_openings()
        following = bisect_right(openings, index)
        if following == len(openings):
            return False
        if self.annexes is None:
            self.annexes = [
                number
                for number, (start, end) in enumerate(self.spans)
                if end - start < SHORT and self.patterns.annex.fullmatch(self.text, start, end)
            ]
        annex = bisect_left(self.annexes, index)
        return annex == len(self.annexes) or self.annexes[annex] > openings[following]

    def _is_prose(self, start: int, end: int) -> bool:
        """Return whether a line ends as one of running text does."""
        return PROSE_END.search(self.text, max(start, end - SHORT), end) is not None

    def _place_unnumbered(self, start: int, end: int) -> None:
        """Place a paragraph without number in a resolution: preambular, closing lines, or part of an operative one."""
        if self.number is None or self.number.startswith("p"):
            if self.preambular and self._is_closing(start, end):
                self._end_resolution()
                return
            self.preambular += 1
            self.number = f"p{self.preambular}"
        elif not LETTERED.match(self.text, start, end) and self._is_closing(start, end):
            self._end_resolution()

    def _is_closing(self, start: int, end: int) -> bool:
        """Return whether a line is among the last of a resolution: its meeting or its date."""
        length = end - start
        if self.text[start].isspace():  # set to the right
            length = len(" ".join(self.text[start:end].split()))
        if length >= LINE // self.columns:
            return False
        if self.patterns.meeting.search(self.text, start, end):
            return True
        day = dates.date_at(self.text, start, self.language)
        return day is not None and not self.text[day.end : end].strip(" .,，。*_\r\n")

    def _end_resolution(self) -> None:
        self.place = "annex" if self.place == "annex" else "body"
        self.number, self.in_resolution = None, False
