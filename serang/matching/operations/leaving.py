"""People who give up, and orders that come to nothing: places ended, people told and free again."""

from datetime import date, datetime

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.applicants.queries import locked
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.db import db
from serang.matching import queries
from serang.matching.models import Match
from serang.matching.operations.giving import AboutPerson, end, flush
from serang.matching.operations.moving import free
from serang.orders import queries as orders
from serang.orders.models import JobOrder
from serang.stages import operations as stages
from serang.trainings import operations as trainings
from serang.trainings.models import Enrolment

STAYS = ("departed",)  # who is abroad keeps the place although the order is cancelled


def withdraw(applicant: Applicant, *, reason: str, note: str | None, on: date, at: datetime, account_id: int | None) -> Match | None:
    """The person gives up: the place on an order and the places on waiting lists are given back. Gives the place that
    became free. Raises Conflict when the person is gone already.
    """
    act("matching.withdraw", why=reason)
    place = _held(applicant)
    if place:
        end(place, state="withdrawn", on=on, reason=reason, note=note)
        flush()
        free(place, on=on, at=at, account_id=account_id)
    for row in db.session.scalars(select(Enrolment).where(Enrolment.applicant_id == applicant.id, Enrolment.state == "waiting")).all():
        trainings.withdraw(row, reason=reason, on=on)
    for kept in queries.locks_of_person(applicant.id):
        if kept.kind == "lock":
            db.session.delete(kept)
    stages.leave(applicant, reason=reason, note=note, on=on, at=at)
    return place


def release(match: Match, *, reason: str, note: str | None, on: date, at: datetime, account_id: int | None) -> Match:
    """The person gives this place back and stays in the programme. Raises AboutPerson when the place is ended already."""
    act("matching.release", number=match.order.number)
    place = _held(match.applicant)
    if place is None or place.id != match.id or place.state in STAYS:
        raise AboutPerson(Reason("match_state", state=match.state), match.applicant_id)
    end(place, state="withdrawn", on=on, reason=reason, note=note)
    for kept in queries.locks_of_person(match.applicant_id):
        if kept.kind == "lock" and kept.order_id == match.order_id:
            db.session.delete(kept)
    flush()
    free(place, on=on, at=at, account_id=account_id)
    return place


def cancel_order(order: JobOrder, *, reason: str, on: date, at: datetime, account_id: int | None) -> list[Match]:
    """The order comes to nothing: who is on it is ready for another one. Gives the places that were ended.

    Raises Conflict when it is cancelled already.
    """
    act("matching.cancel_order", number=order.number, reason=reason)
    order = orders.locked(order.id)
    if order.state == "cancelled":
        raise Conflict("order_cancelled")
    order.state = "cancelled"
    query = select(Match).where(Match.order_id == order.id, Match.active, Match.state.not_in(STAYS)).order_by(Match.id)
    ended = list(db.session.scalars(query.with_for_update(of=Match)))
    for match in ended:
        end(match, state="cancelled", on=on, reason="order_cancelled", note=reason)
    for kept in queries.locks_of(order.id):
        db.session.delete(kept)
    flush()
    for match in ended:
        free(match, on=on, at=at, account_id=account_id)
    return ended


def _held(applicant) -> Match | None:
    """The present place of a person, with person and order held."""
    place = queries.active(applicant.id)
    if place:
        orders.locked(place.order_id)
    locked(applicant.id)
    return queries.active(applicant.id)
