"""The print page as the browser puts it on paper."""

import re
from contextvars import Context
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from serang.db import db
from serang.matching.models import Run

pytestmark = pytest.mark.browser
HOME = "http://serang.example"
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")  # the check code, which may hold F4 or PDF by chance


@pytest.fixture
def on_paper(chromium):
    """on_paper(client, address): the PDF that the browser makes of a page; every request is answered by the client."""
    context = chromium.new_context()

    def printed(client, address):
        page = context.new_page()
        page.route("**/*", lambda route: answer(route, client))
        page.goto(HOME + address)
        return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))

    yield printed
    context.close()


def answer(route, client):
    asked = urlsplit(route.request.url)
    given = Context().run(client.http.get, asked.path + (f"?{asked.query}" if asked.query else ""))
    route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.data)


def millimetres(page):
    return tuple(round(float(side) * 25.4 / 72) for side in (page.mediabox.width, page.mediabox.height))


@pytest.mark.parametrize("paper, size", [("a4", (210, 297)), ("f4", (215, 330))])
def test_a_person_is_one_page_without_buttons(officer, siti, on_paper, paper, size):
    reader = on_paper(officer, f"/applicants/{siti.id}/print?paper={paper}")

    text = CODE.sub("", "".join(reader.pages[0].extract_text().split()))
    assert len(reader.pages) == 1
    assert millimetres(reader.pages[0]) == size
    assert len(reader.pages[0].images) == 1
    assert all(word in text for word in ("이력서", "성명", "시티", "생년월일", "Siti"))
    assert not any(word in text for word in ("Kembali", "English", "Hemattinta", "Langsungkeisi", "PDF", "F4"))


def test_each_person_begins_a_page(officer, make, on_paper):
    people = [make.applicant(f"Orang {number}") for number in range(3)]

    reader = on_paper(officer, "/applicants/print?" + "&".join(f"ids={one.id}" for one in people))

    assert [f"Orang {number}" in page.extract_text() for number, page in enumerate(reader.pages)] == [True] * 3


def test_a_name_list_lies_across_and_repeats_its_head(head, make, on_paper):
    order = make.order(quota=60)
    for number in range(40):
        make.match(make.applicant(f"Orang {number}"), order, state="accepted")

    reader = on_paper(head, f"/orders/{order.id}/nominative")

    assert len(reader.pages) > 1
    assert millimetres(reader.pages[0]) == (297, 210)
    assert all("Keterangan" in page.extract_text() for page in reader.pages)


def test_the_record_of_a_run_is_printed_with_its_locks_and_a_place_to_sign(officer, make, on_paper):
    orders = [make.order("Asisten perawat", quota=3, requirements=[{"kind": "height", "facts": {"min": 150}}]) for _n in range(3)]
    for number in range(12):
        person = make.applicant(f"Orang Nomor {number}", stage="ready", sex="L", height_cm=160)
        make.wish(person)
        officer.post("/matching/locks/new", applicant=person.id, order=orders[number % 3].id, kind="ban" if number > 2 else "lock",
                     reason="Keluarga meminta tempat kerja yang dekat dengan saudaranya", expect=303)  # fmt: skip
    officer.post("/matching/runs", expect=303)
    officer.post(f"/orders/{orders[0].id}/quota", quota="5", reason="Surat 15/2026", expect=303)

    reader = on_paper(officer, f"/matching/runs/{db.session.query(Run).one().id}/check")

    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert millimetres(reader.pages[0]) == (210, 297)
    assert len(reader.pages) <= 3  # who is placed and who is on reserve is named, too
    assert all(word in text for word in ("Orang Nomor 11", "Keluarga meminta", "Surat 15/2026", "Kepala Dinas", "Dicetak"))
