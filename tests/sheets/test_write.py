import io
from datetime import date, datetime

import openpyxl
import pytest

from serang.sheets.write import DAY, NUMBER, Head, Page, csv_file, guarded, workbook

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "{=1}", '=HYPERLINK("http://x")']


def opened(pages):
    return openpyxl.load_workbook(io.BytesIO(workbook(pages)))


@pytest.mark.parametrize("text", LIVE)
def test_no_cell_becomes_a_formula(text):
    sheet = opened([Page(text, [Head(text)], [[text]], above=[text])]).active

    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("text", LIVE)
def test_csv_cells_that_look_like_formulas_are_guarded(text):
    data = csv_file([Head(text)], [[text]]).decode("utf-8-sig")

    assert all(not field.strip('"').startswith(tuple("=+-@\t\r")) for field in data.split("\n"))


def test_identity_numbers_and_phones_stay_text():
    row = ["0011223344556677", "+62812", 3673010101990001]
    sheet = opened([Page("A", [Head("NIK"), Head("HP"), Head("n", NUMBER)], [row])]).active

    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("0011223344556677", "s"), ("+62812", "s"), ("3673010101990001", "s"),
    ]  # fmt: skip
    assert sheet["A2"].number_format == "@"


def test_days_are_real_days_and_numbers_numbers():
    heads = [Head("Lahir", DAY), Head("Dibuat", "moment"), Head("Tinggi", NUMBER), Head("Lahir", DAY)]
    sheet = opened([Page("A", heads, [[date(1999, 1, 31), datetime(2026, 1, 2, 3, 4), 159, date(1899, 1, 1)]])]).active

    assert [cell.value for cell in sheet[2]] == [datetime(1999, 1, 31), datetime(2026, 1, 2, 3, 4), 159, "1899-01-01"]
    assert sheet["A2"].number_format == "dd/mm/yyyy"


def test_the_heading_is_frozen_and_filtered():
    sheet = opened([Page("A", [Head("a"), Head("b", width=33)], [[1, 2], [3, 4]], above=["Judul"])]).active

    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:B5"
    assert sheet.column_dimensions["B"].width == pytest.approx(33, abs=1)
    assert sheet["A1"].value == "Judul"


def test_sheet_names_are_made_valid_and_unique():
    names = ["Kel/Kec: [A]?*", "a" * 40, "a" * 40, "", "History", "'"]

    found = opened([Page(name, [Head("x")], []) for name in names]).sheetnames

    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 for name in found)


def test_signs_a_workbook_cannot_hold_are_left_out():
    sheet = opened([Page("A", [Head("x")], [["a\x00b\x0bc\ud800d"], ["x" * 40_000]])]).active

    assert sheet["A2"].value == "abcd"
    assert len(sheet["A3"].value) == 32_767


def test_rows_may_come_one_by_one():
    sheet = opened([Page("A", [Head("n", NUMBER)], ([number] for number in range(1000)))]).active

    assert sheet.max_row == 1001


def test_csv_opens_in_a_spreadsheet_with_its_letters():
    data = csv_file([Head("Nama")], [["홍길동"], [None], [date(2001, 2, 3)], [7]])

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == 'Nama\r\n홍길동\r\n""\r\n2001-02-03\r\n7\r\n'


def test_plain_text_is_not_guarded():
    assert [guarded(text) for text in ["Siti", "a=b", "'x", "1-2"]] == ["Siti", "a=b", "'x", "1-2"]
