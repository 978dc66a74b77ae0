"""Before the first page: the database at the newest step, the demo filled, the next command named."""

import logging
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import text

from serang.db import db

ROOT = Path(__file__).parent.parent
MIGRATIONS = ROOT / "serang" / "migrations"
DEMO = ["--applicants", "1200", "--orders", "30", "--seed", "1"]


def prepare(app):
    """Migrate if there is something to migrate, then print what the person at the terminal needs next.

    Raises ValueError with plain sentences when the database must not be used.
    """
    with app.app_context():
        migrate(app)
        if app.config["DEMO"]:
            print(_demo_logins(app), flush=True)
        elif not _someone_may_sign_in():
            print("No account yet. Make the first administrator in a second window:", flush=True)
            print(f"  {_python()} -m flask --app wsgi accounts create-admin --username NAME", flush=True)
        # A connection opened before the fork must not be shared after it.
        db.engine.dispose()


def migrate(app):
    """Bring the tables to the newest step; does nothing when they are there already.

    Raises ValueError when the database is newer than the program.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    steps = ScriptDirectory(MIGRATIONS)
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_heads()
    if here == tuple(steps.get_heads()):
        return
    known = {step.revision for step in steps.walk_revisions()}
    if unknown := set(here) - known:
        raise ValueError(f"The database is newer than this program (step {', '.join(unknown)}). Start the newer one.")
    if here:
        _keep_copy(app, here[0])
    print("Bringing the database to its newest step ...", flush=True)
    upgrade(directory=str(MIGRATIONS))


def _keep_copy(app, step: str):
    """Before the tables change, an SQLite database is copied whole into the instance folder."""
    file = _sqlite_file(app)
    if file is None:
        return
    target = file.with_name(f"{file.stem}-before-{step}-{time.strftime('%Y%m%d-%H%M%S')}.sqlite")
    with sqlite3.connect(file) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    print(f"The database as it was is kept in {target}", flush=True)


def _sqlite_file(app) -> Path | None:
    uri = app.config["SQLALCHEMY_DATABASE_URI"]
    return Path(uri.removeprefix("sqlite:///")) if uri.startswith("sqlite:///") else None


def _someone_may_sign_in() -> bool:
    with db.engine.connect() as connection:
        return connection.execute(text("SELECT 1 FROM accounts LIMIT 1")).first() is not None


def _demo_logins(app) -> str:
    """The sign-ins of the demo, whose people are invented once; half a filling begins anew."""
    database = _sqlite_file(app)
    if database is None or database.name != "demo.sqlite":
        raise ValueError("The demo has a database of its own: take SERANG_DATABASE_URL out of the environment.")
    kept = database.with_name("demo-logins.txt")
    if kept.exists():
        return kept.read_text().rstrip()
    if _someone_may_sign_in():
        return "The demo was filled by hand; its logins are those that were printed then."
    print("Inventing people for the demo ...", flush=True)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "upkeep", "demo", *DEMO]
    filled = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    if filled.returncode:
        raise ValueError(f"The demo could not be filled. Remove {database} and start again.\n{filled.stdout}")
    kept.write_text(filled.stdout)
    return filled.stdout.rstrip()


def _python() -> str:
    return os.path.relpath(sys.prefix, ROOT) + ("\\Scripts\\python" if sys.platform == "win32" else "/bin/python")
