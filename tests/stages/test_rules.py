"""Gates looked at without a database: each kind of rule, by how much, several stages at once, what comes next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.common.rules.reasons import Reason
from serang.documents.rules import Kind, Paper
from serang.stages.rules import (
    Facts,
    Result,
    Step,
    asks_reason,
    check,
    next_stage,
    open_checks,
    problems,
)

DAY = date(2026, 11, 25)
LANGUAGE = {"rule": "language", "any": [{"test": "EPS_TOPIK", "min": 80}, {"test": "JLPT", "min": 4}]}
STEPS = [
    Step("registered", 1),
    Step("verified", 2, ({"rule": "field", "field": "nik"}, {"rule": "documents", "checked": True})),
    Step("selected", 3, ({"rule": "reason"},)),
    Step("training", 4, ({"rule": "enrolled"},)),
    Step("ready", 5, (LANGUAGE, {"rule": "skill", "months": 12}, {"rule": "documents"})),
    Step("nominated", 6, ({"rule": "match", "states": ["nominated", "accepted"]},)),
]
KINDS = [
    Kind("ktp", stages=("verified",)),
    Kind("medical", stages=("ready",), validity="months", months=3, sensitive=True),
    Kind("passport", stages=("ready",), validity="printed", months_after=6),
    Kind("visa", stages=("ready",), pathways=("e7",), validity="printed"),
]
GOOD = Facts(
    stage="selected", fields={"nik": "3673990101990001"}, pathway="eps", months=24,
    papers=(Paper("ktp"), Paper("medical", issued_on=date(2026, 10, 1)), Paper("passport", valid_until=date(2031, 1, 1))),
    results=(Result("EPS_TOPIK", 150, date(2028, 1, 1)),),
)  # fmt: skip


def lacking(facts, to="ready", on=DAY):
    """The codes of what is open."""
    return [one.reason.code for one in open_checks(check(STEPS, KINDS, facts, to, on))]


def reason(facts, code, to="ready", on=DAY):
    """The only reason of that code."""
    (found,) = [one.reason for one in check(STEPS, KINDS, facts, to, on) if one.reason.code == code]
    return found


def test_who_has_everything_may_enter():
    assert lacking(GOOD) == []


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"papers": ()}, ["gate_paper_missing", "gate_paper_missing"]),
        ({"results": ()}, ["gate_language_missing"]),
        ({"results": (Result("EPS_TOPIK", 79, None),)}, ["gate_language_short"]),
        ({"results": (Result("EPS_TOPIK", 150, DAY - timedelta(1)),)}, ["gate_language_ended"]),
        ({"results": (Result("EPS_TOPIK", 150, DAY),)}, []),
        ({"results": (Result("JLPT", 4),)}, []),
        ({"results": (Result("JLPT", 5),)}, ["gate_language_short"]),
        ({"results": (Result("TOPIK", 6),)}, ["gate_language_missing"]),
        ({"months": 11}, ["gate_experience_short"]),
        ({"months": 12}, []),
        ({"months": 0}, ["gate_skill_missing"]),
        ({"months": 0, "certificates": (None,)}, []),
        ({"months": 0, "certificates": (DAY,)}, []),
        ({"months": 0, "certificates": (DAY - timedelta(3),)}, ["gate_certificate_ended"]),
        ({"pathway": "e7"}, ["gate_paper_missing"]),
    ],
)
def test_each_rule_names_what_is_lacking(change, expected):
    assert lacking(replace(GOOD, **change)) == expected


@pytest.mark.parametrize(
    "change, code, values",
    [
        ({"months": 9}, "gate_experience_short", {"has": 9, "minimum": 12, "by": 3}),
        ({"results": (Result("EPS_TOPIK", 70),)}, "gate_language_short", {"test": "EPS_TOPIK", "has": "70", "minimum": "80", "by": 10}),
        ({"results": (Result("JLPT", 5),)}, "gate_language_short", {"test": "JLPT", "has": "N5", "minimum": "N4", "by": 1}),
        (
            {"results": (Result("EPS_TOPIK", 90, date(2026, 11, 20)),)},
            "gate_language_ended",
            {"test": "EPS_TOPIK", "has": "90", "until": date(2026, 11, 20), "days": 5},
        ),
    ],
)
def test_a_reason_says_by_how_much(change, code, values):
    assert reason(replace(GOOD, **change), code).values == values


@pytest.mark.parametrize(
    "paper, code, days",
    [
        (Paper("medical", issued_on=date(2026, 8, 20)), "gate_paper_expired", 5),
        (Paper("medical", issued_on=date(2026, 8, 20), valid_until=date(2027, 1, 1)), None, None),
        (Paper("medical"), "gate_paper_end_unknown", None),
    ],
)
def test_a_paper_counts_so_many_months_after_issue_unless_a_day_is_on_it(paper, code, days):
    facts = replace(GOOD, papers=tuple(one for one in GOOD.papers if one.kind != "medical") + (paper,))

    assert lacking(facts) == ([code] if code else [])
    if days:
        assert reason(facts, code).values["days"] == days


def test_a_passport_must_outlast_the_departure_by_months():
    facts = replace(GOOD, departs_on=date(2027, 3, 1), papers=(*GOOD.papers[:2], Paper("passport", valid_until=date(2027, 8, 22))))

    assert reason(facts, "gate_paper_short").values == {
        "kind": "passport",
        "until": date(2027, 8, 22),
        "needed": date(2027, 9, 1),
        "days": 10,
    }


def test_identity_papers_must_have_been_looked_at():
    facts = replace(GOOD, stage="registered", papers=(Paper("ktp", verified=False),))

    assert lacking(facts, "verified") == ["gate_paper_unchecked"]


def test_a_step_over_several_stages_asks_what_each_asks_but_no_training():
    facts = Facts(stage="registered")

    rules = [one.rule for one in check(STEPS, KINDS, facts, "nominated", DAY)]

    assert {"field", "documents", "reason", "language", "skill", "match"} == set(rules)


def test_a_step_back_asks_for_a_reason_alone():
    checks = check(STEPS, KINDS, replace(Facts(), stage="ready"), "verified", DAY)

    assert [one.rule for one in checks] == ["reason"]
    assert asks_reason(checks)
    assert open_checks(checks) == []


@pytest.mark.parametrize(
    "change, code", [({"gone": "family"}, "stage_gone"), ({"held": "sick"}, "stage_held"), ({"stage": "ready"}, "stage_there")]
)
def test_who_is_gone_waits_or_is_there_already_cannot_be_moved(change, code):
    (closed,) = [one for one in check(STEPS, KINDS, replace(GOOD, **change), "ready", DAY) if one.final]

    assert closed.reason.code == code


@pytest.mark.parametrize("place, closed", [(None, []), ("nominated", ["stage_on_order"])])
def test_who_has_a_place_on_an_order_does_not_step_back_before_it(place, closed):
    checks = check(STEPS, KINDS, replace(GOOD, stage="nominated", match=place), "ready", DAY)

    assert [one.reason.code for one in checks if one.final] == closed


@pytest.mark.parametrize(
    "facts, expected",
    [
        (GOOD, "ready"),
        (replace(GOOD, enrolled=True), "training"),
        (replace(GOOD, results=()), "training"),
        (replace(GOOD, stage="registered"), "verified"),
        (replace(GOOD, stage="nominated"), None),
    ],
)
def test_the_training_is_left_out_for_who_has_what_it_gives(facts, expected):
    assert next_stage(STEPS, KINDS, facts, DAY) == expected


@pytest.mark.parametrize(
    "gate, fine",
    [
        ([], True),
        ([{"rule": "documents"}], True),
        ([LANGUAGE], True),
        ([{"rule": "match", "states": ["accepted"]}], True),
        ({"rule": "documents"}, False),
        (["documents"], False),
        ([{"rule": "magic"}], False),
        ([{"rule": "field", "field": "search"}], False),
        ([{"rule": "language", "any": [{"test": "TOEFL"}]}], False),
        ([{"rule": "match"}], False),
    ],
)
def test_a_gate_somebody_wrote_is_understood_or_refused(gate, fine):
    assert (problems(gate) == []) is fine


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1))
FACTS = st.builds(
    Facts, stage=st.sampled_from([step.code for step in STEPS]), pathway=st.sampled_from([None, "eps", "e7"]),
    fields=st.fixed_dictionaries({"nik": st.sampled_from([None, "", "3673990101990001"])}),
    papers=st.lists(st.builds(Paper, kind=st.sampled_from([kind.code for kind in KINDS]), issued_on=DAYS, valid_until=DAYS, verified=st.booleans()),
                    unique_by=lambda paper: paper.kind).map(tuple),
    results=st.lists(st.builds(Result, test=st.just("EPS_TOPIK"), value=st.integers(0, 200), until=DAYS)
                     | st.builds(Result, test=st.just("JLPT"), value=st.integers(1, 5), until=DAYS)).map(tuple),
    certificates=st.lists(DAYS, max_size=3).map(tuple), months=st.integers(0, 60), enrolled=st.booleans(),
    match=st.sampled_from([None, "proposed", "nominated", "accepted"]), departs_on=DAYS, reason=st.booleans(),
)  # fmt: skip


@given(FACTS, st.sampled_from([step.code for step in STEPS]), st.dates(date(2021, 1, 1), date(2034, 1, 1)))
def test_every_look_gives_checks_with_plain_reasons(facts, to, on):
    checks = check(STEPS, KINDS, facts, to, on)

    assert all(isinstance(one.reason, Reason) for one in checks)
    assert all(Reason.from_dict(one.reason.as_dict()) == one.reason for one in checks)
    assert len({(one.rule, one.subject) for one in checks}) == len(checks)


@given(FACTS, st.dates(date(2021, 1, 1), date(2034, 1, 1)))
def test_better_results_never_open_what_was_met(facts, on):
    better = replace(
        facts, months=facts.months + 24, results=(*facts.results, Result("EPS_TOPIK", 200)), certificates=(*facts.certificates, None)
    )
    if facts.stage in ("ready", "nominated"):
        return

    assert set(lacking(better, "ready", on)) <= set(lacking(facts, "ready", on))
    assert not {"language", "skill"} & {one.rule for one in open_checks(check(STEPS, KINDS, better, "ready", on))}


@given(FACTS, st.dates(date(2021, 1, 1), date(2034, 1, 1)))
def test_the_next_stage_lies_ahead(facts, on):
    places = {step.code: step.position for step in STEPS}
    coming = next_stage(STEPS, KINDS, facts, on)

    assert coming is None or places[facts.stage] < places[coming] <= places[facts.stage] + 2
