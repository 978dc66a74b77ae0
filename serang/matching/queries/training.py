"""Which class next: what each course would open on top of a run, and the best next classes with their participants."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from serang.applicants.models import Applicant
from serang.common.rules import days, languages
from serang.db import db
from serang.matching.models import Proposal, Run
from serang.matching.queries import plans, runs
from serang.matching.rules import plan_training
from serang.matching.rules.near import Grant
from serang.matching.rules.plan_training import Classes, Gain, Underway
from serang.matching.rules.problem import FOREVER
from serang.orders.rules import grade
from serang.trainings import queries as trainings
from serang.trainings.models import Batch, Enrolment
from serang.trainings.models import Course as Taught
from serang.trainings.rules.grants import marked, score_from_mark

EXACT = 10
JOB = "matching.training"


@dataclass(frozen=True)
class Pursuing:
    """A class under way whose people hold places as soon as they pass: the batch, its number, how many sit in it."""

    batch: int
    number: str
    people: int


@dataclass(frozen=True)
class Outlook:
    """What courses would bring on top of a run and of the classes under way, which would fill `pursued` places more.

    `courses` by id; `gains` most first; `classes` the best next ones.
    """

    courses: dict[int, Taught]
    gains: tuple[Gain, ...]
    classes: Classes
    pursued: int = 0
    pursuing: tuple[Pursuing, ...] = ()


def outlook(run: Run, *, ends_on: date, capacity: int, number: int) -> Outlook:
    """Courses that could end on that day with so many seats each, ranked by the places they would fill once everybody in the
    classes under way has passed; and the best `number` of classes to open, one after the other.
    """
    taught = {course.id: course for course in trainings.teaching()}
    sitting = _sitting(run)
    away = _left_since(run)
    made = tuple(_course(course, ends_on, capacity, sitting, away) for course in taught.values())
    gains, classes, pursued, pursuing = _outlook(run.id, run.fingerprint, made, _underway(sitting), number)
    told = {batch.id: Pursuing(batch.id, batch.number, len(people)) for batch, _day, people in sitting}
    return Outlook(taught, gains, classes, pursued, tuple(told[one] for one in pursuing))


def written(run: Run, asked: dict) -> dict:
    """What is asked, as a job keeps it, with a mark of who sits in classes: an answer counts as long as they are the same."""
    return {
        "run": run.id,
        "ends_on": asked["ends_on"].isoformat(),
        "capacity": asked["capacity"],
        "number": asked["number"],
        "underway": hashlib.sha256(repr(_underway(_sitting(run))).encode()).hexdigest()[:16],
    }


def kept(found: Outlook) -> dict:
    """An outlook as a job keeps it."""
    classes = found.classes
    return {
        "gains": [asdict(one) for one in found.gains],
        "classes": [asdict(one) for one in classes.classes],
        "gain": classes.gain,
        "at_most": classes.at_most,
        "pursued": found.pursued,
        "pursuing": [asdict(one) for one in found.pursuing],
    }


def read_back(result: dict) -> Outlook:
    """The outlook that a job has kept."""
    gains, classes = (
        tuple(Gain(**{name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}) for one in result[part])
        for part in ("gains", "classes")
    )
    return Outlook(
        {course.id: course for course in trainings.teaching()},
        gains,
        Classes(classes, result["gain"], result["at_most"]),
        result["pursued"],
        tuple(Pursuing(**one) for one in result["pursuing"]),
    )


@lru_cache(maxsize=8)
def _outlook(run_id, fingerprint, courses, underway, number):
    problem, plan = runs.stored(runs.get(run_id))
    start = plan_training.Outlook(problem, plan, underway)
    gains = plan_training.rank(start, courses, EXACT)
    return tuple(gains), plan_training.next_classes(start, courses, number), start.pursued, tuple(start.pursuing)


def _sitting(run: Run) -> list[tuple[Batch, date, list[int]]]:
    """Classes whose people the run does not know to have passed, in the order of their ends: the class, the day on which its results
    count, and who has them. These are those enrolled in planned and running classes, and who passed since the run.
    """
    under_way = and_(Batch.state.in_(("planned", "running")), Enrolment.state == "enrolled")
    passed = and_(Enrolment.state == "passed", Enrolment.decided_on >= run.on)
    query = (
        select(Batch, Enrolment.applicant_id, Enrolment.decided_on)
        .join(Enrolment, Enrolment.batch_id == Batch.id)
        .join(Applicant, Applicant.id == Enrolment.applicant_id)
        .where(or_(under_way, passed), Applicant.exit_reason.is_(None))
        .options(joinedload(Batch.course))
        .order_by(Batch.ends_on, Batch.id, Enrolment.applicant_id)
    )
    found = {}
    for batch, person, decided_on in db.session.execute(query):
        found.setdefault((batch, decided_on or max(batch.ends_on, run.on)), []).append(person)
    return [(batch, day, people) for (batch, day), people in found.items()]


def _left_since(run: Run) -> list[int]:
    """Who took part in the run and has left the programme."""
    there = and_(Proposal.applicant_id == Applicant.id, runs.by_person(run))
    return list(db.session.scalars(select(Applicant.id).join(Proposal, there).where(Applicant.exit_reason.is_not(None)).distinct()))


def _underway(sitting) -> tuple[Underway, ...]:
    """These classes as the engine sees them."""
    return tuple(Underway(batch.id, day.toordinal(), _grants(batch.course, day), tuple(people)) for batch, day, people in sitting)


def _course(course: Taught, ends_on: date, capacity: int, sitting, away) -> plan_training.Course:
    """A course as the engine sees it; who sits in a class of it, or has left, is left out."""
    inside = {person for batch, _day, people in sitting if batch.course_id == course.id for person in people}
    return plan_training.Course(
        course.id, ends_on.toordinal(), _grants(course, ends_on), capacity, without=tuple(sorted(inside.union(away)))
    )


def _grants(course: Taught, ends_on: date) -> tuple[Grant, ...]:
    """What passing gives on that day, at the least."""
    return tuple(filter(None, (_grant(course, one, ends_on) for one in course.grants)))


def _grant(course, grant, ends_on) -> Grant | None:
    """What passing gives, at the least; a result that depends on the mark counts as just passed."""
    if grant["type"] != "language":
        months = grant.get("months")
        return Grant("certificates", grant["code"], 1, days.add_months(ends_on, months).toordinal() if months else FOREVER)
    test = grant["test"]
    value = grant.get("score") if grant.get("score") is not None else grant.get("level")
    if marked(grant):
        value = score_from_mark(test, course.mark_min)
    if value is None:
        return None
    until = languages.valid_until(test, ends_on) if test in languages.TESTS else None
    return Grant("languages", test, grade(test, value), until.toordinal() if until else FOREVER)


def names(ids) -> dict[int, Applicant]:
    """The people a class is recommended for, by id."""
    return {one.id: one for one in plans.people(list(ids))}
