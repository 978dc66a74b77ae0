"""Very many people for one order: the same answer as for each, and the best of them until it is full."""

import random
from datetime import date

import pytest

from serang.common.refusals import Conflict
from serang.db import db
from serang.matching import operations, queries
from serang.matching.models import Lock, Match
from serang.matching.rules.crowd import crowd
from serang.matching.rules.facts import facts
from serang.matching.rules.fits import fits
from serang.matching.rules.states import ACTIVE, Room, fill, over
from serang.orders.rules import PASS, check
from serang.web.clock import now, today
from tests.matching.small import problem


@pytest.mark.pure
@pytest.mark.parametrize("seed", range(60))
def test_a_crowd_is_judged_like_each_of_it(seed):
    given = problem(seed, people=9)
    for order in given.orders:
        found, each = crowd(given, order.id), fits(given, order.id)

        assert found.ids.tolist() == list(each)
        assert found.good.tolist() == [one.good for one in each.values()]
        assert found.score.tolist() == [one.score for one in each.values()]
        for at in range(len(found.ids)):
            lacking = {kind for kind, mask in found.lacking.items() if mask[at]} - {"wish", "banned"}
            known, departs, closes = (
                facts(given, at),
                date.fromordinal(given.day(order)),
                order.closes_on and date.fromordinal(order.closes_on),
            )
            states = [(one.kind, check(one, known, departs_on=departs, closes_on=closes).state) for one in order.musts()]
            missed = {kind for kind, state in states if state != PASS}
            assert missed <= lacking <= missed | {"sex"}


@pytest.mark.pure
@pytest.mark.parametrize("seed", range(200))
def test_whoever_comes_first_gets_the_place_and_nobody_one_too_many(seed):
    dice = random.Random(seed)
    sexes = ["L", "P", None]
    room = Room(dice.randint(0, 5), dice.randint(0, 2), *(dice.choice([None, 0, 1, 3]) for _ in range(2)))
    before = [(dice.choice([*ACTIVE, "rejected"]), dice.choice(sexes)) for _ in range(dice.randint(0, 6))]
    coming = [dice.choice(sexes) for _ in range(8)]

    places = fill(room, before, coming)

    there = list(before)
    for sex, place in zip(coming, places, strict=True):
        after = over(room, [*((("proposed", one) if state in ACTIVE else (state, one)) for state, one in there), ("proposed", sex)])
        alone = after is None or after.what not in ("all", sex)
        assert place == alone
        there += [("proposed", sex)] if place else []


def crowd_of(make, order, dice, count=40):
    """People of all sorts before the order."""
    other = make.order()
    made = []
    for n in range(count):
        person = make.applicant(
            f"Orang {n}",
            stage="ready",
            sex=dice.choice(["L", "P", None]),
            exit_reason="family" if dice.random() < 0.1 else None,
            hold_reason="sick" if dice.random() < 0.1 else None,
        )
        if dice.random() < 0.9:
            make.wish(person, rank=dice.randint(1, 3))
        if dice.random() < 0.8:
            make.language(person, score=dice.choice([100, 130, 150, 180]))
        if dice.random() < 0.2:
            make.match(person, dice.choice([order, other]), dice.choice(["proposed", "nominated"]))
        if dice.random() < 0.1:
            db.session.add(Lock(applicant_id=person.id, order_id=order.id, kind="ban", reason="x", at=now()))
        made.append(person.id)
    db.session.commit()
    return made


@pytest.mark.parametrize("seed", range(3))
def test_a_selection_says_what_the_forecast_says_of_each(office, make, seed):
    order, _people = office
    dice = random.Random(seed)
    ids = [*crowd_of(make, order, dice), 999_999]

    found, each = queries.selection(order, ids, today()), queries.forecast(order, ids, today())

    assert found.can == [(line.applicant.id, line.fit.score) for line in each if not line.reason]
    assert found.cannot == sum(1 for line in each if line.reason)
    assert [(line.applicant.id, line.reason) for line in found.first] == [(line.applicant.id, line.reason) for line in each if line.reason]
    counts = dict(found.against)
    for code in ("absent_gone", "absent_held", "here_already", "has_place"):
        assert counts.get(code, 0) == sum(1 for line in each if line.reason and line.reason.code == code)


def ready(make, name, score, sex="L"):
    """A person who fits the order of the office."""
    person = make.applicant(name, stage="ready", sex=sex)
    make.wish(person)
    make.language(person, score=score, valid_until=date(2099, 6, 1))
    return person


def test_the_best_are_proposed_until_the_order_is_full(office, make):
    order, people = office
    good, better, best = (ready(make, f"Orang {score}", score) for score in (125, 160, 190))
    ids = [one.id for one in (good, better, best, *people)]

    given = operations.nominate(order, applicant_ids=ids, reason="Dipilih", on=today(), at=now(), account_id=None)
    db.session.commit()

    assert [match.applicant_id for match in given.made] == [best.id, people[0].id, better.id]
    assert given.full == 3
    assert db.session.query(Lock).filter_by(order_id=order.id, kind="lock").count() == 3
    assert [(person.id, reason.code) for person, reason in given.left] == [(people[3].id, "language_low")]


def test_a_cap_of_one_sex_leaves_its_places_to_the_other(office, make):
    order, people = office
    order.quota, order.reserves, order.quota_male = 3, 0, 1
    db.session.commit()
    woman = ready(make, "Wati", 121, "P")

    given = operations.nominate(
        order, applicant_ids=[*(one.id for one in people), woman.id], reason="x", on=today(), at=now(), account_id=None
    )

    assert {match.applicant_id for match in given.made} == {people[0].id, woman.id}
    assert given.full == 2


def test_a_full_order_takes_nobody(office, make):
    order, people = office
    for person in people[:3]:
        make.match(person, order, "proposed")
    newcomer = ready(make, "Wati", 190)

    with pytest.raises(Conflict, match="order_full"):
        operations.nominate(order, applicant_ids=[newcomer.id], reason="x", on=today(), at=now(), account_id=None)


def test_all_of_a_list_are_forecast_and_proposed(officer, office, make):
    order, people = office
    make.applicant("Tanpa Minat", stage="ready")
    everyone = {"all": "1", "query": "stage=ready", "order": order.id}

    page = officer.post("/applicants/bulk/nominate", everyone, expect=200)
    assert "3 dapat diusulkan, 2 tidak. Tempat tersisa 3" in page.text
    assert [field["value"] for field in page.soup.select("main form input[name=query]")] == ["stage=ready"]
    assert not page.soup.select("main form input[name=ids]")
    done = officer.post("/applicants/bulk/nominate", everyone | page.fields() | {"confirm": "1"}, follow=True)

    assert "3 orang diusulkan. Tidak dapat:" in done.text
    assert {match.applicant_id for match in db.session.query(Match)} == {one.id for one in people[:3]}


def test_that_an_order_is_full_is_told(officer, office):
    order, people = office
    order.reserves = 0
    db.session.commit()
    ids = [one.id for one in people]

    page = officer.post("/applicants/bulk/nominate", ids=ids, order=order.id, expect=200)
    assert "Yang paling cocok diusulkan lebih dahulu" in page.text
    done = officer.post("/applicants/bulk/nominate", ids=ids, order=order.id, confirm="1", follow=True)

    assert "2 orang diusulkan." in done.text
    assert "1 orang lagi memenuhi syarat, tetapi tempatnya sudah penuh." in done.text


def test_a_selection_for_a_full_order_is_refused_beside_the_choice(officer, office, make):
    order, people = office
    for person in people[:3]:
        make.match(person, order, "proposed")
    ids = [ready(make, name, 190).id for name in ("Wati", "Yanti")]

    page = officer.post("/applicants/bulk/nominate", ids=ids, order=order.id, reason="Pilihan", confirm="1", expect=409)

    assert "hanya punya" in page.one("#error_summary").text
    assert page.fields("main form")["reason"] == "Pilihan"
    assert [int(field["value"]) for field in page.soup.select("main form input[name=ids]")] == ids
