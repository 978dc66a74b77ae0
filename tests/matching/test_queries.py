"""What the engine is given is what the tables say; what is read back from a run is what it found."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from serang.applicants.models import Applicant, Certificate, LanguageResult
from serang.db import db, is_sqlite
from serang.matching import operations, queries
from serang.matching.models import Proposal
from serang.matching.queries import evidence, gather, packed, runs
from serang.matching.rules.facts import facts
from serang.matching.rules.plan import Move
from serang.matching.rules.problem import FOREVER, UNKNOWN
from serang.upkeep.operations import demo
from serang.web.clock import now, today

ON = date(2026, 11, 24)


def propose(**asked):
    """A run of today, kept."""
    made = operations.propose(on=today(), at=now(), account_id=None, **asked)
    db.session.commit()
    return made


def only(person, on=ON):
    """The engine's facts of one ready person."""
    made = queries.problem(on)
    return facts(made, made.people.index(person.id))


@pytest.fixture
def ready(make):
    """Somebody ready for an open order that asks about everything."""
    tests = [{"test": test, "min": 1} for test in ("EPS_TOPIK", "TOPIK", "JLPT", "JFT")]
    make.order(
        closes_on=date(2099, 1, 1),
        requirements=[
            {"kind": "language", "facts": {"any": tests}},
            {"kind": "document", "facts": {"type": "passport"}},
            {"kind": "document", "facts": {"type": "ktp"}, "strength": "wish"},
            {"kind": "certificate", "facts": {"code": "welding"}},
        ],
    )
    return make.applicant(stage="ready", sex="P", birth_date=date(2001, 2, 3), education="D4", height_cm=158)


def test_a_person_is_read_as_entered(ready):
    known = only(ready)

    assert (known.birth, known.sex, known.height) == (date(2001, 2, 3), "P", 158)
    assert known.education == "D4"


def test_gaps_stay_gaps(make):
    make.order(closes_on=date(2099, 1, 1))
    known = only(make.applicant(stage="ready"))

    assert (known.birth, known.sex, known.education, known.height) == (None, None, None, None)


@pytest.mark.parametrize(
    ("test", "score", "level", "value"),
    [
        ("EPS_TOPIK", 178, None, 178),
        ("TOPIK", None, "2", 2),
        ("JLPT", None, "N4", 4),
        ("JLPT", None, "4", 4),
        ("JFT", 215, None, 215),
    ],
)
def test_language_results_count_as_their_test_counts(ready, make, test, score, level, value):
    make.language(ready, test=test, score=score, level=level, taken_on=date(2026, 6, 1), valid_until=date(2028, 6, 1))

    (found,) = only(ready).languages

    assert (found.code, found.value, found.until, found.since) == (test, value, date(2028, 6, 1), date(2026, 6, 1))


def test_a_result_without_an_end_counts_as_long_as_its_test(ready, make):
    make.language(ready, test="EPS_TOPIK", score=150, taken_on=date(2026, 6, 1), valid_until=None)
    make.language(ready, test="TOPIK", score=None, level="3", taken_on=None, valid_until=None)
    make.language(ready, test="JLPT", score=None, level="N3", taken_on=None, valid_until=None)

    found = {one.code: one for one in only(ready).languages}

    assert found["EPS_TOPIK"].until == date(2028, 6, 1)
    assert not found["TOPIK"].until_known
    assert (found["JLPT"].until, found["JLPT"].until_known) == (None, True)


def test_a_result_that_is_none_is_left_out(ready, make):
    make.language(ready, test="JLPT", score=None, level="lulus")

    assert only(ready).languages == ()


def test_papers_last_as_their_kind_says(ready, make):
    make.document(ready, "passport", valid_until=date(2030, 1, 1))
    make.document(ready, "ktp", valid_until=None)

    found = {one.code: one for one in only(ready).documents}

    assert found["passport"].until == date(2030, 1, 1)
    assert found["ktp"].until is None
    assert found["ktp"].until_known


def test_what_no_order_asks_about_is_not_read(ready, make):
    make.document(ready, "skck", valid_until=date(2030, 1, 1))
    make.certificate(ready, "caregiver")
    make.language(ready, test="KIIP", score=None, level="3")

    known = only(ready)

    assert (known.documents, known.certificates, known.languages) == ((), (), ())


def test_replaced_papers_do_not_count(ready, make):
    make.document(ready, "passport", valid_until=date(2030, 1, 1), current=False)

    assert only(ready).documents == ()


def test_experience_adds_up_by_field(ready, make):
    make.experience(ready, field="welder", months=8)
    make.experience(ready, field="welder", months=7)

    assert {(one.code, one.value) for one in only(ready).experience} == {("welder", 15)}


def test_the_mark_of_a_passed_course_counts(ready, make):
    batch = make.batch(state="finished")
    row = make.enrolment(batch, ready, state="passed")
    for maximum, weight, value in ((100, 1, 80), (50, 3, 50)):
        from serang.trainings.models import Mark

        db.session.add(
            Mark(
                enrolment_id=row.id,
                assessment_id=make.assessment(batch, maximum=maximum, weight=weight).id,
                value=value,
            )
        )
    db.session.commit()

    made = queries.problem(ON)

    assert made.people.trainings.value.tolist() == [95]
    assert made.people.trainings.names == (str(batch.course_id),)


def test_wishes_are_kept_in_their_order(ready, make):
    make.wish(ready, "care_worker", 1, "KR")
    make.wish(ready, None, 2, "JP")

    made = queries.problem(ON)

    assert dict(zip(made.people.wishes.names, made.people.wishes.value.tolist(), strict=True)) == {
        "/JP": 2,
        "care_worker/KR": 1,
    }


def test_who_may_be_placed(make):
    make.order(closes_on=date(2099, 1, 1))
    other = make.order(closes_on=date(2020, 1, 1))
    ready, learning = make.applicant(stage="ready"), make.applicant(stage="training")
    for values in ({"exit_reason": "family"}, {"hold_reason": "health"}, {"stage": "departed"}, {"stage": "returned"}):
        make.applicant(**{"stage": "ready", **values})
    make.match(make.applicant(stage="ready"), other, state="nominated")
    proposed = make.applicant(stage="ready")
    make.match(proposed, other)

    assert queries.problem(ON).people.ids.tolist() == [ready.id, proposed.id]
    assert queries.problem(ON, whom="all").people.ids.tolist() == [ready.id, learning.id, proposed.id]


def test_the_partner_has_more_than_the_quota(make):
    order = make.order(quota=2, closes_on=date(2099, 1, 1))
    people = [make.applicant(stage="nominated") for _n in range(3)]
    for person, state, score in zip(people, ("nominated", "accepted", "nominated"), (900, None, 300), strict=True):
        make.match(person, order, state=state, score=score)

    made = queries.problem(ON)

    assert made.taken.tolist() == [[people[0].id, order.id], [people[1].id, order.id]]
    assert made.people.index(people[2].id) is None


def test_orders_that_are_closed_take_no_part(make):
    kept = make.order(closes_on=ON)
    for values in ({"closes_on": date(2026, 11, 23)}, {"state": "draft"}, {"state": "cancelled"}):
        make.order(**values)

    assert queries.problem(ON).order_ids.tolist() == [kept.id]


def test_the_engine_reads_the_invented_office_as_the_tables_say(app):
    """Every fact of every person, read row by row from the tables."""
    demo.fill(applicants=120, orders=12, seed=3, on=ON, at=now(), password="rahasia-panjang")
    db.session.commit()

    made = queries.problem(ON, whom="all")

    from serang.applicants.models import Applicant, Certificate, LanguageResult
    from serang.documents.models import Document

    asked = queries.gather.asked(made.orders)
    assert len(made.people.ids) > 40
    assert asked.tests
    assert asked.papers
    assert asked.certificates
    for at, person_id in enumerate(made.people.ids.tolist()):
        person, known = db.session.get(Applicant, person_id), facts(made, at)
        assert (known.birth, known.sex, known.height) == (person.birth_date, person.sex, person.height_cm)
        papers = db.session.query(Document).filter_by(applicant_id=person_id, current=True).all()
        assert sorted(one.code for one in known.documents) == sorted(one.kind for one in papers if one.kind in asked.papers)
        results = db.session.query(LanguageResult).filter_by(applicant_id=person_id).all()
        assert sorted(one.code for one in known.languages) == sorted(one.test for one in results if one.test in asked.tests)
        skills = db.session.query(Certificate).filter_by(applicant_id=person_id).all()
        assert sorted((one.code, one.until) for one in known.certificates) == sorted(
            (one.code, one.valid_until) for one in skills if one.code in asked.certificates
        )
    assert set(made.people.documents.until.tolist()) - {FOREVER, UNKNOWN}


def test_everybody_is_counted_once(app):
    demo.fill(applicants=120, orders=12, seed=3, on=today(), at=now(), password="rahasia-panjang")
    db.session.commit()

    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    db.session.commit()

    rows = db.session.query(Proposal).filter_by(run_id=run.id).all()
    first = [row.applicant_id for row in rows if row.kind != "reserve"]
    assert len(first) == len(set(first)) == run.people
    assert run.placed == sum(row.kind == "placed" for row in rows)
    assert run.figures["waiting"] + run.figures["left"] + run.placed == run.people
    assert sum(fill.placed for fill in queries.fills(run)) == run.placed
    for row in rows:
        if row.kind == "left":
            told = queries.explanation(run, row.applicant_id)
            assert told.state == "left"
            assert row.lacks > 0
            assert row.order_id is None or len(told.near[0].failed) <= row.rank


def test_the_rows_of_an_order_are_found_by_their_numbers(app):
    demo.fill(applicants=120, orders=12, seed=4, on=today(), at=now(), password="rahasia-panjang")
    db.session.commit()
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    db.session.commit()
    orders = [one["id"] for one in run.figures["orders"]]

    def told():
        return [[row.id for row in queries.of_kind(run, kind, one, size=999)[0]] for kind in ("placed", "reserve") for one in orders]

    found = told()
    run.figures = {name: value for name, value in run.figures.items() if name != "starts"}

    assert any(found)
    assert found == told()
    for kind in ("placed", "reserve"):
        rows = db.session.query(Proposal).filter_by(run_id=run.id, kind=kind).order_by(Proposal.order_id, Proposal.rank)
        assert [row.id for row in rows] == sorted(row.id for row in rows)


def test_reserves_are_ranked_as_the_engine_ranks_them(office):
    order, people = office
    run = operations.propose(on=today(), at=now(), account_id=None)
    db.session.commit()

    rows, total = queries.of_kind(run, "reserve", order.id)

    assert (total, [(row.applicant_id, row.rank) for row in rows]) == (1, [(people[2].id, 1)])
    assert queries.explanation(run, people[2].id).reserve[0].number == 1


def test_a_stored_run_is_checked_again(office):
    run = operations.propose(on=today(), at=now(), account_id=None)
    db.session.commit()

    found = queries.again(run)

    assert (found.proven, found.same, found.failure) == (True, True, None)


def test_what_if_changes_a_copy(office):
    order, people = office
    run = operations.propose(on=today(), at=now(), account_id=None)
    db.session.commit()

    more = queries.what_if(run, [queries.Change(order.id, quota=3)])
    easier = queries.what_if(run, [queries.Change(order.id, quota=4, language_min=100)])
    late = queries.what_if(run, [queries.Change(order.id, departs_on=date(2099, 12, 1))])
    another = queries.what_if(run, [queries.Change(order.id, quota=1, besides=True)])

    assert [move.person for move in more.of("new")] == [people[2].id]
    assert {move.person for move in easier.of("new")} == {people[2].id, people[3].id}
    assert late.counts == {"moved": 0, "new": 0, "dropped": 2, "sent": 0}
    assert another.after.placed == 3
    assert order.quota == 2


def test_somebody_steps_in_for_an_accepted_person(office, make):
    order, people = office
    match = make.match(make.applicant(full_name="Sudah Diterima", stage="accepted", sex="L"), order, state="accepted")

    found = queries.instead(match, today())

    assert [(move.person, move.origin, move.target) for move in found.moves] == [(people[1].id, None, order.id)]


def test_somebody_steps_in_for_a_proposed_person(office, make):
    order, people = office
    match = make.match(people[0], order)

    found = queries.instead(match, today())

    assert [(move.person, move.origin, move.target) for move in found.moves] == [(people[2].id, None, order.id)]


@pytest.fixture
def soon(office):
    """The order takes five and leaves within a year; a class may end in two months."""
    order, people = office
    order.quota, order.closes_on, order.departs_on = 5, today() + timedelta(days=200), today() + timedelta(days=300)
    db.session.commit()
    return order, people, today() + timedelta(days=60)


def test_the_training_plan_says_whom_to_teach_and_keeps_its_word(soon, make):
    _order, people, ends_on = soon
    course = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    db.session.commit()
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    db.session.commit()

    found = queries.outlook(run, ends_on=ends_on, capacity=16, number=2)
    (gain,) = found.classes.classes
    batch = operations.open_class(course, applicant_ids=gain.participants, starts_on=today(), ends_on=ends_on, capacity=16, on=today())
    make.language(people[3], score=130, valid_until=date(2099, 6, 1))
    after = operations.propose(on=today(), at=now(), account_id=None, whom="all")

    assert (gain.exact, gain.participants) == (1, (people[3].id,))
    assert found.classes.proven
    assert batch.number.startswith("RP-")
    assert after.placed - run.placed == gain.exact


def test_who_attends_the_course_already_is_not_recommended(soon, make):
    _order, people, ends_on = soon
    course = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    make.enrolment(make.batch(course), people[3])
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    db.session.commit()

    assert queries.outlook(run, ends_on=ends_on, capacity=16, number=1).classes.classes == ()


@pytest.mark.parametrize(
    ("batch", "enrolment", "pursued"),
    [
        ({}, {}, True),
        ({"state": "planned"}, {}, True),
        ({"state": "cancelled"}, {}, False),
        ({"state": "finished"}, {"state": "passed", "decided_on": today()}, True),
        ({"state": "finished"}, {"state": "failed", "decided_on": today()}, False),
        ({}, {"state": "waiting", "position": 1}, False),
        ({}, {"state": "withdrawn"}, False),
        ({"ends_on": today() + timedelta(days=200)}, {}, True),
        ({"ends_on": today() + timedelta(days=201)}, {}, False),
    ],
)
def test_a_class_pursues_places_for_who_sits_in_it(soon, make, batch, enrolment, pursued):
    _order, people, ends_on = soon
    course = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}], active=False)
    other = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    made = make.batch(course, **{"starts_on": today() - timedelta(days=9), "ends_on": ends_on, **batch})
    make.enrolment(made, people[3], **enrolment)
    db.session.commit()

    found = queries.outlook(run, ends_on=ends_on, capacity=16, number=1)

    assert (found.pursued, [(one.number, one.people) for one in found.pursuing]) == ((1, [(made.number, 1)]) if pursued else (0, []))
    assert [gain.course for gain in found.classes.classes] == ([] if pursued else [other.id])


def test_the_training_plan_goes_on_from_classes_that_were_opened(soon, make):
    _order, people, ends_on = soon
    more = make.applicant("Wahyu", stage="training", sex="L", birth_date=date(2000, 1, 1))
    make.wish(more)
    course = make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    asked = {"ends_on": ends_on, "capacity": 1, "number": 3}
    days = {"starts_on": today(), "ends_on": ends_on, "capacity": 1, "on": today()}

    taught = []
    while classes := queries.outlook(run, **asked).classes.classes:
        taught += classes[0].participants
        operations.open_class(course, applicant_ids=classes[0].participants, **days)
    for person in taught:
        make.language(db.session.get(Applicant, person), score=130, valid_until=date(2099, 6, 1))

    assert {*taught} == {people[3].id, more.id}
    assert queries.outlook(run, **asked).pursued == len(taught)
    assert operations.propose(on=today(), at=now(), account_id=None, whom="all").placed == run.placed + len(taught)


def test_who_has_left_since_the_run_is_not_recommended(soon, make):
    _order, people, ends_on = soon
    make.course(grants=[{"type": "language", "test": "EPS_TOPIK", "score": 130}])
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    people[3].exit_reason, people[3].exit_on = "family", today()
    db.session.commit()

    assert queries.outlook(run, ends_on=ends_on, capacity=16, number=1).classes.classes == ()


@pytest.mark.parametrize(
    ("grant", "opens"),
    [
        ({"type": "language", "test": "EPS_TOPIK", "from_mark": True}, True),
        ({"type": "language", "test": "EPS_TOPIK", "score": 110}, False),
        ({"type": "language", "test": "TOPIK", "level": "2"}, False),
        ({"type": "certificate", "code": "caregiver", "name": "Pengasuh", "months": 36}, False),
    ],
)
def test_what_a_course_grants_is_read(soon, make, grant, opens):
    _order, _people, ends_on = soon
    make.course(grants=[grant], mark_min=60)
    run = operations.propose(on=today(), at=now(), account_id=None, whom="all")
    db.session.commit()

    found = queries.outlook(run, ends_on=ends_on, capacity=16, number=1)

    assert bool(found.classes.classes) is opens


def test_a_text_with_the_sign_between_texts_is_read_all_the_same(ready, make):
    make.certificate(ready, "care\x1fgiver")
    make.certificate(ready, "welder")

    person, code = packed.columns(select(Certificate.applicant_id, Certificate.code).order_by(Certificate.id))

    assert person.tolist() == [ready.id] * 2
    assert [code.text(at) for at in range(2)] == ["care\x1fgiver", "welder"]


def test_without_rows_every_column_is_empty(app):
    person, code = packed.columns(select(Certificate.applicant_id, Certificate.code))

    assert (len(person), len(code), code.names) == (0, 0, ())


def test_rows_by_a_text_are_those_of_all(ready, make):
    make.certificate(ready, "welder", valid_until=date(2030, 2, 28))
    make.certificate(ready, "care\x1fgiver")
    make.certificate(make.applicant(), "welder", valid_until=date.max)
    wanted = select(Certificate.code, Certificate.applicant_id, evidence.ordinal(Certificate.valid_until))

    by_text, one_by_one = packed.columns_by(wanted), packed.columns(wanted)

    rows = [sorted(zip(code.at.tolist(), person.tolist(), until.tolist(), strict=True)) for code, person, until in (by_text, one_by_one)]
    assert rows[0] == rows[1]
    assert by_text[0].names == one_by_one[0].names == ("care\x1fgiver", "welder")
    assert sorted(by_text[2].tolist()) == [0, date(2030, 2, 28).toordinal(), FOREVER]


def test_an_empty_text_is_a_text(ready, make):
    make.language(ready, test="KIIP", score=70, level=None)

    assert packed.columns(select(func.coalesce(LanguageResult.level, "")))[0].names == ("",)


def test_whole_tables_and_chosen_rows_tell_the_same(ready, make, monkeypatch):
    other = make.applicant(stage="registered")
    for person in (ready, other):
        make.certificate(person, "welding")
        make.language(person, test="TOPIK", score=None, level="3")
        make.document(person, "passport", valid_until=date(2030, 1, 1))
        make.experience(person, field="welder", months=8)
        make.wish(person, "welder")

    found = set()
    for part in (0, 1000):
        monkeypatch.setattr(gather, "PART", part)
        found.add(queries.problem(ON).fingerprint)

    assert len(found) == 1


def test_who_lacks_something_is_listed_also_when_nobody_waits(office):
    order, people = office
    order.quota = 9
    db.session.commit()
    run = operations.propose(on=today(), at=now(), account_id=None)
    db.session.commit()

    for asked in ({}, {"kind": "left"}, {"rule": "language"}):
        rows, total = queries.out(run, None, **asked)
        assert ([row.applicant_id for row in rows], total) == ([people[3].id], 1)
    assert queries.out(run, None, kind="waiting") == ([], 0)


def test_a_free_place_is_first_for_who_waits_at_the_partner_beyond_the_quota(office, make):
    """Somebody ready was named as the one who steps in although a reserve at the partner has the place first."""
    order, people = office
    order.quota = 1
    sent = [make.match(person, order, "nominated", score=score) for person, score in zip(people[1:3], (500, 400), strict=True)]
    for place in sent:
        place.applicant.stage = "nominated"
    db.session.commit()

    found = queries.instead(sent[0], today())

    assert found.moves == (Move(people[2].id, None, order.id),)
    sent[0].active, sent[0].state = False, "withdrawn"
    people[1].exit_reason = "family"
    db.session.commit()
    assert propose().placed == 0


def test_who_steps_in_is_found_among_those_of_the_newest_run(office):
    """After a run over everybody nobody was named as the one who steps in, since only those ready were looked at."""
    order, people = office
    order.quota = 1
    for person in people:
        person.stage = "training"
    db.session.commit()
    given = operations.accept(propose(whom=queries.ALL), on=today(), at=now())

    assert queries.instead(given.made[0], today()).moves == (Move(people[1].id, None, order.id),)


def test_who_leaves_is_not_named_as_the_one_who_steps_in(office):
    """The newest plan places others where somebody older is proposed, who was then named as the first reserve of their own place."""
    order, people = office
    operations.accept(propose(), on=today(), at=now())
    people[2].languages[0].score = 200
    db.session.commit()
    newest = propose()
    leaver = next(match for match in queries.of(people[1].id) if match.active)
    assert queries.of_kind(newest, "reserve", order.id)[0][0].applicant_id == people[1].id

    found = queries.instead(leaver, today())

    assert found.moves == (Move(people[2].id, None, order.id),)
    assert not found.reserves


def test_only_who_can_step_in_is_on_the_list_of_who_would(office, make, monkeypatch):
    """Where looking at everything takes too long, the list of reserves named people who had a place, were gone or held."""
    monkeypatch.setattr("serang.matching.queries.ahead.LARGE", 0)
    order, people = office
    order.quota = 1
    others = [
        make.applicant(name, stage="ready", sex="L", birth_date=date(2000, 1, 1)) for name in ("Tetap", "Berhenti", "Ditahan", "Jauh")
    ]
    for person in others:
        make.wish(person)
        make.language(person, score=125, valid_until=date(2099, 6, 1))
    db.session.commit()
    given = operations.accept(propose(), on=today(), at=now())
    make.match(people[1], make.order(quota=3), state="nominated")
    others[1].exit_reason, others[2].hold_reason = "family", "health"
    others[3].languages[0].score = 60
    db.session.commit()

    found = queries.instead(given.made[0], today())

    assert [row.applicant_id for row in found.reserves] == [people[2].id, others[0].id]


def test_nobody_steps_in_on_an_order_that_is_closed(office):
    order, _people = office
    given = operations.accept(propose(), on=today(), at=now())
    order.state = "closed"
    db.session.commit()

    found = queries.instead(given.made[0], today())

    assert not found.moves and not found.reserves


def test_more_places_are_tried_with_the_sex_of_who_waits_at_the_partner(office, make):
    """What-if gave a man the place that a real run gives nobody: the men waiting at the partner fill the places for men."""
    order, people = office
    order.quota, order.quota_male, order.quota_female = 2, 2, 2
    for person, score in ((make.applicant("Wati", sex="P"), 700), (people[0], 600), (make.applicant("Xaverius", sex="L"), 100)):
        make.match(person, order, "nominated", score=score)
        person.stage = "nominated"
    db.session.commit()
    made = propose()

    tried = queries.what_if(made, [queries.Change(order.id, quota=4)])
    order.quota = 4
    db.session.commit()

    assert tried.after.placed == propose().placed == 0


def test_what_a_run_says_of_a_person_is_found_by_the_person(app):
    """SQLite took a whole run for ten rows and walked it for one person."""
    run = propose()
    asked = select(Proposal.id).where(Proposal.applicant_id == 1, runs.by_person(run))
    if not is_sqlite():  # of so few rows all are read sooner than any index
        db.session.execute(text("SET enable_seqscan = off"))

    said = asked.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = db.session.execute(text(f"{'EXPLAIN QUERY PLAN' if is_sqlite() else 'EXPLAIN'} {said}")).all()

    assert "ix_proposals_applicant" in str(plan), plan
