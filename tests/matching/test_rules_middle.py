"""Middle-sized offices, checked against SciPy: as many placed, the same total score, and more than order by order."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from benchmarks import instances
from serang.matching.rules import assign, store
from serang.matching.rules.board import lay

pytestmark = pytest.mark.pure


def by_scipy(board):
    """Placed and total score by the assignment of people to single places."""
    places = board.places
    rows = np.unique(board.pairs.person)
    pool = np.repeat(np.arange(len(places.capacity)), places.capacity)
    gain, big = np.zeros((len(rows), len(pool))), 10**7
    for one in range(len(places.capacity)):
        mine = board.pool == one
        gain[np.ix_(np.searchsorted(rows, board.pairs.person[mine]), np.flatnonzero(pool == one))] = (
            big + board.pairs.score[mine].astype(int)[:, None]
        )
    total = gain[linear_sum_assignment(gain, maximize=True)].sum()
    return int(total // big), int(total % big)


@pytest.mark.parametrize("ratio", [0.3, 0.8, 1.5])
@pytest.mark.parametrize(("people", "orders"), [(300, 8), (900, 20)])
def test_as_good_as_scipy(people, orders, ratio):
    board = lay(instances.problem(instances.make(people, orders, ratio, seed=people)))

    plan = assign.assign(board.problem, board)

    assert (plan.placed, plan.total_score) == by_scipy(board)
    assert plan.proven
    assert plan.placed >= plan.greedy_placed


def test_a_stored_run_gives_the_same_plan_again():
    problem = instances.problem(instances.make(900, 20, 0.8, seed=4))
    first = assign.assign(problem)

    again = assign.assign(store.unpack_problem(store.pack_problem(problem)))

    assert store.pack_plan(again) == store.pack_plan(first)
