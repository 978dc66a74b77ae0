"""Who may stand in the base twice: found, looked at, set apart, merged from the page."""

from datetime import date

import pytest
from sqlalchemy import select

from serang.applicants.models import Applicant, TwinPair
from serang.applicants.operations import twins as changes
from serang.applicants.queries import twins
from serang.audit.models import Act, Opening
from serang.common.rules import names
from serang.common.rules.reasons import Reason
from serang.db import db
from serang.jobs.models import Job
from serang.upkeep import operations as upkeep
from serang.web.clock import now, today
from serang.worker import work_off

BORN = date(2001, 3, 2)


@pytest.fixture
def two(make):
    """Two entries of one person, and a third who is nobody's double."""
    first = make.applicant("Muhammad Sjarifoeddin", birth_date=BORN, phone="+6281234567890")
    second = make.applicant("Moh. Syarifudin", birth_date=BORN, address="Jalan Raya Cilegon 7")
    make.applicant("Dewi Lestari", birth_date=date(1999, 1, 1))
    return first, second


def search():
    changes.ask(account_id=None, at=now())
    db.session.commit()
    work_off()


def test_the_whole_base_is_looked_through_in_the_background(app, two):
    search()

    rows, total = twins.find()
    assert total == 1
    assert (rows[0].first.id, rows[0].second.id) == (two[0].id, two[1].id)
    assert Reason("same_birth", day=BORN) in rows[0].reasons
    assert twins.last_done().result == {"pairs": 1}
    assert [one.second.id for one in twins.of(two[0].id)] == [two[1].id]


def test_the_night_looks_once_even_when_asked_twice(app, two):
    upkeep.nightly(on=today())
    upkeep.nightly(on=today())
    db.session.commit()

    assert len(db.session.scalars(select(Job).where(Job.kind == twins.JOB)).all()) == 1


def test_looking_again_keeps_numbers_and_decisions(app, make, two):
    search()
    number = twins.find()[0][0].pair.id
    make.applicant("Dewi Lestari", birth_date=date(1999, 1, 1))

    search()

    assert twins.count() == 2
    assert twins.pair(number).first_id == two[0].id
    changes.set_apart(*[person.id for person in two], at=now(), account_id=None)
    db.session.commit()
    search()
    assert twins.count() == 1
    assert twins.count(twins.DIFFERENT) == 1


def test_a_pair_that_is_none_any_more_leaves_the_list(app, two):
    search()
    two[1].full_name, two[1].birth_date = "Budi Santoso", date(1990, 5, 5)
    db.session.commit()

    search()

    assert twins.count() == 0


def test_reasons_survive_being_kept(app, make):
    people = [make.applicant("Siti Aminah", birth_date=BORN), make.applicant("Siti Aminah", birth_date=date(2001, 3, 21))]
    found = list(names.pairs([names.Person(one.id, one.full_name, one.birth_date) for one in people]))

    changes.keep(found)

    assert twins.find()[0][0].reasons == found[0].reasons


def test_surest_first_and_page_by_page(app, make):
    people = [make.applicant(f"Orang {n}") for n in range(twins.PAGE + 3)]
    changes.keep([names.Pair(people[0].id, one.id, 75 + n / 10, (Reason("same_name"),)) for n, one in enumerate(people[1:])])
    db.session.commit()

    first, total = twins.find()
    second, _total = twins.find(page=2)

    scores = [one.pair.score for one in first + second]
    assert total == len(scores) == twins.PAGE + 2
    assert scores == sorted(scores, reverse=True)


def test_the_list_says_why_and_leads_to_both(officer, two):
    search()

    page = officer.get("/applicants/twins")

    assert "tanggal lahir sama" in page.text
    assert page.texts("tbody tr")[0].startswith("Muhammad Sjarifoeddin")
    assert "Data ganda 1" in officer.get("/applicants").text
    assert "Mungkin sama dengan Moh. Syarifudin" in officer.get(f"/applicants/{two[0].id}").text


def test_the_button_queues_the_search(officer, two):
    officer.post("/applicants/twins/search", expect=303)

    assert officer.get("/applicants/twins").soup.select_one("progress")
    work_off()
    assert twins.count() == 1


def test_only_officers_merge(head, viewer, trainer, two):
    for client in (head, viewer, trainer):
        assert client.get("/applicants/twins", expect=None, check=False).status == 403
        assert client.get(f"/applicants/{two[0].id}/compare/{two[1].id}", expect=None, check=False).status == 403
        assert client.post(f"/applicants/{two[0].id}/merge", other=two[1].id).status == 403


def test_side_by_side_marks_what_differs_and_proposes_the_fuller(officer, make, two):
    make.document(two[1])
    page = officer.get(f"/applicants/{two[0].id}/compare/{two[1].id}")

    form = page.fields("main form[action$=merge]")
    assert form["full_name"] == [str(two[0].id)]
    assert form["address"] == [str(two[1].id)]
    assert form["phone"] == [str(two[0].id)]
    assert form["number"] == [str(two[1].id)]
    assert "birth_date" not in form
    assert "Dokumen 0 1" in page.texts("tbody tr")


def test_merged_from_the_page_and_taken_back_with_the_toast(officer, two):
    search()
    first, second = two[0].id, two[1].id
    address = f"/applicants/twins/{twins.find()[0][0].pair.id}"
    form = officer.get(address).fields("main form[action$=merge]")

    done = officer.post(f"/applicants/{first}/merge", data=form, number=first, follow=True)

    assert "digabungkan ke" in done.text
    assert db.session.get(Applicant, first).address == "Jalan Raya Cilegon 7"
    assert officer.get(f"/applicants/{second}", expect=303).location.endswith(f"/applicants/{first}")
    assert "Menggabungkan" in officer.get(f"/applicants/{first}", tab="history").text
    assert twins.count() == 0
    assert officer.get(address, expect=404, check=False).status == 404
    undo = done.one("form[action*=undo]")["action"]
    assert "Diurungkan" in officer.post(undo, follow=True).text
    assert db.session.get(Applicant, second).address == "Jalan Raya Cilegon 7"
    assert db.session.get(Applicant, first).address is None
    assert twins.count() == 1


def test_later_edits_are_named_when_it_is_taken_back(officer, two):
    first, second = two[0].id, two[1].id
    form = officer.get(f"/applicants/{first}/compare/{second}").fields("main form[action$=merge]")
    officer.post(f"/applicants/{first}/merge", data=form, number=first, expect=303)
    act = db.session.scalar(select(Act.id).where(Act.title == "applicants.merge"))
    db.session.get(Applicant, first).address = "Jalan Baru 1"
    db.session.commit()

    page = officer.post(f"/audit/acts/{act}/undo", follow=True)

    assert "Alamat sudah diubah lagi" in page.text
    assert db.session.get(Applicant, first).address == "Jalan Baru 1"


def test_not_the_same_person_stays_away_until_looked_at_again(officer, two):
    search()
    officer.post(f"/applicants/{two[0].id}/compare/{two[1].id}/different", expect=303)

    assert twins.count() == 0
    page = officer.get("/applicants/twins", state="different")
    again = page.one("form[action$=again]")["action"]
    officer.post(again, expect=303)
    assert twins.count() == 1
    assert db.session.scalar(select(TwinPair.decided)) is None


def test_two_numbers_of_identity_ask_to_be_sure(officer, make):
    first = make.applicant("Siti Aminah", birth_date=BORN, nik="3673014203010001")
    second = make.applicant("Siti Aminah", birth_date=BORN, nik="3673014203010002")
    page = officer.get(f"/applicants/{first.id}/compare/{second.id}")
    assert "NIK keduanya berbeda" in page.text
    assert "3673014203010001" not in page.text

    form = page.fields("main form[action$=merge]")
    assert officer.post(f"/applicants/{first.id}/merge", data=form).status == 422
    assert db.session.get(Applicant, second.id)
    officer.post(f"/applicants/{first.id}/merge", data=form, sure=1, expect=303)


def test_whole_numbers_are_shown_on_request_and_noted(officer, make, two):
    two[0].nik = "3673014203010001"
    db.session.commit()

    page = officer.get(f"/applicants/{two[0].id}/compare/{two[1].id}", nik=1)

    assert "3673014203010001" in page.text
    assert {row.about_applicant for row in db.session.scalars(select(Opening))} == {two[0].id, two[1].id}


def test_two_places_are_refused_with_a_sentence(officer, make, two):
    for person in two:
        make.match(person, make.order())
    first = two[0].id
    page = officer.get(f"/applicants/{first}/compare/{two[1].id}")
    assert "Keduanya sedang dicalonkan" in page.text

    refused = officer.post(f"/applicants/{first}/merge", other=two[1].id)

    assert refused.status == 409
    assert "Keduanya sedang dicalonkan" in refused.text


def test_a_new_person_who_is_known_is_compared_at_once(officer, two):
    page = officer.post("/applicants", full_name="Moh Syarifuddin", birth_date="2001-03-02", follow=True)

    assert page.soup.select_one("[data-toast] a[href*='/compare/']")
