"""/exchange: the wizard as a browser meets it."""

import io
from contextvars import Context
from datetime import date
from threading import Barrier, Thread

import openpyxl
import pytest

from serang.applicants.models import Applicant
from serang.audit.models import Opening
from serang.db import db
from serang.exchange import words
from serang.exchange.models import Import, ImportRow
from serang.exchange.rules.people import PEOPLE
from serang.exchange.rules.plan import REASONS
from serang.exchange.rules.repairs import KINDS
from serang.worker import work_off
from tests.exchange.lists import SAMPLES, SITI, pasted, person, workbook

SCRIPT = "<script>alert(1)</script>"


def upload(client, content, name="a.xlsx", **kwargs):
    return client.post("/exchange/applicants", file=(io.BytesIO(content), name), **kwargs)


def begun(client, *rows, **more):
    """The address of an import at the columns."""
    page = client.post("/exchange/applicants", pasted=pasted(*rows, **more), expect=303)
    return page.location


def tried(client, *rows, **more):
    """The address of an import at the dry run."""
    address = begun(client, *rows, **more)
    client.post(f"{address}/columns", client.get(address).fields("#mapping_form"), expect=303)
    return address


def run():
    return db.session.query(Import).order_by(Import.id.desc()).first()


def apply_form(client, address):
    return client.get(address).fields("form[action$='/apply']")


@pytest.mark.parametrize("name, rows", [("daftar-pelamar.xlsx", 60), ("rekap-kelurahan.xlsx", 48)])
def test_a_sample_goes_through_the_screen_whole(officer, name, rows):
    address = upload(officer, (SAMPLES / name).read_bytes(), name, expect=303).location
    columns = officer.get(address)
    assert "Uji coba" in columns.text
    officer.post(f"{address}/columns", columns.fields("#mapping_form"), expect=303)
    dry = officer.get(address)
    assert f"Impor {rows} baris" in dry.texts("button")

    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)

    result = officer.get(address)
    assert f"{rows} baris disimpan" in result.text
    assert db.session.query(Applicant).count() == rows
    again = upload(officer, (SAMPLES / name).read_bytes(), name).location
    officer.post(f"{again}/columns", officer.get(again).fields("#mapping_form"), expect=303)
    assert "Tidak ada yang perlu disimpan" in officer.get(again).text
    assert not officer.get(again).soup.select("form[action$='/apply']")


def test_the_import_is_undone_from_its_page(officer):
    address = tried(officer, SITI, person("Budi Santoso"))
    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)
    result = officer.get(address)
    assert "2 baris disimpan" in result.text

    officer.post(f"{address}/undo", result.fields("form[action$='/undo']"), expect=303)

    assert "sudah diurungkan" in officer.get(address).text
    assert db.session.query(Applicant).count() == 0
    assert officer.post(f"{address}/undo", expect=409).status == 409


def test_an_import_that_was_pasted_says_so_and_counts_nobody_after_its_undo(officer):
    officer.post("/applicants", full_name=SITI[0], nik=SITI[1], expect=303)
    address = tried(officer, SITI)
    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)
    assert "orang diperbarui 1 " in officer.get(address).text
    assert "Impor 1 baris dari tempelan" in officer.get("/audit").text

    officer.post(f"{address}/undo", expect=303)

    assert "orang diperbarui 0 " in officer.get(address).text


def test_what_stayed_is_named_with_its_person(officer):
    address = tried(officer, SITI, person("Budi Santoso"))
    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)
    budi = db.session.query(Applicant).filter_by(full_name="Budi Santoso").one()
    budi.height_cm = 170
    db.session.commit()

    officer.post(f"{address}/undo", expect=303)

    page = officer.get(address)
    assert "Budi Santoso: Pelamar sudah diubah lagi" in page.text
    assert page.soup.select(f"a[href='/applicants/{budi.id}']")


def test_the_number_on_the_button_is_the_number_written(officer):
    address = tried(officer, SITI, person("Budi", born="31/02/1999"), person("Cecep", nik="3,67301E+15"), person("Dadang"))
    assert "Impor 2 baris" in officer.get(address).texts("button")

    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)

    assert db.session.query(Applicant).count() == 2


def test_a_fault_is_corrected_where_it_stands(officer):
    address = tried(officer, person("Budi Santoso", born="31/02/1999"))
    page = officer.get(address)
    assert page.one("#cell_2_1")["value"] == "31/02/1999"
    assert "31/02/1999 tidak ada. Contoh: 28/02/1999" in page.text

    part = officer.post(f"{address}/rows/2", cell_2="28/02/1999", show="problems", part="import_body", follow=True)

    assert "Impor 1 baris" in part.texts("hx-partial button")
    assert "<html" not in part.html


def test_after_a_correction_the_next_fault_has_the_focus(officer):
    address = tried(officer, person("Budi", born="31/02/1999"), SITI, person("Cecep", born="30/02/1999"))

    part = officer.post(f"{address}/rows/2", cell_2="28/02/1999", show="problems", part="import_body", follow=True)

    assert [one["data-focus"] for one in part.soup.select("[data-focus]")] == ["cell_4_1"]
    assert part.soup.select("#cell_4_1")


def test_rows_are_filtered_by_result_and_by_kind_of_repair(officer):
    address = tried(officer, SITI, person("Budi", born="31/02/1999"), person("Cecep", wish="masinis"))

    def names(show):
        return officer.get(address, show=show).texts("#import_rows b")

    assert "Siti Rahmawati" in names("new")
    assert names("fault.day") == ["Budi"]
    assert names("warning.occupation") == ["Cecep"]
    assert set(names("refused")) == {"Budi"}
    assert officer.get(address, show="nonsense").status == 200


def test_only_one_page_of_rows_is_sent(officer):
    address = tried(officer, *[person(f"Orang {n}", born=f"{1 + n % 28}/{1 + n % 12}/{1980 + n % 20}") for n in range(120)])

    page = officer.get(address, show="all")

    assert len(page.soup.select("#import_rows tbody tr")) == 50
    assert "1–50 dari 120" in page.text
    assert len(officer.get(address, show="all", page=3).soup.select("#import_rows tbody tr")) == 20


def test_a_row_shows_what_it_changes_from_and_to(officer, make):
    make.applicant("Siti Rahmawati", nik="3673015505000043", birth_date=date(2000, 5, 15), education="SMP", sex="P", phone="+6281234567890")

    page = officer.get(tried(officer, SITI), show="changed")

    assert "Pendidikan: SMP → SMA" in page.text
    assert "Kelurahan: – → Sayar, Taktakan" in page.text
    assert "3673015505000043" not in page.html


def test_whole_numbers_of_identity_are_shown_only_where_they_are_to_be_mended(officer):
    address = begun(officer, SITI)

    assert "3673015505000043" not in officer.get(address).html
    officer.post(f"{address}/columns", officer.get(address).fields("#mapping_form"), expect=303)
    assert "3673015505000043" not in officer.get(address, show="all").html


def test_every_cell_of_a_row_can_be_edited(officer):
    address = tried(officer, person("Budi Santoso"))

    page = officer.get(address, show="all", edit=2)

    assert page.one("#edit_0")["value"] == "Budi Santoso"
    officer.post(f"{address}/rows/2", page.fields("#edit_row form"), cell_0="Budi Hartono", expect=303)
    assert "Budi Hartono" in officer.get(address, show="all").text


def test_a_row_is_left_out_and_taken_in_again(officer):
    address = tried(officer, SITI, person("Budi Santoso"))

    officer.post(f"{address}/rows/3", left="1", expect=303)
    assert "Impor 1 baris" in officer.get(address).texts("button")
    officer.post(f"{address}/rows/3", left="0", expect=303)

    assert "Impor 2 baris" in officer.get(address).texts("button")


def test_refused_rows_come_back_as_a_file_with_their_reason(officer):
    address = tried(officer, SITI, person("Budi", nik="3,67301E+15", note="=1+1"), person("", nik="3673010101990007"))

    answer = officer.get(f"{address}/refused.xlsx", check=False)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))

    assert rows[0][-2:] == ("Alasan ditolak", "Baris asal")
    assert [row[-1] for row in rows[1:]] == ["3", "4"]
    assert "Angka terakhir NIK" in rows[1][-2]
    assert rows[2][1] == "3673010101990007"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert db.session.query(Opening.what).scalar() == "exchange.refused"
    back = upload(officer, answer.data).location
    assert "Nama lengkap" in officer.get(back).text


def test_the_empty_form_is_understood_when_it_comes_back(officer):
    answer = officer.get("/exchange/applicants/template.xlsx", check=False)
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(answer.data)).active[1]]

    begun(officer, ["x"] * len(heads), heads=heads)

    assert run().mapping == {str(at): field for at, field in enumerate(words.TEMPLATE)}


def test_scripts_and_formulas_are_only_words(officer):
    address = tried(officer, person(SCRIPT, note='=HYPERLINK("http://x")'))
    for where in (address, f"{address}?show=all", f"{address}?show=all&edit=2", f"{address}/columns"):
        assert not officer.get(where).soup.select("main script")

    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)

    assert db.session.query(Applicant.full_name).scalar() == SCRIPT
    assert not officer.get(address).soup.select("main script")


@pytest.mark.parametrize("content, name, said", [
    (b"", "a.xlsx", "kosong"), (b"%PDF-1.4 x", "a.pdf", ".pdf tidak dapat dibaca"), (b"%PDF-1.4 x", "a.xlsx", "tidak dapat dibaca"),
    (b"PK\x03\x04broken", "a.xlsx", "rusak"), (b"<html><table><tr><td>x</table>", "a.xls", "halaman web"), (b"\n\n", "a.csv", "kosong"),
    ((SAMPLES / "locked.xlsx").read_bytes(), "locked.xlsx", "kata sandi"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_words(officer, content, name, said):
    page = upload(officer, content, name, expect=422)

    assert said in page.text
    assert db.session.query(Import).count() == 0


def test_a_far_cell_is_named(officer):
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "Nama"
    book.active["A1048576"] = "x"
    book.save(out)

    assert "A1048576" in upload(officer, out.getvalue(), expect=422).text


def test_nothing_chosen_is_told(officer):
    assert "Pilih berkas" in officer.post("/exchange/applicants", expect=422).text


def test_a_file_beyond_the_limit_is_told(officer):
    page = upload(officer, b"a" * (21 * 1024 * 1024), "a.csv", expect=413)

    assert "Paling besar 20 MB" in page.text


def test_a_large_file_waits_for_the_worker(officer):
    rows = [person(f"Orang {n}", born=f"{1 + n % 28}/{1 + n % 12}/{1980 + n % 20}") for n in range(2500)]
    address = officer.post("/exchange/applicants", pasted=pasted(*rows), expect=303).location
    assert "Menunggu giliran" in officer.get(address).text
    assert officer.post(f"{address}/columns", expect=409).status == 409

    work_off()

    page = officer.get(address)
    officer.post(f"{address}/columns", page.fields("#mapping_form"), expect=303)
    work_off()
    officer.post(f"{address}/rows/2", cell_0="Orang Nol", expect=303)
    assert "1 perbaikan belum diuji" in officer.get(address).text
    officer.post(f"{address}/check", expect=303)
    work_off()
    assert "belum diuji" not in officer.get(address).text


def test_a_step_out_of_order_is_told(officer):
    address = begun(officer, SITI)
    assert "uji coba dahulu" in officer.post(f"{address}/apply", plan="1", expect=409).text
    assert officer.post(f"{address}/undo", expect=409).status == 409
    officer.post(f"{address}/columns", officer.get(address).fields("#mapping_form"), expect=303)
    assert "diperbarui" in officer.post(f"{address}/apply", plan="0", expect=409).text
    assert officer.post(f"{address}/apply", plan="x", expect=409).status == 409
    form = apply_form(officer, address)
    officer.post(f"{address}/apply", form, expect=303)

    for step in ("apply", "columns", "check", "cancel", "sheet", "rows/2"):
        assert officer.post(f"{address}/{step}", {**form, "column_0": "full_name"}, expect=409).status == 409
    assert officer.get(f"{address}/columns", expect=302).status == 302


def test_forged_numbers_are_not_found(officer):
    address = tried(officer, SITI)

    assert officer.get("/exchange/999", expect=404).status == 404
    assert officer.post(f"{address}/rows/999", cell_0="x", expect=404).status == 404
    assert officer.get(address, edit=999, expect=404).status == 404
    assert officer.post("/exchange/orders", pasted="x", expect=404).status == 404
    assert officer.post(f"{address}/rows/2", cell_5000="x", cell_x="y", expect=303).status == 303


def test_columns_chosen_twice_or_forged_are_refused(officer):
    address = begun(officer, SITI)

    assert "lebih dari sekali" in officer.post(f"{address}/columns", column_0="full_name", column_1="full_name", expect=422).text
    assert "Pilih kolom untuk Nama lengkap" in officer.post(f"{address}/columns", column_1="nik", expect=422).text
    assert officer.post(f"{address}/columns", column_0="full_name", column_1="stage", expect=422).status == 422
    assert officer.post(f"{address}/sheet", sheet="x", headings="-1", expect=422).status == 422
    assert officer.post(f"{address}/sheet", sheet="77", headings="", expect=303).status == 303


def test_another_sheet_is_chosen_on_the_page(officer):
    content = workbook(("Satu", [SITI]), ("Lain", [["x"], person("Budi Santoso")]))
    address = upload(officer, content).location

    officer.post(f"{address}/sheet", sheet="1", headings="1", expect=303)

    assert run().chosen == [1]


def test_raw_rows_are_only_for_who_may_import(officer, client_of):
    address = tried(officer, SITI)

    for role in ("head", "viewer", "trainer", "admin"):
        client = client_of(role)
        for where in (address, f"{address}/refused.xlsx", f"{address}/columns", "/exchange"):
            assert client.get(where, expect=403).status == 403
        assert client.post("/exchange/applicants", pasted="x", expect=403).status == 403


def test_the_history_names_file_state_and_counts(officer):
    address = tried(officer, SITI)
    assert "Uji coba" in officer.get("/exchange").text
    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)

    page = officer.get("/exchange")

    assert "Selesai" in page.text
    assert "Officer Satu" in page.text


def test_a_cancelled_import_leaves_nothing(officer):
    address = tried(officer, SITI)

    officer.post(f"{address}/cancel", expect=303)

    assert "dibatalkan" in officer.get(address).text
    assert db.session.query(ImportRow).count() == 0


def test_every_reason_has_words_and_a_kind_of_repair(app):
    from serang.common.rules import days, nik
    from serang.common.words import SENTENCES

    codes = {code for kind in KINDS.values() for code in kind}

    assert codes >= {*REASONS, *days.REASONS, *nik.REASONS}
    assert codes <= set(SENTENCES)
    assert set(KINDS) == set(words.REPAIRS)
    assert {column.field for column in PEOPLE if column.field} == set(words.LABELS)


def test_every_kind_of_fault_is_said_on_the_page(officer, make):
    make.applicant("Wahyu Pratama", nik="3673010101990001", birth_date=date(1990, 3, 3))
    address = tried(
        officer, SITI, SITI, person(""), person("12345"), person("A" * 160), person("Rounded", nik="3,67301E+15"), person("Nol", nik="3673010101990000"),
        person("Pendek", nik="12345"), person("Bulan", nik="3673011513990001"), person("Huruf", nik="36730101019900AB"),
        person("Tiga Belas", born="01/13/1999"), person("Esok", born="01/01/2099"), person("Kata", born="kemarin"), person("Muda", born="01/01/2022"),
        person("Tinggi", score="240"), person("Kata Nilai", score="lulus"), person("Jauh", kelurahan="Mojokerto", kecamatan=""),
        person("Dua Sukawana", kelurahan="Sukawana", kecamatan=""), person("Masinis", wish="masinis"), person("Sekolah", education="paket X"),
        person("Kelamin", sex="?"), person("Telepon", phone="0812-34"), person("Lain", nik="3673010101990001"),
        person("Beda", nik="3604016210890002", born="01/01/1999"), person("Nama Sama", nik="3673010102990001"), person("Nama Sama", nik="3673010102990002"),
    )  # fmt: skip
    page = officer.get(address)
    tally = run().counts["repairs"]

    assert set(tally["fault"]) | set(tally["warning"]) == set(KINDS)
    for side, kinds in tally.items():
        for kind, rows in kinds.items():
            shown = officer.get(address, show=f"{side}.{kind}")
            assert len({row["id"] for row in shown.soup.select("#import_rows tr[id]")}) == rows, kind
    assert page.status == 200
    assert officer.get(f"{address}/refused.xlsx", check=False).status == 200
    assert officer.get(address, show="all").status == 200


def test_further_phones_are_read_only_by_who_may_see_phones(officer, client_of):
    address = tried(officer, person("Budi Santoso", phone="081234567890 / 081398765432", note="rajin"))
    officer.post(f"{address}/apply", apply_form(officer, address), expect=303)
    budi = db.session.query(Applicant).one()
    form = officer.get(f"/applicants/{budi.id}/edit").fields(f"form[action='/applicants/{budi.id}']")
    officer.post(f"/applicants/{budi.id}", form | {"phone_more": "081398765432 (istri)"}, expect=303)

    assert (budi.phone, budi.phone_more, budi.note) == ("+6281234567890", "081398765432 (istri)", "rajin")
    for role, sees in (("viewer", False), ("officer", True), ("head", True)):
        client = client_of(role)
        pages = [client.get(f"/applicants/{budi.id}", tab=tab).text for tab in ("data", "history")]
        pages.append(client.get("/applicants", columns="phone,note").text)
        assert ["081398765432" in page for page in pages] == [sees, sees, False]


def at_once(*sends):
    """The statuses of requests that are sent at the same time."""
    gate, statuses = Barrier(len(sends)), [0] * len(sends)

    def one(at, send):
        gate.wait()
        statuses[at] = send().status_code

    db.session.commit()
    db.session.remove()
    threads = [Thread(target=Context().run, args=(one, at, send)) for at, send in enumerate(sends)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.mark.parametrize("second", ["apply", "cancel", "columns"])
def test_two_officers_at_one_import(officer, client_of, second):
    other = client_of("officer", sensitive=True)
    address = tried(officer, *(person(f"Orang {chr(65 + n % 26)}{chr(97 + n // 26)}r") for n in range(150)))
    plan, new, mapping = run().plan_no, run().counts["new"], officer.get(f"{address}/columns").fields("#mapping_form")
    mine = {"csrf_token": officer.token(), "plan": plan}
    theirs = {"apply": {"plan": plan}, "cancel": {}, "columns": mapping}[second] | {"csrf_token": other.token()}

    statuses = at_once(
        lambda: officer.http.post(f"{address}/apply", data=mine),
        lambda: other.http.post(f"{address}/{second}", data=theirs),
    )

    people = db.session.query(Applicant).count()
    assert (run().state, people) in {"apply": [("applied", new)], "cancel": [("applied", new), ("cancelled", 0)]}.get(
        second, [("applied", new), ("planned", 0)]
    )
    assert 303 in statuses
    assert second != "apply" or 409 in statuses
