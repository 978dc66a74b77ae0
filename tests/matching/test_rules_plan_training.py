"""What the training plan promises comes true when the results are added and the matching runs again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serang.matching.rules import assign
from serang.matching.rules.near import Grant
from serang.matching.rules.plan_training import Course, Outlook, Underway, next_classes, rank, with_results
from serang.matching.rules.problem import FOREVER, Order, People, Problem, Settings
from serang.orders.rules import Requirement
from tests.matching import small

pytestmark = pytest.mark.pure
seeds = st.integers(0, 2**32 - 1)
LATE = small.DEPARTS.toordinal() + 300


def courses(seed):
    rng = np.random.default_rng(seed)
    grants = [
        Grant("languages", "TOPIK", 2, LATE),
        Grant("languages", "TOPIK", 3),
        Grant("languages", "JLPT", 2),
        Grant("certificates", "WELD"),
        Grant("certificates", "WELD", 1, small.DEPARTS.toordinal() - 5),
    ]
    made = [
        Course(
            at, int(rng.choice([small.TODAY + 30, small.TODAY + 100])), (grant,), int(rng.integers(0, 4)) if rng.random() < 0.7 else None
        )
        for at, grant in enumerate(grants)
    ]
    both = Course(9, small.TODAY + 40, (grants[0], grants[3]), 2, small.TODAY, (Requirement("height", values={"min": 155}),))
    return [*made, both]


def asking(seed):
    """A problem in which most orders ask for what a course can give."""
    problem = small.problem(seed, people=9, orders=4, locks=[], last=[])
    rng = np.random.default_rng(seed)
    more = (Requirement("language", values={"any": [{"test": "TOPIK", "min": 2}]}), Requirement("certificate", values={"code": "WELD"}))
    orders = [
        Order(
            **{
                **vars(order),
                "quota": order.quota + 1,
                "requirements": (
                    *order.requirements[:1],
                    *(more[:1] if rng.random() < 0.6 else ()),
                    *(more[1:] if rng.random() < 0.4 else ()),
                ),
            }
        )
        for order in problem.orders
    ]
    return problem.but(orders=orders)


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_the_promised_gain_comes_true(seed):
    problem = asking(seed)
    plan = assign.assign(problem)
    by_id = {course.id: course for course in courses(seed)}

    for gain in rank(Outlook(problem, plan), by_id.values(), exact=9):
        course = by_id[gain.course]
        after = assign.assign(with_results(problem, course, gain.participants))
        assert after.placed - plan.placed == gain.exact
        assert course.capacity is None or len(gain.participants) <= course.capacity


@settings(max_examples=150, deadline=None)
@given(seed=seeds)
def test_no_other_participants_of_the_class_bring_more(seed):
    problem = asking(seed)
    plan = assign.assign(problem)
    outlook, rng = Outlook(problem, plan), np.random.default_rng(seed)

    for course in courses(seed):
        (gain,) = rank(outlook, [course], exact=1)
        may = problem.people.ids[outlook.may & outlook.taken_by(course)]
        seats = len(may) if course.capacity is None else min(course.capacity, len(may))
        for _ in range(6):
            others = rng.choice(may, seats, replace=False) if seats else []
            assert assign.assign(with_results(problem, course, others)).placed - plan.placed <= gain.exact


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_no_gain_passes_its_bound(seed):
    problem = asking(seed)
    outlook = Outlook(problem, assign.assign(problem))

    for course in courses(seed):
        fresh = outlook.opened(course)
        most = outlook.bound(course, fresh)
        assert 0 <= outlook.fill(course, fresh)[0] <= most


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_a_set_of_classes_brings_what_it_promises_together(seed):
    problem = asking(seed)
    plan = assign.assign(problem)
    by_id = {course.id: course for course in courses(seed)}

    answer = next_classes(Outlook(problem, plan), by_id.values(), number=2)

    changed = problem
    for gain in answer.classes:
        changed = with_results(changed, by_id[gain.course], gain.participants)
    assert assign.assign(changed).placed - plan.placed == answer.gain <= answer.at_most
    assert len(answer.classes) <= 2


def underway(seed, problem):
    """Classes that some people sit in already, some of them not in the problem."""
    rng = np.random.default_rng([seed, 1])
    ids = [*problem.people.ids.tolist(), 1000]
    return tuple(
        Underway(
            course.id + 20, int(rng.choice([small.TODAY, course.ends_on])), course.grants, tuple(rng.choice(ids, 3, replace=False).tolist())
        )
        for course in courses(seed + 1)
        if rng.random() < 0.5
    )


def passed(problem, classes):
    """The data once everybody in these classes has passed."""
    for one in classes:
        problem = with_results(problem, one, one.people)
    return problem


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_a_class_is_counted_on_top_of_those_under_way(seed):
    problem = asking(seed)
    plan, classes = assign.assign(problem), underway(seed, problem)
    by_id, outlook = {course.id: course for course in courses(seed)}, Outlook(problem, plan, classes)
    baseline = passed(problem, classes)
    before = assign.assign(baseline).placed

    assert before - plan.placed == outlook.pursued
    for number, one in enumerate(classes):
        there, without = (assign.assign(passed(problem, classes[:end])).placed for end in (number + 1, number))
        assert outlook.pursuing.get(one.id, 0) == there - without
    for gain in rank(outlook, by_id.values(), exact=9):
        after = assign.assign(with_results(baseline, by_id[gain.course], gain.participants))
        assert after.placed - before == gain.exact


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_a_set_of_classes_is_counted_on_top_of_those_under_way(seed):
    problem = asking(seed)
    plan, classes = assign.assign(problem), underway(seed, problem)
    by_id, baseline = {course.id: course for course in courses(seed)}, passed(problem, classes)

    answer = next_classes(Outlook(problem, plan, classes), by_id.values(), number=2)

    changed = baseline
    for gain in answer.classes:
        changed = with_results(changed, by_id[gain.course], gain.participants)
    assert assign.assign(changed).placed - assign.assign(baseline).placed == answer.gain <= answer.at_most


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_a_class_that_was_opened_is_not_offered_again(seed):
    problem = asking(seed)
    plan, by_id = assign.assign(problem), {course.id: course for course in courses(seed)}
    (first,) = next_classes(Outlook(problem, plan), by_id.values(), number=1).classes or (None,)
    if first is None:
        return
    opened = by_id[first.course]

    outlook = Outlook(problem, plan, [Underway(7, opened.ends_on, opened.grants, first.participants)])

    assert outlook.pursuing == {7: first.exact}
    (again,) = rank(outlook, [opened], exact=9)
    assert not {*again.participants} & {*first.participants}


DAY = small.DEPARTS.toordinal()


def need_korean(**more):
    order = {
        "departs_on": DAY,
        "closes_on": DAY - 60,
        "quota": 2,
        "requirements": (Requirement("language", values={"any": [{"test": "TOPIK", "min": 2}]}),),
        **more,
    }
    return Problem.build(People.build([1, 2, 3]), [Order(5, **order)], Settings(small.TODAY))


def test_a_class_that_ends_after_closing_brings_nothing():
    problem = need_korean()
    plan = assign.assign(problem)

    early, late = (rank(Outlook(problem, plan), [Course(1, day, (Grant("languages", "TOPIK", 2),))])[0] for day in (DAY - 60, DAY - 59))

    assert (early.exact, early.participants) == (2, (1, 2))
    assert (late.exact, late.participants) == (0, ())
    assert assign.assign(with_results(problem, Course(1, DAY - 59, (Grant("languages", "TOPIK", 2),)), [1])).placed == 0


@pytest.mark.parametrize(("ends_on", "pursued"), [(DAY - 60, 2), (DAY - 59, 0)])
def test_a_class_under_way_counts_only_when_it_ends_in_time(ends_on, pursued):
    problem = need_korean()
    korean = Course(1, DAY - 90, (Grant("languages", "TOPIK", 2),))

    outlook = Outlook(problem, assign.assign(problem), [Underway(4, ends_on, korean.grants, (1, 2))])

    assert outlook.pursued == pursued
    assert rank(outlook, [replace(korean, without=(1, 2))])[0].exact == (0 if pursued else 1)
    assert rank(outlook, [korean])[0].exact == 2 - pursued


def test_people_who_move_up_are_counted():
    korean = Requirement("language", values={"any": [{"test": "TOPIK", "min": 2}]})
    people = People.build([1, 2], height=[150, 170], wishes=([1, 2, 2], ["a/", "a/", "b/"], [1, 1, 2]))
    problem = Problem.build(
        people, [Order(5, "a", quota=1), Order(6, "b", quota=1, requirements=(korean,))], Settings(small.TODAY), last=[(2, 5)]
    )
    plan = assign.assign(problem)

    (gain,) = rank(Outlook(problem, plan), [Course(1, small.TODAY + 9, (Grant("languages", "TOPIK", 2, FOREVER),))])

    assert plan.placed == 1
    assert (gain.exact, gain.participants) == (1, (2,))


def test_of_equally_good_classes_the_one_for_other_work_comes_first():
    weld = Requirement("certificate", values={"code": "WELD"})
    language = Requirement("language", values={"any": [{"test": "TOPIK", "min": 2}]})
    wishes = [(1, "7212/"), (2, "7212/"), (3, "7212/"), (4, "9333/")]
    people = People.build([1, 2, 3, 4], wishes=([one for one, _ in wishes], [code for _, code in wishes]))
    orders = [Order(1, "7212", quota=3, requirements=(weld,)), Order(2, "9333", quota=1, requirements=(language,))]
    problem = Problem.build(people, orders, Settings(small.TODAY))
    welding = [Course(at, small.TODAY, (Grant("certificates", "WELD"),), 1) for at in (1, 2)]
    korean = Course(3, small.TODAY, (Grant("languages", "TOPIK", 2),), 1)

    answer = next_classes(Outlook(problem, assign.assign(problem)), [*welding, korean], number=2)

    assert [(one.course, one.occupations) for one in answer.classes] == [(1, ("7212",)), (3, ("9333",))]
    assert answer.gain == 2
    assert answer.proven


def test_more_places_come_before_other_work():
    weld = Requirement("certificate", values={"code": "WELD"})
    people = People.build([1, 2, 3], wishes=([1, 2, 3], ["7212/", "7212/", "9333/"]))
    orders = [Order(1, "7212", quota=4, requirements=(weld,)), Order(2, "9333", quota=1, requirements=(weld,))]
    problem = Problem.build(people, orders, Settings(small.TODAY))
    grant = (Grant("certificates", "WELD"),)
    courses = [Course(1, small.TODAY, grant, 1, people=(3,)), Course(2, small.TODAY, grant, 2, people=(1, 2))]

    answer = next_classes(Outlook(problem, assign.assign(problem)), courses, number=1)

    assert [(one.course, one.exact) for one in answer.classes] == [(2, 2)]
