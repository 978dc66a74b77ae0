"""Which lines of the act log a reader may read."""

from functools import partial

from sqlalchemy import or_, select

from serang.accounts import rules as rights
from serang.accounts.models import Account
from serang.audit import rules
from serang.audit.models import Change
from serang.db import db, one_of
from serang.documents.models import Document
from serang.documents.queries import catalogue
from serang.settings.rules import HEALTH

# What is noted freely beside which reason.
NOTES = {"exit_reason": "exit_note", "reason": "reason_note"}


def readable(changes: list[Change], reader: Account) -> list[Change]:
    """Of these changes those of tables the reader may read; without the right to know of health neither papers of closed
    kinds nor what was noted beside a reason of health."""
    may = partial(rights.may, reader.roles, reader.sensitive)
    known = rules.tables(may)
    found = [one for one in changes if one.table in known]
    if may("applicants.health"):
        return found
    papers, notes = _closed_among(found), _beside_health(found)
    return [one for one in found if one.id not in notes and not (one.table == Document.__tablename__ and one.row_id in papers)]


def _beside_health(changes: list[Change]) -> set[int]:
    codes = {code for some in HEALTH.values() for code in some}
    told = {(one.act_id, one.table, one.row_id) for one in changes if one.field in NOTES and {one.old, one.new} & codes}
    return {one.id for one in changes if one.field in NOTES.values() and (one.act_id, one.table, one.row_id) in told}


def _closed_among(changes: list[Change]) -> set[str]:
    # A paper that is gone is known by what the log says of its coming and going, whichever act that was.
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
