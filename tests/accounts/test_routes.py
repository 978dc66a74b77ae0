"""/login, /logout, /accounts."""

import pytest
from sqlalchemy import select

from serang.accounts.models import Attempt, SignIn
from serang.audit import operations as audit
from serang.audit.models import Act, Change
from serang.common.refusals import Conflict
from serang.db import db
from tests.client import Client

PASSWORD = "rahasia-panjang"


def test_an_empty_installation_says_how_to_make_the_first_administrator(guest):
    page = guest.get("/login")

    assert "accounts create-admin" in page.text


def test_a_wrong_password_is_refused_and_counted(account, guest):
    account("officer")

    page = guest.post("/login", username="officer", password="salah-sekali", expect=422)

    assert "tidak cocok" in page.text
    assert db.session.query(Attempt).count() == 1


def test_the_sixth_try_must_wait(account, guest):
    account("officer")
    for _try in range(5):
        guest.post("/login", username="officer", password="salah-sekali", expect=422)

    page = guest.post("/login", username="officer", password=PASSWORD, expect=429)

    assert "Coba lagi dalam" in page.text


def test_the_words_of_one_page_are_sent_by_nobody_else(account, guest):
    """The dialog to sign in again belongs to the account whose page it stands in."""
    mine, other = account("officer").id, account("head").id

    page = guest.post("/login", username="officer", password=PASSWORD, only=str(other), expect=422)

    assert "dibuka akun lain" in page.text
    guest.get("/applicants", expect=303)
    guest.post("/login", username="officer", password=PASSWORD, only=str(mine), expect=303)


def test_after_signing_in_one_goes_on_to_the_page_asked_for(account, guest):
    account("officer")

    page = guest.post("/login", username="officer", password=PASSWORD, next="/settings/components")

    assert page.location == "/settings/components"


def test_the_way_on_never_leads_elsewhere(account, guest):
    account("officer")

    for evil in ("https://evil.example/x", "//evil.example", "/\\evil.example"):
        page = guest.post("/login", username="officer", password=PASSWORD, next=evil)
        assert page.location in ("/", None, "/x")


def test_a_copied_cookie_is_worth_nothing_after_signing_out(officer, app):
    thief = Client(app)
    cookie = officer.http.get_cookie("serang")
    thief.http.set_cookie("serang", cookie.value)
    thief.get("/settings/components")

    officer.post("/logout", expect=303)

    assert thief.get("/settings/components", expect=303).location.startswith("/login")


def test_a_disabled_account_is_out_at_the_next_click(admin, officer, account):
    someone = account("officer")

    admin.post(f"/accounts/{someone.id}", name=someone.name, roles=["officer"], expect=303)

    officer.get("/settings/components", expect=303)


def test_the_last_admin_cannot_be_disabled(admin, account):
    page = admin.post(f"/accounts/{account('admin').id}", name="A", roles=["admin"], expect=409)

    assert "admin terakhir" in page.text


def test_an_older_form_brings_no_ended_account_back(admin, account):
    someone = account("officer")
    form = admin.get(f"/accounts/{someone.id}/edit").fields(f"form[action='/accounts/{someone.id}']")
    admin.post(f"/accounts/{someone.id}", {name: value for name, value in form.items() if name != "active"}, expect=303)

    admin.post(f"/accounts/{someone.id}", form | {"name": "Officer Dua"}, expect=303)

    assert (someone.name, someone.active) == ("Officer Dua", False)


def test_roles_that_two_administrators_changed_are_asked_about(admin, account):
    someone = account("officer")
    url, css = f"/accounts/{someone.id}", f"form[action='/accounts/{someone.id}']"
    form = admin.get(f"{url}/edit").fields(css)
    admin.post(url, form | {"roles": ["viewer"], "name": "Officer Dua"}, expect=303)

    page = admin.post(url, form | {"roles": ["officer", "head"]}, expect=409)
    assert "menjadi “Pembaca”" in page.text
    admin.post(url, page.fields(css), expect=303)

    assert (someone.roles, someone.name) == (["head", "officer"], "Officer Dua")


def test_a_first_password_must_be_changed(admin, guest):
    admin.post("/accounts", username="baru", name="Orang Baru", password="kata-sandi-awal", roles=["officer"], expect=303)

    guest.sign_in("baru", "kata-sandi-awal")

    assert guest.get("/settings/components", expect=303).location == "/accounts/password"
    guest.post("/accounts/password", old="kata-sandi-awal", password="kata sandi milikku", expect=303)
    guest.get("/settings/components")


def test_a_weak_password_is_refused_with_what_was_typed_kept(admin):
    page = admin.post("/accounts", username="baru", name="Orang Baru", password="pendek", roles=["officer"], expect=422)

    assert "paling sedikit 10" in page.text
    assert page.one("#name")["value"] == "Orang Baru"


def test_an_officer_may_not_see_accounts(officer):
    officer.get("/accounts", expect=403)


def test_a_form_from_elsewhere_is_refused(officer):
    response = officer.send(
        officer.http.post,
        "/settings/preferences",
        data={"csrf_token": officer.token(), "theme": "dark"},
        headers={"Origin": "https://evil.example"},
    )

    assert response.status_code == 400


def test_a_form_of_a_lost_session_asks_to_sign_in(app, officer):
    officer.http.delete_cookie("serang")
    part = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "tr#row_1"}

    assert officer.send(officer.http.post, "/applicants/1/row", data={"phone": "0812"}, headers=part).status_code == 401
    answer = officer.send(officer.http.post, "/applicants", data={"full_name": "Siti"})
    assert (answer.status_code, answer.location) == (303, "/login")


def test_a_form_without_token_is_refused(officer):
    assert officer.send(officer.http.post, "/settings/preferences", data={"theme": "dark"}).status_code == 400


def test_preferences_are_kept(officer, account):
    officer.post("/settings/preferences", theme="dark", next="/settings/components", expect=303)

    assert officer.get("/settings/components").one("html")["data-theme"] == "dark"
    assert db.session.query(SignIn).filter(SignIn.ended_at.is_(None)).count() == 1


def test_the_menu_offers_only_what_opens(admin, trainer):
    page = admin.get("/accounts")
    assert page.texts("header nav a")[:3] == ["Riwayat perubahan", "Akun", "Pengaturan"]
    assert page.soup.select_one("header nav a[aria-current]").text == "Akun"
    assert not page.soup.select("#top_search")

    page = trainer.get("/trainings")
    assert "Dasbor" not in page.texts("header nav a")
    assert page.soup.select("#top_search")


def test_a_new_account_does_not_get_the_password_of_the_browser(admin):
    page = admin.get("/accounts/new")

    assert page.soup.select_one("#password")["autocomplete"] == "new-password"


def test_a_new_password_is_an_act_without_the_password(client_of):
    own = client_of("officer")
    own.post("/accounts/password", old=PASSWORD, password="kenari-biru-langit", expect=303)

    act = db.session.scalars(select(Act).order_by(Act.id.desc())).first()
    changes = db.session.scalars(select(Change).where(Change.act_id == act.id)).all()

    assert act.title == "accounts.password"
    assert [change.field for change in changes] == ["password_at"]
    with pytest.raises(Conflict) as refused:
        audit.undo(act, today_at=act.at)
    assert refused.value.reason.code == "password_stays"
