"""Papers added, renewed, corrected, removed; how a person's papers stand is kept with the person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from serang import files
from serang.audit import operations as audit
from serang.audit.models import Act, Change
from serang.common.refusals import Conflict, Missing
from serang.db import db
from serang.documents import operations, queries
from serang.documents.models import Document
from serang.upkeep.operations import nightly
from serang.web.clock import now, today
from tests.test_files import PDF, picture

ON = date(2026, 11, 25)


@pytest.fixture
def person(make):
    return make.applicant(stage="training", birth_date=date(2000, 1, 2))


def stand(person, on=ON):
    operations.refresh_papers([person.id], on)
    return person.papers, person.papers_next_on


def complete(make, person, **dates):
    for kind in ("ktp", "kk", "consent", "diploma", "family_permit", "medical", "passport"):
        until = dates.get(kind, None if kind in ("ktp", "kk", "consent", "diploma") else date(2030, 1, 1))
        make.document(person, kind, valid_until=until, issued_on=None)


def test_a_paper_is_added_and_its_end_worked_out(person):
    paper = operations.add(person, kind="medical", at=now(), issued_on=date(2026, 11, 30), valid_until=None)

    assert (paper.valid_until, paper.current, paper.verified_at) == (date(2027, 2, 28), True, None)
    assert db.session.query(Act).order_by(Act.id.desc()).first().title == "documents.add"


def test_an_unknown_kind_is_refused(person):
    with pytest.raises(Missing):
        operations.add(person, kind="nope", at=now())


def test_renewing_keeps_the_old_one(person, make):
    old = make.document(person, "passport", number="X0000111")

    new = operations.renew(old, at=now(), number="X0000222", issued_on=ON, valid_until=date(2036, 11, 25))

    assert (old.current, old.number, new.current) == (False, "X0000111", True)
    assert [paper.id for paper in queries.older(new)] == [old.id]
    with pytest.raises(Conflict):
        operations.renew(old, at=now(), number="X0000333")


def test_adding_a_kind_that_is_there_renews_it(person, make):
    old = make.document(person, "passport")

    operations.add(person, kind="passport", at=now(), number="X0000222", issued_on=ON, valid_until=date(2036, 1, 1))

    assert old.current is False
    assert db.session.query(Document).filter_by(applicant_id=person.id, current=True).count() == 1


def test_what_changes_must_be_verified_again(person, make, account):
    paper = make.document(person, "passport")
    operations.verify(paper, account_id=account("officer").id, at=now())

    operations.change(paper, version=paper.version, note="dilihat lagi")
    assert paper.verified_at is not None

    operations.change(paper, version=paper.version, number="X0000999")
    assert (paper.verified_at, paper.verified_by_id) == (None, None)


def test_two_people_may_change_different_fields_but_not_the_same(person, make):
    paper = make.document(person, "passport", number="X0000001", issuer="A")
    seen = paper.version
    operations.change(paper, version=seen, issuer="B")
    db.session.commit()

    operations.change(paper, version=seen, number="X0000002", issuer="A")
    assert (paper.number, paper.issuer) == ("X0000002", "B")
    with pytest.raises(operations.PaperChanged) as refused:
        operations.change(paper, version=seen, issuer="C")
    assert [clash.field for clash in refused.value.clashes] == ["issuer"]


def test_removing_brings_the_old_one_back_and_can_be_undone(person, make):
    old = make.document(person, "passport", number="X0000111")
    new = operations.renew(old, at=now(), number="X0000222", issued_on=ON, valid_until=date(2036, 11, 25))
    db.session.commit()

    operations.remove(new)
    past = db.session.get(Act, audit.act_id())
    db.session.commit()
    assert old.current is True

    audit.undo(past, today_at=now())
    db.session.commit()
    assert [row.number for row in db.session.query(Document).filter_by(current=True)] == ["X0000222"]


def test_several_scans_go_to_papers_without_one_or_become_newer_ones(person, make):
    ktp = make.document(person, "ktp")
    scan = files.keep_scan(picture())

    operations.file_scans(person, [("ktp", scan, "ktp.jpg"), ("ktp", files.keep_scan(PDF), "lagi.pdf"), ("kk", scan, "kk.jpg")], at=now())

    kept = db.session.query(Document).order_by(Document.id).all()
    assert [(row.kind, row.current, row.file_name) for row in kept] == [
        ("ktp", False, "ktp.jpg"),
        ("ktp", True, "lagi.pdf"),
        ("kk", True, "kk.jpg"),
    ]
    assert kept[0].id == ktp.id


@pytest.mark.parametrize(
    "dates, papers, next_on",
    [
        ({}, "complete", date(2029, 11, 2)),
        ({"medical": date(2026, 12, 1)}, "soon", date(2026, 12, 2)),
        ({"medical": date(2026, 11, 24)}, "expired", None),
        ({"passport": None}, "lacking", None),
    ],
)
def test_papers_stand_as_the_worst_of_what_is_asked(person, make, dates, papers, next_on):
    complete(make, person, **dates)

    assert stand(person)[0] == papers
    assert next_on is None or stand(person)[1] == next_on


def test_only_what_is_asked_up_to_the_next_stage_counts(make):
    newcomer = make.applicant(stage="registered")
    for kind in ("ktp", "kk", "consent"):
        make.document(newcomer, kind, valid_until=None)
    make.document(newcomer, "medical", valid_until=date(2020, 1, 1))
    gone = make.applicant(stage="departed")

    assert stand(newcomer) == ("complete", None)
    assert stand(gone) == ("complete", None)


def test_a_departure_moved_by_a_month_changes_it_at_once(make, person):
    complete(make, person, passport=date(2027, 9, 1))
    order = make.order(departs_on=date(2027, 3, 1))
    make.match(person, order, "nominated")
    assert stand(person)[0] == "complete"

    order.departs_on = date(2027, 4, 1)
    db.session.flush()
    operations.refresh_stale(ON)

    assert person.papers == "soon"
    [passport] = [row for row in queries.states(person, ON) if row.kind.code == "passport"]
    assert (passport.state, passport.days, passport.needed) == ("short", 30, date(2027, 10, 1))


def test_the_version_and_the_log_of_the_person_do_not_move(person, make):
    before, changes = person.version, db.session.query(Change).count()

    operations.refresh_papers(None, ON)
    db.session.commit()

    assert person.papers == "lacking"
    assert (person.version, db.session.query(Change).count()) == (before, changes)


@pytest.mark.parametrize("change", ["paper", "stage", "undo"])
def test_whatever_it_depends_on_marks_the_person(make, person, change):
    complete(make, person)
    stand(person)
    db.session.commit()
    if change == "paper":
        operations.add(person, kind="medical", at=now(), issued_on=date(2026, 1, 1), valid_until=None)
    elif change == "stage":
        person.stage = "contracted"
        db.session.flush()
    else:
        operations.remove(queries.of(person.id, type("Reader", (), {"roles": ["head"], "sensitive": True}))[0])
        past = db.session.get(Act, audit.act_id())
        operations.refresh_stale(ON)
        db.session.commit()
        assert person.papers == "lacking"
        audit.undo(past, today_at=now())

    operations.refresh_stale(ON)

    assert person.papers == {"paper": "expired", "stage": "lacking", "undo": "complete"}[change]


def test_a_different_name_on_a_paper_is_noticed_and_goes_when_corrected(person, make):
    make.document(person, "diploma", name_on_it="Siti Aminh")
    operations.refresh_papers([person.id], ON)
    assert person.disagrees is True

    person.full_name = "Siti Aminh"
    db.session.flush()
    operations.refresh_stale(ON)

    assert person.disagrees is False


def test_the_night_works_out_whose_day_has_come_and_sweeps_files(person, make, app):
    complete(make, person, medical=today() + timedelta(days=200))
    operations.refresh_papers([person.id], today())
    db.session.commit()
    named = make.document(person, "skck", file=files.keep_scan(PDF).name)

    nightly(on=person.papers_next_on)

    assert person.papers == "soon"
    assert files.fetch(named.file) == PDF


def test_files_of_removed_papers_stay_as_long_as_that_can_be_undone(person, make):
    paper = make.document(person, "skck", file=files.keep_scan(PDF).name)
    operations.remove(paper)
    db.session.commit()

    assert files.keep_scan(PDF).name in queries.kept_files(now() - timedelta(days=31))
    assert not queries.kept_files(now() + timedelta(days=1))


def test_a_constant_number_of_statements_for_any_number_of_people(make):
    def statements(people):
        said = []

        def listen(connection, cursor, statement, *rest):
            said.append(statement)

        event.listen(db.engine, "before_cursor_execute", listen)
        operations.refresh_papers([person.id for person in people], ON)
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(said)

    people = [make.applicant(full_name=f"Orang {n}") for n in range(30)]
    for person in people:
        make.document(person, "ktp")

    statements(people[:1])  # reads the kinds, once per transaction

    assert statements(people[1:3]) == statements(people[3:])
