"""Which spellings may be one name, and which are two people's."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import names

SAME = [
    ("Muhammad Rizki", "M. Rizki"),
    ("Moch. Sjarifoeddin, S.Pd.", "SARIPUDIN Muhammad"),
    ("Soeharto", "Suharto"),
    ("Tjahjono", "Cahyono"),
    ("Djoko Widodo", "Joko Widodo"),
    ("Jusuf Wibisono", "Yusuf Wibisono"),
    ("Syarifuddin", "Sarifudin"),
    ("Siti Nur'aini", "ST. Nuraini"),
    ("Siti Nur Aini", "Siti Nuraini"),
    ("Abdul Rahman", "Abdurrahman"),
    ("Abd. Rohman", "Abdurrachman"),
    ("Abdul Latif", "Abdullatif"),
    ("H. Ahmad Fauzi", "Achmad Fauzi"),
    ("Akhmad Pauji", "Ahmad Fauzi"),
    ("Hj. Siti Khotimah", "Siti Chotimah"),
    ("Drs. Budi Santoso, M.M.", "Budi Santoso"),
    ("Saepudin", "Saifuddin"),
    ("Khaerul Anwar", "Choirul Anwar"),
    ("Rahmat Hidayat", "Rochmat Hidayat"),
    ("Zaenal Arifin", "Jaenal Aripin"),
    ("Rizky Maulana", "Riski Maulana"),
    ("Rizqi Maulana", "Rizki Maulana"),
    ("Santoso Budi", "Budi Santoso"),
    ("Fitri Handayani", "Pitri Handayani"),
    ("Aisyah", "Aisah"),
    ("Sofiyah", "Sopiah"),
    ("Nurhayati", "Nur Hayati"),
    ("Sri Wahyuni", "Sriwahyuni"),
    ("Tubagus Hendra Wijaya", "Tb. Hendra Widjaja"),
    ("Ratu Intan Permatasari", "Rt. Intan Permata Sari"),
    ("Dwi Cahyo", "Dwicahyo"),
    ("Rina Marlina", "Rina Marlina Santoso"),
    ("Deni Kurniawan", "Deny Kurniawan"),
    ("Agus Setiawan", "Agus Setyawan"),
    ("Euis Kurniasih", "Euis Kurniasi"),
    ("Ahmad Fauzan", "A. Fauzan"),
    ("Dewi Anggraini", "Dewi Anggraeni"),
    ("Muhamad Iqbal Fadilah", "Muh Ikbal Fadhilah"),
    ("Faturrohman", "Fathurrahman"),
    ("Ramadhan", "Romadhon"),
    ("Ir. Soekarno", "Sukarno"),
    ("Wahyu Pratama", "Wahyu Pratma"),
    ("Chandra Gunawan", "Candra Gunawan"),
    ("Yulia Kartikasari", "Julia Kartikasari"),
    ("Rizki Muhammad", "Rizki"),
    ("김민수", "김민수"),
]

DIFFERENT = [
    ("Muhammad Rizki", "Muhammad Fauzi"),
    ("Siti Aminah", "Siti Rahmawati"),
    ("Rina Marlina Santoso", "Rina Marlina Hakim"),
    ("Budi Santoso", "Budi Setiawan"),
    ("Agus Setiawan", "Agus Gunawan"),
    ("Siti Aminah", "Siti Maimunah"),
    ("Ahmad Fauzi", "Ahmad Fauzan"),
    ("Nurhayati", "Nurhasanah"),
    ("Nurhayati", "Nurjanah"),
    ("Abdul Rahman", "Abdul Rohim"),
    ("Abdul Aziz", "Abdul Rahman"),
    ("Halimah", "Hamidah"),
    ("Joko Susilo", "Eko Susilo"),
    ("Wulan Sari", "Wulandari"),
    ("Muhammad", "Muhammad Ali"),
    ("Sukarno", "Sukarman"),
    ("Mulyadi", "Mulyani"),
    ("Suhendi", "Suhendra"),
    ("Siti", "Siti Aminah"),
    ("Yanto", "Yanti"),
    ("김민수", "이민수"),
    ("Andi Wijaya", "Budi Wijaya"),
]

WORDS = [
    "Muhammad", "Moch", "M", "Siti", "St", "Abdul", "Abdurrahman", "Nurhayati", "Nur", "Aini", "Sjarif", "Widjaja",
    "Zaenal", "Fauzi", "Rizky", "H", "Hj", "Ir", "Dewi", "Oemar",
]  # fmt: skip
some_names = some.lists(some.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
any_text = some.text(max_size=30) | some_names


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_alike(one, other):
    assert names.alike(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_people_are_not_alike(one, other):
    assert not names.alike(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_alike_names_share_a_block(one, other):
    joined = {"Ratu Intan Permatasari", "Dwi Cahyo"}

    assert one in joined or names.block_keys(one) & names.block_keys(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Moch. Sjarifoeddin, S.Pd.", "muhamat saripudin"),
        ("H. Abd. Rochman", "abdul rahman"),
        ("Ny. Soerjani", "suriani"),
        ("Budi Santoso, S. Pd., M.M.", "budi santoso"),
        ("BUDI SANTOSO SPD", "budi santoso"),
        ("dr. Siti Nur'aini", "aeni nur siti"),
        ("Abdullah", "abdula"),
        ("Chandra", "candra"),
        ("Chairul", "haerul"),
        ("Ir.", "ir"),
        ("Bin", "bin"),
        ("김민수", "김민수"),
        ("", ""),
        (None, ""),
    ],
)
def test_spelling_key(name, key):
    assert names.spelling_key(name) == key


@given(any_text, any_text)
def test_likeness_does_not_ask_who_is_first(one, other):
    assert names.likeness(one, other) == names.likeness(other, one)
    assert 0 <= names.likeness(one, other) <= 100


@given(any_text)
def test_a_name_is_wholly_like_itself(name):
    assert names.likeness(name, name) == (100 if names.search_key(name) else 0)
    assert names.likeness(name, name.swapcase()) in (0, 100) or not name.isascii()


@given(some_names, some_names, some.randoms(use_true_random=False))
def test_the_order_of_words_does_not_count(one, other, chance):
    words = one.split()
    chance.shuffle(words)
    mixed = " ".join(words)

    assert names.spelling_key(mixed) == names.spelling_key(one)
    assert names.block_keys(mixed) == names.block_keys(one)
    assert names.likeness(mixed, other) == names.likeness(one, other)


@given(some_names)
def test_titles_do_not_count(name):
    assert names.likeness(f"Hj. {name} Dewi, S.Pd.", f"{name} Dewi") == 100
