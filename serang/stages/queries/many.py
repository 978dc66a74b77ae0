"""What a move of many people would do: each rule asked once of the database for all of them, with the answer of `rules.check`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from sqlalchemy import String, and_, cast, func, or_, select, true

from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult
from serang.common.rules import days, languages
from serang.db import db, is_sqlite, one_of
from serang.documents import queries as documents
from serang.documents import rules as papers
from serang.documents.models import Document
from serang.matching.models import Match
from serang.orders.models import JobOrder
from serang.stages import rules
from serang.stages.queries.gates import all, facts_of, get, kinds, steps
from serang.trainings.models import Batch, Enrolment

NAMED = 100
PICKED_OUT = 5_000
Open = tuple[str, str]  # a rule and its subject, see rules.Check


@dataclass(frozen=True)
class Line:
    """One person who cannot be moved, and what was looked at."""

    id: int
    number: str
    full_name: str
    stage: str
    checks: tuple[rules.Check, ...]

    @property
    def open(self) -> list[rules.Check]:
        """What stands in the way."""
        return rules.open_checks(self.checks)


@dataclass(frozen=True)
class Forecast:
    """What moving people to a stage would do: who can be moved and who cannot (ids), for how many what is open, most first,
    the first who cannot with everything, and whether a reason must be written."""

    stage: str
    can: list[int]
    cannot: list[int]
    open: tuple[tuple[Open, int], ...]
    first: tuple[Line, ...]
    asks_reason: bool


def forecast(ids: Iterable[int], code: str, on: date, *, reason: bool = False, named: int = NAMED) -> Forecast:
    """Who of these people can be moved to the stage on that day, who cannot and why; in the order of the ids.

    The first `named` who cannot are looked at one by one; `reason`: one has been written.
    """
    stage, crowd = get(code).code, Crowd(ids, on)
    found, asked = crowd.open(stage)
    stopped = np.zeros(len(crowd.ids), bool)
    for some in found.values():
        stopped |= some
    counts = sorted(((key, int(some.sum())) for key, some in found.items() if some.any()), key=lambda one: -one[1])
    cannot = crowd.ids[stopped].tolist()
    way, kept = steps(), kinds()
    first = tuple(
        Line(row.id, row.number, row.full_name, row.stage, tuple(rules.check(way, kept, facts, stage, on)))
        for row, facts in facts_of(cannot[:named], reason=reason).values()
    )
    return Forecast(stage, crowd.ids[~stopped].tolist(), cannot, tuple(counts), first, bool((asked & ~stopped).any()))


def usual_next(ids: Iterable[int]) -> str:
    """The stage after the one that most of these people are at."""
    query = select(Applicant.stage).where(one_of(Applicant.id, ids)).group_by(Applicant.stage).order_by(func.count().desc())
    here = db.session.scalar(query.limit(1)) or all()[0].code
    later = [stage.code for stage in all() if stage.position > get(here).position]
    return later[0] if later else here


class Crowd:
    """Many people before the gates on a day, as columns."""

    def __init__(self, ids: Iterable[int], on: date):
        wanted = list(dict.fromkeys(ids))
        query = select(Applicant.id, Applicant.stage, Applicant.pathway, Applicant.exit_reason, Applicant.hold_reason)
        rows = {row[0]: tuple(row) for row in _fetched(query.where(one_of(Applicant.id, wanted)))}
        table = np.array([rows[one] for one in wanted if one in rows], object).reshape(-1, 5)
        self.ids, self.stage, self.pathway = table[:, 0].astype(np.int64), table[:, 1], table[:, 2]
        self.gone, self.held = table[:, 3].astype(bool), table[:, 4].astype(bool)
        self.on = on
        self._order = np.argsort(self.ids)

    def open(self, to: str) -> tuple[dict[Open, np.ndarray], np.ndarray]:
        """Of each rule that is asked on the way to a stage, for whom it is open; and of whom a reason is asked."""
        way = steps()
        places = {step.code: step.position for step in way}
        here, there = np.array([places[code] for code in self.stage], int), places[to]
        following = {step.code for step in way if any(rule["rule"] == "match" for rule in step.gate)}
        back, asked = here >= there, here >= there
        found = {("exit", ""): self.gone, ("hold", ""): self.held, ("there", ""): self.stage == to}
        if to not in following:
            found["match", ""] = back & np.isin(self.stage, list(following)) & self._those(self._active())
        for step in way:
            ahead = here < step.position
            if step.position > there or (step.code == rules.TRAINING and step.code != to) or not ahead.any():
                continue
            for rule in step.gate:
                if rule["rule"] == "reason":
                    asked = asked | ahead
                    continue
                for subject, met in CHECKS[rule["rule"]](self, rule, step):
                    key = rule["rule"], subject
                    found[key] = found.get(key, False) | (ahead & ~met)
        return found, asked

    def field(self, rule, step) -> Iterator:
        """Whether the field is filled in; the flight may stand in the place on an order."""
        column = getattr(Applicant, rule["field"])
        there = column.is_not(None)
        met = self._those(select(Applicant.id).where(and_(there, column != "") if isinstance(column.type, String) else there), Applicant.id)
        if rule["field"] == "flight_on":
            met |= self._those(self._active(Match.flight_on.is_not(None)))
        yield rule["field"], met

    def documents(self, rule, step) -> Iterator:
        """Whether each kind of paper that names the stage is there, and lasts."""
        for kind in kinds():
            if step.code in kind.stages:
                yield kind.code, self._paper(kind, rule.get("checked", False)) | ~self._goes(kind)

    def language(self, rule, step) -> Iterator:
        """Whether one valid result is enough."""
        least = {}
        for one in rule.get("any") or [{"test": test} for test in languages.TESTS]:
            least.setdefault(one["test"], []).append(one.get("min"))
        result = LanguageResult
        valid = or_(result.valid_until.is_(None), result.valid_until >= self.on)
        query = select(result.applicant_id, result.test, result.score, result.level).where(valid, result.test.in_(least))
        enough, known = [], {}
        for id_, *said in _fetched(query.where(self._theirs(result.applicant_id))):
            key = tuple(said)
            if key not in known:
                known[key] = _enough(*key, least)
            if known[key]:
                enough.append(id_)
        yield "", self._mask(enough)

    def skill(self, rule, step) -> Iterator:
        """Whether there is a valid certificate, or enough work."""
        valid = or_(Certificate.valid_until.is_(None), Certificate.valid_until >= self.on)
        worked = select(Experience.applicant_id).group_by(Experience.applicant_id)
        worked = worked.having(func.sum(Experience.months) >= rule.get("months", rules.SKILL_MONTHS))
        yield (
            "",
            self._those(select(Certificate.applicant_id).where(valid), Certificate.applicant_id)
            | self._those(worked, Experience.applicant_id),
        )

    def enrolled(self, rule, step) -> Iterator:
        """Whether there is a place in a training, now or passed."""
        query = select(Enrolment.applicant_id).join(Batch)
        yield "", self._those(query.where(Batch.state != "cancelled", Enrolment.state.in_(("enrolled", "passed"))), Enrolment.applicant_id)

    def match(self, rule, step) -> Iterator:
        """Whether the place on a job order has come so far."""
        yield "", self._those(self._active(Match.state.in_(rule["states"])))

    def _paper(self, kind: papers.Kind, checked: bool) -> np.ndarray:
        here = select(Document.applicant_id).where(Document.current, Document.kind == kind.code)
        here = here.where(Document.verified_at.is_not(None)) if checked else here
        met = self._those(here.where(_lasts(kind, self.on)), Document.applicant_id)
        if not kind.months_after or kind.validity == "none":
            return met
        leaving = self._leaving
        theirs = select(Document.applicant_id, Document.kind, Document.issued_on, Document.valid_until, Document.verified_at.is_not(None))
        theirs = theirs.where(Document.current, Document.kind == kind.code, one_of(Document.applicant_id, leaving))
        lasting = [
            id_
            for id_, *paper in _fetched(theirs)
            if papers.state(kind, papers.Paper(*paper), self.on, leaving[id_]).code not in rules.PAPERS and (paper[-1] or not checked)
        ]
        return met & ~self._mask(list(leaving)) | self._mask(lasting)

    @cached_property
    def _leaving(self) -> dict[int, date]:
        """When those leave who do."""
        return documents.departures(self.ids.tolist())

    def _goes(self, kind) -> np.ndarray:
        """Who goes a way on which the kind is asked."""
        return np.array([papers.on_pathway(kind, one) for one in self.pathway], bool)

    def _active(self, *where):
        """People with a place on an order."""
        query = select(Match.applicant_id).join(JobOrder, Match.order_id == JobOrder.id)
        return query.where(Match.active, *where, self._theirs(Match.applicant_id))

    def _those(self, statement, column=None) -> np.ndarray:
        """Who is in the answer to a question; `column`: where the question still has to be narrowed to these people."""
        statement = statement if column is None else statement.where(self._theirs(column))
        return self._mask(_ids(statement))

    def _theirs(self, column):
        """The condition that a row is of one of these people; so many are sooner picked out of everybody's rows."""
        return one_of(column, self.ids.tolist()) if len(self.ids) <= PICKED_OUT else true()

    def _mask(self, found: list[int]) -> np.ndarray:
        mask, found = np.zeros(len(self.ids), bool), np.array(found, np.int64)
        if len(self.ids):
            at = self._order[np.searchsorted(self.ids, found, sorter=self._order) % len(self.ids)]
            mask[at[self.ids[at] == found]] = True
        return mask


CHECKS: Mapping = {name: getattr(Crowd, name) for name in rules.KINDS if name != "reason"}


def _lasts(kind: papers.Kind, on: date):
    """The condition that a paper of a kind counts on that day (see documents.rules.valid_until)."""
    if kind.validity == "none":
        return True
    printed = Document.valid_until >= on
    if kind.validity != "months" or not kind.months:
        return printed
    first = days.add_months(on, -kind.months) - timedelta(days=3)
    while days.add_months(first, kind.months) < on:
        first += timedelta(days=1)
    return or_(printed, and_(Document.valid_until.is_(None), Document.issued_on >= first))


def _enough(test, score, level, least) -> bool:
    value = languages.read(test, score if score is not None else level)
    return value is not None and any(languages.meets(test, value, minimum) for minimum in least[test])


def _ids(statement) -> list[int]:
    """The numbers that a question answers, brought over as one text: there may be a hundred thousand."""
    column = statement.subquery().c[0]
    gathered = func.json_group_array(column) if is_sqlite() else cast(func.json_agg(column), String)
    return json.loads(db.session.scalar(select(gathered)) or "[]")


def _fetched(statement) -> list:
    db.session.flush()
    return db.session.connection().execute(statement).all()
