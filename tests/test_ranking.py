"""Rankings and statistics, compared with networkx and with counts by hand."""

import random
from array import array
from pathlib import Path

import networkx
import pytest
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python
from support.documents import make_corpus, resolution, symbol

from unrtrace.graph import Filter, network, rank, stats
from unrtrace.graph.ranking import betweenness, pagerank

Pairs = set[tuple[int, int]]


def made(seed: int, circles: bool) -> tuple[Pairs, networkx.DiGraph]:
    chance = random.Random(seed)
    pairs = {(chance.randrange(40), chance.randrange(40)) for _ in range(150)}
    pairs = {(a, b) for a, b in pairs if a != b and (circles or a > b)}
    return pairs, networkx.DiGraph(sorted(pairs))


def rows(pairs: Pairs, near: int) -> dict[int, "array[int]"]:
    found: dict[int, array[int]] = {}
    for pair in sorted(pairs):
        found.setdefault(pair[near], array("i")).append(pair[1 - near])
    return found


@pytest.mark.parametrize("circles", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_pagerank_agrees_with_networkx(seed: int, circles: bool) -> None:
    pairs, graph = made(seed, circles)
    expected = _pagerank_python(graph, tol=1e-12, max_iter=1000)
    found = pagerank(rows(pairs, 1))
    assert found == pytest.approx(expected, abs=1e-8)
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize("circles", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_betweenness_agrees_with_networkx(seed: int, circles: bool) -> None:
    pairs, graph = made(seed, circles)
    expected = {one: value for one, value in networkx.betweenness_centrality(graph, normalized=False).items() if value}
    found, sources = betweenness(rows(pairs, 0))
    assert found == pytest.approx(expected)
    assert sources == len({a for a, _ in pairs})


def test_betweenness_estimate_is_reproducible() -> None:
    pairs, graph = made(1, False)
    found, sources = betweenness(rows(pairs, 0), max_visits=60)
    assert 0 < sources < len({a for a, _ in pairs})
    assert (found, sources) == betweenness(rows(pairs, 0), max_visits=60)
    exact = networkx.betweenness_centrality(graph, normalized=False)
    assert max(exact, key=exact.__getitem__) in sorted(found, key=found.__getitem__)[-5:]


def test_rank_counts_citing_works(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path, {"52/1": ["50/1", "50/1", "51/1"], "51/1": ["50/1", "49/9"], "50/1": []})
    found = rank(corpus)
    assert [(one.place, one.id, one.value, one.held) for one in found.works] == [
        (1, symbol("50/1"), 2, True), (2, symbol("49/9"), 1, False), (2, symbol("51/1"), 1, True),
    ]  # fmt: skip
    assert [one.id for one in rank(corpus, wanted=Filter(resolved=True)).works] == [symbol("50/1"), symbol("51/1")]
    assert rank(corpus, wanted=Filter(relations=frozenset({"welcomes"}))).works == []
    assert [one.id for one in rank(corpus, "bridges").works] == [symbol("51/1")]
    assert rank(corpus, limit=1).total == 3


def test_statistics_of_each_group_add_up(tmp_path: Path) -> None:
    lines = ["Recalling resolution 2005/2,"]
    corpus = make_corpus(tmp_path, {"52/1": ["50/1", "49/9"], "50/1": []}, a=resolution("71/1", *lines, cites=["50/1"]))
    found = {(one.group, one.name): one for one in stats(corpus)}
    assert found["total", "documents"].documents == 3
    assert found["total", "citations"].citations == 4
    assert {name: one.citations for (group, name), one in found.items() if group == "outcome"} == {
        "resolved": 2, "missing": 1, "ambiguous": 1, "self": 0,
    }  # fmt: skip
    for group in ("outcome", "organ", "language", "year", "relation"):
        rows = [one for one in found.values() if one.group == group]
        assert sum(one.citations or 0 for one in rows) == 4, group
        assert sum(one.share or 0 for one in rows) == pytest.approx(1, abs=0.01)
    assert found["most cited", symbol("50/1")].citations == 2


def test_network_of_corpus_equals_network_around_its_works(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path, {"52/1": ["50/1", "51/1"], "51/1": ["50/1", "49/9"], "50/1": []})
    whole, around = network(corpus), network(corpus, [symbol("52/1")], depth=None)
    assert whole.works == around.works
    assert list(whole.edges()) == list(around.edges())
    assert whole.size == around.size == 4
    near = network(corpus, [symbol("51/1")], direction="cites")
    assert [one.id for one in near.works] == [symbol("49/9"), symbol("50/1"), symbol("51/1")]
    assert network(corpus, [symbol("51/1")], direction="cites", wanted=Filter(resolved=True)).size == 1
