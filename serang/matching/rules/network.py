"""How many places there are, and for whom: pools by order and sex, what is taken, and which locks can be kept."""

from dataclasses import dataclass

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules.problem import FEMALE, MALE, NOBODY, Order, Problem

ANY = 0


@dataclass(frozen=True)
class Note:
    """Something staff must know about a run: a lock that cannot be kept, an order nobody can fill."""

    reason: Reason
    person: int | None = None
    order: int | None = None


@dataclass(frozen=True, eq=False)
class Places:
    """Free places. A pool is (order, sex or any) with its capacity; where the sexes together could pass the quota of
    the order, the pool also belongs to a total. `by` finds the pool of (order index, sex). `fixed` are the locks that
    are kept, as (person index, order index); they and people who take places already are counted off.
    """

    pool_order: np.ndarray
    pool_sex: np.ndarray
    capacity: np.ndarray
    total_of: np.ndarray
    total_order: np.ndarray
    total_capacity: np.ndarray
    by: np.ndarray
    fixed: np.ndarray
    notes: tuple[Note, ...]

    @property
    def free(self) -> int:
        """Places that can still be filled."""
        return int(self.room.sum())

    @property
    def room(self) -> np.ndarray:
        """Free places per order."""
        room = np.bincount(self.pool_order, self.capacity, len(self.by)).astype(np.int64)
        room[self.total_order] = np.minimum(room[self.total_order], self.total_capacity)
        return room

    @property
    def offered(self) -> np.ndarray:
        """Places per order that a run can give: free ones, and those of the locks that are kept."""
        return self.room + np.bincount(self.fixed[:, 1], minlength=len(self.by))


def places(problem: Problem) -> Places:
    """The free places of every order after those who take places and the locks that can be kept."""
    count = np.zeros((len(problem.orders), 3), np.int64)  # all, men, women
    notes = _count_taken(problem, count)
    fixed, more = _keep_locks(problem, count)
    return _pools(problem, count, fixed, tuple(notes + more))


def closed_to(problem: Problem) -> np.ndarray:
    """Of every order (index) and sex whether it never has a place for them: its quota is 0, or theirs."""
    return np.array(
        [[not one.quota, not one.quota or one.quota_male == 0, not one.quota or one.quota_female == 0] for one in problem.orders], bool
    ).reshape(-1, 3)


def left(order: Order, count, sex: int) -> int:
    """Places left for one sex, given how many are used: all, men, women."""
    limit = {MALE: order.quota_male, FEMALE: order.quota_female}.get(sex)
    room = order.quota - count[0]
    return max(0, int(room if limit is None else min(room, limit - count[sex])))


def _count_taken(problem, count):
    notes = []
    for person_id, order_id in problem.taken.tolist():
        person, order = problem.people.index(person_id), problem.order_index(order_id)
        if order is None:
            continue
        count[order, 0] += 1
        if person is not None and problem.people.sex[person] != NOBODY:
            count[order, problem.people.sex[person]] += 1
    for at, order in enumerate(problem.orders):
        if count[at, 0] > order.quota:
            notes.append(Note(Reason("over_quota", quota=order.quota, taken=int(count[at, 0])), order=order.id))
    return notes


def _keep_locks(problem, count):
    """Locks in rising order of order and person, as long as there is a place; the others become notes."""
    taken = dict(problem.taken.tolist())
    banned = {tuple(pair) for pair in problem.bans.tolist()}
    orders_of = {}
    for person_id, order_id in problem.locks.tolist():
        orders_of.setdefault(person_id, []).append(order_id)
    fixed, notes = [], []
    for person_id, order_id in sorted(problem.locks.tolist(), key=lambda pair: pair[::-1]):
        person, order = problem.people.index(person_id), problem.order_index(order_id)
        if taken.get(person_id) == order_id:
            continue
        reason = _why_not(problem, count, person, order, orders_of[person_id], (person_id, order_id) in banned, taken.get(person_id))
        if reason:
            notes.append(Note(reason, person_id, order_id))
            continue
        count[order, 0] += 1
        count[order, problem.people.sex[person]] += problem.people.sex[person] != NOBODY
        fixed.append((person, order))
    return np.array(sorted(fixed), np.int64).reshape(-1, 2), notes


def _why_not(problem, count, person, order, orders, banned, taken):
    """Why a lock cannot be kept, or None."""
    if person is None:
        return Reason("lock_person_absent")
    if order is None:
        return Reason("lock_order_absent")
    if taken is not None:
        return Reason("lock_has_place", order=taken)
    if len(orders) > 1:
        return Reason("locks_contradict", orders=tuple(orders))
    if banned:
        return Reason("lock_and_ban")
    wanted, sex = problem.orders[order], int(problem.people.sex[person])
    if wanted.by_sex and sex == NOBODY:
        return Reason("lock_sex_unknown")
    if not left(wanted, count[order], sex):
        return Reason("lock_no_place", quota=wanted.quota)
    return None


def _pools(problem, count, fixed, notes):
    pool_order, pool_sex, capacity, total_of, total_order, total_capacity = [], [], [], [], [], []
    by = np.full((len(problem.orders), 3), -1, np.int32)
    for at, order in enumerate(problem.orders):
        sexes = (MALE, FEMALE) if order.by_sex else (ANY,)
        own = [left(order, count[at], sex) for sex in sexes]
        room, total = left(order, count[at], ANY), -1
        if sum(own) > room:
            total = len(total_order)
            total_order.append(at)
            total_capacity.append(room)
        for sex, size in zip(sexes, own, strict=True):
            by[at, [sex] if order.by_sex else [NOBODY, MALE, FEMALE]] = len(pool_order)
            for column, value in zip((pool_order, pool_sex, capacity, total_of), (at, sex, size, total), strict=True):
                column.append(value)
    return Places(
        *(np.array(column, np.int64) for column in (pool_order, pool_sex, capacity, total_of, total_order, total_capacity)),
        by,
        fixed,
        notes,
    )
