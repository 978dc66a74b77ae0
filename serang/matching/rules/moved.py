"""Why a person stands elsewhere in a plan than in an earlier one: what has changed at the order they leave, or at the one they come to."""

from dataclasses import dataclass

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules import score
from serang.matching.rules.certificate import EVERYBODY, NO_PLACE
from serang.matching.rules.columns import UNWISHED, Columns
from serang.matching.rules.explain import alone, kinds_of, outcomes_of
from serang.matching.rules.facts import facts
from serang.matching.rules.plan import Move, Plan
from serang.matching.rules.problem import FEMALE, MALE, Order, Problem
from serang.orders.rules import FAIL, PASS


@dataclass(frozen=True)
class Stand:
    """How a person stands to an order in a plan: `kinds` of rules not met, their `score`, and the `cutoff` to pass there; `closed`: there
    is no place for them at all.
    """

    order: Order
    kinds: tuple[str, ...]
    score: int
    cutoff: int | None
    closed: bool
    sex: int

    @property
    def quota(self) -> int:
        """The places of the order for people of their sex."""
        of_sex = {MALE: self.order.quota_male, FEMALE: self.order.quota_female}.get(self.sex)
        return self.order.quota if of_sex is None else min(of_sex, self.order.quota)


def stand(problem: Problem, plan: Plan, person_id: int, order_id: int) -> Stand | None:
    """How a person stands to an order; None where one of them is not in the problem."""
    person, at = problem.people.index(person_id), problem.order_index(order_id)
    if person is None or at is None:
        return None
    order, sex, columns = problem.orders[at], int(problem.people.sex[person]), Columns(alone(problem, person))
    who, rank = columns.wishing(order.occupation, order.country)
    wish = int(rank[0]) if len(who) else None
    banned = [person_id, order_id] in problem.bans.tolist()
    outcomes = outcomes_of(problem, order, facts(problem, person), wish, sex, banned)
    wrong = [one for one in outcomes if one.state == FAIL or (one.state != PASS and not problem.settings.unknown_allowed)]
    points = int(score.total(columns, order, np.array([0]), np.array([UNWISHED if wish is None else wish]))[0])
    line = plan.certificate.of(at, sex)
    cutoff = None if line in (EVERYBODY, NO_PLACE) else line
    return Stand(order, kinds_of(*wrong), points, cutoff, line == NO_PLACE, sex)


def why(before: tuple[Problem, Plan], after: tuple[Problem, Plan], move: Move) -> Reason | None:
    """Why a move from one plan to a later one; None when neither order tells."""
    if [move.person, move.target] in after[0].locks.tolist():
        return Reason("placed_by_lock", order=move.target)
    if move.origin is None:
        return _came(before, after, move)
    here, then = (stand(*one, move.person, move.origin) for one in (after, before))
    return here and (_left(here, then) or _drawn(after, here, move))


def _left(here, then) -> Reason | None:
    """Why not at the order they had any more."""
    order = here.order.id
    if here.kinds:
        return Reason("fits_no_more", order=order, kinds=list(here.kinds))
    lower = {"old": then.quota, "new": here.quota} if then and here.quota < then.quota else {}
    if here.closed:
        return Reason("quota_cut", order=order, **lower) if lower else Reason("places_taken", order=order)
    if here.cutoff is not None and here.score <= here.cutoff:
        return Reason("outscored", order=order, score=here.score, cutoff=here.cutoff, **lower)
    return Reason("quota_cut", order=order, **lower) if lower else None


def _drawn(after, here, move) -> Reason | None:
    """Why the other order, where they could have stayed."""
    there = move.target and stand(*after, move.person, move.target)
    if not there:
        return None
    values = {"order": move.target, "there": there.score, "other": move.origin, "here": here.score}
    return Reason("better_there" if there.score > here.score else "moved_for_all", **values)


def _came(before, after, move) -> Reason | None:
    """Why somebody has a place who had none."""
    now, then = (stand(*one, move.person, move.target) for one in (after, before))
    if before[0].people.index(move.person) is None:
        return Reason("joined_since", order=move.target)
    if now is None or then is None:
        return now and Reason("order_new", order=move.target)
    if then.kinds and not now.kinds:
        return Reason("fits_now", order=move.target)
    if now.quota > then.quota:
        return Reason("quota_raised", order=move.target, old=then.quota, new=now.quota)
    return Reason("place_freed", order=move.target)
