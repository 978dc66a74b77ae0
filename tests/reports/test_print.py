"""The summary of a person and the name list of an order: the same words as page and as PDF, for who may see them."""

import re
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from time import monotonic

import pytest
from pypdf import PdfReader
from sqlalchemy import event

from serang.audit.models import Opening
from serang.common.rules import sheetpage
from serang.common.rules.labels import LABELS
from serang.db import db
from serang.reports.routes import prints
from tests.reports.conftest import NIK

CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@pytest.fixture
def drawn(monkeypatch):
    """Every sheet made meanwhile, as plain parts."""
    made = []

    def note(module, name):
        real = getattr(module, name)

        def make_and_keep(*args, **kwargs):
            made.append(real(*args, **kwargs))
            return made[-1]

        monkeypatch.setattr(module, name, make_and_keep)

    note(prints.summary, "page")
    note(prints.nominative, "name_list")
    return made


def read(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.data))


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def print_of(people, ending=""):
    return f"/applicants/print{ending}?" + "&".join(f"ids={one.id}" for one in people)


@contextmanager
def statements():
    """The statements sent to the database meanwhile."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("language", sheetpage.LANGUAGES)
@pytest.mark.parametrize("paper", sheetpage.PAPERS)
def test_page_and_pdf_say_the_same_on_one_page(officer, siti, drawn, language, paper):
    asked = {"chosen": "1", "lang": language, "paper": paper, "photo": "1"}

    page = officer.get(f"/applicants/{siti.id}/print", **asked)
    reader = read(officer.get(f"/applicants/{siti.id}/print.pdf", **asked))

    on_page, on_paper = drawn
    assert len(sheetpage.words(on_page)) > 80
    assert sheetpage.lacking(on_page, page.text) == [] == sheetpage.lacking(on_paper, text_of(reader))
    assert len(reader.pages) == 1
    assert len(reader.pages[0].images) == 1
    assert page.one("article.sheet img")["src"].startswith(f"/applicants/{siti.id}/photo.jpg")


def test_what_stands_on_a_sheet(officer, siti):
    words = officer.get(f"/applicants/{siti.id}/print").text

    for expected in (
        "Siti Nur'aini 시티 누라이니",
        "SITI NURAINI",
        "12 Februari 1999",
        "1999년 2월 12일 (만",
        "Perempuan 여",
        "161 cm",
        "SMK 고졸",
        "178 / 200",
        "Bahasa Korea Dasar, 320 JP 320시간",
        "Lulus, BKD-26-0087 합격",
        "Agu 2021 – Nov 2023 2년 4개월",
        "PT Cahaya Presisi",
        "Operator las 용접공",
        "Las SMAW 3G, LSP-77",
        "C7••••12, s.d. 8 Jan 2034",
        "Ijazah 졸업증명서 Tanpa batas",
        "Haesong Precision",
        "Dicetak oleh 출력자 Officer Satu",
    ):
        assert expected in words, expected


@pytest.mark.parametrize("role", ["officer", "head", "viewer"])
def test_what_never_stands_on_a_sheet(client_of, siti, role):
    client = client_of(role)
    asked = f"/applicants/{siti.id}/print"

    for words in (client.get(asked).text, text_of(read(client.get(asked + ".pdf")))):
        for hidden in (
            NIK,
            "3673990101150002",
            "C7123412",
            "Rahasia",
            "divorced",
            "Cerai",
            "00001234",
            "0000-1234",
            "Cipocok Jaya, Cipocok",
        ):
            assert hidden not in words, hidden


def test_the_full_nik_is_for_who_may_see_it_and_asks_for_it(head, viewer, siti):
    asked = f"/applicants/{siti.id}/print?chosen=1&nik=1"

    assert NIK in head.get(asked).text
    assert "NIK lengkap" in head.get(asked).text
    assert NIK not in viewer.get(asked).text
    assert "NIK lengkap" not in viewer.get(asked).text
    assert db.session.query(Opening).filter(Opening.about_applicant == siti.id, Opening.facts["full_nik"].as_boolean()).count() == 2


def test_closed_papers_are_for_who_may_see_them(client_of, siti):
    asked = f"/applicants/{siti.id}/print"

    assert "Surat sehat" in client_of("head").get(asked).text
    assert "Surat sehat" in client_of("officer", True).get(asked).text
    assert "Surat sehat" not in client_of("officer").get(asked).text
    assert "Surat sehat" not in client_of("viewer").get(asked).text


def test_only_what_was_checked_is_said_to_be(officer, siti, make):
    checked, not_checked = LABELS["checked"][0], LABELS["not_checked"][0]
    assert checked in officer.get(f"/applicants/{siti.id}/print").text

    make.document(siti, kind="ktp")

    assert not_checked in officer.get(f"/applicants/{siti.id}/print").text
    assert not_checked in officer.get(f"/applicants/{make.applicant().id}/print").text


def test_of_each_test_the_best_result_that_counts(officer, make):
    person = make.applicant()
    make.language(person, score=120, taken_on=date(2026, 8, 1))
    make.language(person, score=150, taken_on=date(2026, 2, 1))
    make.language(person, score=190, taken_on=date(2023, 2, 1), valid_until=date(2025, 2, 1))
    for level in ("N4", "N2"):
        make.language(person, test="JLPT", score=None, level=level, valid_until=None)

    words = officer.get(f"/applicants/{person.id}/print").text

    assert "150 / 200" in words
    assert "N2" in words
    assert not any(other in words for other in ("120 / 200", "190 / 200", "N4"))


def test_a_result_whose_end_nobody_knows_stands_behind_one_that_counts(officer, make):
    person = make.applicant()
    make.language(person, score=188, taken_on=None, valid_until=None)
    make.language(person, score=120, taken_on=date(2026, 8, 1))
    db.session.commit()

    words = officer.get(f"/applicants/{person.id}/print").text

    assert "120 / 200" in words
    assert "188" not in words
    assert person.eps_score == 120


def test_a_korean_sheet_has_no_indonesian_label(officer, siti):
    page = officer.get(f"/applicants/{siti.id}/print?lang=ko")

    heads = set(page.texts("article th") + page.texts("article h2") + page.texts("article h3"))
    assert heads
    assert not heads & {first for first, _english, _korean in LABELS.values()} - {korean for *_others, korean in LABELS.values()}
    assert page.one("html")["lang"] == "ko"


def test_the_choices_are_one_click_each_and_kept_for_the_pdf(officer, siti):
    page = officer.get(f"/applicants/{siti.id}/print")
    english = next(a["href"] for a in page.soup.select(".pbar .seg a") if a.get_text() == "English")

    chosen = officer.get(english)

    assert "Applicant summary" in chosen.text
    assert [a.get_text() for a in chosen.soup.select(".pbar a[aria-current]")] == [
        "English",
        "A4",
        "Foto",
        "Hemat tinta",
    ]
    pdf = next(a["href"] for a in chosen.soup.select(".pbar a") if ".pdf" in a["href"])
    assert "Applicant summary" in text_of(read(officer.get(pdf)))


def test_without_a_photo_there_is_a_frame_to_glue_it_in(officer, siti, make):
    for asked in (f"/applicants/{siti.id}/print?chosen=1", f"/applicants/{make.applicant().id}/print"):
        page = officer.get(asked)
        assert "Pas foto 3×4" in page.text
        assert not page.soup.select("article img")


def test_a_lost_photo_leaves_its_frame(officer, make):
    person = make.applicant(photo="0" * 64 + ".jpg")

    assert "Pas foto 3×4" in officer.get(f"/applicants/{person.id}/print").text
    assert len(read(officer.get(f"/applicants/{person.id}/print.pdf")).pages) == 1


@pytest.mark.parametrize("name", ["<b>Dua</b> & 'x'", '#panic("x") *b* [', "{{7*7}}{% x %}", "M" * 150, "홍길동", "=1+1"])
def test_a_hostile_name_is_printed_as_typed(officer, make, drawn, name):
    person = make.applicant(name)

    page, paper = (
        officer.get(f"/applicants/{person.id}/print"),
        text_of(read(officer.get(f"/applicants/{person.id}/print.pdf"))),
    )

    assert sheetpage.lacking(drawn[0], page.text) == [] == sheetpage.lacking(drawn[1], paper)


def test_thirty_people_are_thirty_pages_while_one_waits(officer, make):
    people = [make.applicant(f"Orang {number:02}") for number in range(30)]
    for person in people:
        make.language(person)
        make.document(person)

    began = monotonic()
    reader = read(officer.get(print_of(reversed(people), ".pdf")))
    waited = monotonic() - began
    page = officer.get(print_of(people))

    assert [re.search(r"Orang \d\d", one.extract_text())[0] for one in reader.pages] == [person.full_name for person in people]
    assert waited < 10
    assert len(page.soup.select("article.sheet")) == 30


def test_many_people_take_no_more_statements_than_one(officer, siti, make):
    people = [siti] + [make.applicant(f"Orang {number}") for number in range(20)]
    for person in people[1:]:
        make.language(person)
        make.document(person)
        make.certificate(person)
        make.wish(person)
        make.experience(person)
        make.enrolment(make.batch(provider="BBPVP"), person, state="passed")
        make.match(person, make.order())
    few, many = print_of(people[:2]), print_of(people)
    officer.get(many)

    def asked(address):
        with statements() as sent:
            officer.get(address)
        return [statement for statement in sent if statement.startswith("SELECT")]

    assert len(asked(few)) == len(asked(many))


def test_a_whole_list_is_printed_by_its_address(officer, make):
    for name, sex in (("Ani", "P"), ("Budi", "L"), ("Cici", "P")):
        make.applicant(name, sex=sex)

    page = officer.get("/applicants/print?all=1&query=sex%3DP")

    assert page.texts("article .cvn") == ["Ani", "Cici"]
    assert next(a["href"] for a in page.soup.select(".pbar a")) == "/applicants?sex=P"
    korean = next(a["href"] for a in page.soup.select(".pbar .seg a") if a.get_text() == "한국어")
    assert len(officer.get(korean).soup.select("article")) == 2


def test_the_bulk_bar_leads_to_the_print(viewer, make):
    people = [make.applicant(name) for name in ("Ani", "Budi")]

    ticked = viewer.post("/applicants/bulk/print", {"ids": [one.id for one in people]}, follow=True)
    everyone = viewer.post("/applicants/bulk/print", {"all": "1", "query": "q=Ani"}, follow=True)

    assert ticked.texts("article .cvn") == ["Ani", "Budi"]
    assert everyone.texts("article .cvn") == ["Ani"]


def test_too_many_and_nobody_are_told_in_words(officer, make):
    people = [make.applicant(f"Orang {number}") for number in range(501)]

    for answer in (
        officer.get(print_of(people), expect=409),
        officer.get("/applicants/print.pdf?all=1&query=", expect=409),
    ):
        assert "Paling banyak 500 orang" in answer.text
        assert "501" in answer.text
    assert officer.get("/applicants/print", expect=409).text
    assert officer.get("/applicants/print?ids=x&ids=99999999999999999999", expect=409).text
    assert officer.get("/applicants/2147483646/print", expect=404).text
    assert db.session.query(Opening).count() == 0


def test_every_print_is_noted_under_its_check_code(head, siti, make):
    other = make.applicant()
    page = head.get(print_of([siti, other]))
    paper = text_of(read(head.get(f"/applicants/{siti.id}/print.pdf")))

    codes = {CODE.search(page.text)[0]: {None, siti.id, other.id}, CODE.search(paper)[0]: {None, siti.id}}
    for code, whom in codes.items():
        rows = db.session.query(Opening).filter(Opening.what == "applicants.print", Opening.facts["code"].as_string() == code).all()
        assert {row.about_applicant for row in rows} == whom
        assert len(rows) == len(whom)
    assert len(codes) == 2


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_who_may_print(client_of, siti, make, ending):
    order = make.order()
    for asked in (
        f"/applicants/{siti.id}/print{ending}",
        print_of([siti], ending),
        f"/orders/{order.id}/nominative{ending}",
    ):
        for role in ("trainer", "admin"):
            client_of(role).get(asked, expect=403)
        for role in ("officer", "head", "viewer"):
            assert client_of(role).get(asked).status == 200


@pytest.fixture
def listed(make):
    """An order with a person placed, one on the partner's reserve, one refused, and nobody else."""
    order = make.order(
        "Juru las",
        occupation="welder",
        quota=5,
        employer="Haesong Precision",
        employer_ko="해송정밀",
        wage=2_156_880,
        contract_months=36,
        workplace="Gimhae-si",
        partnership_id=make.partnership("Gimhae-si", name_ko="김해시").id,
        requirements=[
            {"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 120}]}},
            {"kind": "document", "facts": {"type": "medical"}},
        ],
    )
    placed, reserve, refused = (
        make.applicant(name, sex="L", birth_place="Serang", birth_date=date(1999, 2, 14), education="SMK")
        for name in ("Ahmad #1 *Fauzan*", "Budi <b>", "Cecep")
    )
    for person, score in ((placed, 178), (reserve, 90)):
        make.language(person, score=score)
    make.document(placed, kind="medical", valid_until=date(2028, 1, 1))
    make.match(placed, order, state="accepted", score=912)
    make.match(reserve, order, state="nominated", reserve_rank=3, score=640)
    make.match(refused, order, state="rejected", active=False, reason="interview", reason_note="tinggi kurang")
    return order


@pytest.mark.parametrize("language", sheetpage.LANGUAGES)
def test_the_name_list_says_the_same_as_page_and_pdf(head, listed, drawn, language):
    page = head.get(f"/orders/{listed.id}/nominative", lang=language)
    reader = read(head.get(f"/orders/{listed.id}/nominative.pdf", lang=language))

    on_page, on_paper = drawn
    assert sheetpage.lacking(on_page, page.text) == [] == sheetpage.lacking(on_paper, text_of(reader))
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert "1 / 1" in text_of(reader)


def test_the_name_list_says_who_is_where_and_why(head, listed):
    page = head.get(f"/orders/{listed.id}/nominative")

    placed, reserve, refused = page.texts("article table:nth-of-type(2) tbody tr")
    assert "Ahmad #1 *Fauzan*" in placed
    assert "EPS-TOPIK 178 91,2 Ditempatkan diterima" in placed
    assert "Surat sehat (MCU) berlaku" in placed
    assert "EPS-TOPIK 90 64,0 Cadangan 3 dikirim ke mitra" in reserve
    assert "EPS-TOPIK 90, syarat 120 (kurang 30)" in reserve
    assert "Tidak ditolak Tidak lulus wawancara: tinggi kurang" in refused
    for expected in (
        "Haesong Precision 해송정밀",
        "Gimhae-si",
        "36 bulan",
        "Ditempatkan 1, cadangan 1, tidak 1, dari kuota 5.",
    ):
        assert expected in page.text, expected


def test_closed_papers_are_not_named_on_the_list(officer, viewer, listed):
    for client in (officer, viewer):
        assert "Surat sehat" not in client.get(f"/orders/{listed.id}/nominative").text


def test_the_name_list_is_noted(head, listed):
    code = CODE.search(head.get(f"/orders/{listed.id}/nominative").text)[0]

    rows = db.session.query(Opening).filter(Opening.what == "orders.nominative").all()
    assert {row.facts["code"] for row in rows} == {code}
    assert {row.facts["order"] for row in rows} == {listed.number}
    assert len({row.about_applicant for row in rows}) == 4


def test_a_list_of_nobody_prints(head, make):
    order = make.order()

    assert "dari kuota 10" in head.get(f"/orders/{order.id}/nominative").text
    assert len(read(head.get(f"/orders/{order.id}/nominative.pdf")).pages) == 1


def test_a_long_list_repeats_its_head(head, make):
    order = make.order(quota=60)
    for number in range(45):
        make.match(make.applicant(f"Orang {number:02}"), order, state="accepted")

    reader = read(head.get(f"/orders/{order.id}/nominative.pdf"))

    assert len(reader.pages) > 1
    for number, paper in enumerate(reader.pages, 1):
        assert "Keterangan" in paper.extract_text()
        assert f"{number} / {len(reader.pages)}" in paper.extract_text()


@pytest.mark.parametrize("typed", ["{code}", "{plain}", " {low} ", "{code} P-26-0001", "{low} p-26-0001"])
def test_a_check_code_leads_back_to_its_print(head, officer, siti, typed):
    code = CODE.search(head.get(f"/applicants/{siti.id}/print").text)[0]
    typed = typed.format(code=code, plain=code.replace("-", ""), low=code.lower())

    page = officer.get("/reports/check", code=typed)

    assert "Kode ini asli" in page.text
    assert "Ringkasan 1 pelamar, dicetak Head Satu" in page.text
    assert page.texts("main li a") == [siti.full_name]


def test_the_code_of_a_list_names_its_order_and_an_unknown_one_is_told(officer, make):
    order = make.order()
    officer.get(f"/orders/{order.id}/nominative")
    code = db.session.query(Opening).filter_by(what="orders.nominative").first().facts["code"]

    assert f"Daftar nominatif {order.number}, 0 orang" in officer.get("/reports/check", code=code).text
    for unknown in ("ABCD-EFGH", "x", "%", "' OR 1=1", "7KQX-M2PD P-26-0001"):
        assert "tidak dikenal" in officer.get("/reports/check", code=unknown).text
    assert "tidak dikenal" not in officer.get("/reports/check").text
