"""Places on orders: the people of an order, the orders of a person, and how each fits."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from serang.applicants.models import Applicant
from serang.common.refusals import Missing
from serang.common.rules.reasons import Reason
from serang.db import db
from serang.jobs.models import Job
from serang.matching.models import Lock, Match, Proposal, Run
from serang.matching.queries import gather, runs
from serang.matching.rules.fits import Fit, fits
from serang.matching.rules.instead import instead as replace_one
from serang.matching.rules.plan import Move
from serang.matching.rules.states import ACTIVE, Room
from serang.orders.models import JobOrder

MOST_SHOWN = 200
PART = 500
LARGE = 1_000_000


@dataclass(frozen=True)
class OfOrder:
    """The people of an order: `matches` who are on it (those out last), `proposed` rows of the newest run that are not
    applied yet, `dropped` matches that the run would take off again, `reserves` its list of who is next, `fits` how
    everybody of them stands to the rules today, and what staff have fixed.
    """

    order: JobOrder
    matches: list[Match]
    run: Run | None = None
    proposed: list = field(default_factory=list)
    dropped: list[Match] = field(default_factory=list)
    reserves: list = field(default_factory=list)
    fits: dict[int, Fit] = field(default_factory=dict)
    locks: dict[int, Lock] = field(default_factory=dict)
    job: Job | None = None
    fill: runs.Fill | None = None

    def __len__(self) -> int:
        return sum(match.active for match in self.matches)

    def in_state(self, *states) -> list[Match]:
        """Those on the order in one of the states."""
        return [match for match in self.matches if match.state in states]

    @property
    def over(self) -> list[Match]:
        """Those who were on it and are out."""
        return [match for match in self.matches if not match.active]


def of_order(order_id: int, reader, on: date | None = None) -> OfOrder:
    """The people of an order and what the newest run proposes for it; with `on`, how they stand to its rules that day."""
    order = db.session.get(JobOrder, order_id)
    query = select(Match).where(Match.order_id == order_id).options(joinedload(Match.applicant))
    turn = case({state: number for number, state in enumerate(ACTIVE)}, value=Match.state, else_=len(ACTIVE))
    matches = list(db.session.scalars(query.order_by(turn, Match.score.desc().nulls_last(), Match.id).limit(1000)))
    run, locks = runs.latest(), {one.applicant_id: one for one in locks_of(order_id)}
    proposed, dropped, reserves, fill = _of_run(run, order, matches)
    ids = [match.applicant_id for match in matches if match.active] + [row.applicant_id for row in (*proposed, *reserves)]
    known = fits_of(order, ids[:MOST_SHOWN], on) if on else {}
    return OfOrder(order, matches, run, proposed, dropped, reserves, known, locks, waiting_job(), fill)


def _of_run(run, order, matches):
    """Of the newest run: rows not applied yet, matches it would drop, reserves, and the fill."""
    fill = next(iter(runs.fills(run, {order.id})), None) if run else None
    if fill is None or order.state != "open":
        return [], [], [], fill
    rows, _total = runs.of_kind(run, "placed", order.id, size=1000)
    on_order = {match.applicant_id for match in matches if match.active}
    fresh = [row for row in rows if row.applicant_id not in on_order and row.decision is None]
    planned = {row.applicant_id for row in rows}
    since = [match for match in matches if match.state == "proposed" and match.applicant_id not in planned and not by_hand(match, run)]
    reserves, _n = runs.of_kind(run, "reserve", order.id)
    gone = unavailable([row.applicant_id for row in (*fresh, *reserves)], order.id)
    return [row for row in fresh if row.applicant_id not in gone], since, [
        row for row in reserves if row.applicant_id not in gone and row.applicant_id not in on_order], fill


def by_hand(match: Match, run: Run) -> bool:
    """Whether somebody proposed this person after the run or without one."""
    return match.run_id is None or match.run_id > run.id


def unavailable(ids, order_id: int | None = None) -> set[int]:
    """Of these people, those who have left, are held, or are with a partner or placed elsewhere."""
    found = set()
    for start in range(0, len(ids), 900):
        part = list(ids)[start:start + 900]
        found |= set(db.session.scalars(select(Applicant.id).where(Applicant.id.in_(part), Applicant.exit_reason.is_not(None))))
        found |= set(db.session.scalars(select(Applicant.id).where(Applicant.id.in_(part), Applicant.hold_reason.is_not(None))))
        found |= set(db.session.scalars(select(Match.applicant_id).where(
            Match.applicant_id.in_(part), Match.active, Match.state != "proposed", Match.order_id != (order_id or 0))))
    return found


def fits_of(order: JobOrder, applicant_ids, on: date) -> dict[int, Fit]:
    """How these people stand to an order today, by id."""
    ids = list(applicant_ids)
    return fits(gather.beside(order, ids, on), order.id) if ids else {}


@dataclass(frozen=True)
class Line:
    """What proposing one person by hand would do: how they fit, and why not (None: they can be proposed)."""

    applicant: Applicant
    place: Match | None
    fit: Fit
    reason: Reason | None


def forecast(order: JobOrder, applicant_ids, on: date) -> list[Line]:
    """What proposing these people for an order would do, best fit first, who cannot last; unknown ids are left out."""
    known = with_places(applicant_ids)
    fitting = fits_of(order, known, on)
    lines = [Line(person, place, fitting[one], cannot(person, place, order) or _gap(fitting[one])) for one, (person, place) in known.items()]
    return sorted(lines, key=lambda line: (line.reason is not None, -line.fit.score, line.applicant.id))


@dataclass(frozen=True)
class Instead:
    """Who would step in when a place becomes free: `moves` from order to order (person, from, to) with the people by id,
    or, where looking at everything takes too long, the first of the list of reserves.
    """

    moves: tuple[Move, ...]
    people: dict[int, Applicant]
    reserves: list


def instead(match: Match, on: date) -> Instead:
    """What would follow if the person of this place left."""
    run = runs.latest()
    reserves = runs.of_kind(run, "reserve", match.order_id, size=3)[0] if run else []
    if gather.size(on) > LARGE or match.order.state != "open":
        return Instead((), {}, reserves)
    found = replace_one(gather.problem(on), match.applicant_id)
    return Instead(found, {one: row for one, (row, _place) in with_places([move.person for move in found]).items()}, reserves)


def places_left(order: JobOrder) -> int:
    """How many people may still be put on an order, reserves included."""
    return max(0, order.quota + order.reserves - len(on_order(order.id)))


def with_places(applicant_ids) -> dict[int, tuple[Applicant, Match | None]]:
    """People and their present places, by a constant number of statements for each few hundred."""
    ids, found = list(dict.fromkeys(applicant_ids)), {}
    for start in range(0, len(ids), PART):
        part = ids[start:start + PART]
        places = {row.applicant_id: row for row in db.session.scalars(select(Match).where(Match.active, Match.applicant_id.in_(part)))}
        found |= {row.id: (row, places.get(row.id)) for row in db.session.scalars(select(Applicant).where(Applicant.id.in_(part)))}
    return found


def cannot(applicant: Applicant, place: Match | None, order: JobOrder) -> Reason | None:
    """Why a person cannot be given a place on an order now: gone, held, with a partner; None when they can."""
    if applicant.exit_reason:
        return Reason("absent_gone")
    if applicant.hold_reason:
        return Reason("absent_held")
    if place and place.state != "proposed":
        return Reason("here_already") if place.order_id == order.id else Reason("has_place", order=place.order_id)
    return None


def _gap(fit) -> Reason | None:
    gaps = (*fit.failed, *fit.open)
    return gaps[0].reason if gaps else None


@dataclass(frozen=True)
class OfApplicant:
    """The orders of a person, what staff have fixed, and what the newest run says of them."""

    matches: list[Match]
    locks: list[Lock]
    run: Run | None
    proposal: Proposal | None

    def __len__(self) -> int:
        return len(self.matches)

    @property
    def active(self) -> Match | None:
        """The present place."""
        return next((match for match in self.matches if match.active), None)


def of_applicant(applicant_id: int) -> OfApplicant:
    """Everything matching knows of a person."""
    run = runs.latest()
    return OfApplicant(of(applicant_id), locks_of_person(applicant_id), run, runs.of_person(run, applicant_id) if run else None)


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
    """One line of a run. Raises Missing."""
    found = db.session.get(Proposal, (run_id, proposal_id))
    if found is None:
        raise Missing("no_proposal")
    return found
