"""On the terminal: make the first administrator."""

import json
import sys

import click
from flask.cli import AppGroup

from serang.accounts import operations, words
from serang.common.refusals import Conflict
from serang.common.words import say
from serang.db import db
from serang.web.clock import now

group = AppGroup("accounts", help="Accounts of the people who work here.")


@group.command("create-admin")
@click.option("--username", required=True)
@click.option("--name", default="")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--json", "as_json", is_flag=True)
def create_admin(username, name, password_stdin, as_json):
    """Make an account with the role admin."""
    password = (
        sys.stdin.readline().rstrip("\n") if password_stdin else click.prompt("Kata sandi", hide_input=True, confirmation_prompt="Ulangi")
    )
    try:
        operations.create(username=username, name=name, password=password, roles=["admin"], at=now(), must_change_password=False)
    except Conflict as error:
        raise click.ClickException(say(error.reason)) from error
    db.session.commit()
    click.echo(json.dumps({"username": username, "roles": ["admin"]}) if as_json else words.made(username))
