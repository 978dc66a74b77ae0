"""When someone drops out: who steps in, and who else would move for it."""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules.assign import assign
from serang.matching.rules.assign import plan as made
from serang.matching.rules.board import lay
from serang.matching.rules.plan import Move, Plan, moves
from serang.matching.rules.problem import Problem
from serang.matching.rules.screening import Reserve, reserves
from serang.matching.rules.standing import FAR, Standing


@dataclass(frozen=True)
class Replacement:
    """`moves`: from the plan as it stands to the best plan without the leaver, in the order to make them; `filled`:
    whether as many are placed as before; `score`: points the others gain or lose together; `direct`: who is first in
    line for the place and could step in alone.
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
    rest = _without(problem, plan, person_id)
    chain = _chain(problem, plan, person_id, order_id)
    new = _moved(rest, plan, person_id, chain)
    if not new.proven:  # the leaver freed more than one chain of moves can fill: look at everything again
        new = assign(rest)
    found = tuple(move for move in moves(plan.pairs, new) if move.person != person_id)
    found = chain if set(chain) == set(found) else found
    own = int(plan.score[np.searchsorted(plan.people, person_id)])
    line = [one for one in reserves(problem, plan, order_id) if one.person != person_id]
    return Replacement(
        person_id, order_id, found, new.placed == plan.placed, new.total_score - plan.total_score + own, line[0] if line else None
    )


def _without(problem, plan, person_id):
    """The problem after someone has left; who is placed stays where they are as far as it makes no difference."""
    bans = [*problem.bans.tolist(), *((person_id, order.id) for order in problem.orders)]
    return problem.but(locks=problem.locks[problem.locks[:, 0] != person_id], bans=bans, last=plan.pairs)


def _moved(rest, plan, person_id, chain):
    """The plan after the moves."""
    places = dict(zip(plan.people.tolist(), plan.orders.tolist(), strict=True))
    places |= {move.person: move.target for move in chain}
    del places[person_id]
    board = lay(rest)
    chosen = board.pairs.numbers(*rest.indices(list(places), list(places.values())))
    return made(board, np.sort(chosen[chosen >= 0]))


def _chain(problem, plan, person_id, order_id):
    """The cheapest chain of moves into the place, first who steps into it."""
    standing = _blocked(problem, plan, person_id, order_id)
    goals = _goals(standing, order_id, int(problem.people.sex[problem.people.index(person_id)]))
    start, goal = _cheapest(standing, goals)
    return _moves(standing, start, goal) if start is not None else ()


def _blocked(problem, plan, person_id, order_id):
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
            return start, goal
    return None, None


def _moves(standing, start, goal):
    way = standing.way(start, goal)
    pools, problem = len(standing.board.places.capacity), standing.board.problem
    found = []
    for here, there in zip(way, way[1:], strict=False):
        if there >= pools or standing.end == here or pools <= here < standing.out:
            continue
        pair = standing.mover(here, there)
        origin = None if here == standing.out else problem.orders[standing.board.places.pool_order[here]].id
        found.append(
            Move(int(problem.people.ids[standing.board.pairs.person[pair]]), origin, problem.orders[standing.board.pairs.order[pair]].id)
        )
    return tuple(reversed(found))
