"""/documents, the papers of a person, scans, kinds: by role, with bad files, without losing what was typed."""

import struct
import zlib
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from serang import files
from serang.audit.models import Act, Opening
from serang.db import db
from serang.documents import operations, queries
from serang.documents.models import Document, DocumentKind
from serang.jobs.models import Job
from serang.web.clock import today
from serang.worker import work_off
from tests.test_files import PDF, picture


def png(width, height) -> bytes:
    """A PNG of a few bytes that claims to be that large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.fixture
def person(make):
    return make.applicant(full_name="Siti Aminah", stage="training", phone="+6281234567890", birth_date=date(2000, 1, 2))


def kept_files(app) -> int:
    return len([path for path in (Path(app.instance_path) / "files").rglob("*") if path.is_file()])


def sent(content, name="paspor.pdf"):
    return (BytesIO(content), name)


def test_a_paper_is_added_with_its_scan_and_shown(officer, person):
    page = officer.post(
        f"/applicants/{person.id}/documents",
        expect=303,
        follow=False,
        fixed="passport",
        number="X0000123",
        issued_on="08/01/2024",
        valid_until="8 Jan 2034",
        name_on_it="SITI AMINAH",
        scan=sent(PDF),
    )

    shown = officer.get(page.location)
    paper = db.session.query(Document).one()
    assert "X0••••23" in shown.text
    assert "X0000123" not in shown.text
    assert "8 Jan 2034" in shown.text
    assert shown.soup.select(f"a[href='/documents/{paper.id}']")
    detail = officer.get(f"/documents/{paper.id}")
    assert detail.one("iframe.scan")["src"] == f"/documents/{paper.id}/file"
    assert "X0000123" not in detail.text


def test_the_same_form_works_as_a_part(officer, person):
    part = officer.get(f"/applicants/{person.id}/documents", part="person_documents", add="ktp")
    assert part.one("#paper input[name=fixed]")["value"] == "ktp"

    page = officer.post(f"/applicants/{person.id}/documents", part="person_documents", follow=True, fixed="ktp", number="3673990201000001")

    assert "<html" not in page.html
    assert "KTP-el disimpan." in page.text


@pytest.mark.parametrize(
    "values, told",
    [
        ({"fixed": "passport"}, "Isi tanggal yang tercetak pada dokumen."),
        ({"fixed": "passport", "issued_on": "2026-01-02", "valid_until": "2026-01-01"}, "Lebih awal dari tanggal terbit."),
        ({"fixed": "ktp", "issued_on": "30/02/2026"}, "30/02/2026 tidak ada"),
        ({"fixed": "ktp", "issued_on": "2099-01-01"}, "Tanggal ini belum lewat."),
        ({"fixed": "ktp", "number": "9" * 81}, "Paling panjang 80 huruf."),
        ({"kind": ""}, "Isi Jenis dokumen."),
        ({"kind": "nope"}, "Pilihan ini tidak ada dalam daftar."),
        ({"kind": "medical"}, "Pilihan ini tidak ada dalam daftar."),
    ],
)
def test_what_does_not_fit_is_refused_and_kept(officer, person, values, told):
    page = officer.post(f"/applicants/{person.id}/documents", expect=422, issuer="Kantor Contoh", **values)

    assert told in page.text
    assert page.one("#issuer")["value"] == "Kantor Contoh"
    assert db.session.query(Document).count() == 0


BAD = {
    "polyglot": (picture() + b"<script>alert(1)</script>", "ktp.jpg", "berisi hal lain"),
    "zip behind": (picture("PNG") + b"PK\x03\x04" + b"\0" * 50, "ktp.png", "berisi hal lain"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "ktp.svg", "Hanya JPG atau PNG"),
    "svg named png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ktp.png", "Hanya JPG atau PNG"),
    "huge": (png(40_000, 40_000), "ktp.png", "terlalu besar"),
    "program": (b"MZ\x90\0" + b"\0" * 500, "ktp.pdf", "Hanya JPG atau PNG"),
    "page": (b"<html><script>alert(1)</script></html>", "ktp.html", "Hanya JPG atau PNG"),
    "picture named exe": (picture(), "ktp.exe", "tidak cocok"),
    "pdf named jpg": (PDF, "ktp.jpg", "tidak cocok"),
    "path": (picture(), "../../../etc/cron.d/x", "tidak cocok"),
    "empty": (b"", "ktp.pdf", "kosong"),
    "script in a pdf": (PDF.replace(b"/Type", b"/OpenAction << /S /JavaScript /JS (1) >> /Type"), "ktp.pdf", "berisi program"),
    "half": (picture()[:300], "ktp.jpg", "rusak"),
    "11 MB": (b"%PDF-1.4" + b"\0" * (11 * 1024 * 1024), "ktp.pdf", "Paling besar 10 MB"),
}  # fmt: skip


@pytest.mark.parametrize("content, name, told", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_words_and_nothing_is_stored(officer, person, app, content, name, told):
    before = kept_files(app)

    page = officer.post(f"/applicants/{person.id}/documents", expect=422, fixed="ktp", number="123", scan=sent(content, name))
    many = officer.post(f"/applicants/{person.id}/documents/scans", expect=422, scans=sent(content, name))

    assert told in page.text
    assert told in many.text
    assert page.one("#number")["value"] == "123"
    assert db.session.query(Document).count() == 0
    if "cocok" not in told:
        assert kept_files(app) == before


def test_thirty_megabytes_are_refused(officer, person):
    page = officer.post(f"/applicants/{person.id}/documents", expect=413, fixed="ktp", scan=sent(b"%PDF-" + b"\0" * (30 * 1024 * 1024)))

    assert "Paling besar 20 MB" in page.text


def test_a_path_in_the_name_leads_nowhere(officer, person, app):
    officer.post(f"/applicants/{person.id}/documents", expect=303, fixed="ktp", scan=sent(picture(), "../../../tmp/evil.jpg"))

    paper = db.session.query(Document).one()
    assert (paper.file_name, len(paper.file)) == ("evil.jpg", 68)
    assert not Path("/tmp/evil.jpg").exists()


def test_a_scan_is_shown_in_a_closed_box_and_noted(officer, person, make, account):
    paper = make.document(person, "ktp", file=files.keep_scan(PDF).name, file_type="application/pdf")

    shown = officer.get(f"/documents/{paper.id}/file")
    saved = officer.get(f"/documents/{paper.id}/file", save=1)

    assert shown.data == PDF
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert saved.headers["Content-Disposition"].startswith("attachment")
    opened = db.session.query(Opening).filter_by(what="scan", about_applicant=person.id, account_id=account("officer").id)
    assert opened.count() == 2


def test_a_damaged_scan_gives_an_honest_page(officer, person, make, app):
    kept = files.keep_scan(PDF)
    paper = make.document(person, "ktp", file=kept.name, file_type=kept.type)
    (Path(app.instance_path) / "files" / kept.name[:2] / kept.name).write_bytes(b"x")

    assert "rusak" in officer.get(f"/documents/{paper.id}/file", expect=404).text


def test_renew_verify_remove_and_take_back(officer, person, make):
    old = make.document(person, "passport", number="X0000111", valid_until=today() + timedelta(days=5))
    form = officer.get(f"/applicants/{person.id}/documents", renew=old.id)
    assert "Paspor yang baru" in form.text

    officer.post(f"/documents/{old.id}/renew", expect=303, number="X0000222", valid_until="2036-01-01")
    new = db.session.query(Document).filter_by(current=True).one()
    officer.post(f"/documents/{new.id}/verify", expect=303)
    assert new.verified_at is not None
    officer.post(f"/documents/{new.id}/unverify", expect=303)
    assert new.verified_at is None

    page = officer.post(f"/documents/{new.id}/remove", follow=True)
    assert "Paspor dihapus." in page.text
    officer.post(page.soup.select("#toasts form")[-1]["action"], expect=303)
    assert {row.number: row.current for row in db.session.query(Document)} == {"X0000111": False, "X0000222": True}


def test_two_people_correct_the_same_field(officer, person, make):
    paper = make.document(person, "ktp", issuer="A")
    form = officer.get(f"/applicants/{person.id}/documents", edit=paper.id)
    seen = form.fields("#paper")["version"]
    officer.post(f"/documents/{paper.id}", expect=303, version=seen, issuer="B", number=paper.number, issued_on="2026-01-01")

    page = officer.post(f"/documents/{paper.id}", expect=409, version=seen, issuer="C", number=paper.number, issued_on="2026-01-01")

    assert "menyimpan B" in page.text
    assert page.one("#issuer")["value"] == "C"
    again = page.fields("#paper")
    officer.post(f"/documents/{paper.id}", again, expect=303)
    assert paper.issuer == "C"


def test_several_files_at_once_with_a_guessed_kind(officer, person):
    page = officer.post(
        f"/applicants/{person.id}/documents/scans", expect=303, scans=[sent(PDF, "paspor siti.pdf"), sent(picture(), "IMG_1.jpg")]
    )

    confirm = officer.get(page.location)
    values = confirm.fields("main form[method=post]")
    assert (values["kind_0"], values["kind_1"]) == ("passport", "")
    tokens = [field["value"] for field in confirm.soup.select("input[name=scan]")]
    officer.post(f"/applicants/{person.id}/documents/filed", expect=303, scan=tokens, kind_0="passport", kind_1="diploma")
    assert {row.kind: row.file_name for row in db.session.query(Document)} == {"passport": "paspor siti.pdf", "diploma": "IMG_1.jpg"}
    assert db.session.query(Act).filter_by(title="documents.scans").one().facts == {"count": 2}


def test_good_files_go_on_when_one_is_bad(officer, person):
    page = officer.post(f"/applicants/{person.id}/documents/scans", expect=422, scans=[sent(PDF, "paspor.pdf"), sent(b"x", "b.pdf")])

    assert "b.pdf" in page.text
    assert page.fields("main form[method=post]")["kind_0"] == "passport"


def test_scans_belong_to_the_person_they_were_sent_for(officer, person, make):
    other = make.applicant()
    page = officer.post(f"/applicants/{person.id}/documents/scans", expect=303, scans=[sent(PDF, "paspor.pdf")])
    [token] = [field["value"] for field in officer.get(page.location).soup.select("input[name=scan]")]

    officer.post(f"/applicants/{other.id}/documents/filed", expect=409, scan=token, kind_0="passport")
    officer.post(f"/applicants/{person.id}/documents/filed", expect=409, scan=token + "x", kind_0="passport")
    officer.post(f"/applicants/{person.id}/documents/filed", expect=422, scan=token, kind_0="nope")
    assert db.session.query(Document).count() == 0


@pytest.mark.parametrize(
    "role, sensitive, status",
    [
        ("officer", True, 200),
        ("head", False, 200),
        ("officer", False, 404),
        ("viewer", False, 404),
        ("trainer", False, 403),
        ("admin", False, 403),
    ],
)
def test_health_papers_are_only_for_who_may(client_of, person, make, role, sensitive, status):
    paper = make.document(person, "medical", number="RS/77/2026")
    client = client_of(role, sensitive)

    assert client.get(f"/documents/{paper.id}", expect=None).status == status
    page = client.get(f"/applicants/{person.id}/documents", expect=None)
    assert ("RS/77/2026" in page.text) is (status == 200)
    assert ("Surat sehat" in page.text) is (status == 200)


@pytest.mark.parametrize("role, status", [("officer", 200), ("head", 200), ("viewer", 403), ("trainer", 403), ("admin", 403)])
def test_scans_and_full_numbers_are_only_for_who_may_see_identities(client_of, person, make, role, status):
    paper = make.document(person, "ktp", number="3673990201000001", file=files.keep_scan(PDF).name, file_type="application/pdf")
    client = client_of(role)

    assert client.get(f"/documents/{paper.id}/file", expect=None).status == status
    shown = client.get(f"/documents/{paper.id}/number", expect=None)
    assert ("3673990201000001" in shown.text) is (status == 200)
    assert db.session.query(Opening).filter_by(what="paper_number").count() == (status == 200)


@pytest.mark.parametrize("role", ["head", "viewer", "trainer", "admin"])
def test_only_officers_change_papers(client_of, person, make, role):
    paper, client = make.document(person, "ktp"), client_of(role)

    for address in ("", "/renew", "/verify", "/unverify", "/remove"):
        client.post(f"/documents/{paper.id}{address}", expect=403)
    client.post(f"/applicants/{person.id}/documents", expect=403, fixed="ktp")
    client.post(f"/applicants/{person.id}/documents/scans", expect=403)
    if role in ("head", "viewer"):
        page = client.get(f"/applicants/{person.id}/documents", add="ktp")
        assert not page.soup.select("main form")


@pytest.mark.parametrize("state", queries.STATES)
def test_every_number_on_the_page_opens_a_list_of_that_length(officer, person, make, state):
    other = make.applicant(stage="ready", disagrees=True)
    for days in (3, 20, 50, -4):
        make.document(make.applicant(stage="ready"), "passport", valid_until=today() + timedelta(days=days))
    make.document(other, "ktp", name_on_it="Orang Lain")
    page = officer.get("/documents", state=state)
    asked = [element["hx-get"] for element in page.soup.select("main [hx-trigger=load]")]
    tabs, facets = (officer.get(address).soup for address in asked)
    links = {a["href"]: int(a.select_one(".cnt").get_text()) for part in (tabs, facets) for a in part.select("a:has(.cnt)")}
    for box in facets.select('label input:not([value=""])'):
        if n := box.find_parent("label").select_one(".n"):
            links[f"/documents?state={state}&{box['name']}={box['value']}"] = int(n.get_text())

    assert len(links) >= 7
    for href, n in links.items():
        assert len(officer.get(href).soup.select("main tbody tr")) == n, href


def test_the_list_of_passports_is_one_click_from_home(officer, person):
    assert officer.get("/documents", state="passport").texts("main tbody th a") == ["Siti Aminah"]
    assert officer.get("/documents", state="passport", group="short").texts("main tbody th a") == []


@pytest.mark.parametrize("role, phone", [("officer", True), ("head", True), ("viewer", False)])
def test_a_list_is_printed_with_phones_for_who_may_and_noted(client_of, person, role, phone):
    page = client_of(role).get("/documents/print", state="lacking")

    assert ("0812-3456-7890" in page.text) is phone
    assert "Siti Aminah" in page.text
    assert db.session.query(Opening).filter_by(what="paper_list").one().facts == {"list": "lacking", "rows": 1}


def test_a_search_narrows_a_list(officer, person, make):
    make.applicant(full_name="Budi Santoso", stage="training")

    page = officer.get("/documents", part="paper_list", state="lacking", q="sit")

    assert page.texts("tbody th a") == ["Siti Aminah"]
    assert "<html" not in page.html


def test_a_later_departure_is_seen_at_once(officer, person, make):
    person.stage = "nominated"
    order = make.order(departs_on=date(2027, 3, 1))
    make.match(person, order, "nominated")
    make.document(person, "passport", valid_until=date(2027, 9, 1))
    assert not officer.get("/documents", state="passport").texts("main tbody th a")

    order.departs_on = date(2027, 4, 1)
    db.session.commit()

    page = officer.get("/documents", state="passport", group="short")
    assert page.texts("main tbody th a") == ["Siti Aminah"]
    assert "perlu sampai 1 Okt 2027" in page.text


def test_what_differs_is_marked_letter_by_letter(officer, person, make):
    make.document(person, "ktp", name_on_it="SITI AMINAH")
    make.document(person, "diploma", name_on_it="SITI AMINBH")
    operations.refresh_papers(None, today())
    db.session.commit()

    page = officer.get("/documents", state="identity")

    assert page.texts("mark") == ["B", "a"] or page.texts("mark")[0] == "B"
    assert "Ijazah" in page.text


def test_the_web_keeps_how_papers_stand(officer, person):
    assert person.papers == "lacking"
    for kind in ("ktp", "kk", "consent", "diploma", "family_permit", "medical", "passport"):
        if kind != "medical":
            officer.post(f"/applicants/{person.id}/documents", expect=303, fixed=kind, issued_on="2026-10-01", valid_until="2036-01-01")

    kind = db.session.query(DocumentKind).filter_by(code="medical").one()
    assert person.papers == "lacking"
    kind.stages = []
    db.session.commit()
    officer.post(f"/applicants/{person.id}/documents", expect=303, fixed="ktp", issued_on="2026-10-01")

    assert person.papers == "complete"


def test_the_administrator_changes_a_kind_and_everybody_is_worked_out_anew(admin, person, make, app):
    form = admin.get("/settings/documents/passport").fields("main form[method=post]")
    assert form["stages"] == ["ready", "contracted", "preparing", "departed"]

    admin.post(
        "/settings/documents/passport",
        form | {"months_after_departure": "9", "stages": ["contracted", "nope"], "label_en": "Travel passport"},
        expect=303,
    )
    kind = db.session.query(DocumentKind).filter_by(code="passport").one()
    assert (kind.months_after_departure, kind.stages, kind.label_en) == (9, ["contracted"], "Travel passport")
    assert db.session.query(Job).one().kind == "documents.refresh"
    assert work_off() == 1
    assert db.session.query(Job).one().state == "done"


@pytest.mark.parametrize(
    ("theirs", "mine", "asked"),
    [
        ({"warn_days": "90"}, {"label": "Paspor RI"}, False),
        ({"warn_days": "90"}, {"warn_days": "30"}, True),
        ({"warn_days": "90", "label_ko": "여권"}, {"warn_days": "30"}, True),
    ],
)
def test_two_administrators_change_a_kind(admin, theirs, mine, asked):
    url, css = "/settings/documents/passport", "form[action='/settings/documents/passport']"
    form = admin.get(url).fields(css)
    admin.post(url, form | theirs, expect=303)

    page = admin.post(url, form | mine, expect=409 if asked else 303)
    if asked:
        assert "menjadi “90”" in page.text
        admin.post(url, page.fields(css), expect=303)

    stored = admin.get(url).fields(css)
    assert {name: stored[name] for name in theirs | mine} == theirs | mine


def test_the_administrator_adds_a_kind(admin, person):
    admin.post("/settings/documents", expect=422, label="Sertifikat TBC", validity="months")
    admin.post("/settings/documents", expect=303, label="Sertifikat TBC", validity="months", months="3", stages=["training"], active="y")

    page = admin.get("/settings/documents")
    assert "Sertifikat TBC" in page.text
    admin.post("/settings/documents", expect=409, label="Sertifikat TBC", validity="none")


@pytest.mark.parametrize("role", ["head", "officer", "trainer", "viewer"])
def test_only_the_administrator_sees_the_kinds(client_of, role):
    client = client_of(role)

    client.get("/settings/documents", expect=403)
    client.post("/settings/documents", expect=403, label="X", validity="none")


def test_the_papers_stand_on_the_page_of_the_person(officer, person, make):
    make.document(person, "passport", valid_until=today() + timedelta(days=9))

    page = officer.get(f"/applicants/{person.id}", tab="documents")

    assert "Habis 9 hari lagi" in page.text
    assert len(page.soup.select("#person_documents #papers tbody tr")) == 7 - 1
