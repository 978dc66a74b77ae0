"""/applicants: the list, a row edited in place, a new person, the whole form, acts on many, views, files."""

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from serang.applicants import operations, queries, rules
from serang.applicants.models import Applicant, View
from serang.applicants.queries.person import wish_codes
from serang.audit.models import Act, Opening
from serang.db import db
from serang.web.clock import now, today

NIK, PHONE = "3673994502010001", "+6281234567890"


@pytest.fixture
def siti(make):
    """A person with everything that is protected."""
    return make.applicant(
        "Siti Rahmawati",
        number="P-26-8001",
        nik=NIK,
        phone=PHONE,
        address="Jl. Melati 4",
        sex="P",
        kelurahan_code="36.73.01.1002",
        stage="ready",
    )


def _names(page):
    return page.texts("tbody th a")


def test_the_list_shows_what_the_address_asks_for(make, siti, officer):
    make.applicant("Budi Hartono", stage="registered", sex="L")

    assert _names(officer.get("/applicants")) == ["Budi Hartono", "Siti Rahmawati"]
    assert _names(officer.get("/applicants?sort=-name")) == ["Siti Rahmawati", "Budi Hartono"]
    assert _names(officer.get("/applicants?q=rah+sit")) == ["Siti Rahmawati"]
    assert _names(officer.get("/applicants?stage=registered&stage=verified")) == ["Budi Hartono"]
    found = officer.get("/applicants?stage=ready&sex=P&eps_min=&age_max=")
    assert _names(found) == ["Siti Rahmawati"]
    assert found.texts(".chip") == ["Siap dicalonkan", "Perempuan"]
    assert found.fields("#list_filters") == {"stage": "ready", "sex": "P"}


def test_a_list_of_fifty_weighs_at_most_40_kib(make, officer):
    for n in range(60):
        make.applicant(
            f"Muhammad Rahmat Hidayat {n:02}",
            stage="ready",
            sex="L",
            phone=f"0812345670{n:02}",
            kelurahan_code="36.73.01.1002",
            eps_score=150,
            hold_reason="family" if n % 10 == 0 else None,
        )

    page = officer.get("/applicants?size=50")

    assert len(_names(page)) == 50
    assert len(page.data) <= 40 * 1024


def test_every_column_can_stand_in_a_row_at_rest_and_in_edit(make, client_of):
    officer = client_of("officer")
    person = make.applicant("100% <b>Siti</b>", phone=PHONE, note="50% <i>", stage="ready", height_cm=165, sex="P")
    columns = ",".join(queries.COLUMNS)

    row = officer.get("/applicants", columns=columns, q="siti").one(f"#row_{person.id}")
    open_row = officer.get(f"/applicants/{person.id}/row/edit", columns=columns, part=f"row_{person.id}")

    shown = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
    assert shown[1] == "100% <b>Siti</b>"
    assert {"50% <i>", "165", "0812-3456-7890", "Perempuan", "Siap dicalonkan"} <= set(shown)
    assert len(open_row.soup.select("tr > *")) == len(shown)


def test_ticks_and_pencils_are_named_by_the_person(siti, officer):
    page = officer.get("/applicants")
    tick, pencil = page.one("tbody [name=ids]"), page.one("tbody td:last-child > a")

    def name(element):
        return "".join(page.one(f"#{id}").get_text() for id in element["aria-labelledby"].split())

    assert (name(tick), name(pencil)) == ("Pilih Siti Rahmawati", "Edit baris Siti Rahmawati")


def test_filters_can_be_chosen_on_a_page_of_their_own(siti, officer):
    link = officer.get("/applicants?stage=ready&q=siti&sort=-eps").one("#list_filters a[data-no-script]")["href"]

    page = officer.get(link)

    assert page.fields("main form") == {
        "q": "siti",
        "sort": "-eps",
        "stage": ["ready"],
        "eps_min": "",
        "eps_max": "",
        "age_min": "",
        "age_max": "",
    }
    assert page.texts("main form > button") == ["Terapkan"]


@pytest.mark.parametrize(
    "query",
    [
        "sort=evil",
        "page=-3",
        "page=999999999999",
        "size=7",
        "eps_min=abc",
        "after=1-x",
        "columns=evil,<b>",
        "stage=nonsense",
        "officer=x",
        "view=99",
        "q=%00%22",
        "age_min=-1&age_max=999",
        "view=abc&q=x",
        "officer=99999999999999999999",
    ],
)
def test_a_strange_address_breaks_nothing(siti, officer, query):
    assert officer.get(f"/applicants?{query}", expect=None).status in (200, 400, 404)


def test_a_filter_answers_with_the_list_alone(siti, officer):
    page = officer.get("/applicants?q=siti", part="applicant_list")

    assert not page.soup.select("header, h1")
    assert _names(page) == ["Siti Rahmawati"]
    assert "1 pelamar ditemukan" in page.html


def test_counts_come_after_the_rows(make, siti, officer):
    make.applicant("Budi", stage="ready", sex="L")
    make.applicant("Cici", stage="registered", sex="P")

    part = officer.get("/applicants/facets?sex=P", part="list_filters")
    tabs = officer.get("/applicants/views/counts?sex=P", part="view_tabs")

    counts = {e.find_parent("label").get_text(" ", strip=True).rsplit(" ", 1)[0]: e.get_text() for e in part.soup.select(".n")}
    assert (counts["Siap dicalonkan"], counts["Terdaftar"], counts["Laki-laki"], counts["Perempuan"]) == (
        "1",
        "1",
        "1",
        "2",
    )
    assert tabs.texts("a")[:2] == ["Semua 3", "Siap dicalonkan 2"]


def test_paging_keeps_the_filter_and_the_place(make, officer):
    for n in range(60):
        make.applicant(f"Orang {n:02}", stage="ready")
    first = officer.get("/applicants?stage=ready")

    second = officer.get(first.one("a[rel=next]")["href"])
    back = officer.get(second.one("a[rel=prev]")["href"])

    assert (_names(second)[0], _names(back)[0]) == ("Orang 25", "Orang 00")
    assert second.texts(".pager > span")[0] == "26–50 dari 60"
    assert _names(officer.get("/applicants?stage=ready&page=3"))[0] == "Orang 50"


@pytest.mark.parametrize("role, sees_phone", [("officer", True), ("head", True), ("viewer", False)])
def test_protected_values_are_shown_by_right(siti, client_of, role, sees_phone):
    client = client_of(role)

    page = client.get("/applicants?columns=phone,nik,nik_full,address,age")

    assert ("0812-3456-7890" in page.text) is sees_phone
    assert (NIK in page.html) is sees_phone
    assert ("Jl. Melati" in page.html) is sees_phone
    assert "3673••••••••••••" in page.text
    assert db.session.query(Opening).filter_by(what="nik_list").count() == (1 if sees_phone else 0)


def test_whole_numbers_are_nowhere_unless_asked_for(siti, officer):
    assert NIK not in officer.get("/applicants").html
    assert NIK not in officer.get("/applicants?columns=nik").html


def test_a_trainer_sees_own_people_and_edits_nobody(make, siti, account, trainer):
    mine = make.applicant("Murid Saya", phone=PHONE)
    make.enrolment(make.batch(trainer_id=account("trainer").id), mine)

    page = trainer.get("/applicants")

    assert _names(page) == ["Murid Saya"]
    assert not page.soup.select("td:last-child > a, [data-key=n]")
    trainer.get(f"/applicants/{mine.id}/row/edit", expect=403)
    trainer.post(f"/applicants/{mine.id}/row", phone="0813", expect=403)
    trainer.get(f"/applicants/{siti.id}/row", expect=404)
    trainer.get("/applicants.xlsx", expect=403)


def test_admins_have_no_list(admin):
    admin.get("/applicants", expect=403)


# ---- a row in place ----


def _open(client, person, columns="age,kelurahan,phone,officer,height_cm"):
    return client.get(f"/applicants/{person.id}/row/edit?columns={columns}", part=f"row_{person.id}")


def _typed(page, **values):
    fields = {e["name"]: e for e in page.soup.select("[name]")}
    typed = {
        name: (e.select_one("option[selected]") or e.select_one("option"))["value"] if e.name == "select" else e.get("value", "")
        for name, e in fields.items()
    }
    return {**typed, "columns": "age,kelurahan,phone,officer,height_cm", **values}


def test_a_row_opens_phone_first_with_what_is_stored(siti, officer):
    page = _open(officer, siti)

    assert page.one("[data-focus]")["data-focus"] == f"row_{siti.id}_phone"
    assert page.one(f"#row_{siti.id}_phone")["value"] == "0812-3456-7890"
    assert page.one("select[name=kelurahan] option[selected]")["value"] == "36.73.01.1002"


def test_a_row_without_the_phone_column_still_takes_the_phone(siti, officer):
    assert _open(officer, siti, "age").one("[name=phone]")["value"] == "0812-3456-7890"


def test_a_saved_row_comes_back_tinted_with_an_undo(siti, officer):
    page = officer.post(
        f"/applicants/{siti.id}/row",
        _typed(_open(officer, siti), phone="0813 1111 2222", height_cm="155"),
        part=f"row_{siti.id}",
        follow=True,
    )

    assert "saved" in page.one("tr")["class"]
    assert "0813-1111-2222" in page.text
    assert "Tersimpan" in page.text
    assert "/undo" in page.one(".toast form")["action"]
    stored = db.session.get(Applicant, siti.id)
    assert (stored.phone, stored.height_cm, stored.kelurahan_code, stored.version) == (
        "+6281311112222",
        155,
        "36.73.01.1002",
        2,
    )


def test_the_undo_of_a_row_brings_the_old_phone_back(siti, officer):
    page = officer.post(f"/applicants/{siti.id}/row", _typed(_open(officer, siti), phone="0813 1111 2222"), part="row", follow=True)

    officer.post(page.one(".toast form")["action"], expect=303)

    assert db.session.get(Applicant, siti.id).phone == PHONE


def test_a_wrong_value_stays_in_the_row(siti, officer):
    page = officer.post(
        f"/applicants/{siti.id}/row",
        _typed(_open(officer, siti), height_cm="15", phone="0813 1111 2222"),
        part=f"row_{siti.id}",
        expect=422,
    )

    assert page.one(f"#row_{siti.id}_height_cm")["value"] == "15"
    assert page.one(f"#row_{siti.id}_height_cm")["aria-invalid"] == "true"
    assert page.one("[data-focus]")["data-focus"] == f"row_{siti.id}_height_cm"
    assert page.one(f"#row_{siti.id}_phone")["value"] == "0813-1111-2222"
    assert db.session.get(Applicant, siti.id).phone == PHONE


def test_what_somebody_else_stored_is_said_in_the_row(siti, officer, account):
    opened = _open(officer, siti)
    operations.change(db.session.get(Applicant, siti.id), version=1, at=now(), phone="+6281399998888")
    db.session.commit()

    page = officer.post(f"/applicants/{siti.id}/row", _typed(opened, phone="0812 0000 1111"), part=f"row_{siti.id}", expect=409)
    assert "0813-9999-8888" in page.text
    assert page.one(f"#row_{siti.id}_phone")["value"] == "0812-0000-1111"
    again = officer.post(f"/applicants/{siti.id}/row", _typed(page), part=f"row_{siti.id}")

    assert again.status == 303
    assert db.session.get(Applicant, siti.id).phone == "+6281200001111"


def test_a_field_that_another_changed_stays_when_not_touched(siti, officer):
    opened = _open(officer, siti)
    operations.change(db.session.get(Applicant, siti.id), version=1, at=now(), height_cm=170)
    db.session.commit()

    officer.post(f"/applicants/{siti.id}/row", _typed(opened, phone="0812 0000 1111"), part=f"row_{siti.id}", expect=303)

    stored = db.session.get(Applicant, siti.id)
    assert (stored.height_cm, stored.phone) == (170, "+6281200001111")


def test_a_row_never_changes_the_stage_or_the_name(siti, officer):
    officer.post(
        f"/applicants/{siti.id}/row",
        _typed(_open(officer, siti), stage="departed", full_name="Lain", nik=""),
        part="row",
    )

    stored = db.session.get(Applicant, siti.id)
    assert (stored.stage, stored.full_name, stored.nik) == ("ready", "Siti Rahmawati", NIK)


# ---- a new person ----


def test_n_opens_a_small_form(officer):
    page = officer.get("/applicants/new", part="dialogs")

    assert page.one("dialog[data-show] #quick_full_name")
    assert not page.soup.select("h1")


def test_without_script_everything_is_on_a_page(officer):
    assert officer.get("/applicants/new").one("#full_name")


def test_a_name_is_enough(officer, account):
    page = officer.post("/applicants", full_name="  Siti   Nur'aini ", expect=303)

    person = db.session.query(Applicant).one()
    assert page.location == f"/applicants/{person.id}"
    assert (person.full_name, person.stage, person.officer_id) == ("Siti Nur'aini", "registered", account("officer").id)


def test_everything_typed_is_kept(officer):
    officer.post(
        "/applicants",
        full_name="Siti",
        nik="3673 9945 0201 0001",
        birth_place="Serang",
        birth_date="05/02/2001",
        sex="P",
        phone="0812 3456 7890",
        kelurahan="36.73.01.1002",
        address="Jl. A",
        education="SMK",
        marital_status="single",
        height_cm="155",
        weight_kg="50",
        note="x",
        hangul_name="홍길동",
        passport_name="siti",
        email="a@b.id",
        major="TKJ",
        pathway="eps",
        wish_1="welder",
        wish_2="",
        wish_3="electrician",
        officer="",
        expect=303,
    )

    person = db.session.query(Applicant).one()
    assert (person.nik, str(person.birth_date), person.sex, person.phone) == (NIK, "2001-02-05", "P", PHONE)
    assert (person.passport_name, person.officer_id, person.pathway) == ("SITI", None, "eps")
    assert [wish.occupation for wish in person.wishes] == ["welder", "electrician"]


@pytest.mark.parametrize(
    "field, value, word",
    [
        ("full_name", "   ", "Isi Nama lengkap"),
        ("full_name", "x" * 151, "Paling panjang"),
        ("nik", "367399", "16 angka"),
        ("nik", "3673999902010001", "tidak ada"),
        ("nik", "3673994502010000", "0000"),
        ("nik", "36739945020100O1", "hanya berisi angka"),
        ("nik", "3,67399E+15", "dibulatkan"),
        ("birth_date", "31/02/2001", "31/02/2001"),
        ("birth_date", "1/1/2090", "belum lewat"),
        ("sex", "X", "tidak ada dalam daftar"),
        ("education", "TK", "tidak ada dalam daftar"),
        ("height_cm", "abc", "angka bulat"),
        ("height_cm", "999", "Antara"),
        ("kelurahan", "99", "tidak ada dalam daftar"),
        ("email", "salah", "Surel"),
        ("kk_number", "123", "16 angka"),
        ("phone", "tidak ada", "berisi angka"),
        ("wish_1", "nope", "tidak ada dalam daftar"),
        ("officer", "999", "tidak ada dalam daftar"),
    ],
)
def test_what_cannot_be_is_refused_with_the_text_kept(officer, field, value, word):
    page = officer.post("/applicants", {"full_name": "Siti", field: value}, expect=422)

    assert word in page.text
    assert page.soup.title.get_text().startswith("Galat:")
    control = page.one(f"#{field}")
    assert control["aria-invalid"] == "true"
    if control.name == "input" and field != "full_name":
        assert control["value"] == value
    assert db.session.query(Applicant).count() == 0


def test_doubts_are_said_and_block_nothing(officer):
    page = officer.post("/applicants", full_name="Siti", nik=NIK, sex="L", birth_date="06/02/2001", phone="12345", expect=303)

    shown = officer.get(page.location)
    assert "Menurut NIK lahir 05/02/2001" in shown.text
    assert "Menurut NIK perempuan" in shown.text
    assert "Disimpan seperti yang diketik" in shown.text


def test_the_nik_of_another_person_names_and_links_the_other(siti, officer):
    page = officer.post("/applicants", full_name="Budi", nik=NIK, expect=422)

    assert "Siti Rahmawati" in page.text
    assert page.soup.select_one(f'main a[href="/applicants/{siti.id}"]')
    assert page.one("#nik")["value"] == NIK


def test_look_alikes_are_shown_while_typing(siti, officer):
    page = officer.get("/applicants/alike?full_name=Sitti+Rohmawati", part="alike")
    assert "Siti Rahmawati" in page.text
    assert "nama" in page.text
    assert "Siti Rahmawati" in officer.get("/applicants/alike?full_name=X&phone=62812-3456-7890", part="alike").text
    assert "lahir 5 Feb 2001" in officer.get(f"/applicants/alike?full_name=X&nik={NIK}", part="alike").text
    assert officer.get("/applicants/alike?full_name=Zulkarnaen", part="alike").text == ""


def test_names_that_are_code_stay_words(officer):
    officer.post("/applicants", full_name="<script>alert(1)</script> =1+1 {{7*7}}", expect=303)

    page = officer.get("/applicants")

    assert _names(page) == ["<script>alert(1)</script> =1+1 {{7*7}}"]
    assert not page.soup.select("tbody script")


def test_only_officers_take_people_in(head, viewer):
    for client in (head, viewer):
        client.post("/applicants", full_name="Siti", expect=403)
        client.get("/applicants/new", expect=403)


# ---- the whole form ----


def test_opening_the_form_shows_the_nik_and_notes_it(siti, officer):
    page = officer.get(f"/applicants/{siti.id}/edit")

    assert page.one("#nik")["value"] == NIK
    assert page.one("#kelurahan option[selected]")["value"] == "36.73.01.1002"
    assert db.session.query(Opening).filter_by(what="nik", about_applicant=siti.id).count() == 1


def test_saving_the_form_unchanged_changes_nothing(siti, officer, make):
    make.wish(siti, "welder")
    fields = officer.get(f"/applicants/{siti.id}/edit").fields("main form[data-main]")

    officer.post(f"/applicants/{siti.id}", fields, expect=303)

    stored = db.session.get(Applicant, siti.id)
    assert (stored.version, stored.nik, stored.phone, [w.occupation for w in stored.wishes]) == (
        1,
        NIK,
        PHONE,
        ["welder"],
    )


def test_only_what_is_sent_is_changed(siti, officer):
    officer.post(f"/applicants/{siti.id}", version="1", education="SMK", expect=303)

    stored = db.session.get(Applicant, siti.id)
    assert (stored.education, stored.nik, stored.address) == ("SMK", NIK, "Jl. Melati 4")


WISHED = {
    "more than the form shows": ["care_worker", "welder", "farm_worker", "driver", "fisher"],
    "any occupation in one country": ["@JP", "care_worker@KR"],
    "one occupation in two countries": ["care_worker@JP", "care_worker@KR", "care_worker"],
    "an occupation that is no longer offered": ["retired_work", "welder"],
}


def wish_all(make, person, codes):
    for rank, code in enumerate(codes, 1):
        occupation, country = rules.wish_parts(code)
        make.wish(person, occupation, rank, country)


def wished(person):
    db.session.expire_all()
    return wish_codes(db.session.get(Applicant, person.id))


@pytest.mark.parametrize("codes", WISHED.values(), ids=WISHED)
@pytest.mark.parametrize("change", ["nothing", "first and second change places", "the second goes", "the first becomes another"])
def test_a_form_changes_only_the_wishes_it_shows(siti, officer, make, codes, change):
    wish_all(make, siti, codes)
    one, two, *rest = codes
    wanted = {
        "nothing": ({}, codes),
        "first and second change places": ({"wish_1": two, "wish_2": one}, [two, one, *rest]),
        "the second goes": ({"wish_2": ""}, [one, *rest]),
        "the first becomes another": ({"wish_1": "electrician"}, ["electrician", two, *rest]),
    }
    typed, becomes = wanted[change]
    form = officer.get(f"/applicants/{siti.id}/edit").fields(f"form[action='/applicants/{siti.id}']")

    officer.post(f"/applicants/{siti.id}", form | typed | {"email": "siti@contoh.id"}, expect=303)

    assert wished(siti) == becomes
    assert db.session.get(Applicant, siti.id).email == "siti@contoh.id"


def test_a_wish_for_a_country_can_be_named_and_edited(siti, officer):
    officer.post(f"/applicants/{siti.id}/wishes", occupation="", country="JP", expect=303)

    page = officer.get(f"/applicants/{siti.id}/edit")

    assert page.one("#wish_1 option[selected]").get_text() == "Semua jabatan, Jepang"


def test_a_wish_that_nobody_has_and_no_list_knows_is_refused(siti, officer):
    form = officer.get(f"/applicants/{siti.id}/edit").fields(f"form[action='/applicants/{siti.id}']")

    officer.post(f"/applicants/{siti.id}", form | {"wish_1": "nope@JP"}, expect=422)

    assert wished(siti) == []


def test_a_wish_that_another_took_away_is_asked_about(siti, officer, make):
    wish_all(make, siti, ["care_worker@JP", "welder"])
    form = officer.get(f"/applicants/{siti.id}/edit").fields(f"form[action='/applicants/{siti.id}']")
    officer.post(f"/applicants/{siti.id}", form | {"wish_1": "welder", "wish_2": ""}, expect=303)

    page = officer.post(f"/applicants/{siti.id}", form | {"wish_1": "welder", "wish_2": "care_worker@JP"}, expect=409)
    assert "Asisten perawat lansia, Jepang" in page.text
    officer.post(f"/applicants/{siti.id}", page.fields("dialog form"), expect=303)

    assert wished(siti) == ["welder", "care_worker@JP"]


def test_two_people_on_different_fields(siti, officer):
    mine = officer.get(f"/applicants/{siti.id}/edit").fields("main form[data-main]")
    operations.change(db.session.get(Applicant, siti.id), version=1, at=now(), address="Jl. Baru 1")
    db.session.commit()

    officer.post(f"/applicants/{siti.id}", {**mine, "education": "S1"}, expect=303)

    stored = db.session.get(Applicant, siti.id)
    assert (stored.address, stored.education) == ("Jl. Baru 1", "S1")


def test_two_people_on_the_same_field_choose(siti, officer):
    mine = officer.get(f"/applicants/{siti.id}/edit").fields("main form[data-main]")
    operations.change(db.session.get(Applicant, siti.id), version=1, at=now(), phone="+6281399998888", kelurahan_code="36.73.02.1001")
    db.session.commit()

    page = officer.post(
        f"/applicants/{siti.id}",
        {**mine, "phone": "0811 1111 1111", "kelurahan": "36.73.03.1002", "note": "baru"},
        expect=409,
    )

    assert {"0813-9999-8888", "0811-1111-1111"} <= set(page.texts("dialog td span"))
    assert db.session.get(Applicant, siti.id).phone == "+6281399998888"
    chosen = page.fields("dialog form")
    assert chosen["version"] == "2"
    officer.post(f"/applicants/{siti.id}", {**chosen, "kelurahan": "36.73.02.1001"}, expect=303)
    stored = db.session.get(Applicant, siti.id)
    assert (stored.phone, stored.kelurahan_code, stored.note) == ("+6281111111111", "36.73.02.1001", "baru")


def test_a_refused_form_keeps_what_was_typed(siti, officer):
    page = officer.post(f"/applicants/{siti.id}", version="1", full_name="Siti", height_cm="9", note="penting", expect=422)

    assert page.one("#note").get_text().strip() == "penting"
    assert db.session.get(Applicant, siti.id).note is None


@pytest.mark.parametrize("address", ["/applicants/999999/edit", "/applicants/999999/row", "/applicants/999999/row/edit"])
def test_nobody_is_404(officer, address):
    officer.get(address, expect=404)


# ---- many ----


def test_a_bulk_change_says_its_number_first(make, officer, account):
    ids = [make.applicant(f"Orang {n}", education="SMA" if n else None).id for n in range(3)]

    asked = officer.post("/applicants/bulk/field", {"ids": ids, "field": "education", "education": "SMA"}, part="bulk_form")
    assert "1 akan diubah, 2 sudah bernilai itu" in asked.text
    assert db.session.get(Applicant, ids[0]).education is None
    done = officer.post(
        "/applicants/bulk/field",
        {"ids": ids, "field": "education", "education": "SMA", "confirm": "1", "query": "stage=registered"},
    )

    assert parse_qs(urlsplit(done.location).query) == {"stage": ["registered"]}
    assert db.session.get(Applicant, ids[0]).education == "SMA"
    toast = officer.get("/applicants").one(".toast")
    assert "1 diubah" in toast.get_text()
    officer.post(toast.select_one("form")["action"], expect=303)
    db.session.expire_all()
    assert db.session.get(Applicant, ids[0]).education is None


def test_a_note_for_many_says_how_many_it_would_replace(make, officer):
    ids = [make.applicant(f"Orang {n}", note=note).id for n, note in enumerate([None, "Lama", "Lama", "Baru"])]
    asked = {"ids": ids, "field": "note"}

    assert officer.post("/applicants/bulk/field", asked, part="dialogs").one("textarea#note")["hx-target"] == "#bulk_forecast"
    part = officer.post("/applicants/bulk/field", asked | {"note": "Baru"}, part="bulk_forecast")

    assert "3 akan diubah, 2 di antaranya sudah terisi dan akan diganti, 1 sudah bernilai itu." in part.text
    assert part.texts("#bulk_go button") == ["Ubah 3 orang"]
    assert part.soup.select("textarea") == []
    long = officer.post("/applicants/bulk/field", asked | {"note": "x" * 2001}, part="bulk_forecast", expect=200)
    assert "Paling panjang" in long.text


def test_all_that_match_are_changed(make, officer, account):
    for n in range(30):
        make.applicant(f"Orang {n}", stage="ready" if n < 27 else "registered")

    everyone = {"all": "1", "query": "stage=ready", "field": "officer", "officer": str(account("officer").id)}
    form = officer.post("/applicants/bulk/field", everyone, look="1", expect=200).fields("form[action='/applicants/bulk/field']")
    officer.post("/applicants/bulk/field", form, confirm="1", expect=303)

    assert db.session.query(Applicant).filter_by(officer_id=account("officer").id).count() == 27


@pytest.mark.parametrize(
    ("address", "typed", "sure"),
    [
        ("/applicants/bulk/field", {"field": "major", "major": "Las"}, {"confirm": "1"}),
        ("/applicants/bulk/stage", {"stage": "registered", "reason": "Mulai lagi"}, {"go": "registered"}),
        ("/applicants/bulk/enrol", {}, {"confirm": "1"}),
        ("/applicants/bulk/nominate", {}, {"confirm": "1"}),
    ],
)
def test_whom_the_forecast_did_not_know_is_not_changed(make, officer, address, typed, sure):
    make.batch(starts_on=today(), ends_on=today())
    make.order()
    make.applicant("Siti", stage="ready")
    everyone = {"all": "1", "query": "stage=ready"} | typed
    form = officer.post(address, everyone, expect=200).fields(f"form[action='{address}']") | typed
    make.applicant("Budi", stage="ready")
    acts = db.session.query(Act).count()

    page = officer.post(address, form | sure, expect=200)
    again = page.fields(f"form[action='{address}']")

    assert "Daftarnya berubah sejak perkiraan tadi" in page.text
    assert db.session.query(Act).count() == acts
    officer.post(address, again | typed | sure, expect=303)
    assert db.session.query(Act).count() == acts + 1


def test_a_bulk_change_without_value_or_people_is_refused(make, officer):
    person = make.applicant("Siti")

    assert "Pilih nilainya" in officer.post("/applicants/bulk/field", ids=person.id, field="education", confirm="1", expect=422).text
    officer.post("/applicants/bulk/field", ids=person.id, field="stage", stage="departed", confirm="1", expect=422)
    officer.post("/applicants/bulk/field", field="education", education="SMA", confirm="1", expect=409)
    officer.post("/applicants/bulk/field", ids="999999", field="education", education="SMA", confirm="1", expect=409)


def test_bulk_opens_as_a_dialog_or_a_page(make, officer):
    person = make.applicant("Siti")

    assert officer.post("/applicants/bulk/field", part="dialogs", ids=person.id).one("dialog[data-show]")
    assert officer.post("/applicants/bulk/field", ids=person.id).one("main form select#field")


def test_bulk_is_for_officers(siti, head, viewer):
    for client in (head, viewer):
        client.post("/applicants/bulk/field", ids=siti.id, field="education", education="SMA", confirm="1", expect=403)


def test_the_print_of_many_goes_on_to_the_print_page(siti, viewer, make):
    other = make.applicant("Budi")

    page = viewer.post("/applicants/bulk/print", {"ids": [siti.id, other.id]}, expect=303)

    assert parse_qs(urlsplit(page.location).query)["ids"] == [str(other.id), str(siti.id)]


# ---- columns, views, search, paste, export ----


def test_columns_are_kept_for_the_account(siti, officer):
    officer.post("/applicants/columns", {"columns": ["education", "nik"], "query": "stage=ready"}, expect=303)

    heads = officer.get("/applicants").texts("thead th")
    assert "Pendidikan" in heads
    assert "Telepon" not in heads


def test_the_menu_of_columns_is_a_page_too(siti, officer):
    link = officer.get("/applicants?stage=ready&columns=phone,age").one("#list_columns a")["href"]

    part, page = officer.get(link, part="list_columns"), officer.get(link)

    assert part.fields("form")["columns"] == page.fields("#list_columns form")["columns"] == ["age", "phone"]
    assert part.fields("form")["query"] == "stage=ready&columns=phone%2Cage"


def test_columns_in_the_address_are_changed_there(siti, officer):
    page = officer.post("/applicants/columns", {"columns": ["education"], "query": "columns=phone,age"}, expect=303)

    assert parse_qs(urlsplit(page.location).query) == {"columns": ["education"]}
    assert "Telepon" in officer.get("/applicants").texts("thead th")


def test_a_view_is_saved_opened_shared_and_removed(siti, officer, head):
    page = officer.post("/applicants/views", name="Siap, perempuan", query="stage=ready&sex=P&sort=-eps&evil=1", pinned="y", expect=303)
    view = db.session.query(View).one()

    assert view.query == "stage=ready&sex=P&sort=-eps"
    opened = officer.get(officer.get(page.location, expect=303).location)
    assert _names(opened) == ["Siti Rahmawati"]
    assert opened.texts("#view_tabs a[aria-current]") == ["Siap, perempuan"]
    head.get(f"/applicants?view={view.id}", expect=404)
    officer.post(f"/applicants/views/{view.id}", name="Siap P", shared="y", expect=303)
    assert "Siap P" in head.get("/applicants").text
    head.post(f"/applicants/views/{view.id}", name="Punyaku", expect=403)
    head.post(f"/applicants/views/{view.id}/remove", expect=403)
    officer.post(f"/applicants/views/{view.id}", query="stage=verified", expect=303)
    assert db.session.get(View, view.id).query == "stage=verified"
    officer.post(f"/applicants/views/{view.id}/remove", expect=303)
    assert db.session.query(View).count() == 0


def test_a_view_needs_a_name(officer):
    assert "Isi Nama tampilan" in officer.post("/applicants/views", name=" ", query="stage=ready", expect=422).text


def test_the_top_search_opens_a_single_hit(make, siti, officer):
    make.applicant("Siti Maimunah")

    assert officer.get("/search?q=rah+sit", expect=303).location == f"/applicants/{siti.id}"
    assert officer.get("/search?q=siti", expect=303).location == "/applicants?q=siti"
    assert officer.get("/search?q=", expect=303).location == "/applicants"


def test_a_pasted_column(siti, officer):
    page = officer.post("/applicants/paste", lines=f"{NIK}\nSitti Rohmawati\nTidak Ada", expect=200)

    assert page.texts(".cnt") == ["2", "1"]
    assert "Tidak Ada" in page.one("#missing").get_text()
    assert "Isi NIK atau nama" in officer.post("/applicants/paste", lines=" ", expect=422).text


@pytest.mark.parametrize("role", ["viewer", "trainer"])
def test_a_nik_is_no_way_to_a_person_for_who_may_not_see_it(siti, client_of, account, make, role):
    make.enrolment(make.batch(trainer_id=account("trainer").id), siti)
    client, told = client_of(role), "Mencari dengan NIK hanya untuk akun yang boleh melihatnya"

    assert siti.full_name in client.get("/applicants", q="siti").text
    assert told in client.get("/applicants", q=NIK).text
    assert client.get("/search", q=NIK, expect=303).location == f"/applicants?q={NIK}"
    pasted = client.post("/applicants/paste", lines=f"{NIK}\n{siti.number}", expect=200)
    assert told in pasted.text
    assert pasted.texts(".cnt") == ["1", "1"]
    assert NIK in pasted.one("#missing").get_text()


def _sheet(page):
    book = openpyxl.load_workbook(BytesIO(page.data))
    return [[cell.value for cell in row] for row in book.active.iter_rows()], book.active


def test_the_file_holds_what_the_screen_shows(make, siti, officer):
    for n in range(40):
        make.applicant(f"Orang {n:02}", stage="ready", eps_score=n)

    rows, sheet = _sheet(officer.get("/applicants.xlsx?stage=ready&sort=-eps&columns=eps,nik_full,phone,stage"))

    assert rows[0] == ["No. daftar", "Nama lengkap", "EPS", "NIK lengkap", "Telepon", "Tahap", "Keadaan"]
    assert [row[1] for row in rows[1:4]] == ["Orang 39", "Orang 38", "Orang 37"]
    assert len(rows) == 42
    siti_row = rows[-1]
    assert siti_row[3:6] == [NIK, "0812-3456-7890", "Siap dicalonkan"]
    assert sheet.cell(42, 4).data_type == "s"
    opening = db.session.query(Opening).filter_by(what="export").one()
    assert (opening.facts["count"], "nik_full" in opening.facts["columns"]) == (41, True)


def test_the_file_has_no_whole_numbers_unless_chosen(siti, officer):
    page = officer.get("/applicants.xlsx?columns=nik,age")

    assert NIK not in str(_sheet(page)[0])


def test_a_viewer_takes_no_file(siti, viewer):
    viewer.get("/applicants.xlsx", expect=403)


def test_numbers_of_a_view_and_its_list_agree(make, officer, account):
    for n in range(7):
        make.applicant(f"Orang {n}", stage="ready" if n < 4 else "registered", officer_id=account("officer").id if n % 2 else None)
    tabs = officer.get("/applicants/views/counts", part="view_tabs")

    for link in tabs.soup.select("a[href^='/applicants?']"):
        if link.select_one(".cnt"):
            assert len(_names(officer.get(link["href"]))) == int(link.select_one(".cnt").get_text())
    assert queries.count(queries.Filters(officer=("me",)), reader=account("officer"), on=now().date()) == 3


def test_a_refused_row_is_kept_from_the_pencil_of_another(officer, make):
    person = make.applicant(phone="+6281234567890")
    part = f"row_{person.id}"
    opened = officer.get(f"/applicants/{person.id}/row/edit", part=part)

    refused = officer.post(f"/applicants/{person.id}/row", opened.fields("form[data-row-form]") | {"phone": "abc"}, part=part, expect=422)

    assert opened.soup.select("[data-dirty]") == []
    assert refused.one(f"tr#{part}")["data-dirty"] == "1"
