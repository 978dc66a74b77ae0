"""How a name is kept, searched, set in capitals and printed in a passport."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti   Nur’aini ", "Siti Nur'aini"),
        ("M. Rizki\u200b\u00a0Maulana\t", "M. Rizki Maulana"),
        ("Budi\r\nSantoso\x00", "Budi Santoso"),
        ("SITI aminah", "SITI aminah"),
        ("Rene\u0301", "René"),
        (None, ""),
    ],
)
def test_clean(typed, kept):
    assert names.clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("M. Nur'aini", "m nuraini"),
        ("m  nuraini", "m nuraini"),
        ("Abdul-Rahman", "abdul rahman"),
        ("M.Rizki", "m rizki"),
        ("René José", "rene jose"),
        ("김 민수", "김 민수"),
        ("..", ""),
        (None, ""),
    ],
)
def test_search_key(typed, key):
    assert names.search_key(typed) == key


@pytest.mark.parametrize(
    ("name", "badge"),
    [
        ("Siti Nur'aini", "SN"),
        ("Rahmat", "R"),
        ("Muhammad Iqbal Fadilah", "MF"),
        ("'Aisyah", "A"),
        ("김민수", "김"),
        ("", ""),
    ],
)
def test_initials(name, badge):
    assert names.initials(name) == badge


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("SITI NUR'AINI", "Siti Nur'aini"),
        ("m. rizki iii", "M. Rizki III"),
        ("IVAN XI", "Ivan XI"),
        ("vivi", "Vivi"),
        ("ALI BIN UMAR", "Ali bin Umar"),
        ("BUDI SANTOSO, S.PD., M.M.", "Budi Santoso, S.Pd., M.M."),
        ("r.a. kartini", "R.A. Kartini"),
        ("abdul-rahman", "Abdul-Rahman"),
        ("TB. HENDRA", "Tb. Hendra"),
        ("김민수", "김민수"),
        ("", ""),
    ],
)
def test_title_case(typed, shown):
    assert names.title_case(typed) == shown


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Siti Nur'aini", "SITI NURAINI"),
        ("M. Rizki", "M RIZKI"),
        ("René Weiß", "RENE WEISS"),
        ("김민수", ""),
        (None, ""),
    ],
)
def test_passport_form(typed, printed):
    assert names.passport_form(typed) == printed


@given(some.text())
def test_what_is_in_shape_stays_as_it_is(text):
    for shape in (names.clean, names.search_key, names.passport_form, names.title_case):
        assert shape(shape(text)) == shape(text)


@given(some.text())
def test_a_search_key_holds_only_words_and_single_blanks(text):
    key = names.search_key(text)

    assert key == " ".join(key.split())
    assert all(word.isalnum() for word in key.split())


@given(some.text())
def test_a_passport_name_is_capitals_and_blanks(text):
    assert set(names.passport_form(text)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
