"""The facts file of each language: the same sections in each, every phrase usable, every example right."""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest
import regex

from unrtrace import extract, facts
from unrtrace.text.language import Language, codes
from unrtrace.text.language import facts as table_of
from unrtrace.text.language_detection import detect
from unrtrace.text.phrase_pattern import any_of, phrase

FOLDER = Path(facts.__file__).parent / "languages"
TABLES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
EXAMPLES = [(code, row) for code, table in TABLES.items() for row in table["examples"]]
# What a language may leave out because it does not have it: a property that is as in English, nouns that carry *its*,
# a verb of its own for a shade of meaning.
STATED = {"name", "english_name", "iso_codes", "job_letter", "script", "page_words", "common"}
OPTIONAL_KEYS = {"own_nouns", *(field.name for field in dataclasses.fields(Language))} - STATED
OPTIONAL_IN = {"relations"}


def test_six_languages_exist() -> None:
    assert set(TABLES) == set(codes())


@pytest.mark.parametrize(
    ("language", "row"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else value["text"][:40]
)
def test_example_gives_exactly_its_symbols(language: str, row: dict[str, Any]) -> None:
    found = extract(row["text"], language=language, body=row.get("body"))
    assert [str(citation.symbol) for citation in found] == row["symbols"]
    if "relation" in row:
        assert {citation.relation for citation in found} == {row["relation"]}
    if "date" in row:
        stated = row["date"] if isinstance(row["date"], list) else [row["date"]]
        assert [citation.date.isoformat() for citation in found if citation.date] == stated


@pytest.mark.parametrize("language", codes())
def test_every_language_has_examples(language: str) -> None:
    assert TABLES[language]["examples"]


@pytest.mark.parametrize("language", codes())
def test_sections_equal_those_of_english(language: str) -> None:
    keys = [set(TABLES[code]) - OPTIONAL_KEYS for code in (language, "en")]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("language", codes())
@pytest.mark.parametrize("section", [name for name, value in TABLES["en"].items() if isinstance(value, dict)])
def test_keys_equal_those_of_english(language: str, section: str) -> None:
    mine, english = (set(TABLES[code][section]) - OPTIONAL_KEYS for code in (language, "en"))
    assert mine <= english, mine - english
    if section not in OPTIONAL_IN:
        assert english <= mine, english - mine


def phrases(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    rows = value.values() if isinstance(value, dict) else value
    return [text for row in rows for text in phrases(row)]


@pytest.mark.parametrize("language", codes())
def test_phrase_pattern_matches_its_plain_text(language: str) -> None:
    table = TABLES[language]
    for section in (
        "nouns",
        "organs",
        "relations",
        "pinpoints",
        "notes",
        "publications",
        "structure",
        "events",
        "joins",
    ):
        for text in phrases(table[section]):
            plain = text.replace("*", "").replace("[", "").replace("]", "")
            assert regex.fullmatch(phrase(text, language), plain), (section, text)


@pytest.mark.parametrize("language", codes())
def test_verb_has_one_relation(language: str) -> None:
    meaning: dict[str, str] = {}
    for relation, rows in TABLES[language]["relations"].items():
        for text in rows:
            assert meaning.setdefault(text.casefold(), relation) == relation, text


@pytest.mark.parametrize("language", codes())
def test_every_language_has_twelve_months(language: str) -> None:
    assert len(TABLES[language]["date"]["months"]) == 12


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The General Assembly, Recalling its resolution on the situation of refugees and of migrants,"),
        ("fr", "L'Assemblée générale, Rappelant sa résolution sur la situation des réfugiés et des migrants,"),
        (
            "es",
            "La Asamblea General, Recordando su resolución sobre la situación de los refugiados y de los migrantes,",
        ),
        ("ru", "Генеральная Ассамблея, ссылаясь на свою резолюцию о положении беженцев и мигрантов,"),
        ("zh", "大会，回顾其关于难民和移民状况的决议，"),
        ("ar", "إن الجمعية العامة، إذ تشير إلى قرارها بشأن حالة اللاجئين والمهاجرين،"),
        ("ru", "A/RES/51/148\n4 February 1997\nОригинал: русский\nГенеральная Ассамблея, ссылаясь на свою резолюцию,"),
        ("zh", "A/64/233\nDistr.: General\n大会，回顾其第47/4号决议，其中授予国际移民组织观察员地位"),
    ],
)
def test_language_of_a_text_is_detected(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "   \n", "47/4, 51/148", "12345 67890"])
def test_language_of_symbols_alone_is_unknown(text: str) -> None:
    assert detect(text) is None


def test_phrase_syntax() -> None:
    assert regex.fullmatch(phrase("take* note[ of]", "en"), "taking\n note") is None
    assert regex.fullmatch(phrase("tak* note[ of]", "en"), "taking\n note of")
    assert regex.fullmatch(phrase("tak* note[ of]", "en"), "takes note")
    assert regex.fullmatch(phrase("droits de l'homme", "fr"), "droits de l’homme")
    assert regex.fullmatch(phrase("1 月", "zh"), "1月")
    assert regex.fullmatch(phrase("para.", "en"), "parax") is None


def test_longest_phrase_wins() -> None:
    assert regex.match(any_of(["take", "takes note"], "en"), "takes note of")[0] == "takes note"  # type: ignore[index]


def test_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        table_of("../bodies")
