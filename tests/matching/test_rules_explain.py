"""Every person is told why, and every number in the answer is true."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serang.common.rules.reasons import Reason
from serang.matching.rules import assign, gaps, pairs
from serang.matching.rules.easier import easier_first
from serang.matching.rules.explain import explain
from serang.matching.rules.problem import FOREVER, Order, People, Problem, Settings, Table
from serang.matching.rules.replace import replacement
from serang.matching.rules.screening import reserves, screen
from serang.matching.rules.ways import ways
from serang.orders.rules import Requirement, grade
from tests.matching import small

pytestmark = pytest.mark.pure
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=200, deadline=None)


@some
@given(seed=seeds)
def test_everyone_is_placed_on_reserve_or_told_what_is_lacking(seed):
    problem = small.problem(seed)
    plan = assign.assign(problem)
    eligible = set(problem.people.ids[pairs.find(problem).person].tolist())

    for person in problem.people.ids.tolist():
        told = explain(problem, plan, person)

        if person in problem.taken[:, 0]:
            assert told.state == "has_place"
        elif plan.order_of(person) is not None:
            assert (told.state, told.place.order) == ("placed", plan.order_of(person))
        else:
            assert told.state == ("reserve" if person in eligible else "left")
            assert all(one.failed or one.open for one in told.near)


@some
@given(seed=seeds)
def test_the_score_of_a_place_is_the_sum_of_its_parts(seed):
    problem = small.problem(seed)
    plan = assign.assign(problem)

    for person, points in zip(plan.people.tolist(), plan.score.tolist(), strict=True):
        place = explain(problem, plan, person).place
        weights = problem.orders[problem.order_index(place.order)].weights
        parts = dict(place.parts)
        total = sum(weights[name] * part for name, part in parts.items())
        assert place.score == points
        assert abs(points - 10 * total / max(1, sum(weights[name] for name in parts))) <= 0.5


def raised(problem, person, order, points):
    """The pairs of a problem when one person fits one order with so many points."""
    found = pairs.find(problem)
    at = (found.person == problem.people.index(person)) & (found.order == problem.order_index(order))
    return pairs.Pairs(found.person, found.order, np.where(at, points, found.score).astype(np.int16), found.open)


@some
@given(seed=seeds)
def test_who_passes_the_cutoff_gets_a_place_and_who_does_not_stays_out(seed):
    problem = small.problem(seed, last=[])
    plan = assign.assign(problem)

    for person in problem.people.ids.tolist():
        told = explain(problem, plan, person)
        for chance in told.reserve if told.state == "reserve" else ():
            assert chance.closed or chance.score <= chance.cutoff
            if not chance.closed and chance.cutoff < 1000:
                board = assign.lay(problem, raised(problem, person, chance.order, chance.cutoff + 1))
                assert assign.assign(problem, board).order_of(person) is not None


@some
@given(seed=seeds)
def test_reserves_come_by_score_then_id_without_anyone_placed(seed):
    problem = small.problem(seed, people=9)
    plan = assign.assign(problem)

    for order in problem.orders:
        line = reserves(problem, plan, order.id)
        assert line == sorted(line, key=lambda one: (-one.score, one.person))
        assert [one.number for one in line] == list(range(1, len(line) + 1))
        assert not {one.person for one in line} & {*plan.people.tolist(), *problem.taken[:, 0].tolist()}


@some
@given(seed=seeds)
def test_the_screening_of_an_order_finds_who_fits_and_counts_each_must(seed):
    problem = small.problem(seed, people=9, bans=[])
    found = pairs.find(problem)

    for at, order in enumerate(problem.orders):
        seen = screen(problem, order.id)
        sure = found.person[(found.order == at) & ~found.open]
        people = sum(len(group) for group in (seen.fits, seen.open, seen.nearly, seen.others))
        assert seen.fits.tolist() == problem.people.ids[sure].tolist()
        assert all(one.passed + one.open + one.failed == people for one in seen.counts)


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_a_replacement_leads_to_the_best_plan_without_the_leaver(seed):
    problem = small.problem(seed, people=8, last=[])
    plan = assign.assign(problem)

    for person in plan.people.tolist():
        answer = replacement(problem, plan, person)
        rest = problem.but(
            locks=problem.locks[problem.locks[:, 0] != person],
            bans=[*problem.bans.tolist(), *((person, order.id) for order in problem.orders)],
        )
        new = dict(zip(plan.people.tolist(), plan.orders.tolist(), strict=True))
        del new[person]
        for move in answer.moves:
            assert new.get(move.person) == move.origin
            new[move.person] = move.target
        best = assign.assign(rest)
        placed = sum(order is not None for order in new.values())
        assert (placed, answer.filled) == (best.placed, best.placed == plan.placed)
        before = plan.total_score - int(plan.score[plan.people == person][0])
        assert before + answer.score == best.total_score


@some
@given(seed=seeds)
def test_a_sure_way_leads_to_a_place(seed):
    problem = small.problem(seed, last=[], locks=[])
    plan = assign.assign(problem)

    for person in problem.people.ids.tolist():
        if plan.order_of(person) is not None or person in problem.taken[:, 0]:
            continue
        for way in ways(problem, plan, person):
            tables = {}
            for step in way.steps:
                name = {"language": "languages"}.get(step.kind, f"{step.kind}s")
                table = tables.get(name, getattr(problem.people, name))
                value = grade_of(step)
                tables[name] = table.plus([problem.people.index(person)], step.code, value, FOREVER)
            changed = problem.but(people=People(**{**columns_of(problem.people), **tables}))
            found = pairs.find(changed)
            opened = found.order[found.person == problem.people.index(person)]
            assert set(way.opens) <= {problem.orders[at].id for at in opened}
            assert not way.sure or assign.assign(changed).order_of(person) is not None


def grade_of(step):
    return grade(step.code, step.minimum) if step.kind == "language" else 1


def columns_of(people):
    return {name: getattr(people, name) for name in People.__dataclass_fields__}


DAY = small.DEPARTS.toordinal()


def office(people, orders, **fixed):
    return Problem.build(people, orders, Settings(small.TODAY), **fixed)


def test_told_by_how_much():
    people = People.build(
        [1], [DAY - 41 * 366], [2], languages=([1], ["EPS_TOPIK"], [102]), documents=([1], ["passport"], [1], [DAY + 140])
    )
    rules = (
        Requirement("age", values={"max": 39}),
        Requirement("language", values={"any": [{"test": "EPS_TOPIK", "min": 120}]}),
        Requirement("document", values={"type": "passport", "months_after": 6}),
    )
    problem = office(people, [Order(5, departs_on=DAY, quota=1, requirements=rules)])

    told = explain(problem, assign.assign(problem), 1)

    lacking = {one.reason.code: one.by for one in told.near[0].failed}
    assert told.state == "left"
    assert told.reason.values["order"] == 5
    assert lacking == {"age_over": 2, "language_low": 18, "document_ends_early": 44}


def test_no_orders_is_said():
    problem = office(People.build([1]), [])

    assert explain(problem, assign.assign(problem), 1).reason.code == "no_orders"


def test_who_is_not_in_the_run_is_said():
    problem = office(People.build([1]), [Order(5, quota=1)])

    assert explain(problem, assign.assign(problem), 2).state == "absent"


def test_an_order_nobody_can_fill_is_named():
    problem = office(People.build([1], sex=[1]), [Order(5, quota=2, requirements=(Requirement("sex", values={"sex": "P"}),))])

    (note,) = assign.assign(problem).notes

    assert (note.order, note.reason) == (5, Reason("nobody_eligible", free=2))


def test_quota_zero_is_named_and_places_nobody():
    problem = office(People.build([1]), [Order(5, quota=0)])

    plan = assign.assign(problem)

    assert (plan.placed, plan.proven, plan.notes[0].reason.code) == (0, True, "quota_zero")
    assert explain(problem, plan, 1).reason.code == "no_place_left"


def test_everyone_locked_stays():
    problem = office(People.build([1, 2]), [Order(5, quota=1), Order(6, quota=1)], locks=[(1, 6), (2, 5)])

    plan = assign.assign(problem)

    assert (plan.orders.tolist(), plan.locked.tolist(), plan.proven) == ([6, 5], [True, True], True)
    assert explain(problem, plan, 1).reason.code == "placed_by_lock"


@pytest.mark.parametrize(
    ("locks", "more", "code"),
    [
        ([(1, 5), (1, 6)], {}, "locks_contradict"),
        ([(1, 5), (2, 5)], {}, "lock_no_place"),
        ([(1, 5)], {"bans": [(1, 5)]}, "lock_and_ban"),
        ([(9, 5)], {}, "lock_person_absent"),
        ([(1, 9)], {}, "lock_order_absent"),
        ([(1, 6)], {"taken": [(1, 5)]}, "lock_has_place"),
        ([(1, 7)], {}, "lock_sex_unknown"),
    ],
)
def test_a_lock_that_cannot_be_kept_is_a_note_and_no_crash(locks, more, code):
    problem = office(People.build([1, 2]), [Order(5, quota=1), Order(6, quota=1), Order(7, quota=1, quota_male=1)], locks=locks, **more)

    plan = assign.assign(problem)

    assert code in {note.reason.code for note in plan.notes}
    assert plan.proven


def test_a_lock_against_a_must_stands_and_is_named():
    order = Order(5, quota=1, requirements=(Requirement("height", values={"min": 170}),))
    problem = office(People.build([1, 2], height=[150, 180]), [order], locks=[(1, 5)])

    plan = assign.assign(problem)

    assert plan.people.tolist() == [1]
    assert ("lock_against_rules", 1, 5) in {(note.reason.code, note.person, note.order) for note in plan.notes}
    assert explain(problem, plan, 1).place.failed[0].reason.code == "height_low"
    assert explain(problem, plan, 2).state == "reserve"


def test_who_has_no_result_is_shown_the_order_with_the_lower_minimum():
    def order(number, *tests, **rest):
        asked = Requirement("language", values={"any": [{"test": test, "min": least} for test, least in tests]})
        return Order(number, departs_on=DAY, quota=2, requirements=(asked,), **rest)

    orders = [order(5, ("EPS_TOPIK", 120)), order(6, ("JLPT", 4)), order(7, ("EPS_TOPIK", 80)), order(8, ("JLPT", 5), ("JFT", 200))]
    problem = office(People.build([1, 2], languages=([2], ["EPS_TOPIK"], [79])), orders)
    plan = assign.assign(problem)

    assert [one.order for one in explain(problem, plan, 1).near] == [7, 8, 5, 6]
    assert gaps.gaps(problem, np.ones(2, bool)).order.tolist() == [2, 2]
    fewer = problem.but(orders=[orders[1], orders[3], replace(orders[2], quota_male=1)])
    assert [one.order for one in explain(fewer, assign.assign(fewer), 1).near] == [8, 6, 7]
    assert gaps.gaps(fewer, np.ones(2, bool)).order.tolist() == [2, 2]


def test_orders_of_different_tests_are_not_compared():
    japan, korea = (Requirement("language", values={"any": [{"test": test, "min": least}]}) for test, least in (("JFT", 200), ("TOPIK", 1)))
    orders = [Order(5, quota=1), Order(6, quota=1, requirements=(japan,)), Order(7, quota=1, requirements=(korea,))]

    assert easier_first(orders) == [0, 1, 2]


def test_a_full_order_is_nobodys_nearest():
    asked = (Requirement("sex", values={"sex": "P"}),)
    orders = [Order(5, quota=0), Order(6, quota=2, requirements=asked), Order(7, quota=0, requirements=asked)]
    problem = office(People.build([1, 2], sex=[1, 1]), orders)
    plan = assign.assign(problem)

    found = gaps.gaps(problem, np.ones(2, bool), full={0, 2})
    only_full = gaps.gaps(problem, np.ones(2, bool), full={0, 1, 2})

    assert (found.order.tolist(), found.failed.tolist()) == ([1, 1], [1, 1])
    assert (only_full.order.tolist(), only_full.failed.tolist()) == ([-1, -1], [0, 0])
    assert [one.order for one in explain(problem, plan, 1).near] == [6, 7]
    shut = problem.but(orders=[Order(7, quota=0, requirements=asked)])
    assert explain(shut, assign.assign(shut), 1).reason.code == "orders_full"


def test_who_is_placed_is_told_why_not_where_they_would_rather_be():
    people = People.build([1, 2, 3], languages=([1, 2, 3], ["EPS_TOPIK"] * 3, [120, 150, 190]), education=[1, 9, 9])
    wishes = ([1, 1, 2, 2, 3], ["a/", "b/", "a/", "b/", "a/"], [1, 2, 1, 2, 1])
    people = replace(people, wishes=Table.build(people.ids, *wishes))
    school = Requirement("education", values={"min": "S1"})
    orders = [Order(5, occupation="a", quota=1, departs_on=DAY), Order(6, occupation="b", quota=2, departs_on=DAY)]
    problem = office(people, orders)
    plan = assign.assign(problem)
    assert (plan.order_of(3), plan.order_of(2), plan.order_of(1)) == (5, 6, 6)

    besides = explain(problem, plan, 2).reason
    assert (besides.code, besides.values["order"], besides.values["other"], besides.values["cause"]) == (
        "placed_besides",
        6,
        5,
        "below_cutoff",
    )
    asked = problem.but(orders=[replace(orders[0], requirements=(school,)), orders[1]])
    unmet = explain(asked, assign.assign(asked), 1).reason
    assert unmet == Reason("placed_wish_unmet", order=6, other=5, kinds=("education",))
    alone = problem.but(orders=orders[1:])
    assert explain(alone, assign.assign(alone), 2).reason == Reason("placed_best", order=6)


def test_who_only_a_refusal_keeps_out_is_told_that():
    problem = office(People.build([1, 2]), [Order(5, quota=2), Order(6, quota=1, requirements=(Requirement("sex", values={"sex": "P"}),))])
    problem = problem.but(bans=[(1, 5)])

    assert explain(problem, assign.assign(problem), 1).reason == Reason("fits_but_banned", order=5)


def test_a_lock_that_was_not_kept_is_named():
    problem = office(People.build([1, 2]), [Order(5, quota=1), Order(6, quota=1)]).but(locks=[(1, 5), (2, 5)])
    plan = assign.assign(problem)

    assert explain(problem, plan, 1).lock is None
    assert explain(problem, plan, 2).lock == Reason("lock_not_kept", order=5, cause="lock_no_place", quota=1)


def test_work_that_is_not_wished_is_nobodys_nearest():
    people = People.build([1])
    people = replace(people, wishes=Table.build(people.ids, [1], ["a/"], [1]))
    hard = (Requirement("language", values={"any": [{"test": "EPS_TOPIK", "min": 120}]}), Requirement("height", values={"min": 150}))
    problem = office(people, [Order(5, occupation="a", quota=1, requirements=hard), Order(6, occupation="b", quota=1)])
    plan = assign.assign(problem)

    told = explain(problem, plan, 1)
    assert (told.reason.code, told.reason.values["order"]) == ("nearest_order", 5)
    assert gaps.gaps(problem, np.ones(1, bool)).order.tolist() == [0]
    other = problem.but(orders=problem.orders[1:])
    assert explain(other, assign.assign(other), 1).reason == Reason("no_orders")


@some
@given(seed=seeds)
def test_the_nearest_order_of_the_list_is_that_of_the_page(seed):
    problem = small.problem(seed, people=9)
    plan = assign.assign(problem)
    board = assign.lay(problem)
    free = pairs.free(problem) & ~np.isin(problem.people.ids, plan.people)
    free[board.eligible.person] = False
    full = set(np.flatnonzero(board.places.offered == 0).tolist())

    found = gaps.gaps(problem, free, full=full)

    for person, order in zip(found.person.tolist(), found.order.tolist(), strict=True):
        told = explain(problem, plan, int(problem.people.ids[person])).reason
        if told.code in ("nearest_order", "fits_but_banned"):
            assert order >= 0
        if told.code == "nearest_order":
            assert told.values["order"] == problem.orders[order].id


def test_the_shortest_way_comes_first_and_points_are_only_named_for_a_valid_result():
    ends = DAY - 20
    languages = ([1, 2], ["EPS_TOPIK"] * 2, [98, 136], [FOREVER, ends])
    asked = [(5, 200), (6, 100), (7, 120)]
    orders = [
        Order(
            number, departs_on=DAY, quota=1, requirements=(Requirement("language", values={"any": [{"test": "EPS_TOPIK", "min": least}]}),)
        )
        for number, least in asked
    ]
    problem = office(People.build([1, 2], languages=languages), orders)
    plan = assign.assign(problem)

    assert [(way.steps[0].minimum, way.steps[0].by) for way in ways(problem, plan, 1)] == [(100, 2), (120, 22), (200, 102)]
    assert [(way.steps[0].minimum, way.steps[0].by) for way in ways(problem, plan, 2)][0] == (100, 0)


@some
@given(seed=seeds)
def test_no_way_promises_a_place_to_who_has_one(seed):
    """Who is placed, fixed or with the partner was told to get a place elsewhere at once, and stayed where they were."""
    problem = small.problem(seed)
    plan = assign.assign(problem)

    for person in [*plan.people.tolist(), *problem.taken[:, 0].tolist()]:
        assert not any(way.sure for way in ways(problem, plan, person))


def test_an_order_that_comes_first_is_named_as_the_reason():
    """Who was placed in the more urgent order was told that it is harder to fill, although nobody else wanted either."""
    problem = office(
        People.build([1], languages=([1], ["EPS_TOPIK"], [190])),
        [
            Order(5, quota=1, departs_on=DAY, priority=2),
            Order(
                6,
                quota=1,
                departs_on=DAY,
                requirements=(Requirement("language", values={"any": [{"test": "EPS_TOPIK", "min": 100}]}),),
                weights={"language": 10},
            ),
        ],
    )

    (there,) = explain(problem, assign.assign(problem), 1).wished

    assert there.reason.code == "urgent_here"


@some
@given(seed=seeds)
def test_only_an_order_of_higher_priority_comes_before_a_better_one_with_places(seed):
    problem = small.problem(seed, people=9)
    orders = [replace(order, priority=at % 3) for at, order in enumerate(problem.orders)]
    problem = problem.but(orders=orders)
    plan, priority = assign.assign(problem), {order.id: order.priority for order in orders}

    for person in plan.people.tolist():
        told = explain(problem, plan, person)
        for there in told.wished:
            if there.reason.code == "urgent_here":
                assert priority[told.place.order] > priority[there.order]
            if there.reason.code == "best_for_all":
                assert (plan.orders == there.order).sum() + (problem.taken[:, 1] == there.order).sum() > 0


def test_a_better_place_that_went_to_another_for_the_sake_of_all_is_told_so():
    """1 was told that the place is hard to fill, although 3 waits for it: 2 fits only the other one, and scores more than 3."""
    people = People.build([1, 2, 3], languages=([1, 2, 3], ["EPS_TOPIK"] * 3, [190, 150, 85]))
    people = replace(people, wishes=Table.build(people.ids, [1, 1, 2, 3], ["a/", "b/", "a/", "b/"], [1, 2, 1, 1]))
    tested = (Requirement("language", values={"any": [{"test": "EPS_TOPIK", "min": 80}]}),)
    problem = office(
        people, [Order(5, occupation="a", quota=1, requirements=tested), Order(6, occupation="b", quota=1, requirements=tested)]
    )
    plan = assign.assign(problem)

    first, last = (explain(problem, plan, one) for one in (1, 3))

    assert plan.pairs.tolist() == [[1, 6], [2, 5]]
    assert [(there.order, there.reason.code) for there in first.wished] == [(5, "best_for_all")]
    assert (last.state, last.reserve[0].order) == ("reserve", 6)


def test_places_that_staff_have_given_are_counted_for_who_waits():
    problem = office(People.build([1, 2, 3]), [Order(5, quota=2, departs_on=DAY)], locks=[(3, 5)])

    (waits,) = (told for one in (1, 2, 3) if (told := explain(problem, assign.assign(problem), one)).state == "reserve")

    assert waits.reserve[0].fixed == 1


def test_who_fails_nothing_but_what_nobody_knows_is_told_so():
    problem = office(People.build([1]), [Order(5, quota=1, departs_on=DAY, requirements=(Requirement("height", values={"min": 150}),))])

    told = explain(problem, assign.assign(problem), 1).reason

    assert told == Reason("nearest_order", order=5, lacking=(), unknown=("height",))


def test_no_place_for_a_sex_is_not_told_as_no_place():
    """A man was told that all places are taken where only those for men are."""
    problem = office(People.build([1], sex=[1]), [Order(5, quota=3, quota_male=0, departs_on=DAY)])

    assert explain(problem, assign.assign(problem), 1).reason == Reason("no_place_left", order=5, sex="L")
