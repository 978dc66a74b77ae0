"""How some people stand to one order: every rule, and how well they fit."""

from dataclasses import dataclass, replace

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules import score
from serang.matching.rules.columns import UNWISHED, Columns
from serang.matching.rules.explain import outcomes_of
from serang.matching.rules.facts import facts
from serang.matching.rules.problem import Problem
from serang.orders.rules import FAIL, PASS, Outcome


@dataclass(frozen=True)
class Fit:
    """One person: what came of every rule (failed and unknown first), `score` of 1000 with its parts of 100 each, and
    the rank of the wish (0: none at all, None: wishes other work).
    """

    person: int
    outcomes: tuple[Outcome, ...]
    score: int
    parts: tuple[tuple[str, int], ...]
    wish: int | None

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.state == FAIL)

    @property
    def open(self) -> tuple[Outcome, ...]:
        """What is not known yet."""
        return tuple(one for one in self.outcomes if one.state not in (FAIL, PASS))

    def refused_by(self, who: str) -> "Fit":
        """The same, where it is known who keeps the person from the order: partner or officer."""
        named = Reason("banned", by=who)
        return replace(self, outcomes=tuple(replace(one, reason=named) if one.reason.code == "banned" else one for one in self.outcomes))

    @property
    def good(self) -> bool:
        """Whether every rule is met."""
        return not self.failed and not self.open


def fits(problem: Problem, order_id: int) -> dict[int, Fit]:
    """Everybody of a small problem beside one of its orders, by database id."""
    at = problem.order_index(order_id)
    order, columns, people = problem.orders[at], Columns(problem), problem.people
    everybody, banned = np.arange(len(people.ids)), {tuple(pair) for pair in problem.bans.tolist()}
    rank = columns.ranks(order.occupation, order.country, everybody)
    points, parts = score.total(columns, order, everybody, rank), score.parts(columns, order, everybody, rank)
    found = {}
    for one, person in enumerate(people.ids.tolist()):
        wish = None if rank[one] == UNWISHED else int(rank[one])
        outcomes = outcomes_of(problem, order, facts(problem, one), wish, int(people.sex[one]), (person, order_id) in banned)
        found[person] = Fit(person, outcomes, int(points[one]), tuple((name, int(part[one])) for name, part in parts.items()), wish)
    return found
