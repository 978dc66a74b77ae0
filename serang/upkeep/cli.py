"""On the terminal: demo people, backup, restore."""

import json
import secrets
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from serang.common.refusals import Conflict
from serang.common.words import say
from serang.db import db
from serang.matching import operations as matching
from serang.upkeep import words
from serang.upkeep.operations import backup as backups
from serang.upkeep.operations import demo as invented
from serang.upkeep.operations import encryption
from serang.web.clock import now, today

group = AppGroup("upkeep", help="Demo people, backup and restore.")

# Only in the database of ./run --demo, which holds nobody real; anywhere else the password is drawn anew.
DEMO_PASSWORD = "contoh-serang"


@group.command("demo")
@click.option("--applicants", type=click.IntRange(0, 500_000), default=1200, show_default=True, help="How many people.")
@click.option("--orders", type=click.IntRange(0, 10_000), default=30, show_default=True, help="How many job orders.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same number gives the same people.")
@click.option("--today", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day they are invented for; else today.")
@click.option("--json", "as_json", is_flag=True)
def demo(applicants, orders, seed, on, as_json):
    """Fill an empty database with invented people, match them once, and print one login per role."""
    password = DEMO_PASSWORD if current_app.config["DEMO"] else secrets.token_urlsafe(12)
    day = on.date() if on else today()
    with _refusals():
        made, logins = invented.fill(
            applicants=applicants,
            orders=orders,
            seed=seed,
            on=day,
            at=now(),
            password=password,
        )
        db.session.commit()
        matching.propose(on=day, at=now(), account_id=None)
        db.session.commit()
    logins = [{**login, "password": password if login.pop("new") else None} for login in logins]
    click.echo(json.dumps({"made": made, "logins": logins}) if as_json else words.demo(made, logins))


@group.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True)
def backup(file, as_json):
    """Keep database and uploaded files in one FILE, while people go on working."""
    with _refusals():
        listed = backups.backup(file, at=now())
    click.echo(json.dumps({"file": str(file.absolute()), **_told(listed)}) if as_json else words.backup(str(file), listed))


@group.command("key")
def key():
    """Make a key for backups that only its owner can open; prints it once and keeps it nowhere."""
    click.echo(words.key(*encryption.new_key()))


@group.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--key", "key_file", type=click.File(), help="File with the key that opens a closed backup.")
@click.option("--json", "as_json", is_flag=True)
def restore(file, key_file, as_json):
    """Bring back what FILE holds; the present state is kept beside the database first."""
    with _refusals():
        listed = backups.restore(file, at=now(), key=key_file.read() if key_file else None)
    click.echo(json.dumps({"kept": listed["kept"], **_told(listed)}) if as_json else words.restored(listed))


def _told(listed: dict) -> dict:
    uploads = sum(name.startswith("files/") for name in listed["entries"])
    return {"made_at": listed["made_at"], "database": listed["database"], "files": uploads, "counts": listed["counts"]}


@contextmanager
def _refusals():
    """A refusal ends the command with its sentence."""
    try:
        yield
    except Conflict as error:
        db.session.rollback()
        raise click.ClickException(say(error.reason)) from error
