"""PDFs in the six languages, laid out like official documents: the text is read as it was written."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from unrtrace.documents import Document, from_read_result, from_text
from unrtrace.documents.readers import ReadResult, read_bytes_as
from unrtrace.documents.readers.layout import raised
from unrtrace.extractor import extract_document

pytest.importorskip("fpdf", reason="fpdf2 is not installed: pip install -e '.[dev]'")
pytest.importorskip("uharfbuzz", reason="uharfbuzz is not installed: pip install -e '.[dev]'")
pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed: pip install -e '.[dev]'")

from support.pdf import LEFT, RAISED, Made, Maker, columns, font, fonts

TEXTS = tomllib.loads((Path(__file__).parent / "data/readers.toml").read_text(encoding="utf-8"))
LENGTH = {"zh": 1500, "ar": 3000}  # characters of filler that make a paragraph continue on the second page
MARK = re.compile(r"\{(\d+)\}")


def needs_font(language: str) -> None:
    if font(language) is None:
        pytest.skip(f"no font with the letters of {language}: apt-get install fonts-noto-core fonts-droid-fallback")


def paragraphs_of(language: str) -> tuple[list[str], dict[str, str]]:
    """Return the paragraphs of a language as typeset, and its footnotes; the third continues on the second page."""
    text = TEXTS[language]
    opening, first, second, request = text["paragraphs"]
    long = (
        second.strip()
        + " " * (language != "zh")
        + text["filler"] * (LENGTH.get(language, 3600) // len(text["filler"]))
        + text["end"]
    )
    dash = " - " if language == "ar" else ". "
    numbered = [request, *text["numbered"]]
    return [opening, first, long, *(f"{n}{dash}{part}" for n, part in enumerate(numbered, 1))], text["notes"]


@cache
def made(language: str, face: str | None = None) -> Made:
    text = TEXTS[language]
    maker = Maker(language, "A/RES/75/900", "20-18997", face)
    maker.masthead(text["organ"], "5 November 2020", text["masthead"], text["counter"])
    paragraphs, notes = paragraphs_of(language)
    for paragraph in paragraphs:
        maker.paragraph(paragraph, notes, cut="\u00ad" in paragraph)
    return maker.finish()


@cache
def read(language: str) -> ReadResult:
    return read_bytes_as(made(language).data, "made.pdf")


def plain(paragraph: str) -> str:
    """Return a paragraph as the reader must give it."""
    return MARK.sub(lambda match: raised(match[1]), paragraph.replace("\u00ad", "")).strip()


def source(language: str) -> Document:
    """Return the document of the same text laid out as plain text."""
    text = TEXTS[language]
    paragraphs, notes = paragraphs_of(language)
    lines = [text["organ"], "A/RES/75/900", "Distr.: General", "5 November 2020", *text["masthead"]]
    for paragraph in paragraphs:
        lines.append(plain(paragraph))
        lines += [f"{raised(mark)} {notes[mark]}" for mark in MARK.findall(paragraph)]
    return from_text("\n\n".join(lines), language=language)


def found(document: Document) -> Counter[tuple[str, str, str | None, str | None]]:
    return Counter((str(c.symbol), c.place, c.paragraph, c.relation) for c in extract_document(document))


# The PDF of a language is made once per process, so all tests of a language run in one.
languages = pytest.mark.parametrize(
    "language", [pytest.param(code, marks=pytest.mark.xdist_group(f"PDF {code}")) for code in sorted(TEXTS)]
)


@languages
def test_paragraphs_are_read_as_written(language: str) -> None:
    needs_font(language)
    lines = read(language).text.split("\n\n")
    paragraphs, notes = paragraphs_of(language)
    for paragraph in paragraphs:
        assert plain(paragraph) in lines
    for mark, words in notes.items():
        assert f"{raised(mark)} {words}" in lines
    assert made(language).count >= 2
    if language not in ("zh", "ar"):
        assert made(language).hyphens >= 2


@languages
def test_paragraphs_in_another_font_are_read(language: str) -> None:
    """In that font boxes are lower, marks are higher and lam-alef is one glyph."""
    if len(fonts(language)) < 2:
        pytest.skip(f"no second font with the letters of {language}: apt-get install fonts-dejavu fonts-noto-core")
    paragraphs, notes = paragraphs_of(language)
    for face in fonts(language)[1:]:
        lines = read_bytes_as(made(language, face).data, "made.pdf").text.split("\n\n")
        for paragraph in paragraphs:
            assert plain(paragraph) in lines, face
        for mark, words in notes.items():
            assert f"{raised(mark)} {words}" in lines, face


@languages
def test_page_headers_and_job_numbers_are_left_out(language: str) -> None:
    needs_font(language)
    lines = read(language).text.split("\n\n")
    assert lines.count("A/RES/75/900") == 1, "the masthead's symbol stays, running heads go"
    assert "5 November 2020" in lines and "Distr.: General" in lines
    for gone in ("20-18997", "2/12", "051120", "*2018997*", "____"):
        assert gone not in read(language).text
    assert TEXTS[language]["counter"] not in lines


@languages
def test_citations_equal_those_of_the_text_and_have_pages(language: str) -> None:
    needs_font(language)
    document = from_read_result(read(language), language=language)
    assert found(document) == found(source(language))
    assert sum(found(document).values()) >= 7
    pages = {c.text: c.page for c in extract_document(document)}
    starts = made(language).pages
    assert pages["48/113"] == starts[1] == 1
    assert pages["50/152"] == starts[3] == 2
    assert pages["A/48/631"] == 1 and pages["A/49/593"] == 1
    assert pages["52/102"] == starts[4]


@languages
def test_footnotes_are_anchored_at_their_marks(language: str) -> None:
    needs_font(language)
    document = from_read_result(read(language), language=language)
    notes = sorted(document.footnotes.values(), key=lambda note: note.start)
    assert [note.mark for note in notes] == ["1", "2", "3"]
    for note in notes:
        assert note.mark_offset is not None
        assert document.text[note.mark_offset] == raised(note.mark)
        assert document.paragraph_at(note.mark_offset).place in ("preamble", "operative")


def test_arabic_text_keeps_symbols_numbers_and_parentheses_in_order() -> None:
    needs_font("ar")
    paragraphs = [
        "إذ تشير إلى قرارها 217 ألف (د-3) المؤرخ 10 كانون الأول/ديسمبر 1948 وإلى الوثيقة (A/48/631 و Corr.1)، "
        "وإلى قرار مجلس الأمن 1325 (2000) بشأن المرأة،",
        "وإذ تحيط علما بالفقرة 5 (أ) من الوثيقة A/C.3/75/SR.4 وبالتقرير،",
    ]
    maker = Maker("ar", "A/75/900", "20-18997")
    for paragraph in paragraphs:
        maker.paragraph(paragraph, {})
    assert read_bytes_as(maker.finish().data, "made.pdf").text.split("\n\n") == paragraphs


@pytest.mark.parametrize("drawn", [True, False])
def test_drawn_line_separates_footnotes_of_full_size(drawn: bool) -> None:
    needs_font("en")
    maker = Maker("en", "A/75/900", "20-18997")
    for page in (1, 2):
        maker.paragraph(f"Recalling its resolution 47/{page}{{{page}}} of 16 October 1992,", {})
        if drawn:
            maker.pdf.line(LEFT, 676, LEFT + 100, 676)
        maker.put(LEFT, 688, str(page), RAISED)
        maker.put(LEFT + 8, 691, f"See A/47/L.{page}.")
        if page == 1:
            maker.counter = "Page"
            maker.page()
    reading = read_bytes_as(maker.finish().data, "made.pdf")
    assert [(part.place, part.number) for part in reading.declared_parts] == [
        ("footnote", "1"),
        ("footnote", "2"),
    ] * drawn
    for page, mark in ((1, "¹"), (2, "²")):
        assert f"Recalling its resolution 47/{page}{mark} of 16 October 1992," in reading.text
        assert f"{mark} See A/47/L.{page}." in reading.text or not drawn


@pytest.mark.parametrize("by_rows", [True, False])
def test_columns_are_read_one_after_another(by_rows: bool) -> None:
    needs_font("en")
    left = [
        f"the left column goes on and on with its line {word}"
        for word in ["one", "two", "three", "four", "five", "six", "seven"]
    ]
    right = [
        f"the right column has other things in its line {word}"
        for word in ["one", "two", "three", "four", "five", "six", "seven"]
    ]
    text = read_bytes_as(columns("en", left, right, by_rows=by_rows), "columns.pdf").text
    assert " ".join(text.split()) == " ".join(["A/75/900", *left, *right])


def test_citation_of_a_document_without_pages_has_no_page() -> None:
    citations = extract_document(from_text("The General Assembly,\n\nRecalling its resolution 48/113,"))
    assert [citation.page for citation in citations] == [None]
