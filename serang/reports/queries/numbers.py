"""Numbers over all nouns. Each is the length of a list that can be opened, by the filters named beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select

from serang.accounts import rules as rights
from serang.accounts.models import Account
from serang.applicants import queries as applicants
from serang.applicants.models import Applicant
from serang.applicants.queries import Filters
from serang.db import db
from serang.matching.models import Match
from serang.orders import queries as orders
from serang.orders.models import JobOrder, OrderRequirement
from serang.orders.rules import SENSITIVE
from serang.reports import rules
from serang.settings.models import Kelurahan
from serang.settings.queries import office
from serang.stages.models import Stage
from serang.trainings.models import Batch, Enrolment, Session

STILL_HERE = ("active", "held")
WAITING = ("registered", "verified", "selected")
GONE = ("departed", "returned")
ON_THE_WAY = ("ready", "nominated", "accepted", "contracted", "preparing")
GROUPS = {
    "registered": Filters(stage=WAITING, state=STILL_HERE),
    "in_training": Filters(stage=("training",), state=STILL_HERE),
    "ready": Filters(stage=("ready",), state=("active",), papers=("complete", "soon")),
    "scheduled": Filters(stage=("preparing",), state=STILL_HERE, flight=("yes",)),
    "departed": Filters(stage=GONE),
}


@dataclass(frozen=True)
class Target:
    """The way to the target in people; see GROUPS for who is counted where."""

    target: int
    target_max: int
    departed: int
    scheduled: int
    ready: int
    in_training: int
    registered: int


@dataclass(frozen=True)
class Step:
    """One stage of the funnel: how many reached it, how many are there now, and for how many days (median)."""

    stage: Stage
    reached: int
    here: int
    days: int | None


@dataclass(frozen=True)
class Todo:
    """Something that wants doing: a code with values, until when, and how many."""

    code: str
    n: int
    on: date | None = None
    thing: object = None


def target(on: date, reader: Account) -> Target:
    """How far the office is, as of a day."""
    set_ = office()
    numbers = {name: applicants.count(filters, reader=reader, on=on) for name, filters in GROUPS.items()}
    return Target(target=int(set_["target"]), target_max=int(set_["target_max"]), **numbers)


def flights() -> tuple[list[date], list[date]]:
    """The days on which people left, and the days on which those who have a flight will."""
    rows = db.session.execute(
        select(Applicant.stage, Applicant.flight_on).where(
            Applicant.flight_on.is_not(None),
            Applicant.stage.in_((*GONE, "preparing")),
            Applicant.exit_reason.is_(None) | Applicant.stage.in_(GONE),
        )
    )
    gone, ahead = [], []
    for stage, day in rows:
        (gone if stage in GONE else ahead).append(day)
    return gone, ahead


def forecast(numbers: Target, on: date) -> rules.Forecast:
    """When the target is reached, and how many are gone by the end of the year."""
    gone, ahead = flights()
    return rules.forecast(departed=numbers.departed, target=numbers.target, departures=gone, scheduled=ahead, on=on)


def by_month(year: int) -> list[tuple[int, int, int]]:
    """Of each month of the year: people who left, people who have a flight."""
    gone, ahead = flights()
    left, planned = (Counter(day.month for day in days if day.year == year) for days in (gone, ahead))
    return [(month, left[month], planned[month]) for month in range(1, 13)]


def funnel(on: date) -> list[Step]:
    """The stages in their order. Reached counts everybody who stands there or beyond, also those who left the way."""
    stages = list(db.session.scalars(select(Stage).order_by(Stage.position)))
    everybody: Counter[str] = Counter()
    here: Counter[str] = Counter()
    waits: dict[str, Counter[int]] = {stage.code: Counter() for stage in stages}
    rows = db.session.execute(
        select(Applicant.stage, Applicant.stage_on, Applicant.exit_reason, func.count()).group_by(
            Applicant.stage, Applicant.stage_on, Applicant.exit_reason
        )
    )
    for stage, since, exit_reason, n in rows:
        everybody[stage] += n
        if exit_reason is None and stage in waits:
            here[stage] += n
            waits[stage][max(0, (on - since).days)] += n
    steps, reached = [], 0
    for stage in reversed(stages):
        reached += everybody[stage.code]
        steps.append(Step(stage, reached, here[stage.code], rules.weighted_median(list(waits[stage.code].items()))))
    return steps[::-1]


def by_occupation() -> list[tuple[str, int]]:
    """People who left, by the occupation of their order, most first."""
    n = func.count()
    query = (
        select(JobOrder.occupation, n)
        .join(Match, Match.order_id == JobOrder.id)
        .join(Applicant, Applicant.id == Match.applicant_id)
        .where(Match.state.in_(GONE), Applicant.stage.in_(GONE))
        .group_by(JobOrder.occupation)
    )
    return [tuple(row) for row in db.session.execute(query.order_by(n.desc(), JobOrder.occupation))]


def departed_by_sex() -> dict[str, int]:
    """People who left, men and women."""
    query = select(Applicant.sex, func.count()).where(Applicant.stage.in_(GONE), Applicant.sex.is_not(None)).group_by(Applicant.sex)
    return dict(db.session.execute(query).all())


def open_orders(on: date, *, limit: int = 6) -> tuple[list[tuple], int]:
    """Open orders with their fill, soonest closing first, and how many there are."""
    found, total = orders.find(state=("open",), size=limit)
    filled = orders.filled([order.id for order in found])
    return [(order, filled[order.id]) for order in found], total


def todo(on: date, reader: Account) -> list[Todo]:
    """What wants doing this week and the next, most urgent first."""
    found = [
        *(Todo("order_closes", max(0, order.quota - fill.active), order.closes_on, order) for order, fill in _closing(on)),
        *(Todo("register_missing", n, first, batch) for batch, n, first in _registers(on, reader)),
        *(Todo("proposals_wait", n, None, order) for order, n in _proposals()),
        *(Todo("rules_wait", n, None, order) for order, n in _rules(reader)),
        Todo("papers_expired", _count(Filters(stage=ON_THE_WAY, papers=("expired",), state=STILL_HERE), on, reader)),
        Todo("papers_soon", _count(Filters(stage=ON_THE_WAY, papers=("soon",), state=STILL_HERE), on, reader)),
        Todo("on_hold", _count(Filters(state=("held",)), on, reader)),
    ]
    return sorted((one for one in found if one.n), key=lambda one: (one.on or on + timedelta(days=3), one.code))


def _count(filters, on, reader):
    return applicants.count(filters, reader=reader, on=on)


def _closing(on):
    closing = orders.closing(on=on, before=on + timedelta(days=14))
    filled = orders.filled([order.id for order in closing])
    return [(order, filled[order.id]) for order in closing]


def _registers(on, reader):
    """Running batches with days gone by whose register was never saved."""
    query = (
        select(Batch, func.count(), func.min(Session.on))
        .join(Session)
        .where(Batch.state == "running", Session.on < on, Session.saved_at.is_(None))
        .group_by(Batch.id)
    )
    return [tuple(row) for row in db.session.execute(query)]


def _proposals():
    query = (
        select(JobOrder, func.count())
        .join(Match, Match.order_id == JobOrder.id)
        .where(Match.active, Match.state == "proposed", JobOrder.state == "open")
        .group_by(JobOrder.id)
    )
    return [tuple(row) for row in db.session.execute(query)]


def _rules(reader):
    """Open orders with rules that the reader is to confirm."""
    if not rights.may(reader.roles, reader.sensitive, "orders.confirm"):
        return []
    query = (
        select(JobOrder, func.count())
        .join(OrderRequirement)
        .where(JobOrder.state == "open", OrderRequirement.kind.in_(SENSITIVE), OrderRequirement.confirmed_at.is_(None))
        .group_by(JobOrder.id)
        .order_by(JobOrder.id)
    )
    return [tuple(row) for row in db.session.execute(query)]


def by_area() -> list[tuple[str, str, int, int, int]]:
    """People by ward: district, ward, men, women, all (also those without sex); those without a ward last."""
    men, women = (func.sum(case((Applicant.sex == sex, 1), else_=0)) for sex in "LP")
    query = (
        select(Kelurahan.kecamatan, Kelurahan.name, men, women, func.count())
        .select_from(Applicant)
        .outerjoin(Kelurahan, Kelurahan.code == Applicant.kelurahan_code)
        .group_by(Kelurahan.kecamatan_code, Kelurahan.kecamatan, Kelurahan.name)
    )
    rows = [tuple(row) for row in db.session.execute(query)]
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or "", row[1] or ""))


def by_schooling(on: date) -> tuple[list[str], dict[str, Counter]]:
    """People by schooling and age group on that day: the groups in order, and of each schooling the counts."""
    counts: dict[str, Counter] = {}
    query = select(Applicant.education, Applicant.birth_date, func.count()).group_by(Applicant.education, Applicant.birth_date)
    for schooling, birth, n in db.session.execute(query):
        age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)) if birth else None
        counts.setdefault(schooling or "", Counter())[rules.age_group(age)] += n
    groups = [rules.age_group(low) for low, _high in rules.AGE_GROUPS]
    return groups, counts


def trainings(first: date, last: date) -> list[tuple]:
    """Batches that ended in the period: batch, enrolled, passed, failed, withdrawn."""
    states = ("passed", "failed", "withdrawn")
    columns = [func.sum(case((Enrolment.state == state, 1), else_=0)) for state in states]
    query = (
        select(Batch, func.count(Enrolment.id), *columns)
        .outerjoin(Enrolment)
        .where(Batch.ends_on.between(first, last), Batch.state != "cancelled")
        .group_by(Batch.id)
        .order_by(Batch.ends_on, Batch.id)
    )
    return [tuple(value if value is not None else 0 for value in row) for row in db.session.execute(query)]


def order_fill(first: date, last: date) -> list[tuple]:
    """Orders that close in the period or have no day, with their fill."""
    query = select(JobOrder).where(JobOrder.state != "draft", JobOrder.closes_on.between(first, last) | JobOrder.closes_on.is_(None))
    found = list(db.session.scalars(query.order_by(JobOrder.closes_on, JobOrder.id)))
    filled = orders.filled([order.id for order in found])
    return [(order, filled[order.id]) for order in found]


def exits(first: date, last: date) -> list[tuple[str, int]]:
    """People who left the way in the period, by reason, most first."""
    n = func.count()
    query = select(Applicant.exit_reason, n).where(Applicant.exit_on.between(first, last)).group_by(Applicant.exit_reason)
    return [tuple(row) for row in db.session.execute(query.order_by(n.desc()))]
