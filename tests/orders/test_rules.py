"""Each rule of a job order says pass, fail by how much, or not known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.common.rules import languages
from serang.orders.rules import CHECKS, KINDS, Evidence, Facts, Requirement, check, grade, top_grade

pytestmark = pytest.mark.pure
DEPARTS, CLOSES = date(2027, 3, 1), date(2026, 12, 1)


def asked(kind, person, **values):
    return check(Requirement(kind, values=values), person, departs_on=DEPARTS, closes_on=CLOSES)


def told(outcome):
    return outcome.state, outcome.reason.code, outcome.by


@pytest.mark.parametrize(
    ("birth", "values", "answer"),
    [
        (date(1987, 3, 1), {"max": 39}, ("fail", "age_over", 1)),
        (date(1987, 3, 2), {"max": 39}, ("pass", "age_met", 0)),
        (date(1985, 6, 1), {"max": 39}, ("fail", "age_over", 2)),
        (date(2009, 3, 2), {"min": 18}, ("fail", "age_under", 1)),
        (date(2009, 3, 1), {"min": 18, "max": 39}, ("pass", "age_met", 0)),
        (date(1987, 3, 1), {"max": 39, "on": "2027-02-28"}, ("pass", "age_met", 0)),
        (None, {"max": 39}, ("unknown", "age_unknown", 0)),
    ],
)
def test_age_on_the_day(birth, values, answer):
    assert told(asked("age", Facts(birth=birth), **values)) == answer


@pytest.mark.parametrize(
    ("birth", "answer"),
    [
        (date(1986, 12, 31), ("fail", "born_early", 1)),
        (date(1987, 1, 1), ("pass", "born_met", 0)),
        (date(2009, 1, 1), ("pass", "born_met", 0)),
        (date(2009, 1, 11), ("fail", "born_late", 10)),
        (None, ("unknown", "age_unknown", 0)),
    ],
)
def test_birth_window_includes_both_days(birth, answer):
    assert told(asked("born", Facts(birth=birth), **{"from": "1987-01-01", "to": "2009-01-01"})) == answer


@pytest.mark.parametrize(
    ("sex", "answer"), [("P", ("pass", "sex_met", 0)), ("L", ("fail", "sex_other", 1)), (None, ("unknown", "sex_unknown", 0))]
)
def test_sex(sex, answer):
    assert told(asked("sex", Facts(sex=sex), sex="P")) == answer


@pytest.mark.parametrize(
    ("level", "answer"),
    [
        ("SMK", ("pass", "education_met", 0)),
        ("S1", ("pass", "education_met", 0)),
        ("SD", ("fail", "education_low", 2)),
        (None, ("unknown", "education_unknown", 0)),
    ],
)
def test_education(level, answer):
    assert told(asked("education", Facts(education=level), min="SMA")) == answer


EPS_OR_TOPIK = [{"test": "EPS_TOPIK", "min": 120}, {"test": "TOPIK", "min": 2}]


@pytest.mark.parametrize(
    ("results", "answer"),
    [
        ([("EPS_TOPIK", 120)], ("pass", "language_met", 0)),
        ([("EPS_TOPIK", 102)], ("fail", "language_low", 18)),
        ([("EPS_TOPIK", 102), ("TOPIK", 2)], ("pass", "language_met", 0)),
        ([("EPS_TOPIK", 40), ("TOPIK", 1)], ("fail", "language_low", 1)),
        ([("JLPT", 1)], ("fail", "language_none", 120)),
        ([], ("fail", "language_none", 120)),
        ([("EPS_TOPIK", 150, date(2027, 2, 19))], ("fail", "language_ended", 10)),
        ([("EPS_TOPIK", 150, date(2027, 3, 1))], ("pass", "language_met", 0)),
        ([("EPS_TOPIK", 98, date(2027, 2, 19))], ("fail", "language_ended_low", 120)),
        ([("EPS_TOPIK", 98, date(2027, 2, 19)), ("EPS_TOPIK", 90)], ("fail", "language_low", 30)),
        ([("EPS_TOPIK", 150, None, date(2026, 12, 2))], ("fail", "language_none", 120)),
        ([("EPS_TOPIK", 150, None, date(2026, 12, 1))], ("pass", "language_met", 0)),
    ],
)
def test_any_one_language_is_enough(results, answer):
    person = Facts(languages=tuple(Evidence(*result) for result in results))

    assert told(asked("language", person, any=EPS_OR_TOPIK)) == answer


def test_a_language_result_without_its_end_is_not_known():
    person = Facts(languages=(Evidence("TOPIK", 3, until_known=False),))

    assert told(asked("language", person, any=EPS_OR_TOPIK)) == ("unknown", "language_end_unknown", 0)


@pytest.mark.parametrize(
    ("level", "answer"), [("N5", ("fail", "language_low", 1)), ("N4", ("pass", "language_met", 0)), ("N1", ("pass", "language_met", 0))]
)
def test_jlpt_counts_down(level, answer):
    person = Facts(languages=(Evidence("JLPT", level),))

    assert told(asked("language", person, any=[{"test": "JLPT", "min": "N4"}])) == answer


@pytest.mark.parametrize(
    ("until", "known", "answer"),
    [
        (date(2027, 9, 1), True, ("pass", "document_met", 0)),
        (date(2027, 7, 23), True, ("fail", "document_ends_early", 40)),
        (None, True, ("pass", "document_met", 0)),
        (None, False, ("unknown", "document_end_unknown", 0)),
    ],
)
def test_a_passport_must_outlast_departure_by_months(until, known, answer):
    person = Facts(documents=(Evidence("passport", 1, until, until_known=known),))

    assert told(asked("document", person, type="passport", months_after=6)) == answer


def test_the_newest_paper_counts():
    person = Facts(documents=(Evidence("skck", 1, date(2026, 5, 1)), Evidence("skck", 1, date(2027, 5, 1))))

    assert asked("document", person, type="skck").state == "pass"


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [("document", {"type": "skck"}, "document_missing"), ("certificate", {"code": "WELD"}, "certificate_missing")],
)
def test_what_nobody_brought_is_missing(kind, values, code):
    assert told(asked(kind, Facts(), **values)) == ("fail", code, 1)


def test_a_certificate_must_be_valid_at_departure():
    person = Facts(certificates=(Evidence("WELD", 1, date(2027, 2, 28)),))

    assert told(asked("certificate", person, code="WELD")) == ("fail", "certificate_ends_early", 1)


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"field": "7212", "months": 12}, ("fail", "experience_short", 2)),
        ({"field": "7212", "months": 10}, ("pass", "experience_met", 0)),
        ({"months": 30}, ("pass", "experience_met", 0)),
        ({"months": 31}, ("fail", "experience_short", 1)),
    ],
)
def test_months_of_one_field_or_of_all_are_added(values, answer):
    person = Facts(experience=(Evidence("7212", 4), Evidence("7212", 6), Evidence("9333", 20)))

    assert told(asked("experience", person, **values)) == answer


@pytest.mark.parametrize(
    ("height", "answer"),
    [
        (154, ("fail", "height_low", 1)),
        (155, ("pass", "height_met", 0)),
        (193, ("fail", "height_high", 3)),
        (None, ("unknown", "height_unknown", 0)),
    ],
)
def test_height(height, answer):
    assert told(asked("height", Facts(height=height), min=155, max=190)) == answer


@pytest.mark.parametrize(
    ("marital", "answer"),
    [
        ("single", ("pass", "marital_met", 0)),
        ("widowed", ("pass", "marital_met", 0)),
        ("married", ("fail", "marital_other", 1)),
        (None, ("unknown", "marital_unknown", 0)),
    ],
)
def test_marriage(marital, answer):
    assert told(asked("marital", Facts(marital=marital), any=["single", "widowed"], basis="Letter 12")) == answer


@given(lacking=st.integers(1, 200), minimum=st.integers(1, 200))
def test_how_far_grows_with_what_is_lacking(lacking, minimum):
    has = max(0, minimum - lacking)
    person = Facts(languages=(Evidence("EPS_TOPIK", has),))

    outcome = asked("language", person, any=[{"test": "EPS_TOPIK", "min": minimum}])

    assert outcome.by == minimum - has
    assert 1 <= outcome.far <= 100


@given(test=st.sampled_from(sorted(languages.TESTS)), data=st.data())
def test_grades_agree_with_the_language_rules(test, data):
    results = st.integers(languages.TESTS[test].lowest, languages.TESTS[test].highest)
    result, minimum = data.draw(results), data.draw(results)

    assert (grade(test, result) >= grade(test, minimum)) == languages.meets(test, result, minimum)
    assert max(0, grade(test, minimum) - grade(test, result)) == languages.shortfall(test, result, minimum)
    assert grade(test, result) <= top_grade(test)


def test_what_is_no_result_has_no_grade():
    with pytest.raises(ValueError, match="no result of TOPIK"):
        grade("TOPIK", "lulus")


def test_every_kind_has_a_check():
    assert set(KINDS) == set(CHECKS)
