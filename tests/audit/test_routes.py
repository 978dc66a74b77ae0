"""/audit."""

from serang.applicants.models import Applicant
from serang.audit.models import Act
from serang.db import db
from serang.settings import queries as settings
from serang.web.clock import now
from serang.worker import work_off


def test_the_head_sees_who_did_what_and_the_admin_sees_no_values(admin, head):
    admin.post("/settings", data=admin.get("/settings").fields("main form") | {"city": "Serang Baru"}, expect=303)
    act = db.session.query(Act).filter_by(title="settings.office").one()

    assert "Admin Satu" in head.get("/audit").text
    assert "Serang Baru" in head.get(f"/audit/acts/{act.id}").text
    assert settings.office()["city"] == "Serang Baru"


def test_an_officer_takes_back_own_acts_and_not_those_of_others(officer, client_of, make):
    order = make.order(title="Perawat")
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")
    officer.post(f"/orders/{order.id}", data=fields | {"title": "Pengasuh"}, expect=303)
    act = db.session.query(Act).filter_by(title="orders.change").one()
    other = client_of("officer", sensitive=True)

    other.post(f"/audit/acts/{act.id}/undo", expect=403)
    officer.post(f"/audit/acts/{act.id}/undo", expect=303)

    db.session.refresh(order)
    assert order.title == "Perawat"
    officer.post(f"/audit/acts/{act.id}/undo", expect=409)


def test_protected_values_are_dots_for_who_may_not_read_them(viewer, make):
    make.applicant(nik="3673990101990001")

    viewer.get("/audit", expect=403)
    assert db.session.query(Applicant).one().nik


def test_an_unknown_act_is_told(officer):
    officer.get("/audit/acts/999", expect=404)


def test_a_change_of_an_account_is_not_offered_for_undo(admin, head):
    admin.post("/accounts", username="baru", name="Orang Baru", roles=["officer"], password="kata-sandi-awal", expect=303)
    act = db.session.query(Act).filter_by(title="accounts.create").order_by(Act.id.desc()).first()

    assert "Urungkan" not in head.get(f"/audit/acts/{act.id}").text
    head.post(f"/audit/acts/{act.id}/undo", expect=403)


def test_what_the_system_laid_down_is_not_taken_back(head):
    past = Act(title="upkeep.seed", at=now(), facts={})
    db.session.add(past)
    db.session.commit()

    assert "Urungkan" not in head.get(f"/audit/acts/{past.id}").text
    head.post(f"/audit/acts/{past.id}/undo", expect=403)


def test_a_large_act_is_taken_back_beside_the_pages(officer, make, monkeypatch):
    monkeypatch.setattr("serang.audit.routes.LARGE", 2)
    people = [make.applicant(f"Orang {n}") for n in range(4)]
    officer.post("/applicants/bulk/field", {"ids": [one.id for one in people], "field": "sex", "sex": "P", "confirm": "1"}, expect=303)
    act = db.session.query(Act).filter_by(title="applicants.bulk").one()
    people[0].sex = "L"
    db.session.commit()

    work = officer.post(f"/audit/acts/{act.id}/undo", next="/applicants?q=orang", expect=303).location
    assert "Menunggu giliran" in officer.get(work).text
    assert work_off() == 1
    db.session.expire_all()

    done = officer.get(work)
    assert "kecuali 1 isian" in done.text
    assert done.one(".head a.btn-p")["href"] == "/applicants?q=orang"
    assert [one.sex for one in people] == ["L", None, None, None]
    officer.post(f"/audit/acts/{act.id}/undo", expect=409)


def test_a_large_act_is_taken_back_only_once(officer, make, monkeypatch):
    monkeypatch.setattr("serang.audit.routes.LARGE", 0)
    person = make.applicant()
    officer.post("/applicants/bulk/field", {"ids": [person.id], "field": "sex", "sex": "P", "confirm": "1"}, expect=303)
    act = db.session.query(Act).filter_by(title="applicants.bulk").one()
    works = [officer.post(f"/audit/acts/{act.id}/undo", expect=303).location for _ in range(2)]

    assert work_off() == 2

    assert "Diurungkan" in officer.get(works[0]).text
    assert "Ini sudah diurungkan" in officer.get(works[1]).text
