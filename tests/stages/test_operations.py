"""People moved through the gates of the seeded stages: one, many, held, gone, come back; and taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from serang.applicants.models import Applicant
from serang.audit import operations as audit
from serang.audit.models import Act, Change
from serang.common.refusals import Conflict
from serang.db import db
from serang.stages import operations, queries
from serang.stages.models import StageMove
from serang.web.clock import now

DAY = date(2026, 11, 25)
PAPERS = {"ktp": None, "kk": None, "consent": None}


def ready_for_verification(make, **values):
    """A person of whom everything the first gate asks is there."""
    person = make.applicant(**{"nik": None, "birth_date": date(1999, 1, 1), "sex": "L", **values})
    person.nik = f"36739901019{person.id:05}"
    db.session.commit()
    for kind in PAPERS:
        make.document(person, kind, valid_until=None, verified_at=now())
    return person


def move(person, stage, **values):
    return operations.move(person, **{"stage": stage, "on": DAY, "at": now(), "account_id": None, **values})


def codes(checks):
    return {one.reason.code for one in checks if not one.ok}


def test_who_meets_the_gate_enters_and_the_move_is_kept(make):
    person = ready_for_verification(make)

    move(person, "verified")
    db.session.commit()

    assert (person.stage, person.stage_on) == ("verified", DAY)
    (kept,) = queries.moves(person.id)
    assert (kept.stage, kept.on, kept.still_open) == ("verified", DAY, [])


def test_who_lacks_something_is_refused_and_stays(make):
    person = make.applicant()

    with pytest.raises(Conflict) as refused:
        move(person, "verified")

    assert refused.value.reason.code == "gate_not_met"
    assert refused.value.reason.values["open"] == 6
    assert db.session.get(Applicant, person.id).stage == "registered"


def test_an_exception_needs_a_reason_and_stays_visibly_open(make):
    person = make.applicant()

    with pytest.raises(Conflict, match="reason_needed"):
        move(person, "verified", override=True)
    move(person, "verified", override=True, reason="Surat kepala dinas")
    db.session.commit()

    assert len(queries.moves(person.id)[0].still_open) == 6
    assert len(queries.still_open(person, DAY)) == 6


def test_what_was_passed_over_is_closed_once_it_is_there(make):
    person = make.applicant()
    move(person, "verified", override=True, reason="Surat kepala dinas")
    db.session.commit()
    person.sex = "P"
    db.session.commit()
    make.document(person, "kk", valid_until=None, verified_at=now())

    assert {(one.rule, one.subject) for one in queries.still_open(person, DAY)} == {
        ("field", "nik"),
        ("field", "birth_date"),
        ("documents", "ktp"),
        ("documents", "consent"),
    }


def test_the_selection_asks_for_its_grounds(make):
    person = ready_for_verification(make, stage="verified")
    make.document(person, "diploma", valid_until=None)

    with pytest.raises(Conflict, match="reason_needed"):
        move(person, "selected")
    move(person, "selected", reason="BA 12/2026")

    assert person.stage == "selected"


def test_going_back_needs_a_reason_only(make):
    person = make.applicant(stage="ready")

    with pytest.raises(Conflict, match="reason_needed"):
        move(person, "registered")
    move(person, "registered", reason="Salah orang")

    assert person.stage == "registered"


def test_a_stage_changed_meanwhile_is_a_conflict(make):
    person = make.applicant(stage="verified")

    with pytest.raises(Conflict, match="moved_meanwhile"):
        move(person, "registered", reason="x", seen="registered")


def test_the_gate_of_a_job_order_follows_the_place(make):
    person, order = make.applicant(stage="nominated"), make.order()

    assert "gate_match_missing" in codes(queries.gate(person, "accepted", DAY))
    make.match(person, order, "nominated")
    assert "gate_match_early" in codes(queries.gate(person, "accepted", DAY))
    db.session.execute(db.metadata.tables["matches"].update().values(state="accepted"))
    assert codes(queries.gate(person, "accepted", DAY)) == set()


def test_a_passport_is_held_against_the_departure_of_the_order(make):
    person, order = make.applicant(stage="accepted"), make.order(departs_on=date(2027, 3, 1))
    make.match(person, order, "accepted")
    make.document(person, "passport", valid_until=date(2027, 8, 1))

    (check,) = [one for one in queries.gate(person, "contracted", DAY) if one.subject == "passport"]

    assert check.reason.code == "gate_paper_short"
    assert check.reason.values["needed"] == date(2027, 9, 1)


def test_following_a_place_is_never_refused_but_keeps_what_is_open(make):
    person = make.applicant(stage="ready")

    kept = operations.follow(person, stage="accepted", on=DAY, at=now(), account_id=None)

    assert person.stage == "accepted"
    assert kept.still_open
    assert operations.follow(person, stage="accepted", on=DAY, at=now(), account_id=None) is None


def test_many_are_moved_as_the_forecast_said(make):
    fine = [ready_for_verification(make, full_name=f"Orang {n}") for n in range(3)]
    short = make.applicant("Tanpa Berkas")
    gone = ready_for_verification(make, full_name="Sudah Mundur", exit_reason="family", exit_on=DAY)
    ids = [person.id for person in [*fine, short, gone]]

    forecast = queries.forecast(ids, "verified", DAY)
    report = operations.move_many(ids, stage="verified", on=DAY, at=now(), account_id=None)
    db.session.commit()

    assert report.can == forecast.can == [person.id for person in fine]
    assert [line.id for line in report.first] == forecast.cannot == [short.id, gone.id]
    assert {person.stage for person in fine} == {"verified"}
    assert short.stage == gone.stage == "registered"


def test_many_moved_are_one_act_that_can_be_taken_back(make):
    people = [ready_for_verification(make) for _n in range(3)]
    operations.move_many([p.id for p in people], stage="verified", on=DAY, at=now(), account_id=None)
    db.session.commit()
    act = db.session.scalars(select(Act).order_by(Act.id.desc())).first()

    assert (act.title, act.facts["people"], act.facts["stayed"]) == ("stages.move_many", 3, 0)
    assert audit.undo(act, today_at=now()) == []
    db.session.commit()
    assert {p.stage for p in people} == {"registered"}
    assert db.session.scalars(select(StageMove)).all() == []


def test_nobody_who_can_be_moved_is_a_conflict_and_no_act(make):
    person = make.applicant()
    before = db.session.scalar(select(db.func.count()).select_from(Act))

    with pytest.raises(Conflict, match="nobody_can_move"):
        operations.move_many([person.id], stage="verified", on=DAY, at=now(), account_id=None)

    assert db.session.scalar(select(db.func.count()).select_from(Act)) == before


def test_a_forecast_asks_the_database_as_often_for_many_as_for_one(make):
    people = [ready_for_verification(make) for _n in range(12)]
    queries.forecast([people[0].id], "ready", DAY)

    def statements(ids):
        seen = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        queries.forecast(ids, "ready", DAY)
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    assert statements([people[0].id]) == statements([p.id for p in people])


def test_waiting_closes_every_gate_until_it_ends(make):
    person = ready_for_verification(make)

    operations.hold(person, reason="sick", on=DAY, at=now())
    assert "stage_held" in codes(queries.gate(person, "verified", DAY))
    with pytest.raises(Conflict, match="stage_held"):
        move(person, "verified", override=True, reason="x")
    operations.resume(person, at=now())

    assert codes(queries.gate(person, "verified", DAY)) == set()
    with pytest.raises(Conflict, match="not_held"):
        operations.resume(person, at=now())


def test_who_gives_up_can_come_back_to_the_same_stage(make):
    person = make.applicant(stage="ready")

    operations.leave(person, reason="family", note="Ibu sakit", on=DAY, at=now())
    assert (person.exit_reason, person.exit_on, person.stage) == ("family", DAY, "ready")
    with pytest.raises(Conflict, match="stage_gone"):
        operations.leave(person, reason="family", note=None, on=DAY, at=now())
    operations.return_(person, at=now())

    assert (person.exit_reason, person.exit_note, person.exit_on, person.stage) == (None, None, None, "ready")


def test_who_has_a_place_on_an_order_cannot_simply_leave(make):
    person = make.applicant(stage="nominated")
    make.match(person, make.order(), "nominated")

    with pytest.raises(Conflict, match="still_on_order"):
        operations.leave(person, reason="family", note=None, on=DAY, at=now())


def test_ready_are_those_for_whom_nothing_is_open_today(make):
    person = make.applicant(stage="ready")
    other = make.applicant(stage="ready")
    for kind, until in (("family_permit", DAY + timedelta(90)), ("medical", DAY + timedelta(2)), ("passport", date(2033, 1, 1))):
        make.document(person, kind, valid_until=until)
    make.language(person, score=150)
    make.certificate(person)

    assert queries.ready_ids(DAY) == [person.id]
    assert queries.ready_ids(DAY + timedelta(3)) == []
    assert other.stage == "ready"


def test_the_training_is_skipped_for_who_has_language_and_skill(make):
    person = make.applicant(stage="selected")
    assert queries.next_gate(person, DAY)[0].code == "training"
    make.language(person, score=150)
    make.experience(person, months=24)

    assert queries.next_gate(person, DAY)[0].code == "ready"


def test_every_move_is_about_the_person_in_the_act_log(make):
    person = ready_for_verification(make)
    move(person, "verified")
    db.session.commit()

    changes = db.session.scalars(select(Change).where(Change.about_applicant == person.id, Change.table == "stage_moves")).all()

    assert [change.kind for change in changes] == ["created"]
