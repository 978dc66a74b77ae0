"""/matching/runs: the runs, their figures, who is placed and why, who is not and what is lacking."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import queries as applicants
from serang.common.refusals import Missing
from serang.common.rules.reasons import Reason
from serang.matching import operations, queries, words
from serang.matching.forms import RunForm
from serang.matching.routes.frame import bp, done, nominated, page_number, run_now
from serang.matching.rules.gaps import BITS
from serang.orders import queries as orders
from serang.orders import words as order_words
from serang.settings import queries as settings
from serang.web.back import asked_next
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page


@bp.get("/matching")
@allow("matching.read")
def index():
    """All runs, newest first, and the button that makes the next."""
    number = page_number()
    runs, total = queries.find(page=number)
    return page(
        "matching/index.html",
        runs=runs,
        applied=queries.applied([run.id for run in runs]),
        total=total,
        number=number,
        size=queries.PAGE,
        form=RunForm(formdata=None),
        job=queries.waiting_job(),
        words=words,
    )


@bp.post("/matching/runs")
@allow("matching.run")
def create():
    """Run the engine over all open orders."""
    form = RunForm()
    form.validate()
    run = run_now(form.whom.data or queries.READY, unknown_allowed=bool(form.unknown_allowed.data))
    return redirect(asked_next() or url_for(".show", id=run.id), 303)


@bp.get("/matching/runs/<int:id>")
@allow("matching.read")
def show(id):
    """One run: its figures, every order, what staff must know."""
    run = queries.get(id)
    if run.state != queries.DONE:
        return page("matching/wait.html", run=run, job=queries.job_of(run), words=words)
    filling, number, sealed = queries.filling(run), page_number(), settings.office()["seal_required"]
    first, newest = (number - 1) * queries.PAGE, queries.latest().id == run.id
    at_once = run.placed <= queries.TOLD_AT_ONCE
    would = queries.would(run, today()) if newest and at_once else None
    return page(
        "matching/show.html",
        run=run,
        proven=queries.proven(run),
        fills=queries.fills(run, filling[first : first + queries.PAGE]),
        total=len(filling),
        number=number,
        size=queries.PAGE,
        empty=queries.empty(filling),
        trial=queries.unsealed(run) if sealed else [],
        applied=queries.applied([run.id]),
        would=would,
        would_apart=newest and not at_once,
        touched=queries.people_of(queries.first(would)) if would else {},
        changed=queries.changed_quotas(run, queries.orders_of([one["id"] for one in filling]).values()) if newest else [],
        before=queries.before(run),
        words=words,
        order_words=order_words,
    )


@bp.get("/matching/runs/<int:id>/orders/<int:order_id>")
@allow("matching.read")
def order(id, order_id):
    """Whom a run places in one order, and its reserves."""
    run, number = queries.finished(id), page_number()
    fill = queries.fill_of(run, order_id)
    if fill is None:
        raise Missing("no_order")
    placed, total = queries.of_kind(run, "placed", order_id, page=number)
    reserves, waiting = queries.of_kind(run, "reserve", order_id)
    return page(
        "matching/order.html",
        run=run,
        fill=fill,
        placed=placed,
        total=total,
        reserves=reserves,
        waiting=waiting,
        number=number,
        size=queries.PAGE,
        words=words,
        order_words=order_words,
        today=today(),
    )


@bp.get("/matching/runs/<int:id>/out")
@allow("matching.read")
def out(id):
    """People without a place: found by name, by the kind of rule they fail."""
    run, number = queries.finished(id), page_number()
    asked = {name: request.args.get(name) or None for name in ("q", "rule", "kind")}
    if asked["kind"] not in ("waiting", "left"):
        asked["kind"] = None
    asked["rule"] = asked["rule"] if asked["rule"] in BITS else None
    rows, total = queries.out(run, current_user, page=number, **asked)
    return page(
        "matching/out.html",
        run=run,
        rows=rows,
        total=total,
        number=number,
        size=queries.PAGE,
        asked=asked,
        words=words,
        today=today(),
        to=lambda **changes: url_for(".out", id=id, **{name: value for name, value in (asked | changes).items() if value}),
    )


@bp.get("/matching/runs/<int:id>/applicants/<int:applicant_id>")
@allow("matching.read")
def explain(id, applicant_id):
    """Why a person is where they are, in sentences that can be read to a family."""
    run, person = queries.finished(id), applicants.get(applicant_id, current_user)
    told, place = queries.explanation(run, applicant_id), queries.active(applicant_id)
    return page(
        "matching/explain.html",
        run=run,
        person=person,
        told=told,
        absent=queries.why_absent(person) if queries.is_absent(told) else None,
        gone=_gone(told, place),
        fixed=queries.locks_of_person(applicant_id),
        ways=queries.shortest_ways(run, applicant_id),
        place=place,
        words=words,
        order_words=order_words,
        weights=_weights(run, told),
        sees_health=may("applicants.health"),
    )


@bp.post("/matching/runs/<int:id>/accept")
@allow("matching.run")
def accept(id):
    """Give all places that the run proposes, or those of one order."""
    run, order_id = queries.finished(id), request.form.get("order", type=number_in_address)
    if "order" in request.form and not order_id:
        raise Missing("no_order")
    given = operations.accept(run, order_id=order_id, on=today(), at=now())
    back = f"{url_for('orders.show', id=order_id)}#candidates" if order_id else url_for(".show", id=id)
    return done(nominated(given), back, partly=given.partly)


def _gone(told, place) -> Reason | None:
    """That the order of which somebody is told to have a place can no longer be filled; whoever went on to the partner keeps theirs."""
    if not told.place or (place and place.state != "proposed"):
        return None
    order = queries.order(told.place.order)
    return order and orders.unfillable(order, today())


def _weights(run, told) -> dict[int, dict]:
    """The weights of the orders that are explained, as the run had them."""
    problem, _plan = queries.stored(run)
    wanted = {one.order for one in (told.place, *told.wished, *told.reserve) if one}
    return {order.id: dict(order.weights) for order in problem.orders if order.id in wanted}
