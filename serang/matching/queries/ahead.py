"""Before people are proposed: how they fit an order, who cannot be proposed and why, who would step in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

import numpy as np
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from serang.applicants.models import Applicant
from serang.common.rules.reasons import Reason
from serang.db import db, one_of
from serang.matching.models import Match, Run
from serang.matching.queries import gather, places, runs
from serang.matching.rules.columns import Columns
from serang.matching.rules.crowd import crowd
from serang.matching.rules.fits import Fit, fits
from serang.matching.rules.instead import instead as replace_one
from serang.matching.rules.plan import Move
from serang.orders.models import JobOrder

LARGE = 1_000_000
NAMED = 50
RESERVES_NAMED = 3


def fits_of(order: JobOrder, applicant_ids, on: date) -> dict[int, Fit]:
    """How these people stand to an order today, by id."""
    ids = list(applicant_ids)
    found = fits(gather.beside(order, ids, on), order.id) if ids else {}
    return found | {one: found[one].refused_by(who) for one, who in places.refused_by(order.id).items() if one in found}


def judged(pairs, on: date) -> dict[tuple[int, int], tuple[int, bool]]:
    """How very many people stand to orders on a day, by (person, order): the score of 1000 and whether every rule is met."""
    people_of = {}
    for person, order in pairs:
        people_of.setdefault(order, set()).add(person)
    some = list(db.session.scalars(select(JobOrder).where(one_of(JobOrder.id, people_of)).options(selectinload(JobOrder.requirements))))
    given = gather.among(some, {person for people in people_of.values() for person in people}, on)
    columns, found = Columns(given), {}
    for order, people in people_of.items():
        beside = crowd(given, order, given.indices(np.array(sorted(people)), [])[0], columns)
        each = zip(beside.ids.tolist(), beside.score.tolist(), beside.good.tolist(), strict=True)
        found |= {(person, order): (points, good) for person, points, good in each}
    return found


def unfit(order: JobOrder, applicant_ids, on: date, unknown_allowed: bool) -> dict[int, Reason]:
    """Of these people, those who do not meet the rules of an order on a day, and the first rule that they do not. Who is fixed there
    does not have to.
    """
    fixed = {person for person, _order in places.fixed([order.id])}
    found = fits_of(order, [one for one in applicant_ids if one not in fixed], on)
    return gaps(found, unknown_allowed)


def gaps(found: Mapping[int, Fit], unknown_allowed: bool) -> dict[int, Reason]:
    """The first rule that each of some people does not meet (see `fits_of`); who meets all is left out."""
    lacking = {one: [*fit.failed, *(() if unknown_allowed else fit.open)] for one, fit in found.items()}
    return {one: some[0].reason for one, some in lacking.items() if some}


def changed_rules(run: Run, orders) -> set[int]:
    """Of these orders, those (ids) of which what decides who may be placed is not what the run was given."""
    decides = attrgetter("requirements", "occupation", "country", "departs_on", "closes_on")
    given = {one.id: decides(one) for one in runs.stored(run)[0].orders}
    return {one.id for one in orders if decides(gather.order_of(one)) != given.get(one.id)}


@dataclass(frozen=True)
class Line:
    """What proposing one person by hand would do: how they fit, and why not (None: they can be proposed)."""

    applicant: Applicant
    place: Match | None
    fit: Fit
    reason: Reason | None


def forecast(order: JobOrder, applicant_ids, on: date) -> list[Line]:
    """What proposing these people for an order would do, best fit first, who cannot last; unknown ids are left out."""
    known = places.with_places(applicant_ids)
    fitting = fits_of(order, known, on)
    lines = [
        Line(person, place, fitting[one], cannot(person, place, order) or _gap(fitting[one])) for one, (person, place) in known.items()
    ]
    return sorted(lines, key=lambda line: (line.reason is not None, -line.fit.score, line.applicant.id))


@dataclass(frozen=True)
class Selection:
    """What proposing very many people by hand would do: who can be, best fit first, as (person, score); how many cannot,
    for how many of them what stands against it (the code of a reason or a kind of rule), and the first of them.
    """

    can: list[tuple[int, int]]
    cannot: int
    against: list[tuple[str, int]]
    first: list[Line]


def selection(order: JobOrder, applicant_ids, on: date) -> Selection:
    """What `forecast` says of each, counted; the first who cannot are looked at one by one."""
    ids = list(dict.fromkeys(applicant_ids))
    if not ids:
        return Selection([], 0, [], [])
    found, away = crowd(gather.beside(order, ids, on), order.id), _away(order, ids)
    here = np.array([one not in away for one in found.ids.tolist()], bool)
    best = np.lexsort((found.ids, -found.score.astype(int)))
    can, cannot = (best[mask[best]] for mask in (found.good & here, ~(found.good & here)))
    against = Counter(away.values()) + Counter({kind: int((mask & here).sum()) for kind, mask in found.lacking.items()})
    return Selection(
        list(zip(found.ids[can].tolist(), found.score[can].tolist(), strict=True)),
        len(cannot),
        against.most_common(),
        forecast(order, found.ids[cannot[:NAMED]].tolist(), on),
    )


def _away(order, ids) -> dict[int, str]:
    """Of these people, those who cannot be given any place now, with the code of why."""
    query = select(Applicant.id, Applicant.exit_reason, Applicant.hold_reason, Match.state, Match.order_id)
    query = query.outerjoin(Match, and_(Match.applicant_id == Applicant.id, Match.active)).where(one_of(Applicant.id, ids))
    reasons = or_(Applicant.exit_reason.is_not(None), Applicant.hold_reason.is_not(None), Match.state != "proposed")
    return {row.id: cannot(row, row if row.state else None, order).code for row in db.session.execute(query.where(reasons))}


@dataclass(frozen=True)
class Instead:
    """Who would step in when a place becomes free: `moves` (person, from, to) with the people by id,
    or, where looking at everything takes too long, the first of the list of reserves who still can.
    """

    moves: tuple[Move, ...]
    people: dict[int, Applicant]
    reserves: list


def instead(match: Match, on: date) -> Instead:
    """What would follow if the person of this place left."""
    return without(match.order, match.applicant_id, on, held=match.state != "proposed")


def without(order: JobOrder, person_id: int, on: date, *, held: bool = False) -> Instead:
    """What would follow on an order if a person who is proposed for it, or has a place there already (`held`), left."""
    run = runs.latest()
    asked = {"whom": run.figures.get("whom", gather.READY)} if run else {}
    if order.state != "open":
        return Instead((), {}, [])
    if gather.size(on, **asked) > LARGE:
        return Instead((), {}, _reserves(run, order, person_id, on) if run else [])
    asked |= {"unknown_allowed": run.unknown_allowed} if run else {}
    given = gather.problem(on, **asked)
    rest = gather.problem(on, **asked, without=person_id) if held else None
    found = replace_one(given, person_id, order.id, rest=rest)
    return Instead(found, {one: row for one, (row, _place) in places.with_places([move.person for move in found]).items()}, [])


def _reserves(run, order, leaver, on):
    """The first reserves of a run who have no place, are not refused here and meet the rules."""
    rows = runs.of_kind(run, "reserve", order.id, size=NAMED)[0]
    known, refused = places.with_places([row.applicant_id for row in rows]), places.refused(run, [order.id])
    here = {one for one, (person, place) in known.items() if not place and not cannot(person, None, order)}
    free = {one for one in here - {leaver} if (one, order.id) not in refused}
    wrong = unfit(order, free, on, run.unknown_allowed)
    return [row for row in rows if row.applicant_id in free - wrong.keys()][:RESERVES_NAMED]


def cannot(applicant: Applicant, place: Match | None, order: JobOrder) -> Reason | None:
    """Why a person cannot be given a place on an order now: gone, held, with a partner; None when they can."""
    if applicant.exit_reason:
        return Reason("absent_gone")
    if applicant.hold_reason:
        return Reason("absent_held")
    if place and place.state != "proposed":
        return Reason("here_already") if place.order_id == order.id else Reason("has_place", order=place.order_id)
    return None


def cannot_lock(applicant: Applicant, place: Match | None, order: JobOrder) -> Reason | None:
    """Why a person cannot be fixed to an order: away for good, placed or fixed elsewhere; None when they can."""
    if applicant.stage in gather.AWAY:
        return Reason("lock_away", stage=applicant.stage)
    if applicant.exit_reason or (place and place.state != "proposed" and place.order_id != order.id):
        return cannot(applicant, place, order)
    locked = (one.order_id for one in places.locks_of_person(applicant.id) if one.kind == "lock" and one.order_id != order.id)
    return next((Reason("lock_elsewhere", order=one) for one in locked), None)


def _gap(fit) -> Reason | None:
    gaps = (*fit.failed, *fit.open)
    return gaps[0].reason if gaps else None
