"""Mastheads of all periods and organs, in data/mastheads/<language>.toml.

A key that a case leaves out must be read as nothing. A case with `known_failure` is expected to fail until the
program does what its row says; what it states is then the truth, or what is read instead where that is said.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from growth import LIMIT, growth
from support.marks import GROWTH

from unrtrace.documents import from_text
from unrtrace.documents.filename import language_in_filename, symbols_in_filename
from unrtrace.documents.outline import outline, walk
from unrtrace.text.ordinals import value

FOLDER = Path(__file__).parent / "data" / "mastheads"
NOTHING: dict[str, Any] = {
    "symbols": [], "evidence": "", "title": "", "organ": "", "session": "", "agenda_items": [], "agenda_titles": [],
    "distribution": "", "original": [], "based_on": [], "adopted": "", "issued": "", "dated": "", "held": "",
    "meeting": 0,
}  # fmt: skip


def cases() -> list[Any]:
    """Return one parameter per case."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            reason = case.pop("known_failure", None)
            marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{case['label']}", marks=marks))
    return found


def said(document: Any) -> dict[str, Any]:
    """Return the masthead of a document as TOML can write it."""
    masthead, details = document.masthead, document.masthead.details
    days = {
        "adopted": masthead.adopted, "issued": masthead.issued, "dated": masthead.letter_date,
        "held": details.meeting_date,
    }  # fmt: skip
    return {
        "symbols": [str(symbol) for symbol in masthead.symbols],
        "evidence": masthead.evidence or "",
        "title": masthead.title or "",
        "organ": masthead.organ or "",
        "session": details.session or "",
        "agenda_items": list(details.agenda_items),
        "agenda_titles": list(details.agenda_titles),
        "distribution": details.distribution or "",
        "original": list(details.original),
        "meeting": details.meeting.number if details.meeting else 0,
        "based_on": [str(symbol) for symbol in details.based_on],
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


@pytest.mark.parametrize(("language", "case"), cases())
def test_masthead_fields_equal_those_of_the_case(language: str, case: dict[str, Any]) -> None:
    document = from_text(case["text"].lstrip("\n"))
    assert document.language == language
    expected = {**NOTHING, **{key: value for key, value in case.items() if key not in ("label", "text")}}
    assert said(document) == expected


@pytest.mark.parametrize(("language", "case"), cases())
def test_windows_line_endings_change_nothing(language: str, case: dict[str, Any]) -> None:
    text = case["text"].lstrip("\n")
    assert said(from_text(text.replace("\n", "\r\n"), language=language)) == said(from_text(text, language=language))


def test_every_language_has_eight_cases() -> None:
    counts = {path.stem: len(tomllib.loads(path.read_text("utf-8"))["case"]) for path in FOLDER.glob("*.toml")}
    assert set(counts) == {"ar", "en", "es", "fr", "ru", "zh"} and min(counts.values()) >= 8


# ---- precedence ------------------------------------------------------------------------------------

PLAIN = "The lamps of the high seas are lit at dusk, and the keepers of the lamps write down the hour in their books.\n"
MASTHEAD = "General Assembly\n\nDistr.: General\n2 May 2016\n\nA/70/988\n\nSeventieth session\nAgenda item 4\n\n"
RESOLUTION = "70/989. Lamps\n\nThe General Assembly,\n\nRecalling its work,\n\n1. Decides to act.\n"


@pytest.mark.parametrize(
    ("text", "stated", "source", "symbol", "evidence"),
    [
        (MASTHEAD + RESOLUTION, "A/70/1", "A_70_2-EN.pdf", "A/70/988", "symbol line"),
        (RESOLUTION, "A/70/1", "A_70_2-EN.pdf", "A/RES/70/989", "title line"),
        (PLAIN, "A/70/1", "A_70_2-EN.pdf", "A/70/1", "file metadata"),
        (PLAIN, "no symbol", "A_70_2-EN.pdf", "A/70/2", "file name"),
        (PLAIN, "", "in/a/folder/A_70_2-EN.pdf", "A/70/2", "file name"),
        (PLAIN, "", "lamps-EN.pdf", None, None),
        (PLAIN, "", "-", None, None),
    ],
)
def test_symbol_comes_from_the_most_trusted_source(
    text: str, stated: str, source: str, symbol: str | None, evidence: str | None
) -> None:
    masthead = from_text(text, source=source, metadata={"symbol": stated} if stated else None).masthead
    assert (masthead.symbols[0] if masthead.symbols else None, masthead.evidence) == (symbol, evidence)


def test_file_metadata_fills_gaps_of_the_text() -> None:
    stated = {
        "title": "Lamps", "organ": "General Assembly", "adopted": "2016-05-01", "issued": "no day",
        "session": "Seventy-first session", "agenda_item": "Agenda items 5 and 6 (b)",
        "distribution": "Distr.: Limited",
        "original_language": "Original: French", "meeting": "3rd plenary meeting", "based_on": "A/70/L.9 and Add.1",
    }  # fmt: skip
    read = from_text(PLAIN, metadata=stated)
    assert said(read) == {
        **NOTHING, "title": "Lamps", "organ": "A", "adopted": "2016-05-01", "session": "71", "meeting": 3,
        "agenda_items": ["5", "6 (b)"], "distribution": "limited", "original": ["fr"],
        "based_on": ["A/70/L.9", "A/70/L.9/Add.1"],
    }  # fmt: skip
    known = said(from_text(MASTHEAD + RESOLUTION, metadata=stated))
    assert (known["title"], known["session"], known["agenda_items"]) == ("Lamps", "70", ["4"])
    assert (known["distribution"], known["issued"]) == ("general", "2016-05-02")


def test_settings_override_everything() -> None:
    masthead = from_text(MASTHEAD + RESOLUTION, metadata={"session": "71"}).masthead
    values = {
        "symbol": "A/70/990",
        "title": "Lanterns",
        "session": "72",
        "agenda_item": "7",
        "adopted": masthead.issued,
    }
    above = masthead.with_overrides(values)
    assert (above.symbols, above.evidence, above.title) == (("A/70/990",), "corpus.toml", "Lanterns")
    assert (above.details.session, above.details.agenda_items) == ("72", ("7",))
    assert (above.adopted, above.issued) == (masthead.issued, masthead.issued)
    assert masthead.details.session == "70"


@pytest.mark.parametrize(
    ("name", "language", "symbols"),
    [
        ("A_RES_31_59-EN.pdf", None, ["A/RES/31/59"]),
        ("A_RES_46_36_L.txt", "en", ["A/RES/46/36L"]),
        ("A_RES_46_36_A.txt", "ar", ["A/RES/46/36"]),
        ("A_RES_46_36_A.txt", "en", ["A/RES/46/36A"]),
        ("A_RES_46_36E.txt", "en", []),
        ("A_79_PV.1-EN.pdf", None, ["A/79/PV.1"]),
        ("S_RES_2535 (2020)-2009488A.xml", None, ["S/RES/2535(2020)"]),
        ("S_RES_0181_1963_EN.txt", None, ["S/RES/181(1963)"]),
        ("A_RES_51_148.fr.txt", None, ["A/RES/51/148"]),
        ("E_RES_2021_23-2110318S.xml", None, ["E/RES/2021/23"]),
        ("report_2021_final.docx", None, []),
        ("12_24.txt", None, []),
    ],
)
def test_file_names_are_parsed(name: str, language: str | None, symbols: list[str]) -> None:
    assert [str(symbol) for symbol in symbols_in_filename(name, language)] == symbols


@pytest.mark.parametrize(
    ("name", "language"),
    [("A_RES_31_59-EN.pdf", "en"), ("x-2110318S.xml", "es"), ("A_RES_51_148.fr.txt", "fr"), ("lamps.txt", None)],
)
def test_file_name_gives_the_language(name: str, language: str | None) -> None:
    assert language_in_filename(name) == language


def test_short_text_has_the_language_of_its_file_name() -> None:
    assert from_text("1996", source="A_RES_31_59-ES.pdf").language == "es"


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        ("Twenty-first", "en", 21), ("Hundred and eighty-third", "en", 183),
        ("One thousand two hundred and first", "en", 1201),
        ("Soixante et onzième", "fr", 71), ("Quatre-vingt-dix-septième", "fr", 97), ("84<sup>e</sup>", "fr", 84),
        ("Septuagésimo octavo", "es", 78), ("Decimonoveno", "es", 19), ("81a.", "es", 81),
        ("Сорок девятая", "ru", 49), ("Девяносто третьем", "ru", 93), ("84-е", "ru", 84),
        ("七十四", "zh", 74), ("一四八一", "zh", 1481), ("一千四百零五", "zh", 1405), ("十", "zh", 10),
        ("الثانية عشرة", "ar", 12), ("الحادية والسبعون", "ar", 71), ("الثالثة والثمانون بعد المائة", "ar", 183),
    ],
)  # fmt: skip
def test_numbers_in_words_are_read(words: str, language: str, number: int) -> None:
    assert value(words, language) == number


# ---- hostile input: growth of time -----------------------------------------------------------------

HEAD = "Distr.: General\n"
OPENED = "The General Assembly,\n\nRecalling its work,\n\n1. Decides:\n\n"
EVIL = {
    "report lines": (HEAD, "Report of the \n", PLAIN),
    "drafts": (HEAD, "draft resolution\n", PLAIN),
    "items on a line": (HEAD + "Agenda items ", "1 (a), ", "\n" + PLAIN),
    "item lines": (HEAD, "Agenda item\n", PLAIN),
    "numbers in words": (HEAD, "hundred and ", "session\n" + PLAIN),
    "sessions": (HEAD, "Fifty-\n", PLAIN),
    "brackets": (HEAD, "[A/51/1 ", "]\n" + PLAIN),
    "bracket lines": (HEAD, "[\n", PLAIN),
    "title lines": (HEAD + "51/148. Lamps\n", "of the seas\n", OPENED),
    "marks after a title": (HEAD + "51/148. Lamps", " (1)¹*", "\n" + OPENED),
    "spaces after a title": (HEAD + "51/148", " ", "\n" + OPENED),
    "symbols on a line": (HEAD, "A/51/1-", "\n" + PLAIN),
    "the Organization's name": (HEAD, "United Nations ", "/1\n" + PLAIN),
    "closing lines": (OPENED, "84th plenary meeting\n\n", ""),
    "closing dates": (OPENED, "31 February 1996\n\n", ""),
    "short lines": (PLAIN + "\n", "Ambassador\n\n", ""),
    "headings": (OPENED, "I\n\n", ""),
    "letters": (OPENED, "(a) x\n\n", ""),
    "deeper letters": (OPENED, "(a) x\n\n(i) x\n\n", ""),
    "annexes": (OPENED, "Annex I\n\n", ""),
    "openings": ("", OPENED, ""),
    "cut paragraphs": (OPENED + "and this goes on\n\n", "and\n\n", ""),
}


def read_all(text: str) -> None:
    document = from_text(text, language="en")
    assert document.masthead.details is not None
    for _ in walk(outline(document)):
        pass


@GROWTH
@pytest.mark.parametrize("case", EVIL)
def test_time_grows_linearly(case: str) -> None:
    before, unit, after = EVIL[case]
    measured = growth(read_all, lambda repeats: before + unit * repeats + after, most=500_000)
    assert measured.ratio < LIMIT, measured
