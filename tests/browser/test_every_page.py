"""Every page at a laptop, light and dark: nothing in the console, nothing sideways, one heading, nothing for axe."""

import pytest

from serang.app import create_app
from tests.browser.looks import look, number
from tests.browser.places import BESIDE, NOT_PAGES, OF_THE_ADMIN, OF_THE_HEAD, OF_THE_OFFICER, filled, morning


@pytest.fixture(scope="module")
def at(office):
    """at("/orders/{order}") is that address with a number of the office."""
    return lambda address: filled(address, lambda question: number(office, question))


@pytest.fixture(scope="module")
def seat(seated):
    """seat("officer"): one screen for all pages of that role; the officer's has begun with a busy morning."""
    screens = {"officer": seated("officer")}
    morning(screens["officer"])

    def of(role):
        if role not in screens:
            screens[role] = seated(role)
        return screens[role]

    yield of
    for screen in screens.values():
        screen.context.close()


@pytest.mark.parametrize("endpoint", OF_THE_OFFICER)
def test_page_of_the_officer(seat, at, endpoint):
    assert looked(seat("officer"), at(OF_THE_OFFICER[endpoint])) == []


@pytest.mark.parametrize("endpoint", OF_THE_HEAD)
def test_page_of_the_head(seat, at, endpoint):
    assert looked(seat("head"), at(OF_THE_HEAD[endpoint])) == []


@pytest.mark.parametrize("endpoint", OF_THE_ADMIN)
def test_page_of_the_admin(seat, at, endpoint):
    assert looked(seat("admin"), at(OF_THE_ADMIN[endpoint])) == []


def test_sign_in(hand_of):
    assert looked(hand_of(None), "/login") == []


def test_no_page_is_forgotten(tmp_path):
    pages = {rule.endpoint for rule in create_app(INSTANCE=tmp_path).url_map.iter_rules() if "GET" in rule.methods}

    assert pages - NOT_PAGES - BESIDE == set(OF_THE_OFFICER) | set(OF_THE_HEAD) | set(OF_THE_ADMIN)


def looked(hand, address) -> list[str]:
    """What is wrong with the page at this address."""
    answer = hand.open(address)
    assert answer.status == 200, f"{address}: {answer.status} {hand.page.inner_text('main')[:300]}"
    return look(hand, address)
