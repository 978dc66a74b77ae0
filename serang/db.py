"""The database session, the base of all tables and their column types."""

import json
import traceback
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from typing import Annotated

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ARRAY, JSON, DateTime, Engine, Identity, Integer, MetaData, Row, String, any_, event, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import TypeDecorator

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


DRIVERS = {"sqlite3", "psycopg"}


class MomentType(TypeDecorator):
    """A moment in UTC; kept without zone on SQLite, given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value, dialect):
        return value.replace(tzinfo=UTC) if value else None


Json = JSON().with_variant(JSONB(), "postgresql")
Id = Annotated[int, mapped_column(Integer, Identity(), primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Text = Annotated[str, mapped_column(String(300))]


class Base(DeclarativeBase):
    """Every table. `__audited__` tables have each change written into the act log.

    `__about__` names the column that holds the applicant a row speaks of, so that one person's
    history can be asked for. `__together__` lists fields that say one thing together, so that an act gives them back together
    or not at all. `__carries__` names, by table, what of that person an act moves with a row (the stage with a place): fields, and
    rows that it makes; they stay where the row stays. `__derived__` says which columns follow from others: their names, and the
    function that makes the followers of these. Who reads what of the log stands in audit/rules.py.
    """

    registry = registry(
        metadata=MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={datetime: MomentType, dict: Json, list: Json, str: String(300)},
    )
    __audited__ = False
    __about__: str | None = None
    __unlogged__: tuple[str, ...] = ()
    __together__: tuple[tuple[str, ...], ...] = ()
    __carries__: dict[str, tuple[str, ...]] = {}
    __derived__: tuple[tuple[tuple[str, ...], Callable[..., dict]], ...] = ()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.__audited__ and Integer in {type(column.type) for column in cls.__table__.primary_key}:
            # SQLite would give the number of a removed row to the next one, and the row could never come back.
            cls.__table__.dialect_options["sqlite"]["autoincrement"] = True


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})

_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading():
    """Transactions begun inside take no write lock (SQLite): for long looks at the data."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def set_reading(only: bool):
    """Say whether the coming transaction of this request only reads; see `reading`."""
    _reading.set(only)


@event.listens_for(Engine, "connect")
def _prepare(connection, record):
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection):
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def fetched(statement) -> list[Row]:
    """The rows of a statement that asks for columns, without what the session does for whole objects."""
    db.session.flush()
    return db.session.connection().execute(statement).all()


def is_sqlite() -> bool:
    """Whether the database of this app is SQLite (else PostgreSQL)."""
    return db.engine.dialect.name == "sqlite"


def one_of(column, values: Iterable):
    """The condition that a column has one of these values, however many: they travel as one."""
    if not is_sqlite():
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))


def references(model) -> list:
    """Every column of any table that names a row of this one, as the tables themselves say."""
    target = model.__table__
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is target
    ]


def model_of(table: str):
    """The class whose rows stand in the table; None for a table without one."""
    return next((mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name == table), None)


def trace(error: BaseException | None) -> str:
    """An error for the log, with where it came from. Of what a database says only the kind is told: it quotes what stands in rows."""
    told, quotes = "", False
    while error is not None:
        quotes = quotes or isinstance(error, StatementError) or type(error).__module__.partition(".")[0] in DRIVERS
        said = _kind(error) if quotes else str(error)
        told = "".join([*traceback.format_tb(error.__traceback__), f"{type(error).__name__}: {said}\n", told])
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


def _kind(error) -> str:
    said = getattr(error, "orig", None) or error
    return getattr(said, "sqlstate", None) or getattr(said, "sqlite_errorname", None) or ""


def as_json(value):
    """A column's value in a form that JSON can hold: days and moments in ISO writing."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value
