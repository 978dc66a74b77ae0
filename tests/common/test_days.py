"""Ages, months and written days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import days
from serang.common.rules.reasons import Reason

TODAY = date(2026, 11, 24)
some_days = some.dates(min_value=date(1930, 1, 1), max_value=date(2099, 12, 31))
INDONESIAN = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"


@pytest.mark.parametrize(
    "birth, day, years",
    [
        (date(2000, 5, 3), date(2026, 5, 2), 25),
        (date(2000, 5, 3), date(2026, 5, 3), 26),
        (date(2000, 2, 29), date(2025, 2, 28), 24),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
    ],
)
def test_age_on(birth, day, years):
    assert days.age_on(birth, day) == years


@pytest.mark.parametrize(
    "day, months, then",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_add_months(day, months, then):
    assert days.add_months(day, months) == then


@pytest.mark.parametrize(
    "first, last, months",
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 15), date(2027, 1, 14), 11),
        (date(2027, 1, 15), date(2026, 1, 15), -12),
        (date(2026, 1, 15), date(2026, 1, 15), 0),
    ],
)
def test_months_between(first, last, months):
    assert days.months_between(first, last) == months


@given(some_days, some.integers(0, 240))
def test_months_added_are_months_between(day, months):
    assert days.months_between(day, days.add_months(day, months)) == months


@pytest.mark.parametrize(
    "text, day",
    [
        ("1999-03-12", date(1999, 3, 12)),
        ("1999-03-12 00:00:00", date(1999, 3, 12)),
        ("1999-03-12T00:00:00", date(1999, 3, 12)),
        ("12/03/1999", date(1999, 3, 12)),
        ("03/04/2001", date(2001, 4, 3)),
        ("12-03-99", date(1999, 3, 12)),
        ("12 - 03 - 1999", date(1999, 3, 12)),
        ("12.3.1999", date(1999, 3, 12)),
        ("12/03/1999 0:00", date(1999, 3, 12)),
        ("12 Maret 1999", date(1999, 3, 12)),
        ("12 MAR 99", date(1999, 3, 12)),
        ("12-Mar-1999", date(1999, 3, 12)),
        ("12 Mar '99", date(1999, 3, 12)),
        ("12 Agt. 2001", date(2001, 8, 12)),
        ("12 Nopember 2001", date(2001, 11, 12)),
        ("12 Pebruari 2001", date(2001, 2, 12)),
        ("12 May 2001", date(2001, 5, 12)),
        ("March 12, 1999", date(1999, 3, 12)),
        ("Jum'at, 12 Maret 1999", date(1999, 3, 12)),
        ("1999.3.12", date(1999, 3, 12)),
        ("1999년 3월 12일", date(1999, 3, 12)),
        ("36231", date(1999, 3, 12)),
        ("36231.0", date(1999, 3, 12)),
        ("12031999", date(1999, 3, 12)),
        ("19990312", date(1999, 3, 12)),
        ("'12/03/1999", date(1999, 3, 12)),
        ("29 Feb 2000", date(2000, 2, 29)),
        ("1/1/46", date(2046, 1, 1)),
        ("1/1/47", date(1947, 1, 1)),
        (date(1999, 3, 12), date(1999, 3, 12)),
        (datetime(1999, 3, 12, 8, 30), date(1999, 3, 12)),
    ],
)
def test_parse_day(text, day):
    assert days.parse_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text, reason",
    [
        ("31 Februari 2000", Reason("impossible_day", day=31, month=2, year=2000, text="31 Februari 2000")),
        ("31-04-2000", Reason("impossible_day", day=31, month=4, year=2000, text="31-04-2000")),
        ("29 Feb 1999", Reason("impossible_day", day=29, month=2, year=1999, text="29 Feb 1999")),
        ("0/1/1999", Reason("impossible_day", day=0, month=1, year=1999, text="0/1/1999")),
        ("12/13/1999", Reason("impossible_month", month=13, text="12/13/1999")),
        ("12/03/1850", Reason("unlikely_year", year=1850, text="12/03/1850")),
        ("", Reason("no_day")),
        (None, Reason("no_day")),
        ("-", Reason("no_day")),
        ("Serang", Reason("unclear_day", text="Serang")),
        ("12 Foo 1999", Reason("unclear_day", text="12 Foo 1999")),
        ("1999", Reason("unclear_day", text="1999")),
        ("12/03", Reason("unclear_day", text="12/03")),
    ],
)
def test_what_is_no_day_says_why(text, reason):
    with pytest.raises(days.NotADay) as refused:
        days.parse_day(text, today=TODAY)

    assert refused.value.reason == reason
    assert reason.code in days.REASONS


@given(some_days)
def test_every_writing_is_read_back(day):
    month = INDONESIAN.split()[day.month - 1]
    writings = [
        day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%Y.%m.%d}",
        f"{day.day} {month} {day.year}", f"{day.day} {month[:3].upper()} {day.year}", f"{day:%B} {day.day}, {day.year}",
        str((day - date(1899, 12, 30)).days), f"{day:%d%m%Y}", f"{day:%Y%m%d}",
    ]  # fmt: skip

    assert {days.parse_day(writing, today=TODAY) for writing in writings} == {day}


@given(some.text())
def test_any_text_is_a_day_or_a_reason(text):
    try:
        answer = days.parse_day(text, today=TODAY)
    except days.NotADay as refused:
        answer = refused.reason

    assert isinstance(answer, date) or answer.code in days.REASONS


@given(some.integers(-79 * 365, 20 * 365))
def test_two_digits_of_a_year_mean_the_nearest_life(distance):
    day = TODAY + timedelta(days=distance)

    assert days.parse_day(f"{day:%d/%m/%y}", today=TODAY) == day


@pytest.mark.parametrize(
    "text, place, day",
    [
        ("Serang, 12-03-1999", "Serang", date(1999, 3, 12)),
        ("Serang,12 Maret 1999", "Serang", date(1999, 3, 12)),
        ("Serang 12-03-1999", "Serang", date(1999, 3, 12)),
        ("Jakarta Selatan / 1 Mei 2000", "Jakarta Selatan", date(2000, 5, 1)),
        ("Kab. Serang, 12/3/99", "Kab. Serang", date(1999, 3, 12)),
        ("Serang, tgl. 12 Mei 1999", "Serang", date(1999, 5, 12)),
        ("  Pandeglang ;\n1999-03-12 ", "Pandeglang", date(1999, 3, 12)),
        ("12-03-1999", "", date(1999, 3, 12)),
        ("Serang", "Serang", None),
        ("Serang,", "Serang", None),
        ("", "", None),
        (None, "", None),
    ],
)
def test_split_place_and_day(text, place, day):
    assert days.split_place_and_day(text, today=TODAY) == (place, day)


def test_a_place_with_an_impossible_day_is_refused():
    with pytest.raises(days.NotADay):
        days.split_place_and_day("Serang, 31-02-1999", today=TODAY)
