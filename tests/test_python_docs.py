"""The examples of docs/python.md run."""

import doctest
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
