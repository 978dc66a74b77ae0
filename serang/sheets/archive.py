"""What kind of file this is, and whether it may be unpacked: looked at before any library opens it."""

import io
import re
import zipfile

from serang.sheets.cells import MAX_COLUMNS, MAX_ROWS, Unreadable

PLAIN = "text"
MAX_PARTS = 2_000
MAX_UNPACKED = 400 * 1024**2
MAX_RATIO = 100
SMALL_ENOUGH = 10 * 1024**2  # below this a good compression is no attack: an empty form shrinks well

_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|table|meta|style|script)\b", re.I)
_FAR = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]{0,200}?\br\s*=\s*["']([A-Z]{3}\d+|(?:[H-Z][A-Z]|G[S-Z])\d+|[A-Z]{1,3}[1-9]\d{5,})["'](?:[^<>]*[^<>/])?>"""
)


def kind_of(data: bytes, ending: str) -> str:
    """xlsx, xlsb, xls, ods or PLAIN, told from the bytes. Raises Unreadable for anything else."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data, ending)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted")
        return "xls"
    if data.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02")) and ending == ".xls":
        return "xls"  # a sheet of Excel 5 and older, without the container
    if _HTML.search(_bare(data[:4096])):
        raise Unreadable("html")
    if _binary(data):
        raise Unreadable("wrong_type", ending=ending)
    return PLAIN


def check(data: bytes, kind: str) -> None:
    """Refuse a zip whose parts are too many or unpack to too much. Raises Unreadable("bomb")."""
    if kind == "xls":
        return
    parts = _parts(data)
    unpacked = sum(part.file_size for part in parts)
    large = [part for part in parts if part.file_size > SMALL_ENOUGH]
    worst = max((part.file_size / max(part.compress_size, 1) for part in large), default=0)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or worst > MAX_RATIO:
        raise Unreadable("bomb")


def check_far_cells(path: str) -> None:
    """Refuse an xlsx with a filled cell beyond the rows and columns we take, and name that cell.

    The reading library reserves memory for the whole rectangle up to the farthest cell; this must be known before.
    """
    if not path.endswith(".xlsx"):
        return
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name, re.I):
                with book.open(name) as stream:
                    _refuse_far(stream)


def _refuse_far(stream):
    kept = b""
    while block := stream.read(1 << 20):
        for found in _FAR.finditer(kept + block):
            cell = found.group(1).decode()
            if _beyond(cell):
                raise Unreadable("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS, cell=cell)
        kept = block[-300:]


def _beyond(cell):
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column > MAX_COLUMNS or int(cell[len(letters) :]) > MAX_ROWS


def _kind_of_zip(data, ending):
    names = {part.filename for part in _parts(data)}
    lower = {name.lower() for name in names}
    if "xl/workbook.xml" in lower:
        return "xlsx"
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "content.xml" in names and b"opendocument.spreadsheet" in data[:200] + _member(data, "mimetype", 200):
        if b"encryption-data" in _member(data, "META-INF/manifest.xml", 1 << 20):
            raise Unreadable("encrypted")
        return "ods"
    raise Unreadable("wrong_type", ending=ending)


def _parts(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return book.infolist()
    except Exception:
        raise Unreadable("damaged") from None


def _member(data, name, most):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book, book.open(name) as stream:
            return stream.read(most)
    except Exception:
        return b""


def _bare(head):
    """The beginning of a file without the zero bytes that UTF-16 puts between letters."""
    return head.replace(b"\0", b"")


def _binary(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = data[:8192]
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        return True
    if b"\0" in head:  # UTF-16 without a mark has a zero in every second byte
        return not 0.4 < max(head[::2].count(0), head[1::2].count(0)) / (len(head) / 2) <= 1
    return sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head) > len(head) / 100
