"""Events of the bundled documents and of sentences in six languages; organisations; growth of time."""

import datetime
import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import hostile
import pytest
from growth import LIMIT, growth
from support.marks import GROWTH

from unrtrace.corpus import Corpus
from unrtrace.documents import Masthead, from_text
from unrtrace.events import KINDS, PRECISIONS, Event, events_of
from unrtrace.events.description import clean_description
from unrtrace.extractor import extract_document
from unrtrace.text import instrument_names, ordinals
from unrtrace.text.gazetteer import Gazetteer, NameTable
from unrtrace.text.language import codes, facts
from unrtrace.text.organisations import standard
from unrtrace.timeline import format_date

DATA = Path(__file__).parent / "data"
LISTED: dict[str, Any] = tomllib.loads((DATA / "events.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = tomllib.loads((DATA / "events-cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(Path(__file__).parents[1] / "corpus")


def stated(date: str) -> str:
    """Return a date of the list as the timeline writes it."""
    if not date.startswith("session"):
        return date
    year = 1945 + int(date.split()[1])
    return f"{year}-09/{year + 1}-08"


@pytest.mark.parametrize("name", LISTED)
def test_events_of_bundled_documents_are_exactly_those_listed(corpus: Corpus, name: str) -> None:
    found = [
        (
            row.line, format_date(row.date, row.last, row.precision), row.kind, row.organ, row.symbols, row.actors,
            row.description,
        )
        for row in corpus.events()
        if row.path == name
    ]  # fmt: skip
    listed = [
        (
            row["line"], stated(row["date"]), row["kind"], row.get("organ"), tuple(row["symbols"]),
            tuple(row["actors"]), row["says"],
        )
        for row in LISTED[name]["events"]
    ]  # fmt: skip
    assert sorted(found, key=repr) == sorted(listed, key=repr)


def test_every_bundled_document_is_listed(corpus: Corpus) -> None:
    assert set(LISTED) == {version.path for work in corpus.works() for version in work.versions}


def events_in(text: str, language: str, today: str | None = None) -> list[Event]:
    """Return the events of a text without a masthead, or of one that the Assembly adopts on a given day."""
    masthead = Masthead(adopted=datetime.date.fromisoformat(today), organ="A") if today else Masthead()
    document = replace(from_text(text, language=language), masthead=masthead)
    return [event for event in events_of(document, extract_document(document)) if event.place != "masthead"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:50]}")
def test_events_of_a_sentence(case: dict[str, Any]) -> None:
    events = events_in(case["text"], case["language"], case.get("today"))
    dates = [format_date(e.date.isoformat(), e.last.isoformat() if e.last else None, e.precision) for e in events]
    assert (dates, [event.kind for event in events]) == (case["dates"], case.get("kinds", []))


@pytest.mark.parametrize("language", codes())
def test_each_language_has_at_least_five_cases(language: str) -> None:
    assert len([case for case in CASES if case["language"] == language]) >= 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:50]}")
def test_description_is_a_part_of_the_text(case: dict[str, Any]) -> None:
    text = " ".join(case["text"].split())
    for event in events_in(case["text"], case["language"], case.get("today")):
        assert event.description in text
        assert event.description[0] not in " ,;.،؛，。；" and event.description[-1] not in " ,;.،؛，。；"
        assert event.kind in KINDS and event.precision in PRECISIONS
        assert event.last is None or event.date <= event.last
        assert (event.last is None) == (event.precision == "day")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("3. Takes note of it;", "Takes note of it"),
        ("12 - يلاحظ ذلك؛", "يلاحظ ذلك"),
        ("(a) The views,10 given in 1998;", "The views, given in 1998"),
        ("d) Promuevan la educación;", "Promuevan la educación"),
        ("of the Agreement;<sup>1</sup>", "of the Agreement"),
        ("development¹² and peace,", "development and peace"),
        ("the seventh COVID-19 report of 2021.", "the seventh COVID-19 report of 2021"),
        ("resolution 47/4, and 51/148", "resolution 47/4, and 51/148"),
        ("*Invites* the Secretary-General", "Invites the Secretary-General"),
    ],
)
def test_numbering_and_footnote_marks_are_left_out_of_descriptions(text: str, cut: str) -> None:
    assert clean_description(text) == cut


def test_sentence_is_joined_across_a_page_break() -> None:
    text = (
        "The General Assembly,\n\nRecalling the long and careful preparation of the conference that the two "
        "organizations held with\n\n                    \n\n1 See A/51/1.\n"
        " their members and observers in Example City on 5 May 1996 on this matter of common interest,\n"
    )
    (event,) = [event for event in events_in(text, "en") if event.date.year == 1996]
    assert event.description.startswith("Recalling the long") and event.description.endswith("common interest")


def test_actors_come_from_the_sentence_else_the_paragraph() -> None:
    text = "1. WHO and UNDP agreed. UNICEF wrote a letter on 3 May 1999. Another letter came on 4 May 1999.\n"
    assert [event.actors for event in events_in(text, "en")] == [("UNICEF",), ("UNDP", "UNICEF", "WHO")]


# ---- organisations -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", standard().codes)
def test_example_names_its_organisation(code: str) -> None:
    for example in standard().rows[code]["examples"]:
        assert any(code in standard().named(example, language) for language in codes()), example


def test_table_has_at_least_80_organisations() -> None:
    assert len(standard().codes) >= 80


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("ru", "МОТ и МОМ", {"ILO", "IOM"}),
        ("fr", "l'OIM et l'OMI", {"IOM", "IMO"}),
        ("zh", "国际移民组织", {"IOM"}),
        ("zh", "国际移徙组织", {"IOM"}),
        ("ar", "وللمنظمة الدولية للهجرة", {"IOM"}),
        ("en", "the Intergovernmental Committee for European Migration", {"IOM"}),
        ("en", "IOM¹ and UNDP2, but not IOMs or xUNDP", {"IOM", "UNDP"}),
        ("en", "the Inter-Parliamentary Union", {"IPU"}),
        ("es", "la Organización de \nAviación Civil Internacional³;", {"ICAO"}),
        ("fr", "l’Organisation\ninternationale pour les migrations", {"IOM"}),
        ("ru", "с Международной организацией по миграции и Лигой арабских государств", {"IOM", "LAS"}),
    ],
)
def test_organisation_names_are_found_as_whole_words(language: str, text: str, codes: set[str]) -> None:
    assert standard().named(text, language) == codes


@pytest.mark.parametrize(("year", "codes"), [(1990, {"UNWTO"}), (2000, set()), (2010, {"WTO"}), (None, set())], ids=str)
def test_year_decides_between_organisations_of_one_acronym(year: int | None, codes: set[str]) -> None:
    assert standard().named("секретариат ВТО", "ru", year=year) == codes


@pytest.mark.parametrize("query", ["IOM", "iom", "OIM", "МОМ", "国际移徙组织", "المنظمة الدولية للهجرة", "ICEM"])
def test_organisation_is_found_by_name_in_any_language(query: str) -> None:
    assert standard().code_of(query) == "IOM"


def test_arabic_vowel_marks_do_not_shift_offsets() -> None:
    text = "عَقدت مُنظمة العمل الدولية وَالأُمم المتحدة"
    assert [(text[start:end], code) for start, end, code in standard().found(text, "ar")] == [
        ("مُنظمة العمل الدولية", "ILO"), ("وَالأُمم المتحدة", "UN"),
    ]  # fmt: skip


SPOTTED = (
    # A name that begins in lower case contains other names; a phrase that only resembles its beginning does not.
    (
        "en",
        "the secretariat of the Convention on Migration",
        [("secretariat of the Convention on Migration", "S")],
    ),
    ("en", "the secretariat met on the Convention on Migration", [("Convention on Migration", "C")]),
    ("en", "SECRETARIAT OF THE\nCONVENTION ON MIGRATION", [("SECRETARIAT OF THE\nCONVENTION ON MIGRATION", "S")]),
    # The longest of two Chinese names at a place, none inside it; a line may end between characters.
    ("zh", "国际移民组织和移民\n组织", [("国际移民组织", "I"), ("移民\n组织", "M")]),
    ("zh", "国", []),
    # Vowel marks, and a line end with a space before it, inside an Arabic name after a clitic.
    ("ar", "والأمم \nالمُتحدة", [("والأمم \nالمُتحدة", "U")]),
)


@pytest.mark.parametrize(("language", "text", "expected"), SPOTTED)
def test_names_have_the_offsets_of_the_text(language, text, expected):
    names = {
        "en": [("secretariat of the Convention on Migration", "S"), ("Convention on Migration", "C")],
        "zh": [("国际移民组织", "I"), ("移民组织", "M")],
        "ar": [("الأمم المتحدة", "U")],
    }
    [found] = Gazetteer(language, NameTable(names[language], capitals=True)).spans(text)
    assert [(text[first:last], code) for first, last, code in found] == expected


def test_lower_case_names_find_nothing_else():
    table = NameTable([("secretariat of the Fund", "F"), ("office of the Fund", "O")])
    assert Gazetteer("en", table).spans("The Office and the office of the Fund") == [[(19, 37, "O")]]


TABLES = {
    "en": (("United Nations", "World Fund", "Fund for Nature"), ("Charter of the United Nations", "Nature Pact")),
    "ru": (("Организаци* Объединенных Наций", "Всемирн* фонд*"), ("Устав* Организаци* Объединенных Наций",)),
    "ar": (("الأمم المتحدة", "الصندوق العالمي"), ("ميثاق الأمم المتحدة", "الأمم المتحدة للطبيعة")),
}
NESTED = (
    ("en", "the Charter of the United Nations", [("United Nations", 0), ("Charter of the United Nations", 1)]),
    ("en", "the World Fund for Nature Pact", [("World Fund", 0), ("Nature Pact", 1)]),
    ("en", "the Fund for Nature Pact", [("Fund for Nature", 0), ("Nature Pact", 1)]),
    ("en", "the Charter¹ of the United\nNations", [("United\nNations", 0), ("Charter¹ of the United\nNations", 1)]),
    ("en", "THE CHARTER OF THE UNITED NATIONS", [("UNITED NATIONS", 0)]),
    ("ru", "Устав Организации Объединенных Наций",
     [("Организации Объединенных Наций", 0), ("Устав Организации Объединенных Наций", 1)]),
    ("ar", "وبميثاق الأمم المُتحدة", [("الأمم المُتحدة", 0), ("وبميثاق الأمم المُتحدة", 1)]),
    ("ar", "للأمم المتحدة للطبيعة", [("للأمم المتحدة", 0), ("للأمم المتحدة للطبيعة", 1)]),
)  # fmt: skip


def tables_of(language: str) -> tuple[NameTable, NameTable]:
    first, second = (NameTable([(name, name) for name in names], capitals=not place)
                     for place, names in enumerate(TABLES[language]))  # fmt: skip
    return first, second


@pytest.mark.parametrize(("language", "text", "expected"), NESTED)
def test_name_inside_a_name_of_another_table_is_found(
    language: str, text: str, expected: list[tuple[str, int]]
) -> None:
    spans = Gazetteer(language, *tables_of(language)).spans(text)
    assert [(text[first:last], table) for table, row in enumerate(spans) for first, last, _ in row] == expected


@pytest.mark.parametrize("language", [code for code in codes() if code != "zh"])
def test_two_tables_together_find_what_each_finds_alone(language: str) -> None:
    """Names are cut into words and recombined, so that they nest, overlap and break off."""
    tables = NameTable(standard().names(language), capitals=True), instrument_names.names(language)
    together, alone = Gazetteer(language, *tables), [Gazetteer(language, table) for table in tables]
    names = [name.replace("*", "") for table in tables for name, _ in table.rows]
    chance = random.Random(language)
    found = 0
    for _ in range(1500):
        some = [name.split() for name in chance.sample(names, 4)]
        words = [word for row in some for word in _piece(row, chance)]
        text = "".join(f"{word}{chance.choice((' ', ' ', ' ', '  ', chr(10), ', ', '¹ '))}" for word in words)
        expected = [spotter.spans(text)[0] for spotter in alone]
        assert together.spans(text) == expected, text
        found += sum(map(len, expected))
    assert found > 1000


def _piece(words: list[str], chance: random.Random) -> list[str]:
    """Return the words from a random place on, the words up to it, or all of them."""
    place = chance.randrange(len(words))
    return chance.choice((words, words[place:], words[:place]))


# ---- time ----------------------------------------------------------------------------------------

EVIL = {
    "years": "in 1998 ",
    "years without words": "1998 ",
    "days in a sentence": "12 May 1998, ",
    "spans": "12-14 May 1998, ",
    "days without a year": "12 May, ",
    "sessions": "its fifty-fourth session ",
    "ordinals": "fifty-",
    "semicolons": "on 12 May 1998; ",
    "organisations": "the United Nations and IOM on 12 May 1998 ",
    "first words": "International Organization ",
    "marks": "word1, word¹ ",
    "parentheses": "(on 12 May 1998 ",
}


@GROWTH
@pytest.mark.parametrize("name", EVIL)
def test_time_grows_linearly(name: str) -> None:
    case = hostile.Case(name, EVIL[name], head="Distr.: General\n5 May 2000\nThe General Assembly,\n", events=True)
    measured = hostile.measure(case)
    assert measured.ratio < LIMIT, measured


FOREIGN = {
    "fr": "du 1er au 12 mars 1995, ", "es": "entre el 1 de julio de 2019 y el 30 de junio de 2020, ",
    "ru": "5–13 сентября 1994 года, ", "zh": "1994年9月5日至13日，", "ar": "في 25 أيلول/سبتمبر 2015، ",
}  # fmt: skip


@GROWTH
@pytest.mark.parametrize("language", FOREIGN)
def test_time_grows_linearly_in_each_language(language: str) -> None:
    case = hostile.Case(language, FOREIGN[language], language=language, events=True)
    measured = hostile.measure(case)
    assert measured.ratio < LIMIT, measured


@pytest.mark.parametrize("language", codes())
def test_ordinals_of_the_table_are_read(language: str) -> None:
    for value, row in facts(language)["numbers"]["words"].items():
        for word in row:
            assert ordinals.value(word.replace("*", ""), language) == int(value.removeprefix("x")), word


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("fr", "La Conférence s'est tenue à Port-Louis les 10 et 11 mai 2018.", "2018-05-10/2018-05-11"),
        ("fr", "La Conférence s'est tenue à Port-Louis du 1er au 3 mai 2018.", "2018-05-01/2018-05-03"),
        ("en", "The seminar was held between 8 May and 9 June 2008.", "2008-05-08/2008-06-09"),
        ("es", "El seminario se celebró entre el 8 de mayo y el 9 de junio de 2008.", "2008-05-08/2008-06-09"),
        ("ar", "عقد المؤتمر في 5 أيّار/مايو 2008.", "2008-05-05"),
        ("ar", "عقد المؤتمر في 5 أيار/مايو 2008.", "2008-05-05"),
    ],
)
def test_inflected_ordinals_are_distinguished(language: str, text: str, date: str) -> None:
    document = from_text(text, language=language)
    found = [format_date(str(e.date), str(e.last) if e.last else None, e.precision) for e in events_of(document, [])]
    assert found == [date]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("the Commission,10 in 1998, met", "the Commission, in 1998, met"),
        ("the “Compact”3 of 1998", "the “Compact”3 of 1998"),
        ("met in 1998.¹ The", "met in 1998. The"),
        ("the report ( ) of 1998", "the report of 1998"),
        ("Sales No. E.93.I.8 of 1992", "Sales No. E.93.I.8 of 1992"),
    ],
)
def test_footnote_marks_are_removed_and_numbers_kept(text: str, description: str) -> None:
    assert clean_description(text) == description


def test_arabic_name_is_found_despite_clitics_marks_and_line_breaks() -> None:
    text = "وبالمنظّمة \nالدولية للهجرة، وللمنظمة الدولية للهجرة"
    found = standard().found(text, "ar")
    assert [code for *_, code in found] == ["IOM", "IOM"]
    assert text[found[0][0] : found[0][1]].startswith("وبالمنظّمة")


def test_line_numbers_of_consecutive_events() -> None:
    text = "The Council met on 5 May 1998.\n\nIt rose on 6 May 1998 and\nmet again on 9 May 1998."
    assert [event.line for event in events_of(from_text(text, language="en"), [])] == [1, 3, 4]


def test_closing_line_with_no_break_spaces_is_no_event() -> None:
    text = "1. Совет провел заседание 5 мая 1998 года.\n\n49-е заседание\n\n7 мая 1998\u00a0года\u00a0\n"
    found = events_of(from_text(text, language="ru"), [])
    assert [event.date.isoformat() for event in found] == ["1998-05-05"]


@GROWTH
def test_time_for_lower_case_names_grows_linearly() -> None:
    unit = "the secretariat of the Convention on Biological Diversity and UNDP, UNESCO; "

    def find(text: str) -> None:
        assert len(standard().found(text, "en")) == 3 * (len(text) // len(unit))

    measured = growth(find, lambda repeats: unit * repeats, most=16_000)
    assert measured.ratio < LIMIT, measured
