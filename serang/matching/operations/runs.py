"""A run of the engine: read everything, find the best plan, keep inputs, plan and proof. Nothing is applied."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import delete, insert, select

from serang.common.rules.reasons import Reason
from serang.db import db, reading
from serang.jobs import operations as jobs
from serang.jobs.models import Job
from serang.matching import queries
from serang.matching.models import Match, Proposal, Run
from serang.matching.rules import gaps, pairs, score, store
from serang.matching.rules.assign import assign
from serang.matching.rules.board import Board, lay
from serang.matching.rules.columns import Columns
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Problem

JOB = "matching.run"
AT_ONCE = 1_000_000  # pairs of people and orders that are looked at while the reader waits
RESERVES = 10
NEWEST = 20
FORGOTTEN_AFTER = timedelta(days=7)
CHUNK = 5000
SEXES = {0: "all", 1: "L", 2: "P"}


def propose(*, on: date, at: datetime, account_id: int | None, whom: str = queries.READY, unknown_allowed: bool = False) -> Run:
    """Run the engine now. The transaction at hand is ended first, so that nobody waits for the thinking."""
    db.session.rollback()
    given, board, plan = think(on, whom, unknown_allowed)
    run = Run(at=at, on=on, account_id=account_id, unknown_allowed=unknown_allowed, figures={"whom": whom})
    rows, values = outcome(given, board, plan)
    db.session.add(run)
    return _publish(run, rows, values)


def propose_later(*, on: date, at: datetime, account_id: int | None, whom: str = queries.READY, unknown_allowed: bool = False) -> Run:
    """Have the worker run the engine; the page shows how far it is."""
    run = Run(at=at, on=on, account_id=account_id, unknown_allowed=unknown_allowed, figures={"whom": whom})
    db.session.add(run)
    db.session.flush()
    run.job_id = jobs.queue(JOB, account_id=account_id, at=at, total=3, run=run.id).id
    db.session.flush()
    return run


def work(run_id: int, between: Callable) -> Run:
    """What the worker does for a run that waits."""
    run = queries.get(run_id)
    on, whom, unknown = run.on, run.figures["whom"], run.unknown_allowed
    if run.state == queries.DONE:
        return run
    between(0, 3, "matching.gathering")
    given = gather(on, whom, unknown)
    between(1, 3, "matching.solving")
    db.session.rollback()
    board = lay(given)
    plan = assign(given, board)
    rows, values = outcome(given, board, plan)
    db.session.execute(delete(Proposal).where(Proposal.run_id == run_id))  # of a try that was cut off
    for start in range(0, len(rows), CHUNK):
        _insert(run_id, rows[start : start + CHUNK])
        between(2, 3, "matching.keeping")
    return _publish(queries.get(run_id), [], values)


def ask_later(kind: str, inputs: dict, *, account_id: int | None, at: datetime) -> Job:
    """Have the worker answer a question about a large run (see queries.asked); the same one is asked once."""
    waiting = queries.job_for(kind, inputs)
    if waiting and waiting.state in ("queued", "running"):
        return waiting
    return jobs.queue(kind, account_id=account_id, at=at, total=1, **inputs)


def forget_old(*, at: datetime) -> int:
    """Forget runs of more than a week ago that gave nobody a place, but for the newest twenty; gives how many.

    A run that places came from stays: it explains them.
    """
    newest = select(Run.id).order_by(Run.id.desc()).limit(NEWEST)
    needed = select(Match.run_id).where(Match.run_id.is_not(None))
    old = [Run.at < at - FORGOTTEN_AFTER, Run.accepted_at.is_(None), Run.state == queries.DONE]
    ids = list(db.session.scalars(select(Run.id).where(*old, Run.id.not_in(newest.scalar_subquery()), Run.id.not_in(needed))))
    for run_id in ids:
        db.session.execute(delete(Proposal).where(Proposal.run_id == run_id))
        db.session.execute(delete(Run).where(Run.id == run_id))
    return len(ids)


def think(on: date, whom: str, unknown_allowed: bool) -> tuple[Problem, Board, Plan]:
    """Read and solve without holding any lock."""
    given = gather(on, whom, unknown_allowed)
    board = lay(given)
    return given, board, assign(given, board)


def gather(on: date, whom: str, unknown_allowed: bool) -> Problem:
    """Read everything in a transaction of its own that only looks."""
    with reading():
        given = queries.problem(on, whom=whom, unknown_allowed=unknown_allowed)
        db.session.rollback()
    return given


def outcome(given: Problem, board: Board, plan: Plan) -> tuple[list[dict], dict]:
    """The proposals of a run as rows, and the columns of the run itself."""
    placed = np.isin(given.people.ids, plan.people)
    fits = np.zeros(len(placed), bool)
    fits[board.eligible.person] = True
    free = pairs.free(given) & ~placed
    columns = Columns(given)
    left = gaps.gaps(given, free & ~fits, columns)
    waiting = _waiting(given, board, plan, placed)
    rows = _placed_rows(given, plan, columns) + _reserve_rows(given, waiting) + _waiting_rows(given, waiting) + _left_rows(given, left)
    for number, row in enumerate(rows, 1):
        row["id"] = number
    figures = {
        "orders": _per_order(given, board, plan, waiting),
        "lacks": gaps.counts(left),
        "kept": plan.kept,
        "waiting": int((free & fits).sum()),
        "left": len(left.person),
        "seal": plan.seal,
    }
    values = {
        "state": queries.DONE,
        "fingerprint": given.fingerprint,
        "problem": store.pack_problem(given),
        "plan": store.pack_plan(plan),
        "people": int(pairs.free(given).sum()),
        "orders": len(given.orders),
        "places": plan.places,
        "placed": plan.placed,
        "score": plan.total_score,
        "greedy_placed": plan.greedy_placed,
        "proven": plan.proven,
        "figures": figures,
        "problems": [{"reason": note.reason.as_dict(), "person": note.person, "order": note.order} for note in plan.notes],
    }
    return rows, values


def _publish(run: Run, rows: list[dict], values: dict) -> Run:
    """The run has its plan from now on."""
    values["figures"] = {**run.figures, **values["figures"]}
    waits = queries.orders_with_waiting_rules([one["id"] for one in values["figures"]["orders"]])
    values["problems"] += [{"reason": Reason("rule_left_out").as_dict(), "person": None, "order": one} for one in waits]
    for name, value in values.items():
        setattr(run, name, value)
    db.session.flush()
    for start in range(0, len(rows), CHUNK):
        _insert(run.id, rows[start : start + CHUNK])
    return run


def _insert(run_id, rows):
    db.session.execute(insert(Proposal), [{**row, "run_id": run_id} for row in rows])


def _row(applicant_id, order_id, kind, rank=None, points=None, parts=None, lacks=0) -> dict:
    return {
        "applicant_id": applicant_id,
        "order_id": order_id,
        "kind": kind,
        "rank": rank,
        "score": points,
        "parts": parts or {},
        "lacks": lacks,
    }


def _placed_rows(given, plan, columns):
    """Who is placed, order by order, best first, with the parts of the score."""
    person, order = given.indices(plan.people, plan.orders)
    by = np.lexsort((plan.people, -plan.score.astype(int), order))
    rows = []
    starts = np.searchsorted(order[by], np.arange(len(given.orders) + 1))
    for at, wanted in enumerate(given.orders):
        mine = by[starts[at] : starts[at + 1]]
        if not len(mine):
            continue
        parts = _parts(columns, wanted, person[mine])
        rows += [
            _row(
                applicant_id,
                wanted.id,
                "placed",
                number,
                points,
                {
                    **{name: part[number - 1] for name, part in parts.items()},
                    **({"locked": True} if locked else {}),
                    **({"open": True} if open_ else {}),
                },
            )
            for number, (applicant_id, points, locked, open_) in enumerate(
                zip(*(getattr(plan, name)[mine].tolist() for name in ("people", "score", "locked", "open")), strict=True),
                1,
            )
        ]
    return rows


def _parts(columns, order, who):
    """The parts of the score of some people (indices) in an order, as plain numbers."""
    rank = np.full(len(columns.people.ids), score.UNWISHED, np.int16)
    wishing, ranks = columns.wishing(order.occupation, order.country)
    rank[wishing] = ranks
    return {name: part.tolist() for name, part in score.parts(columns, order, who, rank[who]).items()}


def _waiting(given, board, plan, placed):
    """Pairs of those who fit and find no place, by order, best first: person, order, score, number on the list."""
    keep = np.flatnonzero(~placed[board.eligible.person])
    person, order, points = (getattr(board.eligible, name)[keep] for name in ("person", "order", "score"))
    by = np.lexsort((person, -points.astype(int), order))
    person, order, points = person[by], order[by], points[by]
    return person, order, points, np.arange(len(by)) - np.searchsorted(order, order) + 1


def _reserve_rows(given, waiting):
    person, order, points, number = waiting
    most = np.array([max(one.reserves, RESERVES) for one in given.orders] or [0])
    near = number <= most[order] if len(order) else np.zeros(0, bool)
    ids = given.people.ids[person[near]].tolist()
    return [
        _row(applicant_id, given.orders[at].id, "reserve", rank, value)
        for applicant_id, at, value, rank in zip(ids, order[near].tolist(), points[near].tolist(), number[near].tolist(), strict=True)
    ]


def _waiting_rows(given, waiting):
    """Everybody who fits and waits, once, with the order where they are nearest to a place."""
    person, order, points, number = waiting
    by = np.lexsort((order, number, person))
    first = by[np.flatnonzero(np.diff(person[by], prepend=-1))]
    first = first[np.lexsort((person[first], number[first]))]
    return [
        _row(applicant_id, given.orders[at].id, "waiting", rank, value)
        for applicant_id, at, value, rank in zip(
            given.people.ids[person[first]].tolist(),
            order[first].tolist(),
            points[first].tolist(),
            number[first].tolist(),
            strict=True,
        )
    ]


def _left_rows(given, left):
    by = np.lexsort((left.person, left.failed, left.order < 0))
    columns = (given.people.ids[left.person[by]], left.order[by], left.failed[by], left.lacks[by])
    return [
        _row(applicant_id, given.orders[at].id if at >= 0 else None, "left", failed, lacks=lacks)
        for applicant_id, at, failed, lacks in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _per_order(given, board, plan, waiting):
    size = len(given.orders)
    _person, at = given.indices(plan.people, plan.orders)
    placed = np.bincount(at, minlength=size)
    fixed = np.bincount(board.places.fixed[:, 1], minlength=size) if len(board.places.fixed) else np.zeros(size, int)
    queue, proof = np.bincount(waiting[1], minlength=size), plan.certificate
    lines = [{} for _ in given.orders]
    for order, sex, cutoff in zip(proof.pool_order.tolist(), proof.pool_sex.tolist(), proof.cutoff.tolist(), strict=True):
        lines[order][SEXES[sex]] = queries.line(cutoff)
    more = [(int(proof.more_placed[n]), int(proof.more_score[n])) if plan.proven else (0, 0) for n in range(size)]
    return [
        {
            "id": order.id,
            "free": int(board.places.room[n] + fixed[n]),
            "placed": int(placed[n]),
            "waiting": int(queue[n]),
            "lines": lines[n],
            "more_placed": more[n][0],
            "more_score": more[n][1],
        }
        for n, order in enumerate(given.orders)
    ]
