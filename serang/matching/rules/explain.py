"""Why a person is where they are: codes and values, found when someone asks, from the inputs the run was given."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules import score
from serang.matching.rules.certificate import EVERYBODY, NO_PLACE
from serang.matching.rules.columns import UNWISHED, Columns
from serang.matching.rules.easier import easier_first
from serang.matching.rules.facts import facts
from serang.matching.rules.gaps import WISH
from serang.matching.rules.network import places
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import NOBODY, SEXES, Problem
from serang.matching.rules.screening import reserves
from serang.orders.rules import FAIL, PASS, Outcome, check
from serang.orders.rules import UNKNOWN as OPEN

CODES = {number: code for code, number in SEXES.items()}
PLACED, RESERVE, LEFT, HAS_PLACE, ABSENT = "placed", "reserve", "left", "has_place", "absent"


@dataclass(frozen=True)
class Chance:
    """What an order is for one person. `score`, `parts`: how well they fit (parts only when nothing is failed);
    `wish`: rank of their wish, 0 for none at all, None when they wish other work; `cutoff`: the score to pass there,
    None when anyone eligible gets in or (with `closed`) nobody can; `sex`: theirs, where an order counts its places by it;
    `short`: points to the cut-off; of who waits `number`, the place on the reserve list, and `fixed`, how many places staff have given;
    `outcomes`: of every must, failed and unknown ones first; `reason`: why not here.
    """

    order: int
    wish: int | None
    outcomes: tuple[Outcome, ...]
    score: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    cutoff: int | None = None
    closed: bool = False
    sex: str | None = None
    short: int = 0
    number: int | None = None
    fixed: int = 0
    reason: Reason | None = None

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.state == FAIL)

    @property
    def open(self) -> tuple[Outcome, ...]:
        """Musts that nobody knows yet: to be checked before nomination."""
        return tuple(one for one in self.outcomes if one.state == OPEN)


@dataclass(frozen=True)
class Explanation:
    """`state` placed, reserve, left, has_place or absent; `reason` why; `place` the order they got; `wished` orders
    that would suit them better and why not; `reserve` orders they wait for, nearest first; `near` orders they fail,
    nearest first, and how many `more` there are; `lock` why staff's lock of the person was not kept.
    """

    person: int
    state: str
    reason: Reason
    place: Chance | None = None
    wished: tuple[Chance, ...] = ()
    reserve: tuple[Chance, ...] = ()
    near: tuple[Chance, ...] = ()
    more: int = 0
    lock: Reason | None = None


def explain(problem: Problem, plan: Plan, person_id: int, limit: int = 10) -> Explanation:
    """Why a person (database id) is placed, on reserve or left out, with at most `limit` orders of each kind."""
    person = problem.people.index(person_id)
    if person is None:
        return Explanation(person_id, ABSENT, Reason("not_in_run"))
    for taker, order_id in problem.taken.tolist():
        if taker == person_id:
            return Explanation(person_id, HAS_PLACE, Reason("has_place", order=order_id))
    chances = _chances(problem, plan, person)
    can = [one for one in chances if one.score is not None]
    full = {problem.orders[at].id for at in np.flatnonzero(places(problem).offered == 0).tolist()}
    failing = _by_distance((one for one in chances if one.score is None), problem, full)
    told = _told(problem, plan, person, chances, can, failing, full, limit)
    return replace(told, near=tuple(failing[:limit]), more=max(0, len(failing) - limit), lock=_lock(plan, person_id))


def _told(problem, plan, person, chances, can, failing, full, limit):
    person_id = int(problem.people.ids[person])
    if (order_id := plan.order_of(person_id)) is not None:
        return _placed(problem, plan, person, order_id, chances, can, failing, limit)
    waiting = tuple(
        _numbered(problem, plan, person, one) for one in sorted(can, key=lambda one: (one.closed, one.short, one.order))[:limit]
    )
    if waiting:
        best = waiting[0]
        reason = (
            _no_place(problem, best)
            if best.closed
            else Reason("reserve", order=best.order, number=best.number, cutoff=best.cutoff, score=best.score, short=best.short)
        )
        return Explanation(person_id, RESERVE, reason, reserve=waiting)
    return Explanation(person_id, LEFT, _left(failing, full, problem.settings.unknown_allowed))


def _placed(problem, plan, person, order_id, chances, can, failing, limit):
    person_id = int(problem.people.ids[person])
    place = next(one for one in chances if one.order == order_id)
    at = int(np.searchsorted(plan.people, person_id))
    if plan.locked[at]:
        reason = Reason("placed_by_lock", order=order_id)
        return Explanation(person_id, PLACED, reason, place)
    liked = [_why_elsewhere(problem, plan, person, one, place) for one in can if one.order != order_id and _better(one, place)]
    liked = tuple(sorted(liked, key=lambda one: (one.wish or 99, -one.score, one.order))[:limit])
    unmet = next((one for one in failing if (one.wish or 99) < (place.wish or 99)), None)
    if liked:
        why = liked[0].reason
        reason = Reason("placed_besides", **{**why.values, "order": order_id, "other": liked[0].order, "cause": why.code})
    elif unmet:
        reason = Reason("placed_wish_unmet", order=order_id, other=unmet.order, kinds=kinds_of(*unmet.failed, *unmet.open))
    else:
        reason = Reason("placed_best", order=order_id)
    return Explanation(person_id, PLACED, reason, place, wished=liked)


def kinds_of(*outcomes: Outcome) -> tuple[str, ...]:
    """The kinds of rules behind some outcomes (see gaps.KINDS), each once."""
    codes = (one.reason.code for one in outcomes)
    return tuple(dict.fromkeys(WISH if code == "not_wished" else code.split("_")[0] for code in codes))


def _lock(plan, person_id):
    """Why a lock of this person was not kept; None when there is none such."""
    found = (note for note in plan.notes if note.person == person_id and note.reason.code.startswith("lock"))
    note = next((note for note in found if note.reason.code != "lock_against_rules"), None)
    return note and Reason("lock_not_kept", order=note.order, cause=note.reason.code, **note.reason.values)


def _better(other, place):
    """Whether a person would rather be, or fits better, elsewhere."""
    return (other.wish or 99) < (place.wish or 99) or other.score > place.score


def _no_place(problem, chance, **how):
    """That all places are taken, or those of the person's sex, or that there are none at all; `how` it is said."""
    empty = {} if problem.orders[problem.order_index(chance.order)].quota else {"quota": 0}
    return Reason("no_place_left", order=chance.order, **empty, **({"sex": chance.sex} if chance.sex and not empty else {}), **how)


def _why_elsewhere(problem, plan, person, other, place):
    """Why not there."""
    scores = {"order": other.order, "here": place.score, "there": other.score}
    if other.closed:
        reason = _no_place(problem, other)
    elif other.cutoff is not None and other.score <= other.cutoff:
        reason = Reason("below_cutoff", order=other.order, score=other.score, cutoff=other.cutoff, short=other.short)
    elif other.score <= place.score:
        reason = Reason("fits_better_here", **scores)
    elif _has_room(problem, plan, other.order, int(problem.people.sex[person])):
        reason = Reason("urgent_here", **scores)
    else:
        reason = Reason("best_for_all", **scores, urgent=len({order.priority for order in problem.orders}) > 1)
    return replace(other, reason=reason)


def _has_room(problem, plan, order_id, sex) -> bool:
    """Whether the plan leaves places of an order empty that are open to this sex."""
    here = np.concatenate([pairs[pairs[:, 1] == order_id] for pairs in (problem.taken, plan.pairs)])
    order = problem.orders[problem.order_index(order_id)]
    free = places(problem.but(orders=[order], taken=here, locks=()))
    return bool(free.capacity[free.by[0, sex]])


def _left(failing, full, unknown_allowed):
    if not failing or failing[0].wish is None:
        return Reason("no_orders")
    if failing[0].order in full:
        return Reason("orders_full")
    banned = next((one for one in failing if kinds_of(*one.failed, *one.open) == ("banned",) and one.order not in full), None)
    if banned:
        return Reason("fits_but_banned", order=banned.order)
    nearest = failing[0]
    unknown = () if unknown_allowed else kinds_of(*nearest.open)
    return Reason("nearest_order", order=nearest.order, lacking=kinds_of(*nearest.failed), unknown=unknown)


def _by_distance(failing, problem, full) -> list[Chance]:
    """What somebody wishes first, then fewest rules that are not met, then the least that is lacking. The first one is that of
    `gaps`, which looks at all people and not at how much is lacking. A rule that nobody knows counts as not met where it excludes.
    """
    turn = {problem.orders[at].id: number for number, at in enumerate(easier_first(problem.orders))}

    def unmet(one):
        rules = len(one.failed) + (0 if problem.settings.unknown_allowed else len(one.open))
        return one.wish is None, one.order in full, rules

    failing = sorted(failing, key=lambda one: (*unmet(one), sum(rule.far for rule in one.failed), len(one.open), turn[one.order]))
    first = min(failing, key=lambda one: (*unmet(one), turn[one.order]), default=None)
    return [first, *(one for one in failing if one is not first)] if failing else []


def _chances(problem, plan, person):
    """Every order for one person."""
    known, columns = facts(problem, person), Columns(alone(problem, person))
    sex = int(problem.people.sex[person])
    banned = {order for one, order in problem.bans.tolist() if one == int(problem.people.ids[person])}
    chances = []
    for at, order in enumerate(problem.orders):
        who, rank = columns.wishing(order.occupation, order.country)
        wish = int(rank[0]) if len(who) else None
        outcomes = outcomes_of(problem, order, known, wish, sex, order.id in banned)
        fits = all(one.state == PASS or one.state == OPEN and problem.settings.unknown_allowed for one in outcomes)
        chance = Chance(order.id, wish, outcomes)
        chances.append(_scored(plan, columns, chance, order, at, sex) if fits else chance)
    place = plan.order_of(int(problem.people.ids[person]))
    return [
        _scored(plan, columns, one, problem.orders[problem.order_index(place)], problem.order_index(place), sex)
        if one.order == place and one.score is None
        else one
        for one in chances
    ]


def outcomes_of(problem, order, known, wish, sex, banned) -> tuple[Outcome, ...]:
    """Every must of an order for one person, with what the office fixed; failed and unknown ones first."""
    departs, closes = _days(problem, order)
    found = [check(one, known, departs_on=departs, closes_on=closes) for one in order.musts()]
    if wish is None:
        found.append(Outcome(FAIL, Reason("not_wished", occupation=order.occupation), 1, 50))
    if order.by_sex and sex == NOBODY:
        found.append(Outcome(FAIL, Reason("sex_needed"), 1, 50))
    if banned:
        found.append(Outcome(FAIL, Reason("banned"), 1, 100))
    return tuple(sorted(found, key=lambda one: (FAIL, OPEN, PASS).index(one.state)))


def _scored(plan, columns, chance, order, at, sex):
    who, rank = np.array([0]), np.array([UNWISHED if chance.wish is None else chance.wish])
    points = int(score.total(columns, order, who, rank)[0])
    parts = tuple((name, int(part[0])) for name, part in score.parts(columns, order, who, rank).items())
    line = plan.certificate.of(at, sex)
    cutoff = None if line in (EVERYBODY, NO_PLACE) else line
    return Chance(
        **{
            **vars(chance),
            "score": points,
            "parts": parts,
            "cutoff": cutoff,
            "closed": line == NO_PLACE,
            "sex": CODES.get(sex) if order.by_sex else None,
            "short": max(0, (cutoff or 0) - points),
        }
    )


def _numbered(problem, plan, person, chance):
    ranking = reserves(problem, plan, chance.order)
    number = next((one.number for one in ranking if one.person == int(problem.people.ids[person])), None)
    fixed = int((plan.locked & (plan.orders == chance.order)).sum())
    return replace(chance, number=number, fixed=fixed, reason=_no_place(problem, chance, named=False) if chance.closed else None)


def alone(problem: Problem, person: int) -> Problem:
    """The problem of one person (index): all orders, no locks."""
    none = np.zeros((0, 2), np.int64)
    return Problem(problem.people.only([person]), problem.orders, problem.settings, none, none, none, none)


def _days(problem, order):
    return date.fromordinal(problem.day(order)), date.fromordinal(order.closes_on) if order.closes_on else None
