"""When someone drops out: who steps in, and who else would move for it."""

from dataclasses import dataclass

from serang.matching.rules.board import lay
from serang.matching.rules.explain import Reserve, reserves
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Problem
from serang.matching.rules.standing import FAR, Standing


@dataclass(frozen=True)
class Move:
    """One person goes from an order (None: had no place) to another."""

    person: int
    origin: int | None
    target: int


@dataclass(frozen=True)
class Replacement:
    """`moves`: the best answer of the whole plan, the place that fell free first; `filled`: whether as many are placed
    as before; `score`: points gained by the moves, the leaver's own not counted. `direct`: who is first in line for
    that order and would step in alone.
    """

    person: int
    order: int
    moves: tuple[Move, ...]
    filled: bool
    score: int
    direct: Reserve | None


def replacement(problem: Problem, plan: Plan, person_id: int) -> Replacement:
    """What to do when a placed person leaves. Raises ValueError when they have no place in the plan."""
    order_id = plan.order_of(person_id)
    if order_id is None:
        raise ValueError(f"{person_id} has no place")
    standing = _without(problem, plan, person_id, order_id)
    goals = _goals(standing, order_id, int(problem.people.sex[problem.people.index(person_id)]))
    start, goal, loss = _cheapest(standing, goals)
    moves = _moves(standing, start, goal) if start is not None else ()
    line = [one for one in reserves(problem, plan, order_id) if one.person != person_id]
    return Replacement(person_id, order_id, moves, start == standing.out,
                       standing.board.worth.split(-loss)[1] if moves else 0, line[0] if line else None)


def _without(problem, plan, person_id, order_id):
    """The plan while the leaver still blocks the place, but cannot move any more."""
    locks = problem.locks[problem.locks[:, 0] != person_id]
    board = lay(problem.but(locks=locks, taken=[*problem.taken.tolist(), (person_id, order_id)]))
    chosen = board.pairs.numbers(*problem.indices(plan.people, plan.orders))
    return Standing(board, chosen[chosen >= 0])


def _goals(standing, order_id, sex):
    places, problem = standing.board.places, standing.board.problem
    pool = int(places.by[problem.order_index(order_id), sex])
    total = int(places.total_of[pool])
    return [pool] if total < 0 else [pool, len(places.capacity) + total]


def _cheapest(standing, goals):
    """Somebody from outside if there is any way, else an exchange that gains; else nothing."""
    for start, worthwhile in ((standing.out, FAR // 2), (standing.end, 0)):
        reach = standing.after(start)
        goal = min(goals, key=lambda node: int(reach[node]))
        if reach[goal] < worthwhile:
            return start, goal, int(reach[goal])
    return None, None, 0


def _moves(standing, start, goal):
    way = standing.way(start, goal)
    pools, problem = len(standing.board.places.capacity), standing.board.problem
    moves = []
    for here, there in zip(way, way[1:], strict=False):
        if there >= pools or standing.end == here or pools <= here < standing.out:
            continue
        pair = standing.mover(here, there)
        origin = None if here == standing.out else problem.orders[standing.board.places.pool_order[here]].id
        moves.append(Move(int(problem.people.ids[standing.board.pairs.person[pair]]), origin,
                          problem.orders[standing.board.pairs.order[pair]].id))
    return tuple(reversed(moves))
