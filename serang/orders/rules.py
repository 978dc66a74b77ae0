"""What a job order asks of a person: each requirement passes, fails by how much, or cannot be known yet.

The kinds and their values (days as ISO text, so that they can be stored as they are):

    age          {"min": 18, "max": 39, "on": "2027-03-01"}     both ages included; without `on`: the departure
    born         {"from": "1987-01-02", "to": "2009-01-01"}     both days included
    sex          {"sex": "P"}
    education    {"min": "SMA"}
    language     {"any": [{"test": "EPS_TOPIK", "min": 120}, {"test": "TOPIK", "min": 2}]}
    certificate  {"code": "WELDING_3G"}
    experience   {"field": "7212", "months": 12}                without `field`: all work counts
    document     {"type": "passport", "months_after": 6}        valid until so many months after departure
    height       {"min": 155, "max": 190}                       cm
    marital      {"any": ["single"], "basis": "Letter 12/HR"}   `basis`: where the employer asks for it

A sensitive kind counts only once the head of office has confirmed it (equal treatment, Law 13/2003 articles 5 and 6). There is
none on religion: the office does not keep it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from serang.common.rules import days, education, languages
from serang.common.rules.reasons import Reason

KINDS = ("age", "born", "sex", "education", "language", "certificate", "experience", "document", "height", "marital")
QUOTAS = ("quota", "quota_male", "quota_female")
USUAL = ("age", "education", "language")
SENSITIVE = ("marital",)
TRAINABLE = ("language", "certificate")
FAIL, UNKNOWN, PASS = ORDER = ("fail", "unknown", "pass")


@dataclass(frozen=True)
class Requirement:
    """One rule of an order. `strength` is must (nobody is placed without it) or wish (worth `weight` points)."""

    kind: str
    strength: str = "must"
    weight: int = 10
    values: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """One result, certificate, job or paper. `value`: level, months or mark; `until` None: does not end;
    `until_known` False: it ends, but nobody entered when; `since` None: known all along.
    """

    code: str
    value: int | str = 1
    until: date | None = None
    since: date | None = None
    until_known: bool = True


@dataclass(frozen=True)
class Facts:
    """What is known of one person; None where nothing was entered."""

    birth: date | None = None
    sex: str | None = None
    education: str | None = None
    height: int | None = None
    marital: str | None = None
    languages: tuple[Evidence, ...] = ()
    certificates: tuple[Evidence, ...] = ()
    experience: tuple[Evidence, ...] = ()
    documents: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of one requirement. `by` is what is lacking, in the unit of the kind (years, days, levels, points,
    months, cm); `far` the same from 0 (met) to 100 (nothing of it), to compare different kinds.
    """

    state: str
    reason: Reason
    by: int = 0
    far: int = 0


def check(requirement: Requirement, person: Facts, *, departs_on: date, closes_on: date | None = None) -> Outcome:
    """Whether a person meets a requirement on the day of departure, with evidence gained until the order closes."""
    return CHECKS[requirement.kind](requirement.values, person, departs_on, closes_on or date.max)


def _age(values, person, departs_on, closes_on):
    on = day(values.get("on")) or departs_on
    if person.birth is None:
        return Outcome(UNKNOWN, Reason("age_unknown"))
    age = days.age_on(person.birth, on)
    low, high = values.get("min"), values.get("max")
    if high is not None and age > high:
        return _failed("age_over", age - high, 10, age=age, limit=high, on=on)
    if low is not None and age < low:
        return _failed("age_under", low - age, 10, age=age, limit=low, on=on)
    return Outcome(PASS, Reason("age_met", age=age, on=on))


def _born(values, person, departs_on, closes_on):
    if person.birth is None:
        return Outcome(UNKNOWN, Reason("age_unknown"))
    first, last = day(values.get("from")), day(values.get("to"))
    if first and person.birth < first:
        return _failed("born_early", (first - person.birth).days, 3650, birth=person.birth, limit=first)
    if last and person.birth > last:
        return _failed("born_late", (person.birth - last).days, 3650, birth=person.birth, limit=last)
    return Outcome(PASS, Reason("born_met", birth=person.birth))


def _sex(values, person, departs_on, closes_on):
    if person.sex is None:
        return Outcome(UNKNOWN, Reason("sex_unknown", needed=values["sex"]))
    if person.sex != values["sex"]:
        return Outcome(FAIL, Reason("sex_other", needed=values["sex"]), 1, 100)
    return Outcome(PASS, Reason("sex_met", sex=person.sex))


def _education(values, person, departs_on, closes_on):
    if not education.rank(person.education):
        return Outcome(UNKNOWN, Reason("education_unknown", minimum=values["min"]))
    short = education.rank(values["min"]) - education.rank(person.education)
    if short > 0:
        return _failed("education_low", short, 5, has=person.education, minimum=values["min"])
    return Outcome(PASS, Reason("education_met", has=person.education))


def _language(values, person, departs_on, closes_on):
    outcomes = [_one_test(one["test"], one["min"], person.languages, departs_on, closes_on) for one in values["any"]]
    return max(outcomes, key=lambda outcome: (ORDER.index(outcome.state), -outcome.far), default=Outcome(PASS, Reason("language_met")))


def _one_test(test, minimum, results, departs_on, closes_on):
    """The outcome of one alternative: the best valid result; else the one that ended; else what is lacking."""
    own = [one for one in results if one.code == test and (one.since or date.min) <= closes_on]
    valid = [one for one in own if one.until_known and (one.until or date.max) >= departs_on]
    enough = [one for one in own if grade(test, one.value) >= grade(test, minimum)]
    best = max(valid, key=lambda one: grade(test, one.value), default=None)
    if best and best in enough:
        return Outcome(PASS, Reason("language_met", test=test, has=best.value, minimum=minimum))
    if any(not one.until_known for one in enough):
        return Outcome(UNKNOWN, Reason("language_end_unknown", test=test, minimum=minimum))
    if enough:
        last = max(one.until for one in enough)
        short = (departs_on - last).days
        return _failed("language_ended", short, 730, test=test, minimum=minimum, ended=last, needed=departs_on)
    if best:
        short = grade(test, minimum) - grade(test, best.value)
        return _failed("language_low", short, grade(test, minimum), test=test, has=best.value, minimum=minimum)
    past = max((one for one in own if one.until), key=lambda one: grade(test, one.value), default=None)
    if past:
        known = {"has": past.value, "minimum": minimum, "ended": past.until, "needed": departs_on}
        return Outcome(FAIL, Reason("language_ended_low", test=test, **known), grade(test, minimum), 100)
    return Outcome(FAIL, Reason("language_none", test=test, minimum=minimum), grade(test, minimum), 100)


def _certificate(values, person, departs_on, closes_on):
    own = [one for one in person.certificates if one.code == values["code"] and (one.since or date.min) <= closes_on]
    return _paper("certificate", own, values["code"], departs_on, departs_on)


def _document(values, person, departs_on, closes_on):
    needed = days.add_months(departs_on, values.get("months_after", 0))
    own = [one for one in person.documents if one.code == values["type"] and (one.since or date.min) <= closes_on]
    return _paper("document", own, values["type"], needed, departs_on)


def _paper(kind, own, code, needed, departs_on):
    """Valid until the needed day, ends too early, end not entered, or missing."""
    if any(one.until_known and (one.until or date.max) >= needed for one in own):
        return Outcome(PASS, Reason(f"{kind}_met", code=code, needed=needed))
    if any(not one.until_known for one in own):
        return Outcome(UNKNOWN, Reason(f"{kind}_end_unknown", code=code, needed=needed))
    if own:
        last = max(one.until for one in own)
        return _failed(f"{kind}_ends_early", (needed - last).days, 730, code=code, ends=last, needed=needed)
    return Outcome(FAIL, Reason(f"{kind}_missing", code=code, needed=needed), 1, 100)


def _experience(values, person, departs_on, closes_on):
    wanted, months = values.get("field"), values["months"]
    has = sum(one.value for one in person.experience if not wanted or one.code == wanted)
    if has < months:
        return _failed("experience_short", months - has, months, field=wanted, has=has, minimum=months)
    return Outcome(PASS, Reason("experience_met", field=wanted, has=has, minimum=months))


def _height(values, person, departs_on, closes_on):
    if not person.height:
        return Outcome(UNKNOWN, Reason("height_unknown"))
    low, high = values.get("min"), values.get("max")
    if low and person.height < low:
        return _failed("height_low", low - person.height, 20, has=person.height, minimum=low)
    if high and person.height > high:
        return _failed("height_high", person.height - high, 20, has=person.height, maximum=high)
    return Outcome(PASS, Reason("height_met", has=person.height))


def _marital(values, person, departs_on, closes_on):
    if person.marital is None:
        return Outcome(UNKNOWN, Reason("marital_unknown", allowed=tuple(values["any"])))
    if person.marital not in values["any"]:
        return Outcome(FAIL, Reason("marital_other", allowed=tuple(values["any"])), 1, 100)
    return Outcome(PASS, Reason("marital_met", has=person.marital))


CHECKS = {
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


def _failed(code, by, whole, /, **values):
    return Outcome(FAIL, Reason(code, by=by, **values), by, min(100, max(1, round(100 * by / whole))))


def day(written: str | date | None) -> date | None:
    """A day as stored in the values of a requirement."""
    return date.fromisoformat(written) if isinstance(written, str) and written else written or None


def grade(test: str, value: int | str) -> int:
    """A language result as a number that rises with ability: points or level; for a test that counts down (JLPT), N5
    is 1 and N1 is 5. Grades of different tests are never compared. Raises ValueError for what is no result.
    """
    if test not in languages.TESTS:
        return int(value)
    number = languages.read(test, value)
    if number is None:
        raise ValueError(f"{value!r} is no result of {test}")
    return languages.TESTS[test].highest + 1 - number if languages.TESTS[test].falling else number


def top_grade(test: str) -> int:
    """The highest grade of a test; 100 for a test we do not know."""
    return languages.TESTS[test].highest if test in languages.TESTS else 100
