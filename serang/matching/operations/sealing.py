"""Rules and weights of an order sealed by the head before they count; a change afterwards needs both."""

from datetime import datetime

from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.matching import queries
from serang.matching.operations.giving import flush
from serang.orders import queries as orders
from serang.orders.models import JobOrder


def seal(order: JobOrder, *, account_id: int, at: datetime, seen: str | None = None) -> JobOrder:
    """The head confirms what the order asks and how it weighs; nobody changes it then.

    `seen`: the mark (orders.queries.asks) of what the head has read. Raises Conflict order_sealed, rule_waits,
    changed_before_seal where it is not that any more, or seal_needs_another for whoever wrote it.
    """
    order = orders.locked(order.id)
    if account_id and queries.wrote(order, account_id):
        raise Conflict("seal_needs_another", number=order.number)
    act("matching.seal", number=order.number)
    if order.sealed_at:
        raise Conflict("order_sealed", number=order.number)
    if any(row.waits for row in order.requirements):
        raise Conflict("rule_waits")
    if seen is not None and seen != orders.asks(order):
        raise Conflict("changed_before_seal", number=order.number)
    order.sealed_at, order.sealed_by_id = at, account_id
    flush()
    return order


def unseal(order: JobOrder, *, reason: str) -> JobOrder:
    """The head lets rules and weights be changed again, and says why; it stays written."""
    act("matching.unseal", number=order.number, reason=reason)
    order = orders.locked(order.id)
    order.sealed_at, order.sealed_by_id = None, None
    flush()
    return order
