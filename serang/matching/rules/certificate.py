"""The proof of a plan, found without the solver; from it the cut-off of every order and the price of one more place."""

from dataclasses import dataclass

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules.board import Board
from serang.matching.rules.score import FULL
from serang.matching.rules.standing import FAR, Standing

EVERYBODY, NO_PLACE = -1, -2  # instead of a cut-off: a place is free, or there is none at any score


@dataclass(frozen=True, eq=False)
class Certificate:
    """`proven`, else `failure` says why not. `cutoff` of every pool: the score that a new person would have to pass;
    EVERYBODY where anyone eligible gets in, NO_PLACE where nobody can. One more place in an order would let
    `more_placed` (0 or 1) people in and raise the total score by `more_score`.
    """

    proven: bool
    failure: Reason | None
    pool_order: np.ndarray
    pool_sex: np.ndarray
    cutoff: np.ndarray
    more_placed: np.ndarray
    more_score: np.ndarray

    def of(self, order: int, sex: int) -> int:
        """The cut-off of an order (index) for a person of this sex."""
        at = np.flatnonzero((self.pool_order == order) & ((self.pool_sex == sex) | (self.pool_sex == 0)))
        return int(self.cutoff[at[0]]) if len(at) else NO_PLACE


def prove(board: Board, people: np.ndarray, orders: np.ndarray) -> Certificate:
    """Whether these placements (database ids, locks included) are a best plan of the board. Any plan may be given."""
    chosen, failure = _chosen(board, people, orders)
    if failure is None:
        standing = Standing(board, chosen)
        if standing.reach(standing.out)[standing.end]:
            return failed(Reason("more_can_be_placed"))
        if standing.improvable:
            return failed(Reason("better_score"))
        return _certificate(board, standing)
    return failed(failure)


def _chosen(board, people, orders):
    """The numbers of the pairs that are placed, or why this is no plan at all."""
    problem, places = board.problem, board.places
    people, orders = problem.indices(people, orders)
    if len(people) and np.bincount(people + 1)[1:].max(initial=0) > 1:
        return None, Reason("person_twice")
    if len(places.fixed):
        width = len(problem.orders) + 1
        locks = places.fixed[:, 0] * width + places.fixed[:, 1]
        given = people * width + orders
        if not np.isin(locks, given).all():
            return None, Reason("lock_left_out")
        rest = ~np.isin(given, locks)
        people, orders = people[rest], orders[rest]
    chosen = np.sort(board.pairs.numbers(people, orders))
    if (chosen < 0).any():
        return None, Reason("not_eligible")
    used = np.bincount(board.pool[chosen], minlength=len(places.capacity))
    inside = places.total_of >= 0
    total = np.bincount(places.total_of[inside], used[inside], len(places.total_capacity))
    if (used > places.capacity).any() or (total > places.total_capacity).any():
        return None, Reason("over_quota")
    return chosen, None


def _certificate(board, standing):
    to_out, to_end = standing.before(standing.out), standing.reach(standing.end, backwards=True)
    from_out, from_end = standing.after(standing.out), standing.after(standing.end)
    pools, places = len(board.places.capacity), board.places
    unit = np.array(board.worth.units, np.int64)[board.worth.level[places.pool_order]]
    points = (to_out[:pools] - unit) // board.worth.score  # who stays where they were counts less than a point
    cutoff = np.where(to_out[:pools] >= FAR, NO_PLACE, np.clip(points, 0, FULL + 1))
    cutoff[to_end[:pools]] = EVERYBODY
    more_placed, more_score = _prices(board, from_out, from_end)
    return Certificate(True, None, places.pool_order, places.pool_sex, cutoff, more_placed, more_score)


def _prices(board, from_out, from_end):
    """What one more place in each order would bring: a person more, or else points."""
    places, orders = board.places, len(board.problem.orders)
    placed, points = np.zeros(orders, np.int64), np.zeros(orders, np.int64)
    own = [(order, pool) for pool, (order, total) in enumerate(zip(places.pool_order, places.total_of, strict=True)) if total < 0]
    own += [(order, len(places.capacity) + at) for at, order in enumerate(places.total_order)]
    for order, node in own:
        more = from_out[node] < FAR
        loss = int(from_out[node] if more else min(from_end[node], 0))
        gain = (int(more), board.worth.split(-loss)[1])
        if gain > (placed[order], points[order]):
            placed[order], points[order] = gain
    return placed, points


def failed(reason: Reason) -> Certificate:
    """No proof, and why."""
    nothing = np.zeros(0, np.int64)
    return Certificate(False, reason, nothing, nothing, nothing, nothing, nothing)
