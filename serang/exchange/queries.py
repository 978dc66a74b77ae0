"""What was brought in, what a file holds, and what its rows would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from serang.accounts.models import Account
from serang.audit import queries as audit
from serang.audit.models import Act, Change
from serang.common.refusals import Missing
from serang.db import db
from serang.exchange.models import Import, ImportRow
from serang.exchange.rules import repairs, stored
from serang.exchange.rules.guess import Guess, guess
from serang.exchange.rules.offer import SHEET, Offer, place, records, tables
from serang.exchange.rules.plan import CHANGED, NEW, REFUSED, VERDICTS, Plan, Verdict, plan
from serang.exchange.rules.table import Table
from serang.sheets.cells import Cell, Sheet

PAGE = 50
LEFT = "left"
REMEMBERED = 200


@dataclass(frozen=True)
class Rows:
    """One page of rows: the rows, how many there are in all, and which page of how many."""

    rows: list[ImportRow]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class DryRun:
    """What a file would do: the plan, the lines that are no data, and the newest entry of the act log it knew."""

    plan: Plan
    tables: Mapping[int, Table]
    last_change: int


def history(*, limit: int = 50) -> list[tuple[Import, str | None]]:
    """The newest imports with the name of who made them."""
    query = select(Import, Account.name).outerjoin(Account, Import.account_id == Account.id)
    return [tuple(row) for row in db.session.execute(query.order_by(Import.id.desc()).limit(limit))]


def undone(runs: list[Import]) -> set[int]:
    """Ids of the imports that have been taken back."""
    acts = {run.act_id: run.id for run in runs if run.act_id}
    taken_back = db.session.scalars(select(Act.undoes_id).where(Act.undoes_id.in_(acts)))
    return {acts[act_id] for act_id in taken_back}


def get(run_id: int) -> Import:
    """One import. Raises Missing."""
    run = db.session.get(Import, run_id)
    if run is None:
        raise Missing("no_import")
    return run


def row(run: Import, number: int) -> ImportRow:
    """One row of an import by its number in the file. Raises Missing."""
    found = db.session.scalar(select(ImportRow).where(ImportRow.import_id == run.id, ImportRow.number == number))
    if found is None:
        raise Missing("no_import_row")
    return found


def rows(run: Import, *, show: str = "", page: int = 1) -> Rows:
    """A page of rows in the order of the file.

    show: a verdict, `problems`, `differs`, `fault.KIND` or `warning.KIND`; anything else shows every row of the list.
    """
    query = select(ImportRow).where(ImportRow.import_id == run.id, *_shown(show))
    total = db.session.scalar(select(func.count()).select_from(query.subquery()))
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = db.session.scalars(query.order_by(ImportRow.number).limit(PAGE).offset((page - 1) * PAGE))
    return Rows(list(found), total, page, pages)


def refused(run: Import) -> Iterator[ImportRow]:
    """Every refused row, in the order of the file."""
    query = select(ImportRow).where(ImportRow.import_id == run.id, ImportRow.verdict == REFUSED).order_by(ImportRow.number)
    return db.session.scalars(query.execution_options(yield_per=1000))


def every_row(run: Import) -> Iterator[ImportRow]:
    """Every row of the list, in the order of the file."""
    query = select(ImportRow).where(ImportRow.import_id == run.id, ImportRow.verdict != "").order_by(ImportRow.number)
    return db.session.scalars(query.execution_options(yield_per=1000))


def remembered() -> dict[str, str]:
    """Heading → field as it was chosen against the guess before; the newest choice counts."""
    query = select(Import.settled).where(Import.state.in_(("planned", "applied"))).order_by(Import.id.desc()).limit(REMEMBERED)
    settled: dict[str, str] = {}
    for one in db.session.scalars(query):
        settled = {**one, **settled}
    return settled


def sheets(run: Import, *, only: list[int] | None = None, first: int | None = None) -> dict[int, Sheet]:
    """The sheets of a file as they were read, with what was corrected since: position → sheet.

    only: some sheets; first: no more than so many rows from the top of each.
    """
    wanted = only if only is not None else list(range(len(run.sheets)))
    return {at: _sheet(run, at, first) for at in wanted if 0 <= at < len(run.sheets)}


def left_out(run: Import) -> set[int]:
    """Numbers of the rows that an officer has left out."""
    return set(db.session.scalars(select(ImportRow.number).where(ImportRow.import_id == run.id, ImportRow.left_out)))


def guesses(found: Table, offer: Offer) -> list[Guess]:
    """What each column of the list seems to be, with what was chosen before."""
    return guess(found, offer.columns, remembered())


def dry_run(
    of: Mapping[int, Sheet], mapping: Mapping[int, str], offer: Offer, *, on: date, headings: int | None = None,
    left: set[int] = frozenset(),
) -> DryRun:  # fmt: skip
    """What these sheets would do today; nothing is written. left: numbers of rows that stay out."""
    seen = last_change()
    found = dict(zip(of, tables(list(of.values()), offer, headings), strict=True))
    kept = list(records(found, mapping, offer, on))
    planned = plan(
        (one for one in kept if one.number not in left),
        identity=offer.identity,
        lookup=offer.lookup(kept),
        required=offer.required,
        equal=offer.equal,
    )
    out = (Verdict(one.number, LEFT, one.values) for one in kept if one.number in left)
    verdicts = sorted([*(offer.settled(one) for one in planned.rows), *out], key=lambda one: one.row)
    return DryRun(Plan(tuple(verdicts)), found, seen)


def to_write(run: Import, offer: Offer) -> list[Verdict]:
    """New and changed rows as the dry run kept them."""
    columns = (ImportRow.number, ImportRow.verdict, ImportRow.target_id, ImportRow.values, ImportRow.changes)
    query = select(*columns).where(ImportRow.import_id == run.id, ImportRow.verdict.in_((NEW, CHANGED))).order_by(ImportRow.number)
    return [stored.verdict(*found, offer.days) for found in db.session.execute(query)]


def changed_since(last: int, offer: Offer) -> bool:
    """Whether anybody has written what this kind of list reads since that entry of the act log."""
    later = select(Change.id).where(Change.id > last, Change.table.in_(offer.tables))
    return db.session.scalar(later.limit(1)) is not None


def last_change() -> int:
    """The newest entry of the act log."""
    return db.session.scalar(select(func.max(Change.id))) or 0


def act_of(run: Import) -> Act | None:
    """The act that brought the rows in."""
    return db.session.get(Act, run.act_id) if run.act_id else None


def written(run: Import) -> list[tuple[str, str, int]]:
    """What the import wrote, read back from the act log: (table, kind, rows)."""
    act = act_of(run)
    return audit.change_counts(act) if act else []


def counts(found: DryRun) -> dict:
    """What the head of the dry run shows: rows by verdict, warned ones, kinds of repair, lines that are no data."""
    verdicts = found.plan.rows
    by = dict.fromkeys((*VERDICTS, LEFT), 0)
    for one in verdicts:
        by[one.verdict] += 1
    skipped = [[numbered, one.code] for at, table in sorted(found.tables.items())
               for one in table.skipped for numbered in [at * SHEET + one.number]]  # fmt: skip
    warned = sum(bool(one.warnings) for one in verdicts if one.verdict not in (REFUSED, LEFT))
    return {**by, "rows": len(verdicts), "warned": warned, "repairs": repairs.tally(verdicts), "skipped": skipped[:500],
            "skipped_rows": len(skipped)}  # fmt: skip


def first_view(counts: dict) -> str:
    """Which rows of a dry run are shown first: those that differ, those with problems, changed ones, new ones, all."""
    order = (("differs", "differs"), (REFUSED, "problems"), ("warned", "problems"), ("changed", "changed"), ("new", "new"))
    return next((show for count, show in order if counts.get(count)), "")


def _shown(show):
    if show in (*VERDICTS, LEFT):
        return [ImportRow.verdict == show]
    if show == "problems":
        return [ImportRow.marks != "", ImportRow.verdict != LEFT]
    if show == "differs":
        return [ImportRow.was != ""]
    side, _, kind = show.partition(".")
    if kind in repairs.KINDS and side == repairs.FAULT:
        return [ImportRow.verdict == REFUSED, ImportRow.marks.contains(f",f.{kind},", autoescape=True)]
    if kind in repairs.KINDS and side == repairs.WARNING:
        return [ImportRow.verdict.not_in((REFUSED, LEFT)), ImportRow.marks.contains(f",w.{kind},", autoescape=True)]
    return [ImportRow.verdict != ""]


def _sheet(run, at, first):
    query = (
        select(ImportRow.number, ImportRow.cells, ImportRow.fixes)
        .where(ImportRow.import_id == run.id, ImportRow.number.between(at * SHEET, (at + 1) * SHEET - 1))
        .order_by(ImportRow.number)
    )
    found = db.session.execute(query.limit(first))
    about = run.sheets[at]
    return stored.sheet(
        about["name"], about["hidden"], ((place(number)[1], stored.unpacked(cells, fixes)) for number, cells, fixes in found)
    )


def cells(one: ImportRow) -> list[Cell]:
    """The cells of a row, with what was corrected."""
    return stored.unpacked(one.cells, one.fixes)
