"""Evidence of a person added, changed and removed; the photo; a note."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from serang.applicants.models import Applicant, Note
from serang.applicants.operations.change import change
from serang.applicants.queries import evidence, person
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.common.rules import days, education, languages
from serang.db import db


class EvidenceChanged(Conflict):
    """Somebody changed the same row of evidence first; `row` is what is stored now."""

    def __init__(self, row):
        super().__init__("evidence_changed")
        self.row = row


def add(applicant: Applicant, kind: str, *, on: date, at: datetime, **values):
    """One more language result, certificate, work or wish (kind languages, certificates, experiences, wishes).

    The last day of a language result and the months of work are worked out where they were not typed; work that has
    not ended counts until the day `on`. A higher school than the education that is stated raises that too.
    """
    act("applicants.evidence_add", kind=kind)
    person.locked(applicant.id)
    if kind == "wishes":
        values["rank"] = evidence.last_rank(applicant) + 1
    row = evidence.MODELS[kind](applicant_id=applicant.id, **_complete(kind, values, on))
    db.session.add(row)
    _flush()
    _raise_education(applicant, kind, at)
    return row


def alter(applicant: Applicant, kind: str, row_id: int, *, on: date, at: datetime, seen: str | None = None, **values):
    """New values of one row. `seen`: the fingerprint of what stood in the form. Raises EvidenceChanged, Missing."""
    act("applicants.evidence_change", kind=kind)
    row = _held(applicant, kind, row_id)
    if seen and seen != evidence.fingerprint(kind, row):
        raise EvidenceChanged(row)
    for name, value in _complete(kind, values, on).items():
        setattr(row, name, value)
    _flush()
    _raise_education(applicant, kind, at)
    return row


def remove(applicant: Applicant, kind: str, row_id: int):
    """Take one row away; the act can be taken back. The education that is stated stays. Raises Missing."""
    act("applicants.evidence_remove", kind=kind)
    db.session.delete(_held(applicant, kind, row_id))
    _flush()


def set_photo(applicant: Applicant, name: str | None, *, at: datetime) -> Applicant:
    """Another photo (the name of a kept file), or none. The old file stays until nothing names it any more."""
    act("applicants.photo" if name else "applicants.photo_remove", number=applicant.number)
    return change(applicant, version=None, at=at, photo=name)


def write_note(applicant: Applicant, text: str, *, at: datetime, account_id: int | None) -> Note:
    """A remark for the person's history."""
    act("applicants.note")
    note = Note(applicant_id=applicant.id, text=text, at=at, account_id=account_id)
    db.session.add(note)
    _flush()
    return note


def _held(applicant, kind, row_id):
    person.locked(applicant.id)
    row = evidence.one(applicant, kind, row_id)
    db.session.refresh(row)
    return row


def _raise_education(applicant, kind, at):
    """Never lowered: people state more than they have papers for at hand."""
    if kind != "schools":
        return
    level = education.raised(applicant.education, evidence.schools(applicant))
    if level != applicant.education:
        applicant.education, applicant.updated_at = level, at
        _flush()


def _complete(kind, values, on) -> dict:
    if kind == "languages" and not values.get("valid_until") and values.get("taken_on"):
        values["valid_until"] = languages.valid_until(values["test"], values["taken_on"])
    if kind == "experiences" and values.get("months") is None:
        values["months"] = max(0, days.months_between(values["started_on"], values.get("ended_on") or on))
    return values


def _flush():
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("applicant_collides") from error
