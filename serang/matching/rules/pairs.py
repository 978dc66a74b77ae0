"""All pairs of a problem: who may be placed where, and with what score."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from serang.matching.rules import score
from serang.matching.rules.columns import Columns
from serang.matching.rules.eligible import OPEN, eligible
from serang.matching.rules.problem import Problem

WIDTH = 2**20  # more orders than any office has


@dataclass(frozen=True, eq=False)
class Pairs:
    """Every (person, order) that may be placed, sorted by person, then order. Indices, not ids. `score` 0..1000;
    `open` is true where a must is not known yet.
    """

    person: np.ndarray
    order: np.ndarray
    score: np.ndarray
    open: np.ndarray

    def __len__(self) -> int:
        return len(self.person)

    def numbers(self, person: np.ndarray, order: np.ndarray) -> np.ndarray:
        """The number of each pair (indices); -1 for what is no pair."""
        if not len(self):
            return np.full(len(person), -1, np.int64)
        wanted = np.asarray(person, np.int64) * WIDTH + order
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self) - 1)
        return np.where(self._keys[at] == wanted, at, -1)

    @cached_property
    def first(self) -> np.ndarray:
        """Whether a pair is the first one of its person."""
        first = np.ones(len(self), bool)
        np.not_equal(self.person[1:], self.person[:-1], out=first[1:])
        return first

    @cached_property
    def _keys(self):
        return self.person.astype(np.int64) * WIDTH + self.order

    def only(self, keep: np.ndarray) -> "Pairs":
        """Some of the pairs, by a mask or by rising numbers."""
        return Pairs(self.person[keep], self.order[keep], self.score[keep], self.open[keep])


def find(problem: Problem, columns: Columns | None = None, orders=None, people: np.ndarray | None = None) -> Pairs:
    """The pairs of a problem; only of some orders (indices) or people (a mask over People.ids) when asked."""
    columns = columns or Columns(problem)
    allowed = free(problem) if people is None else free(problem) & people
    found = []
    for at in range(len(problem.orders)) if orders is None else orders:
        order = problem.orders[at]
        who, rank = columns.wishing(order.occupation, order.country)
        keep = allowed[who]
        who, state, rank = eligible(columns, order, who[keep], rank[keep])
        found.append((who, at, score.total(columns, order, who, rank), state == OPEN))
    return _sorted(problem, found)


def free(problem: Problem) -> np.ndarray:
    """Who can be placed at all: everybody who does not take a place yet."""
    allowed = np.ones(len(problem.people.ids), bool)
    allowed[np.isin(problem.people.ids, problem.taken[:, 0])] = False
    return allowed


def _sorted(problem, found):
    """What was found order by order, counted out by person."""
    number = np.zeros(len(problem.people.ids), np.int64)
    for who, *_ in found:
        number[who] += 1
    turn = np.cumsum(number) - number
    person = np.repeat(np.arange(len(number), dtype=np.int32), number)
    columns = [np.empty(len(person), kind) for kind in (np.int32, np.int16, bool)]
    for who, *values in found:
        at = turn[who]
        turn[who] += 1
        for column, value in zip(columns, values, strict=True):
            column[at] = value
    kept = ~banned(problem, person, columns[0])
    return Pairs(*(column if kept.all() else column[kept] for column in (person, *columns)))


def banned(problem: Problem, person: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Which pairs (indices) staff have ruled out."""
    if not len(problem.bans):
        return np.zeros(len(person), bool)
    one, other = problem.indices(problem.bans[:, 0], problem.bans[:, 1])
    known = (one >= 0) & (other >= 0)
    return np.isin(person.astype(np.int64) * WIDTH + order, one[known] * WIDTH + other[known])
