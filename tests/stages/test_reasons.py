"""Why somebody waits or has left: what tells of health is for who may know of health, wherever it stands."""

import pytest

from serang.db import db
from serang.matching import operations as matching
from serang.stages import operations as stages
from serang.trainings import operations as trainings
from serang.web.clock import now, today

CLOSED = ("Hamil", "Tidak fit", "Sakit", "pregnancy", "bulan ketiga")


def wait(person, make):
    stages.hold(person, reason="sick", on=today(), at=now())


def leave(person, make):
    stages.leave(person, reason="unfit", note="bulan ketiga", on=today(), at=now())


def leave_batch(person, make):
    row = make.enrolment(make.batch(), person)
    trainings.withdraw(row, reason="pregnancy", on=today())


def leave_order(person, make):
    make.match(person, make.order(), "nominated")
    matching.withdraw(person, reason="pregnancy", note="bulan ketiga", on=today(), at=now(), account_id=None)


def seen(client, person) -> str:
    tabs = ("summary", "trainings", "matches", "history")
    pages = [client.get(f"/applicants/{person.id}", tab=tab) for tab in tabs]
    return " ".join(page.text for page in [*pages, client.get(f"/applicants/{person.id}/stage"), client.get("/reports")])


@pytest.mark.parametrize("write, word", [(wait, "Sakit"), (leave, "Tidak fit"), (leave_batch, "Hamil"), (leave_order, "Hamil")])
def test_a_reason_of_health_is_named_to_who_may_know_of_health(client_of, make, write, word):
    person = make.applicant(stage="ready")
    write(person, make)
    db.session.commit()

    told = {role: seen(client_of(role), person) for role in ("head", "officer", "viewer")}

    assert word in told["head"]
    assert not {(role, one) for role in ("officer", "viewer") for one in CLOSED if one in told[role]}
    assert all("Alasan kesehatan" in told[role] for role in ("officer", "viewer"))


def test_another_reason_is_named_to_everybody(viewer, make):
    person = make.applicant()
    stages.leave(person, reason="family", note="ayahnya sakit", on=today(), at=now())
    db.session.commit()

    assert "Keluarga tidak mengizinkan" in seen(viewer, person)
    assert "ayahnya sakit" in seen(viewer, person)


def test_reasons_of_health_are_counted_as_one(head, viewer, make):
    for code in ("pregnancy", "unfit", "unfit", "family"):
        make.applicant(stage="ready", exit_reason=code, exit_on=today())

    def counted(client):
        return [" ".join(line.split()) for line in client.get("/reports").texts("tr") if "Hamil" in line or "kesehatan" in line]

    assert counted(head) == ["Hamil 1"]
    assert counted(viewer) == ["Alasan kesehatan 3"]
