"""Places moved on: sent to the partner, interviewed, answered, contract, departure; the stage of the person follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.common.rules.reasons import Reason
from serang.db import db
from serang.matching import queries
from serang.matching.models import Match
from serang.matching.operations.giving import check_room, end, fix, flush, reason_text
from serang.matching.rules.states import FOLLOWED, OUT, READY, STAGE, answered, may_answer
from serang.orders import queries as orders
from serang.orders.models import JobOrder
from serang.stages import operations as stages


@dataclass
class Moved:
    """Who was moved on, who could not be and why: (person, reasons), and whom somebody else had answered alike meanwhile."""

    moved: list[Match] = field(default_factory=list)
    left: list[tuple[Applicant, list[Reason]]] = field(default_factory=list)
    same: list[Match] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What the partner says of one place: accepted, reserve, rejected (with a reason) or interviewed. `by_office`: it is the office that
    says so.
    """

    answer: str
    reason: str | None = None
    note: str | None = None
    by_office: bool = False

    @property
    def told(self) -> str:
        """Who refuses and why, as a ban keeps it."""
        told = reason_text(self.reason or "requirement", self.note)
        return told if self.by_office or self.reason == "partner" else f"partner: {told}"


class AnsweredMeanwhile(Conflict):
    """Somebody else has answered differently for these `places` since the answers were chosen."""

    def __init__(self, places: list[Match]):
        super().__init__("answered_meanwhile")
        self.places = places


def advance(
    order: JobOrder,
    *,
    match_ids: Iterable[int],
    to: str,
    on: date,
    at: datetime,
    account_id: int | None,
    reason: str | None = None,
    note: str | None = None,
) -> Moved:
    """Move places of an order on to a state; the stages of the people follow.

    Who is not in a state from which that is possible, or does not pass the gate yet (a rule not met, a paper missing) and was not
    let pass by the head, stays and is named. Who is rejected is not proposed for this order again. Raises OrderFull.
    """
    act(f"matching.{to}", number=order.number)
    order, rows = _held(order, match_ids)
    gaps = queries.lacking(order, [row.applicant_id for row in rows if may_answer(row.state, to)], to, on)
    return _move(order, [(row, Answer(to, reason, note, by_office=True)) for row in rows], gaps, on=on, at=at, account_id=account_id)


def answer(
    order: JobOrder,
    *,
    answers: Mapping[int, Answer],
    on: date,
    at: datetime,
    account_id: int | None,
    seen: Mapping[int, int] | None = None,
) -> Moved:
    """The partner's answers for many at once, by the id of the place.

    `seen`: the version of each place when its answer was chosen. Who was answered alike since is left as they are and counted. Raises
    OrderFull, Conflict reject_reason for who is rejected without a reason, and AnsweredMeanwhile when somebody was answered differently
    since; nothing is written then.
    """
    act("matching.answer", number=order.number)
    if any(one.answer == "rejected" and not one.reason for one in answers.values()):
        raise Conflict("reject_reason")
    order, rows = _held(order, answers)
    seen = seen or {}
    overtaken = [row for row in rows if seen.get(row.id, row.version) != row.version and answered(row.state, row.reserve_rank)]
    different = [row for row in overtaken if answered(row.state, row.reserve_rank) != answers[row.id].answer]
    if different:
        raise AnsweredMeanwhile(different)
    done = _move(order, [(row, answers[row.id]) for row in rows if row not in overtaken], {}, on=on, at=at, account_id=account_id)
    done.same = overtaken
    return done


def set_flight(match: Match, *, flight_on: date | None) -> Match:
    """The day of departure of one person."""
    act("matching.flight", number=match.order.number)
    match.flight_on = flight_on
    flush()
    return match


def _held(order, match_ids):
    """The order and the places as they are now, held."""
    order = orders.locked(order.id)
    query = select(Match).where(Match.order_id == order.id, Match.id.in_(list(match_ids))).order_by(Match.id).with_for_update(of=Match)
    return order, list(db.session.scalars(query.execution_options(populate_existing=True)))


def _move(order, wanted, gaps, *, on, at, account_id) -> Moved:
    before, done = queries.on_order(order.id), Moved()
    for row, said in wanted:
        reasons = _why_not(row, said, gaps)
        if reasons:
            done.left.append((row.applicant, reasons))
            continue
        _set(row, said, on, at, account_id)
        done.moved.append(row)
    flush()
    check_room(order, before, [row.applicant.full_name for row in done.moved])
    _follow(done.moved, on, at, account_id)
    return done


def _why_not(row, said, gaps) -> list[Reason]:
    if not may_answer(row.state, said.answer):
        return [Reason("match_state", state=row.state)]
    return gaps.get(row.applicant_id, [])


def _set(row, said, on, at, account_id):
    if said.answer in OUT:
        end(row, state=said.answer, on=on, reason=said.reason, note=said.note)
        if said.answer == "rejected":
            fix(row.applicant_id, row.order_id, "ban", said.told, at, account_id)
    elif said.answer == "reserve":
        row.state, row.decided_on = "interviewed", on
        row.reserve_rank = row.reserve_rank or queries.next_reserve(row.order_id)
        flush()
    elif said.answer == "returned":
        end(row, state="returned", on=on, reason=said.reason, note=said.note)
    else:
        row.state, row.decided_on = said.answer, on
        row.reserve_rank = None if said.answer != "interviewed" else row.reserve_rank


def _follow(rows, on, at, account_id):
    """Bring the people to the stage of their places; who is out of one is ready for another."""
    for row in rows:
        stage = STAGE.get(row.state)
        if stage is None and row.state != "proposed" and row.applicant.stage in FOLLOWED:
            stage = READY
        if stage:
            stages.follow(row.applicant, stage=stage, on=on, at=at, account_id=account_id, reason=row.order.number)


def free(row: Match, *, on: date, at: datetime, account_id: int | None):
    """After a place has come to nothing: the person is ready for another one."""
    _follow([row], on, at, account_id)
