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
# In the segments of a reader, characters that no text has mark a hyperlink: before its words with the number of its
# target between the first two, after its words the third.
LINK_START, LINK_NUMBER_END, LINK_END = LINK_MARKS = "\ufdd0", "\ufdd1", "\ufdd2"
LINK_MARK = re.compile(f"{LINK_START}(\\d{{1,9}}){LINK_NUMBER_END}|[{''.join(LINK_MARKS)}]")


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


class Link(NamedTuple):
    """A hyperlink: the span of the words that are linked, and the address they lead to.

    `until` is where it ends in a text that shows its address, `[words](address)`; elsewhere it is `end`.
    """

    start: int
    end: int
    target: str
    until: int

    def moved(self, new_offset: Callable[[int], int]) -> "Link":
        """Return the link with its offsets replaced by those that a function gives."""
        return Link(new_offset(self.start), new_offset(self.end), self.target, new_offset(self.until))


class ReadResult(NamedTuple):
    """The content of a file; offsets are code points of `text`.

    `pages` are the offsets at which pages start, empty for a format without pages. `metadata` is what the file states
    about itself (symbol, title, adopted, issued, session, agenda_item, language ..., in its words), `declared_parts`
    what it states of its structure. `damage` says what is wrong with a damaged file that was read as far as possible.
    `links` are the hyperlinks that the file declares, in the order of their words.
    """

    text: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata: Mapping[str, str] = MappingProxyType({})
    declared_parts: tuple[DeclaredPart, ...] = ()
    damage: str | None = None
    links: tuple[Link, ...] = ()


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
        self.targets: list[str] = []
        self.links: list[Link] = []

    def open_link(self, target: str) -> str:
        """Return what marks the beginning of a hyperlink in a segment; `LINK_END` marks its end.

        >>> builder = TextBuilder()
        >>> mark = builder.open_link("https://docs.un.org/en/A/RES/51/148")
        >>> builder.add_paragraph([(f"See resolution {mark}51/148{LINK_END}.", None)])
        >>> builder.result().text, builder.result().links[0][:2]
        ('See resolution 51/148.', (15, 21))
        """
        self.targets.append(target)
        return f"{LINK_START}{len(self.targets) - 1}{LINK_NUMBER_END}"

    def add_paragraph(self, segments: Iterable[Segment], place: str | None = None, number: str | None = None) -> None:
        """Add a paragraph; with `place` it is a declared part. One without text is left out.

        Spaces are collapsed; `\\v` in a segment stays as a line break.
        """
        text, notes, links = "", [], []
        for stretch, footnote in segments:
            collapsed = collapse_spaces(stretch) if "\v" not in stretch else _with_line_breaks(stretch)
            if LINK_START in collapsed or LINK_END in collapsed:
                collapsed, spans = without_links(collapsed)
                missing = len(collapsed) - len(collapsed.lstrip(" ")) if not text or text[-1] == " " else 0
                links += [(len(text) - missing + start, len(text) - missing + end, at) for start, end, at in spans]
            text += collapsed.lstrip(" ") if not text or text[-1] == " " else collapsed
            if footnote is not None:
                text = text.rstrip() if footnote.mark.isdigit() else text
                notes.append((len(text), footnote))
                text += raised(footnote.mark)
        text = text.strip(" ")
        if text and not text.isspace():
            start = self._add(text)
            self._add_links(links, start)
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
        words, links = without_links(BLANKS.sub(" ", footnote.text))
        lead = NOTE_LEAD.match(words)
        begin = lead.end() if lead else 0
        words = words[begin:].rstrip()
        if words:
            text = words if footnote.continues else f"{raised(footnote.mark)} {words}"
            start = self._add(text)
            self._add_links([link for link in links if link[0] >= begin], start + len(text) - len(words) - begin)
            self.declared_parts.append(DeclaredPart(start, start + len(text), "footnote", footnote.mark, mark_offset))

    def start_page(self) -> None:
        """Start a page with what is added next."""
        self.pages.append(self.size + (2 if self.size else 0))

    def _add(self, text: str) -> int:
        start = self.size + 2 if self.pieces else 0
        self.pieces.append(text)
        self.size = start + len(text)
        return start

    def _add_links(self, links: list[tuple[int, int, int]], offset: int) -> None:
        """Add links of which the span from an offset and the number of the target are given."""
        for start, end, number in links:
            if number < len(self.targets):
                self.links.append(Link(offset + start, offset + end, self.targets[number], offset + end))

    def result(self) -> ReadResult:
        """Return all that was added."""
        text = "\n\n".join(self.pieces)
        pages = tuple(min(page, len(text)) for page in self.pages)
        parts, links = tuple(self.declared_parts), tuple(sorted(self.links))
        return ReadResult(text, pages, tuple(self.warnings), self.metadata, parts, links=links)


def without_links(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return a text without the marks of links, and for each link its span and the number of its target."""
    plain, links, done = "", [], 0
    open_link: tuple[int, int] | None = None
    for match in [*LINK_MARK.finditer(text), None]:
        piece = text[done : match.start() if match else len(text)]
        plain += piece.lstrip(" ") if plain[-1:] == " " else piece
        if open_link is not None:
            begin, number = open_link
            words = plain[begin:]
            if words.strip():
                start = begin + len(words) - len(words.lstrip())
                links.append((start, start + len(words.strip()), number))
        if match:
            done = match.end()
            open_link = (len(plain), int(match[1])) if match[1] else None
    return plain, links


def _with_line_breaks(text: str) -> str:
    """Return a stretch of text with its line breaks, without spaces around them."""
    *lines, last = map(collapse_spaces, text.split("\v"))
    return LINE_BREAKS.sub("\n", "\v".join([*[line.rstrip(" ") for line in lines], last]))
