"""A refusal that has no form of its own to stand beside."""

from serang.audit.models import Act
from serang.db import db


def test_a_refused_button_leads_back_to_its_page(officer, make):
    order = make.order(title="Perawat")
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")
    officer.post(f"/orders/{order.id}", data=fields | {"title": "Pengasuh"}, expect=303)
    act = db.session.query(Act).filter_by(title="orders.change").one()
    officer.post(f"/audit/acts/{act.id}/undo", expect=303)

    told = officer.post(f"/audit/acts/{act.id}/undo", came_from="/audit?before=900", expect=303)

    assert told.location == "/audit?before=900"
    notice = officer.get(told.location).one("#notice [role=alert]").text
    assert "Belum tersimpan" in notice and "draf" not in notice
    elsewhere = officer.post(f"/audit/acts/{act.id}/undo", came_from=f"/audit/acts/{act.id}/undo", expect=409)
    assert elsewhere.one("main a.btn-p")["href"] == "/"


def test_a_refused_form_says_that_its_words_are_a_draft(viewer, make):
    order = make.order()
    place = f"/orders/{order.id}"

    page = viewer.post(place, draft=place, title="Pengasuh", came_from=place, expect=403)

    assert "draf" in page.one("main").text
    assert page.one("main a.btn-p")["href"] == place
