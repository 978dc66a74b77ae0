"""Takes an act back: what has not been changed or used since."""

from collections.abc import Callable
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import JSON, Date, Time, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from serang.audit.models import Act, Change
from serang.audit.operations.log import act, act_id
from serang.audit.operations.many import remove_many, removes_many, update_each, writes_many
from serang.audit.operations.staying import changed_again, staying
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.db import MomentType, as_json, db, model_of, one_of

UNDO_DAYS = 30
TAKEN_BACK_AT_ONCE = 500
# So many changed fields and more are put back by few statements instead of row by row.
MANY = 50
AROUND_UNDO: dict = {}
AROUND_TABLES: dict = {}
NEVER_UNDONE: dict[str, str] = {}
# Lines of the log as columns: one act may hold hundreds of thousands.
LINE = select(Change.id, Change.act_id, Change.table, Change.row_id, Change.kind, Change.field, Change.old, Change.new)


def around_undo(title: str):
    """Register a generator function `work(past)` that runs around taking back acts of that title.

    Before its `yield` it may refuse, after it put right what the log does not keep.
    """

    def mark(work):
        AROUND_UNDO[title] = contextmanager(work)
        return work

    return mark


def around_undo_of(*tables: str):
    """Register a generator function `work(lines)` that runs around taking back any act that touched one of these tables, also what
    takes back an undo; `lines`: those of the act in these tables.
    """

    def mark(work):
        AROUND_TABLES[tables] = contextmanager(work)
        return work

    return mark


def never_undone(title: str, code: str):
    """Register that acts of that title cannot be taken back, with the code of the reason."""
    NEVER_UNDONE[title] = code


def check_undo(past: Act, *, today_at: datetime):
    """Raise Conflict when the act is older than 30 days, already taken back or of a kind that cannot be."""
    if past.title in NEVER_UNDONE:
        raise Conflict(NEVER_UNDONE[past.title])
    if db.session.scalar(select(Act.id).where(Act.undoes_id == past.id)):
        raise Conflict("already_undone")
    if today_at - past.at > timedelta(days=UNDO_DAYS):
        raise Conflict("too_old_to_undo", days=UNDO_DAYS)


def lines_of(past: Act) -> list:
    """The lines of an act, newest first; they never change, so that a long one can be read before the write lock is taken."""
    return db.session.execute(LINE.where(Change.act_id == past.id).order_by(Change.id.desc())).all()


def undo(past: Act, *, today_at: datetime, lines: list | None = None) -> list[Reason]:
    """Take an act back: every field that still has the value it gave, every row that it made; what was changed later
    or built on by others stays and is named.

    Gives the list of what stayed. `lines`: those of the act when they were read before (`lines_of`). Raises Conflict as
    `check_undo` does, or nothing_to_undo, all_in_use, collides_now.
    """
    check_undo(past, today_at=today_at)
    act("audit.undo", act=past.id, title=past.title)
    changes = lines_of(past) if lines is None else lines
    # Fields of one row go back together: half of them may collide with another row.
    try:
        with _around(past, changes), db.session.no_autoflush:
            stayed = _back(changes)
            db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("collides_now") from error
    if act_id() is None:
        raise Conflict("all_in_use" if any(one.code == "row_in_use" for one in stayed) else "nothing_to_undo")
    db.session.execute(update(Act).where(Act.id == act_id()).values(undoes_id=past.id))
    return stayed


def _back(changes: list) -> list[Reason]:
    """Take back what is free to go; gives why the rest stayed."""
    rows, stayed = staying(changes)
    fields, overtaken = changed_again(changes)
    free = [one for one in changes if (one.table, one.row_id) not in rows and one.id not in fields]
    return stayed + overtaken + [reason for some in _helpings(free) for reason in _take_back_all(some)]


def _around(past: Act, changes: list) -> ExitStack:
    """What has to run around taking back this act."""
    with ExitStack() as around:
        around.enter_context(AROUND_UNDO.get(past.title, nullcontext)(past))
        for tables, work in AROUND_TABLES.items():
            if lines := [change for change in changes if change.table in tables]:
                around.enter_context(work(lines))
        return around.pop_all()


def _helpings(changes: list):
    """Changes in their order: changed fields that follow each other together, rows that were created by table."""
    for (table, kind), group in groupby(changes, key=lambda change: (change.table if change.kind == "created" else "", change.kind)):
        some = list(group)
        together = kind == "changed" or kind == "created" and len(some) >= MANY and removes_many(model_of(table))
        step = len(some) if together else TAKEN_BACK_AT_ONCE if kind == "created" else 1
        yield from _parts(some, step)


def _parts(some: list, step: int):
    return (some[start : start + step] for start in range(0, len(some), step))


def _take_back_all(changes: list) -> list[Reason]:
    """Take back a helping; what cannot go together goes in smaller ones, at last one by one."""
    if changes[0].kind == "changed":
        return _put_back(changes)
    if len(changes) == 1:
        return [reason for reason in [_take_back(changes[0])] if reason]
    model = model_of(changes[0].table)
    key, ids = inspect(model).primary_key[0], {change.row_id: _key(model, change.row_id) for change in changes}
    there = set(db.session.scalars(select(key).where(one_of(key, ids.values()))))
    free = {text for text, id_ in ids.items() if id_ in there}
    db.session.flush()  # what collides by itself is no reason for these to stay
    try:
        with db.session.begin_nested():
            _remove(model, [ids[text] for text in free], together=len(changes) >= MANY)
    except Exception:
        step = TAKEN_BACK_AT_ONCE if len(changes) > TAKEN_BACK_AT_ONCE else 1
        return [reason for some in _parts(changes, step) for reason in _take_back_all(some)]
    return [reason for change in changes if change.row_id not in free and (reason := _take_back(change))]


def _remove(model, ids: list, *, together: bool):
    if not ids:
        return
    if together and removes_many(model):
        remove_many(model, ids)
        return
    for row in db.session.scalars(select(model).where(one_of(inspect(model).primary_key[0], ids))):
        db.session.delete(row)
    db.session.flush()


def _put_back(changes: list) -> list[Reason]:
    """Take back changed fields, newest first: many of one table by few statements."""
    tables: dict[str, list] = {}
    for change in changes:
        tables.setdefault(change.table, []).append(change)
    many = {name for name, some in tables.items() if len(some) >= MANY and _goes_together(some)}
    stayed = {change.id: reason for change in changes if change.table not in many and (reason := _take_back(change))}
    for name in many:
        stayed |= _put_back_together(model_of(name), tables[name])
    return [stayed[change.id] for change in changes if change.id in stayed]


def _goes_together(changes: list) -> bool:
    model = model_of(changes[0].table)
    columns = inspect(model).columns
    return writes_many(model) and not any(isinstance(columns[field].type, JSON) for field in {change.field for change in changes})


def _put_back_together(model, changes: list) -> dict[int, Reason]:
    """Give rows of one table the values from before; gives by change why it stayed."""
    db.session.flush()
    key, fields = inspect(model).primary_key[0], sorted({change.field for change in changes})
    query = select(key, *(model.__table__.c[field] for field in fields))
    ids = {text: _key(model, text) for text in {change.row_id for change in changes}}
    stored = {id_: dict(zip(fields, values, strict=True)) for id_, *values in db.session.execute(query.where(one_of(key, ids.values())))}
    typed = {field: _reader(model, field) for field in fields}
    stayed, wanted = {}, {}
    for change in changes:
        id_, field = ids[change.row_id], change.field
        row = stored.get(id_)
        if row is None:
            stayed[change.id] = Reason("row_gone", table=change.table)
        elif as_json(row[field]) != change.new:
            stayed[change.id] = Reason("field_changed_since", table=change.table, field=field, row=change.row_id)
        else:
            row[field] = wanted.setdefault(id_, {})[field] = typed[field](change.old)
    update_each(model, wanted)
    return stayed


def _take_back(change) -> Reason | None:
    model = model_of(change.table)
    row = db.session.get(model, _key(model, change.row_id))
    if change.kind == "removed":
        return None if row is not None else _bring_back(model, change)
    if row is None:
        return Reason("row_gone", table=change.table)
    if change.kind == "created":
        db.session.flush()
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


def _bring_back(model, change) -> Reason | None:
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


def _key(model, text: str):
    return int(text) if inspect(model).primary_key[0].type.python_type is int else text


def _typed(model, field: str, value):
    """A value as JSON kept it, in the type of its column."""
    return _reader(model, field)(value)


def _reader(model, field: str) -> Callable:
    kind = inspect(model).columns[field].type
    types = {MomentType: datetime, Date: date, Time: time}
    read = next((made.fromisoformat for known, made in types.items() if isinstance(kind, known)), None)
    return (lambda value: read(value) if isinstance(value, str) else value) if read else lambda value: value
