"""/documents/<id>: one paper with its scan; verified, taken away."""

from flask import request
from flask_login import current_user

from serang import files
from serang.audit.operations import opened
from serang.common.refusals import Missing
from serang.documents import operations, queries, rules, words
from serang.documents.routes.frame import bp, done
from serang.i18n import _
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import page
from serang.web.session import afterwards


@bp.get("/documents/<int:id>")
@allow("documents.read")
def show(id):
    """A paper and its scan."""
    return _show(id)


@bp.get("/documents/<int:id>/number")
@allow("applicants.identity")
def reveal(id):
    """A protected number in full; who asked is noted."""
    paper = queries.get(id, current_user)
    _note("paper_number", paper)
    return _show(id, number=paper.number or "–")


@bp.get("/documents/<int:id>/file")
@allow("applicants.identity")
def scan(id):
    """The scan itself, shown in a closed box or saved; who opened it is noted."""
    paper = queries.get(id, current_user)
    if not paper.file:
        raise Missing("no_scan")
    try:
        answer = files.answer(
            paper.file,
            called=f"{paper.applicant.number} {words.kind_label(paper.kind)}",
            download=bool(request.args.get("save")),
        )
    except files.GoneFile as error:
        raise Missing("scan_damaged") from error
    # Only our own page may hold it.
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Content-Security-Policy"] += "; frame-ancestors 'self'"
    _note("scan", paper)
    return answer


@bp.post("/documents/<int:id>/verify")
@allow("documents.edit")
def verify(id):
    """Somebody has compared it with the paper itself."""
    paper = operations.verify(queries.get(id, current_user), account_id=current_user.id, at=now())
    return done(paper.applicant_id, _("%(kind)s terverifikasi.", kind=words.kind_label(paper.kind)))


@bp.post("/documents/<int:id>/unverify")
@allow("documents.edit")
def unverify(id):
    """Take that back."""
    paper = operations.unverify(queries.get(id, current_user))
    return done(paper.applicant_id, _("Verifikasi %(kind)s dibatalkan.", kind=words.kind_label(paper.kind)))


@bp.post("/documents/<int:id>/remove")
@allow("documents.edit")
def remove(id):
    """Take a paper away; the toast takes that back."""
    paper = queries.get(id, current_user)
    operations.remove(paper)
    return done(paper.applicant_id, _("%(kind)s dihapus.", kind=words.kind_label(paper.kind)))


def _show(id, number=None):
    paper = queries.get(id, current_user)
    on = today()
    known = rules.Paper(paper.kind, paper.issued_on, paper.valid_until, paper.verified_at is not None)
    departs_on = queries.departures([paper.applicant_id]).get(paper.applicant_id)
    return page(
        "documents/show.html",
        paper=paper,
        kind=paper.kind_row,
        words=words,
        number=number,
        older=queries.older(paper),
        state=rules.state(queries.rule(paper.kind_row), known, on, departs_on),
        said=queries.said_by(paper),
        sees_scan=may("applicants.identity"),
    )


def _note(what, paper):
    about, reader, at, kind = paper.applicant_id, current_user.id, now(), paper.kind
    afterwards(lambda: opened(what, about=about, account_id=reader, at=at, kind=kind))
