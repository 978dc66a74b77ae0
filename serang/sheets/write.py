"""Write rows to a workbook or a csv file. What people typed stays text: no formula, no link, no rounded number."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import xlsxwriter

TEXT, NUMBER, DAY, MOMENT = "text", "number", "day", "moment"

_NAME_TAKES_NO = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIVE = re.compile(r"'*[=+\-@\t\r]")
_LONGEST = 32_767


@dataclass(frozen=True)
class Head:
    """One column of a sheet: its heading, how its values are kept, and a width in letters when known."""

    title: str
    kind: str = TEXT
    width: int | None = None


@dataclass(frozen=True)
class Page:
    """One sheet to write: name, columns, rows of plain values, and lines above the headings."""

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence]
    above: Sequence[str] = field(default=())


def workbook(pages: Sequence[Page]) -> bytes:
    """An xlsx file. Text columns (NIK, phones, passports) are text cells, days are real dates, numbers are numbers.

    The heading row is frozen, filterable and repeated on every printed page.
    """
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(file, options) as book:
        styles = {
            "title": book.add_format({"bold": True}),
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            TEXT: book.add_format({"num_format": "@", "valign": "top"}),
            NUMBER: book.add_format({"valign": "top"}),
            DAY: book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
            MOMENT: book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left", "valign": "top"}),
        }
        names = set()
        for page in pages:
            _write(book.add_worksheet(_free_name(page.name, names)), page, styles)
    return file.getvalue()


def csv_file(heads: Sequence[Head], rows: Iterable[Sequence], delimiter: str = ";") -> bytes:
    """A csv file as Excel in Indonesia opens it: UTF-8 with mark, semicolons, and ' before anything like a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(head.title) for head in heads])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def guarded(text: str) -> str:
    """The text with ' before it when a spreadsheet would take it for a formula."""
    return "'" + text if _LIVE.match(text) else text


def _write(sheet, page, styles):
    first = len(page.above) + 1 if page.above else 0
    for column, head in enumerate(page.heads):
        sheet.set_column(column, column, head.width or max(10, min(40, len(head.title) + 4)), styles[head.kind])
    for number, line in enumerate(page.above):
        sheet.write_string(number, 0, _clean(line), styles["title"])
    for column, head in enumerate(page.heads):
        sheet.write_string(first, column, _clean(head.title), styles["head"])
    last = first
    for last, row in enumerate(page.rows, first + 1):
        for column, (head, value) in enumerate(zip(page.heads, row, strict=True)):
            _write_value(sheet, last, column, head.kind, value, styles)
    if page.heads:
        sheet.freeze_panes(first + 1, 0)
        sheet.autofilter(first, 0, last, len(page.heads) - 1)
        sheet.repeat_rows(first)


def _write_value(sheet, row, column, kind, value, styles):
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), styles[MOMENT])
    elif isinstance(value, date):
        _write_day(sheet, row, column, value, styles)
    elif kind == NUMBER and isinstance(value, (int, float)) and abs(value) < 10**15:
        sheet.write_number(row, column, value, styles[NUMBER])
    else:
        sheet.write_string(row, column, _clean(str(value)), styles[TEXT])


def _write_day(sheet, row, column, day, styles):
    if day.year < 1900:  # a workbook cannot hold it as a date
        sheet.write_string(row, column, day.isoformat(), styles[TEXT])
    else:
        sheet.write_datetime(row, column, day, styles[DAY])


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    return guarded(value.isoformat() if isinstance(value, date) else _clean(str(value)))


def _clean(text):
    return _NO_XML.sub("", text)[:_LONGEST]


def _free_name(name, taken):
    """A sheet name as Excel takes it: 31 letters, none of []:*?/\\, not twice in one file."""
    base = _NAME_TAKES_NO.sub(" ", name).strip("' ")[:31] or "Sheet"
    if base.casefold() == "history":  # reserved by Excel
        base = "History 1"
    free, number = base, 1
    while free.casefold() in taken:
        number += 1
        free = f"{base[: 31 - len(str(number)) - 3]} ({number})"
    taken.add(free.casefold())
    return free
