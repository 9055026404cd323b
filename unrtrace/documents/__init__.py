"""A file as a Document: its text, what its masthead says, and its division into paragraphs and sentences.

>>> document = from_text("The General Assembly,\\n\\nRecalling its resolution 47/4,\\n\\n1. Decides to act.")
>>> [(paragraph.place, paragraph.number) for paragraph in document.paragraphs]
[('preamble', None), ('preamble', 'p1'), ('operative', '1')]
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unrtrace.documents.decoding import DocumentError, decode
from unrtrace.documents.readers.layout import DeclaredPart, Link, ReadResult

if TYPE_CHECKING:
    from unrtrace.documents.footnotes import Footnote
    from unrtrace.documents.layout_text import OffsetMap
    from unrtrace.documents.masthead import Details, Masthead, Meeting
    from unrtrace.documents.sentences import Sentences
    from unrtrace.documents.structure import Paragraph
    from unrtrace.text.language_detection import LanguageSpan

__all__ = [
    "Details",
    "Document",
    "DocumentError",
    "Footnote",
    "Masthead",
    "Meeting",
    "Paragraph",
    "decode",
    "from_read_result",
    "from_text",
    "read",
]

_HOMES = {
    "Details": "masthead",
    "Footnote": "footnotes",
    "Masthead": "masthead",
    "Meeting": "masthead",
    "Paragraph": "structure",
}


def __getattr__(name: str) -> Any:
    """Load the module of a name when the name is first used: the process that reads files needs none of these."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


@dataclass(frozen=True, eq=False)
class Document:
    """A text with its structure. All offsets are code points of `text`, all spans half-open.

    `text` is the text that is searched. It differs from the text of the file where that has letters apart from their
    accents, invisible characters, page headers or footers, or hard-wrapped Chinese lines; then `offset_map` leads back
    (see `to_original`, `position`). `is_wrapped` says whether paragraphs are broken over hard-wrapped lines.

    `source` is the path as given, `-` for standard input; `warnings` are problems met in reading; `pages` are the
    offsets at which pages start. `metadata` is what the file states about itself beside its text (symbol, title,
    adopted, issued, session, agenda_item, language ..., in its words), `declared_parts` what it states of its parts.
    `damage` says what is wrong with a damaged file that was read as far as possible; it is None for a whole one.
    `links` are its hyperlinks, in the order of their words.
    """

    source: str
    text: str
    language: str | None
    masthead: "Masthead"
    paragraphs: "tuple[Paragraph, ...]"
    warnings: tuple[str, ...] = field(default=())
    pages: tuple[int, ...] = field(default=())
    metadata: Mapping[str, str] = field(default_factory=dict)
    declared_parts: tuple[DeclaredPart, ...] = field(default=())
    offset_map: "OffsetMap | None" = field(default=None)
    is_wrapped: bool = field(default=False)
    damage: str | None = field(default=None)
    links: tuple[Link, ...] = field(default=())

    @cached_property
    def footnotes(self) -> "dict[int, Footnote]":
        """The footnotes, by the index of their paragraph."""
        from unrtrace.documents.footnotes import find_footnotes

        found = find_footnotes(self.text, self.paragraphs, self.paragraph_starts)
        declared = {part.start: part.mark_offset for part in self.declared_parts if part.mark_offset is not None}
        if declared:
            found = {
                index: note._replace(mark_offset=declared.get(note.start, note.mark_offset))
                for index, note in found.items()
            }
        return found

    @cached_property
    def sentences(self) -> "Sentences":
        """The text's division into sentences; a paragraph is divided when one of its sentences is first asked for."""
        from unrtrace.documents.sentences import Sentences
        from unrtrace.text.language import FALLBACK

        return Sentences(self.text, self.paragraphs, self.paragraph_starts, self.language or FALLBACK)

    @cached_property
    def foreign_spans(self) -> "tuple[LanguageSpan, ...]":
        """The parts of the text in another language than the document's."""
        from unrtrace.text.language_detection import foreign_spans

        return foreign_spans(self.text, (part[:2] for part in self.paragraphs), self.language)

    def by_language(self) -> "list[Document]":
        """Return the document once for each of its languages, its main one first, all else in its text left blank.

        Offsets and paragraphs are those of the whole document. One in a single language is returned as it is.
        """
        if not self.foreign_spans:
            return [self]
        found = []
        for language in dict.fromkeys([self.language, *(span.language for span in self.foreign_spans)]):
            pieces, done, main = [], 0, language == self.language
            for start, end, code in self.foreign_spans:
                pieces += [self._blank(done, start, main), self._blank(start, end, code == language)]
                done = end
            one = replace(self, text="".join([*pieces, self._blank(done, len(self.text), main)]), language=language)
            vars(one)["footnotes"] = self.footnotes
            found.append(one)
        return found

    def _blank(self, start: int, end: int, kept: bool) -> str:
        """Return a part of the text, or as many spaces and line ends where it is not kept."""
        text = self.text[start:end]
        return text if kept else "\n".join(" " * len(line) for line in text.split("\n"))

    @cached_property
    def ascii_digits_text(self) -> str:
        """The text with the digits of its script and full-width characters as ASCII, of the same length.

        Tabs, and the line ends within hard-wrapped paragraphs, are spaces.
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
    def paragraph_starts(self) -> list[int]:
        """The offset at which each paragraph starts."""
        return [paragraph[0] for paragraph in self.paragraphs]

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.original_text.split("\n")]
        return [0, *accumulate(lengths[:-1])]

    @property
    def original_text(self) -> str:
        """The text of the file, as decoded."""
        return self.offset_map.original_text if self.offset_map else self.text

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in `original_text` of a span in `text`."""
        return self.offset_map.to_original(start, end) if self.offset_map else (start, end)

    def index_at(self, offset: int) -> int:
        """Return the index of the paragraph at an offset, or of the nearest one before it."""
        return max(0, bisect_right(self.paragraph_starts, offset) - 1)

    def paragraph_at(self, offset: int) -> "Paragraph":
        """Return the paragraph at an offset, or the nearest one before it."""
        return self.paragraphs[self.index_at(offset)]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset in `original_text`, both from 1."""
        offset = self.to_original(offset, offset)[0]
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1; for a single offset cheaper than `position`."""
        return self.position(offset)[0] if self.offset_map else self.text.count("\n", 0, offset) + 1

    def page_at(self, offset: int) -> int | None:
        """Return the page at an offset, from 1; None for a document without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def footnote_at(self, offset: int) -> "Footnote | None":
        """Return the footnote at an offset, None if it is in no footnote."""
        return self.footnotes.get(self.index_at(offset))

    def joined_paragraph(self, index: int) -> tuple[str, list[tuple[int, int]]]:
        """Return the text of a paragraph that footnotes or page breaks interrupt, and the spans it is joined from.

        `index` is that of any of its parts.
        """
        first = self.paragraphs[index].continues
        spans = [(part.start, part.end) for part in self.paragraphs if part.continues == first]
        return " ".join(self.text[start:end] for start, end in spans), spans


def from_text(
    text: str, *, source: str = "-", language: str | None = None, metadata: Mapping[str, str] | None = None
) -> Document:
    """Return the Document of a decoded text.

    Without `language` the text shows which it is. `metadata` is what the file states beside its text; it is used where
    the text is silent (see `read_masthead`).
    """
    return from_read_result(ReadResult(text, metadata=metadata or {}), source=source, language=language)


def from_read_result(result: ReadResult, *, source: str = "-", language: str | None = None) -> Document:
    """Return the Document of what a reader found in a file.

    The structure that the file declares takes precedence over what its text looks like.
    """
    from unrtrace.documents.layout_text import normalize
    from unrtrace.documents.markdown_links import links_of_markdown
    from unrtrace.documents.masthead import language_in_filename, read_masthead
    from unrtrace.documents.structure import split_paragraphs
    from unrtrace.text.language import codes
    from unrtrace.text.language_detection import detect

    metadata = result.metadata
    stated = metadata["language"] if metadata.get("language") in codes() else None
    language = language or detect(result.text) or stated or language_in_filename(source)
    text, offset_map, wrapped_lines = normalize(result.text, language)
    parts, pages = result.declared_parts, result.pages
    links = result.links or links_of_markdown(result.text)
    if offset_map:
        parts = tuple(part.moved(offset_map.to_normalized) for part in parts)
        pages = tuple(map(offset_map.to_normalized, pages))
        links = tuple(link.moved(offset_map.to_normalized) for link in links)
    paragraphs = split_paragraphs(text, language, wrapped_lines)
    if parts:
        paragraphs = _with_declared_parts(paragraphs, parts)
    return Document(
        source,
        text,
        language,
        read_masthead(text, language, paragraphs, metadata=metadata, source=source),
        paragraphs,
        tuple(result.warnings),
        pages,
        metadata,
        parts,
        offset_map,
        bool(wrapped_lines),
        result.damage,
        links,
    )


def _with_declared_parts(
    paragraphs: "tuple[Paragraph, ...]", parts: tuple[DeclaredPart, ...]
) -> "tuple[Paragraph, ...]":
    """Return the paragraphs with the place, and the number if there is one, of the declared part that starts there."""
    by_start = {part.start: part for part in parts}
    placed = []
    for paragraph in paragraphs:
        if part := by_start.get(paragraph.start):
            number = part.number or (paragraph.number if part.place == paragraph.place else None)
            paragraph = paragraph._replace(place=part.place, number=number)
        placed.append(paragraph)
    return tuple(placed)


def read(path: str | Path, *, language: str | None = None) -> Document:
    """Return the Document of a file of any format, `-` for standard input.

    Raise `DocumentError` if the file cannot be read; its message is one line.
    """
    from unrtrace.documents.readers import read_file

    return from_read_result(read_file(path), source=str(path), language=language)
