"""/matching/runs/<id>/compare, what-if, check: plans beside each other. Nothing is changed."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.audit import queries as audit
from serang.audit import words as act_words
from serang.common.rules import languages
from serang.i18n import _
from serang.matching import operations, queries, words
from serang.matching.forms import WhatIfForm
from serang.matching.routes.frame import bp, page_number
from serang.web.clock import now
from serang.web.forms import query_form
from serang.web.guard import allow
from serang.web.page import page


@bp.get("/matching/runs/<int:id>/compare")
@allow("matching.read")
def compare(id):
    """What changes from another run (`with`, else the one before) to this one, and why for each person."""
    run = queries.finished(id)
    other_id = request.args.get("with", type=int)
    other = queries.finished(other_id) if other_id else queries.before(run)
    found = queries.compare(run, other) if other else None
    return page(
        "matching/compare.html",
        run=run,
        other=other,
        others=queries.others(run),
        words=words,
        **_moves(found, lambda move: queries.why_moved(run, other, move)),
        to=lambda **changes: url_for(".compare", id=id, **{"with": other and other.id, "kind": request.args.get("kind") or None} | changes),
    )


@bp.get("/matching/runs/<int:id>/what-if")
@allow("matching.read")
def what_if(id):
    """The plan beside the plan it would be with one order changed."""
    run = queries.finished(id)
    form, change = _tried(run)
    found, job = (
        _answer(run, queries.WHAT_IF, change.asked(run), queries.Comparison, lambda: queries.what_if(run, change))
        if change
        else (None, None)
    )
    return page(
        "matching/what_if.html",
        422 if form.errors else 200,
        run=run,
        form=form,
        change=change,
        job=job,
        words=words,
        **_moves(found),
        to=lambda **changes: url_for(".what_if", id=id, **{k: v for k, v in request.args.items() if k != "page"} | changes),
    )


@bp.post("/matching/runs/<int:id>/what-if")
@allow("matching.read")
def what_if_later(id):
    """Have the worker answer what the address asks."""
    run = queries.finished(id)
    _form, change = _tried(run)
    if change:
        operations.ask_later(queries.WHAT_IF, change.asked(run), account_id=current_user.id, at=now())
    return redirect(url_for(".what_if", id=id, **request.args), 303)


@bp.get("/matching/runs/<int:id>/check")
@allow("matching.read")
def check(id):
    """The stored run solved once more, its proof looked at once more: the record of the run."""
    run = queries.finished(id)
    found, job = _answer(run, queries.CHECK, {"run": id}, queries.Recheck, lambda: queries.again(run))
    acts = queries.rule_acts(run)
    return page(
        "matching/check.html",
        run=run,
        found=found,
        job=job,
        fills=queries.fills(run),
        given={one.id: one for one in queries.stored(run)[0].orders},
        acts=acts,
        names=audit.names(acts),
        say_act=act_words.act,
        words=words,
    )


@bp.post("/matching/runs/<int:id>/check")
@allow("matching.read")
def check_later(id):
    """Have the worker solve the stored run once more."""
    operations.ask_later(queries.CHECK, {"run": queries.finished(id).id}, account_id=current_user.id, at=now())
    return redirect(url_for(".check", id=id), 303)


def _answer(run, kind, asked, kept_as, answer):
    """What a question about a run has given, or the background work that finds it; neither when nobody asked yet."""
    if not queries.is_large(run):
        return answer(), None
    job = queries.job_for(kind, asked)
    return (kept_as.read_back(job.result), None) if job and job.state == "done" else (None, job)


def _moves(found, reason=lambda move: None) -> dict:
    """One page of the moves with the people."""
    number, kind = page_number(), request.args.get("kind")
    kind = kind if kind in words.MOVES else None
    some = found.of(kind) if found else []
    shown = some[(number - 1) * queries.PAGE : number * queries.PAGE]
    return {
        "found": found,
        "moves": shown,
        "total": len(some),
        "number": number,
        "size": queries.PAGE,
        "kind": kind,
        "people": queries.people_of(shown),
        "why": {move.person: reason(move) for move in shown},
    }


def _tried(run):
    """The form as the address fills it, and the change it asks for."""
    on_offer = [fill.order for fill in queries.fills(run)]
    if "order" not in request.args:
        return WhatIfForm(None, orders=on_offer), None
    form = query_form(WhatIfForm, orders=on_offer)
    return form, None if form.errors else _change(run, form)


def _change(run, form):
    order_id = int(form.order.data)
    minimum, test = form.language_min.data, queries.first_test(run, order_id)
    if minimum and test:
        minimum = languages.read(test, minimum) if test in languages.TESTS else None
        if minimum is None:
            form.language_min.errors = [_("Isi nilai atau tingkat yang ada pada tes ini.")]
            return None
    if form.departs_on.data and form.closes_on.data and form.departs_on.data < form.closes_on.data:
        form.departs_on.errors = [_("Berangkat sebelum batas pencalonan.")]
        return None
    return queries.Change(order_id, form.quota.data, minimum or None, form.departs_on.data, form.closes_on.data, bool(form.besides.data))
