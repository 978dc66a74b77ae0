"""Background work: queued, taken once, taken up again after a crash, given up, cancelled."""

from datetime import timedelta

import pytest

from serang.common.refusals import Conflict
from serang.db import db
from serang.jobs import operations as jobs
from serang.jobs.models import Job
from serang.web.clock import now
from serang.worker import work_off


@pytest.fixture
def kind():
    """Registers kinds of work for one test."""
    before = dict(jobs.KINDS)
    yield jobs.kind
    jobs.KINDS.clear()
    jobs.KINDS.update(before)


def queued(name, **inputs):
    job = jobs.queue(name, account_id=None, at=now(), **inputs)
    db.session.commit()
    return job


def test_work_is_done_with_progress_and_result(app, kind):
    @kind("sum")
    def add(job, progress):
        progress(1, 2, "half")
        return {"sum": sum(job.inputs["numbers"])}

    job = queued("sum", numbers=[1, 2, 3])

    assert work_off() == 1

    job = db.session.get(Job, job.id)
    assert (job.state, job.result, job.total) == ("done", {"sum": 6}, 2)


def test_work_that_fails_says_so_and_keeps_nothing(app, kind):
    @kind("breaks")
    def breaks(job, progress):
        db.session.add(Job(kind="trace", queued_at=now()))
        db.session.flush()
        raise RuntimeError("broken")

    job = queued("breaks")
    work_off()

    assert db.session.get(Job, job.id).state == "failed"
    assert db.session.query(Job).filter_by(kind="trace").count() == 0


def test_a_refusal_is_told_by_its_code(app, kind):
    @kind("refused")
    def refused(job, progress):
        raise Conflict("job_ended")

    job = queued("refused")
    work_off()

    assert db.session.get(Job, job.id).error == "job_ended"


def test_a_job_whose_worker_is_gone_is_taken_up_once_more_then_given_up(app, kind):
    kind("nothing")(lambda job, progress: None)
    job = queued("nothing")
    for _try in range(jobs.MOST_TRIES):
        assert jobs.take(at=now()).id == job.id
        assert jobs.take(at=now()) is None
        db.session.get(Job, job.id).lease_until = now() - timedelta(seconds=1)
        db.session.commit()

    assert jobs.take(at=now()) is None

    assert (db.session.get(Job, job.id).state, db.session.get(Job, job.id).error) == ("failed", "worker_gone")


def test_cancelled_work_stops_at_its_next_step(app, kind):
    @kind("long")
    def long(job, progress):
        jobs.cancel(db.session.get(Job, job.id), at=now())
        db.session.commit()
        progress(1, 10)
        raise AssertionError("went on")

    job = queued("long")
    work_off()

    assert db.session.get(Job, job.id).state == "cancelled"


def test_the_progress_page_stops_asking_when_the_work_has_ended(officer, account, kind):
    kind("quick")(lambda job, progress: {"n": 1})
    job = jobs.queue("quick", account_id=account("officer").id, at=now(), total=4)
    db.session.commit()
    assert officer.get(f"/jobs/{job.id}/progress", part=f"job_{job.id}").soup.select("[hx-trigger]")

    work_off()

    page = officer.get(f"/jobs/{job.id}/progress", part=f"job_{job.id}")
    assert not page.soup.select("[hx-trigger]")
    assert "Selesai" in page.text


def test_somebody_elses_job_is_closed(trainer, account):
    job = jobs.queue("quick", account_id=account("officer").id, at=now())
    db.session.commit()

    trainer.get(f"/jobs/{job.id}", expect=403)
