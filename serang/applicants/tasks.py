"""Background work over all people: who may stand in the base twice."""

from serang.applicants.operations import twins
from serang.applicants.queries.twins import JOB
from serang.jobs.operations import kind


@kind(JOB)
def look_through(job, progress):
    """Compare everybody with everybody who could be the same."""
    return {"pairs": twins.look_through(progress=lambda done, total: progress(done, total, JOB))}
