"""What people type for a document, an organ or an organisation: other spellings, links, files, bare numbers."""

import shutil
from pathlib import Path

import pytest
from support.commands import complaint, complaints, run

from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.organs import organ_code
from unrtrace.symbols.typed import parse_typed, possible_symbols

BUNDLED = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("A/RES/51-148", "A/RES/51/148"),
        ("A-RES-51-148", "A/RES/51/148"),
        ("a-res-51-148.pdf", "A/RES/51/148"),
        ("A-RES-S-27-2", "A/RES/S-27/2"),
        ("A-RES-ES-10-27", "A/RES/ES-10/27"),
        ("S-RES-1325(2000)", "S/RES/1325(2000)"),
        ("S-PRST-2011-16", "S/PRST/2011/16"),
        ("E-CN.4-2005-7", "E/CN.4/2005/7"),
        ("A_RES_51_148.pdf", "A/RES/51/148"),
        ("A_RES_51_148-EN.docx", "A/RES/51/148"),
        ("A_RES_51_148 (1).pdf", "A/RES/51/148"),
        ("A_RES_51_148-FR (12).pdf", "A/RES/51/148"),
        ("A_RES_51_148 - Copy.pdf", "A/RES/51/148"),
        ("A/RES/51/148.pdf", "A/RES/51/148"),
        ("ares51148", "A/RES/51/148"),
        ("ares77291.pdf", "A/RES/77/291"),
        ("ares4636l", "A/RES/46/36L"),
        ("sres13252000", "S/RES/1325(2000)"),
        ("sprst201116", "S/PRST/2011/16"),
        ("eres202310.pdf", "E/RES/2023/10"),
        ("A／RES／51－148", "A/RES/51/148"),
    ],
)
def test_other_spellings(typed: str, symbol: str) -> None:
    assert parse_typed(typed) == symbol


@pytest.mark.parametrize(
    "symbol", ["A/RES/S-27/2", "A/RES/ES-11/1", "A/48/486-S/26560", "A/C.6/64/SR.1-28", "ICC-ASP/1/3"]
)
def test_accepted_spellings_mean_what_they_mean_elsewhere(symbol: str) -> None:
    assert parse_typed(symbol) == Symbol.parse(symbol)


@pytest.mark.parametrize(
    "text", ["nonsense", "A-B-C", "well-known", "a - b", "x.pdf", "report (1).pdf", "ares", "1/4-2"]
)
def test_other_text_stays_an_error(text: str) -> None:
    with pytest.raises(SymbolError):
        parse_typed(text)


@pytest.mark.parametrize("text", ["N0028863", "n9776510.pdf", "00-28863", "N00-28863"])
def test_job_numbers_are_told_from_symbols(text: str) -> None:
    with pytest.raises(SymbolError, match="a job number, which names no document; expected the symbol printed"):
        parse_typed(text)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("A_RES_51_148_E.xml", "may be A/RES/51/148 or A/RES/51/148E: give the whole symbol"),
        ("A_RES_51_148-EN (2).pdf", "A/RES/51/148"),
        ("S_PRST_2000_11-0036733E.xml", "S/PRST/2000/11"),
        ("E_RES_2023_10_E.xml", "E/RES/2023/10"),
        ("A_RES_46_36E.txt", "may be A/RES/46/36 or A/RES/46/36E: give the whole symbol"),
    ],
)
def test_name_of_a_file_that_is_not_here(name: str, answer: str) -> None:
    done = run("cite", name)
    assert answer in done.out + done.err


# -- links ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "https://docs.un.org/en/{}", "http://docs.un.org/{}", "docs.un.org/zh/{}", "https://docs.un.org/ar/{}?direct=true",
        "https://docs.un.org/symbol/{}", "https://docs.un.org/en/{}#page=3", "https://docs.un.org/en/{}/",
        "https://docs.un.org/api/symbol/access?s={}&l=en&t=pdf",
        "https://documents.un.org/api/symbol/access?s={}&l=fr", "https://documents.un.org/symbol-explorer?s={}&i={}_17",
        "https://undocs.org/{}", "https://www.undocs.org/es/{}", "HTTPS://UNDOCS.ORG/{}", "<https://undocs.org/{}>",
        "https://undocs.org/Home/Mobile?FinalSymbol={}&Language=E&DeviceType=Desktop&LangRequested=False",
        "https://undocs.org/en/Home/Mobile?Language=E&FinalSymbol={}",
        "https://undocs.org/pdf?symbol=en/{}", "https://undocs.org/fr/pdf?symbol={}",
        "https://daccess-ods.un.org/access.nsf/GetFile?OpenAgent&DS={}&Lang=E&Type=DOC",
        "http://daccess-ods.un.org/access.nsf/Get?Open&DS={}&Lang=S&Area=UNDOC",
        "daccess-ods.un.org/access.nsf/Get?OpenAgent&DS={}", "http://daccess-dds-ny.un.org/access.nsf/Get?Open&DS={}",
        "http://www.un.org/ga/search/view_doc.asp?symbol={}", "https://www.un.org/en/ga/search/view_doc.asp?symbol={}&Lang=F",
        "https://www.un.org/Docs/journal/asp/ws.asp?m={}", "http://ap.ohchr.org/documents/dpage_e.aspx?si={}",
        "https://tbinternet.ohchr.org/_layouts/15/treatybodyexternal/Download.aspx?symbolno={}&Lang=en",
        "https://digitallibrary.un.org/search?ln=en&p={}&f=&c=Resource%20Type",
        "https://digitallibrary.un.org/search?p=191__a:%22{}%22",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("A/RES/51/148", "A/RES/51/148"),
        ("A%2FRES%2F51%2F148", "A/RES/51/148"),
        ("a/res/51/148", "A/RES/51/148"),
        ("S/RES/1325%20(2000)", "S/RES/1325(2000)"),
        ("S/RES/1325%20%282000%29", "S/RES/1325(2000)"),
        ("A/HRC/21/39/Add.1", "A/HRC/21/39/Add.1"),
    ],
)
def test_links(form: str, written: str, symbol: str) -> None:
    assert Symbol.parse(form.replace("{}", written)) == symbol


@pytest.mark.parametrize(
    "link",
    [
        "https://digitallibrary.un.org/record/244441/files/A_RES_51_148-EN.pdf",
        "https://digitallibrary.un.org/record/244441/files/A_RES_51_148-FR.pdf?ln=fr",
        "https://www.un.org/en/development/docs/globalcompact/A_RES_51_148.pdf",
        "https://library.example.net/files/a_res_51_148.pdf",
    ],
)
def test_links_to_files(link: str) -> None:
    assert Symbol.parse(link) == "A/RES/51/148"


@pytest.mark.parametrize(
    "link",
    [
        "http://daccess-ods.un.org/TMP/5482234.html", "https://documents.un.org/", "https://undocs.org/", "undocs.org",
        "https://docs.un.org/en/", "https://daccess-dds-ny.un.org/doc/UNDOC/GEN/N97/765/10/PDF/N9776510.pdf?OpenElement",
        "https://documents.un.org/doc/undoc/gen/n97/765/10/pdf/n9776510.pdf", "https://digitallibrary.un.org/record/244441",
        "https://press.un.org/en/2000/sc6816.doc.htm", "https://example.org/", "https://undocs.org/Home/Mobile?Language=E",
    ],
)  # fmt: skip
def test_link_without_a_symbol_says_so(link: str) -> None:
    done = run("cite", link)
    assert done.returncode == 2
    assert "an address without the symbol of a document; expected the symbol printed at the top" in complaint(done)


@pytest.mark.parametrize("link", ["https://undocs.org/nonsense", "https://undocs.org/A/RES/", "http://[x", "https://"])
def test_link_to_no_document_is_an_error(link: str) -> None:
    with pytest.raises(SymbolError):
        Symbol.parse(link)


def test_long_link() -> None:
    link = "https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F51%2F148&Language=E&utm_source=" + "x" * 500
    assert Symbol.parse(link) == "A/RES/51/148"
    with pytest.raises(SymbolError):
        Symbol.parse("https://undocs.org/" + "x" * 5000)


# -- numbers that may mean several documents -------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "symbols"),
    [
        ("resolution 2758", ["S/RES/2758(2024)", "A/RES/2758(XXVI)"]),
        ("181", ["S/RES/181(1963)", "A/RES/181(II)"]),
        ("194", ["S/RES/194(1964)", "A/RES/194(III)"]),
        ("GA 181", ["A/RES/181(II)"]),
        ("UNGA resolution 377", ["A/RES/377(V)"]),
        ("Security Council resolution 242", ["S/RES/242(1967)"]),
        ("decision 181", []),
        ("51/148", ["A/RES/51/148"]),
        ("nonsense", []),
    ],
)
def test_possible_symbols(typed: str, symbols: list[str]) -> None:
    assert list(possible_symbols(typed)) == symbols


def _corpus(folder: Path, **texts: str) -> tuple[str, str]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text + "\n", "utf-8")
    return "-C", str(folder)


@pytest.mark.parametrize("typed", ["resolution 2758", "2758", "Resolution No. 2758"])
def test_ambiguous_number_lists_what_it_can_be(typed: str, tmp_path: Path) -> None:
    done = run("cite", typed, *_corpus(tmp_path, A_RES_70_1="Nothing."))
    assert done.returncode == 2
    listed = "S/RES/2758(2024) (not held) or A/RES/2758(XXVI) (not held): give the whole symbol"
    assert listed in complaint(done)


@pytest.mark.parametrize(
    ("texts", "chosen", "other"),
    [
        ({"A_RES_2758(XXVI)": "Nothing."}, "A/RES/2758(XXVI), which the corpus holds", "S/RES/2758(2024)"),
        ({"S_RES_2758(2024)": "Nothing."}, "S/RES/2758(2024), which the corpus holds", "A/RES/2758(XXVI)"),
        ({"A_RES_70_1": "Recalling A/RES/2758(XXVI),"}, "A/RES/2758(XXVI), which the corpus cites", "S/RES/2758(2024)"),
    ],
)
def test_number_means_the_only_document_that_is_held_or_cited_and_says_so(
    texts: dict[str, str], chosen: str, other: str, tmp_path: Path
) -> None:
    done = run("cite", "resolution 2758", *_corpus(tmp_path, **texts))
    assert done.returncode == 0
    assert done.out.split()[0] == chosen.partition(",")[0]
    assert complaint(done) == f"unrtrace: 'resolution 2758' is read as {chosen}; it could also be {other}"


def test_number_of_two_held_documents_says_what_is_held(tmp_path: Path) -> None:
    folder = _corpus(tmp_path, **{"A_RES_2758(XXVI)": "Nothing.", "S_RES_2758(2024)": "Nothing."})
    done = run("cite", "2758", *folder)
    assert done.returncode == 2
    assert "may be S/RES/2758(2024) (held) or A/RES/2758(XXVI) (held): give the whole symbol" in complaint(done)


def test_whole_symbol_needs_no_remark() -> None:
    assert run("cite", "A/RES/47/4").err == ""


# -- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("A_RES_51_148.fr.txt", "A/RES/51/148"), ("letter-2016-04-01.en.txt", "letter-2016-04-01")],
)
@pytest.mark.parametrize("command", ["cite", "timeline", "lineage", "graph"])
def test_file_of_the_corpus_is_its_document(command: str, name: str, identifier: str) -> None:
    assert run(command, str(BUNDLED / name)) == run(command, identifier)
    assert run(command, name, cwd=BUNDLED) == run(command, identifier)


def test_file_elsewhere_is_known_by_its_text(tmp_path: Path) -> None:
    shutil.copy(BUNDLED / "A_RES_51_148.en.txt", tmp_path / "download.txt")
    done = run("cite", "download.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert done.out.split()[0] == "A/RES/51/148"
    assert run("cite", "-", stdin=b"download.txt\n", cwd=tmp_path).out == done.out


def test_file_without_a_symbol_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Recalling A/RES/47/4,\n", "utf-8")
    done = run("cite", "notes.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "neither its text nor its name has a symbol" in complaint(done)
    assert "unrtrace extract notes.txt" in complaint(done)


@pytest.mark.parametrize("name", ["nowhere.pdf", "folder/nowhere.docx", "/nowhere/at all.txt"])
def test_file_that_is_not_there(name: str) -> None:
    done = run("cite", name)
    assert done.returncode == 2
    assert f"there is no file {name!r}, and it is no symbol either" in complaint(done)


# -- organisations and organs --------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["IOM"], ["--org", "IOM"]),
        (["МОМ"], ["--org", "IOM"]),
        (["iom"], ["--org", "IOM"]),
        (["International", "Organization", "for", "Migration"], ["--org", "IOM"]),
        (["International Organization for Migration"], ["--org", "IOM"]),
        (["IOM", "A/RES/51/148"], ["A/RES/51/148", "--org", "IOM"]),
        (["resolution", "51/148"], ["A/RES/51/148"]),
    ],
)
def test_timeline_takes_organisations_as_arguments(words: list[str], options: list[str]) -> None:
    done = run("timeline", *words)
    assert (done.returncode, done.err) == (0, "")
    assert done.out == run("timeline", *options).out


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("A", ["A", "a", "GA", "UNGA", "General Assembly", "general  assembly", "Assembly",
               "Assemblée générale",
               "Asamblea General", "Генеральная Ассамблея", "Генеральной Ассамблеи", "大会", "الجمعية العامة"]),
        ("S", ["S", "SC", "UNSC", "Security Council", "Conseil de sécurité", "Consejo de Seguridad",
               "Совет Безопасности", "安理会", "مجلس الأمن"]),
        ("E", ["E", "ECOSOC", "Economic and Social Council", "Conseil économique et social", "ЭКОСОС", "经社理事会",
               "Consejo Económico y Social", "المجلس الاقتصادي والاجتماعي"]),
        ("A/HRC", ["a/hrc", "HRC", "Human Rights Council", "人权理事会", "СПЧ", "مجلس حقوق الإنسان"]),
        ("E/CN.4", ["Commission on Human Rights", "Commission des droits de l'homme"]),
        ("A/CN.4", ["ILC", "International Law Commission"]),
        ("A/AC.105", ["A/AC.105", "a/ac.105"]),
    ],
)  # fmt: skip
def test_organs_by_code_and_name(code: str, names: list[str]) -> None:
    assert {name: organ_code(name) for name in names} == dict.fromkeys(names, code)


@pytest.mark.parametrize("name", ["", "XYZ", "Senate", "Generals", "A B", "人", "QQ/1"])
def test_other_words_name_no_organ(name: str) -> None:
    assert organ_code(name) is None


@pytest.mark.parametrize(
    "command", ["cite A/RES/51/148", "graph", "rank", "find migration", "extract corpus/A_RES_51_148.en.txt"]
)
def test_organ_may_be_named(command: str) -> None:
    by_code = run(*command.split(), "--organ", "A")
    assert by_code.returncode == 0
    for name in ("UNGA", "General Assembly", "大会"):
        assert run(*command.split(), "--organ", name) == by_code
    done = run(*command.split(), "--organ", "Genral Assembly")
    assert done.returncode == 2
    assert "unknown organ 'Genral Assembly'; did you mean General Assembly" in complaint(done)


@pytest.mark.parametrize("command", ["cite A/RES/51/148", "graph", "rank", "find migration", "timeline"])
def test_period_that_ends_before_it_begins_is_an_error(command: str) -> None:
    done = run(*command.split(), "--from", "2020", "--to", "2010-05")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--from 2020 is later than --to 2010-05: exchange them" in complaint(done)
    assert run(*command.split(), "--from", "1996", "--to", "1996").returncode in (0, 1)


def test_remark_on_a_number_from_standard_input() -> None:
    done = run("cite", "-", stdin=b"47/4\n51/148\n")
    assert done.returncode == 0
    assert [line.split("'")[1] for line in complaints(done)] == ["47/4"]
