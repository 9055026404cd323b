"""The language of a text, of a single line and of the parts of a text in several languages."""

import pytest

from unrtrace import extract
from unrtrace.documents import from_text
from unrtrace.text.language_detection import detect

LINES = [
    ("en", "Recalling resolution 55/8 of 12 December"),
    ("en", "see resolutions 60/1 and 61/16, annex II"),
    ("en", "Decisions 54/405 and 55/488, paragraph 3"),
    ("en", "the Council, by resolution 1325 (2000)"),
    ("fr", "Rappelant sa résolution 55/8 de décembre"),
    ("fr", "Voir résolutions 60/1 et 61/16, annexe II"),
    ("fr", "ses décisions 54/405 et 55/488, par. 3"),
    ("fr", "la résolution 1325 (2000) du Conseil"),
    ("es", "Recordando su resolución 55/8, de 12 de diciembre"),
    ("es", "Véanse las resoluciones 60/1 y 61/16"),
    ("es", "en sus decisiones 54/405 y 55/488, párr. 3"),
    ("es", "que figura en la resolución 1325 (2000)"),
    ("es", "Resolución 1325 (2000)"),
    ("fr", "Décisions 54/405 et 55/488"),
    ("ru", "ссылаясь на свою резолюцию 55/8 от декабря"),
    ("ru", "См. резолюции 60/1 и 61/16, приложение"),
    ("ru", "в резолюции 1325 (2000)"),
    ("ar", "وإذ تشير إلى قرارها 55/8 المؤرخ"),
    ("ar", "انظر القرارين 60/1 و 61/16"),
    ("ar", "في القرار 1325 (2000)"),
    ("zh", "回顾其第55/8号决议"),
    ("zh", "见第60/1号和第61/16号决议，附件二"),
    ("zh", "第1325(2000)号决议"),
]


@pytest.mark.parametrize(("language", "line"), LINES)
def test_language_of_a_line_with_a_citation(language: str, line: str) -> None:
    assert detect(line) == language
    assert any(citation.symbol or citation.candidates for citation in extract(line))


@pytest.mark.parametrize(("language", "line"), LINES)
def test_line_is_read_among_lines_of_another_language(language: str, line: str) -> None:
    """The text around it has no citation, so that all that is found is the line's."""
    others = {
        "en": "The delegation of a small State spoke about the work of the Commission and of its members. " * 8,
        "ru": "Делегация небольшого государства говорила о работе Комиссии и ее членов. " * 8,
        "ar": "وتكلم وفد دولة صغيرة عن أعمال اللجنة وأعضائها. " * 8,
        "zh": "一个小国的代表团谈到了委员会及其成员的工作。" * 8,
    }
    alone = [(citation.text, citation.symbol, citation.candidates) for citation in extract(line, body="A")]
    assert alone
    for other, text in others.items():
        if other != language:
            mixed = extract(f"{text}\n\n{line}\n\n{text}", body="A")
            assert [(one.text, one.symbol, one.candidates) for one in mixed] == alone, other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two columns side by side, as tables of bilingual documents are read
        ("قررت الجمعية العامة عملا بالقرار 71/9, as requested by the Assembly in its resolution 72/8", "71/9 72/8"),
        ("按照第71/9号决议 pursuant to the General Assembly resolution 72/8", "71/9 72/8"),
        ("в соответствии с резолюцией 71/9 pursuant to the Assembly resolution 72/8", "71/9 72/8"),
        (
            "附件（第41/457和42/459号决定）。\nSee annex (decisions 44/457 and 45/509).",
            "41/457 42/459 44/457 45/509",
        ),
    ],
)
def test_both_languages_of_a_line_are_read(text: str, expected: str) -> None:
    assert [citation.text for citation in extract(text, body="A") if citation.symbol] == expected.split()


def test_language_is_that_of_the_beginning_where_an_annex_has_another() -> None:
    names = "The Friends of the Lakes and the Union of the Rivers\n" * 60
    aims = "Reconociendo la importancia de los lagos y de los ríos para la vida de los pueblos,\n\n" * 4
    text = f"La Asamblea General,\n\n{aims}Recordando su resolución 71/9,\n\n1. Decide examinar la cuestión.\n\n{names}"
    assert detect(text) == "es"
    assert [citation.symbol for citation in extract(text)] == ["A/RES/71/9"]


def test_back_references_reach_notes_in_another_language() -> None:
    text = "大会，\n\n注意到条约，1 并注意到另一条约，2\n\n__________\n\n"
    text += "1 United Nations, Treaty Series, vol. 75, No. 970.\n\n"
    text += "2 同上，第1125卷，第17512号。\n"
    assert [citation.symbol for citation in extract(text)] == ["UNTS:75/970", "UNTS:1125/17512"]


@pytest.mark.parametrize(
    "text",
    [
        "回顾其第71/9号决议，见《The Law of Lakes》（1998年）。",
        "وإذ تشير إلى قرارها 71/9 بشأن Lake Friends 2010",
        "ссылаясь на свою резолюцию 71/9 и на документ A/71/12/Add.1",
        "Recalling its resolution 71/9, and the work of the Société des Lacs in 1998,",
    ],
)
def test_names_and_symbols_are_not_another_language(text: str) -> None:
    assert from_text(text).foreign_spans == ()


def test_parts_in_other_languages_keep_their_offsets() -> None:
    text = "第41/457号决定。\nSee the decision 44/457 of the Assembly.\n第42/459号决定。"
    document = from_text(text)
    assert [(text[start:end], language) for start, end, language in document.foreign_spans] == [
        ("See the decision 44/457 of the Assembly.", "en")
    ]
    assert [len(part.text) for part in document.by_language()] == [len(text)] * 2
    assert [text[one.start : one.end] for one in extract(text)] == ["41/457", "44/457", "42/459"]
