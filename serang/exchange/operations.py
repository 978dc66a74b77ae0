"""A list kept as read, mapped, tried out, corrected, applied, taken back, forgotten.

Each step takes `between`, which is called with (rows done, rows in all, name of the step) after each helping: in
background work it writes the progress and ends the transaction, so that the write lock is held only for a moment.
"""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from serang.audit import operations as audit
from serang.audit.operations import act, act_id
from serang.common.operations import hold
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.db import db, reading
from serang.exchange import queries
from serang.exchange.models import Import, ImportRow
from serang.exchange.queries import DryRun
from serang.exchange.rules import stored
from serang.exchange.rules.guess import Guess
from serang.exchange.rules.offer import LOOKED_AT, Offer, first_choice, numbered, tables
from serang.exchange.rules.plan import CHANGED, NEW
from serang.exchange.rules.turned import upright
from serang.jobs import operations as jobs
from serang.sheets.cells import Unreadable, Workbook

DAYS_KEPT = 90
HELPING = 2_000
LARGE = 2_000
OPEN = ("read", "planned")
FIX_LONGEST = 300

_ROWS = ImportRow.__table__
WRITE_VERDICT = update(_ROWS).where(_ROWS.c.id == bindparam("row_id"))
NOTE_TARGET = update(_ROWS).where(_ROWS.c.import_id == bindparam("import"), _ROWS.c.number == bindparam("row"))

Between = Callable[[int, int, str], object]


def _at_once(done, total, step=""):
    """Nothing happens between the helpings."""


def release():
    """End the transaction before reading a file, so that nobody waits for it."""
    db.session.rollback()


def begin(noun: str, filename: str, *, account_id: int | None, at: datetime, content: bytes | None = None) -> Import:
    """A new import. With content it waits for the worker, who reads the file; see `read_later`."""
    run = Import(noun=noun, filename=filename[-200:], account_id=account_id, created_at=at, content=content,
                 state="waiting" if content is not None else "read")  # fmt: skip
    db.session.add(run)
    db.session.flush()
    return run


def read_later(run: Import, *, at: datetime) -> Import:
    """Queue the reading of a large file."""
    run.job_id = jobs.queue("exchange.read", account_id=run.account_id, at=at, run=run.id).id
    db.session.flush()
    return run


def keep(run: Import, book: Workbook, offer: Offer, *, between: Between = _at_once) -> Import:
    """Keep every filled row of the file, and propose which sheets are the list and what its columns mean."""
    _forget_rows([run.id])
    sheets = [upright(sheet, offer.columns) for sheet in book.sheets]
    every = [(numbered(at, n), cells) for at, sheet in enumerate(sheets) for n, cells in enumerate(sheet.rows, 1)
             if any(cell.text for cell in cells)]  # fmt: skip
    for start in range(0, len(every), HELPING):
        part = [{"import_id": run.id, "number": number, "cells": stored.packed(cells)} for number, cells in every[start : start + HELPING]]
        db.session.execute(insert(ImportRow), part)
        between(start + len(part), len(every), "exchange.reading")
    run.sheets = [{"name": sheet.name, "hidden": sheet.hidden, "rows": sum(any(c.text for c in row) for row in sheet.rows)}
                  for sheet in sheets]  # fmt: skip
    run.content, run.state = None, "read"
    choose(run, offer)
    return run


def unreadable(run: Import, why: Unreadable) -> Import:
    """The file that the worker was to read cannot be read."""
    run.state, run.content, run.error = "failed", None, Reason(why.code, **why.values).as_dict()
    db.session.flush()
    return run


def choose(run: Import, offer: Offer, *, sheet: int | None = None, headings: int | None = None) -> Import:
    """Say which sheet is the list and where its headings are (None: found by itself, 0: there are none)."""
    _still_open(run)
    looked = queries.sheets(run, first=LOOKED_AT)
    found = tables(list(looked.values()), offer, headings)
    run.chosen = first_choice(found) if sheet is None or sheet not in looked else [sheet]
    run.headings_at, run.state = headings, "read"
    if run.chosen:
        guesses = queries.guesses(found[run.chosen[0]], offer)
        run.columns = [_column(one) for one in guesses]
        run.mapping = {str(one.at): one.field for one in guesses if one.field}
    db.session.flush()
    return run


def settle(run: Import, mapping: Mapping[int, str]) -> Import:
    """Say what each column means (position → field); choices against the guess are remembered for the next list.

    Raises Conflict when a field is given twice.
    """
    _still_open(run)
    fields = [field for field in mapping.values() if field]
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice:
        raise Conflict("field_twice", field=twice)
    guessed = {column["at"]: (column["heading"], column["field"] or "") for column in run.columns}
    run.settled = {heading: mapping.get(at, "") for at, (heading, field) in guessed.items()
                   if heading and mapping.get(at, "") != field}  # fmt: skip
    run.mapping = {str(at): field for at, field in mapping.items() if field}
    db.session.flush()
    return run


def try_out(run: Import, offer: Offer, *, on: date, between: Between = _at_once) -> Import:
    """The dry run: what each row would do, kept beside the rows; nothing of the noun is written."""
    _still_open(run)
    between(0, size(run), "exchange.planning")
    with _looking(between):
        found = _dry_run(run, offer, on)
    _still_open(run)
    return _keep_plan(run, found, between)


def try_out_later(run: Import, *, at: datetime) -> Import:
    """Queue the dry run of a large list."""
    _still_open(run)
    run.job_id = jobs.queue("exchange.plan", account_id=run.account_id, at=at, run=run.id, total=size(run)).id
    db.session.flush()
    return run


def correct(run: Import, number: int, fixes: Mapping[int, str]) -> Import:
    """Correct cells of one row on the screen (position → text); the dry run is to be done again."""
    _still_open(run)
    row = queries.row(run, number)
    row.fixes = {**row.fixes, **{str(at): text[:FIX_LONGEST] for at, text in fixes.items()}}
    _corrected(run)
    return run


def leave_out(run: Import, number: int, out: bool = True) -> Import:
    """Leave one row out of the import, or take it in again; the dry run is to be done again."""
    _still_open(run)
    queries.row(run, number).left_out = out
    _corrected(run)
    return run


def apply(
    run: Import, offer: Offer, *, plan_no: int, account_id: int | None, at: datetime, on: date,
    between: Between = _at_once,
) -> Import:  # fmt: skip
    """Write new and changed rows in one transaction, as one act.

    When people were edited since the dry run, what the rows would do is found out once more. When that differs from
    the dry run on the screen, nothing is written: the new dry run is kept and `state` stays planned. Raises Conflict
    when there is nothing to write, when the dry run is not the newest one, or when it was done already.
    """
    _ready(run, plan_no)
    between(0, size(run), "exchange.planning")
    with _looking(between):
        last = queries.last_change()
        found = _dry_run(run, offer, on) if queries.changed_since(run.last_change, offer) or run.counts.get("corrected") else None
        differs = found is not None and _differs(run, found)
        ready = None if differs else offer.prepare(queries.to_write(run, offer))
    if differs:
        _ready(run, plan_no)
        return _keep_plan(run, found, between, tell=True)
    between(size(run) // 2, size(run), "exchange.writing")
    _ready(run, plan_no)
    if queries.changed_since(last, offer):
        raise Conflict("changed_while_importing")
    act("exchange.apply", noun=run.noun, filename=run.filename, run=run.id, rows=run.counts[NEW] + run.counts[CHANGED])
    _note_targets(run, offer.write(ready, account_id=account_id, at=at, on=on))
    run.state, run.act_id, run.applied_at = "applied", act_id(), at
    db.session.flush()
    return run


def apply_later(run: Import, *, plan_no: int, at: datetime) -> Import:
    """Queue the writing of a large list."""
    _ready(run, plan_no)
    run.job_id = jobs.queue("exchange.apply", account_id=run.account_id, at=at, run=run.id, plan_no=plan_no, total=size(run)).id
    db.session.flush()
    return run


def undo(run: Import, *, at: datetime) -> list[Reason]:
    """Take the whole import back; gives what stayed because it was changed or used since.

    Raises Conflict when it was not applied, is older than 30 days or was taken back already.
    """
    hold(run)
    past = queries.act_of(run)
    if past is None:
        raise Conflict("not_applied")
    stayed = audit.undo(past, today_at=at)
    run.counts = {**run.counts, "stayed": [one.as_dict() for one in stayed[:200]], "stayed_rows": len(stayed)}
    db.session.flush()
    return stayed


def undo_later(run: Import, *, account_id: int | None, at: datetime) -> Import:
    """Queue the taking back of a large import."""
    if run.act_id is None:
        raise Conflict("not_applied")
    run.job_id = jobs.queue("exchange.undo", account_id=account_id, at=at, run=run.id).id
    db.session.flush()
    return run


def cancel(run: Import) -> Import:
    """Give the import up: its rows are forgotten, nothing was written."""
    hold(run)
    if run.state == "applied":
        raise Conflict("already_applied")
    _forget_rows([run.id])
    run.state, run.content = "cancelled", None
    db.session.flush()
    return run


def forget_old(on: date) -> int:
    """Delete the rows and files of imports that are 90 days old (they are personal data); gives how many imports."""
    end = datetime.combine(on - timedelta(days=DAYS_KEPT), time(), UTC)
    old = select(Import).where(Import.created_at < end, Import.forgotten_at.is_(None))
    runs = list(db.session.scalars(old))
    _forget_rows([run.id for run in runs])
    for run in runs:
        run.content, run.columns, run.forgotten_at = None, [], datetime.combine(on, time(), UTC)
        run.state = run.state if run.state in ("applied", "failed") else "cancelled"
    db.session.flush()
    return len(runs)


def size(run: Import) -> int:
    """Filled rows of the chosen sheets."""
    return sum(sheet["rows"] for at, sheet in enumerate(run.sheets) if at in run.chosen)


def is_large(run: Import) -> bool:
    """Whether a list is so long that it is worked off in the background."""
    return size(run) > LARGE


def _corrected(run):
    run.counts = {**run.counts, "corrected": run.counts.get("corrected", 0) + 1}
    db.session.flush()


def _column(one: Guess) -> dict:
    return {"at": one.at, "heading": one.heading, "field": one.field, "known": one.known, "by": one.by,
            "examples": list(one.examples)}  # fmt: skip


def _still_open(run):
    """Hold the import as it is stored now, so that nobody else writes it or gives it up before this transaction ends."""
    hold(run)
    if run.state == "applied":
        raise Conflict("already_applied")
    if run.state not in OPEN:
        raise Conflict("import_closed")


def _ready(run, plan_no):
    _still_open(run)
    if run.state != "planned":
        raise Conflict("not_tried_out")
    if run.plan_no != plan_no:
        raise Conflict("other_plan")
    if not run.counts[NEW] + run.counts[CHANGED]:
        raise Conflict("nothing_to_import")


@contextmanager
def _looking(between):
    """A long look at the data; in background work it takes no write lock."""
    if between is _at_once:
        yield
        return
    db.session.commit()
    with reading():
        yield
        db.session.commit()


def _dry_run(run, offer, on):
    mapping = {int(at): field for at, field in run.mapping.items()}
    chosen = queries.sheets(run, only=run.chosen)
    return queries.dry_run(chosen, mapping, offer, on=on, headings=run.headings_at, left=queries.left_out(run))


def _keep_plan(run, found: DryRun, between: Between, tell: bool = False) -> Import:
    """Write the verdicts beside the rows; with `tell`, `was` shows which differ from the dry run before."""
    before, verdicts, differs = _before(run), found.plan.rows, 0
    for start in range(0, len(verdicts), HELPING):
        rows = [_row(one, before.pop(one.row), tell) for one in verdicts[start : start + HELPING]]
        db.session.execute(WRITE_VERDICT, rows)
        differs += sum(bool(row["was"]) for row in rows)
        between(start, len(verdicts), "exchange.planning")
    _forget_verdicts(before)
    run.counts = {**queries.counts(found), "differs": differs}
    run.state, run.plan_no, run.last_change = "planned", run.plan_no + 1, found.last_change
    db.session.flush()
    db.session.expire_all()
    return run


def _row(one, before, tell):
    id_, verdict, mark = before
    row = {"row_id": id_, **stored.written(one)}
    return {**row, "was": verdict if tell and mark != row["stamp"] else ""}


def _before(run) -> dict[int, tuple[int, str, int]]:
    query = select(ImportRow.number, ImportRow.id, ImportRow.verdict, ImportRow.stamp).where(ImportRow.import_id == run.id)
    return {number: (id_, verdict, mark) for number, id_, verdict, mark in db.session.execute(query)}


def _forget_verdicts(others):
    """Rows that belonged to the list when another sheet or heading was chosen."""
    rows = [{"row_id": id_, "verdict": "", "target_id": None, "changes": [], "marks": "", "name": "", "values": {}, "problems": [],
             "stamp": 0, "was": ""} for id_, verdict, _mark in others.values() if verdict]  # fmt: skip
    if rows:
        db.session.execute(WRITE_VERDICT, rows)


def _differs(run, found: DryRun) -> bool:
    before = _before(run)
    return any(stored.written(one)["stamp"] != before[one.row][2] for one in found.plan.rows)


def _note_targets(run, ids: Mapping[int, int]):
    rows = [{"import": run.id, "row": number, "target_id": target} for number, target in ids.items()]
    for start in range(0, len(rows), HELPING):
        db.session.execute(NOTE_TARGET, rows[start : start + HELPING])
    db.session.expire_all()


def _forget_rows(run_ids):
    if run_ids:
        db.session.execute(delete(ImportRow).where(ImportRow.import_id.in_(run_ids)))
