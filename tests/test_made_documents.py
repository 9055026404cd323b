"""Whole documents made for the tests, with the citations that a careful reader sees marked in them.

`data/made/<kind>-<number>.<language>.txt` (or .md, .html) is in the manner of that kind of document. A mark is one of
`⟦51/148=A/RES/51/148⟧` (a citation and its symbol), `⟦A/51/10=⟧` (its symbol is what is written, without spaces),
`⟦A/C.l/42~A/C.1/42⟧` (damaged: found with that symbol or candidate, but not as certain) and `⟦12/34⟧` (may not be
certain). Nothing else may be certain either. `data/made/failures.toml` lists what the program does not do yet; each
row of it is expected to fail until the program does what the mark says.
"""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.docx import docx, paragraph, table, text_run
from support.pdf import FOOT, LEADING, LEFT, RIGHT, SPACE, Maker, font

from unrtrace import Symbol
from unrtrace.documents import Document, from_read_result, from_text
from unrtrace.documents.readers import read_bytes_as
from unrtrace.extractor import as_given, extract_document

FOLDER = Path(__file__).parent / "data" / "made"
PATHS = {path.stem: path for path in sorted(FOLDER.iterdir()) if path.suffix in (".txt", ".md", ".html")}
MARK = re.compile("⟦([^⟦⟧=~]+)(?:([=~])([^⟦⟧]*))?⟧")
NUMBERS = re.compile(
    r"\d+(?:/\d+| \(\d{4}\))"
    r"(?:, sect\. [IVX]+|[;؛；] ?\d+/\d+| ?[A-Z](?![A-Za-z])| ألف|–|和| (?:et|y|и)\b| وباء)*(?=\s|$)"
)
TYPESET = ("budget", "committee-report", "resolution", "sg-report", "letter", "upr", "acabq", "concluding", "verbatim")
FORMS = [(name, path.suffix[1:]) for name, path in PATHS.items()] + [
    (name, form)
    for form in ("docx", "pdf")
    for name in PATHS
    if name.startswith(TYPESET) and PATHS[name].suffix == ".txt"
]
KNOWN = {
    (row["document"], form, problem): row["reason"]
    for row in tomllib.loads((FOLDER / "failures.toml").read_text("utf-8"))["failure"]
    for form in row["forms"]
    for problem in row["problems"]
}


class Expected(NamedTuple):
    """A marked citation: its span in the document without marks, its words and symbol, and whether it is damaged."""

    start: int
    end: int
    text: str
    symbol: str
    damaged: bool


@cache
def document_of(name: str) -> tuple[str, tuple[Expected, ...]]:
    """Return the text of a document without its marks, and the citations marked."""
    pieces, expected, last, length = [], [], 0, 0
    marked = PATHS[name].read_text("utf-8")
    for mark in MARK.finditer(marked):
        pieces += [marked[last : mark.start()], mark[1]]
        last, length = mark.end(), length + mark.start() - last + len(mark[1])
        if mark[2]:
            symbol = mark[3] or squeezed(mark[1])
            expected.append(Expected(length - len(mark[1]), length, mark[1], symbol, mark[2] == "~"))
    return "".join([*pieces, marked[last:]]), tuple(expected)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lines_of(name: str) -> list[str]:
    return [line for line in document_of(name)[0].split("\n") if line]


def row_of(name: str, line: str) -> tuple[str, str] | None:
    """Return the two cells of a line of a budget's list of mandates, None for another line."""
    cell = NUMBERS.match(line) if name.startswith("budget") else None
    return (cell[0].strip(), line[cell.end() :].strip()) if cell else None


def as_word(name: str) -> bytes:
    """Return the document as a Word file: a paragraph a line, the lists of a budget as tables of two columns."""
    rows = [(line, row_of(name, line)) for line in lines_of(name)]
    return docx("".join(table(row) if row else paragraph(text_run(line)) for line, row in rows), {})


def as_pdf(name: str) -> bytes:
    """Return the document as a PDF: a paragraph a line, headings set apart, the lists of a budget in two columns."""
    pytest.importorskip("fpdf", reason="fpdf2 is not installed: pip install -e '.[dev]'")
    pytest.importorskip("uharfbuzz", reason="uharfbuzz is not installed: pip install -e '.[dev]'")
    language = name.rpartition(".")[2]
    if not font(language):
        pytest.skip(f"no font for {language} is installed")
    maker = Maker(language, document_of(name)[1][0].text, "20-18997")
    maker.counter = "20-18997"
    edge, step = (RIGHT, -110) if maker.rtl else (LEFT, 110)
    for line in lines_of(name):
        if row := row_of(name, line):
            maker.put(edge, maker.y, row[0])
            maker.put(edge + step, maker.y, row[1])
            maker.y += LEADING + SPACE
            continue
        if len(line) < 60 and line[-1] not in ".,;:；，。：؛،":
            if maker.y + 4 * LEADING > FOOT:
                maker.page()
            maker.put(edge, maker.y + LEADING, line)
            maker.y += 2 * LEADING + SPACE
            continue
        maker.paragraph(line, {})
    return maker.finish().data


def read_as(name: str, form: str) -> Document:
    """Return the document as read from a file of a form."""
    if form == "txt":
        return from_text(document_of(name)[0])
    makers = {"docx": as_word, "pdf": as_pdf}
    data = makers[form](name) if form in makers else document_of(name)[0].encode()
    return from_read_result(read_bytes_as(data, f"made.{form}"), source=f"made.{form}")


@cache
def problems_of(name: str, form: str) -> tuple[str, ...]:
    """Return what differs from the marks: citations missed or left open, and wrong ones called certain."""
    document = read_as(name, form)
    citations = as_given(document, extract_document(document))
    spans = form == "txt"

    def key(item: Any) -> tuple[object, ...]:
        return (item.start, item.end) if spans else (squeezed(item.text),)

    waiting: dict[tuple[object, ...], list[Expected]] = {}
    for expected in document_of(name)[1]:
        waiting.setdefault(key(expected), []).append(expected)
    problems = Counter[str]()
    for citation in citations:
        possible = {str(symbol) for symbol in (citation.symbol, *citation.candidates) if symbol}
        certain = citation.certainty == "certain"
        here = waiting.get(key(citation), [])
        right = [
            row
            for row in here
            if str(citation.symbol) == canonical(row.symbol) or (row.damaged and canonical(row.symbol) in possible)
        ]
        right = [row for row in right if not (row.damaged and certain)]
        if right:
            here.remove(right[0])
        elif here and citation.symbol is None and canonical(here[0].symbol) in possible:
            row = here.pop(0)
            problems[f"open {squeezed(row.text)} = {row.symbol}"] += 1
        elif certain:
            problems[f"certain {squeezed(citation.text)} = {citation.symbol}"] += 1
    for row in (row for rows in waiting.values() for row in rows):
        problems[f"missed {squeezed(row.text)} = {row.symbol}"] += 1
    return tuple(problems.elements())


@cache
def canonical(symbol: str) -> str:
    return str(Symbol.parse(symbol))


def one_process(name: str, form: str) -> pytest.MarkDecorator:
    """Return the mark that keeps the tests of one file in one process, which then reads it once."""
    return pytest.mark.xdist_group(f"{name}.{form}")


@pytest.mark.parametrize(("name", "form"), [pytest.param(*row, marks=one_process(*row)) for row in FORMS])
def test_citations_are_those_that_are_marked(name: str, form: str) -> None:
    known = {problem for document, where, problem in KNOWN if (document, where) == (name, form)}
    assert [problem for problem in problems_of(name, form) if problem not in known] == []


@pytest.mark.parametrize(
    ("name", "form", "problem"),
    [
        pytest.param(
            *row, marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason), one_process(*row[:2])]
        )
        for row, reason in KNOWN.items()
    ],
)
def test_known_failure(name: str, form: str, problem: str) -> None:
    assert problem not in problems_of(name, form)


def test_documents_are_of_many_kinds_and_six_languages() -> None:
    kinds = {re.sub(r"-\d+\..*", "", name) for name in PATHS}
    languages = Counter(name.rpartition(".")[2] for name in PATHS)
    assert len(PATHS) >= 60
    assert len(kinds) >= 15
    assert min(languages[language] for language in ("ar", "en", "es", "fr", "ru", "zh")) >= 6
    assert {name for name, form in FORMS if form == "pdf"} >= {"budget-1.en", "budget-7.ar", "letter-5.zh"}
