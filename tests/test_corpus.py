"""A folder of documents: its works, their identifiers, how citations resolve, and that nothing in it is changed."""

import os
import shutil
import sqlite3
import warnings
from datetime import date
from pathlib import Path

import pytest

from unrtrace.corpus import Corpus, CorpusError
from unrtrace.graph import edges_from, edges_to, trace, walk
from unrtrace.index.errors import IndexWarning
from unrtrace.index.locate import VARIABLE, bundled, locate
from unrtrace.symbols import Symbol

ENGLISH = """A/RES/70/999
3 March 2016

70/999. Lighthouses

The General Assembly,

Recalling its resolution 69/100 of 5 December 2014,

1. Takes note of document A/70/55;

80th plenary meeting
17 December 2015
"""
FRENCH = """A/RES/70/999
3 mars 2016

70/999. Phares

L'Assemblée générale,

Rappelant sa résolution 69/100 du 5 décembre 2014,

1. Prend note du document A/70/55;

80e séance plénière
17 décembre 2015
"""


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / (name.replace("__", ".") + ".txt")).write_text(text, "utf-8")
    return folder


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()
    }


# -- the corpus as a container -------------------------------------------------------------


def test_length_iteration_and_membership(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, one=ENGLISH, two=FRENCH, three="A/69/1\n\nReport"))
    assert len(corpus) == 2
    assert [work.id for work in corpus] == [work.id for work in corpus.works()] == ["A/RES/70/999", "three"]
    assert "A/RES/70/999" in corpus
    assert "a/res/70/999" in corpus
    assert "A/RES/69/100" not in corpus
    assert 70 not in corpus


def test_empty_corpus_has_length_zero(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    assert (len(corpus), list(corpus)) == (0, [])


def test_closed_corpus_cannot_be_read(tmp_path: Path) -> None:
    with Corpus(put(tmp_path, one=ENGLISH)) as corpus:
        assert len(corpus) == 1
    with pytest.raises(sqlite3.ProgrammingError):
        len(corpus)
    with warnings.catch_warnings(action="error"):
        assert len(Corpus(tmp_path)) == 1


@pytest.mark.parametrize(
    "name", ["a/res/70/99", "A_RES_70_99", "General Assembly resolution 70/99", "第70/99号决议", " A/RES/70/99 "]
)
def test_work_is_found_by_any_name_of_the_command_line(tmp_path: Path, name: str) -> None:
    work = Corpus(put(tmp_path, one=ENGLISH.replace("70/999", "70/99"))).work(name)
    assert work
    assert work.id == "A/RES/70/99"


@pytest.mark.parametrize("name", ["A/RES/70/998", "no symbol at all", "", "resolution"])
def test_name_of_no_work_gives_none(tmp_path: Path, name: str) -> None:
    assert Corpus(put(tmp_path, one=ENGLISH)).work(name) is None


def test_library_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    index = tmp_path / "index.sqlite"
    folder = tmp_path / "documents"
    folder.mkdir()
    Corpus(put(folder, one=ENGLISH), index=index).close()
    os.utime(index)
    with pytest.warns(IndexWarning, match="not as unrtrace left it: building it anew"):
        Corpus(folder, index=index).close()
    assert capfd.readouterr() == ("", "")


# -- works ---------------------------------------------------------------------------------


def test_language_versions_are_one_work(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, one=ENGLISH, two=FRENCH))
    (work,) = corpus.works()
    assert (work.id, work.title, work.adopted, work.issued) == (
        "A/RES/70/999",
        "Lighthouses",
        date(2015, 12, 17),
        date(2016, 3, 3),
    )
    assert [(version.language, version.path) for version in work.versions] == [("en", "one.txt"), ("fr", "two.txt")]
    assert (work.title_in("fr"), work.title_in("es")) == ("Phares", "Lighthouses")


def test_edge_has_one_source_per_language(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, one=ENGLISH, two=FRENCH))
    found = [
        (e.cited, e.relation, e.date, [(s.language, s.line) for s in e.sources])
        for e in edges_from(corpus, "A/RES/70/999")
    ]
    assert found == [
        ("A/RES/69/100", "recalls", date(2014, 12, 5), [("en", 8), ("fr", 8)]),
        ("A/70/55", "takes_note", None, [("en", 10), ("fr", 10)]),
    ]


def test_english_title_wins_in_any_order_of_files(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, a_french=FRENCH, z_english=ENGLISH))
    assert [work.title for work in corpus.works()] == ["Lighthouses"]


def test_subfolders_are_read(tmp_path: Path) -> None:
    (tmp_path / "deep" / "down").mkdir(parents=True)
    put(tmp_path / "deep" / "down", one=ENGLISH)
    assert [work.versions[0].path for work in Corpus(tmp_path).works()] == ["deep/down/one.txt"]


def test_empty_folder_is_an_empty_corpus(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    assert corpus.works() == []
    assert corpus.work("A/RES/70/999") is None
    assert trace(corpus, "A/RES/70/999", "cites").children == []


def test_work_is_found_in_any_letter_case(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, one=ENGLISH))
    found = [corpus.work(name) for name in ("a/res/70/999", "A/RES/70/999", Symbol.parse("A_RES_70_999"))]
    assert [work.id for work in found if work] == ["A/RES/70/999"] * 3


# -- identifiers ---------------------------------------------------------------------------


def settings(folder: Path, text: str) -> None:
    (folder / "corpus.toml").write_text(text, "utf-8")


def test_settings_override_masthead(tmp_path: Path) -> None:
    put(tmp_path, A_70_1=ENGLISH)
    settings(tmp_path, '["A_70_1.txt"]\nsymbol = "A/71/5"\n')
    assert [work.id for work in Corpus(tmp_path).works()] == ["A/71/5"]


def test_masthead_overrides_title_line(tmp_path: Path) -> None:
    put(tmp_path, A_70_1=ENGLISH.replace("A/RES/70/999", "A/RES/70/998"))
    assert [work.id for work in Corpus(tmp_path).works()] == ["A/RES/70/998"]


def test_title_line_overrides_file_name(tmp_path: Path) -> None:
    put(tmp_path, A_70_1=ENGLISH.removeprefix("A/RES/70/999\n3 March 2016\n\n"))
    assert [work.id for work in Corpus(tmp_path).works()] == ["A/RES/70/999"]


@pytest.mark.parametrize("name", ["A_70_1", "A_70_1.en", "a_70_1.fr"])
def test_file_name_gives_symbol_where_text_does_not(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.txt").write_text("A report on lighthouses that does not say what it is.", "utf-8")
    assert [(work.id, work.symbol) for work in Corpus(tmp_path).works()] == [("A/70/1", "A/70/1")]


def test_document_without_symbol_is_identified_by_file_name(tmp_path: Path) -> None:
    put(tmp_path, note="A note on resolution 69/100 of the General Assembly.")
    corpus = Corpus(tmp_path)
    assert [(work.id, work.symbol, work.url()) for work in corpus.works()] == [("note", None, None)]
    assert [edge.cited for edge in edges_from(corpus, "note")] == ["A/RES/69/100"]


def test_settings_state_what_a_text_does_not(tmp_path: Path) -> None:
    put(tmp_path, one="A note on lighthouses.", two="Une note sur les phares.")
    settings(
        tmp_path,
        '["*.txt"]\norgan = "A"\n["one.txt"]\nid = "note"\ntitle = "Lamps"\nadopted = 2015-12-17\nlanguage = "en"\n'
        '["two.txt"]\nid = "note"\nissued = 2016-03-03\nlanguage = "fr"\n',
    )
    (work,) = Corpus(tmp_path).works()
    assert (work.id, work.title, work.organ, work.adopted, work.issued) == (
        "note",
        "Lamps",
        "A",
        date(2015, 12, 17),
        date(2016, 3, 3),
    )
    assert [version.language for version in work.versions] == ["en", "fr"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[", "corpus.toml"),
        ('symbol = "A/70/1"\n', "symbol"),
        ('["one.txt"]\nsymbl = "A/70/1"\n', "symbl"),
        ('["one.txt"]\nsymbol = "nonsense"\n', "nonsense"),
        ('["one.txt"]\nsymbol = 7\n', "symbol"),
        ('["one.txt"]\nadopted = "yesterday"\n', "adopted"),
    ],
)
def test_invalid_settings_raise_an_error_of_one_line(tmp_path: Path, text: str, word: str) -> None:
    put(tmp_path, one=ENGLISH)
    settings(tmp_path, text)
    with pytest.raises(CorpusError) as caught:
        Corpus(tmp_path)
    assert "corpus.toml" in str(caught.value)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


# -- outcomes ------------------------------------------------------------------------------


def test_resolve_gives_each_of_the_four_outcomes(tmp_path: Path) -> None:
    put(
        tmp_path, A_RES_69_100="69/100. Lamps\n\nThe General Assembly,\n\n1. Decides to light the lamps.\n", one=ENGLISH
    )
    corpus = Corpus(tmp_path)
    assert corpus.resolve("A/RES/69/100") == ("resolved", "A/RES/69/100")
    assert corpus.resolve("A/70/55") == ("missing", None)
    assert corpus.resolve(None, ["A/RES/69/100", "A/HRC/RES/69/100"]) == ("ambiguous", None)
    assert corpus.resolve("A/RES/70/999", citing="A/RES/70/999") == ("self", "A/RES/70/999")
    assert corpus.resolve("A/RES/70/999", citing="A/RES/69/100") == ("resolved", "A/RES/70/999")


def test_letter_or_draft_does_not_answer_for_the_resolution(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, one=ENGLISH))
    assert corpus.resolve("A/RES/70/999A").outcome == "missing"
    assert corpus.resolve("A/70/L.999").outcome == "missing"


def test_tree_shows_outcomes(tmp_path: Path) -> None:
    put(
        tmp_path, A_RES_69_100="69/100. Lamps\n\nThe General Assembly,\n\nRecalling its resolution 68/1,\n", one=ENGLISH
    )
    tree = trace(Corpus(tmp_path), "A/RES/70/999", "cites", 2)
    assert [(depth, node.id, node.outcome) for depth, node in walk(tree)] == [
        (1, "A/RES/69/100", "resolved"), (2, "A/RES/68/1", "missing"), (1, "A/70/55", "missing"),
    ]  # fmt: skip


def test_tree_of_documents_citing_each_other_ends(tmp_path: Path) -> None:
    put(
        tmp_path,
        one="70/1. Lamps\n\nThe General Assembly,\n\nRecalling its resolution 70/2,\n",
        two="70/2. Wicks\n\nThe General Assembly,\n\nRecalling its resolution 70/1,\n",
    )
    tree = trace(Corpus(tmp_path), "A/RES/70/1", "cites", 50)
    assert [(depth, node.id, node.repeated) for depth, node in walk(tree)] == [
        (1, "A/RES/70/2", False), (2, "A/RES/70/1", True),
    ]  # fmt: skip


def test_masthead_symbol_is_no_edge(tmp_path: Path) -> None:
    corpus = Corpus(put(tmp_path, one=ENGLISH))
    assert [edge.cited for edge in edges_from(corpus, "A/RES/70/999")] == ["A/RES/69/100", "A/70/55"]
    assert edges_to(corpus, "A/RES/70/999") == []


def test_both_symbols_of_a_joint_document_resolve_to_it(tmp_path: Path) -> None:
    put(
        tmp_path,
        one="Distr.\nGENERAL\n\nA/48/486-S/26560\n11 October 1993\n\nLetter dated 8 October 1993 from the Chair\n",
        two="70/2. Wicks\n\nThe General Assembly,\n\nTaking note of document S/26560,\n",
    )
    corpus = Corpus(tmp_path)
    assert {corpus.resolve(name).work for name in ("A/48/486", "S/26560")} == {"A/48/486"}
    assert [edge.citing for edge in edges_to(corpus, "A/48/486")] == ["A/RES/70/2"]


# -- files ---------------------------------------------------------------------------------


def test_unreadable_file_does_not_stop_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, one=ENGLISH, two=FRENCH)
    real = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "two.txt":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = Corpus(tmp_path)
    assert [name for name, _ in corpus.failed] == ["two.txt"]
    assert "Permission denied" in corpus.failed[0][1]
    assert [version.language for version in corpus.works()[0].versions] == ["en"]


def test_broken_link_and_named_pipe_do_not_stop_reading(tmp_path: Path) -> None:
    put(tmp_path, one=ENGLISH)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
    assert [work.id for work in Corpus(tmp_path).works()] == ["A/RES/70/999"]


def test_file_in_another_encoding_is_read_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes((bundled() / "A_RES_51_148.fr.txt").read_text("utf-8").encode("latin-1"))
    corpus = Corpus(tmp_path)
    assert [work.id for work in corpus.works()] == ["A/RES/51/148"]
    assert [name for name, _ in corpus.warnings] == ["one.txt"]


def test_empty_file_is_a_work_named_after_it(tmp_path: Path) -> None:
    assert [work.id for work in Corpus(put(tmp_path, A_70_1="")).works()] == ["A/70/1"]


def test_reading_writes_nothing_into_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(bundled(), folder)
    before, names = state(folder), sorted(os.listdir(folder))
    corpus = Corpus(folder)
    for work in corpus.works():
        trace(corpus, work.id, "cites", 3)
    assert corpus.events()
    assert state(folder) == before
    assert sorted(os.listdir(folder)) == names


# -- corpus folder ------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_corpus_option_overrides_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    settings(tmp_path, "")
    monkeypatch.setenv(VARIABLE, str(two))
    assert locate(str(one), here=tmp_path).path == one
    assert locate(here=tmp_path).path == two
    monkeypatch.setenv(VARIABLE, "")
    assert locate(here=tmp_path).path == tmp_path


def test_nearest_folder_upwards_is_the_corpus(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert locate(here=deep).path == bundled()
    settings(tmp_path, "")
    assert locate(here=deep).path == tmp_path
    (tmp_path / "a" / "corpus").mkdir()
    settings(tmp_path / "a" / "corpus", "")
    assert locate(here=deep).path == tmp_path / "a" / "corpus"
    settings(deep, "")
    assert locate(here=deep).path == deep


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_path_that_is_not_a_folder_is_an_error(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(CorpusError, match=name):
        locate(str(tmp_path / name))
    monkeypatch.setenv(VARIABLE, str(tmp_path / name))
    with pytest.raises(CorpusError, match=VARIABLE):
        locate()
