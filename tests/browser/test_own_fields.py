"""The admin adds a field; a minute later it stands everywhere an officer works."""

import re

PEOPLE, ORDERS = 60, 6


def test_a_new_field_stands_in_form_list_filter_and_print(hand_of):
    admin, officer = hand_of("admin"), hand_of("officer")
    admin.open("/settings")
    admin.click("text=Isian tambahan pelamar")
    admin.click("#label")
    admin.type("Golongan darah")
    admin.page.locator("#kind").select_option("choice")
    admin.click("#choices")
    admin.page.keyboard.type("A\nB\nAB\nO")
    admin.click("#printed")
    admin.click("main button:has-text('Tambah')")
    admin.see("text=Golongan darah ditambahkan")
    assert admin.clicks <= 5

    officer.open("/applicants")
    name = officer.page.locator("#applicant_list tbody th a").first
    person = re.search(r"/applicants/(\d+)", name.get_attribute("href"))[1]
    officer.page.goto(f"{officer.base}/applicants/{person}/edit")
    control = officer.page.get_by_label("Golongan darah")
    control.select_option("AB")
    slot = control.get_attribute("name")
    officer.click("main button:has-text('Simpan')")
    officer.see(".toast:has-text('Tersimpan')")  # not the words about the draft, which may come before it

    officer.page.goto(f"{officer.base}/applicants?columns={slot},phone&own={slot}:AB")
    officer.see("#applicant_list tbody tr >> text=AB")
    assert officer.page.locator("#applicant_list tbody tr").count() == 1
    officer.page.goto(f"{officer.base}/applicants/{person}/print")
    officer.see("article >> text=Golongan darah")
