"""One document in many layouts: wrapped, paged, with decomposed letters, with invisible characters."""

import unicodedata
from pathlib import Path

import layouts
import pytest

from unrtrace.citation import Citation
from unrtrace.documents import from_read_result, from_text
from unrtrace.documents.layout_text import normalize
from unrtrace.documents.paragraph_splitting import wrapped_lines
from unrtrace.documents.readers.layout import DeclaredPart, ReadResult
from unrtrace.events import events_of
from unrtrace.extractor import as_given, extract, extract_document

LAYOUTS, wrapped = layouts.LAYOUTS, layouts.wrapped
FOLDER = Path(__file__).parent / "data" / "layouts"
DOCUMENTS = {path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(FOLDER.glob("*.txt"))}
WHY = "where no capital begins a paragraph of a preamble, one after a line that is full by chance is not seen"
CLOSE = ("wrapped without blank lines", "wrapped, blank lines in the head alone")
KNOWN = [(language, layout) for language in ("ar", "ru", "zh") for layout in CLOSE]
CASES = [
    pytest.param(
        language, layout, marks=[pytest.mark.xfail(strict=True, reason=WHY)] if (language, layout) in KNOWN else []
    )
    for language in DOCUMENTS
    for layout in LAYOUTS
]


def found(citations: list[Citation]) -> list[tuple[object, ...]]:
    return [(c.symbol, c.date, c.relation, c.place, c.paragraph, c.certainty) for c in citations]


@pytest.mark.parametrize(("language", "layout"), CASES)
def test_layout_does_not_change_citations(language: str, layout: str) -> None:
    text = DOCUMENTS[language]
    plain = extract(text, language=language)
    assert len(plain) >= 14
    assert found(extract(LAYOUTS[layout](text, language), language=language)) == found(plain)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", DOCUMENTS)
def test_layout_does_not_change_symbols_and_places(language: str, layout: str) -> None:
    text = DOCUMENTS[language]
    given = LAYOUTS[layout](text, language)
    citations = extract(given, language=language)
    assert [c.symbol for c in citations] == [c.symbol for c in extract(text, language=language)]
    for citation in citations:
        assert given[citation.start : citation.end] == citation.text
        assert citation.line == given.count("\n", 0, citation.start) + 1
        assert citation.column == citation.start - given.rfind("\n", 0, citation.start)


@pytest.mark.parametrize("language", DOCUMENTS)
def test_events_of_a_wrapped_document_have_its_line_numbers(language: str) -> None:
    given = wrapped(DOCUMENTS[language], language)
    lines = given.split("\n")
    events = events_of(from_text(given, language=language), [])
    assert len(events) >= 8
    for event in events:
        around = "".join(lines[event.line - 1 : event.line + 1])
        assert event.precision == "session" or str(event.date.year) in around, event


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A/RES/51/148\nA/RES/52/189\n" * 20, "en"),
        ("\n".join(f"Member State number {n}, from the first group" for n in range(40)), "en"),
        ("第一组成员国，\n第二组成员国，\n" * 10, "zh"),
        ("Distr.: General\n" + "1. Decides to act on the lists of names;\n" * 12, "en"),
        ("- a note on one line.\n\n" * 30, "en"),
    ],
)
def test_lists_and_short_paragraphs_are_not_wrapped_lines(text: str, language: str) -> None:
    assert wrapped_lines(text, language) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", DOCUMENTS)
def test_offsets_convert_both_ways(language: str, layout: str) -> None:
    document = from_text(LAYOUTS[layout](DOCUMENTS[language], language), language=language)
    text, given = document.text, document.original_text
    assert document.offset_map or text == given
    for place in range(len(text)):
        start, end = document.to_original(place, place + 1)
        assert document.offset_map is None or document.offset_map.to_normalized(start) == place
        assert text[place] in unicodedata.normalize("NFC", given[start:end]) or text[place] in " \n"


def test_reader_pages_and_footnotes_keep_their_places() -> None:
    """What a reader states holds for the text without soft hyphens; offsets refer to the text of the reader."""
    plain = "La résolution 51/148 a été adoptée¹ par l’Assemblée générale,"
    body = unicodedata.normalize("NFD", plain).replace("so", "so\u00ad").replace("dop", "dop\u00ad")
    note = "¹ Voir A/51/462."
    text = f"{body}\n\n{note}"
    mark = text.index("¹")
    parts = (
        DeclaredPart(0, len(body), "preamble", "p1"),
        DeclaredPart(len(body) + 2, len(text), "footnote", "1", mark),
    )
    document = from_read_result(ReadResult(text, pages=(0, text.index("par")), declared_parts=parts), language="fr")
    assert document.text == f"{plain}\n\n{note}"
    assert [(part.place, part.number) for part in document.paragraphs] == [("preamble", "p1"), ("footnote", "1")]
    assert [document.text[at.mark_offset or 0] for at in document.footnotes.values()] == ["¹"]
    assert document.page_at(document.text.index("par")) == 2
    assert document.page_at(document.text.index("adoptée")) == 1
    cited = as_given(document, extract_document(document, body="A"))
    assert [(text[c.start : c.end], c.page) for c in cited] == [("51/148", 1), ("A/51/462", 2)]


def test_date_at_the_start_of_a_wrapped_line_is_no_footnote() -> None:
    note = "2 The Committee has been called the Conference on Disarmament since the\n7 February 1984."
    body = "The General Assembly,\n\nRecalling its work on the lists¹ and on all that was said² there,"
    text = f"{body}\n\n1 See A/75/1.\n\n{note}"
    notes = [part for part in from_text(text, language="en").paragraphs if part.place == "footnote"]
    assert [part.number for part in notes] == ["1", "2"]
    assert text[notes[1].start : notes[1].end] == note


def test_session_at_the_start_of_a_wrapped_line_is_no_paragraph() -> None:
    text = (
        "Recalling all that was said of it in the course of years in its resolution 1541\n(XV) and later,\n\nand so on"
    )
    assert [str(c.symbol) for c in extract(text, language="en", body="A")] == ["A/RES/1541(XV)"]


def test_letter_that_normalization_lengthens_is_kept() -> None:
    assert normalize("b\u0344 e\u0301", "fr").text == "b\u0344 é"
