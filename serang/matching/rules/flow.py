"""The only door to the solver: most people placed, then the highest value, over the pairs of a board."""

import numpy as np

from serang.matching.rules.board import Board


def flow(board: Board, value: np.ndarray, limits=()) -> np.ndarray:
    """The pairs (numbers, rising) of a best plan. `value` of every pair; `limits`: of some levels of urgency only so many, as rows
    of (level, most).
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - large, only where it solves

    places, pairs, value = board.places, board.pairs, np.asarray(value, np.int64)
    pools, totals = len(places.capacity), len(places.total_capacity)
    levels, source = pools + totals, pools + totals + len(limits)
    sink = source + 1
    end = np.full(len(board.problem.orders), sink)
    for at, (level, _) in enumerate(limits):
        end[board.worth.level == level] = levels + at
    behind = np.where(places.total_of >= 0, pools + places.total_of, end[places.pool_order])
    first = np.diff(pairs.person, prepend=-1) > 0  # pairs come by person
    choice = ~(first & np.append(first[1:], True))  # who has but one pair needs no node
    person = np.cumsum(first & choice)[choice] - 1
    people = sink + 1 + np.arange(person[-1] + 1 if len(person) else 0)
    tail = np.full(len(pairs), source)
    tail[choice] = sink + 1 + person
    arcs = [
        (tail, board.pool, np.ones(len(pairs)), -value),
        (np.full(len(people), source), people, np.ones(len(people)), 0),
        (np.arange(pools), behind, places.capacity, 0),
        (pools + np.arange(totals), end[places.total_order], places.total_capacity, 0),
        (levels + np.arange(len(limits)), np.full(len(limits), sink), np.array([most for _, most in limits]), 0),
    ]
    solver = SimpleMinCostFlow()
    for start, head, capacity, cost in arcs:
        solver.add_arcs_with_capacity_and_unit_cost(
            start.astype(np.int32), head.astype(np.int32), capacity.astype(np.int64), np.broadcast_to(np.int64(cost), start.shape).copy()
        )
    most = int(first.sum())
    solver.set_nodes_supplies(np.array([source, sink], np.int32), np.array([most, -most], np.int64))
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the solver gave up: {status}")
    return np.flatnonzero(solver.flows(np.arange(len(pairs), dtype=np.int32)))
