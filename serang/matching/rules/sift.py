"""A best plan of very many pairs, found by looking at few of them.

At the right prices of places nobody wants anything but what the best plan gives them (complementary slackness). So prices
guessed from a sample say which pairs can matter; these alone are solved, and the prices of that plan say which of the others were left
out wrongly. These may be used too, and people move (`settle`) until there are none: then leaving pairs out has cost nothing. Known as
sifting (Bixby, Gregory, Lustig, Marsten and Shanno, Operations Research 40, 1992).
"""

from dataclasses import replace

import numpy as np

from serang.matching.rules.board import Board
from serang.matching.rules.flow import flow
from serang.matching.rules.settle import settle
from serang.matching.rules.standing import FAR, Standing, spread

FEW = 300_000  # as many pairs are solved at once
EVERY = 8  # one person of so many is in the sample
NEAR = 12  # points that a pair may be worth less than the best, at prices of a plan
AT_LEAST, LESS_SURE = 25, 100  # the same at prices of a sample, and what comes to it where the sample has only one place
ROUNDS, MOST = 10, 1 / 3  # with more rounds, or more of the pairs, it is no longer quicker


def sift(board: Board) -> np.ndarray:
    """The pairs (numbers, rising) of a best plan."""
    if len(board.pairs) <= FEW:
        return flow(board, board.worth.value)
    person, pool, more = board.pairs.person, board.pool, _one_more(board)
    worth = board.worth.value + more
    sample = _sample(board)
    price = _prices(sample, sift(sample))
    best, looked, narrow, chosen = _highest(board, worth - price[pool]), False, False, None
    for turn in range(ROUNDS):
        lack = best[person]  # how much less than the best a pair is worth
        lack -= worth
        lack += price[pool]
        if turn and not (lack < 0).any():
            return chosen
        near = lack <= (NEAR * board.worth.score if turn else _unsure(board)[pool])
        looked = near | looked if turn > 1 else near
        narrow = turn > 1 and not narrow and lack.min() >= -NEAR * board.worth.score
        core = np.flatnonzero(near if narrow else looked)
        if len(core) > MOST * len(looked):  # many scores are the same
            break
        some = _only(board, core)
        found = settle(some, np.searchsorted(core, chosen), price, more) if turn else flow(some, some.worth.value)
        price = _prices(some, found)
        if price is None:
            found = flow(some, some.worth.value)
            price = _prices(some, found)
        chosen = core[found]
        best = np.zeros(len(best), np.int64)
        best[person[chosen]] = worth[chosen] - price[pool[chosen]]
    return flow(board, board.worth.value)


def _unsure(board):
    """How far the prices of a sample may be wrong at every pool: the more, the fewer places it has there."""
    return ((AT_LEAST + LESS_SURE / np.sqrt(1 + board.places.capacity / EVERY)) * board.worth.score).astype(np.int64)


def _one_more(board):
    """What one more person placed is worth: more than any chain of moves could change."""
    return (board.worth.most + 1) * (len(board.places.capacity) + len(board.places.total_capacity) + 3)


def _sample(board):
    """Some of the people and as large a part of the places."""

    def part(capacity):
        return np.where(capacity > 0, np.maximum(1, (capacity + EVERY // 2) // EVERY), 0)

    first = board.pairs.first
    places = replace(board.places, capacity=part(board.places.capacity), total_capacity=part(board.places.total_capacity))
    return replace(_only(board, np.flatnonzero((np.cumsum(first) - 1) % EVERY == 0)), places=places)


def _only(board, keep):
    """The board with some of its pairs."""
    worth = replace(board.worth, value=board.worth.value[keep], kept=board.worth.kept[keep])
    return replace(board, pairs=board.pairs.only(keep), pool=board.pool[keep], worth=worth)


def _highest(board, net):
    """Of every person (index) the most that a pair is worth at these prices; 0 where that is less than nothing."""
    first = np.flatnonzero(board.pairs.first)
    best = np.zeros(len(board.problem.people.ids), np.int64)
    best[board.pairs.person[first]] = np.maximum(np.maximum.reduceat(net, first), 0)
    return best


def _prices(board, chosen):
    """The price of a place in every pool: what letting one more into it loses elsewhere, a person dropped included; None where the plan
    is not a best one.
    """
    standing, more = Standing(board, chosen), _one_more(board)
    arcs, out, end = standing.arcs, standing.out, standing.end
    arcs[:, out] += np.where(arcs[:, out] < FAR, more, 0)
    arcs[out] -= np.where(arcs[out] < FAR, more, 0)
    arcs[out, end] = arcs[end, out] = 0
    start = np.full(standing.size, FAR, np.int64)
    start[out] = 0
    price = spread(arcs.T, start)
    return None if price is None else np.where(price >= FAR // 2, 4 * more, price)
