"""What is typed and not saved comes back: after a closed browser, an ended session, a cut line, in every kind of form."""

import re
import time

import pytest

from tests.browser.looks import number
from tests.browser.test_tasks import running_batch

PEOPLE, ORDERS = 60, 6
OFFER = "[data-draft-offer]"
TICK = 31_000  # a draft is kept every 30 s


def first(hand, address: str) -> str:
    """The address of the first row of a list."""
    hand.open(address)
    return hand.page.locator("main tbody th a").first.get_attribute("href").split("?")[0]


def order_form(hand):
    return first(hand, "/orders") + "/edit", "#title", "Perawat lansia malam"


def person_form(hand):
    return first(hand, "/applicants") + "/edit", "#major", "Teknik pengelasan kapal"


def note(hand):
    return first(hand, "/applicants"), "#note_text", "Ibu minta ditelepon hari Senin"


def course_form(hand):
    return "/trainings/courses/new", "#name", "Bahasa Korea lanjutan"


def class_form(hand):
    return first(hand, "/trainings") + "/edit", "#place", "Ruang 4, gedung B"


FORMS = [order_form, person_form, note, course_form, class_form]


def wait_for(true):
    """Until it is so; the test fails after some seconds."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def type_and_wait(hand, address, field, words):
    hand.expected.append("htmx: htmx:error: timeout")  # the hurried clock overtakes the look for people of that name
    hand.page.clock.install()
    hand.open(address)
    hand.page.fill(field, words)
    with hand.page.expect_response("**/accounts/draft") as kept:
        hand.page.clock.run_for(TICK)
    assert kept.value.status == 204


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_after_a_closed_browser_the_words_are_offered(hand_of, form):
    hand = hand_of("officer")
    address, field, words = form(hand)
    type_and_wait(hand, address, field, words)
    hand.page.close()

    again = hand_of("officer", afresh=True)
    again.open(address)
    before = again.page.input_value(field)
    again.see(OFFER)
    again.click(f"{OFFER} >> text=Pakai")
    assert before != words
    assert again.page.input_value(field) == words
    assert again.page.locator(OFFER).count() == 0
    with again.page.expect_navigation():
        again.page.locator(field).press("Control+Enter")
    again.open(address)
    assert again.page.locator(OFFER).count() == 0


def test_a_page_that_is_left_keeps_the_words_at_once(hand_of, office):
    hand = hand_of("officer")
    address, field, words = order_form(hand)
    hand.page.on("dialog", lambda dialog: dialog.accept())
    hand.open(address)
    hand.page.fill(field, words)
    hand.page.goto(hand.base + "/help")
    place = address.removesuffix("/edit")
    wait_for(lambda: number(office, f"SELECT count(*) FROM drafts WHERE place = '{place}'") == 1)  # it travels behind the page
    hand.open(address)

    hand.see(OFFER)
    with hand.page.expect_response("**/accounts/draft"):
        hand.click(f"{OFFER} >> text=Buang")
    hand.open(address)
    assert hand.page.locator(OFFER).count() == 0


def test_the_session_ends_between_typing_and_saving(hand_of, office):
    hand = hand_of("officer", afresh=True)
    address, field, _words = order_form(hand)
    words = "Perawat lansia, giliran siang"
    hand.open(address)
    hand.page.fill(field, words)
    hand.context.clear_cookies()
    before = number(office, "SELECT count(*) FROM acts")
    hand.page.locator(field).press("Control+Enter")

    hand.see("#sign_in_again[open]")
    hand.page.fill("#sign_in_again [name=username]", "petugas")
    hand.page.fill("#sign_in_again [name=password]", "contoh-serang")
    hand.press("Enter")
    hand.page.wait_for_url(re.compile(r"/orders/\d+(\?|$)"))
    assert words in hand.page.inner_text("main")
    assert number(office, "SELECT count(*) FROM acts") == before + 1


def test_a_cut_line_keeps_the_page_and_sends_again(hand_of):
    hand = hand_of("officer")
    hand.expected.append("Failed to load resource")
    address, field, words = order_form(hand)
    hand.open(address)
    hand.page.fill(field, words + " dua")
    hand.page.route("**/accounts/draft", lambda route: route.abort("internetdisconnected"))
    hand.page.locator(field).press("Control+Enter")

    again = hand.see("text=Coba lagi")
    assert hand.page.input_value(field) == words + " dua"
    hand.page.unroute("**/accounts/draft")
    hand.click(again)
    hand.page.wait_for_url(re.compile(r"/orders/\d+(\?|$)"))
    assert words + " dua" in hand.page.inner_text("main")


def test_a_class_register_is_kept_until_it_is_saved(hand_of):
    hand = hand_of("trainer")
    address = running_batch(hand)
    hand.page.clock.install()
    hand.open(address)
    cell = hand.page.locator("td.today [data-mark]").first
    place, before = cell.get_attribute("id"), cell.input_value()
    mark = "S" if before != "S" else "I"
    hand.click(cell)
    hand.press(mark)
    with hand.page.expect_response("**/accounts/draft"):
        hand.page.clock.run_for(TICK)
    hand.page.close()

    again = hand_of("trainer", afresh=True)
    again.open(address)
    again.see(OFFER)
    again.click(f"{OFFER} >> text=Pakai")
    assert again.page.input_value(f"#{place}") == mark
    with again.page.expect_response("**/attendance*"):
        again.press("Control+Enter")
    again.settle()
    again.open(address)
    assert again.page.input_value(f"#{place}") == mark
    assert again.page.locator(OFFER).count() == 0


@pytest.mark.parametrize(
    "tab, opens, field",
    [("data", "#languages [href*='languages/new']", "#certificate_no"), ("documents", "#add_paper", "#paper [name=number]")],
)
def test_a_form_inside_the_page_of_a_person(hand_of, tab, opens, field):
    hand, words = hand_of("officer"), "3673-0419-98"
    address = f"{first(hand, '/applicants')}?tab={tab}"
    hand.page.clock.install()
    hand.open(address)
    hand.click(opens)
    hand.see(field)
    hand.page.fill(field, words)
    with hand.page.expect_response("**/accounts/draft"):
        hand.page.clock.run_for(TICK)
    hand.page.close()

    again = hand_of("officer", afresh=True)
    again.open(address)
    again.click(opens)
    again.see(OFFER)
    again.click(f"{OFFER} >> text=Pakai")
    assert again.page.input_value(field) == words


def test_a_newer_edit_of_somebody_else_is_not_overwritten_by_a_draft(hand_of):
    hand, other = hand_of("officer"), hand_of("second")
    address, _field, _words = person_form(hand)
    type_and_wait(hand, address, "#phone", "081255554444")
    hand.page.close()
    other.open(address)
    other.page.fill("#phone", "081266667777")
    other.press("Control+Enter")
    other.see(".toast")

    again = hand_of("officer", afresh=True)
    again.open(address)
    again.click(f"{OFFER} >> text=Pakai")
    again.press("Control+Enter")
    words = again.see("dialog:has-text('Data berubah saat Anda mengedit')").inner_text()
    assert "0812-5555-4444" in words
    assert "0812-6666-7777" in words
    again.click("text=Simpan pilihan ini")
    again.see(".toast")
