"""What the names of files stand for, and what `doctor` reports where a name contradicts its text."""

from pathlib import Path

import pytest
from support.documents import lamp_resolution

from unrtrace import Corpus
from unrtrace.corpus import doctor
from unrtrace.documents.filename import language_in_filename, readings_of_filename, symbols_in_filename

NAMES = {
    # the UN's own names: with the language, with the job number and its language
    "E_RES_2023_10_E.xml": "E/RES/2023/10",
    "S_PRST_2000_11-0036733E.xml": "S/PRST/2000/11",
    "A_RES_46_36A-2326024E.xml": "A/RES/46/36A",
    "A_RES_70_1-N1529189.pdf": "A/RES/70/1",
    "A_HRC_RES_17_4E.docx": "A/HRC/RES/17/4",
    "A_HRC_RES_17_4-F.docx": "A/HRC/RES/17/4",
    "A_77_6_Sect-2-E.pdf": "A/77/6(Sect.2)",
    "A_77_6_(Sect._2).pdf": "A/77/6(Sect.2)",
    "A_77_6_Add-1-E.pdf": "A/77/6/Add.1",
    "GA_decision_61_548_B_E.txt": "A/DEC/61/548B",
    # copies
    "A_RES_51_148 (1).txt": "A/RES/51/148",
    "A_RES_51_148(12).txt": "A/RES/51/148",
    "A_RES_51_148 copy.txt": "A/RES/51/148",
    "A_RES_51_148 copy 2.txt": "A/RES/51/148",
    "A_RES_51_148 - Copy (2).txt": "A/RES/51/148",
    "A_RES_51_148 - Copie.txt": "A/RES/51/148",
    "A_RES_51_148 - copia (3).txt": "A/RES/51/148",
    "A_RES_51_148 — копия.txt": "A/RES/51/148",
    "A_RES_51_148 - 副本.txt": "A/RES/51/148",
    "A_RES_51_148 - نسخة.txt": "A/RES/51/148",
    "Copy of A_RES_51_148.txt": "A/RES/51/148",
    "A_RES_51_148.fr (1).txt": "A/RES/51/148",
    # hyphens, small letters, no separators
    "A-RES-51-148.pdf": "A/RES/51/148",
    "A-RES-S-27-2.pdf": "A/RES/S-27/2",
    "a-hrc-res-17-4.docx": "A/HRC/RES/17/4",
    "S-RES-1325-2000.pdf": "S/RES/1325(2000)",
    "E-CN.4-1998-53-Add-2.pdf": "E/CN.4/1998/53/Add.2",
    "ares51148.pdf": "A/RES/51/148",
    "sres13252000.pdf": "S/RES/1325(2000)",
    "eres199631.pdf": "E/RES/1996/31",
    "A_48_486-S_26560.pdf": "A/48/486 S/26560",
    # no symbol
    "N0028863.pdf": "",
    "N2028863E.docx": "",
    "75_108_E.xml": "",
    "ahrcres171.pdf": "",  # 1/71 or 17/1
    "ares2020.pdf": "",  # no session 20 of the Assembly numbered so
    "A-2020-12-24.txt": "",
    "E-2020-05.txt": "",
    "IOM-2020.pdf": "",
    "E-mail 2020.txt": "",
    "A_70_1_final_2.txt": "",
    "A_RES_51_148_draft.txt": "",
    "copy.txt": "",
    "(1).txt": "",
    "resolution_2021.txt": "",
    "letter-2016-04-01.en.txt": "",
}


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_gives_its_symbols(name: str) -> None:
    assert " ".join(symbols_in_filename(name)) == NAMES[name]
    assert " ".join(symbols_in_filename(f"folder.d/{name}")) == NAMES[name]


@pytest.mark.parametrize("letter", "acefrs")
def test_letter_after_the_number_is_a_part_only_where_the_body_letters_its_resolutions(letter: str) -> None:
    for name in (f"A_HRC_RES_17_4{letter}.txt", f"A_HRC_RES_17_4{letter.upper()}.txt", f"E_RES_1996_31_{letter}.txt"):
        for language in (None, "ar", "en"):
            assert all(not one.letter for one in symbols_in_filename(name, language)), name
    assert symbols_in_filename(f"A_RES_46_36{letter}.txt") == (f"A/RES/46/36{letter.upper()}",)


def test_letter_of_the_language_of_the_text_may_be_either() -> None:
    assert readings_of_filename("A_RES_46_36E.txt", "en") == (("A/RES/46/36",), ("A/RES/46/36E",))
    assert readings_of_filename("A_RES_46_36E.txt", "fr") == (("A/RES/46/36E",),)


def test_copies_keep_their_language() -> None:
    assert language_in_filename("A_RES_51_148.fr (1).txt") == "fr"
    assert language_in_filename("A_RES_51_148-9743534S - copia.xml") == "es"
    assert language_in_filename("A_RES_70_1-N1529189.pdf") is None


def test_doctor_reports_only_names_that_no_reading_reconciles(tmp_path: Path) -> None:
    right = [
        "A_RES_70_1 (1)",
        "A_RES_70_1 - Copie",
        "A-RES-70-1",
        "ares701",
        "A_RES_70_1-1234567E",
        "N0028863",
        "A_RES_70_1E",
    ]
    wrong = {
        "A_RES_70_2 (1)": "A/RES/70/2",
        "ares702": "A/RES/70/2",
        "A_RES_70_1B": "A/RES/70/1B",
        "A-HRC-RES-17-4": "A/HRC/RES/17/4",
    }
    for name in (*right, *wrong):
        (tmp_path / f"{name}.txt").write_text(lamp_resolution(1), "utf-8")
    found = {one.about: one.detail for one in doctor.misnamed_files(Corpus(tmp_path))}
    assert found == {
        f"{name}.txt": f"the name says {symbol}, the document A/RES/70/1" for name, symbol in wrong.items()
    }
