"""Acts in any order, with and without taking them back: whatever happens, places, quotas and stages stay true to each other."""

import random
from datetime import date

import pytest

from serang.applicants.models import Applicant
from serang.audit import operations as audit
from serang.audit.models import Act
from serang.audit.operations import set_actor
from serang.common.refusals import Conflict
from serang.db import db
from serang.matching import operations, queries
from serang.matching.models import Lock, Match, Proposal
from serang.matching.rules.states import STAGE, TAKING_PLACE
from serang.orders import operations as orders
from serang.orders.models import JobOrder
from serang.stages.models import Stage
from serang.web.clock import now, today

WAYS = ("nominated", "interviewed", "accepted", "accepted", "contracted", "preparing", "departed", "rejected", "returned")


class Office:
    """Eight people, three small orders, and staff who do anything."""

    def __init__(self, make, seed):
        self.dice = random.Random(seed)
        far = {"closes_on": date(2099, 1, 1), "departs_on": date(2099, 3, 1)}
        for _order in range(3):
            quotas = {"quota": self.dice.randint(1, 3), "quota_male": self.dice.choice((None, 1, 2))}
            make.order(reserves=self.dice.randint(0, 2), **quotas, **far)
        for number in range(8):
            make.applicant(f"Orang {number}", stage="ready", sex=self.dice.choice("LP"))
        for stage in db.session.query(Stage):
            stage.gate = [rule for rule in stage.gate if rule["rule"] == "match"]
        db.session.commit()

    def any(self, model, *where):
        """One of them, or None."""
        found = list(db.session.query(model).filter(*where).order_by(model.id))
        return self.dice.choice(found) if found else None

    def act(self) -> str:
        """Something happens, whole or not at all; gives what."""
        what = self.dice.choice(
            ("run", "accept", "nominate", "way", "way", "way", "answer", "give_up", "fix", "decline", "undo", "undo", "quota")
        )
        try:
            getattr(self, what)({"on": today(), "at": now(), "account_id": None})
            db.session.commit()
        except Conflict as error:
            db.session.rollback()
            return f"{what}: {error.reason.code}"
        return what

    def run(self, done):
        operations.propose(whom=self.dice.choice(("ready", "all")), **done)

    def accept(self, done):
        if run := queries.latest():
            order = self.dice.choice((None, self.any(JobOrder).id))
            operations.accept(run, order_id=order, on=done["on"], at=done["at"])

    def nominate(self, done):
        operations.nominate(self.any(JobOrder), applicant_ids=[self.any(Applicant).id, self.any(Applicant).id], reason="x", **done)

    def way(self, done):
        if one := self.any(Match, Match.active):
            operations.advance(one.order, match_ids=[one.id], to=self.dice.choice(WAYS), reason="partner", **done)

    def answer(self, done):
        if one := self.any(Match, Match.active):
            said = operations.Answer(self.dice.choice(("accepted", "reserve", "rejected", "interviewed")), "partner")
            operations.answer(one.order, answers={one.id: said}, **done)

    def give_up(self, done):
        if one := self.any(Match, Match.active):
            operations.release(one, reason="family", note=None, **done)

    def fix(self, done):
        operations.lock(self.any(Applicant), self.any(JobOrder), kind=self.dice.choice(("lock", "ban")), reason="x", **done)

    def decline(self, done):
        if one := self.any(Proposal, Proposal.order_id.is_not(None)):
            operations.decline(queries.get(one.run_id), one, reason="partner", note=None, **done)

    def quota(self, done):
        orders.change_quota(self.any(JobOrder), reason="x", quota=self.dice.randint(0, 4), above=99)

    def undo(self, done):
        newest = db.session.query(Act).order_by(Act.id.desc()).limit(8)
        if acts := [one for one in newest if one.title.partition(".")[0] in ("matching", "orders", "audit")]:
            audit.undo(self.dice.choice(acts), today_at=now())


def wrong() -> list[str]:
    """What is not true to each other."""
    db.session.expire_all()
    found = []
    for order in db.session.query(JobOrder):
        taking = [sex for state, sex in queries.on_order(order.id) if state in TAKING_PLACE]
        if len(taking) > order.quota or taking.count("L") > (order.quota if order.quota_male is None else order.quota_male):
            found.append(f"{order.number} above its quota")
    for person in db.session.query(Applicant):
        place = next((match for match in person.matches if match.active), None)
        if person.stage != (STAGE.get(place.state, "ready") if place else "ready") and person.stage not in ("returned", "departed"):
            found.append(f"{person.full_name}: {place and place.state}, but {person.stage}")
    for ban in db.session.query(Lock).filter_by(kind="ban"):
        if db.session.query(Match).filter_by(applicant_id=ban.applicant_id, order_id=ban.order_id, active=True).count():
            found.append(f"{ban.applicant.full_name} on an order that refuses them")
    return found


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_places_quotas_and_stages_agree(app, make, seed):
    office, done = Office(make, seed), []

    for _step in range(40):
        done.append(office.act())
        assert wrong() == [], done
    assert any(":" not in one for one in done)


def test_who_was_interviewed_since_stays_sent_when_the_sending_is_taken_back(app, make):
    """Their place stayed with the partner, and their stage went back to ready."""
    office = Office(make, 0)
    person, order = office.any(Applicant), office.any(JobOrder)
    place = make.match(person, order)
    done = {"on": today(), "at": now(), "account_id": None}
    for to in ("nominated", "interviewed"):
        operations.advance(order, match_ids=[place.id], to=to, reason=None, **done)
        db.session.commit()
    sent = db.session.query(Act).filter_by(title="matching.nominated").one()

    with pytest.raises(Conflict, match="nothing_to_undo"):
        audit.undo(sent, today_at=now())
    db.session.rollback()

    db.session.expire_all()
    assert (place.state, person.stage) == ("interviewed", "nominated")


def test_a_place_does_not_come_back_to_who_has_another_since(officer, account, make):
    """Where the act had made a row as well, taking it back ended in an error of the server."""
    first, second = make.order(), make.order()
    person = make.applicant(stage="nominated")
    place = make.match(person, first, state="nominated")
    set_actor(account("officer").id)
    operations.release(place, reason="family", note=None, on=today(), at=now(), account_id=None)
    db.session.commit()
    released = db.session.query(Act).order_by(Act.id.desc()).first()
    make.match(person, second)

    refused = officer.post(f"/audit/acts/{released.id}/undo", expect=409)

    assert "Tidak dapat diurungkan" in refused.text
    db.session.expire_all()
    assert [match.active for match in person.matches] == [False, True]
