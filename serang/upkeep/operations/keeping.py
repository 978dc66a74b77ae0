"""The backup of every day, made without being asked."""

from datetime import datetime

from flask import current_app

from serang.common.refusals import Conflict
from serang.i18n import OFFICE_ZONE
from serang.upkeep import queries
from serang.upkeep.operations import encryption
from serang.upkeep.operations.backup import backup
from serang.upkeep.rules import keeping


def keep_daily(*, at: datetime) -> dict | None:
    """Make today's backup, or make it anew when it is four hours old, then drop those no longer needed; gives its list,
    None when there was nothing to do.

    The demo keeps nothing: nobody in it is real. Raises Conflict as `backup` does; older backups stay then.
    """
    if current_app.config["DEMO"]:
        return None
    file = queries.folder() / f"serang-{at.astimezone(OFFICE_ZONE).date().isoformat()}{encryption.ending()}"
    if file.exists() and at - queries.made_at(file) < keeping.EVERY:
        return None
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Conflict("backup_unwritable", file=str(file.parent), why=error.strerror or str(error)) from error
    listed = backup(file, at=at)
    for day in keeping.dropped(queries.days()):
        for old in queries.files_of(day):
            old.unlink(missing_ok=True)
    return listed
