"""Places come back, when an act is taken back, only where there is room for them."""

from sqlalchemy import select

from serang.audit.operations import around_undo_of
from serang.common.refusals import Conflict
from serang.db import db, one_of
from serang.matching import queries
from serang.matching.models import TAKING_PLACE, Lock, Match
from serang.matching.operations.giving import OrderFull
from serang.matching.rules.states import passes
from serang.orders import queries as orders


@around_undo_of("matches")
def _within_places(lines):
    """By taking back an act nobody is accepted above the quota, or on an order again that was cancelled since or refuses them, or after
    having left.
    """
    ids = {int(line.row_id) for line in lines}
    made = {values["order_id"] for line in lines if isinstance(values := line.new or line.old, dict)}
    wanted = made | set(db.session.scalars(select(Match.order_id).where(one_of(Match.id, ids)).distinct()))
    held = {one: orders.locked(one) for one in sorted(wanted)}
    before, active = {one: _accepted(one) for one in held}, _active(ids)
    yield
    db.session.flush()
    back = list(db.session.scalars(select(Match).where(one_of(Match.id, _active(ids) - active))))
    if any(match.order.state == "cancelled" for match in back):
        raise Conflict("order_cancelled")
    if any(match.applicant.exit_reason for match in back):
        raise Conflict("absent_gone")
    if {(match.applicant_id, match.order_id) for match in back} & _banned(held):
        raise Conflict("banned")
    for one, order in held.items():
        if full := passes(queries.room(order), before[one], _accepted(one)):
            raise OrderFull(order, full)


def _accepted(order_id):
    return [row for row in queries.on_order(order_id) if row[0] in TAKING_PLACE]


def _banned(order_ids) -> set[tuple[int, int]]:
    bans = select(Lock.applicant_id, Lock.order_id).where(Lock.kind == "ban", one_of(Lock.order_id, order_ids))
    return {tuple(pair) for pair in db.session.execute(bans)}


def _active(ids) -> set[int]:
    return set(db.session.scalars(select(Match.id).where(one_of(Match.id, ids), Match.active)))
