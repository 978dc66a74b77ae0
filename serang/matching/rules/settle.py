"""From a plan that is nearly the best to the best one: only those who could do about as well elsewhere may move.

At the right prices of places nobody loses by moving to what the best plan gives them. So the solver starts from where everybody stands:
each other pair costs what it is worth less at these prices, and only few are moved. Who has nowhere else to go is but a number in its
network, who has one other way an arc between two places; only who has more is a node.
"""

import numpy as np

from serang.matching.rules.board import Board
from serang.matching.rules.flow import DEAREST, Arcs, solve
from serang.matching.rules.problem import rising

LEAVERS, SHARE = 10, 1 / 10  # so many of those placed in a pool could be left out, and so large a part of them


def settle(board: Board, stand: np.ndarray, price: np.ndarray, more: int) -> np.ndarray:
    """The pairs (numbers, rising) of a plan no worse than the one given, and most likely a best one. It is not where more people
    would have to be left out than may be (see LEAVERS), or where the costs are beyond the solver: then nobody moves.

    `stand`: the pairs held now; `price`: of a place at every node of `standing`; `more`: what one more person placed is worth.
    """
    places, person, pool = board.places, board.pairs.person, board.pool
    pools, totals, people = len(places.capacity), len(places.total_capacity), len(board.problem.people.ids)
    out, sink = pools + totals, pools + totals + 1
    net = board.worth.value + more - price[pool]
    held, at = np.zeros(people, np.int64), np.full(people, out)
    held[person[stand]], at[person[stand]] = net[stand], pool[stand]

    other, leave = np.flatnonzero(at[person] != pool), _first_to_leave(at, held, person[stand])
    who, pair = np.append(person[other], leave), np.append(other, np.full(len(leave), -1))
    goal, gain = np.append(pool[other], np.full(len(leave), out)), np.append(net[other], np.zeros(len(leave), np.int64))
    ways = np.bincount(who, minlength=people)
    torn, node = np.flatnonzero(ways > 1), sink + np.cumsum(ways > 1)

    node_of, value = np.arange(out), np.append(price[:out], [0, 0])
    behind = np.append(np.where(places.total_of >= 0, pools + places.total_of, sink), np.full(totals, sink))
    here = np.bincount(at[(at < out) | (ways > 0)], minlength=sink)
    smaller = _smaller(more, 3 * (board.worth.most + 1))
    cost, turned = smaller(held[who] - gain), smaller(value[behind] - value[node_of])
    if max(np.abs(cost).max(initial=0), np.abs(turned).max(initial=0)) > DEAREST // (sink + len(torn) + 1):
        return stand
    moved, *_ = solve(
        [
            Arcs(np.where(ways[who] > 1, node[who], at[who]), goal, 1, cost),
            Arcs(at[torn], node[torn], 1),
            Arcs(node_of, behind, np.append(places.capacity, places.total_capacity), turned),
            Arcs(np.array([out]), np.array([sink]), people),
        ],
        np.arange(sink + 1),
        np.append(here, -here.sum()),
        whole=True,
    )
    holds = np.full(people, -1)
    holds[person[stand]] = stand
    holds[who[moved > 0]] = pair[moved > 0]
    return np.sort(holds[holds >= 0])


def _first_to_leave(at, held, placed):
    """Of those placed in each pool, the few whose place is worth least: they would be left out before the others."""
    worth = held[placed]
    by = placed[rising(worth - worth.min(initial=0), at[placed])]
    first, end = (np.searchsorted(at[by], at[by], side) for side in ("left", "right"))
    return np.sort(by[np.arange(len(by)) - first < LEAVERS + SHARE * (end - first)])


def _smaller(more, less):
    """A rule that puts `less` in the place of `more` in every amount: the solver takes longer, the larger the costs are."""
    return lambda amount: amount - np.rint(amount / more).astype(np.int64) * (more - less)
