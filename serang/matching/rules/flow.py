"""The only door to the solver: most people placed, then the highest value, over the pairs of a board."""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules.board import Board

DEAREST = 10**18  # the solver surely takes costs up to this over the number of nodes


def flow(board: Board, value: np.ndarray, limits=()) -> np.ndarray:
    """The pairs (numbers, rising) of a best plan. `value` of every pair; `limits`: of some levels of urgency only so many, as rows
    of (level, most).
    """
    places, pairs, value = board.places, board.pairs, np.asarray(value, np.int64)
    pools, totals = len(places.capacity), len(places.total_capacity)
    levels, source = pools + totals, pools + totals + len(limits)
    sink = source + 1
    end = np.full(len(board.problem.orders), sink)
    for at, (level, _) in enumerate(limits):
        end[board.worth.level == level] = levels + at
    behind = np.where(places.total_of >= 0, pools + places.total_of, end[places.pool_order])
    first = pairs.first
    choice = ~(first & np.append(first[1:], True))  # who has but one pair needs no node
    person = np.cumsum(first & choice)[choice] - 1
    people = sink + 1 + np.arange(person[-1] + 1 if len(person) else 0)
    tail = np.full(len(pairs), source)
    tail[choice] = sink + 1 + person
    most = int(first.sum())
    flows = solve(
        [
            Arcs(tail, board.pool, 1, -value),
            Arcs(np.full(len(people), source), people, 1),
            Arcs(np.arange(pools), behind, places.capacity),
            Arcs(pools + np.arange(totals), end[places.total_order], places.total_capacity),
            Arcs(levels + np.arange(len(limits)), np.full(len(limits), sink), np.array([most for _, most in limits])),
        ],
        np.array([source, sink]),
        np.array([most, -most]),
        whole=False,
    )
    return np.flatnonzero(flows[0])


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs of a network from nodes to nodes: how much each holds, and what one unit through it costs."""

    tail: np.ndarray
    head: np.ndarray
    room: np.ndarray | int
    cost: np.ndarray | int = 0


def solve(groups: list[Arcs], nodes: np.ndarray, supply: np.ndarray, *, whole: bool) -> list[np.ndarray]:
    """The cheapest flow through the arcs of all groups, by group: all that the nodes supply (`whole`), or else as much of it as can be.
    Raises RuntimeError when there is none, or a cost is beyond what the solver takes.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - large, only where it solves

    solver, numbers = SimpleMinCostFlow(), []
    for one in groups:
        numbers.append(
            solver.add_arcs_with_capacity_and_unit_cost(
                one.tail.astype(np.int32), one.head.astype(np.int32), *(_filled(values, len(one.tail)) for values in (one.room, one.cost))
            )
        )
    solver.set_nodes_supplies(nodes.astype(np.int32), supply.astype(np.int64))
    status = solver.solve() if whole else solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the solver gave up: {status}")
    return [solver.flows(some) for some in numbers]


def _filled(values, size):
    return np.broadcast_to(np.asarray(values, np.int64), size).copy()
