"""Lists of people: found by filters, in an order, page by page; with counts beside each choice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from serang.accounts.models import Account
from serang.applicants.models import Applicant, Wish
from serang.applicants.queries import search
from serang.applicants.queries.person import may, stages, visible_to
from serang.common.rules.days import add_months
from serang.db import db, is_sqlite

SIZES = (25, 50, 100)
FACETS = {"stage": Applicant.stage, "sex": Applicant.sex, "education": Applicant.education,
          "kecamatan": Applicant.kecamatan_code, "papers": Applicant.papers, "officer": Applicant.officer_id}
SORTS = {"name": Applicant.search, "number": Applicant.number, "age": Applicant.birth_date, "eps": Applicant.eps_score,
         "kecamatan": Applicant.kecamatan_code, "stage": Applicant.stage, "stage_on": Applicant.stage_on,
         "papers": Applicant.papers_next_on, "changed": Applicant.updated_at, "created": Applicant.created_at}
REVERSED = {"age"}
ALWAYS = (Applicant.id, Applicant.number, Applicant.full_name, Applicant.version, Applicant.exit_reason, Applicant.hold_reason)
_WISH = select(Wish.occupation).where(Wish.applicant_id == Applicant.id, Wish.rank == 1).correlate(Applicant).scalar_subquery()
_MASKED = func.substr(Applicant.nik, 1, 4).concat("••••••••").concat(func.substr(Applicant.nik, 13, 4))
COLUMNS = {
    "age": [Applicant.birth_date, Applicant.sex], "birth_date": [Applicant.birth_date], "birth_place": [Applicant.birth_place],
    "sex": [Applicant.sex], "kecamatan": [Applicant.kecamatan_code], "kelurahan": [Applicant.kelurahan_code],
    "address": [Applicant.address], "stage": [Applicant.stage], "stage_on": [Applicant.stage_on], "number": [],
    "eps": [Applicant.eps_score], "papers": [Applicant.papers, Applicant.papers_next_on], "phone": [Applicant.phone],
    "email": [Applicant.email], "officer": [Applicant.officer_id], "education": [Applicant.education],
    "major": [Applicant.major], "marital_status": [Applicant.marital_status], "height_cm": [Applicant.height_cm],
    "weight_kg": [Applicant.weight_kg], "occupation": [_WISH.label("occupation")], "pathway": [Applicant.pathway],
    "nik": [_MASKED.label("nik_masked")], "nik_full": [Applicant.nik], "hangul_name": [Applicant.hangul_name],
    "passport_name": [Applicant.passport_name], "note": [Applicant.note],
}


RIGHTS = {"phone": "applicants.phone", "address": "applicants.contact", "email": "applicants.contact",
          "nik_full": "applicants.identity"}


@dataclass(frozen=True)
class Filters:
    """Which people. Codes of one facet are alternatives, the facets hold together; ranges include both ends.

    `state`: active, held or out; `photo`, `flight` (has a day to fly): yes or no; `occupation`: among the wishes; ages in completed years.
    """

    q: str | None = None
    stage: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    officer: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    occupation: tuple[str, ...] = ()
    photo: tuple[str, ...] = ()
    flight: tuple[str, ...] = ()
    eps_min: int | None = None
    eps_max: int | None = None
    age_min: int | None = None
    age_max: int | None = None

    @property
    def active(self) -> dict:
        """Only what narrows the list."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) not in (None, (), "")}


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


def find(filters: Filters, *, reader: Account, on: date, sort: str = "name", columns: Sequence[str] = (), size: int = 25,
         page: int = 1, after: str | None = None, before: str | None = None) -> Found:
    """One page of the people that match. `after` and `before` are marks of a page given earlier (`Found.after`).

    A mark whose row is gone falls back to the page at its place.
    """
    total = count(filters, reader=reader, on=on)
    key, down = _order(sort)
    seek = _Seek(filters, reader, on, key, down, _wanted(columns), total, size)
    mark = _mark(after or before, key)
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


def shown_to(reader: Account, columns: Sequence[str]) -> list[str]:
    """Of these columns, those there are and the reader may see, each once."""
    return [name for name in dict.fromkeys(columns) if name in COLUMNS and (name not in RIGHTS or may(reader, RIGHTS[name]))]


def every(filters: Filters, *, reader: Account, on: date, sort: str = "name", columns: Sequence[str] = ()) -> list:
    """The rows of all people that match, in that order."""
    total = count(filters, reader=reader, on=on)
    key, down = _order(sort)
    return _Seek(filters, reader, on, key, down, _wanted(columns), total, total + 1).at(0)


def count(filters: Filters, *, reader: Account, on: date) -> int:
    """How many people match."""
    statement, hits = _base(select(func.count()), filters, reader, on)
    if hits is not None and statement.whereclause is None:
        return db.session.scalar(statement.select_from(hits))
    return db.session.scalar(statement.select_from(Applicant) if hits is None else statement.where(Applicant.id == hits.c.id))


def ids(filters: Filters, *, reader: Account, on: date, limit: int | None = None) -> list[int]:
    """The ids of all people that match, by name; for acts on many."""
    statement, hits = _base(select(Applicant.id), filters, reader, on)
    statement = statement.where(Applicant.id == hits.c.id) if hits is not None else statement
    return list(db.session.scalars(statement.order_by(Applicant.search, Applicant.id).limit(limit)))


def among(chosen: Sequence[int], reader: Account) -> list[int]:
    """Of these ids, those the reader may see, by name."""
    kept: list[tuple[str, int]] = []
    for start in range(0, len(chosen), 900):
        query = select(Applicant.search, Applicant.id).where(Applicant.id.in_(chosen[start:start + 900]))
        kept += [tuple(row) for row in db.session.execute(visible_to(query, reader))]
    return [number for _name, number in sorted(kept)]


def rows_of(chosen: Sequence[int], columns: Sequence[str], reader: Account) -> list:
    """The rows of these people in the given order, with the columns asked for."""
    found = {}
    for start in range(0, len(chosen), 900):
        query = select(*ALWAYS, *_wanted(columns)).where(Applicant.id.in_(chosen[start:start + 900]))
        found |= {row.id: row for row in db.session.execute(visible_to(query, reader))}
    return [found[number] for number in chosen if number in found]


def facets(filters: Filters, *, reader: Account, on: date) -> dict[str, dict]:
    """Of each facet, how many people each choice has, given the other facets; from one look over the covering index."""
    groups = [*FACETS.values(), Applicant.exit_reason, Applicant.hold_reason]
    names = [*FACETS, "state"]
    free = replace(filters, **dict.fromkeys(names, ()))
    statement, hits = _base(select(*groups, func.count()), free, reader, on)
    statement = statement.where(Applicant.id == hits.c.id) if hits is not None else statement
    chosen = [_chosen(filters, name, reader) for name in names]
    counts = [Counter() for _name in names]
    for *cell, out, held, n in db.session.execute(statement.group_by(*groups)):
        cell.append("out" if out else ("held" if held else "active"))
        misses = [at for at, wanted in enumerate(chosen) if wanted and cell[at] not in wanted]
        if not misses:
            for at, counter in enumerate(counts):
                counter[cell[at]] += n
        elif len(misses) == 1:
            counts[misses[0]][cell[misses[0]]] += n
    return dict(zip(names, (dict(counter) for counter in counts), strict=True))


def options(q: str | None, reader: Account, *, limit: int = 10) -> list:
    """People for a picker: rows of id, number, full_name, birth_date, best matches by name first."""
    found = search.hits(q, reader)
    if found is None:
        return []
    hits = _hits(found)
    query = select(Applicant.id, Applicant.number, Applicant.full_name, Applicant.birth_date).where(Applicant.id == hits.c.id)
    return list(db.session.execute(visible_to(query, reader).order_by(_plain(Applicant.search), Applicant.id).limit(limit)))


@dataclass(frozen=True)
class _Mark:
    """A row of the list and its place; `known` when it still exists, with its value in the order."""

    id: int
    place: int
    known: bool
    value: object


class _Seek:
    """The rows of a list by place or from a mark: those with a value in the order first, then those without."""

    def __init__(self, filters, reader, on, key, down, wanted, total, size):
        self.key, self.down, self.size, self.total = key, down, size, total
        self.dense = total * total > size * _whole()
        statement, hits = _base(select(*ALWAYS, *wanted), filters, reader, on, plain=self.dense)
        if hits is not None:
            one_by_one = Applicant.id.in_(select(hits.c.id))
            statement = statement.where(one_by_one if self.dense else Applicant.id == hits.c.id)
        self.statement = statement

    def at(self, offset: int) -> list:
        """The rows from that place (0 is the first)."""
        if not self._may_be_empty():
            return self._run(None, down=self.down, offset=offset)
        rows = self._run(self.key.is_not(None), down=self.down, offset=offset)
        if len(rows) < self.size:
            filled = offset + len(rows) if rows else self._filled()
            rows += self._run(self.key.is_(None), down=self.down, offset=max(0, offset - filled))
        return rows

    def beyond(self, mark: _Mark, *, backwards: bool) -> list:
        """The rows after the mark, or before it, in the order of the list."""
        down = self.down != backwards
        beside = Applicant.id < mark.id if down else Applicant.id > mark.id
        if mark.value is None:
            rows = self._run(and_(self.key.is_(None), beside), down=down)
            rest = self.key.is_not(None) if backwards else None
        else:
            rows = self._run(self._further(mark, beside, down), down=down)
            rest = self.key.is_(None) if not backwards and self._may_be_empty() else None
        if rest is not None and len(rows) < self.size:
            rows += self._run(rest, down=down)
        rows = rows[:self.size]
        return rows[::-1] if backwards else rows

    def _further(self, mark: _Mark, beside, down: bool):
        # The first comparison alone is what an index can begin at.
        if down:
            return and_(self.key <= mark.value, or_(self.key < mark.value, beside))
        return and_(self.key >= mark.value, or_(self.key > mark.value, beside))

    def _run(self, condition, *, down, offset=0) -> list:
        statement = self.statement if condition is None else self.statement.where(condition)
        key = self.key if self.dense else _plain(self.key)
        order = (key.desc(), Applicant.id.desc()) if down else (key.asc(), Applicant.id.asc())
        return list(db.session.execute(statement.order_by(*order).limit(self.size).offset(offset or None)))

    def _filled(self) -> int:
        return db.session.scalar(select(func.count()).select_from(self.statement.where(self.key.is_not(None)).subquery()))

    def _may_be_empty(self) -> bool:
        return getattr(self.key, "nullable", True) is not False


def _page(rows: list, first: int, total: int, size: int) -> Found:
    shown = rows[:size]
    more = bool(shown) and first - 1 + len(shown) < total
    return Found(shown, first if shown else 0, total,
                 f"{shown[0].id}-{first}" if shown and first > 1 else None,
                 f"{shown[-1].id}-{first + len(shown) - 1}" if more else None)


def _mark(text: str | None, key) -> _Mark | None:
    number, _dash, place = (text or "").partition("-")
    if not (number.isdigit() and place.isdigit() and len(number) < 10 and len(place) < 10):
        return None
    row = db.session.execute(select(key).where(Applicant.id == int(number))).first()
    return _Mark(int(number), int(place), row is not None, row[0] if row else None)


def _order(sort: str):
    """What the list is ordered by, and whether downwards."""
    name = (sort or "").lstrip("-")
    name = name if name in SORTS else "name"
    down = (sort or "").startswith("-") != (name in REVERSED)
    if name == "stage":
        return case({row.code: row.position for row in stages()}, value=Applicant.stage, else_=99), down
    return SORTS[name], down


def _wanted(columns: Sequence[str]):
    known = {column.key: column for name in columns for column in COLUMNS.get(name, [])}
    return [column for name, column in known.items() if name not in {always.key for always in ALWAYS}]


def _base(statement: Select, filters: Filters, reader: Account, on: date, *, plain=False):
    """The statement with all conditions, and the set of search hits to be joined (None without a search).

    `plain`: no index serves the conditions, so that the rows are read in the order of the list.
    """
    found = search.hits(filters.q, reader)
    statement = visible_to(statement, reader).where(*_conditions(filters, reader, on, _plain if plain else _same))
    return statement, None if found is None else _hits(found)


def _hits(found: Select):
    # Without MATERIALIZED PostgreSQL walks the index of the order and never uses the trigrams.
    return found.cte("hits").prefix_with("MATERIALIZED")


def _conditions(filters: Filters, reader: Account, on: date, form) -> list:
    found = []
    for name, column in FACETS.items():
        if wanted := _chosen(filters, name, reader):
            column = form(column)
            none = [column.is_(None)] if None in wanted else []
            found.append(or_(column.in_([value for value in wanted if value is not None]), *none))
    if states := [_STATES[code]() for code in filters.state if code in _STATES]:
        found.append(or_(*states))
    if filters.photo and len(set(filters.photo)) == 1:
        found.append(Applicant.photo.is_(None) if filters.photo[0] == "no" else Applicant.photo.is_not(None))
    if filters.flight and len(set(filters.flight)) == 1:
        found.append(Applicant.flight_on.is_(None) if filters.flight[0] == "no" else Applicant.flight_on.is_not(None))
    if filters.occupation:
        found.append(Applicant.id.in_(select(Wish.applicant_id).where(Wish.occupation.in_(filters.occupation))))
    return found + _ranges(filters, on, form)


def _ranges(filters: Filters, on: date, form) -> list:
    found, eps, birth = [], form(Applicant.eps_score), form(Applicant.birth_date)
    if filters.eps_min is not None:
        found.append(eps >= filters.eps_min)
    if filters.eps_max is not None:
        found.append(eps <= filters.eps_max)
    if filters.age_min is not None:
        found.append(birth <= add_months(on, -12 * filters.age_min))
    if filters.age_max is not None:
        found.append(birth > add_months(on, -12 * (filters.age_max + 1)))
    return found


_STATES = {
    "active": lambda: and_(Applicant.exit_reason.is_(None), Applicant.hold_reason.is_(None)),
    "held": lambda: and_(Applicant.exit_reason.is_(None), Applicant.hold_reason.is_not(None)),
    "out": lambda: Applicant.exit_reason.is_not(None),
}


def _chosen(filters: Filters, name: str, reader: Account) -> set:
    """The values a facet is narrowed to; `me` is the reader, `none` is nobody."""
    wanted = getattr(filters, name)
    if name != "officer":
        return {None if value == "none" else value for value in wanted}
    numbers = {reader.id if value == "me" else (None if value == "none" else value) for value in wanted}
    return {value if value is None else (int(value) if str(value).isdigit() and len(str(value)) < 10 else -1) for value in numbers}


def _whole() -> int:
    return db.session.scalar(select(func.max(Applicant.id))) or 0


def _same(value):
    return value


def _plain(value):
    """The value in a form that no index serves (SQLite): few rows are sorted sooner than a long index is walked."""
    return UnaryExpression(value, operator=custom_op("+"), type_=value.type) if is_sqlite() else value
