"""The tables of PostgreSQL written out and read in with COPY, each time in one transaction of one moment."""

from pathlib import Path

from sqlalchemy import Identity, text
from sqlalchemy.exc import DBAPIError

from serang.common.refusals import Conflict
from serang.db import db

FOLDER, PIECE = "tables", 1 << 20
MOST_SECONDS = 15


def write(room: Path) -> tuple[list[tuple[str, Path]], dict[str, int]]:
    """Every table as of one moment; gives the entries for the backup and the rows of each table."""
    (room / FOLDER).mkdir()
    db.session.rollback()
    db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    counts = {table.name: _write(table, _path(room, table)) for table in _tables()}
    db.session.rollback()
    return [(f"{FOLDER}/{table.name}.copy", _path(room, table)) for table in _tables()], counts


def check(room: Path, listed: dict):
    """Raises Conflict when a table is missing or has other rows than the list names."""
    if set(listed["counts"]) != {table.name for table in _tables()}:
        raise Conflict("backup_damaged", file=listed["file"])
    for table in _tables():
        if not _path(room, table).is_file() or _lines(_path(room, table)) != listed["counts"][table.name]:
            raise Conflict("backup_damaged", file=listed["file"])


def read(room: Path, listed: dict):
    """Empty all tables and fill them again, in one transaction; those who work wait for it."""
    try:
        db.session.execute(text(f"SET LOCAL lock_timeout = '{MOST_SECONDS}s'"))
        db.session.execute(text(f"TRUNCATE {', '.join(map(_quoted, _tables()))} RESTART IDENTITY"))
        for table in _tables():
            _read(table, _path(room, table))
        for table in _tables():
            _count_on(table)
        db.session.commit()
    except DBAPIError as error:
        db.session.rollback()
        raise Conflict("database_busy") from error
    except Exception as error:
        db.session.rollback()
        # The driver's own error, raised while rows were copied.
        raise Conflict("backup_damaged", file=listed["file"]) from error


def _tables():
    return db.metadata.sorted_tables


def _path(room: Path, table) -> Path:
    return room / FOLDER / f"{table.name}.copy"


def _write(table, path: Path) -> int:
    with open(path, "wb") as out, _cursor().copy(f"COPY {_named(table)} TO STDOUT") as rows:
        for piece in rows:
            out.write(piece)
    return _lines(path)


def _read(table, path: Path):
    with open(path, "rb") as source, _cursor().copy(f"COPY {_named(table)} FROM STDIN") as rows:
        while piece := source.read(PIECE):
            rows.write(piece)


def _lines(path: Path) -> int:
    """COPY writes one line per row; a line end within a value is written as two signs."""
    with open(path, "rb") as source:
        return sum(piece.count(b"\n") for piece in iter(lambda: source.read(PIECE), b""))


def _count_on(table):
    """New rows get numbers after the last one that was read."""
    for column in table.columns:
        if isinstance(column.server_default, Identity):
            last = db.session.scalar(text(f'SELECT max("{column.name}") FROM {_quoted(table)}'))
            db.session.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :last, :used)"),
                {"table": _quoted(table), "column": column.name, "last": last or 1, "used": last is not None},
            )


def _cursor():
    return db.session.connection().connection.cursor()


def _named(table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.computed is None)
    return f"{_quoted(table)} ({columns})"


def _quoted(table) -> str:
    return f'"{table.name}"'
