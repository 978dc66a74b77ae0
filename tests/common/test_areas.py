"""The kelurahan of the city, as lists and forms write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import serang.settings
from serang.common.rules import areas

FILE = Path(serang.settings.__file__).with_name("kelurahan.csv")
ROWS = areas.rows(FILE.read_text(encoding="utf-8").splitlines())


def test_the_list_has_67_kelurahan_in_6_kecamatan():
    assert len(ROWS) == len({row.code for row in ROWS}) == 67
    assert len({row.kecamatan_code for row in ROWS}) == 6
    assert all(row.code.startswith(row.kecamatan_code + ".") for row in ROWS)


def test_every_alias_belongs_to_a_kelurahan():
    assert set(areas.ALIASES) <= {row.code for row in ROWS}


@pytest.mark.parametrize(
    "text, code",
    [
        ("36.73.01.1004", "36.73.01.1004"),
        ("3673011004", "36.73.01.1004"),
        ("Kotabaru", "36.73.01.1004"),
        ("KOTA BARU", "36.73.01.1004"),
        ("Kel. Kota Baru Kec. Serang", "36.73.01.1004"),
        ("Kelurahan Kota Baru, Kota Serang", "36.73.01.1004"),
        ("Jl. Melati No. 2, Kel. Lopang, Kec. Serang", "36.73.01.1005"),
        ("Kec. Curug Kel. Sukawana", "36.73.04.1007"),
        ("Sukawana, Curug", "36.73.04.1007"),
        ("Kel. Sukawana Kec. Serang Kota Serang", "36.73.01.1008"),
        ("Sukawana (Kec. Serang)", "36.73.01.1008"),
        ("Serang", "36.73.01.1001"),
        ("Kel. Serang Kec. Serang", "36.73.01.1001"),
        ("Kamanisan", "36.73.04.1003"),
        ("Pengampelan", "36.73.03.1004"),
        ("Priyayi", "36.73.02.1002"),
        ("Banjaragung", "36.73.05.1004"),
        ("Curugmanis", "36.73.04.1009"),
        ("Pageragung", "36.73.03.1007"),
        ("Kalang Anyar", "36.73.06.1005"),
        ("Tamanbaru", "36.73.06.1012"),
        ("Lontar Baru", "36.73.01.1009"),
        ("Panca Laksana", "36.73.04.1006"),
        ("Cipocok", "36.73.05.1001"),
        ("Kel. Dalung Kec. Cipocok", "36.73.05.1007"),
        ("Sukawana", None),  # there are two
        ("Sukajaya Kec. Kasemen", None),  # lies in Curug
        ("Kota Serang", None),
        ("Kabupaten Serang", None),
        ("36.73.01.1999", None),
        ("Cibinong", None),
        ("", None),
        (None, None),
    ],
)
def test_match(text, code):
    found = areas.match(text, ROWS)

    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    "kecamatan, code",
    [
        ("Curug", "36.73.04.1007"),
        ("Kec. Serang", "36.73.01.1008"),
        ("KECAMATAN SERANG", "36.73.01.1008"),
        ("Kasemen", None),
    ],
)
def test_a_kecamatan_beside_the_name_decides(kecamatan, code):
    found = areas.match("Sukawana", ROWS, kecamatan=kecamatan)

    assert (found.code if found else None) == code


def test_a_bare_sukawana_has_two_candidates():
    assert [row.kecamatan for row in areas.candidates("sukawana", ROWS)] == ["Serang", "Curug"]


@given(some.sampled_from(ROWS), some.sampled_from(["{0}, {1}", "Kel. {0} Kec. {1}", "{0} / {1}", "kel {0}, kec {1}"]))
def test_every_kelurahan_is_found_with_its_kecamatan(row, writing):
    assert areas.match(writing.format(row.name.upper(), row.kecamatan), ROWS) == row
    assert areas.match(row.name.replace(" ", ""), ROWS, kecamatan=row.kecamatan) == row
    assert areas.match(row.code, ROWS) == row


@given(some.text())
def test_any_text_is_a_kelurahan_or_nothing(text):
    assert areas.match(text, ROWS) in [*ROWS, None]
