"""What stands between people and being sent to the partner."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from serang.common.rules.reasons import Reason
from serang.matching.queries import ahead, places
from serang.matching.rules.states import STAGE
from serang.orders.models import JobOrder
from serang.stages import queries as gates
from serang.stages import rules


def lacking(order: JobOrder, ids: Iterable[int], on: date) -> dict[int, list[Reason]]:
    """Of people about to be sent: the rules of the order not met or not known, and what the stage's gate lacks.

    Who is fixed to the order by hand passes the order's own rules.
    """
    ids = list(ids)
    fits = ahead.fits_of(order, ids, on)
    fixed = {one.applicant_id for one in places.locks_of(order.id) if one.kind == "lock"}
    found = {}
    for person, open_now in at_the_gate(ids, on).items():
        own = [] if person in fixed else [one.reason for one in (*fits[person].failed, *fits[person].open)]
        found[person] = own + open_now
    return found


def at_the_gate(ids: Iterable[int], on: date) -> dict[int, list[Reason]]:
    """What the gate of being sent still lacks of each person, besides the rules of an order."""
    ids, found = list(ids), {}
    if not ids:
        return found
    steps, kinds, stage = gates.steps(), gates.kinds(), STAGE["nominated"]
    for person, (_row, facts) in gates.facts_of(ids, reason=True).items():
        checks = rules.check(steps, kinds, replace(facts, match="nominated"), stage, on)
        found[person] = [] if facts.stage == stage else [one.reason for one in rules.open_checks(checks)]
    return found
