"""/applicants/<id>/withdraw, /applicants/bulk/nominate, /matching/locks: one person, or a selection, and the orders."""

from flask import request, url_for
from flask_login import current_user

from serang.applicants import queries as applicants
from serang.applicants.routes.frame import chosen_ids
from serang.common.refusals import Conflict
from serang.i18n import _, number
from serang.matching import operations, queries, words
from serang.matching.forms import LockForm, NominateForm, WithdrawForm
from serang.matching.routes.frame import bp, done, nominated, order_page, why_not
from serang.orders import queries as orders
from serang.web.chosen import sign, still_those
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page
from serang.web.session import only_look


@bp.route("/applicants/<int:id>/withdraw", methods=["GET", "POST"])
@allow("applicants.stage")
def withdraw(id):
    """The person gives up the place, or everything; who could step in is shown beside it."""
    applicant, form, place = applicants.get(id, current_user), WithdrawForm(), queries.active(id)
    if request.method == "GET" or not form.validate():
        return page(
            "matching/withdraw.html",
            200 if request.method == "GET" else 422,
            applicant=applicant,
            form=form,
            place=place,
            instead=queries.instead(place, today()) if place else None,
            words=words,
        )
    given_up = {
        "reason": form.reason.data,
        "note": form.note.data,
        "on": today(),
        "at": now(),
        "account_id": current_user.id,
    }
    if form.stays.data and place:
        operations.release(place, **given_up)
        return done(
            _("%(name)s melepas tempatnya di %(order)s.", name=applicant.full_name, order=place.order.number),
            order_page(place.order_id),
        )
    operations.withdraw(applicant, **given_up)
    return done(_("%(name)s tercatat mundur.", name=applicant.full_name), url_for("applicants.show", id=id))


@bp.post("/applicants/bulk/nominate")
@allow("matching.run")
def nominate_many():
    """A selection of people for an order: choose it, see who can and who cannot and why, then propose those who can."""
    if not request.form.get("confirm"):
        only_look()
    ids, on_offer = chosen_ids(), orders.open_orders(today())
    if not ids:
        raise Conflict("nobody_chosen")
    form = NominateForm(orders=on_offer)
    if not form.order.data and on_offer:
        form.order.data = str(on_offer[0].id)
    order = orders.get(int(form.order.data)) if form.validate() and form.order.data else None
    if order and form.confirm.data and still_those(ids):
        try:
            given = operations.nominate(
                order,
                applicant_ids=ids,
                reason=form.reason.data or _("Dipilih petugas"),
                on=today(),
                at=now(),
                account_id=current_user.id,
            )
        except Conflict as error:
            only_look()
            form.refuse(why_not(error))
        else:
            return done(nominated(given), order_page(order.id), partly=given.partly)
    everyone = request.form.get("all") == "1"
    return page(
        "matching/nominate.html",
        409 if form.form_errors else 422 if form.errors else 200,
        form=form,
        order=order,
        found=queries.selection(order, ids, today()) if order else None,
        ids=[] if everyone else ids,
        all=everyone,
        query=request.form.get("query", ""),
        among=sign(ids),
        count=len(ids),
        numbered=number,
        room=queries.places_left(order) if order else 0,
        words=words,
    )


@bp.route("/matching/locks/new", methods=["GET", "POST"])
@allow("matching.run")
def lock():
    """Fix a person to an order, or keep them from it, with the reason; how they stand to the order is shown before."""
    applicant = applicants.get(request.values.get("applicant", type=number_in_address) or 0, current_user)
    on_offer = orders.open_orders(today())
    form = LockForm(request.form if request.method == "POST" else request.args, orders=on_offer)
    order = next((one for one in on_offer if str(one.id) == form.order.data), None)
    if request.method == "GET" or not form.validate():
        return _lock(applicant, order, form, 200 if request.method == "GET" else 422)
    try:
        operations.lock(applicant, order, kind=form.kind.data, reason=form.reason.data, on=today(), at=now(), account_id=current_user.id)
    except Conflict as error:
        form.order.errors = [why_not(error)]
        return _lock(applicant, order, form, 422)
    told = (
        _("%(name)s dikunci di %(order)s.", name=applicant.full_name, order=order.number)
        if form.kind.data == "lock"
        else _("%(name)s tidak diusulkan untuk %(order)s.", name=applicant.full_name, order=order.number)
    )
    return done(told, order_page(order.id))


def _lock(applicant, order, form, status):
    return page(
        "matching/lock.html",
        status,
        applicant=applicant,
        form=form,
        order=order,
        fit=queries.fits_of(order, [applicant.id], today()).get(applicant.id) if order else None,
        sees_health=may("applicants.health"),
        words=words,
    )


@bp.post("/matching/locks/<int:id>/remove")
@allow("matching.run")
def unlock(id):
    """The person is free again."""
    kept = queries.lock(id)
    order_id, name = kept.order_id, kept.applicant.full_name
    operations.unlock(kept)
    return done(_("%(name)s bebas lagi.", name=name), order_page(order_id))
