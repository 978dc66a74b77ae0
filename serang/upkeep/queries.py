"""The backups that are there."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flask import current_app

from serang.upkeep.rules.keeping import too_old

_NAME = re.compile(r"serang-(\d{4}-\d{2}-\d{2})\.zip(?:\.age)?")


@dataclass(frozen=True)
class Kept:
    """The newest daily backup: when it was made (None: there is none), its bytes, and whether it is too old by now."""

    folder: Path
    at: datetime | None
    size: int
    old: bool


def folder() -> Path:
    """Where the daily backups lie."""
    return Path(current_app.config["BACKUPS"])


def days() -> list[date]:
    """The days of which there is a daily backup, oldest first."""
    found = (_NAME.fullmatch(path.name) for path in folder().glob("serang-*.zip*"))
    return sorted({date.fromisoformat(name[1]) for name in found if name})


def files_of(day: date) -> list[Path]:
    """The backups of that day, closed or open, the newest last."""
    there = (path for path in folder().glob(f"serang-{day.isoformat()}.zip*") if _NAME.fullmatch(path.name))
    return sorted(there, key=lambda path: path.stat().st_mtime)


def last_backup(at: datetime) -> Kept:
    """The newest daily backup, as it stands at that moment."""
    there = days()
    if not there:
        return Kept(folder(), None, 0, too_old(None, at))
    file = files_of(there[-1])[-1]
    return Kept(folder(), made_at(file), file.stat().st_size, too_old(made_at(file), at))


def made_at(file: Path) -> datetime:
    """When a backup file was written."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
