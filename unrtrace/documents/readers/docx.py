"""Word files (.docx), by docx2python, which gives automatic numbers, heads of pages and footnotes as they stand.

The symbol stands in the head of a United Nations document's first page, and operative paragraphs are numbered by
Word: mammoth gives neither (docs/dependencies.md).
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from docx2python import docx2python

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.page_furniture import page_words
from unrtrace.documents.readers.layout import Flow, Foot, Reading, raised_if_mark

MOST_BYTES = 200 << 20  # of all parts, unpacked
MOST_PARTS = 10_000
RATIO = 200  # unpacked to packed, from a size on at which it matters
RATIO_FROM = 10 << 20
MARK = re.compile(r"----(footnote|endnote)(-?\d+)----")
FOOT = re.compile(r"\s*(footnote|endnote)(-?\d+)\)\t")
NUMBER = re.compile(r"(\t*)(?:(\d{1,3})|([a-z]{1,6}|[A-Z]))\)\t")
PICTURE = re.compile(r"----(?:media|Image|image)[^-]*?[^\s]*?----")
CORE = {"title": "file_title", "language": "file_language"}


def read(data: bytes) -> Reading:
    """The text of a Word file: heads of pages once, then its body, a footnote after the paragraph that bears it."""
    _check(data)
    warnings.simplefilter("ignore")  # the library's, of parts that a file may lack
    try:
        with docx2python(io.BytesIO(data), html=True) as document:
            return _lay_out(document)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,
    ) as error:
        raise DocumentError(f"is a damaged Word file ({type(error).__name__}): save it again as .docx") from None


def _check(data: bytes) -> None:
    """A DocumentError for an archive that unpacks to more than is read, or that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_BYTES or (size > RATIO_FROM and size > RATIO * packed):
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


def _lay_out(document: Any) -> Reading:
    flow = Flow()
    for name, value in document.core_properties.items():
        if value and (key := CORE.get(name)):
            flow.said[key] = str(value)
    seen = set()
    for paragraph in _paragraphs(document.header_pars):
        text = "".join(run for run, _ in paragraph).strip()
        if text and text not in seen and not _counter().fullmatch(text):
            seen.add(text)
            flow.line([(text, None)])
    feet = dict(_feet(_paragraphs([document.footnotes_pars, document.endnotes_pars])))
    marks: dict[tuple[str, str], str] = {}
    for paragraph in _paragraphs(document.body_pars):
        flow.line(_segments(paragraph, feet, marks))
    return flow.reading()


Runs = list[tuple[str, bool]]


@cache
def _counter() -> re.Pattern[str]:
    """Return the pattern of what counts the pages in their heads, which may be nothing."""
    before, after = page_words()
    return re.compile(rf"(?:(?i:{before})\s*)?\d*(?:\s*/\s*\d+|\s*{after})?")


def _paragraphs(parts: Any) -> Iterator[Runs]:
    """The paragraphs of nested tables and lists, each as runs of text and whether they are raised."""
    if isinstance(parts, list):
        for part in parts:
            yield from _paragraphs(part)
    else:
        yield [(unescape(PICTURE.sub("", run.text)), "sup" in run.html_style) for run in parts.runs]


def _feet(paragraphs: Iterator[Runs]) -> Iterator[tuple[tuple[str, str], str]]:
    """The words of each footnote by its kind and number in the file."""
    key, words = None, ""
    for paragraph in paragraphs:
        text = "".join(raised_if_mark(run) if raised else run for run, raised in paragraph)
        if match := FOOT.match(text):
            if key:
                yield key, words
            key, words = (match[1], match[2]), text[match.end() :]
        elif key:
            words += f" {text}"
    if key:
        yield key, words


def _segments(
    paragraph: Runs, feet: dict[tuple[str, str], str], marks: dict[tuple[str, str], str]
) -> Iterator[tuple[str, Foot | None]]:
    """A paragraph's text cut at the marks of footnotes, which are numbered as they appear."""
    text = "".join(raised_if_mark(run) if raised and not MARK.search(run) else run for run, raised in paragraph)
    if match := NUMBER.match(text):
        label = f"{match[2]}. " if match[2] else f"({match[3]}) "
        text = label + text[match.end() :]
    at = 0
    for match in MARK.finditer(text):
        key = (match[1], match[2])
        mark = marks.setdefault(key, str(len(marks) + 1))
        yield text[at : match.start()], Foot(mark, feet.pop(key, ""))
        at = match.end()
    yield text[at:], None
