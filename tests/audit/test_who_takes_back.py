"""Whose acts may be taken back by whom, and what an older act may not loosen when it is taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from serang.audit import operations
from serang.audit.models import Act
from serang.audit.operations import act, act_id, set_actor
from serang.common.refusals import Conflict
from serang.db import db
from serang.documents.models import DocumentKind
from serang.matching.operations import seal
from serang.orders import operations as orders
from serang.settings.models import OwnField
from serang.web.clock import now


def last() -> Act:
    return db.session.scalar(select(Act).order_by(Act.id.desc()))


def undo(client, act: Act, expect):
    return client.post(f"/audit/acts/{act.id}/undo", expect=expect)


def test_what_the_admin_lays_down_only_the_admin_takes_back(admin, head):
    address = "/settings/documents/family_permit"
    fields = admin.get(address).fields(f"form[action='{address}']")
    admin.post(address, fields | {"sensitive": "y"}, expect=303)
    act = last()

    undo(head, act, 403)
    assert "Urungkan" not in head.get(f"/audit/acts/{act.id}").text
    assert db.session.scalar(select(DocumentKind.sensitive).where(DocumentKind.code == "family_permit"))
    undo(admin, act, 303)
    db.session.expire_all()
    assert not db.session.scalar(select(DocumentKind.sensitive).where(DocumentKind.code == "family_permit"))


def test_a_field_that_was_taken_back_leaves_its_values_to_no_other(admin, head, make):
    admin.post("/settings/fields", label="Agama", kind="text", expect=303)
    act, slot = last(), db.session.scalar(select(OwnField.slot))
    person = make.applicant(**{slot: "Islam"})

    undo(admin, act, 303)
    admin.post("/settings/fields", label="Ukuran sepatu", kind="text", expect=303)

    assert "Islam" not in head.get(f"/applicants/{person.id}?tab=data").text


@pytest.mark.parametrize("change", ["weights", "rule", "days"])
def test_what_the_head_has_sealed_is_not_loosened_by_an_older_act(officer, head, account, make, change):
    order = make.order()
    set_actor(account("officer").id)
    make.rewritten(order, change)
    act = last()
    seal(order, account_id=account("head").id, at=now())
    db.session.commit()

    undo(head, act, 409)

    db.session.refresh(order)
    kept = {
        "weights": (order.weights or {}).get("language") == 50,
        "days": order.departs_on == date(2027, 5, 1),
        "rule": [row.facts for row in order.requirements] == [{"min": 160}],
    }
    assert kept[change]


def test_places_that_were_given_outlast_a_quota_that_is_taken_back(head, account, make):
    order = make.order(quota=1)
    set_actor(account("officer").id)
    orders.change_quota(order, quota=2, reason="surat")
    db.session.commit()
    act = last()
    for _ in range(2):
        make.match(make.applicant(), order, state="accepted")
    db.session.commit()

    undo(head, act, 409)

    db.session.refresh(order)
    assert order.quota == 2


def test_a_day_stays_with_the_stage_that_others_have_moved_on(make):
    person = make.applicant(stage="ready", stage_on=date(2026, 11, 18))
    acts = []
    for stage in ("nominated", "accepted"):
        act("stages.move", stage=stage)
        person.stage, person.stage_on = stage, date(2026, 11, 26)
        db.session.flush()
        acts.append(act_id())
        db.session.commit()

    with pytest.raises(Conflict, match="nothing_to_undo"):
        operations.undo(db.session.get(Act, acts[0]), today_at=now())
    db.session.rollback()

    assert (person.stage, person.stage_on) == ("accepted", date(2026, 11, 26))
    for one, stands in ((acts[1], ("nominated", date(2026, 11, 26))), (acts[0], ("ready", date(2026, 11, 18)))):
        operations.undo(db.session.get(Act, one), today_at=now())
        db.session.commit()
        assert (person.stage, person.stage_on) == stands


def test_what_others_have_set_to_the_same_again_stays(make):
    person = make.applicant(phone="+6281100000000")
    acts = []
    for phone in ("+6281111111111", "+6281122222222", "+6281111111111"):
        person.phone = phone
        db.session.flush()
        acts.append(act_id())
        db.session.commit()

    with pytest.raises(Conflict, match="nothing_to_undo"):
        operations.undo(db.session.get(Act, acts[0]), today_at=now())
    db.session.rollback()
    assert person.phone == "+6281111111111"


def test_what_the_admin_took_back_only_the_admin_brings_again(admin, head):
    """What the administrator had laid down and taken back was brought again by the head, by taking back the undo."""
    address = "/settings/documents/family_permit"
    fields = admin.get(address).fields(f"form[action='{address}']")
    admin.post(address, fields | {"sensitive": "y"}, expect=303)
    undo(admin, last(), 303)

    undo(head, last(), 403)


def test_who_is_not_the_head_any_more_does_not_open_the_own_seal(client_of, account, make):
    """Who had sealed an order as the head opened the seal by undoing as an officer."""
    order = make.order()
    client_of("head").post(f"/matching/orders/{order.id}/seal", expect=303)
    sealed = last()
    account("head").roles = ["officer"]
    db.session.commit()

    undo(client_of("head"), sealed, 403)


def test_an_order_with_people_does_not_become_a_draft_by_taking_back_its_opening(officer, make):
    order = make.order(state="draft")
    officer.post(f"/orders/{order.id}/state", state="open", expect=303)
    act = last()
    make.match(make.applicant(), order)

    undo(officer, act, 409)

    db.session.expire_all()
    assert order.state == "open"


def test_an_older_quota_of_women_does_not_come_back_below_the_women_who_were_accepted(officer, make):
    order = make.order(quota=5, quota_female=1)
    officer.post(f"/orders/{order.id}/quota", quota="5", quota_female="2", reason="Surat 12", expect=303)
    act = last()
    for _number in range(2):
        make.match(make.applicant(sex="P"), order, state="accepted")

    undo(officer, act, 409)

    db.session.expire_all()
    assert order.quota_female == 2
