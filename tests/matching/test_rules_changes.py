"""Changes that are tried together: what replaces what, what a copy looks like, and how an address tells them."""

from datetime import date

import pytest

from serang.matching.rules import changes
from serang.matching.rules.changes import ADDED, Change
from serang.matching.rules.problem import Order, People, Problem, Settings
from serang.orders.rules import Requirement

pytestmark = pytest.mark.pure
DAY = date(2027, 3, 1)
ANY = Requirement("language", values={"any": [{"test": "JLPT", "min": 4}, {"test": "JFT", "min": 200}]})
EPS = Requirement("language", values={"any": [{"test": "EPS_TOPIK", "min": 120}]})
ORDERS = (
    Order(1, quota=3, requirements=(Requirement("height", values={"min": 155}), ANY, EPS)),
    Order(2, quota=5, requirements=(Requirement("language", "wish", values=EPS.values),)),
)


@pytest.fixture
def problem():
    return Problem.build(People.build([1]), ORDERS, Settings(DAY.toordinal()))


def test_what_a_later_change_sets_replaces_what_an_earlier_one_did():
    some = (Change(1, quota=4, departs_on=DAY), Change(2, quota=9), Change(1, quota=1, besides=True))

    assert changes.added(some, Change(1, quota=6)) == (Change(1, departs_on=DAY), *some[1:], Change(1, quota=6))
    assert changes.added(some, Change(2, quota=6)) == (some[0], some[2], Change(2, quota=6))
    assert changes.added(some, Change(1, quota=6, besides=True)) == (*some, Change(1, quota=6, besides=True))


def test_a_copy_has_all_changes_and_the_added_orders(problem):
    made = changes.changed(
        problem, [Change(1, quota=1, besides=True), Change(1, quota=9), Change(1, language_min=5), Change(2, departs_on=DAY)]
    )

    first, second, third = made.orders
    assert (first.quota, first.departs_on, second.departs_on) == (9, None, DAY.toordinal())
    assert (third.id, third.quota, third.requirements) == (ADDED, 1, ORDERS[0].requirements)
    assert [one.values["any"][0]["min"] for one in first.musts()[1:]] == [5, 120]
    assert first.musts()[1].values["any"][1] == {"test": "JFT", "min": 200}
    assert problem.orders == ORDERS


@pytest.mark.parametrize(
    "change",
    [Change(1, quota=0), Change(1, 4, 5, DAY, DAY, besides=True), Change(2, besides=True), Change(2, closes_on=DAY)],
)
def test_an_address_tells_a_change_as_it_was(problem, change):
    assert changes.read(problem, changes.write(change)) == change


def test_a_level_is_read_as_the_certificate_writes_it(problem):
    assert changes.read(problem, "1~min-N5") == Change(1, language_min=5)
    assert changes.minimum(problem.orders[0], "n3") == 3


@pytest.mark.parametrize(
    "text",
    ["", "1", "x~quota-1", "3~quota-1", "²~quota-1", "1~quota", "1~quota-100001", "1~quota-٣", "1~min-6", "2~min-1", "1~departs-9999-12-31",
     "1~closes-2027", "1~price-4", "1~quota-1~", "99999999999999999999~quota-1"],
)  # fmt: skip
def test_what_makes_no_sense_is_no_change(problem, text):
    assert changes.read(problem, text) is None


def test_an_order_without_a_test_has_no_minimum(problem):
    assert changes.first_test(problem.orders[1]) is None
    assert changes.minimum(problem.orders[1], "100") is None
    assert changes.first_test(problem.orders[0]) == ("JLPT", 4)
