"""Which days a batch meets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

LONGEST_DAYS = 800
WEEKDAYS = (0, 1, 2, 3, 4)
HOURS_A_DAY = 8


@dataclass(frozen=True)
class TooFew:
    """Days that do not carry the hours of a course: `needed` of HOURS_A_DAY hours, and the `days` there are from first to last."""

    hours: int
    needed: int
    days: int
    first: date
    last: date


def too_few(hours: int | None, first: date, last: date, weekdays: Iterable[int] = WEEKDAYS) -> TooFew | None:
    """What is missing when the days of the pattern do not carry so many hours; None when they do, or the hours are not known."""
    needed = ceil((hours or 0) / HOURS_A_DAY)
    there = len(sessions_from_pattern(first, last, weekdays)) if first <= last else 0
    return TooFew(hours, needed, there, first, last) if there < needed else None


def begins_by(ends_on: date, hours: int) -> date:
    """The last day to begin on so that the weekdays until the end carry so many hours.

    >>> begins_by(date(2026, 12, 20), 160)
    datetime.date(2026, 11, 23)
    """
    left, day = ceil(hours / HOURS_A_DAY), ends_on + timedelta(1)
    while left:
        day -= timedelta(1)
        left -= day.weekday() in WEEKDAYS
    return day


def sessions_from_pattern(starts_on: date, ends_on: date, weekdays: Iterable[int], holidays: Iterable[date] = ()) -> list[date]:
    """The days of a weekly pattern, first and last day included, without the holidays.

    `weekdays`: 0 is Monday, 6 is Sunday. Raises ValueError when the end lies before the start or the batch is longer
    than two years.
    """
    length = (ends_on - starts_on).days
    if not 0 <= length <= LONGEST_DAYS:
        raise ValueError(f"{starts_on} to {ends_on} is no length of a batch")
    wanted, free = set(weekdays), set(holidays)
    days = (starts_on + timedelta(n) for n in range(length + 1))
    return [day for day in days if day.weekday() in wanted and day not in free]


def changed_days(present: Iterable[date], old: Iterable[date], new: Iterable[date]) -> tuple[list[date], list[date]]:
    """The days to add and to drop when a pattern changes; days added or removed by hand stay as they are."""
    present, old, new = set(present), set(old), set(new)
    return sorted(new - old - present), sorted((old - new) & present)


def week_of(day: date, weeks: int = 1) -> tuple[date, date]:
    """Monday and Sunday of the week of a day; with `weeks` two or more, ending with the week of that day."""
    monday = day - timedelta(day.weekday())
    return monday - timedelta(7 * (weeks - 1)), monday + timedelta(6)


def nearest(days: list[date], on: date) -> date | None:
    """The last of these days until `on`, else the first one after it."""
    before = [day for day in days if day <= on]
    return max(before) if before else min(days, default=None)
