"""The long way round: every page on phones, in English and Korean, and as every role."""

import pytest

from tests.browser.looks import look, number
from tests.browser.places import OF_THE_ADMIN, OF_THE_HEAD, OF_THE_OFFICER, filled, morning

pytestmark = pytest.mark.wide
EVERYTHING = OF_THE_OFFICER | OF_THE_HEAD | OF_THE_ADMIN


@pytest.fixture(scope="module")
def at(office, seated):
    """at("/orders/{order}") is that address with a number of an office that has had a busy morning."""
    officer = seated("officer")
    morning(officer)
    officer.context.close()
    return lambda address: filled(address, lambda question: number(office, question))


def wrong_with(hand, at, pages) -> str:
    """What is wrong with these pages on this screen; a page the role may not see says so and must look well too."""
    wrong = []
    for address in map(at, pages):
        answer = hand.open(address)
        assert answer.status in (200, 403, 404), f"{address}: {answer.status}"
        wrong += look(hand, f"{address} {answer.status}")
    return "\n".join(wrong)


@pytest.mark.parametrize("width, height", [(390, 844), (320, 640)])
def test_on_a_phone(hand_of, at, width, height):
    assert wrong_with(hand_of("officer", width=width, height=height), at, OF_THE_OFFICER.values()) == ""


@pytest.mark.parametrize("width, height", [(390, 844), (320, 640)])
def test_settings_on_a_phone(hand_of, at, width, height):
    assert wrong_with(hand_of("admin", width=width, height=height), at, OF_THE_ADMIN.values()) == ""


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("role, pages", [("second", OF_THE_OFFICER), ("admin", OF_THE_ADMIN)])
def test_in_another_language(hand_of, at, language, role, pages):
    hand = hand_of(role)
    hand.open("/")
    hand.send("/settings/preferences", locale=language, next="/")
    wrong = wrong_with(hand, at, pages.values())
    shown = hand.page.get_attribute("html", "lang")
    hand.send("/settings/preferences", locale="id", next="/")

    assert shown == language
    assert wrong == ""


@pytest.mark.parametrize("role", ["head", "trainer", "viewer", "admin"])
def test_as_another_role(hand_of, at, role):
    assert wrong_with(hand_of(role), at, EVERYTHING.values()) == ""
