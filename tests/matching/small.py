"""Random small problems, and their best plan found by trying everything."""

from datetime import date

import numpy as np

from serang.common.rules import education
from serang.matching.rules.facts import facts
from serang.matching.rules.problem import FEMALE, FOREVER, MALE, NOBODY, UNKNOWN, Order, People, Problem, Settings
from serang.orders.rules import FAIL, PASS, Requirement, check

TODAY = date(2026, 9, 1).toordinal()
DEPARTS = date(2027, 3, 1)
WORK = ("9333", "5321", "7212")
LEVELS = ("SD", "SMP", "SMA", "D3", "S1")


def problem(seed: int, people: int = 7, orders: int = 4, **fixed) -> Problem:
    """A problem with every kind of rule, gap and exception, the same for the same seed."""
    rng = np.random.default_rng([seed, people, orders])
    ids = rng.choice(np.arange(1, 100), people, replace=False)
    made = [_order(rng, number) for number in rng.choice(np.arange(1, 50), orders, replace=False).tolist()]
    settings = Settings(TODAY, unknown_allowed=bool(rng.random() < 0.4), no_wish_fits_all=bool(rng.random() < 0.7))

    def pairs(share):
        return [(int(person), order.id) for person in ids for order in made if rng.random() < share / max(1, orders)]

    taken = {person: (person, order) for person, order in pairs(0.15)}.values()
    return Problem.build(
        _people(rng, ids), made, settings, **{"locks": pairs(0.25), "bans": pairs(0.2), "taken": list(taken), "last": pairs(0.5), **fixed}
    )


def _people(rng, ids):
    def table(codes, values, until, share):
        rows = [(person, code) for person in ids for code in codes if rng.random() < share]
        rows += [row for row in rows if rng.random() < 0.2]  # a second result of the same kind
        return (
            [person for person, _ in rows],
            [code for _, code in rows],
            rng.choice(values, len(rows)),
            rng.choice(until, len(rows)),
            rng.choice([0, TODAY, TODAY + 120], len(rows)),
        )

    soon, late = DEPARTS.toordinal() - 20, DEPARTS.toordinal() + 400
    size = len(ids)
    births = [date(year, 3, day).toordinal() for year in (1985, 1987, 2000, 2008, 2009) for day in (1, 2)]
    wishes = [
        (person, f"{work}/", rank) for person in ids for rank, work in enumerate(rng.permutation(WORK)[:2], 1) if rng.random() < 0.7
    ] + [(person, "/JP", 3) for person in ids if rng.random() < 0.3]
    return People.build(
        ids,
        rng.choice([UNKNOWN, *births], size),
        rng.choice([NOBODY, 1, 1, 2, 2], size),
        rng.choice([0, *map(education.rung, LEVELS)], size),
        rng.choice([0, 150, 160, 170], size),
        rng.choice([0, 1, 2, 3, 4], size),
        languages=table(("TOPIK", "JLPT"), [1, 2, 3], [FOREVER, UNKNOWN, soon, late], 0.6),
        certificates=table(("WELD",), [1], [FOREVER, UNKNOWN, soon, late], 0.5),
        experience=table(WORK, [3, 12, 30], [FOREVER], 0.4),
        documents=table(("passport", "skck"), [1], [FOREVER, UNKNOWN, soon, late], 0.7),
        trainings=table(("korean",), [55, 70, 92], [FOREVER], 0.5),
        wishes=([one[0] for one in wishes], [one[1] for one in wishes], [one[2] for one in wishes]),
    )


RULES = (
    ("age", {"min": 18, "max": 39}),
    ("age", {"max": 39, "on": "2027-01-01"}),
    ("born", {"from": "1987-03-02", "to": "2009-03-01"}),
    ("sex", {"sex": "P"}),
    ("education", {"min": "SMA"}),
    ("language", {"any": [{"test": "TOPIK", "min": 2}, {"test": "JLPT", "min": "N4"}]}),
    ("language", {"any": [{"test": "TOPIK", "min": 3}]}),
    ("certificate", {"code": "WELD"}),
    ("experience", {"field": "7212", "months": 12}),
    ("experience", {"months": 24}),
    ("document", {"type": "passport", "months_after": 6}),
    ("document", {"type": "skck"}),
    ("height", {"min": 155, "max": 165}),
    ("marital", {"any": ["single", "widowed"], "basis": "Letter 12"}),
)


def _order(rng, number):
    picked = rng.choice(len(RULES), int(rng.integers(0, 4)), replace=False)
    requirements = tuple(Requirement(RULES[at][0], str(rng.choice(["must", "must", "wish"])), 10, RULES[at][1]) for at in picked)
    by_sex = rng.random() < 0.5
    return Order(
        number,
        str(rng.choice(WORK)),
        str(rng.choice(["KR", "JP"])),
        DEPARTS.toordinal(),
        int(rng.choice([TODAY + 60, TODAY + 150])) if rng.random() < 0.8 else None,
        int(rng.integers(0, 4)),
        int(rng.integers(0, 3)) if by_sex else None,
        int(rng.integers(0, 3)) if by_sex and rng.random() < 0.7 else None,
        2,
        int(rng.integers(0, 3)),
        requirements,
        {"language": 30, "experience": 20, "wish": 25, "documents": 10, "preferred": 15},
    )


def may_go(given: Problem, person: int, order: Order) -> bool:
    """Whether a person (index) may be placed in an order, rule by rule."""
    known, person_id = facts(given, person), int(given.people.ids[person])
    wishes = [(code, value) for one, code, value, *_ in given.people.wishes.listed() if one == person]
    wished = {f"{order.occupation}/", f"/{order.country}", f"{order.occupation}/{order.country}"}
    if not any(code in wished for code, _ in wishes) and (wishes or not given.settings.no_wish_fits_all):
        return False
    if [person_id, order.id] in given.bans.tolist() or order.by_sex and known.sex is None:
        return False
    closes = date.fromordinal(order.closes_on) if order.closes_on else None
    states = {check(one, known, departs_on=DEPARTS, closes_on=closes).state for one in order.musts()}
    return FAIL not in states and (given.settings.unknown_allowed or states <= {PASS})


def best(given: Problem, locks: list, score: dict) -> tuple:
    """The highest (placed, urgent first, score, kept) that any plan with these locks reaches. Every way is tried;
    ways that fill the places alike are kept only once.
    """
    urgencies = sorted({order.priority for order in given.orders}, reverse=True)
    used = {}
    for person_id, order_id in [*given.taken.tolist(), *locks]:
        used = _with(used, order_id, given.people.sex[given.people.index(person_id)])
    gone = {person for person, _ in [*given.taken.tolist(), *locks]}
    reached = {tuple(sorted(used.items())): (0,) * (len(urgencies) + 3)}
    for person, person_id in enumerate(given.people.ids.tolist()):
        if person_id in gone:
            continue
        for state, worth in list(reached.items()):
            for order in given.orders:
                if (person_id, order.id) not in score:
                    continue
                after = _with(dict(state), order.id, given.people.sex[person])
                if not _fits(after, order, int(given.people.sex[person])):
                    continue
                gain = (
                    1,
                    *(int(order.priority == one) for one in urgencies),
                    score[person_id, order.id],
                    int([person_id, order.id] in given.last.tolist()),
                )
                total, key = tuple(map(sum, zip(worth, gain, strict=True))), tuple(sorted(after.items()))
                reached[key] = max(reached.get(key, total), total)
    return max(reached.values())


def worth(given: Problem, plan) -> tuple:
    """The same figures of a plan, its locks not counted."""
    urgencies = sorted({order.priority for order in given.orders}, reverse=True)
    own = [
        (int(person), int(order), int(points))
        for person, order, points, locked in zip(plan.people, plan.orders, plan.score, plan.locked, strict=True)
        if not locked
    ]
    level = {order.id: order.priority for order in given.orders}
    return (
        len(own),
        *(sum(level[order] == one for _, order, _ in own) for one in urgencies),
        sum(points for *_, points in own),
        sum([person, order] in given.last.tolist() for person, order, _ in own),
    )


def _with(used, order_id, sex):
    keys = [(order_id, NOBODY)] + ([(order_id, int(sex))] if sex != NOBODY else [])
    return {**used, **{key: used.get(key, 0) + 1 for key in keys}}


def _fits(used, order, sex):
    """Whether one more of this sex fitted; that the other sex has too many already is no matter."""
    limits = {NOBODY: order.quota, MALE: order.quota_male, FEMALE: order.quota_female}
    return all(limits[one] is None or used.get((order.id, one), 0) <= limits[one] for one in {NOBODY, sex})
