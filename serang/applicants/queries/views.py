"""Saved lists, and whole columns of people looked up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from serang.accounts.models import Account
from serang.applicants.models import Applicant, View
from serang.applicants.queries.person import may, visible_to
from serang.common.refusals import Missing
from serang.common.rules import names, nik
from serang.db import db

MANY = 5000
PART = 500


@dataclass(frozen=True)
class Looked:
    """One pasted line and whom it means: rows of id, number, full_name, birth_date."""

    line: str
    people: tuple

    @property
    def certain(self) -> bool:
        """Exactly one person."""
        return len(self.people) == 1


def views_of(reader: Account) -> list[View]:
    """The saved lists the reader sees: own ones and those of the office, by name."""
    query = select(View).where(or_(View.owner_id == reader.id, View.shared))
    return list(db.session.scalars(query.order_by(View.name, View.id)))


def pinned_views(reader: Account) -> list[View]:
    """Of these, those whose count stands on the home page."""
    return [view for view in views_of(reader) if view.pinned]


def view(view_id: int, reader: Account) -> View:
    """One saved list the reader sees. Raises Missing."""
    found = next((view for view in views_of(reader) if view.id == view_id), None)
    if found is None:
        raise Missing("no_view")
    return found


def look_up(text: str, reader: Account) -> list[Looked]:
    """Each line of a pasted column with whom it means: by NIK, else by number, else by name in any spelling.

    A NIK means nobody to a reader who may not see it.
    """
    lines = list(dict.fromkeys(line for raw in text.splitlines() if (line := " ".join(raw.replace("\t", " ").split()))))[:MANY]
    marks = {line: _mark(line) for line in lines}
    known = defaultdict(list)
    for name in ("nik", "number", "spelling") if may(reader, "applicants.identity") else ("number", "spelling"):
        wanted = [value for kind, value in marks.values() if kind == name]
        for value, row in _holding(name, wanted, reader):
            known[name, value].append(row)
    return [Looked(line, tuple(known[marks[line]])) for line in lines]


def _mark(line: str) -> tuple[str, str]:
    if nik.is_whole(line):
        return "nik", nik.clean(line)
    if line.upper().startswith("P-"):
        return "number", line.upper()
    return "spelling", names.spelling_key(line)


def _holding(name: str, wanted: Sequence[str], reader: Account):
    column = getattr(Applicant, name)
    person = (Applicant.id, Applicant.number, Applicant.full_name, Applicant.birth_date)
    for start in range(0, len(wanted), PART):
        query = select(column, *person).where(column.in_(wanted[start : start + PART])).order_by(Applicant.search, Applicant.id)
        for value, *row in db.session.execute(visible_to(query, reader)):
            yield value, tuple(row)
