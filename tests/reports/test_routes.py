"""/reports and the number lists behind the first page."""

import json
from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from serang.audit.models import Opening
from serang.db import db
from serang.reports import queries
from serang.upkeep.operations import demo
from serang.web.clock import now, today
from tests.client import Client


@pytest.fixture
def office(app):
    """An invented office, its officer signed in."""
    demo.fill(applicants=150, orders=12, seed=3, on=today(), at=now(), password="rahasia-panjang")
    db.session.commit()
    client = Client(app)
    client.sign_in("petugas", "rahasia-panjang")
    return client


def length_of(page) -> int:
    """How many people the list says it has."""
    words = page.texts("main .pager > span")
    return int(words[0].split()[-1].replace(".", "")) if words and words[0] != "0 hasil" else 0


def test_every_number_on_the_first_page_opens_a_list_of_that_length(office):
    home = office.get("/")
    links = [
        (a["href"], a.get_text(strip=True))
        for a in home.soup.select('main a[href^="/applicants?"]')
        if a.get_text(strip=True).replace(".", "").isdigit()
    ]

    assert len(links) > 20
    for href, number in links:
        assert length_of(office.get(href)) == int(number.replace(".", "")), href


def test_who_lacks_a_passport_is_one_click_away(office):
    link = office.get("/").one('main a[href="/documents?state=passport"]')

    assert length_of(office.get(link["href"])) == int(link.get_text(strip=True).replace(".", ""))


def test_the_things_to_do_lead_somewhere(office):
    home = office.get("/")

    for link in home.soup.select(".todo-l a"):
        office.get(urlsplit(link["href"]).path + "?" + urlsplit(link["href"]).query)


def test_target_counts_each_person_once(make, app):
    for stage, values in [
        ("registered", {}),
        ("selected", {"hold_reason": "sick"}),
        ("training", {}),
        ("ready", {"papers": "complete"}),
        ("ready", {"papers": "lacking"}),
        ("preparing", {"flight_on": date(2026, 12, 1)}),
        ("preparing", {}),
        ("departed", {}),
        ("returned", {}),
        ("registered", {"exit_reason": "cost"}),
    ]:
        make.applicant(stage=stage, **values)
    from serang.accounts.models import Account

    found = queries.target(today(), Account(roles=["head"], sensitive=False))

    assert (found.registered, found.in_training, found.ready, found.scheduled, found.departed) == (2, 1, 1, 1, 2)
    assert (found.target, found.target_max) == (300, 500)


def test_the_terminal_says_the_same(app, make):
    make.applicant(stage="departed")

    told = app.test_cli_runner().invoke(args=["reports", "target", "--json"])

    assert json.loads(told.output)["departed"] == 1
    assert set(json.loads(told.output)) == {"target", "target_max", "departed", "scheduled", "ready", "in_training", "registered"}


def test_the_report_adds_up_and_can_be_taken_along(office):
    page = office.get("/reports")
    assert "Per kecamatan" in page.text

    book = office.get("/reports/summary.xlsx")

    sheet = load_workbook(BytesIO(book.data))["Per kecamatan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum(row[3] for row in rows[1:-1]) == rows[-1][3] == 150
    assert db.session.query(Opening).filter_by(what="reports.export").count() == 1


def test_a_period_the_wrong_way_round_is_told(office):
    assert "lebih awal" in office.get("/reports?first=01/06/2026&last=01/05/2026", expect=422).text


def test_the_days_that_were_taken_stand_in_the_fields(office):
    page = office.get("/reports?last=01/06/2026")

    assert [page.soup.select_one(name)["value"] for name in ("#first", "#last")] == [f"01/01/{today().year}", "01/06/2026"]


def test_everything_that_needs_action_can_be_opened(office):
    page = office.get("/")

    lines = page.soup.select("ul.todo-l li")
    assert lines
    assert all(line.select_one("a[href]") for line in lines)


def test_roles(viewer, trainer, admin):
    viewer.get("/reports")
    viewer.get("/reports/summary.xlsx", expect=403)
    trainer.get("/reports", expect=403)
    assert trainer.get("/", expect=302).location == "/trainings"
    assert admin.get("/", expect=302).location == "/settings"


def test_an_empty_office_has_a_first_page(officer):
    page = officer.get("/")

    assert "Belum ada job order terbuka" in page.text
