"""/applicants/<id>/stage, /applicants/bulk/stage, and the ways out and back."""

from datetime import date

import pytest

from serang.db import db
from serang.stages import operations, queries
from serang.web.clock import now, today
from tests.stages.test_operations import ready_for_verification


def test_the_dialog_names_what_is_missing_with_the_act_beside_it(officer, make):
    person = make.applicant("Siti Aminah")

    page = officer.get(f"/applicants/{person.id}/stage", stage="verified")

    assert "NIK belum diisi" in page.text
    assert "KTP-el belum ada" in page.text
    assert page.soup.select_one(f'.req a[href="/applicants/{person.id}/edit"]')
    assert "Pindahkan" not in page.text


def test_a_person_is_moved_and_the_message_can_take_it_back(officer, make):
    person = ready_for_verification(make)
    form = officer.get(f"/applicants/{person.id}/stage").fields("main dialog form")

    page = officer.post(f"/applicants/{person.id}/stage", form, expect=303, follow=True)

    assert db.session.get(type(person), person.id).stage == "verified"
    assert "menjadi Terverifikasi" in page.text
    undo = page.one(".toast form")["action"]
    officer.post(undo, expect=303)
    assert db.session.get(type(person), person.id).stage == "registered"


def test_a_missing_reason_is_asked_in_place_and_nothing_moves(officer, make):
    person = make.applicant(stage="verified")
    make.document(person, "diploma", valid_until=None)

    page = officer.post(f"/applicants/{person.id}/stage", stage="selected", seen="verified", expect=422)

    assert "Tulis alasannya" in page.text
    assert db.session.get(type(person), person.id).stage == "verified"


def test_a_gate_that_is_not_met_refuses_the_officer(officer, make):
    person = make.applicant()

    page = officer.post(f"/applicants/{person.id}/stage", stage="ready", reason="x", expect=409)

    assert "Belum dapat ke Siap dicalonkan" in page.text


def test_only_the_head_lets_pass_what_is_open(officer, head, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/stage/override", stage="verified", reason="x", expect=403)
    head.post(f"/applicants/{person.id}/stage", stage="verified", reason="x", expect=403)

    head.post(f"/applicants/{person.id}/stage/override", stage="verified", seen="registered", reason="Surat kepala", expect=303)

    assert db.session.get(type(person), person.id).stage == "verified"
    assert "dengan pengecualian" in officer.get(f"/applicants/{person.id}").text


def test_two_officers_moving_one_person_clash(officer, make):
    person = ready_for_verification(make)
    operations.move(person, stage="verified", on=today(), at=now(), account_id=None)
    db.session.commit()

    page = officer.post(f"/applicants/{person.id}/stage", stage="verified", seen="registered", expect=409)

    assert "baru saja diubah orang lain" in page.text


def test_health_papers_are_not_named_to_who_may_not_see_them(officer, client_of, make):
    person = make.applicant(stage="selected")

    plain = officer.get(f"/applicants/{person.id}/stage", stage="ready").text
    trusted = client_of("officer", sensitive=True).get(f"/applicants/{person.id}/stage", stage="ready").text

    assert "Surat sehat" not in plain
    assert "dokumen tertutup" in plain
    assert "Surat sehat (MCU) belum ada" in trusted


def test_a_bulk_dialog_says_before_what_it_will_do(officer, make):
    fine, short = ready_for_verification(make, full_name="Ani Lengkap"), make.applicant("Budi Kurang")

    page = officer.post("/applicants/bulk/stage", {"ids": [fine.id, short.id], "stage": "verified"}, expect=200)

    assert "1 dapat diubah, 1 tidak" in page.text
    assert "Budi Kurang" in page.text
    assert "NIK belum diisi" in page.text
    assert db.session.get(type(fine), fine.id).stage == "registered"


def test_a_bulk_move_does_what_the_forecast_said_and_reports_who_stayed(officer, make):
    people = [ready_for_verification(make, full_name=f"Ani {n}") for n in range(2)] + [make.applicant("Budi Kurang")]
    ids = [person.id for person in people]
    forecast = queries.forecast(ids, "verified", today())

    page = officer.post("/applicants/bulk/stage", {"ids": ids, "stage": "verified", "go": "verified"}, expect=303, follow=True)

    assert page.texts("h1") == ["2 diubah, 1 tidak"]
    assert [a.get_text() for a in page.soup.select("tbody a")] == [line.full_name for line in forecast.first]
    assert [db.session.get(type(p), p.id).stage for p in people] == ["verified", "verified", "registered"]
    officer.post(page.soup.select_one(".head form")["action"], expect=303)
    assert {db.session.get(type(p), p.id).stage for p in people} == {"registered"}


def test_all_of_a_list_are_found_by_its_address(officer, make):
    people = [ready_for_verification(make, full_name=f"Ani {n}") for n in range(3)]
    make.applicant("Budi Lain")

    everyone = {"all": "1", "query": "q=ani", "stage": "verified"}
    form = officer.post("/applicants/bulk/stage", everyone, expect=200).fields("form[action='/applicants/bulk/stage']")
    officer.post("/applicants/bulk/stage", form | {"go": "verified"}, expect=303)

    assert {db.session.get(type(p), p.id).stage for p in people} == {"verified"}


def test_a_bulk_move_to_the_selection_wants_its_grounds(officer, make):
    person = make.applicant(stage="verified")
    make.document(person, "diploma", valid_until=None)

    page = officer.post("/applicants/bulk/stage", {"ids": [person.id], "stage": "selected", "go": "selected"}, expect=422)

    assert "Tulis alasannya" in page.text
    officer.post("/applicants/bulk/stage", {"ids": [person.id], "stage": "selected", "go": "selected", "reason": "BA 12"}, expect=303)
    assert db.session.get(type(person), person.id).stage == "selected"


def test_the_forecast_alone_is_given_when_the_stage_is_chosen(officer, make):
    person = make.applicant()

    page = officer.post("/applicants/bulk/stage", {"ids": [person.id], "stage": "ready"}, part="bulk_forecast", expect=200)

    assert not page.soup.select("dialog")
    assert page.one("#bulk_foot[hx-swap-oob]").get_text().strip() == ""
    assert "0 dapat diubah, 1 tidak" in page.text


def test_a_stage_chosen_after_the_forecast_is_looked_at_first(officer, make):
    person = ready_for_verification(make)

    page = officer.post("/applicants/bulk/stage", {"ids": [person.id], "stage": "verified", "go": "ready"}, expect=200)

    assert page.one("#bulk_go")["value"] == "verified"
    assert db.session.get(type(person), person.id).stage == "registered"


def test_nobody_chosen_is_said(officer):
    page = officer.post("/applicants/bulk/stage", {"stage": "ready"}, expect=409)

    assert "pilih" in page.one("main").get_text().lower()


def test_a_report_is_for_who_made_the_move(officer, client_of, account, make):
    person = ready_for_verification(make)
    page = officer.post("/applicants/bulk/stage", {"ids": [person.id], "stage": "verified", "go": "verified"}, expect=303)

    client_of("officer", True).get(page.location.split("?")[0], expect=403)


def test_waiting_and_going_on(officer, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/hold", expect=422)

    officer.post(f"/applicants/{person.id}/hold", reason="sick", expect=303)

    assert "Ditunda: Alasan kesehatan" in officer.get(f"/applicants/{person.id}").text
    officer.post(f"/applicants/{person.id}/resume", expect=303)
    assert db.session.get(type(person), person.id).hold_reason is None


def test_giving_up_needs_a_reason_from_the_list_and_can_be_taken_back(officer, make):
    person = make.applicant(stage="ready")
    officer.post(f"/applicants/{person.id}/withdraw", reason="bosan", expect=422)

    officer.post(f"/applicants/{person.id}/withdraw", reason="family", note="Ibu sakit", expect=303)

    page = officer.get(f"/applicants/{person.id}")
    assert "Mundur" in page.text
    assert not page.soup.select("#next_stage")
    officer.post(f"/applicants/{person.id}/return", expect=303)
    assert db.session.get(type(person), person.id).exit_reason is None


def test_who_gives_up_gives_the_place_on_an_order_back(officer, make):
    person, order = make.applicant(stage="nominated"), make.order()
    place = make.match(person, order, "nominated")
    assert order.number in officer.get(f"/applicants/{person.id}/withdraw").text

    page = officer.post(f"/applicants/{person.id}/withdraw", reason="family", expect=303, follow=True)

    assert db.session.get(type(place), place.id).state == "withdrawn"
    officer.post(page.one(".toast:last-child form")["action"], expect=303)
    again = db.session.get(type(person), person.id)
    assert (again.exit_reason, again.stage, db.session.get(type(place), place.id).active) == (None, "nominated", True)


@pytest.mark.parametrize("role", ["head", "viewer", "admin"])
@pytest.mark.parametrize("address", ["stage", "hold", "resume", "return"])
def test_only_officers_move_people(client_of, make, role, address):
    person = make.applicant()

    client_of(role).post(f"/applicants/{person.id}/{address}", stage="verified", reason="sick", expect=403)


def test_a_trainer_sees_the_gate_of_own_people_only(trainer, account, make):
    stranger, own = make.applicant(), make.applicant(birth_date=date(2000, 1, 1))
    make.enrolment(make.batch(trainer_id=account("trainer").id), own)

    trainer.get(f"/applicants/{stranger.id}/stage", expect=404)
    assert "Pindahkan" not in trainer.get(f"/applicants/{own.id}/stage").text
