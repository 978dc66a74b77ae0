"""How long papers count, how a person's papers stand, whether they agree, what a file's name tells."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.common.rules import nik
from serang.common.rules.days import add_months
from serang.documents import rules
from serang.documents.rules import Kind, Paper, Said

ON = date(2026, 11, 25)
PASSPORT = Kind("passport", "printed", months_after=6, stages=("ready",))
MEDICAL = Kind("medical", "months", months=3, warn_days=30, stages=("ready", "preparing"))
KTP = Kind("ktp", stages=("verified",))
DAYS = st.dates(date(2020, 1, 1), date(2036, 1, 1))
STAGES = ("registered", "verified", "selected", "training", "ready", "nominated", "departed", "returned")


@pytest.mark.parametrize(
    "kind, issued_on, printed, until",
    [
        (KTP, date(2020, 1, 1), None, None),
        (KTP, date(2020, 1, 1), date(2030, 1, 1), None),
        (MEDICAL, date(2026, 9, 3), None, date(2026, 12, 3)),
        (MEDICAL, date(2026, 11, 30), None, date(2027, 2, 28)),
        (MEDICAL, date(2023, 11, 30), None, date(2024, 2, 29)),
        (MEDICAL, date(2026, 9, 3), date(2026, 10, 3), date(2026, 10, 3)),
        (MEDICAL, None, None, None),
        (PASSPORT, date(2024, 1, 8), date(2034, 1, 8), date(2034, 1, 8)),
        (PASSPORT, date(2024, 1, 8), None, None),
    ],
)
def test_a_paper_counts_until(kind, issued_on, printed, until):
    assert rules.valid_until(kind, issued_on, printed) == until


@pytest.mark.parametrize(
    "kind, departs_on, needed",
    [
        (PASSPORT, None, ON),
        (PASSPORT, date(2027, 3, 1), date(2027, 9, 1)),
        (PASSPORT, date(2026, 8, 31), date(2027, 2, 28)),
        (PASSPORT, date(2025, 1, 1), ON),
        (MEDICAL, date(2027, 3, 1), ON),
    ],
)
def test_a_paper_is_needed_until(kind, departs_on, needed):
    assert rules.needed_until(kind, ON, departs_on) == needed


@pytest.mark.parametrize(
    "kind, paper, departs_on, code, days",
    [
        (KTP, None, None, "missing", None),
        (KTP, Paper("ktp"), None, "valid", None),
        (KTP, Paper("ktp", verified=False), None, "unverified", None),
        (PASSPORT, Paper("passport"), None, "undated", None),
        (PASSPORT, Paper("passport", valid_until=date(2026, 11, 15)), None, "expired", 10),
        (PASSPORT, Paper("passport", valid_until=ON), None, "soon", 0),
        (PASSPORT, Paper("passport", valid_until=date(2027, 1, 24)), None, "soon", 60),
        (PASSPORT, Paper("passport", valid_until=date(2027, 1, 25)), None, "valid", 61),
        (PASSPORT, Paper("passport", valid_until=date(2027, 8, 1)), date(2027, 3, 1), "short", 31),
        (PASSPORT, Paper("passport", valid_until=date(2027, 9, 1)), date(2027, 3, 1), "valid", 280),
        (PASSPORT, Paper("passport", valid_until=date(2027, 8, 31)), date(2027, 3, 1), "short", 1),
        (MEDICAL, Paper("medical", issued_on=date(2026, 9, 1)), None, "soon", 6),
    ],
)
def test_a_paper_is_worth(kind, paper, departs_on, code, days):
    found = rules.state(kind, paper, ON, departs_on)

    assert (found.code, found.days) == (code, days)


@pytest.mark.parametrize(
    "stage, asked",
    [
        ("registered", ["ktp"]),
        ("selected", ["ktp"]),
        ("training", ["passport", "medical", "ktp"]),
        ("nominated", ["passport", "medical", "ktp"]),
        ("departed", []),
        ("returned", []),
    ],
)
def test_what_is_asked_up_to_the_next_stage(stage, asked):
    assert [kind.code for kind in rules.asked_by_stage([PASSPORT, MEDICAL, KTP], STAGES)[stage]] == asked


@pytest.mark.parametrize(
    "pathways, pathway, asked", [((), "eps", True), (("eps",), "eps", True), (("e7",), "eps", False), (("e7",), None, True)]
)
def test_a_kind_may_be_asked_on_some_pathways(pathways, pathway, asked):
    assert rules.on_pathway(Kind("x", pathways=pathways), pathway) is asked


@pytest.mark.parametrize(
    "papers, code, next_on",
    [
        ([], "lacking", None),
        ([Paper("ktp"), Paper("passport", valid_until=date(2034, 1, 1))], "complete", date(2033, 11, 2)),
        ([Paper("ktp"), Paper("passport", valid_until=date(2026, 12, 1))], "soon", date(2026, 12, 2)),
        ([Paper("ktp"), Paper("passport", valid_until=date(2026, 11, 1))], "expired", None),
        ([Paper("passport", valid_until=date(2026, 11, 1))], "expired", None),
        ([Paper("ktp"), Paper("passport")], "lacking", None),
        ([Paper("passport", valid_until=date(2026, 12, 1))], "lacking", date(2026, 12, 2)),
    ],
)
def test_how_papers_stand(papers, code, next_on):
    assert rules.standing([KTP, PASSPORT], {paper.kind: paper for paper in papers}, ON) == (code, next_on)


@given(untils=st.lists(DAYS, max_size=4), on=DAYS, departs_on=st.none() | DAYS, ahead=st.integers(0, 3000))
def test_nothing_changes_before_the_day_it_changes(untils, on, departs_on, ahead):
    kinds = [Kind(f"k{n}", "printed", months_after=6 * (n % 2), warn_days=30 * n) for n in range(5)]
    papers = {f"k{n}": Paper(f"k{n}", valid_until=until) for n, until in enumerate(untils)}

    code, next_on = rules.standing(kinds[: len(untils)], papers, on, departs_on)
    later = on + timedelta(days=ahead)

    if next_on is None or later < next_on:
        assert rules.standing(kinds[: len(untils)], papers, later, departs_on)[0] == code
    if next_on:
        assert next_on > on
        assert rules.standing(kinds[: len(untils)], papers, next_on, departs_on)[0] != code


@given(until=DAYS, departs_on=DAYS, on=DAYS)
def test_a_later_departure_never_helps(until, departs_on, on):
    order = ["expired", "short", "soon", "valid"]
    paper = Paper("passport", valid_until=until)

    earlier, later = (rules.state(PASSPORT, paper, on, add_months(departs_on, n)).code for n in (0, 1))

    assert order.index(later) <= order.index(earlier)


NAMES = [
    ("Siti Aminah", "SITI AMINAH", True), ("Siti Nur'aini", "SITI NURAINI", True), ("M. Rizki", "M RIZKI", True),
    ("Al-Farizi", "AL FARIZI", True), ("  Budi   Santoso ", "Budi Santoso", True), ("José", "JOSE", True),
    ("Moch. Ali", "MOCH ALI", True), ("Siti Aminah", "SITI AMINH", False), ("Muhammad Rizki", "M. RIZKI", False),
    ("Soeharto", "SUHARTO", False), ("Djaja", "JAYA", False), ("Budi Santoso", "SANTOSO BUDI", False), ("Ani", "ANI ANI", False),
    ("Budi", "BUDI SANTOSO", False), ("Ahmad", "AHMAT", False), ("Rina, S.Pd.", "RINA", False),
]  # fmt: skip


@pytest.mark.parametrize("name, on_it, same", NAMES)
def test_names_agree_as_an_office_reads_them(name, on_it, same):
    found = rules.differences(Said("person", name), [Said("passport", on_it)], on=ON)

    assert (not found) is same


@pytest.mark.parametrize(
    "place, on_it, same",
    [
        ("Serang", "SERANG", True),
        ("Serang", "Kota Serang", True),
        ("Kab. Serang", "Serang", True),
        ("Serang", "Cilegon", False),
    ],
)
def test_places_agree_without_the_kind_of_town(place, on_it, same):
    assert (not rules.differences(Said("person", birth_place=place), [Said("ktp", birth_place=on_it)], on=ON)) is same


def test_the_one_that_stands_alone_must_be_corrected():
    papers = [Said("ktp", "Siti Aminah"), Said("diploma", "Siti Aminh"), Said("passport", "SITI AMINAH")]

    [found] = rules.differences(Said("person", "Siti Aminah"), papers, on=ON)

    assert (found.source, found.field, found.said, found.expected) == ("diploma", "name", "Siti Aminh", "Siti Aminah")
    assert found.agreeing == ("person", "ktp", "passport")


def test_our_own_data_may_be_what_is_wrong():
    papers = [Said("ktp", birth_date=date(1999, 2, 14)), Said("passport", birth_date=date(1999, 2, 14))]

    [found] = rules.differences(Said("person", birth_date=date(1999, 2, 13)), papers, on=ON)

    assert (found.source, found.expected) == ("person", date(1999, 2, 14))


def test_the_ktp_decides_a_draw():
    [found] = rules.differences(Said("person", "Siti Amina"), [Said("ktp", "Siti Aminah")], on=ON)

    assert (found.source, found.expected) == ("person", "Siti Aminah")


def test_a_passport_is_held_against_the_name_for_the_passport():
    person, passport = Said("person", "M. Rizki"), Said("passport", "MUHAMMAD RIZKI")

    assert not rules.differences(person, [passport], passport_name="MUHAMMAD RIZKI", on=ON)
    [found] = rules.differences(person, [passport], passport_name="MUHAMAD RIZKI", on=ON)
    assert (found.source, found.expected) == ("passport", "MUHAMAD RIZKI")


@given(born=st.dates(date(1950, 1, 1), date(2010, 1, 1)), sex=st.sampled_from("LP"))
def test_a_nik_agrees_with_its_owner_and_with_nobody_of_the_other_sex(born, sex):
    number, other = nik.make(born, sex), "P" if sex == "L" else "L"

    assert not rules.differences(Said("person", birth_date=born, sex=sex), [], nik=number, on=ON)
    [found] = rules.differences(Said("person", birth_date=born, sex=other), [], nik=number, on=ON)
    assert (found.source, found.field) == ("nik", "sex")


@given(names=st.lists(st.sampled_from(["Siti Aminah", "SITI AMINAH", "Siti Amina", "Sitti Aminah", None]), min_size=1, max_size=5))
def test_differences_are_told_of_who_is_outvoted_only(names):
    sources = ["person", "ktp", "kk", "diploma", "passport"]
    said = [Said(source, name) for source, name in zip(sources, names, strict=False)]

    found = rules.differences(said[0], said[1:], on=ON)

    assert bool(found) == (len({name.upper() for name in names if name}) > 1)
    for one in found:
        assert one.source not in one.agreeing
        assert str(one.said).upper() != str(one.expected).upper()


@given(a=st.text(max_size=20), b=st.text(max_size=20))
def test_letters_lose_nothing(a, b):
    one, other = rules.letters(a, b)

    if len(a.upper()) == len(a) and len(b.upper()) == len(b):
        assert "".join(text for text, _differs in one) == a
        assert "".join(text for text, _differs in other) == b


def test_letters_mark_what_differs():
    assert rules.letters("AMINH", "Aminah") == ([("AMIN", False), ("H", False)], [("Amin", False), ("a", True), ("h", False)])


@pytest.mark.parametrize(
    "name, kind",
    [
        ("KTP.jpg", "ktp"),
        ("e-ktp siti.pdf", "ktp"),
        ("ktp2.png", "ktp"),
        ("Kartu Keluarga.pdf", "kk"),
        ("KK.jpeg", "kk"),
        ("Ijazah SMK.pdf", "diploma"),
        ("paspor_baru.pdf", "passport"),
        ("surat izin keluarga.pdf", "family_permit"),
        ("SKCK-2026.pdf", "skck"),
        ("hasil MCU.pdf", "medical"),
        ("Akta Lahir.pdf", "birth_certificate"),
        ("perjanjian penempatan.pdf", "placement_agreement"),
        ("IMG_20261125.jpg", None),
        ("skkb.pdf", None),
        ("", None),
        (None, None),
    ],
)
def test_a_kind_is_guessed_from_the_name(name, kind):
    known = {code for code, _pattern in rules.filenames.TELLING}

    assert rules.guess(name, known) == kind
    assert rules.guess(name, set()) is None


@pytest.mark.parametrize(
    "name, kept, fits",
    [
        ("a.pdf", "pdf", True),
        ("A.PDF", "pdf", True),
        ("a.jpeg", "jpg", True),
        ("a.png", "jpg", True),
        ("a.jpg", "png", True),
        ("a.php.jpg", "jpg", True),
        ("a.jpg", "pdf", False),
        ("a.pdf", "jpg", False),
        ("a.php", "jpg", False),
        ("a.jpg.exe", "jpg", False),
        ("a.jpg::$DATA", "jpg", False),
        ("a.PHP ", "pdf", False),
        ("a", "jpg", False),
        (".jpg", "jpg", False),
        ("", "pdf", False),
        (None, "pdf", False),
        ("a.svg", "png", False),
        ("a.jpg%00.php", "jpg", False),
    ],
)
def test_the_ending_of_the_name_must_fit_the_content(name, kept, fits):
    assert rules.fits(name, kept) is fits


@pytest.mark.parametrize(
    "name, shown",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\ktp.jpg", "ktp.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\0b\r\n.pdf", "ab.pdf"),
        (None, ""),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_plainly(name, shown):
    assert rules.plain_name(name) == shown
