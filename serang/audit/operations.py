"""Writes the act log at every flush, from one listener; and takes an act back."""

from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import Date, Time, column, event, exists, func, insert, inspect, select, table, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import set_committed_value

from serang.audit.models import Act, Change, Opening
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.db import Base, MomentType, as_json, db, is_sqlite

UNDO_DAYS = 30
TAKEN_BACK_AT_ONCE = 500
# Else rows are taken apart into one statement for each set of columns that are not empty.
WITH_NULLS = {"render_nulls": True}
NEW_ACT = insert(Act.__table__).returning(Act.__table__.c.id)
NEW_CHANGES = insert(Change.__table__)
AROUND_UNDO: dict = {}
NEVER_UNDONE: dict[str, str] = {}


def act(title: str, /, **facts):
    """Name what is being done now; the first name in a transaction stays, so the outermost verb names the act."""
    db.session.info.setdefault("act", {"title": title, "facts": facts})


def set_actor(account_id: int | None):
    """Say who acts in this transaction and the next ones of this request or job."""
    db.session.info["actor"] = account_id


def act_id() -> int | None:
    """The number of the act of this transaction, once something has been written."""
    return db.session.info.get("act_id")


def opened(what: str, *, about: int | None = None, account_id: int | None, at: datetime, **facts):
    """Note that somebody saw protected values, printed or exported."""
    db.session.add(Opening(what=what, about_applicant=about, account_id=account_id, at=at, facts=facts))
    db.session.flush()


def opened_of(what: str, people: list[int], *, account_id: int | None, at: datetime, **facts):
    """Note that somebody saw, printed or exported something of each of these people."""
    db.session.add_all(Opening(what=what, about_applicant=one, account_id=account_id, at=at, facts=facts) for one in people)
    db.session.flush()


def watch(session):
    """Have every flush of the session write its changes."""
    if not event.contains(session, "after_flush", _write_changes):
        event.listen(session, "after_flush", _write_changes)
        event.listen(session, "after_transaction_end", _forget_act)


def insert_many(model, rows: list[dict], *, chunk: int = 5000) -> list[int]:
    """Insert many rows of an audited table at once, each with its 'created' change; gives their ids in order.

    The only door for bulk inserts of audited tables. Columns filled by model events must be in the rows.
    """
    ids: list[int] = []
    for start in range(0, len(rows), chunk):
        part = rows[start : start + chunk]
        new_ids = _insert(model, part)
        ids += new_ids
        _insert_changes(db.session(), [_created(model, id_, {**row, "id": id_}) for id_, row in zip(new_ids, part, strict=True)])
    return ids


def _insert(model, rows: list[dict]) -> list[int]:
    if not is_sqlite():
        statement = insert(model).returning(model.id, sort_by_parameter_order=True)
        return list(db.session.scalars(statement, rows, execution_options=WITH_NULLS))
    # SQLite gives ids back in order only row by row; here the write lock is held, so that they can be counted on.
    first = _last_number(model) + 1
    ids = list(range(first, first + len(rows)))
    db.session.execute(insert(model), [{**row, "id": id_} for row, id_ in zip(rows, ids, strict=True)], execution_options=WITH_NULLS)
    return ids


def _last_number(model) -> int:
    """The highest number a row of the table has or had."""
    newest = db.session.scalar(select(func.max(model.id))) or 0
    if not model.__audited__:
        return newest
    kept = table("sqlite_sequence", column("name"), column("seq"))
    return max(newest, db.session.scalar(select(kept.c.seq).where(kept.c.name == model.__tablename__)) or 0)


def around_undo(title: str):
    """Register a generator function `work(past)` that runs around taking back acts of that title.

    Before its `yield` it may refuse, after it put right what the log does not keep.
    """

    def mark(work):
        AROUND_UNDO[title] = contextmanager(work)
        return work

    return mark


def never_undone(title: str, code: str):
    """Register that acts of that title cannot be taken back, with the code of the reason."""
    NEVER_UNDONE[title] = code


def undo(past: Act, *, today_at: datetime) -> list[Reason]:
    """Take an act back: every field that still has the value it gave; what was changed later stays and is named.

    Gives the list of what stayed. Raises Conflict when the act is older than 30 days, already taken back or of a kind
    that cannot be.
    """
    if past.title in NEVER_UNDONE:
        raise Conflict(NEVER_UNDONE[past.title])
    if db.session.scalar(select(Act.id).where(Act.undoes_id == past.id)):
        raise Conflict("already_undone")
    if today_at - past.at > timedelta(days=UNDO_DAYS):
        raise Conflict("too_old_to_undo", days=UNDO_DAYS)
    act("audit.undo", act=past.id, title=past.title)
    changes = list(db.session.scalars(select(Change).where(Change.act_id == past.id).order_by(Change.id.desc())))
    # Fields of one row go back together: half of them may collide with another row.
    with AROUND_UNDO.get(past.title, nullcontext)(past), db.session.no_autoflush:
        stayed = [reason for some in _helpings(changes) for reason in _take_back_all(some)]
        db.session.flush()
    if act_id() is None:
        raise Conflict("nothing_to_undo")
    db.session.execute(update(Act).where(Act.id == act_id()).values(undoes_id=past.id))
    return stayed


def _helpings(changes: list[Change]):
    """Changes in their order; those that created rows of one table follow each other in helpings."""
    for (_table, kind), group in groupby(changes, key=lambda change: (change.table, change.kind)):
        some = list(group)
        step = TAKEN_BACK_AT_ONCE if kind == "created" else 1
        yield from (some[start : start + step] for start in range(0, len(some), step))


def _take_back_all(changes: list[Change]) -> list[Reason]:
    """Take back one change, or many rows that were created; when they cannot go together each goes by itself."""
    if len(changes) == 1:
        return [reason for reason in [_take_back(changes[0])] if reason]
    rows, later = _rows_of(changes), _touched_later(changes)
    free = [rows[change.row_id] for change in changes if change.row_id in rows and later.get(change.row_id, 0) < change.id]
    try:
        with db.session.begin_nested():
            for row in free:
                db.session.delete(row)
            db.session.flush()
    except Exception:
        return [reason for change in changes if (reason := _take_back(change))]
    gone = {str(_row_id(row)) for row in free}
    return [reason for change in changes if change.row_id not in gone and (reason := _take_back(change))]


def _rows_of(changes: list[Change]) -> dict:
    model = _model(changes[0].table)
    key = inspect(model).primary_key[0]
    found = db.session.scalars(select(model).where(key.in_([_key(model, change.row_id) for change in changes])))
    return {str(_row_id(row)): row for row in found}


def _touched_later(changes: list[Change]) -> dict[str, int]:
    """The newest change of each row by another act."""
    query = select(Change.row_id, func.max(Change.id)).where(
        Change.table == changes[0].table,
        Change.row_id.in_([change.row_id for change in changes]),
        Change.act_id != changes[0].act_id,
        Change.act_id.not_in(_cancelled_out()),
    )
    return dict(db.session.execute(query.group_by(Change.row_id)).all())


def _take_back(change: Change) -> Reason | None:
    model = _model(change.table)
    row = db.session.get(model, _key(model, change.row_id))
    if change.kind == "removed":
        return None if row is not None else _bring_back(model, change)
    if row is None:
        return Reason("row_gone", table=change.table)
    if change.kind == "created":
        if _touched_since(change):
            return Reason("row_changed_since", table=change.table, row=change.row_id)
        try:
            with db.session.begin_nested():
                db.session.delete(row)
                db.session.flush()
        except Exception:
            return Reason("row_in_use", table=change.table, row=change.row_id)
        return None
    if as_json(getattr(row, change.field)) != change.new:
        return Reason("field_changed_since", table=change.table, field=change.field, row=change.row_id)
    setattr(row, change.field, _typed(model, change.field, change.old))
    return None


def _bring_back(model, change: Change) -> Reason | None:
    """Make a removed row again as it was, version and all, so that nobody's older copy of it counts as newer."""
    values = {name: _typed(model, name, value) for name, value in change.old.items()}
    db.session.flush()
    row = model(**values)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return Reason("row_cannot_return", table=change.table)
    if "version" in values:
        key = inspect(model).primary_key[0]
        rows = model.__table__
        db.session.execute(update(rows).where(rows.c[key.name] == _key(model, change.row_id)).values(version=values["version"]))
        set_committed_value(row, "version", values["version"])
    return None


def _touched_since(change: Change) -> bool:
    """Whether another act touched the row later and is still in force."""
    later = select(Change.id).where(
        Change.table == change.table,
        Change.row_id == change.row_id,
        Change.id > change.id,
        Change.act_id != change.act_id,
        Change.act_id.not_in(_cancelled_out()),
    )
    return db.session.scalar(later.limit(1)) is not None


def _cancelled_out():
    """Acts that were taken back, and the acts that took them back: together they left nothing."""
    back, again = aliased(Act), aliased(Act)
    in_force = back.undoes_id.is_not(None) & ~exists().where(again.undoes_id == back.id)
    return union_all(select(back.id).where(in_force), select(back.undoes_id).where(in_force))


def _write_changes(session: Session, context):
    changes = []
    for row in session.new:
        if row.__audited__:
            changes.append(_created(type(row), _row_id(row), _values(row)))
    for row in session.dirty:
        if row.__audited__:
            changes += _changed(row)
    for row in session.deleted:
        if row.__audited__:
            changes.append(_change(type(row), _row_id(row), "removed", old=_values(row), about=_about(row)))
    if changes:
        _insert_changes(session, changes)


def _insert_changes(session: Session, changes: list[dict]):
    if session.info.get("act_id") is None:
        named = session.info.get("act") or {"title": "edit", "facts": {}}
        written = {**named, "account_id": session.info.get("actor"), "at": datetime.now(UTC)}
        session.info["act_id"] = session.connection().scalar(NEW_ACT, written)
    session.connection().execute(NEW_CHANGES, [{**change, "act_id": session.info["act_id"]} for change in changes])


def _forget_act(session, transaction):
    if transaction.nested or transaction.parent is not None:
        return
    session.info.pop("act", None)
    session.info.pop("act_id", None)
    session.info.pop("settings", None)


def _created(model, row_id, values: dict) -> dict:
    kept = {name: as_json(value) for name, value in values.items() if name not in model.__unlogged__ and value is not None}
    about = values.get(model.__about__) if model.__about__ else None
    return _change(model, row_id, "created", new=kept, version=values.get("version", 1), about=about)


def _changed(row) -> list[dict]:
    state, model = inspect(row), type(row)
    changes = []
    for attribute in state.mapper.column_attrs:
        if attribute.key not in state.committed_state or attribute.key in (*model.__unlogged__, "version"):
            continue
        history = state.attrs[attribute.key].history
        old = history.deleted[0] if history.deleted else None
        new = history.added[0] if history.added else None
        if old != new:
            changes.append(
                _change(
                    model,
                    _row_id(row),
                    "changed",
                    field=attribute.key,
                    old=as_json(old),
                    new=as_json(new),
                    version=getattr(row, "version", None),
                    about=_about(row),
                )
            )
    return changes


def _change(model, row_id, kind, *, field="", old=None, new=None, version=None, about=None) -> dict:
    return {
        "table": model.__tablename__,
        "row_id": str(row_id),
        "kind": kind,
        "field": field,
        "old": old,
        "new": new,
        "version": version,
        "about_applicant": about,
    }


def _values(row) -> dict:
    return {
        column.key: as_json(getattr(row, column.key))
        for column in inspect(type(row)).column_attrs
        if column.key not in type(row).__unlogged__
    }


def _row_id(row):
    return inspect(row).identity[0] if inspect(row).identity else inspect(type(row)).primary_key_from_instance(row)[0]


def _about(row):
    return getattr(row, type(row).__about__) if type(row).__about__ else None


def _model(table: str):
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == table)


def _key(model, text: str):
    return int(text) if inspect(model).primary_key[0].type.python_type is int else text


def _typed(model, field: str, value):
    """A value as JSON kept it, in the type of its column."""
    kind = inspect(model).columns[field].type
    if not isinstance(value, str):
        return value
    if isinstance(kind, MomentType):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(kind, Time) else value
