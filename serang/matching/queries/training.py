"""Which class next: what each course would open on top of a run, and the best next classes with their participants."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.common.rules import days, languages
from serang.db import db
from serang.matching.models import Run
from serang.matching.queries import runs
from serang.matching.rules import plan_training
from serang.matching.rules.near import Grant
from serang.matching.rules.plan_training import Classes, Gain
from serang.matching.rules.problem import FOREVER
from serang.orders.rules import grade
from serang.trainings import queries as trainings
from serang.trainings.models import Batch, Enrolment
from serang.trainings.models import Course as Taught
from serang.trainings.rules.grants import marked, score_from_mark

EXACT = 10
JOB = "matching.training"


@dataclass(frozen=True)
class Outlook:
    """What courses would bring on top of a run. `courses` by id; `gains` most first; `classes` the best next ones."""

    courses: dict[int, Taught]
    gains: tuple[Gain, ...]
    classes: Classes


def outlook(run: Run, *, ends_on: date, capacity: int, number: int) -> Outlook:
    """Courses that could end on that day with so many seats each, ranked by the places they would fill; and the best
    `number` of classes to open, one after the other.
    """
    taught = {course.id: course for course in trainings.teaching()}
    made = tuple(_course(course, ends_on, capacity) for course in taught.values())
    gains, classes = _outlook(run.id, run.fingerprint, made, number)
    return Outlook(taught, gains, classes)


def written(run: Run, asked: dict) -> dict:
    """What is asked, as a job keeps it."""
    return {
        "run": run.id,
        "ends_on": asked["ends_on"].isoformat(),
        "capacity": asked["capacity"],
        "number": asked["number"],
    }


def kept(found: Outlook) -> dict:
    """An outlook as a job keeps it."""
    classes = found.classes
    return {
        "gains": [asdict(one) for one in found.gains],
        "classes": [asdict(one) for one in classes.classes],
        "gain": classes.gain,
        "at_most": classes.at_most,
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
    )


@lru_cache(maxsize=8)
def _outlook(run_id, fingerprint, courses, number):
    problem, plan = runs.stored(runs.get(run_id))
    gains = plan_training.rank(plan_training.Outlook(problem, plan), courses, EXACT)
    return tuple(gains), plan_training.next_classes(problem, plan, courses, number)


def _course(course: Taught, ends_on: date, capacity: int) -> plan_training.Course:
    """A course as the engine sees it; who attends it already is left out."""
    attending = set(
        db.session.scalars(
            select(Enrolment.applicant_id)
            .join(Batch, Batch.id == Enrolment.batch_id)
            .where(
                Batch.course_id == course.id,
                Batch.state.in_(("planned", "running")),
                Enrolment.state.in_(("enrolled", "waiting")),
            )
        )
    )
    people = None
    if attending:
        people = tuple(sorted(set(db.session.scalars(select(Applicant.id).where(Applicant.exit_reason.is_(None)))) - attending))
    return plan_training.Course(
        course.id,
        ends_on.toordinal(),
        tuple(filter(None, (_grant(course, one, ends_on) for one in course.grants))),
        capacity,
        people=people,
    )


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
    ids = list(ids)
    return {one.id: one for one in db.session.scalars(select(Applicant).where(Applicant.id.in_(ids)))} if ids else {}
