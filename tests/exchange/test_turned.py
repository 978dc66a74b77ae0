"""Forms that are sent instead of a list: headings below each other, the person beside them."""

import pytest

from serang.applicants.sheet import people
from serang.exchange.rules.guess import guess, mapping
from serang.exchange.rules.table import find_table
from serang.exchange.rules.turned import upright
from serang.sheets.cells import BLANK, TEXT, Cell, Sheet

FORM = [
    ["FORMULIR PENDAFTARAN"],
    [],
    ["Nama Lengkap", ":", "Bayu Pratama"],
    ["NIK", ":", "3673011212970006"],
    ["Tempat, Tanggal Lahir", ":", "Serang, 12 Desember 1997"],
    ["Jenis Kelamin", ":", ""],
    ["No. HP", ":", "081333344445"],
]
BESIDE = [["Nama", "Bayu Pratama", "Sri Wahyuni"], ["JK", "L", "P"], ["Pendidikan", "SMA", "SMK"], ["Telepon", "", "081333344446"]]
ONE_CELL = [["Nama: Bayu Pratama"], ["NIK : 3673011212970006"], ["HP: 081333344445"]]
LIST = [["No", "Nama", "NIK", "HP"], ["1", "Bayu Pratama", "3673011212970006", "081333344445"]]
NAMES = [["Joko Susilo", "L", "Taktakan"], ["Rina Marlina", "P", "Kasemen"], ["Budi", "L", "Curug"]]


def sheet(rows):
    return Sheet("Lembar1", [[Cell(text, TEXT) if text else BLANK for text in row] for row in rows])


def persons(given):
    """Each person as a list reads it: field → text."""
    table = find_table(given, people().columns)
    means = mapping(guess(table, people().columns))
    return [{means[at]: cell.text for at, cell in enumerate(row.cells) if at in means and cell.text} for row in table.rows]


@pytest.mark.parametrize("rows, names", [
    (FORM, ["Bayu Pratama"]),
    (BESIDE, ["Bayu Pratama", "Sri Wahyuni"]),
    (ONE_CELL, ["Bayu Pratama"]),
])  # fmt: skip
def test_a_form_becomes_a_list(app, rows, names):
    assert [one["full_name"] for one in persons(upright(sheet(rows), people().columns))] == names


def test_each_answer_stays_with_its_person(app):
    bayu, sri = persons(upright(sheet(BESIDE), people().columns))

    assert (bayu["sex"], bayu["education"], bayu.get("phone")) == ("L", "SMA", None)
    assert (sri["sex"], sri["education"], sri["phone"]) == ("P", "SMK", "081333344446")


@pytest.mark.parametrize("rows", [LIST, NAMES, [["Nama", "Bayu"]], [[]], [["Nama"], ["NIK"], ["HP"], ["Pendidikan"]]])
def test_a_list_stays_as_it_is(app, rows):
    given = sheet(rows)

    assert upright(given, people().columns) is given
