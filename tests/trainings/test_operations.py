"""What is done in training, below the web: places under pressure, registers, completion, the act log."""

from contextvars import Context
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest

from serang.applicants.models import Certificate, LanguageResult
from serang.audit.models import Act, Change
from serang.audit.operations import act_id, undo
from serang.common.refusals import Conflict
from serang.common.words import SENTENCES, say
from serang.db import db
from serang.trainings import operations, queries
from serang.trainings.models import Batch, Enrolment
from serang.trainings.operations import Clash
from serang.trainings.rules.cells import Cell
from serang.web.clock import now

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def _together(app, work, arguments):
    """Run work(argument) at the same time, each in a transaction of its own; gives what each gave or raised."""
    start, answers = Barrier(len(arguments)), {}

    def one(argument):
        with app.app_context():
            start.wait()
            try:
                answers[argument] = work(argument)
                db.session.commit()
            except Conflict as error:
                db.session.rollback()
                answers[argument] = error.reason.code
            finally:
                db.session.remove()

    db.session.commit()
    threads = [Thread(target=Context().run, args=(one, argument)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return answers


def test_one_place_is_given_once_however_many_ask_at_the_same_time(app, make):
    batch_id = make.batch(capacity=1).id
    people = [make.applicant(f"Orang {n}").id for n in range(4)]

    _together(app, lambda person: operations.enrol(db.session.get(Batch, batch_id), applicant_ids=[person], on=DAY), people)

    rows = db.session.query(Enrolment).order_by(Enrolment.position).all()
    assert [(row.state, row.position) for row in rows] == [
        ("enrolled", 0),
        ("waiting", 1),
        ("waiting", 2),
        ("waiting", 3),
    ]


def test_one_free_place_goes_to_one_of_those_who_wait(app, make):
    batch = make.batch(capacity=1)
    ids = [make.enrolment(batch, make.applicant(f"Orang {n}"), state="waiting", position=n).id for n in (1, 2)]

    answers = _together(app, lambda id_: operations.promote(db.session.get(Enrolment, id_), on=DAY).state, ids)

    assert sorted(answers.values()) == ["batch_full_now", "enrolled"]


def test_two_registers_saved_at_the_same_time_clash_or_come_together(app, make):
    batch = make.batch()
    day, person = make.session(batch, DAY), make.enrolment(batch, make.applicant())
    batch_id, place = batch.id, (person.id, day.id)

    def save(letter):
        return operations.save_register(db.session.get(Batch, batch_id), {place: Cell(letter, "")}, on=DAY, at=AT, account_id=None)

    answers = _together(app, save, ["H", "A"])

    assert sorted(map(str, answers.values())) == ["1", "cells_changed"]


def test_who_left_and_comes_back_keeps_one_record(make):
    batch, person = make.batch(), make.applicant()
    row = make.enrolment(batch, person)
    operations.withdraw(row, reason="family", on=DAY)

    done = operations.enrol(batch, applicant_ids=[person.id], on=DAY)

    assert len(done.of("enrolled")) == 1
    assert (row.state, row.reason, row.decided_on) == ("enrolled", None, None)


def test_a_closed_batch_is_refused(make):
    for state in ("finished", "cancelled"):
        with pytest.raises(Conflict, match="batch_closed"):
            operations.enrol(make.batch(state=state), applicant_ids=[1], on=DAY)


def test_very_many_fill_the_seats_and_the_waiting_list_only_so_far(make, monkeypatch):
    monkeypatch.setattr("serang.trainings.rules.places.MOST_WAITING", 2)
    batch = make.batch(capacity=3)
    people = [make.applicant(f"Orang {n}").id for n in range(8)]
    make.enrolment(batch, make.applicant("Sudah di sini"))

    done = operations.enrol(batch, applicant_ids=people, on=DAY)
    act = act_id()
    db.session.commit()

    kept = db.session.query(Enrolment).filter(Enrolment.applicant_id.in_(people)).order_by(Enrolment.id).all()
    assert [(row.applicant_id, row.state, row.position) for row in kept] == [
        (people[0], "enrolled", 0),
        (people[1], "enrolled", 0),
        (people[2], "waiting", 1),
        (people[3], "waiting", 2),
    ]
    assert [line.person.id for line in done.of("refused")] == people[4:]
    lines = db.session.query(Change).filter_by(act_id=act, table="enrolments").order_by(Change.id).all()
    assert [(line.kind, line.about_applicant, line.new["state"], line.version) for line in lines] == [
        ("created", row.applicant_id, row.state, 1) for row in kept
    ]
    assert undo(db.session.get(Act, act), today_at=now()) == []


def test_without_a_waiting_list_the_rest_is_refused(make):
    people = [make.applicant(f"Orang {n}").id for n in range(3)]

    done = operations.enrol(make.batch(capacity=1), applicant_ids=[people[0], people[0], *people, 10**6], on=DAY, waiting_ok=False)

    assert [line.place.verdict for line in done.lines] == ["enrolled", "refused", "refused"]


def test_nobody_is_replaced_by_who_waits_elsewhere(make):
    row = make.enrolment(make.batch(), make.applicant())
    other = make.enrolment(make.batch(), make.applicant("Lain"), state="waiting")

    with pytest.raises(Conflict, match="not_waiting"):
        operations.replace(row, by=other, reason="family", on=DAY)
    assert row.state == "enrolled"


def test_the_first_letter_starts_a_planned_batch_and_says_who_saved(make, account):
    batch = make.batch(state="planned")
    day, person = make.session(batch, DAY), make.enrolment(batch, make.applicant())

    operations.save_register(batch, {(person.id, day.id): Cell("H", "")}, on=DAY, at=AT, account_id=account("officer").id)

    assert (batch.state, day.saved_at, day.saved_by_id) == ("running", AT, account("officer").id)


def test_a_clash_names_the_cells_and_stores_nothing(make):
    batch = make.batch()
    day, one, two = (
        make.session(batch, DAY),
        make.enrolment(batch, make.applicant()),
        make.enrolment(batch, make.applicant("Budi")),
    )
    operations.save_register(batch, {(one.id, day.id): Cell("S", "")}, on=DAY, at=AT, account_id=None)

    with pytest.raises(Clash) as clash:
        operations.save_register(batch, {(one.id, day.id): Cell("A", ""), (two.id, day.id): Cell("H", "")}, on=DAY, at=AT, account_id=None)

    assert clash.value.cells == {(one.id, day.id): ("S", "A")}
    assert queries.class_of(batch)[0].letters == {}


def test_a_mark_above_its_maximum_is_refused_below_the_form_too(make):
    batch = make.batch()
    part, person = make.assessment(batch, maximum=20), make.enrolment(batch, make.applicant())

    with pytest.raises(Conflict, match="mark_range"):
        operations.save_marks(batch, {(person.id, part.id): Cell(21.0)})


def test_somebody_who_left_is_not_marked(make):
    batch = make.batch()
    day, person = make.session(batch, DAY), make.enrolment(batch, make.applicant(), state="withdrawn")

    with pytest.raises(Conflict, match="not_in_class"):
        operations.save_register(batch, {(person.id, day.id): Cell("H", "")}, on=DAY, at=AT, account_id=None)


def _finished(make, grants):
    batch = make.batch(make.course(grants=grants))
    day, part, person = (
        make.session(batch, DAY),
        make.assessment(batch),
        make.enrolment(batch, make.applicant(), enrolled_on=batch.starts_on),
    )
    operations.save_register(batch, {(person.id, day.id): Cell("H", "")}, on=DAY, at=AT, account_id=None)
    operations.save_marks(batch, {(person.id, part.id): Cell(90.0)})
    db.session.commit()
    return batch, person


def test_completing_late_comers_adds_only_theirs(make):
    batch, person = _finished(make, [{"type": "certificate", "code": "welder", "name": "Las", "months": None}])
    first = operations.complete(batch, on=DAY)
    db.session.commit()
    again = operations.complete(batch, on=date(2026, 12, 1))

    assert (first.passed, first.evidence) == (1, 1)
    assert (again.passed, again.evidence) == (1, 0)
    assert person.decided_on == DAY
    assert db.session.query(Certificate).one().valid_until is None


def test_completing_again_writes_nothing_into_the_act_log(make):
    batch, _person = _finished(make, [])
    operations.complete(batch, on=DAY)
    db.session.commit()
    before = db.session.query(Act).count()

    operations.complete(batch, on=DAY)
    db.session.commit()

    assert db.session.query(Act).count() == before


def test_a_completion_is_undone_like_any_act(make):
    batch, person = _finished(make, [{"type": "language", "test": "EPS_TOPIK", "from_mark": True}])
    operations.complete(batch, on=DAY)
    db.session.commit()

    assert undo(db.session.query(Act).order_by(Act.id.desc()).first(), today_at=now()) == []

    assert (batch.state, person.state) == ("running", "enrolled")
    assert db.session.query(LanguageResult).count() == 0


def test_nobody_to_decide_and_a_batch_not_finished_are_refused(make):
    with pytest.raises(Conflict, match="nobody_in_class"):
        operations.complete(make.batch(), on=DAY)
    with pytest.raises(Conflict, match="batch_state"):
        operations.reopen(make.batch())
    with pytest.raises(Conflict, match="batch_state"):
        operations.complete(make.batch(state="cancelled"), on=DAY)


def test_every_act_has_a_title(app, make):
    batch, person = _finished(make, [])
    operations.withdraw(person, reason="family", on=DAY)
    db.session.commit()

    titles = {act.title: SENTENCES[f"act:{act.title}"](**act.facts) for act in db.session.query(Act) if act.title.startswith("trainings.")}

    assert titles["trainings.withdrawn"] == f"Mengeluarkan peserta dari angkatan {batch.number}"
    assert set(titles) == {"trainings.register", "trainings.withdrawn"}


def test_every_lack_is_a_sentence(make):
    batch = make.batch(make.course(attendance_min=80, mark_min=60))
    make.session(batch, DAY)
    make.assessment(batch, "Teori")
    make.enrolment(batch, make.applicant())

    assert [say(reason) for reason in queries.class_of(batch)[0].result.lacking] == [
        "Kehadiran belum diisi",
        "Nilai belum diisi: Teori",
    ]


def test_a_class_entered_afterwards_counts_from_its_first_day(make):
    batch = make.batch(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), state="running")
    person, later = make.applicant(), make.applicant("Budi")

    operations.enrol(batch, applicant_ids=[person.id], on=DAY)
    make.session(batch, date(2026, 11, 2)).saved_at = AT
    db.session.flush()
    operations.enrol(batch, applicant_ids=[later.id], on=DAY)

    rows = {row.applicant_id: row.enrolled_on for row in db.session.query(Enrolment)}
    assert rows == {person.id: date(2026, 11, 2), later.id: DAY}


def test_the_day_somebody_takes_part_from_can_be_corrected(make):
    row = make.enrolment(make.batch(), make.applicant())

    operations.start_from(row, on=row.batch.starts_on)
    with pytest.raises(Conflict) as refused:
        operations.start_from(row, on=date(2099, 1, 1))

    assert row.enrolled_on == row.batch.starts_on
    assert refused.value.reason.code == "day_outside"
