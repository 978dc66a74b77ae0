"""The runs of the engine: their figures, whom they place, who waits, who is left out and why."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import BigInteger, and_, cast, func, or_, select
from sqlalchemy.orm import joinedload

from serang.applicants.models import Applicant, Merger
from serang.applicants.queries import search
from serang.common.refusals import Missing
from serang.common.rules.reasons import Reason
from serang.db import db, fetched, one_of
from serang.jobs.models import Job
from serang.matching.models import Match, Proposal, Run
from serang.matching.rules import store
from serang.matching.rules.certificate import EVERYBODY, NO_PLACE
from serang.matching.rules.explain import ABSENT, Explanation, explain
from serang.matching.rules.gaps import BITS
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Problem
from serang.matching.rules.ways import Way, ways
from serang.orders.models import JobOrder

PAGE = 25
RECORDED = 1000
DONE = "done"
PERSON = (Applicant.number, Applicant.full_name, Applicant.birth_date, Applicant.sex, Applicant.kecamatan_code)
ROW = (
    Proposal.id,
    Proposal.applicant_id,
    Proposal.order_id,
    Proposal.kind,
    Proposal.rank,
    Proposal.score,
    Proposal.parts,
    Proposal.lacks,
    Proposal.decision,
)


@dataclass(frozen=True)
class Fill:
    """How a run fills one order: free places before it, people placed, people who fit and wait, the score to pass by
    sex (`lines`: words-free values, None for everybody gets in, -1 for no place), what one more place would bring, and since when
    its rules and weights were sealed at the time (None: they were open).
    """

    order: JobOrder
    free: int
    placed: int
    waiting: int
    lines: dict[str, int | None]
    more_placed: int
    more_score: int
    sealed_at: datetime | None = None

    @property
    def empty(self) -> int:
        """Places that stay free."""
        return max(0, self.free - self.placed)


def get(run_id: int) -> Run:
    """One run. Raises Missing."""
    run = db.session.get(Run, run_id)
    if run is None:
        raise Missing("no_run")
    return run


def finished(run_id: int) -> Run:
    """One run that has its plan. Raises Missing."""
    run = get(run_id)
    if run.state != DONE:
        raise Missing("no_run")
    return run


def job_of(run: Run) -> Job | None:
    """The background work of a run that is not done yet."""
    return db.session.get(Job, run.job_id) if run.job_id and run.state != DONE else None


def find(*, page: int = 1) -> tuple[list[Run], int]:
    """Runs, newest first, and how many there are."""
    total = db.session.scalar(select(func.count()).select_from(Run))
    query = select(Run).options(joinedload(Run.account)).order_by(Run.id.desc())
    return list(db.session.scalars(query.limit(PAGE).offset((max(page, 1) - 1) * PAGE))), total


def latest() -> Run | None:
    """The newest run that has its plan."""
    return db.session.scalar(select(Run).where(Run.state == DONE).order_by(Run.id.desc()).limit(1))


def before(run: Run) -> Run | None:
    """The run before this one."""
    return db.session.scalar(select(Run).where(Run.state == DONE, Run.id < run.id).order_by(Run.id.desc()).limit(1))


def others(run: Run) -> list[Run]:
    """The newest runs that a run can be compared with."""
    return list(db.session.scalars(select(Run).where(Run.state == DONE, Run.id != run.id).order_by(Run.id.desc()).limit(PAGE)))


def filling(run: Run) -> list[dict]:
    """What the run keeps of each of its orders that is still there (see operations.runs), least filled first."""
    kept = run.figures.get("orders", ())
    closes = dict(fetched(select(JobOrder.id, JobOrder.closes_on).where(one_of(JobOrder.id, [one["id"] for one in kept]))))
    there = [one for one in kept if one["id"] in closes]
    return sorted(there, key=lambda one: (-_empty(one), closes[one["id"]] is None, closes[one["id"]], one["id"]))


def fills(run: Run, some: list[dict] | None = None) -> list[Fill]:
    """How the run fills its orders, or some of them (rows of `filling`)."""
    some = filling(run) if some is None else some
    orders = orders_of([one["id"] for one in some])
    names = ("free", "placed", "waiting", "lines", "more_placed", "more_score")
    there = [(orders[one["id"]], one) for one in some if one["id"] in orders]
    return [Fill(order, *(one[name] for name in names), _sealed_at(run, order, one)) for order, one in there]


def _sealed_at(run, order, line):
    """As the run has kept it; runs before that was kept tell what can be seen now."""
    if "sealed" not in line:
        return order.sealed_at if run.sealed(order) else None
    return datetime.fromisoformat(line["sealed"]) if line["sealed"] else None


def fill_of(run: Run, order_id: int) -> Fill | None:
    """How the run fills one order; None when it was not in it."""
    return next(iter(fills(run, [one for one in filling(run) if one["id"] == order_id])), None)


def empty(some: list[dict]) -> int:
    """Places that a run leaves free in some orders (rows of `filling`)."""
    return sum(map(_empty, some))


def _empty(line):
    return max(0, line["free"] - line["placed"])


def unsealed(run: Run) -> list[str]:
    """The numbers of the run's orders, open ones, whose rules and weights were not sealed before it, or not ever since."""
    ids = [one["id"] for one in run.figures.get("orders", ())]
    query = select(JobOrder.number).where(one_of(JobOrder.id, ids), JobOrder.state == "open")
    unsealed = or_(JobOrder.sealed_at.is_(None), JobOrder.sealed_at > run.at)
    return list(db.session.scalars(query.where(unsealed).order_by(JobOrder.closes_on, JobOrder.id)))


def orders_of(ids) -> dict[int, JobOrder]:
    """Orders by id."""
    return {one.id: one for one in db.session.scalars(select(JobOrder).where(one_of(JobOrder.id, ids)))}


def order(order_id: int) -> JobOrder | None:
    """One order, read once per transaction."""
    return db.session.get(JobOrder, order_id)


def of_kind(run: Run, kind: str, order_id: int, *, page: int = 1, size: int = PAGE) -> tuple[list, int]:
    """The people of one kind (placed, reserve) for an order, by rank, one page of them and how many in all."""
    here = and_(*_section(run, kind, order_id), Proposal.order_id == order_id, Proposal.kind == kind)
    total = db.session.scalar(select(func.count()).select_from(Proposal).where(here))
    query = select(*ROW, *PERSON).join(Applicant, Applicant.id == Proposal.applicant_id).where(here).order_by(Proposal.id)
    return list(db.session.execute(query.limit(size).offset((max(page, 1) - 1) * size))), total


def _section(run, kind, order_id) -> list:
    """Among which rows of a run those of a kind (placed, reserve) for an order stand (see Proposal.id); all of them in runs that did not
    keep yet where others begin.
    """
    placed = {one["id"]: one["placed"] for one in run.figures.get("orders", ())}
    if "starts" not in run.figures or order_id not in placed:
        return [Proposal.run_id == run.id]
    if kind == "reserve":
        first, end = 1 + sum(placed.values()), run.figures["starts"]["waiting"]
    else:
        first = 1 + sum(count for one, count in placed.items() if one < order_id)
        end = first + placed[order_id]
    return [Proposal.run_id == run.id, Proposal.id >= first, Proposal.id < end]


def recorded(run: Run) -> dict[int, list] | None:
    """Who is placed and who is on reserve in each order, by rank, for the record; None where they are too many to be printed."""
    if run.placed > RECORDED:
        return None
    query = select(*ROW, *PERSON).join(Applicant, Applicant.id == Proposal.applicant_id)
    query = query.where(Proposal.run_id == run.id, Proposal.kind.in_(("placed", "reserve"))).order_by(Proposal.id)
    found = {}
    for row in db.session.execute(query):
        found.setdefault(row.order_id, []).append(row)
    return found


def out(
    run: Run,
    reader,
    *,
    kind: str | None = None,
    rule: str | None = None,
    q: str | None = None,
    page: int = 1,
    size: int = PAGE,
):
    """People without a place, one page and how many: `kind` waiting or left; `rule` a kind of rule they fail; `q` parts
    of the name or number.
    """
    here = [Proposal.run_id == run.id, Proposal.kind == kind if kind else Proposal.kind.in_(("waiting", "left"))]
    starts = run.figures.get("starts", {})
    here.append(Proposal.id >= (starts.get(kind, 0) if kind else min(starts.values(), default=0)))
    if rule in BITS:
        here.append(Proposal.lacks.op("&")(BITS[rule]) != 0)
    hits = search.hits(q, reader)
    if hits is not None:
        here.append(Proposal.applicant_id.in_(hits))
        total = db.session.scalar(select(func.count()).select_from(Proposal).where(*here))
    else:
        total = _without_place(run, kind, rule)
    query = select(*ROW, *PERSON).join(Applicant, Applicant.id == Proposal.applicant_id).where(*here)
    found = list(db.session.execute(query.order_by(Proposal.id).limit(size).offset((max(page, 1) - 1) * size)))
    orders_of({row.order_id for row in found if row.order_id})  # named one by one
    return found, total


def _without_place(run, kind, rule):
    """How many have no place, as the run counted them."""
    if rule in BITS:
        return 0 if kind == "waiting" else run.figures["lacks"].get(rule, 0)
    return sum(run.figures[one] for one in ("waiting", "left") if kind in (None, one))


def by_person(run: Run):
    """That a row is of this run, where people are known: SQLite would else walk the whole run, which it takes for ten rows."""
    return Proposal.run_id.op("+")(0) == run.id


def of_person(run: Run, applicant_id: int) -> Proposal | None:
    """What the run says of a person first: placed, waiting or left."""
    return db.session.scalar(
        select(Proposal)
        .where(Proposal.applicant_id == applicant_id, by_person(run), Proposal.kind != "reserve")
        .order_by(Proposal.id)
        .limit(1)
    )


def quotas(run: Run) -> dict[int, tuple[int, int | None, int | None]]:
    """The quotas (all, men, women) of each order as the run was given them; runs before that was kept are read as a whole."""
    kept = run.figures.get("orders", ())
    if any("quotas" not in one for one in kept):
        return {one.id: (one.quota, one.quota_male, one.quota_female) for one in stored(run)[0].orders}
    return {one["id"]: tuple(one["quotas"]) for one in kept}


def stored(run: Run) -> tuple[Problem, Plan]:
    """The input of a run and its plan, as they were kept."""
    return _stored(run.id, run.fingerprint)


def stored_anew(run: Run) -> tuple[Problem, Plan]:
    """The same, read from the database now: to look whether anything was altered."""
    return _stored.__wrapped__(run.id, run.fingerprint)


def placed(run: Run, order_id: int | None = None) -> list:
    """Who is placed by the proposals of a run (of an order), in their order: person, order, score and what staff decided."""
    columns = (Proposal.applicant_id, Proposal.order_id, Proposal.score, Proposal.decision)
    return fetched(select(*columns).where(*placements(run, order_id)).order_by(Proposal.id))


def placements(run: Run, order_id: int | None = None) -> list:
    """That a row says that a run places somebody (in an order)."""
    here = [Proposal.run_id == run.id, Proposal.kind == "placed"]
    return [*here, Proposal.order_id == order_id] if order_id else here


def altered(proposed: list, plan: Plan, order_id: int | None = None) -> bool:
    """Whether proposals (see `placed`), which are what is applied, are not those of the plan. People who were merged or erased since
    count as they are now.
    """
    rows = {(row.applicant_id, row.order_id) for row in proposed}
    into = dict(db.session.execute(select(Merger.gone_id, Merger.applicant_id)).all())
    pairs = plan.pairs if order_id is None else plan.pairs[plan.orders == order_id]
    planned = {(into.get(person, person), order) for person, order in pairs.tolist()}
    missing = {person for person, _order in planned - rows}
    return bool(rows - planned) or bool(
        missing and db.session.scalar(select(func.count()).select_from(Applicant).where(one_of(Applicant.id, missing)))
    )


def proven(run: Run, order_id: int | None = None) -> bool:
    """Whether a run may be called proven: it was, and its proposals (of an order) are still those of the proven plan. Of all orders
    together only the sums of the placements are looked at while these agree; applying and the record look at each.
    """
    if run.proven and not order_id and run.figures.get("sums") == _sums(run):
        return True
    return run.proven and not altered(placed(run, order_id), stored_plan(run), order_id)


def _sums(run) -> list[int]:
    person, order = (cast(column, BigInteger) for column in (Proposal.applicant_id, Proposal.order_id))
    query = select(func.count(), *(func.coalesce(func.sum(one), 0) for one in (person, order, person * order)))
    return [int(one) for one in db.session.execute(query.where(*placements(run))).one()]


@lru_cache(maxsize=2)
def _stored(run_id, fingerprint):
    problem, plan = db.session.execute(select(Run.problem, Run.plan).where(Run.id == run_id)).one()
    return store.unpack_problem(problem), store.unpack_plan(plan)


def stored_plan(run: Run) -> Plan:
    """The plan of a run alone, as it was kept."""
    return _stored_plan(run.id, run.figures["seal"])


@lru_cache(maxsize=4)
def _stored_plan(run_id, seal):
    return store.unpack_plan(db.session.scalar(select(Run.plan).where(Run.id == run_id)))


def explanation(run: Run, applicant_id: int) -> Explanation:
    """Why a person is placed, on reserve or left out, from what the run was given."""
    return explain(*stored(run), applicant_id)


def shortest_ways(run: Run, applicant_id: int) -> list[Way]:
    """What the person would have to gain for a place, the shortest way first; none for who was not in the run."""
    problem, plan = stored(run)
    return ways(problem, plan, applicant_id) if problem.people.index(applicant_id) is not None else []


def why_absent(applicant: Applicant) -> Reason:
    """Why a person is not in a run, as they stand now."""
    place = db.session.execute(select(Match.order_id, Match.state).where(Match.applicant_id == applicant.id, Match.active)).first()
    if applicant.exit_reason:
        return Reason("absent_gone")
    if applicant.hold_reason:
        return Reason("absent_held")
    if place and place.state != "proposed":
        return Reason("has_place", order=place.order_id)
    return Reason("absent_stage", stage=applicant.stage) if applicant.stage != "ready" else Reason("absent_since")


def is_absent(found: Explanation) -> bool:
    """Whether the person was not in the run."""
    return found.state == ABSENT


def line(value: int) -> int | None:
    """A cut-off as it is kept: None when everybody gets in, -1 when nobody can."""
    return {EVERYBODY: None, NO_PLACE: -1}.get(value, value)
