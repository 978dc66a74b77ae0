"""A class made from the training plan, with the people recommended for it in their order."""

from datetime import date

from sqlalchemy import func, select

from serang.audit.operations import act
from serang.db import db
from serang.trainings import operations as trainings
from serang.trainings.models import Batch, Course
from serang.trainings.rules.sessions import WEEKDAYS


def open_class(course: Course, *, applicant_ids, starts_on: date, ends_on: date, capacity: int, on: date) -> Batch:
    """A new batch of the course, on weekdays, with these people, first recommended first; for whom there is no seat waits in that
    order. Provider and place are filled in afterwards.
    """
    act("matching.open_class", course=course.name)
    batch = trainings.add_batch(
        course,
        number=next_number(course, starts_on),
        provider="BBPVP Serang",
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=capacity,
        weekdays=list(WEEKDAYS),
    )
    trainings.enrol(batch, applicant_ids=applicant_ids, on=on, recommended=True)
    return batch


def next_number(course: Course, starts_on: date) -> str:
    """The next free number of a batch from the plan: RP-26-003."""
    start = f"RP-{starts_on:%y}-"
    used = set(db.session.scalars(select(Batch.number).where(Batch.number.like(f"{start}%"))))
    number = db.session.scalar(select(func.count()).select_from(Batch).where(Batch.number.like(f"{start}%"))) + 1
    while f"{start}{number:03}" in used:
        number += 1
    return f"{start}{number:03}"
