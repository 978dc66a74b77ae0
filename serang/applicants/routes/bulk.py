"""Acts on many people: one field for all of them, a print, a file."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import operations, words
from serang.applicants.forms import BulkForm
from serang.applicants.routes.frame import Asked, bp, chosen_ids
from serang.applicants.rules import MOST_PRINTED
from serang.audit import operations as audit
from serang.audit import queries as acts
from serang.common.refusals import Conflict
from serang.i18n import _, ngettext, number
from serang.jobs import queries as jobs
from serang.jobs import words as job_words
from serang.jobs.operations import LARGE
from serang.web.chosen import sign, still_those
from serang.web.clock import now
from serang.web.guard import allow
from serang.web.page import page
from serang.web.session import only_look
from serang.web.toasts import toast


@bp.post("/applicants/bulk/field")
@allow("applicants.edit")
def bulk_field():
    """Asks which field gets which value, and says for how many it would change; with `confirm` it is done."""
    if "confirm" not in request.form:
        only_look()
    ids, form = chosen_ids(), BulkForm()
    if not ids:
        raise Conflict("nobody_chosen")
    if not form.validate():
        asked = "confirm" in request.form or "look" in request.form
        wrong = form.value_field.errors if form.value_field.data else []
        if not asked:
            form.value_field.errors = []
        return _bulk_page(ids, form, 422 if asked else 200, told=" ".join(wrong))
    change = {"name": form.column, "value": form.value, "at": now()}
    if "confirm" not in request.form or not still_those(ids):
        return _bulk_page(ids, form, report=operations.forecast(ids, name=form.column, value=form.value))
    query = request.form.get("query", "")
    if len(ids) > LARGE:
        job = operations.change_later(ids, account_id=current_user.id, **change)
        return redirect(url_for(".bulk_done", id=job.id, back=query), 303)
    report, back = operations.change_many(ids, **change), Asked.of_query(query).url()
    done = audit.act_id()
    toast(words.bulk_report(report), undo=url_for("audit.undo", id=done, next=back) if done else None)
    return redirect(back, 303)


@bp.get("/applicants/bulk/field/<int:id>")
@allow("applicants.edit")
def bulk_done(id):
    """A change of very many in background work: how far it is, then what it did."""
    job, back = jobs.own(id, operations.bulk.JOB, current_user.id), Asked.of_query(request.args.get("back", "")).url()
    act = acts.get(job.result["act"]) if job.result.get("act") else None
    undone = act is not None and bool(acts.undone([act]))
    return page(
        "jobs/work.html",
        job=job,
        words=job_words,
        title=_("Ubah isian"),
        crumb=(_("Pelamar"), back),
        back=back,
        said=words.bulk_done(job) if "changed" in job.result else "",
        note=_("Perubahan ini sudah diurungkan.") if undone else "",
        undo=url_for("audit.undo", id=act.id, next=request.full_path) if act and not undone else "",
        look="warn" if undone else "ok",
    )


@bp.post("/applicants/bulk/print")
@allow("applicants.print")
def bulk_print():
    """On to the print page of these people."""
    ids = chosen_ids()
    if not ids:
        raise Conflict("nobody_chosen")
    if len(ids) > MOST_PRINTED:
        raise Conflict("too_many_to_print", most=MOST_PRINTED, asked=len(ids))
    everyone = {"all": 1, "query": request.form.get("query", "")} if request.form.get("all") == "1" else {"ids": ids}
    return redirect(url_for("reports.print_many", **everyone), 303)


def _bulk_page(ids, form, status=200, report=None, told=""):
    everyone, query = request.form.get("all") == "1", request.form.get("query", "")
    title = ngettext("Ubah isian %(count)s orang", "Ubah isian %(count)s orang", len(ids), count=number(len(ids)))
    return page(
        "applicants/bulk.html",
        status,
        ids=[] if everyone else ids,
        all=everyone,
        query=query,
        among=sign(ids),
        form=form,
        title=title,
        count=len(ids),
        report=report,
        sentence=words.bulk_report(report, done=False) if report else told or _("Pilih isian dan nilainya."),
        back=Asked.of_query(query).url(),
        numbered=number,
    )
