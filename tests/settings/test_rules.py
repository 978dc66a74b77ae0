"""What is a value of an own field, and how it is kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.settings import rules

TODAY = date(2026, 11, 25)
SIZES = ["S", "M", "L besar"]


@pytest.mark.parametrize(
    "kind, typed, kept",
    [
        ("text", "  biru   tua ", "biru tua"),
        ("text", " ", None),
        ("number", "39", "39"),
        ("number", "39,50", "39.5"),
        ("number", "39.0", "39"),
        ("number", "1.250.000", "1250000"),
        ("number", "1.250,5", "1250.5"),
        ("number", "-3", "-3"),
        ("number", "007", "7"),
        ("day", "25/11/2026", "2026-11-25"),
        ("day", "5 Mei 1999", "1999-05-05"),
        ("day", "1999-05-05", "1999-05-05"),
        ("yes_no", "Ya", "yes"),
        ("yes_no", "TIDAK", "no"),
        ("yes_no", "✓", "yes"),
        ("choice", "l BESAR", "L besar"),
        ("choice", None, None),
    ],
)
def test_a_value_is_kept_in_one_writing(kind, typed, kept):
    assert rules.read(kind, typed, choices=SIZES, today=TODAY) == kept


@pytest.mark.parametrize(
    "kind, typed, code",
    [
        ("text", "x" * 201, "own_too_long"),
        ("number", "tiga", "own_no_number"),
        ("number", "1,2,3", "own_no_number"),
        ("day", "31/02/1999", "own_no_day"),
        ("yes_no", "mungkin", "own_no_yes"),
        ("choice", "XL", "own_no_choice"),
    ],
)
def test_what_is_no_value_says_why(kind, typed, code):
    with pytest.raises(rules.Unread) as no:
        rules.read(kind, typed, choices=SIZES, today=TODAY)

    assert no.value.reason.code == code


@given(some.sampled_from(rules.KINDS), some.text(max_size=40))
def test_what_is_kept_reads_as_itself(kind, typed):
    try:
        kept = rules.read(kind, typed, choices=SIZES, today=TODAY)
    except rules.Unread:
        return
    assert rules.read(kind, kept, choices=SIZES, today=TODAY) == kept


def test_choices_stand_one_a_line_or_between_commas_and_once():
    assert rules.choices_of("S\n M ,L\nS\n\n") == ["S", "M", "L"]
