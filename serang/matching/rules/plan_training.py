"""Which class next: what a course would open for whom, how many more places that fills, and the shortest way of one.

A result counts only for orders that close after it is gained. Gains are counted in people placed, with everybody who
would move up and free a place; `Gain.exact` is proven by running the matching on the changed data, `at_most` is a
bound read off the plan. Who sits in a class under way counts as having passed it: a new class brings what it adds to that.
"""

from dataclasses import dataclass, replace

import numpy as np

from serang.matching.rules import assign, eligible, pairs, score
from serang.matching.rules.board import Board, lay
from serang.matching.rules.columns import Columns
from serang.matching.rules.filling import Filling, Full
from serang.matching.rules.near import Grant, given, near
from serang.matching.rules.pairs import Pairs
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Order, Problem
from serang.orders.rules import Requirement

TIES = 10


@dataclass(frozen=True)
class Course:
    """A class that could be opened. It ends on `ends_on` (day ordinal) and takes `capacity` people (None: any number)
    who meet `entry` on the day it starts; `people` (database ids) narrows them further, `without` are left out.
    """

    id: int
    ends_on: int
    grants: tuple[Grant, ...]
    capacity: int | None = None
    starts_on: int | None = None
    entry: tuple[Requirement, ...] = ()
    people: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()


@dataclass(frozen=True)
class Underway:
    """A class that is planned or running: what its `people` (database ids) gain by passing on `ends_on` (day ordinal)."""

    id: int
    ends_on: int
    grants: tuple[Grant, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class Gain:
    """What a course would bring: `exact` more places with these `participants` (database ids, best fit first), or,
    where it was not worked out (None), `at_most` so many. `opened`: people for whom it opens an order; `occupations`: the
    work that its participants get.
    """

    course: int
    at_most: int
    opened: int
    exact: int | None = None
    participants: tuple[int, ...] = ()
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Classes:
    """The next classes in the order they should be opened, `gain` places together; `proven`: no other set of as many
    classes brings more, else `at_most` is the bound. Of classes that add as many, those come first that lead to work which
    no class before them leads to, so that different wishes are served.
    """

    classes: tuple[Gain, ...]
    gain: int
    at_most: int

    @property
    def proven(self) -> bool:
        return self.gain == self.at_most


def with_results(problem: Problem, course: Course | Underway, people) -> Problem:
    """A copy in which these people (database ids; who is not in it is left out) have passed the course."""
    who = _index(problem, people)
    who, tables = who[who >= 0], {}
    for grant in course.grants:
        table = tables.get(grant.table) or getattr(problem.people, grant.table)
        tables[grant.table] = table.plus(who, grant.code, grant.value, grant.until, course.ends_on)
    return problem.but(people=replace(problem.people, **tables))


class Outlook:
    """A plan as the start of training plans: what is asked, what is full, and who stands where.

    With classes under way it stands where the plan would once everybody in them has passed: `pursuing` gives the places more that
    each of them (by id) fills, on top of those before it, and `pursued` all of these.
    """

    def __init__(self, problem: Problem, plan: Plan, underway=(), board: Board | None = None):
        self.problem, self.board, self.pursuing = problem, board or lay(problem), {}
        chosen = self.board.pairs.numbers(*problem.indices(plan.people, plan.orders))
        chosen = chosen[chosen >= 0]
        self._start(self._passed(underway, Full(self.board, chosen)) if underway else chosen)

    @property
    def pursued(self) -> int:
        return sum(self.pursuing.values())

    def _passed(self, underway, full) -> np.ndarray:
        """Have everybody in these classes pass, class by class; the pairs (numbers) of a plan that fills as many places as then can be."""
        person, order = np.zeros((2, 0), np.int64)  # what opened and has not filled a place yet
        for one, opened in _opening(self.problem, self.board, underway):
            person, order = np.append(person, opened.person), np.append(order, opened.order)
            filling = Filling(full, _unscored(person, order))
            if places := filling.grow():
                self.pursuing[one.id] = self.pursuing.get(one.id, 0) + places
                full, person, order = full.grown(filling), person[:0], order[:0]
            self.problem = with_results(self.problem, one, one.people)
        self.board = lay(self.problem)
        return self._stands(full.at)

    def _stands(self, at) -> np.ndarray:
        """Where everybody stands (the pool of each), as numbers of pairs."""
        person = np.flatnonzero(at < len(self.board.places.capacity))
        return self.board.pairs.numbers(person, self.board.places.pool_order[at[person]])

    def _start(self, chosen):
        self.full, self.columns, self.placed = Full(self.board, chosen), self.board.columns, len(chosen)
        self.near, self.bits = near(self.problem, self.columns), {}
        self.may = pairs.free(self.problem)
        self.may[self.board.places.fixed[:, 0]] = False
        self.outside = int((self.may & (self.full.at == self.full.out)).sum())
        leads = self.full.filling_side[self.board.pool]
        leads[chosen] = False
        self.beyond = self.full.filling_side[self.full.at]  # people who already reach past the places that are full
        self.beyond[self.board.pairs.person[leads]] = True

    def after(self, course: Course, filling: Filling) -> "Outlook":
        """The outlook once the people whom a filling has trained have passed the course."""
        other = Outlook.__new__(Outlook)
        other.problem = with_results(self.problem, course, self.problem.people.ids[sorted(filling.trained)].tolist())
        other.board = lay(other.problem)
        other._start(other._stands(filling.at))
        return other

    def opened(self, course: Course) -> Pairs:
        """The pairs that passing would add, for everybody whom the course may take (their scores left at 0)."""
        who = np.flatnonzero(self.may & self.taken_by(course))
        key = course.grants, course.ends_on
        if key not in self.bits:
            self.bits[key] = given(self.problem, *key)
        person, order = self.near.opened(self.bits[key], who)
        return _unscored(person, order)

    def taken_by(self, course: Course) -> np.ndarray:
        """Whom the course may take: a mask over People.ids."""
        who = np.full(len(self.problem.people.ids), course.people is None)
        if course.people is not None:
            at = _index(self.problem, course.people)
            who[at[at >= 0]] = True
        if course.without:
            at = _index(self.problem, course.without)
            who[at[at >= 0]] = False
        start = Order(0, departs_on=course.starts_on or course.ends_on)
        for one in course.entry:
            index = np.flatnonzero(who)
            who[index] = eligible.outcomes(self.columns, start, one, index) == eligible.PASS
        return who

    def bound(self, course: Course, fresh: Pairs) -> int:
        """At most so many more places: people who cross the narrowest point of the plan by a new pair, seen from
        those who wait and seen from the places left empty; the smaller count.
        """
        pool = self.board.places.by[fresh.order, self.problem.people.sex[fresh.person]]
        lacking, filling = self.full.lacking_side, self.full.filling_side
        waiting = lacking[self.full.at[fresh.person]] & ~lacking[pool]
        empty = filling[pool] & ~self.beyond[fresh.person]
        counts = [len(np.unique(fresh.person[crossing])) for crossing in (waiting, empty)]
        seats = [] if course.capacity is None else [course.capacity]
        return min(*counts, *seats, self.outside, self.board.places.free - self.placed)

    def fill(self, course: Course, fresh: Pairs) -> tuple[int, Filling]:
        """The most places that training at most `capacity` people adds, and how."""
        filling = Filling(self.full, fresh)
        return filling.grow(course.capacity), filling

    def exact(self, course: Course, fresh: Pairs) -> Gain:
        """What the course brings, worked out."""
        places, filling = self.fill(course, fresh)
        work = {self.problem.orders[order].occupation for order in filling.fresh.order[list(filling.trained.values())].tolist()}
        return Gain(course.id, places, _people(fresh), places, self.participants(course, filling), tuple(sorted(work)))

    def participants(self, course: Course, filling: Filling) -> tuple[int, ...]:
        """Whom a filling trains (database ids): who will fit the order they get best comes first."""
        trained = sorted(filling.trained)
        alone = self.problem.but(people=self.problem.people.only(trained))
        columns = Columns(with_results(alone, course, alone.people.ids))
        points = []
        for at, person in enumerate(trained):
            order = self.problem.orders[filling.fresh.order[filling.trained[person]]]
            who, rank_of_wish = columns.wishing(order.occupation, order.country)
            mine = who == at
            points.append(int(score.total(columns, order, who[mine], rank_of_wish[mine])[0]))
        best = sorted(zip(points, trained, strict=True), key=lambda one: (-one[0], one[1]))
        return tuple(int(self.problem.people.ids[person]) for _, person in best)


def rank(outlook: Outlook, courses, exact: int = 10) -> list[Gain]:
    """The courses by what they would bring, most first: exact for the highest bounds, at least `exact` of them and as
    many as it takes to be sure which is best; "at most" for the rest.
    """
    gains, best = [], -1
    for number, (at_most, course, fresh) in enumerate(_by_bound(outlook, courses)):
        if at_most and (number < exact or at_most > best):
            gain = outlook.exact(course, fresh)
            best = max(best, gain.exact)
        else:
            gain = Gain(course.id, at_most, _people(fresh), exact=None if at_most else 0)
        gains.append(gain)
    return sorted(gains, key=lambda one: (0 if one.exact else 1 if one.exact is None else 2, -one.at_most, one.course))


def next_classes(outlook: Outlook, courses, number: int) -> Classes:
    """The set of `number` classes to open next: each time the one that adds most, on top of those before it."""
    at_most = _all_at_once(outlook, courses, number)
    left, chosen, served = {course.id: course for course in courses}, [], set()
    while left and len(chosen) < number:
        best = _best(outlook, left.values(), served)
        if best is None:
            break
        chosen.append(best)
        served.update(best.occupations)
        course = left.pop(best.course)
        outlook = outlook.after(course, outlook.fill(course, outlook.opened(course))[1])
    return Classes(tuple(chosen), sum(one.exact for one in chosen), at_most)


def _opening(problem, board, underway):
    """Each class under way with the pairs that open once its people have passed, and those of the classes before it."""
    may = pairs.free(problem)
    may[board.places.fixed[:, 0]] = False
    seated = np.unique(_index(problem, [person for one in underway for person in one.people]))
    seated = seated[seated >= 0]
    seated = seated[may[seated]]
    some = problem.but(people=problem.people.only(seated))
    around = near(some, Columns(some))
    lacks, left = around.lacks.copy(), np.ones(len(around.lacks), bool)
    for one in underway:
        passing = np.isin(around.person, _index(some, one.people))
        lacks[passing] &= ~given(problem, one.grants, one.ends_on)[around.order[passing]]
        opened = left & (lacks == 0)
        left[opened] = False
        yield one, _unscored(seated[around.person[opened]], around.order[opened])


def _unscored(person, order) -> Pairs:
    return Pairs(person, order, np.zeros(len(person), np.int16), np.zeros(len(person), bool))


def _best(outlook, courses, served) -> Gain | None:
    """The course that adds most; of equally good ones (the first few are worked out) that which leads to most work not
    served yet. None when nothing adds a place.
    """
    best, newest, ties = None, -1, 0
    for at_most, course, fresh in _by_bound(outlook, courses):
        if not at_most or (best and (at_most < best.exact or ties > TIES)):
            break
        gain = outlook.exact(course, fresh)
        new = len({*gain.occupations} - served)
        ties += best is not None and gain.exact == best.exact
        if gain.exact and (best is None or (gain.exact, new) > (best.exact, newest)):
            best, newest = gain, new
    return best


def _by_bound(outlook, courses):
    """Courses with the pairs they open, the highest bound first."""
    found = [(course, outlook.opened(course)) for course in courses]
    bounds = [(outlook.bound(course, fresh), course, fresh) for course, fresh in found]
    return sorted(bounds, key=lambda one: (-one[0], one[1].id))


def _people(fresh) -> int:
    return len(np.unique(fresh.person))


def _all_at_once(outlook, courses, number):
    """No set of so many classes can bring more than all courses for everybody, or than there are seats."""
    changed = outlook.problem
    for course in courses:
        may = outlook.problem.people.ids[outlook.may & outlook.taken_by(course)]
        changed = with_results(changed, course, may.tolist())
    everything = len(assign.solve(lay(changed))) - outlook.placed
    seats = sorted((course.capacity if course.capacity is not None else everything for course in courses), reverse=True)
    return min(everything, sum(seats[:number]))


def _index(problem, people):
    """Database ids as indices."""
    return problem.indices(np.fromiter(people, np.int64), [])[0]
