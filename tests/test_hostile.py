"""Hostile input: time grows linearly, nothing raises, offsets stay right.

The worst prefixes are those of `bench/hostile.py`, which measures all of them in six languages; the most
revealing ones are measured here too.
"""

import json
import random
from typing import Any

import hostile
import pytest
from growth import LIMIT, seconds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.commands import run
from support.generated_texts import check, generated_text
from support.marks import GROWTH

from unrtrace import Symbol, extract
from unrtrace.documents import decode
from unrtrace.text.language import codes

TELLING = [case for case in (*hostile.CASES, *hostile.generic()) if case.telling]
SENTENCE = "Recalling General Assembly resolution 51/149 of 13 December 1996 and A/RES/51/148, it met again.\n"


def flawed(case: Any) -> Any:
    """Return a case as a parameter that is expected to fail if its flaw is known."""
    marks = [pytest.mark.xfail(strict=True, reason=case.flaw)] if case.flaw else []
    return pytest.param(case, id=case.name, marks=marks)


@GROWTH
@pytest.mark.parametrize("case", [flawed(case) for case in TELLING])
def test_time_grows_linearly(case: Any) -> None:
    measured = hostile.measure(case, 1 if case.flaw else 4)
    assert measured.ratio < LIMIT, measured


@pytest.mark.parametrize("case", TELLING, ids=lambda case: case.name)
def test_citation_after_hostile_text_is_found(case: Any) -> None:
    assert hostile.missing(case) is None


# ---- no exception, right offsets -------------------------------------------------------------------


def checked(text: str, **options: Any) -> list[Any]:
    """Return the citations of a text after checking what must hold for every citation."""
    found = extract(text, **options)
    before = None
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert before is None or before.start <= one.start
        assert one.text == text[one.start : one.end]
        assert one.line == text.count("\n", 0, one.start) + 1
        assert one.column == one.start - (text.rfind("\n", 0, one.start) + 1) + 1
        if before is not None and one.start < before.end:  # only the members of a range share their text
            assert one.via in ("suffix", "list")
            assert one.symbol is before.symbol or one.symbol.base == before.symbol.base
        assert one.symbol is None or not one.candidates
        assert one.symbol is not None or one.certainty == "ambiguous" or one.kind == "instrument"
        for symbol in (one.symbol, *one.also, *one.candidates):
            assert symbol is None or (type(symbol) is Symbol and Symbol.parse(str(symbol)) == symbol)
        json.dumps(one.record("-"))
        before = one
    return found


def spans_of(text: str, needle: str) -> list[tuple[int, int]]:
    spans, at = [], text.find(needle)
    while at >= 0:
        spans.append((at, at + len(needle)))
        at = text.find(needle, at + 1)
    return spans


def found_at(citations: list[Any], symbol: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in citations if one.symbol == symbol]


@pytest.mark.parametrize("text", ["", "\n", "\n" * 100_000, " ", "\r\n" * 1000, "\0", "\ufeff", "\x1c\x1d\x1e\x85"])
@pytest.mark.parametrize("language", [None, "en", "zh"])
def test_empty_text_has_no_citations(text: str, language: str | None) -> None:
    assert extract(text, language=language) == []


def test_line_of_five_megabytes() -> None:
    _, citations = hostile.large(5_000_000)
    assert len(citations) > 100_000
    assert {str(one.symbol) for one in citations} == {"A/RES/51/149", "A/RES/51/148"}
    assert {one.line for one in citations} == {1}


def test_nul_bytes_separate_citations() -> None:
    text = ("A/RES/51/148\0\0resolution 51/149\0of the\0General Assembly\0" * 50) + "S/RES/1325 (2000)\0"
    found = checked(text, language="en", body="A")
    assert found_at(found, "A/RES/51/148") == spans_of(text, "A/RES/51/148")
    assert found_at(found, "S/RES/1325(2000)") == spans_of(text, "S/RES/1325 (2000)")


@pytest.mark.parametrize("evil", ["\ud800", "\udfff", "\udcff", "\ud800\udc00", "\ufffe", "\U0010ffff"])
def test_lone_surrogates_do_not_hide_citations(evil: str) -> None:
    text = f"{evil}{SENTENCE}{evil}A/RES/51/148{evil}\n1. {evil}Recalls resolution 51/149{evil} and{evil} 51/150,\n"
    found = checked(text * 3)
    assert set(spans_of(text * 3, "A/RES/51/148")) == set(found_at(found, "A/RES/51/148"))
    assert set(spans_of(text * 3, "51/149")) <= set(found_at(found, "A/RES/51/149"))


@pytest.mark.parametrize(
    "evil",
    [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80" * 50, b"\x00", b"\xef\xbb\xbf", b"\xfe"],
    ids=repr,
)
def test_invalid_utf_8_does_not_hide_citations(evil: bytes) -> None:
    data = b"It noted " + evil + b" (A/RES/51/148) " + evil + b"\n" + SENTENCE.encode() + evil
    text, _ = decode(data)
    ended = run("extract", "--format", "jsonl", stdin=data)
    assert ended.returncode == 0 and b"Traceback" not in ended.stderr
    records = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [(r["start"], r["end"]) for r in records if r["symbol"] == "A/RES/51/148"] == spans_of(text, "A/RES/51/148")
    assert all(record["text"] == text[record["start"] : record["end"]] for record in records)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfeA",
        b"\xff\xfe\x00\xd8A\x00",
        b"\xfe\xff\xd8\x00\x00A",
        b"\xff\xfe\x00\x00\x00\xd8\x00\x00",
        b"\xff\xfe",
    ],
    ids=repr,
)
def test_byte_order_mark_without_text_exits_with_1(data: bytes) -> None:
    ended = run("extract", "--format", "jsonl", stdin=data)
    assert ended.returncode == 1 and ended.stdout == b"" and b"Traceback" not in ended.stderr


@pytest.mark.parametrize("language", [None, *codes()])
@pytest.mark.parametrize(
    "words",
    [
        "Η Γενική Συνέλευση υπενθυμίζει το ψήφισμά της 51/147 της 13ης Δεκεμβρίου 1996. ",
        "총회는 1996년 12월 13일 결의 51/147을 상기하며 ",
        "महासभा ५१/१४७ ",
        "ამ რეზოლუციას 51/147 ",
        "Ⅻ ½ ⅓ 𝟓𝟏/𝟏𝟒𝟕 ⑤ ㊿ ",
    ],
    ids=["Greek", "Korean", "Hindi", "Georgian", "numerals"],
)
def test_symbols_are_found_in_unknown_languages(words: str, language: str | None) -> None:
    text = f"{words * 40}\n(A/RES/51/148), {words * 40}(S/RES/1325(2000))\n"
    found = checked(text, language=language)
    assert found_at(found, "A/RES/51/148") == spans_of(text, "A/RES/51/148")
    assert found_at(found, "S/RES/1325(2000)") == spans_of(text, "S/RES/1325(2000)")


@pytest.mark.parametrize("seed", range(20))
def test_symbol_is_found_among_random_bytes(seed: int) -> None:
    dice = random.Random(seed)
    noise = dice.randbytes(20_000).decode("latin-1")
    text = f"{noise}\n\nA/RES/51/148\n\n{noise[::-1]}"
    assert spans_of(text, "A/RES/51/148")[0] in found_at(checked(text), "A/RES/51/148")
    checked(dice.randbytes(20_000).decode("utf-16-le", "replace"))
    signs = "/().,-–ASEHRC0123456789 IVX\n\u200e"
    checked("".join(dice.choices(signs, k=20_000)), language=dice.choice(codes()))


@pytest.mark.parametrize(
    "run",
    [
        "A/" * 50_000, "A/1" * 50_000, "A/1/" * 50_000, "A/" + "1" * 100_000, "A" * 100_000 + "/1", "A/1" + "(1)" * 50_000,
        "A/51/1" + "/Add.1" * 20_000, "A/RES/" + "9" * 5000, "S/RES/1325 (" + "2" * 100_000 + ")",
        "A/51/1" + "-S/1" * 20_000, "A/1.1" * 20_000, "E/CN.4/" * 20_000, "1" * 100_000 + "/" + "1" * 100_000,
        "A/51/1 (" + "Part I" * 20_000 + ")",
    ],
    ids=lambda run: run[:12],
)  # fmt: skip
def test_symbol_is_found_after_runs_like_symbols(run: str) -> None:
    text = f"See {run}, resolution {run}\n\nA/RES/51/148.\n"
    found = checked(text, language="en")
    assert spans_of(text, "A/RES/51/148")[-1] == (found[-1].start, found[-1].end)


@pytest.mark.parametrize("pair", ["()", "[]", "{}", "（）", "“”", "《》", "«»", "<>"])
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_symbol_is_found_in_deep_nesting(pair: str, language: str) -> None:
    text = pair[0] * 50_000 + "A/RES/51/148" + pair[1] * 50_000
    assert found_at(checked(text, language=language), "A/RES/51/148") == [(50_000, 50_012)]


FOOTED = "The General Assembly,\n\nRecalling its resolution 51/148,1\n\n"
LINES = {
    "rising numbers": "{n} Resolution 70/1.\n",
    "one number": "1 See A/RES/51/148, para. 1.\n",
    "ibid.": "{n} Ibid.\n",
    "stars": "* A/RES/51/148.\n",
}


@pytest.mark.parametrize("name", LINES)
def test_hundred_thousand_lines_like_footnotes(name: str) -> None:
    line = LINES[name]
    lines = "".join(line.format(n=n % 1000) for n in range(1, 100_001))
    text = f"{FOOTED}{lines}\nA/RES/51/149\n"
    found = extract(text, language="en")
    assert (found[-1].start, found[-1].end) == spans_of(text, "A/RES/51/149")[-1]
    assert all(one.text == text[one.start : one.end] for one in found)


@GROWTH
def test_footnotes_without_marks_take_little_time() -> None:
    """The mark of a footnote is searched in the body only, not in all lines that follow."""
    body = "It met again and agreed upon the thing, and went away. \n" * 20_000
    plain, noted = (f"{FOOTED}{body}{''.join(f'{n}{line}' for n in range(2, 900))}" for line in (": x\n", " See x.\n"))
    case = hostile.Case("", "")

    def read(text: str) -> None:
        hostile.run(case, text)

    assert seconds(read, noted, 2) < 8 * seconds(read, plain, 2)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        pytest.param(
            "القرار 40/151 ألف إلى B",
            ["A/RES/40/151A"],
            id="a range from an Arabic letter to a Latin one",
        ),
        pytest.param("الجمعية العامة القرار 40/151 ألف إلى جيم", ["A/RES/40/151A"], id="a range of Arabic letters"),
        pytest.param(
            "القرار 1514 )د-15(1325 (2000)",
            ["A/RES/1514(XV)", "S/RES/1325(2000)"],
            id="parentheses in a row",
        ),
    ],
)
def test_adjacent_ranges_and_parentheses(text: str, symbols: list[str]) -> None:
    found = checked(text, language="ar")
    assert {str(one.symbol) for one in found} >= set(symbols)


# ---- for any text ------------------------------------------------------------------------------------

PIECES = [
    "A/RES/51/148", "A/51/L.53 and Add.1", "A/51/1/Add.1-3, Add.5", "SR.39, 47 and 50", "A/C.1/51/SR.1, 2 and 3", "S/",
    "A/48/486-S/26560", "S/RES/1325 (2000)", "1325 (2000)", "217 A (III)", "217 (III) A", "34/83 A", "40/151 A to C",
    "S-27/2", "ES-11/1", "دإ-27/2", "1514 (د-15)", "1514 )د-15(", "٥١/١٤٨", "５１／１４８", "（2000）", "51/148", "1/1", "1/CP.21",
    " ألف", " باء", " إلى ", " to ", " and B", " A", "40/151 ألف إلى ", " - C", "А",
    "resolution ", "Resolutions ", "decision ", "decisions ", "resolution No. 1309 ", "resolution 1325", "its ", "and ",
    "résolution ", "résolutions nos ", "resolución ", "резолюции ", "решение № ", "قرار ", "القرار رقم ", "号决议", "第", "号和第",
    "General Assembly ", "Security Council ", "the Council ", "of the Commission on Human Rights", "Совета Безопасности ",
    "大会", "安全理事会", "理事会", "الجمعية العامة ", "IOM Council ", "of 13 December 1996", " du 1er mai 1996", "12月13日", "1996年",
    "Recalling ", "takes note of ", "Reaffirming ", "supersedes ", "ссылаясь на ", "回顾", "Ibid.", "Там же.", "Ibid., para. 3",
    ", annex II", ", paras. 3 and 4", " (chap. I)", "Treaty Series", ", vol. 1577, No. 27531", "E.95.XIII.18", "Charter of the United Nations",
    "The General Assembly,\n", "The Security Council,\n\n", "Annex I\n", "Draft resolution\n", "Distr.: General\n", "51/148. Title\n",
    "Letter dated 1 May 1996 from x\n", "Resolution adopted by the General Assembly\n", "\n1 See ", "\n2 ", "\n* ", "¹", "¹ ", "<sup>1</sup>",
    "\n1. ", "\n(a) ", "\n", "\n\n", "\n\n\n", " ", "  ", "\t", "\u00a0", "\u200e", "\u200f", "\u202b", "\u0301", "\0", "\ud800", "\x85", "\x1c", "\f",
    "[", "]", "(", ")", "（", "）", "“", "”", "《", "》", "*", "**", "_", ",", ", ", ".", ". ", ";", "; ", ":", "-", "–", "‑", "/", "／", "、", "，", "。", "،",
    "docs.un.org/en/A/RES/51/148", "https://undocs.org/", "%20", "I", "X", "A", "a", "S", "E", "1", "12", "123", "1996", "IV", "Add.1", "Corr.2", "/Add.1", "(Part I)",
    "İ", "ß", "ſ", "K", "𝟏", "²", "½", "x" * 70, "word " * 15,
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)
anything = st.sampled_from([None, *codes()])
organs = st.sampled_from([None, "A", "S", "E", "A/HRC", "UNEP/EA", "nonsense"])
often = settings(
    max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@often
@given(text=texts, language=anything, body=organs)
def test_any_text_gives_valid_citations(text: str, language: str | None, body: str | None) -> None:
    checked(text, language=language, body=body)


@often
@given(text=st.text(max_size=200), language=anything)
def test_any_characters_give_valid_citations(text: str, language: str | None) -> None:
    checked(text, language=language)


@often
@given(text=texts, language=st.sampled_from(codes()), body=organs)
def test_added_paragraph_changes_no_citation(text: str, language: str, body: str | None) -> None:
    """In a text of a given language that has a blank line, a short last paragraph of plain words changes nothing.

    The language must be given since it is found from the whole text, and the blank line must be there since
    it tells hard-wrapped lines from a line a paragraph.
    """
    assert extract(f"{text}\n\nEnd", language=language, body=body) == extract(
        f"{text}\n\n", language=language, body=body
    )


@often
@given(text=texts, language=st.sampled_from(codes()), body=organs)
def test_extraction_does_not_depend_on_earlier_texts(text: str, language: str, body: str | None) -> None:
    """Texts read earlier in the process change nothing."""
    first = extract(text, language=language, body=body)
    extract(text[::-1], language=language, body=body)
    assert extract(text, language=language, body=body) == first


@often
@given(data=st.binary(max_size=300))
def test_any_bytes_give_valid_citations(data: bytes) -> None:
    text, _ = decode(data)
    checked(text)


@pytest.mark.parametrize("first", range(0, 5000, 500))
def test_generated_texts_are_read(first: int) -> None:
    """`make fuzz` reads 300,000 of them."""
    for number in range(first, first + 500):
        text = generated_text(number)
        try:
            check(text)
        except Exception as error:
            pytest.fail(f"text {number} {text!r}: {error!r}")


@pytest.mark.parametrize(
    "text",
    [
        "1996年和一九九六年",
        "一九九六年至一九九七年",
        "0000年1月",
        "resolution 51/148 \u200fA",
        "القرار 51/148 \u200fألف",
        "第51/148\u200fA号决议",
    ],
)
@pytest.mark.parametrize("language", [None, "zh", "ar", "en"])
def test_years_and_marks_in_odd_places(text: str, language: str | None) -> None:
    check(text, language)
