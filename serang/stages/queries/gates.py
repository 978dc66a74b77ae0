"""The stages, and what stands before a person at a gate."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, or_, select

from serang.applicants import queries as applicants
from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult
from serang.common.refusals import Missing
from serang.common.rules import languages
from serang.db import db
from serang.documents import queries as documents
from serang.documents.models import Document, DocumentKind
from serang.documents.rules import Kind, Paper
from serang.matching.models import Match
from serang.orders.models import JobOrder
from serang.stages import rules
from serang.stages.models import Stage, StageMove
from serang.trainings.models import Batch, Enrolment

PART = 10_000  # databases take only so many values in one statement
COLUMNS = [Applicant.id, Applicant.number, Applicant.full_name, Applicant.stage, Applicant.exit_reason, Applicant.hold_reason,
           *(getattr(Applicant, name) for name in rules.FIELDS)]  # fmt: skip


def all() -> list[Stage]:
    """All stages in their order; read once per transaction."""
    return applicants.stages()


def get(code: str) -> Stage:
    """One stage. Raises Missing."""
    for stage in all():
        if stage.code == code:
            return stage
    raise Missing("no_stage")


def fingerprint(stage: Stage) -> str:
    """A short sign of what the stage says and asks, so that a form can tell whether it was changed meanwhile."""
    said = json.dumps([stage.label, stage.label_en, stage.label_ko, stage.gate], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def asked_papers(code: str) -> list[DocumentKind]:
    """The kinds of papers that name the stage."""
    return [kind for kind in documents.kinds() if code in (kind.stages or ())]


def gate(applicant: Applicant, code: str, on: date, *, reason: bool = False) -> list[rules.Check]:
    """What stands between the person and that stage on that day; `reason`: one has been written."""
    return _check(facts_of([applicant.id], reason=reason)[applicant.id][1], get(code).code, on)


def next_gate(applicant: Applicant, on: date) -> tuple[Stage | None, list[rules.Check]]:
    """The stage that comes next for the person (a training nobody needs is left out), and what stands before it."""
    facts = facts_of([applicant.id])[applicant.id][1]
    code = rules.next_stage(steps(), kinds(), facts, on)
    return (get(code), _check(facts, code, on)) if code else (None, [])


def still_open(applicant: Applicant, on: date) -> list[rules.Check]:
    """What was passed over when the person came to the present stage, and is still not met on that day."""
    passed_over = db.session.scalars(
        select(StageMove.still_open)
        .where(StageMove.applicant_id == applicant.id, StageMove.stage == applicant.stage)
        .order_by(StageMove.id.desc())
        .limit(1)
    ).first()
    if not passed_over:
        return []
    open_then = {(one["rule"], one["subject"]) for one in passed_over}
    facts = facts_of([applicant.id])[applicant.id][1]
    found = [one for step in steps() for one in rules.look(step, kinds(), facts, on) if not one.ok]
    return list({(one.rule, one.subject): one for one in found if (one.rule, one.subject) in open_then}.values())


def ready_ids(on: date) -> list[int]:
    """The people at stage ready, neither held nor gone, for whom everything its gate asks is met on that day."""
    here = select(Applicant.id).where(Applicant.stage == "ready", Applicant.exit_reason.is_(None), Applicant.hold_reason.is_(None))
    step, papers = next(one for one in steps() if one.code == "ready"), kinds()
    return [
        id_
        for id_, (_row, facts) in facts_of(db.session.scalars(here)).items()
        if not rules.open_checks(rules.look(step, papers, facts, on))
    ]


def moves(applicant_id: int) -> list[StageMove]:
    """How the person came through the stages, oldest first."""
    return list(db.session.scalars(select(StageMove).where(StageMove.applicant_id == applicant_id).order_by(StageMove.on, StageMove.id)))


def steps() -> list[rules.Step]:
    """The stages as the rules see them."""
    return [rules.Step(stage.code, stage.position, tuple(stage.gate or ())) for stage in all()]


def kinds() -> tuple[Kind, ...]:
    """The kinds of papers in use, as the rules see them; read once per transaction."""
    return tuple(documents.rule(kind) for kind in documents.kinds())


def active_order(applicant_id: int) -> tuple[Match, JobOrder] | None:
    """The person's place on a job order, and the order."""
    query = select(Match, JobOrder).join(JobOrder, Match.order_id == JobOrder.id)
    row = db.session.execute(query.where(Match.applicant_id == applicant_id, Match.active)).first()
    return tuple(row) if row else None


def facts_of(ids: Iterable[int], *, reason: bool = False) -> dict[int, tuple]:
    """Of each person the row (id, number, name, stage) and what the gates look at, by a constant number of statements.

    People that do not exist are left out.
    """
    ids, found = list(dict.fromkeys(ids)), {}
    for start in range(0, len(ids), PART):
        found |= _facts(ids[start : start + PART], reason)
    return {id_: found[id_] for id_ in ids if id_ in found}


def reasons_of(checks: Iterable[rules.Check]) -> list[dict]:
    """Checks in a form the database keeps."""
    return [{"rule": one.rule, "subject": one.subject, **one.reason.as_dict()} for one in checks]


def _check(facts, code, on) -> list[rules.Check]:
    return rules.check(steps(), kinds(), facts, code, on)


def _facts(ids, reason) -> dict[int, tuple]:
    def by_person(*columns, where=None):
        query = select(columns[0], *columns[1:]).where(columns[0].in_(ids))
        grouped: dict[int, list] = {}
        for row in db.session.execute(query.where(where) if where is not None else query):
            grouped.setdefault(row[0], []).append(row)
        return grouped

    papers = by_person(
        Document.applicant_id, Document.kind, Document.issued_on, Document.valid_until, Document.verified_at, where=Document.current
    )
    results = by_person(
        LanguageResult.applicant_id, LanguageResult.test, LanguageResult.score, LanguageResult.level, LanguageResult.valid_until
    )
    certificates = by_person(Certificate.applicant_id, Certificate.valid_until)
    months = dict(
        db.session.execute(
            select(Experience.applicant_id, func.sum(Experience.months))
            .where(Experience.applicant_id.in_(ids))
            .group_by(Experience.applicant_id)
        ).all()
    )
    enrolled = set(
        db.session.scalars(
            select(Enrolment.applicant_id)
            .join(Batch)
            .where(
                Enrolment.applicant_id.in_(ids), Batch.state != "cancelled", or_(Enrolment.state == "enrolled", Enrolment.state == "passed")
            )
        )
    )
    orders = {
        row[0]: row
        for row in db.session.execute(
            select(Match.applicant_id, Match.state, Match.flight_on, JobOrder.departs_on)
            .join(JobOrder, Match.order_id == JobOrder.id)
            .where(Match.applicant_id.in_(ids), Match.active)
        )
    }
    people = db.session.execute(select(*COLUMNS).where(Applicant.id.in_(ids)))
    return {
        row.id: (
            row,
            _person(
                row,
                papers.get(row.id, ()),
                results.get(row.id, ()),
                certificates.get(row.id, ()),
                months.get(row.id, 0),
                row.id in enrolled,
                orders.get(row.id),
                reason,
            ),
        )
        for row in people
    }


def _person(row, papers, results, certificates, months, enrolled, order, reason) -> rules.Facts:
    fields = {name: getattr(row, name) for name in rules.FIELDS}
    flight = row.flight_on or (order.flight_on if order else None)
    return rules.Facts(
        stage=row.stage,
        fields=fields | {"flight_on": flight},
        pathway=row.pathway,
        papers=tuple(Paper(one.kind, one.issued_on, one.valid_until, one.verified_at is not None) for one in papers),
        results=tuple(found for one in results if (found := _result(one))),
        certificates=tuple(one.valid_until for one in certificates),
        months=int(months),
        enrolled=enrolled,
        match=order.state if order else None,
        departs_on=flight or (order.departs_on if order else None),
        held=row.hold_reason,
        gone=row.exit_reason,
        reason=reason,
    )


def _result(row) -> rules.Result | None:
    """The result as a number; None when it is none (typed before the test was known)."""
    if row.test not in languages.TESTS:
        return None
    value = languages.read(row.test, row.score if row.score is not None else row.level)
    return rules.Result(row.test, value, row.valid_until) if value is not None else None
