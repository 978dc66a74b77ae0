"""Two entries become one with everything that hangs on them, and are two again, exactly."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from serang.applicants import operations
from serang.applicants.models import Applicant, Merger, Wish
from serang.applicants.queries import person as people
from serang.applicants.queries import twins
from serang.audit import operations as audit
from serang.audit import queries as acts
from serang.audit.models import Act
from serang.common.refusals import Conflict
from serang.db import Base, as_json, db, references
from serang.documents.models import Document
from serang.documents.operations import refresh_stale
from serang.matching.models import Lock, Match, Proposal, Run
from serang.trainings.models import Attendance, Enrolment, Mark
from serang.web.clock import now, today

MOVED = {
    "certificates.applicant_id", "documents.applicant_id", "enrolments.applicant_id", "experiences.applicant_id",
    "language_results.applicant_id", "relatives.applicant_id", "schools.applicant_id", "locks.applicant_id", "matches.applicant_id", "mergers.applicant_id", "notes.applicant_id",
    "proposals.applicant_id", "stage_moves.applicant_id", "wishes.applicant_id",
}  # fmt: skip
# What is said of a row beside the row itself, or follows from the clock.
BESIDE = {"version", "updated_at"}


def merge(kept, gone, choices=None, **versions):
    done = operations.merge(kept.id, gone.id, choices=choices or {}, versions=versions.get("versions", {}), at=now(), account_id=None)
    refresh_stale(today())
    act = db.session.get(Act, audit.act_id())
    db.session.commit()
    return done, act


def undo(act):
    stayed = audit.undo(act, today_at=now())
    refresh_stale(today())
    db.session.commit()
    db.session.expire_all()
    return stayed


def change(row, **values):
    """An edit by somebody later, in a transaction of its own."""
    audit.act("edit")
    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()


def everything(ids, tables=None) -> dict:
    """All rows of these people in all tables, and what hangs on those rows: {table: {key: values}}."""
    found, todo = {}, [(Applicant.__table__, Applicant.__table__.c.id, list(ids))]
    while todo:
        table, column, wanted = todo.pop()
        keys = [key.name for key in table.primary_key]
        new = []
        for row in db.session.execute(select(table).where(column.in_(wanted))).mappings():
            key = tuple(row[name] for name in keys)
            if key not in found.setdefault(table.name, {}):
                found[table.name][key] = {name: as_json(value) for name, value in row.items() if name not in BESIDE}
                new.append(key[-1])
        for other in Base.metadata.sorted_tables:
            for foreign in other.foreign_keys:
                if new and foreign.column.table is table and other.name not in ("import_rows", "acts", "changes"):
                    todo.append((other, foreign.parent, new))
    return {table: rows for table, rows in found.items() if rows}


def test_every_key_to_a_person_is_known():
    """A new table that names a person: say here how it moves, and add it to the random test below."""
    assert {f"{column.table.name}.{column.name}" for column in references(Applicant)} == MOVED


def test_all_that_hangs_on_the_second_moves_and_comes_back(app, make):
    kept, gone = make.applicant("Siti Aminah", nik=None), make.applicant("Siti Aminah", nik="3673014101000001", phone="+62812")
    make.document(gone), make.language(gone), make.certificate(gone), make.experience(gone), make.move(gone, "registered")
    make.match(gone, make.order()), make.enrolment(make.batch(), gone)
    before = everything([kept.id, gone.id])

    done, act = merge(kept, gone, {"nik": gone.id, "phone": gone.id})

    assert (done.nik, done.phone) == ("3673014101000001", "+62812")
    assert db.session.get(Applicant, gone.id) is None
    counts = twins.attached([kept.id])
    assert {name for name, of in counts.items() if of[kept.id]} == {
        "documents",
        "language_results",
        "certificates",
        "experiences",
        "matches",
        "enrolments",
    }
    assert done.eps_score == 150
    assert undo(act) == []
    assert everything([kept.id, gone.id]) == before
    assert db.session.get(Applicant, gone.id).version == before["applicants"][gone.id,].get("version", gone.version)


def test_numbers_of_a_merged_entry_are_not_given_again(app, make):
    kept, gone = make.applicant("Siti", number="P-26-7001"), make.applicant("Siti", number="P-26-7002")
    merge(kept, gone)

    new = operations.register(full_name="Budi", officer_id=None, at=now(), on=date(2026, 11, 25))
    db.session.commit()

    assert new.number == "P-26-7003"
    assert new.id > gone.id


def test_edits_since_stay_and_are_named(app, make):
    kept, gone = make.applicant("Siti", phone="+62811", education="SMA"), make.applicant("Siti A", phone="+62812", education="D3")
    _done, act = merge(kept, gone, {"phone": gone.id, "education": gone.id})
    change(kept, phone="+62813")

    stayed = undo(act)

    assert [(reason.code, reason.values["field"]) for reason in stayed] == [("field_changed_since", "phone")]
    kept, gone = db.session.get(Applicant, kept.id), db.session.get(Applicant, gone.id)
    assert (kept.phone, kept.education, gone.phone, gone.education) == ("+62813", "SMA", "+62812", "D3")
    assert gone.phone_digits == "812"


def test_wishes_follow_and_the_same_wish_is_one(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti")
    make.wish(kept, "care_worker", 1), make.wish(gone, "welder", 1), make.wish(gone, "care_worker", 2)
    before = everything([kept.id, gone.id])

    done, act = merge(kept, gone)

    assert [(wish.rank, wish.occupation) for wish in done.wishes] == [(1, "care_worker"), (2, "welder")]
    undo(act)
    assert everything([kept.id, gone.id]) == before


def test_one_class_twice_keeps_the_fuller_row_and_loses_no_attendance(app, make):
    kept, gone, batch = make.applicant("Siti"), make.applicant("Siti"), make.batch()
    days = [make.session(batch, date(2026, 11, 2) + timedelta(n)) for n in range(4)]
    exam = make.assessment(batch)
    thin, full = make.enrolment(batch, kept), make.enrolment(batch, gone)
    for enrolment, marks in ((thin, "A.H."), (full, "HSAI")):
        for day, mark in zip(days, marks, strict=True):
            if mark != ".":
                db.session.add(Attendance(session_id=day.id, enrolment_id=enrolment.id, mark=mark))
    db.session.add(Mark(assessment_id=exam.id, enrolment_id=thin.id, value=71))
    successor = make.enrolment(batch, make.applicant("Budi"), replaces_id=thin.id)
    make.language(kept, enrolment_id=thin.id)
    db.session.commit()
    before = everything([kept.id, gone.id])

    _done, act = merge(kept, gone)

    rows = list(db.session.scalars(select(Enrolment).where(Enrolment.applicant_id == kept.id)))
    assert [row.id for row in rows] == [full.id]
    marks = select(Attendance.session_id, Attendance.mark).where(Attendance.enrolment_id == full.id).order_by(Attendance.session_id)
    assert db.session.execute(marks).all() == [(days[0].id, "H"), (days[1].id, "S"), (days[2].id, "H"), (days[3].id, "I")]
    assert db.session.scalars(select(Mark.value).where(Mark.enrolment_id == full.id)).all() == [71]
    db.session.refresh(successor)
    assert successor.replaces_id == full.id
    assert undo(act) == []
    assert everything([kept.id, gone.id]) == before


def test_two_places_are_refused_and_nothing_happens(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti")
    make.match(kept, make.order()), make.match(gone, make.order())

    with pytest.raises(Conflict) as refused:
        merge(kept, gone)

    assert refused.value.reason.code == "both_matched"
    db.session.rollback()
    assert db.session.get(Applicant, gone.id)


def test_the_stage_goes_with_the_place(app, make):
    kept, gone = make.applicant("Siti", stage="ready"), make.applicant("Siti", stage="nominated")
    make.match(gone, make.order(), "nominated")

    done, _act = merge(kept, gone, {"stage": kept.id})

    assert done.stage == "nominated"


def test_a_stale_page_is_refused(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti")

    with pytest.raises(Conflict) as refused:
        merge(kept, gone, versions={gone.id: gone.version + 1})

    assert refused.value.reason.code == "twins_changed"


@pytest.mark.parametrize(("letters", "fits"), [(999, True), (1000, False)])
def test_notes_are_joined_whole_or_not_at_all(officer, make, letters, fits):
    kept, gone = make.applicant("Siti", note="a" * 1000), make.applicant("Siti", note="b" * letters)
    numbers = kept.id, gone.id

    page = officer.post(f"/applicants/{kept.id}/merge", other=gone.id, number=kept.id, note="both", expect=303 if fits else 409)

    notes = [db.session.scalar(select(Applicant.note).where(Applicant.id == one)) for one in numbers]
    assert notes == (["a" * 1000 + "\n" + "b" * letters, None] if fits else ["a" * 1000, "b" * letters])
    assert fits or "bersama-sama 2001 huruf" in page.text


def test_of_two_passports_the_newer_counts(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti")
    new, old = make.document(kept, issued_on=date(2026, 5, 1)), make.document(gone, issued_on=date(2020, 5, 1))

    _done, act = merge(kept, gone)

    db.session.expire_all()
    assert (new.current, old.current, old.applicant_id) == (True, False, kept.id)
    undo(act)
    assert (old.current, old.applicant_id) == (True, gone.id)


def test_a_later_merge_must_be_taken_back_first(app, make):
    first, second, third = (make.applicant("Siti") for _n in range(3))
    _done, one = merge(second, third)
    _done, two = merge(first, second)

    assert twins.kept_for(third.id) == twins.kept_for(second.id) == first.id
    with pytest.raises(Conflict) as refused:
        audit.undo(one, today_at=now())
    assert refused.value.reason.code == "merged_again"
    db.session.rollback()
    undo(two)
    undo(one)
    assert db.session.scalars(select(Merger)).all() == []
    assert twins.kept_for(third.id) is None


def test_a_nik_that_somebody_has_by_now_is_told(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti", nik="3673014101000001")
    _done, act = merge(kept, gone)
    make.applicant("Budi", nik="3673014101000001")

    with pytest.raises(Conflict) as refused:
        audit.undo(act, today_at=now())

    assert refused.value.reason.code == "nik_taken"
    db.session.rollback()
    assert db.session.get(Applicant, gone.id) is None


def test_the_history_of_the_kept_one_shows_both(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti A")
    change(gone, phone="+62815")
    of_gone = acts.timeline(gone.id)[0]
    db.session.commit()

    _done, act = merge(kept, gone)

    assert {of_gone.id, act.id} <= {one.id for one in acts.timeline(kept.id)}
    undo(act)
    assert of_gone.id not in {one.id for one in acts.timeline(kept.id)}


def _furnish(make, luck, person, batches, orders, run, days):
    """Hang random things on a person."""
    for occupation in luck.sample(["care_worker", "welder", "fishery", "farming"], luck.randint(0, 3)):
        make.wish(person, occupation, rank=len(db.session.scalars(select(Wish).where(Wish.applicant_id == person.id)).all()) + 1)
    for _n in range(luck.randint(0, 2)):
        make.document(person, luck.choice(["passport", "ktp", "diploma"]), issued_on=date(2020, 1, 1) + timedelta(luck.randint(0, 2000)))
    for _n in range(luck.randint(0, 2)):
        make.language(person, score=luck.randint(80, 200))
    for making in (make.certificate, make.experience):
        if luck.random() < 0.5:
            making(person)
    if luck.random() < 0.7:
        make.move(person, "registered")
    for batch in luck.sample(batches, luck.randint(0, 2)):
        enrolment = make.enrolment(batch, person, state=luck.choice(["enrolled", "passed", "failed"]))
        for day in days[batch.id]:
            if luck.random() < 0.7:
                db.session.add(Attendance(session_id=day.id, enrolment_id=enrolment.id, mark=luck.choice("HSIA")))
        for assessment in batch.assessments:
            if luck.random() < 0.6:
                db.session.add(Mark(assessment_id=assessment.id, enrolment_id=enrolment.id, value=luck.randint(0, 100)))
        if luck.random() < 0.5:
            make.certificate(person, enrolment_id=enrolment.id)
    for order in luck.sample(orders, luck.randint(0, 2)):
        db.session.add(Lock(applicant_id=person.id, order_id=order.id, kind=luck.choice(["lock", "ban"]), reason="x", at=now()))
    make.match(person, luck.choice(orders), "rejected", active=False)
    db.session.add(Proposal(run_id=run.id, id=person.id, applicant_id=person.id, kind="left"))
    db.session.commit()


@pytest.mark.parametrize("seed", range(12))
def test_any_merge_comes_back_exactly_whatever_was_edited_since(app, make, seed):
    luck = random.Random(seed)
    batches, orders = [make.batch() for _n in range(3)], [make.order() for _n in range(3)]
    days = {batch.id: [make.session(batch, date(2026, 11, 2) + timedelta(n)) for n in range(3)] for batch in batches}
    for batch in batches:
        make.assessment(batch)
    run = Run(at=now(), on=today(), state="done")
    db.session.add(run)
    db.session.commit()
    kept = make.applicant("Siti Aminah", nik=None, phone="+62811", education="SMA", note="satu")
    gone = make.applicant("Siti Aminah Putri", nik="3673014101000001", phone="+62812", education="D3", note="dua", hangul_name="시티")
    for person in (kept, gone):
        _furnish(make, luck, person, batches, orders, run, days)
    if luck.random() < 0.5:
        make.match(luck.choice([kept, gone]), orders[0], "nominated")
    refresh_stale(today())
    db.session.commit()
    before = everything([kept.id, gone.id])
    fields = ["full_name", "nik", "phone", "education", "stage", "hangul_name"]
    choices = {name: luck.choice([kept.id, gone.id]) for name in fields} | {"note": luck.choice(["both", gone.id, kept.id])}

    _done, act = merge(kept, gone, choices)
    merged = everything([kept.id])
    edits = luck.sample(["phone", "education", "note", "full_name", "birth_place"], luck.randint(0, 4))
    kept = people.get(kept.id, _officer())
    for name in edits:
        change(kept, **{name: f"{name} baru"})
    added = make.experience(kept, months=7) if luck.random() < 0.5 else None
    stayed = undo(act)

    after = everything([kept.id, gone.id])
    theirs = before["applicants"][gone.id,]
    assert after["applicants"].pop((gone.id,)) == theirs
    own, was, then = after["applicants"].pop((kept.id,)), before["applicants"].pop((kept.id,)), merged["applicants"][kept.id,]
    before["applicants"].pop((gone.id,))
    wrong = {name for name in was if name not in {*edits, "search", "spelling", "phone_digits"} and own[name] != was[name]}
    assert wrong <= ({"papers", "papers_next_on", "disagrees"} if "full_name" in edits else set())
    assert all(own[name] == f"{name} baru" for name in edits)
    assert {reason.values["field"] for reason in stayed} == {name for name in edits if then[name] != was[name]}
    if added is not None:
        assert after["experiences"].pop((added.id,))["applicant_id"] == kept.id
    assert {name: rows for name, rows in after.items() if rows} == {name: rows for name, rows in before.items() if rows}


def _officer():
    from types import SimpleNamespace

    return SimpleNamespace(id=0, roles=["officer"], sensitive=True)


def test_nothing_is_left_that_names_the_merged_entry(app, make):
    kept, gone = make.applicant("Siti"), make.applicant("Siti")
    make.document(gone), make.match(gone, make.order(), "rejected", active=False)

    merge(kept, gone)

    for column in references(Applicant):
        assert db.session.scalar(select(column).where(column == gone.id)) is None
    assert db.session.scalars(select(Document.applicant_id)).all() == [kept.id]
    assert db.session.scalars(select(Match.applicant_id)).all() == [kept.id]
