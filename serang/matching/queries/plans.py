"""Plans beside each other: another run, the stored run once more; nothing is changed."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.common.rules.reasons import Reason
from serang.db import db, fetched, one_of
from serang.matching.models import Match, Run
from serang.matching.queries import asked, runs
from serang.matching.rules.assign import assign
from serang.matching.rules.certificate import failed
from serang.matching.rules.moved import why
from serang.matching.rules.plan import Move, Plan, moves, recheck

MOVED, NEW, DROPPED, SENT = "moved", "new", "dropped", "sent"
CHECK = "matching.check"


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
    """Two plans: what moves from the one to the other, by kind, and how many of each. `sent`: people who are not in the plan any more
    since they went on to the partner.
    """

    before: Sums
    after: Sums
    moves: tuple[Move, ...]
    sent: frozenset[int] = frozenset()

    def of(self, kind: str | None) -> list[Move]:
        """The moves of one kind (moved, new, dropped, sent), or all."""
        return [move for move in self.moves if kind is None or self._kind(move) == kind]

    def _kind(self, move):
        return SENT if move.person in self.sent else kind_of(move)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {kind: len(self.of(kind)) for kind in (MOVED, NEW, DROPPED, SENT)}

    def kept(self) -> dict:
        """As a job keeps it."""
        sums = {"before": asdict(self.before), "after": asdict(self.after)}
        return sums | {"moves": [(move.person, move.origin, move.target) for move in self.moves]}

    @classmethod
    def read_back(cls, result: dict) -> "Comparison":
        """What a job has kept."""
        return cls(Sums(**result["before"]), Sums(**result["after"]), tuple(Move(*one) for one in result["moves"]))


def kind_of(move: Move) -> str:
    """Moved, new or dropped."""
    return NEW if move.origin is None else DROPPED if move.target is None else MOVED


def compare(run: Run, other: Run) -> Comparison:
    """What changes from another run to this one; who went on to the partner meanwhile moves to the order where they are."""
    before, after = runs.stored_plan(other), runs.stored_plan(run)
    found = moves(before.pairs, after)
    sent = _sent(run, [move.person for move in found if move.target is None])
    found = tuple(replace(move, target=sent[move.person]) if move.person in sent else move for move in found)
    return Comparison(Sums.of(before), Sums.of(after), found, frozenset(sent))


def _sent(run, people) -> dict[int, int]:
    """Of people whom a run does not place, those who had a place already, with the order; of who was not in it, who has one now."""
    if not people:
        return {}
    problem = runs.stored(run)[0]
    taken = dict(problem.taken.tolist())
    absent = [one for one in people if one not in taken and problem.people.index(one) is None]
    beyond = select(Match.applicant_id, Match.order_id).where(one_of(Match.applicant_id, absent), Match.active, Match.state != "proposed")
    return {one: taken[one] for one in people if one in taken} | dict(fetched(beyond))


def why_moved(run: Run, other: Run, move: Move) -> Reason:
    """Why a person stands elsewhere in a run than in another: with the partner already, gone from the run, that order no longer in it,
    refused there between them, or what has changed at the order they leave or come to; else what the run says.
    """
    problem, before = runs.stored(run)[0], runs.stored(other)[0]
    if move.target and runs.stored_plan(run).order_of(move.person) is None:
        return Reason("has_place", order=move.target)
    if move.target is None and problem.people.index(move.person) is None:
        return runs.why_absent(db.session.get(Applicant, move.person))
    if move.origin and problem.order_index(move.origin) is None:
        return Reason("order_gone", order=move.origin)
    pair = [move.person, move.origin]
    if pair in problem.bans.tolist() and pair not in before.bans.tolist():
        return Reason("banned_since", order=move.origin)
    return why(runs.stored(other), runs.stored(run), move) or runs.explanation(run, move.person).reason


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
    """Solve the stored input once more and compare; the proposals, which are what is applied, have to be those of the plan."""
    problem, plan = runs.stored_anew(run)
    proof = failed(Reason("altered")) if runs.altered(runs.placed(run), plan) else recheck(problem, plan)
    return Recheck(proof.proven, assign(problem).pairs.tolist() == plan.pairs.tolist(), proof.failure, plan.seal)


def checked_at(run: Run) -> datetime | None:
    """When a large run was last solved once more in the background."""
    job = asked.job_for(CHECK, {"run": run.id}) if asked.is_large(run) else None
    return job and job.ended_at


def people_of(some: list[Move]) -> dict[int, Applicant]:
    """The people of some moves, by id."""
    return {one.id: one for one in people([move.person for move in some])}


def people(ids) -> list[Applicant]:
    """People by id, in that order."""
    found = {one.id: one for one in db.session.scalars(select(Applicant).where(one_of(Applicant.id, ids)))} if ids else {}
    return [found[one] for one in ids if one in found]
