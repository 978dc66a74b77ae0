"""The people of the demo with all that is known of them, stored one helping at a time."""

from collections import Counter
from dataclasses import dataclass, field

from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult, Wish
from serang.applicants.rules import eps_score
from serang.audit.operations import insert_many
from serang.documents.models import Document
from serang.matching import queries as matching
from serang.matching.models import ACTIVE, Match
from serang.stages.models import StageMove
from serang.trainings.models import Attendance, Enrolment, Mark
from serang.upkeep.operations.demo.around import Frame, Room
from serang.upkeep.rules import papers, people, trainings
from serang.upkeep.rules.lists import LISTS, back, chance, moment
from serang.upkeep.rules.orders import Demand


def keep_people(rng, ways, frame: Frame, groups) -> Counter:
    """One helping of people with all that is known of them; gives how many rows of what."""
    today = frame.today
    persons = [people.person(rng, way, frame.registry, wards=frame.wards, today=today) for way in ways]
    lessons = [_learned(rng, way) for way in ways]
    results = [papers.results(rng, way, today) + lesson.results for way, lesson in zip(ways, lessons, strict=True)]
    for person, found in zip(persons, results, strict=True):
        person["eps_score"] = eps_score(
            [(one["score"], one["taken_on"], one["valid_until"]) for one in found if one["test"] == "EPS_TOPIK"]
        )
        person["officer_id"] = rng.choice(frame.officers) if frame.officers else None
        own = people.own(person["number"])
        person |= {column: own[label] for label, column in frame.own.items()}
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
    ]:
        rows = [{**row, "applicant_id": id_} for id_, own in zip(ids, found, strict=True) for row in own]
        insert_many(model, rows)
        made[model.__tablename__] += len(rows)
    for id_, way in zip(ids, ways, strict=True):
        frame.matches += [{**row, "applicant_id": id_} for row in _matches(rng, way, frame, groups)]
        frame.hopeful += [(id_, way)] if way.stage == "ready" and not way.exit and not way.hold and chance(rng, 12) else []
    return made


def keep_matches(rng, frame: Frame, groups) -> int:
    """The places of everybody, and proposals of those who meet every rule of an order with room, all with the score of the engine;
    gives how many.
    """
    pairs = [(id_, frame.orders[id(order)]) for id_, way in frame.hopeful for order in _fitting(way, groups)]
    judged = matching.judged([(row["applicant_id"], row["order_id"]) for row in frame.matches] + pairs, frame.today)
    for id_, way in frame.hopeful:
        fitting = [order for order in _fitting(way, groups) if judged[id_, frame.orders[id(order)]][1]]
        if fitting:
            order = rng.choice(fitting)
            order.given[way.sex] += 1
            frame.matches.append({**_match(order, "proposed", back(frame.today, rng, 0, 6), frame), "applicant_id": id_})
    rows = [{**row, "score": judged[row["applicant_id"], row["order_id"]][0]} for row in frame.matches]
    insert_many(Match, rows)
    return len(rows)


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
    """The papers as looked at by an officer: nearly all once the person was verified, of others those just being verified."""
    likely = 97 if way.reached("verified") or chance(rng, 40) else 10
    for paper in documents:
        looked = frame.officers and chance(rng, likely)
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
    enrolments = insert_many(Enrolment, [_enrolment(rng, id_, way, lesson, frame.classes[id(way.lesson)]) for id_, way, lesson in seated])
    present, marks = [], []
    for enrolment_id, (_id, way, lesson) in zip(enrolments, seated, strict=True):
        room = frame.classes[id(way.lesson)]
        there = [day_id for day_id, day in room.days if way.exit is None or day <= way.exit[1]]
        letters = trainings.attendance(rng, len(there))
        present += [{"session_id": day, "enrolment_id": enrolment_id, "mark": letter} for day, letter in zip(there, letters, strict=True)]
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
        found.append(_match(way.order, way.match, way.moves[-1][1], frame, flight_on=way.flight_on))
    if way.stage == "ready" and chance(rng, 5):
        found += _ended(rng, way, frame, groups)
    return found


def _fitting(way, groups) -> list[Demand]:
    return [order for order in groups["open"] if order.row["occupation"] == way.trade and order.room(way.sex)]


def _ended(rng, way, frame, groups) -> list[dict]:
    state = rng.choice(["rejected", "rejected", "cancelled", "withdrawn"])
    group = groups["cancelled"] if state == "cancelled" else groups["soon"]
    group = [order for order in group if order.row["occupation"] == way.trade]
    if not group:
        return []
    reason = {
        "rejected": rng.choice(["interview", "requirement", "partner"]),
        "withdrawn": way.exit[0] if way.exit else "person_declined",
        "cancelled": "partner",
    }[state]
    return [_match(rng.choice(group), state, back(frame.today, rng, 8, 60), frame, reason=reason)]


def _match(order: Demand, state, decided_on, frame: Frame, **values) -> dict:
    return {
        "order_id": frame.orders[id(order)],
        "state": state,
        "active": state in ACTIVE,
        "decided_on": decided_on,
        "flight_on": None,
        "reason": None,
        "version": 1,
        **values,
    }
