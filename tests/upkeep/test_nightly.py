"""What happens every night."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from serang.accounts.models import Attempt, SignIn
from serang.db import db
from serang.exchange.models import Import, ImportRow
from serang.i18n import OFFICE_ZONE
from serang.jobs.models import Job
from serang.matching.models import Proposal, Run
from serang.upkeep.operations import nightly

ON = date(2026, 11, 25)


def ago(days: int) -> datetime:
    return datetime(2026, 11, 25, tzinfo=OFFICE_ZONE) - timedelta(days=days)


@pytest.mark.parametrize("days, there, ended", [(0, True, False), (2, True, True), (91, False, None)])
def test_sign_ins_end_and_are_forgotten(account, days, there, ended):
    db.session.add(SignIn(id="x", account_id=account("officer").id, started_at=ago(days), last_seen_at=ago(days)))
    db.session.commit()

    nightly(on=ON)

    db.session.expire_all()
    row = db.session.get(SignIn, "x", populate_existing=True)
    assert (row is not None) is there
    assert not there or (row.ended_at is not None) is ended


def test_failed_tries_of_yesterday_are_dropped(app):
    db.session.add_all([Attempt(username="a", address="1", at=ago(2)), Attempt(username="b", address="1", at=ago(0))])
    db.session.commit()

    nightly(on=ON)

    assert [row.username for row in db.session.query(Attempt)] == ["b"]


@pytest.mark.parametrize("days, kept", [(10, {"file": "siti.xlsx"}), (100, {})])
def test_what_old_work_was_given_is_forgotten(app, days, kept):
    job = Job(kind="import", inputs={"file": "siti.xlsx"}, state="done", queued_at=ago(days), ended_at=ago(days))
    db.session.add(job)
    db.session.commit()

    nightly(on=ON)

    db.session.refresh(job)
    assert job.inputs == kept


@pytest.mark.parametrize("days, rows", [(10, 1), (100, 0)])
def test_the_rows_of_old_imports_are_forgotten(app, days, rows):
    run = Import(noun="applicants", filename="a.xlsx", created_at=ago(days))
    db.session.add(run)
    db.session.flush()
    db.session.add(ImportRow(import_id=run.id, number=2, cells=["Siti"]))
    db.session.commit()

    nightly(on=ON)

    assert db.session.query(ImportRow).count() == rows


def test_runs_that_gave_nobody_a_place_are_forgotten(make):
    runs = [Run(at=ago(days), on=ON, state="done") for days in (30, 29, 28, 27, 3, *([1] * 18))]
    db.session.add_all(runs)
    db.session.flush()
    runs[1].accepted_at = ago(29)
    make.match(make.applicant(), make.order(), run_id=runs[2].id)
    db.session.add(Proposal(run_id=runs[0].id, id=1, applicant_id=make.applicant("Budi").id, kind="left", parts={}))
    db.session.commit()
    there = [run.id for run in runs]

    nightly(on=ON)

    # Of 23 the newest twenty stay, of the others those that something came from.
    assert set(there) - set(db.session.scalars(select(Run.id))) == {there[0]}
    assert db.session.query(Proposal).count() == 0
