"""What a run says of everybody, as rows: placed, on reserve, waiting, left out. Written without the mapper: there are as many
rows as people.
"""

from dataclasses import dataclass
from itertools import chain, count, repeat

import numpy as np

from serang.db import db, is_sqlite
from serang.matching.models import Proposal
from serang.matching.rules import network, score
from serang.matching.rules.board import Board
from serang.matching.rules.certificate import EVERYBODY, NO_PLACE
from serang.matching.rules.columns import Columns
from serang.matching.rules.gaps import Gaps
from serang.matching.rules.pairs import WIDTH
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Problem, rising

COLUMNS = ("applicant_id", "order_id", "kind", "rank", "score", "parts", "lacks", "id")
KIND, NUMBER = COLUMNS.index("kind"), COLUMNS.index("id")
RESERVES = 10
NO_PARTS = "{}"


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


def rows(given: Problem, plan: Plan, columns: Columns, waits: Waiting, left: Gaps) -> list[tuple]:
    """All proposals of a run, numbered, as rows of COLUMNS."""
    numbers = count(1)  # the last of the columns that are put together: it goes on where the one before has ended
    placed = _placed(given, plan, columns, numbers)
    return list(chain(placed, _reserves(given, waits, numbers), _waiting(given, waits, numbers), _left(given, left, numbers)))


def starts(some: list[tuple]) -> dict[str, int]:
    """At which number the rows of a kind begin, of those that are read as one list."""
    return {kind: next((row[NUMBER] for row in some if row[KIND] == kind), len(some) + 1) for kind in ("waiting", "left")}


def keep(run_id: int, some: list[tuple]):
    """Write rows of COLUMNS for a run."""
    signs = ["?" if is_sqlite() else "%s"] * len(COLUMNS)
    statement = f"INSERT INTO {Proposal.__tablename__} (run_id, {', '.join(COLUMNS)}) VALUES ({int(run_id)}, {', '.join(signs)})"
    if some:
        db.session.connection().exec_driver_sql(statement, some)


def _placed(given, plan, columns, numbers):
    """Who is placed, order by order, best first, with the parts of the score."""
    person, order = given.indices(plan.people, plan.orders)
    by = np.lexsort((plan.people, -plan.score.astype(int), order))
    starts = np.searchsorted(order[by], np.arange(len(given.orders) + 1))
    for at, wanted in enumerate(given.orders):
        mine = by[starts[at] : starts[at + 1]]
        if len(mine):
            told = _parts(columns, wanted, person[mine], plan.locked[mine], plan.open[mine])
            ids, points = plan.people[mine].tolist(), plan.score[mine].tolist()
            yield from zip(ids, repeat(wanted.id), repeat("placed"), count(1), points, told, repeat(0), numbers, strict=False)


def _parts(columns, order, who, locked, open_) -> list[str]:
    """The parts of the score of some people (indices) in an order as JSON, with what else is to be known of the place."""
    rank = columns.ranks(order.occupation, order.country, who)
    found = score.parts(columns, order, who, rank)
    points = [f'"{name}": %d' for name in found]
    fixed, unsure = ['"locked": true'], ['"open": true']
    forms = {(False, False): points, (True, False): points + fixed, (False, True): points + unsure, (True, True): points + fixed + unsure}
    forms = {end: "{" + ", ".join(form) + "}" for end, form in forms.items()}
    told = zip(*(part.tolist() for part in found.values()), strict=True) if found else repeat((), len(who))
    return [forms[end] % values for values, end in zip(told, zip(locked.tolist(), open_.tolist(), strict=True), strict=True)]


def _reserves(given, waits, numbers):
    """The first of each order's list, as many as it wants and at least ten; none where the quota is 0."""
    most = np.array([max(one.reserves, RESERVES) if one.quota else 0 for one in given.orders] or [0])
    near = np.flatnonzero((waits.number <= most[waits.order]) & ~waits.closed)
    return _ranked(given, waits, near[np.lexsort((waits.number[near], waits.order[near]))], "reserve", numbers)


def _waiting(given, waits, numbers):
    """Everybody who fits and waits, once, with the order where they are nearest to the cut-off; without one, where all were full."""
    first = np.flatnonzero(np.diff(waits.person, prepend=-1))
    key = waits.full * 2**60 + waits.short * WIDTH + waits.order  # what stands first counts most
    nearest = np.flatnonzero(key == np.repeat(np.minimum.reduceat(key, first), np.diff(first, append=len(key)))) if len(key) else first
    nearest = nearest[np.lexsort((waits.number[nearest], waits.full[nearest]))]
    near, nowhere = nearest[~waits.full[nearest]], nearest[waits.full[nearest]]
    without = given.people.ids[waits.person[nowhere]].tolist()
    none = repeat(None)
    return chain(
        _ranked(given, waits, near, "waiting", numbers),
        zip(without, none, repeat("waiting"), none, none, repeat(NO_PARTS), repeat(0), numbers, strict=False),
    )


def _ranked(given, waits, some, kind, numbers):
    people, orders = given.people.ids[waits.person[some]], given.order_ids[waits.order[some]]
    ranks, points = (column[some].tolist() for column in (waits.number, waits.score))
    return zip(people.tolist(), orders.tolist(), repeat(kind), ranks, points, repeat(NO_PARTS), repeat(0), numbers, strict=False)


def _left(given, left, numbers):
    """Everybody who fits no order, those who lack least first; `order_id` is the nearest one."""
    by = np.lexsort((left.person, left.failed, left.order < 0))
    ids = [*given.order_ids.tolist(), None]
    people, failed, lacks = (column.tolist() for column in (given.people.ids[left.person[by]], left.failed[by], left.lacks[by]))
    nearest = [ids[at] for at in left.order[by].tolist()]
    return zip(people, nearest, repeat("left"), failed, repeat(None), repeat(NO_PARTS), lacks, numbers, strict=False)
