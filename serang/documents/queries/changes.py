"""Which lines of the act log speak of papers that not everybody may see."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from serang.audit.models import Change
from serang.db import db, one_of
from serang.documents.models import Document
from serang.documents.queries import catalogue


def closed_among(changes: Iterable[Change]) -> set[str]:
    """The rows of papers of a closed kind (health, police) among these changes, also of papers that are gone.

    A removed paper is known by what the log says of its coming and going, whichever act that was.
    """
    closed = {kind.code for kind in catalogue.every_kind() if kind.sensitive}
    rows = {change.row_id for change in changes if change.table == Document.__tablename__}
    if not rows or not closed:
        return set()
    there = select(Document.id).where(one_of(Document.id, map(int, rows)), Document.kind.in_(closed))
    told = select(Change.row_id, Change.old, Change.new).where(
        Change.table == Document.__tablename__, one_of(Change.row_id, rows), or_(Change.kind != "changed", Change.field == "kind")
    )
    found = {str(id_) for id_ in db.session.scalars(there)}
    return found | {row_id for row_id, *sides in db.session.execute(told) if closed & set(map(_kind_of, sides))}


def _kind_of(side) -> str | None:
    return side.get("kind") if isinstance(side, dict) else side
