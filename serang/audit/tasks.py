"""Background work of the act log: a large act taken back."""

from serang.audit import operations, queries
from serang.db import db, reading
from serang.documents import operations as documents
from serang.jobs import operations as jobs
from serang.jobs.operations import kind
from serang.web.clock import now, today


@kind(queries.UNDO)
def undo(job, progress):
    """Take the act back in one transaction; how papers stand then follows in helpings, so that nobody waits for it."""
    past = queries.get(job.inputs["act"])
    progress(0, 1, queries.UNDO)
    if job.result:
        documents.mark_stale(queries.people_of(past))
    else:
        with reading():
            lines = operations.lines_of(past)
            db.session.rollback()
        stayed = operations.undo(past, today_at=now(), lines=lines)
        told = [one.as_dict() for one in dict.fromkeys(stayed)][: queries.NAMED]
        jobs.keep(job.id, {"stayed": len(stayed), "reasons": told}, progress, done=0, total=1, step=queries.UNDO)
    documents.refresh_behind(progress, today())
    return job.result
