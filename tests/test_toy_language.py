"""A language is one facts file: a made-up one is read without a line of code for it."""

import datetime
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from unrtrace import extract, facts
from unrtrace.documents import from_text
from unrtrace.events import events_of
from unrtrace.extractor import extract_document
from unrtrace.facts import FactsError
from unrtrace.text.language import codes, language_of
from unrtrace.text.language import facts as facts_of
from unrtrace.text.language_detection import detect

FILE = """
name = "tipila"
english_name = "Tipil"
common = ["zu", "kaj", "de"]

[date]
months = ["unua", "dua", "tria", "kvara", "kvina", "sesa", "sepa", "oka", "naua", "deka", "undeka", "dudeka"]
forms = ["{d} {m} {y}"]
prepositions = ["ek"]

[nouns]
stem = "ezilo"
resolution = ["rezilo*"]
decision = ["decido*"]
number = ["N."]

[organs]
A = ["Granda Kunveno"]
S = ["Sekura Konsilo"]
E = ["Ekonomia kaj Sociala Konsilo"]
link = ["de la"]
own = ["sia*"]

[joins]
and = ["kaj"]

[relations]
recalls = ["memorante"]
reaffirms = ["reasertante"]

[pinpoints]
paragraph = ["paragrafo*"]
annex = ["aldono"]
before = ["de"]

[structure]
opening = ["Zu Granda Kunveno"]

[events]
letter = ["letero*"]
"""
TEXT = """Zu Granda Kunveno,

Memorante siajn rezilojn 47/4 ek 16 deka 1992 kaj 51/148 ek 13 dudeka 1996,

Reasertante paragrafon 5 de Sekura Konsilo rezilo 1325 (2000) kaj Ekonomia kaj Sociala Konsilo decido 2000/288,

1. Memorante decidon 54/462 kaj la leteron ek 5 kvina 1996, kaj A/RES/52/189, aldono II;
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the folder of facts from which everything is read anew, before and after."""
    shutil.copytree(facts.FOLDER, tmp_path / "facts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(facts, "FOLDER", tmp_path / "facts")
    forget_facts()
    yield tmp_path / "facts" / "languages"
    monkeypatch.undo()
    forget_facts()


def forget_facts() -> None:
    """Empty the caches of all functions of the package."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "unrtrace":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.fixture
def toy(folder: Path) -> str:
    (folder / "xx.toml").write_text(FILE, encoding="utf-8")
    return "xx"


def test_language_is_known_by_its_file(toy: str) -> None:
    assert codes() == ("ar", "zh", "en", "fr", "ru", "es", "xx")
    assert language_of(toy).english_name == "Tipil" and language_of(toy).spaces
    assert detect(TEXT) == toy


def test_citations_are_found_with_body_date_pinpoint_and_relation(toy: str) -> None:
    found = [(str(one.symbol), one.date, one.pinpoint or {}, one.relation) for one in extract(TEXT)]
    assert found == [
        ("A/RES/47/4", datetime.date(1992, 10, 16), {}, "recalls"),
        ("A/RES/51/148", datetime.date(1996, 12, 13), {}, "recalls"),
        ("S/RES/1325(2000)", None, {"paragraph": "5"}, "reaffirms"),
        ("E/DEC/2000/288", None, {}, "reaffirms"),
        ("A/DEC/54/462", None, {}, "recalls"),
        ("A/RES/52/189", None, {"annex": "II"}, "recalls"),
    ]


def test_document_is_divided_and_its_events_are_found(toy: str) -> None:
    document = from_text(TEXT)
    assert document.language == toy
    assert [part.place for part in document.paragraphs] == ["preamble", "preamble", "preamble", "operative"]
    events = list(events_of(document, extract_document(document)))
    assert ("letter", datetime.date(1996, 5, 5)) in [(event.kind, event.date) for event in events]


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ('english_name = "Tipil"\n', "english_name"),
        ('forms = ["{d} {m} {y}"]\n', "[date] forms"),
        ('resolution = ["rezilo*"]\n', "[nouns] resolution"),
        ('S = ["Sekura Konsilo"]\n', "[organs] S"),
        ('[joins]\nand = ["kaj"]\n', "[joins] and"),
    ],
)
def test_first_key_that_a_file_lacks_is_named(folder: Path, line: str, lacking: str) -> None:
    (folder / "xx.toml").write_text(FILE.replace(line, ""), encoding="utf-8")
    with pytest.raises(FactsError) as caught:
        extract(TEXT, language="xx")
    assert str(caught.value) == f"facts/languages/xx.toml lacks {lacking}"


def test_every_file_states_what_is_required() -> None:
    for code in codes():
        assert all(facts_of(code)[table] is not None for table in facts_of(code))
