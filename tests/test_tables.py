"""Tables on a terminal: nothing is left out, shortened or broken where it fits, in six languages and at any width."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text
from support.commands import run
from support.tables import check_table, overlong_lines

from unrtrace.cli.rank import figure
from unrtrace.graph.statistics import GROUPS
from unrtrace.index.locate import bundled
from unrtrace.output import labels, table
from unrtrace.output.table import Table
from unrtrace.output.terminal import fold, longest_word, tree
from unrtrace.output.text_view import table as text_table

WIDTHS = (40, 60, 80, 132, 200)
MOST_ROWS = 8  # that are laid out at every fifth width
TITLES = {
    "en": "Lighting of the harbours and of the lighthouses, breakwaters and piers of small island developing States",
    "fr": "Éclairage des ports, des phares et des jetées des petits États insulaires en développement",
    "es": "Iluminación de los puertos, faros y muelles de los pequeños Estados insulares en desarrollo",
    "ru": "Освещение портов, маяков и причалов малых островных развивающихся государств",
    "zh": "小岛屿发展中国家港口、灯塔和码头的照明问题，包括第51/148号决议（“灯塔”）的执行情况",
    "ar": "إِنارَة المَوانِئ والمَنارات والأرصفة في الدول الجزرية الصغيرة النامية",
}
BODIES = {
    "en": ("United Nations", "The General Assembly,\n\nRecalling its resolution 51/148 of 13 December 1996,\n"),
    "fr": ("Nations Unies", "L'Assemblée générale,\n\nRappelant sa résolution 51/148 du 13 décembre 1996,\n"),
    "es": ("Naciones Unidas", "La Asamblea General,\n\nRecordando su resolución 51/148, de 13 de diciembre de 1996,\n"),
    "ru": ("Организация Объединенных Наций", "Генеральная Ассамблея,\n\nссылаясь на свою резолюцию 51/148 от"
           " 13 декабря 1996 года,\n"),
    "zh": ("联合国", "大会，\n\n回顾其1996年12月13日第51/148号决议，\n"),
    "ar": ("الأمم المتحدة", "إن الجمعية العامة،\n\nوإذ تشير إلى قرارها 51/148 المؤرخ 13 كانون الأول/ديسمبر 1996،\n"),
}  # fmt: skip
FOLDERS = {
    "en": "a-folder-with-a-name-that-is-longer-than-a-narrow-terminal", "fr": "résolutions-de-l-Assemblée",
    "es": "resoluciones de la Asamblea", "ru": "резолюции-Генеральной-Ассамблеи", "zh": "大会决议与决定汇编",
    "ar": "قرارات-الجمعية",
}  # fmt: skip
LONG_SYMBOLS = "A/CONF.232/2023/4/Add.1/Corr.2, A/AC.109/PV.1021/Add.3/Rev.1 and UNEP/CBD/SBSTTA/REC/XXIII/7"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus with long titles, symbols, links and paths in six languages."""
    folder = tmp_path_factory.mktemp("tables") / "corpus"
    for number, (language, title) in enumerate(TITLES.items(), 1):
        of, text = BODIES[language]
        path = folder / FOLDERS[language] / f"{language}-e\u0301-harbour-lights-and-lighthouses.txt"
        path.parent.mkdir(parents=True)
        head = f"{of}\nA/RES/52/{number}\n\n52/{number}. {title}\n\n"
        path.write_text(f"{head}{text}\nRecalling also {LONG_SYMBOLS},\n\n1. Decides on lamps.\n", "utf-8")
    (folder / "corpus.toml").touch()
    (folder / "unreadable-file-with-a-long-name.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


def _plain(*names: str, symbols: tuple[str, ...] = ()) -> Callable[[dict[str, Any]], list[str]]:
    def row(record: dict[str, Any]) -> list[str]:
        values = {name: table.cell(record[name]) for name in names}
        return [labels.identifier(value) if name in symbols else value for name, value in values.items()]

    return row


def _ranked(record: dict[str, Any]) -> list[str]:
    names = (str(record["place"]), labels.identifier(record["id"]), figure(record["value"]))
    return [*names, str(record["cited_by"]), record["date"] or "", labels.clean(record["title"])]


def _found(record: dict[str, Any]) -> list[str]:
    return [record["work"], record["date"] or "", f"{record['file']}:{record['line']}", table.cell(record["text"])]


def _every(record: dict[str, Any]) -> list[str]:
    return [table.cell(value) for value in record.values()]


def _organisation(record: dict[str, Any]) -> list[str]:
    acronyms = dict.fromkeys(form for forms in record["acronyms"].values() for form in forms)
    return [record["code"], record["name"], ", ".join(acronyms), "; ".join(record["former"])]


DOCUMENTS = ("work", "date", "languages", "citations", "cited_by", "title")
TABLES: dict[str, tuple[list[str], Callable[[dict[str, Any]], list[str]]]] = {
    "missing --limit all": (
        ["symbol", "cited by", "citations", "kind", "for example", "link", "year as cited", "title as cited"],
        _plain(
            "symbol", "works", "citations", "kind", "example", "url", "year", "title", symbols=("symbol", "example")
        ),
    ),
    "rank": (["place", "document", "value", "cited by", "date", "title"], _ranked),
    "rank --by pagerank": (["place", "document", "value", "cited by", "date", "title"], _ranked),
    "documents": (["document", "date", "languages", "citations", "cited by", "title"], _plain(*DOCUMENTS)),
    "corpus --list": (["document", "date", "languages", "citations", "cited by", "title"], _plain(*DOCUMENTS)),
    "doctor": (["check", "about", "detail"], _plain("check", "about", "detail")),
    "find migration": (["document", "date", "where", "text"], _found),
    "find 移徙": (["document", "date", "where", "text"], _found),
    "find 51": (["document", "date", "where", "text"], _found),
    "organisations un": (["code", "name", "acronyms", "former names"], _organisation),
    "sql SELECT * FROM works": ([], _every),
    "sql SELECT * FROM citations": ([], _every),
    "index --failures": (["file", "problem", "reason"], _plain("file", "problem", "reason")),
}


@pytest.mark.parametrize("command", TABLES)
@pytest.mark.parametrize("corpus", ["bundled", "made"])
def test_each_value_can_be_read_from_its_cell(
    command: str, corpus: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed is read back at some widths, and its first rows laid out in this process at every fifth width."""
    name, _, rest = command.partition(" ")
    folder = made if corpus == "made" else bundled()
    arguments = [name, *([rest] if name == "sql" else rest.split()), "--corpus", str(folder)]
    records = [json.loads(line) for line in run(*arguments, "-f", "jsonl").out.splitlines()]
    if not records:
        pytest.skip("nothing to print")
    headings, row = TABLES[command]
    rows = list(map(row, records))
    if any(record.get("same_as") for record in records):
        at = len(headings) - 1 if name == "missing" else len(headings)
        headings = [*headings[:at], "same as", *headings[at:]]
        rows = [
            [*one[:at], labels.same_as(record["same_as"]), *one[at:]] for one, record in zip(rows, records, strict=True)
        ]
    for width in WIDTHS:
        out = run(*arguments, "-f", "rich", "--width", str(width), "--color", "never").out
        check_table(out, headings or list(records[0]), rows, width)
    laid_out: list[tuple[Any, ...]] = []
    monkeypatch.setattr(table, "Table", lambda *layout: laid_out.append(layout) or Table(*layout))
    run(*arguments, "-f", "rich", "--width", "80")
    ((words, cells, _, styles),) = laid_out
    for width in range(40, 201, 5):
        lines = Table(words, cells[:MOST_ROWS], width, styles).lines(cells[:MOST_ROWS])
        check_table("".join(line.plain + "\n" for line in lines), words, rows[:MOST_ROWS], width)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("corpus", ["bundled", "made"])
def test_each_count_can_be_read_from_its_cell(group: str, corpus: str, made: Path) -> None:
    arguments = ["stats", "--by", group, "--corpus", str(made if corpus == "made" else bundled())]
    records = [json.loads(line) for line in run(*arguments, "-f", "jsonl").out.splitlines()]
    names = ("documents", "citations", "share")
    columns = [name for name in names if any(one[name] not in (None, "") for one in records)]
    for width in WIDTHS:
        out = run(*arguments, "-f", "rich", "--width", str(width), "--color", "never").out
        check_table(out, [group, *columns], [_stat(group, one, columns) for one in records], width)


def _stat(group: str, record: dict[str, Any], columns: list[str]) -> list[str]:
    words = {"outcome": labels.outcome, "most cited": labels.identifier}.get(group, str)
    share = "" if record["share"] is None else f"{record['share']:.1%}"
    values = record | {"share": share}
    return [words(record["name"]), *(table.cell(values[name]) for name in columns)]


@pytest.mark.parametrize("language", TITLES)
def test_citations_of_a_file_can_be_read_from_their_cells(language: str, made: Path) -> None:
    (path,) = (made / FOLDERS[language]).iterdir()
    records = [json.loads(line) for line in run("extract", str(path), "-f", "jsonl").out.splitlines()]
    headings = ["line", "symbol", "relation", "place", "date", "text"]
    for width in WIDTHS:
        out = run("extract", str(path), "-f", "rich", "--width", str(width), "--color", "never").out
        name, _, rest = out.partition("\n")
        assert name == str(path) and rest.endswith("\n\n")
        check_table(rest[:-1], headings, list(map(_citation, records)), width)


def _citation(record: dict[str, Any]) -> list[str]:
    return [
        str(record["line"]), labels.identifier(record["symbol"]),
        "itself" if record["self"] else labels.in_words(record["relation"]),
        labels.place(record["place"], record["paragraph"]), record["date"] or "", " ".join(record["text"].split()),
    ]  # fmt: skip


WORDS = st.sampled_from(
    [
        *" ".join(TITLES.values()).split(), "A/RES/51/148", "Sales", "https://docs.un.org/en/A/CONF.232/2023/4/Add.1",
        "第51/148号决议，", "（二）“灯塔”", "e\u0301te\u0301", "مُحَمَّد", "می\u200cخواهم", "한국어", "ガス",
        "-", "12", "👩\u200d🚀",
    ]
)  # fmt: skip
VALUES = st.lists(WORDS, max_size=9).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(40, 200),
    st.integers(1, 7).flatmap(lambda n: st.lists(st.lists(VALUES, min_size=n, max_size=n), min_size=1, max_size=5)),
)
def test_any_values_can_be_read_from_their_cells_at_any_width(width: int, rows: list[list[str]]) -> None:
    headings = ["symbol", "cited by", "citations", "kind", "date", "title", "link"][: len(rows[0])]
    lines = Table(headings, rows, width, [""] * len(headings)).lines(rows)
    check_table("".join(line.plain + "\n" for line in lines), headings, rows, width)


def test_a_table_that_does_not_fit_is_a_list_of_fields() -> None:
    out = run("documents", "-f", "rich", "--width", "60", "--color", "never").out
    assert out.startswith(
        "document   A/64/233\ndate       2009-11-05\nlanguages  zh\ncitations  5\ncited by   0\n"
        "title      联合国同国际移民组织的合作\n\ndocument   A/RES/51/148\n"
    )


def test_lists_have_headings_on_a_terminal_only() -> None:
    for command in ("missing", "rank", "documents", "doctor"):
        first, *others = run(command, "-f", "rich", "--width", "600", "--color", "never").out.splitlines()
        assert first.split() and not any(character.isdigit() for character in first)
        assert len(run(command).out.splitlines()) == len(others)


# -- folding -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, [""]),
        ("Lighting of harbours", 11, ["Lighting of", "harbours"]),
        ("see https://docs.un.org/en/A/RES/51/148 and", 12, ["see", "https://docs.un.org/en/A/RES/51/148", "and"]),
        ("港口、灯塔（第51/148号）", 8, ["港口、灯", "塔（第", "51/148", "号）"]),
        ("إِنارَة المَوانِئ", 8, ["إِنارَة", "المَوانِئ"]),
        ("e\u0301te\u0301 passe\u0301", 4, ["e\u0301te\u0301", "passe\u0301"]),
        ("on line\u00a018", 8, ["on", "line 18"]),
        ("👩\u200d🚀👩\u200d🚀", 2, ["👩\u200d🚀", "👩\u200d🚀"]),
    ],
)
def test_folding(text: str, room: int, lines: list[str]) -> None:
    assert [line.plain for line in fold(Text(text), room)] == lines
    assert longest_word(text) <= max(room, max(map(labels.width, lines)))


def test_styles_stay_with_their_words() -> None:
    text = Text("one ").append("two", style="bold").append(" three")
    assert [[(span.start, span.end) for span in line.spans] for line in fold(text, 4)] == [[], [(0, 3)], []]


def test_a_long_word_in_a_tree_is_not_broken() -> None:
    path = "a-folder/" * 9 + "file.txt:18"
    lines = [line.plain for line in tree([(1, [Text("a")]), (2, [Text("in " + path)]), (1, [Text("b")])], 40)]
    assert lines == ["├── a", "│   └── in", "│       " + path, "└── b"]


# -- other views ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize(
    "command",
    ["cite A/RES/51/148", "cite A/RES/52/5 --depth 2", "cite A/RES/52/1 --explain", "timeline", "show A/RES/52/6"],
)
def test_only_a_single_word_runs_over_the_edge(command: str, width: int, made: Path) -> None:
    out = run(*command.split(), "--corpus", str(made), "-f", "rich", "--width", str(width), "--color", "never").out
    assert out and overlong_lines(out, width) == []
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_cite_names_each_file_once() -> None:
    out = run("cite", "A/RES/51/148", "-f", "rich", "--width", "80", "--color", "never").out
    assert out.count("A_RES_51_148.en.txt") == out.count("A_64_233.zh.txt") == 1
    assert "  file     en  A_RES_51_148.en.txt\n  file     fr  A_RES_51_148.fr.txt\n" in out
    assert "│   recalls · preambular para. 1 · 1992-10-16 · en:25, fr:28\n" in out
    assert "│   A_64_233.zh.txt\n│   cites · annex I, para. 1 · 1996-12-13 · line 95\n" in out
    further = run("cite", "A/RES/52/189", "--depth", "2", "--direction", "cites", "-f", "rich", "--width", "80").out
    assert "line 73\n│   en  A_RES_51_148.en.txt\n│   fr  A_RES_51_148.fr.txt\n│   ├── A/51/L.53" in further
    assert further.count("A_RES_52_189.en.txt") == further.count("A_RES_51_148.en.txt") == 1


def test_a_description_does_not_stand_behind_a_column_of_spaces() -> None:
    rows = [("1996", "UN", "short")] * 30 + [("1996", ", ".join(["IOM"] * 60), "long")]
    lines = list(text_table(rows, ragged=True))
    assert lines[0] == "1996  UN  short" and lines[-1].endswith(" IOM  long")
    assert len({len(line) for line in text_table([(*row[:2], "x") for row in rows])}) == 1
