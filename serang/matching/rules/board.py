"""A problem laid out for playing: free places, the pairs still to be decided, and what each is worth."""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules import network, pairs
from serang.matching.rules.columns import Columns
from serang.matching.rules.network import Places
from serang.matching.rules.pairs import Pairs
from serang.matching.rules.problem import Problem
from serang.matching.rules.worth import Worth, worth


@dataclass(frozen=True, eq=False)
class Board:
    """`columns`: facts of all people; `pairs`: of people who are still to be placed; `pool`: the pool of each pair; `eligible`:
    all pairs, those of locked people included.
    """

    problem: Problem
    columns: Columns
    places: Places
    eligible: Pairs
    pairs: Pairs
    pool: np.ndarray
    worth: Worth


def lay(problem: Problem, eligible: Pairs | None = None) -> Board:
    """The board of a problem. Give `eligible` when the pairs are known already."""
    places, columns = network.places(problem), Columns(problem)
    eligible = pairs.find(problem, columns) if eligible is None else eligible
    playing = eligible
    if len(places.fixed):
        locked = np.zeros(len(problem.people.ids), bool)
        locked[places.fixed[:, 0]] = True
        playing = eligible.only(~locked[eligible.person])
    pool = places.by[playing.order, problem.people.sex[playing.person]]
    return Board(problem, columns, places, eligible, playing, pool, worth(problem, playing, places))
