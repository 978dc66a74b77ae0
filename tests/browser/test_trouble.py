"""When two work at once, the session ends, the line is cut, a button is pressed twice, or scripts are switched off."""

import re

import pytest

from tests.browser.looks import number

PEOPLE, ORDERS = 60, 6
SHEET = "tests/sheets/daftar-pelamar.xlsx"
LIST = "/applicants?sort=-number"
SAVES = re.compile(r"/applicants/\d+/row$")


@pytest.fixture
def acts(office):
    """acts() is how often somebody has changed something."""
    return lambda: number(office, "SELECT count(*) FROM acts")


def edit_first_row(hand, **typed):
    """Open the first row and type; nothing is saved yet."""
    hand.open(LIST)
    hand.press("j", "Enter")
    hand.see("tr.editing")
    for name, words in typed.items():
        hand.page.fill(f"tr.editing [name={name}]", words)


def first_row(hand) -> str:
    hand.open(LIST)
    return hand.texts("#applicant_list tbody tr")[0]


def test_two_change_different_fields_of_one_person_and_both_stay(hand_of):
    one, other = hand_of("officer"), hand_of("second")
    for hand in (one, other):
        hand.open(first_person(hand) + "/edit")
    one.page.fill("#major", "Teknik Las")
    other.page.fill("#birth_place", "Cilegon")
    for hand in (one, other):
        hand.press("Control+Enter")
        hand.see(".toast")

    one.open(first_person(one) + "?tab=data")
    words = one.page.inner_text("main")
    assert "Teknik Las" in words
    assert "Cilegon" in words


def test_two_change_the_same_field_and_the_second_chooses(hand_of):
    one, other = hand_of("officer"), hand_of("second")
    for hand, phone in ((one, "081211112222"), (other, "081233334444")):
        hand.open(first_person(hand) + "/edit")
        hand.page.fill("#phone", phone)
    one.press("Control+Enter")
    one.see(".toast")
    other.press("Control+Enter")

    words = other.see("dialog:has-text('Data berubah saat Anda mengedit')").inner_text()
    assert "0812-1111-2222" in words
    assert "0812-3333-4444" in words
    other.click("text=Simpan pilihan ini")
    other.see(".toast")
    assert "0812-3333-4444" in first_row(other)


def test_two_change_the_same_cell_of_a_row(hand_of):
    one, other = hand_of("officer"), hand_of("second")
    edit_first_row(one, phone="081255556666")
    edit_first_row(other, phone="081277778888")
    one.press("Enter")
    one.see("tr.saved")
    other.press("Enter")

    words = other.see("tr.editing .err").inner_text()
    assert "0812-5555-6666" in words
    assert other.page.input_value("tr.editing [name=phone]").replace("-", "") == "081277778888"
    other.press("Enter")
    other.see("tr.saved")
    assert "0812-7777-8888" in first_row(other)


def test_the_session_ends_and_the_work_is_saved_after_signing_in_once(hand_of, acts):
    hand = hand_of("officer", afresh=True)
    edit_first_row(hand, phone="081299990000")
    hand.context.clear_cookies()
    before = acts()
    hand.press("Enter")

    hand.see("#sign_in_again[open]")
    hand.page.fill("#sign_in_again [name=username]", "petugas")
    hand.page.fill("#sign_in_again [name=password]", "contoh-serang")
    hand.press("Enter")
    hand.see("tr.saved")
    assert "0812-9999-0000" in first_row(hand)
    assert acts() == before + 1


def test_a_double_click_saves_once(hand, office):
    hand.open("/applicants/new")
    hand.page.fill("#full_name", "Hanya Sekali")
    hand.page.locator("main form[data-main] .btn-p").dblclick()

    hand.see(".toast")
    assert number(office, "SELECT count(*) FROM applicants WHERE full_name = 'Hanya Sekali'") == 1


@pytest.mark.parametrize("trouble", ["cut", "broken", "slow"])
def test_what_was_typed_stays_when_saving_fails(hand, trouble):
    hand.expected += ["Failed to load resource", "htmx: htmx:error"]
    ways = {
        "cut": lambda route: route.abort("internetdisconnected"),
        "broken": lambda route: route.fulfill(status=500, content_type="text/html", body="<h1>Terjadi kesalahan</h1>"),
        "slow": lambda route: None,  # never answered: given up after ten seconds
    }
    hand.page.route(SAVES, ways[trouble])  # before the page is loaded, so that nothing slips past
    edit_first_row(hand, phone="081244443333")
    hand.press("Enter")

    again = hand.see("text=Coba lagi")
    assert hand.page.input_value("tr.editing [name=phone]") == "081244443333"
    hand.page.unroute(SAVES)
    hand.click(again)
    hand.see("tr.saved")
    assert "0812-4444-3333" in first_row(hand)


def test_letters_in_a_field_are_letters(hand):
    hand.open(LIST)
    hand.click("#list_q")
    hand.type("jexnspg?")

    assert hand.page.input_value("#list_q") == "jexnspg?"
    assert hand.page.locator("dialog[open], tr.editing, [name=ids]:checked").count() == 0


def test_shortcuts_can_be_switched_off(hand_of):
    hand = hand_of("second")
    hand.open("/")
    hand.send("/settings/preferences", shortcuts="0", next="/")
    hand.open(LIST)
    hand.press("n", "j", "x", "?")

    assert hand.page.locator("dialog[open], [name=ids]:checked").count() == 0
    hand.send("/settings/preferences", shortcuts="1", next="/")


def test_leaving_with_words_unsaved_asks_first(hand):
    asked = []
    hand.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    hand.open("/applicants/new")
    hand.click("#full_name")
    hand.type("Belum disimpan")
    hand.click("nav >> text=Pelatihan")

    hand.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert hand.page.input_value("#full_name") == "Belum disimpan"


def test_without_script_people_are_filtered_changed_and_imported(hand_of):
    hand = hand_of("officer", script=False)
    hand.open("/applicants")
    hand.click("text=Filter pelamar")
    hand.page.check("#list_filters input[value=SMA] >> nth=0")
    hand.click("main form > button")
    assert "education=SMA" in hand.page.url

    hand.open(LIST)
    hand.click(".edits td:last-child > a >> nth=0")
    hand.page.fill("#phone", "081266665555")
    hand.page.fill("#note", "Tanpa skrip")
    hand.click("main .btn-p:has-text('Simpan')")
    assert "Tanpa skrip" in hand.page.inner_text("main")
    assert "0812-6666-5555" in first_row(hand)

    hand.open("/exchange")
    hand.page.set_input_files("main input[type=file]", SHEET)
    hand.click("text=Unggah dan cocokkan kolom")
    hand.click("button:has-text('Uji coba')")
    hand.click("#apply")
    assert "baris disimpan" in hand.page.inner_text("main")


def first_person(hand) -> str:
    """The address of the person whose row comes first."""
    hand.open(LIST)
    return hand.page.locator("#applicant_list tbody th a").first.get_attribute("href").split("?")[0]
