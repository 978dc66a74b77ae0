"""Levels of schooling in the writings of forms and lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from serang.common.rules import education


@pytest.mark.parametrize(
    "text, code",
    [
        ("SD", "SD"), ("SD Negeri 3", "SD"), ("MI", "SD"), ("Paket A", "SD"), ("초졸", "SD"),
        ("smp", "SMP"), ("SLTP", "SMP"), ("MTs", "SMP"), ("MTsN 1 Serang", "SMP"), ("Kejar Paket B", "SMP"),
        ("SMA", "SMA"), ("SLTA", "SMA"), ("SLTA/Sederajat", "SMA"), ("MA", "SMA"), ("SMU IPA", "SMA"),
        ("Paket C", "SMA"), ("SMA (Paket C)", "SMA"), ("Madrasah Aliyah Negeri", "SMA"), ("SMAN 2 Serang", "SMA"),
        ("SMA/SMK", "SMA"), ("고졸", "SMA"), ("High School", "SMA"),
        ("SMK TKJ", "SMK"), ("SMK sederajat", "SMK"), ("STM Mesin", "SMK"), ("Vocational High School", "SMK"),
        ("D1", "D1"), ("D-II", "D2"), ("D.III", "D3"), ("D3 sederajat", "D3"), ("Diploma 3", "D3"),
        ("D III Gizi", "D3"),
        ("Sarjana Muda", "D3"), ("전문대졸", "D3"), ("D-IV", "D4"), ("Sarjana Terapan", "D4"),
        ("S-1", "S1"), ("s1", "S1"), ("S.1 Ekonomi", "S1"), ("Strata 1", "S1"), ("Sarjana", "S1"), ("대졸", "S1"),
        ("S2", "S2"), ("Magister", "S2"), ("Pasca Sarjana", "S2"), ("S3", "S3"), ("Doktor", "S3"),
        ("tidak tamat SD", None), ("Belum sekolah", None), ("D5", None), ("S4", None), ("-", None), ("", None),
        (None, None), ("lainnya", None),
    ],
)  # fmt: skip
def test_read(text, code):
    assert education.read(text) == code


@pytest.mark.parametrize("code", education.LADDER)
def test_a_code_reads_as_itself(code):
    assert education.read(code) == code
    assert education.read(f" {code.lower()} ") == code


def test_the_ladder_rises():
    ranks = [education.rank(code) for code in education.LADDER]

    assert ranks == sorted(ranks)
    assert education.rank("SMA") == education.rank("SMK")
    assert education.rank("SMP") < education.rank("SMK") < education.rank("D1")
    assert education.rank(None) == education.rank("?") == 0


@pytest.mark.parametrize(
    "code, minimum, enough",
    [("SMK", "SMA", True), ("SMP", "SMA", False), ("S1", "D4", True), ("SD", None, True), (None, "SD", False)],
)
def test_reaches(code, minimum, enough):
    assert education.reaches(code, minimum) is enough


@given(some.text())
def test_any_text_is_a_code_or_nothing(text):
    assert education.read(text) in {*education.LADDER, None}


@pytest.mark.parametrize(
    "stated, schools, becomes",
    [
        (None, [], None),
        ("SMA", [], "SMA"),
        ("SMA", [("S1", 2020)], "S1"),
        ("S1", [("SMA", 2014)], "S1"),
        ("SMA", [("S1", None)], "SMA"),
        (None, [("S1", None)], "S1"),
        ("?", [("SMP", None)], "SMP"),
        (None, [("S1", None), ("SMA", 2014)], "SMA"),
        (None, [("SMP", None), ("SMA", None)], "SMA"),
        (None, [("SD", 2005), ("D3", 2017), ("SMK", 2014)], "D3"),
        ("SMA", [("SMK", 2014)], "SMA"),
        ("S1", [("D4", 2019)], "S1"),
        ("SMP", [("?", 2019)], "SMP"),
    ],
)
def test_schools_raise_the_education_and_never_lower_it(stated, schools, becomes):
    assert education.raised(stated, schools) == becomes
    assert education.raised(stated, schools[::-1]) == becomes
    assert education.raised(becomes, schools) == becomes


@pytest.mark.parametrize(
    "stated, levels, unproven",
    [
        (None, [], False),
        ("S1", [], True),
        ("S1", ["SMA", "SD"], True),
        ("S1", ["S1", "SMA"], False),
        ("S1", ["D4"], False),
        ("SMK", ["SMA"], False),
        ("SMA", ["S1"], False),
        ("?", [], False),
    ],
)
def test_a_level_above_every_school_is_unproven(stated, levels, unproven):
    assert education.unproven(stated, levels) is unproven


def test_a_rung_reads_back_as_its_level():
    assert [education.at_rung(education.rung(code)) for code in education.LADDER] == list(education.LADDER)
    assert [education.RANKS[education.rung(code)] for code in education.LADDER] == [education.rank(code) for code in education.LADDER]
    assert (education.rung(None), education.rung("?"), education.at_rung(0)) == (0, 0, None)
