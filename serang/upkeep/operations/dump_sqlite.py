"""The SQLite database copied and put back by SQLite's own backup, never as a bare file while it is in use."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from serang.common.refusals import Conflict
from serang.db import db

NAME = "database.sqlite"


def write(room: Path) -> tuple[list[tuple[str, Path]], dict[str, int]]:
    """A copy of one moment, looked through by SQLite; gives the entries for the backup and the rows of each table."""
    copy = room / NAME
    try:
        with closing(sqlite3.connect(_file())) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            _look_through(target)
            return [(NAME, copy)], _counts(target)
    except sqlite3.DatabaseError as error:
        raise Conflict("database_damaged") from error


def check(room: Path, listed: dict):
    """Raises Conflict when the copy in the room is not a whole database with the rows the list names."""
    try:
        with closing(sqlite3.connect(room / NAME)) as copy:
            _look_through(copy)
            if _counts(copy) == listed["counts"]:
                return
    except (sqlite3.DatabaseError, Conflict):
        pass
    raise Conflict("backup_damaged", file=listed["file"])


def read(room: Path, listed: dict):
    """Put the copy in the place of the database, in one transaction; those who work see the old or the new one."""
    db.engine.dispose()
    try:
        with closing(sqlite3.connect(room / NAME)) as source, closing(sqlite3.connect(_file())) as target:
            source.backup(target)
    except sqlite3.DatabaseError:
        # What lies there is no database any more (its bare files are kept): it gives way.
        for suffix in ("-wal", "-shm"):
            Path(f"{_file()}{suffix}").unlink(missing_ok=True)
        os.replace(room / NAME, _file())


def keep_bare(folder: Path) -> Path | None:
    """Copy the files of a database that cannot be read any more; None when there are none or they hold nothing."""
    files = [path for suffix in ("", "-wal", "-shm") if (path := Path(f"{_file()}{suffix}")).is_file()]
    if not any(path.stat().st_size for path in files):
        return None
    folder.mkdir(mode=0o700)
    for path in files:
        shutil.copyfile(path, folder / path.name)
    return folder


def _file() -> Path:
    return Path(db.engine.url.database)


def _look_through(copy: sqlite3.Connection):
    sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not sound or copy.execute("PRAGMA foreign_key_check").fetchone():
        raise Conflict("database_damaged")


def _counts(copy: sqlite3.Connection) -> dict[str, int]:
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = [table.name for table in db.metadata.sorted_tables if table.name in there]
    return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
