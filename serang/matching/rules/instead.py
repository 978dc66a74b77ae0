"""Who steps in when somebody leaves a place that is already with the partner or taken, and who else would move."""

from serang.matching.rules.assign import assign
from serang.matching.rules.plan import Move, moves
from serang.matching.rules.problem import Problem
from serang.matching.rules.replace import replacement


def instead(problem: Problem, person_id: int, order_id: int | None = None, *, rest: Problem | None = None) -> tuple[Move, ...]:
    """The moves from the best plan now to the best plan without the person, whether they are proposed or take a place; first who
    waited at the partner for that place.

    `order_id`: where the person is; when that is only an older proposal, for which the best plan has others already, it is they who step
    in. Give `rest`, what a run without the person is given, where others wait at the partner beyond the quota.
    """
    before = assign(problem)
    planned, taken = before.order_of(person_id), dict(problem.taken.tolist()).get(person_id)
    if rest is None and taken is None and order_id not in (None, planned):
        plan = before if planned is None else assign(_without(problem, person_id))
        return _planned(problem, plan, order_id)
    if planned is not None:
        return replacement(problem, before, person_id).moves
    rest = rest or _without(problem, person_id)
    known = set(map(tuple, problem.taken.tolist()))
    called = tuple(Move(person, None, order) for person, order in rest.taken.tolist() if (person, order) not in known)
    return called + tuple(move for move in moves(before.pairs, assign(rest.but(last=before.pairs))) if move.person != person_id)


def _planned(problem, plan, order_id):
    """Whom a plan brings to an order that they are not proposed for yet."""
    last = dict(problem.last.tolist())
    here = plan.people[plan.orders == order_id].tolist()
    return tuple(Move(person, last.get(person), order_id) for person in here if last.get(person) != order_id)


def _without(problem, person_id):
    """The problem as if the person were gone."""
    kept = problem.taken[problem.taken[:, 0] != person_id], problem.locks[problem.locks[:, 0] != person_id]
    bans = [*problem.bans.tolist(), *((person_id, order.id) for order in problem.orders)]
    return problem.but(taken=kept[0], locks=kept[1], bans=bans)
