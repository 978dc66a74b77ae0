"""Backups that only the owner of a key kept elsewhere can open (age, https://age-encryption.org/v1)."""

import os
from pathlib import Path

import pyrage
from flask import current_app

from serang.common.refusals import Conflict

MARK = b"age-encryption.org/v1"


def new_key() -> tuple[str, str]:
    """A key to print and lock away, and the recipient that the server is told: with it backups can only be closed."""
    key = pyrage.x25519.Identity.generate()
    return str(key), str(key.to_public())


def recipient() -> str | None:
    """Whom backups are closed for; None: they stay open."""
    return current_app.config["BACKUP_RECIPIENT"]


def ending() -> str:
    """How the name of a backup ends."""
    return ".zip.age" if recipient() else ".zip"


def close(file: Path, target: Path, closed_for: str):
    """Write the file's bytes closed to `target`, in full or not at all. Raises Conflict when it cannot be written."""
    part = target.with_name(f".{target.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        pyrage.encrypt_file(str(file), str(part), [pyrage.x25519.Recipient.from_str(closed_for)])
        os.replace(part, target)
    except (OSError, pyrage.EncryptError) as error:
        part.unlink(missing_ok=True)
        raise Conflict("backup_unwritable", file=str(target), why=getattr(error, "strerror", "") or str(error)) from error


def is_closed(file: Path) -> bool:
    """Whether a backup needs a key."""
    if not file.is_file():
        return False
    with open(file, "rb") as source:
        return source.read(len(MARK)) == MARK


def opened(file: Path, room: Path, key: str | None) -> Path:
    """The backup with its bytes readable, in the folder `room`. Raises Conflict: backup_needs_key,
    backup_wrong_key, backup_damaged."""
    if not key:
        raise Conflict("backup_needs_key", file=str(file))
    plain = room / "opened.zip"
    os.close(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        identity = pyrage.x25519.Identity.from_str(key.strip())
        pyrage.decrypt_file(str(file), str(plain), [identity])
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise Conflict("backup_wrong_key", file=str(file)) from error
    except OSError as error:
        raise Conflict("backup_damaged", file=str(file)) from error
    return plain
