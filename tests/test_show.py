"""`unrtrace show`: the outline and masthead of a document, on a terminal, in a pipe and as records."""

import json
from pathlib import Path

import pytest
from support.commands import Result, run
from support.tables import overlong_lines

from unrtrace.documents import from_text, read
from unrtrace.documents.outline import outline, walk
from unrtrace.index.locate import bundled

CORPUS = bundled()


def lines(text: str, language: str = "en") -> list[str]:
    """Return the outline as indented lines of kind and label."""
    found = walk(outline(from_text(text, language=language)))
    return ["  " * depth + f"{node.kind} {node.label or ''}".rstrip() for depth, node in found]


def show(*arguments: str, cwd: Path = CORPUS.parent, stdin: bytes = b"") -> Result:
    return run("show", *arguments, cwd=cwd, stdin=stdin)


# ---- the outline -------------------------------------------------------------------------------------


OPENED = "The General Assembly,\n\nRecalling its resolution 69/1 of 2 May 2015,\n\nNoting the dusk,\n\n"


def test_outline_has_preamble_operative_part_and_closing() -> None:
    text = OPENED + "1. Decides to act;\n\n2. Requests a report.\n\n70th plenary meeting\n3 May 2016\n"
    assert lines(text) == [
        "preamble", "  paragraph 1", "  paragraph 2", "operative", "  paragraph 1", "  paragraph 2", "closing",
    ]  # fmt: skip


def test_lettered_paragraphs_nest() -> None:
    text = (
        OPENED + "1. Requests:\n\n(a) To light:\n\n(i) The lamps;\n\n(ii) The towers;\n\n(b) To report;\n\n"
        "2. Decides (a) nothing else.\n"
    )
    assert lines(text)[3:] == [
        "operative", "  paragraph 1", "    sub-paragraph (a)", "      sub-paragraph (i)", "      sub-paragraph (ii)",
        "    sub-paragraph (b)", "  paragraph 2",
    ]  # fmt: skip


def test_i_after_h_is_a_letter() -> None:
    parts = "".join(f"({letter}) A lamp;\n\n" for letter in "abcdefghij")
    found = lines(OPENED + "1. Requests:\n\n" + parts)
    assert found[5:] == [f"    sub-paragraph ({letter})" for letter in "abcdefghij"]


@pytest.mark.parametrize(
    ("language", "parts", "labels"),
    [
        (
            "fr",
            "L'Assemblée générale,|Rappelant sa résolution,|1. Prie :|a) D'agir ;|b) De voir :|i) Ceci ;|ii) Cela.",
            ["a)", "b)", "i)", "ii)"],
        ),
        (
            "ar",
            "إن الجمعية العامة،|إذ تشير إلى قرارها،|1 - تطلب:|(أ) العمل؛|(ب) النظر؛|(ج) التقرير.",
            ["(أ)", "(ب)", "(ج)"],
        ),
        (
            "ru",
            "Генеральная Ассамблея,|ссылаясь на резолюцию,|1. просит:|a) действовать;|b) сообщить.",
            ["a)", "b)"],
        ),
        ("zh", "大会，|回顾其决议，|1. 请秘书长：|(a) 采取行动；|(b) 提出报告。", ["(a)", "(b)"]),
    ],
)
def test_lettered_paragraphs_in_other_languages(language: str, parts: str, labels: list[str]) -> None:
    text = parts.replace("|", "\n\n")
    found = [node for _, node in walk(outline(from_text(text, language=language)))]
    assert [node.label for node in found if node.kind == "sub-paragraph"] == labels
    assert [node.label for node in found if node.kind == "paragraph"] == ["1", "1"]


def test_sections_have_titles() -> None:
    text = (
        OPENED + "I\n\nLamps\n\n1. Decides to act;\n\nII\n\nTowers\n\nA. High towers\n\n2. Decides to climb;\n\n"
        "B. Low towers\n\n3. Decides to walk.\n\n70th plenary meeting\n3 May 2016\n"
    )
    assert lines(text)[3:] == [
        "operative", "  section I", "    paragraph 1", "  section II", "    section A", "      paragraph 2",
        "    section B", "      paragraph 3", "closing",
    ]  # fmt: skip
    titles = {node.label: node.text for _, node in walk(outline(from_text(text))) if node.kind == "section"}
    assert titles == {"I": "Lamps", "II": "Towers", "A": "High towers", "B": "Low towers"}


def test_lettered_parts_contain_resolutions() -> None:
    text = "A\n\n" + OPENED + "1. Decides to act.\n\nB\n\n" + OPENED + "1. Decides to wait.\n"
    assert [line for line in lines("51/990. Lamps\n\n" + text) if "paragraph" not in line] == [
        "masthead", "preamble", "operative", "section B", "  preamble", "  operative",
    ]  # fmt: skip


def test_annex_contains_a_draft_resolution() -> None:
    found = walk(outline(read(CORPUS / "letter-2016-04-01.en.txt")))
    parts = [(depth, node.kind, node.label, node.text[:23]) for depth, node in found if "paragraph" not in node.kind]
    assert parts[5:] == [
        (0, "annex", "I", "Explanatory memorandum"),
        (1, "section", "I", "Current state of the re"),
        (1, "section", "II", "Recent developments"),
        (3, "text", None, "[S]trengthening the rel"),
        (1, "section", "III", "Conclusions"),
        (0, "annex", "II", ""),
        (1, "draft resolution", None, "Cooperation between the"),
        (2, "preamble", None, "The General Assembly,"),
        (2, "operative", None, ""),
    ]


def test_footnotes_name_the_place_of_their_marks() -> None:
    nodes = [node for _, node in walk(outline(read(CORPUS / "A_RES_52_189.en.txt")))]
    notes = {node.label: node.at for node in nodes if node.kind == "footnote"}
    assert list(notes) == [str(number) for number in range(1, 12)]
    assert (notes["1"], notes["7"]) == (("preamble", "p1", 6), ("preamble", "p2", 30))
    assert notes["11"] == ("operative", "1", 89)
    bearing = {node.label: node.marks for node in nodes if node.kind == "paragraph" and node.marks}
    assert bearing == {"1": ("11",), "2": ("5", "6", "7", "8"), "8": ("9",), "10": ("10",)}


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_outline_spans_are_nested_and_in_order(path: Path) -> None:
    document = read(path)
    body = [node for _, node in walk(outline(document)) if node.kind not in ("footnotes", "footnote")]
    assert [node.start for node in body] == sorted(node.start for node in body)
    for node in body:
        assert 0 <= node.start < node.end <= len(document.text)
        if node.kind in ("paragraph", "sub-paragraph"):
            first = node.text.split()[0].strip("*“”")
            assert first in document.text[node.start : node.end]


def test_empty_text_has_an_empty_outline() -> None:
    assert outline(from_text("")) == []


# ---- the command -------------------------------------------------------------------------------------


def test_file_is_shown_in_a_pipe() -> None:
    done = show("corpus/A_RES_51_148.en.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.out
    head, outlined = text.split("\n\n")
    fields = dict(line.split("  ", 1) for line in head.splitlines())
    assert {label: value.strip() for label, value in fields.items()} == {
        "symbol": "A/RES/51/148 (by the masthead's symbol line)",
        "title": "Cooperation between the United Nations and the International Organization for Migration",
        "organ": "General Assembly", "kind": "resolution", "language": "English", "distribution": "general",
        "session": "51", "agenda item": "161", "adopted": "1996-12-13", "meeting": "84th plenary meeting",
        "issued": "1997-02-04", "based on": "A/51/L.53, A/51/L.53/Add.1",
        "basis": "without reference to a Main Committee (A/51/L.53 and Add.1)",
        "link": "https://docs.un.org/en/A/RES/51/148", "file": "corpus/A_RES_51_148.en.txt",
    }  # fmt: skip
    assert [line.split()[0] for line in outlined.splitlines()] == [
        "masthead", "preamble", *"12345", "operative", *"12345", "closing", "footnotes", "1",
    ]  # fmt: skip
    assert "at operative para. 1 :35" in outlined.splitlines()[-1]


def test_symbol_is_shown_in_the_requested_language() -> None:
    english, french = (json.loads(show("51/148", *more, "-f", "json").stdout) for more in ([], ["--language", "fr"]))
    assert (english["source"], french["source"]) == ("A_RES_51_148.en.txt", "A_RES_51_148.fr.txt")
    assert english["symbols"] == french["symbols"] == ["A/RES/51/148"]
    assert french["meeting"] == {"text": "84e séance plénière", "number": 84}
    assert [part["kind"] for part in french["outline"]] == [part["kind"] for part in english["outline"]]


def test_settings_of_the_corpus_are_applied() -> None:
    found = json.loads(show("A/64/233", "-f", "json").stdout)
    assert (found["symbols"], found["evidence"], found["organ"]) == (["A/64/233"], "corpus.toml", "A")
    assert json.loads(show("letter-2016-04-01", "-f", "json").stdout)["dated"] == "2016-04-01"


def test_records_are_the_document_then_its_parts() -> None:
    rows = [json.loads(line) for line in show("A/RES/52/189", "-f", "jsonl").stdout.splitlines()]
    assert [row["schema"] for row in rows] == ["unrtrace.document/1", *["unrtrace.part/1"] * (len(rows) - 1)]
    assert rows[0]["adopted"] == "1997-12-18"
    text = (CORPUS / "A_RES_52_189.en.txt").read_text("utf-8")
    sub = next(row for row in rows if row.get("label") == "(b)")
    assert (sub["kind"], sub["depth"]) == ("sub-paragraph", 3)
    assert text[sub["start"] : sub["end"]].startswith("(b) The report of the technical symposium")
    assert sub["line"] == text.count("\n", 0, sub["start"]) + 1


def test_depth_limits_the_outline() -> None:
    rows = [json.loads(line) for line in show("A/RES/52/189", "-d", "1", "-f", "jsonl").stdout.splitlines()]
    assert [row["kind"] for row in rows[1:]] == ["masthead", "preamble", "operative", "closing", "footnotes"]
    tree = json.loads(show("A/RES/52/189", "-d", "1", "-f", "json").stdout)
    assert all(part["parts"] == [] for part in tree["outline"])


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_tables_have_one_row_per_part(form: str) -> None:
    rows = show("A/RES/51/148", "-f", form).out.splitlines()
    assert rows[0].replace("\t", ",") == "schema,source,depth,kind,label,line,start,end,notes,at,text"
    assert len(rows) == 1 + len(list(walk(outline(read(CORPUS / "A_RES_51_148.en.txt")))))


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_rich_view_keeps_to_the_width(columns: int, path: Path) -> None:
    done = show(f"corpus/{path.name}", "-f", "rich", "--width", str(columns), "--color", "never")
    assert done.returncode == 0 and b"\x1b" not in done.stdout
    assert overlong_lines(done.out, columns) == []


def test_show_reads_standard_input() -> None:
    done = show("-", "-f", "json", stdin=OPENED.encode())
    assert json.loads(done.stdout)["source"] == "-"


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["lamps.txt"], 2, "it is no symbol either"),
        (["A/RES/60/1"], 1, "is not held"),
        (["A/RES/51/148", "--language", "zh"], 1, "is held in en, fr only"),
        (["A/RES/51/148", "--language", "de"], 2, "'de' is not one of ar, en, es, fr, ru, zh"),
        (["corpus"], 4, "is a folder"),
        (["A/RES/51/148", "--corpus", "nowhere"], 3, "is not there"),
        (["51/148", "-d", "0"], 2, "0 is not in the range"),
    ],
)
def test_unreadable_input_gives_one_line(arguments: list[str], code: int, word: str) -> None:
    done = show(*arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    [line] = done.err.splitlines()
    assert line.startswith("unrtrace: ") and word in line


def test_control_characters_are_not_printed(tmp_path: Path) -> None:
    evil = "A/51/1\n\n51/990. Lamps \x1b[31m[red]\u202e\n\nThe General Assembly,\n\nRecalling \x1b]0;x\x07 this,\n"
    (tmp_path / "evil \x1b[1m.txt").write_text(evil, "utf-8")
    for form in ("text", "rich"):
        done = show("evil \x1b[1m.txt", "-f", form, "--color", "never", cwd=tmp_path)
        assert done.returncode == 0
        assert not set(done.out) & set("\x1b\x07\u202e")
