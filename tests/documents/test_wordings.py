"""The text of a paper that is signed (the consent), by version."""

import pytest
from sqlalchemy import insert

from serang.accounts.models import Account
from serang.common.refusals import Conflict
from serang.db import db
from serang.documents import operations, queries
from serang.documents.models import Document, DocumentKind, Wording
from serang.web.clock import now


@pytest.fixture
def consent(app):
    return db.session.query(DocumentKind).filter_by(code="consent").one()


def reword(admin, text):
    return admin.post("/settings/documents/consent/wording", text=text, expect=303)


def test_every_new_text_is_a_version_of_its_own(client_of, consent):
    admin = client_of("admin")
    reword(admin, "Saya setuju.")
    reword(admin, "Saya setuju.")
    reword(admin, "Saya setuju data saya dikirim ke mitra.")

    page = admin.get("/settings/documents/consent").text
    empty = admin.post("/settings/documents/consent/wording", text=" ", expect=422)

    assert [(one.version, one.text) for one in queries.wordings("consent")] == [
        (2, "Saya setuju data saya dikirim ke mitra."),
        (1, "Saya setuju."),
    ]
    assert "Versi 2" in page
    assert "Isi Naskah" in empty.text


def test_a_signed_paper_keeps_its_version(officer, client_of, make, consent):
    person = make.applicant("Siti")
    reword(client_of("admin"), "Naskah pertama")
    form = officer.get(f"/applicants/{person.id}/documents", add="consent")
    assert form.soup.select_one("#wording option[selected]").text == "Versi 1"
    officer.post(f"/applicants/{person.id}/documents", fixed="consent", wording="1", expect=303)
    reword(client_of("admin"), "Naskah kedua")

    paper = db.session.query(Document).one()
    page = officer.get(f"/applicants/{person.id}?tab=documents").text
    counts = client_of("admin").get("/settings/documents/consent").text

    assert paper.wording == 1
    assert "naskah versi 1, terbaru 2" in page
    assert "1 orang" in counts
    officer.post(f"/documents/{paper.id}/renew", wording="2", expect=303)
    assert "terbaru 2" not in officer.get(f"/applicants/{person.id}?tab=documents").text


def test_what_was_signed_before_there_was_a_text_stays_unknown(officer, client_of, make, consent):
    person = make.applicant("Siti")
    paper = make.document(person, kind="consent", valid_until=None)
    db.session.commit()
    reword(client_of("admin"), "Naskah pertama")

    page = officer.get(f"/applicants/{person.id}?tab=documents").text
    form = officer.get(f"/applicants/{person.id}/documents", edit=paper.id).fields("#paper")
    officer.post(f"/documents/{paper.id}", form | {"note": "dilihat"}, expect=303)

    db.session.expire_all()
    assert "versi naskah tidak tercatat, terbaru 1" in page
    assert (paper.wording, paper.note) == (None, "dilihat")


def test_a_scan_or_a_list_of_scans_carries_the_newest_version(make, consent):
    operations.reword(consent, text="Naskah", at=now())
    paper = operations.add(make.applicant(), kind="consent", at=now())

    assert paper.wording == 1
    assert operations.add(make.applicant("Budi"), kind="ktp", at=now()).wording is None


def test_it_is_printed_for_one_person_to_sign(officer, client_of, make, consent):
    person = make.applicant("Siti Aminah")
    db.session.commit()
    officer.get(f"/applicants/{person.id}/documents/consent/wording", expect=404)
    reword(client_of("admin"), "Baris satu.\nBaris dua.")

    page = officer.get(f"/applicants/{person.id}/documents/consent/wording").text

    assert all(words in page for words in ("Baris satu.", "Baris dua.", "Siti Aminah", "Versi 1"))
    client_of("viewer").get(f"/applicants/{person.id}/documents/consent/wording", expect=403)


def test_of_two_who_save_a_text_at_once_one_is_told(consent):
    queries.wordings("consent")
    db.session.execute(insert(Wording).values(kind="consent", version=1, text="lain", at=now()))

    with pytest.raises(Conflict) as refused:
        operations.reword(consent, text="Satu", at=now())

    assert refused.value.reason.code == "wording_meanwhile"


def test_who_signed_an_older_text_is_a_list(officer, client_of, make, consent):
    reword(client_of("admin"), "Naskah pertama")
    people = {name: make.applicant(name, phone="+6281234567890") for name in ("Lama", "Baru", "Entah")}
    make.document(people["Lama"], kind="consent", valid_until=None, wording=1)
    make.document(people["Entah"], kind="consent", valid_until=None, wording=None)
    assert officer.get("/documents?state=outdated").texts("tbody th a") == ["Entah"]
    reword(client_of("admin"), "Naskah kedua")
    make.document(people["Baru"], kind="consent", valid_until=None, wording=2)
    make.document(people["Baru"], kind="passport", wording=None)

    page = officer.get("/documents?state=outdated&kind=consent")

    assert sorted(page.texts("tbody th a")) == ["Entah", "Lama"]
    assert "naskah versi 1, terbaru 2" in page.text
    assert "versi naskah tidak tercatat, terbaru 2" in page.text
    assert officer.get("/documents?state=outdated&kind=passport").texts("tbody th a") == []
    assert queries.totals(reader=officer_account(), on=now().date())["outdated"] == 2
    assert "0812-3456-7890" in officer.get("/documents/print?state=outdated").text


def officer_account():
    return db.session.query(Account).filter_by(username="officer").one()
