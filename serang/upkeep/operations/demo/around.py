"""What the people of the demo need around them: partners, orders, classes."""

from dataclasses import dataclass, field
from datetime import date

from serang.accounts import queries as accounts
from serang.audit.operations import insert_many
from serang.common.rules.days import add_months
from serang.orders.models import JobOrder, OrderRequirement
from serang.partnerships.models import Partnership
from serang.settings import operations as settings
from serang.trainings.models import Assessment, Batch, Course, Session
from serang.upkeep.rules import people
from serang.upkeep.rules.lists import LISTS, back, chance, moment
from serang.upkeep.rules.orders import Demand
from serang.upkeep.rules.trainings import Class


@dataclass
class Frame:
    """What the people of the demo need around them: ids of orders, classes and accounts; wards, kinds of papers,
    columns of the office's own fields by their heading. `matches`: places to be stored once everybody is there; `hopeful`: whom an
    order might be proposed to (id, way)."""

    today: date
    orders: dict[int, int]
    classes: dict[int, "Room"]
    officers: list[int]
    wards: list[str]
    months: dict[str, int | None]
    own: dict[str, str]
    registry: people.Registry = field(default_factory=people.Registry)
    matches: list[dict] = field(default_factory=list)
    hopeful: list[tuple] = field(default_factory=list)


@dataclass
class Room:
    """A stored batch: its id, the ids of its days up to today and of what is marked, and how many sit in it."""

    id: int
    days: list[tuple[int, date]]
    assessments: list[int]
    seated: int = 0


def keep_own_fields() -> dict[str, str]:
    """The office's own fields; gives the column of each by its heading."""
    return {row["label"]: settings.add_own_field(**row).slot for row in LISTS["own_fields"]}


def keep_orders(rng, groups: dict[str, list[Demand]], on: date) -> dict[int, int]:
    """Partners, orders and their requirements; gives the id of each order."""
    rows = [_partner(rng, row, on) for row in LISTS["partnerships"]]
    signed = {row["country"]: id_ for row, id_ in zip(rows, insert_many(Partnership, rows), strict=True) if row["signed_on"]}
    every = [demand for group in groups.values() for demand in group]
    for demand in every:
        partner = signed.get(demand.row["country"])
        demand.row["partnership_id"] = partner if chance(rng, 80) else None
    ids = insert_many(JobOrder, [demand.row for demand in every])
    insert_many(
        OrderRequirement,
        [{**one, "order_id": id_} for id_, demand in zip(ids, every, strict=True) for one in demand.requirements],
    )
    return {id(demand): id_ for demand, id_ in zip(every, ids, strict=True)}


def _partner(rng, row: dict, on: date) -> dict:
    """A partner; an agreement was signed before anybody left, for three years."""
    signed_on = back(on, rng, 400, 560) if row["state"] == "signed" else None
    ends_on = add_months(signed_on, 36) if signed_on else None
    return {**row, "note": "", "version": 1, "signed_on": signed_on, "ends_on": ends_on}


def keep_classes(rng, classes: list[Class], on: date) -> dict[int, Room]:
    """Courses, batches, their days and what is marked."""
    kinds = [{name: value for name, value in course.items() if name not in ("country", "occupation")} for course in LISTS["courses"]]
    courses = insert_many(Course, [{**kind, "version": 1, "active": True} for kind in kinds])
    trainer = [id_ for id_, _name in accounts.trainers()]
    rows = [
        {**one.row(), "course_id": courses[one.course], "trainer_id": trainer[0] if trainer and n % 3 != 1 else None}
        for n, one in enumerate(classes)
    ]
    ids = insert_many(Batch, rows)
    return {id(one): _keep_class(rng, one, id_, kinds[one.course], on) for one, id_ in zip(classes, ids, strict=True)}


def _keep_class(rng, one: Class, batch_id: int, course: dict, on: date) -> Room:
    days = one.days()
    rows = [
        {
            "batch_id": batch_id,
            "on": day,
            "topic": LISTS["topics"][n * len(LISTS["topics"]) // len(days)],
            "saved_at": moment(day, rng) if day < on else None,
        }
        for n, day in enumerate(days)
    ]
    sessions = insert_many(Session, rows)
    marked = [{**what, "batch_id": batch_id, "position": n} for n, what in enumerate(course["assessments"], 1)]
    return Room(
        batch_id,
        [(id_, day) for id_, day in zip(sessions, days, strict=True) if day < on],
        insert_many(Assessment, marked),
    )
