"""Invented offices of any size for measuring: people with skewed wishes, orders with differently skewed demand.

    problem(make(5_000, 50, ratio=0.8, seed=1))

People have age, sex, schooling, a language level, certificates, up to three wishes and years of work. Orders have one
occupation, minimum schooling and language, an age range, at most one certificate asked for and two liked. Fifteen of a
hundred orders take one sex only, thirty split their quota. `ratio` is the sum of the quotas over the people with at
least one order open to them. The same arguments always give the same office.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from serang.common.rules import education
from serang.matching.rules.pairs import find
from serang.matching.rules.problem import MALE, WEIGHTS, Order, People, Problem, Settings
from serang.orders.rules import Requirement

CERTIFICATES, FEMALE = 16, 2
DEPARTS, RUN = date(2027, 3, 1).toordinal(), date(2026, 9, 1).toordinal()
LEVELS = np.array(["SD", "SMP", "SMA", "D3", "S1"])
TOPIK = "TOPIK"


@dataclass
class Instance:
    """Drawn columns of people and orders, and the size of every order."""

    people: dict
    orders: dict
    ratio: float


def zipf(size, slope):
    """Shares that fall like 1 / rank ** slope."""
    share = 1.0 / np.arange(1, size + 1) ** slope
    return share / share.sum()


def make(people: int, orders: int, ratio: float = 0.8, seed: int = 1) -> Instance:
    """Draw an office."""
    rng = np.random.default_rng([seed, people, orders])
    occupations = int(np.clip(orders // 10, 3, 50))
    return Instance(_people(people, occupations, rng), _orders(orders, occupations, rng), ratio)


def _people(size, occupations, rng):
    drawn = {"age": np.clip(rng.gamma(6.0, 2.6, size) + 17, 18, 60).astype(int)}
    drawn["sex"] = rng.choice([MALE, FEMALE], size, p=[0.52, 0.48])
    drawn["level"] = rng.choice(5, size, p=[0.08, 0.38, 0.24, 0.26, 0.04])
    drawn["topik"] = rng.choice(6, size, p=[0.18, 0.24, 0.25, 0.19, 0.10, 0.04])
    drawn["certificates"] = rng.random((size, CERTIFICATES)) < 0.22 * np.linspace(1.6, 0.4, CERTIFICATES)
    drawn["years"] = np.minimum(rng.poisson(3.2, size), drawn["age"] - 17)
    rng.choice(12, size, p=zipf(12, 0.7))  # a draw that once was a district; keeps the office as published
    wishes = rng.choice(occupations, (size, 3), p=zipf(occupations, 0.6))
    wishes[rng.random(size) < 0.15, 2] = -1
    wishes[:, 2][(wishes[:, 2] == wishes[:, 0]) | (wishes[:, 2] == wishes[:, 1])] = -1
    wishes[:, 1][wishes[:, 1] == wishes[:, 0]] = -1
    return {**drawn, "wishes": wishes}


def _orders(size, occupations, rng):
    shuffled = rng.permutation(occupations)  # demand is not where the wishes are
    drawn = {"occupation": shuffled[rng.choice(occupations, size, p=zipf(occupations, 0.4))]}
    drawn["level"] = rng.choice(4, size, p=[0.30, 0.40, 0.20, 0.10])
    drawn["topik"] = rng.choice(5, size, p=[0.25, 0.28, 0.25, 0.15, 0.07])
    drawn["age_min"] = rng.choice([18, 18, 20, 22, 25], size)
    drawn["age_max"] = rng.choice([35, 40, 45, 50, 60], size)
    drawn["asked"] = np.where(rng.random(size) < 0.25, rng.integers(0, 6, size), -1)
    drawn["liked"] = np.stack([rng.integers(0, CERTIFICATES, size), rng.integers(0, CERTIFICATES, size)], axis=1)
    rng.choice(12, size, p=zipf(12, 0.7))
    drawn["kind"] = rng.choice(4, size, p=[0.55, 0.08, 0.07, 0.30])  # anybody, men, women, split
    drawn["size"] = rng.lognormal(0, 0.9, size)
    return drawn


def problem(instance: Instance) -> Problem:
    """The office as the engine is given it, quotas shared out by the ratio."""
    people = _as_people(instance.people)
    count = len(instance.orders["size"])
    draft = Problem.build(people, [_as_order(instance.orders, at, 1) for at in range(count)], Settings(RUN))
    eligible = len(np.unique(find(draft).person))
    share = instance.orders["size"] / instance.orders["size"].sum()
    quotas = np.maximum(1, np.round(share * instance.ratio * eligible)).astype(int)
    return draft.but(orders=[_as_order(instance.orders, at, int(quotas[at])) for at in range(count)])


def _as_people(drawn):
    ids = np.arange(1, len(drawn["age"]) + 1)
    birth = DEPARTS - (drawn["age"] * 365.25).astype(int) - 100
    rungs = np.array([education.rung(level) for level in LEVELS])
    able = drawn["topik"] > 0
    holder, certificate = np.nonzero(drawn["certificates"])
    wisher, rank = np.nonzero(drawn["wishes"] >= 0)
    return People.build(
        ids,
        birth,
        drawn["sex"],
        rungs[drawn["level"]],
        languages=(ids[able], np.full(able.sum(), TOPIK), drawn["topik"][able]),
        certificates=(ids[holder], np.char.add("C", certificate.astype(str))),
        experience=(ids, np.full(len(ids), "work"), drawn["years"] * 12),
        wishes=(ids[wisher], np.char.add(np.char.add("O", drawn["wishes"][wisher, rank].astype(str)), "/"), rank + 1),
    )


def _as_order(drawn, at, quota):
    one = {name: column[at] for name, column in drawn.items()}
    rules = [
        Requirement("education", values={"min": str(LEVELS[one["level"]])}),
        Requirement("age", values={"min": int(one["age_min"]), "max": int(one["age_max"])}),
    ]
    if one["topik"]:
        rules.append(Requirement("language", values={"any": [{"test": TOPIK, "min": int(one["topik"])}]}))
    if one["asked"] >= 0:
        rules.append(Requirement("certificate", values={"code": f"C{one['asked']}"}))
    if one["kind"] in (MALE, FEMALE):
        rules.append(Requirement("sex", values={"sex": "LP"[one["kind"] - 1]}))
    rules += [Requirement("certificate", "wish", 10, {"code": f"C{code}"}) for code in np.unique(one["liked"]).tolist()]
    split = one["kind"] == 3
    return Order(
        at + 1,
        f"O{one['occupation']}",
        "KR",
        DEPARTS,
        DEPARTS - 30,
        quota,
        quota - quota // 2 if split else None,
        quota // 2 if split else None,
        requirements=tuple(rules),
        weights={**WEIGHTS, "preferred": 20},
    )
