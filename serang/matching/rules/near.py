"""Who lacks only what a course can give: pairs that are closed by nothing but languages and certificates."""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules import pairs
from serang.matching.rules.columns import Columns
from serang.matching.rules.eligible import OPEN, PASS, outcomes
from serang.matching.rules.problem import FOREVER, NOBODY, Problem, rising
from serang.orders.rules import TRAINABLE, grade

BITS = 16


@dataclass(frozen=True)
class Grant:
    """What passing gives: a row in `languages` or `certificates`. `value`: a grade (orders.rules.grade) or 1."""

    table: str
    code: str
    value: int = 1
    until: int = FOREVER


@dataclass(frozen=True, eq=False)
class Near:
    """Pairs sorted by person; `lacks` has a bit for every trainable must of the order that is not met."""

    person: np.ndarray
    order: np.ndarray
    lacks: np.ndarray
    first: np.ndarray

    def opened(self, given: np.ndarray, who: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The pairs (person, order) of `who` (rising indices) that open, `given` being the bits met in each order."""
        start, size = self.first[who], self.first[who + 1] - self.first[who]
        rows = np.arange(size.sum()) + np.repeat(start - np.cumsum(size) + size, size)
        rows = rows[(self.lacks[rows] & ~given[self.order[rows]]) == 0]
        return self.person[rows], self.order[rows]


def near(problem: Problem, columns: Columns) -> Near:
    """All such pairs of people who can be placed."""
    allowed, found = pairs.free(problem), []
    lowest = OPEN if problem.settings.unknown_allowed else PASS
    for at, order in enumerate(problem.orders):
        mine = trainable(order)
        if not mine:
            continue
        who, _ = columns.wishing(order.occupation, order.country)
        who = who[allowed[who] & (columns.people.sex[who] != NOBODY if order.by_sex else True)]
        for one in order.musts():
            if one not in mine:
                who = who[outcomes(columns, order, one, who) >= lowest]
        lacks = np.zeros(len(who), np.uint16)
        for bit, one in enumerate(mine):
            lacks |= (outcomes(columns, order, one, who) < lowest).astype(np.uint16) << bit
        found.append((who[lacks > 0], np.full((lacks > 0).sum(), at, np.int32), lacks[lacks > 0]))
    person, order, lacks = (
        np.concatenate([part[at] for part in found] or [np.zeros(0)]).astype(kind)
        for at, kind in enumerate((np.int64, np.int64, np.uint16))
    )
    by = rising(person)
    keep = by[~pairs.banned(problem, person[by], order[by])]
    return Near(person[keep], order[keep], lacks[keep], np.searchsorted(person[keep], np.arange(len(problem.people.ids) + 1)))


def trainable(order) -> list:
    """The musts of an order that a course can meet, the first sixteen at most."""
    return [one for one in order.musts() if one.kind in TRAINABLE][:BITS]


def given(problem: Problem, grants: tuple[Grant, ...], ends_on: int) -> np.ndarray:
    """Per order, the bits of the musts that passing meets in time, valid on the day it is asked for."""
    bits = np.zeros(len(problem.orders), np.uint16)
    for at, order in enumerate(problem.orders):
        if (order.closes_on or FOREVER) < ends_on:
            continue
        useful = [grant for grant in grants if grant.until >= problem.day(order)]
        for bit, one in enumerate(trainable(order)):
            if any(_meets(grant, one) for grant in useful):
                bits[at] |= 1 << bit
    return bits


def _meets(grant, asked):
    if asked.kind == "certificate":
        return (grant.table, grant.code) == ("certificates", asked.values["code"])
    return grant.table == "languages" and any(
        one["test"] == grant.code and grade(grant.code, one["min"]) <= grant.value for one in asked.values["any"]
    )
