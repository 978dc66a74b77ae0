"""What a placement is worth as one whole number: order priority before score before staying where one was.

A better plan differs from a worse one by exchanges in which each pool gives and takes at most once. So at most
`pools + 1` people change in one exchange, and a unit above everything they could lose together keeps the order of
the aims without weighing one against the other.
"""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules.network import Places
from serang.matching.rules.pairs import Pairs
from serang.matching.rules.problem import Problem
from serang.matching.rules.score import FULL

LIMIT = 2**58  # sums over all pools stay within 64 bits


@dataclass(frozen=True, eq=False)
class Worth:
    """`value` of every pair, no more than `most`; `level` of every order (0 is the least urgent); `units` of each level; `score` of one
    point of score. One unit of `kept` is 1. `alike`: priorities that had to count as one; empty where each counts.
    """

    value: np.ndarray
    most: int
    kept: np.ndarray
    level: np.ndarray
    units: tuple[int, ...]
    score: int
    alike: tuple[int, ...] = ()

    def split(self, amount: int) -> tuple[tuple[int, ...], int, int]:
        """An amount as (urgency gained per level from the highest, points of score, people kept)."""
        levels = []
        for unit in reversed(self.units[1:]):
            number = _nearest(amount, unit)
            levels.append(number)
            amount -= number * unit
        points = _nearest(amount, self.score)
        return tuple(levels), points, amount - points * self.score


def _nearest(amount, unit):
    return (2 * amount + unit) // (2 * unit)


def worth(problem: Problem, pairs: Pairs, places: Places) -> Worth:
    """The worth of every pair. Only priorities of orders that somebody fits make levels; where these do not fit into 64 bits together,
    the lowest count as one.
    """
    kept = _kept(problem, pairs)
    moved = len(places.capacity) + len(places.total_capacity) + 2
    score = 2 * moved + 1 if kept.any() else 1
    most = FULL * score + 1
    units = [0]
    urgency = np.array([order.priority for order in problem.orders], np.int64)
    levels = np.unique(urgency)
    if len(levels) > 1:
        levels = np.unique(urgency[np.bincount(pairs.order, minlength=len(urgency)) > 0])
    for _ in levels[1:]:
        unit = 2 * moved * most + 1
        if (unit + most) * moved >= LIMIT:
            break
        units.append(unit)
        most += unit
    alike = len(levels) + 1 - len(units)
    level = np.clip(np.searchsorted(levels, urgency, "right") - alike, 0, len(units) - 1)
    value = pairs.score.astype(np.int64) * score + kept
    if len(units) > 1:
        value += np.array(units, np.int64)[level[pairs.order]]
    return Worth(value, most, kept, level, tuple(units), score, tuple(levels[:alike].tolist()) if alike > 1 else ())


def _kept(problem, pairs):
    """Which pairs stand in the plan accepted last."""
    if not len(problem.last):
        return np.zeros(len(pairs), bool)
    kept = np.zeros(len(pairs), bool)
    person, order = problem.indices(problem.last[:, 0], problem.last[:, 1])
    inside = (person >= 0) & (order >= 0)
    number = pairs.numbers(person[inside], order[inside])
    kept[number[number >= 0]] = True
    return kept
