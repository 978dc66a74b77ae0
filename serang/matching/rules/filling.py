"""Filling places one by one: what happens to a full plan when some people may suddenly go to more orders.

Each step is the chain of moves that uses the fewest new pairs, so that after every step no smaller number of trained
people could fill as many places (successive shortest paths). The nodes are those of `standing`, without its costs.
"""

from copy import copy

import numpy as np

from serang.matching.rules.board import Board
from serang.matching.rules.pairs import Pairs
from serang.matching.rules.problem import rising
from serang.matching.rules.standing import Standing

FAR = 2**30


class Full:
    """A plan with as many placed as can be: where everybody stands, and how many could move from where to where."""

    def __init__(self, board: Board, chosen: np.ndarray):
        standing = Standing(board, chosen)
        self.board, self.out, self.end, self.size = board, standing.out, standing.end, standing.size
        self.at, self.used, self.total_used = standing.at, standing.used, standing.total_used
        self.lacking_side = standing.reach(standing.out)  # where someone from outside could get to
        self.filling_side = standing.reach(standing.end, backwards=True)  # from where an empty place can be reached
        source, pool = self.at[board.pairs.person], board.pool
        moving = source != pool
        self.ways = (
            np.bincount(source[moving] * self.size + pool[moving], minlength=self.size**2).astype(np.int32).reshape(self.size, self.size)
        )
        self._sort(board.pairs.person, pool)

    def _sort(self, person, pool):
        """Keep who may go to which pool, by person (rising), and where each person and each pool begins."""
        self.person, self.pool = person, pool
        self.first = np.searchsorted(person, np.arange(len(self.at) + 1))
        self.by_pool = rising(pool.astype(np.int64))
        self.pool_first = np.searchsorted(pool[self.by_pool], np.arange(len(self.board.places.capacity) + 1))

    def grown(self, filling: "Filling") -> "Full":
        """The plan as a filling has left it; the new pairs are like any others from then on."""
        other = copy(self)
        other.at, other.used, other.total_used = filling.at, filling.used, filling.total_used
        other.ways = sum(filling.count.values())
        at = np.searchsorted(self.person, filling.fresh.person)
        other._sort(np.insert(self.person, at, filling.fresh.person), np.insert(self.pool, at, filling.pool))
        return other


class Filling:
    """Growing a full plan with new pairs. `trained`: people who hold a place by a new pair."""

    def __init__(self, full: Full, fresh: Pairs):
        self.full, self.places = full, full.board.places
        self.at, self.used, self.total_used = full.at.copy(), full.used.copy(), full.total_used.copy()
        self.trained = {}
        by = np.argsort(fresh.person, kind="stable")
        self.fresh, self.pool = (
            fresh.only(by),
            self.places.by[fresh.order, full.board.problem.people.sex[fresh.person]][by].astype(np.int64),
        )
        self.count = {-1: np.zeros_like(full.ways), 0: full.ways.copy(), 1: np.zeros_like(full.ways)}
        np.add.at(self.count[1], (self.at[self.fresh.person], self.pool), 1)
        self.open = {price: count > 0 for price, count in self.count.items()}
        self._ends(range(len(self.places.capacity)))

    def grow(self, seats: int | None = None) -> int:
        """Fill places as long as a way is left and (if limited) at most so many people are trained; how many more."""
        gain = trained = 0
        while seats is None or trained < seats:
            way, price = self._one_new() or self._cheapest()
            if way is None or (seats is not None and trained + price > seats):
                break
            self._walk(way)
            gain, trained = gain + 1, trained + price
        return gain

    def _one_new(self):
        """A chain with a single new pair: old moves from outside up to it, old moves from it to an empty place."""
        here, back = self._reach(self.open[0], self.full.out)
        there, onward = self._reach(self.open[0].T, self.full.end)
        rows = np.flatnonzero(here)
        meet = self.open[1][rows] & there
        if not meet.any():
            return None
        row, goal = divmod(int(meet.argmax()), self.full.size)
        start = int(rows[row])
        return [*_trace(back, start)[::-1], *_trace(onward, goal)], 1

    def _reach(self, open_, node):
        found, back = np.zeros(self.full.size, bool), np.full(self.full.size, -1)
        found[node], fresh = True, np.array([node])
        while len(fresh):
            through = open_[fresh]
            new = np.flatnonzero(through.any(axis=0) & ~found)
            back[new] = fresh[through[:, new].argmax(axis=0)]
            found[new], fresh = True, new
        return found, back

    def _cheapest(self):
        """The chain that needs fewest new pairs, where trained people may also go back to what they could do before."""
        size = self.full.size
        price = np.full((size, size), FAR, np.int32)
        for each in (1, 0, -1):
            price[self.open[each]] = each
        into = np.ascontiguousarray(price.T)
        best, back = np.full(size, FAR, np.int32), np.full(size, -1)
        best[self.full.out] = 0
        while True:
            through = np.where(into < FAR // 2, into + best, FAR)
            lowest = through.min(axis=1)
            better = (lowest < best) & (lowest < FAR // 2)
            if not better.any():
                break
            back[better], best = through.argmin(axis=1)[better], np.where(better, lowest, best)
        if best[self.full.end] >= FAR // 2:
            return None, 0
        return _trace(back, self.full.end)[::-1], int(best[self.full.end])

    def _walk(self, way):
        pools, movers = len(self.places.capacity), []
        for here, there in zip(way, way[1:], strict=False):
            if there < pools and (here < pools or here == self.full.out):
                movers.append((*self._mover(here, there), there))
            elif here < pools:
                self.used[here] += 1
            elif there < pools:
                self.used[there] -= 1
            else:
                self.total_used[here - pools] += 1
        for person, number, there in movers:
            self._move(person, number, there)
        self._ends([node for node in way if node < pools])

    def _mover(self, here, there):
        """Who makes a move at the least price: person, and the number of the new pair or None."""
        full = self.full
        old = full.person[full.by_pool[full.pool_first[there] : full.pool_first[there + 1]]]
        old = old[self.at[old] == here]
        new = np.flatnonzero((self.pool == there) & (self.at[self.fresh.person] == here))
        prices = [(-int(person in self.trained), int(person), None) for person in old.tolist()] + [
            (1 - int(person in self.trained), int(person), int(number))
            for person, number in zip(self.fresh.person[new].tolist(), new.tolist(), strict=True)
        ]
        _, person, number = min(prices, key=lambda one: one[:2])
        return person, number

    def _move(self, person, number, there):
        self._count(person, -1)
        self.at[person] = there
        if number is None:
            self.trained.pop(person, None)
        else:
            self.trained[person] = number
        self._count(person, 1)

    def _count(self, person, one):
        """Take a person's possible moves off the count, or put them on."""
        full, here, paid = self.full, self.at[person], int(person in self.trained)
        old = full.pool[full.first[person] : full.first[person + 1]]
        new = self.pool[slice(*np.searchsorted(self.fresh.person, [person, person + 1]))]
        for pools, price in ((old, -paid), (new, 1 - paid)):
            pools = pools[pools != here]
            self.count[price][here, pools] += one
            self.open[price][here, pools] = self.count[price][here, pools] > 0

    def _ends(self, pools):
        """Which of these pools, and the totals behind them, can still be filled or emptied."""
        places, open_, size = self.places, self.open[0], len(self.places.capacity)
        for pool in pools:
            total = int(places.total_of[pool])
            behind = self.full.end if total < 0 else size + total
            open_[pool, behind], open_[behind, pool] = self.used[pool] < places.capacity[pool], self.used[pool] > 0
        for total in range(len(places.total_capacity)):
            open_[size + total, self.full.end] = self.total_used[total] < places.total_capacity[total]
            open_[self.full.end, size + total] = self.total_used[total] > 0


def _trace(back, node):
    """A node and those it was reached from, up to the start."""
    trace = [node]
    while back[trace[-1]] >= 0:
        trace.append(int(back[trace[-1]]))
    return trace
