"""Numbers that a heading above governs: in lists, cells and lines, in six languages."""

import pytest

from unrtrace import extract

MANDATES = {
    "en": "General Assembly resolutions\n\n45/17 Safety of small harbours\n\n52/118; 61/204 Rights of fishers\n\n"
    "Security Council resolutions\n\n1777 (2007)\n\nHuman Rights Council decisions\n\n2/113 Lakes\n",
    "fr": "Résolutions de l’Assemblée générale\n\n45/17 Sécurité des petits ports\n\n52/118 ; 61/204 Droits\n\n"
    "Résolutions du Conseil de sécurité\n\n1777 (2007)\n\nDécisions du Conseil des droits de l’homme\n\n2/113 Lacs\n",
    "es": "Resoluciones de la Asamblea General\n\n45/17 Los puertos\n\n52/118; 61/204 Derechos\n\n"
    "Resoluciones del Consejo de Seguridad\n\n1777 (2007)\n\n"
    "Decisiones del Consejo de Derechos Humanos\n\n2/113 Lagos\n",
    "ru": "Резолюции Генеральной Ассамблеи\n\n45/17 Безопасность малых портов\n\n52/118; 61/204 Права рыбаков\n\n"
    "Резолюции Совета Безопасности\n\n1777 (2007)\n\nРешения Совета по правам человека\n\n2/113 Озера\n",
    "ar": "قرارات الجمعية العامة\n\n45/17 سلامة الموانئ الصغيرة\n\n52/118؛ 61/204 حقوق الصيادين\n\n"
    "قرارات مجلس الأمن\n\n1777 (2007)\n\nمقررات مجلس حقوق الإنسان\n\n2/113 البحيرات\n",
    "zh": "大会决议\n\n45/17 小港口的安全\n\n52/118；61/204 渔民的权利\n\n安全理事会决议\n\n1777 (2007)\n\n"
    "人权理事会决定\n\n2/113 湖泊\n",
}  # fmt: skip


@pytest.mark.parametrize("language", MANDATES)
def test_heading_governs_the_numbers_below_it(language: str) -> None:
    found = extract(MANDATES[language], language=language)
    assert [(one.symbol, one.via, one.certainty) for one in found] == [
        ("A/RES/45/17", "heading", "certain"),
        ("A/RES/52/118", "heading", "certain"),
        ("A/RES/61/204", "list", "certain"),
        ("S/RES/1777(2007)", "heading", "certain"),
        ("A/HRC/DEC/2/113", "heading", "certain"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a table: number and title in cells
        ("| General Assembly resolutions |\n|---|\n| 45/17 | Harbours |\n| 45/18 | Lakes |", "45/17 45/18"),
        ("**General Assembly resolutions**\n\n- 45/17 Harbours\n- 45/18 Lakes", "45/17 45/18"),
        ("A. General Assembly resolutions (continued):\n45/17 Harbours\n45/18 Lakes", "45/17 45/18"),
        ("Resolutions adopted by the General Assembly\n\n45/17 Harbours\n\n45/18 Lakes", "45/17 45/18"),
        ("Relevant General Assembly resolutions\n\n45/17 Harbours\n\n45/18 Lakes", "45/17 45/18"),
        ("General Assembly\n\nResolutions\n\n45/17 Harbours\n\nDecisions\n\n45/318 Lakes", "45/17 DEC/45/318"),
        # each letter, sections, old numbers
        ("General Assembly resolutions\n\n80/84 A–C Harbours\n\n71/272 B, sect. III", "80/84A 80/84B 80/84C 71/272B"),
        ("General Assembly resolutions\n\n174 (II) Harbours\n\n1472 (XIV) A; 69/85 Lakes", "174(II) 1472(XIV)A 69/85"),
        ("General Assembly resolutions\n\n45/193 A global call for lakes", "45/193"),
        # the next number follows the title in the same line, as in text from columns
        ("General Assembly resolutions\n\n45/17 Harbours 45/18 Lakes and rivers", "45/17 45/18"),
        # a body that the title names is no body of the number
        ("General Assembly resolutions\n\n60/251 Human Rights Council\n\n45/18 Lakes", "60/251 45/18"),
        # a list over several lines
        ("General Assembly resolutions\n\n45/17, 45/18,\n45/19 Harbours", "45/17 45/18 45/19"),
    ],
)
def test_forms_of_lists(text: str, expected: str) -> None:
    wanted = [f"A/{one}" if one.startswith("DEC") else f"A/RES/{one}" for one in expected.split()]
    assert [one.symbol for one in extract(text, language="en")] == wanted


def test_resolutions_and_decisions_under_one_heading() -> None:
    text = (
        "Economic and Social Council resolutions and decisions\n\n1998/31 Harbours\n\n1998/231 Lakes\n\n36 (IV) Rivers"
    )
    assert [one.symbol for one in extract(text)] == ["E/RES/1998/31", "E/DEC/1998/231", "E/RES/36(IV)"]


@pytest.mark.parametrize(
    "text",
    [
        "General Assembly resolutions\n\nThe share rose to 45/17 of the total.\n\n",  # within a sentence
        "Commission on Narcotic Drugs resolutions\n\n45/17 Harbours",  # no symbols of its own
        "Security Council resolutions\n\n45/17 Harbours",  # not how the Council numbers
        "General Assembly resolutions\n\n2.1 The programme helps harbours.\n\n45/17 of all",  # after prose
        "The General Assembly met on harbours\n\n45/17 is the ratio",
    ],
)
def test_not_under_a_heading(text: str) -> None:
    assert [one.symbol for one in extract(text, language="en")] == []


def test_resolution_that_a_title_names_keeps_its_own_body() -> None:
    text = "Human Rights Council resolutions\n\n39/5 Implementation of General Assembly resolution 45/17\n\n40/8 Lakes"
    assert [one.symbol for one in extract(text)] == ["A/HRC/RES/39/5", "A/RES/45/17", "A/HRC/RES/40/8"]


def test_number_of_the_title_of_a_decision_is_not_under_a_heading() -> None:
    head = "United Nations\nA/DEC/78/552\n\nGeneral Assembly\nDistr.: General\n1 July 2024\n\nOther decisions\n\n"
    body = "At its 93rd plenary meeting, on 25 June 2024, the General Assembly decided to mark the day of the harbours."
    text = f"{head}78/552. Harbours\n\n{body}\n"
    assert {one.via for one in extract(text)} == {"symbol", "prose"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2712 (XXV). Admission of a State\n\nThe Assembly,\n\n2713 (XXV). Lakes\n", "A/RES/2712(XXV) A/RES/2713(XXV)"),
        (
            "83 (1950). Resolution of 27 June 1950\n\n84 (1950). Resolution of 7 July 1950",
            "S/RES/83(1950) S/RES/84(1950)",
        ),
        ("2712 (XXV). Admission d’un État\n\n2713 (XXV). Lacs", "A/RES/2712(XXV) A/RES/2713(XXV)"),
        ("2712 (XXV). Прием государства\n\n2713 (XXV). Озера", "A/RES/2712(XXV) A/RES/2713(XXV)"),
        ("2712 (XXV). 接纳一国\n\n2713 (XXV). 湖泊", "A/RES/2712(XXV) A/RES/2713(XXV)"),
        ("2712 (د-25). قبول دولة\n\n2713 (د-25). البحيرات", "A/RES/2712(XXV) A/RES/2713(XXV)"),
    ],
)
def test_titles_of_a_compilation(text: str, expected: str) -> None:
    assert [one.symbol for one in extract(text)] == expected.split()


@pytest.mark.parametrize(
    "text", ["1999 (2000). see the list", "Lakes, 1325 (2000). Rivers", "12/34. Harbours", "84 (1950) lakes"]
)
def test_not_a_title_of_a_compilation(text: str) -> None:
    assert [one.symbol for one in extract(text, language="en")] == []
