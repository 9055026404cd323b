"""The numbering table: typed numbers and numbers in a text follow the same rows."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unrtrace import Symbol, extract
from unrtrace.extractor import attribution
from unrtrace.facts import load
from unrtrace.symbols import numbering
from unrtrace.symbols.tables import security_council_year
from unrtrace.text.roman import to_roman

SESSIONS = st.integers(1, 55)  # that every body which counts so high has reached
NUMBERS = st.integers(1, 400)


def in_roman(number: int, session: int) -> str:
    return f"{number} ({to_roman(session)})"


SHAPES = {
    "session": st.builds("{}/{}".format, SESSIONS, NUMBERS),
    "year": st.builds("{}/{}".format, st.integers(1970, 2029), NUMBERS),
    "special": st.builds("{}-{}/{}".format, st.sampled_from(["S", "ES"]), st.integers(1, 40), st.integers(1, 40)),
    "security_council": st.integers(1, 2700).map(lambda number: f"{number} ({security_council_year(number)})"),
    "roman": st.builds(in_roman, st.integers(1, 3600), st.integers(1, 70)),
    "cop": st.builds("{}/{}.{}".format, st.integers(1, 40), st.sampled_from(["CP", "CMP", "CMA"]), st.integers(1, 30)),
    "ordinal": st.builds("{}/{}".format, st.integers(1, 13).map(to_roman), st.integers(1, 40)),
}


def listed_in_text(noun: str, number: str) -> set[str]:
    """The symbols that a text with only this number lists, certain ones among them."""
    found = extract(f"See {noun} {number}.", language="en")
    return {str(symbol) for one in found for symbol in ([one.symbol] if one.symbol else one.candidates)}


@pytest.mark.parametrize("noun", ["resolution", "decision"])
@pytest.mark.parametrize("shape", sorted(SHAPES))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_typed_number_means_the_same_as_in_a_text(noun: str, shape: str, data: st.DataObject) -> None:
    number = data.draw(SHAPES[shape])
    typed = {str(symbol) for symbol in Symbol.candidates(f"{noun} {number}")}
    assert listed_in_text(noun, number) == typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolution 10/12", {"A/HRC/RES/10/12"}),
        ("decision 40/320", {"A/DEC/40/320"}),
        ("decision 40/120", {"A/HRC/DEC/40/120"}),
        ("resolution S-3/1", {"A/HRC/RES/S-3/1"}),
        ("resolution S-20/1", {"A/RES/S-20/1", "A/HRC/RES/S-20/1"}),
        ("resolution ES-11/1", {"A/RES/ES-11/1"}),
        ("resolution 35/17", {"A/RES/35/17", "A/HRC/RES/35/17"}),
        ("resolution 2/5", {"A/HRC/RES/2/5", "UNEP/EA.2/Res.5"}),
        ("decision 16/31", {"CBD/COP/DEC/16/31", "UNEP/GC/DEC/16/31"}),
        ("decision 1995/313", {"E/DEC/1995/313"}),
        ("resolution 2002/3", {"E/RES/2002/3", "E/CN.4/RES/2002/3"}),
        ("resolution 217 (III)", {"A/RES/217(III)"}),
        ("resolution 1503 (XLVIII)", {"E/RES/1503(XLVIII)"}),
        ("resolution 155 (VII)", {"E/RES/155(VII)", "A/RES/155(VII)"}),
    ],
)
def test_candidates_agree_typed_and_in_a_text(text: str, expected: set[str]) -> None:
    assert {str(symbol) for symbol in Symbol.candidates(text)} == expected
    noun, _, number = text.partition(" ")
    assert listed_in_text(noun, number) == expected


def test_numbering_rows_are_valid() -> None:
    bodies = load("bodies")["bodies"]
    for row in load("numbering")["rows"]:
        assert row["body"] in bodies
        assert row["shape"] in numbering.EXAMPLES
        assert row["kind"] in numbering.NATURES
        assert row.get("unnamed", "chosen") in ("chosen", "listed", "ignored", "dated")
        for low, high in (row[key] for key in ("sessions", "numbers") if key in row):
            assert not high or low <= high


@pytest.fixture
def another_row(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Add one row to the table; every cache that read it is emptied, before and after."""
    caches = [
        numbering._rows, numbering.rows_of_shape, numbering.shapes_of, numbering.numberings, attribution.symbol_of,
        attribution.attribute,
    ]  # fmt: skip

    def add(row: dict[str, Any]) -> None:
        table = {"rows": [*load("numbering")["rows"], row]}
        monkeypatch.setattr("unrtrace.facts.load", lambda name: table if name == "numbering" else load(name))
        for cache in caches:
            cache.cache_clear()

    yield add
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_new_numbering_needs_one_row(another_row: Any) -> None:
    assert listed_in_text("resolution", "80/350") == {"A/RES/80/350"}
    another_row(
        {"body": "E/CN.15", "kind": "resolution", "shape": "session", "sessions": [80, 80], "numbers": [300, 0]}
    )
    assert listed_in_text("resolution", "80/350") == {"A/RES/80/350", "E/CN.15/RES/80/350"}
    assert {str(one) for one in Symbol.candidates("resolution 80/350")} == {"A/RES/80/350", "E/CN.15/RES/80/350"}
