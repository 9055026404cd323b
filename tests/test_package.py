"""The names that the package offers: those of docs/python.md, and those that it showed in earlier versions."""

import importlib

import pytest
from support.commands import run_python

import unrtrace


def test_dir_lists_public_names() -> None:
    assert [name for name in dir(unrtrace) if not name.startswith("_")] == [
        "Citation", "Corpus", "Symbol", "SymbolError", "extract",
    ]  # fmt: skip
    assert all(getattr(unrtrace, name) is not None for name in unrtrace.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        unrtrace.nothing  # noqa: B018


@pytest.mark.parametrize(
    ("former", "home", "current"),
    [
        ("CITED_BY", "unrtrace.graph", "CITED_BY"),
        ("CITES", "unrtrace.graph", "CITES"),
        ("Links", "unrtrace.graph", "Adjacency"),
        ("Wanted", "unrtrace.graph", "Filter"),
        ("lineage", "unrtrace.lineage", "lineage"),
        ("network", "unrtrace.graph", "network"),
        ("paths", "unrtrace.graph", "paths"),
        ("rank", "unrtrace.graph", "rank"),
        ("stats", "unrtrace.graph", "stats"),
        ("trace", "unrtrace.graph", "trace"),
        ("walk", "unrtrace.graph", "walk"),
    ],
)
def test_former_name_in_chain_is_the_current_one(former: str, home: str, current: str) -> None:
    chain = importlib.import_module("unrtrace.chain")
    assert getattr(chain, former) is getattr(importlib.import_module(home), current)


def test_unknown_name_in_former_module_is_an_attribute_error() -> None:
    chain = importlib.import_module("unrtrace.chain")
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        chain.nothing  # noqa: B018


def test_graph_is_written_through_its_former_module() -> None:
    code = (
        "import io; from unrtrace import Corpus; from unrtrace.chain import network; import unrtrace.output.graphs\n"
        "out = io.StringIO(); unrtrace.output.graphs.write(network(Corpus(), ['A/RES/51/148']), 'dot', out)\n"
        "print(out.getvalue()[:7])"
    )
    done = run_python(code)
    assert (done.out, done.err) == ("digraph\n", "")


def test_import_of_package_loads_nothing_else() -> None:
    done = run_python("import sys, unrtrace; print(sorted(m for m in sys.modules if m.startswith('unrtrace')))")
    assert done.out.strip() == str(["unrtrace", "unrtrace._version", "unrtrace.chain", "unrtrace.output.graphs"])
