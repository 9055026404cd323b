"""Options: old spellings that keep working, the registry of formats, and what people read in place of identifiers."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from support.commands import complaint, run
from support.documents import write_resolutions

from unrtrace.cli import COMMANDS, HIDDEN_COMMANDS, man
from unrtrace.cli.old_spellings import OLD_SPELLINGS
from unrtrace.output import formats

ROOT = Path(__file__).parents[1]
SAME = [  # old spelling, new spelling
    ("cite A/RES/51/148 --lang fr -f json", "cite A/RES/51/148 --titles-in fr -f json"),
    ("path A/RES/52/189 A/RES/47/4 --all", "path A/RES/52/189 A/RES/47/4 --all-paths"),
    ("path A/RES/52/189 A/RES/47/4 --lang=fr --all --limit all", "path A/RES/52/189 A/RES/47/4 --all-paths"),
    ("lineage A/RES/52/189 --lang fr", "lineage A/RES/52/189 --titles-in fr"),
    ("graph A/RES/51/148 --lang fr", "graph A/RES/51/148 --titles-in fr"),
    ("rank --by bridges --lang fr", "rank --by betweenness --titles-in fr"),
    ("rank --by=bridges -f jsonl", "rank --by=betweenness -f jsonl"),
    ("timeline --org IOM --org UN --all", "timeline --org IOM --org UN --match-all"),
    ("timeline --topic observer --lang fr", "timeline --words observer --titles-in fr"),
    ("extract corpus/A_RES_51_148.en.txt --body A --lang en",
     "extract corpus/A_RES_51_148.en.txt --organ A --language en"),
    ("show A/RES/51/148 --lang fr", "show A/RES/51/148 --language fr"),
    ("find migration --top 1 --lang fr", "find migration --limit 1 --language fr"),
    ("find migration --top=1", "find migration --limit=1"),
    ("find migration --year 1996", "find migration --from 1996 --to 1996"),
    ("find migration --year 1990-1999", "find migration --from 1990-01-01 --to 1999-12"),
    ("missing --top 2 --lang fr", "missing --limit 2 --titles-in fr"),
    ("missing --all -f symbols", "missing --limit all -f symbols"),
    ("missing --top 2 --all", "missing --limit all"),
    ("doctor --top 1", "doctor --limit 1"),
    ("doctor --all -f jsonl", "doctor --limit all -f jsonl"),
    ("orgs IOM --lang fr", "organisations IOM --titles-in fr"),
    ("corpus --list", "documents"),
    ("corpus -l -f tsv", "documents -f tsv"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME, ids=[old for old, _ in SAME])
def test_old_spelling_does_the_same(old: str, new: str) -> None:
    before, after = run(*old.split()), run(*new.split())
    assert before == after
    assert after.returncode == 0 and after.stdout


def test_every_old_spelling_is_tested() -> None:
    commands = [old.split() for old, _ in SAME]
    for name, spellings in OLD_SPELLINGS.items():
        words = [word.partition("=")[0] for command, *rest in commands if command == name for word in rest]
        assert set(spellings) <= {*words, *(["--lang"] if name == "organisations" else [])}, name


def test_an_argument_that_looks_like_an_old_spelling_is_an_argument() -> None:
    assert run("find", "--", "--top").returncode == 1
    assert run("timeline", "--words", "--all").returncode == 1


@pytest.mark.parametrize("name", OLD_SPELLINGS)
def test_old_spellings_are_hidden(name: str) -> None:
    text = run(name, "--help").out
    manual = "\n".join(man.page()).split(f".SS unrtrace {name}")[-1].split(".SS ")[0]
    completed = run("complete", "--", name, "--").out.split()
    for old in (*OLD_SPELLINGS[name], "--year"):
        assert old not in text.split() and old not in completed
        assert f"fB{man.escaped(old)}\\fR" not in manual


def test_old_commands_are_hidden() -> None:
    assert "orgs" not in run("--help").out
    assert "orgs" not in run("complete", "--", "").out.split()


# -- the registry of formats ---------------------------------------------------------------


def test_every_format_has_a_writer_and_commands() -> None:
    for row in formats.FORMATS:
        assert set(row.commands) <= set(COMMANDS)
        assert row.extension.startswith(".")
        if row.name in formats.VIEWS:
            assert not row.writer
        else:
            module, _, function = row.writer.partition(":")
            assert callable(getattr(import_module(module), function))


def test_no_command_has_a_format_twice() -> None:
    for name in COMMANDS:
        assert len(set(formats.names(name))) == len(formats.names(name))


def test_the_documentation_lists_every_format() -> None:
    text = (ROOT / "docs" / "output.md").read_text("utf-8")
    for row in formats.FORMATS:
        assert f"| `{row.name}` | `{row.extension}` |" in text


@pytest.mark.parametrize("name", [name for name in COMMANDS if formats.names(name)])
def test_help_and_completion_list_the_formats_of_a_command(name: str) -> None:
    expected = formats.names(name) if name == "graph" else ("auto", *formats.names(name))
    assert "|".join(expected) in run(name, "--help").out
    assert tuple(run("complete", "--", name, "--format", "").out.split()) == expected
    wrong = run(name, "A/RES/51/148", "--format", "xml") if name != "index" else run(name, "--format", "xml")
    assert wrong.returncode == 2
    assert "'xml' is not one of" in complaint(wrong) or "unexpected" in complaint(wrong)


def test_languages_are_completed() -> None:
    assert run("complete", "--", "cite", "--titles-in", "").out.split() == ["ar", "en", "es", "fr", "ru", "zh"]
    assert run("complete", "--", "extract", "--language", "z").out.split() == ["zh"]


def test_hidden_commands_are_no_commands() -> None:
    assert not set(HIDDEN_COMMANDS) & set(COMMANDS)


# -- what people read ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sales")
    text = (
        "United Nations A/RES/70/1\n\nThe General Assembly,\n\n"
        "Recalling the handbook (United Nations publication, Sales No. E.95.XIII.18) and the Convention "
        "(United Nations, Treaty Series, vol. 1577, No. 27531),\n"
    )
    write_resolutions(folder / "corpus", {}, a=text)
    (folder / "corpus" / "corpus.toml").touch()
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("cite", "A/RES/70/1"), ("missing",), ("rank",), ("graph", "A/RES/70/1"), ("stats", "--by", "most cited"),
        ("path", "A/RES/70/1", "Sales:95.XIII.18"), ("extract", "corpus/a.en.txt"),
        ("graph", "A/RES/70/1", "-f", "mermaid"), ("cite", "A/RES/70/1", "-f", "bibtex", "--direction", "cites"),
    ],
)  # fmt: skip
def test_people_read_sales_numbers_and_treaties_as_they_are_written(arguments: tuple[str, ...], sales: Path) -> None:
    out = run(*arguments, cwd=sales).out.replace("#46;", ".").replace("#44;", ",")
    assert "Sales No. 95.XIII.18" in out
    assert arguments[0] == "path" or "UNTS vol. 1577, No. 27531" in out
    if "-f" not in arguments and arguments[0] != "graph":
        rich = run(*arguments, "-f", "rich", "--width", "200", cwd=sales).out
        assert "Sales No. 95.XIII.18" in rich and "Sales:95" not in out + rich
        tsv = run(*arguments, "-f", "tsv", cwd=sales).out
        assert "Sales:95.XIII.18" in tsv and "Sales No. 95" not in tsv


@pytest.mark.parametrize("name", ["Sales No. 95.XIII.18", "UNTS vol. 1577, No. 27531"])
def test_what_people_read_can_be_typed(name: str, sales: Path) -> None:
    done = run("cite", name, cwd=sales)
    assert done.returncode == 0
    assert done.out.splitlines()[0] == f"{name}  not held in the corpus"


def test_not_held_is_for_people_and_missing_for_programs() -> None:
    arguments = ("cite", "A/RES/52/189", "--direction", "cites")
    assert "  not held  " in run(*arguments).out and "missing" not in run(*arguments).out
    outcomes = [json.loads(line)["outcome"] for line in run(*arguments, "-f", "jsonl").out.splitlines()]
    assert "missing" in outcomes and "not held" not in outcomes
    assert "not held" in run("stats", "--by", "outcome").out
    assert "\tmissing\t" in run("stats", "--by", "outcome", "-f", "tsv").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("cite A/RES/51/148 --organ XYZ", "unknown organ 'XYZ': give a code such as A, S or A/HRC"),
        ("cite A/RES/51/148 --from 2015-13", "--from: not a date: '2015-13'; write 2015, 2015-11 or 2015-11-24"),
        ("cite A/RES/51/148 --relation recals", "unknown relation 'recals'; did you mean recalls"),
        ("cite A/RES/51/149", "; did you mean A/RES/51/148"),
        ("schema nonsense", "unknown record 'nonsense': use one of citation, edge"),
        ("timeline --org NOSUCH", "unknown organisation 'NOSUCH'"),
        ("find x --year 96", "--year: not a year: '96'; write 1996 or 1990-1999"),
        ("index --dry-run", "nothing to do"),
    ],
)
def test_messages(arguments: str, message: str) -> None:
    run("index")
    assert message in complaint(run(*arguments.split()))
