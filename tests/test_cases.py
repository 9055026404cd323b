"""Short texts in data/cases/<language>.toml: all citations found in each are compared in order.

A row of `citations` states only the keys that matter to its case; `symbol` is compared always, left out or
empty for none. Empty strings and tables stand for null. No rows at all: nothing may be found. A case with
`known_failure` is expected to fail until the program does what its row says.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import unrtrace
from unrtrace.facts import load

CASES = sorted((Path(__file__).parent / "data" / "cases").glob("*.toml"))


def parameters() -> list[Any]:
    """Return one parameter per case, in file order; its id is the language and the label."""
    found = []
    for path in CASES:
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            reason = case.get("known_failure")
            marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{case['label']}", marks=marks))
    return found


def plain(value: Any) -> Any:
    """Return a field of a citation as TOML can write it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("language", "case"), parameters())
def test_extracts_the_citations_of_the_case(language: str, case: dict[str, Any]) -> None:
    citations = unrtrace.extract(case["text"], language=language, body=case.get("body"))
    expected = [{"symbol": "", **row} for row in case["citations"]]
    found = [(citation.text, plain(citation.symbol)) for citation in citations]
    assert len(found) == len(expected), found
    actual = [
        {key: plain(getattr(citation, key)) or type(row[key])() for key in row}
        for citation, row in zip(citations, expected, strict=True)
    ]
    assert actual == expected


BODIES = [row for row in load("bodies")["bodies"].values() if not row.get("organisation")]


@pytest.mark.parametrize("example", [example for row in BODIES for example in row.get("examples", ())])
@pytest.mark.parametrize("sentence", ["Recalling document {}, and so on.", "It is set out in the report ({}).", "«{}»"])
def test_example_symbol_of_each_body_is_found_in_a_sentence(sentence: str, example: str) -> None:
    citations = unrtrace.extract(sentence.format(example), language="en")
    assert [str(citation.symbol) for citation in citations] == [str(unrtrace.Symbol.parse(example))]
