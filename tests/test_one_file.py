"""Whatever is raised while one file is read, described or written costs that file alone."""

from pathlib import Path

import pytest
from support import faults
from support.commands import run
from support.documents import lamp_resolution, make_older, write_lamps
from support.indexes import contents, contents_made_anew

from unrtrace.corpus import Corpus
from unrtrace.documents import from_text
from unrtrace.index import manage, update, worker_pool
from unrtrace.index.identify import parts_of
from unrtrace.index.manage import Updated

TORN = f"A_RES_70_3.{faults.MARK}.txt"
ERRORS = ("RuntimeError", "RecursionError", "MemoryError", "KeyError", "AssertionError", "UnicodeError")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six resolutions, one of which has the mark in its name."""
    folder = write_lamps(tmp_path / "documents", 6)
    (folder / "A_RES_70_3.txt").rename(folder / TORN)
    return folder


def updated(folder: Path, jobs: int) -> Updated:
    return manage.update([str(folder)], str(folder.parent / "index.sqlite"), jobs=jobs)


def check_one_failed(folder: Path, done: Updated) -> None:
    """Check that the file with the mark failed with a reason, and that the index has the others in full."""
    assert (done.files, done.failed, done.summary.added, done.summary.failed) == (6, 1, 5, 1)
    corpus = Corpus(folder, index=folder.parent / "index.sqlite", update=False)
    ((name, reason),) = corpus.failed
    assert name == TORN
    assert "a lamp fell" in reason or "memory" in reason
    assert "\n" not in reason
    corpus.failed.clear()
    queries = [corpus.citations_in(work.id) for work in corpus.works()]
    assert len(queries) == 5
    (folder / TORN).unlink()
    found = contents(corpus)
    found[1] = [row for row in found[1] if TORN not in row]
    assert found == contents_made_anew(folder, folder.parent / "anew.sqlite")


@pytest.mark.parametrize("stage", [stage for stage in faults.STAGES if stage not in faults.IN_POOL_ONLY])
def test_error_in_any_stage_costs_one_file(folder: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = ERRORS[list(faults.STAGES).index(stage) % len(ERRORS)]
    faults.install(stage, error, monkeypatch.setattr)
    check_one_failed(folder, updated(folder, jobs=1))


@pytest.mark.parametrize("stage", faults.STAGES)
def test_error_in_any_stage_costs_one_file_of_a_pool(folder: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = ERRORS[(list(faults.STAGES).index(stage) + 1) % len(ERRORS)]
    monkeypatch.setattr(update, "MAX_FILES_HERE", 0)
    if stage not in faults.IN_POOL_ONLY:
        faults.install(stage, error, monkeypatch.setattr)  # for what this process does
    tests = str(Path(__file__).parent)
    begin = f"import sys; sys.path[:] = {{path!r}} + [{tests!r}]; from support import faults; "
    serve = f"faults.install({stage!r}, {error!r}); from unrtrace.index.worker_pool import serve; serve()"
    monkeypatch.setattr(worker_pool, "START", begin + serve)
    check_one_failed(folder, updated(folder, jobs=2))


@pytest.mark.parametrize("error", ERRORS)
def test_every_kind_of_error_costs_one_file(folder: Path, error: str, monkeypatch: pytest.MonkeyPatch) -> None:
    faults.install("rows", error, monkeypatch.setattr)
    check_one_failed(folder, updated(folder, jobs=1))


def test_file_that_fails_loses_its_former_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(folder)
    updated(folder, jobs=1)
    (folder / TORN).write_text(lamp_resolution(3, words="tides"), "utf-8")
    faults.install("vocabulary row", "RuntimeError", monkeypatch.setattr)
    done = updated(folder, jobs=1)
    assert (done.failed, done.summary.changed, done.summary.failed) == (1, 0, 1)
    corpus = Corpus(folder, index=folder.parent / "index.sqlite", update=False)
    assert corpus.work("A/RES/70/3") is None
    assert len(corpus) == 5
    assert manage.update([str(folder)], str(folder.parent / "index.sqlite"), retry=True).failed == 0


def test_error_in_extract_and_text_costs_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(path) for path in sorted(folder.iterdir())]
    for command, target in (("extract", "unrtrace.documents.read"), ("text", "unrtrace.documents.readers.read_file")):
        owner, name = faults._owner(target)
        real = getattr(owner, name)

        def act(path: str, real: object = real, **more: object) -> object:
            if faults.MARK in path:
                raise RecursionError("a lamp fell")
            return real(path, **more)  # type: ignore[operator]

        monkeypatch.setattr(owner, name, act)
        done = run(command, *names)
        assert done.returncode == 4
        assert done.stderr.count(b"\n") == 1
        assert b"RecursionError: a lamp fell" in done.stderr
        assert b"70/5" in done.stdout


# -- lettered parts ------------------------------------------------------------------------

LETTERED = "{symbol}\n\n{title}\n\nA\n\n{opening}\n\nRecalling its lamps,\n\nB\n\n{opening}\n\nRecalling its buoys,\n"
OPENINGS = {
    "S": "The Security Council,", "A": "The General Assembly,", "A/HRC": "The Human Rights Council,",
    "E": "The Economic and Social Council,", "E/CN.4": "The Commission on Human Rights,",
}  # fmt: skip


@pytest.mark.parametrize(
    "symbol, organ, parts",
    [
        ("A/RES/46/36", "A", "AB"),
        ("A/RES/2222(XXI)", "A", "AB"),
        ("E/RES/663(XXIV)", "E", "AB"),
        ("E/CN.4/RES/1985/1", "E/CN.4", "AB"),
        ("S/RES/1295(2000)", "S", ""),
        ("S/RES/1807(2008)", "S", ""),
        ("A/HRC/RES/5/1", "A/HRC", ""),
        ("E/RES/1996/31", "E", ""),
        ("A/46/36", "A", ""),
        ("A/RES/46/36A", "A", ""),
    ],
)
def test_letters_make_parts_where_the_organ_letters_its_resolutions(symbol: str, organ: str, parts: str) -> None:
    text = LETTERED.format(symbol=symbol, title="Lamps and buoys", opening=OPENINGS[organ])
    document = from_text(text)
    assert document.masthead.symbols[0] == symbol
    assert [str(part) for part in parts_of(document)] == [f"{symbol}{letter}" for letter in parts]


def test_letters_of_an_annex_make_no_parts() -> None:
    head = (
        "A/RES/46/36\n\n46/36. Lamps\n\nThe General Assembly,\n\n1. Adopts the annex.\n\nAnnex\n\nRules for lamps\n\n"
    )
    rules = "{}\n\nOn wicks\n\nA wick is trimmed every day of the week, and by nobody but its keeper.\n\n"
    assert list(parts_of(from_text(head + rules.format("A") + rules.format("B")))) == []
    resolutions = LETTERED.format(symbol="A/RES/46/36", title="Lamps", opening="The General Assembly,")
    late = resolutions.replace("\n\nB\n", "\n\nAnnex\n\nRules for lamps\n\nB\n\nOn buoys\n")
    assert [part.letter for part in parts_of(from_text(late))] == ["A", "B"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_security_council_resolution_with_lettered_headings_is_indexed(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "MAX_FILES_HERE", 0)
    folder = write_lamps(tmp_path / "documents", 3)
    text = LETTERED.format(symbol="S/RES/1295 (2000)", title="Lamps", opening="The Security Council,")
    (folder / "S_RES_1295_(2000).txt").write_text(text, "utf-8")
    done = updated(folder, jobs)
    assert (done.files, done.failed) == (4, 0)
    corpus = Corpus(folder, index=tmp_path / "index.sqlite", update=False)
    assert corpus.names_of("S/RES/1295(2000)") == ["S/RES/1295(2000)"]
