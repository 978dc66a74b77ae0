"""Background work of the stages: very many people moved at once."""

from serang.audit.operations import act_id
from serang.db import db, reading
from serang.documents import operations as documents
from serang.jobs import operations as jobs
from serang.jobs.operations import kind
from serang.stages import operations
from serang.web.clock import now, today


@kind(operations.MOVE)
def move_many(job, progress):
    """Move those who can be in one transaction; how papers stand then follows in helpings, so that nobody waits for it."""
    ids, stage, reason = (job.inputs[part] for part in ("ids", "stage", "reason"))
    progress(0, len(ids), operations.MOVE)
    if job.result:
        documents.mark_stale(ids)
    else:
        with reading():
            looked = operations.look_ahead(ids, stage=stage, on=today(), reason=reason)
            db.session.rollback()
        operations.move_many(ids, stage=stage, on=today(), at=now(), account_id=job.account_id, reason=reason, looked=looked)
        jobs.keep(job.id, {"act": act_id()}, progress, done=0, total=len(ids), step=operations.MOVE)
    documents.refresh_behind(progress, today())
    return job.result
