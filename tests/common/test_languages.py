"""Results of language tests: enough or not, how much is missing, how long they count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import languages
from serang.common.rules.languages import TESTS


@pytest.mark.parametrize(
    "test, result, minimum, enough, missing",
    [
        ("EPS_TOPIK", 120, 120, True, 0),
        ("EPS_TOPIK", 110, 120, False, 10),
        ("EPS_TOPIK", None, 120, False, 120),
        ("TOPIK", 2, 2, True, 0),
        ("TOPIK", 1, 3, False, 2),
        ("TOPIK", None, 3, False, 3),
        ("KIIP", 3, 2, True, 0),
        ("KIIP", None, 0, False, 1),
        ("JLPT", 4, 4, True, 0),
        ("JLPT", 3, 4, True, 0),
        ("JLPT", 5, 4, False, 1),
        ("JLPT", None, 4, False, 2),
        ("JFT", 200, 200, True, 0),
        ("JFT", 180, 200, False, 20),
        ("JLPT", 5, None, True, 0),
        ("TOPIK", None, None, False, 0),
    ],
)
def test_meets_and_shortfall(test, result, minimum, enough, missing):
    assert languages.meets(test, result, minimum) is enough
    assert languages.shortfall(test, result, minimum) == missing


@pytest.mark.parametrize(
    "test, text, result",
    [
        ("JLPT", "N4", 4),
        ("JLPT", "n 4", 4),
        ("JLPT", "4", 4),
        ("JLPT", "N6", None),
        ("JLPT", "N0", None),
        ("TOPIK", "Level 2", 2),
        ("TOPIK", 2.0, 2),
        ("TOPIK", "140", None),
        ("EPS_TOPIK", "120", 120),
        ("EPS_TOPIK", 120.0, 120),
        ("EPS_TOPIK", "120.0", 120),
        ("EPS_TOPIK", "201", None),
        ("EPS_TOPIK", "-5", None),
        ("EPS_TOPIK", "N5", None),
        ("TOPIK", "n2", None),
        ("EPS_TOPIK", "", None),
        ("EPS_TOPIK", None, None),
        ("KIIP", 0, 0),
    ],
)
def test_read(test, text, result):
    assert languages.read(test, text) == result


@pytest.mark.parametrize(
    "test, result, step",
    [
        ("EPS_TOPIK", 79, 0), ("EPS_TOPIK", 80, 1), ("EPS_TOPIK", 200, 2),
        ("TOPIK", 1, 1), ("TOPIK", 6, 6), ("KIIP", 0, 0), ("KIIP", 5, 5),
        ("JLPT", 5, 1), ("JLPT", 1, 5), ("JFT", 199, 0), ("JFT", 250, 2), ("TOPIK", None, 0), ("TOPIK", 9, 0),
    ],
)  # fmt: skip
def test_ladder(test, result, step):
    assert languages.ladder(test, result) == step


def results(test):
    return some.integers(TESTS[test].lowest, TESTS[test].highest)


@given(some.sampled_from(sorted(TESTS)).flatmap(lambda test: some.tuples(some.just(test), results(test), results(test))))
def test_of_two_results_the_better_one_meets_the_other(case):
    test, one, other = case

    assert languages.meets(test, one, other) or languages.meets(test, other, one)
    assert languages.read(test, languages.show(test, one)) == one
    if languages.meets(test, one, other):
        assert languages.ladder(test, one) >= languages.ladder(test, other)


def test_show_writes_the_jlpt_with_its_letter():
    assert languages.show("JLPT", 4) == "N4"
    assert languages.show("EPS_TOPIK", 120) == "120"


@pytest.mark.parametrize(
    "test, until",
    [("EPS_TOPIK", date(2028, 2, 29)), ("TOPIK", date(2028, 2, 29)), ("JLPT", None), ("KIIP", None)],
)
def test_valid_until(test, until):
    assert languages.valid_until(test, date(2026, 2, 28)) == (until and date(2028, 2, 28))


def test_an_unknown_test_is_refused():
    with pytest.raises(KeyError):
        languages.meets("TOEFL", 500, 400)


@pytest.mark.parametrize(
    "test, taken, written, last",
    [
        ("EPS_TOPIK", date(2026, 1, 31), None, date(2028, 1, 31)),
        ("EPS_TOPIK", date(2026, 1, 31), date(2027, 1, 1), date(2027, 1, 1)),
        ("EPS_TOPIK", None, None, None),
        ("JLPT", None, None, date.max),
        ("TOEIC", None, None, date.max),
    ],
)
def test_the_last_day_a_result_counts(test, taken, written, last):
    assert languages.last_day(test, taken, written) == last
