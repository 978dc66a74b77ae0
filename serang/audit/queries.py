"""What was done: the history of a thing, a list of past acts, and what changed since a version."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, distinct, func, literal_column, select

from serang.accounts.models import Account
from serang.applicants.models import Merger
from serang.audit.models import Act, Change
from serang.common.refusals import Missing
from serang.db import as_json, db

UNDO = "audit.undo"  # the background work that takes a large act back
NAMED = 5


def of_removed(table: str, field: str) -> Select:
    """The values that a field had in rows which are gone: a number given once is not given again."""
    value = Change.old[field].as_string()
    return select(value.label("value")).where(Change.table == table, Change.kind == literal_column("'removed'"))


def changed_since(table: str, row_id: int, version: int) -> dict[str, dict]:
    """The fields of a row that changed after that version: the value then, the value now, who and when."""
    rows = db.session.execute(
        select(Change, Act.at, Account.name)
        .join(Act, Change.act_id == Act.id)
        .outerjoin(Account, Act.account_id == Account.id)
        .where(Change.table == table, Change.row_id == str(row_id), Change.version > version, Change.kind == "changed")
        .order_by(Change.id)
    )
    fields: dict[str, dict] = {}
    for change, at, who in rows:
        known = fields.setdefault(change.field, {"base": change.old})
        known.update(now=change.new, at=at, who=who)
    return fields


def history_of(table: str, row_id, *, limit: int = 50) -> list[Act]:
    """The acts that touched one row, newest first, with their changes."""
    ids = select(Change.act_id).where(Change.table == table, Change.row_id == str(row_id))
    return _acts(ids, limit)


def timeline(applicant_id: int, *, tables: list[str] | None = None, limit: int = 50) -> list[Act]:
    """The acts that touched anything of one person, or of entries that went into it, newest first; `tables`: only these."""
    return _acts(select(Change.act_id).where(*_about(applicant_id, tables)), limit)


def count_about(applicant_id: int, *, tables: list[str] | None = None) -> int:
    """How many acts touched anything of one person; `tables`: only these."""
    return db.session.scalar(select(func.count(distinct(Change.act_id))).where(*_about(applicant_id, tables)))


def changes_of(acts: list[Act], applicant_id: int) -> dict[int, list[Change]]:
    """Of each act, only the changes about one person (an import touches many)."""
    found: dict[int, list[Change]] = {act.id: [] for act in acts}
    # The sum keeps the index of acts out: one act of an import holds the changes of thousands of people.
    rows = db.session.scalars(
        select(Change).where((Change.act_id + 0).in_(found), Change.about_applicant.in_(_entries_of(applicant_id))).order_by(Change.id)
    )
    for change in rows:
        found[change.act_id].append(change)
    return found


def _about(applicant_id, tables) -> list:
    about = Change.about_applicant.in_(_entries_of(applicant_id))
    return [about] if tables is None else [about, Change.table.in_(tables)]


def _entries_of(applicant_id: int) -> list[int]:
    """The person's number, and those of the entries that were merged into it; asked once per transaction."""
    kept = db.session.info.setdefault("settings", {}).setdefault("entries", {})
    if applicant_id not in kept:
        gone = select(Merger.gone_id).where(Merger.applicant_id == applicant_id)
        kept[applicant_id] = [applicant_id, *db.session.scalars(gone)]
    return kept[applicant_id]


def get(act_id: int) -> Act:
    """One act. Raises Missing."""
    act = db.session.get(Act, act_id)
    if act is None:
        raise Missing("no_act")
    return act


def past(*, before: int | None = None, by: int | None = None, limit: int = 50) -> list[Act]:
    """The newest acts, or those before one, of everybody or of one account; newest first, without their changes."""
    query = select(Act).order_by(Act.id.desc()).limit(limit)
    query = query.where(Act.id < before) if before else query
    return list(db.session.scalars(query.where(Act.account_id == by) if by else query))


def change_counts(act: Act) -> list[tuple[str, str, int]]:
    """How many rows of which table an act created, changed or removed: (table, kind, rows)."""
    rows = func.count(distinct(Change.row_id))
    query = select(Change.table, Change.kind, rows).where(Change.act_id == act.id).group_by(Change.table, Change.kind)
    return [tuple(row) for row in db.session.execute(query.order_by(Change.table, Change.kind))]


def newest_change() -> int:
    """The number of the newest line of the log."""
    return db.session.scalar(select(func.max(Change.id))) or 0


def size(act: Act) -> int:
    """How many lines an act has."""
    return db.session.scalar(select(func.count()).select_from(Change).where(Change.act_id == act.id))


def people_of(act: Act) -> list[int]:
    """The people an act touched."""
    query = select(distinct(Change.about_applicant)).where(Change.act_id == act.id, Change.about_applicant.is_not(None))
    return list(db.session.scalars(query))


def changes_in(act: Act, *, limit: int = 200) -> list[Change]:
    """The first changes of an act."""
    return list(db.session.scalars(select(Change).where(Change.act_id == act.id).order_by(Change.id).limit(limit)))


def undone(acts: list[Act]) -> set[int]:
    """Which of the acts have been taken back."""
    ids = [act.id for act in acts]
    return set(db.session.scalars(select(Act.undoes_id).where(Act.undoes_id.in_(ids))))


def names(acts: list[Act]) -> dict[int, str]:
    """The names of who acted, by account id."""
    ids = {act.account_id for act in acts if act.account_id}
    return dict(db.session.execute(select(Account.id, Account.name).where(Account.id.in_(ids))).all())


def _acts(ids, limit) -> list[Act]:
    query = select(Act).where(Act.id.in_(ids)).order_by(Act.id.desc()).limit(limit)
    return list(db.session.scalars(query))


@dataclass(frozen=True)
class Clash:
    """The same field, changed by two people: what was there, what somebody stored meanwhile, what is typed now."""

    field: str
    base: object
    now: object
    typed: object
    who: str | None
    at: datetime


def merge(table: str, row, version: int, values: dict) -> tuple[dict, list[Clash]]:
    """What of the typed values is to be stored, given that they were typed over an older version of the row.

    A field that somebody else changed meanwhile keeps that value when it was not touched here; touched by both with
    different results it is a clash.
    """
    since = changed_since(table, row.id, version) if version < row.version else {}
    wanted, clashes = {}, []
    for field, typed in values.items():
        current = getattr(row, field)
        other = since.get(field)
        if typed == current:
            continue
        if other is None:
            wanted[field] = typed
        elif as_json(typed) != other["base"]:
            clashes.append(Clash(field, other["base"], current, typed, other["who"], other["at"]))
    return wanted, clashes
