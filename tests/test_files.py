"""Uploads are what they claim, named by their content, fetched unchanged or not at all."""

import stat
import struct
import time
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from serang import files

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def picture(form="JPEG", size=(600, 800), colour="navy", **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims 20,000 by 20,000 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def decoded(name):
    return Image.open(BytesIO(files.fetch(name)))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_portrait_is_cut_to_three_by_four(app, form):
    kept = files.keep_photo(picture(form, (1600, 900)))

    assert kept.type == "image/jpeg"
    assert decoded(kept.name).size == (600, 800)


def test_a_small_portrait_is_not_blown_up(app):
    assert decoded(files.keep_photo(picture(size=(90, 120))).name).size == (90, 120)


def test_a_portrait_is_turned_upright_and_loses_what_is_hidden_in_it(app):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "GPS -6.1200, 106.1503"
    sideways = picture(size=(800, 600), exif=exif) + b"<script>alert(1)</script>"

    kept = files.keep_photo(sideways)

    content = files.fetch(kept.name)
    assert decoded(kept.name).size == (600, 800)
    assert not decoded(kept.name).getexif()
    assert b"GPS" not in content
    assert b"<script>" not in content


def test_a_see_through_portrait_stands_on_white(app):
    out = BytesIO()
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).save(out, "PNG")

    assert decoded(files.keep_photo(out.getvalue()).name).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "file_empty"),
        (b"x", "file_type"),
        (b"GIF89a" + b"\0" * 50, "file_type"),
        (b"<?php system($_GET['c']); ?>", "file_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_type"),
        (picture()[:400], "file_broken"),
        (picture("PNG")[:60], "file_broken"),
        (picture("BMP"), "file_type"),
        (PDF, "file_type"),
    ],
)
def test_what_is_no_picture_is_refused(app, content, code):
    with pytest.raises(files.BadFile) as refused:
        files.keep_photo(content)

    assert refused.value.code == code


def test_too_many_pixels_are_refused_before_they_are_unpacked(app):
    started = time.monotonic()

    with pytest.raises(files.BadFile) as refused:
        files.keep_photo(bomb())

    assert refused.value.code == "file_pixels"
    assert time.monotonic() - started < 1


def test_too_many_bytes_are_refused_without_reading_on(app):
    class Endless:
        taken = 0

        def read(self, size):
            Endless.taken += size
            return b"\xff" * size

    with pytest.raises(files.BadFile) as refused:
        files.keep_scan(Endless())

    assert (refused.value.code, refused.value.values) == ("file_big", {"most": 10})
    assert Endless.taken <= 10 * 1024 * 1024 + 1


def test_a_pdf_comes_back_byte_for_byte(app):
    kept = files.keep_scan(BytesIO(PDF))

    assert kept.name.endswith(".pdf")
    assert files.fetch(kept.name) == PDF


@pytest.mark.parametrize("form, ending", [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_is_written_anew_without_what_hides_in_it(app, form, ending):
    told = Image.Exif()
    told[0x010E], told[0x0112] = "lintang -6.1", 6
    content = picture(form, size=(600, 400), exif=told) + b"rahasia"

    kept = files.keep_scan(BytesIO(content))

    assert kept.name.endswith(f".{ending}")
    assert decoded(kept.name).size == (400, 600)
    assert not dict(decoded(kept.name).getexif())
    assert b"rahasia" not in files.fetch(kept.name)
    assert b"lintang" not in files.fetch(kept.name)


def test_the_first_picture_of_a_phone_is_kept(app):
    out = BytesIO()
    Image.new("RGB", (60, 80), "navy").save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 80), "red")])

    kept = files.keep_scan(out.getvalue())

    assert decoded(kept.name).format == "JPEG"
    assert decoded(kept.name).getpixel((5, 5))[0] < 50


@pytest.mark.parametrize(
    "content",
    [
        picture() + b"<script>alert(1)</script>",
        picture("PNG") + b"<?php system('id'); ?>",
        picture() + b"PK\x03\x04" + b"\0" * 40,
        picture("PNG") + b"MZ" + b"\0" * 40,
        PDF + b"PK\x03\x04" + b"\0" * 40,
        PDF + b"<html>",
        PDF.replace(b"/Type", b"(<script>) /Type"),
        picture() + PDF,
    ],
)
def test_a_file_that_is_two_things_is_refused(app, content):
    with pytest.raises(files.BadFile) as refused:
        files.keep_scan(content)

    assert refused.value.code == "file_mixed"


@pytest.mark.parametrize(
    "content, code",
    [
        (PDF[:30], "file_broken"),
        (PDF.replace(b"/Type", b"/OpenAction << /S /JavaScript /JS (app.alert) >> /Type"), "file_active"),
        (PDF.replace(b"/Type", b"/OpenAction << /S /J#61vaScript /#4a#53 (app.alert) >> /Type"), "file_active"),
        (PDF.replace(b"/Type", b"/Launch /Type"), "file_active"),
        (PDF.replace(b"/Type", b"/Launc#68 /Type"), "file_active"),
        (b"PK\x03\x04" + b"\0" * 100, "file_type"),
    ],
)
def test_a_pdf_that_is_broken_or_acts_is_refused(app, content, code):
    with pytest.raises(files.BadFile) as refused:
        files.keep_scan(content)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../secret_key",
        "/etc/passwd",
        "C:\\windows\\win.ini",
        "..\\..\\x.pdf",
        "a" * 64 + ".php",
        "A" * 64 + ".jpg",
        "0" * 64 + ".jpg\n",
        "0" * 64 + ".jpg/../../x",
        "0" * 64 + ".jpg%00",
        "NUL",
        "x" * 300,
        "\u202e" + "0" * 64 + ".jpg",
        None,
    ],
)
def test_no_name_from_outside_reaches_another_file(app, name):
    with pytest.raises(files.GoneFile):
        files.fetch(name)


def test_damage_is_seen(app):
    kept = files.keep_scan(PDF)
    place = Path(app.instance_path) / "files" / kept.name[:2] / kept.name
    place.write_bytes(PDF.replace(b"Catalog", b"Katalog"))

    with pytest.raises(files.GoneFile):
        files.fetch(kept.name)


def test_files_are_closed_to_others(app):
    kept = files.keep_scan(PDF)
    place = Path(app.instance_path) / "files" / kept.name[:2] / kept.name

    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_an_answer_has_our_type_a_closed_box_and_a_plain_name(app):
    kept = files.keep_scan(PDF)

    shown, saved = files.answer(kept.name, called="paspor"), files.answer(kept.name, called='../a"\r\nX: y<é>', download=True)

    assert shown.mimetype == "application/pdf"
    assert shown.headers["Content-Disposition"].startswith('inline; filename="paspor.pdf"')
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="_a_X_ y__.pdf"')


def test_what_no_row_names_is_swept_when_old(app):
    used, left = files.keep_scan(PDF), files.keep_scan(picture())
    later = datetime.now(UTC) + timedelta(hours=2)

    assert files.sweep({used.name}, before=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert files.sweep({used.name}, before=later) >= 1
    assert files.fetch(used.name) == PDF
    with pytest.raises(files.GoneFile):
        files.fetch(left.name)
