"""The tables of organisations and instruments, checked as data without the matchers of the package."""

import re
import unicodedata
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from unrtrace.facts import Tables, load

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
KINDS = {"treaty", "declaration", "programme", "other"}
TASHKEEL = r"[\u064b-\u0652\u0670\u0640]*"

TABLE = load("organisations")
HOMOGRAPHS: list[dict[str, Any]] = TABLE["homograph"]
ORGANISATIONS: dict[str, dict[str, Any]] = {code: row for code, row in TABLE.items() if code != "homograph"}
INSTRUMENTS: dict[str, dict[str, Any]] = load("instruments")
ROWS = [("organisations", code) for code in ORGANISATIONS] + [("instruments", code) for code in INSTRUMENTS]


def test_tables_read_singly_equal_the_whole_file() -> None:
    assert dict(Tables("organisations")) == TABLE and list(Tables("organisations")) == list(TABLE)
    assert "homograph" not in Tables("organisations", leave="homograph")


def row_of(table: str, code: str) -> dict[str, Any]:
    return (ORGANISATIONS if table == "organisations" else INSTRUMENTS)[code]


def arabic(name: str) -> str:
    """Return a pattern for an Arabic name: clitics before it, its article after ل, vowel marks anywhere."""
    name = re.sub(TASHKEEL, "", name)
    starts = r"(?<![\u0621-\u064a])[وف]?[بكل]?"
    stem = name
    if name.startswith("ال"):
        # ل and ال become لل, and of three ل one is dropped: اللجنة, للجنة
        inside = "ل" if name[2] == "ل" else ""
        starts = rf"(?<![\u0621-\u064a])[وف]?(?:[بك]?ال{inside}|لل){TASHKEEL}"
        stem = name[2 + len(inside) :]
    letters = [r"\s+" if letter == " " else re.escape(letter) + TASHKEEL for letter in stem]
    return starts + "".join(letters) + r"(?![\u0621-\u064a])"


def pattern(name: str, language: str, acronym: bool = False) -> re.Pattern[str]:
    if language == "ar":
        return re.compile(arabic(name))
    if language == "zh":
        return re.compile(re.escape(name))
    body = r"\s+".join(re.escape(word) for word in name.split())
    body = body.replace(r"\*", "[А-Яа-яЁё]{0,5}").replace("'", "['’]")
    body = re.sub(r"\\-|–", "[-–−\u2011]", body)
    # a footnote number may directly follow a name that ends in a letter
    right = "" if name[-1] in ")»" else r"(?![0-9])" if name[-1].isdigit() else r"(?![^\W\d_¹²³⁰-⁹])"
    exact = acronym or len(name.split()) == 1
    return re.compile(r"(?<!\w)" + body + right, 0 if exact else re.IGNORECASE)


def names(row: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Return (form, language, whether it is an acronym) for all forms of a row, former names included."""
    found = [(name, language, False) for language in LANGUAGES for name in row.get(language, [])]
    found += [(form, lang, True) for lang, forms in row.get("acronyms", {}).items() for form in forms]
    for old in row.get("former", []):
        found.append((old["name"], old["language"], False))
        if "acronym" in old:
            found.append((old["acronym"], old["language"], True))
    return found


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().replace("’", "'").replace("*", "")


def hits(row: dict[str, Any], text: str) -> bool:
    return any(pattern(*form).search(text) for form in names(row))


def test_tables_are_large_enough() -> None:
    assert len(ORGANISATIONS) >= 85
    assert len(INSTRUMENTS) >= 70


@pytest.mark.parametrize(("table", "code"), ROWS)
def test_row_is_complete(table: str, code: str) -> None:
    row = row_of(table, code)
    for language in LANGUAGES:
        assert row[language], language
        assert len({folded(name) for name in row[language]}) == len(row[language]), language
    assert row["examples"]


@pytest.mark.parametrize(("table", "code"), ROWS)
def test_row_has_no_unknown_key(table: str, code: str) -> None:
    own = {"acronyms", "former"}
    if table == "instruments":
        own = {"symbol", "pinpoint", "date", "treaty", "page", "sales", "kind"}
    assert set(row_of(table, code)) <= {*LANGUAGES, "examples", *own}


@pytest.mark.parametrize(("table", "code"), ROWS)
def test_name_forms_are_clean_and_in_their_script(table: str, code: str) -> None:
    scripts = {"en": "LATIN", "fr": "LATIN", "es": "LATIN", "ru": "CYRILLIC", "zh": "CJK", "ar": "ARABIC"}
    for name, language, _ in names(row_of(table, code)):
        assert name == unicodedata.normalize("NFC", " ".join(name.split())), name
        assert "’" not in name and not name.startswith("《"), name
        letters = [unicodedata.name(letter, "") for letter in name if letter.isalpha()]
        # a Roman numeral ("XXI век") is the only part in another script that a name may have
        strange = [letter for letter in letters if not letter.startswith(scripts[language])]
        assert len(strange) <= (3 if "XXI" in name else 0), name


@pytest.mark.parametrize(("table", "code"), ROWS)
def test_wildcards_end_russian_words_only(table: str, code: str) -> None:
    for name, language, acronym in names(row_of(table, code)):
        if "*" not in name:
            continue
        assert language == "ru" and not acronym, name
        starred = [word for word in name.split() if "*" in word]
        assert all(re.fullmatch(r"[«(]?[А-Яа-я-]{2,}\*[,:»)]*", word) for word in starred), name


@pytest.mark.parametrize(("table", "code"), ROWS)
def test_examples_are_found(table: str, code: str) -> None:
    row = row_of(table, code)
    for example in row["examples"]:
        assert hits(row, example), example


def test_name_form_belongs_to_one_row_unless_listed_as_homograph() -> None:
    listed = {(entry["language"], folded(entry["form"])): set(entry["codes"]) for entry in HOMOGRAPHS}
    assert len(listed) == len(HOMOGRAPHS)
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, row in ORGANISATIONS.items():
        for name, language, _ in names(row):
            owners[language, folded(name)].add(code)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == listed


def test_name_belongs_to_one_instrument_or_organisation() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table, code in ROWS:
        for name, language, acronym in names(row_of(table, code)):
            if not acronym:
                owners[language, folded(name)].add(f"{table}:{code}")
    assert not {key: codes for key, codes in owners.items() if len(codes) > 1}


@pytest.mark.parametrize("entry", HOMOGRAPHS, ids=lambda entry: f"{entry['language']}-{entry['form']}")
def test_homograph_names_rows_that_have_the_form(entry: dict[str, Any]) -> None:
    assert len(entry["codes"]) > 1
    assert entry["note"]
    assert entry.get("from", 1945) <= entry.get("to", 2100)
    for code in entry["codes"]:
        forms = {(name, language) for name, language, _ in names(ORGANISATIONS[code])}
        assert (entry["form"], entry["language"]) in forms, code


@pytest.mark.parametrize("code", [code for code, row in ORGANISATIONS.items() if "former" in row])
def test_former_names_have_their_years(code: str) -> None:
    for old in ORGANISATIONS[code]["former"]:
        assert set(old) <= {"name", "language", "acronym", "from", "to"}
        assert old["language"] in LANGUAGES
        assert 1850 < old["from"] <= old["to"] < 2100
        assert old["name"] not in ORGANISATIONS[code][old["language"]]


@pytest.mark.parametrize("code", list(INSTRUMENTS))
def test_instrument_identifiers_are_well_formed(code: str) -> None:
    row = INSTRUMENTS[code]
    assert row["kind"] in KINDS
    assert date(1900, 1, 1) < date.fromisoformat(row["date"]) < date(2100, 1, 1)
    if "symbol" in row:
        assert re.fullmatch(r"[A-Z]+(?:/[A-Za-z0-9.()-]+)+", row["symbol"])
    if "treaty" in row:
        assert row.get("page", 1) > 0
        assert re.fullmatch(r"UNTS:\d{1,4}/\d{1,5}", row["treaty"])
        assert row["kind"] == "treaty"
    if "sales" in row:
        assert re.fullmatch(r"Sales:\d\d\.[IVX]+(?:\.[A-Z])?\.\d+", row["sales"])
    if "pinpoint" in row:
        parts = {"annex", "part", "chapter", "resolution", "decision", "paragraph"}
        assert "symbol" in row
        assert row["pinpoint"] and set(row["pinpoint"]) <= parts


@pytest.mark.parametrize("code", [code for code, row in INSTRUMENTS.items() if "symbol" in row])
def test_session_in_a_symbol_agrees_with_the_date(code: str) -> None:
    row = INSTRUMENTS[code]
    session = re.fullmatch(r"A/RES/(\d+)/\d+[A-Z]?", row["symbol"])
    if session:
        opened = 1945 + int(session[1])
        day = date.fromisoformat(row["date"])
        assert date(opened, 9, 1) <= day < date(opened + 1, 10, 1)


def test_instruments_at_one_place_are_one_text() -> None:
    places: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for code, row in INSTRUMENTS.items():
        if "symbol" in row:
            places[row["symbol"], str(sorted(row.get("pinpoint", {}).items()))].add(code)
    shared = [codes for codes in places.values() if len(codes) > 1]
    assert shared == [{"ICESCR", "ICCPR", "Covenants", "ICCPR-OP1"}]


def test_names_do_not_match_inside_a_word() -> None:
    assert not pattern("Международн* организаци* труда", "ru").search("международной организации трудающихся")
    assert pattern("Международн* организаци* труда", "ru").search("с Международной организацией труда.")
    assert pattern("المنظمة الدولية للهجرة", "ar").search("وللمنظمة الدولية للهجرة")
    assert not pattern("ميثاق المستقبل", "ar").search("ميثاق المستقبلات")
    assert not pattern("ВТО", "ru", acronym=True).search("второй")
