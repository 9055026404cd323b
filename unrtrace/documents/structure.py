"""How a document is divided: masthead, preamble, operative paragraphs, annexes, footnotes.

Two layouts are told apart: a line a paragraph, and hard-wrapped lines where blank lines part the
paragraphs. A paragraph that a page's footnotes cut in two stays one: its second half points to
the first by `head`.

Source: the Editorial Manual's rules on preambular and operative paragraphs and on notes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from unrtrace import dates
from unrtrace.languages import either, facts

NUMBERED = regex.compile(r"\s*(\d{1,3})\s?(?:\.(?!\d)|[-–](?=\s))\s*(?:[-–]\s*)?")
LETTERED = regex.compile(r"\s*(?:\([\p{L}]{1,4}\)|[\p{L}]\))(?=\s|$)")
NOTE = regex.compile(
    r"\s*(?:<sup>)?(?:(?P<n>\d{1,3})|(?P<s>[⁰¹²³⁴-⁹]{1,3})|(?P<star>\*{1,3}))(?:</sup>)?/?"
    r"\s*(?:\(\)|\(\d{1,3}\))?(?:\s+|(?<=>))(?=[\p{L}“«\"《(\[])"
)
LOWER = regex.compile(r"\s*\p{Ll}")
RULE = regex.compile(r"\s*[-_—*=\s]*\s*")
SENTENCE_END = regex.compile(r"[.,;:!?。，；：！？،؛؟…\]][\s\"”»)）\d⁰¹²³⁴-⁹<>/sup*]*$")
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MARK = (
    r"(?:<sup>\s*{n}\s*</sup>|(?<![⁰¹²³⁴-⁹]){s}(?![⁰¹²³⁴-⁹])|\[\^?{n}\]"
    r"|(?<=[\p{{L}}\p{{M}},;.:”»\")\]*]){n}(?![\d/]|\.\d))"
)
WRAPPED_AT = 140
HAN = dict(zip("一二三四五六七八九十", ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), strict=True))


@dataclass(frozen=True, slots=True)
class Paragraph:
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


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, span, and the offset of the mark in the body (None where not found)."""

    mark: str
    start: int
    end: int
    anchor: int | None


@dataclass(frozen=True, slots=True)
class _Marks:
    opening: regex.Pattern[str]
    annex: regex.Pattern[str]
    draft: regex.Pattern[str]
    meeting: regex.Pattern[str]
    distribution: regex.Pattern[str]


@cache
def _marks(language: str | None) -> _Marks:
    code = language or "en"
    table = facts(code)["structure"]
    number = r"(?P<number>[IVXLC]{1,6}|\d{1,2}|[一二三四五六七八九十]{1,3}|[\p{Arabic}\s]{3,16})?"
    return _Marks(
        opening=regex.compile(rf"\W*{either(table['opening'], code)}[\s*_]*[,，،][\s*_]*", regex.I),
        annex=regex.compile(rf"[\W_]*(?P<word>{either(table['annex'], code)})\s*{number}[\W_]*", regex.I),
        draft=regex.compile(rf"[\W_]*(?P<word>{either(table['draft_resolution'], code)})[\W_]*[IVX]*[\W_]*", regex.I),
        meeting=regex.compile(either(table["meeting"], code), regex.I),
        distribution=regex.compile(either(table["distribution"], code)),
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines are cut at a fixed width, so that only blank lines part paragraphs."""
    longest = max((end - start for start, end in lines), default=0)
    return longest <= WRAPPED_AT and "\n\n" in text and longest > 60


def split(text: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs, blank ones left out, in text order."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    spans: list[tuple[int, int]] = []
    joined = False
    for start, end in lines:
        line = text[start:end]
        if not line or line.isspace():
            joined = False
            continue
        marker = NUMBERED.match(line) or LETTERED.match(line)
        if joined and not (wrapped and (marker or _is_new_page(text, spans[-1], start))):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        alone = marker is not None and marker.end() >= len(line.rstrip())
        joined = wrapped or alone
    return spans


def _is_new_page(text: str, block: tuple[int, int], start: int) -> bool:
    """Whether a line goes on with the body after a page's footnotes: set in, below lines of a note that are not."""
    set_in = text[start] in " \f" and text[block[0]] not in " \f"
    return set_in and NOTE.match(text, *block) is not None and SENTENCE_END.search(text, block[0], block[1]) is not None


def paragraphs_of(text: str, language: str | None) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, each with its place and number."""
    parts = tuple(_Walker(text, language).walk())
    if any(part.place not in ("masthead", "footnote") for part in parts) or _marks(language).distribution.search(text):
        return parts
    return tuple(replace(part, place="body") if part.place == "masthead" else part for part in parts)


class _Walker:
    """Goes through the paragraphs once and keeps what the next one's place depends on."""

    def __init__(self, text: str, language: str | None) -> None:
        self.text, self.language = text, language or "en"
        self.marks = _marks(language)
        self.spans = split(text)
        self.openings = [
            i for i, (a, b) in enumerate(self.spans) if b - a < 90 and self.marks.opening.fullmatch(text, a, b)
        ]
        self.place = "masthead"
        self.section: str | None = None
        self.number: str | None = None
        self.preamble = self.last_note = 0
        self.in_resolution = False
        self.open_head: int | None = None

    def walk(self) -> Iterator[Paragraph]:
        for index, (start, end) in enumerate(self.spans):
            if (mark := self._note_mark(start, end)) is not None:
                yield Paragraph(start, end, "footnote", mark, self.section, index)
                continue
            if RULE.fullmatch(self.text, start, end):
                yield Paragraph(start, end, self.place, None, self.section, index)
                continue
            head = self._head(index, start)
            if head == index:
                self._enter(index, start, end)
            ended = SENTENCE_END.search(self.text, max(start, end - 40), end) or end - start < 60
            self.open_head = None if ended or self.place == "masthead" else head
            yield Paragraph(start, end, self.place, self.number, self.section, head)

    def _head(self, index: int, start: int) -> int:
        """The paragraph that this one continues, after footnotes or a page break cut it; itself mostly."""
        text = self.text
        if self.open_head is None or NUMBERED.match(text, start) or LETTERED.match(text, start):
            return index
        cut = self.open_head != index - 1 or LOWER.match(text, start) is not None
        return self.open_head if cut else index

    def _note_mark(self, start: int, end: int) -> str | None:
        if self.place == "masthead" and not self.openings:
            return None
        if not (match := NOTE.match(self.text, start, end)):
            return None
        if match["star"]:
            return None if self.place == "masthead" else match["star"]
        mark = match["n"] or match["s"].translate(SUPERSCRIPT)
        number = int(mark)
        expected = self.last_note < number <= self.last_note + 3
        if not expected or dates.at(self.text, match.start("n") if match["n"] else start, self.language):
            return None
        self.last_note = number
        return mark

    def _enter(self, index: int, start: int, end: int) -> None:
        """Set place, number and section for the paragraph that begins here."""
        text, short = self.text, end - start < 60
        if short and (annex := self.marks.annex.fullmatch(text, start, end)):
            label = (annex["number"] or "").strip()
            label = HAN.get(label, label)
            self.section = f"annex {label}".strip()
            self.place, self.number, self.in_resolution = "annex", None, False
        elif short and self.place == "annex" and self.marks.draft.fullmatch(text, start, end):
            self.section = f"{(self.section or 'annex').split(',')[0]}, draft resolution"
            self.number = None
        elif index in self.openings:
            self.in_resolution, self.preamble, self.number = True, 0, None
            self.place = "masthead" if self.place == "masthead" else self.place
            if self.place == "masthead":
                self.place = "preamble"
                self.number = None
        elif numbered := NUMBERED.match(text, start, end):
            self.number = numbered[1]
            if self.place in ("preamble", "operative"):
                self.place = "operative"
            elif self.place == "masthead":
                self.place = "masthead" if self._before_opening(index) else "body"
        elif self.in_resolution:
            self._resolution_paragraph(start, end)
        elif self.place == "masthead":
            if not self._before_opening(index) and self._is_prose(start, end):
                self.place = "body"
        elif short and not LETTERED.match(text, start, end):
            self.number = None

    def _before_opening(self, index: int) -> bool:
        return any(opening > index for opening in self.openings) and not self._annex_between(index)

    def _annex_between(self, index: int) -> bool:
        first = next(opening for opening in self.openings if opening > index)
        return any(b - a < 60 and self.marks.annex.fullmatch(self.text, a, b) for a, b in self.spans[index:first])

    def _is_prose(self, start: int, end: int) -> bool:
        length = end - start
        long_enough = length > (30 if self.language == "zh" else 80)
        return long_enough and self.text[start:end].rstrip().endswith((".", ";", ":", "。", "；", "："))

    def _resolution_paragraph(self, start: int, end: int) -> None:
        """An unnumbered paragraph of a resolution: preamble, its closing lines, or part of an operative one."""
        if self.number is None or self.number.startswith("p"):
            if self.preamble and self._closes(start, end):
                self.place, self.number, self.in_resolution = self._closing(), None, False
                return
            self.preamble += 1
            self.number = f"p{self.preamble}"
        elif not LETTERED.match(self.text, start, end) and self._closes(start, end):
            self.place, self.number, self.in_resolution = self._closing(), None, False

    def _closes(self, start: int, end: int) -> bool:
        """Whether a line is a resolution's last: its meeting or its date."""
        if end - start >= 90:
            return False
        meeting = self.marks.meeting.search(self.text, start, end)
        return meeting is not None or dates.at(self.text, start, self.language) is not None

    def _closing(self) -> str:
        return "annex" if self.place == "annex" else "body"


def find_notes(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Note, ...]:
    """The footnotes with the offsets of their marks, looked for in the body in rising order."""
    feet = [part for part in paragraphs if part.place == "footnote"]
    body = [part for part in paragraphs if part.place != "footnote"]
    notes, position = [], 0
    for foot in feet:
        anchor = _anchor(text, foot.number or "", body, position)
        notes.append(Note(foot.number or "", foot.start, foot.end, anchor))
        position = anchor or position
    return tuple(notes)


def _anchor(text: str, mark: str, body: list[Paragraph], position: int) -> int | None:
    if not mark.isdigit():
        return None
    superscript = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in mark)
    pattern = regex.compile(MARK.format(n=mark, s=superscript))
    for part in body:
        later = part.end > position and part.place != "masthead"
        if later and (match := pattern.search(text, max(part.start, position), part.end)):
            return int(match.start())
    return None
