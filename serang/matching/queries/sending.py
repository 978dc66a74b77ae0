"""What stands between people on an order and their next step: being sent, contract, preparation, departure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from serang.common.rules.reasons import Reason
from serang.matching.queries import ahead, places
from serang.matching.rules.states import GATED, STAGE
from serang.orders.models import JobOrder
from serang.stages import queries as gates
from serang.stages import rules


def lacking(order: JobOrder, ids: Iterable[int], to: str, on: date) -> dict[int, list[Reason]]:
    """Of people about to go on to a state: what the stage's gate lacks; before they are sent also the rules of the order that are
    not met or not known.

    Who is fixed to the order by hand passes the order's own rules.
    """
    ids = list(ids)
    if to != "nominated":
        return at_the_gate(ids, to, on)
    fits = ahead.fits_of(order, ids, on)
    fixed = {one.applicant_id for one in places.locks_of(order.id) if one.kind == "lock"}
    found = {}
    for person, open_now in at_the_gate(ids, to, on).items():
        own = [] if person in fixed else [one.reason for one in (*fits[person].failed, *fits[person].open)]
        found[person] = own + open_now
    return found


def at_the_gate(ids: Iterable[int], to: str, on: date) -> dict[int, list[Reason]]:
    """What the gate of a state still lacks of each person, besides the rules of an order; nothing of who was let pass already."""
    ids, found = list(ids), {}
    if not ids or to not in GATED:
        return found
    steps, kinds, stage = gates.steps(), gates.kinds(), STAGE[to]
    for person, (_row, facts) in gates.facts_of(ids, reason=True).items():
        checks = rules.check(steps, kinds, replace(facts, match=to), stage, on)
        found[person] = [] if facts.stage == stage else [one.reason for one in rules.open_checks(checks)]
    return found
