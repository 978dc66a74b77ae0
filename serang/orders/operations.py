"""Job orders made, changed, opened and closed; what they ask of a person."""

from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from serang.audit.operations import act, around_undo_of
from serang.audit.queries import merge
from serang.common.operations import hold, merged
from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.common.rules import edits
from serang.db import db
from serang.orders import queries
from serang.orders.models import JobOrder, OrderRequirement
from serang.orders.rules import QUOTAS, USUAL

STATES = ("draft", "open", "closed")


def create(*, requirements: dict[str, dict], **values) -> JobOrder:
    """A new order. `requirements`: the facts of its age, education and language rules, by kind."""
    act("orders.create", title=values["title"])
    order = JobOrder(**values)
    db.session.add(order)
    _set_basic(order, requirements)
    _flush()
    return order


def change(order: JobOrder, *, version: int, requirements: dict[str, dict], seen: str | None = None, **values) -> JobOrder:
    """New values. What somebody else changed meanwhile stays where it is another field; the same field is a Conflict.

    `seen`: the marks of the usual rules that stood in the form; they have no version of their own. Raises
    ChangedMeanwhile, Conflict order_sealed for other rules, work or days, quota_below_taken, or quota_needs_reason: only a draft has quotas
    that are changed without one, and not below the people who are on it.
    """
    act("orders.change", number=order.number)
    hold(order)
    wanted, clashes = merge("job_orders", order, version, values)
    rules = edits.merge(seen, queries.usual_rules(order), requirements)
    if clashing := [clash.field for clash in clashes] + rules.clashing:
        kept = [name for name in values if name not in wanted and name not in clashing] + rules.kept
        raise ChangedMeanwhile(clashing, kept)
    requirements = rules.wanted
    quotas = {name: wanted[name] for name in QUOTAS if name in wanted}
    if _left_above(order, quotas) or (quotas and order.state != "draft"):
        raise Conflict("quota_needs_reason")
    if _asks_otherwise(order, requirements) or wanted.keys() & set(queries.DECIDING):
        _unsealed(order)
    for name, value in wanted.items():
        setattr(order, name, value)
    _set_basic(order, requirements)
    _flush()
    return order


def set_state(order: JobOrder, *, state: str) -> JobOrder:
    """Open, close or take back to draft. Cancelling is a verb of matching, since people are on the order.

    Raises Conflict order_cancelled, or order_has_people: the quotas of a draft are free, so nobody is on one.
    """
    hold(order)
    if state not in STATES or order.state == "cancelled":
        raise Conflict("order_cancelled")
    act("orders.state", number=order.number, state=state)
    order.state = state
    _nobody_on_a_draft(order, queries.filled([order.id])[order.id])
    _flush()
    return order


def change_quota(order: JobOrder, *, reason: str, seen: str | None = None, above: int = 0, **quotas: int | None) -> JobOrder:
    """More or fewer places (`quotas`: some of QUOTAS), with the reason (the employer's letter).

    `seen`: the marks that the form was opened with; `above`: how many people the reader knows would stand above a lower quota.
    Raises ChangedMeanwhile, Conflict quota_below_taken, or quota_below_people with how many there are when they are more.
    """
    hold(order)
    wanted = merged({name: getattr(order, name) for name in quotas}, quotas, seen=seen)
    if (found := _left_above(order, wanted)) > above:
        raise Conflict("quota_below_people", above=found)
    for name, value in wanted.items():
        setattr(order, name, value)
    act("orders.quota", number=order.number, **{name: getattr(order, name) for name in QUOTAS}, reason=reason)
    _flush()
    return order


def add_requirement(order: JobOrder, *, kind: str, strength: str, weight: int, facts: dict) -> OrderRequirement:
    """One more rule of the order. Raises Conflict order_sealed, here and below."""
    _unsealed(order)
    act("orders.requirement", number=order.number)
    last = max((row.position for row in order.requirements), default=0)
    row = OrderRequirement(kind=kind, strength=strength, weight=weight, facts=facts, position=last + 1)
    order.requirements.append(row)
    _flush()
    return row


def confirm_requirement(order: JobOrder, requirement_id: int, *, account_id: int, at: datetime) -> OrderRequirement:
    """The head agrees to a sensitive rule; it counts from the next run on. Raises Conflict rule_not_waiting, order_sealed."""
    _unsealed(order)
    row = next((row for row in order.requirements if row.id == requirement_id), None)
    if row is None or not row.waits:
        raise Conflict("rule_not_waiting")
    act("orders.confirm", number=order.number)
    row.confirmed_at, row.confirmed_by_id = at, account_id
    _flush()
    return row


def add_alternative(order: JobOrder, row: OrderRequirement, *, test: str, min: int) -> OrderRequirement:
    """Another language test that also counts; the same test gets the new minimum."""
    _unsealed(order)
    act("orders.requirement", number=order.number)
    others = [one for one in row.facts["any"] if one["test"] != test]
    row.facts = {"any": [*others, {"test": test, "min": min}]}
    _flush()
    return row


def remove_requirement(order: JobOrder, requirement_id: int) -> JobOrder:
    """The rule is no longer asked."""
    _unsealed(order)
    act("orders.requirement", number=order.number)
    for row in [row for row in order.requirements if row.id == requirement_id]:
        order.requirements.remove(row)
    _flush()
    return order


def set_weights(order: JobOrder, *, weights: dict[str, int], seen: str | None = None) -> JobOrder:
    """The points of each part of the score. `seen`: the marks that the form was opened with. Raises ChangedMeanwhile."""
    _unsealed(order)
    act("orders.weights", number=order.number)
    stored = queries.weights(order)
    order.weights = stored | merged(stored, weights, seen=seen)
    _flush()
    return order


@around_undo_of("job_orders", "order_requirements")
def _within_seal_and_places(lines):
    """What is sealed, and the places of those who were accepted since, outlast the taking back of any act, and a seal that was opened
    comes back by hand of the head only, who reads what it stands under.
    """
    touched = {_order_of(line): False for line in lines} | {_order_of(line): True for line in lines if _decides(line)}
    held = {one: order for one in sorted(touched.keys() - {None}) if (order := queries.held(one))}
    for one, order in held.items():
        if touched[one]:
            _unsealed(order)
    sealed = {one for one, order in held.items() if order.sealed_at}
    cancelled = {one for one, order in held.items() if order.state == "cancelled"}
    yield
    db.session.flush()
    for one, order in held.items():
        if inspect(order).persistent:
            _room_for_its_people(order)
            if order.state == "cancelled" and one not in cancelled and queries.has_people(one):
                raise Conflict("people_on_order", number=order.number)
            if order.sealed_at and one not in sealed:
                raise Conflict("seal_not_returned", number=order.number)


def _order_of(line) -> int | None:
    """The order (id) that a line of the log is about."""
    if line.table == "job_orders":
        return int(line.row_id)
    values = line.new if line.kind == "created" else line.old if line.kind == "removed" else None
    rule = select(OrderRequirement.order_id).where(OrderRequirement.id == int(line.row_id))
    return values["order_id"] if values else db.session.scalar(rule)


def _decides(line) -> bool:
    """Whether a line of the log is about what is sealed."""
    return line.table == "order_requirements" or line.field in {"weights", *queries.DECIDING}


def _room_for_its_people(order: JobOrder):
    """Raises Conflict order_has_people for a draft with people, quota_below_taken where more were accepted than a quota has."""
    filled = queries.filled([order.id])[order.id]
    _nobody_on_a_draft(order, filled)
    for name, taken in _taken(filled).items():
        if getattr(order, name) is not None and getattr(order, name) < taken:
            raise Conflict("quota_below_taken", quota=getattr(order, name), taken=taken)


def _nobody_on_a_draft(order: JobOrder, filled: queries.Filled):
    if order.state == "draft" and filled.active:
        raise Conflict("order_has_people", people=filled.active)


def _taken(filled: queries.Filled) -> dict[str, int]:
    return {"quota": filled.accepted, "quota_male": filled.male, "quota_female": filled.female}


def _left_above(order: JobOrder, quotas: dict[str, int | None]) -> int:
    """How many people of the order would stand above those of its new quotas that are lower. Raises Conflict quota_below_taken."""
    now = {name: getattr(order, name) for name in quotas}
    lower = {name: new for name, new in quotas.items() if new is not None and (now[name] is None or new < now[name])}
    if not lower:
        return 0
    filled = queries.filled([order.id])[order.id]
    taken = _taken(filled)
    for name, new in lower.items():
        if new < taken[name]:
            raise Conflict("quota_below_taken", quota=new, taken=taken[name])
    return filled.above(**lower)


def _unsealed(order: JobOrder):
    """Hold the order; what the head has sealed is changed only after the head has opened it."""
    hold(order)
    if order.sealed_at:
        raise Conflict("order_sealed", number=order.number)


def _asks_otherwise(order: JobOrder, requirements: dict[str, dict]) -> bool:
    """Whether the rules of the form differ from those of the order."""
    stored = queries.usual_rules(order)
    return any(stored[kind] != facts for kind, facts in requirements.items())


def _set_basic(order: JobOrder, requirements: dict[str, dict]):
    """The rules that stand in the form itself: one must of each kind, changed, added or taken away."""
    for position, kind in enumerate(USUAL):
        facts = requirements.get(kind)
        row = next((row for row in order.requirements if row.kind == kind and row.strength == "must"), None)
        if row is None and facts:
            order.requirements.append(OrderRequirement(kind=kind, strength="must", facts=facts, position=position))
        elif row is not None and facts is None and kind in requirements:
            order.requirements.remove(row)
        elif row is not None and facts and row.facts != facts:
            row.facts = facts


def _flush():
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("order_number_taken") from error
