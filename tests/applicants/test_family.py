"""Schools and family of a person: typed, shown to who may, logged, merged, printed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from serang.applicants.models import Applicant, Relative, Schooling
from serang.audit import operations as audit
from serang.audit.models import Act, Change
from serang.db import db
from serang.web.clock import now


@pytest.fixture
def siti(make):
    person = make.applicant("Siti Aminah")
    db.session.commit()
    return person


def mother(officer, person, **values):
    officer.post(
        f"/applicants/{person.id}/relatives",
        {"relation": "mother", "name": "Nur Laila", "phone": "0812 3456 7890", "consents": "y"} | values,
        expect=303,
    )
    return db.session.query(Relative).order_by(Relative.id.desc()).first()


def test_a_relative_with_the_permission_is_kept_and_shown(officer, siti):
    row = mother(officer, siti, birth_date="1 Mei 1970")

    page = officer.get(f"/applicants/{siti.id}?tab=data").text

    assert (row.phone, row.consents, row.emergency) == ("+6281234567890", True, False)
    assert all(words in page for words in ("Nur Laila", "Ibu", "1 Mei 1970", "0812-3456-7890", "Memberi izin"))


def test_the_family_is_closed_to_others(officer, client_of, siti):
    row = mother(officer, siti)
    for role in ("viewer", "trainer"):
        page = client_of(role).get(f"/applicants/{siti.id}?tab=data", expect=None)
        assert page.status != 200 or "Nur Laila" not in page.text
        client_of(role).post(f"/applicants/{siti.id}/relatives/{row.id}/remove", expect=403)
    history = client_of("viewer").get(f"/applicants/{siti.id}?tab=history").text
    assert "Nur Laila" not in history
    assert "3456" not in history


@pytest.mark.parametrize(
    "kind, values, words",
    [
        ("relatives", {"relation": "mother", "name": ""}, "Isi Nama"),
        ("relatives", {"relation": "mother", "name": "Nur", "birth_date": "2099-01-01"}, "belum lewat"),
        ("relatives", {"relation": "neighbour", "name": "Nur"}, "tidak ada dalam daftar"),
        ("schools", {"level": "SMA", "school": "SMAN 1", "started_year": "2017", "finished_year": "2014"}, "setelah tahun masuk"),
        ("schools", {"level": "SMA", "school": "SMAN 1", "finished_year": "2090"}, "belum lewat"),
        ("schools", {"level": "", "school": "SMAN 1"}, "Isi Jenjang"),
    ],
)
def test_bad_rows_are_refused_in_words_and_stay_typed(officer, siti, kind, values, words):
    page = officer.post(f"/applicants/{siti.id}/{kind}", values, expect=422)

    assert words in page.text
    assert db.session.query(Relative).count() + db.session.query(Schooling).count() == 0
    typed = next(value for name, value in values.items() if name in ("name", "school"))
    assert page.soup.select_one("#name, #school").get("value", "") == typed


def test_schools_stand_newest_first_and_can_be_taken_back(officer, siti):
    for school, year in (("SMPN 2", "2014"), ("SMKN 1", "2017")):
        officer.post(
            f"/applicants/{siti.id}/schools", level="SMK" if year == "2017" else "SMP", school=school, finished_year=year, expect=303
        )
    last = db.session.query(Act).order_by(Act.id.desc()).first()

    page = officer.get(f"/applicants/{siti.id}?tab=data").soup
    assert [row.text for row in page.select("#schools tbody th .mut")] == ["SMKN 1", "SMPN 2"]
    audit.undo(last, today_at=now())
    db.session.commit()
    assert [row.school for row in db.session.query(Schooling)] == ["SMPN 2"]


def school(officer, person, level, year="", address="", **how):
    typed = {"level": level, "school": f"{level} Negeri 1", "finished_year": year}
    return officer.post(f"/applicants/{person.id}/schools{address}", typed, expect=303, follow=True, **how)


def test_a_higher_school_raises_the_education_and_undo_takes_both_back(officer, make):
    person = make.applicant(education="SMA")

    page = school(officer, person, "S1", "2021")

    assert "Riwayat pendidikan ditambahkan. Pendidikan terakhir menjadi S1." in page.text
    assert (person.education, person.version) == ("S1", 2)
    officer.post(page.one(".toast:last-child form")["action"], expect=303)
    assert person.education == "SMA"
    assert db.session.query(Schooling).count() == 0


def test_the_education_beside_the_card_follows(officer, make):
    person = make.applicant()

    part = school(officer, person, "SMK", part="schools")

    assert part.texts("#schooling[hx-swap-oob], #schooling_short[hx-swap-oob]") == ["SMK", "SMK"]
    assert "Pendidikan terakhir menjadi" not in school(officer, person, "SMP", "2014").text


def test_a_changed_row_raises_and_a_removed_one_leaves_a_hint(officer, make):
    person = make.applicant(education="SMA")
    assert "Pendidikan terakhir menjadi" not in school(officer, person, "S1").text
    row = db.session.query(Schooling).one()

    page = school(officer, person, "S1", "2021", address=f"/{row.id}")
    assert "Riwayat pendidikan disimpan. Pendidikan terakhir menjadi S1." in page.text
    hint = "Pendidikan S1 belum ada riwayat sekolahnya."
    assert hint not in officer.get(f"/applicants/{person.id}?tab=data").text

    school(officer, person, "D3", "2021", address=f"/{row.id}")
    assert person.education == "S1"
    assert hint in officer.get(f"/applicants/{person.id}?tab=data").text
    officer.post(f"/applicants/{person.id}/schools/{row.id}/remove", part="schools", expect=303, follow=True)
    assert person.education == "S1"
    assert hint not in officer.get(f"/applicants/{person.id}?tab=data").text


def test_the_education_goes_on_merging_with_who_edits_the_person(officer, make):
    person = make.applicant(education="SMA")
    form = officer.get(f"/applicants/{person.id}/facts").fields("#facts_form")
    school(officer, person, "S1", "2021")

    officer.post(f"/applicants/{person.id}/facts", form | {"major": "Teknik"}, expect=303)

    assert (person.education, person.major) == ("S1", "Teknik")


def test_two_who_change_one_row_are_told(officer, siti):
    row = mother(officer, siti)
    form = officer.get(f"/applicants/{siti.id}/relatives/{row.id}/edit").fields("#relatives_form")
    row.name = "Nur Laila Sari"
    db.session.commit()

    page = officer.post(f"/applicants/{siti.id}/relatives/{row.id}", form | {"phone": "0813"}, expect=409)

    assert "Ibu Nur Laila Sari" in page.text


def test_a_merge_takes_family_and_schools_along(officer, make, siti):
    from serang.applicants.operations import merge

    other = make.applicant("Siti Aminah")
    mother(officer, other)
    officer.post(f"/applicants/{other.id}/schools", level="SMA", school="SMAN 1", expect=303)
    merge(siti.id, other.id, choices={}, versions={}, account_id=None, at=now())
    db.session.commit()

    assert {row.applicant_id for row in (*db.session.query(Relative), *db.session.query(Schooling))} == {siti.id}


def test_they_are_printed_in_the_language_of_the_sheet(officer, siti):
    mother(officer, siti)
    officer.post(f"/applicants/{siti.id}/schools", level="SMA", school="SMAN 1 Serang", major="IPA", finished_year="2017", expect=303)

    korean = officer.get(f"/applicants/{siti.id}/print?lang=ko").text

    assert all(words in korean for words in ("가족사항", "어머니", "Nur Laila", "학력사항", "SMAN 1 Serang", "IPA"))
    assert "3456" not in korean


@pytest.mark.parametrize("role, seen", [("officer", True), ("head", True), ("viewer", False)])
def test_the_family_is_printed_only_for_who_may_see_it(officer, client_of, siti, role, seen):
    mother(officer, siti)
    client, asked = client_of(role), f"/applicants/{siti.id}/print"

    paper = PdfReader(BytesIO(client.http.get(f"{asked}.pdf").data))

    for words in (client.get(asked).text, client.get("/applicants/print", ids=siti.id).text, paper.pages[0].extract_text()):
        assert ("Nur Laila" in words) is seen


def test_the_log_says_what_changed_for_who_may_see_it(officer, siti):
    row = mother(officer, siti)
    form = officer.get(f"/applicants/{siti.id}/relatives/{row.id}/edit").fields("#relatives_form")
    officer.post(f"/applicants/{siti.id}/relatives/{row.id}", form | {"name": "Nur Laila Sari"}, expect=303)

    change = db.session.query(Change).filter_by(table="relatives", kind="changed").one()
    assert (change.old, change.new) == ("Nur Laila", "Nur Laila Sari")
    assert "Nur Laila Sari" in officer.get(f"/applicants/{siti.id}?tab=history").text


def test_a_school_finished_raises_the_education_in_the_same_act(officer, siti):
    siti.education = "SMP"
    db.session.commit()
    school = {"school": "Untirta", "started_year": "2016"}
    officer.post(f"/applicants/{siti.id}/schools", data=school | {"level": "S1"}, expect=303)
    assert db.session.get(Applicant, siti.id).education == "SMP"  # not finished
    page = officer.post(f"/applicants/{siti.id}/schools", data=school | {"level": "SMA", "finished_year": "2019"}, follow=True)
    assert "Pendidikan terakhir menjadi SMA." in page.text
    assert db.session.get(Applicant, siti.id).education == "SMA"

    officer.post(f"/applicants/{siti.id}/schools", data=school | {"level": "SMK", "finished_year": "2019"}, expect=303)
    officer.post(f"/applicants/{siti.id}/schools", level="SD", school="SDN 1", finished_year="2010", expect=303)
    assert db.session.get(Applicant, siti.id).education == "SMA"  # equal or lower changes nothing

    row = db.session.query(Schooling).filter_by(level="S1").one()
    officer.post(f"/applicants/{siti.id}/schools/{row.id}", data=school | {"level": "S1", "finished_year": "2020"}, expect=303)
    assert db.session.get(Applicant, siti.id).education == "S1"
    act = db.session.query(Act).order_by(Act.id.desc()).first()
    officer.post(f"/audit/acts/{act.id}/undo", expect=303)

    db.session.expire_all()
    assert db.session.get(Applicant, siti.id).education == "SMA"
    assert db.session.get(Schooling, row.id).finished_year is None
