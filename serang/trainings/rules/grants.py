"""What passing a course gives: results of language tests and certificates, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from serang.common.rules import languages
from serang.common.rules.days import add_months

LANGUAGE, CERTIFICATE = "language", "certificate"


@dataclass(frozen=True)
class LanguageGrant:
    """A result of a language test: points or level, counted until a day (None: always)."""

    test: str
    score: int | None
    level: str | None
    taken_on: date
    valid_until: date | None


@dataclass(frozen=True)
class CertificateGrant:
    """A certificate of a skill, counted until a day (None: always)."""

    code: str
    name: str
    issued_on: date
    valid_until: date | None
    mark: int | None


def given(grants: Iterable[dict], *, final: float | None, on: date) -> list[LanguageGrant | CertificateGrant]:
    """What a person gains who passed with that final mark (per cent) on that day.

    A result that should come from a mark is left out when there is no mark.
    """
    found = [_language(grant, final, on) if grant["type"] == LANGUAGE else _certificate(grant, final, on) for grant in grants]
    return [one for one in found if isinstance(one, CertificateGrant) or (one.score, one.level) != (None, None)]


def score_from_mark(test: str, final: float) -> int:
    """The final mark in per cent as points of the test: 80 is 160 of the 200 of EPS-TOPIK; never below its lowest."""
    kind = languages.TESTS[test]
    return max(kind.lowest, round(final * kind.highest / 100))


def by_points(test: str) -> bool:
    """Whether a test gives points (EPS-TOPIK, JFT) and not levels."""
    return languages.TESTS[test].counts == "points"


def marked(grant: dict) -> bool:
    """Whether the final mark sets the result of the test."""
    return grant["type"] == LANGUAGE and bool(grant.get("from_mark")) and grant["test"] in languages.TESTS and by_points(grant["test"])


def _language(grant, final, on):
    test, score, level = grant["test"], grant.get("score"), grant.get("level")
    if final is not None and marked(grant):
        score, level = score_from_mark(test, final), None
    return LanguageGrant(test, score, None if level is None else str(level), on, languages.valid_until(test, on))


def _certificate(grant, final, on):
    months = grant.get("months")
    return CertificateGrant(
        grant["code"],
        grant["name"],
        on,
        add_months(on, months) if months else None,
        None if final is None else round(final),
    )
