"""Many rows of an audited table written at once, with the same lines in the act log that the mapper would leave."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    JSON,
    String,
    cast,
    column,
    delete,
    func,
    insert,
    inspect,
    literal,
    or_,
    select,
    table,
    type_coerce,
    update,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import MANYTOONE

from serang.audit.models import Change
from serang.audit.operations.log import begun, created, write
from serang.audit.operations.made import in_json, nothing, row_in_json, with_own
from serang.db import as_json, db, is_sqlite, one_of

# Else rows are taken apart into one statement for each set of columns that are not empty.
WITH_NULLS = {"render_nulls": True}
WHEN_UPDATED: dict[type, Callable] = {}
LINE = ["act_id", "table", "row_id", "kind", "field", "old", "new", "version", "about_applicant"]


def insert_many(model, rows: list[dict], *, chunk: int = 5000) -> list[int]:
    """Insert many rows of an audited table at once, each with its 'created' change; gives their ids in order.

    The only door for bulk inserts of audited tables. Columns filled by model events must be in the rows.
    """
    ids: list[int] = []
    for start in range(0, len(rows), chunk):
        part = rows[start : start + chunk]
        new_ids = _insert(model, part)
        ids += new_ids
        write(db.session(), [created(model, id_, {**row, "id": id_}) for id_, row in zip(new_ids, part, strict=True)])
    return ids


def insert_alike(model, name: str, keys: Sequence[int], values: Mapping[str, object]):
    """Insert a row for each key (the value of the column `name`), all else alike; writes what `insert_many` would."""
    if any(len(getattr(inspect(model).dispatch, event)) for event in ("before_insert", "after_insert")):
        raise TypeError(f"{model.__name__} is inserted row by row")
    if not keys:
        return
    db.session.flush()
    rows, kept = model.__table__, {column: value for column, value in values.items() if value is not None}
    given = _given(model, (), dict.fromkeys(keys, {}))
    alike = [_literal(rows.c[column].type, value) for column, value in kept.items()]
    new = insert(rows).from_select([name, *kept], select(given.c.id, *alike))
    if is_sqlite():
        last = _last_number(model)
        db.session.execute(new)
        made = select(rows.c.id, rows.c[name]).where(rows.c.id > last).cte("made")
    else:
        made = new.returning(rows.c.id, rows.c[name]).cte("made")
    same = {column: as_json(value) for column, value in kept.items() if column not in model.__unlogged__}
    about = made.c[name] if model.__about__ == name else literal(kept.get(model.__about__))
    line = (literal(begun(db.session())), literal(rows.name), cast(made.c.id, String), literal("created"), literal(""), nothing(),
            with_own(same, {"id": made.c.id, name: made.c[name]}), literal(kept.get("version", 1)), about)  # fmt: skip
    db.session.execute(insert(Change.__table__).from_select(LINE, select(*line).order_by(made.c.id)))


def update_many(model, ids: Iterable, values: Mapping[str, object], *, at: datetime | None = None) -> int:
    """Give many rows of an audited table the same values; gives how many changed. See `update_each`."""
    ids = list(dict.fromkeys(ids))
    follows = _following(model, values)
    if follows is None:
        return update_each(model, dict.fromkeys(ids, values), at=at)
    held = select(inspect(model).primary_key[0].label("id")).where(one_of(inspect(model).primary_key[0], ids)).cte("given")
    return _update(model, held, {name: _constant(model, name, value) for name, value in values.items()},
                   {name: _constant(model, name, value) for name, value in follows.items()}, at)  # fmt: skip


def update_each(model, rows: Mapping[object, Mapping[str, object]], *, at: datetime | None = None) -> int:
    """Give many rows of an audited table new values, each its own, by key; gives how many changed.

    With `update_many` the only door for bulk updates of audited tables: rows that have the values already stay as they
    are; of the others each field has its 'changed' line, the version goes up, `updated_at` is `at`, and columns that follow
    from others (`__derived__`) follow. Columns of JSON are changed by the mapper only.
    """
    changed, shapes = 0, {}
    for key, (values, follows) in _with_followers(model, rows).items():
        shapes.setdefault((tuple(values), tuple(follows)), {})[key] = values | follows
    for (said, follow), some in shapes.items():
        given = _given(model, (*said, *follow), some)
        changed += _update(model, given, {name: given.c[name] for name in said}, {name: given.c[name] for name in follow}, at)
    return changed


def remove_many(model, ids: Sequence):
    """Remove many rows of an audited table at once, each with its 'removed' change. Raises IntegrityError when one is in use."""
    db.session.flush()
    mapper, rows = inspect(model), model.__table__
    key, logged = mapper.primary_key[0], [one.key for one in mapper.column_attrs if one.key not in model.__unlogged__]
    about = rows.c[model.__about__] if model.__about__ else literal(None)
    line = (literal(begun(db.session())), literal(rows.name), cast(key, String), literal("removed"), literal(""),
            row_in_json({name: rows.c[name] for name in logged}), nothing(), literal(None), about)  # fmt: skip
    db.session.execute(insert(Change.__table__).from_select(LINE, select(*line).where(one_of(key, ids)).order_by(key)))
    db.session.execute(delete(rows).where(one_of(key, ids)), execution_options={"synchronize_session": False})
    gone = set(ids)
    for row in list(db.session.identity_map.values()):
        if isinstance(row, model) and inspect(row).identity[0] in gone:
            db.session.expunge(row)


def removes_many(model) -> bool:
    """Whether rows of the model may be removed here: nothing hangs on them, and nothing happens that only the mapper would do."""
    mapper = inspect(model)
    alone = all(one.direction is MANYTOONE for one in mapper.relationships)
    return alone and not any(len(getattr(mapper.dispatch, name)) for name in ("before_delete", "after_delete"))


def when_updated(model):
    """Register `work(ids, names)` to run after many rows of a model were updated, for what its mapper events do else."""

    def mark(work):
        WHEN_UPDATED[model] = work
        return work

    return mark


def writes_many(model) -> bool:
    """Whether rows of the model may be updated here: nothing happens beside it that only the mapper would do."""
    return model in WHEN_UPDATED or not any(len(getattr(inspect(model).dispatch, name)) for name in ("before_update", "after_update"))


def _update(model, given, new: dict, follows: dict, at) -> int:
    """Write the log, then the rows of `given` (a CTE with their keys as `id`) whose values differ from the new ones."""
    if not writes_many(model):
        raise TypeError(f"{model.__name__} is changed row by row")
    db.session.flush()
    mapper, rows = inspect(model), model.__table__
    key = mapper.primary_key[0]
    _hold(key, given)
    here = key == given.c.id
    differs = or_(*(rows.c[name].is_distinct_from(value) for name, value in new.items()))
    touched = list(db.session.scalars(select(key).join(given, here).where(differs)))
    if not touched:
        return 0
    act = begun(db.session())
    version = rows.c.version + 1 if mapper.version_id_col is not None else rows.c.get("version", literal(None))
    about = new.get(model.__about__, rows.c[model.__about__]) if model.__about__ else literal(None)
    for name, value in new.items():
        if name in model.__unlogged__:
            continue
        told = (literal("changed"), literal(name), in_json(rows.c[name]), in_json(value))
        line = (literal(act), literal(rows.name), cast(key, String), *told, version, about)
        changed = select(*line).where(here, rows.c[name].is_distinct_from(value)).order_by(key)
        db.session.execute(insert(Change.__table__).from_select(LINE, changed))
    values = {**new, **follows}
    if mapper.version_id_col is not None:
        values["version"] = rows.c.version + 1
    if at is not None and "updated_at" in rows.c:
        values["updated_at"] = at
    db.session.execute(update(rows).where(here, differs).values(values), execution_options={"synchronize_session": False})
    _forget_loaded(model)
    if model in WHEN_UPDATED:
        WHEN_UPDATED[model](touched, set(values))
    return len(touched)


def _hold(key, given):
    """Keep others from the rows until the end of the transaction, always in the order of their keys."""
    if not is_sqlite():
        db.session.execute(select(key).where(key.in_(select(given.c.id))).order_by(key).with_for_update())


def _given(model, names, rows: Mapping) -> object:
    """The keys and new values of rows as a table in the statement, handed over as one text of JSON."""
    columns, key = model.__table__.c, inspect(model).primary_key[0]
    types = [key.type, *(columns[name].type for name in names)]
    if any(isinstance(one, JSON) for one in types):
        raise TypeError("columns of JSON are changed row by row")
    plain = [_plain(one) for one in types]
    text = json.dumps([[put(value) for put, value in zip(plain, (id_, *values.values()), strict=True)] for id_, values in rows.items()])
    if is_sqlite():
        each = func.json_each(text).table_valued("value")
        cells = [type_coerce(func.json_extract(each.c.value, f"$[{n}]"), one) for n, one in enumerate(types)]
    else:
        each = func.jsonb_array_elements(cast(literal(text), JSONB)).table_valued(column("value", JSONB))
        cells = [cast(each.c.value.op("->>")(n), one) for n, one in enumerate(types)]
    return select(*(cell.label(name) for cell, name in zip(cells, ("id", *names), strict=True))).cte("given")


def _plain(kind) -> Callable:
    """How a value of a type is written in JSON so that the database reads it back."""
    bound = kind.dialect_impl(db.engine.dialect).bind_processor(db.engine.dialect) if is_sqlite() else None
    return bound or as_json


def _constant(model, name, value):
    kind = model.__table__.c[name].type
    if isinstance(kind, JSON):
        raise TypeError("columns of JSON are changed row by row")
    return _literal(kind, value)


def _literal(kind, value):
    return literal(value, kind) if is_sqlite() else cast(literal(value, kind), kind)


def _following(model, values: Mapping) -> dict | None:
    """The columns that follow from values that all rows get; None when they depend on the row as well."""
    found = {}
    for sources, derive in model.__derived__:
        if set(sources) & set(values):
            if not set(sources) <= set(values):
                return None
            found |= derive(*(values[name] for name in sources))
    return found


def _with_followers(model, rows: Mapping) -> dict[object, tuple[dict, dict]]:
    """The new values of each row, and the columns that follow from them."""
    found = {key: (dict(values), {}) for key, values in rows.items()}
    for sources, derive in model.__derived__:
        touched = [key for key, values in rows.items() if set(sources) & set(values)]
        stored = _stored(model, sources, touched) if len(sources) > 1 else dict.fromkeys(touched, {})
        for key in touched:
            if key in stored:
                written = stored[key] | rows[key]
                found[key][1].update(derive(*(written[name] for name in sources)))
    return found


def _stored(model, names, keys) -> dict[object, dict]:
    db.session.flush()
    key = inspect(model).primary_key[0]
    query = select(key, *(model.__table__.c[name] for name in names)).where(one_of(key, keys))
    return {id_: dict(zip(names, values, strict=True)) for id_, *values in db.session.execute(query)}


def _forget_loaded(model):
    """What is loaded of the table is read anew when asked for."""
    for row in list(db.session.identity_map.values()):
        if isinstance(row, model):
            db.session.expire(row)


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
