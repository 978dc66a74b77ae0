"""People come into a batch, wait for a place, leave, and are replaced."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from serang.audit.operations import act, insert_many
from serang.common.refusals import Conflict
from serang.db import db, one_of
from serang.trainings import queries
from serang.trainings.models import Batch, Enrolment
from serang.trainings.queries.people import register_begun, taken
from serang.trainings.rules import places


@dataclass(frozen=True)
class Enrolled:
    """What became of the people: each with place and reason, in the order asked for."""

    lines: tuple[queries.Forecast, ...]

    def of(self, verdict: str) -> list[queries.Forecast]:
        """Those with one verdict: enrolled, waiting, already, refused."""
        return [line for line in self.lines if line.place.verdict == verdict]


def enrol(batch: Batch, *, applicant_ids, on: date, waiting_ok: bool = True, recommended: bool = False) -> Enrolled:
    """Give places in this order until the batch is full, the rest waits (`waiting_ok`) or is refused.

    They take part from that day, in a class that is entered afterwards from its first. Who is in already or has left the programme
    is left out and named. Who left the batch earlier comes back into the same record. `recommended`: the order is that of a
    recommendation, and each keeps the number in it. Raises Conflict batch_closed.
    """
    act("trainings.enrolled", batch=batch.id, number=batch.number)
    _lock(batch)
    applicant_ids = list(dict.fromkeys(applicant_ids))
    lines = queries.forecast(batch, applicant_ids, waiting_ok=waiting_ok)
    on = places.takes_part_from(on, starts_on=batch.starts_on, ends_on=batch.ends_on, register_begun=register_begun(batch))
    coming = [(line.person.id, "enrolled", 0) for line in lines if line.place.verdict == places.ENROLLED]
    waiting = [line.person.id for line in lines if line.place.verdict == places.WAITING]
    coming += [(one, "waiting", number) for number, one in enumerate(waiting, _last_number(batch) + 1)]
    _place(batch, coming, on, {one: number for number, one in enumerate(applicant_ids, 1)} if recommended else {})
    return Enrolled(tuple(lines))


def promote(row: Enrolment, *, on: date) -> Enrolment:
    """From the waiting list into a free place, counted from that day. Raises Conflict not_waiting, batch_full."""
    act("trainings.promoted", batch=row.batch_id, number=row.batch.number)
    _lock(row.batch)
    db.session.refresh(row)
    if row.state != "waiting":
        raise Conflict("not_waiting")
    if taken(row.batch) >= row.batch.capacity:
        raise Conflict("batch_full_now", capacity=row.batch.capacity)
    row.state, row.position, row.enrolled_on = "enrolled", 0, on
    db.session.flush()
    return row


def start_from(row: Enrolment, *, on: date) -> Enrolment:
    """Count the person's attendance from that day. Raises Conflict day_outside, already_out."""
    act("trainings.start_from", batch=row.batch_id, number=row.batch.number)
    _lock(row.batch)
    db.session.refresh(row)
    if row.state != "enrolled":
        raise Conflict("already_out", state=row.state)
    if not on <= row.batch.ends_on:
        raise Conflict("day_outside", first=row.batch.starts_on, last=row.batch.ends_on)
    row.enrolled_on = on
    db.session.flush()
    return row


def withdraw(row: Enrolment, *, reason: str, on: date) -> Enrolment:
    """Leave the batch (or its waiting list) for a reason; attendance and marks stay. Raises Conflict already_out."""
    act("trainings.withdrawn", batch=row.batch_id, number=row.batch.number)
    _lock(row.batch)
    db.session.refresh(row)
    if row.state not in ("enrolled", "waiting"):
        raise Conflict("already_out", state=row.state)
    row.state, row.reason, row.decided_on, row.position = "withdrawn", reason, on, 0
    db.session.flush()
    return row


def replace(row: Enrolment, *, by: Enrolment, reason: str, on: date) -> Enrolment:
    """One leaves, one who waits takes the place; both records stay. Raises Conflict as withdraw and promote do."""
    act("trainings.replaced", batch=row.batch_id, number=row.batch.number)
    if by.batch_id != row.batch_id:
        raise Conflict("not_waiting")
    withdraw(row, reason=reason, on=on)
    promote(by, on=on)
    by.replaces_id = row.id
    db.session.flush()
    return by


def _place(batch, coming, on, numbers):
    """Write (person, state, number on the waiting list) and the numbers of a recommendation; who was in the batch before keeps the
    record.
    """
    known = select(Enrolment).where(Enrolment.batch_id == batch.id, one_of(Enrolment.applicant_id, [one for one, *_rest in coming]))
    before = {row.applicant_id: row for row in db.session.scalars(known)}
    for one, state, position in coming:
        if row := before.get(one):
            row.state, row.position, row.enrolled_on, row.reason, row.decided_on = state, position, on, None, None
            row.recommended = numbers.get(one, row.recommended)
    db.session.flush()
    new = {"batch_id": batch.id, "enrolled_on": on, "version": 1}
    insert_many(
        Enrolment,
        [
            {**new, "applicant_id": one, "state": state, "position": position, "recommended": numbers.get(one)}
            for one, state, position in coming
            if one not in before
        ],
    )


def _last_number(batch):
    return db.session.scalar(select(func.max(Enrolment.position)).where(Enrolment.batch_id == batch.id, Enrolment.state == "waiting")) or 0


def _lock(batch):
    """Hold the batch until the end of the transaction: two people never give away the same place."""
    state = db.session.scalar(select(Batch.state).where(Batch.id == batch.id).with_for_update())
    if state not in ("planned", "running"):
        raise Conflict("batch_closed", state=state)
