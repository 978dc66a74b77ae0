"""Very many people at once: a field is changed, and taken back, beside the pages; a stage is forecast and moved."""

from tests.browser.looks import look

PEOPLE, ORDERS = 2_300, 6
LONG = 90_000


def everybody(hand, address):
    """Everybody of a list is chosen; gives how many that says."""
    hand.open(address)
    hand.click("#applicant_list thead [data-check-all]")
    hand.click("[data-bulk-select-all]")
    return hand.see("[data-bulk-count]").inner_text()


def test_a_field_of_everybody_is_changed_and_taken_back(hand_of):
    hand = hand_of("officer")
    assert "2300" in everybody(hand, "/applicants")
    hand.click("[data-bulk] button:has-text('Ubah isian')")
    hand.page.locator("dialog[open] #field").select_option("major")
    hand.page.locator("dialog[open] #major").fill("Teknik Las")
    hand.press("Tab")
    hand.see("dialog[open] button:has-text('Ubah 2.')")

    hand.click("dialog[open] button:has-text('Ubah 2.')")
    hand.page.wait_for_url("**/bulk/field/**")
    assert look(hand, hand.page.url) == []
    assert "diubah" in hand.see_result("main .msg-ok:has-text('diubah')", LONG).inner_text()
    assert look(hand, hand.page.url) == []
    hand.page.goto(f"{hand.base}/applicants?columns=major")
    assert set(hand.texts("#applicant_list tbody td:has-text('Teknik Las')")) == {"Teknik Las"}

    hand.page.go_back()
    hand.click(".head button:has-text('Urungkan')")
    hand.page.wait_for_url("**/audit/undo/**")
    assert look(hand, hand.page.url) == []
    hand.see_result("main .msg-ok >> text=Diurungkan", LONG)
    hand.click(".head a:has-text('Kembali')")
    hand.see("text=Perubahan ini sudah diurungkan")
    hand.page.goto(f"{hand.base}/applicants?columns=major")
    assert hand.texts("#applicant_list tbody td:has-text('Teknik Las')") == []


def test_everybody_is_moved_who_can_be(hand_of):
    hand = hand_of("officer")
    everybody(hand, "/applicants")
    hand.press("s")
    hand.see("dialog[open] select").select_option("registered")
    hand.see("dialog[open] #bulk_go[value=registered]")
    hand.page.locator("dialog[open] [name=reason]").fill("Pendataan ulang")

    hand.click("dialog[open] #bulk_go")
    hand.page.wait_for_url("**/bulk/stage/later/**")
    assert look(hand, hand.page.url) == []
    hand.see_result("h1:has-text('diubah')", LONG)
    hand.page.wait_for_url("**/bulk/stage/*?**")
