"""What an act made and what stays of it when the act is taken back, since others have changed it or built on it."""

from collections import defaultdict

from sqlalchemy import exists, func, inspect, select, union_all
from sqlalchemy.orm import aliased

from serang.audit.models import Act, Change
from serang.common.rules.reasons import Reason
from serang.db import db, model_of, one_of, references

Row = tuple[str, str]  # table and id, as the log keeps them


def staying(changes: list) -> tuple[set[Row], list[Reason]]:
    """The rows of an act that have to stay, and why those do that hold the others.

    `changes`: all lines of the act. What it made together (a person with his wishes, a class with its days) goes together
    or stays together.
    """
    made: dict[str, dict] = defaultdict(dict)
    for change in changes:
        if change.kind == "created":
            made[change.table][change.row_id] = change
    why = {}
    for table, rows in made.items():
        there, newest = _there(table, rows), _newest(list(rows.values()))
        for row_id, change in rows.items():
            if row_id in there and newest.get((row_id,), 0) > change.id:
                why[table, row_id] = Reason("row_changed_since", table=table, row=row_id)
        for row_id in _built_on(table, made):
            why.setdefault((table, row_id), Reason("row_in_use", table=table, row=row_id))
    return (_with_kin(set(why), made) if why else set()), list(why.values())


def changed_again(changes: list) -> tuple[set[int], list[Reason]]:
    """The lines (numbers) of changed fields that another act has changed since, be it to the same value, and why.

    Fields that say one thing together (`__together__`: a stage and since when) stay together, and with a row that stays also what it
    carried of its person (`__carries__`: the stage that belongs to a place).
    """
    tables: dict[str, list] = defaultdict(list)
    for change in changes:
        if change.kind == "changed":
            tables[change.table].append(change)
    stays, why = set(), []
    for table, lines in tables.items():
        kin = {field: group for group in model_of(table).__together__ for field in group}
        newest = _newest(lines, Change.field)
        for line in lines:
            if any(newest.get((line.row_id, field), 0) > line.id for field in kin.get(line.field, (line.field,))):
                stays.add(line.id)
                if newest.get((line.row_id, line.field), 0) > line.id:
                    why.append(Reason("field_changed_since", table=table, field=line.field, row=line.row_id))
    for table, lines in tables.items():
        stays |= _carried(model_of(table), [line for line in lines if line.id in stays], changes)
    return stays, why


def _carried(model, staying: list, changes: list) -> set[int]:
    """The lines of the same act that go with rows which stay: of the people these are about."""
    if not (staying and model.__carries__):
        return set()
    rows = _ids(model.__tablename__, {line.row_id for line in staying})
    about = select(model.__table__.c[model.__about__]).where(one_of(inspect(model).primary_key[0], rows))
    people = set(map(str, db.session.scalars(about)))
    theirs = (line for line in changes if line.table in model.__carries__)
    return {
        line.id for line in theirs if _of_person(line) in people and (line.kind == "created" or line.field in model.__carries__[line.table])
    }


def _of_person(line) -> str:
    """Whom a line of the log is about: the row itself, or whom the row that was made names."""
    return str(line.new[model_of(line.table).__about__]) if line.kind == "created" else line.row_id


def _newest(lines: list, *by) -> dict[tuple, int]:
    """By row, and by what else is asked, the newest line of another act that is in force. `lines`: of one table and act."""
    query = select(Change.row_id, *by, func.max(Change.id)).where(
        Change.table == lines[0].table,
        one_of(Change.row_id, {line.row_id for line in lines}),
        Change.act_id != lines[0].act_id,
        Change.act_id.not_in(_cancelled_out()),
    )
    return {tuple(key): number for *key, number in db.session.execute(query.group_by(Change.row_id, *by))}


def _cancelled_out():
    """Acts that were taken back, and the acts that took them back: together they left nothing."""
    back, again = aliased(Act), aliased(Act)
    in_force = back.undoes_id.is_not(None) & ~exists().where(again.undoes_id == back.id)
    return union_all(select(back.id).where(in_force), select(back.undoes_id).where(in_force))


def _there(table: str, rows) -> set[str]:
    """Rows that still stand."""
    key = inspect(model_of(table)).primary_key[0]
    return {str(id_) for id_ in db.session.scalars(select(key).where(one_of(key, _ids(table, rows))))}


def _ids(table: str, rows) -> list:
    kind = inspect(model_of(table)).primary_key[0].type.python_type
    return [kind(row_id) for row_id in rows]


def _built_on(table: str, made) -> set[str]:
    """Rows that are named by a row of the log which came by another act."""
    ids, found = _ids(table, made[table]), set()
    for column in references(model_of(table)):
        other = model_of(column.table.name)
        if other is None or not other.__audited__:
            continue
        own = made.get(other.__tablename__, {})
        named = db.session.execute(select(column, inspect(other).primary_key[0]).where(one_of(column, ids)))
        found |= {str(row_id) for row_id, by in named if str(by) not in own}
    return found


def _with_kin(rows: set[Row], made) -> set[Row]:
    """The rows, and whatever the act made that names them or is named by them, near or far."""
    kin: dict[Row, set[Row]] = defaultdict(set)
    for one, other in _links(made):
        kin[one].add(other)
        kin[other].add(one)
    fresh = set(rows)
    while fresh:
        fresh = {other for one in fresh for other in kin[one]} - rows
        rows |= fresh
    return rows


def _links(made):
    for table in made:
        for column in references(model_of(table)):
            other = model_of(column.table.name)
            if other is None or other.__tablename__ not in made:
                continue
            name = inspect(other).get_property_by_column(column).key
            for row_id, change in made[other.__tablename__].items():
                if (named := str(change.new.get(name))) in made[table]:
                    yield (table, named), (other.__tablename__, row_id)
