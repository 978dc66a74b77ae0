import csv
import io
import random
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serang.sheets import delimited
from serang.sheets.cells import BLANK, DAY, NUMBER, TEXT, Cell, Unreadable
from serang.sheets.read import read, read_text
from serang.sheets.write import Head, Page, csv_file, workbook

HERE = Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD, TAIL = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"


def texts(book, sheet=0):
    return [[cell.text for cell in row] for row in book.sheets[sheet].rows]


def xlsx(rows, merge=(), names=("Sheet1",)):
    book = openpyxl.Workbook()
    for number, name in enumerate(names):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        for row in rows:
            sheet.append(row)
        for area in merge:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet(xml):
    """A valid workbook whose only sheet has the given content."""
    return _with_part("xl/worksheets/sheet1.xml", HEAD + xml + TAIL)


def _with_part(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([["x"]]))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


def ods(rows, mimetype="application/vnd.oasis.opendocument.spreadsheet", manifest="", end=""):
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row
        ) + "</table:table-row>" for row in rows
    )  # fmt: skip
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Daftar">{cells}{end}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", mimetype)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return out.getvalue()


def refusal(data, name="daftar.xlsx"):
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    return caught.value


@pytest.mark.parametrize("name, sheet, rows, width", [
    ("daftar-pelamar.xlsx", "Pelamar", 61, 13), ("rekap-kelurahan.xlsx", "Sheet1", 59, 9),
])  # fmt: skip
def test_the_sample_lists_come_out_cell_for_cell(name, sheet, rows, width):
    found = read(HERE / name, name).sheets

    assert [(one.name, len(one.rows), max(map(len, one.rows))) for one in found] == [(sheet, rows, width)]
    expected = openpyxl.load_workbook(HERE / name).active
    for number, row in enumerate(expected.iter_rows(values_only=True)):
        own = ["" if cell.merged else cell.text for cell in found[0].rows[number]]
        own += [""] * (width - len(own))
        assert own == ["" if value is None else str(value) for value in row]


def test_kinds_of_cells_are_kept():
    row = ["3673010101990001", 3673010101990010, 1.5, date(1999, 1, 31), datetime(2001, 2, 3, 4, 5), True]

    book = read(xlsx([row]), "a.xlsx")

    assert book.sheets[0].rows == [[
        Cell("3673010101990001", TEXT), Cell("3673010101990010", NUMBER), Cell("1.5", NUMBER), Cell("1999-01-31", DAY),
        Cell("2001-02-03T04:05:00", DAY), Cell("TRUE", "bool"),
    ]]  # fmt: skip


@pytest.mark.parametrize("old_macintosh", [False, True])
def test_days_are_the_same_in_both_day_counts(old_macintosh):
    book = openpyxl.Workbook()
    if old_macintosh:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    days = [date(1904, 1, 2), date(1960, 2, 29), date(1999, 12, 31), date(2026, 11, 25)]
    book.active.append(days)
    out = io.BytesIO()
    book.save(out)

    assert texts(read(out.getvalue(), "a.xlsx")) == [[day.isoformat() for day in days]]


def test_row_numbers_are_those_of_the_file():
    book = openpyxl.Workbook()
    book.active["C5"] = "here"
    book.active["A9"] = "there"
    out = io.BytesIO()
    book.save(out)

    rows = read(out.getvalue(), "a.xlsx").sheets[0].rows

    assert rows[4] == [BLANK, BLANK, Cell("here", TEXT)]
    assert rows[8] == [Cell("there", TEXT)]
    assert len(rows) == 9


def test_merged_areas_repeat_their_value_and_say_so():
    rows = read(xlsx([["a", None, "b"], [None, None, "c"], ["d"]], merge=["A1:B2"]), "a.xlsx").sheets[0].rows

    assert rows[0] == [Cell("a", TEXT), Cell("a", TEXT, True), Cell("b", TEXT)]
    assert rows[1] == [Cell("a", TEXT, True), Cell("a", TEXT, True), Cell("c", TEXT)]
    assert rows[2] == [Cell("d", TEXT)]


def test_several_sheets_keep_their_names_and_order():
    book = read(xlsx([["a"]], names=("Kel. Banten", "Kel. Sayar", "Rekap")), "a.xlsx")

    assert [sheet.name for sheet in book.sheets] == ["Kel. Banten", "Kel. Sayar", "Rekap"]


def test_hidden_sheets_are_told_apart():
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.create_sheet("Lama").append(["b"])
    book["Lama"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    assert [sheet.hidden for sheet in read(out.getvalue(), "a.xlsx").sheets] == [False, True]


def test_a_workbook_of_excel_97_is_read():
    rows = read(HERE / "old.xls", "old.xls").sheets[0].rows

    assert rows[0][:2] == [Cell("DAFTAR PELAMAR", TEXT), Cell("DAFTAR PELAMAR", TEXT, True)]
    assert rows[2][1:] == [
        Cell("Siti Nur'aini", TEXT), Cell("3673015505000043", TEXT), Cell("2000-05-15", DAY),
        Cell("081234567890", TEXT),
    ]  # fmt: skip
    assert rows[3][2] == Cell("3673010101990010", NUMBER)


def test_a_workbook_locked_with_a_password_says_so():
    assert refusal((HERE / "locked.xlsx").read_bytes()).code == "encrypted"


def test_empty_rows_to_the_end_of_an_open_document_sheet_do_no_harm():
    cell = '<table:table-cell table:number-columns-repeated="1024"/>'
    end = f'<table:table-row table:number-rows-repeated="1048570">{cell}</table:table-row>'

    assert texts(read(ods([["Nama"], ["Siti"]], end=end), "a.ods")) == [["Nama"], ["Siti"]]


def test_a_value_repeated_over_a_whole_open_document_sheet_is_refused():
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
    end = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell></table:table-row>'

    assert refusal(ods([["Nama"]], end=end), "a.ods").code == "too_large"


def test_a_size_that_lies_does_not_help():
    data = with_sheet(" " * 60_000_000)
    size = (60_000_000 + len(HEAD) + len(TAIL)).to_bytes(4, "little")
    assert data.count(size) == 2

    no = refusal(data.replace(size, (1000).to_bytes(4, "little")))

    assert no.code in {"damaged", "too_large", "too_slow"}


def test_an_open_document_sheet_is_read():
    book = read(ods([["Nama", "NIK"], ["Siti Nur'aini", "3673010101990001"]]), "a.ods")

    assert texts(book) == [["Nama", "NIK"], ["Siti Nur'aini", "3673010101990001"]]
    assert book.sheets[0].name == "Daftar"


LIST = "NIK;Nama;Tempat, Tgl Lahir\r\n3673010101990001;André;Serang, 1-1-1999\r\n;Siti;Lebak, 2-2-2000\r\n"
CELLS = [
    ["NIK", "Nama", "Tempat, Tgl Lahir"], ["3673010101990001", "André", "Serang, 1-1-1999"],
    ["", "Siti", "Lebak, 2-2-2000"],
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_csv_is_read_in_any_encoding(encoding):
    assert texts(read(LIST.encode(encoding), "a.csv")) == CELLS


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_is_read_with_any_delimiter(delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(CELLS)

    assert texts(read(out.getvalue().encode(), "a.csv")) == CELLS


def test_csv_in_korean_windows_writing_is_read():
    data = "이름,전화번호\n홍길동,010-1234-5678\n".encode("euc_kr")

    assert texts(read(data, "a.csv")) == [["이름", "전화번호"], ["홍길동", "010-1234-5678"]]


def test_the_delimiter_line_of_a_spreadsheet_is_honoured():
    book = read(b"sep=;\nNama;Alamat\nSiti;Jl. A, B, C\n", "a.csv")

    assert texts(book) == [[], ["Nama", "Alamat"], ["Siti", "Jl. A, B, C"]]


def test_text_with_tabs_under_an_old_ending_is_read():
    book = read(b"Nama\tNIK\nSiti\t3673010101990001\n", "daftar.xls")

    assert texts(book) == [["Nama", "NIK"], ["Siti", "3673010101990001"]]


def test_pasted_cells_keep_line_breaks_and_empty_cells():
    pasted = 'Nama\tAlamat\tHP\nSiti\t"Kp. Baru\nRT 2/1"\t0812\n\t\t\nBudi\t\t0813\n'

    assert texts(read_text(pasted)) == [
        ["Nama", "Alamat", "HP"], ["Siti", "Kp. Baru\nRT 2/1", "0812"], [], ["Budi", "", "0813"],
    ]  # fmt: skip


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    assert texts(read_text('Nama\tCatatan\nSiti\t"baik\nBudi\tbaru\n')) == [
        ["Nama", "Catatan"], ["Siti", '"baik'], ["Budi", "baru"],
    ]  # fmt: skip


def test_our_own_csv_comes_back_unchanged():
    rows = [["+62812", "=1+1", "'=x", "-", "a;b", 'say "x"', "@home", "Nur'aini", "'3673"]]
    heads = [Head(str(number)) for number in range(9)]

    assert texts(read(csv_file(heads, rows), "a.csv"))[1:] == rows


def test_our_own_workbook_comes_back_unchanged():
    rows = [["3673010101990001", "+628123", "=1+1", "0812", "https://x.example", "-"]]
    heads = [Head(str(number)) for number in range(6)]

    assert texts(read(workbook([Page("A", heads, rows)]), "a.xlsx"))[1:] == rows


@pytest.mark.parametrize("data, name, code", [
    (b"", "a.xlsx", "empty_file"),
    (b" \r\n ", "a.csv", "empty_file"),
    (b"\xef\xbb\xbf\r\n;;\r\n", "a.csv", "no_rows"),
    (b"Nama", "daftar.pdf", "wrong_type"),
    (b"Nama", "daftar", "wrong_type"),
    (b"%PDF-1.7\n...", "a.xlsx", "wrong_type"),
    (b"\x89PNG\r\n\x1a\n\0\0", "a.xlsx", "wrong_type"),
    (b"\x7fELF" + bytes(range(32)) * 20, "a.csv", "wrong_type"),
    (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "html"),
    ("\ufeff<TABLE border=1><tr>".encode("utf-16-le"), "a.xls", "html"),
    (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Masuk", "a.csv", "html"),
    (b"PK\x03\x04 not a zip at all", "a.xlsx", "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "a.xls", "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "encrypted"),
    (ods([["a"]], mimetype="application/vnd.oasis.opendocument.text"), "a.ods", "wrong_type"),
    (ods([["a"]], manifest="<encryption-data/>"), "a.ods", "encrypted"),
    (xlsx([]), "a.xlsx", "no_rows"),
    (b"a" * (20 * 2**20 + 1), "a.csv", "too_big"),
    (b"a;" * 201 + b"\n", "a.csv", "too_large"),
    (b"a\n" * 100_001, "a.csv", "too_large"),
])  # fmt: skip
def test_what_is_no_list_is_refused_with_its_own_code(data, name, code):
    assert refusal(data, name).code == code


def test_a_truncated_workbook_is_damaged():
    whole = (HERE / "daftar-pelamar.xlsx").read_bytes()

    assert {refusal(whole[: len(whole) * part // 10]).code for part in range(1, 10)} == {"damaged"}


def test_a_workbook_with_a_broken_sheet_is_damaged():
    assert refusal(with_sheet('<row r="1"><c r="A1"><v>1</v></row></nonsense')).code == "damaged"


def test_the_farthest_cell_is_refused_by_name():
    no = refusal(with_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))

    assert (no.code, no.values) == ("too_large", {"rows": 100_000, "columns": 200, "cell": "XFD1048576"})


@pytest.mark.parametrize("cell", [
    "<c  s='1'\n r = 'XFD1048576' ><v>1</v></c>", '<c r="XFD2"><v>1</v></c>', '<c r="GS2"><v>1</v></c>',
    '<c r="A100001"><v>1</v></c>', f'<x:c xmlns:x="{MAIN}" r="XFD1"><v>1</v></x:c>',
])  # fmt: skip
def test_a_far_cell_is_found_in_any_writing(cell):
    assert refusal(with_sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row>{cell}</row>')).code == "too_large"


def test_the_child_dies_alone_when_memory_runs_out(tmp_path):
    """The limits themselves, without the scan that goes before."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'))
    code = "import sys; from serang.sheets import child; child.limit(); child._write(sys.argv[1])"

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, cwd=HERE.parents[1], check=False)

    assert done.returncode != 0
    assert b'"done"' not in done.stdout


def test_formatted_but_empty_far_cells_do_no_harm():
    data = with_sheet('<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')

    assert texts(read(data, "a.xlsx")) == [["7"]]


def test_the_last_cell_we_take_is_taken():
    rows = read(with_sheet('<row r="100000"><c r="GR100000"><v>7</v></c></row>'), "a.xlsx").sheets[0].rows

    assert len(rows) == 100_000
    assert rows[-1][199] == Cell("7", NUMBER)


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert refusal(with_sheet(" " * 60_000_000)).code == "bomb"


def test_fifteen_million_cells_are_refused():
    row = "<row>" + "<c><v>1</v></c>" * 150 + "</row>"

    assert refusal(with_sheet(row * 100_000)).code == "bomb"


@pytest.mark.wide
def test_too_many_cells_are_refused_even_when_they_hardly_shrink():
    luck = random.Random(1)
    rows = ["<row>" + "".join(f"<c><v>{luck.randrange(10)}</v></c>" for _ in range(200)) + "</row>" for _ in range(500)]

    no = refusal(with_sheet("".join(rows) * 42))

    assert (no.code, no.values) == ("too_large", {"rows": 100_000, "columns": 200})


def test_more_parts_than_any_workbook_has_are_refused():
    out = io.BytesIO(xlsx([["a"]]))
    with zipfile.ZipFile(out, "a") as file:
        for number in range(2_001):
            file.writestr(f"x/{number}", "")

    assert refusal(out.getvalue()).code == "bomb"


def test_entities_of_the_document_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    xml = (f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY x SYSTEM "file://{secret}">]><worksheet '
           'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
           '<c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>')  # fmt: skip

    try:
        found = texts(read(_with_part("xl/worksheets/sheet1.xml", xml), "a.xlsx"))
    except Unreadable as no:
        found = no.code

    assert "canary" not in str(found)


def test_a_formula_arrives_as_the_text_it_shows():
    data = with_sheet('<row r="1"><c r="A1" t="str"><f>cmd|\' /C calc\'!A0</f><v>shown</v></c></row>')

    assert read(data, "a.xlsx").sheets[0].rows == [[Cell("shown", TEXT)]]


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_pasted_text_is_read_or_refused(pasted):
    try:
        book = read_text(pasted)
    except Unreadable as no:
        outcome = no.code
    else:
        outcome = any(cell.text.strip() for row in book.sheets[0].rows for cell in row)

    assert outcome in {True, "empty_file", "no_rows", "damaged", "too_large"}


@given(st.binary(min_size=1, max_size=400), st.sampled_from(["a.csv", "a.txt"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_small_text_file_is_read_or_refused(data, name):
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return
    try:
        outcome = read(data, name).sheets[0].name
    except Unreadable as no:
        outcome = no.code

    assert outcome in {"", "empty_file", "no_rows", "damaged", "too_large", "wrong_type", "html"}


def test_the_delimiter_is_the_one_that_cuts_evenly():
    assert delimited.delimiter_of("Nama;Alamat\nSiti;Jl. A, No. 1, RT 2\nBudi;Jl. B, No. 2\n") == ";"
