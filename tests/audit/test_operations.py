"""The act log: what is written, what is taken back, what two editors keep."""

from datetime import timedelta

import pytest

from serang.applicants.models import Applicant, Wish
from serang.audit import operations, queries
from serang.audit.models import Act, Change
from serang.common.refusals import Conflict
from serang.db import db
from serang.web.clock import now, today


def changed(person, **values):
    """One act that changes fields of a person."""
    operations.act("applicants.change", id=person.id)
    for name, value in values.items():
        setattr(person, name, value)
    db.session.flush()
    act = db.session.get(Act, operations.act_id())
    db.session.commit()
    return act


def test_each_changed_field_is_written_with_old_and_new(make):
    person = make.applicant("Siti Aminah", height_cm=155)

    act = changed(person, height_cm=158, birth_place="Serang")

    rows = {c.field: (c.old, c.new, c.about_applicant) for c in db.session.query(Change).filter_by(act_id=act.id)}
    assert rows == {"height_cm": (155, 158, person.id), "birth_place": (None, "Serang", person.id)}
    assert act.title == "applicants.change"


def test_derived_columns_are_not_written_but_follow(make):
    person = make.applicant("Siti Aminah")

    act = changed(person, full_name="Siti Nur'aini")

    assert {c.field for c in act.changes} == {"full_name"}
    operations.undo(act, today_at=now())
    db.session.commit()
    assert db.session.get(Applicant, person.id).search == "siti aminah"


def test_an_act_is_taken_back_once(make):
    person = make.applicant(height_cm=155)
    act = changed(person, height_cm=158)

    assert operations.undo(act, today_at=now()) == []
    db.session.commit()

    assert person.height_cm == 155
    with pytest.raises(Conflict):
        operations.undo(act, today_at=now())


def test_a_later_edit_of_another_stays_and_is_named(make):
    person = make.applicant(height_cm=155, weight_kg=50)
    act = changed(person, height_cm=158, weight_kg=52)
    changed(person, weight_kg=55)

    stayed = operations.undo(act, today_at=now())

    assert [(reason.code, reason.values["field"]) for reason in stayed] == [("field_changed_since", "weight_kg")]
    assert (person.height_cm, person.weight_kg) == (155, 55)


def test_nothing_is_taken_back_after_thirty_days(make):
    act = changed(make.applicant(), height_cm=158)

    with pytest.raises(Conflict) as refused:
        operations.undo(act, today_at=now() + timedelta(days=31))

    assert refused.value.reason.code == "too_old_to_undo"


def test_a_removed_row_comes_back_as_it_was(make):
    person = make.applicant()
    wish = make.wish(person, "welder", country="KR")
    number = wish.id
    operations.act("applicants.wish")
    db.session.delete(wish)
    db.session.flush()
    act = db.session.get(Act, operations.act_id())
    db.session.commit()

    operations.undo(act, today_at=now())
    db.session.commit()

    back = db.session.get(Wish, number)
    assert (back.occupation, back.country, back.applicant_id) == ("welder", "KR", person.id)


def test_many_rows_at_once_are_written_like_one(make):
    operations.act("applicants.import")
    rows = [
        {
            "number": f"P-{n}",
            "full_name": f"Orang {n}",
            "search": f"orang {n}",
            "stage": "registered",
            "stage_on": today(),
            "created_at": now(),
            "version": 1,
        }
        for n in range(12)
    ]

    ids = operations.insert_many(Applicant, rows, chunk=5)
    act = operations.act_id()
    db.session.commit()

    assert [db.session.get(Applicant, id_).full_name for id_ in ids] == [f"Orang {n}" for n in range(12)]
    assert db.session.query(Change).filter_by(act_id=act, kind="created").count() == 12
    assert operations.undo(db.session.get(Act, act), today_at=now()) == []
    db.session.commit()
    assert db.session.query(Applicant).count() == 0


def test_a_new_row_that_was_touched_since_stays(make):
    operations.act("applicants.register")
    person = Applicant(number="P-1", full_name="Ani", stage_on=today(), created_at=now())
    db.session.add(person)
    db.session.flush()
    act = db.session.get(Act, operations.act_id())
    db.session.commit()
    changed(person, height_cm=160)

    with pytest.raises(Conflict):
        operations.undo(act, today_at=now())

    assert db.session.get(Applicant, person.id) is not None


def test_two_acts_in_two_transactions_are_two(make):
    person = make.applicant()

    first, second = changed(person, height_cm=150), changed(person, height_cm=151)

    assert first.id != second.id
    assert [act.id for act in queries.timeline(person.id)][:2] == [second.id, first.id]


def test_merge_keeps_what_was_not_touched_and_names_what_both_changed(make):
    person = make.applicant(height_cm=150, weight_kg=50, birth_place="Serang")
    seen = person.version
    changed(person, height_cm=160, weight_kg=60)

    wanted, clashes = queries.merge("applicants", person, seen, {"height_cm": 150, "weight_kg": 55, "birth_place": "Cilegon"})

    assert wanted == {"birth_place": "Cilegon"}
    assert [(c.field, c.base, c.now, c.typed) for c in clashes] == [("weight_kg", 50, 60, 55)]


def test_a_refused_request_leaves_no_trace(officer, make):
    before = db.session.query(Act).count()

    officer.post("/orders", title="", expect=422)

    assert db.session.query(Act).count() == before
