"""/matching: propose, see why, apply; every page by role."""

import dataclasses
from datetime import date, timedelta

import pytest
from sqlalchemy import func

from serang.applicants import operations as applicants
from serang.audit.models import Act
from serang.audit.operations import set_actor
from serang.common.refusals import Conflict
from serang.common.rules import days
from serang.db import db
from serang.documents.models import DocumentKind
from serang.i18n import day_number
from serang.matching import operations, queries
from serang.matching.models import Lock, Match, Proposal, Run
from serang.matching.rules import store
from serang.orders import operations as orders
from serang.orders.models import JobOrder, OrderRequirement
from serang.stages.models import Stage
from serang.trainings.models import Batch, Course, Enrolment
from serang.trainings.rules.sessions import sessions_from_pattern
from serang.web.clock import now, today
from serang.worker import work_off


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
        (people[0].id, order.id, "proposed"),
        (people[1].id, order.id, "proposed"),
    }
    assert db.session.get(Run, run.id).accepted_at


def test_a_run_says_that_it_was_applied_as_long_as_places_come_from_it(officer, office):
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    page = officer.post(f"/matching/runs/{run.id}/accept", follow=True)
    assert "Diterapkan" in page.one("h1").text
    assert "Terapkan" not in page.one("main").text.replace("Diterapkan", "")
    assert "Diterapkan" in officer.get("/matching").text

    officer.post(page.one("[data-toast] form")["action"], expect=303)

    page = officer.get(f"/matching/runs/{run.id}")
    assert "Diterapkan" not in page.text
    assert "Terapkan semua usulan" in page.text
    assert "Diterapkan" not in officer.get("/matching").text
    assert "Diterapkan" in officer.post(f"/matching/runs/{run.id}/accept", follow=True).one("h1").text


def test_who_is_not_proposed_anew_is_counted_with_the_reason(officer, office):
    order, people = office
    officer.post("/matching/runs", expect=303)
    officer.post(f"/matching/runs/{db.session.query(Run).one().id}/accept", expect=303)
    order.quota = 4
    people[3].languages[0].score = 140
    db.session.commit()
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).order_by(Run.id.desc()).first()
    ban = {"kind": "ban", "order": order.id, "reason": "tidak cocok", "applicant": people[2].id}
    officer.post("/matching/locks/new", ban, expect=303)

    page = officer.get(f"/matching/runs/{run.id}")
    assert "Usulkan 1 orang ke job order masing-masing?" in page.html
    page = officer.post(f"/matching/runs/{run.id}/accept", follow=True)

    assert "1 orang diusulkan. 2 orang sudah diusulkan sebelumnya. 1 orang dilewati: " in page.text
    assert "Terapkan sisanya" not in page.text


def test_a_run_that_only_takes_proposals_off_can_be_applied_and_says_so(officer, office):
    _order, people = office
    officer.post("/matching/runs", expect=303)
    officer.post(f"/matching/runs/{db.session.query(Run).one().id}/accept", expect=303)
    people[0].languages[0].score = people[2].languages[0].score = 100
    db.session.commit()
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).order_by(Run.id.desc()).first()

    assert "Lepas 1 usulan lama yang tidak ada dalam susunan ini?" in officer.get(f"/matching/runs/{run.id}").html
    page = officer.post(f"/matching/runs/{run.id}/accept", follow=True)

    assert page.texts("[data-toast] span") == [
        f"1 orang sudah diusulkan sebelumnya. 1 usulan lama dilepas: {people[0].full_name} ({_order.number})."
    ]
    assert "Terapkan" not in page.one("main").text.replace("Diterapkan", "")
    assert [match.applicant_id for match in db.session.query(Match).filter_by(active=True)] == [people[1].id]


def test_proposing_once_more_from_an_old_page_is_told_and_not_called_done(officer, office):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    officer.post(f"/matching/runs/{run.id}/accept", order=order.id, follow=True)

    page = officer.post(f"/matching/runs/{run.id}/accept", order=order.id, follow=True)

    assert page.texts("[data-toast] span") == ["2 orang sudah diusulkan tadi."]
    assert "#check" not in str(page.one("[data-toast]"))
    ids = [person.id for person in people[:2]]
    page = officer.post(f"/matching/orders/{order.id}/add", ids=ids, expect=409)
    assert "Sudah ada di job order ini." in page.text


def test_nothing_is_applied_before_somebody_accepts(officer, office):
    order, _people = office

    officer.post(f"/matching/orders/{order.id}/propose", expect=303)

    assert db.session.query(Match).count() == 0
    assert db.session.query(Proposal).filter_by(kind="placed").count() == 2


@pytest.mark.parametrize(("role", "named"), [("viewer", False), ("officer", False), ("head", True)])
def test_the_shortest_way_names_a_closed_paper_only_to_who_may_see_it(make, client_of, role, named):
    person = make.applicant(stage="ready")
    make.wish(person)
    make.order(requirements=[{"kind": "document", "facts": {"type": kind}} for kind in ("skck", "passport")])
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    db.session.commit()

    text = client_of(role).get(f"/matching/runs/{run.id}/applicants/{person.id}").text

    assert ("SKCK" in text, "Dokumen tertutup" in text) == (named, not named)
    assert "Paspor" in text
    assert "membuka 1 job order" in text


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

    for address in (
        "",
        f"/runs/{run.id}",
        f"/runs/{run.id}/orders/{order.id}",
        f"/runs/{run.id}/out",
        f"/runs/{run.id}/applicants/{people[0].id}",
    ):
        client_of(role).get(f"/matching{address}", expect=status)


@pytest.fixture
def no_gates(app):
    """Gates that ask for nothing but the place itself."""
    for stage in db.session.query(Stage):
        stage.gate = [rule for rule in stage.gate if rule["rule"] == "match"]
    db.session.commit()


@pytest.fixture
def pending(office, make):
    """Three people with the partner."""
    order, people = office
    for person in people[:3]:
        person.stage = "nominated"
    return order, people, [make.match(person, order, state="nominated", score=700) for person in people[:3]]


def test_the_whole_list_is_sent(officer, office, no_gates):
    order, _people = office
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    officer.post(f"/matching/runs/{db.session.query(Run).one().id}/accept", order=order.id, expect=303)
    page = officer.get(f"/orders/{order.id}")
    assert "Kirim 2 usulan" in page.text

    page = officer.post(f"/matching/orders/{order.id}/move", to="nominated", all_in="proposed", follow=True)

    assert "2 orang dikirim ke mitra" in page.text
    assert {match.state for match in db.session.query(Match)} == {"nominated"}


def test_more_than_the_quota_is_told(officer, pending):
    order, _people, matches = pending

    page = officer.post(f"/matching/orders/{order.id}/move", to="accepted", ids=[match.id for match in matches], expect=409)

    assert "hanya punya 2 tempat, sedangkan ini menjadi 3 orang" in page.text
    assert {match.state for match in db.session.query(Match)} == {"nominated"}


def test_more_answers_than_places_are_refused_beside_what_was_chosen(officer, pending):
    order, _people, matches = pending
    chosen = {f"answer_{match.id}": "accepted" for match in matches} | {f"note_{matches[0].id}": "nilai tinggi"}

    page = officer.post(f"/matching/orders/{order.id}/answers", chosen, expect=409)

    assert "hanya punya 2 tempat" in page.one("#error_summary").text
    assert page.fields("#answers_form").items() >= chosen.items()
    assert {match.state for match in db.session.query(Match)} == {"nominated"}
    page = officer.post(f"/matching/orders/{order.id}/answers", expect=409)
    assert page.texts("#error_summary li") != []


def test_a_refusal_for_want_of_places_leads_to_more_places_and_back(officer, pending):
    order, _people, matches = pending
    address = f"/matching/orders/{order.id}/answers"
    chosen = {f"answer_{match.id}": "accepted" for match in matches}
    page = officer.post(address, officer.get(address).fields("#answers_form") | chosen, expect=409)

    quota = officer.get(page.one("main a[href*='/quota']")["href"])
    assert quota.one("a[data-leave]")["href"] == address
    form = quota.one("main form")
    back = officer.post(form["action"], quota.fields("main form") | {"quota": 3, "reason": "Surat 12"}, expect=303).location

    assert back == address
    offer = officer.get(back).one("[data-draft-offer]")["data-typed"]
    assert all(f'"{name}": ["accepted"]' in offer for name in chosen)
    officer.post(address, page.fields("#answers_form"), expect=303)
    assert _states() == ["accepted"] * 3


def test_who_was_quicker_is_named_above_the_page_that_one_comes_from(officer, head, office, make):
    order, people = office
    other = make.order(number="JO-99")
    officer.post(f"/matching/orders/{order.id}/add", ids=people[0].id, at=0, expect=303)
    place = f"/matching/orders/{other.id}/add?q=Ahmad"

    page = officer.post(f"/matching/orders/{other.id}/add", ids=people[0].id, at=0, came_from=place, follow=True)

    notice = page.one("#notice")
    assert f"{people[0].full_name} ({people[0].number}): Petugas lain baru saja mengusulkannya ke {order.number}" in notice.text
    assert f"Diusulkan untuk {order.number} {order.title} oleh Officer Satu, " in notice.text
    assert notice.select_one("[data-focus]")["data-focus"] == notice.select_one("[role=alert]")["id"]
    assert "Tambah calon" in page.one("h1").text
    assert "Petugas lain" not in page.one("#toasts").text
    assert not officer.get(place).texts("#notice [role=alert]")


@pytest.mark.parametrize("part", [None, "candidates"])
def test_every_refusal_for_want_of_places_leads_to_more_places(officer, pending, part):
    order, _people, matches = pending
    values = {"to": "accepted", "ids": [match.id for match in matches]}

    place = f"/orders/{order.id}"
    page = officer.post(f"/matching/orders/{order.id}/move", values, part=part, came_from=place, expect=409 if part else 303)
    page = page if part else officer.get(page.location)

    assert "Yang dipilih: Ahmad Fauzan, Galih Permana, Eka Prasetya." in page.text
    assert page.one("#notice a[href*='/quota']")["href"] == f"/orders/{order.id}/quota?next=/orders/{order.id}"


def test_answers_are_pasted_looked_over_and_kept(officer, pending):
    order, people, matches = pending
    lines = (
        f"1. {people[0].number}\tditerima",
        f"{people[1].full_name.upper()} : cadangan",
        "Eka Prasetya - tidak lulus (gugup)",
        "Orang Lain diterima",
    )
    pasted = "\n".join(lines)

    page = officer.post(f"/matching/orders/{order.id}/answers", pasted=pasted, read="1", expect=200)
    assert "jawaban terbaca, belum disimpan" in page.one("#read").text
    assert "1 baris belum terbaca" in page.text
    assert "Orang Lain tidak ada di antara yang menunggu jawaban" in page.text
    assert {match.state for match in db.session.query(Match)} == {"nominated"}
    refused = officer.post(f"/matching/orders/{order.id}/answers", data=page.fields("#answers_form"), expect=422)
    assert "Pilih alasan mitra menolak Eka Prasetya." in refused.one("#lacking").text
    assert refused.one(f"#reason_{matches[2].id}")["aria-invalid"] == "true"
    assert {match.state for match in db.session.query(Match)} == {"nominated"}
    said = refused.fields("#answers_form") | {f"reason_{matches[2].id}": "interview"}
    page = officer.post(f"/matching/orders/{order.id}/answers", data=said, follow=True)

    assert "3 orang dijawab" in page.text
    assert [match.state for match in db.session.query(Match).order_by(Match.id)] == [
        "accepted",
        "interviewed",
        "rejected",
    ]
    rejected = db.session.query(Match).filter_by(state="rejected").one()
    assert (rejected.reason, rejected.reason_note) == ("interview", "gugup")
    assert "Ditolak mitra: Tidak lulus wawancara: gugup" in page.text
    assert "Mitra sudah menolaknya untuk job order ini" in officer.get(f"/matching/orders/{order.id}/add", q="Eka").text


def test_that_the_partner_named_no_reason_is_chosen_for_all_who_have_none(officer, pending):
    order, _people, matches = pending
    said = {f"answer_{match.id}": "rejected" for match in matches} | {f"reason_{matches[0].id}": "interview", "reason": "not_named"}

    page = officer.post(f"/matching/orders/{order.id}/answers", data=said, follow=True)

    assert [match.reason for match in db.session.query(Match).order_by(Match.id)] == ["interview", "not_named", "not_named"]
    assert "Ditolak mitra: tidak disebutkan mitra" in page.text


def test_an_answer_given_meanwhile_is_not_overwritten_unseen(officer, pending):
    order, people, matches = pending
    address, (yana, dina, eka) = f"/matching/orders/{order.id}/answers", [f"answer_{match.id}" for match in matches]
    stale = officer.get(address).fields("#answers_form") | {yana: "accepted", dina: "accepted", f"note_{matches[0].id}": "ya"}
    officer.post(
        address, officer.get(address).fields("#answers_form") | {yana: "reserve", dina: "rejected", "reason": "interview"}, expect=303
    )

    page = officer.post(address, stale | {eka: "interviewed"}, expect=409)

    told = page.one("#error_summary").text
    assert f"{people[0].full_name} sudah dijawab orang lain: Cadangan." in told
    assert f"{people[1].full_name} sudah dijawab orang lain: Ditolak. Dari sana tidak dapat menjadi Diterima." in told
    shown = page.fields("#answers_form")
    assert shown.items() >= {yana: "accepted", dina: "accepted", eka: "interviewed", f"note_{matches[0].id}": "ya"}.items()
    assert _states() == ["interviewed", "rejected", "nominated"]
    page = officer.post(address, shown, follow=True)

    assert "2 orang dijawab. Belum dapat: Galih Permana" in page.text
    assert _states() == ["accepted", "rejected", "interviewed"]


def test_who_was_answered_alike_meanwhile_is_told_and_the_rest_is_kept(officer, pending):
    order, _people, matches = pending
    address, (first, second, _third) = f"/matching/orders/{order.id}/answers", [f"answer_{match.id}" for match in matches]
    stale = officer.get(address).fields("#answers_form") | {first: "accepted", second: "rejected", "reason": "interview"}
    officer.post(address, officer.get(address).fields("#answers_form") | {first: "accepted"}, expect=303)

    page = officer.post(address, stale, follow=True)

    assert "1 orang dijawab. 1 orang sudah dijawab sama oleh orang lain." in page.text
    assert _states() == ["accepted", "rejected", "nominated"]


def test_lines_about_who_was_answered_meanwhile_are_asked_about_too(officer, pending):
    order, people, matches = pending
    address, first = f"/matching/orders/{order.id}/answers", f"answer_{matches[0].id}"
    stale = officer.get(address).fields("#answers_form")
    officer.post(address, officer.get(address).fields("#answers_form") | {first: "rejected", "reason": "interview"}, expect=303)

    page = officer.post(address, stale | {"pasted": f"{people[0].number} diterima", "read": "1"}, expect=200)
    page = officer.post(address, page.fields("#answers_form"), expect=409)

    assert f"{people[0].full_name} sudah dijawab orang lain: Ditolak." in page.text
    assert page.fields("#answers_form")[first] == "accepted"


def _states() -> list[str]:
    return [match.state for match in db.session.query(Match).order_by(Match.id)]


def test_refusing_asks_for_a_reason(officer, pending):
    order, _people, matches = pending

    officer.get(f"/matching/orders/{order.id}/reject", ids=matches[0].id)
    officer.post(f"/matching/orders/{order.id}/reject", ids=matches[0].id, reason="", expect=422)
    officer.post(f"/matching/orders/{order.id}/reject", ids=matches[0].id, reason="interview", expect=303)

    assert db.session.get(Match, matches[0].id).state == "rejected"


def test_withdrawing_shows_who_steps_in(officer, pending, no_gates):
    order, people, matches = pending
    page = officer.get(f"/applicants/{people[0].id}/withdraw")
    assert "Tempatnya di" in page.text

    officer.post(f"/applicants/{people[0].id}/withdraw", reason="family", on=today().isoformat(), expect=303)

    db.session.refresh(people[0])
    assert people[0].exit_reason == "family"
    assert db.session.get(Match, matches[0].id).state == "withdrawn"


def test_withdrawing_can_be_taken_back(officer, pending, no_gates):
    _order, people, matches = pending
    page = officer.post(f"/applicants/{people[0].id}/withdraw", reason="family", follow=True)
    undo = page.one("[data-toast] form")["action"]

    officer.post(undo, expect=303)

    db.session.refresh(people[0])
    assert (people[0].exit_reason, people[0].stage) == (None, "nominated")
    assert db.session.get(Match, matches[0].id).active


def test_a_selection_is_proposed_by_hand(officer, office):
    order, people = office
    ids = [people[2].id, people[3].id]
    dialog = officer.post("/applicants/bulk/nominate", ids=ids, part="dialogs", expect=200)
    assert "1 dapat diusulkan, 1 tidak" in dialog.text

    page = officer.post("/applicants/bulk/nominate", ids=ids, order=order.id, confirm="1", follow=True)

    assert "1 orang diusulkan. Tidak dapat: Saepudin" in page.text
    assert db.session.query(Match).one().applicant_id == people[2].id


def test_a_person_is_found_and_added(officer, office):
    order, people = office
    page = officer.get(f"/matching/orders/{order.id}/add", q="sae", part="found_people")
    assert "kurang 20" in page.text
    page = officer.get(f"/matching/orders/{order.id}/add", q="eka")
    assert "Usulkan" in page.text

    officer.post(f"/matching/orders/{order.id}/add", ids=people[2].id, expect=303)

    assert db.session.query(Match).one().applicant_id == people[2].id


def test_locks_are_set_and_removed(officer, office):
    order, people = office
    officer.get("/matching/locks/new", applicant=people[3].id)
    officer.post("/matching/locks/new", applicant=people[3].id, kind="lock", order=order.id, reason="", expect=422)
    officer.post("/matching/locks/new", applicant=people[3].id, kind="lock", order=order.id, reason="Surat", expect=303)
    page = officer.post("/matching/runs", follow=True)
    assert "tidak memenuhi semua syarat wajib" in page.text

    officer.post(f"/matching/locks/{db.session.query(Lock).one().id}/remove", expect=303)

    assert db.session.query(Lock).count() == 0


def test_how_a_person_stands_to_the_order_is_shown_before_locking(officer, office):
    order, people = office
    address = f"/matching/locks/new?applicant={people[3].id}"
    assert officer.get(address).one("#order_fit").get_text(strip=True) == ""

    lacking = officer.get(f"{address}&order={order.id}", part="order_fit")
    fitting = officer.get(f"/matching/locks/new?applicant={people[0].id}&order={order.id}", part="order_fit")

    assert f"Belum memenuhi syarat wajib {order.number}" in lacking.text
    assert "tetap memberinya tempat" in lacking.text
    assert "Kunci atau tolak" not in lacking.text
    assert f"Memenuhi semua syarat wajib {order.number}" in fitting.text
    refused = officer.post("/matching/locks/new", applicant=people[3].id, kind="lock", order=order.id, reason="", expect=422)
    assert "Belum memenuhi syarat wajib" in refused.text
    officer.post("/matching/locks/new", applicant=people[3].id, kind="ban", order=order.id, reason="Surat", expect=303)
    assert "tetap memberinya tempat" not in officer.get(f"{address}&order={order.id}").text
    assert officer.get(f"{address}&order=x").one("#order_fit").get_text(strip=True) == ""


def test_an_order_is_called_off(officer, pending, no_gates):
    order, people, _matches = pending
    assert "Ahmad Fauzan" in officer.get(f"/orders/{order.id}/cancel").text

    page = officer.post(f"/orders/{order.id}/cancel", reason="Surat 9/2026", follow=True)

    assert "3 orang siap dicalonkan lagi" in page.text
    assert db.session.query(Match).filter_by(active=True).count() == 0


def test_clear_sentences_for_odd_orders(officer, office, make):
    order, people = office
    make.order(title="Kosong", quota=0, closes_on=date(2099, 1, 1))
    make.order(title="Langka", quota=3, occupation="welder", closes_on=date(2099, 1, 1))

    page = officer.post("/matching/runs", follow=True)

    assert "Kuotanya 0" in page.text
    assert "Tidak seorang pun memenuhi syarat untuk 3 tempat" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/matching/orders/{order}/answers",
        "/matching/orders/{order}/add",
        "/matching/orders/{order}/reject?ids=1",
        "/orders/{order}/cancel",
        "/matching/locks/new?applicant=1",
        "/matching/places/1/flight",
        "/applicants/1/withdraw",
    ],
)
@pytest.mark.parametrize("role", ["head", "viewer", "admin", "trainer"])
def test_only_an_officer_works_with_places(client_of, pending, role, address):
    client_of(role).get(address.format(order=pending[0].id), expect=403)


def test_plans_are_compared(officer, office, make):
    order, people = office
    officer.post("/matching/runs", expect=303)
    people[0].languages[0].score = 121
    db.session.commit()
    officer.post("/matching/runs", expect=303)
    first, second = db.session.query(Run).order_by(Run.id)

    page = officer.get(f"/matching/runs/{second.id}/compare")

    assert "Baru mendapat tempat 1" in page.text
    assert "Tidak lagi mendapat tempat 1" in page.text
    assert f"Nilainya di {order.number} {order.title}" in page.text and "tidak di atas batas nilai di sana" in page.text
    assert f"Di {order.number} {order.title} sekarang ada tempat untuknya yang sebelumnya terisi." in page.text
    assert "Eka Prasetya" in officer.get(f"/matching/runs/{second.id}/compare", kind="new").text
    assert "Eka Prasetya" not in officer.get(f"/matching/runs/{second.id}/compare", kind="dropped").text
    assert "Belum ada pencocokan sebelumnya" in officer.get(f"/matching/runs/{first.id}/compare").text
    backwards = officer.get(f"/matching/runs/{first.id}/compare", **{"with": second.id, "kind": "new"}, expect=302).location
    assert backwards.endswith(f"/matching/runs/{second.id}/compare?with={first.id}&kind=new")


@pytest.mark.parametrize("order_stays", [True, False])
def test_who_was_sent_between_two_runs_has_not_lost_the_place(officer, office, make, order_stays):
    order, people = office
    officer.post("/matching/runs", expect=303)
    people[0].stage, people[1].languages[0].score = "nominated", 121
    make.match(people[0], order, state="nominated")
    if not order_stays:
        order.closes_on = today() - timedelta(days=1)
        db.session.commit()
    officer.post("/matching/runs", expect=303)
    first, second = db.session.query(Run).order_by(Run.id)

    page = officer.get(f"/matching/runs/{second.id}/compare", kind="sent")

    assert page.texts("main tbody tr")[-1].startswith("Ahmad Fauzan")
    assert f"di {order.number} {order.title} Sudah punya tempat di" in page.texts("main tbody tr")[-1]
    tabs = dict(text.rsplit(" ", 1) for text in page.texts(".tabs a"))
    new, dropped, sent = (int(tabs[word]) for word in ("Baru mendapat tempat", "Tidak lagi mendapat tempat", "Sudah dikirim ke mitra"))
    assert (new, dropped, sent) == ((1, 1, 1) if order_stays else (0, 1, 1))
    assert second.placed == first.placed + new - dropped - sent
    assert "Ahmad Fauzan" not in officer.get(f"/matching/runs/{second.id}/compare", kind="dropped").text


def test_what_if_shows_both_plans_and_changes_nothing(officer, office):
    order, _people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    officer.get(f"/matching/runs/{run.id}/what-if")

    page = officer.get(f"/matching/runs/{run.id}/what-if", order=order.id, quota="4", language_min="100")
    assert "Baru mendapat tempat 2" in page.text
    assert "Terbukti optimal" in page.text
    before, after, more = (float(cell.replace(",", ".")) for cell in page.texts("tr:-soup-contains('Jumlah nilai') td"))
    assert more == pytest.approx(after - before) and more > 0
    officer.get(f"/matching/runs/{run.id}/what-if", order=order.id, quota="x", expect=422)
    officer.get(f"/matching/runs/{run.id}/what-if", order=order.id, language_min="banyak", expect=422)

    db.session.refresh(order)
    assert order.quota == 2
    assert db.session.query(Run).count() == 1


@pytest.fixture
def tried(officer, office, make):
    """A run, the order of `office` and one that asks for JLPT N4 with one person at N5; the address of what-if."""
    order, people = office
    asked = [{"kind": "language", "facts": {"any": [{"test": "JLPT", "min": 4}, {"test": "JFT", "min": 200}]}}]
    kaigo = make.order("Kaigo", quota=3, requirements=asked, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    person = make.applicant("Sri Lestari", stage="ready", sex="P", birth_date=date(2000, 1, 1))
    make.wish(person)
    make.language(person, test="JLPT", level="5", score=None, valid_until=None)
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    return order, kaigo, f"/matching/runs/{run.id}/what-if"


def test_a_quota_that_is_tried_tells_the_quotas_of_each_sex_that_stay(officer, tried, make):
    order = make.order("Kurir", quota=3, quota_male=2, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    officer.post("/matching/runs", expect=303)
    address = f"/matching/runs/{db.session.query(Run.id).order_by(Run.id.desc()).first().id}/what-if"

    page = officer.get(address, change=[f"{order.id}~quota-9"])

    assert f"{order.number} Kurir: kuota 3 (laki-laki 2) menjadi 9 (laki-laki 2)." in page.text


def test_several_changes_are_tried_together_and_each_alone(officer, tried):
    order, kaigo, address = tried
    one, two = f"{order.id}~quota-4~min-100", f"{kaigo.id}~min-5"

    page = officer.get(address, change=[two, one])

    said = [row.select_one("td").text for row in page.soup.select("table tbody tr") if "Hapus" in row.text]
    assert said == [
        f"{order.number} {order.title}: kuota 2 menjadi 4, EPS-TOPIK paling rendah 120 menjadi 100.",
        f"{kaigo.number} Kaigo: JLPT paling rendah N4 menjadi N5.",
    ]
    assert page.texts("td[data-l='Jika hanya ini']") == ["+2 tempat", "+1 tempat"]
    assert "Baru mendapat tempat 3" in page.text
    assert page.texts("tbody tr:has(th:-soup-contains('Mendapat tempat')) td") == ["2", "5", "+3"]
    assert [one["value"] for one in page.soup.select("input[name=change]")] == [two, one]
    alone = officer.get(page.soup.select("a[aria-label^='Hapus: ']")[0]["href"])
    assert "Baru mendapat tempat 1" in alone.text
    assert "Jika hanya ini" not in alone.text
    db.session.refresh(order)
    assert order.quota == 2


def test_what_is_typed_joins_the_changes_of_the_address(officer, tried):
    order, kaigo, address = tried
    first = officer.get(address, order=order.id, quota="4", language_min="", departs_on="", closes_on="")
    form = first.fields("form.stack")
    assert form["change"] == f"{order.id}~quota-4"
    assert not form["order"]

    page = officer.get(address, **form | {"order": kaigo.id, "language_min": "n5"})
    replaced = officer.get(address, **page.fields("form.stack") | {"change": form["change"], "order": order.id, "quota": "3"})
    more = officer.get(address, **form | {"order": order.id, "quota": "1", "besides": "y"})

    assert [one["value"] for one in page.soup.select("input[name=change]")] == [f"{order.id}~quota-4", f"{kaigo.id}~min-5"]
    assert [one["value"] for one in replaced.soup.select("input[name=change]")] == [f"{order.id}~quota-3"]
    assert f"Job order tambahan seperti {order.number} {order.title}: kuota 1." in more.text
    assert "tidak terbaca" not in more.text


def test_who_comes_to_an_order_that_is_added_is_told_so(officer, tried):
    order, _kaigo, address = tried

    page = officer.get(address, change=f"{order.id}~quota-1~besides")

    assert page.texts("main td.wide")[-1] == f"ke job order tambahan seperti {order.number} {order.title}"


def test_the_test_that_a_minimum_is_meant_of_stands_beside_the_field(officer, tried):
    order, kaigo, address = tried
    assert "Pilih job order untuk melihat tesnya." in officer.get(address).one("#language_min_help").text

    picked = officer.get(address, order=kaigo.id, quota="7", language_min="", pick=1)
    part = officer.get(address, order=order.id, pick=1, part="order_now")
    wrong = officer.get(address, order=kaigo.id, quota="", language_min="N6", expect=422)

    assert picked.one("#language_min_help").text == "Tingkat JLPT N5 sampai N1. Sekarang N4. JFT-Basic 200 juga cukup, itu tetap."
    assert picked.one("#quota")["value"] == "7"
    assert picked.one("#order_now").text == "Sekarang: kuota 3, tanggal berangkat 1 Mar 2099, batas pencalonan 1 Jan 2099."
    assert "Hapus" not in picked.text
    assert part.text.startswith("Sekarang: kuota 2")
    assert part.one("#language_min_help").text == "Nilai EPS-TOPIK 0 sampai 200. Sekarang 120."
    assert "Isi tingkat JLPT N5 sampai N1." in wrong.text
    assert wrong.one("#language_min")["value"] == "N6"
    assert "Isi paling sedikit satu" in officer.get(address, order=kaigo.id, quota="", language_min="", expect=422).text


def test_an_address_with_changes_that_make_no_sense_says_so_and_counts_the_rest(officer, tried):
    order, kaigo, address = tried
    good = f"{kaigo.id}~min-N5"
    bad = [
        "",
        "x",
        "999999999999~quota-1",
        f"{order.id}",
        f"{order.id}~quota--1",
        f"{order.id}~min-N3x999",
        f"{order.id}~departs-2099-13-01",
    ]

    page = officer.get(address, change=[*bad, good])

    assert "tidak terbaca" in page.text
    assert [one["value"] for one in page.soup.select("input[name=change]")] == [f"{kaigo.id}~min-5"]
    assert "Baru mendapat tempat 1" in page.text
    many = officer.get(address, change=[f"{order.id}~quota-{n}~besides" for n in range(12)], order=kaigo.id, quota="1", expect=422)
    assert "Paling banyak 12 perubahan" in many.text


def test_several_changes_of_a_large_run_are_found_in_the_background(officer, tried, monkeypatch):
    order, kaigo, address = tried
    asked = f"{address}?change={order.id}~quota-4~min-100&order={kaigo.id}&quota=&language_min=N5"
    at_once = officer.get(asked)
    monkeypatch.setattr(queries.asked, "LARGE", 1)
    page = officer.get(asked)
    assert "di latar belakang" in page.text
    assert "Jika hanya ini" not in page.text

    later = officer.post(asked, follow=True)
    assert "Menunggu giliran" in later.text
    assert work_off() == 1

    found = officer.get(address, change=[f"{order.id}~quota-4~min-100", f"{kaigo.id}~min-5"])
    assert found.texts("table:has(caption:-soup-contains('Sekarang dan')) td") == at_once.texts(
        "table:has(caption:-soup-contains('Sekarang dan')) td"
    )
    assert "Baru mendapat tempat 3" in found.text


def test_a_question_asked_before_there_could_be_several_is_still_answered(tried):
    order, _kaigo, _address = tried
    kept = {
        "run": 1,
        "order_id": order.id,
        "quota": 4,
        "language_min": 100,
        "departs_on": "2099-03-02",
        "closes_on": None,
        "besides": False,
    }

    (change,) = queries.changes.read_back(kept)

    assert change == queries.Change(order.id, 4, 100, date(2099, 3, 2))
    assert queries.changes.written(db.session.query(Run).one(), [change]) == kept | {"run": db.session.query(Run).one().id}


def test_the_record_of_a_run_is_checked(officer, office):
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    assert "Hasil sama dan buktinya berlaku" in officer.get(f"/matching/runs/{run.id}/check").text
    problem, plan = queries.stored(run)
    altered = dataclasses.replace(plan, orders=plan.orders[::-1], people=plan.people + 1)
    run.plan, run.fingerprint = store.pack_plan(altered), "other"
    db.session.commit()

    page = officer.get(f"/matching/runs/{run.id}/check")

    assert "Hasil yang tersimpan sudah diubah" in page.text


def test_the_record_names_who_is_placed_and_on_reserve_and_what_was_sought(officer, office, monkeypatch):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = queries.latest()

    page = officer.get(f"/matching/runs/{run.id}/check")

    assert page.texts("#people tbody th[scope=row]") == [f"{person.full_name} {person.number}" for person in people[:3]]
    assert page.texts("#people tbody td:last-child") == ["Mendapat tempat", "Mendapat tempat", "Cadangan nomor 1"]
    assert "2. Sebanyak mungkin orang mendapat tempat." in page.one("#aims").text
    assert "sama setiap kali untuk masukan yang sama" in page.one("#aims").text
    assert "Data belum lengkap tidak ikut" in page.text
    monkeypatch.setattr("serang.matching.queries.runs.RECORDED", 1)
    assert "ada di halaman tiap job order" in officer.get(f"/matching/runs/{run.id}/check").text


def test_what_was_altered_is_noticed_also_where_the_run_was_read_before(officer, office):
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    address = f"/matching/runs/{run.id}/check"
    assert "Hasil sama dan buktinya berlaku" in officer.get(address).text
    plan = store.unpack_plan(run.plan)
    run.plan = store.pack_plan(dataclasses.replace(plan, people=plan.people + 1))
    db.session.commit()

    assert "Hasil yang tersimpan sudah diubah" in officer.get(address).text


def test_proposals_that_are_not_those_of_the_plan_are_noticed_and_not_applied(officer, office, make):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    row = db.session.query(Proposal).filter_by(run_id=run.id, kind="placed", applicant_id=people[1].id).one()
    row.applicant_id = people[2].id
    db.session.commit()

    assert "Hasil yang tersimpan sudah diubah" in officer.get(f"/matching/runs/{run.id}/check").text
    refused = officer.post(f"/matching/runs/{run.id}/accept", came_from=f"/matching/runs/{run.id}", follow=True)
    assert "Hasil yang tersimpan sudah diubah" in refused.text
    assert not db.session.query(Match).count()


def test_a_merged_person_does_not_make_a_run_doubtful(officer, office, make):
    _order, people = office
    twin = make.applicant("Galih Permana", birth_date=date(2000, 1, 1), sex="L")
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    versions = {one.id: one.version for one in (twin, people[1])}
    applicants.merge(twin.id, people[1].id, choices={}, versions=versions, at=now(), account_id=None)
    db.session.commit()

    assert "buktinya berlaku" in officer.get(f"/matching/runs/{run.id}/check").text


def test_what_if_gives_more_places_to_who_waits_at_the_partner_first(officer, office, make):
    order, people = office
    order.quota = 1
    for person in people[:3]:
        make.match(person, order, state="nominated")
    for name in ("Aan", "Bayu"):
        person = make.applicant(name, stage="ready", sex="L", birth_date=date(2000, 1, 1))
        make.wish(person)
        make.language(person, score=150, valid_until=date(2099, 6, 1))
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()

    more = [queries.what_if(run, [queries.Change(order.id, quota=quota)]).after.placed for quota in (1, 3, 4)]
    order.quota = 4
    db.session.commit()
    officer.post("/matching/runs", expect=303)

    assert more == [0, 0, 1]
    assert queries.latest().placed == 1
    assert "2 orang menunggu di mitra" in officer.get(f"/matching/runs/{run.id}/what-if", order=order.id, pick=1).text


def test_what_if_refuses_days_that_no_run_could_have(officer, tried):
    order, _kaigo, address = tried
    typed = {"order": order.id, "quota": "", "language_min": ""}

    late = officer.get(address, **typed, departs_on="01/01/2098", closes_on="", expect=422)
    past = officer.get(address, **typed, departs_on="", closes_on="01/01/2020", expect=422)
    level = officer.get(address, **typed | {"language_min": "N5"}, departs_on="", closes_on="", expect=422)
    told = officer.get(address, change=[f"{order.id}~departs-2098-01-01", f"{order.id}~closes-2020-01-01", f"{order.id}~min-N5"])

    assert "Berangkat sebelum batas pencalonan." in late.text
    assert "Batas pencalonan sebelum hari pencocokan ini." in past.text
    assert "Isi nilai EPS-TOPIK 0 sampai 200." in level.text
    assert "tidak terbaca" in told.text
    assert "Perubahan yang dicoba" not in told.text


def test_the_training_plan_becomes_a_batch(officer, office, make):
    order, people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    db.session.commit()
    course = make.course(name="Bahasa Korea Lanjutan", grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    assert "Belum ada pencocokan" in officer.get("/matching/training").text
    officer.post("/matching/runs", whom="all", expect=303)
    page = officer.get("/matching/training")
    assert "Bahasa Korea Lanjutan +1 tempat, 1 peserta" in page.text
    assert "Saepudin" in page.text

    form = officer.get(f"/matching/training/{course.id}/open").fields()
    officer.post(f"/matching/training/{course.id}/open", data=form | {"ends_on": "01/01/2020"}, expect=422)
    page = officer.post(f"/matching/training/{course.id}/open", data=form, follow=True)

    assert "dengan 1 peserta" in page.text
    assert "Saepudin" in page.text
    assert [row.applicant_id for row in db.session.query(Enrolment)] == [people[3].id]


def test_the_training_plan_says_what_it_assumes_and_where_there_are_seats_already(officer, office, make, monkeypatch):
    order, _people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    db.session.commit()
    marked = [{"type": "language", "test": "EPS_TOPIK", "from_mark": True}]
    course = make.course(name="Bahasa Korea Lanjutan", grants=marked, mark_min=65)
    days = {"starts_on": today() + timedelta(days=9), "ends_on": today() + timedelta(days=50)}
    make.batch(course, number="AK-26-22", capacity=16, state="planned", **days | {"ends_on": today() + timedelta(weeks=8, days=1)})
    free, full, other = (
        make.batch(of, number=number, capacity=seats, state="planned", **days)
        for of, number, seats in ((course, "AK-26-23", 16), (course, "AK-26-24", 0), (None, "AK-26-25", 16))
    )
    officer.post("/matching/runs", whom="all", expect=303)

    page = officer.get("/matching/training")

    assert "dihitung seolah semua peserta lulus" in page.text
    assert "dihitung dengan nilai akhir 65, yang paling rendah untuk lulus: EPS-TOPIK 130" in page.text
    assert "AK-26-23 masih punya 16 kursi" in page.text
    assert "AK-26-22" not in page.text, "it ends after the day that was asked for"
    assert [link["href"] for link in page.soup.select("main li a[href^='/trainings/']")] == [f"/trainings/{free.id}"]
    assert "tidak mungkin lebih dari" not in page.text

    found = queries.outlook(queries.latest(), ends_on=today() + timedelta(weeks=8), capacity=16, number=3)
    unsure = dataclasses.replace(found, classes=dataclasses.replace(found.classes, at_most=3))
    monkeypatch.setattr(queries, "outlook", lambda run, **asked: unsure)
    told = "Pilihan angkatan lain mungkin menambah lebih dari 1 tempat, tetapi tidak mungkin lebih dari 3."
    assert told in officer.get("/matching/training").text


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"starts_on": -30, "ends_on": -2}, "starts_on", "Mulai paling cepat hari ini."),
        ({"starts_on": -1, "ends_on": 40}, "starts_on", "Mulai paling cepat hari ini."),
        ({"starts_on": 10, "ends_on": 9}, "ends_on", "Selesai sesudah mulai"),
        ({"capacity": "0"}, "capacity", "Antara 1 dan 200."),
        ({"capacity": "9999"}, "capacity", "Antara 1 dan 200."),
        ({"capacity": ""}, "capacity", "Isi Kursi."),
    ],
)
def test_a_class_of_the_plan_is_refused_beside_the_field_that_is_wrong(officer, office, make, typed, field, told):
    order, _people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    db.session.commit()
    course = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    officer.post("/matching/runs", whom="all", expect=303)
    address = f"/matching/training/{course.id}/open"
    shown = {name: days if isinstance(days, str) else (today() + timedelta(days=days)).isoformat() for name, days in typed.items()}

    page = officer.post(address, officer.get(address).fields() | shown, expect=422)

    assert told in page.one(f"#{field}_error").text
    assert page.one(f"#{field}")["value"] == shown[field]
    assert not db.session.query(Enrolment).count()
    officer.post(address, officer.get(address).fields() | {"starts_on": today().isoformat()}, expect=303)


def test_who_is_recommended_beyond_the_seats_waits_in_that_order(officer, office, make):
    order, people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    another = make.applicant("Aan", stage="ready", sex="L", birth_date=date(2000, 5, 1))
    make.wish(another)
    make.language(another, score=60, valid_until=date(2099, 1, 1))
    db.session.commit()
    course = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    officer.post("/matching/runs", whom="all", expect=303)
    run = queries.latest()
    gain = queries.outlook(run, ends_on=today() + timedelta(weeks=8), capacity=16, number=3).classes.classes[0]
    form = officer.get(f"/matching/training/{course.id}/open").fields()

    page = officer.post(f"/matching/training/{course.id}/open", data=form | {"capacity": "1"}, follow=True)

    rows = db.session.query(Enrolment).order_by(Enrolment.recommended).all()
    assert len(gain.participants) == 2
    assert [(row.applicant_id, row.state, row.recommended, row.position) for row in rows] == [
        (gain.participants[0], "enrolled", 1, 0),
        (gain.participants[1], "waiting", 2, 1),
    ]
    assert "dibuat dengan 1 peserta. 1 orang di daftar tunggu." in page.text


@pytest.fixture
def lacking(officer, office, make):
    """An order with places left, a course that gives what one person lacks, and a run for everybody: the course and the person."""
    order, people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    course = make.course(name="Bahasa Korea", grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}], hours=160)
    db.session.commit()
    officer.post("/matching/runs", whom="all", expect=303)
    return course, people[3]


def test_places_that_a_class_pursues_are_not_offered_again(officer, lacking):
    course, person = lacking
    address = f"/matching/training/{course.id}/open"
    officer.post(address, officer.get(address).fields(), expect=303)
    batch = db.session.query(Batch).one()

    page = officer.get("/matching/training")

    assert f"1 tempat sedang dikejar angkatan {batch.number} (1 peserta)." in page.text
    assert "Tidak ada angkatan yang menambah tempat" in page.text
    officer.get(address, expect=404)
    officer.post(f"/trainings/enrolments/{batch.enrolments[0].id}/withdraw", reason="family", on=today().isoformat(), expect=303)
    assert "+1 tempat, 1 peserta" in officer.get("/matching/training").text
    assert "sedang dikejar" not in officer.get("/matching/training").text


def test_a_large_plan_is_asked_for_again_once_a_class_is_opened(officer, lacking, monkeypatch):
    course, _person = lacking
    monkeypatch.setattr(queries.asked, "LARGE", 1)
    officer.post("/matching/training", expect=303)
    work_off()
    address = f"/matching/training/{course.id}/open"
    officer.post(address, officer.get(address).fields(), expect=303)

    assert "di latar belakang" in officer.get("/matching/training").text
    officer.post("/matching/training", expect=303)
    work_off()
    assert "1 tempat sedang dikejar angkatan" in officer.get("/matching/training").text


def test_people_who_were_not_seen_are_not_put_into_a_class(officer, lacking, make):
    course, person = lacking
    address = f"/matching/training/{course.id}/open"
    form = officer.get(address).fields()
    other = make.applicant("Wahyu", stage="training", sex="L", birth_date=date(2000, 1, 1))
    make.wish(other)
    officer.post("/matching/runs", whom="all", expect=303)

    page = officer.post(address, form, expect=422)

    assert "Peserta yang disarankan berubah sejak halaman ini dibuka." in page.one(".errsum").text
    assert not db.session.query(Enrolment).count()
    officer.post(address, page.fields(), expect=303)
    assert {row.applicant_id for row in db.session.query(Enrolment)} == {person.id, other.id}


def test_a_class_is_proposed_on_days_that_carry_its_hours(officer, lacking):
    course, _person = lacking
    until = today() + timedelta(weeks=8)
    form = officer.get(f"/matching/training/{course.id}/open", ends_on=until.isoformat()).fields()

    first, last = (days.parse_day(form[name], today=today()) for name in ("starts_on", "ends_on"))

    assert last == until
    assert len(sessions_from_pattern(first, last, range(5))) == 20


def test_a_class_that_cannot_hold_its_hours_in_time_says_so(officer, lacking):
    course, _person = lacking
    until = today() + timedelta(days=14)
    asked = {"ends_on": until.isoformat()}
    told = f"160 jam memerlukan 20 hari (8 jam sehari), sedangkan dari {day_number(today())} sampai {day_number(until)} hanya ada"
    address = f"/matching/training/{course.id}/open?ends_on={until.isoformat()}"
    page = officer.get(address)

    assert told in officer.get("/matching/training", **asked).text
    assert told in page.text
    shorter = page.fields() | {"ends_on": (until - timedelta(days=1)).isoformat()}
    refused = officer.post(address, shorter, expect=422)
    assert "Periksa peringatan" in refused.one(".errsum").text
    assert f"sampai {day_number(until - timedelta(days=1))} hanya ada" in refused.text
    later = officer.post(address, page.fields() | {"ends_on": (until + timedelta(days=60)).isoformat()}, expect=422)
    assert f"selesai paling lambat {day_number(until)}" in later.text
    officer.post(address, refused.fields(), expect=303)


def test_the_plan_tells_the_part_of_a_class_from_what_it_would_bring_alone(officer, lacking, make):
    first, _person = lacking
    make.course(name="Bahasa Korea Malam", grants=first.grants)
    other = make.applicant("Wahyu", stage="training", sex="L", birth_date=date(2000, 1, 1))
    make.wish(other)
    officer.post("/matching/runs", whom="all", expect=303)

    page = officer.get("/matching/training", capacity="1")

    assert "Bahasa Korea +1 tempat, 1 peserta" in page.text
    assert "Bahasa Korea Malam +1 tempat lagi, 1 peserta" in page.text
    assert "bagiannya dari tambahan bersama" in page.text
    assert "masing-masing bila hanya itu yang dibuka" in page.one("main table caption").text


@pytest.mark.parametrize("wrong", [{"ends_on": "2020-01-01"}, {"capacity": "0"}, {"number": "x"}])
def test_a_wrong_form_of_the_plan_shows_no_answer(officer, lacking, wrong):
    page = officer.get("/matching/training", **wrong, expect=422)

    (name, typed), *_ = wrong.items()
    assert page.one(".errsum")["data-focus"] == "error_summary"
    assert page.one(f"#{name}")["value"] == typed
    assert page.one(f".errsum a[href='#{name}']")
    assert "Angkatan berikutnya" not in page.text
    assert not page.soup.select("main table")


def test_sealed_rules_need_the_head(officer, head, office):
    order, _people = office
    row = order.requirements[0]
    officer.post(f"/matching/orders/{order.id}/seal", expect=403)
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")
    head.post(f"/matching/orders/{order.id}/seal", expect=303)
    assert "Disegel" in officer.get(f"/orders/{order.id}").text

    page = officer.post(f"/orders/{order.id}/requirements/{row.id}/remove", expect=409)
    assert "disegel kepala" in page.text
    officer.post(f"/orders/{order.id}/weights", language="50", expect=409)
    officer.post(f"/orders/{order.id}", data=fields | {"language_min": "90"}, expect=409)
    officer.post(f"/orders/{order.id}", data=fields | {"note": "Catatan saja"}, expect=303)
    head.post(f"/matching/orders/{order.id}/unseal", reason="", expect=422)
    head.post(f"/matching/orders/{order.id}/unseal", reason="Surat 14/2026", expect=303)

    officer.post(f"/orders/{order.id}/weights", language="50", expect=303)


def test_a_large_run_shows_its_progress(officer, office, monkeypatch):
    order, _people = office
    monkeypatch.setattr(operations, "AT_ONCE", 1)

    page = officer.post(f"/matching/orders/{order.id}/propose", follow=True)
    assert "Menunggu giliran" in page.text
    run = db.session.query(Run).one()
    assert "Menunggu giliran" in officer.get(f"/matching/runs/{run.id}").text
    work_off()

    assert "Terapkan 2 usulan" in officer.get(f"/orders/{order.id}").text
    assert "Terbukti optimal" in officer.get(f"/matching/runs/{run.id}").text


def test_closed_papers_are_not_named_to_who_may_not_see_them(client_of, officer, office, make):
    order, people = office
    db.session.add(OrderRequirement(order_id=order.id, kind="document", strength="must", facts={"type": "medical"}, position=9))
    db.session.commit()
    assert db.session.query(DocumentKind).filter_by(code="medical").one().sensitive
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    word = db.session.query(DocumentKind).filter_by(code="medical").one().label

    closed = officer.get(f"/matching/runs/{run.id}/applicants/{people[0].id}").text
    open_ = client_of("officer", True).get(f"/matching/runs/{run.id}/applicants/{people[0].id}").text

    assert "Ada dokumen tertutup yang belum terpenuhi" in closed
    assert f"{word} belum ada" not in closed
    assert f"{word} belum ada" in open_


def test_a_large_training_plan_is_found_in_the_background(officer, office, make, monkeypatch):
    order, people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    db.session.commit()
    course = make.course(name="Bahasa Korea Lanjutan", grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    officer.post("/matching/runs", whom="all", expect=303)
    monkeypatch.setattr(queries.asked, "LARGE", 1)
    page = officer.get("/matching/training")
    assert "di latar belakang" in page.text
    officer.get(f"/matching/training/{course.id}/open", expect=404)

    for _n in range(2):
        page = officer.post("/matching/training", follow=True)
    assert "Menunggu giliran" in page.text
    assert work_off() == 1

    assert "Bahasa Korea Lanjutan +1 tempat, 1 peserta" in officer.get("/matching/training").text
    assert "Saepudin" in officer.get(f"/matching/training/{course.id}/open").text


def test_an_order_that_nobody_can_fill_says_why_and_where_to_go(officer, make):
    order = make.order(
        closes_on=date(2099, 1, 1), requirements=[{"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 190}]}}]
    )
    make.applicant("Siti", stage="verified")
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    nobody_ready = officer.get(f"/orders/{order.id}")
    make.applicant("Budi", stage="ready")
    db.session.commit()
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    nobody_fits = officer.get(f"/orders/{order.id}")

    assert "Belum ada orang pada tahap Siap dicalonkan" in nobody_ready.text
    assert "Cari di antara semua yang belum berangkat" in nobody_ready.text
    assert "Dari 1 orang yang ikut pencocokan" in nobody_fits.text
    assert nobody_fits.soup.select('#candidates a[href="/matching/training"]')


def test_what_keeps_a_proposal_from_being_sent_is_seen_before(officer, make):
    order = make.order(closes_on=date(2099, 1, 1))
    person = make.applicant("Siti", stage="ready")
    make.match(person, order, state="proposed")
    db.session.query(DocumentKind).filter_by(code="passport").one().stages = ["nominated"]
    db.session.commit()

    page = officer.get(f"/orders/{order.id}")
    officer.post(f"/matching/orders/{order.id}/move", to="nominated", all_in="proposed", expect=303)
    after = officer.get(f"/orders/{order.id}")

    assert "Belum dapat dikirim: Paspor belum ada." in page.text
    assert "Kirim 0 dari 1 usulan" in page.text
    assert after.soup.select_one(".toast use")["href"].endswith("#triangle-alert")


def test_a_large_what_if_is_found_in_the_background(officer, office, monkeypatch):
    order, _people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    asked = f"/matching/runs/{run.id}/what-if?order={order.id}&quota=4&language_min=100&departs_on=02/03/2099"
    at_once = officer.get(asked).texts("main td")
    monkeypatch.setattr(queries.asked, "LARGE", 1)
    assert "di latar belakang" in officer.get(asked).text

    for _n in range(2):
        page = officer.post(asked, follow=True)
    assert "Menunggu giliran" in page.text
    assert work_off() == 1

    later = officer.get(asked)
    assert "Baru mendapat tempat 2" in later.text
    assert later.texts("main td") == at_once
    assert "Baru mendapat tempat 2" not in officer.get(asked.replace("quota=4", "quota=3")).text


def test_another_plan_that_is_as_good_does_not_make_a_record_doubtful(officer, office, monkeypatch):
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    monkeypatch.setattr(queries, "again", lambda run: queries.Recheck(proven=True, same=False, failure=None, seal=run.figures["seal"]))

    page = officer.get(f"/matching/runs/{run.id}/check").text

    assert "Hasil tersimpan utuh dan buktinya berlaku" in page
    assert "tidak cocok" not in page


def test_a_large_run_is_checked_in_the_background(officer, office, monkeypatch):
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    monkeypatch.setattr(queries.asked, "LARGE", 1)
    page = officer.get(f"/matching/runs/{run.id}/check")
    assert "di latar belakang" in page.text
    assert run.fingerprint in page.text

    officer.post(f"/matching/runs/{run.id}/check", expect=303)
    assert "Hasil sama" not in officer.get(f"/matching/runs/{run.id}/check").text
    work_off()

    assert "Hasil sama dan buktinya berlaku" in officer.get(f"/matching/runs/{run.id}/check").text


def test_only_sealed_orders_are_filled_where_the_office_wants_it(officer, head, admin, office, make):
    order, people = office
    other = make.order(quota=1, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    admin.post("/settings", data=admin.get("/settings").fields("form[action='/settings']") | {"seal_required": "y"}, expect=303)
    officer.post("/matching/runs", expect=303)
    trial = db.session.query(Run).one()
    assert "hanya percobaan" in officer.get(f"/matching/runs/{trial.id}").text
    page = officer.post(f"/matching/runs/{trial.id}/accept", expect=409)
    assert "belum disegel kepala" in page.text
    head.post(f"/matching/orders/{order.id}/seal", expect=303)
    officer.post(f"/matching/runs/{trial.id}/accept", order=order.id, expect=409)

    officer.post("/matching/runs", expect=303)
    counts = db.session.query(Run).order_by(Run.id.desc()).first()
    page = officer.post(f"/matching/runs/{counts.id}/accept", follow=True)

    assert f"Belum disegel kepala: {other.number}." in page.text
    assert {match.order_id for match in db.session.query(Match).filter_by(active=True)} == {order.id}


def test_the_record_names_changes_of_rules_and_who_made_them(officer, head, office):
    order, _people = office
    head.post(f"/matching/orders/{order.id}/seal", expect=303)
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    head.post(f"/matching/orders/{order.id}/unseal", reason="Surat 14/2026", expect=303)
    officer.post(f"/orders/{order.id}/weights", language="50", expect=303)
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")
    officer.post(f"/orders/{order.id}", data=fields | {"note": "Catatan saja"}, expect=303)

    rows = officer.get(f"/matching/runs/{run.id}/check").texts("table:last-of-type tbody tr")

    told = [row for row in rows if order.number in row and ("sesudah pencocokan" in row or "Menyegel" in row)]
    assert [("Officer Satu" in row, "Head Satu" in row) for row in told] == [(True, False), (False, True), (False, True)]
    assert "Mengubah bobot" in told[0]
    assert "Surat 14/2026" in told[1]
    assert "sesudah pencocokan" not in told[2]


def test_the_record_names_changes_of_the_quota_with_their_reason(officer, office):
    order, _people = office
    officer.post("/matching/runs", expect=303)
    officer.post(f"/orders/{order.id}/quota", quota="3", reason="Surat 15/2026", expect=303)

    rows = officer.get(f"/matching/runs/{queries.latest().id}/check").texts("#acts tbody tr")

    assert len(rows) == 1
    assert all(words in rows[0] for words in (f"Kuota {order.number} menjadi 3: Surat 15/2026", "Officer Satu", "sesudah pencocokan"))


def test_the_record_holds_the_locks_and_bans_that_the_run_was_given(officer, office, monkeypatch):
    order, people = office
    for person, kind, reason in ((people[2], "lock", "Keluarga di kota yang sama"), (people[0], "ban", "Pernah menolak")):
        officer.post("/matching/locks/new", applicant=person.id, order=order.id, kind=kind, reason=reason, expect=303)
    officer.post("/matching/runs", expect=303)
    record = f"/matching/runs/{queries.latest().id}/check"

    rows = officer.get(record).texts("#locks tbody tr")

    assert len(rows) == 2
    told = ("Eka Prasetya", people[2].number, order.number, "Dikunci di sini", "Keluarga di kota yang sama", "Officer Satu")
    assert all(words in rows[0] for words in told)
    assert all(words in rows[1] for words in ("Ahmad Fauzan", "Tidak untuk job order ini", "Pernah menolak"))

    officer.post(f"/matching/locks/{db.session.query(Lock).filter_by(kind='lock').one().id}/remove", expect=303)
    officer.post("/matching/locks/new", applicant=people[0].id, order=order.id, kind="lock", reason="Lain", expect=303)
    later = officer.get(record).texts("#locks tbody tr")
    assert all(words in later[0] for words in ("Eka Prasetya", "Dikunci di sini", "sudah dilepas atau diubah"))
    assert "Lain" not in later[1]

    monkeypatch.setattr(queries.sealing, "LISTED", 1)
    page = officer.get(record)
    assert len(page.texts("#locks tbody tr")) == 1
    assert "dan 1 lagi" in page.one("#locks").text


def test_a_record_without_locks_has_no_table_of_them(officer, office):
    officer.post("/matching/runs", expect=303)

    page = officer.get(f"/matching/runs/{queries.latest().id}/check")

    assert not page.soup.select("#locks")
    assert "Kepala Dinas" in page.one(".sign").text


def test_a_rule_on_marriage_counts_once_the_head_agrees(officer, head, office):
    order, people = office
    people[0].marital_status, people[1].marital_status = "married", "single"
    db.session.commit()
    rule = {"kind": "marital", "strength": "must"}
    officer.post(f"/orders/{order.id}/requirements", data=rule | {"marital": "single"}, expect=422)
    officer.post(f"/orders/{order.id}/requirements", data=rule | {"marital": "nonsense", "basis": "Surat 12"}, expect=422)
    officer.post(f"/orders/{order.id}/requirements", data=rule | {"marital": ["single"], "basis": "Surat 12"}, expect=303)
    row = db.session.query(OrderRequirement).filter_by(kind="marital").one()
    assert "menunggu persetujuan kepala" in officer.get(f"/orders/{order.id}").text
    assert head.post(f"/matching/orders/{order.id}/seal", expect=409)
    officer.post("/matching/runs", expect=303)
    before = db.session.query(Run).one()
    assert "menunggu persetujuan kepala" in officer.get(f"/matching/runs/{before.id}").text
    assert _placed(before) == {people[0].id, people[1].id}

    officer.post(f"/orders/{order.id}/requirements/{row.id}/confirm", expect=403)
    assert "menurut status perkawinannya" in str(head.get(f"/orders/{order.id}").soup)
    head.post(f"/orders/{order.id}/requirements/{row.id}/confirm", expect=303)
    head.post(f"/orders/{order.id}/requirements/{row.id}/confirm", expect=409)
    officer.post("/matching/runs", expect=303)
    after = db.session.query(Run).order_by(Run.id.desc()).first()

    assert _placed(after) == {people[1].id}
    assert "Hanya untuk yang belum kawin" in officer.get(f"/matching/runs/{after.id}/applicants/{people[0].id}").text
    assert "Status perkawinan belum diisi" in officer.get(f"/matching/runs/{after.id}/applicants/{people[2].id}").text
    head.post(f"/matching/orders/{order.id}/seal", expect=303)


def _placed(run):
    return {row.applicant_id for row in db.session.query(Proposal).filter_by(run_id=run.id, kind="placed")}


@pytest.mark.parametrize(("reason", "who"), [("partner", "Mitra"), ("requirement", "Petugas")])
def test_who_was_refused_is_told_with_who_refused(officer, pending, reason, who):
    order, people, matches = pending
    officer.post(f"/matching/orders/{order.id}/reject", ids=matches[0].id, reason=reason, expect=303)

    page = officer.get(f"/matching/orders/{order.id}/add", q="Ahmad")

    assert f"{who} sudah menolaknya untuk job order ini" in page.text


def test_what_was_chosen_stays_when_lines_are_read(officer, pending):
    order, people, matches = pending
    typed = officer.get(f"/matching/orders/{order.id}/answers").fields("#answers_form")
    first, second, third = (f"answer_{match.id}" for match in matches)
    typed |= {first: "accepted", f"note_{matches[0].id}": "mulai Maret", "read": "1"}
    typed["pasted"] = f"{people[0].full_name} ditolak\n{people[1].full_name} cadangan\n{people[2].full_name} lulus, kalau sehat"

    page = officer.post(f"/matching/orders/{order.id}/answers", data=typed, expect=200)

    kept = page.fields("#answers_form")
    assert (kept[first], kept[f"note_{matches[0].id}"], kept[second], kept[third]) == ("accepted", "mulai Maret", "reserve", "")
    assert "2 baris belum terbaca" in page.text
    assert "di tabel sudah dipilih jawaban lain" in page.text
    assert "jawabannya tidak jelas" in page.text
    officer.post(f"/matching/orders/{order.id}/answers", data=kept | {"read": "1", "pasted": ""}, expect=422)


def test_who_does_not_pass_the_gate_is_seen_before_and_named_after(officer, head, office, make):
    order, people = office
    for kind in db.session.query(DocumentKind):
        kind.stages = ["contracted"] if kind.code == "passport" else []
    people[0].stage = "accepted"
    match = make.match(people[0], order, state="accepted")
    assert "Belum dapat ke tahap Kontrak" in officer.get(f"/orders/{order.id}").text

    page = officer.post(f"/matching/orders/{order.id}/move", to="contracted", ids=match.id, follow=True)

    assert "Belum dapat: Ahmad Fauzan (Paspor" in page.text
    gate = head.get(f"/applicants/{people[0].id}/stage", stage="contracted")
    asked = gate.fields("#stage_dialog form") | {"reason": "Paspor sedang diambil"}
    head.post(f"/applicants/{people[0].id}/stage/override", data=asked, expect=303)
    officer.post(f"/matching/orders/{order.id}/move", to="contracted", ids=match.id, expect=303)
    assert db.session.get(Match, match.id).state == "contracted"


def test_banning_who_is_proposed_takes_the_proposal_off_and_undo_brings_both_back(officer, office, make):
    order, people = office
    match = make.match(people[0], order, state="proposed")

    page = officer.post("/matching/locks/new", applicant=people[0].id, kind="ban", order=order.id, reason="Tidak cocok", follow=True)

    assert "Kirim 1 usulan" not in page.text
    assert "tidak diusulkan lagi: Tidak cocok" in page.text
    officer.post(page.one("[data-toast] form")["action"], expect=303)
    assert (db.session.get(Match, match.id).state, db.session.query(Lock).count()) == ("proposed", 0)


def test_a_lock_elsewhere_is_named(officer, office, make):
    order, people = office
    officer.post("/matching/locks/new", applicant=people[0].id, kind="lock", order=order.id, reason="Surat", expect=303)
    other = make.order(closes_on=date(2099, 1, 1))

    page = officer.post("/matching/locks/new", applicant=people[0].id, kind="lock", order=other.id, reason="Surat", expect=422)

    assert f"sudah dikunci di {order.number}" in page.text


def test_an_order_of_quota_zero_is_nobodys_nearest_and_says_so(officer, office, make):
    order, people = office
    closed = make.order(quota=0, closes_on=date(2099, 1, 1))

    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    run = db.session.query(Run).one()
    page = officer.get(f"/orders/{closed.id}")

    near = {row.applicant_id: (row.kind, row.order_id) for row in db.session.query(Proposal).filter(Proposal.kind.in_(("waiting", "left")))}
    assert near == {people[2].id: ("waiting", order.id), people[3].id: ("waiting", None)}
    assert db.session.query(Proposal).filter_by(order_id=closed.id).count() == 0
    assert "Kuotanya 0, jadi tidak ada yang dapat ditempatkan" in page.text
    assert "Cari di antara semua" not in page.text
    assert "memenuhi syarat, belum ada tempat" in officer.get(f"/matching/runs/{run.id}/out").text
    assert "tetapi kuotanya 0" in officer.get(f"/matching/runs/{run.id}/applicants/{people[3].id}").text
    assert "memenuhi syarat, belum ada tempat" in officer.get(f"/applicants/{people[3].id}").text


def test_an_order_whose_proposals_were_all_refused_asks_for_a_new_run(officer, office):
    order, people = office
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    for person in people[:2]:
        officer.post("/matching/locks/new", applicant=person.id, kind="ban", order=order.id, reason="Tidak cocok", expect=303)

    assert "tidak lagi tersedia. Tekan Usulkan untuk mencari lagi" in officer.get(f"/orders/{order.id}").text


def test_a_refusal_between_two_runs_is_why_somebody_lost_the_place(officer, office, make):
    order, people = office
    officer.post("/matching/runs", expect=303)
    officer.post("/matching/locks/new", applicant=people[0].id, kind="ban", order=order.id, reason="Tidak cocok", expect=303)
    officer.post("/matching/runs", expect=303)
    officer.post("/matching/runs", expect=303)
    first, second, third = db.session.query(Run).order_by(Run.id)

    since = officer.get(f"/matching/runs/{second.id}/compare", kind="dropped")
    page = officer.get(f"/matching/runs/{third.id}/compare")

    assert f"Sesudah itu ditolak untuk {order.number}" in since.text
    assert "Tidak ada yang berubah" in page.text
    assert [one["value"] for one in page.soup.select("select[name=with] option")] == [str(second.id), str(first.id)]
    assert "Sesudah itu ditolak" in officer.get(f"/matching/runs/{third.id}/compare", **{"with": first.id}).text


def test_what_if_opens_without_a_complaint(officer, office):
    officer.post("/matching/runs", expect=303)
    address = f"/matching/runs/{db.session.query(Run).one().id}/what-if"

    assert "Isi Job order" not in officer.get(address).text
    assert "Isi Job order" in officer.get(address, order="", expect=422).text


@pytest.mark.parametrize(("state", "word"), [("cancelled", "Dibatalkan"), ("closed", "Ditutup")])
def test_a_run_shows_which_of_its_orders_are_not_open_any_more(officer, office, make, state, word):
    order, _people = office
    other = make.order(quota=1, occupation="welder", closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    make.wish(make.applicant(stage="ready", sex="L", birth_date=date(2000, 1, 1)), occupation="welder")
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    addresses = (f"/matching/runs/{run.id}", f"/matching/runs/{run.id}/orders/{order.id}")
    assert not [text for address in addresses for text in officer.get(address).texts(".badge") if text in (word, "Terbuka")]
    assert "Usulkan 3 orang" in officer.get(addresses[0]).html

    order.state = state
    db.session.commit()

    assert [officer.get(address).texts(".badge").count(word) for address in addresses] == [1, 1]
    assert "Usulkan 1 orang" in officer.get(addresses[0]).html
    page = officer.post(f"{addresses[0]}/accept", follow=True)
    assert "1 orang diusulkan. 2 orang dilewati karena job ordernya tidak terbuka lagi." in page.text
    assert {match.order_id for match in db.session.query(Match)} == {other.id}
    other.state = state
    db.session.commit()
    assert "Terapkan" not in officer.get(addresses[0]).one("main").text.replace("Diterapkan", "")


@pytest.mark.parametrize("run_before", [True, False])
def test_an_order_past_its_closing_day_says_so_and_is_not_matched(officer, office, run_before):
    order, _people = office
    if run_before:
        officer.post("/matching/runs", expect=303)
    order.closes_on = date(2020, 1, 1)
    db.session.commit()
    told = "Batas pencalonan sudah lewat (1 Jan 2020), jadi job order ini tidak ikut pencocokan."

    page = officer.get(f"/orders/{order.id}")

    assert told in page.one("#candidates").text
    assert not page.soup.select("form[action$='/propose']")
    assert "Usulkan mencari" not in page.text
    runs = db.session.query(Run).count()
    assert told in officer.post(f"/matching/orders/{order.id}/propose", expect=409).text
    assert db.session.query(Run).count() == runs


def test_a_cancelled_order_asks_for_nobody(officer, office):
    order, _people = office
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    assert "1 orang menunggu" in officer.get(f"/orders/{order.id}").text

    page = officer.post(f"/orders/{order.id}/cancel", reason="Surat 12", follow=True)

    assert "orang menunggu" not in page.text
    assert "0 kosong dari 2" in page.text
    assert "Job order ini tidak terbuka (Dibatalkan)" in page.text
    assert "Usulkan mencari" not in page.text


def test_a_quota_below_those_on_the_order_is_told_with_the_number(officer, pending):
    order, _people, _matches = pending
    assert "lebih banyak daripada kuota" not in officer.get(f"/orders/{order.id}").text

    page = officer.post(f"/orders/{order.id}/quota", quota="1", reason="Surat 13", above="2", follow=True)

    assert "1 orang lebih banyak daripada kuota dan cadangan" in page.text
    assert "3 orang di sini, kuotanya 1, cadangannya 1" in page.text


def test_what_was_done_is_a_sentence_for_every_state(officer, pending):
    order, _people, matches = pending
    told = {"accepted": "diterima", "contracted": "menandatangani kontrak", "preparing": "memulai persiapan berangkat"}
    for kind in db.session.query(DocumentKind):
        kind.stages = []
    db.session.commit()

    for state, words in told.items():
        page = officer.post(f"/matching/orders/{order.id}/move", to=state, ids=matches[0].id, follow=True)
        assert f"1 orang {words}." in page.text


def test_sending_what_is_sent_already_is_told(officer, office):
    order, _people = office

    page = officer.post(f"/matching/orders/{order.id}/move", to="nominated", all_in="proposed", expect=409)

    assert "Mungkin petugas lain sudah lebih dahulu" in page.text


def test_a_plan_until_a_day_that_is_over_is_refused(officer, office):
    officer.post("/matching/runs", expect=303)

    page = officer.get("/matching/training", ends_on="2020-01-01", expect=422)

    assert "Pilih tanggal sesudah hari ini." in page.text
    assert page.fields("form[action='/matching/training']")["ends_on"] == "2020-01-01"


@pytest.fixture
def compared(officer, office, make):
    """compared(change) is the text of the comparison of a run with one after the change (order, other order, people)."""
    order, people = office
    other = make.order(number="JO-99", quota=1, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))

    def of(change):
        officer.post("/matching/runs", expect=303)
        change(order, other, people)
        db.session.commit()
        officer.post("/matching/runs", expect=303)
        return officer.get(f"/matching/runs/{queries.latest().id}/compare")

    return of


def test_who_leaves_an_order_of_quota_zero_is_told_that(compared, office):
    order, people = office

    page = compared(lambda order, other, people: setattr(order, "quota", 0))

    told = f"Di {order.number} {order.title} tidak ada tempat lagi: kuotanya turun dari 2 menjadi 0."
    assert page.text.count(told) == 2
    assert "Mengapa bukan" not in page.text


def test_who_moves_since_a_rule_changed_is_told_which(compared, office):
    order, people = office

    def older(order, other, people):
        order.requirements.append(OrderRequirement(kind="age", strength="must", weight=0, facts={"max": 20}, position=9))

    page = compared(older)

    assert f"Syarat {order.number} {order.title} sekarang tidak terpenuhi: usia." in page.text


def test_who_withdrew_since_is_told_so(compared):
    def gone(order, other, people):
        people[0].exit_reason = "family"

    page = compared(gone)

    assert "Sudah mundur dari program." in page.text
    assert "Tidak ikut dalam pencocokan ini." not in page.text


def test_who_comes_since_there_are_more_places_is_told_so(compared, office):
    order, people = office

    db.session.query(JobOrder).filter_by(number="JO-99").one().quota = 0
    db.session.commit()

    page = compared(lambda order, other, people: setattr(order, "quota", 4))

    assert f"Kuota {order.number} {order.title} naik dari 2 menjadi 4." in page.text


def test_who_joined_since_is_told_so(compared, office):
    order, people = office
    people[0].stage = "training"
    db.session.commit()

    page = compared(lambda order, other, people: setattr(people[0], "stage", "ready"))

    assert "Baru ikut sejak pencocokan sebelumnya, mendapat tempat di" in page.text


def test_a_comparison_names_the_order_that_is_gone(officer, office):
    order, _people = office
    officer.post("/matching/runs", expect=303)
    order.state = "cancelled"
    db.session.commit()
    officer.post("/matching/runs", expect=303)
    newest = queries.latest()

    page = officer.get(f"/matching/runs/{newest.id}/compare")

    assert f"{order.number} {order.title} tidak lagi ikut: dibatalkan, ditutup, atau lewat tenggatnya." in page.text


def test_a_lock_of_who_is_not_proposed_yet_is_seen_on_the_order(officer, office):
    order, people = office
    operations.lock(people[3], order, kind="lock", reason="Surat pemberi kerja", on=today(), at=now(), account_id=None)
    db.session.commit()

    page = officer.get(f"/orders/{order.id}")

    assert "Dikunci di sini, belum diusulkan" in page.text
    assert "Surat pemberi kerja" in page.text


def test_orders_further_away_are_counted(officer, office, make):
    _order, people = office
    for n in range(12):
        make.order(
            number=f"JO-{n}", quota=1, closes_on=date(2099, 1, 1), requirements=[{"kind": "certificate", "facts": {"code": "welding"}}]
        )
    officer.post("/matching/runs", expect=303)

    page = officer.get(f"/matching/runs/{queries.latest().id}/applicants/{people[3].id}")

    assert "dan 3 job order lagi yang lebih jauh" in page.text


def test_an_order_that_must_be_sealed_first_offers_no_plan(officer, admin, office):
    order, _people = office
    admin.post("/settings", data=admin.get("/settings").fields("form[action='/settings']") | {"seal_required": "y"}, expect=303)
    officer.post("/matching/runs", expect=303)

    page = officer.get(f"/orders/{order.id}")

    assert "percobaan: segel dahulu, lalu cocokkan lagi" in page.text
    assert "Terapkan" not in page.text


def test_the_head_is_told_of_rules_that_wait(officer, head, office):
    order, _people = office
    order.requirements.append(OrderRequirement(kind="marital", strength="must", weight=0, facts={"any": ["single"]}, position=9))
    db.session.commit()

    assert f"{order.number}: 1 syarat menunggu persetujuan Anda" in head.get("/").text
    assert "menunggu persetujuan Anda" not in officer.get("/").text


def test_the_record_holds_the_criteria_that_the_run_was_given(officer, office):
    order, _people = office
    officer.post("/matching/runs", expect=303)
    order.requirements.append(OrderRequirement(kind="age", strength="must", weight=0, facts={"max": 20}, position=9))
    db.session.commit()

    page = officer.get(f"/matching/runs/{queries.latest().id}/check")

    assert "Wajib: EPS-TOPIK 120 ke atas. Bobot: Bahasa di atas syarat 30, Pengalaman 20" in page.text
    assert "paling banyak 20" not in page.text


def test_the_explanation_shows_the_weights_as_they_were_typed_and_their_share(officer, office):
    order, people = office
    typed = {"language": "40", "experience": "30", "training": "20", "wish": "30", "documents": "0", "preferred": "0"}
    officer.post(f"/orders/{order.id}/weights", typed, expect=303)
    officer.post("/matching/runs", expect=303)
    run = queries.latest()

    page = officer.get(f"/matching/runs/{run.id}/applicants/{people[0].id}")

    assert page.texts("main table")[0].split("Bahasa di atas syarat ")[1].startswith("40 (33%)")
    assert "Bobot: Bahasa di atas syarat 40, Pengalaman 30" in officer.get(f"/matching/runs/{run.id}/check").text
    assert "bagian dari jumlahnya" in officer.get(f"/orders/{order.id}/requirements").text


def test_a_refusal_shows_who_would_step_in(officer, office):
    order, people = office
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    officer.post(f"/matching/runs/{queries.latest().id}/accept", order=order.id, expect=303)
    match = db.session.query(Match).filter_by(applicant_id=people[0].id).one()

    page = officer.get(f"/matching/orders/{order.id}/reject", ids=match.id)

    assert "Bila tempat ini kosong" in page.text
    assert f"{people[2].full_name} {people[2].number} mendapat tempat di {order.number}" in page.text


def test_declining_a_proposal_shows_who_would_be_proposed_instead(officer, office):
    order, people = office
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    run = queries.latest()
    row = db.session.query(Proposal).filter_by(run_id=run.id, applicant_id=people[0].id, kind="placed").one()

    page = officer.get(f"/matching/runs/{run.id}/proposals/{row.id}/decline")

    assert "Bila tempat ini kosong" in page.text
    assert f"{people[2].full_name} {people[2].number} mendapat tempat di {order.number}" in page.text


def test_that_nobody_would_step_in_is_said(officer, office):
    order, people = office
    order.quota = 3
    db.session.commit()
    officer.post(f"/matching/orders/{order.id}/propose", expect=303)
    officer.post(f"/matching/runs/{queries.latest().id}/accept", order=order.id, expect=303)

    page = officer.get(f"/applicants/{people[0].id}/withdraw")

    assert "Tidak ada orang lain yang mendapat tempat karenanya." in page.text


@pytest.fixture
def moving(officer, office, make):
    """An order whose run takes the first person from another order, where they are proposed, and its second from nobody."""
    order, people = office
    other = make.order(number="JO-99", quota=1, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1), occupation="welder")
    make.match(people[0], other)
    make.match(people[3], order)
    officer.post("/matching/runs", expect=303)
    return order, people, queries.latest()


def test_a_run_of_very_many_places_is_applied_from_the_page_of_what_it_changes(officer, moving, monkeypatch):
    order, people, run = moving
    monkeypatch.setattr("serang.matching.queries.TOLD_AT_ONCE", 1)

    page = officer.get(f"/matching/runs/{run.id}")
    assert page.soup.select("main form[action$='/accept']") == []
    changes = officer.get(page.one("a.btn-p")["href"])

    assert people[0].full_name in changes.text
    officer.post(changes.one("form[action$='/accept']")["action"], expect=303)
    assert db.session.query(Match).filter_by(order_id=order.id, active=True).count() == 2


def test_who_moves_and_who_loses_a_proposal_is_said_before_and_after(officer, moving):
    order, people, run = moving

    on_order = officer.get(f"/orders/{order.id}").text
    whole = officer.get(f"/matching/runs/{run.id}")
    listed = officer.get(f"/matching/runs/{run.id}/would", order=order.id).one("main").text
    after = officer.post(f"/matching/runs/{run.id}/accept", order=order.id, follow=True)

    first, last = people[0], people[3]
    assert f"Pindah ke sini bila diterapkan {first.full_name} ({first.number}, dari JO-99)" in on_order
    assert f"Dilepas bila diterapkan {last.full_name} ({last.number}, di {order.number})" in on_order
    assert "1 di antaranya pindah dari usulan lama. 1 usulan lama dilepas." in whole.html
    assert f"1 orang pindah dari usulan lama: {first.full_name} ({first.number}, dari JO-99)." in whole.text
    assert f"1 usulan lama dilepas: {last.full_name} ({last.number}, di {order.number})." in whole.text
    assert first.full_name in listed and last.full_name in listed
    told = after.texts("[data-toast] span")[0]
    assert f"1 orang pindah dari usulan lama: {first.full_name} (JO-99)." in told
    assert f"1 usulan lama dilepas: {last.full_name} ({order.number})." in told


def test_an_old_run_is_applied_as_far_as_the_quota_of_today_goes(officer, office):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = queries.latest()
    order.quota = 1
    db.session.commit()

    page = officer.get(f"/orders/{order.id}")
    after = officer.post(f"/matching/runs/{run.id}/accept", order=order.id, follow=True)

    assert "Kuota berubah sejak pencocokan ini, dari 2 menjadi 1" in page.text
    assert "Terapkan 1 usulan" in page.text
    assert "Tidak ikut diterapkan: Tidak ada tempat lagi di" in page.text
    assert f"Kuota berubah sejak pencocokan ini: {order.number}" in officer.get(f"/matching/runs/{run.id}").text
    assert f"Tidak dapat: {people[1].full_name}: Tidak ada tempat lagi di {order.number}" in after.text
    assert [one.applicant_id for one in db.session.query(Match).filter_by(active=True)] == [people[0].id]


def test_an_order_whose_quota_is_nothing_now_offers_nothing_to_apply(officer, office):
    order, _people = office
    officer.post("/matching/runs", expect=303)
    order.quota = 0
    db.session.commit()

    page = officer.get(f"/orders/{order.id}")

    assert "Kuota berubah sejak pencocokan ini, dari 2 menjadi 0" in page.text
    assert "Terapkan" not in page.one("#candidates").text


def test_who_is_sent_only_as_a_reserve_is_said_before_and_nobody_beyond_them(officer, office, make, no_gates):
    order, people = office
    for person, score in zip(people[:3], (900, 800, 700), strict=True):
        make.match(person, order, score=score)
    order.quota, order.reserves = 1, 1
    db.session.commit()

    page = officer.get(f"/orders/{order.id}")
    after = officer.post(f"/matching/orders/{order.id}/move", to="nominated", all_in="proposed", follow=True)

    assert "Kirim 2 dari 3 usulan" in page.text
    assert "1 dikirim hanya sebagai cadangan, di atas kuota" in page.text
    assert f"2 orang dikirim ke mitra. Belum dapat: {people[2].full_name} (Tidak ada tempat lagi di {order.number}" in after.text
    states = {one.applicant_id: one.state for one in db.session.query(Match)}
    assert states == {people[0].id: "nominated", people[1].id: "nominated", people[2].id: "proposed"}


def test_a_run_for_the_training_plan_leads_back_to_it(officer, office):
    answer = officer.post("/matching/runs", whom="all", next="/matching/training", expect=303)

    assert answer.location.endswith("/matching/training")


def test_what_decides_who_is_placed_is_sealed_with_the_rules(officer, head, office):
    order, _people = office
    head.post(f"/matching/orders/{order.id}/seal", expect=303)
    form = officer.get(f"/orders/{order.id}/edit").fields("#order_form")

    for field, value in (("departs_on", "01/06/2099"), ("occupation", "welder"), ("priority", "9")):
        refused = officer.post(f"/orders/{order.id}", data=form | {field: value}, expect=409)
        assert "disegel kepala" in refused.text
    officer.post(f"/orders/{order.id}", data=form | {"title": "Perawat"}, expect=303)


def test_a_large_run_says_when_it_was_solved_again_and_can_be_once_more(officer, office, monkeypatch):
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    address = f"/matching/runs/{run.id}/check"
    monkeypatch.setattr(queries.asked, "LARGE", 0)
    officer.post(address, expect=303)
    work_off()
    assert "buktinya berlaku" in officer.get(address).text
    plan = store.unpack_plan(run.plan)
    run.plan = store.pack_plan(dataclasses.replace(plan, people=plan.people + 1))
    db.session.commit()

    assert "Hitung lagi" in officer.get(address).text
    officer.post(address, expect=303)
    work_off()

    assert "Hasil yang tersimpan sudah diubah" in officer.get(address).text


def undo_last(client, expect=303):
    db.session.rollback()
    return client.post(f"/audit/acts/{db.session.query(func.max(Act.id)).scalar()}/undo", expect=expect)


def stored(order):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(JobOrder, order.id)


def test_work_and_days_that_were_sealed_do_not_come_back_by_undoing(officer, head, office):
    """An older change of closing day or priority was taken back although the order had been sealed since."""
    order, _people = office
    form = officer.get(f"/orders/{order.id}/edit").fields(f"form[action='/orders/{order.id}']")
    officer.post(f"/orders/{order.id}", form | {"priority": "5"}, expect=303)
    changed = db.session.query(func.max(Act.id)).scalar()
    head.post(f"/matching/orders/{order.id}/seal", expect=303)

    assert "disegel" in officer.post(f"/audit/acts/{changed}/undo", expect=409).text
    assert stored(order).priority == 5


def test_what_was_taken_back_before_the_seal_does_not_come_again_after_it(officer, head, office):
    """Weights that were changed and taken back were brought again under the seal, by taking back the undo."""
    order, _people = office
    officer.post(f"/orders/{order.id}/weights", wish="100", expect=303)
    undo_last(officer)
    undone = db.session.query(func.max(Act.id)).scalar()
    head.post(f"/matching/orders/{order.id}/seal", expect=303)

    assert "disegel" in officer.post(f"/audit/acts/{undone}/undo", expect=409).text
    assert (stored(order).weights or {}).get("wish") != 100


def test_an_opened_seal_does_not_come_back_over_other_rules(officer, head, office):
    """Opening the seal was taken back after the rules had changed: they stood under a seal older than they were."""
    order, _people = office
    head.post(f"/matching/orders/{order.id}/seal", expect=303)
    head.post(f"/matching/orders/{order.id}/unseal", reason="Surat 14/2026", expect=303)
    opened = db.session.query(func.max(Act.id)).scalar()
    officer.post(f"/orders/{order.id}/weights", wish="100", expect=303)

    assert "menyegelnya lagi" in head.post(f"/audit/acts/{opened}/undo", expect=409).text
    assert stored(order).sealed_at is None


def test_nobody_is_accepted_above_the_quota_by_undoing(officer, office, make):
    """Who gave the place back was accepted again by undoing although somebody else had it by then: three for two places."""
    order, people = office
    places = [make.match(person, order, "interviewed").id for person in people[:3]]
    officer.post(f"/matching/orders/{order.id}/move", to="accepted", ids=places[:2], expect=303)
    officer.post(f"/applicants/{people[0].id}/withdraw", reason="family", stays="y", expect=303)
    released = db.session.query(func.max(Act.id)).scalar()
    officer.post(f"/matching/orders/{order.id}/move", to="accepted", ids=places[2:], expect=303)

    assert "hanya punya 2 tempat" in officer.post(f"/audit/acts/{released}/undo", expect=409).text
    db.session.rollback()
    assert db.session.query(Match).filter_by(state="accepted", active=True).count() == 2


@pytest.fixture
def given_back(officer, office, make):
    """An order, a person who has given the place there back, and the act (its id)."""
    order, people = office
    make.match(people[0], order, "proposed")
    officer.post(f"/applicants/{people[0].id}/withdraw", reason="family", stays="y", expect=303)
    return order, people[0], db.session.query(func.max(Act.id)).scalar()


def test_a_place_does_not_come_back_on_an_order_that_was_cancelled(officer, given_back):
    """Who gave the place back was on the order again by undoing although it had been cancelled meanwhile."""
    order, _person, released = given_back
    officer.post(f"/orders/{order.id}/cancel", reason="Surat 7", expect=303)

    assert "dibatalkan" in officer.post(f"/audit/acts/{released}/undo", expect=409).text
    db.session.rollback()
    assert db.session.query(Match).filter_by(active=True).count() == 0


def test_a_place_does_not_come_back_to_who_has_left(officer, given_back):
    """Who gave the place back and then left the programme was on the order again by undoing the first."""
    _order, person, released = given_back
    officer.post(f"/applicants/{person.id}/withdraw", reason="family", on=today().isoformat(), expect=303)

    assert "mundur" in officer.post(f"/audit/acts/{released}/undo", expect=409).text
    db.session.rollback()
    assert db.session.query(Match).filter_by(active=True).count() == 0


def test_an_order_called_off_comes_back_with_its_people(officer, office, make):
    order, people = office
    make.match(people[0], order, "accepted")
    officer.post(f"/orders/{order.id}/cancel", reason="Surat 7", expect=303)

    undo_last(officer)

    assert stored(order).state == "open"
    assert db.session.query(Match).filter_by(active=True).count() == 1


def test_a_refused_proposal_leaves_no_place_behind(officer, office):
    """Who was refused after the place had been given stayed on the order and was kept from it at once."""
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    officer.post(f"/matching/runs/{run.id}/accept", order=order.id, expect=303)
    first = db.session.query(Proposal).filter_by(kind="placed", applicant_id=people[0].id).one()

    officer.post(f"/matching/runs/{run.id}/proposals/{first.id}/decline", reason="partner", expect=303)

    assert db.session.query(Match).filter_by(active=True, applicant_id=people[0].id).count() == 0
    second = db.session.query(Proposal).filter_by(kind="placed", applicant_id=people[1].id).one()
    place = db.session.query(Match).filter_by(active=True).one()
    place.state = "nominated"
    officer.post(f"/matching/runs/{run.id}/proposals/{second.id}/decline", reason="partner", expect=409)
    assert db.session.query(Lock).count() == 1


def test_who_fits_no_order_cannot_be_refused_for_one(officer, office, make):
    """The page to refuse a line of a run that names no order was a fault of the server."""
    make.wish(make.applicant("Wati", stage="ready"), occupation="welder")
    officer.post("/matching/runs", expect=303)
    row = db.session.query(Proposal).filter_by(order_id=None).one()

    officer.get(f"/matching/runs/{row.run_id}/proposals/{row.id}/decline", expect=404)


FAR = 10**30


@pytest.mark.parametrize(
    "address",
    [
        "/matching/runs/1/compare?with={}",
        "/matching/orders/1/reject?ids={}",
        "/matching/locks/new?applicant={}",
        "/applicants/new?besides={}",
    ],
)
def test_a_number_larger_than_any_row_is_no_fault_of_the_server(officer, office, address):
    """A number in an address that no database holds was a fault of the server."""
    officer.post("/matching/runs", expect=303)

    assert officer.get(address.format(FAR), expect=None).status < 500


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/matching/orders/1/move", {"to": "nominated", "ids": [str(FAR)]}),
        ("/matching/orders/1/reject", {"ids": [str(FAR)], "reason": "partner"}),
        ("/matching/orders/1/add", {"ids": [str(FAR)], "at": str(FAR)}),
        ("/applicants/bulk/nominate", {"ids": [str(FAR)], "order": "1", "confirm": "1"}),
    ],
)
def test_a_number_larger_than_any_row_is_refused(officer, office, address, sent):
    """The same in a form."""
    assert officer.post(address, sent).status == 409


@pytest.mark.parametrize("order", ["abc", "0", "", str(FAR)])
def test_an_order_that_is_none_does_not_mean_all(officer, office, order):
    """A run was applied to all orders when the order asked for could not be read."""
    officer.post("/matching/runs", expect=303)

    officer.post("/matching/runs/1/accept", order=order, expect=404)
    assert db.session.query(Match).count() == 0


def test_altered_proposals_are_nowhere_called_proven(officer, office):
    """A proposal was altered in the database, and the pages of the run and of the order still said that it is proven."""
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = db.session.query(Run).one()
    pages = [f"/matching/runs/{run.id}", f"/orders/{order.id}"]
    assert all("Terbukti optimal" in officer.get(page).text for page in pages)
    row = db.session.query(Proposal).filter_by(kind="placed", applicant_id=people[1].id).one()
    row.applicant_id = people[3].id
    db.session.commit()

    assert not any("Terbukti optimal" in officer.get(page).text for page in pages)


@pytest.mark.parametrize("change", ["create", "weights", "rule", "days"])
def test_who_wrote_the_criteria_does_not_seal_them(head, account, make, change):
    me, other = account("head"), account("admin")
    order = make.order()
    set_actor(me.id)
    if change == "create":
        order = orders.create(number="JO-7", title="Kurir", employer="Haesong", occupation="courier", quota=3, requirements={})
        db.session.commit()
    else:
        make.rewritten(order, change)

    with pytest.raises(Conflict, match="seal_needs_another"):
        operations.seal(order, account_id=me.id, at=now())
    db.session.rollback()
    operations.seal(order, account_id=other.id, at=now())
    operations.unseal(order, reason="Surat 4")
    operations.seal(order, account_id=me.id, at=now())
    assert order.sealed_by_id == me.id


def test_what_somebody_wrote_elsewhere_does_not_keep_them_from_sealing(head, account, make):
    me, order = account("head"), make.order()
    set_actor(me.id)
    orders.create(number="JO-7", title="Kurir", employer="Haesong", occupation="courier", quota=3, requirements={"age": {"max": 39}})
    orders.change(order, version=order.version, requirements={}, note="Telepon Senin")
    db.session.commit()

    operations.seal(order, account_id=me.id, at=now())

    assert order.sealed_by_id == me.id


def test_the_head_seals_what_was_read(officer, head, office):
    """The head sealed a rule that an officer had added after the head opened the page."""
    order, _people = office
    form = f"form[action='/matching/orders/{order.id}/seal']"
    read = head.get(f"/orders/{order.id}").fields(form)
    officer.post(f"/orders/{order.id}/requirements", kind="sex", sex="P", strength="must", expect=303)

    assert "Baca lagi" in head.post(f"/matching/orders/{order.id}/seal", read, expect=409).text
    assert stored(order).sealed_at is None
    head.post(f"/matching/orders/{order.id}/seal", head.get(f"/orders/{order.id}").fields(form), expect=303)


def test_a_class_ends_no_later_than_the_plan_counted(officer, office, make):
    """A class could be made that ends after the order closes, and still the places were promised."""
    make.course(name="Bahasa Korea", grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    order, _people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    db.session.commit()
    officer.post("/matching/runs", expect=303)
    address = f"/matching/training/{db.session.query(Course.id).scalar()}/open"
    form = officer.get(address).fields()
    later = (today() + timedelta(weeks=30)).strftime("%d/%m/%Y")

    assert "paling lambat" in officer.post(address, form | {"ends_on": later}, expect=422).text


def test_a_place_does_not_come_back_where_its_person_was_refused_since(officer, given_back):
    """Who gave the place back and was kept from the order then was on it again by undoing the first."""
    order, person, released = given_back
    officer.post("/matching/locks/new", applicant=person.id, kind="ban", order=order.id, reason="Surat 7", expect=303)

    assert "ditolak" in officer.post(f"/audit/acts/{released}/undo", expect=409).text


def test_an_order_is_not_cancelled_again_by_undoing_once_it_has_people(officer, office, make):
    """Cancelling was taken back, people came onto the order, and taking back the undo left them on a cancelled order."""
    order, people = office
    officer.post(f"/orders/{order.id}/cancel", reason="Surat 7", expect=303)
    undo_last(officer)
    undone = db.session.query(func.max(Act.id)).scalar()
    make.match(people[0], order, "proposed")

    assert "Masih ada orang" in officer.post(f"/audit/acts/{undone}/undo", expect=409).text
    assert stored(order).state == "open"


def test_an_explanation_says_that_its_order_was_cancelled_since(officer, office):
    order, people = office
    officer.post("/matching/runs", expect=303)
    run = queries.latest()
    placed = db.session.query(Proposal).filter_by(run_id=run.id, kind="placed").first().applicant_id
    address = f"/matching/runs/{run.id}/applicants/{placed}"
    assert "tidak terbuka" not in officer.get(address).text

    officer.post(f"/orders/{order.id}/cancel", reason="Surat 12", expect=303)

    assert f"{order.number} {order.title}: Job order ini tidak terbuka (Dibatalkan)." in officer.get(address).text


def test_an_explanation_gives_the_reason_of_a_lock_and_of_a_refusal(officer, office, make):
    order, people = office
    other = make.order(number="JO-99", closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    for one, kind, reason in ((order, "lock", "Keluarga di kota yang sama"), (other, "ban", "Pernah menolak")):
        officer.post("/matching/locks/new", applicant=people[0].id, kind=kind, order=one.id, reason=reason, expect=303)
    officer.post("/matching/runs", expect=303)

    text = officer.get(f"/matching/runs/{queries.latest().id}/applicants/{people[0].id}").text

    assert f"{order.number} {order.title}: Keluarga di kota yang sama" in text
    assert "JO-99 Asisten perawat: Pernah menolak" in text


def test_who_has_a_place_is_led_to_the_run_that_gave_it(officer, office):
    order, people = office
    officer.post("/matching/runs", expect=303)
    first = queries.latest()
    officer.post(f"/matching/runs/{first.id}/accept", expect=303)
    place = db.session.query(Match).filter_by(active=True).first()
    officer.post("/matching/runs", expect=303)

    why = f"/matching/runs/{first.id}/applicants/{place.applicant_id}"
    assert [
        one["href"]
        for one in officer.get(f"/applicants/{place.applicant_id}?tab=matching").soup.select("#matches_card a[href*='/matching/runs/']")
    ] == [why]
    assert officer.get(f"/orders/{order.id}").soup.select(f"#match_{place.id} a[href='{why}']")
    assert "Mendapat tempat di" in officer.get(why).text
