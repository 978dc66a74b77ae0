"""Everything a run depends on, read as columns: people, evidence, orders, and what staff have fixed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select

from serang.applicants.models import Applicant
from serang.applicants.rules import MARITAL
from serang.common.rules import education
from serang.db import db, one_of
from serang.matching.models import TAKING_PLACE, Lock, Match
from serang.matching.queries import evidence
from serang.matching.queries.packed import columns
from serang.matching.rules.problem import SEXES, Order, People, Problem, Settings
from serang.matching.rules.states import PENDING
from serang.orders import queries as orders
from serang.orders.models import JobOrder, waits
from serang.orders.rules import Requirement

READY, ALL = "ready", "all"
WHOM = (READY, ALL)
AWAY = ("departed", "returned")
PART = 4  # from a quarter of all people on, whole tables are read


def problem(on: date, *, whom: str = READY, unknown_allowed: bool = False, without: int | None = None) -> Problem:
    """What a run on that day is given: open orders, and people who may be placed.

    `whom`: ready for those at stage ready, all for everybody who has not left or departed. Who is with a partner or
    has a place on an open order is in it as taking that place. `without`: a person (id) who is left out as if gone.
    """
    wanted = orders.open_rows(on)
    ids = [order.id for order, _rules in wanted]
    taken, besides, sexes = _taken([order for order, _rules in wanted], without)
    who = or_(candidates(whom), Applicant.id.in_(select(Match.applicant_id).where(_holding(), Match.order_id.in_(ids))))
    if away := [*besides, *([without] if without else [])]:
        who = and_(who, Applicant.id.not_in(away))
    locks, bans = _fixed(ids)
    locks = [pair for pair in locks if pair[0] not in away]
    waiting = Counter(besides.values())
    made = [_order(*one, waiting[one[0].id], sexes[one[0].id, "L"], sexes[one[0].id, "P"]) for one in wanted]
    everybody = people(who, asked(made))
    return Problem.build(
        everybody,
        made,
        Settings(on.toordinal(), unknown_allowed),
        locks=locks,
        bans=bans,
        taken=taken,
        last=_last(ids),
    )


def beside(order: JobOrder, applicant_ids, on: date, *, unknown_allowed: bool = False) -> Problem:
    """Some people and one order alone: to say how they stand to it."""
    return among([order], applicant_ids, on, unknown_allowed=unknown_allowed)


def among(some: list[JobOrder], applicant_ids, on: date, *, unknown_allowed: bool = False) -> Problem:
    """Some people and some orders alone."""
    ids = set(applicant_ids)
    bans = [pair for pair in _fixed([order.id for order in some])[1] if pair[0] in ids]
    made = [order_of(order) for order in some]
    everybody = people(one_of(Applicant.id, ids), asked(made))
    return Problem.build(
        everybody,
        made,
        Settings(on.toordinal(), unknown_allowed),
        bans=bans,
    )


def candidates(whom: str):
    """The condition for people who may be placed: here, not held, and not sent to a partner yet."""
    stage = Applicant.stage == "ready" if whom == READY else Applicant.stage.not_in(AWAY)
    gone = select(Match.applicant_id).where(_holding())
    return and_(stage, Applicant.exit_reason.is_(None), Applicant.hold_reason.is_(None), Applicant.id.not_in(gone))


def size(on: date, whom: str = READY) -> int:
    """How many pairs of people and orders a run has to look at."""
    number = select(func.count()).select_from(Applicant).where(candidates(whom))
    wanted = select(func.count()).select_from(JobOrder).where(orders.fillable(on))
    return db.session.scalar(number) * max(1, db.session.scalar(wanted))


@dataclass(frozen=True)
class Asked:
    """What some orders ask about: codes of tests, certificates and papers; nothing else of these is read."""

    tests: frozenset[str]
    certificates: frozenset[str]
    papers: frozenset[str]
    marital: bool


def asked(some: list[Order]) -> Asked:
    """What these orders ask about."""
    rules = [one for order in some for one in order.requirements]
    tests = {each["test"] for one in rules if one.kind == "language" for each in one.values["any"]}
    return Asked(
        frozenset(tests),
        frozenset(one.values["code"] for one in rules if one.kind == "certificate"),
        frozenset(one.values["type"] for one in rules if one.kind == "document"),
        any(one.kind == "marital" for one in rules),
    )


def people(who, wanted: Asked) -> People:
    """The people of a condition with the evidence that is asked for."""
    sex = case(dict(SEXES), value=Applicant.sex, else_=0)
    schooling = case({code: education.rung(code) for code in education.LADDER}, value=Applicant.education, else_=0)
    marital = case({code: at for at, code in enumerate(MARITAL, 1)}, value=Applicant.marital_status, else_=0)
    facts = (evidence.ordinal(Applicant.birth_date), sex, schooling, func.coalesce(Applicant.height_cm, 0))
    found = columns(select(Applicant.id, *facts, *((marital,) if wanted.marital else ())).where(who))
    ids = None if _are_many(len(found[0])) else select(Applicant.id).where(who)
    return People.build(
        *found,
        languages=evidence.languages_of(ids, wanted.tests),
        certificates=evidence.certificates_of(ids, wanted.certificates),
        experience=evidence.experience_of(ids),
        documents=evidence.documents_of(ids, wanted.papers),
        trainings=evidence.trainings_of(ids),
        wishes=evidence.wishes_of(ids),
    )


def _are_many(number):
    """Whether so many people are asked for that what everybody has is read sooner than what each of them has."""
    return number * PART > db.session.scalar(select(func.count()).select_from(Applicant))


def order_of(order: JobOrder) -> Order:
    """An order as the engine sees it."""
    return _order(order, order.requirements)


def _order(order, rules, *besides):
    asked = tuple(Requirement(row.kind, row.strength, row.weight, dict(row.facts)) for row in rules if not waits(row))
    weights = orders.weights(order)
    return Order(
        order.id,
        order.occupation,
        order.country,
        order.departs_on and order.departs_on.toordinal(),
        order.closes_on and order.closes_on.toordinal(),
        order.quota,
        order.quota_male,
        order.quota_female,
        order.reserves,
        order.priority,
        asked,
        weights,
        (),
        *besides,
    )


def _holding():
    """Sent to a partner or further."""
    return and_(Match.active, Match.state.in_((*PENDING, *TAKING_PLACE)))


def _taken(wanted, without=None):
    """Who takes a place (person, order), and those with the partner beyond the quota, who only wait there: person to order, and how many
    they are by order and sex. Nobody is `without`.
    """
    rows = db.session.execute(
        select(Match.applicant_id, Match.order_id, Match.state, Applicant.sex)
        .join(Applicant, Applicant.id == Match.applicant_id)
        .where(_holding(), Match.order_id.in_([one.id for one in wanted]), Match.applicant_id != (without or 0))
        .order_by(
            case((Match.state.in_(TAKING_PLACE), 0), else_=1),
            Match.reserve_rank.nulls_first(),
            Match.score.desc().nulls_last(),
            Match.id,
        )
    ).all()
    left, taken, besides, sexes = {order.id: order.quota for order in wanted}, [], {}, Counter()
    for person, order, state, sex in rows:
        left[order] -= 1
        if state in TAKING_PLACE or left[order] >= 0:
            taken.append((person, order))
        else:
            besides[person] = order
            sexes[order, sex] += 1
    return taken, besides, sexes


def _fixed(order_ids):
    rows = db.session.execute(select(Lock.applicant_id, Lock.order_id, Lock.kind).where(Lock.order_id.in_(order_ids))).all()
    return tuple([(person, order) for person, order, kind in rows if kind == wanted] for wanted in ("lock", "ban"))


def _last(order_ids):
    """The plan as it was accepted: who is proposed where."""
    return _pairs(select(Match.applicant_id, Match.order_id).where(Match.active, Match.state == "proposed", Match.order_id.in_(order_ids)))


def _pairs(statement):
    return [tuple(row) for row in db.session.execute(statement)]
