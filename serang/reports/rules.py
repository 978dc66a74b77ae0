"""Pace and forecast: how fast people leave, when the target is reached; and which test results are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from serang.common.rules import languages

WINDOW_DAYS = 180
LONGEST_DAYS = 36_500  # a pace that needs longer promises nothing
HAIR = 1e-9  # a pace is a fraction: ten people at half a person a day take twenty days, not twenty and a hair


@dataclass(frozen=True)
class Forecast:
    """People gone by the end of the year, and the day the target is reached at this pace (None: never at this pace)."""

    year_end: int
    reached_on: date | None


def pace(departures: Sequence[date], *, on: date) -> float:
    """People a day over the last 180 days."""
    recent = sum(1 for day in departures if on - timedelta(days=WINDOW_DAYS) < day <= on)
    return recent / WINDOW_DAYS


def forecast(*, departed: int, target: int, departures: Sequence[date], scheduled: Sequence[date], on: date) -> Forecast:
    """By a day there have gone those with a flight until then, or as many as the pace of the last half year gives, whichever is more.

    Both answers follow from that one rule, so they never speak against each other.
    `departed` counts all who ever left, `departures` their days, `scheduled` the days of those who have a flight ahead.
    """
    ahead = sorted(day for day in scheduled if day >= on)
    daily = pace(departures, on=on)
    year_end = date(on.year, 12, 31)
    return Forecast(
        year_end=departed + max(sum(day <= year_end for day in ahead), floor(daily * (year_end - on).days + HAIR)),
        reached_on=_reached(departed, target, ahead, daily, on),
    )


def _reached(departed, target, ahead, daily, on):
    missing = target - departed
    if missing <= 0:
        return on
    by_flight = [ahead[missing - 1]] if missing <= len(ahead) else []
    days = ceil(missing / daily - HAIR) if daily > 0 else LONGEST_DAYS
    by_pace = [on + timedelta(days=days)] if days < LONGEST_DAYS else []
    return min(by_flight + by_pace, default=None)


def weighted_median(counts: Sequence[tuple[int, int]]) -> int | None:
    """The median of values given as (value, how often)."""
    ordered = sorted((value, n) for value, n in counts if n > 0)
    half = sum(n for _value, n in ordered) / 2
    seen = 0
    for value, n in ordered:
        seen += n
        if seen >= half:
            return value
    return None


AGE_GROUPS = ((0, 17), (18, 24), (25, 29), (30, 34), (35, 39), (40, 200))


def age_group(age: int | None) -> str:
    """`18–24`, `40+`, or nothing when the age is not known."""
    if age is None:
        return ""
    low, high = next(group for group in AGE_GROUPS if group[0] <= age <= group[1])
    return "40+" if low == 40 else ("<18" if low == 0 else f"{low}–{high}")


def best_results(results: list, on: date) -> list:
    """Of each test the best result that still counts, before one whose end nobody knows, else the newest; in their
    order. What an order asks is measured by the same (orders.rules)."""

    def worth(row):
        last = languages.last_day(row.test, row.taken_on, row.valid_until)
        counts = 1 if last is None else 2 * (last >= on)
        return counts, _grade(row) if counts else 0

    best = {}
    for row in results:
        if row.test not in best or worth(row) > worth(best[row.test]):
            best[row.test] = row
    return [row for row in results if row is best[row.test]]


def _grade(row):
    """A result as a number that rises with ability, to compare results of the same test."""
    if row.test not in languages.TESTS:
        return 0
    number = languages.read(row.test, row.score if row.score is not None else row.level)
    return 0 if number is None else -number if languages.TESTS[row.test].falling else number
