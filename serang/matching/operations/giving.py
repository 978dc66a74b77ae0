"""Places given by a run, by hand, or refused; people fixed to an order or kept from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.exc import IntegrityError

from serang.applicants.models import Applicant
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.db import db, one_of
from serang.matching import queries
from serang.matching.models import Lock, Match, Proposal, Run
from serang.matching.rules.states import Full, fill, passes
from serang.orders import queries as orders
from serang.orders.models import JobOrder
from serang.settings import queries as settings

TOLD = ("here_already", "has_place", "proposed_meanwhile", "absent_gone", "absent_held")


class OrderFull(Conflict):
    """An order (`order_id`) would have more people than it has places, with those who were chosen (`names`)."""

    def __init__(self, order: JobOrder, full: Full, names: Iterable[str] = ()):
        super().__init__("order_full", number=order.number, what=full.what, places=full.places, people=full.people)
        self.order_id, self.names = order.id, list(names)


class AboutPerson(Conflict):
    """It may not be, because of one person (`applicant_id`)."""

    def __init__(self, reason: Reason, applicant_id: int):
        super().__init__(reason.code, **reason.values)
        self.applicant_id = applicant_id


@dataclass
class Given:
    """Who got a place, whose proposal was taken off, who could not be given one and why (person, reason; `more`: so many
    besides), for how many who could there was no place, and the orders that were left as they are since they were not sealed. How many
    were proposed there before (`here`), were `refused` or gone from there since the run, or are of orders `closed` since.
    """

    made: list[Match] = field(default_factory=list)
    ended: list[Match] = field(default_factory=list)
    left: list[tuple[Applicant, Reason]] = field(default_factory=list)
    more: int = 0
    full: int = 0
    unsealed: list[JobOrder] = field(default_factory=list)
    here: int = 0
    refused: int = 0
    closed: int = 0

    @property
    def partly(self) -> bool:
        """Whether nothing was changed, or somebody was left out who is named."""
        return bool(self.left or self.full or self.unsealed or not (self.made or self.ended))


def accept(run: Run, *, order_id: int | None = None, on: date, at: datetime) -> Given:
    """Give the places that a run proposes, of one order or of all; what it no longer proposes is taken off.

    Who has left, is held or is with a partner meanwhile is named and stays as they are, and so does who does not meet the rules of one
    order, or of orders whose rules have changed since the run, and for whom the quotas of today have no place, the lowest scored first;
    an earlier proposal of theirs is taken off only where the plan needs the place. Who was refused since is left out; of all orders,
    those closed meanwhile are left out, and, where the office wants it so, those not sealed before the run. Raises OrderFull, Conflict
    order_not_open, order_not_sealed, or altered when the proposals are not those of the proven plan.
    """
    act("matching.accept", run=run.id, **({"order": order_id} if order_id else {}))
    rows = queries.placed(run, order_id)
    if queries.altered(rows, queries.stored_plan(run), order_id):
        raise Conflict("altered")
    touched = {order_id} if order_id else queries.proposed_on(run) | {row.order_id for row in rows}
    held = {one: orders.locked(one) for one in sorted(touched)}
    if order_id:
        _check_open(held[order_id])
    held = {one: order for one, order in held.items() if order.state == "open"}
    unsealed = [order for order in held.values() if settings.office()["seal_required"] and not run.sealed(order)]
    if unsealed and len(unsealed) == len(held):
        raise Conflict("order_not_sealed", numbers=[order.number for order in unsealed])
    run.accepted_at = run.accepted_at if queries.applied([run.id]) else at
    wanted, refused = queries.wanted(run, order_id)
    closed = sum(len(some) for one, some in wanted.items() if one not in held)
    held = {one: order for one, order in held.items() if order not in unsealed}
    wanted = {one: some for one, some in wanted.items() if one in held}
    found = queries.effect(run, held, wanted, queries.gaps_of(run, held, wanted, on, [order_id] if order_id else None))
    return _apply(run, found, held, on, Given(refused=refused, closed=closed, unsealed=unsealed))


def _apply(run, found, held, on, given) -> Given:
    """Write what applying a run does."""
    before = {one: queries.on_order(one) for one in held}
    coming = [row for rows in found.gives.values() for row in rows]
    left = [*found.ended, *(row.place.id for row in coming if row.place)]
    given.ended = [end(match, state="cancelled", on=on, reason="plan_changed") for match in _matches(left)]
    flush()
    newer = {row.place.id: row for row in found.here if (row.place.run_id, row.place.score) != (run.id, row.score)}
    for match in _matches(newer):
        match.run_id, match.score = run.id, newer[match.id].score
    given.made = [_proposed(row.person, row.order, on, row.score, run.id) for row in coming]
    flush()
    for one, order in held.items():
        check_room(order, before[one])
    people = db.session.scalars(select(Applicant).where(one_of(Applicant.id, found.against)))
    given.left = [(person, found.against[person.id]) for person in sorted(people, key=lambda person: person.id)]
    given.here = len(found.here)
    return given


def _matches(ids) -> list[Match]:
    """Places by id."""
    return list(db.session.scalars(select(Match).where(one_of(Match.id, ids)).order_by(Match.id))) if ids else []


def nominate(
    order: JobOrder,
    *,
    applicant_ids: Iterable[int],
    reason: str,
    on: date,
    at: datetime,
    account_id: int | None,
    seen: Mapping[int, int | None] | None = None,
) -> Given:
    """Propose people chosen by hand, best fit first until the order is full, and fix them there, so that no later run moves
    them.

    `seen`: the order on which each was proposed when they were chosen. Who does not meet the rules, has left, is held, has a place
    elsewhere or was proposed elsewhere meanwhile is left out and named. Raises OrderFull, Conflict order_not_open or, when
    nobody is left, what stands against the one who was chosen, else nobody_can_be_proposed.
    """
    act("matching.nominate", order=order.id, number=order.number)
    order = orders.locked(order.id)
    _check_open(order)
    before, found = queries.on_order(order.id), queries.selection(order, applicant_ids, on)
    given = Given(left=[(line.applicant, line.reason) for line in found.first], more=found.cannot - len(found.first))
    chosen = _best(order, before, found.can) if found.can else {}
    given.full = len(found.can) - len(chosen)
    known = queries.with_places(chosen)
    for one, points in chosen.items():
        applicant, place = known[one]
        if seen and one in seen and place and place.order_id not in (seen[one], order.id):
            given.left.append((applicant, Reason("proposed_meanwhile", order=place.order_id)))
        else:
            _propose(given, known, order, one, on, score=points)
    if not given.made:
        raise _nobody(given, known, order)
    flush()
    for match in given.made:
        for kept in queries.locks_of_person(match.applicant_id):
            if kept.kind == "lock" and kept.order_id != order.id:
                db.session.delete(kept)
        fix(match.applicant_id, order.id, "lock", reason, at, account_id)
    flush()
    check_room(order, before, [match.applicant.full_name for match in given.made])
    return given


def _nobody(given, known, order) -> Conflict:
    """That nobody was proposed, and why when all are on the order already, or when it is about one person who is away."""
    here = [Reason("here_already") for _person, place in known.values() if place and place.order_id == order.id]
    why = [reason for _person, reason in given.left] + here
    alike = len(why) == 1 or (here and len(here) == len(why))
    told = why[0] if alike and why[0].code in TOLD else Reason("nobody_can_be_proposed")
    people = [person.id for person, _reason in given.left] or list(known)
    return AboutPerson(told, people[0]) if len(people) == 1 and not given.more else Conflict(told.code, **told.values)


def decline(run: Run, proposal: Proposal, *, reason: str, note: str | None, on: date, at: datetime, account_id: int | None) -> Lock:
    """Say no to a proposal; no later run proposes the person for that order again. A place that came from it ends, unless the partner
    knows of it already: then Conflict match_state.
    """
    act("matching.decline", why=reason)
    orders.locked(proposal.order_id)
    place = queries.active(proposal.applicant_id)
    if place and place.order_id == proposal.order_id:
        if place.state != "proposed":
            raise AboutPerson(Reason("match_state", state=place.state), place.applicant_id)
        end(place, state="rejected", on=on, reason=reason, note=note)
    proposal.decision = "rejected"
    kept = fix(proposal.applicant_id, proposal.order_id, "ban", reason_text(reason, note), at, account_id)
    flush()
    return kept


def lock(applicant: Applicant, order: JobOrder, *, kind: str, reason: str, on: date, at: datetime, account_id: int | None) -> Lock:
    """Fix a person to an order (`lock`) or keep them from it (`ban`), with the reason; the next run keeps to it.

    A ban ends a proposal of the person there. Raises Conflict for who is with the partner already or away for good, and
    lock_elsewhere.
    """
    act(f"matching.{kind}", number=order.number)
    orders.locked(order.id)
    place = queries.active(applicant.id)
    why_not = queries.cannot_lock(applicant, place, order) if kind == "lock" else None
    if why_not:
        raise AboutPerson(why_not, applicant.id)
    if kind == "ban" and place and place.order_id == order.id:
        if place.state != "proposed":
            raise AboutPerson(Reason("match_state", state=place.state), applicant.id)
        end(place, state="rejected", on=on, note=reason)
    kept = fix(applicant.id, order.id, kind, reason, at, account_id)
    flush()
    return kept


def unlock(kept: Lock):
    """The person is free again."""
    act("matching.unlock", number=kept.order.number)
    db.session.delete(kept)
    flush()


def end(match: Match, *, state: str, on: date, reason: str | None = None, note: str | None = None) -> Match:
    """A place that comes to nothing: rejected, withdrawn or cancelled; or a stay that is over: returned."""
    match.state, match.active, match.reason, match.reason_note, match.decided_on = state, False, reason, note, on
    match.reserve_rank = None
    return match


def _propose(given, known, order, applicant_id, on, *, score) -> Match | None:
    applicant, place = known[applicant_id]
    reason = queries.cannot(applicant, place, order)
    if reason:
        given.left.append((applicant, reason))
        return None
    if place and place.order_id == order.id:
        place.score, given.here = score, given.here + 1
        return place
    if place:
        given.ended.append(end(place, state="cancelled", on=on, reason="plan_changed"))
        flush()
    given.made.append(_proposed(applicant_id, order.id, on, score))
    return given.made[-1]


def _proposed(applicant_id, order_id, on, score, run_id=None) -> Match:
    match = Match(applicant_id=applicant_id, order_id=order_id, state="proposed", active=True, score=score, run_id=run_id, decided_on=on)
    db.session.add(match)
    return match


def _best(order, before, can) -> dict[int, int]:
    """The best of these people, (person, score), for whom there is a place, and who is on the order already; when nobody else
    finds one, the first."""
    rows = db.session.execute(
        select(Applicant.id, Applicant.sex, Match.order_id)
        .outerjoin(Match, and_(Match.applicant_id == Applicant.id, Match.active))
        .where(one_of(Applicant.id, [one for one, _points in can]))
    )
    known = {id_: (sex, at == order.id) for id_, sex, at in rows}
    here = {one for one, _points in can if known[one][1]}
    coming = [pair for pair in can if pair[0] not in here]
    places = fill(queries.room(order), before, [known[one][0] for one, _points in coming])
    taken = [pair for pair, place in zip(coming, places, strict=True) if place] or coming[:1]
    return {one: points for one, points in can if one in here} | dict(taken)


def _check_open(order):
    if order.state != "open":
        raise Conflict("order_not_open", state=order.state)


def check_room(order: JobOrder, before: list[tuple[str, str | None]], names: Iterable[str] = ()):
    """Raise OrderFull when the order has more people than it may; `names` of those who were chosen."""
    full = passes(queries.room(order), before, queries.on_order(order.id))
    if full:
        raise OrderFull(order, full, names)


def fix(applicant_id: int, order_id: int, kind: str, reason: str, at: datetime, account_id: int | None) -> Lock:
    """Write down a lock or ban; an earlier one of the same pair is changed."""
    kept = db.session.scalar(select(Lock).where(Lock.applicant_id == applicant_id, Lock.order_id == order_id))
    if kept is None:
        kept = Lock(applicant_id=applicant_id, order_id=order_id)
        db.session.add(kept)
    kept.kind, kept.reason, kept.at, kept.account_id = kind, reason[:300], at, account_id
    return kept


def reason_text(code: str, note: str | None) -> str:
    """A code of the list of reasons with what was written besides."""
    return f"{code}: {note}" if note else code


def flush():
    """Write; what the database refuses is told: somebody else was quicker."""
    coming = [one.applicant_id for one in db.session.new if isinstance(one, Match)]
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        first = db.session.scalar(select(Match.applicant_id).where(one_of(Match.applicant_id, coming), Match.active).limit(1))
        raise (AboutPerson(Reason("placed_meanwhile"), first) if first else Conflict("placed_meanwhile")) from error
