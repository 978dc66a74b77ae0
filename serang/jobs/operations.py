"""Background work queued, taken up, moved on and ended. The row is the truth."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from serang.common.refusals import Conflict
from serang.db import db, reading
from serang.jobs.models import Job

LEASE = timedelta(seconds=60)
MOST_TRIES = 2
# Acts on more people than this are worked off beside the pages.
LARGE = 2_000
KINDS: dict[str, Callable] = {}


def kind(name: str):
    """Register a function `work(job, progress)` as what a job of that kind does."""

    def mark(work):
        KINDS[name] = work
        return work

    return mark


def queue(name: str, /, *, account_id: int | None, at: datetime, total: int = 0, **inputs) -> Job:
    """Put work into the queue, in the transaction of the data it needs."""
    job = Job(kind=name, inputs=inputs, account_id=account_id, queued_at=at, total=total)
    db.session.add(job)
    db.session.flush()
    return job


def take(*, at: datetime) -> Job | None:
    """Take the oldest waiting job, or one whose worker is gone; commits. A job that failed twice so is given up."""
    waiting = or_(Job.state == "queued", (Job.state == "running") & (Job.lease_until < at))
    # Asked several times a second: without work no write lock is taken.
    with reading():
        idle = db.session.scalar(select(Job.id).where(waiting).limit(1)) is None
        db.session.commit()
    if idle:
        return None
    job = db.session.scalar(select(Job).where(waiting).order_by(Job.id).limit(1).with_for_update(skip_locked=True))
    if job is None:
        db.session.commit()
        return None
    if job.tries >= MOST_TRIES:
        job.state, job.error, job.ended_at = "failed", "worker_gone", at
        db.session.commit()
        return None
    job.state, job.tries, job.lease_until = "running", job.tries + 1, at + LEASE
    job.started_at = job.started_at or at
    db.session.commit()
    return job


def move_on(job_id: int, *, at: datetime, done: int, total: int, step: str = "") -> None:
    """Write how far the work is and renew the lease; commits. Raises Conflict when it was cancelled."""
    rows = db.session.execute(
        update(Job).where(Job.id == job_id, Job.state == "running").values(done=done, total=total, step=step, lease_until=at + LEASE)
    )
    db.session.commit()
    if not rows.rowcount:
        raise Conflict("job_cancelled")


def keep(job_id: int, result: dict, progress: Callable[..., None], *, done: int, total: int, step: str = ""):
    """Keep what was written together with the word that it was, so that a second try does not write it again; commits.

    From here on the work cannot be cancelled, only be ended: use `going_on` for its progress.
    """
    db.session.get(Job, job_id).result = result
    going_on(progress)(done, total, step)


def going_on(progress: Callable[..., None]) -> Callable[..., None]:
    """Progress of work that has been written and is to be brought to its end, also when somebody cancels it meanwhile."""

    def move(done, total, step=""):
        with suppress(Conflict):
            progress(done, total, step)

    return move


def end(job: Job, *, at: datetime, result: dict | None = None, error: str | None = None) -> Job:
    """The work is done, or failed."""
    job.state = "failed" if error else "done"
    job.result, job.error, job.ended_at, job.lease_until = result or {}, error, at, None
    if not error:
        job.done = job.total
    db.session.flush()
    return job


def cancel(job: Job, *, at: datetime) -> Job:
    """Stop waiting or running work."""
    if job.state not in ("queued", "running"):
        raise Conflict("job_ended")
    job.state, job.ended_at = "cancelled", at
    db.session.flush()
    return job


def forget_old(*, at: datetime):
    """What work of 90 days ago was given and gave (names, file names) is forgotten; that it was done stays."""
    old = (Job.ended_at < at - timedelta(days=90)) & (Job.state != "running")
    db.session.execute(update(Job).where(old).values(inputs={}, result={}, error=None))
