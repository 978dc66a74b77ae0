"""/matching/runs/<id>/compare, what-if, check: plans beside each other. Nothing is changed."""

from functools import partial

from flask import redirect, request, url_for
from flask_login import current_user

from serang.audit import queries as audit
from serang.audit import words as act_words
from serang.i18n import _
from serang.matching import operations, queries, words
from serang.matching.forms import WhatIfForm
from serang.matching.routes.frame import bp, left_out, page_number
from serang.matching.rules import changes as rules
from serang.orders import queries as orders
from serang.web.clock import now, today
from serang.web.guard import allow
from serang.web.page import number_in_address, page

FIELDS = {"quota", "language_min", "departs_on", "closes_on", "besides"}


@bp.get("/matching/runs/<int:id>/compare")
@allow("matching.read")
def compare(id):
    """What changes from another run (`with`, else the one before) to this one, and why for each person: always older to newer."""
    run = queries.finished(id)
    other_id = request.args.get("with", type=number_in_address)
    other = queries.finished(other_id) if other_id else queries.before(run)
    if other and other.id > run.id:
        return redirect(url_for(".compare", id=other.id, **{**request.args, "with": id}))
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


@bp.get("/matching/runs/<int:id>/would")
@allow("matching.read")
def would(id):
    """What applying the run, or its part for an `order`, would change: who is new, who moves, who loses an older proposal."""
    run, order_id = queries.finished(id), request.args.get("order", type=number_in_address)
    order = orders.get(order_id) if order_id else None
    found = queries.would(run, today(), order)
    return page(
        "matching/would.html",
        run=run,
        order=order,
        newest=queries.latest().id == id,
        words=words,
        against=left_out([(one, found.against[one.id]) for one in queries.people(list(found.against)[:3])], len(found.against)),
        **_moves(found),
        to=lambda **changes: url_for(".would", id=id, **{"order": order_id, "kind": request.args.get("kind") or None} | changes),
    )


@bp.get("/matching/runs/<int:id>/what-if")
@allow("matching.read")
def what_if(id):
    """The plan beside the plan it would be with all the changes of the address; one that is typed joins them."""
    run = queries.finished(id)
    form, changes, unread = _tried(run)
    found, job = _if_changed(run, changes)
    return page(
        "matching/what_if.html",
        422 if form.errors else 200,
        run=run,
        form=form,
        tried=_ranked(run, changes),
        changes=changes,
        texts=[rules.write(one) for one in changes],
        unread=unread,
        job=job,
        words=words,
        **_moves(found),
        to=lambda **other: _to(id, changes, **other),
    )


@bp.post("/matching/runs/<int:id>/what-if")
@allow("matching.read")
def what_if_later(id):
    """Have the worker answer what the address asks."""
    run = queries.finished(id)
    _form, changes, _unread = _tried(run)
    if changes:
        operations.ask_later(queries.WHAT_IF, queries.changes.written(run, changes), account_id=current_user.id, at=now())
    return redirect(_to(id, changes), 303)


@bp.get("/matching/runs/<int:id>/check")
@allow("matching.read")
def check(id):
    """The stored run solved once more, its proof looked at once more: the record of the run."""
    run = queries.finished(id)
    found, job = _answer(run, queries.CHECK, {"run": id}, queries.Recheck, lambda: queries.again(run))
    acts, (by_hand, all_by_hand) = queries.rule_acts(run), queries.fixed_by_hand(run)
    return page(
        "matching/check.html",
        run=run,
        found=found,
        job=job,
        checked_at=queries.checked_at(run) or now(),
        large=queries.is_large(run),
        fills=queries.fills(run),
        people=queries.recorded(run),
        given={one.id: one for one in queries.stored(run)[0].orders},
        by_hand=by_hand,
        all_by_hand=all_by_hand,
        acts=acts,
        names=audit.names(acts),
        say_act=act_words.act,
        words=words,
        today=today(),
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
    """The form, the changes of the address with the one that was typed, and how many of the address could not be read."""
    told = queries.read_changes(run, request.args.getlist("change"))
    changes = tuple(filter(None, told))[: rules.MOST]
    unread = len(told) - len(changes)
    form, new = _typed(run)
    if new and len(rules.added(changes, new)) > rules.MOST:
        form.order.errors = [_("Paling banyak %(n)s perubahan sekaligus. Hapus satu dahulu.", n=rules.MOST)]
    elif new:
        form, changes = _form(run), rules.added(changes, new)
    return form, changes, unread


def _typed(run):
    """The form as the address fills it, and the change it asks for; none where only the order is picked, to see how it is now."""
    if "order" not in request.args:
        return _form(run), None
    if "pick" in request.args or (request.args["order"] and not FIELDS & set(request.args)):
        return _form(run, request.args), None
    form = _form(run, request.args)
    return form, form.change if form.validate() else None


def _form(run, typed=None):
    on_offer = [fill.order for fill in queries.fills(run)]
    return WhatIfForm(typed, orders=on_offer, order_now=partial(queries.order_as_run, run), on=run.on)


def _if_changed(run, changes):
    """What the changes together would give, or the background work that finds it; neither without changes."""
    if not changes:
        return None, None
    asked = queries.changes.written(run, changes)
    return _answer(run, queries.WHAT_IF, asked, queries.Comparison, lambda: queries.what_if(run, changes))


def _ranked(run, changes) -> list[dict]:
    """Each change with its sentence, the address without it, and what it would bring alone, where that is known: most first."""
    gains = queries.alone(run, changes) or [None] * len(changes)
    rows = [
        {
            "said": words.change(one, queries.order_as_run(run, one.order_id)),
            "without": _to(run.id, [*changes[:at], *changes[at + 1 :]]),
            "alone": gain,
        }
        for at, (one, gain) in enumerate(zip(changes, gains, strict=True))
    ]
    return sorted(rows, key=lambda row: -(row["alone"] or 0))


def _to(id, changes, **other):
    """The address with these changes."""
    return url_for(".what_if", id=id, change=[rules.write(one) for one in changes], **other)
