"""What is typed in a form is kept until the form is saved, for the one who typed it."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from serang.accounts import forms, operations, queries, rules
from serang.accounts.models import Draft
from serang.db import db
from serang.web.clock import now


def kept(place: str) -> dict | None:
    return db.session.scalar(select(Draft.typed).where(Draft.place == place))


def offers(page) -> list:
    return page.soup.select("[data-draft-offer]")


@pytest.fixture
def order(make):
    return make.order("Asisten perawat")


@pytest.fixture
def edit(order):
    """The address of the order's form."""
    return f"/orders/{order.id}/edit"


def type_in(client, address, css="main form[data-draft]", part=None, **typed) -> dict:
    """Open the form, change something, and let it be kept as the script does; gives what the form would send."""
    fields = client.get(address, part=part).fields(css) | typed
    client.post("/accounts/draft", MultiDict(fields), expect=204)
    return fields


def test_what_was_typed_is_offered_where_it_was_typed(officer, order, edit):
    type_in(officer, edit, title="Perawat lansia")

    (offer,) = offers(officer.get(edit))
    assert '"title": ["Perawat lansia"]' in offer["data-typed"]
    assert "Ada isian yang belum tersimpan" in offer.get_text()
    assert not offers(officer.get("/orders/new"))
    assert kept(f"/orders/{order.id}")["version"] == [str(order.version)]


@pytest.mark.parametrize("name", ["courses", "batch", "note", "paper", "evidence"])
def test_every_kind_of_form_keeps_a_draft(officer, make, name):
    person, batch = make.applicant(), make.batch()
    address, css, part = {
        "courses": ("/trainings/courses/new", "main form[data-draft]", None),
        "batch": (f"/trainings/{batch.id}/edit", "main form[data-draft]", None),
        "note": (f"/applicants/{person.id}", "#history form[data-draft]", None),
        "paper": (f"/applicants/{person.id}/documents?add=ktp", "#paper", "person_documents"),
        "evidence": (f"/applicants/{person.id}/languages/new", "#languages_form", "languages"),
    }[name]
    type_in(officer, address, css, part, draft_of_test="ya")

    assert len(offers(officer.get(address, part=part))) == 1


def test_two_papers_of_one_person_have_drafts_of_their_own(officer, make):
    person = make.applicant()
    address = f"/applicants/{person.id}/documents"
    type_in(officer, f"{address}?add=ktp", "#paper", "person_documents", number="3673")

    assert len(offers(officer.get(f"{address}?add=ktp", part="person_documents"))) == 1
    assert not offers(officer.get(f"{address}?add=passport", part="person_documents"))


def test_a_saved_form_drops_its_draft_and_no_other(officer, order, edit):
    type_in(officer, "/orders/new", title="Lain")
    fields = type_in(officer, edit, title="Perawat lansia")

    officer.post(f"/orders/{order.id}", MultiDict(fields), expect=303)

    assert not offers(officer.get(edit))
    assert len(offers(officer.get("/orders/new"))) == 1


def test_a_refused_form_becomes_the_draft(officer, order, edit):
    fields = officer.get(edit).fields("#order_form") | {"title": "Perawat lansia", "quota": "banyak"}

    page = officer.post(f"/orders/{order.id}", MultiDict(fields), expect=422)

    assert not offers(page)
    assert kept(f"/orders/{order.id}")["quota"] == ["banyak"]
    assert len(offers(officer.get(edit))) == 1


def test_a_draft_over_an_older_version_still_asks_before_it_replaces(officer, order, edit):
    fields = type_in(officer, edit, title="Perawat lansia")
    officer.post(f"/orders/{order.id}", MultiDict({k: v for k, v in fields.items() if k != "draft"} | {"title": "Pengasuh"}), expect=303)

    kept_fields = kept(f"/orders/{order.id}")
    page = officer.post(f"/orders/{order.id}", MultiDict(fields | kept_fields), expect=409)

    assert "Pengasuh" in page.text
    assert kept(f"/orders/{order.id}")["title"] == ["Perawat lansia"]


def test_the_choice_between_two_edits_drops_the_draft(officer, make):
    person = make.applicant(phone="+6281399998888")
    address = f"/applicants/{person.id}"
    fields = type_in(officer, f"{address}/edit", phone="0811-1111-1111")
    officer.post(address, MultiDict({k: v for k, v in fields.items() if k != "draft"} | {"phone": "0812-2222-2222"}), expect=303)

    page = officer.post(address, MultiDict(fields), expect=409)
    officer.post(address, MultiDict(page.fields("dialog form")), expect=303)

    assert kept(address) is None


def test_a_form_without_words_is_thrown_away(officer, order, edit):
    type_in(officer, edit, title="Perawat lansia")

    officer.post("/accounts/draft", draft=f"/orders/{order.id}", expect=204)

    assert not offers(officer.get(edit))


def test_nobody_sees_the_draft_of_another(officer, account, app, edit):
    type_in(officer, edit, title="Perawat lansia")
    other = operations.create(
        username="lain", name="Lain", password="rahasia-panjang", roles=["officer"], at=now(), must_change_password=False
    )
    db.session.commit()

    assert queries.drafts(other.id) == {}
    assert len(queries.drafts(account("officer").id)) == 1


def test_who_may_not_open_the_form_sees_no_draft(officer, viewer, order, edit):
    type_in(officer, edit, title="Perawat lansia")

    viewer.get(edit, expect=403)
    assert not offers(viewer.get(f"/orders/{order.id}"))


def test_neither_passwords_nor_files_nor_tokens_are_kept(admin):
    file = (io.BytesIO(b"%PDF-1.4"), "ktp.pdf")
    admin.post("/accounts/draft", draft="/accounts", username="rina", password="rahasia-panjang", scan=file, expect=204)

    assert kept("/accounts") == {"username": ["rina"]}


def test_every_password_of_a_form_is_known_as_one(app):
    kinds = [kind for kind in vars(forms).values() if isinstance(kind, type) and issubclass(kind, forms.Form)]
    with app.test_request_context():
        names = {field.name for kind in kinds for field in kind() if isinstance(field, PasswordField)}

    assert names == {"password", "old"}
    assert rules.worth_keeping({name: ["x"] for name in names}) == {}


@pytest.mark.parametrize("place, words", [("", "x"), ("/" + "x" * rules.DRAFT_PLACE, "x"), ("/orders", "x" * rules.DRAFT_LARGEST)])
def test_what_is_too_large_is_refused(officer, place, words):
    officer.post("/accounts/draft", draft=place, title=words, expect=413)

    assert db.session.query(Draft).count() == 0


def test_a_nul_is_left_out(officer):
    officer.post("/accounts/draft", draft="/orders", title="Si\x00ti", expect=204)

    assert kept("/orders") == {"title": ["Siti"]}


def test_beyond_fifty_the_oldest_goes(app, account):
    mine, at = account("officer").id, now()
    for n in range(rules.DRAFTS + 2):
        operations.keep_draft(account_id=mine, place=f"/orders/{n}", typed={"title": ["x"]}, at=at + timedelta(seconds=n))

    places = queries.drafts(mine).keys()
    assert len(places) == rules.DRAFTS
    assert {"/orders/0", "/orders/1"}.isdisjoint(places)


def test_drafts_end_with_the_account(officer, account, edit):
    type_in(officer, edit, title="Perawat lansia")
    mine = account("officer")

    operations.change(mine, name=mine.name, roles=mine.roles, sensitive=False, active=False, at=now())

    assert queries.drafts(mine.id) == {}


def test_a_lost_session_is_told_and_keeps_nothing(guest, order):
    page = guest.send(guest.http.post, "/accounts/draft", data={"draft": "/orders"}, headers={"HX-Request": "true"})

    assert page.status_code == 401
    assert db.session.query(Draft).count() == 0


def test_only_a_page_with_a_form_asks_for_drafts_and_asks_once(officer, make):
    order = make.order()
    asked = []
    listener = lambda *args: "FROM drafts" in args[2] and asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        officer.get("/orders")
        officer.get("/applicants")
        assert asked == []
        officer.get(f"/orders/{order.id}/requirements?kind=age")
        assert len(asked) == 1
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
