"""How well a person fits an order: parts of 0 to 100, weighed by the order, together 0 to 1000.

A part that an order says nothing about (no language asked, no papers asked) is left out of its total, so that the
totals of different orders can be compared: 1000 is always "everything this order values, in full".
"""

import numpy as np

from serang.matching.rules import eligible
from serang.matching.rules.columns import NOTHING, Columns
from serang.matching.rules.problem import FOREVER, PARTS, Order
from serang.orders.rules import grade, top_grade

FULL = 1000
WISH = np.array([50, 100, 70, 40, 20, 0], np.int16)  # no wish at all, first, second, third, later, other work


def total(columns: Columns, order: Order, who: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Score of each of `who` for the order, 0..1000. `rank`: of the wish for its work, 0 for none at all."""
    found = parts(columns, order, who, rank)
    weight = sum(order.weights[name] for name in found)
    if not weight:
        return np.zeros(len(who), np.int16)
    points = sum(order.weights[name] * part.astype(np.int32) for name, part in found.items())
    return ((points * 10 * 2 + weight) // (2 * weight)).astype(np.int16)


def parts(columns: Columns, order: Order, who: np.ndarray, rank: np.ndarray) -> dict[str, np.ndarray]:
    """The parts that count for this order, each 0..100, by name in the order of PARTS."""
    wanted = [name for name in PARTS if order.weights.get(name, 0) > 0 and APPLIES[name](order)]
    return {name: PART[name](columns, order, who, rank) for name in wanted}


def _language(columns, order, who, rank):
    """How far above the minimum, on the way to the highest grade of that test; the best of the alternatives."""
    day, closes = columns.problem.day(order), order.closes_on or FOREVER
    best = np.zeros(len(who), np.int32)
    for requirement in _of_kind(order, "language"):
        for one in requirement.values["any"]:
            test, low = one["test"], grade(one["test"], one["min"])
            has = columns.best("languages", test, who, day, closes)
            room = max(1, top_grade(test) - low)
            above = np.where(has > NOTHING, has - low, 0)
            np.maximum(best, np.clip(above * 100 // room, 0, 100), out=best)
    return best


def _experience(columns, order, who, rank):
    """Months in the field asked for, else in the order's own occupation; full at Settings.experience_full."""
    asked = _of_kind(order, "experience")
    field = asked[0].values.get("field") if asked else order.occupation
    months = columns.sum("experience", field)[who]
    return np.minimum(months * 100 // columns.problem.settings.experience_full, 100)


def _training(columns, order, who, rank):
    return np.clip(columns.highest("trainings", order.trainings)[who], 0, 100)


def _wish(columns, order, who, rank):
    return WISH[np.minimum(rank, len(WISH) - 2)]


def _documents(columns, order, who, rank):
    """Share of the papers asked for that are valid as long as needed."""
    asked = _of_kind(order, "document")
    ready = sum((eligible.outcomes(columns, order, one, who) == eligible.PASS).astype(np.int32) for one in asked)
    return ready * 100 // len(asked)


def _preferred(columns, order, who, rank):
    """Share of the wishes of the employer that are met, by their weights."""
    asked = order.preferred()
    met = sum(one.weight * (eligible.outcomes(columns, order, one, who) == eligible.PASS).astype(np.int32) for one in asked)
    return met * 100 // sum(one.weight for one in asked)


def _of_kind(order, kind):
    return [one for one in order.requirements if one.kind == kind]


PART = {
    "language": _language,
    "experience": _experience,
    "training": _training,
    "wish": _wish,
    "documents": _documents,
    "preferred": _preferred,
}
APPLIES = {
    "language": lambda order: bool(_of_kind(order, "language")),
    "experience": lambda order: True,
    "training": lambda order: True,
    "wish": lambda order: True,
    "documents": lambda order: bool(_of_kind(order, "document")),
    "preferred": lambda order: sum(one.weight for one in order.preferred()) > 0,
}
