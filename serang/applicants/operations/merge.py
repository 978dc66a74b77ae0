"""Two entries of one person become one. Everything that hangs on the second moves to the first, by the foreign keys of
the tables themselves, and the log can hand it back exactly.

Where the tables allow a thing only once (a class, a wish, an attendance), the two become one in the same way.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import Column, UniqueConstraint, func, inspect, select, update

from serang.applicants.models import Applicant, Merger, Wish
from serang.applicants.queries import person, twins
from serang.applicants.rules import NOTE_BOTH, NOTE_LONGEST, STAGE_FIELDS, TWIN_FIELDS, joined_notes
from serang.audit.models import Change
from serang.audit.operations import act, around_undo
from serang.common.refusals import Conflict
from serang.db import Base, as_json, db, model_of, references
from serang.documents.models import Document
from serang.matching.models import Lock
from serang.trainings.models import Attendance, Enrolment, Mark

BY_WORTH = "HSIA"


def merge(
    kept_id: int, gone_id: int, *, choices: Mapping[str, int | str], versions: Mapping[int, int], at: datetime, account_id: int | None
) -> Applicant:
    """Make two entries one: `gone_id` goes into `kept_id`. Can be taken back for thirty days.

    `choices`: for each field of TWIN_FIELDS the id of the entry whose value stays ("both" joins the notes); without a
    choice the kept one's. `versions`: of each entry, as its fields were looked at. Raises Conflict same_entry,
    twins_changed, notes_too_long, or both_matched when each has a place in an order.
    """
    if kept_id == gone_id:
        raise Conflict("same_entry")
    held = {one: person.locked(one) for one in sorted((kept_id, gone_id))}
    kept, gone = held[kept_id], held[gone_id]
    act("applicants.merge", name=kept.full_name, kept=kept.number, gone=gone.number)
    refuse(held, versions)
    values = _values(kept, gone, choices)
    moved = hand_over(kept, gone)
    _one_current_paper(kept_id)
    merger = Merger(
        applicant_id=kept_id,
        gone_id=gone_id,
        gone_number=gone.number,
        gone_name=gone.full_name,
        at=at,
        unlogged={"updated_at": as_json(gone.updated_at), "moved": moved},
    )
    _remove(gone)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.updated_at = at
    db.session.add(merger)
    _decided(kept_id, gone_id, at, account_id)
    db.session.flush()
    _forget_loaded(kept)
    return kept


def refuse(held: Mapping[int, Applicant], versions: Mapping[int, int]):
    """Raise Conflict when the two may not become one as things stand."""
    if any(versions.get(one.id, one.version) != one.version for one in held.values()):
        raise Conflict("twins_changed")
    if len(twins.active_matches(held)) > 1:
        raise Conflict("both_matched")


def hand_over(kept, gone) -> list[dict]:
    """Move everything that names the gone row to the kept one; gives what moved in tables that have no log."""
    unlogged = []
    for column in references(type(kept)):
        # A key that is no number is a code: rows are never merged into those.
        model = model_of(column.table.name)
        if model is None or not model.__audited__:
            unlogged += _move_unlogged(column, kept.id, gone.id)
            continue
        name = inspect(model).get_property_by_column(column).key
        for row in db.session.scalars(select(model).where(column == gone.id).order_by(model.id)).all():
            unlogged += _arrive(row, name, column, kept)
    return unlogged


def _arrive(row, name: str, column: Column, kept) -> list[dict]:
    """One row comes to the kept one, beside or instead of what is there."""
    rival = RIVALS.get(type(row), _rival)(row, name, column, kept)
    unlogged = []
    if rival is not None:
        winner, loser = STRONGER.get(type(row), _first)(rival, row)
        unlogged = hand_over(winner, loser) if references(type(row)) else []
        _remove(loser)
        row = winner
    if getattr(row, name) != kept.id:
        if isinstance(row, Wish):
            row.rank = _next_rank(kept.id)
        # Who took over a place from the own double took it over from nobody.
        setattr(row, name, None if row is kept else kept.id)
    db.session.flush()
    _forget_loaded(row)
    return unlogged


def _rival(row, name: str, column: Column, kept):
    """The row of the kept one beside which the tables do not allow this one."""
    model = type(row)
    for columns in _once(column):
        others = [inspect(model).get_property_by_column(one).key for one in columns if one is not column]
        if all(getattr(row, other) is not None for other in others):
            same = [getattr(model, other) == getattr(row, other) for other in others]
            found = db.session.scalar(select(model).where(column == kept.id, *same))
            if found is not None:
                return found
    return None


def _once(column: Column) -> list[list[Column]]:
    """The columns that together may not repeat. Indexes over some rows only are left out: see both_matched."""
    table = column.table
    found = [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    found += [
        list(one.columns)
        for one in table.indexes
        if one.unique and not any(one.dialect_options[dialect].get("where") is not None for dialect in ("sqlite", "postgresql"))
    ]
    return [columns for columns in found if column in columns]


def _same_wish(row: Wish, name, column, kept):
    return db.session.scalar(
        select(Wish).where(
            Wish.applicant_id == kept.id,
            Wish.occupation.is_not_distinct_from(row.occupation),
            Wish.country.is_not_distinct_from(row.country),
        )
    )


def _other_lock(row: Lock, name, column, kept):
    """A person is fixed to one order only."""
    fixed = select(Lock).where(Lock.applicant_id == kept.id, Lock.kind == "lock")
    return _rival(row, name, column, kept) or (db.session.scalar(fixed) if row.kind == "lock" else None)


def _first(ours, theirs):
    return ours, theirs


def _fuller_enrolment(ours: Enrolment, theirs: Enrolment):
    """Who passed, else who has more attendance and marks."""
    return (theirs, ours) if _worth(theirs) > _worth(ours) else (ours, theirs)


def _worth(row: Enrolment) -> tuple:
    kept = [db.session.scalar(select(func.count()).where(model.enrolment_id == row.id)) for model in (Attendance, Mark)]
    return row.state == "passed", sum(kept), row.state == "failed", row.state == "enrolled"


def _better_day(ours: Attendance, theirs: Attendance):
    """Who was there under one of the two names was there."""
    return (theirs, ours) if BY_WORTH.index(theirs.mark) < BY_WORTH.index(ours.mark) else (ours, theirs)


def _better_mark(ours: Mark, theirs: Mark):
    return (theirs, ours) if theirs.value > ours.value else (ours, theirs)


RIVALS: dict[type, Callable] = {Wish: _same_wish, Lock: _other_lock}
STRONGER: dict[type, Callable] = {Enrolment: _fuller_enrolment, Attendance: _better_day, Mark: _better_mark}


def _next_rank(applicant_id: int) -> int:
    return (db.session.scalar(select(func.max(Wish.rank)).where(Wish.applicant_id == applicant_id)) or 0) + 1


def _move_unlogged(column: Column, kept_id: int, gone_id: int) -> list[dict]:
    table = column.table
    keys = list(table.primary_key.columns)
    rows = [list(row) for row in db.session.execute(select(*keys).where(column == gone_id).order_by(*keys))]
    if rows:
        db.session.execute(update(table).where(column == gone_id).values({column.name: kept_id}))
    return [{"table": table.name, "column": column.name, "rows": rows}] if rows else []


def _one_current_paper(applicant_id: int):
    """Of two papers of a kind that count, the newer counts."""
    seen = set()
    query = select(Document).where(Document.applicant_id == applicant_id, Document.current)
    for paper in db.session.scalars(query.order_by(Document.kind, func.coalesce(Document.issued_on, date.min).desc(), Document.id.desc())):
        if paper.kind in seen:
            paper.current = False
        seen.add(paper.kind)
    db.session.flush()


def _values(kept: Applicant, gone: Applicant, choices: Mapping) -> dict:
    """What the kept entry takes over."""
    wanted = {}
    for field in TWIN_FIELDS:
        if field == "note" and choices.get(field) == NOTE_BOTH:
            wanted["note"] = note = joined_notes(kept.note, gone.note)
            if note and len(note) > NOTE_LONGEST:
                raise Conflict("notes_too_long", letters=len(note), longest=NOTE_LONGEST)
        elif choices.get(field) == gone.id:
            names = STAGE_FIELDS if field == "stage" else (field,)
            wanted |= {name: getattr(gone, name) for name in names}
    if set(twins.active_matches([kept.id, gone.id])) == {gone.id}:
        wanted |= {name: getattr(gone, name) for name in STAGE_FIELDS}
    return wanted


def _remove(row):
    _forget_loaded(row)
    db.session.delete(row)
    db.session.flush()


def _forget_loaded(row):
    """What hangs on the row is asked for again: it may have moved."""
    db.session.expire(row, list(inspect(type(row)).relationships.keys()))
    db.session.info.get("settings", {}).pop("entries", None)


def _decided(kept_id: int, gone_id: int, at, account_id):
    pair = twins.pair_of(kept_id, gone_id)
    if pair is not None:
        pair.decided, pair.at, pair.account_id = "merged", at, account_id


@around_undo("applicants.merge")
def _hand_back(past):
    """Refuse while the second entry has no place any more; hand back what the log does not keep."""
    made, removed = _of_act(past, "mergers", "created"), _of_act(past, "applicants", "removed")
    merger = db.session.get(Merger, int(made.row_id))
    if merger is None or merger.applicant_id != made.new["applicant_id"]:
        raise Conflict("merged_again")
    kept_id, gone_id, unlogged = merger.applicant_id, merger.gone_id, merger.unlogged
    _refuse_taken_nik(past, kept_id, removed.old.get("nik"))
    yield
    for one in unlogged["moved"]:
        _move_back(one, kept_id, gone_id)
    people = Applicant.__table__
    at = unlogged["updated_at"]
    db.session.execute(update(people).where(people.c.id == gone_id).values(updated_at=datetime.fromisoformat(at) if at else None))
    for one in (kept_id, gone_id):
        if (row := db.session.get(Applicant, one)) is not None:
            db.session.refresh(row)
            _forget_loaded(row)
    pair = twins.pair_of(kept_id, gone_id)
    if pair is not None:
        pair.decided = pair.at = pair.account_id = None
    db.session.flush()


def _of_act(past, table: str, kind: str) -> Change:
    return db.session.scalar(
        select(Change).where(Change.act_id == past.id, Change.table == table, Change.kind == kind).order_by(Change.id.desc()).limit(1)
    )


def _refuse_taken_nik(past, kept_id: int, number: str | None):
    """Somebody may have got the number meanwhile; the kept entry gives back what it took over."""
    holder = person.holder_of(number)
    if holder is None:
        return
    taken_over = select(Change.new).where(
        Change.act_id == past.id, Change.table == "applicants", Change.row_id == str(kept_id), Change.field == "nik"
    )
    if holder[0] != kept_id or db.session.scalar(taken_over) != number:
        raise Conflict("nik_taken", id=holder[0], number=holder[1], name=holder[2])


def _move_back(one: dict, kept_id: int, gone_id: int):
    table = Base.metadata.tables[one["table"]]
    keys = list(table.primary_key.columns)
    for values in one["rows"]:
        same = [key == value for key, value in zip(keys, values, strict=True)]
        db.session.execute(update(table).where(*same, table.c[one["column"]] == kept_id).values({one["column"]: gone_id}))
