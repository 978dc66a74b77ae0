"""The app on a fresh database for each test, and clients that read every page like an editor."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from serang.accounts import operations as accounts
from serang.app import create_app
from serang.db import db
from serang.upkeep import operations as upkeep
from serang.web.clock import now
from tests import make as builders
from tests.client import Client

pytest_plugins = ["tests.databases", "tests.chromium"]
PASSWORD = "rahasia-panjang"


@pytest.fixture(scope="session")
def application(database_url, tmp_path_factory):
    """The app of this process, its database at the newest step; asked for by `app` only."""
    instance = tmp_path_factory.mktemp("instance")
    app = create_app(
        INSTANCE=instance,
        SQLALCHEMY_DATABASE_URI=database_url,
        CHEAP_PASSWORDS=True,
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        SECRET_KEY="only-for-tests",
        DEMO=False,
    )
    with app.app_context():
        from flask_migrate import upgrade

        upgrade(directory=str(Path(app.root_path) / "serang" / "migrations"))
        db.session.remove()
    app.clean = _clean_copy(app) if database_url.startswith("sqlite") else _truncate(app)
    return app


@pytest.fixture
def app(application):
    """The app on a database that holds only the first lists; inside an app context."""
    application.clean()
    with application.app_context():
        yield application
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def make(app):
    """Builders: make.applicant(full_name="Siti") is a valid thing, kept in the database."""
    return builders


@pytest.fixture
def account(app):
    """account("officer") is an account with that role, made once per test."""
    made = {}

    def of(role: str, sensitive: bool = False):
        if (role, sensitive) not in made:
            username = role + ("_s" if sensitive else "")
            made[role, sensitive] = accounts.create(
                username=username,
                name=f"{role.title()} Satu",
                password=PASSWORD,
                roles=[role],
                sensitive=sensitive,
                at=now(),
                must_change_password=False,
            )
            db.session.commit()
        return made[role, sensitive]

    return of


@pytest.fixture
def client_of(app, account):
    """client_of("head") is a signed-in client whose every page is inspected."""

    def of(role: str, sensitive: bool = False) -> Client:
        client = Client(app)
        client.sign_in(account(role, sensitive).username, PASSWORD)
        return client

    return of


@pytest.fixture
def officer(client_of):
    """A signed-in officer."""
    return client_of("officer")


@pytest.fixture
def head(client_of):
    """A signed-in head of office."""
    return client_of("head")


@pytest.fixture
def trainer(client_of):
    """A signed-in trainer."""
    return client_of("trainer")


@pytest.fixture
def viewer(client_of):
    """A signed-in viewer."""
    return client_of("viewer")


@pytest.fixture
def admin(client_of):
    """A signed-in administrator."""
    return client_of("admin")


@pytest.fixture
def guest(app):
    """Nobody signed in."""
    return Client(app)


def _clean_copy(app):
    """SQLite: the migrated file is kept aside and copied back before each test."""
    file = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    kept = file.with_suffix(".kept")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(kept)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")

    def clean():
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(kept, file)

    return clean


def _truncate(app):
    """PostgreSQL: every table emptied, the first lists put in again."""

    def clean():
        with app.app_context():
            db.session.remove()
            names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
            db.session.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            upkeep.seed()
            db.session.commit()
            db.session.remove()

    return clean
