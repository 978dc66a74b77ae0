"""The act log: acts are named, and one listener writes what every flush changes."""

from datetime import UTC, datetime

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session

from serang.audit.models import Act, Change, Opening
from serang.db import as_json, db

NEW_ACT = insert(Act.__table__).returning(Act.__table__.c.id)
NEW_CHANGES = insert(Change.__table__)


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


def _write_changes(session: Session, context):
    changes = []
    for row in session.new:
        if row.__audited__:
            changes.append(created(type(row), row_id_of(row), _values(row)))
    for row in session.dirty:
        if row.__audited__:
            changes += _changed(row)
    for row in session.deleted:
        if row.__audited__:
            changes.append(_change(type(row), row_id_of(row), "removed", old=_values(row), about=_about(row)))
    if changes:
        write(session, changes)


def write(session: Session, changes: list[dict]):
    """Write changes (see `created`) into the act of this transaction."""
    number = begun(session)
    session.connection().execute(NEW_CHANGES, [{**change, "act_id": number} for change in changes])


def begun(session: Session) -> int:
    """The number of the act of this transaction, which is written down now if it was not yet."""
    if session.info.get("act_id") is None:
        named = session.info.get("act") or {"title": "edit", "facts": {}}
        written = {**named, "account_id": session.info.get("actor"), "at": datetime.now(UTC)}
        session.info["act_id"] = session.connection().scalar(NEW_ACT, written)
    return session.info["act_id"]


def _forget_act(session, transaction):
    if transaction.nested or transaction.parent is not None:
        return
    session.info.pop("act", None)
    session.info.pop("act_id", None)
    session.info.pop("settings", None)


def created(model, row_id, values: dict) -> dict:
    """The change that says which row came with which values."""
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
                    row_id_of(row),
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


def row_id_of(row):
    """The value of a row's primary key."""
    return inspect(row).identity[0] if inspect(row).identity else inspect(type(row)).primary_key_from_instance(row)[0]


def _about(row):
    return getattr(row, type(row).__about__) if type(row).__about__ else None
