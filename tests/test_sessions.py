"""The tables of sessions are consistent and agree with known dates."""

import datetime as dt
from itertools import pairwise

import pytest

from unrtrace.facts import load
from unrtrace.symbols import Symbol

SESSIONS = load("sessions")


def test_council_resolutions_are_numbered_without_a_gap() -> None:
    last = 0
    for year, (first, end) in SESSIONS["security_council"].items():
        assert first == last + 1, year
        assert end >= first
        last = end


@pytest.mark.parametrize(
    ("number", "year"),
    [(1, 1946), (15, 1946), (16, 1947), (132, 1959), (242, 1967), (660, 1990), (1019, 1995), (1325, 2000), (1929, 2010),
     (2202, 2015), (2334, 2016), (2787, 2025)],
)  # fmt: skip
def test_council_resolution_number_gives_its_year(number: int, year: int) -> None:
    assert Symbol.parse(f"S/RES/{number}").year == year


def test_old_series_is_numbered_without_a_gap() -> None:
    rows = list(SESSIONS["old_series"].values())
    assert rows[0]["first"] == 1
    assert rows[-1]["last"] == 3541
    for before, after in pairwise(rows):
        assert after["first"] == before["last"] + 1


@pytest.mark.parametrize(
    ("number", "session"),
    [(181, "II"), (194, "III"), (217, "III"), (268, "III"), (293, "IV"), (377, "V"), (502, "VI"), (836, "IX"),
     (918, "X"), (1378, "XIV"), (1474, "ES-IV"), (1514, "XV"), (1603, "XV"), (1747, "XVI"), (1803, "XVII"),
     (1883, "XVIII"), (2106, "XX"), (2145, "XXI"), (2238, "XXI"), (2248, "S-V"), (2252, "ES-V"), (2259, "XXII"),
     (2373, "XXII"),
     (2383, "XXIII"), (2498, "XXIV"), (2603, "XXIV"), (2621, "XXV"), (2749, "XXV"), (2758, "XXVI"), (2901, "XXVI"),
     (2908, "XXVII"), (3047, "XXVII"), (3055, "XXVIII"), (3198, "XXVIII"), (3201, "S-VI"), (3210, "XXIX"),
     (3362, "S-VII"), (3363, "XXX"), (3541, "XXX")],
)  # fmt: skip
def test_known_numbers_lie_in_their_session(number: int, session: str) -> None:
    row = SESSIONS["old_series"][session]
    assert row["first"] <= number <= row["last"]


def test_regular_sessions_open_in_their_year() -> None:
    for session, opened in SESSIONS["regular"]["openings"].items():
        assert isinstance(opened, dt.date)
        assert opened.year == SESSIONS["regular"]["offset"] + int(session)


def test_special_sessions_are_in_order() -> None:
    for series in ("special", "emergency"):
        years = [row["year"] for row in SESSIONS[series].values()]
        assert years == sorted(years)
        assert [int(n) for n in SESSIONS[series]] == list(range(1, len(years) + 1))
        for row in SESSIONS[series].values():
            assert row.get("first", dt.date(row["year"], 1, 1)).year == row["year"]


def test_human_rights_council_sessions_are_in_order() -> None:
    rows = SESSIONS["human_rights_council"]
    assert [rows[n]["year"] for n in ("1", "31", "35", "50", "55")] == [2006, 2016, 2017, 2022, 2024]
    months = [(row["year"], row["month"]) for row in rows.values()]
    assert months == sorted(months)
