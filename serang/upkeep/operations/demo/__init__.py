"""The demo: an empty database filled with invented people, orders, classes and matches."""

import gc
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from random import Random

from sqlalchemy import select

from serang.accounts import operations as staff
from serang.accounts import queries as accounts
from serang.applicants.models import Applicant
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.db import db
from serang.documents import operations as documents
from serang.documents import queries as documents_known
from serang.documents.models import DocumentKind
from serang.orders.models import JobOrder
from serang.settings.models import Kelurahan, OwnField
from serang.upkeep import operations as upkeep
from serang.upkeep.operations.demo.around import Frame, keep_classes, keep_orders, keep_own_fields
from serang.upkeep.operations.demo.persons import keep_matches, keep_people
from serang.upkeep.rules import journey, trainings
from serang.upkeep.rules import orders as demands
from serang.upkeep.rules.lists import LISTS

AT_ONCE = 5000


def fill(*, applicants: int, orders: int, seed: int, on: date, at: datetime, password: str) -> tuple[dict[str, int], list[dict]]:
    """Fill an empty database with invented people, the same for the same seed and day.

    Gives how many of what there are, and of each account its username, roles and whether it was made now, with that
    password. Raises Conflict when there are applicants or orders already.
    """
    if db.session.scalar(select(Applicant.id).limit(1)) or db.session.scalar(select(JobOrder.id).limit(1)):
        raise Conflict("not_empty")
    act("upkeep.demo", applicants=applicants, orders=orders, seed=seed)
    upkeep.seed()
    logins = _hire(password, at=at)
    with _collector_off():
        documents.reword(documents_known.kind("consent"), text=LISTS["consent"], at=datetime.combine(on, time(), UTC))
        made = _invent(applicants, orders, seed, on)
        documents.refresh_papers(None, on)
        return made, logins


@contextmanager
def _collector_off():
    """Millions of small rows come and go here; looking through them for circles costs a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _hire(password: str, *, at: datetime) -> list[dict]:
    """Make the accounts of the demo that do not exist yet; gives of each its username, roles, and whether it is new."""
    hired = []
    for row in LISTS["accounts"]:
        known = accounts.by_username(row["username"])
        account = known or staff.create(**row, password=password, at=at, must_change_password=False)
        hired.append({"username": account.username, "roles": account.roles, "new": known is None})
    return hired


def _invent(applicants: int, orders: int, seed: int, on: date) -> dict[str, int]:
    rng = Random(f"serang {seed}")
    left = journey.counts(applicants, orders)
    groups = demands.invent(rng, orders, leaving=sum(left.values()), today=on)
    classes = trainings.invent(rng, applicants, today=on)
    ways = journey.invent(rng, applicants, left=left, orders=groups, classes=classes, today=on)
    frame = Frame(
        on,
        keep_orders(rng, groups, on),
        keep_classes(rng, classes, on),
        [id_ for id_, _name in accounts.officers()],
        sorted(db.session.scalars(select(Kelurahan.code))),
        dict(db.session.execute(select(DocumentKind.code, DocumentKind.months)).all()),
        keep_own_fields() if not db.session.scalar(select(OwnField.id).limit(1)) else {},
    )
    made = Counter(orders=len(frame.orders), batches=len(classes), partnerships=len(LISTS["partnerships"]))
    for start in range(0, len(ways), AT_ONCE):
        made.update(keep_people(rng, ways[start : start + AT_ONCE], frame, groups))
        db.session.expunge_all()
    made["matches"] = keep_matches(rng, frame, groups)
    db.session.flush()
    return dict(made)
