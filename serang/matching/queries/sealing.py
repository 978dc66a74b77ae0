"""What stands behind a run: what was done to the rules of its orders, which rules did not count, who was fixed by hand."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import and_, or_, select

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.audit.models import Act, Change
from serang.db import db, fetched, one_of
from serang.matching.models import Lock, Run
from serang.matching.queries import runs
from serang.orders.models import JobOrder, OrderRequirement
from serang.orders.queries import DECIDING
from serang.orders.rules import QUOTAS, SENSITIVE

CHANGING = ("orders.change", "orders.requirement", "orders.weights")
RULE_ACTS = ("matching.seal", "matching.unseal", "orders.requirement", "orders.confirm", "orders.weights", "orders.quota", "orders.change")
LISTED = 100
LOOKED_AT = 1000


@dataclass(frozen=True)
class Fixed:
    """A person whom a run was given as fixed to an order (`kind` lock) or kept from it (ban). `kept`: the decision with its reason
    where it still stands; `who` made it. `person` and `order`: None where they are no longer there.
    """

    kind: str
    person: Applicant | None
    order: JobOrder | None
    kept: Lock | None
    who: str | None


def rule_acts(run: Run, *, limit: int = 50) -> list[Act]:
    """What was done to seals, rules, weights and quotas of the orders of a run, before and after it, newest first."""
    numbers = set(db.session.scalars(select(JobOrder.number).where(JobOrder.id.in_([one["id"] for one in run.figures["orders"]]))))
    touched = or_(Change.table == OrderRequirement.__tablename__, Change.field.in_(("sealed_at", "weights", *QUOTAS)))
    acts = select(Act).where(Act.title.in_(RULE_ACTS), select(Change.id).where(Change.act_id == Act.id, touched).exists())
    found = (act for act in db.session.scalars(acts.order_by(Act.id.desc()).limit(1000)) if act.facts.get("number") in numbers)
    return list(islice(found, limit))


def wrote(order: JobOrder, account_id: int) -> bool:
    """Whether this account has changed what the seal of an order covers since it was sealed last: then somebody else seals it."""
    here = select(Change.id).where(Change.act_id == Act.id, Change.table == JobOrder.__tablename__, Change.row_id == str(order.id))
    rules = select(Change.id).where(Change.act_id == Act.id, Change.table == OrderRequirement.__tablename__)
    made = and_(Act.title == "orders.create", here.where(Change.kind == "created").exists())
    changed = and_(Act.title.in_(CHANGING), or_(here.where(Change.field.in_({*DECIDING, "weights"})).exists(), rules.exists()))
    acts = select(Act).where(or_(Act.title == "matching.seal", and_(Act.account_id == account_id, or_(made, changed))))
    for one in db.session.scalars(acts.order_by(Act.id.desc()).limit(LOOKED_AT)):
        if one.title == "orders.create" or one.facts.get("number") == order.number:
            return one.title != "matching.seal"
    return False


def fixed_by_hand(run: Run) -> tuple[list[Fixed], int]:
    """The locks and bans that a run was given, the first of them (locks first), and how many there are in all."""
    problem = runs.stored(run)[0]
    given = [(kind, *pair) for kind, pairs in (("lock", problem.locks), ("ban", problem.bans)) for pair in pairs[:LISTED].tolist()]
    some = given[:LISTED]
    people, orders = ({row[at] for row in some} for at in (1, 2))
    there = {one.id: one for one in db.session.scalars(select(Applicant).where(one_of(Applicant.id, people)))}
    asked = runs.orders_of(orders)
    decided = select(Lock, Account.name).outerjoin(Account, Account.id == Lock.account_id)
    rows = db.session.execute(decided.where(one_of(Lock.applicant_id, people), one_of(Lock.order_id, orders)))
    kept = {(lock.kind, lock.applicant_id, lock.order_id): (lock, who) for lock, who in rows}
    found = [Fixed(row[0], there.get(row[1]), asked.get(row[2]), *kept.get(row, (None, None))) for row in some]
    return found, len(problem.locks) + len(problem.bans)


def sealed_at(order_ids, by: datetime) -> dict[int, datetime]:
    """Since when the rules and weights of orders are sealed, by order; those that were open at that moment are left out."""
    query = select(JobOrder.id, JobOrder.sealed_at).where(one_of(JobOrder.id, order_ids), JobOrder.sealed_at <= by)
    return dict(fetched(query))


def orders_with_waiting_rules(order_ids) -> list[int]:
    """Which of the orders have a rule that the head has not confirmed, so that it did not count."""
    waiting = select(OrderRequirement.order_id).where(OrderRequirement.kind.in_(SENSITIVE), OrderRequirement.confirmed_at.is_(None))
    return sorted(set(db.session.scalars(waiting)).intersection(order_ids))
