"""Who steps in when somebody leaves a place that is already with the partner or taken, and who else would move."""

from serang.matching.rules.assign import assign
from serang.matching.rules.plan import Move, Plan, moves
from serang.matching.rules.problem import Problem
from serang.matching.rules.replace import replacement


def instead(problem: Problem, person_id: int, before: Plan | None = None, rest: Problem | None = None) -> tuple[Move, ...]:
    """The moves from the best plan now to the best plan without the person, whether they are proposed or take a place; first who
    waited at the partner for that place.

    Give `before` when the plan of the problem is known already, and `rest`, what a run without the person is given, where others wait
    at the partner beyond the quota.
    """
    before = before or assign(problem)
    if before.order_of(person_id) is not None:
        return replacement(problem, before, person_id).moves
    bans = [*problem.bans.tolist(), *((person_id, order.id) for order in problem.orders)]
    rest = rest or problem.but(
        taken=problem.taken[problem.taken[:, 0] != person_id], locks=problem.locks[problem.locks[:, 0] != person_id], bans=bans
    )
    known = set(map(tuple, problem.taken.tolist()))
    called = tuple(Move(person, None, order) for person, order in rest.taken.tolist() if (person, order) not in known)
    return called + tuple(move for move in moves(before.pairs, assign(rest.but(last=before.pairs))) if move.person != person_id)
