"""Places given, moved on and ended: the quota holds, stages follow, what staff have fixed stays."""

import threading
from datetime import date

import pytest

from serang.applicants import operations as applicants
from serang.applicants.models import Applicant
from serang.common.refusals import Conflict
from serang.db import db, is_sqlite
from serang.documents.models import DocumentKind
from serang.matching import operations, queries
from serang.matching.models import Lock, Match, Proposal, Run
from serang.matching.rules.problem import PARTS
from serang.orders import operations as orders
from serang.orders import queries as order_queries
from serang.orders.models import JobOrder, OrderRequirement
from serang.stages import operations as stages
from serang.stages.models import StageMove
from serang.trainings.models import Enrolment
from serang.web.clock import now, today


def run(**asked) -> Run:
    made = operations.propose(on=today(), at=now(), account_id=None, **asked)
    db.session.commit()
    return made


def accept(order=None) -> operations.Given:
    given = operations.accept(run(), order_id=order and order.id, on=today(), at=now())
    db.session.commit()
    return given


def advance(order, matches, to, **values) -> operations.Moved:
    done = operations.advance(order, match_ids=[match.id for match in matches], to=to, on=today(), at=now(), account_id=None, **values)
    db.session.commit()
    return done


@pytest.fixture
def no_gates(app):
    """Gates that ask for nothing but the place itself."""
    from serang.stages.models import Stage

    for stage in db.session.query(Stage):
        stage.gate = [rule for rule in stage.gate if rule["rule"] == "match"]
    db.session.commit()


def placed() -> dict[int, str]:
    return dict(db.session.query(Match.applicant_id, Match.state).filter(Match.active).all())


def test_the_same_input_gives_the_same_plan_and_the_kept_one(office):
    first = run()
    again = run()

    problem, plan = queries.stored(first)
    _other, second = queries.stored(again)
    assert first.fingerprint == again.fingerprint == problem.fingerprint
    assert plan.pairs.tolist() == second.pairs.tolist()
    assert plan.seal == second.seal
    assert (first.placed, first.people, first.proven) == (2, 4, True)


def test_locked_people_stay_where_they_are(office, make):
    order, people = office
    other = make.order(quota=5, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    operations.lock(people[2], order, kind="lock", reason="Permintaan pemberi kerja", on=today(), at=now(), account_id=None)
    operations.lock(people[0], other, kind="lock", reason="Keluarga di sana", on=today(), at=now(), account_id=None)
    db.session.commit()

    for _n in range(2):
        accept()

    stand = dict(db.session.query(Match.applicant_id, Match.order_id).filter(Match.active).all())
    assert stand[people[2].id] == order.id
    assert stand[people[0].id] == other.id


def test_two_locks_of_one_person_are_told_and_refused(office, make):
    order, people = office
    other = make.order()
    operations.lock(people[0], order, kind="lock", reason="a", on=today(), at=now(), account_id=None)

    with pytest.raises(Conflict) as told:
        operations.lock(people[0], other, kind="lock", reason="b", on=today(), at=now(), account_id=None)

    assert told.value.reason.code == "lock_elsewhere"


def test_a_new_plan_takes_off_what_it_moves(office, make):
    order, people = office
    accept()
    make.language(
        make.applicant(full_name="Baru", stage="ready", sex="L", birth_date=date(2000, 1, 1)),
        score=199,
        valid_until=date(2099, 6, 1),
    )
    make.wish(db.session.query(Applicant).filter_by(full_name="Baru").one())

    given = accept()

    assert {match.applicant.full_name for match in given.made} == {"Baru"}
    assert [match.applicant.full_name for match in given.ended] == ["Galih Permana"]
    assert db.session.query(Match).filter_by(reason="plan_changed").one().state == "cancelled"


def test_who_left_meanwhile_is_not_given_a_place(office):
    order, people = office
    made = run()
    people[0].exit_reason, people[0].exit_on = "family", today()
    db.session.commit()

    given = operations.accept(made, order_id=order.id, on=today(), at=now())

    assert [match.applicant_id for match in given.made] == [people[1].id]
    assert [(person.id, reason.code) for person, reason in given.left] == [(people[0].id, "absent_gone")]


def test_a_place_is_moved_on_and_the_stage_follows(office, no_gates):
    order, people = office
    matches = accept(order).made

    for to, stage in [
        ("nominated", "nominated"),
        ("interviewed", "nominated"),
        ("accepted", "accepted"),
        ("contracted", "contracted"),
        ("preparing", "preparing"),
        ("departed", "departed"),
        ("returned", "returned"),
    ]:
        done = advance(order, matches[:1], to)
        assert [match.state for match in done.moved] == [to]
        assert db.session.get(Applicant, people[0].id).stage == stage

    assert not db.session.get(Match, matches[0].id).active
    assert db.session.get(Applicant, people[1].id).stage == "ready"


def test_sending_without_papers_is_refused_with_the_papers(office):
    order, people = office
    db.session.query(DocumentKind).filter_by(code="passport").one().stages = ["nominated"]
    db.session.commit()
    matches = accept(order).made

    done = advance(order, matches, "nominated")

    assert not done.moved
    assert {person.id for person, _reasons in done.left} == {people[0].id, people[1].id}
    assert any(reason.code.startswith("gate_") for reason in done.left[0][1])
    assert set(placed().values()) == {"proposed"}


def test_sending_who_no_longer_meets_the_rules_is_refused(office, no_gates):
    order, people = office
    matches = accept(order).made
    people[0].languages[0].score = 90
    db.session.commit()

    done = advance(order, matches, "nominated")

    assert [match.applicant_id for match in done.moved] == [people[1].id]
    assert done.left[0][1][0].code == "language_low"


def test_a_step_that_is_not_on_the_way_is_refused(office):
    order, _people = office
    matches = accept(order).made

    done = advance(order, matches, "contracted")

    assert [reasons[0].code for _person, reasons in done.left] == ["match_state", "match_state"]


def test_more_are_accepted_than_there_are_places(office, make, no_gates):
    order, people = office
    matches = [make.match(person, order, state="nominated") for person in people[:3]]

    with pytest.raises(Conflict) as told:
        operations.advance(order, match_ids=[match.id for match in matches], to="accepted", on=today(), at=now(), account_id=None)
    db.session.rollback()

    assert told.value.reason.values == {"number": order.number, "what": "all", "places": 2, "people": 3}
    assert set(placed().values()) == {"nominated"}
    orders.change_quota(order, quota=3, reason="Surat 12/2026")
    assert len(advance(order, matches, "accepted").moved) == 3


def test_the_quota_of_a_sex_holds(office, make, no_gates):
    order, people = office
    order.quota, order.quota_male = 5, 1
    db.session.commit()
    matches = [make.match(person, order, state="interviewed") for person in people[:2]]

    with pytest.raises(Conflict) as told:
        operations.advance(order, match_ids=[match.id for match in matches], to="accepted", on=today(), at=now(), account_id=None)

    assert told.value.reason.values["what"] == "L"


def test_nominations_reach_the_quota_and_the_reserves(office, make):
    order, people = office
    for person in people[:3]:
        make.match(person, order, state="nominated")

    with pytest.raises(Conflict) as told:
        operations.nominate(order, applicant_ids=[_ready(make, 190).id], reason="Dipilih", on=today(), at=now(), account_id=None)

    assert told.value.reason.code == "order_full"


def _ready(make, score, name="Satu Lagi"):
    person = make.applicant(full_name=name, stage="ready", sex="L", birth_date=date(2000, 1, 1))
    make.wish(person)
    make.language(person, score=score, valid_until=date(2099, 6, 1))
    return person


def test_the_partner_answers_for_many(office, make, no_gates):
    order, people = office
    matches = [make.match(person, order, state="nominated") for person in people[:3]]
    for person in people[:3]:
        person.stage = "nominated"
    db.session.commit()

    said = {
        matches[0].id: operations.Answer("accepted"),
        matches[1].id: operations.Answer("reserve"),
        matches[2].id: operations.Answer("rejected", "interview", "gugup"),
    }
    done = operations.answer(order, answers=said, on=today(), at=now(), account_id=None)
    db.session.commit()

    assert len(done.moved) == 3
    kept = {match.applicant_id: match for match in db.session.query(Match)}
    assert kept[people[0].id].state == "accepted"
    assert (kept[people[1].id].state, kept[people[1].id].reserve_rank) == ("interviewed", 1)
    assert (kept[people[2].id].state, kept[people[2].id].active, kept[people[2].id].reason_note) == (
        "rejected",
        False,
        "gugup",
    )
    assert [db.session.get(Applicant, person.id).stage for person in people[:3]] == ["accepted", "nominated", "ready"]
    assert db.session.query(Lock).filter_by(applicant_id=people[2].id, kind="ban").one().reason == "partner: interview: gugup"


def test_people_with_the_partner_are_not_moved_and_take_a_place(office, make):
    order, people = office
    make.match(people[3], order, state="nominated", score=100)

    made = run()

    assert (made.places, made.placed) == (1, 1)
    assert queries.out(made, None, kind="left")[1] == 0
    assert queries.explanation(made, people[3].id).reason.code == "has_place"


def test_withdrawing_gives_everything_back(office, make, no_gates):
    order, people = office
    batch = make.batch(capacity=0)
    make.enrolment(batch, people[0], state="waiting", position=1)
    make.match(people[0], order, state="accepted")
    people[0].stage = "accepted"
    operations.lock(people[0], order, kind="lock", reason="x", on=today(), at=now(), account_id=None)
    db.session.commit()

    place = operations.withdraw(people[0], reason="family", note="Ibu sakit", on=today(), at=now(), account_id=None)
    db.session.commit()

    person = db.session.get(Applicant, people[0].id)
    assert (person.exit_reason, person.exit_note, person.stage) == ("family", "Ibu sakit", "ready")
    assert (place.state, place.active, place.reason) == ("withdrawn", False, "family")
    assert db.session.query(Enrolment).one().state == "withdrawn"
    assert db.session.query(Lock).count() == 0


def test_giving_a_place_back_keeps_the_person(office, make, no_gates):
    order, people = office
    match = make.match(people[0], order, state="nominated")
    people[0].stage = "nominated"
    db.session.commit()

    operations.release(match, reason="person_declined", note=None, on=today(), at=now(), account_id=None)
    db.session.commit()

    person = db.session.get(Applicant, people[0].id)
    assert (person.exit_reason, person.stage) == (None, "ready")
    assert not placed()


def test_a_cancelled_order_frees_its_people(office, make, no_gates):
    order, people = office
    for person, state in zip(people, ("nominated", "accepted", "departed", "proposed"), strict=True):
        make.match(person, order, state=state)
        person.stage = {"proposed": "ready"}.get(state, state)
    db.session.commit()

    ended = operations.cancel_order(order, reason="Pabrik tutup", on=today(), at=now(), account_id=None)
    db.session.commit()

    assert len(ended) == 3
    assert db.session.get(JobOrder, order.id).state == "cancelled"
    assert [db.session.get(Applicant, person.id).stage for person in people] == ["ready", "ready", "departed", "ready"]
    assert placed() == {people[2].id: "departed"}
    with pytest.raises(Conflict, match="order_cancelled"):
        operations.cancel_order(order, reason="lagi", on=today(), at=now(), account_id=None)


def test_people_chosen_by_hand_are_fixed(office, make):
    order, people = office

    given = operations.nominate(
        order,
        applicant_ids=[people[2].id, people[3].id],
        reason="Dipilih kepala",
        on=today(),
        at=now(),
        account_id=None,
    )
    db.session.commit()
    accept()

    assert [match.applicant_id for match in given.made] == [people[2].id]
    assert [(person.id, reason.code) for person, reason in given.left] == [(people[3].id, "language_low")]
    assert placed() == {people[2].id: "proposed", people[0].id: "proposed"}


def test_two_officers_give_places_at_the_same_moment(app, office, make):
    """Each proposes the same person for another order: one succeeds, the other is told."""
    order, people = office
    other = make.order(quota=5, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    ids, person = (order.id, other.id), people[0].id
    db.session.commit()
    begun, told = threading.Barrier(2), []

    def officer(order_id):
        with app.app_context():
            begun.wait()
            try:
                operations.nominate(
                    db.session.get(JobOrder, order_id),
                    applicant_ids=[person],
                    reason="cepat",
                    on=today(),
                    at=now(),
                    account_id=None,
                )
                db.session.commit()
                told.append("ok")
            except Conflict as no:
                db.session.rollback()
                told.append(no.reason.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=officer, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.expire_all()
    assert db.session.query(Match).filter_by(active=True, applicant_id=person).count() == 1
    assert "ok" in told
    assert set(told) <= {"ok", "placed_meanwhile", "nobody_can_be_proposed"}


def test_two_officers_accept_for_the_last_place(app, office, make):
    order, people = office
    order.quota, order.reserves = 1, 3
    db.session.commit()
    ids = [make.match(person, order, state="interviewed").id for person in people[:2]]
    begun, told, order_id = threading.Barrier(2), [], order.id
    db.session.commit()

    def officer(match_id):
        with app.app_context():
            begun.wait()
            try:
                operations.advance(
                    db.session.get(JobOrder, order_id),
                    match_ids=[match_id],
                    to="accepted",
                    on=today(),
                    at=now(),
                    account_id=None,
                )
                db.session.commit()
                told.append("ok")
            except Conflict as no:
                db.session.rollback()
                told.append(no.reason.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=officer, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.expire_all()
    assert sorted(told) == ["ok", "order_full"]
    assert db.session.query(Match).filter_by(state="accepted").count() == 1


def test_a_large_run_is_done_by_the_worker(office):
    from serang.worker import work_off

    waiting = operations.propose_later(on=today(), at=now(), account_id=None)
    db.session.commit()
    assert waiting.state == "queued"

    assert work_off() == 1

    done = db.session.get(Run, waiting.id)
    db.session.refresh(done)
    assert (done.state, done.placed, done.proven) == ("done", 2, True)
    assert db.session.query(Proposal).filter_by(run_id=done.id, kind="placed").count() == 2


def test_moves_are_written_into_the_history_of_the_person(office, no_gates):
    order, people = office
    matches = accept(order).made
    advance(order, matches[:1], "nominated")

    move = db.session.query(StageMove).one()
    assert (move.applicant_id, move.stage, move.reason) == (people[0].id, "nominated", order.number)


def test_an_earlier_proposal_that_no_longer_fits_makes_room(office, make):
    order, people = office
    make.match(people[3], order)
    make.match(people[2], order)

    given = accept(order)

    assert {match.applicant_id for match in given.ended} == {people[3].id, people[2].id}
    assert placed() == {people[0].id: "proposed", people[1].id: "proposed"}


def test_accepting_all_leaves_out_orders_closed_meanwhile(office, make):
    order, people = office
    made = run()
    order.state = "closed"
    db.session.commit()

    given = operations.accept(made, on=today(), at=now())

    assert (given.made, given.ended) == ([], [])
    with pytest.raises(Conflict, match="order_not_open"):
        operations.accept(made, order_id=order.id, on=today(), at=now())


def test_a_run_does_not_bring_back_who_was_refused_since(office, no_gates):
    order, people = office
    proposed = run()
    operations.accept(proposed, order_id=order.id, on=today(), at=now())
    refused, released = [match for match in queries.of_order(order.id, None).matches if match.active]
    advance(order, [refused], "nominated")
    advance(order, [refused], "rejected", reason="partner")
    operations.release(released, reason="family", note=None, on=today(), at=now(), account_id=None)
    db.session.commit()

    assert queries.of_order(order.id, None).proposed == []
    assert [queries.of_applicant(one.applicant_id).proposal for one in (refused, released)] == [None, None]
    given = operations.accept(proposed, order_id=order.id, on=today(), at=now())
    assert (given.made, placed()) == ([], {})
    again = run()
    assert {row.applicant_id for row in queries.of_order(order.id, None).proposed} == {released.applicant_id, people[2].id}
    operations.accept(again, on=today(), at=now())
    assert placed() == {released.applicant_id: "proposed", people[2].id: "proposed"}


def test_a_ban_lifted_lets_the_proposal_stand_again(office):
    order, people = office
    proposed = run()
    kept = operations.lock(people[0], order, kind="ban", reason="Salah orang", on=today(), at=now(), account_id=None)
    assert {row.applicant_id for row in queries.of_order(order.id, None).proposed} == {people[1].id}

    operations.unlock(kept)

    operations.accept(proposed, order_id=order.id, on=today(), at=now())
    assert set(placed()) == {people[0].id, people[1].id}


def test_the_gates_hold_on_an_order_too_and_the_head_may_let_pass(office, make):
    order, people = office
    asked = {"passport": "contracted", "skck": "departed"}
    for kind in db.session.query(DocumentKind):
        kind.stages = [asked[kind.code]] if kind.code in asked else []
    matches = [make.match(person, order, state="accepted") for person in people[:2]]
    for person in people[:2]:
        person.stage = "accepted"
    make.document(people[0], "passport", valid_until=date(2110, 1, 1))

    done = advance(order, matches, "contracted")

    assert [match.id for match in done.moved] == [matches[0].id]
    assert [(person.id, [reason.values["kind"] for reason in why]) for person, why in done.left] == [(people[1].id, ["passport"])]
    assert {one: [reason.code for reason in why] for one, why in queries.of_order(order.id, None, today()).lacking.items()} == {
        people[1].id: ["gate_paper_missing"]
    }
    stages.move(people[1], stage="contracted", on=today(), at=now(), account_id=None, reason="Menyusul", override=True)
    assert advance(order, matches[1:], "contracted").moved
    advance(order, matches, "preparing")
    gone = advance(order, matches, "departed")
    assert (gone.moved, len(gone.left)) == ([], 2)
    assert {reason.code for _person, why in gone.left for reason in why} == {"gate_field_missing", "gate_paper_missing"}
    assert placed() == {people[0].id: "preparing", people[1].id: "preparing"}


def test_who_was_fixed_elsewhere_since_is_not_moved_back(office, make):
    order, people = office
    proposed = run()
    other = make.order(requirements=[])
    operations.nominate(other, applicant_ids=[people[0].id], reason="Keluarga", on=today(), at=now(), account_id=None)

    assert people[0].id not in {row.applicant_id for row in queries.of_order(order.id, None).proposed}
    operations.accept(proposed, on=today(), at=now())

    assert queries.active(people[0].id).order_id == other.id


def test_a_ban_ends_the_proposal_in_the_same_act(office, make):
    order, people = office
    ours, sent = make.match(people[0], order, state="proposed"), make.match(people[1], order, state="nominated")

    operations.lock(people[0], order, kind="ban", reason="Tidak cocok", on=today(), at=now(), account_id=None)
    with pytest.raises(Conflict) as told:
        operations.lock(people[1], order, kind="ban", reason="Tidak cocok", on=today(), at=now(), account_id=None)

    assert (ours.state, ours.active, ours.reason_note) == ("rejected", False, "Tidak cocok")
    assert (told.value.reason.code, sent.state) == ("match_state", "nominated")


@pytest.mark.parametrize(("stage", "state", "code"), [("departed", "departed", "lock_away"), ("nominated", "nominated", "has_place")])
def test_who_is_away_or_placed_is_not_fixed_elsewhere(office, make, stage, state, code):
    order, people = office
    other = make.order()
    people[0].stage = stage
    make.match(people[0], other, state=state)

    with pytest.raises(Conflict) as told:
        operations.lock(people[0], order, kind="lock", reason="Surat", on=today(), at=now(), account_id=None)

    assert told.value.reason.code == code
    assert db.session.query(Lock).count() == 0


def test_an_order_without_any_weight_is_filled_all_the_same(office):
    order, people = office
    order.weights = dict.fromkeys(PARTS, 0)
    operations.lock(people[1], order, kind="lock", reason="Surat pemberi kerja", on=today(), at=now(), account_id=None)
    db.session.commit()

    made = run()

    rows = db.session.query(Proposal).filter_by(run_id=made.id, kind="placed").order_by(Proposal.applicant_id).all()
    assert [(row.score, row.parts) for row in rows] == [(0, {}), (0, {"locked": True})]


def test_rules_that_came_after_the_run_keep_people_out(office, make):
    order, people = office
    other = make.order(quota=1, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    made = run()
    order.requirements.append(OrderRequirement(kind="age", strength="must", weight=0, facts={"max": 20}, position=9))
    db.session.commit()

    alone = operations.accept(made, order_id=order.id, on=today(), at=now())
    everywhere = operations.accept(made, on=today(), at=now())

    for given in (alone, everywhere):
        assert {(person.full_name, reason.code) for person, reason in given.left} == {
            (people[0].full_name, "age_over"), (people[1].full_name, "age_over"),
        }  # fmt: skip
    assert set(db.session.scalars(db.select(Match.order_id))) == {other.id}


def test_who_is_locked_is_given_the_place_against_the_rules(office):
    order, people = office
    operations.lock(people[3], order, kind="lock", reason="Surat pemberi kerja", on=today(), at=now(), account_id=None)
    db.session.commit()

    given = operations.accept(run(), order_id=order.id, on=today(), at=now())

    assert people[3].id in {match.applicant_id for match in given.made}
    assert given.left == []


def test_who_was_proposed_elsewhere_meanwhile_is_not_moved_unseen(office, make):
    order, people = office
    other = make.order(number="JO-99", quota=3, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    chosen = {"applicant_ids": [people[0].id], "reason": "Dipilih", "on": today(), "at": now(), "account_id": None}
    operations.nominate(order, **chosen, seen={people[0].id: None})
    db.session.commit()

    with pytest.raises(Conflict) as unseen:
        operations.nominate(other, **chosen, seen={people[0].id: None})
    db.session.rollback()
    assert (unseen.value.reason.code, unseen.value.reason.values) == ("proposed_meanwhile", {"order": order.id})
    assert [(one.order_id, one.kind) for one in db.session.query(Lock)] == [(order.id, "lock")]

    with pytest.raises(Conflict) as twice:
        operations.nominate(order, **chosen)
    db.session.rollback()
    assert twice.value.reason.code == "here_already"

    operations.nominate(other, **chosen, seen={people[0].id: order.id})
    assert placed() == {people[0].id: "proposed"}


def test_a_lock_of_who_waits_with_the_partner_is_no_worry(office, no_gates):
    order, people = office
    order.reserves = 2
    for person in people[:3]:
        operations.nominate(order, applicant_ids=[person.id], reason="Dipilih", on=today(), at=now(), account_id=None)
    db.session.commit()
    advance(order, db.session.query(Match).all(), "nominated")

    assert run().problems == []


def test_the_cut_off_is_what_somebody_new_must_pass(office):
    order, people = office
    first = run()
    accept()
    again = run()

    line = [one["lines"]["all"] for one in (first.figures["orders"][0], again.figures["orders"][0])]
    worst = min(db.session.scalars(db.select(Proposal.score).where(Proposal.run_id == again.id, Proposal.kind == "placed")))
    assert line == [worst, worst]


def test_what_was_sealed_before_a_run_stays_in_its_record(office):
    order, _people = office
    operations.seal(order, account_id=None, at=now())
    db.session.commit()
    made = run()
    sealed = order.sealed_at
    operations.unseal(order, reason="Surat baru")
    db.session.commit()

    assert [fill.sealed_at for fill in queries.fills(made)] == [sealed]
    assert not made.sealed(order)


@pytest.mark.parametrize(("reserves", "left_over"), [(1, {0, 1, 2}), (0, {1, 2})])
def test_who_may_not_move_any_more_keeps_what_they_had_while_there_is_room(office, make, reserves, left_over):
    order, people = office
    accept(order)
    harder = [{"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 140}]}}]
    better = make.order(number="JO-99", quota=2, requirements=harder, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    made = run()
    moved = set(db.session.scalars(db.select(Proposal.applicant_id).where(Proposal.run_id == made.id, Proposal.order_id == better.id)))
    assert moved == {people[0].id}
    better.requirements.append(OrderRequirement(kind="age", strength="must", weight=0, facts={"max": 20}, position=9))
    order.reserves = reserves
    db.session.commit()

    given = operations.accept(made, on=today(), at=now())

    after = {one.applicant_id: one.order_id for one in db.session.query(Match).filter_by(active=True)}
    assert {person.id for person, _reason in given.left} == moved
    assert after == {people[n].id: order.id for n in left_over}


def test_a_later_departure_is_looked_at_again(office):
    order, people = office
    order.requirements.append(OrderRequirement(kind="age", strength="must", weight=0, facts={"max": 100}, position=9))
    db.session.commit()
    made = run()
    order.departs_on = date(2150, 3, 1)
    db.session.commit()

    given = operations.accept(made, on=today(), at=now())

    assert given.made == []
    assert len(given.left) == 2


def test_a_seal_set_while_a_run_was_thinking_is_not_of_its_record(office):
    order, _people = office
    began = now()
    operations.seal(order, account_id=None, at=now())
    db.session.commit()
    made = operations.propose(on=today(), at=began, account_id=None)
    db.session.commit()

    assert [fill.sealed_at for fill in queries.fills(made)] == [None]


def test_who_waits_for_places_of_the_other_sex_is_no_reserve(make, app):
    order = make.order(quota=2, quota_male=0, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    people = [make.applicant(stage="ready", sex=sex, birth_date=date(2000, 1, 1)) for sex in "LPPP"]
    man = people[0]
    for one in people:
        make.wish(one)

    run = operations.propose(on=today(), at=now(), account_id=None)

    rows = {(row.kind, row.applicant_id): (row.order_id, row.rank) for row in db.session.query(Proposal)}
    assert ("reserve", man.id) not in rows
    assert rows["waiting", man.id] == (None, None)
    assert [row for (kind, _one), row in rows.items() if kind == "reserve"] == [(order.id, 1)]
    assert run.figures["orders"][0]["waiting"] == 1
    assert queries.explanation(run, man.id).reason.code == "no_place_left"


def test_the_list_names_the_order_whose_cutoff_is_nearest(make, app):
    far = {"closes_on": date(2099, 1, 1), "departs_on": date(2099, 3, 1)}
    weights = {"experience": 100}
    orders = [make.order(name, occupation=code, quota=1, weights=weights, **far) for name, code in (("A", "welder"), ("B", "courier"))]

    def one(name, months, *wishes):
        person = make.applicant(name, stage="ready", sex="L", birth_date=date(2000, 1, 1))
        for rank, code in enumerate(wishes, 1):
            make.wish(person, code, rank=rank)
            make.experience(person, code, months=months)
        return person

    one("Best A", 60, "welder"), one("Best B", 36, "courier"), one("Second B", 33, "courier")
    waits = one("Waits", 30, "welder", "courier")

    run = operations.propose(on=today(), at=now(), account_id=None)

    row = db.session.query(Proposal).filter_by(kind="waiting", applicant_id=waits.id).one()
    assert (row.order_id, row.rank) == (orders[1].id, 2)
    assert queries.explanation(run, waits.id).reason.values["order"] == orders[1].id


def meanwhile(app, order_id, work):
    """What somebody else does to the order, in a transaction of their own, after it was read here; on SQLite before, since there nobody
    writes as long as another reads to write.
    """
    db.session.rollback()
    db.session.remove()
    if is_sqlite():
        work(order_queries.get(order_id))
        db.session.commit()
        return order_queries.get(order_id)
    order = order_queries.get(order_id)

    def other():
        with app.app_context():
            work(order_queries.get(order_id))
            db.session.commit()
            db.session.remove()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    return order


def test_an_order_cancelled_since_it_was_read_takes_nobody(app, office):
    """PostgreSQL: somebody was proposed for an order that was cancelled between reading and holding it."""
    order, people = office
    person = people[0].id
    done = {"on": today(), "at": now(), "account_id": None}
    order = meanwhile(app, order.id, lambda one: operations.cancel_order(one, reason="Surat 9", **done))

    with pytest.raises(Conflict, match="order_not_open"):
        operations.nominate(order, applicant_ids=[person], reason="x", **done)


def test_a_quota_lowered_since_it_was_read_holds(app, office, make):
    """PostgreSQL: more people were accepted than the quota that was lowered between reading the order and holding it."""
    order, people = office
    orders.change_quota(order, quota=3, reason="Surat 8")
    ids = [make.match(person, order, state="interviewed").id for person in people[:3]]
    order = meanwhile(app, order.id, lambda one: orders.change_quota(one, quota=2, reason="Surat 9", above=1))

    with pytest.raises(Conflict, match="order_full"):
        operations.advance(order, match_ids=ids, to="accepted", on=today(), at=now(), account_id=None)


@pytest.mark.parametrize(
    "change",
    [
        lambda order: orders.add_requirement(order, kind="height", strength="must", weight=10, facts={"min": 160}),
        lambda order: orders.remove_requirement(order, order.requirements[0].id),
        lambda order: orders.set_weights(order, weights={"wish": 7}),
    ],
)
def test_what_was_sealed_since_it_was_read_stays(app, office, change):
    """PostgreSQL: rules and weights were changed although the head sealed the order between reading and writing."""
    order = meanwhile(app, office[0].id, lambda one: operations.seal(one, account_id=None, at=now()))

    with pytest.raises(Conflict, match="order_sealed"):
        change(order)


def test_a_rule_added_since_the_order_was_read_is_not_sealed_unseen(app, office):
    """PostgreSQL: an order was sealed with a rule that waits for the head, added between reading and sealing."""
    rule = {"kind": "marital", "strength": "must", "weight": 10, "facts": {"any": ["single"], "basis": "Surat 3"}}
    order = meanwhile(app, office[0].id, lambda one: orders.add_requirement(one, **rule))

    with pytest.raises(Conflict, match="rule_waits"):
        operations.seal(order, account_id=None, at=now())


def test_two_proposed_people_who_are_one_since_get_one_place(office):
    """A run could not be applied at all any more once two people whom it places had been merged."""
    order, people = office
    made = run()
    versions = {person.id: person.version for person in people[:2]}
    applicants.merge(people[0].id, people[1].id, choices={}, versions=versions, at=now(), account_id=None)
    db.session.commit()

    given = operations.accept(queries.get(made.id), on=today(), at=now())

    assert [match.applicant_id for match in given.made] == [people[0].id]


def test_the_quota_of_a_sex_of_today_holds_when_a_run_is_applied(make, app):
    order = make.order(quota=2, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    people = [make.applicant(name, stage="ready", sex="P", birth_date=date(2000, 1, 1)) for name in ("Ani", "Wati")]
    for person in people:
        make.wish(person)
    made = run()
    order.quota_female = 1
    db.session.commit()

    given = operations.accept(made, on=today(), at=now())

    assert [match.applicant_id for match in given.made] == [people[0].id]
    assert [(person.id, reason.code) for person, reason in given.left] == [(people[1].id, "quota_now")]


def test_who_finds_no_place_any_more_keeps_the_older_proposal(office, make):
    order, people = office
    accept(order)
    harder = [{"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 140}]}}]
    better = make.order(number="JO-99", quota=2, requirements=harder, closes_on=date(2099, 1, 1), departs_on=date(2099, 3, 1))
    made = run()
    better.quota = 0
    db.session.commit()

    given = operations.accept(made, on=today(), at=now())

    assert [(person.id, reason.code) for person, reason in given.left] == [(people[0].id, "quota_now")]
    assert placed() == {people[n].id: "proposed" for n in (0, 1, 2)}


def test_who_is_fixed_by_hand_has_the_places_of_today_first(office, make):
    order, people = office
    operations.lock(people[2], order, kind="lock", reason="Surat pemberi kerja", on=today(), at=now(), account_id=None)
    db.session.commit()
    made = run()
    order.quota = 1
    db.session.commit()

    given = operations.accept(made, on=today(), at=now())

    assert [match.applicant_id for match in given.made] == [people[2].id]


def test_the_partner_rejects_nobody_without_a_reason(office, make):
    order, people = office
    match = make.match(people[0], order, state="nominated")

    with pytest.raises(Conflict, match="reject_reason"):
        operations.answer(order, answers={match.id: operations.Answer("rejected")}, on=today(), at=now(), account_id=None)
