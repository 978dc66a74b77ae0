"""How very many people stand to one order: who meets every rule and how well, and which rules keep how many out."""

from dataclasses import dataclass

import numpy as np

from serang.matching.rules import score
from serang.matching.rules.columns import UNWISHED, Columns
from serang.matching.rules.eligible import PASS, outcomes
from serang.matching.rules.problem import NOBODY, Problem


@dataclass(frozen=True, eq=False)
class Crowd:
    """People of a problem beside one of its orders: id, score of 1000, whether every rule is met, and by the kind of rule who
    does not meet it (masks); the same answers as `fits.fits`."""

    ids: np.ndarray
    score: np.ndarray
    good: np.ndarray
    lacking: dict[str, np.ndarray]


def crowd(problem: Problem, order_id: int, who: np.ndarray | None = None, columns: Columns | None = None) -> Crowd:
    """Everybody of a problem, or some of them (rising indices), beside one of its orders. Give `columns` when they are made already."""
    order, columns, people = problem.orders[problem.order_index(order_id)], columns or Columns(problem), problem.people
    who = np.arange(len(people.ids)) if who is None else who
    rank = columns.ranks(order.occupation, order.country, who)
    lacking = {
        "wish": rank == UNWISHED,
        "banned": np.isin(people.ids[who], [one for one, other in problem.bans.tolist() if other == order_id]),
    }
    if order.by_sex:
        lacking["sex"] = people.sex[who] == NOBODY
    for one in order.musts():
        lacking[one.kind] = lacking.get(one.kind, False) | (outcomes(columns, order, one, who) != PASS)
    good = ~np.logical_or.reduce(list(lacking.values()))
    return Crowd(people.ids[who], score.total(columns, order, who, rank), good, lacking)
