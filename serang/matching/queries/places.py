"""Places on orders: the people of an order, the orders of a person, and how each fits."""

from datetime import datetime

from sqlalchemy import String, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.audit.models import Act, Change
from serang.common.refusals import Missing
from serang.db import db, one_of
from serang.jobs.models import Job
from serang.matching.models import Lock, Match, Proposal, Run
from serang.matching.queries import runs
from serang.matching.rules.states import ACTIVE, OUT, Room
from serang.orders.models import JobOrder

PART = 500


def unavailable(ids, order_id: int | None = None) -> set[int]:
    """Of these people, those who have left, are held, or are with a partner or placed elsewhere."""
    found = set()
    for start in range(0, len(ids), 900):
        part = list(ids)[start : start + 900]
        found |= set(db.session.scalars(select(Applicant.id).where(Applicant.id.in_(part), Applicant.exit_reason.is_not(None))))
        found |= set(db.session.scalars(select(Applicant.id).where(Applicant.id.in_(part), Applicant.hold_reason.is_not(None))))
        found |= set(
            db.session.scalars(
                select(Match.applicant_id).where(
                    Match.applicant_id.in_(part),
                    Match.active,
                    Match.state != "proposed",
                    Match.order_id != (order_id or 0),
                )
            )
        )
    return found


def with_places(applicant_ids) -> dict[int, tuple[Applicant, Match | None]]:
    """People and their present places, by a constant number of statements for each few hundred."""
    ids, found = list(dict.fromkeys(applicant_ids)), {}
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        places = {row.applicant_id: row for row in db.session.scalars(select(Match).where(Match.active, Match.applicant_id.in_(part)))}
        found |= {row.id: (row, places.get(row.id)) for row in db.session.scalars(select(Applicant).where(Applicant.id.in_(part)))}
    return found


def waiting_job() -> Job | None:
    """The background work of the newest run, while it lasts."""
    run = db.session.scalar(select(Run).where(Run.job_id.is_not(None)).order_by(Run.id.desc()).limit(1))
    job = runs.job_of(run) if run else None
    return job if job and job.state in ("queued", "running") else None


def get(match_id: int) -> Match:
    """One place. Raises Missing."""
    match = db.session.scalar(select(Match).where(Match.id == match_id).options(joinedload(Match.applicant), joinedload(Match.order)))
    if match is None:
        raise Missing("no_match")
    return match


def many(order_id: int, match_ids) -> list[Match]:
    """Places of an order by id; those of other orders are left out."""
    query = select(Match).where(Match.order_id == order_id, Match.id.in_(list(match_ids))).options(joinedload(Match.applicant))
    return list(db.session.scalars(query.order_by(Match.id)))


def of(applicant_id: int) -> list[Match]:
    """The orders of a person, the present one first."""
    query = select(Match).where(Match.applicant_id == applicant_id).options(joinedload(Match.order))
    return list(db.session.scalars(query.order_by(Match.active.desc(), Match.id.desc())))


def active(applicant_id: int) -> Match | None:
    """The present place of a person."""
    return db.session.scalar(select(Match).where(Match.applicant_id == applicant_id, Match.active).options(joinedload(Match.order)))


def on_order(order_id: int) -> list[tuple[str, str | None]]:
    """(state, sex) of everybody who is on an order and not out."""
    query = select(Match.state, Applicant.sex).join(Applicant, Applicant.id == Match.applicant_id)
    return [tuple(row) for row in db.session.execute(query.where(Match.order_id == order_id, Match.active, Match.state.in_(ACTIVE)))]


def given_by(match: Match) -> tuple[str | None, datetime] | None:
    """Who brought a place to the state it is in (None: the system), and when; None where that is not known."""
    row = [Change.table == Match.__tablename__, Change.row_id == str(match.id)]
    row.append(or_(Change.field == "state", Change.kind == "created"))
    query = select(Account.name, Act.at).select_from(Change).join(Act, Act.id == Change.act_id)
    found = db.session.execute(
        query.outerjoin(Account, Account.id == Act.account_id).where(*row).order_by(Change.id.desc()).limit(1)
    ).first()
    return found and tuple(found)


def room(order: JobOrder) -> Room:
    """The places of an order."""
    return Room(order.quota, order.reserves, order.quota_male, order.quota_female)


def locks_of(order_id: int) -> list[Lock]:
    """What staff have fixed on an order."""
    query = select(Lock).where(Lock.order_id == order_id).options(joinedload(Lock.applicant))
    return list(db.session.scalars(query.order_by(Lock.kind, Lock.id)))


def locks_of_person(applicant_id: int) -> list[Lock]:
    """What staff have fixed for a person."""
    return list(db.session.scalars(select(Lock).where(Lock.applicant_id == applicant_id).options(joinedload(Lock.order)).order_by(Lock.id)))


def fixed(order_ids) -> set[tuple[int, int]]:
    """Who is locked to one of these orders, as (person, order)."""
    query = select(Lock.applicant_id, Lock.order_id).where(Lock.kind == "lock", Lock.order_id.in_(list(order_ids)))
    return {tuple(row) for row in db.session.execute(query)}


def stays(match: Match, run: Run, locked: set[tuple[int, int]]) -> bool:
    """Whether a proposal that a run does not make stays all the same: fixed by hand, or made by a later run."""
    return (match.applicant_id, match.order_id) in locked or (match.run_id or 0) > run.id


def refused(run: Run, order_ids) -> set[tuple[int, int]]:
    """Whom a run may not give a place on these orders whatever it proposes, as (person, order): who is kept from the order or fixed
    to another one, and whose place there came to nothing since the run.
    """
    ids = list(order_ids)
    bans = select(Lock.applicant_id, Lock.order_id).where(Lock.kind == "ban", Lock.order_id.in_(ids))
    row = [Change.table == Match.__tablename__, Change.row_id == cast(Match.id, String), Change.field == "active"]
    since = exists().where(*row, Change.act_id == Act.id, Act.at > run.at)
    given_up = or_(Match.reason.is_(None), Match.reason != "plan_changed")
    over = select(Match.applicant_id, Match.order_id).where(~Match.active, Match.order_id.in_(ids), Match.state.in_(OUT), given_up, since)
    found = {tuple(pair) for query in (bans, over) for pair in db.session.execute(query)}
    fixed_at = db.session.execute(select(Lock.applicant_id, Lock.order_id).where(Lock.kind == "lock"))
    return found | {(person, one) for person, order in fixed_at for one in ids if one != order}


def applied(run_ids) -> set[int]:
    """Those of some runs that places come from; of one whose places were all taken back there are none."""
    return set(db.session.scalars(select(Match.run_id).where(one_of(Match.run_id, run_ids)).distinct()))


def refused_by(order_id: int) -> dict[int, str]:
    """Who keeps people from an order, by person: the partner or an officer."""
    rows = db.session.execute(select(Lock.applicant_id, Lock.reason).where(Lock.kind == "ban", Lock.order_id == order_id))
    return {person: "partner" if reason.partition(":")[0] == "partner" else "officer" for person, reason in rows}


def lock(lock_id: int) -> Lock:
    """One lock or ban. Raises Missing."""
    found = db.session.get(Lock, lock_id)
    if found is None:
        raise Missing("no_lock")
    return found


def next_reserve(order_id: int) -> int:
    """The next number on the partner's own list of reserves."""
    return (db.session.scalar(select(func.max(Match.reserve_rank)).where(Match.order_id == order_id, Match.active)) or 0) + 1


def proposal(run_id: int, proposal_id: int) -> Proposal:
    """One line of a run that names an order. Raises Missing."""
    found = db.session.get(Proposal, (run_id, proposal_id))
    if found is None or found.order_id is None:
        raise Missing("no_proposal")
    return found


def places_left(order: JobOrder) -> int:
    """How many people may still be put on an order, reserves included."""
    return max(0, order.quota + order.reserves - len(on_order(order.id)))
