"""The commands that query an index: corpus, find, missing, doctor, sql, index, and cite --explain."""

# ruff: noqa: E501
import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest
from support.commands import complaint, read_terminal, run, start
from support.documents import lamp_resolution, make_older, write_lamps
from support.marks import POSIX

from unrtrace.corpus import Corpus, doctor, fulltext_search
from unrtrace.corpus.fulltext_search import Filters, find
from unrtrace.corpus.missing import missing
from unrtrace.corpus.sql import StatementError, execute
from unrtrace.index import fulltext_tokens, schema
from unrtrace.timeline.merge import merged

TEXTS = {
    "A_RES_60_1.en.txt": "A/RES/60/1\n\n60/1. Lighthouses\n\nThe General Assembly,\n\n"
    "Recalling the cooperation\nagreement on harbours and the co-operation of pilots,\n\n17 December 2005\n",
    "A_RES_61_1.fr.txt": "A/RES/61/1\n\n61/1. Phares\n\nL'Assemblée générale,\n\n"
    "Rappelant l’élévation des marées à Genève,\n\n20 décembre 2006\n",
    "A_RES_62_1.es.txt": "A/RES/62/1\n\n62/1. Faros\n\nLa Asamblea General,\n\nRecordando la señalización de los puertos,\n",
    "A_RES_63_1.ru.txt": "A/RES/63/1\n\n63/1. Маяки\n\nГенеральная Ассамблея,\n\nссылаясь на огни маяков,\n",
    "A_RES_64_1.zh.txt": "A/RES/64/1\n\n64/1. 灯塔\n\n大会，\n\n回顾国际移\n民组织的灯塔合作协定，\n",
    "A_RES_65_1.ar.txt": "A/RES/65/1\n\n65/1. المنارات\n\nإن الجمعية العامة،\n\nإذ تشير إلى الـمَنَارَات البحرية،\n",
    "S_RES_1325.en.txt": "S/RES/1325 (2000)\n\nThe Security Council,\n\nRecalling the harbours of Geneva,\n\n1. Decides.\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("find")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return Corpus(folder)


def works(corpus: Corpus, text: str, **filters: object) -> list[str]:
    return [hit.work for hit in find(corpus, fulltext_tokens.parse(text), Filters(**filters))]  # type: ignore[arg-type]


# -- find ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lighthouses", ["A/RES/60/1"]),
        ("LIGHTHOUSES harbours", ["A/RES/60/1"]),
        ('"cooperation agreement"', ["A/RES/60/1"]),
        ('"agreement cooperation"', []),
        ("agreement cooperation", ["A/RES/60/1"]),
        ("co-operation", ["A/RES/60/1"]),
        ("lighth*", ["A/RES/60/1"]),
        ("lighth", []),
        ("elevation marees geneve", ["A/RES/61/1"]),
        ("GENÈVE", ["A/RES/61/1"]),
        ("señalizacion", ["A/RES/62/1"]),
        ("МАЯКОВ", ["A/RES/63/1"]),
        ("маяк*", ["A/RES/63/1"]),
        ("国际移民组织", ["A/RES/64/1"]),
        ("移民", ["A/RES/64/1"]),
        ("灯塔合作", ["A/RES/64/1"]),
        ("作灯", []),
        ("塔", ["A/RES/64/1"]),
        ("合作 灯塔", ["A/RES/64/1"]),
        ("المنارات", ["A/RES/65/1"]),
        ("61/1", ["A/RES/61/1"]),
        ("S/RES/1325", ["S/RES/1325(2000)"]),
        ("nowhere", []),
    ],
)
def test_find_returns_matching_works(text: str, found: list[str], corpus: Corpus) -> None:
    assert works(corpus, text) == found


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("cooperation agreement", True),
        ("agreement cooperation", False),
        ("COOPERATION agree*", True),
        ("cooper* agreement", True),
        ("cooperation", False),
        ('"cooperation agreement"', False),  # the marks ask for nothing else: no part of the answer goes first
        ("elevation des marees", True),
        ("огни маяков", True),
        ("合作 协定", True),
        ("协定 合作", False),
        ("المنارات البحرية", True),
    ],
)
def test_words_in_a_row_are_told(text: str, phrase: bool, corpus: Corpus) -> None:
    hits = list(find(corpus, fulltext_tokens.parse(text), Filters()))
    assert [hit.in_a_row for hit in hits] == [phrase]


@pytest.mark.parametrize("text", ["“cooperation agreement”", "«cooperation agreement»", "„cooperation agreement“"])
def test_other_quotation_marks_ask_for_the_phrase(text: str, corpus: Corpus) -> None:
    assert fulltext_tokens.parse(text) == fulltext_tokens.parse('"cooperation agreement"')
    assert works(corpus, text) == ["A/RES/60/1"]


def test_phrase_comes_before_its_words_and_then_the_latest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for session, words in {
        70: "The status of every observer.",
        60: "It has observer\nstatus. The status of others is another matter.",
        65: "Observer: status.",
        50: "OBSERVER STATUS",
    }.items():
        title = f"A/RES/{session}/1\n\n{session}/1. Title\n\nThe General Assembly,\n\n"
        text = f"{title}{words}\n\n20 December {1945 + session}\n"
        (tmp_path / f"A_RES_{session}_1.txt").write_text(text, "utf-8")
    corpus = ("-C", str(tmp_path), "-f", "symbols")
    assert run("find", "observer status", *corpus).out.split() == [
        "A/RES/65/1", "A/RES/60/1", "A/RES/50/1", "A/RES/70/1",
    ]  # fmt: skip
    assert run("find", "observer", "status", *corpus).out == run("find", "observer status", *corpus).out
    assert run("find", '"observer status"', *corpus).out.split() == ["A/RES/65/1", "A/RES/60/1", "A/RES/50/1"]
    places = run("find", "status observer", "-C", str(tmp_path), "--lines", "3", "-f", "tsv", "--from", "2005").out
    assert [line.split("\t")[1] for line in places.splitlines()].count("A/RES/60/1") == 2
    monkeypatch.setattr(fulltext_search, "MAX_FOR_PHRASE", 0)  # as in a corpus too large to be read at once
    assert run("find", "observer status", *corpus).out.split() == [
        "A/RES/70/1", "A/RES/65/1", "A/RES/60/1", "A/RES/50/1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ['" OR "', "NOT", "a AND", "NEAR(a b)", "*", '"', "text:a", "(((", "'; DROP", "^a", "-a"]
)
def test_search_operators_are_plain_words(text: str, corpus: Corpus) -> None:
    query = fulltext_tokens.parse(text)
    if query.patterns:
        list(find(corpus, query, Filters()))
    else:
        done = run("find", "-C", str(corpus.path), "--", text, cwd=corpus.path)
        assert (done.returncode, "no word" in complaint(done)) == (2, True)


def test_find_filters_select_works(corpus: Corpus) -> None:
    assert works(corpus, "harbours") == ["A/RES/60/1", "S/RES/1325(2000)"]
    assert works(corpus, "harbours", organ="S") == ["S/RES/1325(2000)"]
    assert works(corpus, "harbours", session="60") == ["A/RES/60/1"]
    assert works(corpus, "harbours", since=date(2001, 1, 1)) == ["A/RES/60/1"]
    assert works(corpus, "harbours", until=date(2004, 12, 31)) == ["S/RES/1325(2000)"]
    assert works(corpus, "harbours", language="fr") == []


@pytest.mark.parametrize(("year", "code"), [("2005", 0), ("2000-2010", 0), ("1999", 1), ("x", 2), ("2010-2000", 2)])
def test_find_accepts_years(year: str, code: int, corpus: Corpus) -> None:
    assert run("find", "lighthouses", "--year", year, "-C", str(corpus.path), cwd=corpus.path).returncode == code


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [("2005", "2005", 0), ("2000-01", "2010-12-31", 0), ("2006", None, 1), (None, "2004-12", 1), (None, "2005-13", 2)],
)
def test_find_accepts_dates(since: str | None, until: str | None, code: int, corpus: Corpus) -> None:
    options = [*(["--from", since] if since else []), *(["--to", until] if until else [])]
    assert run("find", "lighthouses", *options, "-C", str(corpus.path), cwd=corpus.path).returncode == code


def test_hit_has_line_and_snippet(corpus: Corpus) -> None:
    done = run("find", "国际移民组织", "-C", str(corpus.path), "-f", "jsonl", cwd=corpus.path)
    (hit,) = [json.loads(line) for line in done.out.splitlines()]
    assert (hit["schema"], hit["file"], hit["line"], hit["stale"]) == ("unrtrace.hit/1", "A_RES_64_1.zh.txt", 7, False)
    assert "国际移 民组织" in hit["text"]
    assert hit["url"] == "https://docs.un.org/zh/A/RES/64/1"


def test_hit_in_a_changed_file_is_stale(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 2)
    make_older(folder)
    Corpus(folder)
    path = folder / "A_RES_70_1.txt"
    path.write_text("\n\n" + path.read_text("utf-8"), "utf-8")
    done = run("find", "lamps", "-C", str(folder), "--no-update", "-f", "jsonl", cwd=tmp_path)
    stale = {hit["file"]: (hit["stale"], hit["line"]) for hit in map(json.loads, done.out.splitlines())}
    assert stale == {"A_RES_70_1.txt": (True, 5), "A_RES_70_2.txt": (False, 3)}
    path.unlink()
    done = run("find", "lamps", "-C", str(folder), "--no-update", cwd=tmp_path)
    assert "A_RES_70_1" not in done.out


# -- missing, corpus, doctor ---------------------------------------------------------------


def test_missing_counts_works_once_and_knows_double_symbols(tmp_path: Path) -> None:
    french = "A/RES/70/5\n\n70/5. Phares\n\nL'Assemblée générale,\n\nRappelant sa résolution 69/7,\n"
    texts = {
        "one.en": lamp_resolution(5).replace("1. Takes", "Recalling its resolution 69/7,\n\n1. Takes"),
        "one.fr": french,
        "two": "70/6. Wicks\n\nThe General Assembly,\n\nRecalling its resolution 69/7 and document A/48/486-S/26560,\n\n"
        "Recalling its resolution 69/7 again, and document A/48/999-S/26999,\n",
        "three": "Distr.\nGENERAL\n\nS/26560\n11 October 1993\n\nLetter dated 8 October 1993 from the Chair\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    corpus = Corpus(tmp_path)
    found = {one.symbol: (one.works, one.citations) for one in missing(corpus)}
    assert found["A/RES/69/7"] == (2, 3)
    assert "A/48/486" not in found and found["A/48/999"] == (1, 1)
    done = run("missing", "--limit", "1", "-f", "tsv", "-C", str(tmp_path), cwd=tmp_path)
    (row,) = csv.DictReader(done.out.splitlines(), delimiter="\t")
    assert (row["symbol"], row["works"], row["url"]) == ("A/RES/69/7", "2", "https://docs.un.org/en/A/RES/69/7")


def test_half_of_a_double_symbol_has_the_citations_of_the_other(tmp_path: Path) -> None:
    from unrtrace.graph import edges_from, edges_to

    (tmp_path / "two.txt").write_text(
        "70/6. Wicks\n\nThe General Assembly,\n\nRecalling document A/48/486-S/26560,\n", "utf-8"
    )
    corpus = Corpus(tmp_path)
    assert [edge.citing for edge in edges_to(corpus, "S/26560")] == ["A/RES/70/6"]
    assert [edge.outcome for edge in edges_from(corpus, "A/RES/70/6")] == ["missing"]
    (tmp_path / "three.txt").write_text(
        "Distr.\nGENERAL\n\nS/26560\n11 October 1993\n\nLetter dated 8 October 1993 from the Chair\n", "utf-8"
    )
    (edge,) = edges_from(Corpus(tmp_path), "A/RES/70/6")
    assert (edge.cited, edge.symbol, edge.outcome) == ("S/26560", "A/48/486", "resolved")


def test_lettered_part_resolves_to_the_document_that_contains_it(tmp_path: Path) -> None:
    whole = "A/RES/46/36\n\n46/36. Lamps\n\nA\n\nThe General Assembly,\n\n1. Acts.\n\nB\n\nThe General Assembly,\n\n1. Acts.\n"
    (tmp_path / "one.txt").write_text(whole, "utf-8")
    (tmp_path / "two.txt").write_text(
        "70/6. Wicks\n\nThe General Assembly,\n\nRecalling its resolutions 46/36 B and 46/36 L,\n", "utf-8"
    )
    corpus = Corpus(tmp_path)
    assert corpus.resolve("A/RES/46/36B") == ("resolved", "A/RES/46/36")
    assert corpus.resolve("A/RES/46/36L") == ("missing", None)
    done = run("cite", "A/RES/70/6", "--explain", "-C", str(tmp_path), cwd=tmp_path)
    assert "A/RES/46/36B: one of the parts in the file" in done.out
    assert "no corpus.toml, masthead or file name gives A/RES/46/36L; held is A/RES/46/36 (letter of)" in done.out


def test_related_documents_of_a_document(tmp_path: Path) -> None:
    texts = {
        "one": "A/RES/51/9\n\n[without reference to a Main Committee (A/51/L.53 and Add.1)]\n\n51/9. Lamps\n\n"
        "The General Assembly,\n\nRecalling its resolution 47/4,\n",
        "two": "A/51/L.53\n\nDraft resolution\n\nThe General Assembly,\n\nRecalling its resolution 47/4,\n",
        "three": "A/51/L.53/Rev.1\n\nDraft resolution\n\nThe General Assembly,\n",
        "A_RES_51_9_Corr.1": "A/RES/51/9/Corr.1\n\nCorrigendum\n\nIn resolution 51/9, read lamps for lamp.\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    corpus = Corpus(tmp_path)
    assert [tuple(map(str, (one.kind, one.symbol, one.held))) for one in corpus.related_documents("A/51/L.53")] == [
        ("addendum", "A/51/L.53/Add.1", "False"), ("revision", "A/51/L.53/Rev.1", "True"), ("became", "A/RES/51/9", "True"),
    ]  # fmt: skip
    assert {(one.kind, one.symbol) for one in corpus.related_documents("A/RES/51/9") if one.held} == {
        ("corrigendum", "A/RES/51/9/Corr.1"), ("draft", "A/51/L.53"),
    }  # fmt: skip
    heading = run("cite", "A/RES/51/9", "-C", str(tmp_path), cwd=tmp_path).out.split("\n\n")[0]
    assert "corrigendum  A/RES/51/9/Corr.1" in heading and "draft        A/51/L.53" in heading


def test_doctor_finds_each_kind_of_problem(tmp_path: Path) -> None:
    texts = {
        "note": "A note on lamps.",
        "A_RES_70_1.en": lamp_resolution(1),
        "copies/A_RES_70_1.en": lamp_resolution(1),
        "longer/A_RES_70_1.en": lamp_resolution(1, 2, 3),
        "A_RES_70_2": lamp_resolution(3),
        "late": "A/RES/60/9\n\n60/9. Late\n\nThe General Assembly,\n\nRecalling its resolution 60/1,\n\n"
        "99th plenary meeting\n17 December 1990\n",
        "joint": "Distr.\nGENERAL\n\nA/48/486-S/26560\n11 October 1993\n\nLetter dated 8 October 1993 from the Chair\n",
        "joint2": "Distr.\nGENERAL\n\nA/48/487-S/26560\n11 October 1993\n\nLetter dated 9 October 1993 from the Chair\n",
        "doubt": "The Chair recalled resolution S-20/1, and resolution 47/4 of 1 May 2015 of the General Assembly.\n",
    }
    for name, text in texts.items():
        path = tmp_path / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "odd.txt").write_bytes("Résolution 47/4 de l'Assemblée générale, adoptée à Genève".encode("latin-1"))
    corpus = Corpus(tmp_path)
    corpus.failed.append(("torn.txt", "is torn"))
    found = {name: [(one.about, one.detail) for one in check(corpus)] for name, check in doctor.CHECKS.items()}
    assert found["unreadable"] == [("torn.txt", "is torn")]
    assert [name for name, _ in found["odd"]] == ["odd.txt"]
    assert [name for name, _ in found["no-symbol"]] == ["doubt.txt", "note.txt", "odd.txt"]
    details = dict(found["duplicate"])
    assert set(details) == {"A_RES_70_1.en.txt", "copies/A_RES_70_1.en.txt"}
    assert "longer/A_RES_70_1.en.txt: it is longer" in details["copies/A_RES_70_1.en.txt"]
    ((name, detail),) = found["contested"]
    assert (name, "none is chosen" in detail) == ("S/26560", True)
    assert corpus.resolve("S/26560").outcome == "ambiguous"
    assert found["misnamed"] == [("A_RES_70_2.txt", "the name says A/RES/70/2, the document A/RES/70/3")]
    assert "outside session 60" in dict(found["date"])["late.txt"]
    assert "1 citation dated outside" in dict(found["date"])["doubt.txt"]
    assert found["ambiguous"][0][0] == "doubt.txt"
    ((_, detail),) = found["missing"]
    assert "not held" in detail
    done = run("doctor", "--check", "duplicate", "--limit", "1", "-C", str(tmp_path), "-f", "jsonl", cwd=tmp_path)
    assert len(done.out.splitlines()) == 1
    assert "1 more of duplicate" in complaint(done)


def test_doctor_gives_the_reason_for_the_chosen_file(tmp_path: Path) -> None:
    (tmp_path / "A_RES_70_1.txt").write_text(
        lamp_resolution(1, 2, 3, 4).removeprefix("A/RES/70/1\n\n").replace("70/1.", "")
    )
    (tmp_path / "b.txt").write_text(lamp_resolution(1))
    (tmp_path / "c.txt").write_text(lamp_resolution(1))
    corpus = Corpus(tmp_path)
    assert [version.path for version in corpus.works()[0].versions] == ["b.txt", "A_RES_70_1.txt", "c.txt"]
    reasons = {one.about: one.detail.partition(": ")[2] for one in doctor.duplicate_files(corpus)}
    assert reasons == {
        "A_RES_70_1.txt": "its symbol is said by masthead, here by file name",
        "c.txt": "the same content; the first by name",
    }


def test_corpus_command_summarizes_the_corpus(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 3)
    make_older(folder)
    overview = json.loads(run("corpus", "-f", "json", "-C", str(folder), cwd=tmp_path).out)
    assert (overview["documents"], overview["files"], overview["languages"]) == (3, 3, {"en": 3})
    assert overview["fresh"] is True
    assert Path(overview["index"]).stat().st_size == overview["index_bytes"]
    (folder / "A_RES_70_9.txt").write_text(lamp_resolution(9), "utf-8")
    done = run("corpus", "--no-update", "-C", str(folder), cwd=tmp_path)
    assert "files changed since" in done.out
    rows = run("corpus", "--list", "-f", "jsonl", "-C", str(folder), cwd=tmp_path).out.splitlines()
    assert [(row["work"], row["cited_by"]) for row in map(json.loads, rows)] == [
        ("A/RES/70/1", 1), ("A/RES/70/2", 1), ("A/RES/70/3", 0), ("A/RES/70/9", 0),
    ]  # fmt: skip


def test_empty_corpus_exits_with_1(tmp_path: Path) -> None:
    for command in (["index"], ["corpus"], ["corpus", "-l"], ["missing"], ["doctor"], ["find", "x"], ["index", "-n"]):
        done = run(*command, "-C", str(tmp_path), cwd=tmp_path)
        assert done.returncode == 1, command
        assert complaint(done)


def test_events_of_a_name_include_whole_groups(tmp_path: Path) -> None:
    for path in (Path(__file__).parent.parent / "corpus").glob("*"):
        shutil.copy(path, tmp_path)
    corpus = Corpus(tmp_path)
    everything = corpus.events()
    for name in ("A/RES/47/4", "A/RES/51/148", "IOM", "ILO", "UN"):
        whole, some = (
            [group for group in merged(rows) if any(name in (*row.actors, *row.symbols) for row in group)]
            for rows in (everything, corpus.events([name]))
        )
        assert whole and some == whole
    for work in corpus.works():
        whole, some = (
            [group for group in merged(rows) if any(row.work == work.id for row in group)]
            for rows in (everything, corpus.events(works=[work.id]))
        )
        assert whole and some == whole
        own = {row.description for row in corpus.events(own=[work.id]) if row.work == work.id}
        assert own >= {row.description for row in everything if row.work == work.id and row.place == "masthead"}
        assert len(own) < len({row.description for row in everything if row.work == work.id})
    assert {row.date for row in corpus.events(since=date(1996, 1, 1), until=date(1996, 12, 31))} == {
        row.date for row in everything if (row.last or row.date) >= date(1996, 1, 1) and row.date <= date(1996, 12, 31)
    }
    assert corpus.events(["NOSUCH"]) == []


# -- index ---------------------------------------------------------------------------------


def test_index_reports_its_work_and_dry_run_changes_nothing(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 4)
    make_older(folder)
    index = ["--index", str(tmp_path / "index.sqlite")]
    done = run("index", str(folder), "--dry-run", "-f", "tsv", *index, cwd=tmp_path)
    assert done.out.splitlines()[1] == "new\tA_RES_70_1.txt\t"
    assert not (tmp_path / "index.sqlite").exists()
    done = run("index", str(folder), *index, cwd=tmp_path)
    assert (done.returncode, done.err) == (0, "")
    assert re.search(r"^files +4 new$", done.out, re.M) and re.search(r"^read +\S+ bytes in \S+ s", done.out, re.M)
    (folder / "A_RES_70_1.txt").rename(folder / "moved.txt")
    (folder / "A_RES_70_2.txt").unlink()
    (folder / "A_RES_70_3.txt").write_text(lamp_resolution(3), "utf-8")
    done = run("index", str(folder), "-n", "-f", "jsonl", *index, cwd=tmp_path)
    planned = {(row["what"], row["file"], row["was"]) for row in map(json.loads, done.out.splitlines())}
    assert planned == {
        ("moved", "moved.txt", "A_RES_70_1.txt"), ("gone", "A_RES_70_2.txt", None), ("changed", "A_RES_70_3.txt", None),
    }  # fmt: skip
    record = json.loads(run("index", str(folder), "-f", "jsonl", *index, cwd=tmp_path).out)
    assert (record["moved"], record["removed"], record["changed"]) == (1, 1, 1)
    again = run("index", str(folder), "--rebuild", *index, cwd=tmp_path)
    assert re.search(r"^files +3 new$", again.out, re.M)


def test_index_lists_failures(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 2)
    (folder / "odd.txt").write_bytes("Résolution 47/4 de l'Assemblée générale, adoptée à Genève".encode("latin-1"))
    done = run("index", "--failures", "-C", str(folder), "-f", "jsonl", cwd=tmp_path)
    (row,) = map(json.loads, done.out.splitlines())
    assert (row["file"], row["failed"], "UTF-8" in row["reason"]) == ("odd.txt", False, True)


@POSIX
def test_progress_is_shown_only_on_a_terminal(tmp_path: Path) -> None:
    import pty

    folder = write_lamps(tmp_path / "documents", 60)
    leader, follower = pty.openpty()
    process = start("index", str(folder), "--jobs", "1", stderr=follower)
    os.close(follower)
    drawn = read_terminal(leader)
    process.communicate()
    assert re.search(rb"\runrtrace: \d+ of 60 files, \d+\.\d MB/s, \d+:\d\d left", drawn)
    assert drawn.endswith(b"\r\x1b[K")
    assert run("index", str(folder), "--rebuild", cwd=tmp_path).err == ""


# -- sql -----------------------------------------------------------------------------------


def test_sql_prints_rows_in_every_format(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 2)
    statement = "SELECT symbol, count(*) AS times FROM citations WHERE symbol LIKE 'A/RES/%' GROUP BY symbol ORDER BY 1"
    where = ["-C", str(folder)]
    assert run("sql", statement, "-f", "tsv", *where, cwd=tmp_path).out == (
        "symbol\ttimes\nA/RES/70/1\t3\nA/RES/70/2\t2\n"
    )
    first = json.loads(run("sql", statement, "-f", "jsonl", *where, cwd=tmp_path).out.splitlines()[0])
    assert first == {"symbol": "A/RES/70/1", "times": 3}
    assert "A/RES/70/1" in run("sql", statement, "-f", "rich", *where, cwd=tmp_path).out
    done = run("sql", "SELECT sentence FROM citations WHERE relation = 'recalls' ORDER BY 1", *where, cwd=tmp_path)
    assert done.out.splitlines()[0] == "Recalling its resolution 70/0,"
    assert run("sql", "SELECT 1 AS a, 2 AS a", "-f", "tsv", *where, cwd=tmp_path).out == "a\ta_2\n1\t2\n"
    assert run("sql", "SELECT 1 WHERE 0", *where, cwd=tmp_path).returncode == 1
    assert run("sql", "SELECT passage(1, 999) AS p", "-f", "jsonl", *where, cwd=tmp_path).out == '{"p": null}\n'
    assert run("sql", "SELECT x'00ff' AS b", "-f", "jsonl", *where, cwd=tmp_path).out == '{"b": "00ff"}\n'


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("DELETE FROM work", "more than read"),
        ("INSERT INTO meta VALUES ('a', 'b')", "more than read"),
        ("UPDATE work SET title = ''", "more than read"),
        ("DROP TABLE work", "more than read"),
        ("CREATE TEMP TABLE t (a)", "more than read"),
        ("ATTACH 'other.sqlite' AS other", "more than read"),
        ("PRAGMA user_version = 9", "more than read"),
        ("PRAGMA writable_schema = ON", "more than read"),
        ("VACUUM INTO 'copy.sqlite'", "more than read"),
        ("SELECT load_extension('evil')", "more than read"),
        ("WITH x AS (SELECT 1) DELETE FROM work", "more than read"),
        ("BEGIN", "more than read"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("SELECT nothing FROM work", "nothing"),
        ("SELEC", "SELEC"),
        ("", "no rows"),
        ("SELECT \0", "SQL"),
    ],
)
def test_sql_refuses_to_write(statement: str, word: str, tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 1)
    make_older(folder)
    index = tmp_path / "index.sqlite"
    Corpus(folder, index=index)
    before, names = index.read_bytes(), sorted(os.listdir(tmp_path))
    with pytest.raises(StatementError, match=word) as caught:
        list(execute(Corpus(folder, index=index), statement)[1])
    assert "\n" not in str(caught.value)
    assert index.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == names


def test_writing_statement_exits_with_2(tmp_path: Path) -> None:
    done = run("sql", "DELETE FROM work", "-C", str(write_lamps(tmp_path / "documents", 1)), cwd=tmp_path)
    assert (done.returncode, done.out) == (2, "")
    assert "only a SELECT is run" in complaint(done)


@POSIX
def test_endless_statement_can_be_interrupted(tmp_path: Path) -> None:
    folder = write_lamps(tmp_path / "documents", 1)
    Corpus(folder)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    process = start("sql", endless, "-C", str(folder))
    time.sleep(1.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20) == (b"", b"")
    assert process.returncode == 130


# -- explain -------------------------------------------------------------------------------


def test_explain_names_evidence_body_and_file(tmp_path: Path) -> None:
    for path in (Path(__file__).parent.parent / "corpus").glob("*"):
        shutil.copy(path, tmp_path)
    done = run("cite", "A/RES/51/148", "--explain", "-f", "jsonl", "-C", str(tmp_path), cwd=tmp_path)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {row["schema"] for row in rows} == {"unrtrace.explanation/1"}
    by = {(row["citing"], row["cited"]): row for row in rows}
    draft, recalled = by["A/RES/51/148", "A/51/L.53/Add.1"], by["A/RES/52/189", "A/RES/51/148"]
    assert "addendum" in draft["found"] and draft["answer"].startswith("not held: ")
    assert "A_RES_51_148.en.txt (identified by its masthead)" in recalled["answer"]
    assert recalled["body"].startswith("General Assembly: ")
    assert recalled["sources"][0]["line"] == 73
    text = run("cite", "A/RES/51/148", "--explain", "-C", str(tmp_path), cwd=tmp_path).out
    assert "A/RES/52/189 cites A/RES/51/148: resolved" in text


def test_explain_names_candidates_of_an_ambiguous_number(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The Chair recalled resolution S-20/1.", "utf-8")
    done = run("cite", "one", "--explain", "-C", str(tmp_path), "--direction", "cites", cwd=tmp_path)
    assert (
        "unresolved: nothing in the text decides between the bodies; it may be A/RES/S-20/1 or A/HRC/RES/S-20/1"
        in done.out
    )
    assert "of the candidates the corpus holds none" in done.out


# -- documentation of the schema -----------------------------------------------------------


def described() -> dict[str, set[str]]:
    """Return the tables and columns of docs/schema.md: each heading is a table, each first cell a column."""
    text = (Path(__file__).parent.parent / "docs" / "schema.md").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for block in re.split(r"^### ", text, flags=re.M)[1:]:
        name = re.match(r"`(\w+)`", block)
        assert name, block[:40]
        found[name[1]] = set(re.findall(r"^\| `(\w+)` \|", block, re.M))
    return found


def test_documentation_lists_every_table_and_column() -> None:
    database = sqlite3.connect(":memory:")
    database.create_function("passage", 2, lambda *_: "")
    database.executescript(schema.TABLES)
    tables = [
        row[0]
        for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'fulltext_%'"
        )
    ]
    columns = {name: {row[1] for row in database.execute(f"PRAGMA table_info ({name})")} for name in tables}
    assert described() == columns


def test_every_field_has_a_column() -> None:
    from unrtrace.citation import FIELD_ORDER
    from unrtrace.events import Event

    columns = {schema.RECORD_FIELDS.get(name, name) for name in (*schema.AS_IT_IS, *schema.CONVERTED)}
    assert set(FIELD_ORDER) - {"symbol", "self"} == columns
    assert set(Event._fields) == set(schema.EVENT) - {"length"}
