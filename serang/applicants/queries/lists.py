"""Lists of people: found by filters, in an order, page by page; with counts beside each choice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.applicants.queries import search
from serang.applicants.queries.columns import ALWAYS, COLUMNS, shown_to, wanted
from serang.applicants.queries.filters import ANY, FACETS, Filters, base, chosen_of, found_first, plain
from serang.applicants.queries.person import visible_to
from serang.applicants.queries.seek import SORTS, Seek, mark_of, order_of
from serang.db import db, fetched
from serang.settings import queries as settings

SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Found:
    """One page of a list: its rows, the place of the first one (from 1), how many there are in all, and the marks of
    the neighbouring pages (None when there is none)."""

    rows: Sequence
    first: int
    total: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """The place of the last row of the page."""
        return self.first + len(self.rows) - 1


def find(
    filters: Filters,
    *,
    reader: Account,
    on: date,
    sort: str = "name",
    columns: Sequence[str] = (),
    size: int = 25,
    page: int = 1,
    after: str | None = None,
    before: str | None = None,
) -> Found:
    """One page of the people that match. `after` and `before` are marks of a page given earlier (`Found.after`).

    A mark whose row is gone falls back to the page at its place.
    """
    total = count(filters, reader=reader, on=on)
    if not total:
        return Found([], 0, 0, None, None)
    key, down = order_of(sort)
    seek = Seek(filters, reader, on, key, down, wanted(columns), total, size)
    mark = mark_of(after or before, key)
    if mark and mark.known:
        rows = seek.beyond(mark, backwards=not after)
        first = mark.place + 1 if after else max(1, mark.place - len(rows))
    elif mark:
        first = mark.place + 1 if after else max(1, mark.place - size)
        rows = seek.at(first - 1)
    else:
        first = (max(page, 1) - 1) * size + 1
        rows = seek.at(first - 1)
    return _page(rows, first, total, size)


def every(filters: Filters, *, reader: Account, on: date, sort: str = "name", columns: Sequence[str] = ()) -> list:
    """The rows of all people that match, in that order."""
    total = count(filters, reader=reader, on=on)
    key, down = order_of(sort)
    return Seek(filters, reader, on, key, down, wanted(columns), total, total + 1).at(0)


def count(filters: Filters, *, reader: Account, on: date) -> int:
    """How many people match."""
    statement, hits = base(select(func.count()), filters, reader, on)
    if hits is not None and statement.whereclause is None:
        return db.session.scalar(statement.select_from(hits))
    return db.session.scalar(statement.select_from(Applicant) if hits is None else statement.where(Applicant.id == hits.c.id))


def ids(filters: Filters, *, reader: Account, on: date, limit: int | None = None) -> list[int]:
    """The ids of all people that match, by name; for acts on many."""
    statement, hits = base(select(Applicant.id), filters, reader, on)
    statement = statement.where(Applicant.id == hits.c.id) if hits is not None else statement
    return list(db.session.scalars(statement.order_by(Applicant.search, Applicant.id).limit(limit)))


def among(chosen: Sequence[int], reader: Account) -> list[int]:
    """Of these ids, those the reader may see, by name."""
    kept: list[tuple[str, int]] = []
    for start in range(0, len(chosen), 900):
        query = select(Applicant.search, Applicant.id).where(Applicant.id.in_(chosen[start : start + 900]))
        kept += [tuple(row) for row in db.session.execute(visible_to(query, reader))]
    return [number for _name, number in sorted(kept)]


def rows_of(chosen: Sequence[int], columns: Sequence[str], reader: Account) -> list:
    """The rows of these people in the given order, with the columns asked for."""
    found = {}
    for start in range(0, len(chosen), 900):
        query = select(*ALWAYS, *wanted(columns)).where(Applicant.id.in_(chosen[start : start + 900]))
        found |= {row.id: row for row in db.session.execute(visible_to(query, reader))}
    return [found[number] for number in chosen if number in found]


def facets(filters: Filters, *, reader: Account, on: date) -> dict[str, dict]:
    """Of each facet, how many people each choice has, given the other facets; from one look over the covering index."""
    groups = [*FACETS.values(), Applicant.exit_reason, Applicant.hold_reason]
    names = [*FACETS, "state"]
    free = replace(filters, **dict.fromkeys(names, ()))
    statement, hits = base(select(*groups, func.count()), free, reader, on)
    statement = statement.where(Applicant.id == hits.c.id) if hits is not None else statement
    chosen = [(at, wanted) for at, name in enumerate(names) if (wanted := chosen_of(filters, name, reader))]
    counts = [defaultdict(int) for _name in names]
    for *cell, out, held, n in fetched(statement.group_by(*groups)):
        cell.append("out" if out else ("held" if held else "active"))
        misses = [at for at, wanted in chosen if cell[at] not in wanted]
        if not misses:
            for counter, value in zip(counts, cell, strict=True):
                counter[value] += n
        elif len(misses) == 1:
            counts[misses[0]][cell[misses[0]]] += n
    return dict(zip(names, map(dict, counts), strict=True))


def own_facets(filters: Filters, known: dict[str, dict], *, reader: Account, on: date) -> dict[str, dict[str, int]]:
    """Of each own field, how many people each value has (`` none, `*` any), given the other filters.

    `known`: what `facets` gave for these filters; it tells how many match, so that nobody is counted twice.
    """
    sexes = chosen_of(filters, "sex", reader)
    found, totals = {}, {filters: sum(n for value, n in known["sex"].items() if not sexes or value in sexes)}
    for field in settings.own_fields():
        others = replace(filters, own=tuple(one for one in filters.own if not one.startswith(f"{field.slot}:")))
        if others not in totals:
            totals[others] = count(others, reader=reader, on=on)
        column = getattr(Applicant, field.slot)
        # Who has a value stands in an index of their own; the others are the rest.
        statement, hits = base(select(column, func.count()).where(column.is_not(None)), others, reader, on)
        statement = statement.where(Applicant.id == hits.c.id) if hits is not None else statement
        counts = dict(tuple(row) for row in fetched(statement.group_by(column)))
        some = sum(counts.values())
        found[field.slot] = {**counts, "": totals[others] - some, ANY: some}
    return found


def options(q: str | None, reader: Account, *, limit: int = 10) -> list:
    """People for a picker: rows of id, number, full_name, birth_date, best matches by name first."""
    found = search.hits(q, reader)
    if found is None:
        return []
    hits = found_first(found)
    query = select(Applicant.id, Applicant.number, Applicant.full_name, Applicant.birth_date).where(Applicant.id == hits.c.id)
    return list(db.session.execute(visible_to(query, reader).order_by(plain(Applicant.search), Applicant.id).limit(limit)))


def _page(rows: list, first: int, total: int, size: int) -> Found:
    shown = rows[:size]
    more = bool(shown) and first - 1 + len(shown) < total
    return Found(
        shown,
        first if shown else 0,
        total,
        f"{shown[0].id}-{first}" if shown and first > 1 else None,
        f"{shown[-1].id}-{first + len(shown) - 1}" if more else None,
    )


__all__ = [
    "COLUMNS", "FACETS", "SIZES", "SORTS", "Filters", "Found", "among", "count", "every", "facets", "find", "ids",
    "own_facets",
    "options", "rows_of", "shown_to",
]  # fmt: skip
