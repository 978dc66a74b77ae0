"""What a run says of everybody: placed, on reserve, waiting, left out. Put together as columns and written without the mapper: there are
as many rows as people.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from serang.db import db, is_sqlite
from serang.matching.models import Proposal
from serang.matching.rules import network, points, score
from serang.matching.rules.board import Board
from serang.matching.rules.certificate import EVERYBODY, NO_PLACE
from serang.matching.rules.columns import Columns
from serang.matching.rules.gaps import Gaps
from serang.matching.rules.pairs import WIDTH
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Problem, rising

RESERVES = 10
EMPTY = {"parts": "0", "lacks": "0"}  # the other columns are NULL


@dataclass(frozen=True, eq=False)
class Rows:
    """Proposals of one kind as columns of equal length, named as in Proposal; where one is missing, see EMPTY."""

    kind: str
    columns: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.columns["id"])

    def part(self, at) -> "Rows":
        """Some of them: a slice, or places in the order wanted."""
        return Rows(self.kind, {name: column[at] for name, column in self.columns.items()})


@dataclass(frozen=True, eq=False)
class Waiting:
    """Pairs of those who fit and find no place, by person, then order; `number` is the place on the order's list, `short` the points to
    the cut-off, `full` whether no place for a person of that sex was left to give, `closed` whether there never is one (these stand
    last on the list).
    """

    person: np.ndarray
    order: np.ndarray
    score: np.ndarray
    number: np.ndarray
    short: np.ndarray
    full: np.ndarray
    closed: np.ndarray


def waiting(board: Board, plan: Plan, placed: np.ndarray) -> Waiting:
    """Everybody eligible whom the plan leaves without a place (`placed`: a mask over People.ids)."""
    keep = np.flatnonzero(~placed[board.eligible.person])
    person, order, points = (getattr(board.eligible, name)[keep] for name in ("person", "order", "score"))
    sex = board.problem.people.sex[person]
    closed = network.closed_to(board.problem)[order, sex]
    by = rising((order * np.int32(2) + closed) * np.int32(score.FULL + 1) + (score.FULL - points))  # pairs come by person
    inside = order[by]
    number = np.empty(len(by), np.int64)
    number[by] = np.arange(len(by)) - np.searchsorted(inside, np.arange(len(board.problem.orders)))[inside] + 1
    line = _lines(board, plan)[board.places.by[order, sex]]
    return Waiting(person, order, points, number, np.maximum(line - points, 0), line == NO_PLACE, closed)


def _lines(board, plan):
    """The cut-off of every pool; without a proof only whether it has places."""
    places = board.places
    if plan.proven:
        return plan.certificate.cutoff
    return np.where(places.offered[places.pool_order] == 0, NO_PLACE, EVERYBODY)


def rows(given: Problem, plan: Plan, columns: Columns, waits: Waiting, left: Gaps) -> list[Rows]:
    """All proposals of a run. They are numbered as lists show them, and each kind stands by person: so the index of people and the people
    themselves, whom the database looks up for every row, are met in their order.
    """
    found, number = [], 1
    for kind, people, others in (
        ("placed", *_placed(given, plan, columns)),
        ("reserve", *_reserves(given, waits)),
        *(("waiting", *some) for some in _waiting(given, waits)),
        *(("left", *some) for some in _left(given, left)),
    ):
        numbers = np.arange(number, number + len(people))
        found.append(Rows(kind, {"applicant_id": given.people.ids[people], **others, "id": numbers}).part(rising(people)))
        number += len(people)
    return found


def starts(some: list[Rows]) -> dict[str, int]:
    """At which number the rows of a kind begin, of those that are read as one list."""
    beyond = sum(map(len, some)) + 1
    first = {one.kind: int(one.columns["id"].min()) for one in reversed(some) if len(one)}
    return {kind: first.get(kind, beyond) for kind in ("waiting", "left")}


def sums(plan: Plan) -> list[int]:
    """What tells at a glance whether the placements in the database are those of the plan (see queries.runs.proven): how many there are,
    and the sums of their people, of their orders and of both multiplied.
    """
    people, orders = plan.people.astype(np.int64), plan.orders.astype(np.int64)
    return [len(people), int(people.sum()), int(orders.sum()), int((people * orders).sum())]


def in_parts(some: list[Rows], size: int) -> Iterator[Rows]:
    """All of them, so many at a time."""
    return (one.part(slice(start, start + size)) for one in some for start in range(0, len(one), size))


def keep(run_id: int, some: Rows):
    """Write proposals of a run."""
    if not len(some):
        return
    same = {name: value for name, value in EMPTY.items() if name not in some.columns}
    names, values = ", ".join(["run_id", "kind", *same, *some.columns]), ", ".join([str(int(run_id)), f"'{some.kind}'", *same.values()])
    into, columns = f"INSERT INTO {Proposal.__tablename__} ({names})", [column.tolist() for column in some.columns.values()]
    connection = db.session.connection()
    if is_sqlite():
        connection.exec_driver_sql(f"{into} VALUES ({values}{', ?' * len(columns)})", list(zip(*columns, strict=True)))
    else:
        lists = ", ".join(["%s::bigint[]"] * len(columns))
        connection.exec_driver_sql(f"{into} SELECT {values}, given.* FROM unnest({lists}) AS given", tuple(columns))


def _placed(given, plan, columns):
    """Who is placed (indices), order by order, best first, with the parts of the score."""
    person, order = given.indices(plan.people, plan.orders)
    by = rising(order * np.int64(score.FULL + 1) + (score.FULL - plan.score))  # places come by person
    person, order, locked, open_ = person[by], order[by], plan.locked[by], plan.open[by]
    starts = np.searchsorted(order, np.arange(len(given.orders) + 1))
    parts = np.zeros(len(by), np.int64)
    for at, wanted in enumerate(given.orders):
        mine = slice(starts[at], starts[at + 1])
        if len(person[mine]):
            parts[mine] = _parts(columns, wanted, person[mine], locked[mine], open_[mine])
    ranks = np.arange(1, len(by) + 1) - starts[order]
    return person, {"order_id": given.order_ids[order], "rank": ranks, "score": plan.score[by], "parts": parts}


def _parts(columns, order, who, locked, open_):
    """What is kept of places in an order for each of some people (indices)."""
    rank = columns.ranks(order.occupation, order.country, who)
    return points.pack(score.parts(columns, order, who, rank), locked=locked, open=open_)


def _reserves(given, waits):
    """The first of each order's list, as many as it wants and at least ten; none where the quota is 0."""
    most = np.array([max(one.reserves, RESERVES) if one.quota else 0 for one in given.orders] or [0])
    near = np.flatnonzero((waits.number <= most[waits.order]) & ~waits.closed)
    return _ranked(given, waits, near[np.lexsort((waits.number[near], waits.order[near]))])


def _waiting(given, waits):
    """Everybody who fits and waits, once, with the order where they are nearest to the cut-off; without one, where all were full."""
    first = np.flatnonzero(np.diff(waits.person, prepend=-1))
    key = waits.full * 2**60 + waits.short * WIDTH + waits.order  # what stands first counts most
    nearest = np.flatnonzero(key == np.repeat(np.minimum.reduceat(key, first), np.diff(first, append=len(key)))) if len(key) else first
    nearest = nearest[np.lexsort((waits.number[nearest], waits.full[nearest]))]
    near, nowhere = nearest[~waits.full[nearest]], nearest[waits.full[nearest]]
    return _ranked(given, waits, near), (waits.person[nowhere], {})


def _ranked(given, waits, some):
    return waits.person[some], {"order_id": given.order_ids[waits.order[some]], "rank": waits.number[some], "score": waits.score[some]}


def _left(given, left):
    """Everybody who fits no order, those who lack least first, and then those without an order that is nearest."""
    by = np.lexsort((left.person, left.failed, left.order < 0))
    near, nowhere = by[left.order[by] >= 0], by[left.order[by] < 0]
    return (
        (left.person[near], {"order_id": given.order_ids[left.order[near]], "rank": left.failed[near], "lacks": left.lacks[near]}),
        (left.person[nowhere], {"rank": left.failed[nowhere], "lacks": left.lacks[nowhere]}),
    )
