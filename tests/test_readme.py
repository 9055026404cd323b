"""The README: the check script runs its commands, and its examples print what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- example: (.*?) -->\n```console\n\$ (.*?)\n(.*?)\n```", README, re.S)


@pytest.mark.parametrize(("marker", "command", "shown"), EXAMPLES, ids=[row[1][:40] for row in EXAMPLES])
def test_readme_example_prints_what_it_shows(marker: str, command: str, shown: str, tmp_path: Path) -> None:
    assert command.startswith(marker)
    called = command.replace("unrtrace ", f"{sys.executable} -m unrtrace ")
    done = subprocess.run(called, shell=True, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.stderr == ""
    assert done.stdout.rstrip("\n") == shown


def test_readme_has_examples_of_main_commands() -> None:
    assert {command.split("unrtrace ")[1].split()[0] for _, command, _ in EXAMPLES} >= {"cite", "timeline", "extract"}


@pytest.mark.parametrize("name", ["run", "test"])
def test_check_script_finds_readme_commands(name: str) -> None:
    block = re.search(rf"<!-- {name} -->\n```sh\n(.*?)\n```", README, re.S)
    assert block and "python3 -m venv .venv" in block[1] and "\n" not in block[1]
    assert f"command_of {name}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_readme_python_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code
    done = subprocess.run(
        [sys.executable, "-c", code[1]], capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert (done.returncode, done.stderr) == (0, "")
