"""Courses and batches: one, the list, those that take people."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from serang.accounts.rules import own_batches_only
from serang.common.refusals import Missing
from serang.db import db
from serang.trainings.models import Attendance, Batch, Course, Enrolment, Session
from serang.trainings.rules.places import IN

ORDERS = {"starts": Batch.starts_on, "ends": Batch.ends_on, "number": Batch.number, "course": Course.name}


@dataclass(frozen=True)
class BatchRow:
    """A batch in the list: how many take part, how many wait, marks of that day, sessions until that day and in all."""

    batch: Batch
    enrolled: int
    waiting: int
    marked: int
    met: int
    sessions: int
    on: date | None

    @property
    def free(self) -> int:
        """Places left."""
        return max(0, self.batch.capacity - self.enrolled)


@dataclass(frozen=True)
class Open:
    """A batch that takes people, and its places left."""

    batch: Batch
    free: int
    waiting: int


def visible_to(statement, reader):
    """Of a statement over batches, what the reader may see: a trainer only the own ones."""
    return statement.where(Batch.trainer_id == reader.id) if own_batches_only(reader.roles) else statement


def attends(batch: Batch, reader) -> bool:
    """Whether the reader may enter attendance and marks of the batch: officers, and its own trainer."""
    return "officer" in reader.roles or ("trainer" in reader.roles and batch.trainer_id == reader.id)


def get(batch_id: int, reader) -> Batch:
    """One batch with its course and trainer. Raises Missing, also when it is not the reader's."""
    statement = select(Batch).where(Batch.id == batch_id).options(joinedload(Batch.course), joinedload(Batch.trainer))
    batch = db.session.scalar(visible_to(statement, reader))
    if batch is None:
        raise Missing("no_batch")
    return batch


def enrolment(enrolment_id: int, reader) -> Enrolment:
    """One enrolment with person and batch. Raises Missing."""
    row = db.session.scalar(
        visible_to(select(Enrolment).join(Enrolment.batch).where(Enrolment.id == enrolment_id), reader).options(
            joinedload(Enrolment.applicant)
        )
    )
    if row is None:
        raise Missing("no_enrolment")
    return row


def session(batch: Batch, session_id: int) -> Session:
    """One day of the batch. Raises Missing."""
    row = db.session.scalar(select(Session).where(Session.id == session_id, Session.batch_id == batch.id))
    if row is None:
        raise Missing("no_session")
    return row


def course(course_id: int) -> Course:
    """One course. Raises Missing."""
    row = db.session.get(Course, course_id)
    if row is None:
        raise Missing("no_course")
    return row


def courses(*, active_only: bool = False) -> list[Course]:
    """All courses by name, those out of use last."""
    statement = select(Course).order_by(Course.active.desc(), Course.name)
    return list(db.session.scalars(statement.where(Course.active) if active_only else statement))


def batch_counts() -> dict[int, int]:
    """How many batches each course has had: course id → number."""
    return dict(db.session.execute(select(Batch.course_id, func.count()).group_by(Batch.course_id)).all())


def teaching() -> list[Course]:
    """Courses in use that grant something, by id: what could be taught so that people fit an order."""
    return [one for one in db.session.scalars(select(Course).where(Course.active).order_by(Course.id)) if one.grants]


def find(*, reader, on: date, q=None, state=None, course_id=None, sort=None, limit=25, offset=0) -> tuple[list[BatchRow], dict[str, int]]:
    """Batches of the list, and how many of the other choices there are in each state (state → number).

    `q` is part of number, course, provider or place; `sort` a key of ORDERS, with - for downwards.
    """
    wanted = visible_to(select(Batch).join(Batch.course), reader)
    for word in (q or "").split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        wanted = wanted.where(or_(*(column.ilike(like) for column in (Batch.number, Course.name, Batch.provider, Batch.place))))
    if course_id:
        wanted = wanted.where(Batch.course_id == course_id)
    counts = dict(
        db.session.execute(wanted.with_only_columns(Batch.state, func.count(), maintain_column_froms=True).group_by(Batch.state)).all()
    )
    if state:
        wanted = wanted.where(Batch.state == state)
    ordered = wanted.order_by(*_order(sort)).limit(limit).offset(offset)
    return _rows(ordered, on), counts


def open_batches(on: date) -> list[Open]:
    """Batches that take people on that day, planned or running, the next to start first."""
    statement = select(Batch).join(Batch.course).where(Batch.state.in_(("planned", "running")), Batch.ends_on >= on)
    rows = _rows(statement.order_by(Batch.starts_on, Batch.number), on)
    return [Open(row.batch, row.free, row.waiting) for row in rows]


def _order(sort):
    key, down = (sort or "").removeprefix("-"), (sort or "").startswith("-")
    if key in ORDERS:
        return (ORDERS[key].desc() if down else ORDERS[key].asc(), Batch.id)
    return (Batch.starts_on.desc(), Batch.id.desc())


def _rows(statement, on):
    here = Enrolment.batch_id == Batch.id
    columns = [
        _number(select(func.count(Enrolment.id)).where(here, Enrolment.state.in_(IN))),
        _number(select(func.count(Enrolment.id)).where(here, Enrolment.state == "waiting")),
        _number(
            select(func.count(Attendance.id))
            .join(Session, Attendance.session_id == Session.id)
            .where(Session.batch_id == Batch.id, Session.on == on)
        ),
        _number(select(func.count(Session.id)).where(Session.batch_id == Batch.id, Session.on <= on)),
        _number(select(func.count(Session.id)).where(Session.batch_id == Batch.id)),
    ]
    found = db.session.execute(statement.add_columns(*columns).options(joinedload(Batch.course), joinedload(Batch.trainer)))
    return [BatchRow(*row, on) for row in found]


def _number(statement):
    return statement.correlate(Batch).scalar_subquery()


def assessed(batch: Batch) -> dict[str, dict]:
    """What is marked in a batch, by the number of the assessment as text."""
    return {str(one.id): {"id": one.id, "name": one.name, "maximum": one.maximum, "weight": one.weight} for one in batch.assessments}
