"""Invented job orders: past ones that people left for, nearly full ones, open ones, a draft, a cancelled one."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from random import Random

from serang.upkeep.rules.lists import LISTS, WORK, chance, weighted

# The letters of an employer often ask for several trades at once.
IN_ONE_LETTER = 3


@dataclass
class Demand:
    """A job order as it will be stored, its requirements, and how many of its places are still to be given away."""

    row: dict
    requirements: list[dict] = field(default_factory=list)
    given: dict[str, int] = field(default_factory=lambda: {"L": 0, "P": 0})

    @property
    def work(self) -> dict:
        """The trade it asks for."""
        return WORK[self.row["occupation"]]

    @property
    def points(self) -> int:
        """The result of EPS-TOPIK it asks for; that of its trade where it asks for none."""
        tests = [one for rule in self.requirements if rule["kind"] == "language" for one in rule["facts"]["any"]]
        return next((one["min"] for one in tests if one["test"] == "EPS_TOPIK"), self.work["points"])

    def room(self, sex: str) -> bool:
        """Whether one more of that sex may be sent."""
        of_sex = self.row["quota_male" if sex == "L" else "quota_female"]
        if any(one["kind"] == "sex" and one["facts"]["sex"] != sex for one in self.requirements):
            return False
        return sum(self.given.values()) < self.row["quota"] and (of_sex is None or self.given[sex] < of_sex)


def shares(count: int, leaving: int) -> dict[str, int]:
    """How many orders are past, soon, open, draft and cancelled, for so many people who have left."""
    past = min(ceil(leaving / 20), count * 4 // 10)
    soon = min(count // 7, 60)
    aside = 1 if count >= 12 else 0
    return {"past": past, "soon": soon, "open": count - past - soon - 2 * aside, "draft": aside, "cancelled": aside}


def invent(rng: Random, count: int, *, leaving: int, today: date) -> dict[str, list[Demand]]:
    """So many orders by group; the past ones have places for all who are leaving."""
    numbers = shares(count, leaving)
    groups: dict[str, list[Demand]] = {}
    trades, made = _trades(rng, count), 0
    for group, size in numbers.items():
        groups[group] = []
        for position in range(size):
            days = _days(rng, group, position, size, today)
            quota = ceil(leaving / size) + rng.randint(0, 4) if group == "past" else rng.randint(*QUOTA[group])
            groups[group].append(_demand(rng, made, trades[made], group, days, quota))
            made += 1
    return groups


QUOTA = {"soon": (16, 30), "open": (4, 25), "draft": (5, 15), "cancelled": (6, 12)}
STATES = {"past": "closed", "soon": "closed", "open": "open", "draft": "draft", "cancelled": "cancelled"}


def _trades(rng: Random, count: int) -> list[str]:
    """The trade of each order; every trade stands at least once among the first few, if there are enough orders."""
    drawn = rng.choices(list(WORK), [work["share"] for work in WORK.values()], k=count)
    every = list(WORK)
    rng.shuffle(every)
    for position, trade in enumerate(every):
        if position * 2 + 1 < count and count >= 2 * len(every):
            drawn[-(position * 2 + 1)] = trade
    return drawn


def _days(rng: Random, group: str, position: int, size: int, today: date) -> tuple[date, date]:
    """Closing day and day of departure."""
    along = (position + 1) / (size + 1)
    if group == "past":
        departs = today - timedelta(days=round(12 + 290 * (1 - along) ** 1.3))
    elif group == "soon":
        departs = today + timedelta(days=rng.randint(14, 58))
    else:
        departs = today + timedelta(days=round(75 + 185 * along) + rng.randint(-6, 6))
    return min(departs - timedelta(days=rng.randint(42, 60)), today - timedelta(days=3)) if group in (
        "past",
        "soon",
    ) else today + (departs - today) * 2 // 5, departs


def _demand(rng, number, trade, group, days, quota) -> Demand:
    closes_on, departs_on = days
    work = WORK[trade]
    employer, employer_ko = _employer(rng, work)
    low, high = work["wage"]
    row = {
        "number": f"JO-{closes_on.year % 100:02}-{number + 1:03}",
        "letter_no": f"{100 + number // IN_ONE_LETTER}/CONTOH/{closes_on.year}",
        "title": work["title"],
        "employer": employer,
        "employer_ko": employer_ko,
        "workplace": rng.choice(LISTS["workplaces"][work["country"]]),
        "country": work["country"],
        "occupation": trade,
        "visa_type": work["visa"],
        "visa_confirmed": group in ("past", "soon") or chance(rng, 60),
        "quota": quota,
        "quota_male": None,
        "quota_female": None,
        "reserves": rng.choice([0, 0, 2, 3, 5]),
        "priority": rng.choice([0, 0, 0, 1]),
        "closes_on": closes_on,
        "interview_on": closes_on + timedelta(days=rng.randint(5, 12)),
        "departs_on": departs_on,
        "contract_months": work["term"],
        "wage": rng.randrange(low, high, 1000),
        "currency": "JPY" if work["country"] == "JP" else "KRW",
        "weights": rng.choice(WEIGHTS),
        "state": STATES[group],
        "version": 1,
    }
    if group == "open" and chance(rng, 30):
        row["quota_female"] = min(quota, round(quota * work["women"] / 100) + rng.randint(0, 2))
        row["quota_male"] = quota - row["quota_female"] + rng.choice([0, 1])
    demand = Demand(row)
    demand.requirements = [{"position": n, "strength": "must", "weight": 10, **one} for n, one in enumerate(_asked(rng, work, group), 1)]
    return demand


WEIGHTS = [
    {"language": 30, "experience": 20, "training": 15, "wish": 20, "documents": 15, "preferred": 0},
    {"language": 35, "experience": 25, "training": 10, "wish": 15, "documents": 10, "preferred": 5},
    {"language": 20, "experience": 30, "training": 20, "wish": 15, "documents": 10, "preferred": 5},
]


def _employer(rng: Random, work: dict) -> tuple[str, str | None]:
    kind, kind_ko = work["firm"]
    if work["country"] == "JP":
        return f"{rng.choice(LISTS['japanese'])} {kind}", None
    name, hangul = rng.choice(LISTS["employers"])
    return f"{name} {kind}", f"{hangul}{kind_ko}"


def _asked(rng: Random, work: dict, group: str) -> list[dict]:
    """What the order asks, must first; open orders differ more from each other than those already served."""
    plain = group != "open"
    asked = [
        {"kind": "age", "facts": {"min": 18, "max": 39 if plain else rng.choice([35, 39, 39, 40])}},
        {"kind": "education", "facts": {"min": work["education"]}},
        {"kind": "language", "facts": {"any": _tests(rng, work, plain)}},
        {"kind": "document", "facts": {"type": "passport", "months_after": 6}},
    ]
    if work["certificate"]:
        wish = not plain and chance(rng, 30)
        asked.append({"kind": "certificate", "facts": {"code": work["certificate"]}} | ({"strength": "wish", "weight": 30} if wish else {}))
    if work["months"]:
        asked.append(
            {
                "kind": "experience",
                "strength": "wish",
                "weight": 20,
                "facts": {"field": _trade(work), "months": work["months"]},
            }
        )
    if work["women"] >= 70 and not plain and chance(rng, 15):
        asked.append({"kind": "sex", "facts": {"sex": "P"}})
    if work["women"] < 40 and not plain and chance(rng, 25):
        asked.append(
            {
                "kind": "height",
                "strength": weighted(rng, [("must", 1), ("wish", 3)]),
                "facts": {"min": rng.choice([155, 158, 160])},
            }
        )
    return sorted(asked, key=lambda one: one.get("strength") == "wish")


def _trade(work: dict) -> str:
    return next(code for code, other in WORK.items() if other is work)


def _tests(rng: Random, work: dict, plain: bool) -> list[dict]:
    """The tests of which any one is enough."""
    if work["country"] == "JP":
        return [{"test": "JLPT", "min": 4}, {"test": "JFT", "min": 200}]
    points = work["points"] if plain else work["points"] + rng.choice([0, 0, 10, 20])
    return [{"test": "EPS_TOPIK", "min": points}] + ([{"test": "TOPIK", "min": 2}] if work["pathway"] == "e7" else [])
