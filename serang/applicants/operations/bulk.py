"""One field changed for many people, in one transaction, with a report of those who could not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from serang.applicants.models import Applicant
from serang.applicants.queries.person import lock_all
from serang.audit.operations import act, update_many
from serang.common.refusals import Conflict
from serang.db import db, one_of
from serang.jobs import operations as jobs
from serang.jobs.models import Job
from serang.settings.rules import SLOTS

JOB = "applicants.bulk"
CHANGEABLE = (
    "officer_id",
    "pathway",
    "kelurahan_code",
    "education",
    "marital_status",
    "sex",
    "major",
    "birth_place",
    "note",
    *SLOTS,
)


@dataclass
class Report:
    """How many were changed, of these how many had another value, how many had this one already, how many are gone."""

    changed: int = 0
    same: int = 0
    gone: int = 0
    replaced: int = 0


def forecast(ids: Sequence[int], *, name: str, value) -> Report:
    """What `change_many` would do, without doing it."""
    column = getattr(Applicant, name)
    same, filled = case((column.is_distinct_from(value), 0), else_=1), func.count(column)
    counts = select(func.count(), filled, func.coalesce(func.sum(same), 0)).where(one_of(Applicant.id, ids))
    there, filled, same = db.session.execute(counts).one()
    return Report(there - same, same, len(set(ids)) - there, filled - same)


def change_many(ids: Sequence[int], *, name: str, value, at: datetime) -> Report:
    """Give all these people the value in one column; who has it already or is gone stays out and is counted.

    Raises Conflict nobody_chosen for an empty list, bulk_field for a column that is not changed in bulk.
    """
    _may_be(ids, name)
    lock_all(ids)
    report = forecast(ids, name=name, value=value)
    act("applicants.bulk", field=name, count=report.changed)
    update_many(Applicant, ids, {name: value}, at=at)
    return report


def change_later(ids: Sequence[int], *, name: str, value, account_id: int | None, at: datetime) -> Job:
    """Have the worker do what `change_many` does. Raises Conflict as it does."""
    _may_be(ids, name)
    return jobs.queue(JOB, account_id=account_id, at=at, total=len(ids), ids=list(ids), name=name, value=value)


def _may_be(ids, name):
    if not ids:
        raise Conflict("nobody_chosen")
    if name not in CHANGEABLE:
        raise Conflict("bulk_field", field=name)
