"""What a reader returns of a file, and how it lays out the text.

The layout is the one that `documents.structure` divides: each paragraph on a line, blank lines between them, a footnote
as a paragraph after the one that has its mark, marks as raised digits.

>>> builder = TextBuilder()
>>> builder.add_paragraph([("Recalling resolution 47/4", None), (",", InlineFootnote("1", "See A/47/L.2."))])
>>> builder.add_paragraph([("Decides to act.", None)])
>>> builder.result().text
'Recalling resolution 47/4,¹\\n\\n¹ See A/47/L.2.\\n\\nDecides to act.'
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from unrtrace.text.characters import DIRECTION_MARKS, TO_SUPERSCRIPT

BLANKS = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")
LINE_BREAKS = re.compile(r"\v\s*")
# An empty or repeated mark in parentheses before the text of a footnote.
NOTE_LEAD = re.compile(rf"\s*(?:\(\s*\)|\(\d{{1,3}}\))?[\s{DIRECTION_MARKS}]*")
RAISED_MARK = re.compile(r"[\d(),*\[\]/\s]*\d[\d(),*\[\]/\s]*")
# Characters that a text never has: those that a screen or a program takes for commands, and halves of characters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class DeclaredPart(NamedTuple):
    """A part of a text that the file itself declares, with its place and number as in `structure.Paragraph`.

    For a footnote `number` is its mark and `mark_offset` the offset of the mark in the body.
    """

    start: int
    end: int
    place: str
    number: str | None
    mark_offset: int | None = None

    def moved(self, new_offset: Callable[[int], int]) -> "DeclaredPart":
        """Return the part with its offsets replaced by those that a function gives."""
        mark_offset = None if self.mark_offset is None else new_offset(self.mark_offset)
        return self._replace(start=new_offset(self.start), end=new_offset(self.end), mark_offset=mark_offset)


class ReadResult(NamedTuple):
    """The content of a file; offsets are code points of `text`.

    `pages` are the offsets at which pages start, empty for a format without pages. `metadata` is what the file states
    about itself (symbol, title, adopted, issued, session, agenda_item, language ..., in its words), `declared_parts`
    what it states of its structure. `damage` says what is wrong with a damaged file that was read as far as possible.
    """

    text: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata: Mapping[str, str] = MappingProxyType({})
    declared_parts: tuple[DeclaredPart, ...] = ()
    damage: str | None = None


class InlineFootnote(NamedTuple):
    """A footnote at the place of its mark: the mark and the text, or the rest of one after a page break."""

    mark: str
    text: str
    continues: bool = False


Segment = tuple[str, InlineFootnote | None]  # a stretch of text, and the footnote whose mark follows it


@lru_cache(1024)
def raised(mark: str) -> str:
    """Return a footnote's mark with raised digits; other characters stay.

    >>> raised("12"), raised("*"), raised("(1)")
    ('¹²', '*', '(¹)')
    """
    return mark.translate(TO_SUPERSCRIPT)


def raised_if_mark(text: str) -> str:
    """Return the text of a superscript, with raised digits if it is a mark and no ordinal or the like.

    >>> raised_if_mark("3"), raised_if_mark("er")
    ('³', 'er')
    """
    return raised(text) if RAISED_MARK.fullmatch(text) else text


def collapse_spaces(text: str) -> str:
    """Return the text with one space for each run of ASCII spaces, tabs and line ends; other white space stays.

    >>> collapse_spaces(" a\\n  b\\u00a0c ")
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


class TextBuilder:
    """Lays out paragraphs and footnotes as text and records what is declared of them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.declared_parts: list[DeclaredPart] = []
        self.metadata: dict[str, str] = {}
        self.pages: list[int] = []
        self.warnings: list[str] = []

    def add_paragraph(self, segments: Iterable[Segment], place: str | None = None, number: str | None = None) -> None:
        """Add a paragraph; with `place` it is a declared part. One without text is left out.

        Spaces are collapsed; `\\v` in a segment stays as a line break.
        """
        text, notes = "", []
        for stretch, footnote in segments:
            collapsed = collapse_spaces(stretch) if "\v" not in stretch else _with_line_breaks(stretch)
            text += collapsed.lstrip(" ") if not text or text[-1] == " " else collapsed
            if footnote is not None:
                text = text.rstrip() if footnote.mark.isdigit() else text
                notes.append((len(text), footnote))
                text += raised(footnote.mark)
        text = text.strip(" ")
        if text and not text.isspace():
            start = self._add(text)
            if place:
                self.declared_parts.append(DeclaredPart(start, start + len(text), place, number))
            for offset, footnote in notes:
                self.add_footnote(footnote, start + offset)

    def add_texts(self, texts: Iterable[str]) -> None:
        """Add paragraphs that are only text, in which spaces are collapsed already."""
        stripped = [text.strip(" \n") for text in texts]
        kept = [text for text in stripped if text and not text.isspace()]
        if kept:
            self.size += sum(map(len, kept)) + 2 * (len(kept) - (not self.pieces))
            self.pieces += kept

    def add_footnote(self, footnote: InlineFootnote, mark_offset: int | None = None) -> None:
        """Add a footnote as a paragraph."""
        words = BLANKS.sub(" ", footnote.text)
        lead = NOTE_LEAD.match(words)
        words = words[lead.end() if lead else 0 :].rstrip()
        if words:
            text = words if footnote.continues else f"{raised(footnote.mark)} {words}"
            start = self._add(text)
            self.declared_parts.append(DeclaredPart(start, start + len(text), "footnote", footnote.mark, mark_offset))

    def start_page(self) -> None:
        """Start a page with what is added next."""
        self.pages.append(self.size + (2 if self.size else 0))

    def _add(self, text: str) -> int:
        start = self.size + 2 if self.pieces else 0
        self.pieces.append(text)
        self.size = start + len(text)
        return start

    def result(self) -> ReadResult:
        """Return all that was added."""
        text = "\n\n".join(self.pieces)
        pages = tuple(min(page, len(text)) for page in self.pages)
        return ReadResult(text, pages, tuple(self.warnings), self.metadata, tuple(self.declared_parts))


def _with_line_breaks(text: str) -> str:
    """Return a stretch of text with its line breaks, without spaces around them."""
    *lines, last = map(collapse_spaces, text.split("\v"))
    return LINE_BREAKS.sub("\n", "\v".join([*[line.rstrip(" ") for line in lines], last]))
