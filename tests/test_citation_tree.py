"""Citation trees and shortest paths between made-up resolutions."""

import itertools
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx
import pytest
from support.documents import make_corpus, resolution, symbol

from unrtrace import Corpus
from unrtrace.graph import CITED_BY, CITES, Adjacency, Filter, Node, adjacency, nodes, paths, trace, walk

DIAMOND = {"53/1": ["52/1", "52/2"], "52/1": ["51/1"], "52/2": ["51/1"], "51/1": ["50/1"], "50/1": []}


def shape(tree: Node) -> list[tuple[int, str, bool]]:
    return [(depth, node.id.removeprefix("A/RES/"), node.repeated) for depth, node in walk(tree)]


@pytest.fixture(params=["asked", "read"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run a test twice: with neighbours queried one by one, and with all edges read at once."""
    if request.param == "read":
        monkeypatch.setattr(adjacency, "MAX_QUERIED", -1)
    yield request.param


# -- trees ---------------------------------------------------------------------------------


def test_tree_expands_each_work_once(tmp_path: Path, both_ways: str) -> None:
    corpus = make_corpus(tmp_path, DIAMOND)
    assert shape(trace(corpus, symbol("53/1"), CITES, None)) == [
        (1, "52/1", False), (2, "51/1", False), (3, "50/1", False), (1, "52/2", False), (2, "51/1", True),
    ]  # fmt: skip
    assert shape(trace(corpus, symbol("50/1"), CITED_BY, None)) == [
        (1, "51/1", False), (2, "52/1", False), (3, "53/1", False), (2, "52/2", False), (3, "53/1", True),
    ]  # fmt: skip
    assert shape(trace(corpus, symbol("53/1"), CITES, 1)) == [(1, "52/1", False), (1, "52/2", False)]


def test_cycle_ends_and_forward_citations_are_marked(tmp_path: Path, both_ways: str) -> None:
    corpus = make_corpus(tmp_path, {"50/1": ["51/1", "49/1"], "51/1": ["50/1"], "49/1": []})
    tree = trace(corpus, symbol("51/1"), CITES, None)
    assert shape(tree) == [(1, "50/1", False), (2, "51/1", True), (2, "49/1", False)]
    forward = {(edge.citing, edge.cited): edge.forward for _, node in walk(tree) for edge in node.edges}
    assert forward == {
        (symbol("51/1"), symbol("50/1")): False,
        (symbol("50/1"), symbol("51/1")): True,
        (symbol("50/1"), symbol("49/1")): False,
    }


def test_forward_citation_of_missing_document_is_known_by_its_stated_date(tmp_path: Path) -> None:
    text = resolution("50/1", "Recalling its resolution 60/1 of 16 September 2005,")
    corpus = make_corpus(tmp_path, {}, a=text)
    (child,) = [node.edges[0].forward for _, node in walk(trace(corpus, symbol("50/1"), CITES))]
    assert child


def test_chain_of_1500_documents_does_not_recurse(tmp_path: Path) -> None:
    numbers = [f"{31 + n // 40}/{1 + n % 40}" for n in range(1500)]
    corpus = make_corpus(tmp_path, {one: [before] for before, one in itertools.pairwise(numbers)} | {numbers[0]: []})
    tree = trace(corpus, symbol(numbers[-1]), CITES, None)
    assert max(depth for depth, _ in nodes(tree)) == 1499
    assert sum(1 for _ in walk(tree)) == 1499
    assert paths(corpus, symbol(numbers[-1]), symbol(numbers[0])).length == 1499


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(relations=frozenset({"reaffirms"})), ["49/9"]),
        (Filter(relations=frozenset({"recalls", "reaffirms"})), ["51/1", "S/RES/1(1946)", "49/9"]),
        (Filter(organ="S"), ["S/RES/1(1946)"]),
        (Filter(resolved=True), ["51/1"]),
        (Filter(since=date(1997, 1, 1)), ["51/1"]),
        (Filter(until=date(1994, 12, 31)), ["49/9"]),
    ],
)
def test_filter_selects_citations_and_works(
    tmp_path: Path, wanted: Filter, expected: list[str], both_ways: str
) -> None:
    lines = ["Recalling Security Council resolution 1 (1946),", "Reaffirming its resolution 49/9 of 1 December 1994,"]
    corpus = make_corpus(tmp_path, {"51/1": []}, a=resolution("52/1", *lines, cites=["51/1"]))
    tree = trace(corpus, symbol("52/1"), CITES, None, wanted=wanted)
    assert [node.id.removeprefix("A/RES/") for _, node in walk(tree)] == expected
    assert sorted(node.id.removeprefix("A/RES/") for _, node in nodes(tree)) == sorted(expected)


def test_limit_keeps_most_cited_and_counts_hidden(tmp_path: Path, both_ways: str) -> None:
    citing = {f"51/{n}": ["50/1"] for n in range(1, 31)} | {"50/1": [], "52/1": ["51/7"], "52/2": ["51/7", "51/9"]}
    corpus = make_corpus(tmp_path, citing)
    tree = trace(corpus, symbol("50/1"), CITED_BY, limit=2)
    assert [node.id for node in tree.children] == [symbol("51/7"), symbol("51/9")]
    assert tree.hidden == 28
    assert [len(node.edges) for _, node in walk(tree)] == [1, 1]
    assert len(list(walk(trace(corpus, symbol("50/1"), CITED_BY)))) == 30


def test_ambiguous_citation_is_in_the_tree(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path, {}, a=resolution("71/1", "Taking note of resolution 2005/2,"))
    tree = trace(corpus, symbol("71/1"), CITES, None)
    ((depth, node),) = walk(tree)
    assert (depth, node.outcome) == (1, "ambiguous")
    assert list(nodes(tree)) == []
    assert list(walk(trace(corpus, symbol("71/1"), CITES, wanted=Filter(resolved=True)))) == []


def test_language_versions_of_a_work_are_one_node(tmp_path: Path, both_ways: str) -> None:
    folder = tmp_path / "documents"
    corpus = make_corpus(tmp_path, {"51/1": ["50/1"], "52/1": ["51/1"]})
    (folder / "A_RES_52_1.fr.txt").write_text(
        "Nations Unies  A/RES/52/1\n\nL'Assemblée générale,\n\nRappelant sa résolution 51/1,\n", "utf-8"
    )
    (folder / "corpus.toml").write_text('["A_RES_51_1.en.txt"]\nid = "the-first"\n', "utf-8")
    corpus = Corpus(folder, index=tmp_path / "index.sqlite")
    tree = trace(corpus, "the-first", CITED_BY)
    assert [node.id for node in tree.children] == []
    (folder / "corpus.toml").unlink()
    corpus = Corpus(folder, index=tmp_path / "index.sqlite")
    ((_, node),) = walk(trace(corpus, symbol("51/1"), CITED_BY))
    assert node.id == symbol("52/1")
    assert [source.language for source in node.edges[0].sources] == ["en", "fr"]


# -- shortest paths ------------------------------------------------------------------------


def test_paths_are_all_shortest_chains_in_order(tmp_path: Path, both_ways: str) -> None:
    corpus = make_corpus(tmp_path, DIAMOND)
    found = paths(corpus, symbol("53/1"), symbol("50/1"))
    assert (found.length, found.count) == (3, 2)
    assert list(found) == [
        tuple(map(symbol, ("53/1", "52/1", "51/1", "50/1"))), tuple(map(symbol, ("53/1", "52/2", "51/1", "50/1"))),
    ]  # fmt: skip
    assert paths(corpus, symbol("50/1"), symbol("53/1")).count == 0
    assert list(paths(corpus, symbol("50/1"), symbol("50/1"))) == [(symbol("50/1"),)]
    assert paths(corpus, symbol("53/1"), "A/RES/70/1").length is None
    assert paths(corpus, symbol("53/1"), symbol("50/1"), relations=["welcomes"]).count == 0


@pytest.mark.parametrize("seed", range(4))
def test_paths_agree_with_networkx(tmp_path: Path, seed: int, both_ways: str) -> None:
    chance = random.Random(seed)
    numbers = [f"{40 + n}/1" for n in range(30)]
    cites = {one: chance.sample(numbers, chance.randint(0, 4)) for one in numbers}
    corpus = make_corpus(tmp_path, cites)
    graph = networkx.DiGraph()
    graph.add_nodes_from(map(symbol, numbers))
    graph.add_edges_from((symbol(a), symbol(b)) for a, others in cites.items() for b in others if a != b)
    compared = 0
    for start, end in itertools.islice(itertools.permutations(map(symbol, numbers), 2), 0, None, 7):
        found = paths(corpus, start, end)
        try:
            expected = sorted(map(tuple, networkx.all_shortest_paths(graph, start, end)))
        except networkx.NetworkXNoPath:
            expected = []
        assert list(found) == expected
        assert found.count == len(expected)
        compared += bool(expected)
    assert compared > 20
    start = symbol(numbers[7])
    reached = set().union(*Adjacency(corpus).levels(Adjacency(corpus).number(start) or 0, CITES))
    assert {fact.id for fact in Adjacency(corpus).facts(reached).values()} - {start} == networkx.descendants(
        graph, start
    )
