"""The rows of a person's life: language results, certificates, work done, wishes, schools, family."""

import hashlib
import json

from sqlalchemy import select

from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult, Relative, Schooling, Wish
from serang.common.refusals import Missing
from serang.db import as_json, db

MODELS = {"languages": LanguageResult, "certificates": Certificate, "experiences": Experience, "wishes": Wish,
          "schools": Schooling, "relatives": Relative}  # fmt: skip
SHOWN = {
    "languages": ("test", "score", "level", "taken_on", "valid_until", "certificate_no"),
    "certificates": ("code", "name", "number", "issuer", "issued_on", "valid_until", "mark"),
    "experiences": ("field", "months", "company", "position", "country", "started_on", "ended_on"),
    "wishes": ("occupation", "country"),
    "schools": ("level", "school", "major", "started_year", "finished_year", "diploma_no"),
    "relatives": ("relation", "name", "birth_date", "phone", "consents", "emergency"),
}  # fmt: skip


def one(applicant: Applicant, kind: str, row_id: int):
    """One row of a kind of evidence (languages, certificates, experiences, wishes) of this person. Raises Missing."""
    model = _model(kind)
    row = db.session.scalar(select(model).where(model.id == row_id, model.applicant_id == applicant.id))
    if row is None:
        raise Missing("no_evidence")
    return row


def values(kind: str, row) -> dict:
    """What a row of evidence says, by column."""
    return {name: getattr(row, name) for name in SHOWN[kind]}


def fingerprint(kind: str, row) -> str:
    """A short sign of what the row says, so that a form can tell whether somebody changed it meanwhile."""
    said = json.dumps({name: as_json(value) for name, value in values(kind, row).items()}, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def schools(applicant: Applicant) -> list[tuple[str, int | None]]:
    """(level, year finished) of each school of the person, as stored now."""
    query = select(Schooling.level, Schooling.finished_year).where(Schooling.applicant_id == applicant.id)
    return [tuple(row) for row in db.session.execute(query.order_by(Schooling.id))]


def last_rank(applicant: Applicant) -> int:
    """The place of the last wish, 0 without any."""
    return max((wish.rank for wish in applicant.wishes), default=0)


def _model(kind: str):
    if kind not in MODELS:
        raise Missing("no_evidence")
    return MODELS[kind]
