"""Tables as plain text: csv in its many dialects, and what the clipboard brings from a spreadsheet."""

import csv
import io
import re
from collections import Counter

from serang.sheets.cells import BLANK, MAX_COLUMNS, MAX_ROWS, TEXT, Cell, Unreadable

DELIMITERS = "\t;,|"
MAX_CELLS = 2_500_000
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def decode(data: bytes) -> str:
    """The text of a file of unknown encoding: UTF-8, UTF-16, Korean (EUC-KR) or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _korean(data) or data.decode("cp1252", "replace")


def rows(text: str) -> list[list[Cell]]:
    """The cells of a table in plain text; the delimiter is found from the text.

    Raises Unreadable when there are more rows or columns than we take.
    """
    text = text.lstrip("\ufeff").replace("\0", "")
    told = re.match(r"\s*sep=(.)\s*?\r?\n", text, re.I)  # a line that Excel itself writes and honours
    delimiter = told.group(1) if told else delimiter_of(text)
    found = _read(text, delimiter)
    if told:
        found[0] = []
    while found and not found[-1]:
        found.pop()
    return found


def delimiter_of(text: str) -> str:
    """Tab, semicolon, comma or bar: the one that cuts the first lines most evenly into most columns."""
    head = text[:20_000]
    return max(DELIMITERS, key=lambda mark: _evenness(head, mark))


def _korean(data):
    """The text when every letter beyond ASCII is Hangul, else nothing."""
    try:
        text = data.decode("euc_kr")
    except UnicodeDecodeError:
        return None
    beyond = [letter for letter in text if letter > "\x7f"]
    return text if all("가" <= letter <= "힣" or letter in "·()～" for letter in beyond) else None


def _evenness(head, mark):
    try:
        widths = Counter([len(row) for row in csv.reader(io.StringIO(head), delimiter=mark) if row][:60])
    except csv.Error:
        return (0, 0)
    lines = widths.total()
    widths.pop(1, None)
    common, times = widths.most_common(1)[0] if widths else (0, 0)
    return (times / max(lines, 1) * min(common, 8), common)


def _read(text, delimiter):
    # A quotation mark that is never closed would swallow all lines after it.
    quoting = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    found, cells = [], 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
            found.append(_cells(row))
            cells += len(found[-1])
            if len(found) > MAX_ROWS or len(found[-1]) > MAX_COLUMNS or cells > MAX_CELLS:
                raise Unreadable("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS)
    except csv.Error:
        raise Unreadable("damaged") from None
    return found


def _cells(row):
    cells = [_cell(text) for text in row]
    while cells and cells[-1] is BLANK:
        cells.pop()
    return cells


def _cell(text):
    if not text.strip():
        return BLANK
    # Our own csv files put ' before what a spreadsheet would take for a formula.
    return Cell(text[1:] if _GUARDED.match(text) else text, TEXT)
