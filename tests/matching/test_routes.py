"""/matching: propose, see why, apply; every page by role."""

from datetime import date

import pytest

from serang.db import db
from serang.matching.models import Lock, Match, Proposal, Run

LANGUAGE = [{"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 120}]}}]


@pytest.fixture
def office(make):
    """An order of two places for EPS-TOPIK 120, and three people ready for it: 180, 150, 130; one with 100."""
    order = make.order(quota=2, reserves=1, requirements=LANGUAGE, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    people = []
    for name, score in (("Ahmad Fauzan", 180), ("Galih Permana", 150), ("Eka Prasetya", 130), ("Saepudin", 100)):
        person = make.applicant(full_name=name, stage="ready", sex="L", birth_date=date(2000, 1, 1))
        make.wish(person)
        make.language(person, score=score, valid_until=date(2099, 6, 1))
        people.append(person)
    return order, people


def test_an_order_is_filled_in_two_posts(officer, office):
    order, people = office

    page = officer.post(f"/matching/orders/{order.id}/propose", follow=True)
    assert "Terapkan 2 usulan" in page.text
    assert "EPS-TOPIK 180" in page.text
    run = db.session.query(Run).one()
    page = officer.post(f"/matching/runs/{run.id}/accept", order=order.id, follow=True)

    assert "2 orang diusulkan" in page.text
    assert "Terapkan" not in page.text
    placed = db.session.query(Match).filter_by(active=True).all()
    assert {(match.applicant_id, match.order_id, match.state) for match in placed} == {
        (people[0].id, order.id, "proposed"), (people[1].id, order.id, "proposed")}
    assert db.session.get(Run, run.id).accepted_at


def test_nothing_is_applied_before_somebody_accepts(officer, office):
    order, _people = office

    officer.post(f"/matching/orders/{order.id}/propose", expect=303)

    assert db.session.query(Match).count() == 0
    assert db.session.query(Proposal).filter_by(kind="placed").count() == 2


def test_a_refused_proposal_is_not_made_again(officer, office):
    order, people = office
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    run = db.session.query(Run).one()
    proposal = db.session.query(Proposal).filter_by(applicant_id=people[0].id, kind="placed").one()

    officer.post(f"/matching/runs/{run.id}/proposals/{proposal.id}/decline", expect=422)
    officer.post(f"/matching/runs/{run.id}/proposals/{proposal.id}/decline", reason="requirement", note="Tidak mau", expect=303)
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)

    again = db.session.query(Proposal).filter(Proposal.run_id > run.id, Proposal.kind == "placed").all()
    assert {row.applicant_id for row in again} == {people[1].id, people[2].id}
    assert db.session.query(Lock).one().kind == "ban"


def test_everybody_is_told_why(officer, office):
    order, people = office
    page = officer.post("/matching/runs", whom="ready", follow=True)
    assert "Terbukti optimal" in page.text
    run = db.session.query(Run).one()

    told = [officer.get(f"/matching/runs/{run.id}/applicants/{person.id}").text for person in people]

    assert "Tidak ada job order lain yang lebih sesuai" in told[0]
    assert "Cadangan nomor 1" in told[2]
    assert "Belum memenuhi syarat job order mana pun" in told[3]
    assert "EPS-TOPIK 120 (+20) membuka 1 job order" in told[3]
    assert "syarat 120 (kurang 20)" in told[3]


def test_people_without_a_place_are_found_by_the_rule_they_fail(officer, office):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()

    assert "Saepudin" in officer.get(f"/matching/runs/{run.id}/out", rule="language").text
    assert "Eka Prasetya" not in officer.get(f"/matching/runs/{run.id}/out", rule="language").text
    assert "Eka Prasetya" in officer.get(f"/matching/runs/{run.id}/out", q="eka").text
    assert "Saepudin" not in officer.get(f"/matching/runs/{run.id}/out", q="eka").text


@pytest.mark.parametrize(("role", "status"), [("officer", 303), ("head", 403), ("viewer", 403), ("trainer", 403), ("admin", 403)])
def test_only_an_officer_runs_and_accepts(client_of, office, role, status):
    order, _people = office

    client_of(role).post(f"/matching/orders/{order.id}/propose", expect=status)

    assert db.session.query(Run).count() == (1 if status == 303 else 0)


@pytest.mark.parametrize(("role", "status"), [("officer", 200), ("head", 200), ("viewer", 200), ("trainer", 403), ("admin", 403)])
def test_who_reads_runs(client_of, officer, office, role, status):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()

    for address in ("", f"/runs/{run.id}", f"/runs/{run.id}/orders/{order.id}", f"/runs/{run.id}/out", f"/runs/{run.id}/applicants/{people[0].id}"):
        client_of(role).get(f"/matching{address}", expect=status)
