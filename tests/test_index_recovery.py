"""Interruption and recovery of an index: killed updates, full disks, damage, concurrent writers, odd file names."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.commands import complaint, run, run_process, run_python, start
from support.documents import lamp_resolution, make_older, write_lamps
from support.indexes import contents, contents_made_anew
from support.marks import POSIX

from unrtrace.corpus import Corpus
from unrtrace.index.errors import CorpusError, IndexWarning


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """Return a folder large enough for several processes and transactions, and the contents of its index."""
    folder = write_lamps(tmp_path_factory.mktemp("hostile") / "documents", 40)
    make_older(folder)
    return folder, contents_made_anew(folder, folder.parent / "reference.sqlite")


def index_process(folder: Path, index: Path, *more: str, **options: Any) -> "subprocess.Popen[bytes]":
    return start("index", str(folder), "--index", str(index), *more, **options)


def children(pid: int) -> list[int]:
    try:
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []


def wait_for_readers(process: "subprocess.Popen[bytes]", count: int) -> list[int]:
    """Wait until an update has started its readers and return their process ids."""
    until = time.monotonic() + 20
    while len(readers := children(process.pid)) < count and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    assert readers
    return readers


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].startswith("Z")
    except OSError:
        return True


# -- killed --------------------------------------------------------------------------------


@POSIX
def test_index_of_a_killed_update_is_valid_and_completed_later(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    done = run_python(f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
sys.argv[1:] = [{str(corpus[0])!r}, {str(tmp_path / "index.sqlite")!r}, "20"]
from support.kill_updates import main
main()
""")
    assert (done.returncode, done.out, done.err) == (0, "20 killed\n", "")


def test_update_that_ends_while_it_seals_has_lost_nothing(
    corpus: tuple[Path, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last write and the time that proves it, the index looks as if something else had written to it."""
    from unrtrace.index import database, manage

    folder, reference = corpus
    index = tmp_path / "index.sqlite"

    def ended(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(database.os, "utime", ended)
        manage.update([str(folder)], str(index), jobs=1)
    os.utime(index, ns=(1, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert manage.update([str(folder)], str(index), jobs=1).summary.unchanged == 40
    assert sorted(path.name for path in tmp_path.iterdir() if "sealing" in path.name) == []
    os.utime(index, ns=(1, 1))
    with pytest.warns(IndexWarning, match="not as unrtrace left it"):
        assert manage.update([str(folder)], str(index), jobs=1).summary.added == 40
    assert contents(Corpus(folder, index=index)) == reference


@POSIX
def test_readers_end_with_a_killed_update(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    folder, reference = corpus
    index = tmp_path / "index.sqlite"
    for delay in (0, 0.2, 0.4):
        process = index_process(folder, index, "--jobs", "2")
        workers = wait_for_readers(process, 2)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        until = time.monotonic() + 10
        while not all(map(gone, workers)) and time.monotonic() < until:
            time.sleep(0.02)
        assert all(map(gone, workers))
    assert contents(Corpus(folder, index=index)) == reference


@POSIX
def test_interrupted_update_keeps_what_it_did(
    corpus: tuple[Path, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is a transaction of its own, and the update is interrupted after twenty."""
    from unrtrace.index import manage, update
    from unrtrace.index.update import Update

    folder, reference = corpus
    index = tmp_path / "index.sqlite"
    monkeypatch.setattr(update, "TRANSACTION_SECONDS", -1.0)
    real, written = Update._write_record, []

    def write(self: Update, *arguments: Any) -> None:
        if len(written) == 20:
            raise KeyboardInterrupt
        written.append(arguments)
        real(self, *arguments)

    monkeypatch.setattr(Update, "_write_record", write)
    with pytest.raises(KeyboardInterrupt):
        manage.update([str(folder)], str(index), jobs=1)
    monkeypatch.setattr(Update, "_write_record", real)
    done = manage.update([str(folder)], str(index), jobs=1).summary
    assert (done.unchanged, done.added) == (20, 20)
    assert contents(Corpus(folder, index=index)) == reference


@POSIX
def test_interrupted_update_exits_with_130_and_leaves_no_process(
    corpus: tuple[Path, list[Any]], tmp_path: Path
) -> None:
    folder, reference = corpus
    process = index_process(folder, tmp_path / "index.sqlite", "--jobs", "2", start_new_session=True)
    workers = wait_for_readers(process, 2)
    os.killpg(process.pid, signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert (process.returncode, out, error) == (130, b"", b"")
    time.sleep(0.3)
    assert all(map(gone, workers))
    assert contents(Corpus(folder, index=tmp_path / "index.sqlite")) == reference


# -- full disk -----------------------------------------------------------------------------


@POSIX
def test_file_size_limit_exits_with_3_and_loses_nothing(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    import resource

    folder, reference = corpus
    index = tmp_path / "index.sqlite"
    for size in (30_000, 120_000):
        process = index_process(
            folder, index, preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        )
        out, error = process.communicate(timeout=60)
        assert (process.returncode, out) == (3, b"")
        assert len(error.splitlines()) == 1 and b"cannot be used" in error and b"--index" in error, error
    assert contents(Corpus(folder, index=index)) == reference


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    tool = shutil.which("mount")
    made = tool and subprocess.run([tool, "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)], capture_output=True)
    if not made or made.returncode:
        pytest.skip("this user may not mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@POSIX
def test_full_disk_exits_with_3_and_suggests_another_place(
    corpus: tuple[Path, list[Any]], small_disk: Path, tmp_path: Path
) -> None:
    folder, _ = corpus
    for command in (["index", str(folder)], ["cite", "A/RES/70/5", "-C", str(folder)]):
        done = run_process(*command, "--index", str(small_disk / "index.sqlite"), cwd=tmp_path)
        assert (done.returncode, done.out) == (3, "")
        assert "--index" in complaint(done)


def test_unwritable_cache_folder_gives_a_warning_and_an_index_in_memory(
    corpus: tuple[Path, list[Any]], tmp_path: Path
) -> None:
    folder, _ = corpus
    (tmp_path / "cache").write_text("a file, no folder")
    done = run("cite", "A/RES/70/5", "-C", str(folder), cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 0
    assert "A/RES/70/4" in done.out
    assert "in memory" in complaint(done)
    done = run("index", str(folder), cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert (done.returncode, done.out) == (3, "")
    assert "--index" in complaint(done)


def test_read_only_index_is_used_while_fresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on a shared disk. SQLite itself refuses, since the user of the tests may write every file."""
    from unrtrace.index import opening

    folder, index = write_lamps(tmp_path / "documents", 5), tmp_path / "index.sqlite"
    make_older(folder)
    Corpus(folder, index=index)

    def refuse(*_: object) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(opening, "_write", refuse)
    before = index.read_bytes()
    with warnings.catch_warnings(action="error"):
        assert Corpus(folder, index=index).index == index
    (folder / "A_RES_70_9.txt").write_text(lamp_resolution(9), "utf-8")
    with pytest.warns(IndexWarning, match="in memory"):
        corpus = Corpus(folder, index=index)
    assert (corpus.index, len(corpus)) == (":memory:", 6)
    assert capsys.readouterr() == ("", "")
    assert index.read_bytes() == before


# -- damaged -------------------------------------------------------------------------------


def test_flipped_bytes_give_no_wrong_answer(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    folder, reference = corpus
    index, chance = tmp_path / "index.sqlite", random.Random(7)
    Corpus(folder, index=index)
    whole = index.read_bytes()
    for attempt in range(9):
        data = bytearray(whole)
        for _ in range(1 if attempt % 2 else 40):
            data[chance.randrange(100 if attempt % 3 == 2 else len(data))] ^= 1 << chance.randrange(8)
        index.write_bytes(data)
        done = run("cite", "A/RES/70/5", "-C", str(folder), "--index", str(index), cwd=tmp_path)
        assert "Traceback" not in done.err
        if done.returncode == 3:  # its header no longer identifies it as an index
            assert "not an index" in complaint(done) or "newer unrtrace" in complaint(done)
            index.unlink()
        else:
            assert (done.returncode, "anew" in complaint(done)) == (0, True)
        assert contents(Corpus(folder, index=index)) == reference


@pytest.mark.parametrize("kept", [0, 10, 5000, 50_000])
def test_truncated_index_is_rebuilt(kept: int, corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    folder, reference = corpus
    index = tmp_path / "index.sqlite"
    Corpus(folder, index=index)
    data = index.read_bytes()
    assert len(data) > kept
    index.write_bytes(data[:kept])
    if kept == 10:
        done = run("index", str(folder), "--index", str(index), cwd=tmp_path)
        assert (done.returncode, "not an index" in complaint(done)) == (3, True)
        index.unlink()
    assert contents(Corpus(folder, index=index)) == reference


def test_silent_damage_is_an_error_and_then_rebuilt(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    """As after a disk failure: a page of sentences cannot be decompressed."""
    folder, reference = corpus
    index = tmp_path / "index.sqlite"
    Corpus(folder, index=index)
    state = index.stat()
    with sqlite3.connect(index) as database:
        database.execute("UPDATE passage SET text_lines = x'00' || substr(text_lines, 2)")
    database.close()
    os.utime(index, ns=(state.st_atime_ns, state.st_mtime_ns))
    done = run("cite", "A/RES/70/5", "-C", str(folder), "--index", str(index), cwd=tmp_path)
    assert (done.returncode, done.out) == (3, "")
    assert "damaged" in complaint(done)
    assert contents(Corpus(folder, index=index)) == reference


# -- concurrency ---------------------------------------------------------------------------


@POSIX
def test_concurrent_updates_are_safe(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    folder, reference = corpus
    index = tmp_path / "index.sqlite"
    for jobs in ("1", "2"):
        processes = [index_process(folder, index, "--jobs", jobs) for _ in range(3)]
        outputs = [process.communicate(timeout=60) for process in processes]
        assert [process.returncode for process in processes] == [0, 0, 0], outputs
        assert sorted(b"40 new" in out for out, _ in outputs) == [False, False, True]
        assert all(line.startswith(b"unrtrace: another") for _, error in outputs for line in error.splitlines())
        assert contents(Corpus(folder, index=index)) == reference
        index.unlink()


@POSIX
def test_query_during_an_update_is_answered(corpus: tuple[Path, list[Any]], tmp_path: Path) -> None:
    folder, _ = corpus
    index = tmp_path / "index.sqlite"
    process = index_process(folder, index, "--jobs", "1")
    done = run("cite", "A/RES/70/40", "-C", str(folder), "--index", str(index), cwd=tmp_path)
    assert process.wait(timeout=60) == 0
    process.communicate()
    assert done.returncode == 0
    assert "A/RES/70/39" in done.out


def test_reader_beside_the_end_of_an_update_sees_the_new_state(
    corpus: tuple[Path, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update begins and ends between a reader's look at the content of the index and that at its time."""
    from unrtrace.index import database, manage, opening

    folder = shutil.copytree(corpus[0], tmp_path / "documents")
    index = tmp_path / "index.sqlite"
    manage.update([str(folder)], str(index), jobs=1)
    meta, now = database.meta, time.time

    def read_then_updated(connection: sqlite3.Connection) -> dict[str, str]:
        values = meta(connection)
        monkeypatch.setattr(database, "meta", meta)
        (folder / "new.txt").write_text(lamp_resolution(90), "utf-8")
        monkeypatch.setattr(database.time, "time", lambda: now() + 10)
        manage.update([str(folder)], str(index), jobs=1)
        return values

    monkeypatch.setattr(database, "meta", read_then_updated)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = opening.open_without_update((folder,), str(index))
    assert opened.connection.execute("SELECT count(*) FROM file").fetchone()[0] == 41
    os.utime(index, ns=(1, 1))
    with pytest.raises(CorpusError, match="not as unrtrace left it"):
        opening.open_without_update((folder,), str(index))


def test_reader_beside_the_begin_of_an_update_sees_the_old_state(
    corpus: tuple[Path, list[Any]], tmp_path: Path
) -> None:
    """The time of the index has changed and its seal is not yet removed: also the state that a kill may leave."""
    from unrtrace.index import database, manage, opening

    folder, _ = corpus
    index = tmp_path / "index.sqlite"
    manage.update([str(folder)], str(index), jobs=1)
    found: list[object] = []

    def look(statement: str) -> None:
        if statement.startswith("DELETE FROM meta"):
            os.utime(index, ns=(1, 1))  # as a write of SQLite's a moment later
            try:
                opened = opening.open_without_update((folder,), str(index))
                found.append(opened.connection.execute("SELECT count(*) FROM file").fetchone()[0])
                opened.connection.close()
            except CorpusError as error:
                found.append(str(error))

    connection = database.connect(index, write=True)
    connection.set_trace_callback(look)
    database.begin(connection)
    connection.close()
    assert found == [40]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert manage.update([str(folder)], str(index), jobs=1).summary.unchanged == 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.sqlite", "index.sqlite.lock"]


# -- file names ------------------------------------------------------------------------------


def named(folder: Path, name: bytes, text: str) -> None:
    try:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(text, "utf-8")
    except OSError:
        pytest.skip("the file system does not take this name")


@POSIX
def test_file_names_with_odd_bytes_are_printable(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    names = [b"one\nline.txt", b"\xff\xfe.txt", b"tab\there.txt", "заметка.txt".encode(), b"\\xff\\xfe.txt"]
    for number, name in enumerate(names):
        named(folder, name, lamp_resolution(number + 1, 40))
    make_older(folder)
    index = tmp_path / "index.sqlite"
    corpus = Corpus(folder, index=index)
    paths = sorted(version.path for work in corpus.works() for version in work.versions)
    assert paths == sorted(["one\\x0aline.txt", "\\xff\\xfe.txt", "tab\\x09here.txt", "заметка.txt", "\\xff\\xfe.txt"])
    for command in (
        ["cite", "A/RES/70/40"],
        ["find", "lamps"],
        ["corpus", "-l", "-f", "tsv"],
        ["doctor"],
        ["timeline"],
    ):
        done = run(*command, "-C", str(folder), "--index", str(index), cwd=tmp_path)
        assert (done.returncode, done.err) == (0, ""), command
        assert "\nline.txt" not in done.out
    for name in names:
        os.unlink(os.path.join(os.fsencode(folder), name))
    assert Corpus(folder, index=index).works() == []


@POSIX
def test_names_that_differ_in_case_are_two_works(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    named(folder, b"Note.txt", "A note on resolution 69/100 of the General Assembly.")
    named(folder, b"note.txt", "A note on resolution 69/200 of the General Assembly.")
    if len(os.listdir(folder)) == 1:
        pytest.skip("the file system takes the names as one")
    corpus = Corpus(folder)
    assert [work.id for work in corpus.works()] == ["Note", "note"]
    assert [corpus.work(name).id for name in ("Note", "note")] == ["Note", "note"]  # type: ignore[union-attr]
    assert [row.symbol for row in corpus.citations_in("note")] == ["A/RES/69/200"]
    assert (corpus.work("NOTE"), corpus.resolve("NOTE").outcome) == (None, "ambiguous")
    done = run("cite", "NOTE", "-C", str(folder), cwd=tmp_path)
    assert (done.returncode, done.out) == (2, "")
    assert "Note or note" in complaint(done)


def test_cyclic_links_end(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 2)
    (folder / "again").symlink_to(folder)
    (folder / "other.txt").symlink_to(folder / "A_RES_70_1.txt")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    assert len(Corpus(folder).reader.rows("SELECT * FROM document_file")) == 3


@pytest.mark.parametrize("way", ["open", "scandir"])  # systems that can list an open folder, and those that cannot
def test_unreadable_folder_is_a_failure(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from unrtrace.index import scan_files

    folder = write_lamps(tmp_path / "documents", 2)
    (folder / "closed").mkdir()
    real = getattr(os, way)

    def refuse(path: Any, *more: Any, **further: Any) -> Any:
        if os.fsencode(path).endswith(b"closed"):
            raise PermissionError(13, "Permission denied")
        return real(path, *more, **further)

    monkeypatch.setattr(scan_files.os, way, refuse)
    assert Corpus(folder).failed == [("closed", "the folder cannot be read")]
    monkeypatch.setattr(scan_files.os, way, real)
    assert Corpus(folder).failed == []


# -- what is no index ------------------------------------------------------------------------


def test_index_in_memory_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(lamp_resolution(1), "utf-8")
    for command in (["index", str(tmp_path)], ["cite", "70/1", "-C", str(tmp_path)]):
        done = run(*command, "--index", ":memory:", cwd=tmp_path)
        assert (done.returncode, done.out, done.err.count("\n")) == (3, "", 1)
        assert "is no file: name a file" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt"]


def test_lock_file_of_other_content_is_told_in_one_line_and_kept(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(lamp_resolution(1), "utf-8")
    lock = tmp_path / "index.sqlite.lock"
    lock.write_bytes(b"not a database" * 1000)
    done = run("index", str(tmp_path), "--index", str(tmp_path / "index.sqlite"), cwd=tmp_path)
    assert (done.returncode, done.out, done.err.count("\n")) == (3, "", 1)
    assert "index.sqlite.lock is not a lock file of unrtrace: delete it" in done.err
    assert lock.read_bytes() == b"not a database" * 1000
    lock.unlink()
    assert run("index", str(tmp_path), "--index", str(tmp_path / "index.sqlite"), cwd=tmp_path).returncode == 0
