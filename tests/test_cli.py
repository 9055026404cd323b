"""The command line: exit codes, streams, colours, inputs, and what must not reach a terminal."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
import regex
from support.commands import (
    Result,
    check_not_imported,
    complaint,
    complaints,
    imported_by,
    on_terminal,
    run,
    run_process,
    start,
)
from support.documents import make_older, resolution, write_resolutions
from support.marks import POSIX
from support.tables import overlong_lines

from unrtrace.index.locate import VARIABLE, bundled

COMMANDS = (
    "cite", "timeline", "extract", "show", "text", "find", "index", "corpus", "documents", "missing", "doctor", "sql",
    "path", "lineage", "graph", "rank", "stats", "organisations",
)  # fmt: skip
ESCAPE = b"\x1b"
SENTENCE = "Recalling General Assembly resolution 47/4 of 16 October 1992,"


def symbols(done: Result) -> list[str]:
    return [json.loads(line)["symbol"] for line in done.out.splitlines()]


# -- exit codes and errors -----------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("cite", "A/RES/51/148"), ("timeline",), ("timeline", "A/RES/51/148"), ("extract", "one.txt"), ("--version",)],
)
def test_exit_code_is_0_when_something_is_found(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(SENTENCE, "utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("arguments", [("cite", "A/RES/70/1"), ("timeline", "--from", "2020"), ("cite", "IOM:1")])
def test_exit_code_is_1_with_a_message_when_nothing_is_found(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert complaint(done)


def test_extract_exits_with_1_and_is_silent_without_citations(tmp_path: Path) -> None:
    done = run("extract", "-f", "jsonl", cwd=tmp_path, stdin=b"Nothing is cited here on 1 May 2000.")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("cite", "nonsense"), "nonsense"),
        (("cite", "A/RES/51/148 nonsense"), "nonsense"),
        (("cite", "resolution 51/148 nonsense"), "nonsense"),
        (("cite", "resolution 51/148 and A/51/1"), "A/51/1"),
        (("cite",), "SYMBOL"),
        (("cite", "A/RES/51/148", "--depth", "0"), "0"),
        (("cite", "A/RES/51/148", "--format", "xml"), "xml"),
        (("cite", "A/RES/51/148", "--titles-in", "de"), "de"),
        (("cite", "A/RES/51/148", "--direction", "up"), "up"),
        (("cite", "A/RES/51/148", "--width", "3"), "3"),
        (("cite", "A/RES/51/148", "--colour"), "--colour"),
        (("timeline", "--from", "yesterday"), "yesterday"),
        (("timeline", "--from", "2015-02-30"), "2015-02-30"),
        (("timeline", "--to", "2015-13"), "2015-13"),
        (("timeline", "--org", "NOSUCH"), "NOSUCH"),
        (("timeline", "nonsense"), "nonsense"),
        (("extract", "--language", "xx"), "xx"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_wrong_use_exits_with_2_and_one_line(arguments: tuple[str, ...], word: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert word in complaint(done)


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ("[", "corpus.toml"),
        ('["one.txt"]\nsymbl = "A/70/1"\n', "symbl"),
        ('["one.txt"]\nsymbol = "nonsense"\n', "nonsense"),
    ],
)
@pytest.mark.parametrize("command", [("cite", "A/RES/47/4"), ("timeline",)])
def test_invalid_settings_exit_with_3(command: tuple[str, ...], settings: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "corpus.toml").write_text(settings, "utf-8")
    done = run(*command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert word in complaint(done)
    assert "corpus.toml" in complaint(done)


@pytest.mark.parametrize("name", ["nowhere", "one.txt"])
def test_corpus_that_is_not_a_folder_exits_with_3(name: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(SENTENCE, "utf-8")
    by_option = run("cite", "A/RES/47/4", "--corpus", name, cwd=tmp_path)
    by_variable = run("cite", "A/RES/47/4", cwd=tmp_path, **{VARIABLE: name})
    for done in (by_option, by_variable):
        assert (done.returncode, done.stdout) == (3, b"")
        assert name in complaint(done)


@POSIX
def test_interrupt_exits_with_130_silently(tmp_path: Path) -> None:
    process = start("extract", cwd=tmp_path, stdin=subprocess.PIPE)
    try:
        for _ in range(200):  # until it waits for its input or has ended
            if process.poll() is not None or _waits(process.pid):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in error


def _waits(pid: int) -> bool:
    """Return whether a process has loaded the extractor and waits for input."""
    try:
        sleeps = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "S"
        return sleeps and "regex" in Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return False


@pytest.mark.parametrize(
    ("wrong", "near"), [("A/RES/51/149", "A/RES/51/148"), ("A/RES/52/188", "A/RES/52/189"), ("E/1996/91", "E/1996/90")]
)
def test_unknown_symbol_suggests_near_symbols_of_the_same_body(wrong: str, near: str, tmp_path: Path) -> None:
    done = run("cite", wrong, cwd=tmp_path)
    message = complaint(done)
    assert done.returncode == 1
    assert near in message
    body = wrong[0]
    suggested = message.split("did you mean ")[1].removesuffix("?").replace(" or ", ", ").split(", ")
    assert all(symbol.startswith(body) for symbol in suggested)


@pytest.mark.parametrize(
    "spelling",
    [
        "a/res/51/148", "A_RES_51_148", "51/148", "resolution 51/148", "General Assembly resolution 51/148",
        "https://docs.un.org/en/A/RES/51/148", "第51/148号决议", "A/RES/51/148*", " A/RES/51/148 ",
    ],
)  # fmt: skip
def test_any_spelling_of_a_symbol_is_accepted(spelling: str, tmp_path: Path) -> None:
    done = run("cite", spelling, cwd=tmp_path)
    assert done.returncode == 0
    assert done.out.splitlines()[0] == "A/RES/51/148"


@pytest.mark.parametrize("spelling", ["resolution 47/4", "47/4", "第47/4号决议"])
def test_bare_number_of_a_missing_document_is_accepted(spelling: str, tmp_path: Path) -> None:
    done = run("cite", spelling, "--direction", "cited-by", cwd=tmp_path)
    assert done.returncode == 0
    assert done.out.splitlines()[0].split()[0] == "A/RES/47/4"


# -- pipes ---------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_closed_pipe_ends_silently(form: str, tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text(f"{SENTENCE}\n\n" * 1500, "utf-8")
    process = start("extract", "many.txt", "-f", form, cwd=tmp_path)
    assert process.stdout and process.stderr
    assert process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=120), error) == (0, b"")


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_extract_reads_standard_input(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run("extract", *arguments, "-f", "jsonl", cwd=tmp_path, stdin=SENTENCE.encode())
    (line,) = done.out.splitlines()
    record = json.loads(line)
    assert (record["source"], record["symbol"], record["line"], record["column"]) == ("-", "A/RES/47/4", 1, 39)


@pytest.mark.parametrize("arguments", [("cite", "A/RES/52/189"), ("timeline", "--org", "IOM"), ("extract", "-")])
def test_pipe_gets_plain_text_of_any_width(arguments: tuple[str, ...], tmp_path: Path) -> None:
    stdin = (bundled() / "letter-2016-04-01.en.txt").read_bytes()
    narrow = run(*arguments, cwd=tmp_path, stdin=stdin, COLUMNS="40")
    wide = run(*arguments, cwd=tmp_path, stdin=stdin, COLUMNS="400", FORCE_COLOR="1")
    on_request = run(*arguments, "--color", "always", "--width", "40", cwd=tmp_path, stdin=stdin)
    assert narrow.stdout == wide.stdout == on_request.stdout
    assert ESCAPE not in narrow.stdout
    text = narrow.out
    assert not regex.search(r"[│├└─━┃●]", text)
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_output_does_not_depend_on_hash_seed(tmp_path: Path) -> None:
    outputs = {
        run_process("cite", "A/RES/52/189", "-f", "json", cwd=tmp_path, PYTHONHASHSEED=seed).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "tsv", "symbols", "text"])
def test_output_ends_with_one_line_feed(form: str, tmp_path: Path) -> None:
    out = run("cite", "A/RES/51/148", "-f", form, cwd=tmp_path).stdout
    assert out.endswith(b"\n")
    assert b"\r" not in out


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("arguments", [("cite", "A/RES/51/148", "--direction", "cites"), ("timeline", "--to", "1992")])
def test_table_sources_are_file_and_line(form: str, arguments: tuple[str, ...], tmp_path: Path) -> None:
    import csv

    text = run(*arguments, "-f", form, cwd=tmp_path).out
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t" if form == "tsv" else ","))
    assert rows
    for row in rows:
        assert regex.fullmatch(r"[\w.-]+:\d+(?:; [\w.-]+:\d+)*", row["sources"])


# -- the rich view -------------------------------------------------------------------------


def colored(folder: Path, *more: str, **variables: str) -> bool:
    done = run("cite", "A/RES/51/148", "-f", "rich", *more, cwd=folder, **variables)
    assert done.returncode == 0
    return ESCAPE in done.stdout


def test_colour_only_on_request(tmp_path: Path) -> None:
    assert colored(tmp_path, "--color", "always")
    assert not colored(tmp_path, "--color", "never")
    assert not colored(tmp_path)
    assert not colored(tmp_path, NO_COLOR="1")


def test_color_option_overrides_environment(tmp_path: Path) -> None:
    assert not colored(tmp_path, "--color", "never", FORCE_COLOR="1")


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("arguments", [("cite", "A/RES/52/189"), ("timeline", "--org", "IOM"), ("extract", "-")])
def test_rich_view_keeps_to_the_width(width: int, arguments: tuple[str, ...], tmp_path: Path) -> None:
    stdin = (bundled() / "A_RES_52_189.en.txt").read_bytes()
    out = run(*arguments, "-f", "rich", "--width", str(width), cwd=tmp_path, stdin=stdin).out
    assert out and overlong_lines(out, width) == []


@POSIX
def test_terminal_gets_rich_view_and_no_color_is_honoured(tmp_path: Path) -> None:
    shown = on_terminal("cite", "A/RES/51/148", "--width", "100", cwd=tmp_path)
    assert ESCAPE in shown
    assert "├".encode() in shown
    plain = on_terminal("cite", "A/RES/51/148", "--width", "100", cwd=tmp_path, NO_COLOR="1")
    assert not regex.search(rb"\x1b\[(?:3|4|9|10)\d", plain)
    assert "├".encode() in plain
    assert ESCAPE not in on_terminal("cite", "A/RES/51/148", "-f", "text", cwd=tmp_path)


# -- inputs --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_is_honoured(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(SENTENCE.encode(encoding))
    done = run("extract", "one.txt", "-f", "jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (symbols(done), json.loads(done.stdout)["start"]) == (["A/RES/47/4"], 38)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_other_encoding_is_read_with_a_warning(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(
        "Rappelant la résolution 47/4 de l'Assemblée générale du 16 octobre 1992".encode(encoding)
    )
    done = run("extract", "one.txt", "-f", "jsonl", cwd=tmp_path)
    assert done.returncode == 0
    assert symbols(done) == ["A/RES/47/4"]
    assert "one.txt" in complaint(done)


def test_nul_bytes_do_not_end_the_text(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"\0\0 A/RES/51/148 \0 and A/RES/52/189")
    done = run("extract", "one.txt", "-f", "jsonl", cwd=tmp_path)
    assert (done.returncode, symbols(done)) == (0, ["A/RES/51/148", "A/RES/52/189"])


def test_empty_file_cites_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "one.txt").write_text(SENTENCE, "utf-8")
    assert run("extract", "empty.txt", cwd=tmp_path).returncode == 1
    done = run("extract", "empty.txt", "one.txt", "-f", "jsonl", cwd=tmp_path)
    assert (done.returncode, symbols(done)) == (0, ["A/RES/47/4"])


def test_failed_inputs_exit_with_4_and_others_are_printed(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "folder").mkdir()
    bad = ["missing.txt", "folder", "", "x" * 300]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        bad.append("pipe")
    done = run("extract", *bad, "one.txt", "-f", "jsonl", cwd=tmp_path)
    assert (done.returncode, symbols(done)) == (4, ["A/RES/47/4"])
    assert len(complaints(done)) == len(bad)


def unreadable_name(folder: Path) -> str:
    """Create a file whose name is not UTF-8 and return the name."""
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (folder / name).write_text(SENTENCE, "utf-8")
    except OSError:
        pytest.skip("the file system takes only UTF-8 names")
    return name


@POSIX
def test_file_name_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    name = unreadable_name(tmp_path)
    for form in ("jsonl", "text", "csv"):
        done = run("extract", name, "-f", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"A/RES/47/4" in done.stdout
        assert done.out
    missing = run("extract", os.fsdecode(b"\xff.txt"), cwd=tmp_path)
    assert missing.returncode == 4
    assert complaint(missing)


@POSIX
def test_file_name_that_is_not_utf_8_in_a_corpus(tmp_path: Path) -> None:
    unreadable_name(tmp_path)
    done = run("cite", "A/RES/47/4", "-C", ".", cwd=tmp_path)
    assert done.returncode in (0, 4)
    assert complaints(done) == [] or done.returncode == 4


ASKING = {
    "cite": ("A/RES/51/4",), "path": ("A/RES/52/4", "A/RES/50/4"), "lineage": ("A/RES/52/4",),
    "timeline": ("--from", "1990"), "missing": (), "rank": (), "graph": (), "corpus": (), "documents": (), "stats": (),
    "find": ("lighthouses",),
}  # fmt: skip


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A corpus of three resolutions on one subject."""
    texts = {f"A_RES_{n}_4": resolution(f"{n}/4", cites=[f"{n - 1}/4"], title="Lighthouses") for n in (50, 51, 52)}
    return write_resolutions(tmp_path / "documents", {}, **texts)


@pytest.fixture
def torn(whole: Path) -> Path:
    """The same with a PDF that cannot be read."""
    (whole / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    make_older(whole)
    return whole


@pytest.mark.parametrize("command", ASKING)
def test_asking_answers_although_a_file_failed(command: str, torn: Path) -> None:
    corpus = ("-C", str(torn), "--index", str(torn.parent / "index.sqlite"))
    done = run(command, *ASKING[command], *corpus)
    assert done.returncode == 0
    assert complaint(done) == (
        "unrtrace: 1 file is not in the answer: unrtrace index --failures lists what could not be read"
    )
    strict = run(command, *ASKING[command], *corpus, "--strict")
    assert (strict.returncode, strict.out, complaint(strict)) == (4, done.out, complaint(done))


def test_strict_exits_with_4_where_nothing_is_found_in_the_other_files(torn: Path) -> None:
    codes = [run("find", "nowhere", "-C", str(torn), *strict).returncode for strict in ([], ["--strict"])]
    assert codes == [1, 4]


def test_strict_changes_nothing_where_every_file_is_read(whole: Path) -> None:
    for command, arguments in ASKING.items():
        done = run(command, *arguments, "--strict", "-C", str(whole))
        assert (done.returncode, done.stderr) == (0, b""), command


@pytest.mark.parametrize("command", ["index", "doctor"])
def test_commands_that_read_the_corpus_exit_with_4(command: str, torn: Path) -> None:
    assert run(command, "-C", str(torn)).returncode == 4
    assert run(command, "-C", str(torn), "-f", "jsonl").returncode == 4


def test_index_counts_failures_alike_in_text_and_records(torn: Path) -> None:
    for _ in range(2):
        record = json.loads(run("index", str(torn), "-f", "jsonl").out)
        text = run("index", str(torn)).out
        assert (record["failed"], "1 failed" in text) == (1, True)


# -- which corpus --------------------------------------------------------------------------


def test_verbose_names_the_corpus_and_why(tmp_path: Path) -> None:
    def first_message(*arguments: str, cwd: Path, **more: str) -> str:
        done = run("timeline", "--verbose", *arguments, cwd=cwd, **more)
        return complaints(done)[0]

    for name in ("one", "two", "three/corpus", "three/deep"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "three" / "corpus" / "corpus.toml").touch()
    for name in ("one", "two", "three/corpus"):
        (tmp_path / name / "note.txt").write_text("On 1 May 2000 the General Assembly adopted a text.", "utf-8")
    one, two, three = (str(tmp_path / name) for name in ("one", "two", "three/corpus"))
    assert one in first_message("--corpus", one, cwd=tmp_path, **{VARIABLE: two})
    assert "--corpus" in first_message("--corpus", one, cwd=tmp_path)
    by_variable = first_message(cwd=tmp_path / "three", **{VARIABLE: two})
    assert two in by_variable and VARIABLE in by_variable
    assert three in first_message(cwd=tmp_path / "three" / "deep")
    assert "bundled" in first_message(cwd=tmp_path)


# -- terminal safety -----------------------------------------------------------------------

HOSTILE = (
    "A/RES/70/999\n3 March 2016\n\n"
    "70/999. Lights\x1b[31m red\x07 and \u202eright-to-left\u202c\x9b2J\n\n"
    "The General Assembly,\n\n"
    "Recalling its resolution 69/1\x1b]0;title\x07 of 5 December 2014 and \u2066the\u2069 IOM "
    "\x1b[2J\x08\x7f agreement of 1 May 2015,\n\n"
    "1. Takes note of\x1b[5m document A/70/\x1b[31m55, [red]and[/red] of A/70/56\u202e;\n\n"
    "80th plenary meeting\n17 December 2015\n"
)
FORBIDDEN = regex.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "one.txt").write_text(HOSTILE, "utf-8")
    (folder / "corpus.toml").touch()
    return folder


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        *[(("cite", "A/RES/69/1"), form) for form in ("text", "rich", "csv", "tsv")],
        *[(("cite", "A/RES/70/999"), form) for form in ("text", "rich")],
        *[(("timeline",), form) for form in ("text", "rich", "csv", "tsv")],
        *[(("extract", "one.txt"), form) for form in ("text", "rich", "csv", "tsv")],
    ],
)
def test_control_characters_of_a_document_are_not_printed(arguments: tuple[str, ...], form: str, hostile: Path) -> None:
    done = run(*arguments, "-f", form, cwd=hostile)
    text = done.out
    assert done.returncode == 0
    assert text
    assert FORBIDDEN.findall(text) == []
    assert FORBIDDEN.findall(done.err) == []


def test_markup_in_a_document_is_not_interpreted(hostile: Path) -> None:
    title = HOSTILE.replace("red\x07", "[bold]red[/bold] :smile:")
    (hostile / "one.txt").write_text(title, "utf-8")
    out = run("cite", "A/RES/70/999", "-f", "rich", "--width", "200", cwd=hostile).out
    (hostile / "one.txt").write_text(HOSTILE, "utf-8")
    assert "[bold]red[/bold] :smile:" in out


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_json_escapes_control_characters(form: str, hostile: Path) -> None:
    done = run("extract", "one.txt", "-f", form, cwd=hostile)
    assert ESCAPE not in done.stdout
    assert json.loads(done.out.splitlines()[0] if form == "jsonl" else done.stdout)


def test_control_characters_of_an_argument_are_not_printed(tmp_path: Path) -> None:
    for arguments in (
        ("extract", "a\x1b[31mb\n.txt"),
        ("cite", "A/\x1b[31m"),
        ("timeline", "--org", "\x1b[31m"),
        ("cite", "x", "-C", "\x1b[2J"),
    ):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode in (2, 3, 4)
        assert ESCAPE not in done.stderr
        assert complaint(done)


# -- help and start-up ---------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(command: str, flag: str, tmp_path: Path) -> None:
    done = run(command, flag, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"unrtrace {command}".encode() in done.stdout
    assert b"--format" in done.stdout or command == "text"


def test_help_lists_every_command(tmp_path: Path) -> None:
    text = run("--help", cwd=tmp_path).out
    assert all(regex.search(rf"^\s+{command}\s+\S", text, regex.M) for command in COMMANDS)
    assert run(cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS), ["--version"]])
def test_help_imports_no_heavy_module(arguments: list[str], tmp_path: Path) -> None:
    imported = {name.split(".")[0] for name in imported_by(*arguments, cwd=tmp_path)}
    assert "typer" in imported
    check_not_imported(imported, {"rich", "regex", "sqlite3", "charset_normalizer", "tomllib", "pydantic"})


def test_corpus_folder_is_not_changed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(bundled(), folder)
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    for arguments in (("cite", "A/RES/51/148"), ("timeline",), ("extract", "corpus/A_64_233.zh.txt")):
        assert run(*arguments, cwd=tmp_path).returncode == 0
    assert {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]
