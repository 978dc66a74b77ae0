"""A run of the engine: read everything, find the best plan, keep inputs, plan and proof. Nothing is applied."""

import gc
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import delete, select

from serang.common.rules.reasons import Reason
from serang.db import as_json, db, reading
from serang.jobs import operations as jobs
from serang.jobs.models import Job
from serang.matching import queries
from serang.matching.models import Match, Proposal, Run
from serang.matching.operations import proposals
from serang.matching.rules import gaps, pairs, store
from serang.matching.rules.assign import assign
from serang.matching.rules.board import Board, lay
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import Problem

JOB = "matching.run"
AT_ONCE = 1_000_000  # pairs of people and orders that are looked at while the reader waits
NEWEST = 20
FORGOTTEN_AFTER = timedelta(days=7)
CHUNK = 5000
SEXES = {0: "all", 1: "L", 2: "P"}


@contextmanager
def _uncollected():
    """While very many rows are made, Python looks for rubbish among them again and again, and there is none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
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


@_uncollected()
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
    for some in proposals.in_parts(rows, CHUNK):
        proposals.keep(run_id, some)
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


def outcome(given: Problem, board: Board, plan: Plan) -> tuple[list[proposals.Rows], dict]:
    """The proposals of a run and the columns of the run itself."""
    placed = np.isin(given.people.ids, plan.people)
    fits = np.zeros(len(placed), bool)
    fits[board.eligible.person] = True
    free = pairs.free(given) & ~placed
    full = set(np.flatnonzero(board.places.offered == 0).tolist())
    left, waiting = gaps.gaps(given, free & ~fits, board.columns, full), proposals.waiting(board, plan, placed)
    figures = {
        "orders": _per_order(given, board, plan, waiting),
        "lacks": gaps.counts(left),
        "kept": plan.kept,
        "waiting": int((free & fits).sum()),
        "left": len(left.person),
        "seal": plan.seal,
    }
    rows = proposals.rows(given, plan, board.columns, waiting, left)
    figures |= {"starts": proposals.starts(rows), "sums": proposals.sums(plan)}
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


def _publish(run: Run, rows: list[proposals.Rows], values: dict) -> Run:
    """The run has its plan from now on."""
    values["figures"] = {**run.figures, **values["figures"]}
    sealed = queries.sealed_at([one["id"] for one in values["figures"]["orders"]], run.at)
    for one in values["figures"]["orders"]:
        one["sealed"] = as_json(sealed.get(one["id"]))
    waits = queries.orders_with_waiting_rules([one["id"] for one in values["figures"]["orders"]])
    values["problems"] += [{"reason": Reason("rule_left_out").as_dict(), "person": None, "order": one} for one in waits]
    for name, value in values.items():
        setattr(run, name, value)
    db.session.flush()
    for some in rows:
        proposals.keep(run.id, some)
    return run


def _per_order(given, board, plan, waiting):
    size = len(given.orders)
    _person, at = given.indices(plan.people, plan.orders)
    placed = np.bincount(at, minlength=size)
    offered, queue, proof = board.places.offered, np.bincount(waiting.order[~waiting.closed], minlength=size), plan.certificate
    lines = [{} for _ in given.orders]
    for order, sex, cutoff in zip(proof.pool_order.tolist(), proof.pool_sex.tolist(), proof.cutoff.tolist(), strict=True):
        lines[order][SEXES[sex]] = queries.line(cutoff)
    more = [(int(proof.more_placed[n]), int(proof.more_score[n])) if plan.proven else (0, 0) for n in range(size)]
    return [
        {
            "id": order.id,
            "quotas": [order.quota, order.quota_male, order.quota_female],
            "free": int(offered[n]),
            "placed": int(placed[n]),
            "waiting": int(queue[n]),
            "lines": lines[n],
            "more_placed": more[n][0],
            "more_score": more[n][1],
        }
        for n, order in enumerate(given.orders)
    ]
