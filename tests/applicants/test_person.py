"""The page of a person: what each role sees, the next stage, protected numbers, facts changed by two, notes, the way through a list."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from serang.applicants import operations
from serang.audit.models import Opening
from serang.common.rules import nik
from serang.db import db
from serang.settings.models import Kelurahan
from serang.web.clock import now, today

NIK = nik.make(date(1999, 4, 19), "P", 214)
ROLES = ["officer", "head", "viewer", "trainer"]
TABS = ["summary", "data", "documents", "trainings", "matches", "history"]


def whole(make, **values):
    """A person with something in every part of the page."""
    ward = db.session.scalar(select(Kelurahan.code).limit(1))
    person = make.applicant(
        **{
            "full_name": "Ratu Intan Permatasari",
            "nik": NIK,
            "kk_number": "3673010101990009",
            "phone": "+6281234567890",
            "address": "Jl. Ki Tapa 7",
            "birth_date": date(1999, 4, 19),
            "sex": "P",
            "kelurahan_code": ward,
            **values,
        }
    )
    make.language(person, score=178)
    make.certificate(person)
    make.experience(person, months=28)
    make.wish(person)
    make.document(person)
    make.match(person, make.order(), "nominated")
    return person


def test_the_head_of_the_page_says_who_it_is(officer, make):
    person = whole(make)

    page = officer.get(f"/applicants/{person.id}")

    assert page.texts("h1")[0].startswith("Ratu Intan Permatasari")
    facts = page.texts(".facts")[0]
    assert person.number in facts
    assert "perempuan" in facts
    assert "NIK 3673••••••••••••" in facts
    assert "0812-3456-7890" in facts
    assert NIK not in page.html


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("role", ROLES)
def test_every_tab_opens_for_every_reader(client_of, account, make, role, tab):
    person = whole(make)
    make.enrolment(make.batch(trainer_id=account("trainer").id), person)

    page = client_of(role).get(f"/applicants/{person.id}", tab=tab)

    assert page.one(".tabs [aria-current]")["href"].endswith(f"tab={tab}" if tab != "summary" else f"/applicants/{person.id}")
    assert NIK not in page.html


def test_a_stranger_of_a_trainer_is_not_there(trainer, make):
    trainer.get(f"/applicants/{whole(make).id}", expect=404)


def test_an_administrator_sees_no_people(admin, make):
    admin.get(f"/applicants/{whole(make).id}", expect=403)


@pytest.mark.parametrize("role, phone, address", [("officer", True, True), ("trainer", True, False), ("viewer", False, False)])
def test_contact_is_for_who_may(client_of, account, make, role, phone, address):
    person = whole(make)
    make.enrolment(make.batch(trainer_id=account("trainer").id), person)

    page = client_of(role).get(f"/applicants/{person.id}", tab="data")

    assert ("0812-3456-7890" in page.html) is phone
    assert ("+6281234567890" in page.html) is phone
    assert ("Ki Tapa" in page.html) is address


def test_a_number_is_shown_on_asking_and_that_is_noted(officer, account, make):
    person = whole(make)

    part = officer.get(f"/applicants/{person.id}/reveal/nik", part="person_nik")
    whole_page = officer.get(f"/applicants/{person.id}/reveal/kk")

    assert NIK in part.text
    assert "3673010101990009" in whole_page.text
    noted = db.session.scalars(select(Opening).order_by(Opening.id)).all()
    assert [(one.what, one.about_applicant, one.account_id) for one in noted] == [
        ("nik", person.id, account("officer").id),
        ("kk", person.id, account("officer").id),
    ]


@pytest.mark.parametrize("role", ["viewer", "trainer", "admin"])
def test_others_cannot_ask_for_the_number(client_of, make, role):
    client_of(role).get(f"/applicants/{whole(make).id}/reveal/nik", expect=403)
    assert db.session.scalars(select(Opening)).all() == []


def test_no_other_column_can_be_asked_for(officer, make):
    officer.get(f"/applicants/{whole(make).id}/reveal/note", expect=404)


def test_the_one_primary_button_opens_what_is_missing(officer, make):
    person = make.applicant()

    page = officer.get(f"/applicants/{person.id}")

    button = page.one("#next_stage")
    assert "Lanjut ke Terverifikasi" in button.get_text()
    assert not button.has_attr("disabled")
    dialog = officer.get(button["hx-get"], part="dialogs")
    assert "NIK belum diisi" in dialog.text


def test_the_box_and_the_gate_say_the_same(officer, make):
    person = make.applicant(sex="L")

    box = officer.get(f"/applicants/{person.id}").texts("#person_gate .req li")
    gate = officer.get(f"/applicants/{person.id}/stage").texts("main dialog .req li")

    assert box == gate
    assert any("Jenis kelamin terisi" in line for line in box)


def test_the_stepper_dates_what_was_reached_and_marks_a_skipped_training(officer, make):
    person = make.applicant(stage="ready", stage_on=date(2026, 8, 3))
    for stage, on in (("verified", date(2026, 1, 20)), ("selected", date(2026, 2, 2)), ("ready", date(2026, 8, 3))):
        make.move(person, stage, on)

    steps = officer.get(f"/applicants/{person.id}").soup.select(".step li")

    assert "20 Jan" in steps[1].get_text()
    assert "dilewati" in steps[3].get_text()
    assert steps[4]["aria-current"] == "step"
    assert "sejak 3 Agt" in steps[4].get_text() or "sejak 3 Agu" in steps[4].get_text()


def test_facts_are_changed_in_place(officer, make):
    person = whole(make)
    form = officer.get(f"/applicants/{person.id}/facts", part="quick_facts").fields("form")

    part = officer.post(
        f"/applicants/{person.id}/facts",
        form | {"phone": "0813 1111 2222", "note": "Telepon sore"},
        part="quick_facts",
        expect=303,
        follow=True,
    )

    assert "Telepon sore" in part.text
    assert db.session.get(type(person), person.id).phone == "+6281311112222"


def test_facts_that_cannot_be_are_refused_and_stay_typed(officer, make):
    person = whole(make)

    page = officer.post(f"/applicants/{person.id}/facts", height_cm="tinggi", note="tetap ada", version=person.version, expect=422)

    assert "Isi dengan angka bulat" in page.text
    assert "tetap ada" in page.one("textarea[name=note]").get_text()


def test_two_people_changing_different_facts_both_keep_theirs(officer, make):
    person = whole(make)
    old = officer.get(f"/applicants/{person.id}/facts").fields("#facts_form")
    operations.change(person, version=person.version, at=now(), note="dari orang lain")
    db.session.commit()

    officer.post(f"/applicants/{person.id}/facts", old | {"phone": "081311112222"}, expect=303)

    stored = db.session.get(type(person), person.id)
    assert (stored.phone, stored.note) == ("+6281311112222", "dari orang lain")


def test_two_people_changing_the_same_fact_see_both_values(officer, head, make):
    person = whole(make, note="lama")
    old = officer.get(f"/applicants/{person.id}/facts").fields("#facts_form")
    operations.change(person, version=person.version, at=now(), note="dari orang lain")
    db.session.commit()

    page = officer.post(f"/applicants/{person.id}/facts", old | {"note": "dari saya", "major": "Mesin"}, expect=409)

    assert "dari orang lain" in page.text
    assert "dari saya" in page.text
    chosen = page.fields("main dialog form")
    officer.post(f"/applicants/{person.id}/facts", chosen, expect=303)
    stored = db.session.get(type(person), person.id)
    assert (stored.note, stored.major) == ("dari saya", "Mesin")


def test_a_remark_stands_in_the_history(officer, make):
    person = make.applicant()
    officer.post(f"/applicants/{person.id}/notes", text="", expect=422)

    page = officer.post(f"/applicants/{person.id}/notes", text="Menunggu <b>kabar</b> keluarga", expect=303, follow=True)

    assert "Menunggu <b>kabar</b> keluarga" in page.text
    assert "Officer Satu" in page.texts(".tl li")[0]


def test_the_history_hides_protected_values(officer, viewer, make):
    person = whole(make)
    operations.change(person, version=None, at=now(), phone="+6281311112222", address="Jl. Baru 1")
    db.session.commit()

    seen, hidden = officer.get(f"/applicants/{person.id}", tab="history").text, viewer.get(f"/applicants/{person.id}", tab="history").text

    assert "0813-1111-2222" in seen
    assert "Jl. Baru 1" in seen
    assert "0813-1111" not in hidden
    assert "Jl. Baru" not in hidden
    assert "Telepon: •••• → ••••" in hidden


def test_the_history_keeps_health_papers_to_who_may_see_them(officer, client_of, make):
    person = make.applicant()
    make.document(person, "medical", number="MCU-RAHASIA", issuer="RS Rahasia")

    plain = officer.get(f"/applicants/{person.id}", tab="history").texts(".tl li")
    trusted = client_of("officer", sensitive=True).get(f"/applicants/{person.id}", tab="history").texts(".tl li")

    assert "Surat sehat" in " ".join(trusted)
    assert len(plain) == len(trusted) - 1
    assert "Surat sehat" not in " ".join(plain)


def test_one_walks_through_the_list_one_came_from(officer, make):
    people = [make.applicant(f"Ani {letter}") for letter in "ABC"]
    make.applicant("Budi")

    link = officer.get("/applicants", q="ani", sort="name").soup.select("tbody th a")[1]["href"]
    page = officer.get(link)

    assert page.texts("h1")[0].startswith("Ani B")
    assert "2 dari 3" in page.texts(".crumb")[0]
    later, earlier = page.one("a[rel=next]"), page.one("a[rel=prev]")
    assert (later["data-key"], earlier["data-key"]) == ("]", "[")
    assert officer.get(later["href"]).texts("h1")[0].startswith("Ani C")
    assert officer.get(earlier["href"]).texts("h1")[0].startswith("Ani A")
    assert not officer.get(later["href"]).soup.select("a[rel=next]")
    assert not officer.get(earlier["href"]).soup.select("a[rel=prev]")
    assert len(people) == 3


def test_the_page_asks_the_database_a_bounded_number_of_times(officer, make):
    def statements(person):
        seen = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        officer.get(f"/applicants/{person.id}")
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    little, much = whole(make, nik=None), whole(make)
    for n in range(5):
        make.language(much, score=100 + n)
        make.certificate(much, code=f"x{n}")
        make.experience(much)
        make.enrolment(make.batch(), much)
        make.move(much, "verified", today() - timedelta(n))

    statements(little)
    assert statements(much) <= statements(little) + 4


def test_the_place_in_a_list_stays_while_a_person_is_edited(officer, make):
    first, second = make.applicant("Ani"), make.applicant("Budi")
    db.session.commit()
    came = f"/applicants/{first.id}?list=q%3D&at=1"

    page = officer.get(came)
    edit = page.soup.select_one(f'a[href^="/applicants/{first.id}/edit"]')["href"]
    form = officer.get(edit)
    saved = officer.post(form.soup.select_one("form[data-main]")["action"], full_name="Ani Baru", version=first.version, expect=303)

    assert "at=1" in edit
    assert saved.location.startswith(f"/applicants/{first.id}?") and "at=1" in saved.location
    assert "1 dari 2" in officer.get(saved.location).text
    assert all("at=1" in tab["href"] for tab in page.soup.select(f'.tabs a[href^="/applicants/{first.id}"]'))
    assert not page.soup.select(f'a[href^="/applicants/{second.id}"][href*="at=1"]')
