"""accounts create-admin: the first administrator, from the terminal."""

import json

import pytest

from serang.accounts.models import Account
from serang.db import db
from tests.client import Client


def typed(app, *words, password="kenari-biru-langit"):
    db.session.remove()
    return app.test_cli_runner().invoke(args=["accounts", "create-admin", *words], input=f"{password}\n{password}\n")


def test_the_administrator_can_sign_in(app):
    result = typed(app, "--username", "ani", "--name", "Ani")

    assert result.exit_code == 0
    assert "Akun ani dibuat" in result.output
    Client(app).sign_in("ani", "kenari-biru-langit")


def test_the_password_may_come_from_a_pipe(app):
    result = typed(app, "--username", "ani", "--password-stdin", "--json")

    assert json.loads(result.output) == {"username": "ani", "roles": ["admin"]}


@pytest.mark.parametrize(
    "username, password, words",
    [("officer", "kenari-biru-langit", "sudah dipakai"), ("ani", "pendek", "paling sedikit"), ("ani", "password123", "mudah ditebak")],
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_made(app, account, username, password, words):
    account("officer")
    result = typed(app, "--username", username, password=password)

    assert result.exit_code == 1
    assert words in result.output
    assert [one.username for one in db.session.query(Account)] == ["officer"]
