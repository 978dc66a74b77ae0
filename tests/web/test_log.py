"""What the log says when something breaks: enough to find it, and nothing of what stands in the rows."""

import logging

import pytest
from sqlalchemy import text

from serang import worker
from serang.applicants.models import Applicant
from serang.applicants.routes import edit
from serang.db import db, trace
from serang.jobs import operations as jobs
from serang.web.clock import now, today

NIK = "3673015203990037"


def store_twice():
    """What the database refuses, with the number in its words (PostgreSQL) and in the statement."""
    db.session.add(Applicant(full_name="Siti Aminah", nik=NIK, number="P-99-0001", stage_on=today(), created_at=now()))
    db.session.flush()


def ask_nonsense():
    db.session.execute(text("SELECT no_such_column FROM applicants WHERE nik = :nik"), {"nik": NIK})


@pytest.mark.parametrize("broken, kind", [(store_twice, "IntegrityError"), (ask_nonsense, "Error")])
def test_failed_work_is_logged_without_values(make, account, caplog, monkeypatch, broken, kind):
    make.applicant(nik=NIK)
    monkeypatch.setitem(jobs.KINDS, "test.broken", lambda job, progress: broken())
    jobs.queue("test.broken", account_id=account("officer").id, at=now())
    db.session.commit()

    worker.work_off()

    assert f"in {broken.__name__}" in caplog.text
    assert kind in caplog.text
    assert NIK not in caplog.text


def test_a_failed_page_is_logged_without_values(officer, caplog, monkeypatch):
    def broken(**values):
        try:
            ask_nonsense()
        except Exception:
            raise RuntimeError("nothing was kept")  # noqa: B904

    monkeypatch.setattr(edit.operations, "register", broken)
    with caplog.at_level(logging.INFO):
        officer.post("/applicants", full_name="Budi", nik=NIK, birth_date="12/03/1999", sex="P", expect=500)

    assert "RuntimeError: nothing was kept" in caplog.text
    assert "in ask_nonsense" in caplog.text
    assert NIK not in caplog.text


def test_other_errors_say_what_they_say():
    try:
        try:
            raise KeyError("kelurahan")
        except KeyError as cause:
            raise ValueError("no such ward") from cause
    except ValueError as error:
        told = trace(error)

    assert told.index("KeyError: 'kelurahan'") < told.index("ValueError: no such ward")
    assert "test_other_errors_say_what_they_say" in told
