import io
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serang.common.rules import days, education, nik, phones, sex
from serang.common.rules.names import title_case
from serang.common.rules.reasons import Reason
from serang.exchange.rules.columns import Column, best, likeness, plain
from serang.exchange.rules.guess import guess, mapping
from serang.exchange.rules.people import PEOPLE, Identity, split_area
from serang.exchange.rules.plan import CHANGED, NEW, REFUSED, SAME, Change, Existing, plan
from serang.exchange.rules.reading import Reading, Record, raw, read_rows
from serang.exchange.rules.table import alike, find_table, suggest
from serang.sheets.cells import BLANK, NUMBER, TEXT, Cell, Sheet
from serang.sheets.read import read, read_text

SAMPLES = Path(__file__).parents[1] / "sheets"
TODAY = date(2026, 11, 25)
KELURAHAN = {"banten", "sayar", "kota baru", "serang"}


def sheet(rows, name=""):
    return Sheet(name, [[_cell(value) for value in row] for row in rows])


def _cell(value):
    if isinstance(value, Cell):
        return value
    if value in (None, ""):
        return BLANK
    return Cell(str(value), NUMBER if isinstance(value, (int, float)) else TEXT)


def found(rows, name="", **more):
    return find_table(sheet(rows, name), PEOPLE, **more)


def fields(rows, **more):
    return mapping(guess(found(rows, **more), PEOPLE))


def read_nik(cell):
    problem = nik.problem(raw(cell))
    if problem and problem.code == "nik_rounded":
        return Reading(refusals=(problem,))
    return Reading(warnings=(problem,)) if problem else Reading({"nik": nik.clean(raw(cell))})


def read_phone(cell):
    phone = phones.read(raw(cell))
    doubts = (Reason("phone_doubtful"),) if phone.doubtful else ()
    return Reading({"phone": phone.e164 or phone.text}, doubts)


def read_day(cell):
    try:
        return Reading({"birth_date": days.parse_day(raw(cell), today=TODAY)})
    except days.NotADay as no:
        return Reading(warnings=(no.reason,))


def read_place_and_day(cell):
    place, day = days.split_place_and_day(cell.text, today=TODAY)
    return Reading({"birth_place": place, "birth_date": day})


def text_reader(field):
    return lambda cell: Reading({field: " ".join(cell.text.split())})


READERS = {
    **{column.field: text_reader(column.field) for column in PEOPLE if column.field},
    "full_name": lambda cell: Reading({"full_name": title_case(cell.text)}), "nik": read_nik, "phone": read_phone,
    "birth_date": read_day, "birth_place_and_day": read_place_and_day,
    "sex": lambda cell: Reading({"sex": sex.read(cell.text)}),
    "education": lambda cell: Reading({"education": education.read(cell.text)}),
    "address_and_area": lambda cell: Reading(split_area(cell.text)),
}  # fmt: skip


class Base:
    """The people we already have, found as the database finds them."""

    def __init__(self, *people):
        self.people = [Existing(number, values) for number, values in enumerate(people, 1)]

    def __call__(self, by, key):
        keys = Identity()
        return [one for one in self.people if (by, key) in [*keys.keys(one.values), *_by_name(one.values)]]


def _by_name(values):
    return Identity().keys({"full_name": values["full_name"]})


def planned(rows, *people):
    table = found(rows)
    records = read_rows(table, mapping(guess(table, PEOPLE)), READERS)
    return plan(records, identity=Identity(), lookup=Base(*people), required=("full_name",))


def codes(problems):
    return [problem.reason.code for problem in problems]


SITI = {
    "full_name": "Siti Rahmawati", "nik": "3673015505000043", "birth_date": date(2000, 5, 15),
    "phone": "+6281234567890",
}  # fmt: skip
HEADS = ["Nama", "NIK", "Tgl Lahir", "HP"]


# The two samples


def sample(name):
    table = find_table(read(SAMPLES / name, name).sheets[0], PEOPLE)
    return table, guess(table, PEOPLE)


def test_the_list_of_applicants_is_understood():
    table, guesses = sample("daftar-pelamar.xlsx")

    assert (len(table.rows), table.heading_rows, [row.number for row in table.rows]) == (60, (1,), list(range(2, 62)))
    assert [one.field for one in guesses] == [
        "nik", "full_name", "birth_place", "birth_date", "sex", "education", "kecamatan", "kelurahan", "phone",
        "height_cm", "weight_kg", "wished_occupation", "eps_topik_score",
    ]  # fmt: skip


def test_the_list_of_a_village_is_understood():
    table, guesses = sample("rekap-kelurahan.xlsx")

    assert (len(table.rows), table.heading_rows) == (48, (5,))
    assert [(one.number, one.code) for one in table.skipped] == [
        (1, "title"), (2, "title"), (3, "title"), (5, "heading"), (22, "heading"), (39, "heading"), (59, "total"),
    ]  # fmt: skip
    assert [one.field for one in guesses] == [
        None, "full_name", "nik", "birth_place_and_day", "sex", "education", "address_and_area", "phone", "note",
    ]  # fmt: skip


@pytest.mark.parametrize("name, rows", [("daftar-pelamar.xlsx", 60), ("rekap-kelurahan.xlsx", 48)])
def test_a_sample_comes_in_whole_and_changes_nothing_the_second_time(name, rows):
    table, guesses = sample(name)
    records = list(read_rows(table, mapping(guesses), READERS))

    first = plan(records, identity=Identity(), lookup=Base(), required=("full_name",))
    there = Base(*(row.values for row in first.rows))
    again = plan(records, identity=Identity(), lookup=there, required=("full_name",))

    assert first.counts == {NEW: rows, CHANGED: 0, SAME: 0, REFUSED: 0}
    assert again.counts == {NEW: 0, CHANGED: 0, SAME: rows, REFUSED: 0}
    assert all(
        len(row.values["nik"]) == 16
        and row.values["birth_date"]
        and row.values["sex"] in "LP"
        and row.values["education"]
        and row.values["kelurahan"]
        and row.values["kecamatan"]
        for row in first.rows
    )


def test_both_samples_know_people_apart():
    first, second = (
        list(read_rows(table, mapping(guesses), READERS)) for table, guesses in map(sample, ("daftar-pelamar.xlsx", "rekap-kelurahan.xlsx"))
    )
    there = Base(*(row.values for row in plan(first, identity=Identity(), lookup=Base()).rows))

    after = plan(second, identity=Identity(), lookup=there, required=("full_name",))

    assert after.counts == {NEW: 48, CHANGED: 0, SAME: 0, REFUSED: 0}


# Headings


@pytest.mark.parametrize("heading, field", [
    ("No. KTP", "nik"), ("N I K", None), ("NIK *", "nik"), ("Nomor Induk Kependudukan (16 digit)", "nik"),
    ("No. KK", ""), ("NAMA  ", "full_name"), ("Nama Lengkap (sesuai KTP)", "full_name"), ("Nama Ayah", None),
    ("Nama Ibu Kandung", None), ("No. HP Orang Tua", None), ("TTL", "birth_place_and_day"),
    ("Tempat/Tgl Lahir", "birth_place_and_day"), ("Tempat, Tanggal Lahir", "birth_place_and_day"),
    ("Tgl. Lahir (dd/mm/yyyy)", "birth_date"), ("Tangal Lahir", "birth_date"), ("L/P", "sex"),
    ("Jns. Kelamin", "sex"), ("Telp/WA", "phone"), ("No. HP / WA", "phone"), ("Pend. Terakhir", "education"),
    ("Kel.", "kelurahan"), ("Alamat (Kel. / Kec.)", "address_and_area"), ("Alamat", "address"),
    ("Tinggi (cm)", "height_cm"), ("TB", "height_cm"), ("Ket.", "note"), ("No", ""),
    ("Skor EPS-TOPIK", "eps_topik_score"), ("Date of Birth", "birth_date"),
    ("Place and Date of Birth", "birth_place_and_day"), ("Gender", "sex"), ("Full Name", "full_name"),
    ("이름", "full_name"), ("성명(영문)", "full_name"), ("생년월일", "birth_date"), ("성별", "sex"),
    ("전화번호", "phone"), ("최종학력", "education"), ("", None), ("Tanggal Daftar", None),
    ("Status Perkawinan", "marital_status"), ("Father's name", None),
])  # fmt: skip
def test_headings_are_recognised_in_three_languages(heading, field):
    column, _ = best(heading, PEOPLE)

    assert (column.field if column else None) == field


def test_every_writing_of_a_heading_names_its_own_column():
    for column in PEOPLE:
        for heading in column.headings:
            assert best(heading.upper(), PEOPLE)[0] is column, heading


def test_no_two_columns_share_a_writing():
    writings = Counter(plain(heading) for column in PEOPLE for heading in dict.fromkeys(map(plain, column.headings)))

    assert [heading for heading, times in writings.items() if times > 1] == []


def test_a_known_writing_is_surer_than_a_slip():
    column = Column("birth_date", ("tanggal lahir",))

    assert likeness("Tanggal Lahir", column) > likeness("Tanggal Lahir Peserta", column) > 0
    assert likeness("Tanggal Lahir", column) > likeness("Tangal Lahir", column) > 0


def test_columns_may_stand_in_any_order_and_language():
    english = ["Phone", "Sex", "Remarks", "Name", "ID Number"]

    assert fields([english, ["0812", "M", "x", "Budi", "3673010101990001"]]) == {
        0: "phone", 1: "sex", 2: "note", 3: "full_name", 4: "nik",
    }  # fmt: skip
    assert fields([["번호", "성명", "생년월일", "성별"], [1, "Budi Santoso", "1999.03.12", "남"]]) == {
        1: "full_name", 2: "birth_date", 3: "sex",
    }  # fmt: skip


def test_headings_of_two_lines_are_joined():
    table = found([
        ["No", "Nama", "Kelahiran", None, "Alamat", None, "Orang Tua", None],
        [None, None, "Tempat", "Tanggal Lahir", "Kelurahan", "Kecamatan", "Nama", "No HP"],
        [1, "Budi Santoso", "Serang", "12-03-1999", "Sayar", "Taktakan", "Ahmad Santoso", "081234567890"],
    ])  # fmt: skip

    assert table.heading_rows == (1, 2)
    assert [row.number for row in table.rows] == [3]
    assert mapping(guess(table, PEOPLE)) == {
        1: "full_name", 2: "birth_place", 3: "birth_date", 4: "kelurahan", 5: "kecamatan",
    }  # fmt: skip


def test_merged_headings_of_two_lines_from_a_real_file():
    book = openpyxl.Workbook()
    ws = book.active
    ws.append(["DAFTAR PELAMAR"])
    ws.append(["No", "Nama", "NIK", "Lahir", None, "L/P"])
    ws.append([None, None, None, "Tempat", "Tanggal", None])
    ws.append(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"])
    ws.append([1, "Budi", "3673010101990001", "Serang", "1-1-1999", "L"])
    for area in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"):
        ws.merge_cells(area)
    out = io.BytesIO()
    book.save(out)

    table = find_table(read(out.getvalue(), "a.xlsx").sheets[0], PEOPLE)

    assert (table.heading_rows, [row.number for row in table.rows]) == ((2, 3), [5])
    assert [one.code for one in table.skipped] == ["title", "heading", "heading", "numbering"]
    assert mapping(guess(table, PEOPLE)) == {1: "full_name", 2: "nik", 3: "birth_place", 4: "birth_date", 5: "sex"}


def test_a_tick_in_one_of_two_columns_tells_the_sex():
    rows = [
        ["No", "Nama", "Jenis Kelamin", None, "No HP"], [None, None, "L", "P", None],
        [1, "Budi Santoso", "v", None, "0812"], [2, "Siti", None, "√", "0813"], [3, "Dede", None, None, "0814"],
    ]  # fmt: skip
    table = found(rows)

    assert mapping(guess(table, PEOPLE)) == {1: "full_name", 2: "sex", 4: "phone"}
    assert [row.values.get("sex") for row in planned(rows).rows] == ["L", "P", None]


def test_the_first_line_of_data_is_no_second_heading():
    table = found([["Nama", "L/P", "Pendidikan"], ["Budi", "L", "SMA"], ["Siti", "P", "SMK"]])

    assert (table.heading_rows, len(table.rows)) == ((1,), 2)


def test_a_person_may_point_at_the_headings():
    rows = [["Kode", "Isi"], ["x1", "Budi"], ["x2", "Siti"]]

    assert find_table(sheet(rows), PEOPLE).heading_rows == ()
    assert find_table(sheet(rows), PEOPLE, headings=1).headings == ("Kode", "Isi")
    assert [len(find_table(sheet(rows), PEOPLE, headings=number).rows) for number in (0, 1)] == [3, 2]


# Columns by content


def test_a_list_without_headings_is_told_by_content():
    rows = [
        [number, name, f"367301010199{number:04}", f"Serang, {number}-03-1999", "L", f"08123456789{number}"]
        for number, name in enumerate(["Budi Santoso", "Siti Rahmawati", "Agus Setiawan", "Dede Suryana"], 1)
    ]

    assert fields(rows) == {1: "full_name", 2: "nik", 3: "birth_place_and_day", 4: "sex", 5: "phone"}
    assert len(found(rows).rows) == 4


def test_an_unknown_heading_is_helped_by_content():
    rows = [["Nama", "L/P", "Identitas", "Kode"], *(["Budi", "L", f"367301010199000{n}", f"K{n}"] for n in range(1, 5))]

    assert fields(rows) == {0: "full_name", 1: "sex", 2: "nik"}


def test_a_family_card_is_never_taken_for_the_identity_number():
    rows = [["Nama", "No. KK", "L/P"], *(["Budi", f"367301010199000{n}", "L"] for n in range(1, 5))]

    guesses = guess(found(rows), PEOPLE)

    assert [(one.field, one.known) for one in guesses] == [("full_name", False), (None, True), ("sex", False)]


def test_place_and_day_in_one_cell_are_seen_under_a_heading_for_one_of_them():
    rows = [["Nama", "Tempat Lahir", "L/P"], *(["Budi", f"Serang, {n}-03-1999", "L"] for n in range(1, 6))]

    assert fields(rows) == {0: "full_name", 1: "birth_place_and_day", 2: "sex"}


def test_what_an_officer_settled_goes_before_any_guess():
    table = found([["Nama", "NIK", "Ket."], ["Budi", "3673010101990001", "x"]])
    settled = {"Ket.": "wished_occupation", "NIK": ""}

    assert mapping(guess(table, PEOPLE, settled)) == {0: "full_name", 2: "wished_occupation"}


def test_a_second_list_with_other_columns_is_put_in_order():
    table = found([
        ["Nama", "NIK", "L/P", "HP"], ["Budi", "3673010101990001", "L", "0811"], [],
        [None, "No. HP", "Jenis Kelamin", "NIK", "Nama"], [None, "0822", "P", "3673014101990002", "Siti"],
        ["Nama", "NIK", "L/P", "HP"], ["Agus", "3673010101990003", "L", "0833"],
    ])  # fmt: skip

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Budi", "3673010101990001", "L", "0811"], ["Siti", "3673014101990002", "P", "0822"],
        ["Agus", "3673010101990003", "L", "0833"],
    ]  # fmt: skip


def test_a_heading_that_only_sounds_like_a_column_is_not_believed_against_its_cells():
    rows = [["Nama", "L/P", "No. Sertifikat EPS-TOPIK"], *(["Budi", "L", f"EPS-{n}/2025"] for n in range(1, 5))]

    assert fields(rows) == {0: "full_name", 1: "sex"}


# What is no person


@pytest.mark.parametrize("row", [
    ["JUMLAH", "48", None, None], [None, "Total", 48, None], ["Sub Total", 3, None, None], ["Jumlah :", "48 orang"],
    ["TOTAL KESELURUHAN", None, None, 48],
])  # fmt: skip
def test_total_lines_are_no_people(row):
    table = found([["No", *HEADS], [1, "Budi", "", "", ""], row, [2, "Siti", "", "", ""]])

    assert [row.number for row in table.rows] == [2, 4]
    assert (3, "total") in [(one.number, one.code) for one in table.skipped]


def test_signatures_below_the_list_are_no_people():
    table = found([
        ["No", *HEADS], [1, "Budi", "3673010101990001", "1-1-1999", "0812"], [2, "Mengetahui Camat", "", "", ""], [],
        [None, None, None, "Serang, 12 Mei 2025"], [None, "Mengetahui,"], [None, "Kepala Dinas", None, "Pembuat"], [],
        [None, "Drs. H. Ahmad, M.Si", None, "Rina"], [None, "NIP. 197001011990011001"],
    ])  # fmt: skip

    assert [row.number for row in table.rows] == [2, 3]
    assert {one.code for one in table.skipped[1:]} == {"footer"}


def test_lines_with_only_a_running_number_are_no_people():
    table = found([["No", *HEADS], [1, "Budi", "", "", ""], [2], [3]])

    assert [row.number for row in table.rows] == [2]
    assert [one.code for one in table.skipped] == ["heading", "unused", "unused"]


def test_a_line_without_a_name_is_shown_as_refused_and_not_lost():
    result = planned([HEADS, ["Budi", "", "", "0812"], ["", "3673010101990001", "1-1-1999", ""]])

    assert [row.verdict for row in result.rows] == [NEW, REFUSED]
    assert result.rows[1].reasons[0].reason == Reason("lacks", field="full_name")


def test_every_line_is_in_the_list_or_told_why_not():
    table, _ = sample("rekap-kelurahan.xlsx")
    rows = read(SAMPLES / "rekap-kelurahan.xlsx", "a.xlsx").sheets[0].rows
    filled = [number for number, row in enumerate(rows, 1) if row]

    assert sorted([row.number for row in table.rows] + [one.number for one in table.skipped]) == filled


# Context


@pytest.mark.parametrize("line, expected", [
    (["Kelurahan : Banten"], {"kelurahan": "Banten"}), (["KELURAHAN", ": BANTEN"], {"kelurahan": "BANTEN"}),
    (["Kel. Kota Baru, Kec. Serang"], {"kelurahan": "Kota Baru", "kecamatan": "Serang"}),
    (["DAFTAR PELAMAR KELURAHAN BANTEN KOTA SERANG TAHUN 2025"], {"kelurahan": "BANTEN"}),
    (["REKAP PER KELURAHAN TAHUN 2025"], {}), (["DAFTAR KELURAHAN DAN KECAMATAN"], {}),
    (["PEMERINTAH KOTA SERANG"], {}),
])  # fmt: skip
def test_a_title_gives_all_rows_their_kelurahan(line, expected):
    table = found([line, [], HEADS, ["Budi", "3673010101990001", "1-1-1999", "0812"]])

    assert table.rows[0].context == expected


def test_blocks_of_kelurahan_in_one_sheet_each_keep_their_own():
    first, second = ["Budi", "", "", "1"], ["Siti", "", "", "2"]

    table = found([["Kelurahan: Banten"], HEADS, first, ["Kelurahan: Sayar"], HEADS, second])

    assert [row.context["kelurahan"] for row in table.rows] == ["Banten", "Sayar"]


@pytest.mark.parametrize("name, expected", [
    ("Kel. Banten", {"kelurahan": "Banten"}), ("Banten", {"kelurahan": "Banten"}), ("2. Sayar", {"kelurahan": "Sayar"}),
    ("Sheet1", {}), ("Rekap", {}), ("Kel. Entah", {}),
])  # fmt: skip
def test_the_name_of_a_sheet_gives_the_kelurahan(name, expected):
    known = {"kelurahan": lambda text: text.lower() in KELURAHAN}

    assert found([HEADS, ["Budi", "", "", "0812"]], name, known=known).rows[0].context == expected


def test_a_column_goes_before_a_title():
    table = found([["Kelurahan: Banten"], ["Nama", "Kelurahan"], ["Budi", "Sayar"], ["Siti", ""]])

    records = read_rows(table, mapping(guess(table, PEOPLE)), READERS)

    assert [record.values["kelurahan"] for record in records] == ["Sayar", "Banten"]


def test_the_sheet_with_the_list_is_suggested_and_its_sisters_named():
    people = [HEADS, *([f"Orang {n}", "", "", "0812"] for n in range(5))]
    cover = [["REKAPITULASI"], ["Kelurahan", "Jumlah"], ["Banten", 5], ["Sayar", 5]]
    tables = [
        find_table(sheet(rows, name), PEOPLE) for rows, name in [(cover, "Rekap"), ([], "Kosong"), (people, "Banten"), (people, "Sayar")]
    ]

    assert suggest(tables) == 2
    assert alike(tables, 2) == [2, 3]


# Reading rows


@pytest.mark.parametrize("line, expected", [
    ("Kel. Sayar Kec. Taktakan", {"kelurahan": "Sayar", "kecamatan": "Taktakan"}),
    ("Kp. Baru RT 02/01, Kel. Kota Baru, Kec. Serang, Kota Serang",
     {"address": "Kp. Baru RT 02/01", "kelurahan": "Kota Baru", "kecamatan": "Serang"}),
    ("Kelurahan Banten", {"kelurahan": "Banten"}),
    ("Sayar / Taktakan", {"kelurahan": "Sayar", "kecamatan": "Taktakan"}),
    ("Jl. Raya Pandeglang No. 3", {"address": "Jl. Raya Pandeglang No. 3"}), ("  ", {}),
])  # fmt: skip
def test_kelurahan_and_kecamatan_are_taken_out_of_a_line(line, expected):
    assert split_area(line) == expected


def test_a_column_of_its_own_goes_before_a_combined_one():
    table = found([["Nama", "TTL", "Tgl Lahir"], ["Budi", "Serang, 01-01-1999", "02-01-1999"]])

    record = next(iter(read_rows(table, mapping(guess(table, PEOPLE)), READERS)))

    assert (record.values["birth_place"], record.values["birth_date"]) == ("Serang", date(1999, 1, 2))


def test_a_look_at_the_whole_row_may_replace_and_take_away():
    table = found([["Nama", "Kelurahan", "Kecamatan"], ["Budi", "Sayar", "Taktakan"]])

    def together(values):
        return Reading({"kelurahan": "36.73.06.1001", "kecamatan": None}, (Reason("looked"),))

    record = next(iter(read_rows(table, mapping(guess(table, PEOPLE)), READERS, together)))

    assert record.values == {"full_name": "Budi", "kelurahan": "36.73.06.1001"}
    assert codes(record.warnings) == ["looked"]


def test_a_problem_names_its_column_and_what_was_found():
    row = planned([HEADS, ["Budi", "367301", "", ""]]).rows[0]

    assert [(one.field, one.at, one.found, one.reason) for one in row.warnings] == [
        ("nik", 1, "367301", Reason("nik_length", digits=6)),
    ]  # fmt: skip


# The plan


@pytest.mark.parametrize("cell", ["3,67301E+15", 3673010101990010, "3.67301E15"])
def test_a_rounded_identity_number_refuses_the_row(cell):
    row = planned([HEADS, ["Budi", cell, "1-1-1999", ""]]).rows[0]

    assert (row.verdict, codes(row.reasons)) == (REFUSED, ["nik_rounded"])


@pytest.mark.parametrize("cell, code", [("36730101019900", "nik_length"), ("3673014513990001", "nik_impossible_month")])
def test_a_wrong_identity_number_is_left_out_with_a_warning(cell, code):
    row = planned([HEADS, ["Budi", cell, "1-1-1999", ""]]).rows[0]

    assert (row.verdict, codes(row.warnings)) == (NEW, [code])
    assert "nik" not in row.values


@pytest.mark.parametrize("cell", ["'3673010101990001", "3673 0101 0199 0001", "3673.0101.0199.0001"])
def test_an_identity_number_is_read_in_any_writing(cell):
    assert planned([HEADS, ["Budi", cell, "", ""]]).rows[0].values["nik"] == "3673010101990001"


def test_a_known_person_shows_what_changes():
    row = planned([HEADS, ["SITI RAHMAWATI", SITI["nik"], "15-05-2000", "081298765432"]], SITI).rows[0]

    assert (row.verdict, row.id) == (CHANGED, 1)
    assert row.changes == (Change("phone", "+6281234567890", "+6281298765432"),)


def test_an_empty_cell_takes_nothing_away():
    row = planned([HEADS, ["Siti Rahmawati", SITI["nik"], "", ""]], SITI).rows[0]

    assert (row.verdict, row.changes) == (SAME, ())


def test_without_identity_number_name_and_birth_date_tell_the_person():
    row = planned([HEADS, ["Siti  Rachmawati", "", "15 Mei 2000", ""]], SITI | {"full_name": "Siti Rahmawati"}).rows[0]
    other = planned([HEADS, ["Siti Rahmawati", "", "16 Mei 2000", ""]], SITI).rows[0]

    assert row.id == 1
    assert other.verdict == NEW


def test_a_missing_identity_number_is_added_to_the_known_person():
    row = planned([HEADS, ["Siti Rahmawati", SITI["nik"], "15-05-2000", ""]], {**SITI, "nik": None}).rows[0]

    assert (row.verdict, row.changes) == (CHANGED, (Change("nik", None, SITI["nik"]),))


def test_the_number_of_another_is_left_out_with_a_warning():
    row = planned([HEADS, ["Bambang Sutrisno", SITI["nik"], "01-02-1990", ""]], SITI).rows[0]

    assert (row.verdict, [one.reason for one in row.warnings]) == (NEW, [Reason("key_of_another", field="nik", id=1)])
    assert "nik" not in row.values


def test_two_numbers_make_two_people_of_one_name_and_birth_date():
    row = planned([HEADS, ["Siti Rahmawati", "3673015505000044", "15-05-2000", ""]], SITI).rows[0]

    assert (row.verdict, codes(row.warnings)) == (NEW, ["namesake"])


def test_two_people_who_fit_are_not_chosen_between():
    unnumbered = {**SITI, "nik": None}

    row = planned([HEADS, ["Siti Rahmawati", "", "15-05-2000", ""]], unnumbered, unnumbered).rows[0]

    assert (row.verdict, row.reasons[0].reason) == (REFUSED, Reason("several_match", ids=(1, 2)))


def test_a_person_twice_in_the_file_goes_in_once():
    result = planned([
        HEADS, ["Siti Rahmawati", SITI["nik"], "15-05-2000", ""], ["Budi", "", "", "1"],
        ["SITI RAHMAWATI", SITI["nik"], "", ""], ["Siti Rahmawati", "", "15/5/2000", ""],
    ])  # fmt: skip

    assert [row.verdict for row in result.rows] == [NEW, NEW, REFUSED, REFUSED]
    assert [row.reasons[0].reason for row in result.refused] == [Reason("twice_in_file", row=2)] * 2


def test_a_number_used_for_another_row_is_left_out_with_a_warning():
    rows = [["Siti Rahmawati", SITI["nik"], "15-05-2000", ""], ["Bambang", SITI["nik"], "1-2-1990", ""]]

    result = planned([HEADS, *rows])

    assert codes(result.rows[1].warnings) == ["key_of_another_row"]
    assert result.counts[NEW] == 2


def test_two_rows_never_change_one_person():
    rows = [["Siti Rahmawati", SITI["nik"], "", "0811"], ["Siti Rahmawati", "", "15-05-2000", "0822"]]

    result = planned([HEADS, *rows], SITI)

    assert [row.verdict for row in result.rows] == [CHANGED, REFUSED]
    assert codes(result.rows[1].reasons) == ["matched_twice"]


def test_a_name_alone_is_the_same_only_when_all_else_is():
    bare = {"full_name": "Budi Santoso", "phone": "+6281234567890"}

    same = planned([HEADS, ["Budi Santoso", "", "", "081234567890"]], bare).rows[0]
    other = planned([HEADS, ["Budi Santoso", "", "", "081299999999"]], bare).rows[0]

    assert same.verdict == SAME
    assert (other.verdict, codes(other.warnings)) == (NEW, ["namesake"])


def test_csv_and_paste_give_the_same_plan_as_the_workbook():
    table, _ = sample("daftar-pelamar.xlsx")
    expected = [[cell.text for cell in row.cells] for row in table.rows]
    lines = [[cell.text for cell in row] for row in read(SAMPLES / "daftar-pelamar.xlsx", "a.xlsx").sheets[0].rows]
    pasted = read_text("\n".join("\t".join(line) for line in lines)).sheets[0]
    typed = read("\n".join(";".join(line) for line in lines).encode("cp1252"), "a.csv").sheets[0]

    for one in (find_table(pasted, PEOPLE), find_table(typed, PEOPLE)):
        assert one.headings == table.headings
        assert [[cell.text for cell in row.cells] for row in one.rows] == expected


# Anything at all

CELLS = st.builds(
    Cell,
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["Nama", "NIK", "No", "TTL", "JUMLAH", "Kelurahan: A", "(1)", "L", "3,6E+15"]),
    ),
    st.sampled_from(["text", "day", "bool", "empty"]), st.booleans(),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=6), max_size=12), st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_table_is_planned_and_every_row_counted(rows, name):
    table = find_table(Sheet(name, rows), PEOPLE)
    fields_of = mapping(guess(table, PEOPLE))
    records = list(read_rows(table, fields_of, {column.field: text_reader(column.field) for column in PEOPLE}))
    result = plan(records, identity=Identity(), lookup=Base(), required=("full_name",))

    assert len(set(fields_of.values())) == len(fields_of)
    assert sum(result.counts.values()) == len(table.rows) == len(result.rows)
    assert len(table.rows) + len(table.skipped) <= len(rows)


VALUES = st.fixed_dictionaries({}, optional={
    "full_name": st.sampled_from(["Siti", "Budi", "Budi Santoso", ""]), "nik": st.sampled_from(["1", "2"]),
    "birth_date": st.sampled_from([date(1999, 1, 1), date(2000, 1, 1)]), "phone": st.sampled_from(["08", "09"]),
})  # fmt: skip


@given(st.lists(VALUES, max_size=8), st.lists(VALUES, max_size=4))
@settings(max_examples=300, deadline=None)
def test_no_person_is_written_twice_and_no_number_given_twice(rows, people):
    people = [{"full_name": "X", **values} for values in people]
    records = [Record(number, values) for number, values in enumerate(rows, 1)]

    result = plan(records, identity=Identity(), lookup=Base(*people), required=("full_name",))

    written = [row for row in result.rows if row.verdict != REFUSED]
    assert sum(result.counts.values()) == len(rows)
    assert all(count == 1 for count in Counter(row.id for row in written if row.id).values())
    assert all(count == 1 for count in Counter(row.values["nik"] for row in written if row.values.get("nik")).values())
