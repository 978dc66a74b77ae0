"""Evidence of a person: added, changed by two, removed and taken back; the score that follows; the photo."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult, Wish
from serang.applicants.operations import evidence as operations
from serang.applicants.queries import evidence
from serang.applicants.rules import eps_score
from serang.db import db
from serang.web.clock import now, today

TYPED = {
    "languages": {"test": "EPS_TOPIK", "result": "178", "taken_on": "17/06/2026"},
    "certificates": {"code": "caregiver", "issued_on": "2026-05-29", "number": "LSP/1"},
    "experiences": {"field": "care_worker", "months": "28", "company": "RS Sari"},
    "wishes": {"occupation": "welder", "country": "KR"},
}
SHOWN = {"languages": "178", "certificates": "Pengasuh lansia", "experiences": "2 tahun 4 bulan", "wishes": "Juru las"}


def score_of(person):
    return db.session.get(Applicant, person.id).eps_score


@pytest.mark.parametrize(
    "sittings, score",
    [
        ([], None),
        ([(150, None, None)], 150),
        ([(150, date(2026, 1, 1), date(2028, 1, 1)), (120, date(2026, 6, 1), date(2028, 6, 1))], 150),
        ([(180, date(2022, 1, 1), date(2024, 1, 1)), (120, date(2026, 6, 1), date(2028, 6, 1))], 120),
        ([(180, date(2022, 1, 1), date(2024, 1, 1))], 180),
        ([(None, date(2026, 1, 1), None), (90, None, None)], 90),
    ],
)
def test_the_score_that_counts_is_the_best_still_valid_at_the_last_sitting(sittings, score):
    assert eps_score(sittings) == score
    assert eps_score(sittings[::-1]) == score


@pytest.mark.parametrize("kind", TYPED)
def test_a_row_is_added_in_its_card(officer, make, kind):
    person = make.applicant()
    card = officer.get(f"/applicants/{person.id}/{kind}/new", part=kind)

    page = officer.post(f"/applicants/{person.id}/{kind}", card.fields("form") | TYPED[kind], part=kind, expect=303, follow=True)

    assert SHOWN[kind] in page.text
    assert page.soup.select_one("#person_gate[hx-swap-oob]")


@pytest.mark.parametrize("kind", TYPED)
def test_a_row_is_added_without_script(officer, make, kind):
    person = make.applicant()
    form = officer.get(f"/applicants/{person.id}/{kind}/new").fields(f"#{kind}_form")

    page = officer.post(f"/applicants/{person.id}/{kind}", form | TYPED[kind], expect=303, follow=True)

    assert SHOWN[kind] in " ".join(page.texts(f"#{kind}"))


@pytest.mark.parametrize("kind", TYPED)
def test_a_removed_row_comes_back_by_the_message(officer, make, kind):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/{kind}", TYPED[kind], expect=303)
    (row,) = db.session.query(evidence.MODELS[kind]).all()
    before = evidence.values(kind, row)

    page = officer.post(f"/applicants/{person.id}/{kind}/{row.id}/remove", expect=303, follow=True)
    assert db.session.query(evidence.MODELS[kind]).count() == 0
    officer.post(page.one(".toast:last-child form")["action"], expect=303)

    (again,) = db.session.query(evidence.MODELS[kind]).all()
    assert evidence.values(kind, again) == before


def test_the_last_day_of_a_result_is_worked_out_unless_typed(officer, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/languages", TYPED["languages"], expect=303)
    officer.post(f"/applicants/{person.id}/languages", TYPED["languages"] | {"valid_until": "1/1/2027"}, expect=303)
    officer.post(f"/applicants/{person.id}/languages", test="JLPT", result="n4", taken_on="2026-07-05", expect=303)

    rows = db.session.query(LanguageResult).order_by(LanguageResult.id).all()
    assert [row.valid_until for row in rows] == [date(2028, 6, 17), date(2027, 1, 1), None]
    assert [(row.score, row.level) for row in rows] == [(178, None), (178, None), (None, "N4")]


@pytest.mark.parametrize(
    "test, result, words",
    [
        ("EPS_TOPIK", "201", "bernilai 0 sampai 200"),
        ("JLPT", "N6", "bertingkat N5 sampai N1"),
        ("TOPIK", "7", "bertingkat 1 sampai 6"),
        ("EPS_TOPIK", "banyak", "bernilai 0 sampai 200"),
        ("EPS_TOPIK", "", "Isi Hasil"),
        ("TOEFL", "500", "tidak ada dalam daftar"),
    ],
)
def test_a_result_that_cannot_be_is_refused_and_stays_typed(officer, make, test, result, words):
    page = officer.post(f"/applicants/{make.applicant().id}/languages", test=test, result=result, expect=422)

    assert words in page.text
    assert page.one("#result").get("value", "") == result
    assert db.session.query(LanguageResult).count() == 0


def test_days_that_cannot_be_are_refused(officer, make):
    person = make.applicant()

    officer.post(f"/applicants/{person.id}/languages", TYPED["languages"] | {"taken_on": "31/02/2026"}, expect=422)
    officer.post(f"/applicants/{person.id}/languages", TYPED["languages"] | {"taken_on": "1/1/2099"}, expect=422)
    officer.post(f"/applicants/{person.id}/languages", TYPED["languages"] | {"valid_until": "1/1/2020"}, expect=422)
    officer.post(f"/applicants/{person.id}/certificates", code="caregiver", issued_on="2026-01-02", valid_until="2026-01-01", expect=422)
    officer.post(f"/applicants/{person.id}/experiences", field="welder", started_on="2024-05-01", ended_on="2024-04-01", expect=422)


def test_months_are_worked_out_from_the_days_unless_typed(officer, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/experiences", field="welder", started_on="2023-01-10", ended_on="2025-03-09", expect=303)
    officer.post(f"/applicants/{person.id}/experiences", field="welder", started_on="2023-01-10", months="7", expect=303)

    assert [row.months for row in db.session.query(Experience).order_by(Experience.id)] == [25, 7]
    assert "Isi lamanya" in officer.post(f"/applicants/{person.id}/experiences", field="welder", expect=422).text


def test_work_that_goes_on_counts_until_today(make):
    person = make.applicant()

    row = operations.add(person, "experiences", on=date(2026, 11, 25), at=now(), field="welder", started_on=date(2026, 1, 25), months=None)

    assert row.months == 10


def test_a_skill_of_the_list_gives_the_name_and_another_needs_one(officer, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/certificates", code="", name="", expect=422)
    officer.post(f"/applicants/{person.id}/certificates", code="", name="Mengemudi forklift", expect=303)
    officer.post(f"/applicants/{person.id}/certificates", code="welding_3g", expect=303)

    assert [(row.code, row.name) for row in db.session.query(Certificate).order_by(Certificate.id)] == [
        ("other", "Mengemudi forklift"),
        ("welding_3g", "Las SMAW 3G"),
    ]


def test_wishes_keep_their_order_when_one_is_removed_and_comes_back(officer, make):
    person = make.applicant()
    for code in ("welder", "electrician", "kaigo"):
        officer.post(f"/applicants/{person.id}/wishes", occupation=code, expect=303)
    first = db.session.query(Wish).order_by(Wish.rank).first()

    page = officer.post(f"/applicants/{person.id}/wishes/{first.id}/remove", expect=303, follow=True)
    officer.post(f"/applicants/{person.id}/wishes", occupation="farm_worker", expect=303)
    officer.post(page.one(".toast:last-child form")["action"], expect=303)

    assert [row.occupation for row in db.session.query(Wish).order_by(Wish.rank)] == ["welder", "electrician", "kaigo", "farm_worker"]


def test_the_score_follows_the_results_whatever_happens_to_them(officer, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/languages", TYPED["languages"], expect=303)
    assert score_of(person) == 178
    (row,) = db.session.query(LanguageResult).all()

    officer.post(f"/applicants/{person.id}/languages/{row.id}", TYPED["languages"] | {"result": "90"}, expect=303)
    assert score_of(person) == 90
    officer.post(f"/applicants/{person.id}/languages/{row.id}", test="TOPIK", result="3", expect=303)
    assert score_of(person) is None
    officer.post(f"/applicants/{person.id}/languages/{row.id}", TYPED["languages"], expect=303)
    page = officer.post(f"/applicants/{person.id}/languages/{row.id}/remove", expect=303, follow=True)
    assert score_of(person) is None

    officer.post(page.one(".toast:last-child form")["action"], expect=303)
    assert score_of(person) == 178


def test_two_people_changing_one_row_see_what_the_other_stored(officer, make):
    person = make.applicant()
    row = make.language(person, score=150)
    form = officer.get(f"/applicants/{person.id}/languages/{row.id}/edit").fields("#languages_form")
    operations.alter(
        person,
        "languages",
        row.id,
        on=today(),
        at=now(),
        test="EPS_TOPIK",
        score=160,
        level=None,
        taken_on=None,
        valid_until=None,
        certificate_no=None,
    )
    db.session.commit()

    page = officer.post(f"/applicants/{person.id}/languages/{row.id}", form | {"result": "170"}, expect=409)

    assert "Tersimpan sekarang: EPS-TOPIK 160" in page.text
    assert page.one("#result")["value"] == "170"
    assert db.session.get(LanguageResult, row.id).score == 160
    officer.post(f"/applicants/{person.id}/languages/{row.id}", page.fields("#languages_form"), expect=303)
    assert db.session.get(LanguageResult, row.id).score == 170


def test_a_row_of_somebody_else_is_not_there(officer, make):
    person, other = make.applicant(), make.applicant()
    row = make.language(other)

    for address in (f"languages/{row.id}/edit", "languages/999/edit", "nothing/new"):
        officer.get(f"/applicants/{person.id}/{address}", expect=404)
    officer.post(f"/applicants/{person.id}/languages/{row.id}", TYPED["languages"], expect=404)
    officer.post(f"/applicants/{person.id}/languages/{row.id}/remove", expect=404)


@pytest.mark.parametrize("role", ["head", "viewer", "trainer", "admin"])
def test_only_officers_write_evidence(client_of, make, role):
    person = make.applicant()
    row = make.language(person)
    client = client_of(role)

    for address in ("languages", f"languages/{row.id}", f"languages/{row.id}/remove", "photo", "photo/remove", "facts", "notes"):
        client.post(f"/applicants/{person.id}/{address}", expect=403)


def portrait(size=(300, 400)):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def test_a_photo_is_kept_shown_replaced_and_taken_back(officer, make):
    person = make.applicant()

    page = officer.post(f"/applicants/{person.id}/photo", photo=(BytesIO(portrait()), "../../saya.php"), expect=303, follow=True)

    address = page.one(".ident img")["src"]
    shown = officer.get(address)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(shown.data)).size == (300, 400)
    officer.post(page.one(".toast:last-child form")["action"], expect=303)
    officer.get(f"/applicants/{person.id}/photo.jpg", expect=404)


def test_a_photo_that_is_none_is_refused_and_nothing_changes(officer, make):
    person = make.applicant()

    page = officer.post(f"/applicants/{person.id}/photo", photo=(BytesIO(b"<svg onload=alert(1)>"), "foto.jpg"), expect=422)

    assert "Hanya JPG atau PNG" in page.text
    assert "kosong" in officer.post(f"/applicants/{person.id}/photo", expect=422).text
    assert db.session.get(Applicant, person.id).photo is None


def test_a_photo_is_seen_by_who_sees_the_person(officer, viewer, trainer, admin, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/photo", photo=(BytesIO(portrait()), "a.jpg"), expect=303)

    viewer.get(f"/applicants/{person.id}/photo.jpg")
    trainer.get(f"/applicants/{person.id}/photo.jpg", expect=404)
    admin.get(f"/applicants/{person.id}/photo.jpg", expect=403)
