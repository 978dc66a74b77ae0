"""Very many people before a gate: the same answer as for each one; moved beside the pages."""

import random
from datetime import date, timedelta

import pytest

from serang.applicants.models import Applicant
from serang.audit import operations as audit
from serang.audit.models import Act
from serang.db import db
from serang.jobs.models import Job
from serang.stages import operations, queries, rules
from serang.stages.models import Stage
from serang.stages.queries import many
from serang.web.clock import now, today
from serang.worker import work_off
from tests.stages.test_operations import ready_for_verification

DAY = date(2026, 11, 25)


def crowd(make, dice, count=40):
    """People of all sorts: fields, papers, results, work, trainings and places that are there, fall short or are not."""
    order = make.order(departs_on=DAY + timedelta(days=120))
    batch = make.batch()
    stages = [stage.code for stage in queries.all()]
    made = []
    for n in range(count):
        person = make.applicant(
            f"Orang {n}",
            stage=dice.choice(stages),
            sex=dice.choice(["L", "P", None]),
            birth_date=dice.choice([date(1999, 1, 1), None]),
            passport_name=dice.choice([None, "", "ORANG"]),
            pathway=dice.choice([None, "g_to_g", "private"]),
            flight_on=dice.choice([None, None, DAY + timedelta(days=30)]),
            exit_reason="family" if dice.random() < 0.1 else None,
            hold_reason="sick" if dice.random() < 0.1 else None,
        )
        if dice.random() < 0.7:
            person.nik = f"36739901019{person.id:05}"
            db.session.commit()
        for kind in [one.code for one in queries.kinds()]:
            if dice.random() < 0.75:
                make.document(
                    person,
                    kind,
                    issued_on=dice.choice([None, DAY - timedelta(days=dice.choice([10, 31, 89, 181, 366]))]),
                    valid_until=dice.choice([None, DAY, DAY - timedelta(days=1), DAY + timedelta(days=100), DAY + timedelta(days=900)]),
                    verified_at=dice.choice([None, now(), now()]),
                )
        if dice.random() < 0.6:
            test, score, level = dice.choice(
                [("EPS_TOPIK", 90, None), ("EPS_TOPIK", 150, None), ("TOPIK", None, "2"), ("JLPT", None, "N4")]
            )
            make.language(person, test, score, level, valid_until=dice.choice([None, DAY, DAY - timedelta(days=1)]))
        if dice.random() < 0.4:
            make.certificate(person, valid_until=dice.choice([None, DAY, DAY - timedelta(days=1)]))
        if dice.random() < 0.4:
            make.experience(person, months=dice.choice([3, 12, 30]))
        if dice.random() < 0.4:
            make.enrolment(batch, person, state=dice.choice(["enrolled", "passed", "withdrawn"]))
        if dice.random() < 0.4:
            make.match(person, order, dice.choice(["proposed", "nominated", "accepted", "contracted"]))
        made.append(person.id)
    return made


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("picked_out", [0, 5_000])
def test_a_forecast_of_many_says_what_the_gate_says_of_each(make, monkeypatch, seed, picked_out):
    monkeypatch.setattr(many, "PICKED_OUT", picked_out)
    dice = random.Random(seed)
    ids = crowd(make, dice)
    someone_else = make.applicant()
    asked = [999_999, *dice.sample(ids, len(ids) - 3)]
    for stage in queries.all():
        found = queries.forecast(asked, stage.code, DAY)
        each = {
            id_: rules.check(queries.steps(), queries.kinds(), facts, stage.code, DAY)
            for id_, (_row, facts) in queries.facts_of(asked).items()
        }
        can = [id_ for id_, checks in each.items() if not rules.open_checks(checks)]
        counts = {}
        for checks in each.values():
            for key in {(one.rule, one.subject) for one in rules.open_checks(checks)}:
                counts[key] = counts.get(key, 0) + 1

        assert found.can == can
        assert found.cannot == [id_ for id_ in each if id_ not in can]
        assert dict(found.open) == counts
        assert found.asks_reason == any(rules.asks_reason(each[id_]) for id_ in can)
        assert [(line.id, list(line.checks)) for line in found.first] == [(id_, each[id_]) for id_ in found.cannot]
        assert someone_else.id not in found.can


def test_a_rule_of_work_or_language_without_values_is_looked_at_too(make):
    stage = db.session.get(Stage, "verified")
    stage.gate = [{"rule": "language"}, {"rule": "skill"}, {"rule": "enrolled"}, {"rule": "match", "states": ["accepted"]}]
    db.session.commit()
    db.session.info.pop("settings", None)
    ids = crowd(make, random.Random(9), 15)

    found = queries.forecast(ids, "verified", DAY)

    for id_, (_row, facts) in queries.facts_of(ids).items():
        checks = rules.check(queries.steps(), queries.kinds(), facts, "verified", DAY)
        assert (id_ in found.can) == (not rules.open_checks(checks))


def test_nobody_is_nobody(app):
    assert queries.forecast([], "verified", DAY).can == []


def test_very_many_are_moved_beside_the_pages_and_taken_back(officer, make, monkeypatch):
    monkeypatch.setattr("serang.stages.routes.LARGE", 2)
    people = [ready_for_verification(make, full_name=f"Ani {n}") for n in range(3)] + [make.applicant("Budi Kurang")]
    chosen = {"ids": [one.id for one in people], "stage": "verified", "go": "verified", "query": "q=ani"}

    work = officer.post("/applicants/bulk/stage", chosen, expect=303).location

    assert "Menunggu giliran" in officer.get(work).text
    assert {db.session.get(Applicant, one.id).stage for one in people} == {"registered"}
    assert work_off() == 1
    db.session.expire_all()
    report = officer.get(officer.get(work, expect=303).location)
    assert report.texts("h1") == ["3 diubah, 1 tidak"]
    assert "Budi Kurang" in report.text
    assert [db.session.get(Applicant, one.id).papers for one in people[:3]] == ["lacking"] * 3
    act = db.session.query(Act).filter_by(title="stages.move_many").one()
    assert db.session.get(Job, 1).result == {"act": act.id}
    assert (act.account_id, len(queries.moves(people[0].id))) == (db.session.get(Job, 1).account_id, 1)
    assert audit.undo(act, today_at=now()) == []
    db.session.commit()
    assert {db.session.get(Applicant, one.id).stage for one in people} == {"registered"}


def test_what_was_looked_at_before_counts_only_while_nothing_has_changed(make):
    first, second = (ready_for_verification(make) for _ in range(2))
    ids = [first.id, second.id]
    looked = operations.look_ahead(ids, stage="verified", on=DAY, reason=None)
    first.hold_reason = "sick"
    db.session.commit()

    moved = operations.move_many(ids, stage="verified", on=DAY, at=now(), account_id=None, looked=looked)

    assert (looked.forecast.can, moved.can) == (ids, [second.id])
    assert (first.stage, second.stage) == ("registered", "verified")


def test_that_nobody_can_be_moved_is_told(officer, make, monkeypatch):
    monkeypatch.setattr("serang.stages.routes.LARGE", 1)
    people = [make.applicant(f"Budi {n}") for n in range(2)]
    chosen = {"ids": [one.id for one in people], "stage": "verified", "go": "verified"}
    work = officer.post("/applicants/bulk/stage", chosen, expect=303).location

    work_off()

    assert "Tidak seorang pun dapat ke" in officer.get(work).text


def test_a_worker_that_died_after_writing_does_not_move_again(make, account):
    person = ready_for_verification(make)
    job = operations.move_later([person.id], stage="verified", at=now(), account_id=account("officer").id)
    moved = operations.move_many([person.id], stage="verified", on=today(), at=now(), account_id=None)
    job.result = {"act": audit.act_id()}
    db.session.commit()

    assert work_off() == 1

    assert len(moved.can) == len(queries.moves(person.id)) == 1
    assert (job.state, db.session.query(Act).filter_by(title="stages.move_many").count()) == ("done", 1)


def test_the_work_is_shown_to_who_asked_for_it(officer, head, make, account):
    job = operations.move_later([make.applicant().id], stage="verified", at=now(), account_id=account("head").id)
    other = Job(kind="other", queued_at=now(), account_id=account("officer").id)
    db.session.add(other)
    db.session.commit()

    officer.get(f"/applicants/bulk/stage/later/{job.id}", expect=403)
    officer.get(f"/applicants/bulk/stage/later/{other.id}", expect=404)
