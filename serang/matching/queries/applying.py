"""What applying a run does as things stand: who is proposed, who moves for it, who loses an older proposal, who is left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, select

from serang.applicants.models import Applicant
from serang.common.rules.reasons import Reason
from serang.db import db, fetched, one_of
from serang.matching.models import Match, Proposal, Run
from serang.matching.queries import ahead, asked, places, runs
from serang.matching.queries.plans import DROPPED, MOVED, NEW, SENT, kind_of
from serang.matching.rules.plan import Move
from serang.matching.rules.states import fill, passes
from serang.orders.models import JobOrder
from serang.settings import queries as settings

TOLD_AT_ONCE = 5_000  # placements; what applying more would do takes too long for every look at the run, and has a page of its own


class Place(NamedTuple):
    """Where a person is now."""

    id: int
    state: str
    order_id: int
    run_id: int | None
    score: int | None


class Wanted(NamedTuple):
    """A person whom a run places on an order, with what can stand against it and the place they have now."""

    person: int
    order: int
    score: int
    sex: str | None
    exit_reason: str | None
    hold_reason: str | None
    place: Place | None

    @property
    def here(self) -> bool:
        """Whether they are on that order already."""
        return self.place is not None and self.place.order_id == self.order


@dataclass(frozen=True)
class Applying:
    """`gives`: who is newly proposed, by order; `here`: who is proposed there already; `against`: who is left out, by person, and why;
    `ended`: places (id to place and person) that end for nothing else. `refused` and `closed`: so many were refused since, or are of
    orders that are not open any more.
    """

    gives: dict[int, list[Wanted]]
    here: list[Wanted]
    against: dict[int, Reason]
    ended: dict[int, tuple[int, int]]
    refused: int = 0
    closed: int = 0

    @property
    def moves(self) -> list[Move]:
        """What changes for each person: new, moved from an older proposal, or that lost."""
        given = [Move(one.person, one.place and one.place.order_id, one.order) for some in self.gives.values() for one in some]
        return given + [Move(person, order, None) for person, order in self.ended.values()]

    def of(self, kind: str | None) -> list[Move]:
        """The moves of one kind (moved, new, dropped), or all of them."""
        return [move for move in self.moves if kind is None or kind_of(move) == kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return dict.fromkeys((MOVED, NEW, DROPPED, SENT), 0) | dict(Counter(map(kind_of, self.moves)))

    @property
    def given(self) -> int:
        """How many are newly proposed."""
        return sum(map(len, self.gives.values()))

    def __bool__(self) -> bool:
        return bool(self.given or self.ended)


def wanted(run: Run, order_id: int | None = None) -> tuple[dict[int, list[Wanted]], int]:
    """Whom a run places, by order, best first, without people refused since, and how many these are; orders that only lose earlier
    proposals have none.
    """
    rows = {row.person: row for row in reversed(_rows(run, order_id))}.values()  # two who are one person since have one place
    rows = list(rows)[::-1]
    found = {one: [] for one in ([order_id] if order_id else proposed_on(run))}
    refused = places.refused(run, found.keys() | {row.order for row in rows})
    for row in rows:
        mine = found.setdefault(row.order, [])
        if (row.person, row.order) not in refused:
            mine.append(row)
    declined = select(func.count()).select_from(Proposal).where(*runs.placements(run, order_id), Proposal.decision.is_not(None))
    return found, len(rows) + db.session.scalar(declined) - sum(map(len, found.values()))


def _rows(run, order_id):
    query = (
        select(
            Proposal.applicant_id,
            Proposal.order_id,
            Proposal.score,
            Applicant.sex,
            Applicant.exit_reason,
            Applicant.hold_reason,
            Match.id,
            Match.state,
            Match.order_id,
            Match.run_id,
            Match.score,
        )
        .join(Applicant, Applicant.id == Proposal.applicant_id)
        .outerjoin(Match, and_(Match.applicant_id == Proposal.applicant_id, Match.active))
        .where(*runs.placements(run, order_id), Proposal.decision.is_(None))
    )
    return [Wanted(*row[:6], Place(*row[6:]) if row[6] else None) for row in fetched(query.order_by(Proposal.id))]


def proposed_on(run: Run) -> set[int]:
    """The orders of a run on which somebody is proposed."""
    known = {one["id"] for one in run.figures["orders"]}
    return known & set(db.session.scalars(select(Match.order_id).where(Match.active, Match.state == "proposed").distinct()))


def effect(run: Run, held: Mapping[int, JobOrder], rows: Mapping[int, list[Wanted]], gaps: Mapping[int, Reason]) -> Applying:
    """What applying a run does on the orders `held` (by id) with the people it wants there (`rows`).

    Left out is who has `gaps`, has left, is held, is with a partner, or finds no place within the quotas of today, the lowest scored
    first; an earlier proposal of theirs ends only where its order has no room for it. Who is fixed by hand comes first.
    """
    on_it, fixed, against = _on_orders(held), places.fixed(held), _against(held, rows, gaps)
    ended, gives = _leaving(run, on_it, rows, against, fixed), {}
    for order, some in rows.items():
        staying = [(one.state, one.sex) for one in on_it[order] if one.id not in ended and one.applicant_id not in against]
        fine = [one for one in some if one.person not in against and not one.here]
        fine.sort(key=lambda one: (one.person, one.order) not in fixed)
        found = list(zip(fine, fill(replace(places.room(held[order]), reserves=0), staying, [one.sex for one in fine]), strict=True))
        gives[order] = [one for one, place in found if place]
        against |= {one.person: Reason("quota_now", order=order) for one, place in found if not place}
    ended = {id_: one for id_, one in ended.items() if one.applicant_id not in against}
    for order in held:
        ended |= {one.id: one for one in _no_room(held[order], on_it[order], ended, gives.get(order, ()), against)}
    coming = {one.person for some in gives.values() for one in some}
    here = [one for some in rows.values() for one in some if one.here and one.person not in against]
    return Applying(
        gives, here, against, {one.id: (one.applicant_id, one.order_id) for one in ended.values() if one.applicant_id not in coming}
    )


def _against(held, rows, gaps) -> dict[int, Reason]:
    """Who of the people a run wants cannot be given anything now, and why."""
    some = [one for mine in rows.values() for one in mine]
    away = {one.person: why for one in some if (why := ahead.cannot(one, one.place, held[one.order]))}
    return {one.person: gaps[one.person] for one in some if one.person in gaps} | away


def _leaving(run, on_it, rows, against, fixed) -> dict:
    """The proposals that a run has elsewhere or nowhere, by id, unless they are fixed by hand or newer than it, or of people `against`."""
    planned = {(one.person, one.order) for some in rows.values() for one in some}
    moving = {person for person, _order in planned}
    others = [
        one
        for some in on_it.values()
        for one in some
        if one.state == "proposed" and one.applicant_id not in against and (one.applicant_id, one.order_id) not in planned
    ]
    return {one.id: one for one in others if one.applicant_id in moving or not places.stays(one, run, fixed)}


def _on_orders(held) -> dict[int, list]:
    """Everybody who is on these orders and not out, by order."""
    query = select(Match.id, Match.applicant_id, Match.order_id, Match.state, Match.run_id, Match.score, Applicant.sex)
    query = query.join(Applicant, Applicant.id == Match.applicant_id).where(Match.active, one_of(Match.order_id, held))
    found = {order: [] for order in held}
    for one in fetched(query.order_by(Match.id)):
        found[one.order_id].append(one)
    return found


def _no_room(order, on_it, ended, coming, against):
    """Proposals of people `against`, the lowest score first, as long as the order would have more people than it may."""
    before = [(one.state, one.sex) for one in on_it]
    staying = [one for one in on_it if one.id not in ended]
    weak = [one for one in staying if one.applicant_id in against and one.state == "proposed"]
    gone = []
    for one in sorted(weak, key=lambda one: (one.score is not None, one.score or 0, -one.id)):
        after = [(row.state, row.sex) for row in staying if row not in gone] + [("proposed", row.sex) for row in coming]
        if not passes(places.room(order), before, after):
            break
        gone.append(one)
    return gone


def would(run: Run, on: date, order: JobOrder | None = None, fits: Mapping | None = None) -> Applying:
    """What applying a run, or its part for an order, would do; of all orders those that are not open are left out, and, where the office
    wants it so, those not sealed before it. Rules are looked at where they have changed since, for an order always (`fits`: by person).
    """
    rows, refused = wanted(run, order.id if order else None)
    there = {order.id: order} if order else runs.orders_of(rows)
    held = {one: each for one, each in there.items() if each.state == "open"}
    closed = sum(len(some) for one, some in rows.items() if one not in held)
    if settings.office()["seal_required"]:
        held = {one: each for one, each in held.items() if run.sealed(each)}
    rows = {one: some for one, some in rows.items() if one in held}
    if fits is not None:
        fixed = places.fixed([order.id])
        gaps = {one: why for one, why in ahead.gaps(fits, run.unknown_allowed).items() if (one, order.id) not in fixed}
    else:
        gaps = gaps_of(run, held, rows, on, [] if asked.is_large(run) else None)
    return replace(effect(run, held, rows, gaps), refused=refused, closed=closed)


def gaps_of(run: Run, held: Mapping[int, JobOrder], rows: Mapping[int, list[Wanted]], on: date, looked=None) -> dict[int, Reason]:
    """Who of the people a run wants does not meet the rules of their order on a day, and why; looked at on orders `looked` (ids), unless
    said on those of which the rules have changed since the run.
    """
    looked = ahead.changed_rules(run, held.values()) if looked is None else looked
    found = {}
    for one in looked:
        found |= ahead.unfit(held[one], [row.person for row in rows.get(one, ())], on, run.unknown_allowed)
    return found


def first(found: Applying, most: int = 3) -> list[Move]:
    """The first who move for it and the first who lose an older proposal: those who are named."""
    return [*found.of(MOVED)[:most], *found.of(DROPPED)[:most]]


def changed_quotas(run: Run, orders) -> list[JobOrder]:
    """Of these orders, those whose quotas are not what the run was given."""
    given = runs.quotas(run)
    return [one for one in orders if one.id in given and given[one.id] != (one.quota, one.quota_male, one.quota_female)]
