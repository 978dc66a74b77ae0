"""Background work over many people: who may stand in the base twice, and one field changed for all of them."""

from dataclasses import asdict

from serang.applicants.operations import bulk, twins
from serang.applicants.queries.twins import JOB
from serang.audit.operations import act_id
from serang.documents import operations as documents
from serang.jobs import operations as jobs
from serang.jobs.operations import kind
from serang.web.clock import now, today


@kind(JOB)
def look_through(job, progress):
    """Compare everybody with everybody who could be the same."""
    return {"pairs": twins.look_through(progress=lambda done, total: progress(done, total, JOB))}


@kind(bulk.JOB)
def change_many(job, progress):
    """Change one field in one transaction; how papers stand then follows in helpings, so that nobody waits for it."""
    ids, name, value = (job.inputs[part] for part in ("ids", "name", "value"))
    progress(0, len(ids), bulk.JOB)
    if job.result:
        documents.mark_stale(ids)
    else:
        report = bulk.change_many(ids, name=name, value=value, at=now())
        jobs.keep(job.id, asdict(report) | {"act": act_id()}, progress, done=0, total=len(ids), step=bulk.JOB)
    documents.refresh_behind(progress, today())
    return job.result
