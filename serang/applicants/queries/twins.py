"""Pairs that may be one person: the work list, one pair side by side, and where a merged entry went."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from serang.accounts.models import Account
from serang.applicants.models import Applicant, Merger, TwinPair
from serang.common.refusals import Missing
from serang.common.rules import names
from serang.common.rules.reasons import Reason
from serang.db import Base, db
from serang.jobs.models import Job
from serang.matching.models import Match

JOB = "applicants.twins"
PAGE = 50
OPEN, DIFFERENT = "open", "different"
SHOWN = (
    Applicant.id,
    Applicant.number,
    Applicant.full_name,
    Applicant.birth_date,
    Applicant.birth_place,
    Applicant.phone,
    Applicant.stage,
    Applicant.created_at,
)
COMPARED = (Applicant.id, Applicant.full_name, Applicant.birth_date, Applicant.phone_digits, Applicant.nik)
FIRST, SECOND = Applicant.__table__.alias("first"), Applicant.__table__.alias("second")
# Of these a person has as many as the way took; they say nothing about who is who.
NOT_COUNTED = {"stage_moves", "proposals", "mergers"}


@dataclass(frozen=True)
class Twin:
    """A pair of the work list: its row, both people, the reasons."""

    pair: TwinPair
    first: object
    second: object
    reasons: tuple[Reason, ...]


def find(state: str = OPEN, *, page: int = 1) -> tuple[list[Twin], int]:
    """One page of the pairs to look at (or of those set apart), surest first; and how many there are."""
    query = _standing(select(TwinPair), state).order_by(TwinPair.score.desc(), TwinPair.id)
    rows = list(db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)))
    return _twins(rows), count(state)


def count(state: str = OPEN) -> int:
    """How many pairs."""
    return db.session.scalar(_standing(select(func.count(TwinPair.id)), state))


def of(applicant_id: int, *, limit: int = 3) -> list[Twin]:
    """The open pairs of one person, surest first."""
    either = or_(TwinPair.first_id == applicant_id, TwinPair.second_id == applicant_id)
    return _twins(list(db.session.scalars(_standing(select(TwinPair), OPEN).where(either).order_by(TwinPair.score.desc()).limit(limit))))


def pair(pair_id: int) -> TwinPair:
    """One pair. Raises Missing, also when one of the two is gone."""
    row = db.session.get(TwinPair, pair_id)
    if row is None or len(_people([row.first_id, row.second_id])) < 2:
        raise Missing("no_twins")
    return row


def pair_of(one: int, other: int) -> TwinPair | None:
    """The pair of two people, when it was found or decided."""
    first, second = sorted((one, other))
    return db.session.scalar(select(TwinPair).where(TwinPair.first_id == first, TwinPair.second_id == second))


def compared(one: int, other: int) -> tuple[float, tuple[Reason, ...]]:
    """How sure it is that the two are one, and why. Raises Missing."""
    rows = db.session.execute(select(*COMPARED).where(Applicant.id.in_([one, other])).order_by(Applicant.id)).all()
    if len(rows) < 2:
        raise Missing("no_twins")
    return names.compare(*(names.Person(*row) for row in rows))


def everybody() -> list[names.Person]:
    """What is compared, of all people."""
    return [names.Person(*row) for row in db.session.execute(select(*COMPARED))]


def attached(ids: Iterable[int]) -> dict[str, dict[int, int]]:
    """How much hangs on each of these people: {table: {id: rows}}, by all tables that name a person."""
    ids, found = list(ids), {}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is Applicant.__table__ and table.name not in NOT_COUNTED:
                rows = select(key.parent, func.count()).where(key.parent.in_(ids)).group_by(key.parent)
                found[table.name] = dict(db.session.execute(rows).all())
    return {name: counts for name, counts in found.items() if counts}


def active_matches(ids: Iterable[int]) -> dict[int, int]:
    """Who of these people has a place in which order: {person: order}."""
    query = select(Match.applicant_id, Match.order_id).where(Match.applicant_id.in_(list(ids)), Match.active)
    return dict(db.session.execute(query).all())


def kept_for(gone_id: int) -> int | None:
    """The person into whom an entry went that is gone."""
    return db.session.scalar(select(Merger.applicant_id).where(Merger.gone_id == gone_id))


def job() -> Job | None:
    """The search through the base that is waiting or under way."""
    query = select(Job).where(Job.kind == JOB, Job.state.in_(("queued", "running"))).order_by(Job.id.desc())
    return db.session.scalar(query.limit(1))


def last_done() -> Job | None:
    """The newest search that came to its end."""
    return db.session.scalar(select(Job).where(Job.kind == JOB, Job.state == "done").order_by(Job.id.desc()).limit(1))


def who(pair: TwinPair) -> str | None:
    """Who decided a pair."""
    return db.session.scalar(select(Account.name).where(Account.id == pair.account_id)) if pair.account_id else None


def _standing(query, state):
    """Only pairs of that state, both of whom are there."""
    asked = TwinPair.decided.is_(None) if state == OPEN else TwinPair.decided == DIFFERENT
    return query.join(FIRST, FIRST.c.id == TwinPair.first_id).join(SECOND, SECOND.c.id == TwinPair.second_id).where(asked)


def _twins(rows: list[TwinPair]) -> list[Twin]:
    people = _people([one for row in rows for one in (row.first_id, row.second_id)])
    return [Twin(row, people[row.first_id], people[row.second_id], tuple(map(Reason.from_dict, row.reasons))) for row in rows]


def _people(ids: list[int]) -> dict:
    return {row.id: row for row in db.session.execute(select(*SHOWN).where(Applicant.id.in_(ids)))}
