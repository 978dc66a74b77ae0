"""Builders: each gives a valid thing, kept in the database; name only what matters for the test."""

from datetime import date
from itertools import count

from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult, Wish
from serang.db import db
from serang.documents.models import Document
from serang.matching.models import Match
from serang.orders import operations as orders
from serang.orders.models import JobOrder, OrderRequirement
from serang.partnerships.models import Partnership
from serang.stages.models import StageMove
from serang.trainings.models import Assessment, Batch, Course, Enrolment, Session
from serang.web.clock import now, today

_numbers = count(1)


def _kept(thing):
    db.session.add(thing)
    db.session.flush()
    db.session.commit()
    return thing


def applicant(full_name="Siti Aminah", **values) -> Applicant:
    """A person with a name."""
    values = {"number": f"P-26-{next(_numbers):04}", "stage_on": today(), "created_at": now(), **values}
    return _kept(Applicant(full_name=full_name, **values))


def wish(person, occupation="care_worker", rank=1, country=None) -> Wish:
    """A wish of the person."""
    return _kept(Wish(applicant_id=person.id, occupation=occupation, rank=rank, country=country))


def language(person, test="EPS_TOPIK", score=150, level=None, **values) -> LanguageResult:
    """A language result, valid for long."""
    values = {"taken_on": date(2026, 6, 1), "valid_until": date(2028, 6, 1), **values}
    return _kept(LanguageResult(applicant_id=person.id, test=test, score=score, level=level, **values))


def certificate(person, code="caregiver", **values) -> Certificate:
    """A certificate of a skill."""
    return _kept(Certificate(applicant_id=person.id, code=code, **{"name": code.title(), "issued_on": date(2026, 1, 5), **values}))


def experience(person, field="care_worker", months=24, **values) -> Experience:
    """Work done before."""
    return _kept(Experience(applicant_id=person.id, field=field, months=months, **values))


def document(person, kind="passport", **values) -> Document:
    """A paper of the person."""
    values = {
        "number": f"X{next(_numbers):07}",
        "issued_on": date(2026, 1, 1),
        "valid_until": date(2036, 1, 1),
        "created_at": now(),
        **values,
    }
    return _kept(Document(applicant_id=person.id, kind=kind, **values))


def move(person, stage, on=None) -> StageMove:
    """The person entered a stage."""
    return _kept(StageMove(applicant_id=person.id, stage=stage, on=on or today(), at=now()))


def course(name=None, **values) -> Course:
    """A course that grants nothing unless said."""
    return _kept(Course(name=name or f"Bahasa Korea Dasar {next(_numbers)}", **values))


def batch(of=None, **values) -> Batch:
    """A batch of a course, without sessions."""
    values = {
        "number": f"BK-{next(_numbers):03}",
        "starts_on": date(2026, 11, 2),
        "ends_on": date(2026, 11, 27),
        "state": "running",
        **values,
    }
    return _kept(Batch(course_id=(of or course()).id, **values))


def session(of, on) -> Session:
    """One day of a batch."""
    return _kept(Session(batch_id=of.id, on=on))


def assessment(of, name="Ujian akhir", **values) -> Assessment:
    """One thing marked in a batch."""
    return _kept(Assessment(batch_id=of.id, name=name, **values))


def enrolment(of, person, **values) -> Enrolment:
    """A person in a batch."""
    return _kept(Enrolment(batch_id=of.id, applicant_id=person.id, **{"enrolled_on": today(), **values}))


def order(title="Asisten perawat", requirements=(), **values) -> JobOrder:
    """An open order of ten places for care workers in Korea."""
    values = {
        "number": f"JO-26-{next(_numbers):03}",
        "employer": "Haesong Care",
        "occupation": "care_worker",
        "quota": 10,
        "departs_on": date(2027, 3, 1),
        "closes_on": date(2026, 12, 20),
        **values,
    }
    kept = [
        OrderRequirement(
            kind=r["kind"], strength=r.get("strength", "must"), weight=r.get("weight", 10), facts=r.get("facts", {}), position=n
        )
        for n, r in enumerate(requirements, 1)
    ]
    return _kept(JobOrder(title=title, requirements=kept, **values))


def rewritten(one: JobOrder, change: str) -> JobOrder:
    """An order of which what its seal covers is changed as staff do: weights, days or a rule."""
    if change == "weights":
        orders.set_weights(one, weights={"language": 50})
    elif change == "days":
        orders.change(one, version=one.version, requirements={}, departs_on=date(2027, 5, 1))
    else:
        orders.add_requirement(one, kind="height", strength="must", weight=0, facts={"min": 160})
    db.session.commit()
    return one


def match(person, of, state="proposed", **values) -> Match:
    """A person on an order."""
    return _kept(Match(applicant_id=person.id, order_id=of.id, state=state, **{"decided_on": today(), **values}))


def partnership(name=None, **values) -> Partnership:
    """A partner."""
    return _kept(Partnership(name=name or f"Haesong-si {next(_numbers)}", **values))
