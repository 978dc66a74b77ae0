"""The whole office kept in one file, and brought back from it."""

import shutil
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from serang.accounts.operations import end_everybodys
from serang.common.refusals import Conflict
from serang.db import db, is_sqlite, reading
from serang.upkeep.operations import archive, dump_postgresql, dump_sqlite, encryption

KEPT = "before-restore-"


def backup(file: Path, *, at: datetime) -> dict:
    """Write database and uploaded files into one file, while people go on working; gives its list.

    The file is complete and checked, or not there. Raises Conflict: database_damaged, database_empty,
    backup_unwritable.
    """
    if _step() is None:
        raise Conflict("database_empty")
    target, closed_for = file.absolute(), encryption.recipient()
    # What will be closed never stands open on the disk of the backups.
    with _workroom(Path(current_app.instance_path) if closed_for else target.parent) as room:
        # The database first: files are only ever added, so each that a row names is there when it is read after.
        dumped, counts = _dump().write(room)
        about = {"made_at": at.isoformat(), "database": db.engine.dialect.name, "step": _step(), "counts": counts}
        packed = room / "whole.zip" if closed_for else target
        listed = archive.pack(packed, room, [*dumped, *_uploads()], about)
        if closed_for:
            encryption.close(packed, target, closed_for)
        return {**listed, "file": str(target)}


def restore(file: Path, *, at: datetime, key: str | None = None) -> dict:
    """Put back what a backup holds, all of it or nothing; gives its list, and under `kept` where the state before lies.

    Works while the server runs. Uploaded files that came later stay, and everybody signs in anew: a sign-in that was open
    when the backup was made may have been ended since. `key` opens a closed backup. Raises Conflict with
    the reason, and then nothing has changed: backup_missing, backup_foreign, backup_damaged, backup_newer,
    backup_other_database, backup_other_step, backup_needs_key, backup_wrong_key, database_busy.
    """
    instance = Path(current_app.instance_path)
    with _workroom(instance) as outer, _workroom(instance) as room:
        file = encryption.opened(file, outer, key) if encryption.is_closed(file) else file
        listed = archive.check(file)
        _refuse_unfit(listed)
        archive.unpack(file, room)
        _dump().check(room, listed)
        kept = _keep_present(instance, at)
        _put_files(room / "files", instance)
        db.session.remove()
        _dump().read(room, listed)
    db.engine.dispose()
    end_everybodys(at=at)
    db.session.commit()
    return {**listed, "kept": str(kept) if kept else None}


def _dump():
    return dump_sqlite if is_sqlite() else dump_postgresql


def _refuse_unfit(listed: dict):
    """A backup of the other kind of database, or of tables this program does not have."""
    if listed["database"] != db.engine.dialect.name:
        raise Conflict("backup_other_database", database=listed["database"])
    steps = ScriptDirectory(current_app.extensions["migrate"].directory)
    if listed["step"] not in {step.revision for step in steps.walk_revisions()}:
        raise Conflict("backup_newer", file=listed["file"])
    if not is_sqlite() and listed["step"] != _step():
        raise Conflict("backup_other_step", step=listed["step"])


def _step() -> str | None:
    """The schema step of the present database; None where there are no tables (or nothing readable)."""
    db.session.rollback()
    try:
        with reading():
            known = inspect(db.session.connection()).has_table("alembic_version")
            return db.session.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    except DBAPIError:
        return None
    finally:
        db.session.rollback()


def _keep_present(instance: Path, at: datetime) -> Path | None:
    """The present state beside the database: as a backup, or, when it is too damaged for one, its bare files."""
    name = f"{KEPT}{at:%Y%m%d-%H%M%S-%f}"
    try:
        backup(kept := instance / f"{name}{encryption.ending()}", at=at)
    except Conflict as refusal:
        if refusal.reason.code not in ("database_empty", "database_damaged"):
            raise
        return dump_sqlite.keep_bare(instance / name) if is_sqlite() else None
    return kept


def _uploads():
    """Every uploaded file: all that lies in a folder of the instance, with the name it gets in the backup."""
    instance, backups = Path(current_app.instance_path).resolve(), Path(current_app.config["BACKUPS"])
    folders = [
        entry for entry in sorted(instance.iterdir()) if entry.is_dir() and entry != backups and not entry.name.startswith((KEPT, "."))
    ]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            # A name that begins with a dot is half an upload.
            if path.is_file() and not path.name.startswith("."):
                yield f"files/{path.relative_to(instance).as_posix()}", path


def _put_files(source: Path, instance: Path):
    """Each file in its place in one step; what is there already with the same bytes stays untouched."""
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        target = instance / path.relative_to(source)
        if not path.is_file() or (target.is_file() and target.read_bytes() == path.read_bytes()):
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(target)


@contextmanager
def _workroom(beside: Path):
    """A closed folder on the same disk, gone afterwards."""
    try:
        room = Path(tempfile.mkdtemp(prefix=".upkeep-", dir=beside))
    except OSError as error:
        raise Conflict("backup_unwritable", file=str(beside), why=error.strerror or str(error)) from error
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
