"""The stages put in, and people moved along them: singly, many at once, held back, gone and come back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from serang.applicants.models import Applicant
from serang.applicants.queries import locked
from serang.applicants.queries.person import lock_all
from serang.audit import queries as acts
from serang.audit.operations import act, insert_alike, update_many
from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.db import db, is_sqlite
from serang.jobs import operations as jobs
from serang.jobs.models import Job
from serang.settings.operations import forget
from serang.stages import queries, rules
from serang.stages.models import Stage, StageMove
from serang.stages.queries import Forecast

HERE = Path(__file__).parent
MOST_NAMED = 500
MOVE = "stages.move_many"


@dataclass(frozen=True)
class Looked:
    """A forecast, and the newest change it knows of."""

    newest: int
    forecast: Forecast


def seed():
    """Put in the first stages and their gates, where there are none."""
    if db.session.scalar(select(Stage.code).limit(1)) is None:
        entries = json.loads((HERE / "stages.json").read_text("utf-8"))
        db.session.add_all(Stage(position=n, **entry) for n, entry in enumerate(entries, 1))
        db.session.flush()


def change_stage(
    stage: Stage, *, label: str, label_en: str | None, label_ko: str | None, gate: list[dict], seen: str | None = None
) -> Stage:
    """New words of a stage, and what its gate asks from now on. `seen`: the fingerprint of what stood in the form.

    Raises ChangedMeanwhile, or the first thing that is wrong with the gate.
    """
    act("stages.change", stage=stage.code)
    db.session.refresh(stage, with_for_update=True)
    if seen and seen != queries.fingerprint(stage):
        raise ChangedMeanwhile
    for problem in rules.problems(gate):
        raise Conflict(problem.code, **problem.values)
    stage.label, stage.label_en, stage.label_ko, stage.gate = label, label_en or "", label_ko or "", gate
    _flush()
    forget()
    return stage


def move(
    applicant: Applicant,
    *,
    stage: str,
    on: date,
    at: datetime,
    account_id: int | None,
    reason: str | None = None,
    override: bool = False,
    seen: str | None = None,
) -> StageMove:
    """Bring the person to a stage through its gate. `override` lets pass what is open; it then needs a reason and stays
    written in the move. `seen`: the stage the person was at when this was decided.

    Raises Conflict moved_meanwhile, stage_closed, gate_not_met or reason_needed.
    """
    act("stages.move", stage=stage)
    applicant = locked(applicant.id)
    if seen and seen != applicant.stage:
        raise Conflict("moved_meanwhile", stage=applicant.stage)
    checks = queries.gate(applicant, stage, on, reason=bool(reason))
    _refuse(checks, stage, override=override, reason=reason)
    kept = _enter(applicant, stage, on=on, at=at, account_id=account_id, reason=reason, checks=checks)
    _flush()
    return kept


def look_ahead(ids: Iterable[int], *, stage: str, on: date, reason: str | None) -> Looked:
    """What `move_many` would look at, looked at before, so that nobody waits for it."""
    return Looked(acts.newest_change(), queries.forecast(sorted(set(ids)), stage, on, reason=bool(reason), named=MOST_NAMED))


def move_many(
    ids: Iterable[int],
    *,
    stage: str,
    on: date,
    at: datetime,
    account_id: int | None,
    reason: str | None = None,
    looked: Looked | None = None,
) -> Forecast:
    """Bring those of these people to a stage who can be; the others stay and are named, also in the act.

    `looked`: what was seen before; it counts when nothing was changed since. Raises Conflict nobody_can_move or reason_needed.
    """
    ids = sorted(set(ids))
    lock_all(ids)
    # On PostgreSQL others write at the same time, and a smaller number may come later.
    fresh = looked is not None and is_sqlite() and looked.newest == acts.newest_change()
    forecast = (looked if fresh else look_ahead(ids, stage=stage, on=on, reason=reason)).forecast
    if not forecast.can:
        raise Conflict("nobody_can_move", stage=stage)
    if forecast.asks_reason and not reason:
        raise Conflict("reason_needed")
    act(
        "stages.move_many",
        stage=stage,
        people=len(forecast.can),
        left=[_stayed(line) for line in forecast.first],
        stayed=len(forecast.cannot),
    )
    update_many(Applicant, forecast.can, {"stage": stage, "stage_on": on}, at=at)
    move = {"stage": stage, "on": on, "at": at, "account_id": account_id, "reason": reason, "still_open": []}
    insert_alike(StageMove, "applicant_id", forecast.can, move)
    return forecast


def move_later(ids: Iterable[int], *, stage: str, at: datetime, account_id: int | None, reason: str | None = None) -> Job:
    """Have the worker move these people; `move_many` then says who could be. Raises Conflict as it does."""
    ids = list(ids)
    return jobs.queue(MOVE, account_id=account_id, at=at, total=len(ids), ids=ids, stage=stage, reason=reason)


def follow(
    applicant: Applicant, *, stage: str, on: date, at: datetime, account_id: int | None, reason: str | None = None
) -> StageMove | None:
    """Bring the person to the stage that the place on a job order has reached; what the gate would ask stays open.

    For matching: the answer of a partner is a fact that no gate refuses. None when the person is there already.
    """
    act("stages.move", stage=stage)
    applicant = locked(applicant.id)
    if applicant.stage == stage:
        return None
    checks = queries.gate(applicant, stage, on, reason=bool(reason))
    kept = _enter(applicant, stage, on=on, at=at, account_id=account_id, reason=reason, checks=checks)
    _flush()
    return kept


def hold(applicant: Applicant, *, reason: str, on: date, at: datetime) -> Applicant:
    """Keep the person waiting, with the code of why; the stage stays. Raises Conflict when gone."""
    act("stages.hold", why=reason)
    applicant = _here(applicant)
    applicant.hold_reason, applicant.hold_on, applicant.updated_at = reason, on, at
    _flush()
    return applicant


def resume(applicant: Applicant, *, at: datetime) -> Applicant:
    """End the waiting. Raises Conflict when the person does not wait."""
    act("stages.resume")
    applicant = locked(applicant.id)
    if not applicant.hold_reason:
        raise Conflict("not_held")
    applicant.hold_reason, applicant.hold_on, applicant.updated_at = None, None, at
    _flush()
    return applicant


def leave(applicant: Applicant, *, reason: str, note: str | None, on: date, at: datetime) -> Applicant:
    """The person gives up, with the code of why. A place on a job order is given back first (matching.withdraw).

    Raises Conflict when gone already or still on a job order.
    """
    act("stages.leave", why=reason)
    applicant = _here(applicant)
    if place := queries.active_order(applicant.id):
        raise Conflict("still_on_order", number=place[1].number)
    applicant.exit_reason, applicant.exit_note, applicant.exit_on = reason, note, on
    applicant.hold_reason, applicant.hold_on, applicant.updated_at = None, None, at
    _flush()
    return applicant


def return_(applicant: Applicant, *, at: datetime) -> Applicant:
    """The person wants to go on, from the stage of then. Raises Conflict when the person has not left."""
    act("stages.return")
    applicant = locked(applicant.id)
    if not applicant.exit_reason:
        raise Conflict("not_gone")
    applicant.exit_reason, applicant.exit_note, applicant.exit_on, applicant.updated_at = None, None, None, at
    _flush()
    return applicant


def _refuse(checks, stage, *, override, reason):
    """Raise Conflict for what no right passes over, what is open, and a reason that is owed."""
    for one in checks:
        if one.final:
            raise Conflict(one.reason.code, **one.reason.values)
    open_now = rules.open_checks(checks)
    if open_now and not override:
        raise Conflict("gate_not_met", stage=stage, open=len(open_now))
    if not reason and (override and open_now or rules.asks_reason(checks)):
        raise Conflict("reason_needed")


def _enter(applicant, stage, *, on, at, account_id, reason, checks) -> StageMove:
    applicant.stage, applicant.stage_on, applicant.updated_at = stage, on, at
    kept = StageMove(
        applicant_id=applicant.id,
        stage=stage,
        on=on,
        at=at,
        account_id=account_id,
        reason=reason,
        still_open=queries.reasons_of(rules.open_checks(checks)),
    )
    db.session.add(kept)
    return kept


def _stayed(line) -> dict:
    return {"id": line.id, "number": line.number, "name": line.full_name, "open": queries.reasons_of(line.open)}


def _here(applicant) -> Applicant:
    applicant = locked(applicant.id)
    if applicant.exit_reason:
        raise Conflict("stage_gone", why=applicant.exit_reason)
    return applicant


def _flush():
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("applicant_collides") from error
