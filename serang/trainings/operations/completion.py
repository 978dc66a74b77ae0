"""A batch is completed: everybody passed or failed, and who passed gets the evidence that the matching reads."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from serang.applicants.models import Certificate, LanguageResult
from serang.audit.models import Change
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.db import db
from serang.trainings import queries
from serang.trainings.models import Batch, Enrolment
from serang.trainings.rules import results
from serang.trainings.rules.grants import LanguageGrant, given

EVIDENCE = (LanguageResult, Certificate)


@dataclass(frozen=True)
class Completed:
    """How many passed and failed, and how many rows of evidence were written now."""

    passed: int
    failed: int
    evidence: int


def complete(batch: Batch, *, on: date, open_fails: bool = False) -> Completed:
    """Decide everybody who is still in the class, from that day; doing it again changes nothing twice.

    `open_fails`: people with something not entered fail; else they refuse the whole. Raises Conflict batch_closed,
    results_open(people), nobody_in_class.
    """
    act("trainings.completed", batch=batch.id, number=batch.number)
    _lock(batch, ("running", "planned", "finished"))
    people = [one for one in queries.class_of(batch) if one.takes_part]
    undecided = [one for one in people if one.enrolment.state == "enrolled"]
    _check(people, undecided, open_fails)
    numbers = certificate_numbers(batch, people)
    for one in undecided:
        one.enrolment.state = "passed" if one.result.passed else "failed"
        one.enrolment.decided_on = on
    for one in people:
        if one.enrolment.state == "passed" and not one.enrolment.certificate_no:
            one.enrolment.certificate_no = numbers[one.enrolment.id]
    evidence = sum(_give(batch, one) for one in people if one.enrolment.state == "passed")
    batch.state = "finished"
    db.session.flush()
    states = [one.enrolment.state for one in people]
    return Completed(states.count("passed"), states.count("failed"), evidence)


def reopen(batch: Batch) -> list[Enrolment]:
    """Back to running: results are open again, untouched evidence is taken back; certificate numbers stay.

    Gives the enrolments whose evidence was changed by hand and stays. Raises Conflict batch_state.
    """
    act("trainings.reopened", batch=batch.id, number=batch.number)
    _lock(batch, ("finished",))
    kept = set()
    rows = list(db.session.scalars(select(Enrolment).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(("passed", "failed")))))
    for row in rows:
        for evidence in _evidence_of(row.id):
            if _touched(evidence):
                kept.add(row.id)
            else:
                db.session.delete(evidence)
        row.state, row.decided_on = "enrolled", None
    batch.state = "running"
    db.session.flush()
    return [row for row in rows if row.id in kept]


def certificate_numbers(batch: Batch, people) -> dict[int, str]:
    """The number each passing person has or would get: the batch and a running number, never given twice."""
    used = [
        row.certificate_no
        for row in db.session.scalars(select(Enrolment).where(Enrolment.batch_id == batch.id, Enrolment.certificate_no.is_not(None)))
    ]
    ends = [no.rpartition("-")[2] for no in used]
    last = max((int(end) for end in ends if end.isdigit()), default=0)
    found = {}
    for one in people:
        if one.enrolment.certificate_no:
            found[one.enrolment.id] = one.enrolment.certificate_no
        elif one.result.passed:
            last += 1
            found[one.enrolment.id] = f"{batch.number}-{last:03}"
    return found


def _check(people, undecided, open_fails):
    if not people:
        raise Conflict("nobody_in_class")
    unclear = [one for one in undecided if one.result.verdict == results.OPEN]
    if unclear and not open_fails:
        raise Conflict("results_open", people=len(unclear))


def _give(batch, one) -> int:
    """Write what the person lacks of what passing gives; evidence already there is left alone."""
    row = one.enrolment
    there = _evidence_of(row.id)
    known = {(type(evidence), _code(evidence)) for evidence in there}
    new = [_row(batch, row, grant) for grant in given(batch.course.grants, final=one.result.final, on=row.decided_on)]
    fresh = [evidence for evidence in new if (type(evidence), _code(evidence)) not in known]
    db.session.add_all(fresh)
    return len(fresh)


def _row(batch, row, grant):
    if isinstance(grant, LanguageGrant):
        return LanguageResult(
            applicant_id=row.applicant_id,
            test=grant.test,
            score=grant.score,
            level=grant.level,
            taken_on=grant.taken_on,
            valid_until=grant.valid_until,
            certificate_no=row.certificate_no,
            enrolment_id=row.id,
        )
    return Certificate(
        applicant_id=row.applicant_id,
        code=grant.code,
        name=grant.name,
        number=row.certificate_no,
        issuer=batch.provider,
        issued_on=grant.issued_on,
        valid_until=grant.valid_until,
        mark=grant.mark,
        enrolment_id=row.id,
    )


def _code(evidence):
    return evidence.test if isinstance(evidence, LanguageResult) else evidence.code


def _evidence_of(enrolment_id):
    return [row for model in EVIDENCE for row in db.session.scalars(select(model).where(model.enrolment_id == enrolment_id))]


def _touched(evidence) -> bool:
    """Whether somebody changed the row after it was written."""
    changes = select(func.count(Change.id)).where(
        Change.table == evidence.__tablename__, Change.row_id == str(evidence.id), Change.kind == "changed"
    )
    return db.session.scalar(changes) > 0


def _lock(batch, states):
    state = db.session.scalar(select(Batch.state).where(Batch.id == batch.id).with_for_update())
    if state not in states:
        raise Conflict("batch_state", state=state)
