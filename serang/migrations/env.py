"""Runs the schema steps; foreign keys are off meanwhile on SQLite, since rebuilding a table would delete its children."""

from alembic import context
from flask import current_app

from serang.db import db
from serang.upkeep.operations import seed


def ours(thing, name, kind, reflected, compare_to):
    """Leave the search index of SQLite and the trigram index of PostgreSQL out of comparisons."""
    return not (name or "").startswith(("applicants_fts", "ix_applicants_trigram"))


def run():
    """Upgrade or compare within one connection, then put the first code lists into an empty database."""
    arguments = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection:
        if sqlite := connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(connection=connection, target_metadata=db.metadata, include_object=ours, **arguments)
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    if getattr(context.config.cmd_opts, "autogenerate", None) is None and not arguments.get("compare_only"):
        _seed()


def _seed():
    if db.inspect(db.engine).has_table("stages"):
        seed()
        db.session.commit()


run()
