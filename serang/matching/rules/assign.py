"""The best plan: who is placed where.

Aims, each before the next: locks that can be kept; most people placed; urgent orders filled; highest total score;
fewest changes against the plan accepted last.
"""

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules import score
from serang.matching.rules.board import Board, lay
from serang.matching.rules.certificate import prove
from serang.matching.rules.flow import DEAREST, flow
from serang.matching.rules.network import Note
from serang.matching.rules.plan import Plan, seal
from serang.matching.rules.problem import Problem, rising
from serang.matching.rules.sift import sift


def assign(problem: Problem, board: Board | None = None) -> Plan:
    """The best plan with its proof. The same problem always gives the same plan."""
    board = board or lay(problem)
    return plan(board, solve(board), greedy_placed=len(order_by_order(board)) + len(board.places.fixed))


def greedy(problem: Problem, board: Board | None = None) -> Plan:
    """The plan that filling order by order would give; seldom the best one."""
    board = board or lay(problem)
    return plan(board, order_by_order(board))


def order_by_order(board: Board) -> np.ndarray:
    """The pairs (numbers) that filling order by order takes: urgent orders first, then by closing day and id, and in
    each the highest score first."""
    problem = board.problem
    by_order = rising(board.pairs.order * np.int32(score.FULL + 1) + (score.FULL - board.pairs.score))
    starts = np.searchsorted(board.pairs.order[by_order], np.arange(len(problem.orders) + 1))
    waiting, chosen = np.ones(len(problem.people.ids), bool), []
    for at in sorted(range(len(problem.orders)), key=lambda at: _turn(problem.orders[at])):
        mine = by_order[starts[at] : starts[at + 1]]
        mine = _fill(board, at, mine[waiting[board.pairs.person[mine]]])
        waiting[board.pairs.person[mine]] = False
        chosen.append(mine)
    return np.sort(np.concatenate([*chosen, np.zeros(0, np.int64)])).astype(np.int64)


def _turn(order):
    return -order.priority, order.closes_on or 2**31, order.id


def _fill(board, order, mine):
    """The first of a ranking for whom there is a place."""
    places = board.places
    pool = board.pool[mine]
    for one in set(places.by[order].tolist()):
        own = np.flatnonzero(pool == one)[int(places.capacity[one]) :]
        pool[own] = -1
    return mine[pool >= 0][: int(places.room[order])]


def plan(board: Board, chosen: np.ndarray, greedy_placed: int = 0) -> Plan:
    """A plan of chosen pairs (numbers) and the locks, proven or not."""
    problem, own, fixed = board.problem, board.pairs.only(chosen), board.places.fixed
    locked_score, locked_open, notes = _locked(board)
    person = np.concatenate([own.person, fixed[:, 0]])
    order = np.concatenate([own.order, fixed[:, 1]])
    by = np.argsort(person, kind="stable")
    columns = (
        problem.people.ids[person],
        problem.order_ids[order],
        np.concatenate([own.score, locked_score]),
        np.arange(len(person)) >= len(own),
        np.concatenate([own.open, locked_open]),
    )
    people, orders, points, locked, open_ = (column[by] for column in columns)
    last = set(map(tuple, problem.last.tolist()))
    kept = len(last.intersection(zip(people.tolist(), orders.tolist(), strict=True))) if last else 0
    notes = board.places.notes + notes + _unfilled(board) + _alike(board)
    return Plan(
        people,
        orders,
        points,
        locked,
        open_,
        prove(board, people, orders),
        notes,
        board.places.free + len(fixed),
        kept,
        greedy_placed,
        seal(problem, people, orders),
    )


def _locked(board):
    """Score of every lock that is kept, whether it is open, and a note for each that stands against a must."""
    problem, fixed = board.problem, board.places.fixed
    points, open_, notes = np.zeros(len(fixed), np.int16), np.zeros(len(fixed), bool), []
    found = board.eligible.numbers(fixed[:, 0], fixed[:, 1])
    for at, (person, order) in enumerate(fixed.tolist()):
        pair = found[at]
        if pair < 0:
            notes.append(Note(Reason("lock_against_rules"), int(problem.people.ids[person]), problem.orders[order].id))
            points[at] = _points(board.columns, problem.orders[order], person)
        else:
            points[at], open_[at] = board.eligible.score[pair], board.eligible.open[pair]
    return points, open_, tuple(notes)


def _points(columns, order, person):
    """Score of somebody who may not be eligible at all."""
    who = np.array([person])
    return score.total(columns, order, who, columns.ranks(order.occupation, order.country, who))[0]


def _unfilled(board):
    """A note for every order that nobody can fill, and why."""
    room, waiting = board.places.room, np.bincount(board.eligible.order, minlength=len(board.problem.orders))
    notes = []
    for at, order in enumerate(board.problem.orders):
        if not order.quota:
            notes.append(Note(Reason("quota_zero"), order=order.id))
        elif not waiting[at] and room[at]:
            notes.append(Note(Reason("nobody_eligible", free=int(room[at])), order=order.id))
    return tuple(notes)


def _alike(board):
    """A note where priorities had to count as one."""
    some = board.worth.alike
    return (Note(Reason("priorities_alike", lowest=some[0], highest=some[-1])),) if some else ()


def solve(board: Board) -> np.ndarray:
    """The pairs (numbers, rising) of a best plan. Urgencies too far apart for the solver's costs are settled first."""
    worth, places = board.worth, board.places
    nodes = len(board.problem.people.ids) + len(places.capacity) + len(places.total_capacity) + 2
    if int(worth.value.max(initial=0)) < DEAREST // nodes:
        return sift(board)
    level = worth.level[board.pairs.order]
    limits, moved = [], len(board.places.capacity) + len(board.places.total_capacity) + 2
    for one in range(len(worth.units) - 1, 0, -1):
        chosen = flow(board, np.where(level > one, moved, level == one), limits)
        limits.append((one, int((level[chosen] == one).sum())))
    if limits:
        limits.append((0, len(chosen) - sum(most for _, most in limits)))
    return flow(board, board.pairs.score.astype(np.int64) * worth.score + worth.kept, limits)
