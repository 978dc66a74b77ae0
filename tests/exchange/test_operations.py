"""Keep, map, try out, correct, apply, undo, forget."""

from datetime import date, timedelta

import pytest

from serang.applicants.models import Applicant, LanguageResult, Wish
from serang.applicants.sheet import people
from serang.audit.models import Act, Change
from serang.common.refusals import Conflict
from serang.common.rules import nik
from serang.db import db
from serang.exchange import operations, queries
from serang.exchange.models import Import, ImportRow
from serang.jobs.models import Job
from serang.sheets.read import read, read_text
from serang.web.clock import now
from serang.worker import work_off
from tests.exchange.lists import HEADS, SAMPLES, SITI, pasted, person, workbook

ON = date(2026, 11, 25)


def kept(content, name="a.xlsx"):
    book = read(content, name) if isinstance(content, bytes) else read_text(content)
    run = operations.keep(operations.begin("applicants", name, account_id=None, at=now()), book, people())
    return run


def tried(content, name="a.xlsx"):
    return operations.try_out(kept(content, name), people(), on=ON)


def applied(run, plan_no=None):
    return operations.apply(run, people(), plan_no=plan_no or run.plan_no, account_id=None, at=now(), on=ON)


def counts(run):
    return tuple(run.counts[verdict] for verdict in ("new", "changed", "same", "refused"))


def verdict(run, number):
    return queries.row(run, number).verdict


@pytest.mark.parametrize("name, rows", [("daftar-pelamar.xlsx", 60), ("rekap-kelurahan.xlsx", 48)])
def test_a_sample_comes_in_whole_and_changes_nothing_the_second_time(app, name, rows):
    run = applied(tried((SAMPLES / name).read_bytes(), name))
    again = tried((SAMPLES / name).read_bytes(), name)

    assert run.state == "applied"
    assert counts(run) == (rows, 0, 0, 0)
    assert db.session.query(Applicant).count() == rows
    assert counts(again) == (0, 0, rows, 0)
    with pytest.raises(Conflict, match="nothing_to_import"):
        applied(again)


def test_a_dry_run_writes_nothing(app):
    tried(pasted(SITI))

    assert db.session.query(Applicant).count() == 0
    assert db.session.query(Act).filter(Act.title != "upkeep.seed").count() == 0


def test_an_import_is_one_act_and_finds_derived_columns_filled(app):
    run = applied(tried(pasted(SITI, person("Budi Santoso"))))

    siti = db.session.query(Applicant).filter_by(full_name="Siti Rahmawati").one()
    assert (siti.search, siti.phone_digits, siti.eps_score, siti.stage) == ("siti rahmawati", "81234567890", 150, "registered")
    assert siti.kelurahan.name == "Sayar"
    assert db.session.query(LanguageResult.score).scalar() == 150
    assert db.session.query(Wish.occupation).scalar() == "welder"
    assert {row[0] for row in db.session.query(Change.act_id).filter(Change.table == "applicants")} == {run.act_id}
    assert len({one.number for one in db.session.query(Applicant)}) == 2


def test_a_known_person_is_changed_by_what_differs_only(app, make):
    there = make.applicant("SITI RAHMAWATI", nik="3673015505000043", birth_date=date(2000, 5, 15), note="lama", height_cm=150)

    run = tried(pasted(SITI))
    changes = {field: (old, new) for field, old, new in queries.row(run, 2).changes}
    applied(run)

    assert counts(run) == (0, 1, 0, 0)
    assert changes["note"] == ("lama", "lama\nrajin")
    assert "full_name" not in changes
    assert "nik" not in changes
    db.session.refresh(there)
    assert (there.note, there.height_cm, there.phone, there.version) == ("lama\nrajin", 150, "+6281234567890", 2)
    assert counts(tried(pasted(SITI))) == (0, 0, 1, 0)


def test_what_was_edited_meanwhile_is_told_and_not_written(app, make):
    there = make.applicant("Siti Rahmawati", nik="3673015505000043", birth_date=date(2000, 5, 15), phone="+6281234567890")
    run = tried(pasted(SITI, person("Budi Santoso")))
    shown = run.plan_no
    there.phone = "+6281299999999"
    db.session.commit()

    applied(run, shown)

    assert run.state == "planned"
    assert run.counts["differs"] == 1
    assert [row.name for row in queries.rows(run, show="differs").rows] == ["Siti Rahmawati"]
    assert db.session.query(Applicant).count() == 1
    with pytest.raises(Conflict, match="other_plan"):
        applied(run, shown)
    assert applied(run).state == "applied"
    assert db.session.get(Applicant, there.id).phone == "+6281234567890"


def test_a_person_taken_in_by_hand_meanwhile_is_not_taken_in_twice(app, make):
    run = tried(pasted(SITI))
    make.applicant("Siti Rahmawati", nik="3673015505000043", birth_date=date(2000, 5, 15))

    applied(run)

    assert (run.state, counts(run)) == ("planned", (0, 1, 0, 0))
    assert db.session.query(Applicant).count() == 1


def test_an_import_is_applied_once(app):
    run = applied(tried(pasted(SITI)))

    with pytest.raises(Conflict, match="already_applied"):
        applied(run)
    with pytest.raises(Conflict, match="already_applied"):
        operations.try_out(run, people(), on=ON)


def test_undo_takes_everybody_back_but_who_was_touched(app):
    run = applied(tried(pasted(SITI, person("Budi Santoso"), person("Cecep Hidayat"))))
    db.session.commit()
    budi = db.session.query(Applicant).filter_by(full_name="Budi Santoso").one()
    budi.height_cm = 170
    db.session.commit()

    stayed = operations.undo(run, at=now())
    db.session.commit()

    assert [row.full_name for row in db.session.query(Applicant)] == ["Budi Santoso"]
    assert db.session.query(LanguageResult).count() == 0
    assert [(one.code, one.values["row"]) for one in stayed] == [("row_changed_since", str(budi.id))]
    assert queries.undone([run]) == {run.id}
    with pytest.raises(Conflict, match="already_undone"):
        operations.undo(run, at=now())


def test_undo_leaves_who_is_on_a_job_order(app, make):
    run = applied(tried(pasted(SITI, person("Budi Santoso"), person("Cecep Hidayat"))))
    db.session.commit()
    budi = db.session.query(Applicant).filter_by(full_name="Budi Santoso").one()
    make.match(budi, make.order())

    stayed = operations.undo(run, at=now())
    db.session.commit()

    assert [row.full_name for row in db.session.query(Applicant)] == ["Budi Santoso"]
    assert [one.code for one in stayed] == ["row_in_use"]


def test_undo_gives_changed_people_their_values_back(app, make):
    there = make.applicant("Siti Rahmawati", nik="3673015505000043", birth_date=date(2000, 5, 15), phone="+6281200000000")
    run = applied(tried(pasted(SITI)))
    db.session.commit()

    assert operations.undo(run, at=now()) == []

    db.session.refresh(there)
    assert (there.phone, there.note) == ("+6281200000000", None)
    assert db.session.query(Wish).count() == 0


def test_a_cell_is_corrected_in_place(app):
    run = tried(pasted(person("Budi Santoso", born="31/02/1999"), SITI))
    assert counts(run) == (1, 0, 0, 1)

    operations.correct(run, 2, {2: "28/02/1999"})
    operations.try_out(run, people(), on=ON)

    assert counts(run) == (2, 0, 0, 0)
    assert queries.row(run, 2).values["birth_date"] == "1999-02-28"
    assert queries.row(run, 2).cells[2] == "31/02/1999"


def test_a_row_is_left_out_and_taken_in_again(app):
    run = tried(pasted(person("Budi Santoso"), SITI))
    operations.leave_out(run, 2)
    operations.try_out(run, people(), on=ON)
    assert (counts(run), run.counts["left"], verdict(run, 2)) == ((1, 0, 0, 0), 1, "left")

    operations.leave_out(run, 2, False)
    operations.try_out(run, people(), on=ON)

    assert counts(run) == (2, 0, 0, 0)


def test_a_choice_against_the_guess_is_remembered(app):
    content = pasted(["Budi Santoso", "L", "tiga"], heads=["Nama", "L/P", "Lain-lain"])
    run = kept(content)
    assert run.mapping == {"0": "full_name", "1": "sex"}

    operations.settle(run, {0: "full_name", 2: "note"})
    operations.try_out(run, people(), on=ON)

    assert kept(content).mapping == {"0": "full_name", "2": "note"}


def test_sheets_with_the_same_headings_are_read_together(app):
    run = tried(workbook(("Banten", [person("Budi Santoso", kelurahan="")]), ("Sayar", [person("Budi Santoso", kelurahan=""), SITI])))

    assert run.chosen == [0, 1]
    assert [row.number for row in queries.rows(run).rows] == [2, 1_000_002, 1_000_003]


def test_another_sheet_and_other_headings_can_be_chosen(app):
    run = kept(workbook(("Satu", [SITI]), ("Dua", [["x"], HEADS, person("Budi Santoso")])))

    operations.choose(run, people(), sheet=1, headings=3)
    operations.try_out(run, people(), on=ON)

    assert run.chosen == [1]
    assert [row.name for row in queries.rows(run).rows] == ["Budi Santoso"]


def test_a_long_list_goes_through_the_worker(app, account):
    rows = [person(f"Orang Ke{n}", nik.make(date(1999, 2, 1), "L", n)) for n in range(1, 2101)]
    content = pasted(*rows).encode()
    officer = account("officer").id
    run = operations.begin("applicants", "a.csv", account_id=officer, at=now(), content=content)
    operations.read_later(run, at=now())
    db.session.commit()

    assert work_off() == 1
    db.session.refresh(run)
    assert (run.state, run.content, operations.is_large(run)) == ("read", None, True)
    operations.try_out_later(run, at=now())
    db.session.commit()
    assert work_off() == 1
    db.session.refresh(run)
    assert counts(run) == (2100, 0, 0, 0)
    operations.apply_later(run, plan_no=run.plan_no, at=now())
    db.session.commit()
    assert work_off() == 1
    db.session.refresh(run)
    assert (run.state, db.session.query(Applicant).count()) == ("applied", 2100)
    assert db.session.get(Act, run.act_id).account_id == officer
    assert {job.state for job in db.session.query(Job)} == {"done"}


def test_the_worker_says_why_a_file_cannot_be_read(app):
    run = operations.begin("applicants", "a.xlsx", account_id=None, at=now(), content=b"%PDF-1.4")
    operations.read_later(run, at=now())
    db.session.commit()

    work_off()

    db.session.refresh(run)
    assert (run.state, run.error["code"], run.content) == ("failed", "wrong_type", None)


def test_a_cancelled_import_keeps_no_rows(app):
    run = tried(pasted(SITI))

    operations.cancel(run)

    assert run.state == "cancelled"
    assert db.session.query(ImportRow).count() == 0
    with pytest.raises(Conflict, match="import_closed"):
        operations.try_out(run, people(), on=ON)


def test_rows_are_forgotten_after_ninety_days(app):
    old, young = applied(tried(pasted(SITI))), tried(pasted(person("Budi Santoso")))
    old.created_at = now() - timedelta(days=91)
    db.session.flush()

    assert operations.forget_old(now().date()) == 1

    assert {row.import_id for row in db.session.query(ImportRow)} == {young.id}
    assert (old.state, old.counts["new"]) == ("applied", 1)
    assert operations.forget_old(now().date()) == 0


def test_nothing_half_comes_in(app, monkeypatch):
    run = tried(pasted(SITI, person("Budi Santoso")))
    db.session.commit()
    monkeypatch.setattr("serang.applicants.sheet.writing.listed.add_wishes", lambda wishes: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        applied(run)
    db.session.rollback()

    assert db.session.query(Applicant).count() == 0
    assert db.session.get(Import, run.id).state == "planned"
