"""How far each invented person has come, and on which day each stage was entered."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from serang.upkeep.rules.lists import WORK, back, chance, weighted
from serang.upkeep.rules.orders import Demand
from serang.upkeep.rules.trainings import Class

STAGES = (
    "registered",
    "verified",
    "selected",
    "training",
    "ready",
    "nominated",
    "accepted",
    "contracted",
    "preparing",
    "departed",
    "returned",
)
# Days a person spent in the stage before entering this one.
BEFORE = {
    "returned": (100, 200),
    "departed": (18, 45),
    "preparing": (7, 20),
    "contracted": (7, 18),
    "accepted": (14, 40),
    "nominated": (10, 60),
    "ready": (30, 80),
    "training": (5, 25),
    "selected": (6, 20),
    "verified": (1, 9),
}
WITH_ORDER = {
    "departed": "past",
    "returned": "past",
    "preparing": "soon",
    "contracted": "soon",
    "accepted": "soon",
    "nominated": "open",
}


@dataclass(slots=True)
class Way:
    """One person's way: the trade aimed at, sex, stage, the day of each stage entered (earliest first)."""

    trade: str
    sex: str
    stage: str
    moves: list[tuple[str, date]] = field(default_factory=list)
    order: Demand | None = None
    match: str | None = None
    flight_on: date | None = None
    lesson: Class | None = None
    hold: tuple[str, date] | None = None
    exit: tuple[str, date] | None = None

    def on(self, stage: str) -> date | None:
        """The day the stage was entered."""
        return next((day for name, day in self.moves if name == stage), None)

    def reached(self, stage: str) -> bool:
        """Whether the person has come that far."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


def counts(people: int, orders: int) -> dict[str, int]:
    """How many people have left and come home again; nobody without an order to leave for."""
    return (
        {"departed": min(round(0.205 * people), 380), "returned": min(round(0.015 * people), 30)}
        if orders > 2
        else {"departed": 0, "returned": 0}
    )


def invent(
    rng: Random,
    people: int,
    *,
    left: dict[str, int],
    orders: dict[str, list[Demand]],
    classes: list[Class],
    today: date,
) -> list[Way]:
    """The ways of so many people, in the order in which they registered."""
    ways = [_failure(rng, lesson) for lesson in classes if lesson.state == "finished" for _ in range(rng.randint(0, 2))][: people // 20]
    ways += [_leaver(rng, stage, orders["past"], classes, today) for stage, number in left.items() for _ in range(number)]
    ways += _under_way(rng, people, orders, classes, today)
    ways += _in_class(rng, classes, people - len(ways))
    ways += [_early(rng, classes, today) for _ in range(people - len(ways))]
    _interrupt(rng, ways, today)
    rng.shuffle(ways)
    return sorted(ways, key=lambda way: way.moves[0][1])


def _failure(rng, lesson) -> Way:
    """Somebody who sat in a class to its end and did not pass."""
    trade = lesson.trade or _trade(rng, lesson.country)
    way = Way(trade, _sex(rng, trade), "training", lesson=lesson)
    way.moves = _moves(rng, "training", lesson.starts_on, way, [])
    way.exit = ("failed", lesson.ends_on + timedelta(days=rng.randint(1, 7)))
    lesson.seats -= 1
    return way


def _leaver(rng, stage, orders, classes, today) -> Way:
    """Somebody who has left, and perhaps come home."""
    order = rng.choice(orders)
    sex = _sex(rng, order.row["occupation"])
    while not order.room(sex):
        order, sex = rng.choice(orders), rng.choice("LP")
    order.given[sex] += 1
    flight = min(order.row["departs_on"] + timedelta(days=rng.randint(0, 8)), today - timedelta(days=1))
    way = Way(order.row["occupation"], sex, stage, order=order, match=stage, flight_on=flight)
    home = min(flight + timedelta(days=rng.randint(40, 150)), today)
    way.moves = _moves(rng, "departed", flight, way, classes) + ([("returned", home)] if stage == "returned" else [])
    return way


def _under_way(rng, people, orders, classes, today) -> list[Way]:
    """Those nominated, accepted, contracted or preparing to leave, as far as the orders have places."""
    places = {
        "accepted": round(0.025 * people),
        "contracted": round(0.02 * people),
        "preparing": round(0.03 * people),
        "nominated": round(0.05 * people),
    }
    ways = []
    for stage, wanted in places.items():
        group = orders[WITH_ORDER[stage]]
        # Some places stay free, so that there is something left to match.
        most = sum(order.row["quota"] for order in group) * (35 if stage == "nominated" else 30) // 100
        for _ in range(min(wanted, most)):
            order = rng.choice(group)
            sex = _sex(rng, order.row["occupation"])
            if order.room(sex):
                order.given[sex] += 1
                ways.append(_waiting(rng, stage, order, sex, classes, today))
    return ways


def _waiting(rng, stage, order, sex, classes, today) -> Way:
    way = Way(order.row["occupation"], sex, stage, order=order, match=stage)
    if stage == "nominated" and chance(rng, 40):
        way.match = "interviewed"
    if stage == "preparing" and chance(rng, 85):
        way.flight_on = order.row["departs_on"] + timedelta(days=rng.randint(0, 6))
    way.moves = _moves(rng, stage, back(today, rng, 0, 14), way, classes)
    return way


def _in_class(rng, classes, most) -> list[Way]:
    """Those who sit in a class that runs today."""
    ways = []
    for lesson in classes:
        for _ in range(lesson.seats if lesson.state == "running" else 0):
            if len(ways) < most * 3 // 5:
                trade = lesson.trade or _trade(rng, lesson.country)
                way = Way(trade, _sex(rng, trade), "training", lesson=lesson)
                way.moves = _moves(rng, "training", lesson.starts_on, way, [])
                ways.append(way)
                lesson.seats -= 1
    return ways


def _early(rng, classes, today) -> Way:
    trade = _trade(rng)
    stage = weighted(rng, [("registered", 44), ("verified", 19), ("selected", 12), ("ready", 25)])
    way = Way(trade, _sex(rng, trade), stage)
    longest = {"registered": 90, "verified": 60, "selected": 75, "ready": 210}[stage]
    # Most came lately: the square of an even draw lies near today.
    way.moves = _moves(rng, stage, today - timedelta(days=round(longest * rng.random() ** 2)), way, classes)
    return way


def _moves(rng, stage, entered_on, way, classes) -> list[tuple[str, date]]:
    """Backwards from the day the stage was entered; who learned in a class of ours has its days, who brought the
    evidence along skipped the training."""
    moves, day = [], entered_on
    for position in range(STAGES.index(stage), -1, -1):
        name = STAGES[position]
        if name == "training" and stage != "training":
            way.lesson = _finished_class(rng, way.trade, day, classes)
            if way.lesson is None:
                continue
            day = way.lesson.starts_on
        moves.append((name, day))
        day = back(day, rng, *BEFORE.get(name, (0, 0)))
    return moves[::-1]


def _finished_class(rng, trade, ready_on, classes) -> Class | None:
    fitting = [
        lesson
        for lesson in classes
        if lesson.seats > 0
        and lesson.state == "finished"
        and lesson.fits(trade)
        and lesson.ends_on <= ready_on <= lesson.ends_on + timedelta(days=75)
    ]
    if not fitting:
        return None
    lesson = rng.choice(fitting)
    lesson.seats -= 1
    return lesson


def _interrupt(rng, ways, today):
    """Some are on hold, some have given up, some failed their class."""
    for way in ways:
        if way.exit:
            continue
        last = way.moves[-1][1]
        since = min(last + timedelta(days=rng.randint(1, 30)), today)
        if way.stage in ("registered", "verified", "selected", "training", "ready") and chance(rng, 8):
            way.exit = (
                weighted(
                    rng,
                    [
                        ("family", 3),
                        ("other_job", 5),
                        ("study", 2),
                        ("marriage", 2),
                        ("cost", 3),
                        ("unfit", 1),
                        ("pregnancy", 1 if way.sex == "P" else 0),
                        ("no_reason", 2),
                    ],
                ),
                since,
            )
        elif way.stage not in ("departed", "returned") and chance(rng, 4):
            way.hold = (rng.choice(["document_expired", "waiting_passport", "visa_delay", "sick"]), since)


def _trade(rng, country: str | None = None) -> str:
    return weighted(rng, [(code, work["share"]) for code, work in WORK.items() if country in (None, work["country"])])


def _sex(rng, trade) -> str:
    return "P" if chance(rng, WORK[trade]["women"]) else "L"
