"""/orders: job orders, what they ask, how far they are filled."""

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from serang.accounts import queries as accounts
from serang.audit.queries import merge
from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.common.words import say
from serang.i18n import _
from serang.matching import queries as matching
from serang.matching.rules.problem import WEIGHTS
from serang.orders import operations, queries, words
from serang.orders.forms import OrderForm, QuotaForm, RequirementForm, SearchForm, WeightsForm, keep_quotas
from serang.orders.rules import QUOTAS
from serang.settings.words import choices, code_label
from serang.web.back import asked_next
from serang.web.clock import now, today
from serang.web.forms import query_form, show_newer
from serang.web.guard import allow
from serang.web.page import page
from serang.web.toasts import toast

bp = Blueprint("orders", __name__, url_prefix="/orders")


@bp.get("")
@allow("orders.read")
def index():
    """The orders that match the address."""
    search = query_form(SearchForm)
    number = search.page.data or 1
    wanted = {name: search[name].data or () for name in ("state", "country", "occupation")}
    orders, total = queries.find(q=search.q.data, sort=search.sort.data, page=number, **wanted)
    return page(
        "orders/index.html",
        orders=orders,
        total=total,
        number=number,
        size=queries.PAGE,
        search=search,
        wanted=wanted,
        filled=queries.filled([order.id for order in orders]),
        counts=queries.facets(),
        words=words,
        today=today(),
        code_label=code_label,
        choices=choices,
        args=request.args,
    )


@bp.get("/new")
@allow("orders.edit")
def new():
    """An empty form."""
    return _edit(OrderForm(country="KR", currency="KRW"), None)


@bp.post("")
@allow("orders.edit")
def create():
    """A new order, open at once."""
    form = OrderForm()
    if not form.validate():
        return _edit(form, None, 422)
    order = operations.create(
        requirements=form.requirements([]), number=queries.next_number(today().year), weights=dict(WEIGHTS), **form.order_values
    )
    toast(_("Job order %(number)s dibuat.", number=order.number))
    return redirect(url_for(".show", id=order.id), 303)


@bp.get("/<int:id>")
@allow("orders.read")
def show(id):
    """One order: places, rules, people."""
    return _show(queries.get(id))


@bp.get("/<int:id>/edit")
@allow("orders.edit")
def edit(id):
    """The order's form."""
    order = queries.get(id)
    return _edit(_stored(order), order)


@bp.post("/<int:id>")
@allow("orders.edit")
def update(id):
    """New values; what two people changed at once is shown side by side."""
    order = queries.get(id)
    form = keep_quotas(OrderForm(), order)
    if not form.validate():
        return _edit(form, order, 422)
    version, requirements = form.version.data or 0, form.requirements(_alternatives(order))
    try:
        operations.change(order, version=version, requirements=requirements, seen=form.seen.data, **form.order_values)
    except ChangedMeanwhile as error:
        return _ask(form, order, version, **error.reason.values)
    except Conflict as error:
        form.refuse(say(error.reason))
        return _edit(form, order, 409)
    toast(_("Job order %(number)s disimpan.", number=order.number))
    return redirect(url_for(".show", id=id), 303)


@bp.post("/<int:id>/state")
@allow("orders.edit")
def set_state(id):
    """Open, close, or back to draft."""
    order = operations.set_state(queries.get(id), state=request.form.get("state", ""))
    toast(_("Job order %(number)s: %(state)s", number=order.number, state=words.state(order.state)))
    return redirect(url_for(".show", id=id), 303)


@bp.get("/<int:id>/requirements")
@allow("orders.read")
def requirements(id):
    """The rules and weights of an order, to be changed by who may while they are not sealed."""
    return _rules(queries.get(id), RequirementForm(strength="must", weight=10, kind=request.args.get("kind")))


@bp.post("/<int:id>/requirements")
@allow("orders.edit")
def add_requirement(id):
    """One more rule."""
    order, form = queries.get(id), RequirementForm()
    if not form.validate():
        return _rules(order, form, 422)
    try:
        _add(order, form)
    except Conflict as error:
        form.refuse(say(error.reason))
        return _rules(order, form, 409)
    toast(_("Syarat ditambahkan."))
    return redirect(url_for(".requirements", id=id), 303)


@bp.post("/<int:id>/requirements/<int:requirement_id>/remove")
@allow("orders.edit")
def remove_requirement(id, requirement_id):
    """The rule is no longer asked."""
    operations.remove_requirement(queries.get(id), requirement_id)
    toast(_("Syarat dihapus."))
    return redirect(url_for(".requirements", id=id), 303)


@bp.post("/<int:id>/requirements/<int:requirement_id>/confirm")
@allow("orders.confirm")
def confirm_requirement(id, requirement_id):
    """The head agrees to a rule that treats people unequally."""
    operations.confirm_requirement(queries.get(id), requirement_id, account_id=current_user.id, at=now())
    toast(_("Syarat disetujui dan dipakai mulai pencocokan berikutnya."))
    return redirect(asked_next() or url_for(".show", id=id), 303)


@bp.post("/<int:id>/weights")
@allow("orders.edit")
def weights(id):
    """New points of the score's parts; what two people changed at once is asked about."""
    order, form = queries.get(id), WeightsForm()
    if not form.validate():
        return _rules(order, RequirementForm(formdata=None), 422, form)
    try:
        operations.set_weights(order, weights=form.points, seen=form.seen.data)
    except ChangedMeanwhile as error:
        show_newer(form, _stored_weights(order), **error.reason.values)
        return _rules(order, RequirementForm(formdata=None), 409, form.opened(queries.weights(order)))
    except Conflict as error:
        form.refuse(say(error.reason))
        return _rules(order, RequirementForm(formdata=None), 409, form)
    toast(_("Bobot disimpan."))
    return redirect(url_for(".requirements", id=id), 303)


@bp.get("/<int:id>/quota")
@allow("orders.edit")
def quota(id):
    """The quotas of an order, to be changed with a reason; leads back to the page that asked for more places."""
    order = queries.get(id)
    return _quota(order, _stored_quotas(order))


@bp.post("/<int:id>/quota")
@allow("orders.edit")
def change_quota(id):
    """More or fewer places, with the reason; below the people who are there only when that was said before."""
    order = queries.get(id)
    form = keep_quotas(QuotaForm(), order)
    if not form.validate():
        return _quota(order, form, 422)
    try:
        operations.change_quota(order, **form.values | {"seen": form.seen.data, "above": form.above.data or 0})
    except ChangedMeanwhile as error:
        show_newer(form, _stored_quotas(order), **error.reason.values)
        return _quota(order, form.opened(_quotas(order)), 409)
    except Conflict as error:
        form.refuse(say(error.reason))
        form.above.data, form.above.raw_data = error.reason.values.get("above"), None
        return _quota(order, form, 409)
    toast(_("Kuota %(number)s menjadi %(quota)s.", number=order.number, quota=words.quotas(order)))
    return redirect(asked_next() or url_for(".show", id=id), 303)


def _show(order, status=200):
    return page(
        "orders/show.html",
        status,
        order=order,
        filled=queries.filled([order.id])[order.id],
        words=words,
        today=today(),
        code_label=code_label,
        of_order=matching.of_order(order.id, current_user, today()),
        at=now(),
    )


def _edit(form, order, status=200, clashes=()):
    sealed_by = _sealed_by(order) if order else ""
    return page("orders/edit.html", status, form=form, order=order, clashes=clashes, words=words, sealed_by=sealed_by)


def _rules(order, form, status=200, weights_form=None):
    return page(
        "orders/requirements.html",
        status,
        order=order,
        form=form,
        weights_form=weights_form or _stored_weights(order),
        points=queries.weights(order),
        words=words,
        sealed_by=_sealed_by(order),
    )


def _quota(order, form, status=200):
    back = asked_next() or url_for(".show", id=order.id)
    return page("orders/quota.html", status, order=order, form=form, back=back, filled=queries.filled([order.id])[order.id])


def _quotas(order) -> dict[str, int | None]:
    return {name: getattr(order, name) for name in QUOTAS}


def _stored_quotas(order) -> QuotaForm:
    return QuotaForm(formdata=None, data=_quotas(order)).opened(_quotas(order))


def _sealed_by(order) -> str:
    return accounts.name(order.sealed_by_id) if order.sealed_by_id else ""


def _stored_weights(order) -> WeightsForm:
    return WeightsForm(formdata=None, data=queries.weights(order)).opened(queries.weights(order))


def _stored(order) -> OrderForm:
    return OrderForm(formdata=None, data=_form_data(order)).opened(queries.usual_rules(order))


def _ask(form, order, version, fields, kept):
    """The form beside what somebody else stored meanwhile, with who changed what of the order itself."""
    _wanted, clashes = merge("job_orders", order, version, form.order_values)
    shown = [[field for name in names for field in form.RULES.get(name, (name,))] for names in (fields, kept)]
    show_newer(form, _stored(order), [name for name in shown[0] if name not in form.order_values], shown[1])
    return _edit(form.opened(queries.usual_rules(order)), order, 409, clashes)


def _form_data(order) -> dict:
    """The order and its usual rules, as the form shows them."""
    data = {column: getattr(order, column) for column in OrderForm.__dict__ if hasattr(order, column)}
    for row in order.requirements:
        if row.strength == "must" and row.kind == "age":
            data |= {"age_min": row.facts.get("min"), "age_max": row.facts.get("max"), "age_on": words.as_day(row.facts.get("on"))}
        elif row.strength == "must" and row.kind == "education":
            data["education_min"] = row.facts["min"]
        elif row.strength == "must" and row.kind == "language" and row.facts["any"]:
            first = row.facts["any"][0]
            data |= {"language_test": first["test"], "language_min": words.level(first["test"], first["min"])}
    return data


def _alternatives(order) -> list[dict]:
    """The language tests that count besides the first."""
    return next((row.facts["any"][1:] for row in order.requirements if row.kind == "language" and row.strength == "must"), [])


def _add(order, form):
    row = next((row for row in order.requirements if row.kind == "language" and row.strength == "must"), None)
    if form.kind.data == "language" and row is not None and form.strength.data != "wish":
        operations.add_alternative(order, row, **form.facts["any"][0])
    else:
        operations.add_requirement(
            order, kind=form.kind.data, strength=form.strength.data or "must", weight=form.weight.data or 0, facts=form.facts
        )
