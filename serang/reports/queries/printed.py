"""The people of a print with all that stands on their sheets, by the same few statements for one or a hundred."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from serang.accounts.models import Account
from serang.applicants.models import Applicant, Relative
from serang.applicants.queries import may, visible_to
from serang.db import db
from serang.documents.models import Document
from serang.documents.queries import open_to
from serang.matching.models import Match
from serang.trainings.models import Batch, Enrolment
from serang.trainings.queries.standings import Standing, standings

SHOWN_TRAININGS = ("enrolled", "passed", "failed")
WHOLE = [
    joinedload(Applicant.kelurahan),
    selectinload(Applicant.wishes),
    selectinload(Applicant.languages),
    selectinload(Applicant.certificates),
    selectinload(Applicant.experiences),
    selectinload(Applicant.schools),
    selectinload(Applicant.relatives),
]


@dataclass(frozen=True)
class Printed:
    """One person with the papers that count and the reader may see, the trainings (newest first), the present place, and
    the family for who may see it."""

    person: Applicant
    papers: tuple[Document, ...]
    trainings: tuple[Standing, ...]
    place: Match | None
    family: tuple[Relative, ...] = ()


def printed(ids: Sequence[int], reader: Account) -> list[Printed]:
    """The people of a print in the order of the ids, those the reader may see."""
    people = _people(ids, reader)
    papers, trainings, places = _papers(people, reader), _trainings(people), _places(people)
    family = {one: tuple(person.relatives) for one, person in people.items()} if may(reader, "applicants.contact") else {}
    return [
        Printed(people[one], tuple(papers[one]), tuple(trainings[one]), places.get(one), family.get(one, ()))
        for one in dict.fromkeys(ids)
        if one in people
    ]


def _people(ids, reader):
    query = visible_to(select(Applicant).where(Applicant.id.in_(ids)), reader).options(*WHOLE)
    return {person.id: person for person in db.session.scalars(query)}


def _papers(ids, reader):
    query = select(Document).where(Document.applicant_id.in_(ids), Document.current).options(joinedload(Document.kind_row))
    found = defaultdict(list)
    for paper in sorted(db.session.scalars(query), key=lambda paper: (paper.kind_row.position, paper.id)):
        if open_to(paper.kind_row, reader):
            found[paper.applicant_id].append(paper)
    return found


def _trainings(ids):
    query = select(Enrolment).join(Enrolment.batch).where(Enrolment.applicant_id.in_(ids), Enrolment.state.in_(SHOWN_TRAININGS))
    query = query.options(joinedload(Enrolment.batch).joinedload(Batch.course), joinedload(Enrolment.applicant))
    found = defaultdict(list)
    for standing in standings(db.session.scalars(query.order_by(Batch.starts_on.desc(), Enrolment.id.desc()))):
        found[standing.enrolment.applicant_id].append(standing)
    return found


def _places(ids):
    query = select(Match).where(Match.applicant_id.in_(ids), Match.active).options(joinedload(Match.order))
    return {match.applicant_id: match for match in db.session.scalars(query)}
