"""A new person."""

from datetime import date, datetime

from sqlalchemy import func, select

from serang.applicants.models import Applicant
from serang.applicants.operations.change import flush, refuse_double_nik, set_wishes
from serang.applicants.queries import person
from serang.audit.operations import act
from serang.db import db, is_sqlite

NUMBERS = 7301


def register(*, full_name: str, officer_id: int | None, at: datetime, on: date, wishes: list[str] | None = None, **values) -> Applicant:
    """Take a person in; only the name is needed. `officer_id` looks after the person.

    Raises Conflict nik_taken(id, name, number) when another person has the NIK.
    """
    act("applicants.register", name=full_name)
    refuse_double_nik(values.get("nik"))
    wait_for_numbers()
    applicant = Applicant(
        full_name=full_name,
        **values,
        number=person.next_numbers(on)[0],
        officer_id=officer_id,
        stage="registered",
        stage_on=on,
        created_at=at,
        updated_at=at,
    )
    db.session.add(applicant)
    set_wishes(applicant, wishes or [])
    flush(values.get("nik"))
    return applicant


def wait_for_numbers():
    """Let only one transaction at a time give out numbers (PostgreSQL; on SQLite only one writes anyway)."""
    if not is_sqlite():
        db.session.execute(select(func.pg_advisory_xact_lock(NUMBERS)))
