"""upkeep demo: invented people that look like a real office, the same for the same seed."""

import json
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, inspect, select

from serang.accounts import operations as accounts
from serang.applicants.models import Applicant, LanguageResult
from serang.applicants.rules import eps_score, search_text
from serang.audit.models import Change
from serang.common.rules import languages, names, nik, phones
from serang.db import db
from serang.documents.models import Document
from serang.matching import queries as matching
from serang.matching.models import TAKING_PLACE, Match, Run
from serang.orders.models import JobOrder
from serang.orders.rules import FAIL, Evidence, Facts, Requirement, check
from serang.stages.models import Stage, StageMove
from serang.trainings.models import Attendance, Batch, Enrolment, Mark, Session
from serang.upkeep.operations import demo
from serang.web.clock import now
from tests.client import Client

ON = date(2026, 11, 25)


def fill(applicants=400, orders=20, seed=1):
    made, logins = demo.fill(applicants=applicants, orders=orders, seed=seed, on=ON, at=now(), password="contoh-serang")
    db.session.commit()
    return made, logins


@pytest.fixture
def filled(app):
    """An office of 400 people and 20 orders."""
    return fill()[0]


def every(model) -> list:
    return list(db.session.scalars(select(model)))


def content() -> list:
    """All rows of people and their evidence, without ids of accounts and moments of writing."""
    tables = [table for table in db.metadata.sorted_tables if table.name not in ("accounts", "acts", "changes", "settings")]
    return [[tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key.columns))] for table in tables]


def test_the_same_seed_gives_the_same_office(application):
    found = []
    for seed in (1, 1, 2):
        application.clean()
        with application.app_context():
            fill(60, 6, seed)
            found.append(content())
            db.session.remove()

    assert found[0] == found[1]
    assert found[0] != found[2]


def test_it_fills_what_was_asked(filled):
    assert filled["applicants"] == db.session.query(Applicant).count() == 400
    assert filled["orders"] == db.session.query(JobOrder).count() == 20
    assert db.session.query(Batch).count() >= 6


@pytest.mark.parametrize("applicants, orders", [(0, 0), (1, 0), (0, 3), (5, 1), (30, 2), (50, 3), (3, 40)])
def test_it_works_for_small_numbers(app, applicants, orders):
    made, _logins = fill(applicants, orders)

    assert made.get("applicants", 0) == applicants
    assert made["orders"] == orders


def test_it_refuses_a_database_that_holds_people(app, make):
    make.applicant()

    result = app.test_cli_runner().invoke(args=["upkeep", "demo", "--applicants", "5", "--orders", "1"])

    assert result.exit_code == 1
    assert "sudah berisi pelamar" in result.output
    assert db.session.query(Applicant).count() == 1
    assert db.session.query(JobOrder).count() == 0


def test_the_command_prints_one_login_per_role_that_works(app):
    db.session.remove()
    result = app.test_cli_runner().invoke(args=["upkeep", "demo", "--applicants", "5", "--orders", "1", "--json"])
    told = json.loads(result.output)

    assert {role for login in told["logins"] for role in login["roles"]} == {
        "admin",
        "head",
        "officer",
        "trainer",
        "viewer",
    }
    for login in told["logins"]:
        Client(app).sign_in(login["username"], login["password"])


def test_the_command_leaves_a_proven_run_to_look_at(app):
    db.session.remove()
    app.test_cli_runner().invoke(args=["upkeep", "demo", "--applicants", "400", "--orders", "12"])

    run = db.session.query(Run).one()
    assert run.proven
    assert 0 < run.placed <= run.places


def test_an_account_that_is_there_keeps_its_password(app, guest):
    accounts.create(
        username="admin",
        name="Admin Lama",
        password="kata-sandi-lama",
        roles=["admin"],
        at=now(),
        must_change_password=False,
    )
    db.session.commit()

    _made, logins = fill(5, 1)

    assert [login["new"] for login in logins if login["username"] == "admin"] == [False]
    guest.sign_in("admin", "kata-sandi-lama")


def test_the_password_is_drawn_anew_outside_the_demo(app):
    db.session.remove()
    result = app.test_cli_runner().invoke(args=["upkeep", "demo", "--applicants", "1", "--orders", "0", "--json"])

    password = {login["password"] for login in json.loads(result.output)["logins"]}
    assert len(password) == 1
    assert "contoh-serang" not in password


def test_derived_columns_are_those_of_the_models(filled):
    for person in every(Applicant):
        assert person.search == search_text(person.full_name, person.hangul_name, person.passport_name)
        assert person.spelling == names.spelling_key(person.full_name)
        assert person.phone_digits == (phones.digits(person.phone) if person.phone else None)
        assert person.kecamatan_code == person.kelurahan.kecamatan_code
        sittings = [(row.score, row.taken_on, row.valid_until) for row in person.languages if row.test == "EPS_TOPIK"]
        assert person.eps_score == eps_score(sittings)


def test_numbers_are_well_formed_and_nobodys(filled):
    for person in every(Applicant):
        if person.nik:
            assert nik.problem(person.nik) is None
            assert nik.doubts(person.nik, birth_on=person.birth_date, sex=person.sex, on=ON) == []
            assert person.nik[4:6] == nik.TEST_DISTRICT
        if person.phone:
            assert phones.read(person.phone).e164 == person.phone
            assert person.phone[6:10] == "0000"
    phones_given = [person.phone for person in every(Applicant) if person.phone]
    assert len(set(phones_given)) == len(phones_given)


def test_people_stand_at_every_stage_and_got_there_in_order(filled):
    order = dict(db.session.execute(select(Stage.code, Stage.position)).all())
    moves = {}
    for move in db.session.scalars(select(StageMove).order_by(StageMove.id)):
        moves.setdefault(move.applicant_id, []).append(move)

    assert {person.stage for person in every(Applicant)} == set(order)
    for person in every(Applicant):
        own = moves[person.id]
        assert [order[move.stage] for move in own] == sorted(order[move.stage] for move in own)
        assert [move.on for move in own] == sorted(move.on for move in own)
        assert (own[-1].stage, own[-1].on) == (person.stage, person.stage_on)
        assert own[0].on == person.created_at.date()
        assert own[-1].on <= ON


AGREES = {
    "nominated": {"nominated", "interviewed"}, "accepted": {"accepted"}, "contracted": {"contracted"},
    "preparing": {"preparing"}, "departed": {"departed"}, "ready": {"proposed"},
}  # fmt: skip


def test_matches_agree_with_stages_and_no_order_is_overfull(filled):
    active = {match.applicant_id: match for match in every(Match) if match.active}
    for person in every(Applicant):
        states = {active[person.id].state} if person.id in active else set()
        assert states <= AGREES.get(person.stage, set())
        assert states or person.stage not in AGREES or person.stage == "ready"
    taken = Counter(match.order_id for match in every(Match) if match.state in TAKING_PLACE)
    everybody = Counter(match.order_id for match in every(Match) if match.active)
    for order in every(JobOrder):
        assert taken[order.id] <= order.quota
        assert everybody[order.id] <= order.quota + order.reserves
    assert {"proposed", "nominated", "interviewed", "accepted", "contracted", "preparing", "departed", "returned"} <= {
        match.state for match in every(Match)
    }


def test_places_carry_the_score_of_the_engine_and_who_is_on_an_order_fits_it(filled):
    for order in every(JobOrder):
        there = [match for match in every(Match) if match.order_id == order.id]
        found = matching.fits_of(order, [match.applicant_id for match in there], ON)
        for match in there:
            fit = found[match.applicant_id]
            assert match.score == fit.score
            assert fit.good or not match.active, (order.number, fit.failed, fit.open)


def test_nobody_who_is_away_is_proposed(filled):
    for match in every(Match):
        if match.state == "proposed":
            person = db.session.get(Applicant, match.applicant_id)
            assert (person.stage, person.exit_reason, person.hold_reason) == ("ready", None, None)


def test_who_left_has_a_flight_in_the_past_and_met_what_was_asked(filled):
    for person in [person for person in every(Applicant) if person.stage == "departed"]:
        match = next(match for match in person.matches if match.active)
        order = match.order
        assert person.flight_on == match.flight_on < ON
        facts = Facts(
            birth=person.birth_date,
            sex=person.sex,
            education=person.education,
            height=person.height_cm,
            languages=tuple(Evidence(row.test, row.score or row.level, row.valid_until, row.taken_on) for row in person.languages),
            certificates=tuple(Evidence(row.code, until=row.valid_until) for row in person.certificates),
        )
        for rule in order.requirements:
            if rule.strength == "must" and rule.kind != "document":
                outcome = check(Requirement(rule.kind, values=rule.facts), facts, departs_on=order.departs_on)
                assert outcome.state != FAIL, (person.full_name, rule.kind, rule.facts, outcome)


def test_orders_are_of_several_trades_and_two_countries(filled):
    orders = every(JobOrder)

    assert len({order.occupation for order in orders}) >= 3
    assert {order.country for order in orders} == {"KR", "JP"}
    assert {order.state for order in orders} == {"draft", "open", "closed", "cancelled"}
    assert all(check_kind(rule) for order in orders for rule in order.requirements)


def check_kind(rule) -> bool:
    return check(Requirement(rule.kind, rule.strength, rule.weight, rule.facts), Facts(), departs_on=ON).state in (
        "fail",
        "unknown",
        "pass",
    )


def test_language_results_can_be_results(filled):
    for row in every(LanguageResult):
        assert languages.read(row.test, row.score if row.score is not None else row.level) is not None


def test_papers_are_of_every_state(filled):
    ends = [paper.valid_until for paper in every(Document) if paper.current and paper.valid_until]

    assert any(end < ON for end in ends)
    assert any(0 <= (end - ON).days <= 30 for end in ends)
    assert any((end - ON).days > 300 for end in ends)
    assert any(not paper.current for paper in every(Document))
    assert any(paper.verified_at is None for paper in every(Document))
    current = Counter((paper.applicant_id, paper.kind) for paper in every(Document) if paper.current)
    assert set(current.values()) == {1}


def test_classes_have_days_attendance_marks_and_results(filled):
    batches = {batch.id: batch for batch in every(Batch)}
    finished = {id_ for id_, batch in batches.items() if batch.state == "finished"}
    enrolments = every(Enrolment)

    assert {batch.state for batch in batches.values()} == {"planned", "running", "finished"}
    assert {one.state for one in enrolments} >= {"passed", "failed", "enrolled"}
    assert all((one.state in ("passed", "failed")) == (one.batch_id in finished) for one in enrolments)
    seated = Counter(one.batch_id for one in enrolments)
    assert all(seated[id_] <= batch.capacity for id_, batch in batches.items())
    held = select(func.count()).select_from(Session).where(Session.on < ON)
    assert db.session.scalar(held) > 0
    assert db.session.query(Attendance).count() > 0
    marked = {mark.enrolment_id for mark in every(Mark)}
    assert marked == {one.id for one in enrolments if one.batch_id in finished}


def test_every_row_is_in_the_act_log(filled):
    logged = dict(db.session.execute(select(Change.table, func.count()).where(Change.kind == "created").group_by(Change.table)).all())
    for mapper in db.Model.registry.mappers:
        model = mapper.class_
        if model.__audited__ and model.__tablename__ not in (
            "codes",
            "settings",
            "stages",
            "document_kinds",
            "accounts",
        ):
            key = inspect(model).primary_key[0]
            assert logged.get(model.__tablename__, 0) == db.session.scalar(select(func.count(key))), model
