"""The index follows its files: changed, moved, deleted and new ones; no other file is read."""

import os
import random
import shutil
import sqlite3
import warnings
from pathlib import Path

import pytest
from support.commands import check_not_imported, complaint, imported_by, run
from support.documents import lamp_resolution, make_older, write_lamps
from support.indexes import contents, contents_made_anew

from unrtrace.corpus import Corpus, CorpusError
from unrtrace.index import database, file_record, manage, opening, schema
from unrtrace.index.errors import IndexWarning
from unrtrace.index.locate import bundled
from unrtrace.index.update import Summary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_lamps(tmp_path / "documents", 6)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def update(folder: Path, index: Path, **more: object) -> Summary:
    return manage.update([str(folder)], str(index), **more).summary  # type: ignore[arg-type]


def counts(summary: Summary) -> dict[str, int]:
    names = ("added", "changed", "touched", "moved", "removed", "failed", "unchanged")
    return {name: number for name in names if (number := getattr(summary, name))}


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was extracted")

    monkeypatch.setattr(file_record, "read", refuse)


# -- what an update does -------------------------------------------------------------------


def test_first_index_reads_everything(folder: Path, index: Path) -> None:
    assert counts(update(folder, index)) == {"added": 6}
    make_older(folder)
    update(folder, index)
    assert counts(update(folder, index)) == {"unchanged": 6}


def test_update_reads_only_changed_files(folder: Path, index: Path) -> None:
    make_older(folder)
    update(folder, index)
    (folder / "A_RES_70_1.txt").write_text(lamp_resolution(1, 5), "utf-8")
    (folder / "A_RES_70_2.txt").rename(folder / "elsewhere.txt")
    (folder / "A_RES_70_3.txt").unlink()
    os.utime(folder / "A_RES_70_4.txt")
    (folder / "A_RES_70_9.txt").write_text(lamp_resolution(9, 1), "utf-8")
    done = counts(update(folder, index))
    assert done == {"added": 1, "changed": 1, "touched": 1, "moved": 1, "removed": 1, "unchanged": 2}
    corpus = Corpus(folder, index=index)
    assert [row.symbol for row in corpus.citations_in("A/RES/70/1")][1:] == ["A/RES/70/1", "A/RES/70/5", "A/70/1"]
    assert corpus.work("A/RES/70/3") is None
    assert [version.path for version in corpus.work("A/RES/70/2").versions] == ["elsewhere.txt"]  # type: ignore[union-attr]


def test_moved_file_is_not_extracted_again(folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(folder)
    update(folder, index)
    (folder / "below").mkdir()
    for path in list(folder.glob("*.txt")):
        path.rename(folder / "below" / path.name)
    no_reading(monkeypatch)
    assert counts(update(folder, index)) == {"moved": 6}


def test_renamed_file_identified_by_name_is_read_again(tmp_path: Path, index: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "A_70_1.txt").write_text("A report on lighthouses.", "utf-8")
    make_older(folder)
    update(folder, index)
    (folder / "A_70_1.txt").rename(folder / "A_70_2.txt")
    assert counts(update(folder, index)) == {"added": 1, "removed": 1}
    assert [work.id for work in Corpus(folder, index=index).works()] == ["A/70/2"]


def test_touched_file_is_not_extracted_again(folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(folder)
    update(folder, index)
    make_older(folder, -60)
    no_reading(monkeypatch)
    assert counts(update(folder, index)) == {"touched": 6}


@pytest.mark.parametrize("seconds", [-100_000, -1, 1])
def test_older_modification_time_is_a_change(seconds: int, folder: Path, index: Path) -> None:
    make_older(folder)
    update(folder, index)
    path = folder / "A_RES_70_1.txt"
    before = path.stat().st_mtime_ns
    path.write_text(path.read_text("utf-8").replace("lamps", "tides"), "utf-8")
    os.utime(path, ns=(before, before + seconds * 10**9))
    assert counts(update(folder, index)) == {"changed": 1, "unchanged": 5}
    assert Corpus(folder, index=index).work("A/RES/70/1").title == "On tides 1"  # type: ignore[union-attr]


def test_two_changes_within_one_clock_tick_are_seen(folder: Path, index: Path) -> None:
    path = folder / "A_RES_70_1.txt"
    for word in ("tides", "lamps", "ropes"):
        before = path.stat().st_mtime_ns
        path.write_text(lamp_resolution(1, words=word), "utf-8")
        os.utime(path, ns=(before, before))
        assert Corpus(folder, index=index).work("A/RES/70/1").title == f"On {word} 1"  # type: ignore[union-attr]


def test_index_after_random_changes_equals_a_new_one(tmp_path: Path, index: Path) -> None:
    folder, chance = write_lamps(tmp_path / "documents", 12), random.Random(5)
    for path in bundled().iterdir():
        shutil.copy(path, folder)
    for step in range(12):
        files = sorted(folder.glob("A_RES_70_*.txt"))
        one, other = chance.sample(files, 2)
        action = chance.randrange(5)
        if action == 0:
            one.unlink()
        elif action == 1:
            one.write_text(lamp_resolution(chance.randint(1, 15), chance.randint(1, 15)), "utf-8")
        elif action == 2:
            one.rename(folder / f"A_RES_70_{100 + step}.txt")
        elif action == 3:
            other.write_bytes(one.read_bytes())
        else:
            (folder / "corpus.toml").write_text(f'["{one.name}"]\nsymbol = "A/71/{step}"\n', "utf-8")
        followed = contents(Corpus(folder, index=index))
        assert followed == contents_made_anew(folder, tmp_path / "anew.sqlite"), (step, action)


def test_changed_settings_are_applied(folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(folder)
    update(folder, index)
    (folder / "corpus.toml").write_text('["A_RES_70_1.txt"]\nsymbol = "A/71/5"\n', "utf-8")
    assert counts(update(folder, index)) == {"changed": 1, "unchanged": 5}
    assert "A/71/5" in [work.id for work in Corpus(folder, index=index).works()]
    (folder / "corpus.toml").write_text('["A_RES_70_1.txt"]\nsymbol = "A/71/5"\n# no more\n', "utf-8")
    no_reading(monkeypatch)
    assert counts(update(folder, index)) == {"unchanged": 6}


def test_several_processes_give_the_same_index(tmp_path: Path, index: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 40)
    assert counts(update(folder, index, jobs=2)) == {"added": 40}
    assert contents(Corpus(folder, index=index)) == contents_made_anew(folder, tmp_path / "anew.sqlite")


def test_killed_reader_fails_only_its_file(tmp_path: Path) -> None:
    from unrtrace.index.worker_pool import Pool

    folder = write_lamps(tmp_path / "documents", 30)
    tasks = [file_record.IndexTask(os.fsencode(path), path.name, {}) for path in sorted(folder.iterdir())]
    pool, answers = Pool(1), []
    for answer in pool.run(tasks):
        answers.append(answer)
        if len(answers) == 10:
            pool._processes[0].kill()
    assert sorted(task.name for task, _ in answers) == sorted(task.name for task in tasks)
    failed = [found.error for _, found in answers if found.error]
    assert len(failed) <= 1
    assert all("the reader ended" in reason for reason in failed)


def test_readers_are_replaced_after_their_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from unrtrace.index import worker_pool

    monkeypatch.setattr(worker_pool, "MAX_TASKS", 7)
    folder = write_lamps(tmp_path / "documents", 16)
    tasks = [file_record.IndexTask(os.fsencode(path), path.name, {}) for path in sorted(folder.iterdir())]
    started: list[int] = []
    real = worker_pool.Pool._start

    def start(self: worker_pool.Pool, *ended: object) -> object:
        process = real(self, *ended)  # type: ignore[arg-type]
        started.append(process.pid)
        return process

    monkeypatch.setattr(worker_pool.Pool, "_start", start)
    answers = list(worker_pool.Pool(1).run(tasks))
    assert [task for task, _ in answers] == tasks
    assert [found.error for _, found in answers] == [None] * 16
    assert len(set(started)) == 3


# -- failures ------------------------------------------------------------------------------


def test_failure_is_kept_until_the_file_changes(folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, reads = file_record.read, []

    def refuse(path: Path, **more: object) -> object:
        reads.append(path.name)
        if path.name == "A_RES_70_1.txt" and "lamps" in path.read_text("utf-8"):
            raise file_record.DocumentError("is torn")
        return real(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(file_record, "read", refuse)
    make_older(folder)
    assert Corpus(folder, index=index).failed == [("A_RES_70_1.txt", "is torn")]
    reads.clear()
    corpus = Corpus(folder, index=index)
    assert (corpus.failed, reads, corpus.work("A/RES/70/1")) == ([("A_RES_70_1.txt", "is torn")], [], None)
    assert counts(update(folder, index, retry=True)) == {"failed": 1, "unchanged": 5}
    assert reads == ["A_RES_70_1.txt"]
    (folder / "A_RES_70_1.txt").write_text(lamp_resolution(1, words="tides"), "utf-8")
    corpus = Corpus(folder, index=index)
    assert corpus.failed == []
    assert corpus.work("A/RES/70/1")


# -- excluded files ------------------------------------------------------------------------


def test_ignore_file_is_honoured(folder: Path, index: Path) -> None:
    (folder / "drafts").mkdir()
    shutil.copy(folder / "A_RES_70_1.txt", folder / "drafts" / "A_RES_70_77.txt")
    ignore = folder / ".unrtraceignore"
    ignore.write_text("# not these\ndrafts/\n*_2.txt\n!A_RES_70_12.txt\n/A_RES_70_3.txt\n", "utf-8")
    names = sorted(path for work in Corpus(folder, index=index).works() for path in [work.versions[0].path])
    assert names == ["A_RES_70_1.txt", "A_RES_70_4.txt", "A_RES_70_5.txt", "A_RES_70_6.txt"]
    ignore.unlink()
    assert len(Corpus(folder, index=index).reader.rows("SELECT * FROM document_file")) == 7


def test_hidden_files_and_folders_are_left_out(folder: Path, index: Path) -> None:
    (folder / ".git").mkdir()
    shutil.copy(folder / "A_RES_70_1.txt", folder / ".git" / "one.txt")
    shutil.copy(folder / "A_RES_70_1.txt", folder / ".one.txt")
    assert len(Corpus(folder, index=index).reader.rows("SELECT * FROM file")) == 6


def test_exclude_is_kept_until_replaced(folder: Path, index: Path) -> None:
    assert counts(update(folder, index, exclude=["*_1.txt", "*_2.txt"])) == {"added": 4}
    assert Corpus(folder, index=index).work("A/RES/70/1") is None
    assert counts(update(folder, index, exclude=[])) == {"added": 2, "touched": 4}


# -- index location ------------------------------------------------------------------------


def test_index_is_in_cache_folder_named_after_corpus(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    corpus = Corpus(folder)
    assert Path(corpus.index).parent == tmp_path / "cache" / "unrtrace"
    assert Path(corpus.index).name.startswith("documents-")
    other = write_lamps(tmp_path / "more" / "documents", 1)
    assert Corpus(other).index != corpus.index
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert database.cache_folder() == Path.home() / ".cache" / "unrtrace"


def test_index_option_overrides_environment(folder: Path, tmp_path: Path) -> None:
    by_variable, by_option = tmp_path / "variable.sqlite", tmp_path / "option.sqlite"
    done = run("cite", "A/RES/70/1", "-C", str(folder), cwd=tmp_path, UNRTRACE_INDEX=str(by_variable))
    assert (done.returncode, by_variable.exists()) == (0, True)
    by_variable.unlink()
    done = run(
        "cite",
        "A/RES/70/1",
        "-C",
        str(folder),
        "--index",
        str(by_option),
        cwd=tmp_path,
        UNRTRACE_INDEX=str(by_variable),
    )
    assert (done.returncode, by_option.exists(), by_variable.exists()) == (0, True, False)


def test_several_folders_are_one_corpus(tmp_path: Path, index: Path) -> None:
    one, two = write_lamps(tmp_path / "one", 2), write_lamps(tmp_path / "two", 2, first=2)
    corpus = Corpus([one, two], index=index)
    work = corpus.work("A/RES/70/2")
    assert work and [version.path for version in work.versions] == ["one/A_RES_70_2.txt", "two/A_RES_70_2.txt"]
    assert [row.work for row in corpus.citations_of(["A/RES/70/1"])][-1] == "A/RES/70/2"
    named = os.pathsep.join(map(str, (one, two)))
    done = run("corpus", "--list", "-f", "tsv", cwd=tmp_path, UNRTRACE_CORPUS=named)
    assert [line.split("\t")[1] for line in done.out.splitlines()] == [
        "work", "A/RES/70/1", "A/RES/70/2", "A/RES/70/3",
    ]  # fmt: skip
    again = run("corpus", "-C", str(one), "-C", str(two), cwd=tmp_path)
    assert "3 in 4 files" in again.out


def test_folders_of_the_same_name_are_numbered(tmp_path: Path, index: Path) -> None:
    one, two = write_lamps(tmp_path / "a" / "documents", 1), write_lamps(tmp_path / "b" / "documents", 1)
    paths = [version.path for version in Corpus([one, two], index=index).works()[0].versions]
    assert paths == ["documents~1/A_RES_70_1.txt", "documents~2/A_RES_70_1.txt"]


def test_nested_folder_is_refused_and_duplicate_ignored(folder: Path, index: Path) -> None:
    (folder / "below").mkdir()
    with pytest.raises(CorpusError, match="lies inside"):
        Corpus([folder, folder / "below"], index=index)
    assert Corpus([folder, folder], index=index).paths == (folder,)


def test_index_of_another_corpus_is_refused(folder: Path, index: Path, tmp_path: Path) -> None:
    Corpus(folder, index=index)
    other = write_lamps(tmp_path / "other", 1)
    for more in ([], ["--no-update"]):
        done = run("cite", "A/RES/70/1", "-C", str(other), "--index", str(index), *more, cwd=tmp_path)
        assert (done.returncode, done.out) == (3, "")
        assert str(folder) in complaint(done)
    assert Corpus(folder, index=index).work("A/RES/70/6")


def test_moved_corpus_keeps_its_named_index(
    folder: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(folder)
    Corpus(folder, index=index)
    moved = folder.rename(tmp_path / "moved")
    no_reading(monkeypatch)
    assert counts(update(moved, index)) == {"touched": 6}


# -- without an update ---------------------------------------------------------------------


def test_no_update_answers_from_index_and_warns_of_changes(folder: Path, index: Path, tmp_path: Path) -> None:
    make_older(folder)
    Corpus(folder, index=index)
    (folder / "A_RES_70_2.txt").write_text(lamp_resolution(2, 5), "utf-8")
    done = run("cite", "A/RES/70/2", "-C", str(folder), "--index", str(index), "--no-update", cwd=tmp_path)
    assert done.returncode == 0
    assert "A/RES/70/1" in done.out and "A/RES/70/5" not in done.out
    assert "A_RES_70_2.txt changed since" in complaint(done)
    done = run("cite", "A/RES/70/2", "-C", str(folder), "--index", str(index), cwd=tmp_path)
    assert "A/RES/70/5" in done.out and done.err == ""


def test_no_update_without_an_index_exits_with_3(folder: Path, tmp_path: Path) -> None:
    done = run("cite", "A/RES/70/2", "-C", str(folder), "--index", "none.sqlite", "--no-update", cwd=tmp_path)
    assert (done.returncode, done.out) == (3, "")
    assert "unrtrace index" in complaint(done)
    assert not (tmp_path / "none.sqlite").exists()


def test_query_of_a_fresh_index_imports_no_reader(folder: Path, index: Path, tmp_path: Path) -> None:
    make_older(folder)
    Corpus(folder, index=index)
    imported = imported_by("cite", "A/RES/70/2", "-C", str(folder), "--index", str(index), cwd=tmp_path)
    assert "sqlite3" in imported
    heavy = {"regex", "rich", "pathspec", "charset_normalizer", "unrtrace.extractor", "unrtrace.text.dates"}
    own = {
        "unrtrace.documents.structure",
        "unrtrace.documents.masthead",
        "unrtrace.index.file_record",
        "unrtrace.index.update",
    }
    check_not_imported(imported, heavy | own)


# -- an index that cannot be used ----------------------------------------------------------


def test_older_schema_is_rebuilt_with_a_warning(folder: Path, index: Path, tmp_path: Path) -> None:
    Corpus(folder, index=index)
    with sqlite3.connect(index) as database:
        database.execute(f"PRAGMA user_version = {schema.VERSION - 1}")
    done = run("cite", "A/RES/70/1", "-C", str(folder), "--index", str(index), cwd=tmp_path)
    assert done.returncode == 0
    assert "older schema" in complaint(done) and "anew" in complaint(done)
    assert run("cite", "A/RES/70/1", "-C", str(folder), "--index", str(index), cwd=tmp_path).err == ""


def test_newer_schema_is_refused_unchanged(folder: Path, index: Path, tmp_path: Path) -> None:
    Corpus(folder, index=index)
    with sqlite3.connect(index) as database:
        database.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = index.read_bytes()
    for command in (["cite", "A/RES/70/1", "-C", str(folder)], ["index", str(folder)]):
        done = run(*command, "--index", str(index), cwd=tmp_path)
        assert (done.returncode, done.out) == (3, "")
        assert "newer unrtrace" in complaint(done)
    assert index.read_bytes() == before


@pytest.mark.parametrize("kind", ["text", "database"])
def test_file_that_is_no_index_is_refused_unchanged(kind: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "diary"
    if kind == "text":
        path.write_text("Dear diary, " * 100)
    else:
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE meta (day TEXT)")
    before = path.read_bytes()
    done = run("index", str(folder), "--index", str(path), cwd=tmp_path)
    assert (done.returncode, done.out) == (3, "")
    assert "not an index" in complaint(done)
    assert path.read_bytes() == before


def test_index_of_another_program_version_is_rebuilt(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Corpus(folder, index=index)
    monkeypatch.setattr(database, "build_id", lambda: "9.9")
    monkeypatch.setattr("unrtrace.index.writer.build_id", lambda: "9.9")
    with pytest.warns(IndexWarning, match="another version"):
        assert Corpus(folder, index=index).work("A/RES/70/1")
    with warnings.catch_warnings(action="error"):
        Corpus(folder, index=index)
    assert capsys.readouterr() == ("", "")


def test_index_with_many_deleted_files_is_rebuilt(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Corpus(folder, index=index)
    with sqlite3.connect(index) as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('deleted_files', '1001')")
    connection.close()
    monkeypatch.setattr(opening, "_current", lambda *_: None)
    os.utime(index, ns=(sealed := int(database.meta(database.connect(index))["sealed_mtime"]), sealed))
    with pytest.warns(IndexWarning, match="former files"):
        assert Corpus(folder, index=index).work("A/RES/70/1")
    assert capsys.readouterr() == ("", "")
