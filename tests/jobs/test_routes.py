"""/jobs: who sees background work, and who may stop it."""

import pytest

from serang.db import db
from serang.jobs import operations as jobs
from serang.jobs.models import Job
from serang.web.clock import now


@pytest.mark.parametrize(
    ("kind", "owner", "reader", "status"),
    [
        ("exchange.apply", "officer", "officer", 303),
        ("exchange.apply", "officer", "viewer", 403),
        ("exchange.apply", "officer", "head", 403),
        ("exchange.apply", "officer", "trainer", 403),
        ("documents.refresh", "admin", "viewer", 403),
        ("matching.run", "officer", "viewer", 403),
        ("matching.run", "officer", "head", 403),
        ("matching.run", "head", "officer", 303),
        ("matching.check", "viewer", "viewer", 303),
    ],
)
def test_work_is_stopped_by_its_owner_and_matching_by_officers(account, client_of, kind, owner, reader, status):
    job = jobs.queue(kind, account_id=account(owner).id, at=now())
    db.session.commit()
    client = client_of(reader)

    page = client.get(f"/jobs/{job.id}", expect=None)
    offered = bool(page.soup.select(f"form[action='/jobs/{job.id}/cancel']"))
    client.post(f"/jobs/{job.id}/cancel", expect=status)

    assert offered == (status == 303)
    assert db.session.get(Job, job.id).state == ("cancelled" if status == 303 else "queued")
