"""A file becomes a Document: its text as read, what its masthead says, and how it is divided.

>>> document = from_text("The General Assembly,\\n\\nRecalling its resolution 47/4,\\n\\n1. Decides to act.")
>>> [(part.place, part.number) for part in document.paragraphs]
[('preamble', None), ('preamble', 'p1'), ('operative', '1')]
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unrtrace.documents.decoding import DocumentError, decode
from unrtrace.documents.readers.layout import Part, Reading

if TYPE_CHECKING:
    from unrtrace.documents.footnotes import Note
    from unrtrace.documents.layout_text import Origin
    from unrtrace.documents.masthead import Details, Masthead, Meeting
    from unrtrace.documents.sentences import Sentences
    from unrtrace.documents.structure import Paragraph

__all__ = [
    "Details",
    "Document",
    "DocumentError",
    "Masthead",
    "Meeting",
    "Note",
    "Paragraph",
    "decode",
    "from_reading",
    "from_text",
    "read",
]

_HOMES = {
    "Details": "masthead",
    "Masthead": "masthead",
    "Meeting": "masthead",
    "Note": "footnotes",
    "Paragraph": "structure",
}


def __getattr__(name: str) -> Any:
    """Load what reading a file does not need when it is first asked for: the readers' process asks for none."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


@dataclass(frozen=True, eq=False)
class Document:
    """A text with its structure; all offsets are code points of `text`, half-open.

    `text` is that of the file but where its letters and accents are apart, or its lines of Chinese hard-wrapped: then
    `origin` leads back to the file's (see `position`, `given`). `is_wrapped` says that paragraphs of it are broken over
    hard-wrapped lines. `source` is the path as given (`-` for standard
    input), `warnings` what went wrong in reading, `pages` the offsets at which pages start, `said` what the file's
    own metadata say (symbol, title, adopted, issued, session, agenda_item, language …, as it says them), `stated`
    the parts that the file states.
    """

    source: str
    text: str
    language: str | None
    masthead: "Masthead"
    paragraphs: "tuple[Paragraph, ...]"
    warnings: tuple[str, ...] = field(default=())
    pages: tuple[int, ...] = field(default=())
    said: Mapping[str, str] = field(default_factory=dict)
    stated: tuple[Part, ...] = field(default=())
    origin: "Origin | None" = field(default=None)
    is_wrapped: bool = field(default=False)

    @cached_property
    def notes(self) -> "dict[int, Note]":
        """The footnotes by the index of their paragraph, each with the offset of its mark in the body."""
        from unrtrace.documents.footnotes import find_notes

        found = find_notes(self.text, self.paragraphs, self.starts)
        anchors = {part.start: part.anchor for part in self.stated if part.anchor is not None}
        if anchors:
            found = {index: note._replace(anchor=anchors.get(note.start, note.anchor)) for index, note in found.items()}
        return found

    @cached_property
    def sentences(self) -> "Sentences":
        """The text's division into sentences; a paragraph is divided when one of its sentences is first asked for."""
        from unrtrace.documents.sentences import Sentences
        from unrtrace.text.language import FALLBACK

        return Sentences(self.text, self.paragraphs, self.starts, self.language or FALLBACK)

    @cached_property
    def narrowed(self) -> str:
        """The text with full-width signs and Arabic-Indic digits as ASCII, a space for a tab or a wrapped line's end.

        It has the same length.
        """
        from unrtrace.text.language import to_halfwidth

        text = to_halfwidth(self.text, self.language).replace("\t", " ")
        if not self.is_wrapped:
            return text
        pieces, done = [], 0
        for start, end, *_ in self.paragraphs:
            pieces += [text[done:start], text[start:end].replace("\n", " ")]
            done = end
        return "".join([*pieces, text[done:]])

    @cached_property
    def starts(self) -> list[int]:
        """Where each paragraph starts."""
        return [part[0] for part in self.paragraphs]

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.original.split("\n")]
        return [0, *accumulate(lengths[:-1])]

    @property
    def original(self) -> str:
        """The text as given."""
        return self.origin.text if self.origin else self.text

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in the text as given of one in the text."""
        return self.origin.span(start, end) if self.origin else (start, end)

    def index_at(self, offset: int) -> int:
        """The number of the paragraph that holds an offset, the nearest before it where none does."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def paragraph_at(self, offset: int) -> "Paragraph":
        """The paragraph that holds an offset."""
        return self.paragraphs[self.index_at(offset)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in the text as given, both from 1."""
        offset = self.given(offset, offset)[0]
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """The line of one offset alone, from 1."""
        return self.position(offset)[0] if self.origin else self.text.count("\n", 0, offset) + 1

    def page_at(self, offset: int) -> int | None:
        """The page that holds an offset, from 1; None for a document without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def note_at(self, offset: int) -> "Note | None":
        """The footnote that holds an offset."""
        return self.notes.get(self.index_at(offset))

    def running_text(self, index: int) -> tuple[str, list[tuple[int, int]]]:
        """A paragraph's text with the parts that footnotes or page breaks cut off joined on.

        Returns the text and the spans it was joined from, in order.
        """
        head = self.paragraphs[index].head
        spans = [(part.start, part.end) for part in self.paragraphs if part.head == head]
        return " ".join(self.text[start:end] for start, end in spans), spans


def from_text(
    text: str, *, source: str = "-", language: str | None = None, stated: Mapping[str, str] | None = None
) -> Document:
    """The Document of a text already decoded.

    The language is found from the text where not given; `stated` is what the file carries beside its text (see
    `read_masthead`), asked where the text does not say.
    """
    return from_reading(Reading(text, said=stated or {}), source=source, language=language)


def from_reading(reading: Reading, *, source: str = "-", language: str | None = None) -> Document:
    """The Document of what a reader made of a file; what the file states goes before what its text looks like."""
    from unrtrace.documents.layout_text import plain_of
    from unrtrace.documents.masthead import language_of, read_masthead
    from unrtrace.documents.structure import paragraphs_of
    from unrtrace.text.language import codes, detect

    text, said = reading.text, reading.said
    stated = said["language"] if said.get("language") in codes() else None
    tongue = language or detect(text) or stated or language_of(source)
    text, origin, lines = plain_of(text, tongue)
    parts, pages = reading.parts, reading.pages
    if origin:
        parts = tuple(part.moved(origin.plain) for part in parts)
        pages = tuple(map(origin.plain, pages))
    paragraphs = paragraphs_of(text, tongue, lines)
    if parts:
        paragraphs = _stated(paragraphs, parts)
    masthead = read_masthead(text, tongue, paragraphs, stated=said, source=source)
    return Document(
        source, text, tongue, masthead, paragraphs, tuple(reading.warnings), pages, said, parts, origin, bool(lines)
    )


def _stated(paragraphs: "tuple[Paragraph, ...]", parts: tuple[Part, ...]) -> "tuple[Paragraph, ...]":
    """The paragraphs, each with the place of the stated part that begins where it begins, and its number if stated."""
    starts = {part.start: part for part in parts}
    placed = []
    for paragraph in paragraphs:
        if part := starts.get(paragraph.start):
            number = part.number or (paragraph.number if part.place == paragraph.place else None)
            paragraph = paragraph._replace(place=part.place, number=number)
        placed.append(paragraph)
    return tuple(placed)


def read(path: str | Path, *, language: str | None = None) -> Document:
    """The Document of a file in any format; `DocumentError` says in one line why a file cannot be read."""
    from unrtrace.documents.readers import read_file

    return from_reading(read_file(path), source=str(path), language=language)
