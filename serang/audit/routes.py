"""/audit: what was done, by whom; one act with its changes; taking an act back."""

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from serang.audit import operations, queries, words
from serang.common.refusals import Forbidden
from serang.common.words import say
from serang.i18n import _, ngettext
from serang.web.clock import now
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page
from serang.web.toasts import toast

NAMED = 5

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
@allow("audit.acts")
def index():
    """Past acts, newest first: everybody's for head and admin, one's own for an officer."""
    own = None if may("audit.read") or may("accounts.edit") else current_user.id
    acts = queries.past(before=request.args.get("before", type=number_in_address), by=own)
    return page(
        "audit/index.html",
        acts=acts,
        names=queries.names(acts),
        undone=queries.undone(acts),
        may_undo=_may_undo,
        say_act=words.act,
        at=now(),
    )


@bp.get("/acts/<int:id>")
@allow("audit.acts")
def show(id):
    """One act with its changes; values only for who may read them."""
    act = queries.get(id)
    _own_or("audit.read", act)
    changes = queries.changes_in(act) if may("audit.read") or act.account_id == current_user.id else []
    return page(
        "audit/show.html",
        act=act,
        changes=[said for change in changes for said in words.changes(change, may=may)],
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
    stayed = operations.undo(act, today_at=now())
    if stayed:
        kept = ngettext(
            "Diurungkan, kecuali %(num)s isian yang sudah diubah lagi.",
            "Diurungkan, kecuali %(num)s isian yang sudah diubah lagi.",
            len(stayed),
        )
        toast(" ".join([kept, *dict.fromkeys(say(reason) for reason in stayed[:NAMED])]))
    else:
        toast(_("Diurungkan: %(what)s", what=words.act(act)))
    back = request.values.get("next", "")
    ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    return redirect(back if ours else url_for(".show", id=id), 303)


def _may_undo(act) -> bool:
    # A password or a role comes back only by hand of the administrator, what the system laid down stays.
    if act.title.startswith("accounts.") or act.account_id is None:
        return False
    return may("audit.undo") and (act.account_id == current_user.id or may("audit.undo_others"))


def _own_or(right: str, act):
    if not (may(right) or may("accounts.edit") or act.account_id == current_user.id):
        raise Forbidden("not_your_act")
