"""What the commands print into a pipe, byte for byte.

Set UNRTRACE_WRITE_GOLDEN=1 to write the files of tests/golden anew; read the difference before keeping it.
"""

import os
import shutil
from pathlib import Path

import pytest
from support.commands import run

from unrtrace.index.locate import bundled

GOLDEN = Path(__file__).parent / "golden"
WRITE = "UNRTRACE_WRITE_GOLDEN"

COMMANDS: dict[str, list[str]] = {
    f"cite-{form}": ["cite", "A/RES/51/148", "--format", form]
    for form in ("text", "jsonl", "json", "csv", "tsv", "symbols")
}
COMMANDS |= {
    "cite-french": ["cite", "a_res_51_148", "--titles-in", "fr"],
    "cite-phrase-chinese": ["cite", "第51/148号决议"],
    "cite-missing": ["cite", "General Assembly resolution 47/4", "--direction", "cited-by"],
    "cite-depth-2": ["cite", "letter-2016-04-01", "--depth", "2", "--direction", "cites"],
    "cite-52-189": ["cite", "A/RES/52/189"],
    "cite-rich-80": ["cite", "A/RES/52/189", "--format", "rich", "--width", "80", "--color", "never"],
    "cite-rich-color": ["cite", "A/RES/51/148", "--format", "rich", "--width", "100", "--color", "always"],
    "timeline-rich-80": ["timeline", "--org", "IOM", "--format", "rich", "--width", "80", "--color", "never"],
    "timeline-span": ["timeline", "--from", "2015-11", "--to", "2016-03-10"],
}
COMMANDS |= {
    f"timeline-iom-{form}": ["timeline", "--org", "IOM", "--format", form] for form in ("text", "jsonl", "csv", "tsv")
}
for path in sorted(bundled().glob("*.txt")):
    for form in ("jsonl", "text"):
        COMMANDS[f"extract-{path.stem}-{form}"] = ["extract", f"corpus/{path.name}", "--format", form]
    COMMANDS[f"show-{path.stem}-text"] = ["show", f"corpus/{path.name}"]
COMMANDS["show-jsonl"] = ["show", "A/RES/51/148", "--format", "jsonl"]
COMMANDS["show-rich-80"] = ["show", "letter-2016-04-01", "--format", "rich", "--width", "80", "--color", "never"]
COMMANDS["extract-rich-80"] = [
    "extract",
    "corpus/A_64_233.zh.txt",
    "--format",
    "rich",
    "--width",
    "80",
    "--color",
    "never",
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with copies of the documents, without the settings file that would make it a corpus."""
    folder = tmp_path_factory.mktemp("golden")
    (folder / "corpus").mkdir()
    for path in bundled().glob("*.txt"):
        shutil.copy(path, folder / "corpus")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_output_equals_golden_file(name: str, here: Path) -> None:
    done = run(*COMMANDS[name], cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get(WRITE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(done.stdout)
        pytest.skip(f"wrote {golden.name}")
    assert done.out == golden.read_bytes().decode("utf-8")


def test_every_golden_file_has_a_command() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(COMMANDS)
