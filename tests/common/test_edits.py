"""Two people edit one thing: what comes together, what is asked about, what stays."""

from datetime import date

import pytest

from serang.common.rules import edits

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("opened", "stored", "typed", "wanted", "clashing", "kept"),
    [
        (1, 1, 2, 2, False, False),
        (1, 2, 1, None, False, True),
        (1, 2, 3, 3, True, False),
        (1, 2, 2, 2, False, False),
        (None, {"min": 18}, None, None, False, True),
        ({"min": 18, "max": 30}, {"max": 30, "min": 18}, {"min": 20, "max": 30}, {"min": 20, "max": 30}, False, False),
        (["a"], ["a", "b"], [], [], True, False),
        (date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 2), None, False, True),
        (True, False, True, None, False, True),
    ],
)
def test_a_value_that_two_may_have_changed(opened, stored, typed, wanted, clashing, kept):
    found = edits.merge(edits.marks({"x": opened}), {"x": stored}, {"x": typed})

    assert found == ({} if kept else {"x": wanted}, ["x"] if clashing else [], ["x"] if kept else [])


@pytest.mark.parametrize("carried", [None, "", "{}", "[1]", "no json", edits.marks({"y": 1})])
def test_without_a_mark_what_was_typed_counts(carried):
    assert edits.merge(carried, {"x": 1}, {"x": 2}) == ({"x": 2}, [], [])


def test_the_marks_name_what_stood_in_the_form_and_hold_none_of_it():
    marks = edits.marks({"x": "rahasia", "y": None})

    assert edits.names(marks) == ["x", "y"]
    assert "rahasia" not in marks
