"""What stands between people on an order and their next step: being sent, contract, preparation, departure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.common.rules.reasons import Reason
from serang.db import fetched
from serang.matching.models import Match
from serang.matching.queries import ahead, places
from serang.matching.rules.states import GATED, STAGE, fill
from serang.orders.models import JobOrder
from serang.stages import queries as gates
from serang.stages import rules


def lacking(order: JobOrder, ids: Iterable[int], to: str, on: date) -> dict[int, list[Reason]]:
    """Of people about to go on to a state: what the stage's gate lacks; before they are sent also the rules of the order that are
    not met or not known.

    Who is fixed to the order by hand passes the order's own rules.
    """
    ids = list(ids)
    at_gate = at_the_gate(dict.fromkeys(ids, to), on)
    if to != "nominated":
        return at_gate
    fits = ahead.fits_of(order, ids, on)
    fixed = {one.applicant_id for one in places.locks_of(order.id) if one.kind == "lock"}
    found = {}
    for person, open_now in at_gate.items():
        own = [] if person in fixed else [one.reason for one in (*fits[person].failed, *fits[person].open)]
        found[person] = own + open_now
    return found | without_place(order, [person for person, reasons in found.items() if not reasons])


def without_place(order: JobOrder, ids) -> dict[int, list[Reason]]:
    """Of people about to be sent, those for whom the quota and the reserves have no place, the lowest scored first."""
    query = select(Match.applicant_id, Match.state, Applicant.sex).join(Applicant, Applicant.id == Match.applicant_id)
    query = query.where(Match.order_id == order.id, Match.active).order_by(Match.score.desc().nulls_last(), Match.id)
    rows = fetched(query)
    going = [row for row in rows if row.state == "proposed" and row.applicant_id in ids]
    found = fill(places.room(order), [(row.state, row.sex) for row in rows if row.state != "proposed"], [row.sex for row in going])
    return {row.applicant_id: [Reason("quota_now", order=order.id)] for row, place in zip(going, found, strict=True) if not place}


def at_the_gate(going: Mapping[int, str], on: date) -> dict[int, list[Reason]]:
    """What the gate still lacks of each person who goes to a state (`going`, by id), besides the rules of an order; nothing of who
    was let pass already.
    """
    going, found = {person: to for person, to in going.items() if to in GATED}, {}
    if not going:
        return found
    steps, kinds = gates.steps(), gates.kinds()
    for person, (_row, facts) in gates.facts_of(going, reason=True).items():
        stage = STAGE[going[person]]
        checks = rules.check(steps, kinds, replace(facts, match=going[person]), stage, on)
        found[person] = [] if facts.stage == stage else [one.reason for one in rules.open_checks(checks)]
    return found
