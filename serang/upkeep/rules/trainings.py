"""Invented classes: finished, running and planned, with their days, marks and attendance."""

from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from random import Random

from serang.trainings.rules import grants
from serang.trainings.rules import marks as marking
from serang.upkeep.rules.lists import LISTS, WORK, weighted

WEEKDAYS = range(5)


@dataclass(slots=True, eq=False)
class Class:
    """A batch: its course (number in the list), days, capacity and the seats not yet taken."""

    course: int
    number: str
    starts_on: date
    ends_on: date
    state: str
    capacity: int
    seats: int
    trade: str
    country: str

    def fits(self, trade: str) -> bool:
        """Whether somebody aiming at that trade would sit here."""
        return self.trade == trade if self.trade else self.country == WORK[trade]["country"]

    def days(self) -> list[date]:
        """The days of lessons, Monday to Friday."""
        every = (self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1))
        return [day for day in every if day.weekday() in WEEKDAYS]

    def row(self) -> dict:
        """The batch as it will be stored."""
        place = "BBPVP Serang" if self.trade else "Aula Disnakertrans"
        return {
            "number": self.number,
            "provider": "BBPVP Serang",
            "place": place,
            "fund": "apbn" if self.trade else "apbd",
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "capacity": self.capacity,
            "weekdays": list(WEEKDAYS),
            "starts_at": time(8),
            "ends_at": time(15),
            "state": self.state,
            "version": 1,
        }


def invent(rng: Random, people: int, *, today: date) -> list[Class]:
    """Six to sixty classes, the earliest first."""
    count = min(60, max(6, people // 50))
    states = ["finished"] * (count * 13 // 20) + ["running"] * max(2, count // 4)
    states += ["planned"] * (count - len(states))
    return [_class(rng, position, state, count, today) for position, state in enumerate(states)]


def _class(rng, position, state, count, today) -> Class:
    course = (
        position % len(LISTS["courses"]) if position < len(LISTS["courses"]) else weighted(rng, [(0, 5), (1, 3), (2, 2), (3, 2), (4, 2)])
    )
    # From a Monday to a Friday.
    length = timedelta(days=rng.choice([25, 32, 39]))
    if state == "finished":
        starts = today - length - timedelta(days=round(8 + 330 * (1 - (position + 1) / (count * 13 // 20))))
    elif state == "running":
        starts = today - timedelta(days=rng.randint(5, 16))
    else:
        starts = today + timedelta(days=rng.randint(7, 40))
    starts -= timedelta(days=starts.weekday())
    seats = rng.choice([16, 16, 20, 24])
    kind = LISTS["courses"][course]
    return Class(
        course,
        f"AK-{starts.year % 100:02}-{position + 1:02}",
        starts,
        starts + length,
        state,
        seats,
        seats,
        kind["occupation"],
        kind["country"],
    )


def attendance(rng: Random, days: int) -> str:
    """One letter per day: present, sick, excused, absent; enough days present to pass."""
    away = set(rng.sample(range(days), rng.randint(0, days // 7)))
    return "".join(rng.choice("SSIIA") if day in away else "H" for day in range(days))


def marks(rng: Random, assessments: list[dict], passed: bool) -> list[int]:
    """A value for each thing that is marked."""
    return [rng.randint(62, 96) if passed else rng.randint(30, 58) for _ in assessments]


def final(assessments: list[dict], values: list[int]) -> float | None:
    """The mark of the class in per cent."""
    parts = [marking.Part(one["name"], one["maximum"], one["weight"], value) for one, value in zip(assessments, values, strict=True)]
    return marking.final(parts)


def earned(lesson: Class, values: list[int]) -> tuple[list[dict], list[dict]]:
    """The language results and certificates that passing gives, dated on the last day of the class."""
    course = LISTS["courses"][lesson.course]
    given = grants.given(course["grants"], final=final(course["assessments"], values), on=lesson.ends_on)
    results = [{**asdict(one), "certificate_no": None} for one in given if isinstance(one, grants.LanguageGrant)]
    papers = [
        {**asdict(one), "number": f"{lesson.number}/CONTOH", "issuer": "BBPVP Serang"}
        for one in given
        if isinstance(one, grants.CertificateGrant)
    ]
    return results, papers
