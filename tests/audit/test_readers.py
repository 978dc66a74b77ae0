"""What each reader reads of the act log: on the page of a person, in the list of acts and on the page of an act."""

from datetime import date

import pytest

from serang.applicants import operations as people
from serang.applicants.operations import evidence
from serang.audit import operations
from serang.audit.models import Act, Opening
from serang.db import db
from serang.web.clock import now, today


def correct(client, paper, **values):
    """Correct a paper the way an officer does."""
    form = client.get(f"/applicants/{paper.applicant_id}/documents", edit=paper.id).fields(f"form[action='/documents/{paper.id}']")
    client.post(f"/documents/{paper.id}", data=form | values, expect=303)


def history(client, person) -> str:
    return client.get(f"/applicants/{person.id}", tab="history").text


def newest(title: str) -> Act:
    return db.session.query(Act).filter_by(title=title).order_by(Act.id.desc()).first()


def test_a_closed_paper_stays_closed_once_it_is_gone(client_of, viewer, head, make):
    trusted, person = client_of("officer", sensitive=True), make.applicant()
    paper = make.document(person, "medical", note="awal")
    correct(trusted, paper, note="hepatitis B")
    there = history(viewer, person)

    trusted.post(f"/documents/{paper.id}/remove", expect=303)

    assert "hepatitis" not in there + history(viewer, person)
    assert "hepatitis" in history(head, person)


def write_email(person, make):
    people.change(person, version=None, at=now(), email="siti@contoh.id")


def write_address(person, make):
    people.change(person, version=None, at=now(), address="Jl. Ki Tapa 7")


def write_phone(person, make):
    people.change(person, version=None, at=now(), phone="+6281277776666")


def write_paper(person, make):
    make.document(person, "passport", issuer="Imigrasi").issuer = "Imigrasi Serang"


def write_match(person, make):
    make.match(person, make.order(title="Pengasuh lansia"))


def write_relative(person, make):
    bapak = evidence.add(person, "relatives", relation="father", name="Bapak", phone="+6281299998888", on=today(), at=now())
    bapak.phone = "+6281277776666"


@pytest.mark.parametrize(
    "write, value, readers",
    [
        (write_email, "siti@contoh.id", {"head", "officer"}),
        (write_address, "Ki Tapa", {"head", "officer"}),
        (write_phone, "0812-7777-6666", {"head", "officer", "trainer"}),
        (write_relative, "0812-7777-6666", {"head", "officer"}),
        (write_paper, "Imigrasi Serang", {"head", "officer", "viewer"}),
        (write_match, "Pengasuh lansia", {"head", "officer", "viewer"}),
    ],
)
def test_the_history_tells_each_reader_what_the_page_tells(client_of, account, make, write, value, readers):
    person = make.applicant()
    make.enrolment(make.batch(trainer_id=account("trainer").id), person)
    write(person, make)
    db.session.commit()

    assert {role for role in ("head", "officer", "viewer", "trainer") if value in history(client_of(role), person)} == readers


def test_an_act_of_which_a_part_is_hidden_does_not_say_what_it_was(officer, trainer, account, make):
    person = make.applicant("Siti Aminah", stage="ready")
    make.enrolment(make.batch(trainer_id=account("trainer").id), person)
    order = make.order()
    operations.act("matching.nominate", order=order.id, number=order.number)
    person.note = "Dicalonkan"
    make.match(person, order, "nominated")

    assert order.number in history(officer, person)
    told = history(trainer, person)
    assert order.number not in told
    assert "Perubahan data" in told
    assert "Dicalonkan" in told


@pytest.mark.parametrize(
    "values, word",
    [({"nik": "3673015203990038"}, "NIK"), ({"kk_number": "3673010101990009"}, "Nomor KK"), ({"number": "C7654321"}, "Nomor")],
)
def test_a_number_of_identity_is_told_to_nobody_without_a_note(officer, head, make, values, word):
    person = make.applicant(nik="3673015203990037", kk_number="3673010101990001", birth_date=date(1999, 3, 12), sex="P")
    paper = make.document(person, "passport", number="C1234567")
    if "number" in values:
        correct(officer, paper, **values)
    else:
        form = officer.get(f"/applicants/{person.id}/edit").fields(f"form[action='/applicants/{person.id}']")
        officer.post(f"/applicants/{person.id}", data=form | values, expect=303)
    act = db.session.query(Act).order_by(Act.id.desc()).first()
    noted = db.session.query(Opening).count()

    pages = [client.get(address) for client in (officer, head) for address in (f"/applicants/{person.id}", f"/audit/acts/{act.id}")]

    numbers = {*values.values(), "3673015203990037", "3673010101990001", "C1234567"}
    assert not {one for one in numbers for page in pages if one in page.text}
    assert all(f"{word}: •••• → ••••" in page.text for page in pages[::2])
    assert db.session.query(Opening).count() == noted


def test_who_lost_the_mark_reads_no_results_in_the_own_acts(client_of, account, make):
    officer = client_of("officer", sensitive=True)
    correct(officer, make.document(make.applicant(), "medical", note="awal"), note="hepatitis B")
    act = newest("documents.change")
    before = officer.get(f"/audit/acts/{act.id}").text

    account("officer", True).sensitive = False
    db.session.commit()

    assert "hepatitis B" in before
    assert "hepatitis B" not in officer.get(f"/audit/acts/{act.id}").text


def test_the_admin_reads_acts_without_the_names_of_people(admin, head, officer, make):
    officer.post("/applicants", full_name="Siti Rahmawati", expect=303)
    kept, gone = (make.applicant("Dewi Lestari", number=f"P-25-100{n}") for n in range(2))
    operations.act("applicants.merge", name=kept.full_name, kept=kept.number, gone=gone.number)
    db.session.delete(gone)
    db.session.commit()
    operations.act("exchange.apply", noun="applicants", filename="Bayu Pratama.xlsx", run=1, rows=1)
    kept.note = "dari berkas"
    db.session.commit()
    numbers = [act.id for act in db.session.query(Act)]

    def told(client):
        return " ".join(client.get(address).text for address in ["/audit", *(f"/audit/acts/{number}" for number in numbers)])

    assert "Mendaftarkan Siti Rahmawati" in told(head)
    assert f"ke {kept.number}, Dewi Lestari" in told(head)
    assert "Bayu Pratama.xlsx" in told(head)
    assert not [name for name in ("Siti", "Dewi", "Bayu") if name in told(admin)]
    assert f"Menggabungkan {gone.number} ke {kept.number}" in told(admin)
