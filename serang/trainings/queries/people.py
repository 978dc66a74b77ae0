"""People and batches: the trainings of one person, who waits, who would get a place."""

from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload

from serang.applicants.models import Applicant
from serang.db import db, one_of
from serang.stages.models import Stage
from serang.trainings.models import Batch, Enrolment, Session
from serang.trainings.queries.standings import Standing, standings
from serang.trainings.rules import places

PART = 10_000  # databases take only so many values in one statement
PERSON = [
    getattr(Applicant, name) for name in ("id", "number", "full_name", "birth_date", "stage", "exit_on", "exit_reason", "hold_reason")
]


@dataclass(frozen=True)
class TrainingFacts:
    """What a gate asks of one person: batches now, courses passed and failed."""

    enrolled: tuple[int, ...] = ()
    passed: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Forecast:
    """What enrolling would do for one person (a row of PERSON)."""

    person: Row
    place: places.Place


def of(applicant_id: int) -> list[Standing]:
    """The trainings of one person, newest first, with how the person stands (stood) in each."""
    rows = db.session.scalars(
        select(Enrolment)
        .join(Enrolment.batch)
        .where(Enrolment.applicant_id == applicant_id)
        .options(joinedload(Enrolment.batch).joinedload(Batch.course), joinedload(Enrolment.applicant))
        .order_by(Batch.starts_on.desc(), Enrolment.id.desc())
    )
    return standings(list(rows))


def facts_for(applicant_ids) -> dict[int, TrainingFacts]:
    """Of each person, batches (enrolled) and courses (passed, failed) by id; no entry for who has none."""
    ids, found = list(applicant_ids), {}
    statement = select(Enrolment.applicant_id, Enrolment.state, Batch.id, Batch.course_id).join(Enrolment.batch)
    statement = statement.where(Enrolment.state.in_(places.IN)).order_by(Enrolment.id)
    parts = [statement.where(Enrolment.applicant_id.in_(ids[at : at + PART])) for at in range(0, len(ids), PART)]
    for person, state, batch_id, course_id in (row for part in parts for row in db.session.execute(part)):
        mine = found.setdefault(person, {})
        mine[state] = (*mine.get(state, ()), batch_id if state == "enrolled" else course_id)
    return {person: TrainingFacts(**mine) for person, mine in found.items()}


def waiting(batch: Batch) -> list[Enrolment]:
    """Who waits for a place, first come first."""
    return list(
        db.session.scalars(
            select(Enrolment)
            .where(Enrolment.batch_id == batch.id, Enrolment.state == "waiting")
            .options(joinedload(Enrolment.applicant))
            .order_by(Enrolment.position, Enrolment.id)
        )
    )


def taken(batch: Batch) -> int:
    """Places that are taken."""
    return db.session.scalar(select(func.count(Enrolment.id)).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(places.IN)))


def forecast(batch: Batch, applicant_ids, *, waiting_ok: bool = True) -> list[Forecast]:
    """What enrolling these people, in this order, would do; unknown ids are left out."""
    ids = list(dict.fromkeys(applicant_ids))
    people = {row.id: row for row in db.session.execute(select(*PERSON).where(one_of(Applicant.id, ids)))}
    ids = [one for one in ids if one in people]
    inside = select(Enrolment.applicant_id, Enrolment.state).where(Enrolment.batch_id == batch.id)
    states = dict(db.session.execute(inside.where(one_of(Enrolment.applicant_id, ids))).all())
    unselected = before_selection()
    busy, days = _busy(batch, ids), list(db.session.scalars(select(Session.on).where(Session.batch_id == batch.id)))
    candidates = [
        places.Candidate(
            one,
            states.get(one),
            people[one].exit_on,
            bool(people[one].exit_reason),
            bool(people[one].hold_reason),
            people[one].stage if people[one].stage in unselected else None,
            tuple(busy.get(one, ())),
        )
        for one in ids
    ]
    waits = db.session.scalar(select(func.count(Enrolment.id)).where(Enrolment.batch_id == batch.id, Enrolment.state == "waiting"))
    found = places.forecast(candidates, free=batch.capacity - taken(batch), waiting=waits, days=days, waiting_ok=waiting_ok)
    return [Forecast(people[one.id], one) for one in found]


def before_selection() -> set[str]:
    """The stages before a person is chosen for training."""
    chosen = select(Stage.position).where(Stage.code == "selected").scalar_subquery()
    return set(db.session.scalars(select(Stage.code).where(Stage.position < chosen)))


def register_begun(batch: Batch) -> bool:
    """Whether somebody has filled in a day of the register."""
    begun = select(Session.id).where(Session.batch_id == batch.id, Session.saved_at.is_not(None))
    return db.session.scalar(begun.limit(1)) is not None


def _busy(batch, ids):
    """Days of other planned or running batches in which these people take part."""
    rows = db.session.execute(
        select(Enrolment.applicant_id, Batch.number, Session.on)
        .join(Enrolment.batch)
        .join(Session, Session.batch_id == Batch.id)
        .where(
            one_of(Enrolment.applicant_id, ids),
            Enrolment.state == "enrolled",
            Batch.id != batch.id,
            Batch.state.in_(("planned", "running")),
            Session.on.between(batch.starts_on, batch.ends_on),
        )
    )
    found = {}
    for person, number, day in rows:
        found.setdefault(person, []).append((number, day))
    return found
