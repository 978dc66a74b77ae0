"""The demo: an empty database filled with invented people, orders, classes and matches."""

import gc
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from sqlalchemy import select

from serang.accounts import operations as staff
from serang.accounts import queries as accounts
from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult, Wish
from serang.audit.operations import act, insert_many
from serang.common.refusals import Conflict
from serang.db import db
from serang.documents.models import Document, DocumentKind
from serang.matching.models import ACTIVE, Match
from serang.orders.models import JobOrder, OrderRequirement
from serang.partnerships.models import Partnership
from serang.settings.models import Kelurahan
from serang.stages.models import StageMove
from serang.trainings.models import Assessment, Attendance, Batch, Course, Enrolment, Mark, Session
from serang.upkeep import operations as upkeep
from serang.upkeep.rules import journey, papers, people, trainings
from serang.upkeep.rules import orders as demands
from serang.upkeep.rules.lists import LISTS, back, chance, moment
from serang.upkeep.rules.orders import Demand
from serang.upkeep.rules.trainings import Class

AT_ONCE = 5000


@dataclass
class Frame:
    """What the people of the demo need around them: ids of orders, classes and accounts; wards, kinds of papers."""

    today: date
    orders: dict[int, int]
    classes: dict[int, "Room"]
    officers: list[int]
    wards: list[str]
    months: dict[str, int | None]
    registry: people.Registry = field(default_factory=people.Registry)


@dataclass
class Room:
    """A stored batch: its id, the ids of its days up to today and of what is marked, and how many sit in it."""

    id: int
    days: list[tuple[int, date]]
    assessments: list[int]
    seated: int = 0


def fill(
    *, applicants: int, orders: int, seed: int, on: date, at: datetime, password: str
) -> tuple[dict[str, int], list[dict]]:
    """Fill an empty database with invented people, the same for the same seed and day.

    Gives how many of what there are, and of each account its username, roles and whether it was made now, with that
    password. Raises Conflict when there are applicants or orders already.
    """
    if db.session.scalar(select(Applicant.id).limit(1)) or db.session.scalar(select(JobOrder.id).limit(1)):
        raise Conflict("not_empty")
    act("upkeep.demo", applicants=applicants, orders=orders, seed=seed)
    upkeep.seed()
    logins = _hire(password, at=at)
    with _collector_off():
        return _invent(applicants, orders, seed, on), logins


@contextmanager
def _collector_off():
    """Millions of small rows come and go here; looking through them for circles costs a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _hire(password: str, *, at: datetime) -> list[dict]:
    """Make the accounts of the demo that do not exist yet; gives for each its username, roles, and whether it is new."""
    hired = []
    for row in LISTS["accounts"]:
        known = accounts.by_username(row["username"])
        account = known or staff.create(**row, password=password, at=at, must_change_password=False)
        hired.append({"username": account.username, "roles": account.roles, "new": known is None})
    return hired


def _invent(applicants: int, orders: int, seed: int, on: date) -> dict[str, int]:
    rng = Random(f"serang {seed}")
    left = journey.counts(applicants, orders)
    groups = demands.invent(rng, orders, leaving=sum(left.values()), today=on)
    classes = trainings.invent(rng, applicants, today=on)
    ways = journey.invent(rng, applicants, left=left, orders=groups, classes=classes, today=on)
    frame = Frame(
        on,
        _keep_orders(rng, groups, on),
        _keep_classes(rng, classes, on),
        [id_ for id_, _name in accounts.officers()],
        sorted(db.session.scalars(select(Kelurahan.code))),
        dict(db.session.execute(select(DocumentKind.code, DocumentKind.months)).all()),
    )
    made = Counter(orders=len(frame.orders), batches=len(classes), partnerships=len(LISTS["partnerships"]))
    for start in range(0, len(ways), AT_ONCE):
        made.update(_keep_people(rng, ways[start : start + AT_ONCE], frame, groups))
        db.session.expunge_all()
    db.session.flush()
    return dict(made)


def _keep_orders(rng, groups: dict[str, list[Demand]], on: date) -> dict[int, int]:
    """Partners, orders and their requirements; gives the id of each order."""
    signed = [
        {
            **row,
            "note": "",
            "version": 1,
            "signed_on": back(on, rng, 200, 500) if row["state"] == "signed" else None,
            "ends_on": None,
        }
        for row in LISTS["partnerships"]
    ]
    partners = insert_many(Partnership, signed)
    every = [demand for group in groups.values() for demand in group]
    for demand in every:
        own = [id_ for id_, row in zip(partners, signed, strict=True) if row["country"] == demand.row["country"]]
        demand.row["partnership_id"] = own[0] if own and chance(rng, 80) else None
    ids = insert_many(JobOrder, [demand.row for demand in every])
    insert_many(
        OrderRequirement,
        [{**one, "order_id": id_} for id_, demand in zip(ids, every, strict=True) for one in demand.requirements],
    )
    return {id(demand): id_ for demand, id_ in zip(every, ids, strict=True)}


def _keep_classes(rng, classes: list[Class], on: date) -> dict[int, Room]:
    """Courses, batches, their days and what is marked."""
    kinds = [
        {name: value for name, value in course.items() if name not in ("country", "occupation")}
        for course in LISTS["courses"]
    ]
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


def _keep_people(rng, ways, frame: Frame, groups) -> Counter:
    """One helping of people with all that is known of them; gives how many rows of what."""
    today = frame.today
    persons = [people.person(rng, way, frame.registry, wards=frame.wards, today=today) for way in ways]
    lessons = [_learned(rng, way) for way in ways]
    results = [papers.results(rng, way, today) + lesson.results for way, lesson in zip(ways, lessons, strict=True)]
    for person, found in zip(persons, results, strict=True):
        person["eps_score"] = papers.best_points(found, today)
        person["officer_id"] = rng.choice(frame.officers) if frame.officers else None
    ids = insert_many(Applicant, persons)
    made = Counter(applicants=len(ids), enrolments=_keep_enrolments(rng, ways, ids, lessons, frame))
    whose = list(zip(ways, persons, strict=True))
    for model, found in [
        (Wish, [people.wishes(rng, way) for way in ways]),
        (Experience, [people.experience(rng, way) for way in ways]),
        (LanguageResult, results),
        (
            Certificate,
            [lesson.papers or papers.certificates(rng, way) for way, lesson in zip(ways, lessons, strict=True)],
        ),
        (
            Document,
            [
                _checked(rng, way, person, papers.documents(rng, way, person, months=frame.months, today=today), frame)
                for way, person in whose
            ],
        ),
        (StageMove, [_moves(rng, way, person) for way, person in whose]),
        (Match, [_matches(rng, way, frame, groups) for way in ways]),
    ]:
        rows = [{**row, "applicant_id": id_} for id_, own in zip(ids, found, strict=True) for row in own]
        insert_many(model, rows)
        made[model.__tablename__] += len(rows)
    return made


@dataclass
class Lesson:
    """What a person did in a class: values for what was marked, and the evidence gained by passing."""

    outcome: str = ""
    values: list[int] = field(default_factory=list)
    results: list[dict] = field(default_factory=list)
    papers: list[dict] = field(default_factory=list)


def _learned(rng, way) -> Lesson:
    if way.lesson is None:
        return Lesson()
    failed = way.exit and way.exit[0] == "failed"
    if way.lesson.state != "finished":
        return Lesson("withdrawn" if way.exit else "enrolled")
    values = trainings.marks(rng, LISTS["courses"][way.lesson.course]["assessments"], passed=not failed)
    return Lesson("failed", values) if failed else Lesson("passed", values, *trainings.earned(way.lesson, values))


def _checked(rng, way, person, documents: list[dict], frame: Frame) -> list[dict]:
    """The papers as looked at by an officer, nearly all of them once the person was verified."""
    for paper in documents:
        looked = frame.officers and chance(rng, 97 if way.reached("verified") else 10)
        seen_on = max(paper["issued_on"], way.moves[0][1])
        paper.update(
            verified_by_id=person["officer_id"] if looked else None,
            verified_at=moment(seen_on, rng) if looked else None,
            created_at=moment(seen_on, rng),
        )
    return documents


def _moves(rng, way, person) -> list[dict]:
    return [
        {
            "stage": stage,
            "on": day,
            "at": moment(day, rng),
            "account_id": person["officer_id"],
            "reason": None,
            "still_open": [],
        }
        for stage, day in way.moves
    ]


def _keep_enrolments(rng, ways, ids, lessons: list[Lesson], frame: Frame) -> int:
    """Seats, attendance and marks of those in a class; writes into what they earned where it came from."""
    seated = [(id_, way, lesson) for id_, way, lesson in zip(ids, ways, lessons, strict=True) if way.lesson]
    enrolments = insert_many(
        Enrolment, [_enrolment(rng, id_, way, lesson, frame.classes[id(way.lesson)]) for id_, way, lesson in seated]
    )
    present, marks = [], []
    for enrolment_id, (_id, way, lesson) in zip(enrolments, seated, strict=True):
        room = frame.classes[id(way.lesson)]
        there = [day_id for day_id, day in room.days if way.exit is None or day <= way.exit[1]]
        letters = trainings.attendance(rng, len(there))
        present += [
            {"session_id": day, "enrolment_id": enrolment_id, "mark": letter}
            for day, letter in zip(there, letters, strict=True)
        ]
        if lesson.values:
            marks += [
                {"assessment_id": what, "enrolment_id": enrolment_id, "value": value}
                for what, value in zip(room.assessments, lesson.values, strict=True)
            ]
        for row in lesson.results + lesson.papers:
            row["enrolment_id"] = enrolment_id
    insert_many(Attendance, present)
    insert_many(Mark, marks)
    return len(enrolments)


def _enrolment(rng, applicant_id, way, lesson: Lesson, room: Room) -> dict:
    room.seated += 1
    over = way.lesson.ends_on if lesson.values else way.exit and way.exit[1]
    return {
        "batch_id": room.id,
        "applicant_id": applicant_id,
        "state": lesson.outcome,
        "position": room.seated,
        "enrolled_on": back(way.lesson.starts_on, rng, 2, 12),
        "decided_on": over,
        "version": 1,
        "reason": way.exit[0] if lesson.outcome == "withdrawn" else None,
        "certificate_no": f"{way.lesson.number}/{room.seated:02}/CONTOH" if lesson.outcome == "passed" else None,
    }


def _matches(rng, way, frame: Frame, groups) -> list[dict]:
    """The order the person is on, and perhaps an earlier one that came to nothing."""
    found = []
    if way.order:
        found.append(_match(rng, way.order, way.match, way.moves[-1][1], frame, flight_on=way.flight_on))
    elif way.stage == "ready" and not way.exit and chance(rng, 8) and (fitting := _fitting(way, groups)):
        order = rng.choice(fitting)
        order.given[way.sex] += 1
        found.append(_match(rng, order, "proposed", back(frame.today, rng, 0, 6), frame))
    if way.stage == "ready" and chance(rng, 5):
        found += _ended(rng, way, frame, groups)
    return found


def _fitting(way, groups) -> list[Demand]:
    return [order for order in groups["open"] if order.row["occupation"] == way.trade and order.room(way.sex)]


def _ended(rng, way, frame, groups) -> list[dict]:
    state = rng.choice(["rejected", "rejected", "cancelled", "withdrawn"])
    group = groups["cancelled"] if state == "cancelled" else groups["soon"]
    if not group:
        return []
    reason = {
        "rejected": rng.choice(["interview", "requirement", "partner"]),
        "withdrawn": way.exit[0] if way.exit else "person_declined",
        "cancelled": "partner",
    }[state]
    return [_match(rng, rng.choice(group), state, back(frame.today, rng, 8, 60), frame, reason=reason)]


def _match(rng, order: Demand, state, decided_on, frame: Frame, **values) -> dict:
    return {
        "order_id": frame.orders[id(order)],
        "state": state,
        "active": state in ACTIVE,
        "decided_on": decided_on,
        "score": rng.randint(480, 940),
        "flight_on": None,
        "reason": None,
        "version": 1,
        **values,
    }
