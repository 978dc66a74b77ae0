"""The list of keys: a dialog over any page, a page where no script runs."""


def test_all_keys_stand_in_a_dialog_and_on_a_page(officer):
    link = officer.get("/applicants").one("[data-keys-help]")

    dialog, page = officer.get(link["hx-get"], part="dialogs"), officer.get(link["href"])

    assert dialog.texts("dialog[data-show] h2") == ["Pintasan papan ketik"]
    assert dialog.texts("th") == page.texts("main th")
    assert "d Dasbor, p Pelamar" in page.text
