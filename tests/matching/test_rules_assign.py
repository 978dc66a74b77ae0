"""The plan is the best one there is, in the order of the aims, and the proof accepts nothing less."""

from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import instances
from serang.matching.rules import assign, pairs, store
from serang.matching.rules.board import lay
from serang.matching.rules.certificate import prove
from serang.matching.rules.plan import moves, recheck
from tests.matching import small

pytestmark = pytest.mark.pure
seeds = st.integers(0, 2**32 - 1)
many = settings(max_examples=1000, deadline=None)


def scores(problem):
    found = pairs.find(problem)
    return {
        (int(problem.people.ids[p]), problem.orders[o].id): int(s) for p, o, s in zip(found.person, found.order, found.score, strict=True)
    }


def locks_of(plan):
    return [pair for pair, locked in zip(zip(plan.people.tolist(), plan.orders.tolist(), strict=True), plan.locked, strict=True) if locked]


@settings(max_examples=400, deadline=None)
@given(seed=seeds, people=st.integers(0, 8), orders=st.integers(0, 4))
def test_columns_find_exactly_the_pairs_that_the_rules_allow(seed, people, orders):
    problem = small.problem(seed, people, orders)

    taken = set(problem.taken[:, 0].tolist())
    allowed = {
        (int(person_id), order.id)
        for at, person_id in enumerate(problem.people.ids)
        for order in problem.orders
        if int(person_id) not in taken and small.may_go(problem, at, order)
    }
    assert set(scores(problem)) == allowed


@many
@given(seed=seeds, people=st.integers(0, 8), orders=st.integers(0, 4))
def test_no_plan_is_better(seed, people, orders):
    problem = small.problem(seed, people, orders)

    plan = assign.assign(problem)

    assert small.worth(problem, plan) == small.best(problem, locks_of(plan), scores(problem))
    assert plan.proven


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_urgencies_too_far_apart_for_the_solver_are_settled_in_turn(seed):
    problem = small.problem(seed, people=8)
    board = lay(problem)

    with mock.patch.object(assign, "DEAREST", 1):
        plan = assign.plan(board, assign.solve(board))

    assert plan.proven
    assert small.worth(problem, plan) == small.best(problem, locks_of(plan), scores(problem))


@settings(max_examples=250, deadline=None)
@given(seed=seeds)
def test_the_proof_rejects_every_worse_plan(seed):
    problem = small.problem(seed)
    board = lay(problem)
    plan = assign.assign(problem, board)
    best, others = small.worth(problem, plan), [assign.greedy(problem, board)]
    others += [_without(board, plan, at) for at in range(plan.placed) if not plan.locked[at]]
    others += _swapped(board, plan)

    for other in others:
        assert other.proven == (small.worth(problem, other) == best), other.certificate.failure


def _without(board, plan, at):
    numbers = board.pairs.numbers(*board.problem.indices(np.delete(plan.people, at), np.delete(plan.orders, at)))
    return assign.plan(board, numbers[numbers >= 0])


def _swapped(board, plan):
    """Every plan in which one person stands elsewhere, as far as there is a place."""
    problem = board.problem
    for at in range(len(board.pairs)):
        person = int(problem.people.ids[board.pairs.person[at]])
        rest = plan.people != person
        numbers = board.pairs.numbers(*problem.indices(plan.people[rest], plan.orders[rest]))
        other = assign.plan(board, np.sort(np.append(numbers[numbers >= 0], at)))
        if other.certificate.failure is None or other.certificate.failure.code != "over_quota":
            yield other


def test_the_proof_names_what_is_no_plan_at_all():
    problem = instances.problem(instances.make(60, 6, 0.8, seed=2))
    free = assign.assign(problem)
    locked = problem.but(locks=[(int(free.people[0]), int(free.orders[0]))])
    twice = np.append(free.people, free.people[0]), np.append(free.orders, free.orders[1])
    absent = np.append(free.people, 999), np.append(free.orders, free.orders[0])

    said = [prove(lay(one), *plan).failure.code for one, plan in (
        (problem, twice), (problem, absent), (locked, (free.people[1:], free.orders[1:])),
    )]  # fmt: skip

    assert said == ["person_twice", "not_eligible", "lock_left_out"]


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_the_same_input_gives_the_same_plan_and_bytes(seed):
    problem = small.problem(seed, people=8)
    again = store.unpack_problem(store.pack_problem(problem))

    assert again.fingerprint == problem.fingerprint
    assert store.pack_plan(assign.assign(again)) == store.pack_plan(assign.assign(problem))


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_every_lock_is_kept_or_named(seed):
    problem = small.problem(seed, people=8)

    plan = assign.assign(problem)

    named = {
        (note.person, note.order) for note in plan.notes if note.reason.code.startswith("lock") and note.reason.code != "lock_against_rules"
    }
    has = {tuple(pair) for pair in problem.taken.tolist()}
    for pair in map(tuple, problem.locks.tolist()):
        assert (pair in locks_of(plan)) + (pair in named) + (pair in has) == 1


def changed(plan, at, order):
    return replace(plan, orders=np.where(np.arange(plan.placed) == at, order, plan.orders))


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_altering_one_stored_placement_ends_the_proof(seed):
    problem = small.problem(seed)
    plan = store.unpack_plan(store.pack_plan(assign.assign(problem)))

    assert recheck(problem, plan).proven
    for at in range(plan.placed):
        for order in problem.order_ids[problem.order_ids != plan.orders[at]]:
            assert not recheck(problem, changed(plan, at, order)).proven


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_a_second_run_moves_nobody(seed):
    problem = small.problem(seed, people=9, last=[])
    first = assign.assign(problem)

    second = assign.assign(problem.but(last=first.pairs))

    assert moves(first.pairs, second) == ()
    assert (second.kept, second.proven) == (first.placed, True)


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_more_locks_leave_the_locked_where_they_are(seed):
    problem = small.problem(seed, people=9, locks=[])
    first = assign.assign(problem)
    fixed = first.pairs[::2]

    second = assign.assign(problem.but(locks=fixed))

    assert {tuple(pair) for pair in fixed.tolist()} <= {tuple(pair) for pair in second.pairs.tolist()}
    assert (second.placed, second.total_score) == (first.placed, first.total_score)


def test_a_damaged_run_is_refused():
    data = store.pack_problem(small.problem(1))

    for damaged in (data[:-40], b"", data[:200] + b"xx" + data[202:]):
        with pytest.raises(ValueError, match="cannot be read"):
            store.unpack_problem(damaged)


def test_any_change_of_the_input_changes_the_fingerprint():
    problem = small.problem(3, people=8)
    people = problem.people
    others = [
        problem.but(bans=[(1, 1)]),
        problem.but(orders=problem.orders[1:]),
        problem.but(settings=replace(problem.settings, unknown_allowed=not problem.settings.unknown_allowed)),
        problem.but(people=replace(people, birth=people.birth + (people.ids == people.ids[0]))),
        problem.but(people=replace(people, languages=people.languages.plus([0], "TOPIK", 6))),
    ]

    assert len({problem.fingerprint, *(other.fingerprint for other in others)}) == 6
