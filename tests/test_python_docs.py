"""The examples of docs/python.md run."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from unrtrace.index.locate import VARIABLE

PAGE = Path(__file__).parent.parent / "docs" / "python.md"


def test_examples_of_python_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    done = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert done.attempted > 15
    assert done.failed == 0


def test_names_of_the_modules_before_still_work() -> None:
    code = (
        "from unrtrace.chain import CITED_BY, CITES, Wanted, lineage, network, paths, rank, stats, trace, walk;"
        " from unrtrace.graph import Filter; from unrtrace.output.graphs import write; import unrtrace;"
        " print(Wanted is Filter, callable(lineage), callable(write), *dir(unrtrace))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    expected = "True True True Citation Corpus Symbol SymbolError __version__ extract\n"
    assert done.stdout == expected, done.stderr
