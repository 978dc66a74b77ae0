"""The rows of a list by place, or beside a row known from another page (keyset)."""

from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select

from serang.applicants.models import Applicant
from serang.applicants.queries.columns import ALWAYS
from serang.applicants.queries.filters import base, plain
from serang.applicants.queries.person import stages
from serang.db import db, fetched

SORTS = {
    "name": Applicant.search,
    "number": Applicant.number,
    "age": Applicant.birth_date,
    "eps": Applicant.eps_score,
    "kecamatan": Applicant.kecamatan_code,
    "stage": Applicant.stage,
    "stage_on": Applicant.stage_on,
    "papers": Applicant.papers_next_on,
    "changed": Applicant.updated_at,
    "created": Applicant.created_at,
}
REVERSED = {"age"}


@dataclass(frozen=True)
class Mark:
    """A row of the list and its place; `known` when it still exists, with its value in the order."""

    id: int
    place: int
    known: bool
    value: object


class Seek:
    """The rows of a list by place or from a mark: those with a value in the order first, then those without."""

    def __init__(self, filters, reader, on, key, down, wanted, total, size):
        self.key, self.down, self.size, self.total = key, down, size, total
        self.dense = total * total > size * _whole()
        statement, hits = base(select(*ALWAYS, *wanted), filters, reader, on, in_order=self.dense)
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

    def beyond(self, mark: Mark, *, backwards: bool) -> list:
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
        rows = rows[: self.size]
        return rows[::-1] if backwards else rows

    def _further(self, mark: Mark, beside, down: bool):
        # The first comparison alone is what an index can begin at.
        if down:
            return and_(self.key <= mark.value, or_(self.key < mark.value, beside))
        return and_(self.key >= mark.value, or_(self.key > mark.value, beside))

    def _run(self, condition, *, down, offset=0) -> list:
        statement = self.statement if condition is None else self.statement.where(condition)
        key = self.key if self.dense else plain(self.key)
        order = (key.desc(), Applicant.id.desc()) if down else (key.asc(), Applicant.id.asc())
        return fetched(statement.order_by(*order).limit(self.size).offset(offset or None))

    def _filled(self) -> int:
        return db.session.scalar(select(func.count()).select_from(self.statement.where(self.key.is_not(None)).subquery()))

    def _may_be_empty(self) -> bool:
        return getattr(self.key, "nullable", True) is not False


def mark_of(text: str | None, key) -> Mark | None:
    """The row a mark means (`17-50`: the row of 17 stands at place 50), or None for what is no mark."""
    number, _dash, place = (text or "").partition("-")
    if not (number.isdigit() and place.isdigit() and len(number) < 10 and len(place) < 10):
        return None
    row = db.session.execute(select(key).where(Applicant.id == int(number))).first()
    return Mark(int(number), int(place), row is not None, row[0] if row else None)


def order_of(sort: str):
    """What the list is ordered by, and whether downwards."""
    name = (sort or "").lstrip("-")
    name = name if name in SORTS else "name"
    down = (sort or "").startswith("-") != (name in REVERSED)
    if name == "stage":
        return case({row.code: row.position for row in stages()}, value=Applicant.stage, else_=99), down
    return SORTS[name], down


def _whole() -> int:
    return db.session.scalar(select(func.max(Applicant.id))) or 0
