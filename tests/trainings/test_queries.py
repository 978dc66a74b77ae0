"""What is asked of training: standings, batches, facts of people."""

from datetime import date

import pytest

from serang.common.refusals import Missing
from serang.trainings import queries
from serang.trainings.models import Attendance, Mark

DAY = date(2026, 11, 24)


def _mark(make, session, row, letter):
    return make._kept(Attendance(session_id=session.id, enrolment_id=row.id, mark=letter))


def test_only_held_days_count_and_only_since_the_person_came(make):
    batch = make.batch()
    days = [make.session(batch, date(2026, 11, n)) for n in (2, 3, 4, 5)]
    early, late = (
        make.enrolment(batch, make.applicant(name), enrolled_on=on)
        for name, on in (("Agus", date(2026, 11, 2)), ("Budi", date(2026, 11, 4)))
    )
    for day in days[:3]:
        _mark(make, day, early, "H")

    first, second = queries.class_of(batch)

    assert (first.attendance.counted, first.attendance.unmarked, first.attendance.to_come) == (3, 0, 1)
    assert (second.attendance.counted, second.attendance.unmarked, second.attendance.to_come) == (0, 1, 1)


def test_who_left_comes_last_and_who_waits_is_not_in_the_class(make):
    batch = make.batch()
    make.enrolment(batch, make.applicant("Agus"), state="withdrawn", decided_on=DAY)
    make.enrolment(batch, make.applicant("Citra"))
    make.enrolment(batch, make.applicant("Budi"), state="waiting")

    assert [one.person.full_name for one in queries.class_of(batch)] == ["Citra", "Agus"]
    assert queries.summary(queries.class_of(batch)).people == 1


def test_sick_days_are_left_out_where_the_course_says_so(make):
    for forgiven, share in ((False, 50.0), (True, 100.0)):
        batch = make.batch(make.course(forgive_excused=forgiven))
        row = make.enrolment(batch, make.applicant(), enrolled_on=date(2026, 11, 2))
        for n, letter in ((2, "H"), (3, "S")):
            _mark(make, make.session(batch, date(2026, 11, n)), row, letter)

        assert queries.class_of(batch)[0].attendance.share == share


def test_a_trainer_reads_the_own_batches_only(make, account):
    own, other = make.batch(trainer_id=account("trainer").id), make.batch()
    make.enrolment(other, make.applicant())

    assert queries.get(own.id, account("trainer")).id == own.id
    for ask in (lambda: queries.get(other.id, account("trainer")), lambda: queries.enrolment(1, account("trainer"))):
        with pytest.raises(Missing):
            ask()
    rows, counts = queries.find(reader=account("trainer"), on=DAY)
    assert ([row.batch.id for row in rows], counts) == ([own.id], {"running": 1})
    assert len(queries.find(reader=account("viewer"), on=DAY)[0]) == 2


def test_a_row_of_the_list_counts_places_waiting_and_days(make, account):
    batch = make.batch(capacity=2)
    here = make.enrolment(batch, make.applicant("Agus"))
    make.enrolment(batch, make.applicant("Budi"), state="waiting")
    make.enrolment(batch, make.applicant("Citra"), state="withdrawn")
    today, _later = make.session(batch, DAY), make.session(batch, date(2026, 11, 25))
    _mark(make, today, here, "H")

    row = queries.find(reader=account("officer"), on=DAY)[0][0]

    assert (row.enrolled, row.waiting, row.marked, row.met, row.sessions, row.free) == (1, 1, 1, 1, 2, 1)


@pytest.mark.parametrize("q", ["%", "_", "' OR 1=1 --", "bk"])
def test_signs_of_the_search_language_are_only_signs(make, account, q):
    make.batch(number="BK-99")

    assert len(queries.find(reader=account("officer"), on=DAY, q=q)[0]) == (q in ("bk", "%", "_"))


def test_open_batches_take_people_until_their_last_day(make):
    open_, _old = make.batch(capacity=3), make.batch(ends_on=date(2026, 11, 3))
    make.batch(state="cancelled")
    make.enrolment(open_, make.applicant())

    assert [(one.batch.id, one.free) for one in queries.open_batches(DAY)] == [(open_.id, 2)]


def test_the_trainings_of_a_person_newest_first_with_marks(make):
    person = make.applicant()
    old = make.batch(starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 30))
    new = make.batch()
    part = make.assessment(old)
    row = make.enrolment(old, person, state="passed", decided_on=DAY)
    make.enrolment(new, person)
    make._kept(Mark(assessment_id=part.id, enrolment_id=row.id, value=88.5))

    found = queries.of(person.id)

    assert [(one.enrolment.batch_id, one.mark) for one in found] == [(new.id, None), (old.id, 88.5)]


def test_facts_for_gates_by_person(make):
    course = make.course()
    running, done = make.batch(course), make.batch(course)
    one, two, none = (make.applicant(name) for name in ("Agus", "Budi", "Citra"))
    make.enrolment(running, one)
    make.enrolment(done, one, state="failed")
    make.enrolment(done, two, state="passed")
    make.enrolment(done, none, state="waiting")

    facts = queries.facts_for([one.id, two.id, none.id])

    assert (facts[one.id].enrolled, facts[one.id].failed, facts[two.id].passed) == (
        (running.id,),
        (course.id,),
        (course.id,),
    )
    assert none.id not in facts


def test_teaching_names_courses_in_use_that_grant_something(make):
    grants = [{"type": "certificate", "code": "welder", "name": "Las", "months": 12}]
    taught = make.course(grants=grants)
    make.course(grants=grants, active=False)
    make.course()

    assert [one.id for one in queries.teaching()] == [taught.id]


def test_the_part_of_a_person_s_page_shows_how_each_training_went(app, make):
    from flask import render_template

    from serang.trainings import words

    person, batch = make.applicant(), make.batch(make.course(name="Las SMAW"))
    make.enrolment(batch, person, state="withdrawn", reason="family", decided_on=DAY)

    with app.test_request_context():
        shown = render_template("trainings/_of_applicant.html", trainings=queries.of(person.id), training_words=words)
        empty = render_template("trainings/_of_applicant.html", trainings=[], training_words=words)

    assert "Las SMAW" in shown
    assert "Keluarga tidak mengizinkan" in shown
    assert "Belum pernah ikut pelatihan" in empty
