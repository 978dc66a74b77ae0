"""Which days a batch meets."""

from collections.abc import Iterable
from datetime import date, timedelta

LONGEST_DAYS = 800


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
