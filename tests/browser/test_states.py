"""Pages in the middle of work: open menus and dialogs, rows in edit, errors, ticks, refusals; light and dark."""

import pytest

from tests.browser.looks import look

LIST = "/applicants?sort=-number"


@pytest.fixture(scope="module")
def officer(seated):
    """One officer at one screen for all states."""
    hand = seated("officer")
    hand.open("/")
    yield hand
    hand.context.close()


def row_in_edit(hand):
    hand.open(LIST)
    hand.press("j", "Enter")
    hand.see("tr.editing")


def row_with_an_error(hand):
    row_in_edit(hand)
    hand.page.fill("tr.editing [name=phone]", "bukan nomor telepon sama sekali, terlalu panjang untuk disimpan di sini")
    hand.press("Enter")
    hand.see("tr.editing .err")


def ticked_rows(hand):
    hand.open(LIST)
    hand.press("j", "x", "j", "x")
    hand.see("text=2 dipilih")


def menu_of_columns(hand):
    hand.open(LIST)
    hand.click("summary:has-text('Kolom')")
    hand.see(".pop:has-text('Terapkan')")


def menu_of_the_account(hand):
    hand.open("/")
    hand.click("summary[aria-label^=Akun]")
    hand.see("text=Kerapatan")


def list_of_keys(hand):
    hand.open("/")
    hand.press("?")
    hand.see("dialog[open]")


def small_form_with_lookalikes(hand):
    hand.open(LIST)
    name = hand.texts("#applicant_list tbody th a")[0]
    hand.press("n")
    hand.see("dialog[open]")
    hand.type(name)
    hand.see("dialog[open] #alike_quick a")


def dialog_of_the_stage(hand):
    ticked_rows(hand)
    hand.press("s")
    hand.see("dialog[open]")


def dialog(words):
    """The dialog behind this button of the bulk bar."""

    def opened(hand):
        ticked_rows(hand)
        hand.click(f"[data-bulk] button:has-text('{words}')")
        hand.see("dialog[open]")

    opened.__name__ = words.lower().replace(" ", "_")
    return opened


def toast_with_undo(hand):
    row_in_edit(hand)
    hand.page.fill("tr.editing [name=phone]", "081233334444")
    hand.press("Enter")
    hand.see(".toast >> text=Urungkan")


def nothing_found(where):
    """A list in which nothing is left."""

    def shown(hand):
        hand.open(f"/{where}?q=zzzzz")
        hand.see(".empty")

    shown.__name__ = f"no_{where}_found"
    return shown


def form_with_errors(hand):
    hand.open("/applicants/new")
    hand.page.fill("#nik", "123")
    hand.page.fill("#birth_date", "31/02/1999")
    hand.press("Control+Enter")
    hand.see(".errsum")


def not_there(hand):
    assert hand.open("/applicants/999999").status == 404


def not_allowed(hand):
    assert hand.open("/accounts").status == 403


def question_before_leaving_an_import(hand):
    hand.open("/exchange")
    hand.page.fill("#pasted", "nama\nSatu Orang Baru")
    hand.click("text=Lanjut dengan baris ini")
    hand.click("button:has-text('Uji coba')")
    hand.click("text=Batalkan impor")
    hand.see("dialog[open]")


STATES = [
    row_in_edit, row_with_an_error, ticked_rows, menu_of_columns, menu_of_the_account, list_of_keys,
    small_form_with_lookalikes, dialog_of_the_stage, dialog("Ubah isian"), dialog("Daftarkan pelatihan"),
    dialog("Calonkan"), toast_with_undo, form_with_errors, not_there, not_allowed,
    question_before_leaving_an_import,
    *map(nothing_found, ("applicants", "trainings", "orders", "partnerships", "documents")),
]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_state(officer, state):
    officer.page.evaluate("sessionStorage.clear()")
    state(officer)

    assert look(officer, state.__name__) == []
