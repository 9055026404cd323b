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
from typing import Any

from unrtrace.documents.masthead import Details, Masthead, Meeting, language_of, read_masthead
from unrtrace.documents.structure import Note, Paragraph, find_notes, paragraphs_of
from unrtrace.documents.text import DocumentError, decode, read_bytes
from unrtrace.languages import detect

__all__ = [
    "Details",
    "Document",
    "DocumentError",
    "Masthead",
    "Meeting",
    "Note",
    "Paragraph",
    "decode",
    "from_text",
    "read",
]


@dataclass(frozen=True, eq=False)
class Document:
    """A text with its structure; all offsets are code points of `text`, half-open.

    `source` is the path as given (`-` for standard input), `warnings` what went wrong in reading.
    """

    source: str
    text: str
    language: str | None
    masthead: Masthead
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = field(default=())

    @cached_property
    def notes(self) -> dict[int, Note]:
        """The footnotes by the index of their paragraph, each with the offset of its mark in the body."""
        return dict(find_notes(self.text, self.paragraphs, self.starts))

    @cached_property
    def starts(self) -> list[int]:
        """Where each paragraph starts."""
        return [part[0] for part in self.paragraphs]

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return [0, *accumulate(lengths[:-1])]

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What the floors above remember of the document while they work on it."""
        return {}

    def index_at(self, offset: int) -> int:
        """The number of the paragraph that holds an offset, the nearest before it where none does."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds an offset."""
        return self.paragraphs[self.index_at(offset)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def note_at(self, offset: int) -> Note | None:
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
    tongue = language or detect(text) or (stated or {}).get("language") or language_of(source)
    paragraphs = paragraphs_of(text, tongue)
    masthead = read_masthead(text, tongue, paragraphs, stated=stated, source=source)
    return Document(source, text, tongue, masthead, paragraphs)


def read(path: str | Path, *, language: str | None = None) -> Document:
    """The Document of a file; `DocumentError` says in one line why a file cannot be read."""
    text, warnings = decode(read_bytes(path))
    document = from_text(text, source=str(path), language=language)
    return Document(document.source, text, document.language, document.masthead, document.paragraphs, tuple(warnings))
