"""What a reader makes of a file, and how it lays a text out.

The text is laid out as `documents.structure` divides texts: a paragraph a line, a blank line between, a
footnote as a paragraph of its own after the one that bears its mark, marks as raised digits.

>>> flow = Flow()
>>> flow.line([("Recalling resolution 47/4", None), (",", Foot("1", "See A/47/L.2."))])
>>> flow.line([("Decides to act.", None)])
>>> flow.reading().text
'Recalling resolution 47/4,¹\\n\\n¹ See A/47/L.2.\\n\\nDecides to act.'
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

BLANKS = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")
BREAKS = re.compile(r"\v\s*")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOTE_LEAD = re.compile(r"\s*(?:\(\s*\)|\(\d{1,3}\))?[\s\u200e\u200f]*")
MARK_SIGNS = re.compile(r"[\d(),*\[\]/\s]*\d[\d(),*\[\]/\s]*")
# Never part of a text: what a screen or a program would take for a command, and halves of characters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Part(NamedTuple):
    """A part of a text that the file itself states: its place and number as in `structure.Paragraph`.

    For a footnote `number` is its mark and `anchor` the offset of the mark in the body.
    """

    start: int
    end: int
    place: str
    number: str | None
    anchor: int | None = None

    def moved(self, place: Callable[[int], int]) -> "Part":
        """The same part of a text in which what stood at an offset stands elsewhere."""
        anchor = None if self.anchor is None else place(self.anchor)
        return self._replace(start=place(self.start), end=place(self.end), anchor=anchor)


class Reading(NamedTuple):
    """A file as read; offsets are code points of `text`.

    `pages` are the offsets at which pages start (empty for a format without pages), `said` what the file
    says of itself (symbol, title, adopted, issued, session, agenda_item, language …, as it says it),
    `parts` what it states of its structure.
    """

    text: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    said: Mapping[str, str] = MappingProxyType({})
    parts: tuple[Part, ...] = ()


class Foot(NamedTuple):
    """A footnote on its way into a text: its mark and its words, or the rest of one that a page break cut."""

    mark: str
    text: str
    continues: bool = False


@lru_cache(1024)
def raised(mark: str) -> str:
    """A footnote's mark as raised digits; a sign that is no digit stays.

    >>> raised("12"), raised("*"), raised("(1)")
    ('¹²', '*', '(¹)')
    """
    return mark.translate(RAISED)


def raised_if_mark(text: str) -> str:
    """The text of a raised run: digits are raised, ordinals and the like stay as they are.

    >>> raised_if_mark("3"), raised_if_mark("er")
    ('³', 'er')
    """
    return raised(text) if MARK_SIGNS.fullmatch(text) else text


def fold(text: str) -> str:
    """A text with each run of blanks and line ends as one space; other white space stays.

    >>> fold(" a\\n  b\\u00a0c ")
    ' a b\\xa0c '
    """
    if "\n" in text:
        text = text.replace("\n", " ")
    if "\t" in text:
        text = text.replace("\t", " ")
    if "\r" in text or "\f" in text or "\v" in text:
        text = text.replace("\r", " ").replace("\f", " ").replace("\v", " ")
    first, *rest = text.split("  ")  # faster than a pattern, and than to look whether two are left
    if rest:
        text = " ".join([first, *filter(None, [part.lstrip(" ") for part in rest[:-1]]), rest[-1].lstrip(" ")])
    return text


class Flow:
    """Lays paragraphs and footnotes out as text and keeps what is stated of them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.parts: list[Part] = []
        self.said: dict[str, str] = {}
        self.pages: list[int] = []
        self.warnings: list[str] = []

    def line(
        self,
        segments: Iterable[tuple[str, Foot | None]],
        place: str | None = None,
        number: str | None = None,
    ) -> None:
        """Add a paragraph: stretches of its text, each with the footnote whose mark follows it.

        Blanks are folded, `\\v` in a stretch stays as a line break; a paragraph without text adds nothing.
        """
        text, notes = "", []
        for stretch, foot in segments:
            folded = fold(stretch) if "\v" not in stretch else _broken(stretch)
            text += folded.lstrip(" ") if not text or text[-1] == " " else folded
            if foot is not None:
                text = text.rstrip() if foot.mark.isdigit() else text
                notes.append((len(text), foot))
                text += raised(foot.mark)
        text = text.strip(" ")
        if text and not text.isspace():
            start = self._put(text)
            if place:
                self.parts.append(Part(start, start + len(text), place, number))
            for offset, foot in notes:
                self.foot(foot, start + offset)

    def plain(self, texts: Iterable[str]) -> None:
        """Add paragraphs that are nothing but text, folded but for line breaks."""
        stripped = [text.strip(" \n") for text in texts]
        kept = [text for text in stripped if text and not text.isspace()]
        if kept:
            self.size += sum(map(len, kept)) + 2 * (len(kept) - (not self.pieces))
            self.pieces += kept

    def foot(self, foot: Foot, anchor: int | None = None) -> None:
        """Add a footnote as a paragraph of its own."""
        words = BLANKS.sub(" ", foot.text)
        lead = NOTE_LEAD.match(words)
        words = words[lead.end() if lead else 0 :].rstrip()
        if words:
            text = words if foot.continues else f"{raised(foot.mark)} {words}"
            start = self._put(text)
            self.parts.append(Part(start, start + len(text), "footnote", foot.mark, anchor))

    def page(self) -> None:
        """A page starts with what is added next."""
        self.pages.append(self.size + (2 if self.size else 0))

    def _put(self, text: str) -> int:
        start = self.size + 2 if self.pieces else 0
        self.pieces.append(text)
        self.size = start + len(text)
        return start

    def reading(self) -> Reading:
        """All that was added."""
        text = "\n\n".join(self.pieces)
        pages = tuple(min(page, len(text)) for page in self.pages)
        return Reading(text, pages, tuple(self.warnings), self.said, tuple(self.parts))


def _broken(text: str) -> str:
    """A stretch with its line breaks kept and no blanks around them."""
    *lines, last = map(fold, text.split("\v"))
    return BREAKS.sub("\n", "\v".join([*[line.rstrip(" ") for line in lines], last]))
