"""A reason is a value: equal when it says the same, and unharmed by JSON."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules.reasons import Reason

plain = some.one_of(some.text(), some.integers(), some.booleans(), some.none(), some.dates(), some.floats(allow_nan=False))
values = some.dictionaries(some.text("abc_", min_size=1), plain | some.lists(plain, max_size=3))


@given(some.text(min_size=1), values)
def test_json_gives_back_an_equal_reason(code, values):
    reason = Reason(code, **values)

    again = Reason.from_dict(json.loads(json.dumps(reason.as_dict())))

    assert again == reason
    assert hash(again) == hash(reason)


def test_the_order_of_values_does_not_matter():
    assert Reason("too_old", limit=39, age=41) == Reason("too_old", age=41, limit=39)
    assert len({Reason("too_old", limit=39), Reason("too_old", limit=39), Reason("too_old", limit=40)}) == 2


def test_values_can_be_called_code_and_self():
    assert Reason("other", code="x", self=1).values == {"code": "x", "self": 1}


def test_a_reason_cannot_be_changed():
    reason = Reason("too_old", limit=39)
    reason.values["limit"] = 50

    with pytest.raises(AttributeError):
        reason.code = "other"
    assert reason.values == {"limit": 39}


def test_a_list_is_kept_as_a_row():
    assert Reason("some", days=[date(2026, 1, 2)]).values == {"days": (date(2026, 1, 2),)}


@pytest.mark.parametrize("value", [object(), {"a": 1}, datetime(2026, 1, 2), {1}])
def test_other_values_are_refused(value):
    with pytest.raises(TypeError):
        Reason("some", value=value)


def test_repr_reads_like_the_call():
    assert repr(Reason("too_old", limit=39, age=41)) == "Reason('too_old', age=41, limit=39)"
