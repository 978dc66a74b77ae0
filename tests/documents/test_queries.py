"""Work lists: each number is the length of a list, limited to what the reader may see."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from serang.db import db
from serang.documents import operations, queries
from serang.documents.queries import Filters
from serang.upkeep.operations import demo
from serang.web.clock import now

ON = date(2026, 11, 25)


@pytest.fixture
def reader(account):
    return account("head")


@pytest.fixture
def office(app):
    """A small invented office."""
    demo.fill(applicants=80, orders=8, seed=3, on=ON, at=now(), password="rahasia-panjang")
    operations.refresh_papers(None, ON)
    db.session.commit()


def length(filters, reader):
    found = queries.find(filters, reader=reader, on=ON, size=5000)
    assert len(found.rows) == found.total
    return found.total


@pytest.mark.parametrize("state", queries.STATES)
def test_every_number_is_the_length_of_a_list(office, reader, state):
    whole = Filters(state)
    counts = queries.counts(whole, reader=reader, on=ON)

    assert queries.totals(reader=reader, on=ON)[state] == length(whole, reader)
    for name, choices in counts.items():
        for choice, n in choices.items():
            asked = (choice,) if name in ("kind", "stage") else choice
            assert length(replace(whole, **{name: asked}), reader) == n, (name, choice)
    assert sum(counts["stage"].values()) == length(whole, reader)


def test_pages_hold_every_line_once(office, reader):
    whole = queries.find(Filters("lacking"), reader=reader, on=ON, size=5000)
    pages = [queries.find(Filters("lacking"), reader=reader, on=ON, page=n, size=7).rows for n in range(1, -(-whole.total // 7) + 1)]

    assert [row.person.id for page in pages for row in page] == [row.person.id for row in whole.rows]
    assert queries.find(Filters("lacking"), reader=reader, on=ON, page=10_000, size=7).last == whole.total


def test_who_lacks_what_agrees_with_the_papers_of_each(office, reader):
    for row in queries.find(Filters("lacking"), reader=reader, on=ON, size=5000).rows:
        assert row.lacking


@pytest.mark.parametrize("days, within", [(0, [7, 30, 60]), (7, [7, 30, 60]), (8, [30, 60]), (31, [60]), (60, [60]), (61, []), (-1, [])])
def test_a_paper_is_in_the_lists_its_days_say(make, reader, days, within):
    make.document(make.applicant(stage="ready"), "medical", valid_until=ON + timedelta(days=days))

    assert [n for n in (7, 30, 60) if length(Filters(within=n), reader)] == within
    assert length(Filters("expired"), reader) == (days < 0)


@pytest.mark.parametrize("values", [{"exit_reason": "family"}, {"stage": "departed"}, {"stage": "returned"}])
def test_who_has_gone_is_in_no_list(make, reader, values):
    gone = make.applicant(**{"stage": "ready", "disagrees": True, **values})
    make.document(gone, "medical", valid_until=ON)

    assert set(queries.totals(reader=reader, on=ON).values()) == {0}


def test_an_older_paper_is_in_no_list(make, reader):
    make.document(make.applicant(stage="ready"), "medical", valid_until=ON, current=False)

    assert length(Filters(), reader) == 0


@pytest.mark.parametrize("role, sensitive, sees", [("head", False, 1), ("officer", True, 1), ("officer", False, 0), ("viewer", False, 0)])
def test_health_papers_are_only_for_who_may(make, account, role, sensitive, sees):
    person = make.applicant(stage="ready")
    make.document(person, "medical", valid_until=ON)
    reader = account(role, sensitive)

    assert length(Filters(), reader) == sees
    lines = queries.find(Filters("lacking"), reader=reader, on=ON).rows
    assert all("skck" not in row.lacking for row in lines) or sees
    kinds = {row.kind.code for row in queries.states(person, ON, reader=reader)}
    assert ("medical" in kinds) is bool(sees)


def test_passports_in_three_groups_each_person_once(make, reader):
    order = make.order(departs_on=date(2027, 3, 1))
    people = {}
    for name, until in [
        ("tanpa", None),
        ("habis", date(2026, 1, 1)),
        ("pendek", date(2027, 8, 31)),
        ("beda", date(2034, 1, 1)),
        ("baik", date(2027, 9, 1)),
        ("pendek dan beda", date(2027, 1, 1)),
    ]:
        person = people[name] = make.applicant(full_name=name.title(), stage="nominated")
        make.match(person, order, "nominated")
        if until:
            make.document(person, "passport", valid_until=until, name_on_it="Orang Lain" if "beda" in name else name.upper())
    make.applicant(full_name="Belum Wajib", stage="registered")
    operations.refresh_papers(None, ON)

    assert queries.passport_groups(ON, reader) == {"none": 2, "short": 2, "differs": 1}
    groups = {row.person.full_name: row.group for row in queries.find(Filters("passport"), reader=reader, on=ON).rows}
    assert groups == {"Tanpa": "none", "Habis": "none", "Pendek": "short", "Pendek Dan Beda": "short", "Beda": "differs"}

    order.departs_on = date(2027, 4, 1)
    db.session.flush()
    assert queries.passport_groups(ON, reader)["short"] == 3


def test_departures_narrow_a_list(make, reader):
    soon, later, never = (make.applicant(stage="nominated") for _ in range(3))
    make.match(soon, make.order(departs_on=ON + timedelta(days=20)))
    make.match(later, make.order(departs_on=ON + timedelta(days=80)))

    assert [length(Filters("lacking", departs=n), reader) for n in (30, 90)] == [1, 2]
    assert length(Filters("lacking"), reader) == 3
    assert queries.departures([soon.id, later.id, never.id]) == {soon.id: ON + timedelta(days=20), later.id: ON + timedelta(days=80)}


def test_identity_says_who_must_correct_what(make, reader):
    person = make.applicant(full_name="Siti Aminah", nik="3673990201000001", birth_date=date(2000, 1, 2), sex="L")
    make.document(person, "ktp", name_on_it="SITI AMINAH")
    make.document(person, "diploma", name_on_it="SITI AMINH")
    operations.refresh_papers(None, ON)

    [row] = queries.find(Filters("identity"), reader=reader, on=ON).rows

    assert [(one.source, one.field) for one in row.differences] == [("diploma", "name")]


def test_facts_for_matching_have_the_end_worked_out(make):
    person = make.applicant()
    make.document(person, "medical", issued_on=date(2026, 11, 30), valid_until=None)
    make.document(person, "passport", valid_until=date(2020, 1, 1), current=False)

    [paper] = queries.facts_for([person.id])[person.id]

    assert (paper.kind, paper.valid_until) == ("medical", date(2027, 2, 28))


def test_an_unknown_kind_is_in_no_question(reader, make):
    make.applicant(stage="ready")

    assert length(Filters("lacking", kind=("nope",)), reader) == 0
