"""Help, and what a mistyped command, option or value is answered with."""

import re
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len
from support.commands import complaint, run

from unrtrace.cli import COMMANDS, HIDDEN_COMMANDS, SECTIONS
from unrtrace.cli.examples import EXAMPLES
from unrtrace.facts import load

BUNDLED = Path(__file__).parents[1] / "corpus"
PDF_OF_EXAMPLES = ("FILE.pdf", "FILE.docx")

# -- help ----------------------------------------------------------------------------------


def test_program_alone_prints_the_help() -> None:
    done = run()
    assert (done.returncode, done.err) == (2, "")
    assert done.out == run("--help").out == run("help").out


@pytest.mark.parametrize("columns", ["50", "60", "80", "200"])
def test_commands_stand_in_sections_and_none_is_cut(columns: str) -> None:
    text = run("--help", COLUMNS=columns).out
    assert "..." not in text.partition("\n\n")[2]
    assert max(map(cell_len, text.splitlines())) <= int(columns)
    places = [text.index(f"\n{section}:\n") for section in SECTIONS]
    assert places == sorted(places)
    for section, commands in SECTIONS.items():
        part = text.split(f"\n{section}:\n")[1].split("\n\n")[0]
        assert re.findall(r"^  ([a-z]+) ", part, re.M) == list(commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_by_its_name(name: str) -> None:
    text = run(name, "--help").out
    assert run("help", name).out == text
    assert all(f"  {example}\n" in text for example in EXAMPLES[name])


@pytest.mark.parametrize("words", [("version",), ("-V",), ("--version",)])
def test_version(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.err) == (0, "")
    assert re.fullmatch(r"unrtrace \d+\.\d+\.\d+\n", done.out)


def test_every_command_has_examples() -> None:
    assert set(EXAMPLES) == set(COMMANDS)
    assert all(f"unrtrace {name}" in example for name, lines in EXAMPLES.items() for example in lines)


@pytest.mark.parametrize("example", [example for lines in EXAMPLES.values() for example in lines])
def test_examples_of_the_help_run(example: str, tmp_path: Path) -> None:
    """The part before a pipe or a redirection; FILE stands for a document and FOLDER for its folder."""
    command, _, after = example.partition("| unrtrace ")
    stdin = b""
    if after and command.startswith("echo "):
        stdin, command = shlex.split(command)[1].encode(), "unrtrace " + after
    words = shlex.split(re.split(r" [|>] ?", command)[0])[1:]
    replaced = {"FOLDER": str(BUNDLED), **dict.fromkeys(PDF_OF_EXAMPLES, str(BUNDLED / "A_RES_51_148.en.txt"))}
    done = run(*(replaced.get(word, word) for word in words), stdin=stdin)
    assert done.returncode in (0, 1) and (done.out or done.returncode)
    assert not done.err or "no problems found" in done.err


# -- -C before the command -----------------------------------------------------------------


@pytest.mark.parametrize("command", [("cite", "A/RES/51/148"), ("documents",), ("index",), ("find", "migration")])
def test_folder_before_the_command_is_that_of_the_command(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text("A/RES/70/1\n\nRecalling its resolution 51/148 on migration,\n", "utf-8")
    for option in ("-C", "--corpus"):
        before = run(option, str(tmp_path), *command)
        assert before.returncode == 0
        assert (option == "-C" and command == ("index",)) or before == run(*command, option, str(tmp_path))


def test_folders_before_and_after_the_command_are_both_used(tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / f"A_RES_70_{number}.txt").write_text("Recalling its resolution 51/148,\n", "utf-8")
    done = run("-C", str(tmp_path / "1"), "documents", "-C", str(tmp_path / "2"), "-f", "symbols")
    assert done.out.split() == ["A/RES/70/1", "A/RES/70/2"]


def test_folder_before_a_command_without_a_corpus() -> None:
    done = run("-C", str(BUNDLED), "text", "x")
    assert done.returncode == 2
    assert "text reads no corpus: leave out --corpus" in complaint(done)


def test_completion_behind_a_folder() -> None:
    run("index", str(BUNDLED))
    assert "cite" in run("complete", "--", "-C", str(BUNDLED), "ci").out.split()
    assert run("complete", "--", "-C", str(BUNDLED), "cite", "A/RES/51/").out.split() == ["A/RES/51/148"]
    assert run("complete", "--", "help", "tim").out.split() == ["timeline"]
    assert "--corpus" in run("complete", "--", "--").out.split()


# -- mistakes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("list", "no command 'list'; did you mean unrtrace documents? (see unrtrace --help)"),
        ("search x", "no command 'search'; did you mean unrtrace find TEXT? (see unrtrace --help)"),
        ("grep x", "no command 'grep'; did you mean unrtrace find TEXT? (see unrtrace --help)"),
        ("citee x", "no command 'citee'; did you mean unrtrace cite? (see unrtrace --help)"),
        ("help citee", "no command 'citee'; did you mean unrtrace cite? (see unrtrace --help)"),
        ("a/res/51/148", "no command 'a/res/51/148'; did you mean unrtrace cite a/res/51/148? (see unrtrace --help)"),
        ("51/148", "no command '51/148'; did you mean unrtrace cite 51/148? (see unrtrace --help)"),
        ("README.md", "did you mean unrtrace cite README.md, unrtrace show README.md or unrtrace extract README.md?"),
        ("frobnicate", "no command 'frobnicate' (see unrtrace --help)"),
        ("--versoin", "no option '--versoin'; did you mean --version? (see unrtrace --help)"),
        ("missing --json", "no option '--json'; did you mean -f json? (see unrtrace missing --help)"),
        ("timeline --html", "no option '--html'; did you mean -f html? (see unrtrace timeline --help)"),
        ("missing --html", "no option '--html' (see unrtrace missing --help)"),
        ("cite x -o out.txt", "no option '-o': results go to standard output: write > FILE after the command"),
        ("cite x --output=out.txt", "no option '--output': results go to standard output: write > FILE"),
        ("cite x --since 2010", "no option '--since'; did you mean --from? (see unrtrace cite --help)"),
        ("timeline --organisation IOM", "no option '--organisation'; did you mean --org?"),
        ("text --corpus x", "no option '--corpus': this command reads the files that it is given, not a corpus"),
        ("cite x -depth 2", "no option -depth; did you mean --depth? (see unrtrace cite --help)"),
        ("cite x --derection up", "no option '--derection'; did you mean --direction or --relation?"),
        ("cite x --direction citing", "'citing' is not one of cites, cited-by, both; did you mean cited-by?"),
        ("cite x --direction down", "--direction: 'down' is not one of cites, cited-by, both (see"),
        ("missing -f jsno", "tsv, symbols; did you mean json or jsonl? (see unrtrace missing --help)"),
        ("graph -f yaml", "--format: 'yaml' is not one of dot, graphml, gexf, mermaid, json, csv; did you mean json?"),
        ("cite x --titles-in French", "--titles-in: 'French' is not one of ar, en, es, fr, ru, zh; did you mean fr?"),
        ("timeline --kind letters", "did you mean letter? (see unrtrace timeline --help)"),
        ("doctor --check misname", "did you mean misnamed? (see unrtrace doctor --help)"),
        ("rank --by betweeness", "did you mean betweenness? (see unrtrace rank --help)"),
        ("completion csh", "SHELL: 'csh' is not one of bash, zsh, fish"),
        ("cite", "cite needs SYMBOL, as in: unrtrace cite A/RES/51/148 (see unrtrace cite --help)"),
        ("path A/RES/51/148", "path needs TO, as in: unrtrace path A/RES/52/189 A/RES/47/4 (see unrtrace path --help)"),
        ("find", "find needs TEXT, as in: unrtrace find observer status (see unrtrace find --help)"),
        ("cite A/RES/51/148 --limit 0", "--limit '0': expected a number from 1 on, or all (see unrtrace cite --help)"),
        ("-C x", "missing command (see unrtrace --help)"),
    ],
)  # fmt: skip
def test_mistake_is_answered_with_what_was_meant(typed: str, message: str) -> None:
    done = run(*typed.split())
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in complaint(done)


def test_every_known_mistake_leads_somewhere() -> None:
    table = load("mistakes")
    shown = {name: run(name, "--help").out for name in COMMANDS}
    everything = " ".join(shown.values())
    assert not set(table["commands"]) & {*COMMANDS, *HIDDEN_COMMANDS}
    for meant in table["commands"].values():
        command, *rest = meant.split()
        assert all(word in shown[command] for word in rest if word.startswith("-")), meant
    for meant in table["options"].values():
        assert re.search(rf"(?m)^ +(?:-\w, )?{meant.split()[0]}\b", everything), meant
    for meant in table["values"].values():
        assert re.search(rf"(?<![\w-]){meant}(?![\w-])", everything), meant
