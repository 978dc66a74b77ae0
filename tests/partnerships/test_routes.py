"""/partnerships: the list, a partner's page, the form."""

from datetime import date, timedelta

import pytest

from serang.audit.models import Act
from serang.db import db
from serang.partnerships.models import Partnership
from serang.web.clock import today


def fields(**values) -> dict:
    return {"name": "Haesong-si", "country": "KR", "kind": "sister_city", "state": "explored", **values}


def test_a_partner_is_entered_and_found_again(officer):
    page = officer.post("/partnerships", fields(name_ko="해송시", contact="Bagian Kerja Sama"), expect=303)

    shown = officer.get(page.location)
    assert shown.texts("h1") == ["Haesong-si 해송시"]
    assert "Bagian Kerja Sama" in shown.text
    assert "Haesong-si" in officer.get("/partnerships", q="해송").text
    assert "Haesong-si" not in officer.get("/partnerships", q="tidak ada ini").texts("main table")


def test_only_name_country_kind_and_state_are_needed(officer):
    page = officer.post("/partnerships", expect=422, state="", kind="", country="", name="", contact="Tetap ada")

    assert {"Isi Nama mitra.", "Isi Negara.", "Isi Jenis.", "Isi Keadaan."} <= set(page.texts(".err"))
    assert page.one("#contact")["value"] == "Tetap ada"


@pytest.mark.parametrize(
    "values, told",
    [
        ({"state": "signed"}, "Isi tanggal tanda tangan."),
        (
            {"state": "signed", "signed_on": "2026-05-01", "ends_on": "30/04/2026"},
            "Lebih awal dari tanggal tanda tangan.",
        ),
        ({"country": "XX"}, "Pilihan ini tidak ada dalam daftar."),
        ({"name": "x" * 151}, "Paling panjang 150 huruf."),
        ({"signed_on": "30/02/2026"}, "30/02/2026 tidak ada"),
    ],
)
def test_what_does_not_fit_is_refused_and_kept(officer, values, told):
    page = officer.post("/partnerships", fields(**values), expect=422)

    assert told in page.text
    assert db.session.query(Partnership).count() == 0


def test_a_name_exists_once(officer, make):
    make.partnership(name="Haesong-si")
    other = make.partnership(name="Byeolmaru-gun")

    assert "sudah ada" in officer.post("/partnerships", fields(), expect=422).text
    page = officer.post(f"/partnerships/{other.id}", fields(version=other.version), expect=422)

    assert "sudah ada" in page.text
    assert db.session.get(Partnership, other.id).name == "Byeolmaru-gun"


def test_a_change_is_kept_with_its_act(officer, make):
    partner = make.partnership(name="Haesong-si")
    form = officer.get(f"/partnerships/{partner.id}/edit").fields()

    officer.post(f"/partnerships/{partner.id}", {**form, "state": "signed", "signed_on": "01/05/2026"}, expect=303)

    assert db.session.get(Partnership, partner.id).signed_on == date(2026, 5, 1)
    assert db.session.query(Act).order_by(Act.id.desc()).first().title == "partnerships.change"


def test_two_changes_of_different_fields_are_both_kept(officer, make):
    partner = make.partnership(name="Haesong-si")
    form = officer.get(f"/partnerships/{partner.id}/edit").fields()
    officer.post(f"/partnerships/{partner.id}", {**form, "contact": "Bu Kim"}, expect=303)

    officer.post(f"/partnerships/{partner.id}", {**form, "note": "Kunjungan Mei"}, expect=303)

    kept = db.session.get(Partnership, partner.id)
    assert (kept.contact, kept.note) == ("Bu Kim", "Kunjungan Mei")


def test_two_changes_of_the_same_field_are_shown_side_by_side(officer, make):
    partner = make.partnership(name="Haesong-si")
    form = officer.get(f"/partnerships/{partner.id}/edit").fields()
    officer.post(f"/partnerships/{partner.id}", {**form, "contact": "Bu Kim"}, expect=303)

    page = officer.post(f"/partnerships/{partner.id}", {**form, "contact": "Pak Lee"}, expect=409)

    assert "Bu Kim" in page.texts("ul.req")[0]
    assert page.one("#contact")["value"] == "Pak Lee"
    again = officer.post(f"/partnerships/{partner.id}", page.fields("#partnership_form"), expect=303)
    assert "Pak Lee" in officer.get(again.location).text


def test_the_page_counts_what_came_of_a_partner(officer, make):
    partner = make.partnership(name="Haesong-si")
    order = make.order(partnership_id=partner.id, quota=10)
    make.order(partnership_id=partner.id, quota=5, state="closed")
    for name, state in (("A", "departed"), ("B", "accepted"), ("C", "nominated")):
        make.match(make.applicant(full_name=name), order, state)
    make.match(make.applicant(full_name="D"), order, "returned", active=False)

    page = officer.get(f"/partnerships/{partner.id}")

    assert page.texts("dl.stat dd") == ["1", "10", "2"]
    assert order.number in page.text
    assert "2 / 10" in page.texts("main table")[0]


def test_the_list_filters_by_state_and_sorts(officer, make):
    make.partnership(name="A-si", state="signed", signed_on=date(2026, 1, 1))
    make.partnership(name="B-si", state="explored")
    make.partnership(name="C-si", state="signed", signed_on=date(2025, 1, 1))

    names = "main tbody th"
    assert officer.get("/partnerships", state="signed").texts(names) == ["A-si", "C-si"]
    assert officer.get("/partnerships", sort="-name").texts(names) == ["C-si", "B-si", "A-si"]
    assert officer.get("/partnerships", sort="signed_on").texts(names) == ["C-si", "A-si", "B-si"]
    assert officer.get("/partnerships", sort="nonsense", state="nonsense").texts(names) == ["A-si", "B-si", "C-si"]
    assert officer.get("/partnerships", part="partnership_list", q="b-s").texts("tbody th") == ["B-si"]


def test_more_than_a_page_is_paged(officer, make):
    for number in range(53):
        make.partnership(name=f"Kota {number:02}")

    page = officer.get("/partnerships", page=2)

    assert page.texts("main tbody th") == ["Kota 50", "Kota 51", "Kota 52"]
    assert officer.get("/partnerships", page=9).status == 200


@pytest.mark.parametrize("left, look", [(-1, "sudah berakhir"), (30, "segera berakhir"), (200, "")])
def test_an_agreement_that_ends_is_told(officer, make, left, look):
    partner = make.partnership(state="signed", signed_on=date(2024, 1, 1), ends_on=today() + timedelta(days=left))

    page = officer.get(f"/partnerships/{partner.id}")

    assert bool(page.soup.select("main .msg")) == bool(look)
    assert look in page.text


def test_an_empty_list_says_what_to_do(officer, viewer):
    assert "Mitra baru" in officer.get("/partnerships").text
    assert "Mitra baru" not in viewer.get("/partnerships").text


def test_rights(officer, viewer, trainer, admin, make):
    partner = make.partnership()

    viewer.get(f"/partnerships/{partner.id}")
    for client, status in ((viewer, 403), (trainer, 403), (admin, 403)):
        client.get("/partnerships/new", expect=status)
        client.post("/partnerships", fields(), expect=status)
        client.post(f"/partnerships/{partner.id}", fields(), expect=status)
    for client in (trainer, admin):
        client.get("/partnerships", expect=403)
    officer.get("/partnerships/999999", expect=404)
    assert db.session.query(Partnership).count() == 1
