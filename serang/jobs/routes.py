"""/jobs/<id>: how far background work is, for the progress block of any page."""

from flask import Blueprint, redirect, url_for
from flask_login import current_user

from serang.common.refusals import Forbidden
from serang.jobs import operations, queries, words
from serang.web.back import asked_next
from serang.web.clock import now
from serang.web.guard import allow, may
from serang.web.page import fragment, page

bp = Blueprint("jobs", __name__, url_prefix="/jobs")


@bp.get("/<int:id>")
@allow("signed_in")
def show(id):
    """The job as a page."""
    job = _visible(id)
    return page("jobs/show.html", job=job, words=words, next=asked_next(), may_cancel=_may_cancel(job))


@bp.get("/<int:id>/progress")
@allow("signed_in")
def progress(id):
    """The progress block alone; it asks for itself until the work has ended."""
    return fragment("jobs/_progress.html", job=_visible(id), words=words, next=asked_next())


@bp.post("/<int:id>/cancel")
@allow("signed_in")
def cancel(id):
    """Stop the work: one's own, and of matching all that an officer could start."""
    job = _visible(id)
    if not _may_cancel(job):
        raise Forbidden("no_right", right="jobs")
    operations.cancel(job, at=now())
    return redirect(url_for(".show", id=job.id), 303)


def _visible(id):
    job = queries.get(id)
    if job.account_id != current_user.id and not may("matching.read"):
        raise Forbidden("no_right", right="jobs")
    return job


def _may_cancel(job):
    return job.account_id == current_user.id or (job.kind.startswith("matching.") and may("matching.run"))
