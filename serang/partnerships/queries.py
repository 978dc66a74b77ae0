"""With whom the city works, and what came of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select

from serang.common.refusals import Missing
from serang.common.rules import names
from serang.db import db
from serang.matching.models import TAKING_PLACE, Match
from serang.orders.models import JobOrder
from serang.partnerships.models import Partnership

PAGE = 50
SORTS = {
    "name": Partnership.name, "country": Partnership.country, "state": Partnership.state,
    "signed_on": Partnership.signed_on, "ends_on": Partnership.ends_on,
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """What the orders through one partner come to: orders open today, their places, people who ever left."""

    open_orders: int = 0
    places: int = 0
    departed: int = 0


def get(partnership_id: int) -> Partnership:
    """One partner. Raises Missing."""
    partnership = db.session.get(Partnership, partnership_id)
    if partnership is None:
        raise Missing("no_partnership")
    return partnership


def find(*, q: str | None = None, state=(), sort: str = "name", page: int = 1, size: int = PAGE) -> tuple[list[Partnership], int]:
    """One page of the partners that match, and how many there are in all. `sort` begins with - for downwards."""
    query = select(Partnership)
    if state:
        query = query.where(Partnership.state.in_(state))
    if q and (words := names.search_key(q).split()):
        for word in words:
            query = query.where(
                or_(
                    *(
                        func.lower(column).contains(word, autoescape=True)
                        for column in (
                            Partnership.name,
                            Partnership.name_ko,
                            Partnership.agreement_no,
                            Partnership.contact,
                        )
                    )
                )
            )
    total = db.session.scalar(select(func.count()).select_from(query.subquery()))
    column = SORTS.get(sort.removeprefix("-"), Partnership.name)
    query = query.order_by((column.desc() if sort.startswith("-") else column.asc()).nulls_last(), Partnership.id)
    return list(db.session.scalars(query.limit(size).offset((page - 1) * size))), total


def counts() -> dict[str, int]:
    """How many partners are in each state."""
    return dict(db.session.execute(select(Partnership.state, func.count()).group_by(Partnership.state)).all())


def figures(partnership_ids: list[int]) -> dict[int, Figures]:
    """What came of each partner."""
    is_open = JobOrder.state == "open"
    orders = db.session.execute(
        select(
            JobOrder.partnership_id,
            func.sum(case((is_open, 1), else_=0)),
            func.sum(case((is_open, JobOrder.quota), else_=0)),
        )
        .where(JobOrder.partnership_id.in_(partnership_ids))
        .group_by(JobOrder.partnership_id)
    )
    left = dict(
        db.session.execute(
            select(JobOrder.partnership_id, func.count(Match.id))
            .join(Match, Match.order_id == JobOrder.id)
            .where(JobOrder.partnership_id.in_(partnership_ids), Match.state.in_(("departed", "returned")))
            .group_by(JobOrder.partnership_id)
        ).all()
    )
    found = {id_: Figures(open_orders, places, left.get(id_, 0)) for id_, open_orders, places in orders}
    return {id_: found.get(id_, Figures()) for id_ in partnership_ids}


def orders_of(partnership_id: int) -> list[tuple[JobOrder, int]]:
    """The orders that came through a partner, the next departure first, each with the places taken."""
    taken = select(func.count(Match.id)).where(Match.order_id == JobOrder.id, Match.state.in_(TAKING_PLACE)).scalar_subquery()
    rows = db.session.execute(
        select(JobOrder, taken)
        .where(JobOrder.partnership_id == partnership_id)
        .order_by(JobOrder.departs_on.desc().nulls_last(), JobOrder.id)
    )
    return [(order, number) for order, number in rows]


def ends_soon(partnership: Partnership, on: date, days: int = 90) -> bool:
    """Whether a signed agreement ends within so many days, or has ended."""
    return partnership.state == "signed" and partnership.ends_on is not None and (partnership.ends_on - on).days <= days
