"""/matching/orders: the people of one order: proposed, sent, refused, fixed; the order called off."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import queries as applicants
from serang.common.refusals import Conflict
from serang.i18n import _
from serang.matching import operations, queries, words
from serang.matching.forms import CancelForm, FlightForm, RejectForm, UnsealForm
from serang.matching.routes.frame import bp, done, moved, nominated, order_page, run_now
from serang.orders import queries as orders
from serang.orders import words as order_words
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page


@bp.post("/matching/orders/<int:id>/propose")
@allow("matching.run")
def propose(id):
    """Run the engine over all open orders, and show what it proposes for this one, which has to be among them."""
    if why_not := orders.unfillable(orders.get(id), today()):
        raise Conflict(why_not.code, **why_not.values)
    run_now(request.form.get("whom", queries.READY))
    return redirect(order_page(id), 303)


@bp.route("/matching/runs/<int:id>/proposals/<int:proposal_id>/decline", methods=["GET", "POST"])
@allow("matching.run")
def decline(id, proposal_id):
    """Say no to one proposal, with the reason."""
    run, proposal, form = queries.finished(id), queries.proposal(id, proposal_id), RejectForm()
    if request.method == "GET" or not form.validate():
        return page(
            "matching/decline.html",
            200 if request.method == "GET" else 422,
            run=run,
            proposal=proposal,
            form=form,
            instead=queries.without(proposal.order, proposal.applicant_id, today()) if request.method == "GET" else None,
            words=words,
        )
    said = {"reason": form.reason.data, "note": form.note.data}
    operations.decline(run, proposal, **said, on=today(), at=now(), account_id=current_user.id)
    told = _("%(name)s tidak akan diusulkan lagi untuk job order ini.", name=proposal.applicant.full_name)
    return done(told, order_page(proposal.order_id))


@bp.post("/matching/orders/<int:id>/move")
@allow("matching.run")
def move(id):
    """Move people of the order on: those ticked, or everybody in the state named by `all_in`."""
    order, to = orders.get(id), request.form.get("to", "")
    if to not in words.VERBS:
        raise Conflict("match_state", state="proposed")
    chosen = request.form.getlist("ids", type=number_in_address)
    if request.form.get("all") == "1":
        chosen = [one.id for one in queries.of_order(id, current_user).matches if one.active]
    elif request.form.get("all_in"):
        chosen = [one.id for one in queries.of_order(id, current_user).in_state(request.form["all_in"])]
    if not chosen:
        raise Conflict("nobody_there")
    result = operations.advance(order, match_ids=chosen, to=to, on=today(), at=now(), account_id=current_user.id)
    return done(moved(result, words.moved_to(to)), order_page(id), partly=bool(result.left))


@bp.route("/matching/orders/<int:id>/reject", methods=["GET", "POST"])
@allow("matching.run")
def reject(id):
    """Refuse people of the order, with the reason; nobody proposes them for it again."""
    order, form, chosen = orders.get(id), RejectForm(), request.values.getlist("ids", type=number_in_address)
    matches = queries.many(id, chosen)
    if not matches:
        raise Conflict("nobody_chosen")
    if request.method == "GET" or "reason" not in request.form or not form.validate():
        return page(
            "matching/reject.html",
            422 if "reason" in request.form else 200,
            order=order,
            matches=matches,
            form=form,
            instead=queries.instead(matches[0], today()) if request.method == "GET" and len(matches) == 1 else None,
            words=words,
        )
    result = operations.advance(
        order,
        match_ids=chosen,
        to="rejected",
        on=today(),
        at=now(),
        account_id=current_user.id,
        reason=form.reason.data,
        note=form.note.data,
    )
    return done(moved(result, _("ditolak")), order_page(id), partly=bool(result.left))


@bp.route("/matching/places/<int:id>/flight", methods=["GET", "POST"])
@allow("matching.run")
def flight(id):
    """The day of departure of one person."""
    match = queries.match(id)
    form = FlightForm(data={"flight_on": match.flight_on})
    if request.method == "GET" or not form.validate():
        return page("matching/flight.html", 200 if request.method == "GET" else 422, match=match, form=form)
    operations.set_flight(match, flight_on=form.flight_on.data)
    return done(_("Tanggal terbang %(name)s disimpan.", name=match.applicant.full_name), order_page(match.order_id))


@bp.get("/matching/orders/<int:id>/add")
@allow("matching.run")
def add(id):
    """Find people by name and see how they fit the order."""
    order, q = orders.get(id), request.args.get("q", "").strip()[:100]
    found = applicants.options(q, current_user) if len(q) > 1 else []
    lines = queries.forecast(order, [row.id for row in found], today())
    return page(
        "matching/add.html",
        order=order,
        q=q,
        lines=lines,
        words=words,
        order_words=order_words,
        today=today(),
        sees_health=may("applicants.health"),
    )


@bp.post("/matching/orders/<int:id>/add")
@allow("matching.run")
def nominate(id):
    """Propose people chosen by hand."""
    order = orders.get(id)
    at = request.form.get("at", type=number_in_address)
    ids = request.form.getlist("ids", type=number_in_address)
    given = operations.nominate(
        order,
        seen=None if at is None else dict.fromkeys(ids, at or None),
        applicant_ids=ids,
        on=today(),
        at=now(),
        account_id=current_user.id,
        reason=request.form.get("reason", "").strip()[:250] or _("Dipilih petugas"),
    )
    return done(nominated(given), order_page(id), partly=given.partly)


@bp.route("/orders/<int:id>/cancel", methods=["GET", "POST"])
@allow("orders.edit")
def cancel(id):
    """The order comes to nothing; its people are ready for others."""
    order, form = orders.get(id), CancelForm()
    if request.method == "GET" or not form.validate():
        on_it = [match for match in queries.of_order(id, current_user).matches if match.active]
        return page(
            "matching/cancel.html",
            200 if request.method == "GET" else 422,
            order=order,
            form=form,
            on_it=on_it,
            words=words,
        )
    ended = operations.cancel_order(order, reason=form.reason.data, on=today(), at=now(), account_id=current_user.id)
    return done(
        _("%(number)s dibatalkan, %(n)s orang siap dicalonkan lagi.", number=order.number, n=len(ended)),
        url_for("orders.show", id=id),
    )


@bp.post("/matching/orders/<int:id>/seal")
@allow("matching.seal")
def seal(id):
    """The head confirms rules and weights."""
    order = operations.seal(orders.get(id), account_id=current_user.id, at=now(), seen=request.form.get("seen"))
    return done(_("Syarat dan bobot %(number)s disegel.", number=order.number), url_for("orders.show", id=id))


@bp.route("/matching/orders/<int:id>/unseal", methods=["GET", "POST"])
@allow("matching.seal")
def unseal(id):
    """The head lets them be changed again, with the reason."""
    order, form = orders.get(id), UnsealForm()
    if request.method == "GET" or not form.validate():
        return page("matching/unseal.html", 200 if request.method == "GET" else 422, order=order, form=form)
    operations.unseal(order, reason=form.reason.data)
    return done(_("Segel %(number)s dibuka.", number=order.number), url_for("orders.show", id=id), for_good=True)
