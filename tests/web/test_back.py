"""Where a page leads on to is a page of ours, whatever its address says."""

import pytest

from serang.audit.models import Act
from serang.db import db
from serang.jobs import operations as jobs
from serang.web.back import ours
from serang.web.clock import now
from tests.conftest import PASSWORD

EVIL = [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n\\evil.example",
    "https://evil.example/x",
    "javascript:alert(1)",
    "http://[",
    "x",
]


@pytest.mark.parametrize("address", ["", None, *EVIL])
def test_another_place_is_no_address_of_ours(app, address):
    with app.test_request_context(base_url="http://kantor.example"):
        assert ours(address) == ""


@pytest.mark.parametrize("address", ["/", "/applicants?q=a%26b&page=2", "http://kantor.example/jobs/1", "/a//b"])
def test_a_page_of_ours_is_kept(app, address):
    with app.test_request_context(base_url="http://kantor.example"):
        assert ours(address) == address.removeprefix("http://kantor.example")


@pytest.mark.parametrize("address", EVIL)
def test_no_page_leads_away(guest, officer, account, make, address):
    signed_in = guest.post("/login", username=account("officer").username, password=PASSWORD, next=address, expect=303)
    assert signed_in.location == "/"

    job = jobs.queue("nothing", account_id=account("officer").id, at=now())
    job.state = "done"
    db.session.commit()
    assert not [link for link in officer.get(f"/jobs/{job.id}", next=address).soup.select("main a") if "evil" in link["href"]]

    person = make.applicant()
    officer.post(f"/applicants/{person.id}/notes", text="Catatan", expect=303)
    act = db.session.query(Act).order_by(Act.id.desc()).first()
    assert officer.post(f"/audit/acts/{act.id}/undo", next=address, expect=303).location == f"/audit/acts/{act.id}"
