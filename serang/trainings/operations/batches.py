"""A batch: set up with its days and marks, changed, started, cancelled."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from serang.audit.operations import act
from serang.common.operations import hold, merged
from serang.common.refusals import Conflict
from serang.common.rules.edits import names
from serang.db import db
from serang.trainings.models import Assessment, Attendance, Batch, Course, Mark, Session
from serang.trainings.operations.merge import merge
from serang.trainings.queries import assessed
from serang.trainings.rules.sessions import changed_days, sessions_from_pattern

MOVES = {"planned": ("running", "cancelled"), "running": ("cancelled",), "cancelled": ("planned",)}


def add_batch(course: Course, *, holidays=(), **values) -> Batch:
    """A new batch with the days of its pattern and the assessments of its course. Raises Conflict batch_taken."""
    act("trainings.batch_added", number=values["number"])
    batch = Batch(course=course, **values)
    days = sessions_from_pattern(batch.starts_on, batch.ends_on, batch.weekdays or [], holidays)
    batch.sessions = [Session(on=day) for day in days]
    batch.assessments = [Assessment(position=n, **one) for n, one in enumerate(course.assessments, 1)]
    db.session.add(batch)
    _flush(batch)
    return batch


def change_batch(batch: Batch, *, version: int | None = None, **values) -> Batch:
    """New values; days follow the pattern, those changed by hand stay. Raises Conflict for a day with marks."""
    act("trainings.batch_changed", batch=batch.id, number=batch.number)
    before = sessions_from_pattern(batch.starts_on, batch.ends_on, batch.weekdays or [])
    merge(batch, version, values)
    after = sessions_from_pattern(batch.starts_on, batch.ends_on, batch.weekdays or [])
    add, drop = changed_days([one.on for one in batch.sessions], before, after)
    for one in [one for one in batch.sessions if one.on in drop]:
        _drop(batch, one)
    for day in add:
        batch.sessions.append(Session(on=day))
    _flush(batch)
    return batch


def add_day(batch: Batch, *, on: date, topic: str | None = None) -> Session:
    """One more day, also outside the pattern. Raises Conflict day_there, day_outside."""
    act("trainings.day_added", batch=batch.id, number=batch.number, on=on.isoformat())
    if not batch.starts_on <= on <= batch.ends_on:
        raise Conflict("day_outside", first=batch.starts_on, last=batch.ends_on)
    if any(one.on == on for one in batch.sessions):
        raise Conflict("day_there", on=on)
    session = Session(on=on, topic=topic)
    batch.sessions.append(session)
    _flush(batch)
    return session


def set_topic(session: Session, *, topic: str | None) -> Session:
    """What was taught on that day."""
    act("trainings.topic", batch=session.batch_id, number=session.batch.number)
    session.topic = topic
    db.session.flush()
    return session


def remove_day(batch: Batch, session: Session):
    """A day that is not held. Raises Conflict day_has_marks."""
    act("trainings.day_removed", batch=batch.id, number=batch.number, on=session.on.isoformat())
    _drop(batch, session)
    db.session.flush()


def set_assessments(batch: Batch, wanted: list[dict], *, seen: str | None = None):
    """The assessments in this order: id (None for a new one), name, maximum, weight; one left out goes.

    `seen`: the marks of those that stood in the form; what somebody else added, changed or took away since stays so.
    Raises ChangedMeanwhile for one that both changed, Conflict assessment_has_marks for one that goes,
    mark_above_maximum for a maximum below a mark.
    """
    act("trainings.assessments", batch=batch.id, number=batch.number)
    hold(batch)
    _open(batch)
    wanted = _with_others(batch, wanted, seen)
    asked = {one["id"]: one for one in wanted if one["id"]}
    for row in list(batch.assessments):
        highest = _highest(row)
        if row.id not in asked:
            if highest is not None:
                raise Conflict("assessment_has_marks", name=row.name)
            batch.assessments.remove(row)
        elif highest is not None and highest > asked[row.id]["maximum"]:
            raise Conflict("mark_above_maximum", name=row.name, mark=highest)
    known = {row.id: row for row in batch.assessments}
    for position, one in enumerate(wanted, 1):
        values = {"name": one["name"], "maximum": one["maximum"], "weight": one["weight"], "position": position}
        if one["id"] in known:
            for name, value in values.items():
                setattr(known[one["id"]], name, value)
        else:
            batch.assessments.append(Assessment(**values))
    db.session.flush()


def start(batch: Batch):
    """The batch has begun."""
    act("trainings.started", batch=batch.id, number=batch.number)
    _move(batch, "running")


def cancel(batch: Batch, *, back: bool = False):
    """The batch does not take place (`back`: it does after all). People stay noted. Raises Conflict batch_state."""
    act("trainings.revived" if back else "trainings.cancelled", batch=batch.id, number=batch.number)
    _move(batch, "planned" if back else "cancelled")


def _move(batch, state):
    if state not in MOVES.get(batch.state, ()):
        raise Conflict("batch_state", state=batch.state)
    batch.state = state
    db.session.flush()


def _open(batch):
    if batch.state == "finished":
        raise Conflict("batch_finished")


def _with_others(batch, wanted, seen):
    """What was typed, joined by what others did to the assessments meanwhile."""
    stored, typed = assessed(batch), {str(one["id"]): one for one in wanted if one["id"]}
    stood = {**dict.fromkeys(names(seen) if seen else stored), **typed}
    mine = merged({id_: stored.get(id_) for id_ in stood}, stood, seen=seen)
    together = [one if not one["id"] else mine.get(str(one["id"]), stored.get(str(one["id"]))) for one in wanted]
    return [one for one in together if one] + [one for id_, one in stored.items() if id_ not in stood]


def _drop(batch, session):
    if db.session.scalar(select(Attendance.id).where(Attendance.session_id == session.id).limit(1)):
        raise Conflict("day_has_marks", on=session.on)
    batch.sessions.remove(session)


def _highest(assessment):
    return db.session.scalar(select(Mark.value).where(Mark.assessment_id == assessment.id).order_by(Mark.value.desc()).limit(1))


def _flush(batch):
    number = batch.number
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("batch_taken", number=number) from error
