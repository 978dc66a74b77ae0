"""Questions about a run that take long: the worker answers them, and the job keeps the answer for who asks the same."""

from sqlalchemy import select

from serang.db import db
from serang.jobs.models import Job
from serang.matching.models import Run

LARGE = 1_000_000  # pairs of people and orders
LOOKED_AT = 20


def is_large(run: Run) -> bool:
    """Whether solving a run anew takes too long to wait for."""
    return run.people * run.orders > LARGE


def job_for(kind: str, inputs: dict) -> Job | None:
    """The newest background work that was asked the same."""
    newest = select(Job).where(Job.kind == kind, Job.state != "cancelled").order_by(Job.id.desc()).limit(LOOKED_AT)
    return next((job for job in db.session.scalars(newest) if job.inputs == inputs), None)
