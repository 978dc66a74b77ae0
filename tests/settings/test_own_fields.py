"""A field that the office adds: in form, list, filter, import, export and print at once."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from serang.applicants import operations
from serang.applicants.models import Applicant
from serang.audit import operations as audit
from serang.audit.models import Act, Change
from serang.db import db
from serang.settings import operations as settings
from serang.settings import queries
from serang.settings.models import OwnField
from serang.settings.rules import SLOTS
from serang.web.clock import now
from tests.exchange.lists import pasted


@pytest.fixture
def size(client_of):
    """`Ukuran baju`, chosen from a list and printed, added by the admin on the screen."""
    client_of("admin").post("/settings/fields", label="Ukuran baju", kind="choice", choices="S\nM\nL", printed="y", expect=303)
    return db.session.query(OwnField).one()


def field(client_of, kind, label):
    client_of("admin").post("/settings/fields", label=label, kind=kind, expect=303)
    return db.session.query(OwnField).filter_by(label=label).one()


def test_the_admin_adds_changes_and_retires_a_field(client_of, size):
    admin = client_of("admin")
    page = admin.post("/settings/fields", label="Ukuran baju", kind="text", expect=422)
    short = admin.post("/settings/fields", label="Warna", kind="choice", choices="biru", expect=422)
    admin.post(f"/settings/fields/{size.id}", label="Ukuran kaus", choices="S\nXL", expect=303)

    assert "Isian Ukuran baju sudah ada" in page.text
    assert "paling sedikit dua pilihan" in short.text
    assert short.soup.select_one("[name=label]")["value"] == "Warna"
    db.session.expire_all()
    assert (size.label, size.choices, size.active, size.kind) == ("Ukuran kaus", ["S", "XL"], False, "choice")


def test_nobody_else_may(client_of, size):
    for role in ("head", "officer", "trainer", "viewer"):
        client_of(role).post("/settings/fields", label="X", kind="text", expect=403)
        client_of(role).get(f"/settings/fields/{size.id}/edit", expect=403)


def test_there_is_an_end_of_room(client_of, app):
    admin = client_of("admin")
    for n in range(len(SLOTS)):
        admin.post("/settings/fields", label=f"Isian {n}", kind="text", expect=303)

    assert "lebih dari itu tidak dapat" in admin.post("/settings/fields", label="Lagi", kind="text", expect=422).text


def test_it_is_typed_kept_shown_and_logged(officer, make, size):
    person = make.applicant("Siti")
    db.session.commit()
    form = officer.get(f"/applicants/{person.id}/edit")
    assert [one.text for one in form.soup.select(f"#{size.slot} option")] == ["", "S", "M", "L"]

    page = officer.post(f"/applicants/{person.id}", {size.slot: "XXL"}, version=person.version, full_name="Siti", expect=422)
    officer.post(f"/applicants/{person.id}", {size.slot: "M"}, version=person.version, full_name="Siti", expect=303)

    assert "tidak ada dalam daftar" in page.text
    db.session.expire_all()
    assert getattr(person, size.slot) == "M"
    assert "Ukuran baju M" in officer.get(f"/applicants/{person.id}?tab=data").text
    assert "Ukuran baju" in officer.get(f"/applicants/{person.id}?tab=history").text
    change = db.session.query(Change).filter_by(table="applicants", field=size.slot).one()
    assert (change.old, change.new) == (None, "M")


@pytest.mark.parametrize(
    "kind, typed, kept, shown",
    [
        ("number", "39,5", "39.5", "39,5"),
        ("day", "5 Mei 2020", "2020-05-05", "5 Mei 2020"),
        ("yes_no", "yes", "yes", "Ya"),
        ("text", " biru ", "biru", "biru"),
    ],
)
def test_every_kind_goes_in_and_comes_back(client_of, officer, make, kind, typed, kept, shown):
    one = field(client_of, kind, "Isian baru")
    person = make.applicant("Siti")
    db.session.commit()

    officer.post(f"/applicants/{person.id}", {one.slot: typed}, version=person.version, full_name="Siti", expect=303)
    again = officer.get(f"/applicants/{person.id}/edit")
    officer.post(
        f"/applicants/{person.id}", {one.slot: again.soup.select_one(f"#{one.slot}").get("value", "yes")}, full_name="Siti", expect=303
    )

    db.session.expire_all()
    assert getattr(person, one.slot) == kept
    assert shown in officer.get(f"/applicants/{person.id}?tab=data").text


@pytest.mark.parametrize("kind, typed, words", [("number", "banyak", "bukan angka"), ("day", "kemarin dulu", "Tanggal belum terbaca")])
def test_what_is_no_value_stays_typed(client_of, officer, make, kind, typed, words):
    one = field(client_of, kind, "Isian baru")
    person = make.applicant("Siti")
    db.session.commit()

    page = officer.post(f"/applicants/{person.id}", {one.slot: typed}, version=person.version, full_name="Siti", expect=422)

    assert words in page.text
    assert page.soup.select_one(f"#{one.slot}")["value"] == typed


def test_two_editors_merge_by_field_and_an_undo_takes_one_back(make, size):
    person = make.applicant("Siti")
    db.session.commit()
    version = person.version
    operations.change(person, version=version, at=now(), **{size.slot: "M"})
    db.session.commit()
    first = db.session.query(Act).order_by(Act.id.desc()).first()
    operations.change(person, version=version, at=now(), phone="+6281234567890")
    db.session.commit()
    with pytest.raises(operations.ChangedMeanwhile):
        operations.change(person, version=version, at=now(), **{size.slot: "L"})
    db.session.rollback()

    audit.undo(first, today_at=now())
    db.session.commit()

    assert (getattr(person, size.slot), person.phone) == (None, "+6281234567890")


def test_it_is_a_column_and_a_filter_with_counts(officer, make, size):
    for name, value in (("Ani", "M"), ("Budi", "M"), ("Cici", "L"), ("Dedi", None)):
        setattr(make.applicant(name), size.slot, value)
    db.session.commit()

    page = officer.get("/applicants", columns=f"{size.slot},phone", own=f"{size.slot}:M")
    facets = officer.get("/applicants/facets", own=f"{size.slot}:M")
    none = officer.get("/applicants", own=f"{size.slot}:")

    assert "Ukuran baju" in page.soup.select_one("#applicant_list thead").text
    assert [row.text for row in page.soup.select("#applicant_list tbody th a")] == ["Ani", "Budi"]
    assert "Ukuran baju: M" in page.text
    counts = {box["value"]: box.find_parent("label").text for box in facets.soup.select("input[name=own]")}
    assert {value: text.strip()[-1] for value, text in counts.items()} == {
        f"{size.slot}:S": "0", f"{size.slot}:M": "2", f"{size.slot}:L": "1", f"{size.slot}:": "1"
    }  # fmt: skip
    assert [row.text for row in none.soup.select("#applicant_list tbody th a")] == ["Dedi"]


def test_it_is_edited_in_the_row_and_for_many(officer, make, size):
    people = [make.applicant(name) for name in ("Ani", "Budi")]
    db.session.commit()
    row = officer.get(f"/applicants/{people[0].id}/row/edit", columns=size.slot)
    assert row.soup.select_one(f"[name={size.slot}]")

    officer.post(f"/applicants/{people[0].id}/row", {size.slot: "S"}, columns=size.slot, version=people[0].version, expect=303)
    officer.post(
        "/applicants/bulk/field", {"ids": [one.id for one in people], "field": size.slot, size.slot: "L", "confirm": "1"}, expect=303
    )

    db.session.expire_all()
    assert [getattr(one, size.slot) for one in people] == ["L", "L"]


def test_it_comes_in_and_goes_out_with_a_list(app, officer, make, client_of, size):
    shoes = field(client_of, "number", "Nomor sepatu")
    db.session.commit()
    book = pasted(["Siti Aminah", "m", "39,5"], ["Budi Hartono", "jumbo", "40"], heads=["Nama", "Ukuran Baju", "Nomor Sepatu"])
    address = officer.post("/exchange/applicants", pasted=book, expect=303).location
    mapping = officer.get(address).fields("#mapping_form")
    officer.post(f"{address}/columns", mapping, expect=303)
    page = officer.get(address)
    officer.post(f"{address}/apply", page.fields("form[action$='/apply']"), expect=303)

    kept = {one.full_name: (getattr(one, size.slot), getattr(one, shoes.slot), one.note) for one in db.session.query(Applicant)}
    assert {"full_name", size.slot, shoes.slot} <= set(mapping.values())
    assert "“jumbo” tidak ada dalam daftar: S, M, L" in page.text
    assert kept == {
        "Siti Aminah": ("M", "39.5", None),
        "Budi Hartono": (None, "40", "Ukuran baju: jumbo"),
    }
    sheet = officer.http.get("/applicants.xlsx", query_string={"columns": f"{size.slot},{shoes.slot}"}).data
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[0][2:4] == ["Ukuran baju", "Nomor sepatu"]
    assert {tuple(row[1:4]) for row in rows[1:]} == {("Siti Aminah", "M", 39.5), ("Budi Hartono", "", 40.0)}


def test_it_is_printed_when_asked(officer, make, client_of, size):
    silent = field(client_of, "text", "Rahasia kecil")
    person = make.applicant("Siti")
    setattr(person, size.slot, "M")
    setattr(person, silent.slot, "tidak dicetak")
    db.session.commit()

    words = officer.get(f"/applicants/{person.id}/print").text

    assert "Ukuran baju" in words
    assert "tidak dicetak" not in words


def test_a_retired_field_is_gone_from_the_screens_and_keeps_its_values(officer, make, client_of, size):
    person = make.applicant("Siti")
    setattr(person, size.slot, "M")
    db.session.commit()
    client_of("admin").post(f"/settings/fields/{size.id}", label="Ukuran baju", choices="S\nM\nL", expect=303)

    assert "Ukuran baju" not in officer.get(f"/applicants/{person.id}/edit").text
    assert "Ukuran baju" not in officer.get("/applicants", columns=f"{size.slot},phone").text
    officer.post(f"/applicants/{person.id}", {size.slot: "L"}, version=person.version, full_name="Siti", expect=303)
    db.session.expire_all()
    assert getattr(person, size.slot) == "M"
    assert [one.slot for one in queries.own_fields(all_of_them=True)] == [size.slot]


@pytest.mark.parametrize("label", ["Nama", "no. HP", "Kelurahan", "Petugas", "이름"])
def test_a_field_never_takes_the_name_of_another_column(client_of, label):
    admin = client_of("admin")

    page = admin.post("/settings/fields", label=label, kind="text", expect=422)

    assert "sudah dipakai kolom lain" in page.text
    assert db.session.query(OwnField).count() == 0


def test_a_field_that_has_such_a_name_already_keeps_it(client_of, app):
    field = settings.add_own_field(label="Kontak", kind="text", choices=[])
    db.session.commit()
    admin = client_of("admin")
    fields = admin.get(f"/settings/fields/{field.id}/edit").fields("main form")

    admin.post(f"/settings/fields/{field.id}", fields | {"hint": "Nama akun"}, expect=303)
    admin.post(f"/settings/fields/{field.id}", fields | {"label": "Telepon"}, expect=422)
