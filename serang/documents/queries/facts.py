"""What of many people decides how their papers stand: data, papers, departures; by few statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from serang.applicants.models import Applicant
from serang.audit.models import Act, Change
from serang.db import db, one_of
from serang.documents import rules
from serang.documents.models import Document
from serang.matching.models import Match
from serang.orders.models import JobOrder

PART = 10_000  # databases take only so many values in one statement
DATA = ("id", "stage", "pathway", "flight_on", "full_name", "passport_name", "birth_date", "birth_place", "sex", "nik")
PERSON = [getattr(Applicant, name) for name in (*DATA, "papers", "papers_next_on", "disagrees")]
ON_IT = ("name_on_it", "birth_date_on_it", "birth_place_on_it", "sex_on_it")
PAPER = [
    *(getattr(Document, name) for name in ("applicant_id", "kind", "issued_on", "valid_until")),
    Document.verified_at.is_not(None),
    *(getattr(Document, name) for name in ON_IT),
]


@dataclass
class Facts:
    """One person: the row of data, the newest paper of each kind, what papers say of the person, the departure."""

    person: object
    papers: dict[str, rules.Paper] = field(default_factory=dict)
    said: list[rules.Said] = field(default_factory=list)
    departs_on: date | None = None

    def differences(self, on: date) -> list[rules.Difference]:
        """What differs between data, papers and NIK."""
        row = self.person
        own = rules.Said("person", row.full_name, row.birth_date, row.birth_place, row.sex)
        return rules.differences(own, self.said, nik=row.nik, passport_name=row.passport_name, on=on)


def facts_of(ids: Iterable[int]) -> dict[int, Facts]:
    """The facts of these people, by a constant number of statements for every ten thousand."""
    ids, found = list(ids), {}
    for start in range(0, len(ids), PART):
        found |= _facts(ids[start : start + PART])
    return found


def departures(ids: Iterable[int]) -> dict[int, date]:
    """When these people leave: their flight, else the departure of the order they are on; without those who do not."""
    leaves = func.coalesce(Applicant.flight_on, Match.flight_on, JobOrder.departs_on)
    placed = and_(Match.applicant_id == Applicant.id, Match.active)
    query = select(Applicant.id, leaves).outerjoin(Match, placed).outerjoin(JobOrder, JobOrder.id == Match.order_id)
    return dict(db.session.execute(query.where(one_of(Applicant.id, ids), leaves.is_not(None))).all())


def people_to_refresh(on: date | None = None) -> list[int]:
    """The people whose papers stand otherwise from that day on; without a day, everybody."""
    query = select(Applicant.id).order_by(Applicant.id)
    return list(db.session.scalars(query.where(Applicant.papers_next_on <= on) if on else query))


def kept_files(since: datetime) -> set[str]:
    """The names of all kept files that a row names, or that an act since then can bring back."""
    named = set(db.session.scalars(select(Document.file).where(Document.file.is_not(None))))
    named |= set(db.session.scalars(select(Applicant.photo).where(Applicant.photo.is_not(None))))
    touched = or_(Change.field.in_(("file", "photo")), Change.kind == "removed")
    past = (
        select(Change.old).join(Act, Act.id == Change.act_id).where(Act.at >= since, Change.table.in_(("documents", "applicants")), touched)
    )
    for old in db.session.scalars(past):
        named |= {old.get("file"), old.get("photo")} if isinstance(old, dict) else {old}
    return {name for name in named if isinstance(name, str)}


def _facts(ids) -> dict[int, Facts]:
    found = {row.id: Facts(row) for row in db.session.execute(select(*PERSON).where(Applicant.id.in_(ids)))}
    papers = select(*PAPER).where(Document.applicant_id.in_(ids), Document.current).order_by(Document.id)
    for id_, kind, issued_on, until, verified, *said in db.session.execute(papers):
        own = found[id_]
        own.papers[kind] = rules.Paper(kind, issued_on, until, bool(verified))
        if any(said):
            own.said.append(rules.Said(kind, *said))
    for id_, day in departures(ids).items():
        found[id_].departs_on = day
    return found
