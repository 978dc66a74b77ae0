"""What an identity number is, says, and what spreadsheets do to it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import nik
from serang.common.rules.reasons import Reason

ON = date(2026, 11, 24)
grown = some.dates(min_value=date(1947, 1, 1), max_value=date(2011, 11, 24))
sexes = some.sampled_from("LP")


@pytest.mark.parametrize(
    "typed, bare",
    [
        ("3673010101990001", "3673010101990001"),
        ("'3673010101990001", "3673010101990001"),
        ("’3673 0101 0199 0001 ", "3673010101990001"),
        ("367301.010199.0001", "3673010101990001"),
        ("36-73-01-010199-0001", "3673010101990001"),
        ("3673010101990001.0", "3673010101990001"),
        ("3673010101990001,00", "3673010101990001"),
        (3673010101990001.0, "3673010101990001"),
        (3673010101990001, "3673010101990001"),
        ("3.673010101990001E15", "3673010101990001"),
        ("NIK: 3673010101990001", "3673010101990001"),
        ("No. KTP 3673010101990001", "3673010101990001"),
        ("\u200b3673010101990001\u00a0", "3673010101990001"),
        ("３６７３０１０１０１９９０００１", "3673010101990001"),
        ("3,67301E+15", "3,67301E+15"),
        ("367301O101990001", "367301O101990001"),
        (None, ""),
        ("", ""),
        (" - ", ""),
        ("Menyusul", ""),
        ("belum ada", ""),
    ],
)
def test_clean_leaves_the_digits(typed, bare):
    assert nik.clean(typed) == bare


@pytest.mark.parametrize(
    "cell, rounded",
    [
        (3673010101990000.0, True),
        (3673010101990000, True),
        (Decimal("3673010101990010"), True),
        ("3673010101990010.0", True),
        ("3,67301E+15", True),
        ("3.67301E+15", True),
        ("'3,67301E+15", True),
        ("3.67E15", True),
        ("3.673.010.101.990.000", True),
        ("3,673,010,101,990,010", True),
        ("########", True),
        (9171010101990002.0, True),  # above the whole numbers a double can hold
        (3673010101990001.0, False),
        (3673010101990001, False),
        ("3673010101990001.0", False),
        ("3.673010101990001E15", False),
        ("3673010101990010", False),  # typed as text
        ("3673.0101.0199.0010", False),
        ("3.673.010.101.990.001", False),
        (36730101019900.0, False),
        (float("nan"), False),
        (float("inf"), False),
        (True, False),
        (None, False),
        ("", False),
        ("Rahmat", False),
    ],
)
def test_is_rounded_sees_what_a_spreadsheet_destroyed(cell, rounded):
    assert nik.is_rounded(cell) is rounded


@given(grown, sexes, some.integers(1, 9999))
def test_what_excel_does_to_a_number_is_seen(born, sex, sequence):
    number = int(nik.make(born, sex, sequence))

    assert nik.is_rounded(float(number // 10 * 10))
    assert nik.is_rounded(f"{number:.5E}")
    assert nik.is_rounded(f"{number:.5E}".replace(".", ","))


@pytest.mark.parametrize(
    "typed, reason",
    [
        ("3673990101990001", None),
        ("3604994101990001", None),
        ("3673992902000001", None),
        ("", None),
        ("367399010199001", Reason("nik_length", digits=15)),
        ("36739901019900011", Reason("nik_length", digits=17)),
        ("36739901O1990001", Reason("nik_not_digits", found="O")),
        ("3673990113990001", Reason("nik_impossible_month", month=13)),
        ("3673990100990001", Reason("nik_impossible_month", month=0)),
        ("3673990001990001", Reason("nik_impossible_day", day=0, month=1)),
        ("3673993201990001", Reason("nik_impossible_day", day=32, month=1)),
        ("3673994001990001", Reason("nik_impossible_day", day=40, month=1)),
        ("3673997201990001", Reason("nik_impossible_day", day=32, month=1)),
        ("3673993102990001", Reason("nik_impossible_day", day=31, month=2)),
        ("3673992902990001", Reason("nik_impossible_day", day=29, month=2)),
        ("3673996902990001", Reason("nik_impossible_day", day=29, month=2)),
        ("3673990101990000", Reason("nik_sequence_zero")),
        ("3,67301E+15", Reason("nik_rounded")),
        (3673990101990010.0, Reason("nik_rounded")),
    ],
)
def test_problem_says_what_is_wrong(typed, reason):
    assert nik.problem(typed) == reason
    assert reason is None or reason.code in nik.REASONS


@given(some.text() | some.floats() | some.integers(-(10**20), 10**20) | some.from_regex(r"\A[0-9]{16}\Z"))
def test_any_cell_is_read_without_failing(cell):
    bare = nik.clean(cell)

    assert nik.clean(bare) == bare or not bare.isdigit()
    assert nik.problem(cell) is None or nik.problem(cell).code in nik.REASONS
    assert isinstance(nik.is_rounded(cell), bool)


@given(grown, sexes, some.integers(1, 9999))
def test_a_number_claims_what_it_was_made_of(born, sex, sequence):
    number = nik.make(born, sex, sequence)

    assert nik.problem(number) is None
    assert nik.claims(number, ON) == nik.Claims(born, sex, "367399")
    assert nik.doubts(number, birth_on=born, sex=sex, on=ON) == []


@pytest.mark.parametrize(
    "number, born",
    [
        ("3673990101110001", date(2011, 1, 1)),  # 15 years old
        ("3673990101460001", date(1946, 1, 1)),  # 80 years old
        ("3673990101120001", date(2012, 1, 1)),  # no century gives 15 to 80: the child, not the grandfather
        ("3673990101270001", date(1927, 1, 1)),  # 2027 has not come yet
        ("3673992902000001", date(2000, 2, 29)),
    ],
)
def test_the_century_makes_a_working_age(number, born):
    assert nik.claims(number, ON).birth_on == born


def test_claims_refuses_a_wrong_number():
    with pytest.raises(ValueError):
        nik.claims("3673990113990001", ON)
    with pytest.raises(ValueError):
        nik.claims("", ON)


def test_doubts_name_each_difference():
    found = nik.doubts("3604995203990001", birth_on=date(1999, 3, 13), sex="L", on=ON)

    assert found == [
        Reason("nik_other_birth", nik=date(1999, 3, 12), typed=date(1999, 3, 13)),
        Reason("nik_other_sex", nik="P", typed="L"),
        Reason("nik_other_area", nik="3604", expected="3673"),
    ]


def test_a_form_without_birth_and_sex_raises_no_doubt():
    assert nik.doubts("3673995203990001", on=ON) == []
    assert nik.doubts("", birth_on=date(1999, 3, 13), on=ON) == []
    assert nik.doubts("123", birth_on=date(1999, 3, 13), on=ON) == []


@given(grown, some.integers(1, 36500))
def test_another_birth_date_is_always_doubted(born, days):
    other = born + timedelta(days=days)
    same_digits = (born.day, born.month, born.year % 100) == (other.day, other.month, other.year % 100)

    assert bool(nik.doubts(nik.make(born, "L"), birth_on=other, on=ON)) is not same_digits


@pytest.mark.parametrize(
    "number, shown",
    [("3673990101990001", "3673••••••••••••"), ("12345", "•••••"), ("", ""), (None, "")],
)
def test_mask_hides_what_is_the_persons_own(number, shown):
    assert nik.mask(number) == shown


def test_make_refuses_a_sequence_that_cannot_be():
    with pytest.raises(ValueError):
        nik.make(date(1999, 1, 1), "L", 0)
