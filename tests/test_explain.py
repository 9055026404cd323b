"""`cite --explain`: the evidence for each citation with its words, and what else was possible."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.commands import complaint, run
from support.documents import write_resolutions

from unrtrace.index.locate import bundled
from unrtrace.output.explain import EVIDENCE

WORKS = ["A/RES/51/148", "A/RES/52/189", "A/64/233", "letter-2016-04-01"]
TEXT = (
    "A/RES/60/1\n\nThe General Assembly,\n\n"
    "Recalling its resolution 35/17 of 12 November 1980 and the views of the Human Rights Council,\n"
)


def explained(*arguments: str, cwd: Path) -> list[dict[str, Any]]:
    done = run("cite", *arguments, "--explain", "-f", "jsonl", cwd=cwd)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.mark.parametrize("work", WORKS)
def test_evidence_has_the_offsets_of_the_text(work: str, tmp_path: Path) -> None:
    rows = explained(work, cwd=tmp_path)
    assert rows
    for row in rows:
        assert {one["file"] for one in row["evidence"]} == {one["file"] for one in row["sources"]}
        for one in row["evidence"]:
            if one["text"] is None:
                assert one["line"] is None and one["column"] is None
                continue
            lines = (bundled() / one["file"]).read_text("utf-8").split("\n")[one["line"] - 1 :]
            words = " ".join(" ".join(lines)[one["column"] - 1 :].split())
            assert words.startswith(one["text"])


@pytest.mark.parametrize("work", WORKS)
def test_chosen_document_is_not_an_alternative(work: str, tmp_path: Path) -> None:
    for row in explained(work, cwd=tmp_path):
        assert row["cited"] is None or row["cited"] not in [one["symbol"] for one in row["alternatives"]]
        assert all(one["reason"] for one in row["alternatives"])


def test_date_is_quoted_and_other_body_rejected(tmp_path: Path) -> None:
    write_resolutions(tmp_path / "corpus", {}, a=TEXT)
    (tmp_path / "corpus" / "corpus.toml").touch()
    out = run("cite", "A/RES/60/1", "--explain", "--direction", "cites", cwd=tmp_path).out
    assert re.search(r"^  evidence  a\.en\.txt:5:35  “12 November 1980”: only the General Assembly was in", out, re.M)
    assert re.search(r"^  rejected  A/HRC/RES/35/17: 1980-11-12 is not in its session 35$", out, re.M)


def test_changed_file_gives_no_evidence(tmp_path: Path) -> None:
    write_resolutions(tmp_path / "corpus", {}, a=TEXT)
    (tmp_path / "corpus" / "corpus.toml").touch()
    run("index", "corpus", cwd=tmp_path)
    (path,) = (tmp_path / "corpus").glob("a*.txt")
    path.write_text("Nothing is cited here any more.\n", "utf-8")
    done = run("cite", "A/RES/60/1", "--explain", "-f", "jsonl", "--no-update", cwd=tmp_path)
    assert done.returncode == 0 and "changed since indexed" in complaint(done)
    (row,) = map(json.loads, done.out.splitlines())
    assert (row["evidence"], row["alternatives"]) == ([], []) and row["body"] == "General Assembly (inferred)"


def test_views_explain_most_cited_and_count_the_rest(tmp_path: Path) -> None:
    write_resolutions(tmp_path / "corpus", {f"{51 + n}/{1 + n}": ["50/1"] for n in range(5)})
    (tmp_path / "corpus" / "corpus.toml").touch()
    done = run("cite", "A/RES/50/1", "--explain", "--limit", "2", cwd=tmp_path)
    assert done.out.count(" cites A/RES/50/1: not held") == 2
    assert "3 more documents" in complaint(done)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_view_keeps_to_the_width(width: int, tmp_path: Path) -> None:
    done = run("cite", "A/RES/52/189", "--explain", "-f", "rich", "--width", str(width), cwd=tmp_path)
    assert max(map(len, done.out.splitlines())) <= width


def test_every_kind_of_evidence_has_words() -> None:
    """The kinds are literals of the extractor: each is worded here, or is words itself."""
    folder = Path(__file__).parents[1] / "unrtrace" / "extractor"
    text = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    kinds = {
        *re.findall(r'Evidence\(\s*"([^"]+)"', text),
        *re.findall(r', "(?:certain|inferred|ambiguous)", "([^"]+)"', text),
    }
    assert len(kinds) > 8
    assert kinds <= set(EVIDENCE)
