"""/partnerships: sister cities, agencies and employers, with the agreement and what came of it."""

from flask import Blueprint, redirect, url_for

from serang.audit.queries import merge
from serang.common.refusals import Conflict
from serang.common.words import say
from serang.i18n import _
from serang.orders.words import STATE_LOOK as ORDER_LOOK
from serang.orders.words import state as order_state
from serang.partnerships import operations, queries, words
from serang.partnerships.forms import ListForm, PartnershipForm
from serang.settings.words import code_label
from serang.web.clock import today
from serang.web.forms import query_form, show_newer
from serang.web.guard import allow
from serang.web.page import page
from serang.web.toasts import toast

bp = Blueprint("partnerships", __name__, url_prefix="/partnerships")


@bp.get("")
@allow("partnerships.read")
def index():
    """Who the city works with."""
    form = query_form(ListForm)
    wanted = [code for code in form.state.data or [] if code in words.STATES]
    sort, number = form.sort.data or "name", form.page.data or 1
    found, total = queries.find(q=form.q.data, state=wanted, sort=sort, page=number)
    return page(
        "partnerships/index.html",
        found=found,
        total=total,
        number=number,
        size=queries.PAGE,
        q=form.q.data,
        wanted=wanted,
        sort=sort,
        counts=queries.counts(),
        figures=queries.figures([row.id for row in found]),
        words=words,
        code_label=code_label,
        today=today(),
        ends_soon=queries.ends_soon,
    )


@bp.get("/new")
@allow("partnerships.edit")
def new():
    """An empty form."""
    return _edit(PartnershipForm(country="KR", state="explored"), None)


@bp.post("")
@allow("partnerships.edit")
def create():
    """A new partner."""
    form = PartnershipForm()
    if form.validate():
        try:
            partnership = operations.create(**form.values)
        except Conflict as error:
            form.name.errors = [say(error.reason)]
        else:
            toast(_("%(name)s ditambahkan.", name=partnership.name))
            return redirect(url_for(".show", id=partnership.id), 303)
    return _edit(form, None, 422)


@bp.get("/<int:id>")
@allow("partnerships.read")
def show(id):
    """One partner, the agreement, and the orders that came through it."""
    partnership = queries.get(id)
    return page(
        "partnerships/show.html",
        partnership=partnership,
        orders=queries.orders_of(id),
        figures=queries.figures([id])[id],
        words=words,
        code_label=code_label,
        today=today(),
        ends_soon=queries.ends_soon,
        order_state=order_state,
        order_look=ORDER_LOOK,
    )


@bp.get("/<int:id>/edit")
@allow("partnerships.edit")
def edit(id):
    """The partner's form."""
    partnership = queries.get(id)
    return _edit(PartnershipForm(obj=partnership), partnership)


@bp.post("/<int:id>")
@allow("partnerships.edit")
def update(id):
    """New values; what two people changed at once is shown side by side."""
    partnership, form = queries.get(id), PartnershipForm()
    if not form.validate():
        return _edit(form, partnership, 422)
    version = form.version.data or 0
    wanted, clashes = merge("partnerships", partnership, version, form.values)
    if clashes:
        untouched = form.values.keys() - wanted - {clash.field for clash in clashes}
        show_newer(form, PartnershipForm(formdata=None, obj=partnership), (), untouched)
        return _edit(form, partnership, 409, clashes)
    try:
        operations.change(partnership, version=version, **form.values)
    except Conflict as error:
        form.name.errors = [say(error.reason)]
        return _edit(form, queries.get(id), 422)
    toast(_("%(name)s disimpan.", name=partnership.name))
    return redirect(url_for(".show", id=id), 303)


def _edit(form, partnership, status=200, clashes=()):
    return page("partnerships/edit.html", status, form=form, partnership=partnership, clashes=clashes)
