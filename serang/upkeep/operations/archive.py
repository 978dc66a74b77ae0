"""A backup file: one zip with the database, the uploaded files, and a list with sizes and sums that proves both."""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from serang.common.refusals import Conflict

FORMAT, VERSION, LIST = "serang-backup", 1, "manifest.json"
PIECE = 1 << 20
# The comment at the end of the zip is the SHA-256 of all bytes before it.
SEAL = 64
# Scans and photos are compressed already.
STORED = {".jpg", ".jpeg", ".png", ".webp", ".pdf"}


def pack(target: Path, room: Path, entries: Iterable[tuple[str, Path]], about: dict) -> dict:
    """Write the file in full or not at all, readable by its owner only; gives its list. Read back before it counts.

    `room` is a folder on the same disk. Raises Conflict when the place cannot be written to.
    """
    part = room / "backup.zip"
    try:
        os.close(_closed(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as archive:
            sums = {name: _put(archive, name, source) for name, source in entries}
            archive.writestr(LIST, json.dumps({"format": FORMAT, "version": VERSION, **about, "entries": sums}))
            archive.comment = b"0" * SEAL
        _seal(part)
        listed = check(part)
        os.replace(part, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise Conflict("backup_unwritable", file=str(target), why=error.strerror or str(error)) from error
    return {**listed, "file": str(target)}


def check(file: Path) -> dict:
    """The list of a backup file, when every byte of it is as it was written.

    Raises Conflict: backup_missing, backup_foreign (no backup of ours), backup_newer, backup_damaged.
    """
    if not file.is_file():
        raise Conflict("backup_missing", file=str(file))
    with _opened(file) as archive:
        listed = _list_of(archive, file)
        if archive.comment != _digest(file):
            raise Conflict("backup_damaged", file=str(file))
        names = [name for name in archive.namelist() if name != LIST]
        if sorted(names) != sorted(listed["entries"]) or not all(map(_harmless, names)):
            raise Conflict("backup_damaged", file=str(file))
        for name, known in listed["entries"].items():
            if _sum(archive, name) != known:
                raise Conflict("backup_damaged", file=str(file))
    return {**listed, "file": str(file)}


def unpack(file: Path, folder: Path):
    """All that is in a checked file, into an empty folder."""
    with _opened(file) as archive:
        for name in archive.namelist():
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with archive.open(name) as source, open(target, "wb", opener=_closed) as out:
                shutil.copyfileobj(source, out, PIECE)


def _closed(path, flags):
    return os.open(path, flags, 0o600)


def _seal(part: Path):
    digest = _digest(part)
    with open(part, "r+b") as out:
        out.seek(-SEAL, os.SEEK_END)
        out.write(digest)
        out.flush()
        os.fsync(out.fileno())


def _digest(file: Path) -> bytes:
    """The sum of everything but the seal."""
    digest, left = hashlib.sha256(), file.stat().st_size - SEAL
    with open(file, "rb") as source:
        while left > 0 and (piece := source.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest().encode()


def _put(archive: zipfile.ZipFile, name: str, source: Path) -> dict:
    info = zipfile.ZipInfo.from_file(source, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_STORED if source.suffix.lower() in STORED else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with open(source, "rb") as bytes_in, archive.open(info, "w", force_zip64=True) as out:
        while piece := bytes_in.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def _sum(archive: zipfile.ZipFile, name: str) -> dict:
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as source:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}


@contextmanager
def _opened(file: Path):
    if not zipfile.is_zipfile(file):
        raise Conflict("backup_foreign", file=str(file))
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Conflict("backup_damaged", file=str(file)) from error


def _list_of(archive: zipfile.ZipFile, file: Path) -> dict:
    if LIST not in archive.namelist():
        raise Conflict("backup_foreign", file=str(file))
    try:
        listed = json.loads(archive.read(LIST))
    except ValueError as error:
        raise Conflict("backup_damaged", file=str(file)) from error
    if not isinstance(listed, dict) or listed.get("format") != FORMAT:
        raise Conflict("backup_foreign", file=str(file))
    if listed.get("version") != VERSION:
        raise Conflict("backup_newer", file=str(file))
    return listed


def _harmless(name: str) -> bool:
    """Whether a name stays inside the folder it is unpacked into."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _sync_folder(folder: Path):
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
