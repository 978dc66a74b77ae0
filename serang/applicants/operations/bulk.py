"""One field changed for many people, in one transaction, with a report of those who could not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.db import db
from serang.settings.rules import SLOTS

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
AT_ONCE = 500


@dataclass
class Report:
    """How many were changed, how many had the value already, how many are gone."""

    changed: int = 0
    same: int = 0
    gone: int = 0
    act_id: int | None = field(default=None, compare=False)


def forecast(ids: Sequence[int], *, name: str, value) -> Report:
    """What `change_many` would do, without doing it."""
    report = Report()
    for part in _parts(ids):
        current = list(db.session.scalars(select(getattr(Applicant, name)).where(Applicant.id.in_(part))))
        same = sum(1 for stored in current if stored == value)
        report.same += same
        report.changed += len(current) - same
        report.gone += len(part) - len(current)
    return report


def change_many(ids: Sequence[int], *, name: str, value, at: datetime) -> Report:
    """Give all these people the value in one column; who has it already or is gone stays out and is counted.

    Raises Conflict nobody_chosen for an empty list, bulk_field for a column that is not changed in bulk.
    """
    if not ids:
        raise Conflict("nobody_chosen")
    if name not in CHANGEABLE:
        raise Conflict("bulk_field", field=name)
    expected = forecast(ids, name=name, value=value)
    act("applicants.bulk", field=name, count=expected.changed)
    report = Report()
    for part in _parts(ids):
        people = list(db.session.scalars(select(Applicant).where(Applicant.id.in_(part)).order_by(Applicant.id).with_for_update()))
        wrong = [person for person in people if getattr(person, name) != value]
        for person in wrong:
            setattr(person, name, value)
            person.updated_at = at
        db.session.flush()
        report.changed += len(wrong)
        report.same += len(people) - len(wrong)
        report.gone += len(part) - len(people)
        for person in people:
            db.session.expunge(person)
    return report


def _parts(ids: Sequence[int]):
    unique = list(dict.fromkeys(ids))
    return (unique[start : start + AT_ONCE] for start in range(0, len(unique), AT_ONCE))
