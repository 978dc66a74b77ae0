"""Papers worked out anew beside the pages, after a kind was changed."""

from serang.documents import operations
from serang.documents.operations.kinds import REFRESH
from serang.jobs.operations import kind
from serang.web.clock import today


@kind(REFRESH)
def refresh(job, progress):
    """How everybody's papers stand."""
    return {"changed": operations.refresh_papers(None, today(), between=lambda done, total: progress(done, total, ""))}
