"""One person of a problem as the facts that orders.rules.check reads."""

from datetime import date

from serang.applicants.rules import MARITAL
from serang.common.rules import education, languages
from serang.matching.rules.problem import FOREVER, SEXES, UNKNOWN, Problem
from serang.orders.rules import Evidence, Facts, top_grade

_SEX = {number: code for code, number in SEXES.items()}


def facts(problem: Problem, person: int) -> Facts:
    """What a run knew of a person (index)."""
    people = problem.people.only([person])
    return Facts(
        birth=_day(int(people.birth[0])),
        sex=_SEX.get(int(people.sex[0])),
        education=education.at_rung(int(people.education[0])),
        height=int(people.height[0]) or None,
        marital=(None, *MARITAL)[int(people.marital[0])],
        languages=tuple(_evidence(code, written(code, value), until, since) for _, code, value, until, since in people.languages.listed()),
        **{
            name: tuple(_evidence(*row[1:]) for row in getattr(people, name).listed())
            for name in ("certificates", "experience", "documents")
        },
    )


def written(test: str, grade: int) -> int:
    """A grade as the test counts it: the reverse of orders.rules.grade (grade 2 of the JLPT is N4)."""
    falling = test in languages.TESTS and languages.TESTS[test].falling
    return top_grade(test) + 1 - grade if falling else grade


def _evidence(code, value, until, since):
    return Evidence(
        code, value, None if until in (FOREVER, UNKNOWN) else date.fromordinal(until), _day(since), until_known=until != UNKNOWN
    )


def _day(ordinal):
    return date.fromordinal(ordinal) if ordinal else None
