"""Which of the daily backups stay, and when the newest one is too old."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

DAILY = 7
MONTHLY = 3
# Today's backup is written anew after so long: what is lost with a disk is less than a working day.
EVERY = timedelta(hours=4)
# One night may be missed by a few hours, not two in a row.
OLDEST = timedelta(hours=26)


def dropped(days: Iterable[date]) -> list[date]:
    """The days whose backup is no longer needed: beside the newest seven, the first of each of the newest three months
    stays."""
    days = sorted(set(days), reverse=True)
    first = {(day.year, day.month): day for day in days}
    kept = set(days[:DAILY]) | set(sorted(first.values(), reverse=True)[:MONTHLY])
    return [day for day in days if day not in kept]


def too_old(last: datetime | None, at: datetime) -> bool:
    """Whether the newest backup, made then, leaves more than a day uncovered; also when there is none."""
    return last is None or at - last > OLDEST
