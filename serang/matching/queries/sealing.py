"""What stands behind a run: what was done to the rules of its orders, and which rules did not count."""

from datetime import datetime
from itertools import islice

from sqlalchemy import or_, select

from serang.audit.models import Act, Change
from serang.db import db, fetched, one_of
from serang.matching.models import Run
from serang.orders.models import JobOrder, OrderRequirement
from serang.orders.rules import SENSITIVE

RULE_ACTS = ("matching.seal", "matching.unseal", "orders.requirement", "orders.confirm", "orders.weights", "orders.change")


def rule_acts(run: Run, *, limit: int = 50) -> list[Act]:
    """What was done to seals, rules and weights of the orders of a run, before and after it, newest first."""
    numbers = set(db.session.scalars(select(JobOrder.number).where(JobOrder.id.in_([one["id"] for one in run.figures["orders"]]))))
    touched = or_(Change.table == OrderRequirement.__tablename__, Change.field.in_(("sealed_at", "weights")))
    acts = select(Act).where(Act.title.in_(RULE_ACTS), select(Change.id).where(Change.act_id == Act.id, touched).exists())
    found = (act for act in db.session.scalars(acts.order_by(Act.id.desc()).limit(1000)) if act.facts.get("number") in numbers)
    return list(islice(found, limit))


def sealed_at(order_ids, by: datetime) -> dict[int, datetime]:
    """Since when the rules and weights of orders are sealed, by order; those that were open at that moment are left out."""
    query = select(JobOrder.id, JobOrder.sealed_at).where(one_of(JobOrder.id, order_ids), JobOrder.sealed_at <= by)
    return dict(fetched(query))


def orders_with_waiting_rules(order_ids) -> list[int]:
    """Which of the orders have a rule that the head has not confirmed, so that it did not count."""
    waiting = select(OrderRequirement.order_id).where(OrderRequirement.kind.in_(SENSITIVE), OrderRequirement.confirmed_at.is_(None))
    return sorted(set(db.session.scalars(waiting)).intersection(order_ids))
