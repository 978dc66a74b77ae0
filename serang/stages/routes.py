"""/applicants/<id>/stage, /applicants/bulk/stage: people moved along the stages, held back and come back; /settings/stages:
what each stage asks."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from serang.applicants import queries as applicants
from serang.applicants.routes.frame import chosen_ids
from serang.audit import queries as acts
from serang.audit.operations import act_id
from serang.common.refusals import Conflict, Forbidden, Missing
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.i18n import _
from serang.jobs import queries as jobs
from serang.jobs import words as job_words
from serang.jobs.operations import LARGE
from serang.stages import operations, queries, rules, words
from serang.stages.forms import GateForm, HoldForm, StageForm
from serang.web.chosen import sign, still_those
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import page
from serang.web.session import only_look
from serang.web.toasts import toast

bp = Blueprint("stages", __name__)


@bp.get("/applicants/<int:id>/stage")
@allow("applicants.read")
def edit(id):
    """What stands before a stage, and the button that moves there."""
    applicant = applicants.get(id, current_user)
    form = StageForm(request.args, seen=applicant.stage)
    return _ask(applicant, form)


@bp.post("/applicants/<int:id>/stage")
@allow("applicants.stage")
def move(id):
    """Move one person through the gate."""
    return _move(id, override=False)


@bp.post("/applicants/<int:id>/stage/override")
@allow("applicants.override")
def override(id):
    """Move one person although the gate is not met; what is open stays written."""
    return _move(id, override=True)


@bp.post("/applicants/bulk/stage")
@allow("applicants.stage")
def bulk():
    """Choose a stage for many, see who can and who cannot and why, then move those who can."""
    form = StageForm()
    if not request.form.get("go"):
        only_look()
    ids = chosen_ids()
    if not ids:
        raise Conflict("nobody_chosen")
    code = form.stage.data or queries.usual_next(ids)
    large, sure = len(ids) > LARGE, request.form.get("go") == code and still_those(ids)
    if large and sure and form.validate() and form.reason.data:
        return _later(ids, code, form.reason.data)
    forecast = queries.forecast(ids, code, today(), reason=bool(form.reason.data))
    form.stage.data = code
    if not sure or not form.validate():
        return _ask_many(ids, form, forecast, 422 if form.errors else 200)
    if forecast.asks_reason and not form.reason.data:
        form.reason.errors = [say(Reason("reason_needed"))]
        return _ask_many(ids, form, forecast, 422)
    if large:
        return _later(ids, code, form.reason.data)
    operations.move_many(ids, stage=code, on=today(), at=now(), account_id=current_user.id, reason=form.reason.data)
    return redirect(url_for(".report", id=act_id(), back=request.form.get("query", "")), 303)


@bp.get("/applicants/bulk/stage/later/<int:id>")
@allow("applicants.stage")
def moving(id):
    """A move of very many in background work: how far it is, then on to what it did."""
    job, query = jobs.own(id, operations.MOVE, current_user.id), request.args.get("back", "")
    if job.result.get("act") and job.state not in ("queued", "running"):
        return redirect(url_for(".report", id=job.result["act"], back=query), 303)
    return page("jobs/work.html", job=job, words=job_words, title=_("Ubah tahap"), crumb=(_("Pelamar"), _list(query)), back=_list(query))


@bp.get("/applicants/bulk/stage/<int:id>")
@allow("applicants.stage")
def report(id):
    """Who was moved, and who stayed and why."""
    act = acts.get(id)
    if act.title != "stages.move_many":
        raise Missing("no_act")
    if act.account_id != current_user.id:
        raise Forbidden("not_your_act")
    return page(
        "stages/report.html",
        act=act,
        undone=bool(acts.undone([act])),
        words=words,
        back=_list(request.args.get("back", "")),
        reasons=lambda line: words.stayed(line["open"], sees_health=may("applicants.health")),
    )


@bp.route("/applicants/<int:id>/hold", methods=["GET", "POST"])
@allow("applicants.stage")
def hold(id):
    """Keep a person waiting."""
    applicant, form = applicants.get(id, current_user), HoldForm()
    if request.method == "GET" or not form.validate():
        return page("stages/hold.html", 200 if request.method == "GET" else 422, applicant=applicant, form=form)
    operations.hold(applicant, reason=form.reason.data, on=today(), at=now())
    return _done(id, _("%(name)s ditunda.", name=applicant.full_name))


@bp.post("/applicants/<int:id>/resume")
@allow("applicants.stage")
def resume(id):
    """End the waiting."""
    applicant = operations.resume(applicants.get(id, current_user), at=now())
    return _done(id, _("%(name)s dilanjutkan.", name=applicant.full_name))


@bp.post("/applicants/<int:id>/return")
@allow("applicants.stage")
def come_back(id):
    """The person goes on."""
    applicant = operations.return_(applicants.get(id, current_user), at=now())
    return _done(id, _("%(name)s kembali mengikuti program.", name=applicant.full_name))


@bp.get("/settings/stages")
@allow("settings.edit")
def index():
    """The stages and what each asks."""
    return page("stages/index.html", stages=queries.all(), words=words)


@bp.get("/settings/stages/<code>/edit")
@allow("settings.edit")
def edit_stage(code):
    """The words of a stage and what it asks."""
    stage = queries.get(code)
    return page(
        "stages/edit.html",
        stage=stage,
        form=GateForm.of(stage, seen=queries.fingerprint(stage)),
        papers=queries.asked_papers(code),
        words=words,
    )


@bp.post("/settings/stages/<code>")
@allow("settings.edit")
def update_stage(code):
    """New words of a stage, and what it asks from now on."""
    stage, form = queries.get(code), GateForm()
    if not form.validate():
        return page("stages/edit.html", 422, stage=stage, form=form, papers=queries.asked_papers(code), words=words)
    operations.change_stage(
        stage,
        label=form.label.data,
        label_en=form.label_en.data,
        label_ko=form.label_ko.data,
        gate=form.gate(stage.gate),
        seen=form.seen.data or None,
    )
    toast(
        _("Tahap %(stage)s disimpan.", stage=form.label.data),
        undo=url_for("audit.undo", id=act_id(), next=url_for(".index")) if act_id() else None,
    )
    return redirect(url_for(".index"), 303)


def _move(id, *, override):
    applicant, form = applicants.get(id, current_user), StageForm()
    if not form.validate():
        return _ask(applicant, form, 422)
    try:
        operations.move(
            applicant,
            stage=form.stage.data,
            on=form.on.data or today(),
            at=now(),
            account_id=current_user.id,
            reason=form.reason.data,
            override=override,
            seen=form.seen.data or None,
        )
    except Conflict as error:
        if error.reason.code != "reason_needed":
            raise
        form.reason.errors = [say(error.reason)]
        return _ask(applicant, form, 422)
    return _done(id, _("Tahap %(name)s menjadi %(stage)s.", name=applicant.full_name, stage=words.stage(form.stage.data)))


def _ask(applicant, form, status=200):
    coming, checks = queries.next_gate(applicant, today())
    if form.stage.data and form.stage.data != (coming and coming.code):
        checks = queries.gate(applicant, form.stage.data, today())
    form.stage.data = form.stage.data or (coming.code if coming else applicant.stage)
    form.stage.offer([choice for choice in words.stages() if choice[0] != applicant.stage], blank=False)
    open_now = rules.open_checks(checks)
    return page(
        "stages/move.html",
        status,
        applicant=applicant,
        form=form,
        checks=checks,
        open=open_now,
        words=words,
        asks_reason=rules.asks_reason(checks) or bool(open_now),
        act_for=words.act_for(applicant.id, url_for) if may("applicants.edit") else words.no_act,
        closed=[one for one in checks if one.final],
    )


def _ask_many(ids, form, forecast, status):
    return page(
        "stages/bulk.html",
        status,
        form=form,
        forecast=forecast,
        words=words,
        ids=request.form.getlist("ids"),
        all=bool(request.form.get("all")),
        query=request.form.get("query", ""),
        among=sign(ids),
    )


def _later(ids, code, reason):
    job = operations.move_later(ids, stage=code, at=now(), account_id=current_user.id, reason=reason)
    return redirect(url_for(".moving", id=job.id, back=request.form.get("query", "")), 303)


def _list(query):
    return url_for("applicants.index") + (f"?{query}" if query else "")


def _done(id, text):
    toast(text, undo=f"{url_for('audit.undo', id=act_id())}?{urlencode({'next': url_for('applicants.show', id=id)})}")
    return redirect(url_for("applicants.show", id=id), 303)
