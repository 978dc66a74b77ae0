"""A plan: who is placed where, with its figures and its proof."""

import hashlib
from dataclasses import dataclass

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules.board import lay
from serang.matching.rules.certificate import Certificate, failed, prove
from serang.matching.rules.network import Note
from serang.matching.rules.problem import Problem

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Plan:
    """Placements by rising person id (`people`, `orders` are database ids). `locked`: fixed by staff; `open`: a must
    is not known yet. `places`: free before the run; `kept`: stand where they stood in the plan accepted last;
    `seal`: checksum of inputs and placements.
    """

    people: np.ndarray
    orders: np.ndarray
    score: np.ndarray
    locked: np.ndarray
    open: np.ndarray
    certificate: Certificate
    notes: tuple[Note, ...] = ()
    places: int = 0
    kept: int = 0
    greedy_placed: int = 0
    seal: str = ""

    @property
    def placed(self) -> int:
        """How many people have a place in this plan, locked ones included."""
        return len(self.people)

    @property
    def pairs(self) -> np.ndarray:
        """Rows of (person id, order id): what the next run is given as `last` once this plan is accepted."""
        return np.stack([self.people, self.orders], axis=1)

    @property
    def total_score(self) -> int:
        return int(self.score.sum(dtype=np.int64))

    @property
    def proven(self) -> bool:
        """Whether no better plan exists, by the certificate."""
        return self.certificate.proven

    def order_of(self, person_id: int) -> int | None:
        """Where a person is placed, or None."""
        at = int(np.searchsorted(self.people, person_id))
        return int(self.orders[at]) if at < len(self.people) and self.people[at] == person_id else None


@dataclass(frozen=True)
class Move:
    """One person goes from an order (None: had no place) to another (None: has none any more)."""

    person: int
    origin: int | None
    target: int | None


def moves(before: np.ndarray, plan: Plan) -> tuple[Move, ...]:
    """Who stands elsewhere in a plan than before (rows of person id, order id), by person: moved, new and dropped."""
    before = np.asarray(before, np.int64).reshape(-1, 2)
    people = np.union1d(before[:, 0], plan.people)
    old, new = np.full(len(people), NOWHERE), np.full(len(people), NOWHERE)
    old[np.searchsorted(people, before[:, 0])] = before[:, 1]
    new[np.searchsorted(people, plan.people)] = plan.orders
    other = np.flatnonzero(old != new)
    rows = zip(people[other].tolist(), old[other].tolist(), new[other].tolist(), strict=True)
    return tuple(Move(person, *(None if order == NOWHERE else order for order in orders)) for person, *orders in rows)


def seal(problem: Problem, people: np.ndarray, orders: np.ndarray) -> str:
    """Checksum (SHA-256) of a problem and the placements made for it."""
    digest = hashlib.sha256(problem.fingerprint.encode())
    for column in (people, orders):
        digest.update(np.ascontiguousarray(column, "<i8").tobytes())
    return digest.hexdigest()


def recheck(problem: Problem, plan: Plan) -> Certificate:
    """The proof once more from stored inputs: it fails when a placement, even an equally good one, was altered."""
    if plan.seal != seal(problem, plan.people, plan.orders):
        return failed(Reason("altered"))
    return prove(lay(problem), plan.people, plan.orders)
