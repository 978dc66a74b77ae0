"""How far background work is."""

from serang.common.refusals import Missing
from serang.db import db
from serang.jobs.models import Job


def get(job_id: int) -> Job:
    """One job. Raises Missing."""
    job = db.session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise Missing("no_job")
    return job
