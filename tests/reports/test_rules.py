"""Pace and forecast."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.reports import rules

ON = date(2026, 11, 24)
pytestmark = pytest.mark.pure


def test_who_has_a_flight_reaches_the_target_on_that_flight():
    found = rules.forecast(
        departed=298, target=300, departures=[], scheduled=[date(2026, 12, 1), date(2026, 12, 9), date(2027, 1, 3)], on=ON
    )

    assert found.reached_on == date(2026, 12, 9)
    assert found.year_end == 300


def test_beyond_the_last_flight_the_pace_goes_on():
    gone = [ON - timedelta(days=n) for n in range(90)]

    found = rules.forecast(departed=90, target=100, departures=gone, scheduled=[], on=ON)

    assert found.reached_on == ON + timedelta(days=20)


@given(st.integers(0, 60), st.lists(st.integers(0, 179), max_size=60), st.lists(st.integers(0, 60), max_size=40))
def test_the_end_of_the_year_and_the_day_of_the_target_agree(missing, gone, ahead):
    found = rules.forecast(
        departed=300 - missing,
        target=300,
        departures=[ON - timedelta(days=n) for n in gone],
        scheduled=[ON + timedelta(days=n) for n in ahead],
        on=ON,
    )

    assert (found.year_end >= 300) == (found.reached_on is not None and found.reached_on <= date(2026, 12, 31))


def test_without_departures_nothing_is_promised():
    assert rules.forecast(departed=0, target=300, departures=[], scheduled=[], on=ON).reached_on is None


def test_a_reached_target_is_reached_today():
    assert rules.forecast(departed=300, target=300, departures=[], scheduled=[], on=ON).reached_on == ON


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 20)), min_size=1))
def test_the_weighted_median_is_the_median(counts):
    plain = sorted(value for value, n in counts for _one in range(n))

    assert rules.weighted_median(counts) == plain[(len(plain) - 1) // 2]


@pytest.mark.parametrize("age, group", [(None, ""), (17, "<18"), (18, "18–24"), (24, "18–24"), (39, "35–39"), (40, "40+"), (77, "40+")])
def test_age_groups(age, group):
    assert rules.age_group(age) == group
