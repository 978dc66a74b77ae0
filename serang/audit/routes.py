"""/audit: what was done, by whom; one act with its changes; taking an act back."""

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from serang.audit import operations, queries, words
from serang.common.refusals import Forbidden
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.documents import queries as documents
from serang.i18n import _, ngettext
from serang.jobs import operations as jobs
from serang.jobs import queries as work
from serang.jobs import words as job_words
from serang.jobs.operations import LARGE
from serang.web.back import asked_next
from serang.web.clock import now
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page
from serang.web.toasts import toast

bp = Blueprint("audit", __name__, url_prefix="/audit")
RIGHTS = {"matching.seal": "matching.seal", "matching.unseal": "matching.seal", "orders.confirm": "orders.confirm"}
# What only the administrator lays down is taken back only by who may do so.
LAID_DOWN = ("settings.", "documents.kind", "documents.reword", "stages.change")


@bp.get("")
@allow("audit.acts")
def index():
    """Past acts, newest first: everybody's for head and admin, one's own for an officer."""
    own = None if may("audit.read") or may("accounts.edit") else current_user.id
    acts = queries.past(before=request.args.get("before", type=number_in_address), by=own)
    about = queries.about(acts) if may("applicants.read") else {}
    return page(
        "audit/index.html",
        acts=acts,
        names=queries.names(acts),
        undone=queries.undone(acts),
        may_undo=_may_undo,
        say_act=words.act,
        say_about=lambda act: words.about(act, about),
        at=now(),
    )


@bp.get("/acts/<int:id>")
@allow("audit.acts")
def show(id):
    """One act with its changes; values only for who may read them."""
    act = queries.get(id)
    _own_or("audit.read", act)
    changes = queries.changes_in(act) if may("audit.read") or act.account_id == current_user.id else []
    shown, sees = documents.readable(changes, current_user), may("applicants.read")
    people = queries.people_in(shown) if sees else {}
    return page(
        "audit/show.html",
        act=act,
        about=words.about(act, queries.about([act])) if sees else "",
        changes=[said for change in shown for said in words.changes(change, may=may, people=people)],
        names=queries.names([act]),
        undone=queries.undone([act]),
        undoable=_may_undo(act),
        counts=queries.change_counts(act),
        words=words,
    )


@bp.post("/acts/<int:id>/undo")
@allow("audit.undo")
def undo(id):
    """Take an act back; what was changed later stays and is named."""
    act = queries.get(id)
    if not _may_undo(act):
        raise Forbidden("not_your_act")
    back = asked_next() or url_for(".show", id=id)
    if queries.size(act) > LARGE:
        operations.check_undo(act, today_at=now())
        job = jobs.queue(queries.UNDO, account_id=current_user.id, at=now(), act=act.id)
        return redirect(url_for(".undoing", id=job.id, next=back), 303)
    stayed = operations.undo(act, today_at=now())
    toast(_kept(len(stayed), stayed) if stayed else _undone(act))
    return redirect(back, 303)


@bp.get("/undo/<int:id>")
@allow("audit.undo")
def undoing(id):
    """A large act that is taken back in background work: how far that is, then what stayed."""
    job, back = work.own(id, queries.UNDO, current_user.id), asked_next() or url_for(".index")
    act, stayed = queries.get(job.inputs["act"]), job.result.get("stayed")
    said = "" if stayed is None else _kept(stayed, job.result["reasons"]) if stayed else _undone(act)
    return page(
        "jobs/work.html",
        job=job,
        words=job_words,
        title=_("Mengurungkan perubahan"),
        crumb=(_("Riwayat perubahan"), url_for(".index")),
        back=back,
        said=said,
        look="warn" if stayed else "ok",
    )


def _undone(act) -> str:
    return _("Diurungkan: %(what)s", what=words.act(act))


def _kept(number, reasons) -> str:
    """That so many fields stayed, and why the first did."""
    kept = ngettext(
        "Diurungkan, kecuali %(num)s isian yang sudah diubah lagi.", "Diurungkan, kecuali %(num)s isian yang sudah diubah lagi.", number
    )
    read = [Reason.from_dict(one) if isinstance(one, dict) else one for one in reasons[: queries.NAMED]]
    return " ".join([kept, *dict.fromkeys(say(one) for one in read)])


def _may_undo(act) -> bool:
    first = act  # what is taken back again is what was done first
    while first.undoes:
        first = first.undoes
    # A password or a role comes back only by hand of the administrator, what the system laid down stays.
    if first.title.startswith("accounts.") or act.account_id is None:
        return False
    if first.title.startswith(LAID_DOWN) and not may("settings.edit"):
        return False
    if not may(RIGHTS.get(first.title, "audit.undo")):  # one's own too: who did it may not be the head any more
        return False
    return may("audit.undo") and (act.account_id == current_user.id or may("audit.undo_others"))


def _own_or(right: str, act):
    if not (may(right) or may("accounts.edit") or act.account_id == current_user.id):
        raise Forbidden("not_your_act")
