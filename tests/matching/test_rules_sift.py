"""Looking at few of the pairs finds as good a plan as looking at all of them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import instances
from serang.matching.rules import settle, sift
from serang.matching.rules.assign import plan
from serang.matching.rules.board import lay
from serang.matching.rules.flow import flow
from tests.matching import small

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def sifted(monkeypatch):
    """Whatever the size, look at few pairs first."""
    monkeypatch.setattr(sift, "FEW", 40)
    monkeypatch.setattr(sift, "MOST", 1)


def as_good(board):
    chosen = sift.sift(board)
    all_at_once = flow(board, board.worth.value)
    assert len(chosen) == len(all_at_once)
    assert board.worth.value[chosen].sum() == board.worth.value[all_at_once].sum()
    assert plan(board, chosen).proven


@pytest.mark.parametrize("ratio", [0.1, 0.3, 0.8, 1.5])
@pytest.mark.parametrize(("people", "orders"), [(300, 8), (900, 40), (3000, 30)])
def test_offices_of_any_shape(people, orders, ratio):
    as_good(lay(instances.problem(instances.make(people, orders, ratio, seed=people))))


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_small_cases_with_locks_bans_and_totals(seed):
    board = lay(small.problem(seed, people=60, orders=12))
    if len(board.pairs):
        as_good(board)


def test_urgent_orders_and_last_times_plan_count_as_they_do_without():
    made = instances.problem(instances.make(900, 20, 0.8, seed=3))
    first = plan(lay(made), sift.sift(lay(made)))
    urgent = [replace(order, priority=at % 3) for at, order in enumerate(made.orders)]
    as_good(lay(made.but(orders=urgent, last=first.pairs)))


def test_scores_that_are_all_the_same_are_solved_at_once(monkeypatch):
    monkeypatch.setattr(sift, "MOST", 1 / 3)
    made = instances.problem(instances.make(900, 20, 0.8, seed=3))
    as_good(lay(made.but(orders=[replace(order, weights=dict.fromkeys(order.weights, 0)) for order in made.orders])))


def test_it_never_looks_at_all_pairs(monkeypatch):
    board, seen = lay(instances.problem(instances.make(3000, 30, 0.8))), []
    monkeypatch.setattr(sift, "flow", lambda some, value: seen.append(len(some.pairs)) or flow(some, value))

    sift.sift(board)

    assert max(seen) < len(board.pairs) / 2


def test_a_plan_that_could_not_be_settled_is_solved_again(monkeypatch):
    monkeypatch.setattr(settle, "LEAVERS", 0)
    monkeypatch.setattr(settle, "SHARE", 0)
    board, solved = lay(instances.problem(instances.make(3000, 30, 0.3))), []
    monkeypatch.setattr(sift, "flow", lambda some, value: solved.append(len(some.pairs)) or flow(some, value))

    as_good(board)

    assert len(solved) > 2


def test_priorities_far_apart_with_orders_that_nobody_fits():
    made = instances.problem(instances.make(900, 20, 0.8, seed=3))
    orders = [replace(order, priority=at % 4) for at, order in enumerate(made.orders)]
    nobodys = [replace(orders[0], id=10_000 + at, occupation="nobody", priority=5 + at) for at in range(4)]

    board = lay(made.but(orders=[*orders, *nobodys]))

    assert len(board.worth.units) == 4
    as_good(board)


def test_costs_beyond_the_solver_are_left_to_the_solver_at_once(monkeypatch):
    monkeypatch.setattr(settle, "DEAREST", 1)
    as_good(lay(instances.problem(instances.make(3000, 30, 0.3))))
