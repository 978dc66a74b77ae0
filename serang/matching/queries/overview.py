"""What the page of an order, and of a person, says of matching."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from serang.applicants.models import Applicant
from serang.common.rules.reasons import Reason
from serang.db import db
from serang.jobs.models import Job
from serang.matching.models import Lock, Match, Proposal, Run
from serang.matching.queries import ahead, applying, places, plans, runs, sending
from serang.matching.queries.applying import Applying
from serang.matching.rules.fits import Fit
from serang.matching.rules.states import ACTIVE, NEXT, STAGE, fill, may
from serang.orders import queries as orders
from serang.orders.models import JobOrder
from serang.settings import queries as settings

MOST_SHOWN = 200


@dataclass(frozen=True)
class OfOrder:
    """The people of an order: `matches` who are on it (those out last), `proposed` rows of the newest run that are not applied yet,
    `applying` what applying them would do (`touched`: the first who move or lose an older proposal, by id), `reserves` its list of who
    is next, `fits` how everybody of them stands to the rules today, `lacking` what keeps somebody from the next step besides these
    rules, and what staff have fixed. `trial`: the newest run cannot be applied here since the order was not sealed before it.
    `unfillable`: why no run can fill the order now. `proven`: whether the newest run is and its proposals here are those of its plan.
    `quota_then`: the quotas that the run was given, where they are others now.
    """

    order: JobOrder
    matches: list[Match]
    run: Run | None = None
    proposed: list = field(default_factory=list)
    applying: Applying | None = None
    touched: dict[int, Applicant] = field(default_factory=dict)
    reserves: list = field(default_factory=list)
    fits: dict[int, Fit] = field(default_factory=dict)
    locks: dict[int, Lock] = field(default_factory=dict)
    job: Job | None = None
    fill: runs.Fill | None = None
    lacking: dict[int, list[Reason]] = field(default_factory=dict)
    trial: bool = False
    unfillable: Reason | None = None
    proven: bool = False
    quota_then: tuple[int, int | None, int | None] | None = None

    @property
    def asks(self) -> str:
        """The mark of what the order asks now, for who seals it."""
        return orders.asks(self.order)

    def __len__(self) -> int:
        return sum(match.active for match in self.matches)

    def in_state(self, *states) -> list[Match]:
        """Those on the order in one of the states."""
        return [match for match in self.matches if match.state in states]

    @property
    def going(self) -> list[Match]:
        """Those proposed against whose sending nothing stands, as far as `lacking` and the rules tell."""
        return [one for one in self.in_state("proposed") if one.applicant_id not in self.lacking and not self.unfit(one)]

    @property
    def sending(self) -> tuple[int, int]:
        """How many of those proposed can be sent, as far as rules, gate and places go, and how many of them only as reserves."""
        going = [one.applicant.sex for one in self.going]
        here = [(one.state, one.applicant.sex) for one in self.matches if one.active and one.state != "proposed"]
        return len(going), len(going) - sum(fill(replace(places.room(self.order), reserves=0), here, going))

    def unfit(self, match: Match) -> bool:
        """Whether somebody does not meet the rules, so far as is known, and is not fixed here by hand."""
        fit, fixed = self.fits.get(match.applicant_id), self.locks.get(match.applicant_id)
        return bool(fit and (fit.failed or fit.open)) and not (fixed and fixed.kind == "lock")

    @property
    def steps(self) -> list[str]:
        """The states to which somebody on the order can be moved now."""
        here = {match.state for match in self.matches if match.active}
        return [to for to in STAGE if any(may(state, to) for state in here)]

    @property
    def absent_locks(self) -> list[Lock]:
        """Locks of people who are neither on the order nor proposed for it."""
        here = {match.applicant_id for match in self.matches if match.active} | {row.applicant_id for row in self.proposed}
        return [one for person, one in self.locks.items() if one.kind == "lock" and person not in here]

    @property
    def over(self) -> list[Match]:
        """Those who were on it and are out."""
        return [match for match in self.matches if not match.active]


def of_order(order_id: int, reader, on: date | None = None) -> OfOrder:
    """The people of an order and what the newest run proposes; with `on`, how they stand to its rules that day."""
    order = db.session.get(JobOrder, order_id)
    query = select(Match).where(Match.order_id == order_id).options(joinedload(Match.applicant))
    turn = case({state: number for number, state in enumerate(ACTIVE)}, value=Match.state, else_=len(ACTIVE))
    matches = list(db.session.scalars(query.order_by(turn, Match.score.desc().nulls_last(), Match.id).limit(1000)))
    run, locks = runs.latest(), {one.applicant_id: one for one in places.locks_of(order_id)}
    proposed, reserves, fill = _of_run(run, order, matches)
    ids = [match.applicant_id for match in matches if match.active] + [row.applicant_id for row in (*proposed, *reserves)]
    known = ahead.fits_of(order, ids[:MOST_SHOWN], on) if on else {}
    lacking = _lacking([match for match in matches if match.active][:MOST_SHOWN], on) if on else {}
    trial = bool(run and settings.office()["seal_required"] and not run.sealed(order))
    would = applying.would(run, on, order, known) if fill and on and order.state == "open" and not trial else None
    found = OfOrder(
        order,
        matches,
        run,
        proposed,
        would,
        plans.people_of(applying.first(would)) if would else {},
        reserves,
        known,
        locks,
        places.waiting_job(),
        fill,
        lacking,
        trial,
        orders.unfillable(order, on) if on else None,
        bool(run and on and (proposed or would) and runs.proven(run, order_id)),
        runs.quotas(run)[order_id] if fill and on and applying.changed_quotas(run, [order]) else None,
    )
    going = [one.applicant_id for one in found.going]
    lacking |= sending.without_place(order, going) if on and going else {}
    return found


def _lacking(matches, on) -> dict[int, list[Reason]]:
    """What keeps people from the next step of the office, at the gate alone."""
    going = {match.applicant_id: NEXT[match.state] for match in matches}
    return {person: reasons for person, reasons in sending.at_the_gate(going, on).items() if reasons}


def _of_run(run, order, matches):
    """Of the newest run: rows not applied yet, reserves, and the fill."""
    fill = runs.fill_of(run, order.id) if run else None
    if fill is None or order.state != "open":
        return [], [], fill
    rows, _total = runs.of_kind(run, "placed", order.id, size=1000)
    on_order = {match.applicant_id for match in matches if match.active}
    fresh = [row for row in rows if row.applicant_id not in on_order and row.decision is None]
    reserves, _n = runs.of_kind(run, "reserve", order.id)
    gone = places.unavailable([row.applicant_id for row in (*fresh, *reserves)], order.id)
    gone |= {person for person, _order in places.refused(run, [order.id])}
    return (
        [row for row in fresh if row.applicant_id not in gone],
        [row for row in reserves if row.applicant_id not in gone and row.applicant_id not in on_order],
        fill,
    )


@dataclass(frozen=True)
class OfApplicant:
    """The orders of a person, what staff have fixed, and what the newest run says of them (None: refused since)."""

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

    @property
    def explaining(self) -> int | None:
        """The run (id) that tells why they are where they are: the one that gave the place, else the newest."""
        return (self.active and self.active.run_id) or (self.run and self.run.id)


def of_applicant(applicant_id: int) -> OfApplicant:
    """Everything matching knows of a person."""
    run = runs.latest()
    proposal = runs.of_person(run, applicant_id) if run else None
    if proposal and proposal.order_id and (applicant_id, proposal.order_id) in places.refused(run, [proposal.order_id]):
        proposal = None
    return OfApplicant(places.of(applicant_id), places.locks_of_person(applicant_id), run, proposal)
