"""Work lists over the papers of all people who are still on their way; each number is the length of a list here."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.applicants.queries import search, visible_to
from serang.db import db
from serang.documents import rules
from serang.documents.models import Document
from serang.documents.queries import catalogue, facts
from serang.matching.models import Match
from serang.orders.models import JobOrder

STATES = ("expiring", "expired", "lacking", "passport", "identity", "unverified", "outdated")
PEOPLE = ("lacking", "passport", "identity")
WITHIN = (7, 30, 60)
GROUPS = ("none", "short", "differs")
DEPARTS = (30, 90, 180)
PASSPORT = "passport"
SIZE = 50
PERSON = [Applicant.id, Applicant.number, Applicant.full_name, Applicant.phone, Applicant.stage, Applicant.pathway]
LEAVES = func.coalesce(Applicant.flight_on, Match.flight_on, JobOrder.departs_on)


@dataclass(frozen=True)
class Filters:
    """Which list, and what narrows it. `state`: expiring (within 7, 30 or 60 days), expired, lacking (people who lack a
    paper that is asked up to the next stage), passport (no valid one, too short for the departure, or differing from
    the data: `group`), identity (data, papers and NIK disagree), unverified, outdated (signed with an older text than the
    kind has now, or nobody knows with which). `departs`: who leaves within so many days.
    """

    state: str = "expiring"
    q: str | None = None
    kind: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    within: int = WITHIN[-1]
    group: str | None = None
    departs: int | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address; only what differs from the whole list."""
        found = [("state", self.state)] + [(name, one) for name in ("kind", "stage") for one in getattr(self, name)]
        found += [("within", str(self.within))] if self.state == "expiring" and self.within != WITHIN[-1] else []
        found += [("group", self.group)] if self.state == "passport" and self.group else []
        found += [("departs", str(self.departs))] if self.departs else []
        return found + ([("q", self.q)] if self.q else [])


@dataclass
class Row:
    """One line: a person and, by the list, one paper, the kinds lacking, the group, or what must be corrected."""

    person: object
    paper: object | None = None
    days: int | None = None
    lacking: list[str] = field(default_factory=list)
    group: str | None = None
    state: rules.State | None = None
    differences: list[rules.Difference] = field(default_factory=list)
    departs_on: date | None = None


@dataclass(frozen=True)
class Found:
    """One page of a list: its rows, the place of the first one (from 1), how many there are."""

    rows: Sequence[Row]
    first: int
    total: int

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1


def find(filters: Filters, *, reader: Account, on: date, page: int = 1, size: int = SIZE) -> Found:
    """One page of the list: papers by urgency, people by name (those who lack papers: the furthest on first)."""
    asked = _List(filters, reader, on)
    total = asked.count()
    page = max(1, min(page, -(-total // size) or 1))
    rows = asked.rows(size, (page - 1) * size) if total else []
    return Found(rows, (page - 1) * size + 1 if rows else 0, total)


def totals(*, reader: Account, on: date) -> dict[str, int]:
    """How long each whole list is."""
    return {state: _List(Filters(state), reader, on).count() for state in STATES}


def counts(filters: Filters, *, reader: Account, on: date) -> dict[str, dict]:
    """How many lines each choice of a filter leaves, given the other filters."""

    known: dict[str, list[int]] = {}

    def narrowed(**changes):
        return _List(replace(filters, **changes), reader, on, known)

    def many(name, choices):
        return {choice: narrowed(**{name: choice}).count() for choice in choices}

    found = {"stage": narrowed(stage=()).by_stage(), "departs": many("departs", DEPARTS)}
    if filters.state == "expiring":
        found["within"] = many("within", WITHIN)
    if filters.state == "passport":
        found["group"] = many("group", GROUPS)
    if filters.state in ("expiring", "expired", "unverified", "outdated", "lacking"):
        found["kind"] = narrowed(kind=()).by_kind()
    return found


def passport_groups(on: date, reader: Account) -> dict[str, int]:
    """How many people of those who need one have no valid passport (`none`), one that ends too early after their
    departure (`short`), one that says otherwise than their data (`differs`); each person counts once, in that order."""
    known: dict[str, list[int]] = {}
    return {group: _List(Filters("passport", group=group), reader, on, known).count() for group in GROUPS}


class _List:
    """A list as filters ask for it: its conditions, its length, its lines. `known`: what was found for sister lists."""

    def __init__(self, filters: Filters, reader: Account, on: date, known: dict[str, list[int]] | None = None):
        self.filters, self.reader, self.on = filters, reader, on
        self.known = {} if known is None else known
        self.kinds = [kind for kind in catalogue.kinds(reader) if not filters.kind or kind.code in filters.kind]

    def count(self) -> int:
        return db.session.scalar(self._statement(func.count()))

    def by_stage(self) -> dict[str, int]:
        return dict(db.session.execute(self._statement(Applicant.stage, func.count()).group_by(Applicant.stage)).all())

    def by_kind(self) -> dict[str, int]:
        if self.filters.state == "lacking":
            return {kind.code: _List(replace(self.filters, kind=(kind.code,)), self.reader, self.on).count() for kind in self.kinds}
        return dict(db.session.execute(self._statement(Document.kind, func.count()).group_by(Document.kind)).all())

    def rows(self, limit: int, offset: int) -> list[Row]:
        if self.filters.state in PEOPLE:
            query = self._statement(*PERSON).order_by(*self._people_order())
            people = db.session.execute(query.limit(limit).offset(offset)).all()
            return self._of_people(people)
        columns = [
            Document.id.label("document_id"),
            Document.kind,
            Document.valid_until,
            Document.issued_on,
            Document.created_at,
            Document.wording,
        ]
        order = (
            Document.valid_until
            if self.filters.state == "expiring"
            else (Document.valid_until.desc() if self.filters.state == "expired" else Document.created_at)
        )
        query = self._statement(*PERSON, *columns).order_by(order, Applicant.search, Document.id)
        rows = db.session.execute(query.limit(limit).offset(offset)).all()
        leaving = facts.departures([row.id for row in rows])
        return [
            Row(
                row,
                row,
                abs((row.valid_until - self.on).days) if row.valid_until else None,
                departs_on=leaving.get(row.id),
            )
            for row in rows
        ]

    def _statement(self, *columns):
        query = select(*columns).select_from(Applicant)
        if self.filters.state not in PEOPLE:
            query = query.join(Document, and_(Document.applicant_id == Applicant.id, Document.current))
        return visible_to(query.where(*self._everywhere(), *getattr(self, f"_{self.filters.state}")()), self.reader)

    def _everywhere(self) -> list:
        found = [Applicant.exit_reason.is_(None), Applicant.stage.not_in(rules.DONE)]
        if self.filters.stage:
            found.append(Applicant.stage.in_(self.filters.stage))
        if self.filters.departs:
            until = self.on + timedelta(days=self.filters.departs)
            found.append(Applicant.id.in_(_leaving(self.on, until)))
        hits = search.hits(self.filters.q, self.reader)
        return found + ([Applicant.id.in_(hits)] if hits is not None else [])

    def _expiring(self) -> list:
        return [self._of_kinds(), Document.valid_until.between(self.on, self.on + timedelta(days=self.filters.within))]

    def _expired(self) -> list:
        return [self._of_kinds(), Document.valid_until < self.on]

    def _unverified(self) -> list:
        return [self._of_kinds(), Document.verified_at.is_(None)]

    def _outdated(self) -> list:
        newest = {kind.code: wording for kind in self.kinds if (wording := catalogue.newest_wording(kind.code))}
        older = [
            and_(Document.kind == code, or_(Document.wording.is_(None), Document.wording < wording.version))
            for code, wording in newest.items()
        ]
        return [or_(literal(False), *older)]

    def _of_kinds(self):
        return Document.kind.in_([kind.code for kind in self.kinds])

    def _lacking(self) -> list:
        return [or_(*(self._lacks(kind) for kind in self.kinds if self._asking(kind)), literal(False))]

    def _lacks(self, kind):
        own = select(Document.id).where(Document.applicant_id == Applicant.id, Document.kind == kind.code, Document.current)
        return and_(self._asked_of(kind), ~exists(own.correlate(Applicant)))

    def _asking(self, kind) -> list[str]:
        """The stages at which the kind is asked."""
        return [stage for stage, asked in catalogue.asked_by_stage().items() if any(one.code == kind.code for one in asked)]

    def _asked_of(self, kind):
        way = [or_(Applicant.pathway.is_(None), Applicant.pathway.in_(kind.pathways))] if kind.pathways else []
        return and_(Applicant.stage.in_(self._asking(kind)), *way)

    def _identity(self) -> list:
        return [Applicant.disagrees]

    def _passport(self) -> list:
        if all(kind.code != PASSPORT for kind in catalogue.kinds(self.reader)):
            return [literal(False)]
        kind = catalogue.kind(PASSPORT)
        wanted = [self.filters.group] if self.filters.group in GROUPS else GROUPS
        parts = {
            "none": self._no_passport,
            "short": lambda: Applicant.id.in_(self._short(kind)),
            "differs": lambda: Applicant.id.in_(self._differing(kind)),
        }
        return [self._asked_of(kind), or_(*(parts[group]() for group in wanted))]

    def _no_passport(self):
        own = select(Document.id).where(Document.applicant_id == Applicant.id, *self._valid_passport())
        return ~exists(own.correlate(Applicant))

    def _valid_passport(self) -> list:
        return [Document.kind == PASSPORT, Document.current, Document.valid_until >= self.on]

    def _short(self, kind) -> list[int]:
        """Who has a passport that is valid now and ends too early after the departure."""
        if "short" not in self.known:
            query = _departing(Applicant.id, Document.valid_until, LEAVES.label("leaves"))
            query = query.join(Document, Document.applicant_id == Applicant.id)
            # The few who leave are found first; else the papers of everybody would be looked at.
            leaving = select(Match.applicant_id).where(Match.active).union(select(Applicant.id).where(Applicant.flight_on.is_not(None)))
            here = [
                Applicant.id.in_(leaving),
                Applicant.exit_reason.is_(None),
                Applicant.stage.in_(self._asking(kind)),
                LEAVES.is_not(None),
            ]
            rule, rows = catalogue.rule(kind), db.session.execute(query.where(*here, *self._valid_passport()))
            self.known["short"] = [row.id for row in rows if row.valid_until < rules.needed_until(rule, self.on, row.leaves)]
        return self.known["short"]

    def _differing(self, kind) -> list[int]:
        """Whose valid passport says otherwise than the data, and is long enough."""
        if "differing" not in self.known:
            valid = select(Document.id).where(Document.applicant_id == Applicant.id, *self._valid_passport()).correlate(Applicant)
            here = [Applicant.disagrees, Applicant.exit_reason.is_(None), Applicant.stage.in_(self._asking(kind)), exists(valid)]
            ids = list(db.session.scalars(select(Applicant.id).where(*here)))
            short = set(self._short(kind))
            self.known["differing"] = [
                id_ for id_, own in facts.facts_of(ids).items() if id_ not in short and _of_passport(own.differences(self.on))
            ]
        return self.known["differing"]

    def _people_order(self) -> list:
        if self.filters.state == "identity":
            return [Applicant.search, Applicant.id]
        steps = {code: -place for place, code in enumerate(catalogue.stage_codes())}
        return [case(steps, value=Applicant.stage, else_=0), Applicant.search, Applicant.id]

    def _of_people(self, people) -> list[Row]:
        known = facts.facts_of([person.id for person in people])
        open_kinds = {kind.code for kind in catalogue.kinds(self.reader)}
        return [self._of_person(person, known[person.id], open_kinds) for person in people]

    def _of_person(self, person, own, open_kinds) -> Row:
        row = Row(person, departs_on=own.departs_on)
        if self.filters.state == "lacking":
            asked = catalogue.asked(person.stage, person.pathway)
            row.lacking = [kind.code for kind in asked if kind.code not in own.papers and kind.code in open_kinds]
            return row
        readable = open_kinds | {"person", "nik"}
        row.differences = [one for one in own.differences(self.on) if one.source in readable]
        if self.filters.state == "passport":
            row.state = rules.state(catalogue.rule(catalogue.kind(PASSPORT)), own.papers.get(PASSPORT), self.on, own.departs_on)
            row.group = {"missing": "none", "undated": "none", "expired": "none", "short": "short"}.get(row.state.code, "differs")
            row.differences = _of_passport(row.differences)
        return row


def _departing(*columns):
    """People with the order they are on, if any; LEAVES is the day they depart."""
    placed = and_(Match.applicant_id == Applicant.id, Match.active)
    return select(*columns).select_from(Applicant).outerjoin(Match, placed).outerjoin(JobOrder, JobOrder.id == Match.order_id)


def _leaving(first: date, last: date):
    """The ids of those who depart between two days."""
    person = aliased(Applicant)
    leaves = func.coalesce(person.flight_on, Match.flight_on, JobOrder.departs_on)
    query = select(Match.applicant_id).join(JobOrder, JobOrder.id == Match.order_id)
    on_order = query.join(person, person.id == Match.applicant_id).where(Match.active, leaves.between(first, last))
    placed = select(Match.applicant_id).where(Match.active)
    alone = select(person.id).where(person.flight_on.between(first, last), person.id.not_in(placed))
    return on_order.union_all(alone)


def _of_passport(found: list[rules.Difference]) -> list[rules.Difference]:
    """What differs between the passport and the rest: it is wrong, or it is among those who say it right."""
    return [one for one in found if one.source == PASSPORT or (PASSPORT in one.agreeing and one.source == "person")]
