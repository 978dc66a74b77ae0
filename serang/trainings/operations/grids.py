"""Registers and marks are saved: only cells changed here, and none over what somebody else changed."""

from datetime import date, datetime

from sqlalchemy import select

from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.db import db
from serang.trainings.models import Assessment, Attendance, Batch, Enrolment, Mark, Session
from serang.trainings.rules.cells import Cell, settle


class Clash(Conflict):
    """Cells that somebody else changed meanwhile: (enrolment id, column id) → (stored, typed). Nothing was stored."""

    def __init__(self, cells: dict):
        super().__init__("cells_changed", n=len(cells))
        self.cells = cells


def save_register(batch: Batch, cells: dict[tuple[int, int], Cell], *, on: date, at: datetime, account_id: int | None) -> int:
    """Keep the letters of (enrolment id, session id), "" for none; gives how many cells were written.

    The first letter starts a planned batch. Raises Clash; Conflict batch_closed, day_to_come, not_in_class.
    """
    act("trainings.register", batch=batch.id, number=batch.number)
    _lock(batch)
    sessions = {one.id: one for one in db.session.scalars(select(Session).where(Session.batch_id == batch.id))}
    rows, stored = _stored(Attendance, Attendance.session_id, "mark", batch)
    writes = _settled(batch, cells, stored, "", sessions)
    if late := [one for _person, one in writes if sessions[one].on > on]:
        raise Conflict("day_to_come", on=sessions[late[0]].on)
    for (enrolment_id, session_id), letter in writes.items():
        _write(rows, (enrolment_id, session_id), letter or None, "mark", Attendance, "session_id")
    for one in {session_id for _person, session_id in writes}:
        sessions[one].saved_at, sessions[one].saved_by_id = at, account_id
    if writes and batch.state == "planned":
        batch.state = "running"
    db.session.flush()
    return len(writes)


def save_marks(batch: Batch, cells: dict[tuple[int, int], Cell]) -> int:
    """Keep the values of (enrolment id, assessment id), None for none; gives how many cells were written.

    Values are checked against their maximum before. Raises Clash; Conflict batch_closed, not_in_class, mark_range.
    """
    act("trainings.marks", batch=batch.id, number=batch.number)
    _lock(batch)
    assessments = {one.id: one for one in db.session.scalars(select(Assessment).where(Assessment.batch_id == batch.id))}
    rows, stored = _stored(Mark, Mark.assessment_id, "value", batch)
    writes = _settled(batch, cells, stored, None, assessments)
    for (_person, one), value in writes.items():
        if value is not None and not 0 <= value <= assessments[one].maximum:
            raise Conflict("mark_range", name=assessments[one].name, most=assessments[one].maximum)
    for place, value in writes.items():
        _write(rows, place, value, "value", Mark, "assessment_id")
    db.session.flush()
    return len(writes)


def _settled(batch, cells, stored, empty, columns):
    people = dict(db.session.execute(select(Enrolment.id, Enrolment.state).where(Enrolment.batch_id == batch.id)).all())
    writes, clashes = settle(cells, stored, empty)
    for person, column in (*writes, *clashes):
        if people.get(person) != "enrolled" or column not in columns:
            raise Conflict("not_in_class")
    if clashes:
        raise Clash(clashes)
    return writes


def _stored(model, column, field, batch):
    found = db.session.scalars(
        select(model)
        .join(Enrolment, model.enrolment_id == Enrolment.id)
        .where(Enrolment.batch_id == batch.id)
        .execution_options(populate_existing=True)
    )
    rows = {(row.enrolment_id, getattr(row, column.key)): row for row in found}
    return rows, {place: getattr(row, field) for place, row in rows.items()}


def _write(rows, place, value, field, model, column):
    row = rows.get(place)
    if value is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(model(enrolment_id=place[0], **{column: place[1], field: value}))
    else:
        setattr(row, field, value)


def _lock(batch):
    """Registers of one batch are saved one after the other."""
    state = db.session.scalar(select(Batch.state).where(Batch.id == batch.id).with_for_update())
    if state not in ("planned", "running"):
        raise Conflict("batch_closed", state=state)


__all__ = ["Cell", "Clash", "save_marks", "save_register"]
