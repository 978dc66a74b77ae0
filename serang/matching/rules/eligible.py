"""Who may go where: every requirement of an order evaluated for all people who wish its work, column by column."""

from datetime import date

import numpy as np

from serang.applicants.rules import MARITAL
from serang.common.rules import days, education
from serang.matching.rules.columns import NOTHING, Columns, latest_birth
from serang.matching.rules.problem import FOREVER, NOBODY, SEXES, UNKNOWN, Order
from serang.orders import rules as asked

RANKS = np.array(education.RANKS)
FAIL, OPEN, PASS = 0, 1, 2  # as numbers, so that the worst of several is their minimum


def eligible(columns: Columns, order: Order, who: np.ndarray, rank: np.ndarray):
    """Those of `who` who meet every must (or, if the setting allows, may yet), with their state and wish rank."""
    worst = np.full(len(who), PASS, np.uint8)
    lowest = OPEN if columns.problem.settings.unknown_allowed else PASS
    if order.by_sex:  # nobody can be counted by a sex that is not known
        keep = columns.people.sex[who] != NOBODY
        who, worst, rank = who[keep], worst[keep], rank[keep]
    for requirement in order.musts():
        worst = np.minimum(worst, outcomes(columns, order, requirement, who))
        keep = np.flatnonzero(worst >= lowest)
        if len(keep) < len(who):
            who, worst, rank = who.take(keep), worst.take(keep), rank.take(keep)
    return who, worst, rank


def outcomes(columns: Columns, order: Order, requirement: asked.Requirement, who: np.ndarray) -> np.ndarray:
    """FAIL, OPEN or PASS of one requirement for each of `who`: the same answer as orders.rules.check."""
    day, closes, values = columns.problem.day(order), order.closes_on or FOREVER, requirement.values
    question = requirement.kind, str(values), day, closes
    return columns.answers(question, who, lambda some: OUTCOMES[requirement.kind](columns, values, some, day, closes))


def _age(columns, values, who, day, closes):
    on = asked.day(values.get("on")) or date.fromordinal(day)
    low, high = values.get("min"), values.get("max")
    latest = latest_birth(low, on) if low is not None else FOREVER
    earliest = latest_birth(high + 1, on) + 1 if high is not None else 1
    return _between(columns.people.birth[who], earliest, latest)


def _born(columns, values, who, day, closes):
    first, last = asked.day(values.get("from")), asked.day(values.get("to"))
    return _between(columns.people.birth[who], first.toordinal() if first else 1, last.toordinal() if last else FOREVER)


def _height(columns, values, who, day, closes):
    return _between(columns.people.height[who], values.get("min") or 1, values.get("max") or 1000)


def _between(column, low, high):
    return _state((column >= low) & (column <= high), column == UNKNOWN)


def _sex(columns, values, who, day, closes):
    sex = columns.people.sex[who]
    return _state(sex == SEXES[values["sex"]], sex == NOBODY)


def _marital(columns, values, who, day, closes):
    marital = columns.people.marital[who]
    return _state(np.isin(marital, [MARITAL.index(code) + 1 for code in values["any"]]), marital == 0)


def _education(columns, values, who, day, closes):
    rank = RANKS[columns.people.education[who]]
    return _state(rank >= education.rank(values["min"]), rank <= 0)


def _language(columns, values, who, day, closes):
    met, end_unknown = np.zeros(len(who), bool), np.zeros(len(who), bool)
    for one in values["any"]:
        test, minimum = one["test"], asked.grade(one["test"], one["min"])
        met |= columns.best("languages", test, who, day, closes) >= minimum
        if columns.ends_unknown("languages", test):
            end_unknown |= columns.endless("languages", test, who, closes, minimum)
    return _state(met | (not values["any"]), end_unknown)


def _certificate(columns, values, who, day, closes):
    return _paper(columns, "certificates", values["code"], who, day, closes)


def _document(columns, values, who, day, closes):
    needed = days.add_months(date.fromordinal(day), values.get("months_after", 0)).toordinal()
    return _paper(columns, "documents", values["type"], who, needed, closes)


def _paper(columns, table, code, who, needed, closes):
    met = columns.best(table, code, who, needed, closes) > NOTHING
    if not columns.ends_unknown(table, code):
        return _state(met)
    return _state(met, columns.endless(table, code, who, closes))


def _experience(columns, values, who, day, closes):
    return _state(columns.sum("experience", values.get("field"))[who] >= values["months"])


def _state(met, unknown=None):
    state = np.multiply(met, PASS, dtype=np.uint8)
    if unknown is not None:
        state[unknown & ~met] = OPEN
    return state


OUTCOMES = {
    "age": _age,
    "born": _born,
    "sex": _sex,
    "education": _education,
    "language": _language,
    "certificate": _certificate,
    "experience": _experience,
    "document": _document,
    "height": _height,
    "marital": _marital,
}
