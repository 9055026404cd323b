"""One instrument under several symbols: the resolution with its annex, the Treaty Series, the sales number."""

import json
from pathlib import Path

import pytest
from support.commands import run
from support.documents import resolution

from unrtrace import Corpus
from unrtrace.corpus.instruments import names_shared, same_as
from unrtrace.facts import load
from unrtrace.graph import walk
from unrtrace.graph.same_instrument import same_instrument

CHILD, CHILD_TREATY = "A/RES/44/25", "UNTS:1577/27531"
COVENANTS, ECONOMIC, CIVIL = "A/RES/2200(XXI)A", "UNTS:993/14531", "UNTS:999/14668"
PROTOCOLS, CONFLICT, SALE = "A/RES/54/263", "UNTS:2173/27531", "UNTS:2171/27531"


def series(volume: int, number: int) -> str:
    return f"Recalling the treaty in United Nations, Treaty Series, vol. {volume}, No. {number},"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    texts = {
        "70/1": ["Recalling its resolution 44/25 of 20 November 1989,"],
        "70/2": [series(1577, 27531)],
        "70/3": ["Recalling its resolution 2200 A (XXI), annex,"],
        "70/4": [series(993, 14531)],
        "70/5": ["Recalling its resolution 54/263, annex I,"],
        "70/6": ["Recalling its resolution 54/263, annex II,"],
        "70/7": ["Recalling its resolution 54/263 of 25 May 2000,"],
        "70/8": [series(2173, 27531)],
        "70/9": ["Recalling its resolution 44/24 of 17 November 1989,"],
    }
    for number, paragraphs in texts.items():
        name = f"A_RES_{number.replace('/', '_')}.en.txt"
        (tmp_path / name).write_text(resolution(number, *paragraphs), "utf-8")
    return Corpus(tmp_path)


def citing(corpus: Corpus, symbol: str) -> dict[str, list[str]]:
    found = same_instrument(corpus, symbol)
    return {other: [node.id.removeprefix("A/RES/") for _, node in walk(tree)] for other, tree in found.items()}


def test_rows_of_the_table_give_the_other_symbols() -> None:
    assert (same_as(CHILD), same_as(CHILD_TREATY)) == ((CHILD_TREATY,), (CHILD,))
    assert same_as(COVENANTS) == (ECONOMIC, CIVIL)
    assert same_as(ECONOMIC) == same_as(CIVIL) == (COVENANTS,)
    assert set(same_as(PROTOCOLS)) == {CONFLICT, SALE}
    assert len(names_shared(CIVIL, COVENANTS)) == 2
    assert names_shared(CIVIL, ECONOMIC) == names_shared(CHILD, CONFLICT) == []
    assert same_as("A/RES/44/24") == same_as("A/RES/2200(XXI)") == same_as("A/RES/217(III)A") == ()


def test_same_as_is_mutual() -> None:
    for row in load("instruments").values():
        for symbol in (row[key] for key in ("symbol", "treaty") if key in row):
            assert all(symbol in same_as(other) for other in same_as(symbol)), symbol


def test_each_symbol_shows_what_cites_the_other(corpus: Corpus) -> None:
    assert citing(corpus, CHILD) == {CHILD_TREATY: ["70/2"]}
    assert citing(corpus, CHILD_TREATY) == {CHILD: ["70/1"]}
    assert citing(corpus, "A/RES/44/24") == {}
    assert citing(corpus, "A/RES/70/1") == {}


def test_instruments_of_one_resolution_are_kept_apart(corpus: Corpus) -> None:
    assert citing(corpus, ECONOMIC) == {COVENANTS: ["70/3"]}
    assert citing(corpus, CIVIL) == {COVENANTS: ["70/3"]}
    assert citing(corpus, COVENANTS) == {ECONOMIC: ["70/4"]}
    assert citing(corpus, CONFLICT) == {PROTOCOLS: ["70/5", "70/7"]}
    assert citing(corpus, SALE) == {PROTOCOLS: ["70/6", "70/7"]}


def test_citation_that_names_another_instrument_is_left_out(tmp_path: Path) -> None:
    note = "\n\n1 Resolution 2200 A (XXI), annex.\n"
    names = {
        "1": "International Covenant on Civil and Political Rights",
        "2": "International Covenants on Human Rights",
    }
    for number, name in names.items():
        text = resolution(f"70/{number}", f"Recalling the {name},¹") + note.replace("1", "¹", 1)
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    corpus = Corpus(tmp_path)
    assert citing(corpus, CIVIL) == {COVENANTS: ["70/1", "70/2"]}
    assert citing(corpus, ECONOMIC) == {COVENANTS: ["70/2"]}


def test_limit_and_filter_hold_for_the_other_symbols(corpus: Corpus) -> None:
    tree = same_instrument(corpus, CONFLICT, limit=1)[PROTOCOLS]
    assert (len(tree.children), tree.hidden) == (1, 1)


def test_cite_has_a_heading_and_a_field_of_their_own(corpus: Corpus) -> None:
    folder = ("-C", str(corpus.path))
    lines = run("cite", CHILD_TREATY, *folder, cwd=corpus.path).out.splitlines()
    at = lines.index("the same instrument as A/RES/44/25 (Convention on the Rights of the Child): cited by 1")
    assert "A/RES/70/2" in lines[at - 2]
    assert "A/RES/70/1" in lines[at + 1]
    found = json.loads(run("cite", CHILD, *folder, "-f", "json", cwd=corpus.path).out)
    assert [edge["citing"] for edge in found["cited_by"]] == ["A/RES/70/1"]
    (same,) = found["same_instrument"]
    assert (same["symbol"], same["instruments"]) == (CHILD_TREATY, ["Convention on the Rights of the Child"])
    assert [(edge["root"], edge["citing"]) for edge in same["cited_by"]] == [(CHILD_TREATY, "A/RES/70/2")]
    rich = run("cite", CHILD, *folder, "-f", "rich", "--width", "100", cwd=corpus.path).out
    assert "the same instrument as UNTS vol. 1577, No. 27531" in rich
    for name in ("jsonl", "symbols"):  # only what cites the symbol itself
        assert "70/2" not in run("cite", CHILD, *folder, "-f", name, cwd=corpus.path).out
    assert "same instrument" not in run("cite", CHILD, *folder, "--direction", "cites", cwd=corpus.path).out


def test_instrument_that_is_cited_only_by_its_other_symbol_is_found(corpus: Corpus) -> None:
    done = run("cite", CIVIL, "-C", str(corpus.path), cwd=corpus.path)
    assert done.returncode == 0
    assert "the same instrument as A/RES/2200(XXI)A" in done.out


def test_lists_say_which_symbols_belong_together(corpus: Corpus) -> None:
    for command, key in (("missing", "symbol"), ("rank", "id")):
        done = run(command, "-C", str(corpus.path), "--limit", "all", "-f", "jsonl", cwd=corpus.path)
        rows = {row[key]: row["same_as"] for row in map(json.loads, done.out.splitlines())}
        assert (rows[CHILD], rows[CHILD_TREATY], rows["A/RES/44/24"]) == ([CHILD_TREATY], [CHILD], [])
        assert rows[COVENANTS] == [ECONOMIC, CIVIL]
        text = run(command, "-C", str(corpus.path), cwd=corpus.path).out
        assert "the same instrument as UNTS vol. 1577, No. 27531" in text
