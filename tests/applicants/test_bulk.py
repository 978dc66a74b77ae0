"""One field changed for very many people beside the pages: asked, done once, told, taken back."""

import pytest

from serang.applicants import operations
from serang.applicants.models import Applicant
from serang.audit import operations as audit
from serang.audit.models import Act, Change
from serang.db import db
from serang.jobs.models import Job
from serang.web.clock import now
from serang.worker import work_off


@pytest.fixture
def few(monkeypatch):
    """Two people are very many."""
    monkeypatch.setattr("serang.applicants.routes.bulk.LARGE", 2)


def asked_of(client, people, **values):
    """The change is asked for and confirmed; gives the address of the work."""
    chosen = {"ids": [one.id for one in people], "query": "stage=registered", "confirm": "1"}
    return client.post("/applicants/bulk/field", chosen | values, expect=303).location


def test_very_many_are_changed_by_the_worker_and_taken_back(officer, make, few):
    people = [make.applicant(f"Orang {n}", education="SMA" if n else None) for n in range(4)]

    work = asked_of(officer, people, field="education", education="S1")

    assert "Menunggu giliran" in officer.get(work).text
    assert {one.education for one in people} == {"SMA", None}
    assert work_off() == 1
    db.session.expire_all()
    done = officer.get(work)
    assert "4 diubah." in done.text
    assert {one.education for one in people} == {"S1"}
    act = db.session.query(Act).filter_by(title="applicants.bulk").one()
    assert act.account_id == db.session.get(Job, 1).account_id is not None
    taken_back = officer.post(done.soup.select_one(".head form")["action"], expect=303, follow=True)
    assert "sudah diurungkan" in taken_back.one("main").get_text()
    db.session.expire_all()
    assert [one.education for one in people] == [None, "SMA", "SMA", "SMA"]


def test_how_papers_stand_follows(officer, make, few):
    people = [make.applicant(f"Orang {n}", papers="complete") for n in range(3)]

    asked_of(officer, people, field="sex", sex="P")
    work_off()
    db.session.expire_all()

    assert {one.papers for one in people} == {"lacking"}
    assert {one.version for one in people} == {2}


def test_work_that_waits_can_be_cancelled(officer, make, few):
    people = [make.applicant(f"Orang {n}") for n in range(3)]
    work = asked_of(officer, people, field="note", note="x")

    officer.post(officer.get(work).one(".head form")["action"], expect=303)

    assert work_off() == 0
    assert {one.note for one in people} == {None}
    assert "Dibatalkan" in officer.get(work).text


def test_work_cancelled_after_it_was_written_is_brought_to_its_end(app, make, monkeypatch):
    people = [make.applicant(f"Orang {n}", papers="complete") for n in range(3)]
    job = operations.change_later([one.id for one in people], name="sex", value="P", account_id=None, at=now())
    db.session.commit()
    changed = operations.bulk.change_many

    def cancelled_meanwhile(*args, **values):
        report = changed(*args, **values)
        job.state = "cancelled"
        return report

    monkeypatch.setattr(operations.bulk, "change_many", cancelled_meanwhile)
    work_off()
    db.session.expire_all()

    assert (job.state, job.result["changed"]) == ("cancelled", 3)
    assert {(one.sex, one.papers) for one in people} == {("P", "lacking")}


def test_a_second_try_changes_nothing_again(app, make):
    people = [make.applicant(f"Orang {n}") for n in range(3)]
    ids = [one.id for one in people]
    job = operations.change_later(ids, name="sex", value="P", account_id=None, at=now())
    operations.change_many(ids, name="sex", value="P", at=now())
    job.result = {"changed": 3, "same": 0, "gone": 0, "act": audit.act_id()}
    db.session.commit()
    people[0].sex = "L"
    db.session.commit()

    work_off()

    assert (job.state, job.result["changed"]) == ("done", 3)
    assert [one.sex for one in people] == ["L", "P", "P"]
    assert db.session.query(Change).filter_by(field="sex", kind="changed").count() == 4


def test_the_work_is_shown_to_who_asked_for_it(officer, make, account):
    theirs = operations.change_later([make.applicant().id], name="note", value="x", account_id=account("head").id, at=now())
    other = Job(kind="other", queued_at=now(), account_id=account("officer").id)
    db.session.add(other)
    db.session.commit()

    officer.get(f"/applicants/bulk/field/{theirs.id}", expect=403)
    officer.get(f"/applicants/bulk/field/{other.id}", expect=404)
    assert db.session.query(Applicant).one().note is None
