"""Job orders, and how far each is filled."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from serang.applicants.models import Applicant
from serang.audit.queries import of_removed
from serang.common.refusals import Missing
from serang.common.rules import edits
from serang.common.rules.reasons import Reason
from serang.db import as_json, db, fetched
from serang.matching.models import TAKING_PLACE, Match
from serang.matching.rules.problem import WEIGHTS
from serang.orders.models import JobOrder, OrderRequirement
from serang.orders.rules import USUAL

DECIDING = ("occupation", "country", "departs_on", "closes_on", "priority")  # sealed with the rules: they decide too who is placed
SORTS = {
    "number": JobOrder.number,
    "title": JobOrder.title,
    "employer": JobOrder.employer,
    "quota": JobOrder.quota,
    "closes_on": JobOrder.closes_on,
    "departs_on": JobOrder.departs_on,
}
PAGE = 50


@dataclass(frozen=True)
class Filled:
    """How many people an order has: those who take a place, those sent to the partner, those only proposed.

    `male` and `female` count who takes a place, `active_male` and `active_female` everybody of the order who is not out.
    """

    accepted: int = 0
    nominated: int = 0
    proposed: int = 0
    male: int = 0
    female: int = 0
    active_male: int = 0
    active_female: int = 0

    @property
    def active(self) -> int:
        """Everybody who is on the order and not out."""
        return self.accepted + self.nominated + self.proposed

    def free(self, quota: int) -> int:
        """Places that nobody has taken yet."""
        return max(0, quota - self.accepted)

    def above(self, **quotas: int) -> int:
        """How many people would stand above these quotas (all of them, or of one sex)."""
        here = {"quota": self.active, "quota_male": self.active_male, "quota_female": self.active_female}
        return max(0, *(here[name] - most for name, most in quotas.items())) if quotas else 0


def get(order_id: int) -> JobOrder:
    """One order with its requirements. Raises Missing."""
    order = db.session.get(JobOrder, order_id, options=[selectinload(JobOrder.requirements)])
    if order is None:
        raise Missing("no_order")
    return order


def locked(order_id: int) -> JobOrder:
    """The order as it is now, held so that nobody else takes its places meanwhile. Raises Missing."""
    order = held(order_id)
    if order is None:
        raise Missing("no_order")
    return order


def held(order_id: int) -> JobOrder | None:
    """The same, or None for an order that is not there."""
    return db.session.scalar(select(JobOrder).where(JobOrder.id == order_id).with_for_update().execution_options(populate_existing=True))


def weights(order: JobOrder) -> dict[str, int]:
    """The points of each part of the score, the usual ones where the order has no others."""
    return {**WEIGHTS, **(order.weights or {})}


def asks(order: JobOrder) -> str:
    """The mark of what a seal covers as it stands: rules, weights, work, country, days and priority."""
    rules = [(row.kind, row.strength, row.weight, row.facts, row.waits) for row in order.requirements]
    covered = {name: as_json(getattr(order, name)) for name in DECIDING}
    return edits.marks({"asks": [sorted(covered.items(), key=str), sorted(rules, key=str), weights(order)]})


def usual_rules(order: JobOrder) -> dict[str, dict | None]:
    """The facts of the rules that stand in the order's own form, by kind; None where none is asked."""
    stored = {row.kind: row.facts for row in order.requirements if row.strength == "must"}
    return {kind: stored.get(kind) for kind in USUAL}


def find(*, q=None, state=(), country=(), occupation=(), sort=None, page=1, size=PAGE) -> tuple[list[JobOrder], int]:
    """The orders that match, one page of them, and how many there are in all; unsorted: what can be filled first."""
    query = select(JobOrder)
    for word in (q or "").lower().split():
        like = f"%{_literal(word)}%"
        query = query.where(
            or_(
                *(
                    func.lower(column).like(like, escape="\\")
                    for column in (JobOrder.number, JobOrder.title, JobOrder.employer, JobOrder.letter_no)
                )
            )
        )
    for column, wanted in ((JobOrder.state, state), (JobOrder.country, country), (JobOrder.occupation, occupation)):
        query = query.where(column.in_(wanted)) if wanted else query
    total = db.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = db.session.scalars(query.order_by(*_order(sort), JobOrder.id).limit(size).offset((page - 1) * size))
    return list(rows), total


def _order(sort: str | None) -> list:
    column = SORTS.get((sort or "").lstrip("-"))
    if column is None:
        return [case((JobOrder.state == "open", 0), (JobOrder.state == "draft", 1), else_=2), JobOrder.closes_on.nulls_last()]
    return [(column.desc() if sort.startswith("-") else column.asc()).nulls_last()]


def facets() -> dict[str, dict[str, int]]:
    """How many orders of each state, country and occupation."""
    counts: dict[str, dict[str, int]] = {"state": {}, "country": {}, "occupation": {}}
    rows = db.session.execute(
        select(JobOrder.state, JobOrder.country, JobOrder.occupation, func.count()).group_by(
            JobOrder.state, JobOrder.country, JobOrder.occupation
        )
    )
    for *values, n in rows:
        for name, value in zip(counts, values, strict=True):
            counts[name][value] = counts[name].get(value, 0) + n
    return counts


def fillable(on: date):
    """The condition for orders that can still be filled on that day."""
    return and_(JobOrder.state == "open", or_(JobOrder.closes_on.is_(None), JobOrder.closes_on >= on))


def unfillable(order: JobOrder, on: date) -> Reason | None:
    """Why an order cannot be filled on that day; None when it can (see `fillable`)."""
    if order.state != "open":
        return Reason("order_not_open", state=order.state)
    return Reason("order_past", closes_on=order.closes_on) if order.closes_on and order.closes_on < on else None


def open_orders(on: date) -> list[JobOrder]:
    """The orders that can still be filled on that day, by id, with their requirements."""
    query = select(JobOrder).where(fillable(on)).options(selectinload(JobOrder.requirements))
    return list(db.session.scalars(query.order_by(JobOrder.id)))


def open_rows(on: date) -> list[tuple[Row, list[Row]]]:
    """The same as rows for reading, (order, its requirements): of a thousand orders several times as quick."""
    rule, rules = OrderRequirement, {}
    for row in fetched(select(*rule.__table__.c).join(JobOrder).where(fillable(on)).order_by(rule.order_id, rule.position)):
        rules.setdefault(row.order_id, []).append(row)
    orders = fetched(select(*JobOrder.__table__.c).where(fillable(on)).order_by(JobOrder.id))
    return [(order, rules.get(order.id, [])) for order in orders]


def filled(order_ids: list[int]) -> dict[int, Filled]:
    """Of each order, how far it is filled; orders without people are there with zeros."""

    def count(condition):
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    takes = Match.state.in_(TAKING_PLACE)
    query = (
        select(
            Match.order_id,
            count(takes),
            count(Match.state.in_(("nominated", "interviewed"))),
            count(Match.state == "proposed"),
            count(takes & (Applicant.sex == "L")),
            count(takes & (Applicant.sex == "P")),
            count(Applicant.sex == "L"),
            count(Applicant.sex == "P"),
        )
        .join(Applicant, Applicant.id == Match.applicant_id)
        .where(Match.active, Match.order_id.in_(order_ids))
        .group_by(Match.order_id)
    )
    counts = {order_id: Filled(*(int(n) for n in numbers)) for order_id, *numbers in db.session.execute(query)}
    return {order_id: counts.get(order_id, Filled()) for order_id in order_ids}


def has_people(order_id: int) -> bool:
    """Whether somebody is on the order who has not departed."""
    here = select(Match.id).where(Match.order_id == order_id, Match.active, Match.state != "departed")
    return db.session.scalar(here.limit(1)) is not None


def closing(*, on: date, before: date) -> list[JobOrder]:
    """Open orders that close until that day, soonest first."""
    query = (
        select(JobOrder).where(JobOrder.state == "open", JobOrder.closes_on.between(on, before)).order_by(JobOrder.closes_on, JobOrder.id)
    )
    return list(db.session.scalars(query))


def next_number(year: int) -> str:
    """The next free number of that year: JO-2026-015."""
    start = f"JO-{year}-"
    used = set(db.session.scalars(select(JobOrder.number).where(JobOrder.number.like(f"{start}%"))))
    used |= set(db.session.scalars(of_removed("job_orders", "number")))
    highest = max((int(tail) for number in used if (tail := number.removeprefix(start)).isdigit()), default=0)
    return f"{start}{highest + 1:03}"


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
