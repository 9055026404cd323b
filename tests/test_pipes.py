"""Commands in pipes: symbols on standard input, one record per line on standard output; completion; the manual."""

import json
import os
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from support.commands import check_not_imported, complaints, environment, imported_by, run, start
from support.documents import write_resolutions
from support.marks import POSIX

from unrtrace import Corpus
from unrtrace.cli import man
from unrtrace.cli.arguments import split_arguments
from unrtrace.facts import load
from unrtrace.output import serialize

ROOT = Path(__file__).parent.parent
CITES = {"52/1": ["51/1", "50/1"], "51/1": ["50/1"], "50/1": ["49/1"], "50/2": ["49/1"]}
NAMES = b"A/RES/51/1\n\nnonsense\n52/1\nA/RES/9/9\n"
RECORDS = {
    "citation": ["extract", "corpus/A_RES_52_1.en.txt"],
    "edge": ["cite", "A/RES/52/1", "--depth", "all"],
    "event": ["timeline"],
    "step": ["path", "A/RES/52/1", "A/RES/49/1", "--all-paths"],
    "link": ["lineage", "A/RES/52/1"],
    "rank": ["rank", "--by", "pagerank"],
    "stat": ["stats"],
    "explanation": ["cite", "A/RES/52/1", "--explain"],
    "hit": ["find", "lighthouses"],
    "missing": ["missing"],
    "finding": ["doctor"],
    "corpus": ["corpus"],
    "update": ["index"],
    "organisation": ["organisations"],
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    write_resolutions(tmp_path / "corpus", CITES)
    for number in ("50/1", "51/1", "52/1"):
        path = tmp_path / "corpus" / f"A_RES_{number.replace('/', '_')}.en.txt"
        path.write_text(
            path.read_text("utf-8").replace(f"Lighthouses {number}", "Safety of lighthouses at sea"), "utf-8"
        )
    (tmp_path / "corpus" / "corpus.toml").touch()
    return tmp_path


@pytest.fixture
def indexed(here: Path) -> Path:
    """Return the same folder after its index was made, so that processes need not make it."""
    Corpus(here / "corpus")
    return here


def shell(command: str, here: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line in a shell in which `unrtrace` is the program under test."""
    folder = here / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "unrtrace"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m unrtrace "$@"\n', "utf-8")
    program.chmod(0o755)
    env = environment(PATH=f"{folder}{os.pathsep}{os.environ['PATH']}", UNRTRACE_CORPUS=str(here / "corpus"))
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=here,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# -- symbols on standard input -------------------------------------------------------------


def test_invalid_symbol_in_a_pipe_does_not_stop_others(here: Path) -> None:
    done = run("cite", "-", "-f", "jsonl", "--direction", "cites", cwd=here, stdin=NAMES)
    assert done.returncode == 4
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["root"], row["cited"]) for row in rows] == [
        ("A/RES/51/1", "A/RES/50/1"), ("A/RES/52/1", "A/RES/51/1"), ("A/RES/52/1", "A/RES/50/1"),
    ]  # fmt: skip
    nonsense, chosen, missing = complaints(done)
    assert "nonsense" in nonsense
    assert "'52/1' is read as A/RES/52/1, which the corpus holds; it could also be A/HRC/RES/52/1" in chosen
    assert "A/RES/9/9 not found in" in missing


def test_council_number_with_a_wrong_year_suggests_the_right_one(here: Path) -> None:
    done = run("cite", "S/RES/1325 (2003)", cwd=here)
    assert done.returncode == 1
    assert "did you mean S/RES/1325(2000)? The Security Council adopted it in 2000" in complaints(done)[0]


@pytest.mark.parametrize("command", ["cite", "lineage", "graph", "timeline"])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_invalid_symbols_exit_with_4_and_others_are_answered(command: str, form: str, here: Path) -> None:
    done = run(command, "-", "-f", form, cwd=here, stdin=b"A/RES/51/1\nnonsense\n")
    assert done.returncode == 4
    assert b"51/1" in done.stdout
    assert any("nonsense" in line for line in complaints(done))


@pytest.mark.parametrize("stdin", [b"", b"\n\n", b"nonsense\n", b"A/RES/9/9\n"])
@pytest.mark.parametrize("command", ["cite", "lineage", "graph"])
def test_pipe_without_valid_symbols_prints_nothing(command: str, stdin: bytes, here: Path) -> None:
    done = run(command, "-", cwd=here, stdin=stdin)
    assert done.returncode == (4 if b"nonsense" in stdin else 1)
    assert done.stdout == b""


@pytest.mark.parametrize(
    "stdin", [b"\xff\xfe\n", b"A/RES/51/1\x00\n", "\ufeff51/1\n".encode(), b"A/RES/51/1\r\n", b"\x1b[31m\n"]
)
def test_odd_bytes_in_a_pipe_cause_no_traceback(stdin: bytes, here: Path) -> None:
    done = run("cite", "-", "-f", "symbols", cwd=here, stdin=stdin)
    assert done.returncode in (0, 4)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr
    assert (done.returncode == 0) == bool(done.stdout)


def test_null_option_separates_names_with_nul(here: Path) -> None:
    done = run("cite", "-", "-0", "-f", "symbols", "--direction", "cites", cwd=here, stdin=b"A/RES/52/1\x00A/RES/51/1")
    assert (done.returncode, done.stdout) == (0, b"A/RES/51/1\x00A/RES/50/1\x00")
    listed = b"corpus/A_RES_50_1.en.txt\x00corpus/A_RES_50_2.en.txt\x00"
    done = run("extract", "--files-from", "-", "-0", "-f", "symbols", cwd=here, stdin=listed)
    assert done.stdout.split(b"\x00").count(b"A/RES/49/1") == 2


def test_path_reads_one_end_from_a_pipe(here: Path) -> None:
    done = run("path", "A/RES/52/1", "-", "-f", "jsonl", cwd=here, stdin=b"A/RES/50/1\nA/RES/49/1\n")
    assert [(row["chain"], row["step"], row["cited"]) for row in map(json.loads, done.stdout.splitlines())] == [
        (1, 1, "A/RES/50/1"), (2, 1, "A/RES/50/1"), (2, 2, "A/RES/49/1"),
    ]  # fmt: skip
    both = run("path", "-", "-", cwd=here)
    assert (both.returncode, both.stdout) == (2, b"")


def test_arguments_are_symbols_or_one_phrase() -> None:
    assert split_arguments(["S/RES/1325", "(2000)"]) == ["S/RES/1325 (2000)"]
    assert split_arguments(["217", "A", "(III)"]) == ["217 A (III)"]
    assert split_arguments(["A/RES/47/4", "S/1994/99"]) == ["A/RES/47/4", "S/1994/99"]


# -- records -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RECORDS)
def test_records_match_their_schema(name: str, here: Path) -> None:
    done = run(*RECORDS[name], "-f", "jsonl", cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    described = run("schema", name, cwd=here)
    schema = json.loads(described.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    for row in rows:
        jsonschema.validate(row, schema)
        assert list(row) == list(schema["properties"])
    tsv = run(*RECORDS[name], "-f", "tsv", cwd=here).out.splitlines()
    assert tsv[0].split("\t") == list(schema["properties"])
    assert len(tsv) == len(rows) + 1


def test_schema_of_a_graph_and_of_unknown_records(here: Path) -> None:
    jsonschema.validate(json.loads(run("graph", "-f", "json", cwd=here).stdout), serialize.schema("graph"))
    broken = {"schema": "unrtrace.edge/1", "citing": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, serialize.schema("edge"))
    done = run("schema", "nonsense", cwd=here)
    assert (done.returncode, done.stdout) == (2, b"")
    assert run("schema", cwd=here).out.split()[0] == "citation"


def test_own_symbol_of_a_document_is_marked_and_can_be_left_out(here: Path) -> None:
    file = "corpus/A_RES_52_1.en.txt"
    rows = [json.loads(line) for line in run("extract", file, "-f", "jsonl", cwd=here).out.splitlines()]
    assert {row["symbol"] for row in rows if row["self"]} == {"A/RES/52/1"}
    assert "A/RES/52/1" not in {row["symbol"] for row in rows if not row["self"]}
    others = [row["symbol"] for row in rows if not row["self"]]
    assert run("extract", "--no-self", file, "-f", "symbols", cwd=here).out.split() == others
    for name, marked in (("tsv", "true"), ("csv", "true"), ("text", "itself")):
        lines = run("extract", file, "-f", name, cwd=here).out.splitlines()
        assert sum(marked in re.split(r"[\t,]|  +", line) for line in lines) == len(rows) - len(others), name
    assert "itself" in run("extract", file, "-f", "rich", "--width", "100", cwd=here).out
    assert "itself" not in run("extract", "--no-self", file, "-f", "rich", "--width", "100", cwd=here).out


def test_documents_and_their_parts_match_their_schemas(here: Path) -> None:
    (here / "corpus" / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    found = [
        json.loads(line)
        for command in (["documents"], ["show", "A/RES/52/1"], ["index", "--failures"])
        for line in run(*command, "-f", "jsonl", cwd=here).out.splitlines()
    ]
    found.append(json.loads(run("cite", "A/RES/52/1", "-f", "json", cwd=here).out)["work"])
    for row in found:
        name = row["schema"].removeprefix("unrtrace.").partition("/")[0]
        jsonschema.validate(row, serialize.schema(name))
    assert {row["schema"] for row in found} == {
        "unrtrace.document/1", "unrtrace.part/1", "unrtrace.failure/1", "unrtrace.work/1"
    }  # fmt: skip
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": "unrtrace.document/1", "work": "A/1"}, serialize.schema("document"))


def test_schema_knows_every_record_of_the_documentation_and_the_documentation_every_record(here: Path) -> None:
    named = set(re.findall(r"`unrtrace\.([a-z_]+)/[0-9]+`", (ROOT / "docs" / "output.md").read_text("utf-8")))
    rows = load("records")["records"].items()
    assert named == {name for name, row in rows if row.get("marked", True) and "name" not in row}
    for name in named:
        assert f"`{serialize.schema_id(name)}`" in (ROOT / "docs" / "output.md").read_text("utf-8")
        assert json.loads(run("schema", name, cwd=here).out)["$id"] == serialize.schema_id(name)


def test_documentation_lists_every_field() -> None:
    text = (ROOT / "docs" / "output.md").read_text("utf-8")
    for name, row in load("records")["records"].items():
        if row.get("marked", True):
            places = re.finditer(f"`{serialize.schema_id(name)}`", text)
            sections = "".join(text[place.end() :].split("\n## ", 1)[0] for place in places)
            missing = [field for field in row["fields"] if f"`{field}`" not in sections]
            assert not missing, (name, missing)


@POSIX
@pytest.mark.parametrize(
    "command",
    [
        ("cite", "A/RES/50/1", "-f", "jsonl"), ("graph", "-f", "dot"), ("rank", "-f", "tsv"), ("stats",),
        ("schema", "edge"),
        ("path", "A/RES/52/1", "A/RES/49/1"), ("lineage", "A/RES/52/1"), ("completion", "bash"), ("man",),
        ("cite", "A/RES/50/1", "-f", "bibtex"),
    ],
)  # fmt: skip
def test_closed_reader_is_no_error(command: tuple[str, ...], indexed: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    process = start(*command, cwd=indexed, stdout=written)
    os.close(written)
    _, error = process.communicate(timeout=120)
    assert (process.returncode, error) == (0, b"")


@POSIX
def test_pipes_of_the_readme_work(indexed: Path) -> None:
    counted = shell("unrtrace extract corpus/*.txt -f symbols | sort | uniq -c | sort -rn | head -1", indexed)
    assert counted.stdout.split() == ["4", "A/RES/50/1"]  # cited twice; its own masthead and title
    missing = shell("unrtrace missing -f symbols | xargs -n1 unrtrace cite --direction cited-by -f symbols", indexed)
    assert (missing.stdout.split(), missing.stderr) == (["A/RES/50/1", "A/RES/50/2"], "")
    again = shell("unrtrace missing -f symbols | unrtrace cite - --direction cited-by -f symbols", indexed)
    assert again.stdout == missing.stdout
    nul = shell("unrtrace missing -f symbols -0 | xargs -0 unrtrace cite --direction cited-by -f symbols", indexed)
    assert nul.stdout == missing.stdout


@POSIX
@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed: apt-get install jq")
def test_jq_reads_records(indexed: Path) -> None:
    done = shell("unrtrace cite A/RES/52/1 -f jsonl | jq -r 'select(.relation == \"recalls\") | .cited'", indexed)
    assert done.stdout.split() == ["A/RES/51/1", "A/RES/50/1"]


# -- views for people ----------------------------------------------------------------------


def test_view_shows_100_most_cited_and_counts_all(tmp_path: Path) -> None:
    numbers = [f"{51 + n // 300}/{1 + n % 300}" for n in range(600)]
    write_resolutions(tmp_path / "corpus", {one: ["50/1"] for one in numbers} | {"50/1": [], "60/1": ["52/7"]})
    (tmp_path / "corpus" / "corpus.toml").touch()
    shown = run("cite", "A/RES/50/1", cwd=tmp_path).out.splitlines()
    head = next(place for place, line in enumerate(shown) if line.startswith("cited by"))
    assert shown[head].startswith("cited by 600: the 100 most cited are shown; --limit all")
    assert len(shown) == head + 101
    assert any("A/RES/52/7 " in line for line in shown)
    everything = run("cite", "A/RES/50/1", "--limit", "all", cwd=tmp_path).out
    assert "cited by 600\n" in everything
    records = run("cite", "A/RES/50/1", "-f", "jsonl", cwd=tmp_path).stdout.splitlines()
    assert len(records) == 600


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize(
    "command", [("path", "A/RES/52/1", "A/RES/49/1"), ("lineage", "A/RES/52/1"), ("rank",), ("stats",)]
)
def test_views_keep_to_the_width(command: tuple[str, ...], width: int, here: Path) -> None:
    done = run(*command, "-f", "rich", "--width", str(width), "--color", "never", cwd=here)
    assert done.returncode == 0
    assert max(map(len, done.out.splitlines())) <= width


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("cite", "A/RES/52/1", "--relation", "recals"), "recalls"),
        (("cite", "A/RES/52/1", "--organ", "XYZ"), "XYZ"),
        (("cite", "A/RES/52/1", "--depth", "many"), "many"),
        (("cite", "A/RES/52/1", "--limit", "0"), "0"),
        (("cite", "A/RES/52/1", "--from", "yesterday"), "yesterday"),
        (("rank", "--by", "beauty"), "beauty"),
        (("stats", "--by", "beauty"), "beauty"),
        (("graph", "-f", "png"), "png"),
        (("path", "A/RES/52/1"), "TO"),
        (("extract", "--files-from", "nowhere"), "nowhere"),
    ],
)
def test_wrong_use_exits_with_2_and_one_line(arguments: tuple[str, ...], word: str, here: Path) -> None:
    done = run(*arguments, cwd=here)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = complaints(done)
    assert word in line


# -- completion and the manual -------------------------------------------------------------


def test_manual_agrees_with_help() -> None:
    written = (ROOT / "docs" / "unrtrace.1").read_text("utf-8")
    assert written == "\n".join(man.page()) + "\n", "run: unrtrace man > docs/unrtrace.1"


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed: apt-get install mandoc")
def test_manual_is_valid() -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "error", ROOT / "docs" / "unrtrace.1"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


def possible(here: Path, *words: str) -> list[str]:
    return run("complete", "--", *words, cwd=here).out.splitlines()


def test_completes_commands_options_values_and_symbols(here: Path) -> None:
    assert possible(here, "ci") == ["cite"]
    assert "complete" not in possible(here, "")
    assert possible(here, "cite", "--dep") == ["--depth"]
    assert possible(here, "rank", "--by", "") == ["cited", "pagerank", "betweenness"]
    assert possible(here, "cite", "A/RES/5") == []
    run("index", "corpus", cwd=here)
    assert possible(here, "cite", "A/RES/5") == ["A/RES/50/1", "A/RES/50/2", "A/RES/51/1", "A/RES/52/1"]
    assert possible(here, "path", "a/res/49") == ["A/RES/49/1"]
    assert possible(here, "extract", "A/RES/5") == []
    assert possible(here, "nonsense", "") == []


def test_completion_of_many_symbols_goes_by_parts(tmp_path: Path) -> None:
    listed = ", ".join(f"A/{40 + n // 100}/{n % 100 + 1}" for n in range(300))
    write_resolutions(
        tmp_path / "corpus", {}, a=f"United Nations A/RES/70/1\n\nThe General Assembly,\n\nRecalling {listed},\n"
    )
    (tmp_path / "corpus" / "corpus.toml").touch()
    run("index", "corpus", cwd=tmp_path)
    assert possible(tmp_path, "cite", "A/") == ["A/40/", "A/41/", "A/42/", "A/RES/"]
    assert len(possible(tmp_path, "cite", "A/41/")) == 100


def test_completion_imports_no_heavy_module(indexed: Path) -> None:
    imported = imported_by("complete", "--", "cite", "A/", cwd=indexed)
    assert "sqlite3" in imported
    check_not_imported(imported, {"regex", "rich", "unrtrace.extractor", "unrtrace.graph", "unrtrace.index.update"})


@POSIX
@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_zsh_and_fish_complete(name: str, indexed: Path) -> None:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed: apt-get install {name}")
    asks = {
        "zsh": 'zsh -f -c \'compdef() { :; }; compadd() { print -rl -- "${@:2}"; }; source <(unrtrace completion zsh);'
        " words=(unrtrace cite A/RES/51); CURRENT=3; _unrtrace' | grep /",
        "fish": "unrtrace completion fish > u.fish;"
        " fish --no-config -c 'source u.fish; complete -C \"unrtrace cite A/RES/51\"'",
    }
    done = shell(asks[name], indexed)
    assert (done.stdout.split(), done.returncode) == (["A/RES/51/1"], 0), done.stderr


@POSIX
@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("unrtrace ci", "cite"),
        ("unrtrace cite --dep", "--depth"),
        ("unrtrace graph --format=grap", "--format=graphml"),
        ("unrtrace cite Sales:9", "Sales:95.XIII.18"),
        ("unrtrace cite 'Sales:9", "Sales:95.XIII.18"),
        ("unrtrace cite S/RES/13", "S/RES/1325(2000)"),
        ("unrtrace cite S/RES/1325\\(2", "S/RES/1325(2000)"),
        ("unrtrace cite 'S/RES/1325(2", "S/RES/1325(2000)"),
        ('unrtrace cite "S/RES/13', "S/RES/1325(2000)"),
        ("true; X=1 unrtrace path s/res/13", "S/RES/1325(2000)"),
    ],
)  # fmt: skip
def test_bash_completes_whole_symbols(typed: str, word: str, tmp_path: Path) -> None:
    import pty

    text = "United Nations A/RES/70/1\n\nThe General Assembly,\n\nRecalling resolution S/RES/1325 (2000),\n\n"
    write_resolutions(
        tmp_path / "corpus", {}, a=f"{text}Recalling the report (United Nations publication, Sales No. E.95.XIII.18),\n"
    )
    (tmp_path / "corpus" / "corpus.toml").touch()
    run("index", "corpus", cwd=tmp_path)
    above, below = pty.openpty()
    folder = Path(sys.executable).parent
    bash = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"], stdin=below, stdout=below, stderr=below, cwd=tmp_path,
        env=environment() | {"PATH": f"{folder}:{os.environ['PATH']}", "PS1": "", "TERM": "dumb"},
        start_new_session=True,
    )  # fmt: skip
    os.close(below)

    def until(mark: str) -> str:
        shown = ""
        while mark not in shown:
            assert select.select([above], [], [], 60)[0], shown
            shown += os.read(above, 4096).decode()
        return shown

    try:
        os.write(above, b"source <(unrtrace completion bash); echo ready$((1))\n")
        until("ready1")
        # The completed line is shown as the shell itself would parse it.
        os.write(above, f"{typed}\t".encode())
        os.write(above, b"\x01unrtrace() { printf '<%s>' \"${@: -1}\"; echo done$((1)); }; \n")
        assert f"<{word}>done1" in until("done1")
    finally:
        bash.kill()
        bash.wait()
        os.close(above)
