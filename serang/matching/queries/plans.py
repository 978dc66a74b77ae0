"""Plans beside each other: another run, an order as it might be, the stored run once more; nothing is changed."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.common.rules.reasons import Reason
from serang.db import as_json, db
from serang.matching.models import Run
from serang.matching.queries import runs
from serang.matching.rules.assign import assign
from serang.matching.rules.plan import Move, Plan, moves, recheck
from serang.matching.rules.problem import Order, Problem
from serang.orders.rules import Requirement

MOVED, NEW, DROPPED = "moved", "new", "dropped"
WHAT_IF, CHECK = "matching.what_if", "matching.check"


@dataclass(frozen=True)
class Sums:
    """The figures of a plan."""

    placed: int
    places: int
    total_score: int
    proven: bool

    @classmethod
    def of(cls, plan: Plan) -> "Sums":
        """Those of a plan."""
        return cls(plan.placed, plan.places, plan.total_score, plan.proven)


@dataclass(frozen=True)
class Comparison:
    """Two plans: what moves from the one to the other, by kind, and how many of each."""

    before: Sums
    after: Sums
    moves: tuple[Move, ...]

    def of(self, kind: str | None) -> list[Move]:
        """The moves of one kind (moved, new, dropped), or all."""
        return [move for move in self.moves if kind is None or kind_of(move) == kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {kind: len(self.of(kind)) for kind in (MOVED, NEW, DROPPED)}

    def kept(self) -> dict:
        """As a job keeps it."""
        sums = {"before": asdict(self.before), "after": asdict(self.after)}
        return sums | {"moves": [(move.person, move.origin, move.target) for move in self.moves]}

    @classmethod
    def read_back(cls, result: dict) -> "Comparison":
        """What a job has kept."""
        return cls(Sums(**result["before"]), Sums(**result["after"]), tuple(Move(*one) for one in result["moves"]))


@dataclass(frozen=True)
class Change:
    """An order as it might be; None leaves as it is. `besides`: as one more order beside the old one."""

    order_id: int
    quota: int | None = None
    language_min: int | str | None = None
    departs_on: date | None = None
    closes_on: date | None = None
    besides: bool = False

    def asked(self, run: Run) -> dict:
        """What is asked of a run, as a job keeps it."""
        return {"run": run.id, **{name: as_json(value) for name, value in vars(self).items()}}

    @classmethod
    def read_back(cls, inputs: dict) -> "Change":
        """The change that a job was asked for."""
        days = {name: inputs[name] and date.fromisoformat(inputs[name]) for name in ("departs_on", "closes_on")}
        return cls(**{name: inputs[name] for name in ("order_id", "quota", "language_min", "besides")}, **days)


def kind_of(move: Move) -> str:
    """Moved, new or dropped."""
    return NEW if move.origin is None else DROPPED if move.target is None else MOVED


def compare(run: Run, other: Run) -> Comparison:
    """What changes from another run to this one."""
    before, after = runs.stored_plan(other), runs.stored_plan(run)
    return Comparison(Sums.of(before), Sums.of(after), moves(before.pairs, after))


def why_moved(run: Run, other: Run, move: Move) -> Reason:
    """Why a person stands elsewhere in a run than in another: refused at that order between them, that order no longer in it, or what
    the run says.
    """
    if move.origin and runs.stored(run)[0].order_index(move.origin) is None:
        return Reason("order_gone", order=move.origin)
    pair = [move.person, move.origin]
    banned, banned_before = (pair in runs.stored(one)[0].bans.tolist() for one in (run, other))
    return Reason("banned_since", order=move.origin) if banned and not banned_before else runs.explanation(run, move.person).reason


def what_if(run: Run, change: Change) -> Comparison:
    """The plan of a run beside the plan it would be with one order changed, from the stored inputs."""
    problem, before = runs.stored(run)
    after = assign(changed(problem, change).but(last=before.pairs))
    return Comparison(Sums.of(before), Sums.of(after), moves(before.pairs, after))


def changed(problem: Problem, change: Change) -> Problem:
    """A copy with the order changed."""
    order = problem.orders[problem.order_index(change.order_id)]
    new = replace(order, **_values(order, change))
    if change.besides:
        return problem.but(orders=[*problem.orders, replace(new, id=max(one.id for one in problem.orders) + 1)])
    return problem.but(orders=[new if one.id == order.id else one for one in problem.orders])


def _values(order: Order, change: Change) -> dict:
    values = {}
    if change.quota is not None:
        values["quota"] = change.quota
    for name in ("departs_on", "closes_on"):
        if getattr(change, name):
            values[name] = getattr(change, name).toordinal()
    if change.language_min is not None:
        values["requirements"] = tuple(_eased(one, change.language_min) for one in order.requirements)
    return values


def _eased(requirement: Requirement, minimum) -> Requirement:
    """A must of language with another minimum of its first test."""
    if requirement.kind != "language" or requirement.strength != "must" or not requirement.values["any"]:
        return requirement
    first, *rest = requirement.values["any"]
    return replace(requirement, values={"any": [{**first, "min": minimum}, *rest]})


def first_test(run: Run, order_id: int) -> str | None:
    """The language test an order asks for first."""
    problem, _plan = runs.stored(run)
    at = problem.order_index(order_id)
    if at is None:
        return None
    return next(
        (one.values["any"][0]["test"] for one in problem.orders[at].musts() if one.kind == "language" and one.values["any"]),
        None,
    )


@dataclass(frozen=True)
class Recheck:
    """A stored run looked at once more: whether the proof holds, and whether solving anew gives the same plan."""

    proven: bool
    same: bool
    failure: Reason | None
    seal: str

    def kept(self) -> dict:
        """As a job keeps it."""
        return vars(self) | {"failure": self.failure and self.failure.as_dict()}

    @classmethod
    def read_back(cls, result: dict) -> "Recheck":
        """What a job has kept."""
        return cls(**result | {"failure": result["failure"] and Reason.from_dict(result["failure"])})


def again(run: Run) -> Recheck:
    """Solve the stored input once more and compare."""
    problem, plan = runs.stored(run)
    proof = recheck(problem, plan)
    return Recheck(proof.proven, assign(problem).pairs.tolist() == plan.pairs.tolist(), proof.failure, plan.seal)


def people_of(some: list[Move]) -> dict[int, Applicant]:
    """The people of some moves, by id."""
    ids = [move.person for move in some]
    return {one.id: one for one in db.session.scalars(select(Applicant).where(Applicant.id.in_(ids)))} if ids else {}
