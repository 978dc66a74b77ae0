"""Who goes where: the people on an order, the orders of a person."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from serang.db import db
from serang.matching.models import Match


def of_order(order_id: int, reader) -> list[Match]:
    """The people on an order, those who are out last."""
    query = select(Match).where(Match.order_id == order_id).options(joinedload(Match.applicant))
    return list(db.session.scalars(query.order_by(Match.active.desc(), Match.score.desc().nulls_last(), Match.id)))
