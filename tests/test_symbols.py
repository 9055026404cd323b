"""Symbols: real ones as data, and properties that hold for any text."""

import pickle
import subprocess
import sys
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError

DATA = tomllib.loads((Path(__file__).parent / "data" / "symbols.toml").read_text("utf-8"))
ROWS: list[dict[str, Any]] = DATA["symbol"]
CANONICAL = sorted({row["canonical"] for row in ROWS})
BODIES: dict[str, dict[str, Any]] = load("bodies")["bodies"]
PARTS = ("body", "session", "year", "document_type", "number", "letter", "part", "kind")


def name(row: dict[str, Any]) -> str:
    return f"{row['text']}-{row.get('of', '')}"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_spelling_is_parsed(row: dict[str, Any]) -> None:
    symbol = Symbol.parse(row["text"], body=row.get("of"), kind=row.get("as"))
    assert str(symbol) == row["canonical"]
    for part in PARTS:
        if part in row:
            assert getattr(symbol, part) == row[part], part
    if "suffixes" in row:
        assert symbol.suffixes == tuple(row["suffixes"])


@pytest.mark.parametrize("row", DATA["invalid"], ids=lambda row: row["text"] or "empty")
def test_invalid_text_is_refused_with_a_reason(row: dict[str, str]) -> None:
    with pytest.raises(SymbolError) as caught:
        Symbol.parse(row["text"])
    assert row["message"] in str(caught.value)
    assert caught.value.text == row["text"]


@pytest.mark.parametrize("text", CANONICAL)
def test_canonical_symbol_parses_to_itself(text: str) -> None:
    symbol = Symbol.parse(text)
    assert symbol == text
    assert hash(symbol) == hash(text)
    assert Symbol.parse(str(symbol)) == symbol
    assert Symbol.candidates(text) == (symbol,)
    assert pickle.loads(pickle.dumps(symbol)) == symbol
    assert eval(repr(symbol)) == symbol


@pytest.mark.parametrize("text", CANONICAL)
def test_case_and_underscores_do_not_matter(text: str) -> None:
    if ":" in text or " " in text or not Symbol(text).is_known:
        return
    assert Symbol.parse(text.lower()) == text
    assert Symbol.parse(text.upper()) == text
    assert Symbol.parse(f" {text}* ") == text


@pytest.mark.parametrize("text", CANONICAL)
def test_url_parses_to_its_symbol(text: str) -> None:
    symbol = Symbol(text)
    for site in ("docs", "undocs"):
        for language in ("en", "fr", "es", "ru", "zh", "ar"):
            link = symbol.url(language, site)
            if link is not None and not (symbol.letter and "(" in text):
                assert Symbol.parse(link) == symbol


@pytest.mark.parametrize("text", CANONICAL)
def test_parents_end_at_the_base(text: str) -> None:
    symbol = Symbol(text)
    step: Symbol | None = symbol
    while step is not None:
        assert Symbol.parse(str(step)) == step
        assert step.base == symbol.base
        top, step = step, step.parent
    assert top == symbol.base


@pytest.mark.parametrize("code", sorted(BODIES))
def test_examples_belong_to_their_body(code: str) -> None:
    for example in BODIES[code].get("examples", ()):
        symbol = Symbol.parse(example)
        assert str(symbol) == example
        assert symbol.is_known
        assert symbol.organ == code.partition("/")[0]
        assert f"{symbol.body}/".startswith((f"{code}/", f"{code}.", f"{code}("))


def test_unknown_element_is_parsed_and_marked() -> None:
    assert not Symbol("QUUX/2001/5").is_known
    assert not Symbol("A/QUUX/51/5").is_known
    assert Symbol("A/AC.999/1").is_known


def test_lettered_resolution_is_distinct() -> None:
    plain, lettered = Symbol("A/RES/46/36"), Symbol("A/RES/46/36L")
    assert plain != lettered
    assert lettered.parent == lettered.base == plain


def test_double_symbols_are_split() -> None:
    assert Symbol.parse_joint("A/48/486-S/26560") == ("A/48/486", "S/26560")
    assert Symbol.parse_joint("E/1994/24-E/CN.4/1994/132") == ("E/1994/24", "E/CN.4/1994/132")
    assert Symbol.parse_joint("51/148", body="A") == ("A/RES/51/148",)
    assert Symbol.parse_joint("UNEP/CBD/BS/COP-MOP/5/17") == ("UNEP/CBD/BS/COP-MOP/5/17",)


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("51/148", "A/RES/51/148", []),
        ("resolution 17/4", "A/HRC/RES/17/4", []),
        ("35/17", "A/RES/35/17", ["A/HRC/RES/35/17"]),
        ("S-20/1", "A/RES/S-20/1", ["A/HRC/RES/S-20/1"]),
        ("2002/3", "E/RES/2002/3", ["E/CN.4/RES/2002/3"]),
        ("1325", "S/RES/1325(2000)", []),
        ("decision 16/31", "CBD/COP/DEC/16/31", []),
        ("decision 1995/313", "E/DEC/1995/313", []),
        ("155 (VII)", "E/RES/155(VII)", ["A/RES/155(VII)"]),
    ],
)
def test_candidates_of_a_spelling(text: str, first: str, others: list[str]) -> None:
    found = Symbol.candidates(text)
    assert found[0] == first
    assert set(others) <= set(found)


def test_other_texts_have_no_candidates() -> None:
    assert Symbol.candidates("hello") == ()
    assert Symbol.candidates("") == ()


@pytest.mark.parametrize(
    ("text", "body", "kind"),
    [
        ("51/148", "E", None), ("1996/31", "A", None), ("1325 (2000)", "A", None), ("51/148", "S", None),
        ("1/CP.21", "FCCC/KP/CMP", None), ("5", "QUUX", None), ("51/148", "A", "statement"),
        ("51/148", "A", "report"), ("the 51st", "A", None), ("x", "IOM", None), ("1325 (2000)", "S", "decision"),
    ],
)  # fmt: skip
def test_body_decides_how_a_number_is_read(text: str, body: str, kind: str | None) -> None:
    with pytest.raises(SymbolError):
        Symbol.parse(text, body=body, kind=kind)


def test_urls_of_symbols() -> None:
    assert Symbol("A/RES/51/148").url() == "https://docs.un.org/en/A/RES/51/148"
    assert Symbol("A/RES/51/148").url("zh", site="undocs") == "https://undocs.org/zh/A/RES/51/148"
    assert Symbol("TD/CODE TOT/56").url("fr") == "https://docs.un.org/fr/TD/CODE%20TOT/56"
    for text in ("Sales:95.XIII.18", "UNTS:1577/27531", "IOM:1309", "E/DEC/1995/313", "GOV/2006/14"):
        assert Symbol(text).url() is None
    with pytest.raises(ValueError, match="no language 'de'"):
        Symbol("A/51/1").url("de")
    with pytest.raises(ValueError, match="no site"):
        Symbol("A/51/1").url("en", site="elsewhere")


def test_symbols_sort_in_natural_order() -> None:
    ordered = [
        "A/51/2", "A/51/148", "A/51/L.9", "A/51/L.53", "A/51/L.53/Add.1",
        "A/RES/217(III)", "A/RES/217(III)A", "A/RES/377(V)A", "A/RES/1514(XV)", "A/RES/31/1", "A/RES/51/2",
        "A/RES/51/148", "A/RES/51/148/Corr.1", "A/RES/ES-9/1", "A/RES/ES-11/1", "A/RES/3201(S-VI)", "A/RES/S-8/2",
        "A/RES/S-27/2", "E/RES/1503(XLVIII)", "E/RES/1996/31", "S/RES/242(1967)", "S/RES/1325(2000)",
    ]  # fmt: skip
    assert [str(s) for s in sorted(map(Symbol, reversed(ordered)))] == ordered


def test_parse_accepts_only_text() -> None:
    with pytest.raises(TypeError):
        Symbol.parse(51)  # type: ignore[arg-type]


def test_long_text_is_refused_quickly() -> None:
    for text in ("A/" * 50_000, "1" * 100_000, "(" * 100_000, "A/RES/51/148 " * 10_000, "Ａ" * 100_000):
        start = time.thread_time()
        with pytest.raises(SymbolError, match="too long"):
            Symbol.parse(text)
        assert time.thread_time() - start < 0.1


@pytest.mark.parametrize(
    "unit", ["A/", "1", "(", "A/1(", "I", "A ", "1/", "Add.1/", "-", "A/1-", "vol. ", " of the", "%2"]
)
def test_text_of_the_maximum_length_is_parsed_quickly(unit: str) -> None:
    text = (unit * 200)[:200]
    start = time.thread_time()
    for given_text in (text, "A/RES/" + text[:190], text[:190] + "/51"):
        Symbol.candidates(given_text)
    assert time.thread_time() - start < 0.5


def test_import_reads_no_table() -> None:
    code = "import sys, unrtrace.symbols; print(sorted({'tomllib', 'regex', 'sqlite3', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- properties for any text -------------------------------------------------------------------

WEIRD = (
    "A/SERT0159()[]-.,;: *_IVXLC%?&#'\"\n"
    "\u00a0\u2011\u200f\uff0f\uff21\u0410\u0415\u062f\u0625\u0637\u0661\u2044\u0130\u00df\ud800"
)
PIECES = (
    "A", "S", "E", "/", "/", "RES", "DEC", "51", "148", "1325", "(2000)", "(XV)", "(S-VI)", "(", ")", " ", "-",
    "Add.1", "Corr. 1", "Rev.2", "L.5", "CN.4", "Sub.2", "COP", "(9)", "Part I", "UNEP", "EA.5", "FCCC", "CP",
    "1/CP.21", "Res.7", "resolution ", "decision ", "of the General Assembly", "Sales No. ", "E.95.XIII.18",
    "vol. 1, No. 2", "[A]", "A-C", "*", "IOM:", "UNTS:1/2", "S-27", "ES-11", "1996", "د-15", "باء",
    "https://docs.un.org/en/", "_", "EN.pdf", "a", "res", "ORG-75",
)  # fmt: skip


def spoilt(text: str, at: int, length: int, put: str) -> str:
    """Return a symbol with some characters replaced."""
    at %= len(text) + 1
    return text[:at] + put + text[at + length :]


ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=WEIRD, max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map("/".join),
    st.builds(
        spoilt,
        st.sampled_from([row["text"] for row in ROWS]),
        st.integers(0, 60),
        st.integers(0, 3),
        st.one_of(st.sampled_from(PIECES), st.text(alphabet=WEIRD, max_size=3)),
    ),
)
ANY_BODY = st.one_of(st.none(), st.sampled_from(sorted(BODIES)), st.text(max_size=8))
ANY_KIND = st.sampled_from([None, "resolution", "decision", "statement", "report"])


@settings(max_examples=2000, deadline=None)
@given(ANY_TEXT, ANY_BODY, ANY_KIND)
def test_any_text_is_a_symbol_or_an_error(text: str, body: str | None, kind: str | None) -> None:
    try:
        symbols = Symbol.parse_joint(text, body=body, kind=kind)
    except SymbolError as error:
        assert error.text == text
        return
    for symbol in symbols:
        assert Symbol.parse_joint(str(symbol)) == (symbol,)
        assert symbol.isascii()
        assert symbol.kind in {
            "resolution", "decision", "statement", "draft", "record", "document", "publication", "treaty",
        }  # fmt: skip
        assert symbol.base.base == symbol.base
        assert Symbol.parse(str(symbol.base)) == symbol.base
        assert symbol.parent is None or Symbol.parse(str(symbol.parent)) == symbol.parent
        assert symbol.url() is None or str(symbol.url()).isascii()


PLAIN = st.one_of(
    st.from_regex(
        r"[ASE](/(C|AC|CN|CONF)\.[0-9]{1,3})?(/(L\.)?[0-9]{1,5}){1,3}(/(Add|Corr|Rev)\.[0-9]{1,2}){0,3}",
        fullmatch=True,
    ),
    st.from_regex(r"(A|S|E|A/HRC)/(RES|DEC)/[0-9]{1,4}(/[0-9]{1,4}|\([0-9]{4}\)|\([IVX]{1,6}\))[A-C]?", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}(/[0-9]{1,4})?( [A-C])?( \(([0-9]{4}|[IVXLC]{1,7})\))?", fullmatch=True),
)


@settings(max_examples=3000, deadline=None)
@given(PLAIN, ANY_BODY, ANY_KIND)
def test_fast_path_agrees_with_full_parser(text: str, body: str | None, kind: str | None) -> None:
    def read(spelt: str) -> tuple[Symbol, ...] | None:
        try:
            return Symbol.parse_joint(spelt, body=body, kind=kind)
        except SymbolError:
            return None

    assert read(text) == read(text + " ,")


@settings(max_examples=500, deadline=None)
@given(ANY_TEXT)
def test_candidates_are_symbols(text: str) -> None:
    for symbol in Symbol.candidates(text):
        assert Symbol.parse(str(symbol)) == symbol


SYMBOLS = st.sampled_from([Symbol(text) for text in CANONICAL])


@settings(max_examples=1000, deadline=None)
@given(SYMBOLS, SYMBOLS, SYMBOLS)
def test_order_is_total(a: Symbol, b: Symbol, c: Symbol) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (a < b or a == b)
    assert (a >= b) == (a > b or a == b)
    for low, high in pairwise(sorted((a, b, c))):
        assert low <= high
