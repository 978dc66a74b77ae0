"""How far background work is."""

from serang.common.refusals import Forbidden, Missing
from serang.db import db
from serang.jobs.models import Job


def get(job_id: int) -> Job:
    """One job. Raises Missing."""
    job = db.session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise Missing("no_job")
    return job


def own(job_id: int, kind: str, account_id: int) -> Job:
    """A piece of work of that kind which the account asked for. Raises Missing, Forbidden."""
    job = get(job_id)
    if job.kind != kind:
        raise Missing("no_job")
    if job.account_id != account_id:
        raise Forbidden("not_your_act")
    return job
