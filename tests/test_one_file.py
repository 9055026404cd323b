"""Whatever is raised while one file is read, described or written costs that file alone."""

import json
import os
import time
import tracemalloc
from collections import deque
from io import StringIO
from pathlib import Path

import pytest
from growth import LIMIT, growth
from support import faults
from support.commands import run
from support.documents import lamp_resolution, make_older, write_lamps
from support.indexes import contents, contents_made_anew
from support.marks import POSIX

from unrtrace.corpus import Corpus
from unrtrace.documents import DocumentError, from_read_result, from_text
from unrtrace.documents.readers import damaged_xml, read_bytes_as
from unrtrace.extractor import extract_document
from unrtrace.index import fulltext_tokens, manage, update, worker_pool
from unrtrace.index.identify import parts_of
from unrtrace.index.manage import Updated
from unrtrace.index.update import Progress
from unrtrace.output import progress

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


# -- files that are not read ---------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Two resolutions among files of other kinds, and what programs leave in folders."""
    folder = write_lamps(tmp_path / "documents", 2)
    (folder / "below").mkdir()
    for name in (
        "mail.eml", "below/Mail 2.EML", "lamps.xlsx", "lamps.zip", "lamp.jpg", "lamps.csv", "READ ME", "x.lamp",
        "~$A_RES_70_1.docx", ".~lock.lamps.odt#", "Thumbs.db", "below/.DS_Store", ".hidden.eml", "left.png",
    ):  # fmt: skip
        (folder / name).write_bytes(b"lamps")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 lamps")
    (folder / "letter.rtf").write_bytes(b"{\\rtf1 lamps}")
    (folder / "page.doc").write_text("<html><body><p>Recalling resolution 70/1,</p></body></html>", "utf-8")
    (folder / ".unrtraceignore").write_text("left.*\n", "utf-8")
    return folder


KINDS = {
    ".eml": 2, ".csv": 1, ".doc": 1, ".jpg": 1, ".lamp": 1, ".rtf": 1, ".xlsx": 1, ".zip": 1, "no ending": 1,
}  # fmt: skip


def test_every_file_is_accounted_for(mixed: Path) -> None:
    make_older(mixed)
    done = run("index", str(mixed))
    assert done.returncode == 0
    (line,) = [line for line in done.out.splitlines() if "not read" in line]
    kinds = ", ".join(f"{number} {kind}" for kind, number in KINDS.items())
    assert line == f"not read  {kinds} (unrtrace index --failures lists them)"
    record = json.loads(run("index", str(mixed), "-f", "jsonl").out)
    assert (record["not_read"], record["failed"], record["unchanged"] + record["touched"]) == (KINDS, 0, 3)
    corpus = Corpus(mixed)
    assert sorted(version.path for work in corpus.works() for version in work.versions) == [
        "A_RES_70_1.txt", "A_RES_70_2.txt", "page.doc",
    ]  # fmt: skip
    assert corpus.failed == []


def test_files_that_are_not_read_are_listed_with_what_to_do(mixed: Path) -> None:
    done = run("index", "--failures", "-C", str(mixed), "-f", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {(row["problem"], row["failed"]) for row in rows} == {("not read", False)}
    found = {row["file"]: (row["kind"], row["reason"]) for row in rows}
    assert sorted(kind for kind, _ in found.values()) == sorted(kind for kind, n in KINDS.items() for _ in range(n))
    assert found["below/Mail 2.EML"][0] == ".eml"
    assert "as text or PDF" in found["mail.eml"][1]
    assert "soffice" in found["old.doc"][1]
    assert "RTF" in found["letter.rtf"][1]
    assert "save it as PDF" in found["x.lamp"][1]
    text = run("index", "--failures", "-C", str(mixed)).out
    assert "lamps.zip" in text and "unpack it" in text


def test_new_file_that_is_not_read_is_noticed(mixed: Path) -> None:
    index = mixed / "index"  # in the folder itself: it is none of its documents
    make_older(mixed)
    before = len(Corpus(mixed, index=index).unread)
    (mixed / "new.eml").write_bytes(b"lamps")
    assert [name for name, _, _ in Corpus(mixed, index=index).unread if "new" in name or "index" in name] == ["new.eml"]
    (mixed / "new.eml").unlink()
    assert len(Corpus(mixed, index=index).unread) == before
    state = index.stat()
    assert len(Corpus(mixed, index=index).unread) == before
    assert index.stat().st_mtime_ns == state.st_mtime_ns


@POSIX
def test_links_and_special_files_are_accounted_for(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 1)
    (tmp_path / "elsewhere").mkdir()
    (folder / "elsewhere").symlink_to(tmp_path / "elsewhere")
    (folder / "gone.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "self.pdf").symlink_to(folder / "self.pdf")
    os.mkfifo(folder / "pipe")
    assert [(name, kind) for name, kind, _ in Corpus(folder).unread] == [
        ("elsewhere", "link to a folder"), ("gone.txt", "broken link"), ("pipe", "special file"),
        ("self.pdf", "broken link"),
    ]  # fmt: skip


def test_every_kind_that_is_not_read_has_advice() -> None:
    from unrtrace.facts import load

    rows = load("formats")["unread"]
    kinds = [kind for row in rows for kind in row["kinds"]]
    assert len(kinds) == len(set(kinds))
    assert {"other", "no ending", "link to a folder", "broken link", "special file"} < set(kinds)
    assert all(row["advice"] for row in rows)


# -- damaged files -------------------------------------------------------------------------

AKN = """<akomaNtoso><statement name="resolution"><meta><FRBRlanguage language="eng"/></meta>
<preface><p><docNumber refersTo="#symbol">A/RES/70/9</docNumber></p></preface>
<preamble><formula><p>The General Assembly,</p></formula>
<p>Recalling its resolution 70/1 of 2 October 2015,</p></preamble>
<mainBody><paragraph><num>1.</num><content><p>Recalls resolution 70/2;</p></content></paragraph>
<paragraph><num>2.</num><content><p>Takes note of document A/70/3.</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""
DAMAGES = {
    "a bare ampersand": ("of 2 October", "of 2 & October"),
    "a bare less-than sign": ("of 2 October", "of < 2 October"),
    "an end tag too many": ("<num>1.", "</p></section><num>1."),
    "an end tag too few": ("2015,</p>", "2015,"),
    "crossed tags": ("<num>1.</num><content>", "<num>1.<content></num>"),
    "an open quote": ('<statement name="resolution">', '<statement name="resolution>'),
    "an attribute without quotes": ('name="resolution"', "name=resolution"),
    "no end of the metadata": ("</meta>", ""),
    "a forbidden character": ("of 2 October", "of 2\x01 October"),
    "an unknown entity": ("of 2 October", "of&nbsp;2 October"),
    "no end": ("</mainBody>\n</statement></akomaNtoso>", ""),
    "two documents": ("</akomaNtoso>", "</akomaNtoso><akomaNtoso></akomaNtoso>"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_akoma_ntoso_is_read_as_far_as_possible(damage: str) -> None:
    found = read_bytes_as(AKN.replace(*DAMAGES[damage]).encode(), "A_RES_70_9.xml")
    assert found.damage and "damaged XML" in found.damage and "get the file again" in found.damage
    assert "\n" not in found.damage
    assert found.warnings == ()
    cited = [str(one.symbol) for one in extract_document(from_read_result(found))]
    assert cited[-3:] == ["A/RES/70/1", "A/RES/70/2", "A/70/3"]
    assert found.metadata["symbol"] == "A/RES/70/9"
    assert read_bytes_as(AKN.encode(), "A_RES_70_9.xml").damage is None


def test_wrong_bytes_do_not_change_the_encoding_of_a_damaged_file() -> None:
    data = AKN.replace("Recalls resolution", "تشير إلى القرار").encode()
    found = read_bytes_as(data.replace(b"of 2 October", b"of 2\xff October"), "A_RES_70_9.xml")
    assert "تشير إلى القرار" in found.text and found.damage


@pytest.mark.parametrize("data", [b"<akomaNtoso", b"<akomaNtoso><meta>", b"<akomaNtoso></p>" + b"<p>" * 300])
def test_damaged_akoma_ntoso_without_text_fails(data: bytes) -> None:
    with pytest.raises(DocumentError, match="get the file again"):
        read_bytes_as(data, "A_RES_70_9.xml")


def test_damaged_file_that_declares_an_entity_is_refused() -> None:
    data = b"<!DOCTYPE a [<!ENTITY lamp 'lamps'>]><akomaNtoso><p>&lamp;</i></akomaNtoso>"
    with pytest.raises(DocumentError, match="entities"):
        read_bytes_as(data, "a.xml")


@pytest.mark.parametrize("piece", ["<!--", "<", "<p ", "<p a='", "<![CDATA[", "</p>", "&", "<p>", "<p a=b ", "<!--<"])
def test_reading_damaged_xml_takes_linear_time(piece: str) -> None:
    found = growth(lambda text: deque(damaged_xml.events(text), 0), lambda n: "<p>" + piece * n, 1 << 18)
    assert found.ratio < LIMIT, found


def test_damage_is_shown_by_every_command(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 1)
    path = folder / "A_RES_70_9.xml"
    path.write_text(AKN.replace(*DAMAGES["crossed tags"]), "utf-8")
    done = run("index", str(folder))
    assert done.returncode == 0
    finding = json.loads(run("doctor", "--check", "damaged", "-C", str(folder), "-f", "jsonl").out)
    assert (finding["check"], finding["about"]) == ("damaged", "A_RES_70_9.xml")
    failure = json.loads(run("index", "--failures", "-C", str(folder), "-f", "jsonl").out)
    assert (failure["file"], failure["failed"], failure["problem"]) == ("A_RES_70_9.xml", False, "damaged")
    assert "damaged XML" in json.loads(run("show", str(path), "-f", "json").out)["damage"]
    for command in ("extract", "text", "show"):
        done = run(command, str(path))
        assert (done.returncode, b"damaged XML" in done.stderr) == (0, True)
    assert run("cite", "A/RES/70/9", "-C", str(folder)).stderr == b""


# -- files that take long ------------------------------------------------------------------


def test_time_is_shown_while_one_file_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.05)
    monkeypatch.setattr(progress, "TICK", 0.01)
    out = StringIO()
    draw = progress.UpdateProgress(out)
    draw(Progress(0, 2, 0, 50_000_000, 0, 0.01))
    assert out.getvalue() == ""
    time.sleep(0.3)
    assert "0 of 2 files, reading 50.0 MB, 0:00" in out.getvalue()
    draw(Progress(1, 2, 25_000_000, 50_000_000, 0, 10.0))
    assert "1 of 2 files, 2.5 MB/s, 0:10 left" in out.getvalue()
    draw(Progress(2, 2, 50_000_000, 50_000_000, 0, 20.0))
    assert out.getvalue().endswith(progress.CLEAR)
    shown = out.getvalue()
    time.sleep(0.1)
    assert out.getvalue() == shown


def test_file_that_is_read_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.05)
    monkeypatch.setattr(progress, "TICK", 0.01)
    out = StringIO()
    with progress.reading("lamps.txt", out):
        pass
    assert out.getvalue() == ""
    with pytest.raises(ValueError), progress.reading("lamps.txt", out):
        time.sleep(0.3)
        raise ValueError
    assert "unrtrace: reading lamps.txt, 0:00" in out.getvalue()
    assert out.getvalue().endswith(progress.CLEAR)


@pytest.mark.parametrize("text", ["Lamps of the keeper {}.\n\n", "灯塔{}看守人\n守望\n\n", "منارة {}\r\n\r\n"])
def test_words_of_a_large_text_are_those_of_the_whole(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    large = "".join(text.format(number) for number in range(300))
    whole = fulltext_tokens.tokens(large)
    monkeypatch.setattr(fulltext_tokens, "BLOCK", 100)
    assert fulltext_tokens.tokens(large) == whole


def test_words_of_a_large_text_take_little_memory() -> None:
    large = "".join(f"Les gardiens des phares ont examiné la lampe {number % 97}.\n\n" for number in range(60_000))
    tracemalloc.start()
    fulltext_tokens.tokens(large)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * len(large)
