"""What is searched, and what a form leaves to doubt."""

from datetime import date

import pytest

from serang.applicants import rules

DAY = date(2026, 11, 25)
pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "written, found",
    [
        (("Siti Nur'aini", None, None), "siti nuraini"),
        (("M. Rizki", None, "MUHAMMAD RIZKI"), "m rizki muhammad"),
        (("Agus", "홍길동", None), "agus 홍길동 길동 동"),
        ((None, None, None), ""),
    ],
)
def test_all_writings_of_a_name_are_searched_once_each(written, found):
    assert rules.search_text(*written) == found


def test_a_name_as_long_as_the_column_fits_with_its_hangul():
    assert len(rules.search_text("a" * 150, "가" * 60, "B" * 150)) <= 300


@pytest.mark.parametrize(
    "values, codes",
    [
        ({"nik_number": "3673994502010001", "birth_date": date(2001, 2, 5), "sex": "P"}, []),
        (
            {"nik_number": "3673994502010001", "birth_date": date(2001, 2, 6), "sex": "L"},
            ["nik_other_birth", "nik_other_sex"],
        ),
        ({"nik_number": "3604994502010001"}, ["nik_other_area"]),
        ({"birth_date": date(2015, 1, 1)}, ["unusual_age"]),
        ({"phone": "0812-3456-7890"}, []),
        ({"phone": "rumah Pak RT 12"}, ["phone_doubtful"]),
        ({"phone": "0813-1111-2222 / 0254 200300"}, ["phone_more"]),
        ({"phone": "821012345678"}, ["phone_either_country"]),
    ],
)
def test_doubts_name_what_should_be_looked_at(values, codes):
    assert [reason.code for reason in rules.doubts(**values, on=DAY)] == codes


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("0812 3456 7890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("010-1234-5678", "+821012345678"),
        ("", None),
        ("titip 12", "titip 12"),
    ],
)
def test_a_phone_is_kept_as_it_can_be_dialled(typed, kept):
    assert rules.stored_phone(typed) == kept


@pytest.mark.parametrize(("field", "first", "second", "newer", "better"), [
    ("phone", None, "+62812", False, True),
    ("phone", "+62811", None, True, False),
    ("phone", "+62811", "+62812", True, True),
    ("full_name", "Siti", "Siti Aminah", False, True),
    ("full_name", "Siti Aminah", "SITI AMINAH", True, False),
    ("full_name", "SITI AMINAH", "Siti Aminah", False, True),
])  # fmt: skip
def test_of_two_entries_the_fuller_or_newer_value_is_proposed(field, first, second, newer, better):
    assert rules.second_is_better(field, first, second, second_newer=newer) is better


def test_two_notes_become_one_and_the_same_note_stays_once():
    assert rules.joined_notes("satu", "dua") == "satu\ndua"
    assert rules.joined_notes("satu", "satu") == "satu"
    assert rules.joined_notes(None, None) is None
