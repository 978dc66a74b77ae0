"""The lists that invention draws from, and the ways of drawing."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

LISTS = json.loads((Path(__file__).parent.parent / "demo.json").read_text("utf-8"))
WORK = LISTS["work"]


def chance(rng: Random, percent: float) -> bool:
    """True in that many of a hundred cases."""
    return rng.random() * 100 < percent


def weighted(rng: Random, pairs):
    """One of (thing, weight) pairs."""
    things, weights = zip(*pairs, strict=True)
    return rng.choices(things, weights)[0]


def back(day: date, rng: Random, fewest: int, most: int) -> date:
    """A day so many days earlier."""
    return day - timedelta(days=rng.randint(fewest, most))


def moment(day: date, rng: Random) -> datetime:
    """A moment of that day within office hours in Serang (08.00 to 15.59)."""
    return datetime.combine(day, time(rng.randint(1, 8), rng.randint(0, 59), rng.randint(0, 59)), UTC)
