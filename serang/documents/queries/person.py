"""The papers of one person, and what each is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from serang.accounts.models import Account
from serang.applicants import queries as applicants
from serang.applicants.models import Applicant
from serang.common.refusals import Missing
from serang.db import db
from serang.documents import rules
from serang.documents.models import Document, DocumentKind
from serang.documents.queries import catalogue, facts

WHOLE = [joinedload(Document.kind_row), joinedload(Document.verified_by)]


@dataclass(frozen=True)
class KindState:
    """A kind of paper for one person. `state`: missing, undated, expired, short (ends before it must), soon,
    unverified or valid; `days` left, over or lacking; `asked`: needed up to the next stage; `older`: earlier papers."""

    kind: DocumentKind
    document: Document | None
    state: str
    days: int | None
    needed: date | None
    asked: bool
    older: tuple[Document, ...] = ()


def get(document_id: int, reader: Account) -> Document:
    """One paper. Raises Missing, also for who may not see the person or the kind."""
    query = select(Document).where(Document.id == document_id).options(*WHOLE, joinedload(Document.applicant))
    found = db.session.scalar(query)
    if found is None or not catalogue.open_to(found.kind_row, reader):
        raise Missing("no_paper")
    applicants.get(found.applicant_id, reader)
    return found


def of(applicant_id: int, reader: Account) -> list[Document]:
    """All papers of a person that the reader may see, newest first; `current` marks the one of its kind that counts."""
    query = select(Document).where(Document.applicant_id == applicant_id).options(*WHOLE)
    rows = db.session.scalars(query.order_by(Document.current.desc(), Document.issued_on.desc().nulls_last(), Document.id.desc()))
    return [row for row in rows if catalogue.open_to(row.kind_row, reader)]


def states(applicant: Applicant, on: date, departs_on: date | None = None, *, reader: Account | None = None) -> list[KindState]:
    """Every kind that is asked of the person up to the next stage or is there, in the order of the kinds; what it is
    worth on that day for a departure (without one: the person's own). With a reader: only kinds that one may see."""
    departs_on = departs_on or facts.departures([applicant.id]).get(applicant.id)
    asked = {kind.code for kind in catalogue.asked(applicant.stage, applicant.pathway)}
    own: dict[str, list[Document]] = {}
    query = select(Document).where(Document.applicant_id == applicant.id).options(*WHOLE)
    for row in db.session.scalars(query.order_by(Document.current.desc(), Document.id.desc())):
        own.setdefault(row.kind, []).append(row)
    return [
        _state(kind, own.get(kind.code, []), on, departs_on, kind.code in asked)
        for kind in catalogue.every_kind()
        if (kind.code in asked or kind.code in own) and (reader is None or catalogue.open_to(kind, reader))
    ]


def older(document: Document) -> list[Document]:
    """The other papers of the same kind and person, newest first."""
    query = select(Document).where(
        Document.applicant_id == document.applicant_id, Document.kind == document.kind, Document.id != document.id
    )
    return list(db.session.scalars(query.order_by(Document.id.desc())))


def agreement(applicant: Applicant, on: date) -> list[rules.Difference]:
    """What differs between the person's data, papers and NIK."""
    return facts.facts_of([applicant.id])[applicant.id].differences(on)


def facts_for(ids: Iterable[int]) -> dict[int, list[rules.Paper]]:
    """Of each of these people the papers that count, with the day they end worked out; none gives an empty list."""
    by_code = {kind.code: catalogue.rule(kind) for kind in catalogue.every_kind()}
    return {
        id_: [
            rules.Paper(
                paper.kind,
                paper.issued_on,
                rules.valid_until(by_code[paper.kind], paper.issued_on, paper.valid_until),
                paper.verified,
            )
            for paper in own.papers.values()
        ]
        for id_, own in facts.facts_of(ids).items()
    }


def said_by(document: Document) -> dict[str, object]:
    """What a paper says of the person, by field; only what was written down."""
    said = {
        "name": document.name_on_it,
        "birth_date": document.birth_date_on_it,
        "birth_place": document.birth_place_on_it,
        "sex": document.sex_on_it,
    }
    return {field: value for field, value in said.items() if value}


def _state(kind, own, on, departs_on, asked) -> KindState:
    counts = next((row for row in own if row.current), None)
    paper = rules.Paper(kind.code, counts.issued_on, counts.valid_until, counts.verified_at is not None) if counts else None
    found = rules.state(catalogue.rule(kind), paper, on, departs_on)
    return KindState(kind, counts, found.code, found.days, found.needed, asked, tuple(row for row in own if row is not counts))
