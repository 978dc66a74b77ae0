"""Where a plan stands: what it costs to let one more into a place, along whatever chain of moves is cheapest.

The nodes are the pools, the totals of orders that cap the sexes, OUT (people without a place) and END (places left
empty). An arc is the cheapest single move between two of them. Built with numpy alone from pairs and plan: it shares
nothing with the solver, so that it can prove what the solver found.
"""

from functools import cached_property

import numpy as np

from serang.matching.rules.board import Board

FAR = 2**61  # no way
ROWS = 64  # nodes looked at together: their arcs stay in the processor's memory


class Standing:
    """The cheapest moves around a plan. `chosen`: numbers of the pairs that are placed, each person once."""

    def __init__(self, board: Board, chosen: np.ndarray):
        self.board, self.chosen = board, chosen
        pools, totals = len(board.places.capacity), len(board.places.total_capacity)
        self.out, self.end, self.size = pools + totals, pools + totals + 1, pools + totals + 2
        people = len(board.problem.people.ids)
        self.at = np.full(people, self.out, np.int64)  # pool of every person
        self.held = np.zeros(people, np.int64)  # worth of the place they hold
        self.at[board.pairs.person[chosen]] = board.pool[chosen]
        self.held[board.pairs.person[chosen]] = board.worth.value[chosen]
        self.used = np.bincount(board.pool[chosen], minlength=pools)
        self.total_used = np.zeros(totals, np.int64)
        inside = board.places.total_of >= 0
        np.add.at(self.total_used, board.places.total_of[inside], self.used[inside])
        self.arcs = self._arcs()

    def _arcs(self):
        board, size = self.board, self.size
        arcs = np.full(size * size, FAR, np.int64)
        person = board.pairs.person
        source = self.at[person]
        moving = source != board.pool
        cost = self.held[person] - board.worth.value
        np.minimum.at(arcs, source[moving] * size + board.pool[moving], cost[moving])
        np.minimum.at(arcs, board.pool[self.chosen] * size + self.out, board.worth.value[self.chosen])
        arcs = arcs.reshape(size, size)
        self._ends(arcs)
        return arcs

    def _ends(self, arcs):
        """Places left empty can be filled, filled ones can be emptied."""
        places = self.board.places
        pools = np.arange(len(places.capacity))
        behind = np.where(places.total_of >= 0, len(pools) + places.total_of, self.end)
        totals = len(pools) + np.arange(len(places.total_capacity))
        for node, after, used, capacity in (
            (pools, behind, self.used, places.capacity),
            (totals, self.end, self.total_used, places.total_capacity),
        ):
            after = np.broadcast_to(after, node.shape)
            arcs[node[used < capacity], after[used < capacity]] = 0
            arcs[after[used > 0], node[used > 0]] = 0

    @cached_property
    def improvable(self) -> bool:
        """Whether some round of exchanges would be better with as many placed: a negative circle of moves."""
        return spread(self.arcs, np.zeros(self.size, np.int64)) is None

    def reach(self, node: int, backwards: bool = False) -> np.ndarray:
        """Which nodes some chain of moves leads to (or, backwards, from which one leads here)."""
        open_ = (self.arcs < FAR).T if backwards else self.arcs < FAR
        found = np.zeros(self.size, bool)
        fresh = np.array([node])
        while len(fresh):
            found[fresh] = True
            fresh = np.flatnonzero(open_[fresh].any(axis=0) & ~found)
        return found

    def after(self, node: int) -> np.ndarray:
        """Least loss of a chain of moves from the node to each node; FAR where there is no way."""
        start = np.full(self.size, FAR, np.int64)
        start[node] = 0
        return spread(self.arcs, start)

    def before(self, node: int) -> np.ndarray:
        """Least loss of a chain of moves from each node to the node."""
        start = np.full(self.size, FAR, np.int64)
        start[node] = 0
        return spread(self.arcs.T, start)

    def way(self, start: int, goal: int) -> list[int] | None:
        """The nodes of a cheapest chain from start to goal, or None when there is none."""
        best = np.full(self.size, FAR, np.int64)
        best[start], back = 0, np.full(self.size, -1)
        into = np.ascontiguousarray(self.arcs.T)
        while True:
            through = into + best
            through[into >= FAR // 2] = FAR
            better = through.min(axis=1) < best
            if not better.any():
                break
            back[better] = through.argmin(axis=1)[better]
            best = np.where(better, through.min(axis=1), best)
        if best[goal] >= FAR // 2:
            return None
        way = [goal]
        while way[-1] != start:
            way.append(int(back[way[-1]]))
        return way[::-1]

    def mover(self, start: int, goal: int) -> int:
        """Who makes the cheapest single move between two pools (or from outside): number of a pair."""
        pairs = self.board.pairs
        among = np.flatnonzero((self.board.pool == goal) & (self.at[pairs.person] == start))
        cost = self.held[pairs.person[among]] - self.board.worth.value[among]
        return int(among[np.argmin(cost)])


def spread(arcs: np.ndarray, start: np.ndarray) -> np.ndarray | None:
    """Least distances, `arcs[a, b]` being the arc from a to b; None when a negative circle makes them endless."""
    arcs, best = np.ascontiguousarray(arcs), start.copy()
    fresh = np.flatnonzero(start < FAR)
    for turn in range(1, len(start) + 2):
        through = _through(arcs, best, fresh)
        better = (through < best) & (through < FAR // 2)
        if not better.any():
            return best
        if turn % 24 == 0 and _circle(arcs, best, fresh, better):
            return None
        best[better], fresh = through[better], np.flatnonzero(better)
    return None


def _through(arcs, best, fresh):
    """Least distances by one more arc from the fresh nodes, some at a time: large tables made anew cost more than they hold."""
    least = np.full(len(best), FAR, np.int64)
    for some in range(0, len(fresh), ROWS):
        rows = fresh[some : some + ROWS]
        np.minimum(least, (arcs[rows] + best[rows, None]).min(axis=0), out=least)
    return least


def _circle(arcs, best, fresh, better):
    """Whether the ways by which nodes were last improved run in a circle."""
    size = len(best)
    back = np.full(size + 1, size)
    back[:-1][better] = fresh[(arcs[fresh] + best[fresh, None]).argmin(axis=0)[better]]
    for _ in range(size.bit_length() + 1):
        back = back[back]
    return bool((back < size).any())
