"""What each reader reads of the act log: on the page of a person, in the list of acts and on the page of an act."""

from serang.audit.models import Act
from serang.db import db


def correct(client, paper, **values):
    """Correct a paper the way an officer does."""
    form = client.get(f"/applicants/{paper.applicant_id}/documents", edit=paper.id).fields(f"form[action='/documents/{paper.id}']")
    client.post(f"/documents/{paper.id}", data=form | values, expect=303)


def history(client, person) -> str:
    return client.get(f"/applicants/{person.id}", tab="history").text


def newest(title: str) -> Act:
    return db.session.query(Act).filter_by(title=title).order_by(Act.id.desc()).first()


def test_a_closed_paper_stays_closed_once_it_is_gone(client_of, viewer, head, make):
    trusted, person = client_of("officer", sensitive=True), make.applicant()
    paper = make.document(person, "medical", note="awal")
    correct(trusted, paper, note="hepatitis B")
    there = history(viewer, person)

    trusted.post(f"/documents/{paper.id}/remove", expect=303)

    assert "hepatitis" not in there + history(viewer, person)
    assert "hepatitis" in history(head, person)
