"""How each person of a batch stands: days, marks, and what is lacking to pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.audit.models import Act, Change
from serang.common.rules.reasons import Reason
from serang.db import db
from serang.trainings.models import Assessment, Attendance, Batch, Enrolment, Mark, Session
from serang.trainings.rules import attendance as days
from serang.trainings.rules import marks, results

TAKING_PART = ("enrolled", "passed", "failed")
SORTS = ("name", "-name", "recommended", "-recommended")


@dataclass(frozen=True)
class Standing:
    """One person in one batch: letters by session, marks by assessment, days counted, result, and way so far."""

    enrolment: Enrolment
    letters: dict[int, str]
    scores: dict[int, float]
    attendance: days.Attendance
    parts: list[marks.Part]
    result: results.Result
    way: Reason

    @property
    def person(self) -> Applicant:
        return self.enrolment.applicant

    @property
    def recommended(self) -> int | None:
        """At which number the training plan recommended the person for this class."""
        return self.enrolment.recommended

    @property
    def takes_part(self) -> bool:
        """Whether the person is in the class; else left it before the end."""
        return self.enrolment.state in TAKING_PART

    @property
    def mark(self) -> float | None:
        """The final mark, or the mean so far."""
        return self.result.final if self.result.final is not None else marks.so_far(self.parts)


def class_of(batch: Batch) -> list[Standing]:
    """The people of a batch by name; those who left it come last. Who only waits is not among them."""
    rows = list(
        db.session.scalars(
            select(Enrolment)
            .join(Enrolment.applicant)
            .where(Enrolment.batch_id == batch.id, Enrolment.state != "waiting")
            .options(joinedload(Enrolment.applicant))
            .order_by(Applicant.full_name, Applicant.id)
            .execution_options(populate_existing=True)
        )
    )
    found = standings(rows)
    return sorted(found, key=lambda one: not one.takes_part)


def arranged(people: list[Standing], asked: str | None = None) -> tuple[list[Standing], str]:
    """The people of a class (see class_of) in the order asked for, and which that is: `name` or `recommended` (who was not comes
    last), with - for downwards. Where nothing is asked, a class that the training plan recommended people for goes by that, any other
    by name.
    """
    planned = any(one.recommended for one in people)
    sort = asked if asked in SORTS else ("recommended" if planned else "name")
    sign = -1 if sort.startswith("-") else 1
    if "recommended" in sort:
        return sorted(people, key=lambda one: (not one.recommended, sign * (one.recommended or 0))), sort
    return people[::sign], sort


def standings(enrolments: Iterable[Enrolment]) -> list[Standing]:
    """How these people stand, in the order given; they may be of several batches."""
    enrolments = list(enrolments)
    if not enrolments:
        return []
    batches = {row.batch_id for row in enrolments}
    sessions = _by_batch(select(Session).where(Session.batch_id.in_(batches)).order_by(Session.on))
    assessments = _by_batch(select(Assessment).where(Assessment.batch_id.in_(batches)).order_by(Assessment.position, Assessment.id))
    held = held_ids(batches)
    letters, scores = _letters([row.id for row in enrolments]), _scores([row.id for row in enrolments])
    return [
        _standing(
            row,
            sessions.get(row.batch_id, []),
            assessments.get(row.batch_id, []),
            held,
            letters.get(row.id, {}),
            scores.get(row.id, {}),
        )
        for row in enrolments
    ]


def held_ids(batch_ids) -> set[int]:
    """Sessions that somebody has a mark of; a day nobody was marked on is not held (yet)."""
    statement = select(Attendance.session_id).join(Session, Attendance.session_id == Session.id).where(Session.batch_id.in_(batch_ids))
    return set(db.session.scalars(statement.distinct()))


@dataclass(frozen=True)
class Summary:
    """A batch in numbers: people, mean share and mark of those who have one, and how many are in trouble."""

    people: int
    share: float | None
    mark: float | None
    below_attendance: int
    below_mark: int
    cannot_pass: int


def summary(people: list[Standing]) -> Summary:
    """The numbers above a register."""
    here = [one for one in people if one.takes_part]
    shares = [one.attendance.share for one in here if one.attendance.share is not None]
    found = [one.mark for one in here if one.mark is not None]
    ways = [one.way.code for one in here]
    return Summary(
        len(here),
        _mean(shares),
        _mean(found),
        ways.count("below_attendance"),
        ways.count("below_mark"),
        ways.count("cannot_pass"),
    )


def _standing(row, sessions, assessments, held, letters, scores):
    mine = [one for one in sessions if one.on >= row.enrolled_on and (row.state in TAKING_PART or one.on < (row.decided_on or one.on))]
    unmarked = sum(one.id in held and one.id not in letters for one in mine)
    to_come = sum(one.id not in held for one in mine) if row.state == "enrolled" else 0
    course = row.batch.course
    counted = days.count(letters.values(), unmarked=unmarked, to_come=to_come, forgiven=course.forgive_excused)
    parts = [marks.Part(one.name, one.maximum, one.weight, scores.get(one.id)) for one in assessments]
    needs = {"attendance_min": course.attendance_min, "mark_min": course.mark_min}
    return Standing(
        row,
        letters,
        scores,
        counted,
        parts,
        results.result(counted, parts, **needs),
        results.standing(counted, parts, **needs),
    )


def _by_batch(statement):
    found = {}
    for row in db.session.scalars(statement):
        found.setdefault(row.batch_id, []).append(row)
    return found


def _letters(ids):
    statement = select(Attendance.enrolment_id, Attendance.session_id, Attendance.mark).where(Attendance.enrolment_id.in_(ids))
    return _nested(db.session.execute(statement))


def _scores(ids):
    return _nested(db.session.execute(select(Mark.enrolment_id, Mark.assessment_id, Mark.value).where(Mark.enrolment_id.in_(ids))))


def _nested(rows):
    found = {}
    for enrolment_id, column_id, value in rows:
        found.setdefault(enrolment_id, {})[column_id] = value
    return found


def _mean(values):
    return sum(values) / len(values) if values else None


def last_hand(batch: Batch, places, kind: str) -> tuple[str | None, datetime | None]:
    """Who last saved these cells of a grid (kind mark or score), and when, as far as known."""
    if kind == "mark":
        rows = db.session.scalars(
            select(Session)
            .where(Session.batch_id == batch.id, Session.id.in_({one for _person, one in places}))
            .options(joinedload(Session.saved_by))
            .execution_options(populate_existing=True)
        )
        saved = max((row for row in rows if row.saved_at), key=lambda row: row.saved_at, default=None)
        return (saved.saved_by.name if saved.saved_by else None, saved.saved_at) if saved else (None, None)
    ids = db.session.scalars(
        select(Mark.id).where(
            Mark.enrolment_id.in_({one for one, _column in places}),
            Mark.assessment_id.in_({one for _person, one in places}),
        )
    )
    changed = db.session.execute(
        select(Account.name, Act.at)
        .join(Change, Change.act_id == Act.id)
        .outerjoin(Account, Act.account_id == Account.id)
        .where(Change.table == "marks", Change.row_id.in_([str(one) for one in ids]))
        .order_by(Act.id.desc())
        .limit(1)
    ).first()
    return tuple(changed) if changed else (None, None)
