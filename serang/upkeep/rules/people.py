"""Invented people: names of our own lists, identity numbers of a district that does not exist, phones with 0000."""

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from serang.applicants.rules import kecamatan_of, search_text
from serang.common.rules import education, names, nik, phones
from serang.upkeep.rules.journey import Way
from serang.upkeep.rules.lists import LISTS, WORK, chance, moment, weighted

PREFIXES = ("811", "812", "813", "821", "822", "852", "857", "858", "877", "878", "895", "896")
SCHOOLS = [("SD", 4), ("SMP", 13), ("SMA", 36), ("SMK", 34), ("D3", 6), ("S1", 6), ("D1", 1)]
LAST_FOUR = 10_000
# 7919 is a prime that shares no divisor with 100000: the endings look mixed and never repeat.
MIXING, ENDINGS = 7919, 100_000


class Registry:
    """Gives out what exists once only: identity numbers, phones, numbers of applicants."""

    def __init__(self):
        self.births, self.families, self.years, self.people = Counter(), Counter(), Counter(), 0

    def nik(self, birth: date, sex: str) -> str:
        """The next number of that day and sex."""
        self.births[birth, sex] += 1
        return nik.make(birth, sex, self.births[birth, sex])

    def family(self, day: date) -> str:
        """A family card given out on that day."""
        self.families[day] += 1
        return nik.make(day, "L", self.families[day])

    def phone(self) -> str:
        """`+62812 0000` and five digits more."""
        number, self.people = self.people, self.people + 1
        return f"+62{PREFIXES[number % len(PREFIXES)]}0000{number // len(PREFIXES) * MIXING % ENDINGS:05}"

    def number(self, year: int) -> str:
        """The number of an applicant, counted by year."""
        self.years[year] += 1
        return f"P-{year % 100:02}-{self.years[year]:04}"


def person(rng: Random, way: Way, registry: Registry, *, wards: list[str], today: date) -> dict:
    """The columns of one applicant, derived ones included."""
    came_on = way.moves[0][1]
    full_name = _name(rng, way.sex)
    search, spelling = _keys(full_name)
    passport_name = names.passport_form(full_name) if way.reached("ready") else None
    ward = rng.choice(wards)
    birth = _birth(rng, way, today)
    known = way.reached("verified") or chance(rng, 70)
    phone = registry.phone()
    phone = phone if way.reached("verified") or chance(rng, 95) else None
    school = _school(rng, way)
    return {
        "number": registry.number(came_on.year),
        "full_name": full_name,
        "search": search if not passport_name else search_text(full_name, None, passport_name),
        "spelling": spelling,
        "passport_name": passport_name,
        "nik": registry.nik(birth, way.sex) if known or chance(rng, 85) else None,
        "kk_number": registry.family(_between(rng, 6000, 300, today)) if known else None,
        "birth_place": weighted(rng, LISTS["birth_places"]),
        "birth_date": birth,
        "sex": way.sex,
        "phone": phone,
        "phone_digits": phones.digits(phone) if phone else None,
        "email": f"{search.replace(' ', '.')}{birth.year % 100:02}@contoh.example" if chance(rng, 30) else None,
        "kelurahan_code": ward,
        "kecamatan_code": kecamatan_of(ward),
        "address": _address(rng) if known else None,
        "education": school,
        "major": rng.choice(LISTS["majors"][school]) if school in LISTS["majors"] else None,
        "marital_status": weighted(rng, [("single", 70), ("married", 24), ("divorced", 5), ("widowed", 1)]),
        **_body(rng, way, known),
        "pathway": WORK[way.trade]["pathway"] if way.reached("selected") else "undecided",
        "stage": way.stage,
        "stage_on": way.moves[-1][1],
        "flight_on": way.flight_on,
        "hold_reason": way.hold and way.hold[0],
        "hold_on": way.hold and way.hold[1],
        "exit_reason": way.exit and way.exit[0],
        "exit_on": way.exit and way.exit[1],
        "exit_note": None,
        "created_at": moment(came_on, rng),
        "version": 1,
    }


def wishes(rng: Random, way: Way) -> list[dict]:
    """One to three trades wanted, the one aimed at first."""
    others = [code for code in rng.sample(list(WORK), 2) if code != way.trade]
    chosen = [way.trade, *others[: weighted(rng, [(0, 5), (1, 4), (2, 1)])]]
    return [
        {"rank": rank, "occupation": code, "country": WORK[code]["country"] if chance(rng, 85) else None}
        for rank, code in enumerate(chosen, 1)
    ]


def experience(rng: Random, way: Way) -> list[dict]:
    """Work done before; who goes as a welder has welded."""
    if not chance(rng, 90 if WORK[way.trade]["months"] else 45):
        return []
    months = max(WORK[way.trade]["months"], rng.randint(4, 60))
    ended = _between(rng, 500, 20, way.moves[0][1])
    field = way.trade if chance(rng, 75) else rng.choice(list(WORK))
    return [
        {
            "field": field,
            "months": months,
            "company": rng.choice(LISTS["companies"]),
            "position": WORK[field]["title"],
            "country": "ID",
            "started_on": ended - timedelta(days=round(months * 30.44)),
            "ended_on": ended,
        }
    ]


def _name(rng: Random, sex: str) -> str:
    first, second = ("men", "second_men") if sex == "L" else ("women", "second_women")
    words = [rng.choice(LISTS[first])]
    shape = rng.random()
    if shape > 0.05:
        words.append(rng.choice(LISTS[second]))
    if shape > 0.85 and sex == "L":
        words.insert(1, rng.choice(LISTS["third"]))
    if shape < 0.30 and shape > 0.07:
        words.insert(0, _before(rng, sex, words[0]))
    return " ".join(word for word in words if word)


def _before(rng, sex, first) -> str:
    if sex == "L":
        return weighted(
            rng,
            [
                ("Muhammad", 8),
                ("M.", 5),
                ("Moch.", 2),
                ("Ahmad" if first != "Ahmad" else "", 3),
                ("Abdul", 1),
                ("Tubagus", 2),
            ],
        )
    return weighted(
        rng,
        [
            ("Siti" if first != "Siti" else "", 9),
            ("Nur" if first != "Nur" else "", 3),
            ("Ratu", 1),
            ("Neng" if first != "Neng" else "", 1),
        ],
    )


@lru_cache(maxsize=100_000)
def _keys(name: str) -> tuple[str, str]:
    return names.search_key(name), names.spelling_key(name)


def _birth(rng, way, today) -> date:
    """Most are 19 to 28; who was sent somewhere is 19 to 36."""
    years = 18.2 + 17 * rng.random() ** 1.4 if way.order else 17.9 + 24 * rng.random() ** 1.7
    since = way.order.row["departs_on"] if way.order else way.moves[0][1]
    return min(since, today) - timedelta(days=round(years * 365.25) + 1)


def _school(rng, way) -> str:
    while True:
        school = weighted(rng, SCHOOLS)
        if not way.order or education.reaches(school, way.order.work["education"]):
            return school


def _body(rng, way, known) -> dict:
    if not known and chance(rng, 60):
        return {"height_cm": None, "weight_kg": None}
    height = round(rng.gauss(167, 5) if way.sex == "L" else rng.gauss(157, 4.5))
    height = max(height, 160) if way.order else height
    return {"height_cm": height, "weight_kg": round((height / 100) ** 2 * rng.uniform(19, 25))}


def _address(rng) -> str:
    house, rt, rw = rng.randint(1, 120), rng.randint(1, 9), rng.randint(1, 12)
    return f"{rng.choice(LISTS['streets'])} No. {house}, RT {rt:02}/RW {rw:02}"


def _between(rng, most, fewest, day) -> date:
    return day - timedelta(days=rng.randint(fewest, most))


def own(number: str) -> dict[str, str | None]:
    """Values of the office's own fields, the same for the same number of registration; half the people have none yet."""
    rng = Random(number)
    if not chance(rng, 50):
        return {"Ukuran baju": None, "Nomor sepatu": None}
    size = rng.randrange(4)
    return {"Ukuran baju": ("S", "M", "L", "XL")[size], "Nomor sepatu": str(36 + 2 * size + rng.randrange(3))}
