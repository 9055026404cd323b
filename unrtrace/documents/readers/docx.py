"""Word files (.docx), read by docx2python, which returns automatic numbers, page headers and footnotes.

The symbol of a United Nations document is in the header of the first page, and Word numbers the operative paragraphs;
mammoth returns neither (docs/dependencies.md).
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib import import_module
from typing import Any

from docx2python import docx2python

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.page_furniture import page_words
from unrtrace.documents.readers.docx_markup import mark_links
from unrtrace.documents.readers.layout import (
    LINK_MARK,
    InlineFootnote,
    ReadResult,
    Segment,
    TextBuilder,
    raised_if_mark,
)

MAX_BYTES = 200 << 20  # of all parts, unpacked
MAX_PARTS = 10_000
MAX_RATIO = 200  # of unpacked to packed bytes
MIN_RATIO_BYTES = 10 << 20  # unpacked; a smaller file may have any ratio
MARK = re.compile(r"----(footnote|endnote)(-?\d+)----")
FOOTNOTE = re.compile(r"\s*(footnote|endnote)(-?\d+)\)\t")
NUMBER = re.compile(r"(\t*)(?:(\d{1,3})|([a-z]{1,6}|[A-Z]))\)\t")
PICTURE = re.compile(r"----(?:media|Image|image)[^-]*?[^\s]*?----")
CODE = re.compile(r"</?latex>")  # the library's around a formula; what is written in the file has &lt; for <
PROPERTIES = {"title": "file_title", "language": "file_language"}


def read(data: bytes) -> ReadResult:
    """Return the text of a Word file: page headers once each, then the body, footnotes after the paragraph of the mark.

    Raise `DocumentError` if the file is damaged, encrypted or suspicious.
    """
    _check(data)
    warnings.simplefilter("ignore")  # of the library, about parts that a file may lack
    builder = TextBuilder()
    library: Any = import_module("docx2python.docx_reader")
    merge = library.merge_elems

    def mark_and_merge(part: Any, root: Any) -> None:
        mark_links(root, part.rels, builder.open_link)
        merge(part, root)

    library.merge_elems = mark_and_merge  # called once for each part, with its root
    try:
        with docx2python(io.BytesIO(data), html=True) as document:
            return _lay_out(document, builder)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        ArithmeticError,
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,
    ) as error:
        raise DocumentError(f"is a damaged Word file ({type(error).__name__}): save it again as .docx") from None
    finally:
        library.merge_elems = merge


def _check(data: bytes) -> None:
    """Raise `DocumentError` if an archive is damaged or encrypted, unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
            if len(parts) > MAX_PARTS or size > MAX_BYTES or (size > MIN_RATIO_BYTES and size > MAX_RATIO * packed):
                raise DocumentError(f"unpacks to {size >> 20:,} MB, more than is read of a Word file: get it again")
            if any(part.flag_bits & 1 for part in parts):
                raise DocumentError("is encrypted: save it without its password")
            if not {"[Content_Types].xml", "_rels/.rels"} <= set(archive.namelist()):
                raise DocumentError("is a damaged Word file (parts are missing): save it again as .docx")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(2048):
                            raise DocumentError("declares XML entities, which Word never does: get the file again")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError(f"is a damaged Word file ({error}): get the file again") from None


def _lay_out(document: Any, builder: TextBuilder) -> ReadResult:
    for name, value in document.core_properties.items():
        if value and (key := PROPERTIES.get(name)):
            builder.metadata[key] = str(value)
    seen = set()
    for paragraph in _paragraphs(document.header_pars):
        text = LINK_MARK.sub("", "".join(run for run, _ in paragraph)).strip()
        if text and text not in seen and not _counter().fullmatch(text):
            seen.add(text)
            builder.add_paragraph([(text, None)])
    footnotes = dict(_footnotes(_paragraphs([document.footnotes_pars, document.endnotes_pars])))
    marks: dict[tuple[str, str], str] = {}
    for paragraph in _paragraphs(document.body_pars):
        builder.add_paragraph(_segments(paragraph, footnotes, marks))
    return builder.result()


Runs = list[tuple[str, bool]]


@cache
def _counter() -> re.Pattern[str]:
    """Return the pattern of what counts the pages in their heads, which may be nothing."""
    before, after = page_words()
    return re.compile(rf"(?:(?i:{before})\s*)?\d*(?:\s*/\s*\d+|\s*{after})?")


def _paragraphs(parts: Any) -> Iterator[Runs]:
    """Yield the paragraphs of nested tables and lists, each as runs: their text, and whether it is superscript."""
    if isinstance(parts, list):
        for part in parts:
            yield from _paragraphs(part)
    else:
        yield [(unescape(CODE.sub("", PICTURE.sub("", run.text))), "sup" in run.html_style) for run in parts.runs]


def _footnotes(paragraphs: Iterator[Runs]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the text of each footnote with its kind and number in the file."""
    key, footnote = None, ""
    for paragraph in paragraphs:
        text = "".join(raised_if_mark(run) if raised else run for run, raised in paragraph)
        if match := FOOTNOTE.match(text):
            if key:
                yield key, footnote
            key, footnote = (match[1], match[2]), text[match.end() :]
        elif key:
            footnote += f" {text}"
    if key:
        yield key, footnote


def _segments(
    paragraph: Runs, footnotes: dict[tuple[str, str], str], marks: dict[tuple[str, str], str]
) -> Iterator[Segment]:
    """Yield the segments of a paragraph between the marks of footnotes, which are numbered as they appear."""
    text = "".join(raised_if_mark(run) if raised and not MARK.search(run) else run for run, raised in paragraph)
    if match := NUMBER.match(text):
        label = f"{match[2]}. " if match[2] else f"({match[3]}) "
        text = label + text[match.end() :]
    at = 0
    for match in MARK.finditer(text):
        key = (match[1], match[2])
        mark = marks.setdefault(key, str(len(marks) + 1))
        yield text[at : match.start()], InlineFootnote(mark, footnotes.pop(key, ""))
        at = match.end()
    yield text[at:], None
