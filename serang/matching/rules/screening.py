"""One order from its own side: who waits for it, who fits, who nearly does, and which rule keeps how many out."""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules import pairs
from serang.matching.rules.columns import Columns
from serang.matching.rules.eligible import FAIL, OPEN, PASS, outcomes
from serang.matching.rules.network import closed_to
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import NOBODY, Problem
from serang.orders.rules import Requirement


@dataclass(frozen=True)
class Reserve:
    """A person waiting for an order: number on its list, score, points short of the cut-off, and whether the order
    wants that many reserves (`wanted`).
    """

    order: int
    number: int
    person: int
    score: int
    short: int
    wanted: bool


def reserves(problem: Problem, plan: Plan, order_id: int) -> list[Reserve]:
    """The people without a place who are eligible for an order that has places for their sex, best score first, ties by id."""
    at = problem.order_index(order_id)
    found = pairs.find(problem, orders=[at])
    waiting = ~np.isin(problem.people.ids[found.person], plan.people) & ~closed_to(problem)[at][problem.people.sex[found.person]]
    person, points = found.person[waiting], found.score[waiting].astype(int)
    by = np.lexsort((person, -points))
    lines = [plan.certificate.of(at, sex) for sex in range(3)]
    return [
        Reserve(
            order_id,
            number,
            int(problem.people.ids[one]),
            score,
            max(0, lines[problem.people.sex[one]] - score),
            number <= problem.orders[at].reserves,
        )
        for number, (one, score) in enumerate(zip(person[by].tolist(), points[by].tolist(), strict=True), 1)
    ]


@dataclass(frozen=True)
class Count:
    """How many of those who wish the work pass, may pass (not known yet) and fail one must."""

    requirement: Requirement
    passed: int
    open: int
    failed: int


@dataclass(frozen=True, eq=False)
class Screening:
    """People (database ids) who wish the work of an order and take no place yet: who meets every must, of whom
    something is not known, who fails just one, who fails more; and each must with its counts.
    """

    fits: np.ndarray
    open: np.ndarray
    nearly: np.ndarray
    others: np.ndarray
    counts: tuple[Count, ...]


def screen(problem: Problem, order_id: int) -> Screening:
    """How the people stand to the musts of one order (database id); bans are not looked at."""
    order, columns = problem.orders[problem.order_index(order_id)], Columns(problem)
    who, _ = columns.wishing(order.occupation, order.country)
    who = who[pairs.free(problem)[who]]
    musts = order.musts()
    states = np.array([outcomes(columns, order, one, who) for one in musts], np.uint8).reshape(len(musts), len(who))
    failed, open_ = (states == FAIL).sum(axis=0), (states == OPEN).sum(axis=0)
    if order.by_sex:
        failed += problem.people.sex[who] == NOBODY
    counts = tuple(Count(one, *(int((row == state).sum()) for state in (PASS, OPEN, FAIL))) for one, row in zip(musts, states, strict=True))
    groups = (failed == 0) & (open_ == 0), (failed == 0) & (open_ > 0), failed == 1, failed > 1
    return Screening(*(problem.people.ids[who[group]] for group in groups), counts)
