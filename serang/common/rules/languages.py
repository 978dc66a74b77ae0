"""Language tests of Korea and Japan. Results of two tests are never converted into each other to decide anything."""

import re
from dataclasses import dataclass
from datetime import date

from serang.common.rules.days import add_months


@dataclass(frozen=True)
class LanguageTest:
    """What a result is counted in, the lowest and highest number, and how many months it counts (None: always)."""

    code: str
    language: str
    counts: str
    lowest: int
    highest: int
    months: int | None = None
    falling: bool = False


TESTS = {test.code: test for test in [
    LanguageTest("EPS_TOPIK", "ko", "points", 0, 200, 24),
    LanguageTest("TOPIK", "ko", "level", 1, 6, 24),
    LanguageTest("KIIP", "ko", "level", 0, 5),
    LanguageTest("JLPT", "ja", "level", 1, 5, falling=True),
    LanguageTest("JFT", "ja", "points", 10, 250),
]}  # fmt: skip
JFT_PASS = 200
JLPT_LEVEL = re.compile(r"[nN]\s*\d")
# A rough, unofficial ladder: 1 is A1, 6 is C2. EPS-TOPIK from its usual floor of 80 and from 120.
_LEVELS = {"TOPIK": (1, 2, 3, 4, 5, 6), "KIIP": (0, 1, 2, 3, 4, 5), "JLPT": (5, 4, 3, 2, 1)}
_POINTS = {"EPS_TOPIK": (80, 120), "JFT": (JFT_PASS, JFT_PASS)}


def read(test: str, text: str | int | float | None) -> int | None:
    """The result as a number: points, or the level (`N4` and `4` are 4, `Level 2` is 2). None when it cannot be one, as a level of
    the JLPT for another test.

    Raises KeyError for an unknown test, here and below.
    """
    kind = TESTS[test]
    digits = "".join(sign for sign in _plain(text) if sign.isascii() and sign.isdigit())
    if not digits or len(digits) > 3 or _plain(text).startswith("-") or (not kind.falling and JLPT_LEVEL.match(_plain(text))):
        return None
    return int(digits) if kind.lowest <= int(digits) <= kind.highest else None


def show(test: str, result: int) -> str:
    """The result as the certificate writes it: `N4` for the JLPT, plain numbers for the rest."""
    return f"N{result}" if TESTS[test].falling else str(result)


def meets(test: str, result: int | None, minimum: int | None) -> bool:
    """Whether a result of this test is enough; the JLPT counts down. Without a minimum any result is; none never is."""
    return result is not None and shortfall(test, result, minimum) == 0


def shortfall(test: str, result: int | None, minimum: int | None) -> int:
    """How many points or levels are missing, 0 when none; without a result, all from the bottom of the test up."""
    kind = TESTS[test]
    if minimum is None:
        return 0
    if kind.falling:
        return max(0, (kind.highest + 1 if result is None else result) - minimum)
    return max(0, minimum - ((0 if kind.counts == "points" else kind.lowest - 1) if result is None else result))


def ladder(test: str, result: int | None) -> int:
    """A rough step from 0 (nothing) to 6 (C2), for filters only, never for eligibility.

    EPS-TOPIK reaches at most 2 (A2); JFT-Basic knows one level, A2, passed with 200 of 250.
    """
    kind = TESTS[test]
    if result is None:
        return 0
    if test == "JFT":
        return 2 if result >= JFT_PASS else 0
    if kind.counts == "points":
        return sum(result >= floor for floor in _POINTS[test])
    return _LEVELS[test].index(result) + (kind.lowest > 0) if result in _LEVELS[test] else 0


def valid_until(test: str, given_on: date) -> date | None:
    """The last day a result counts, 24 months for EPS-TOPIK and TOPIK; None when it does not expire."""
    months = TESTS[test].months
    return add_months(given_on, months) if months else None


def last_day(test: str, taken_on: date | None, written: date | None) -> date | None:
    """The last day a result counts: as written on it, else reckoned from its day; `date.max` for one that never ends,
    None when it ends and nobody knows when. An unknown test counts as never ending."""
    if written or test not in TESTS or not TESTS[test].months:
        return written or date.max
    return valid_until(test, taken_on) if taken_on else None


def _plain(text) -> str:
    if isinstance(text, float) and text.is_integer():
        return str(int(text))
    plain = str("" if text is None else text).strip()
    return plain.removesuffix(".0").removesuffix(",0")
