"""Uploaded files kept under instance/files and fetched again: checked, named by their content, never by what was typed.

A kept file is what its ending says: JPEG and PNG were really decoded, a PDF begins and ends as one. The name is the
SHA-256 of the content, so that damage is seen when the file is read, and no path from outside is ever used.
"""

import hashlib
import os
import re
import tempfile
import warnings
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from flask import Response, current_app
from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
SCAN_MB = 10
PHOTO_MB = 10
PHOTO = (600, 800)
MOST_PIXELS = 40_000_000
TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
_NAME = re.compile(r"[0-9a-f]{64}\.(jpg|png|pdf)")
# Phones write several pictures into one file (MPO); the first is the photo.
_FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png"}
_END = {"jpg": b"\xff\xd9", "png": b"IEND\xaeB`\x82", "pdf": b"%%EOF"}
# A file that is a page or a program as well; behind its end it may also carry an archive.
_PROGRAM = re.compile(rb"<script|<\?php|<!doctype html|<html", re.IGNORECASE)
_TAIL = re.compile(rb"\s*\0*(PK\x03\x04|MZ|\x7fELF|Rar!|7z\xbc\xaf|%PDF-|<|#!)")
# What a PDF can carry that acts by itself when it is opened.
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
# How a letter of a name may be written in a PDF: /J#61vaScript.
_LETTER = re.compile(rb"#([0-9a-fA-F]{2})")


class BadFile(Exception):
    """An upload that cannot be kept; `code` and `values` say why: file_empty, file_big(megabytes, most), file_type,
    file_broken, file_pixels(most), file_active, file_mixed."""

    def __init__(self, code: str, **values):
        super().__init__(code)
        self.code, self.values = code, values


class GoneFile(Exception):
    """A kept file is not there, or is no longer what was kept."""


@dataclass(frozen=True)
class Kept:
    """A file that was kept: its name, its type, its size in bytes."""

    name: str
    type: str
    size: int


def keep_photo(upload, *, most_mb: int = PHOTO_MB) -> Kept:
    """Keep a portrait: decoded, turned upright, cut to 3 by 4, written anew as JPEG without anything hidden in it.

    `upload` is a file to read from, or bytes. Raises BadFile.
    """
    picture = _decoded(_read(upload, most_mb), shrink=True)
    upright = ImageOps.exif_transpose(picture)
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(
        upright, mask=upright.convert("RGBA").getchannel("A") if "A" in upright.getbands() or "transparency" in upright.info else None
    )
    fitted = ImageOps.fit(flat, _size(flat.size), Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    out = BytesIO()
    fitted.save(out, "JPEG", quality=86, optimize=True)
    return _store(out.getvalue(), "jpg")


def keep_scan(upload, *, most_mb: int = SCAN_MB) -> Kept:
    """Keep a scan: a PDF as it is, once it is nothing but one; a picture upright and written anew, without what hides
    in it (place, remarks, a tail). Raises BadFile.
    """
    content = _read(upload, most_mb)
    if content.startswith(b"%PDF-"):
        return _store(_checked_pdf(content), "pdf")
    picture = _decoded(content)
    ending = _FORMATS[picture.format]
    if _mixed(content, _END[ending]):
        raise BadFile("file_mixed")
    return _store(_written_anew(picture, ending), ending)


def fetch(name: str) -> bytes:
    """The content of a kept file. Raises GoneFile when there is none of that name, or its content is damaged."""
    try:
        content = _place(name).read_bytes()
    except (OSError, ValueError) as error:
        raise GoneFile(name) from error
    if hashlib.sha256(content).hexdigest() != name.partition(".")[0]:
        raise GoneFile(name)
    return content


def answer(name: str, *, called: str, download: bool = False) -> Response:
    """The kept file as an answer: its type from our own list, shown in a closed box or saved under a plain name.

    Raises GoneFile.
    """
    content, ending = fetch(name), name.rpartition(".")[2]
    way = "attachment" if download else "inline"
    plain = re.sub(r"[^\w .()-]+", "_", called).strip(" .")[:80] or "berkas"
    response = Response(content, mimetype=TYPES[ending])
    response.headers["Content-Disposition"] = (
        f"{way}; filename=\"{_ascii(plain)}.{ending}\"; filename*=UTF-8''{quote(plain, safe='')}.{ending}"
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def sweep(used: set[str], *, before: datetime) -> int:
    """Remove kept files that no row names and that are older than `before`; gives how many."""
    removed = 0
    for path in _folder().glob("*/*"):
        old = path.stat().st_mtime < before.timestamp()
        if old and path.name not in used:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _read(upload, most_mb) -> bytes:
    content = upload if isinstance(upload, bytes) else upload.read(most_mb * MEGABYTE + 1)
    if not content:
        raise BadFile("file_empty")
    if len(content) > most_mb * MEGABYTE:
        raise BadFile("file_big", most=most_mb)
    return content


def _decoded(content: bytes, *, shrink=False) -> Image.Image:
    """The picture, really decoded; its size is looked at before its pixels are."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
            if picture.width * picture.height > MOST_PIXELS:
                raise BadFile("file_pixels", most=MOST_PIXELS // 1_000_000)
            if shrink and picture.format == "JPEG":
                picture.draft("RGB", (PHOTO[0] * 2, PHOTO[1] * 2))
            picture.load()
    except UnidentifiedImageError as error:
        raise BadFile("file_type") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadFile("file_pixels", most=MOST_PIXELS // 1_000_000) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise BadFile("file_broken") from error
    return picture


def _checked_pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise BadFile("file_broken")
    if _ACTIVE.search(_LETTER.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise BadFile("file_active")
    if _mixed(content, _END["pdf"]):
        raise BadFile("file_mixed")
    return content


def _mixed(content: bytes, end: bytes) -> bool:
    """Whether the file is something else besides: a page, a program, an archive behind its end."""
    return bool(_PROGRAM.search(content) or _TAIL.match(content[content.rfind(end) + len(end) :]))


def _written_anew(picture: Image.Image, ending: str) -> bytes:
    out = BytesIO()
    upright = ImageOps.exif_transpose(picture)
    upright.info.clear()
    if ending == "png":
        upright.save(out, "PNG")
    else:
        (upright if upright.mode in ("RGB", "L") else upright.convert("RGB")).save(out, "JPEG", quality=90)
    return out.getvalue()


def _size(size) -> tuple[int, int]:
    """The largest 3 by 4 that fits into the picture, at most PHOTO."""
    width = min(PHOTO[0], size[0], size[1] * 3 // 4)
    return max(3, width), max(4, width * 4 // 3)


def _store(content: bytes, ending: str) -> Kept:
    """Write aside, make sure it is on the disk, then give it its name: there is never half a file under a name."""
    name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
    place = _place(name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(aside, place)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return Kept(name, TYPES[ending], len(content))


def _place(name: str) -> Path:
    if not _NAME.fullmatch(name or ""):
        raise ValueError(name)
    return _folder() / name[:2] / name


def _folder() -> Path:
    folder = Path(current_app.instance_path) / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode().strip() or "berkas"
