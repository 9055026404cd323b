"""Dates and date ranges in six languages, impossible dates, and the session of a date."""

import datetime
from typing import Any

import pytest

from unrtrace.text import dates

DAYS = [
    ("en", "of 20 December 1995 on migration", "1995-12-20"),
    ("en", "December 20, 1995", "1995-12-20"),
    ("en", "1 MAY 2000", "2000-05-01"),
    ("en", "13\nMay 1991", "1991-05-13"),
    ("en", "31 August 2024", "2024-08-31"),
    ("fr", "du 1er avril 2016", "2016-04-01"),
    ("fr", "le 13 décembre 1996", "1996-12-13"),
    ("fr", "23 août 2001", "2001-08-23"),
    ("fr", "4 février 1997", "1997-02-04"),
    ("es", "de 28 de julio de 2000", "2000-07-28"),
    ("es", "1º de septiembre de 1999", "1999-09-01"),
    ("es", "11 de setiembre del 2001", "2001-09-11"),
    ("ru", "от 20 декабря 1993 года", "1993-12-20"),
    ("ru", "1 мая 1998 года", "1998-05-01"),
    ("ru", "8 марта 2010 г.", "2010-03-08"),
    ("zh", "1992年10月16日", "1992-10-16"),
    ("zh", "1996 年 12 月 3 日", "1996-12-03"),
    ("zh", "2009年1月5日", "2009-01-05"),
    ("ar", "المؤرخ 25 أيلول/سبتمبر 2015", "2015-09-25"),
    ("ar", "7 كانون الثاني/يناير 2003", "2003-01-07"),
    ("ar", "20 كانون الأول / ديسمبر 1993", "1993-12-20"),
    ("ru", "4 February 1997", "1997-02-04"),
    ("zh", "12 April 2016", "2016-04-12"),
    ("ar", "12 April 2016", "2016-04-12"),
]
SPANS: list[Any] = [
    ("en", "Cairo, 5-13 September 1994", "1994-09-05", "1994-09-13"),
    ("en", "from 30 June to 2 July 2003", "2003-06-30", "2003-07-02"),
    ("en", "28 December 1999 to 3 January 2000", "1999-12-28", "2000-01-03"),
    ("fr", "du 1er au 12 mars 1995", "1995-03-01", "1995-03-12"),
    ("fr", "du 28 février au 1er mars 1994", "1994-02-28", "1994-03-01"),
    ("es", "del 5 al 13 de septiembre de 1994", "1994-09-05", "1994-09-13"),
    ("ru", "5–13 сентября 1994 года", "1994-09-05", "1994-09-13"),
    ("zh", "1994年9月5日至13日", "1994-09-05", "1994-09-13"),
    ("zh", "1995年2月27日至3月5日", "1995-02-27", "1995-03-05"),
    ("ar", "5-13 أيلول/سبتمبر 1994", "1994-09-05", "1994-09-13"),
]
NONE = [
    ("en", "31 February 1995"),
    ("en", "29 February 1995"),
    ("en", "0 May 1995"),
    ("en", "32 May 1995"),
    ("en", "May 1995"),
    ("en", "resolution 50/123"),
    ("en", "20 Decembre 19955"),
    ("en", "120 December 1995"),
    ("fr", "31 avril 1995"),
    ("es", "30 de febrero de 1995"),
    ("ru", "31 июня 1995 года"),
    ("zh", "1995年2月30日"),
    ("zh", "1995年13月1日"),
    ("ar", "31 أيلول/سبتمبر 1995"),
]


@pytest.mark.parametrize(("language", "text", "day"), DAYS)
def test_finds_the_day(language: str, text: str, day: str) -> None:
    found = list(dates.find(text, language))
    assert [(one.date.isoformat(), one.last) for one in found] == [(day, None)]


@pytest.mark.parametrize(("language", "text", "first", "last"), SPANS)
def test_finds_the_range_of_days(language: str, text: str, first: str, last: str) -> None:
    found = [(one.date.isoformat(), one.last.isoformat() if one.last else None) for one in dates.find(text, language)]
    assert found == [(first, last)]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_impossible_day_gives_no_date(language: str, text: str) -> None:
    assert list(dates.find(text, language)) == []


def test_month_names_of_each_language_are_read() -> None:
    spoken = {
        "en": "{} {} 1999", "fr": "{} {} 1999", "es": "{} de {} de 1999", "ru": "{} {} 1999 года", "ar": "{} {} 1999",
        "zh": "1999年{1}{0}日",
    }  # fmt: skip
    names = {
        "en": "January February March April May June July August September October November December",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    }
    for language, form in spoken.items():
        for number, month in enumerate(names[language].split(), 1):
            found = [one.date for one in dates.find(form.format(7, month), language)]
            assert found == [datetime.date(1999, number, 7)], (language, month)


def test_date_offsets_are_those_of_the_text() -> None:
    text = "Adopted on 13 December 1996 and issued on 4 February 1997."
    assert [text[one.start : one.end] for one in dates.find(text, "en")] == ["13 December 1996", "4 February 1997"]


def test_range_is_not_also_a_day() -> None:
    assert len(list(dates.find("5 to 13 September 1994", "en"))) == 1


def test_dates_come_in_text_order() -> None:
    text = "45/264 of 13 May 1991, 46/235 of 13 April 1992 and 48/162 of 20 December 1994"
    assert [one.date.isoformat() for one in dates.find(text, "en")] == ["1991-05-13", "1992-04-13", "1994-12-20"]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "47/4 of 16 October 1992", "1992-10-16"),
        ("en", "47/4, of 16 October 1992", "1992-10-16"),
        ("en", "47/4 adopted on 16 October 1992", "1992-10-16"),
        ("fr", "47/4 du 16 octobre 1992", "1992-10-16"),
        ("fr", "47/4, en date du 16 octobre 1992", "1992-10-16"),
        ("es", "47/4, de 16 de octubre de 1992", "1992-10-16"),
        ("ru", "47/4 от 16 октября 1992 года", "1992-10-16"),
        ("ar", "47/4 المؤرخ 16 تشرين الأول/أكتوبر 1992", "1992-10-16"),
    ],
)
def test_date_after_a_number_belongs_to_it(language: str, text: str, day: str) -> None:
    found = dates.date_after(text, 4, language)
    assert found is not None
    assert found.date.isoformat() == day


@pytest.mark.parametrize(
    "text", ["47/4, entitled Migration, of 16 October 1992", "47/4 and 48/1 of 16 October 1992", "47/4"]
)
def test_distant_date_does_not_belong_to_the_number(text: str) -> None:
    assert dates.date_after(text, 4, "en") is None


@pytest.mark.parametrize(
    ("session", "day", "inside"),
    [
        (1, "1946-01-10", True),
        (1, "1945-12-31", False),
        (47, "1992-10-16", True),
        (48, "1993-12-20", True),
        (48, "1994-09-19", True),
        (48, "1994-12-20", False),
        (50, "1996-05-24", True),
        (51, "1996-12-13", True),
        (51, "1995-12-13", False),
        (70, "2015-09-25", True),
    ],
)
def test_session_of_a_day(session: int, day: str, inside: bool) -> None:
    assert dates.in_regular_session(session, datetime.date.fromisoformat(day)) is inside
