"""What the cells of a list of people say."""

from datetime import date

import pytest

from serang.applicants.sheet import people, readers
from serang.applicants.sheet.places import Occupations, Places
from serang.common.rules.reasons import Reason
from serang.exchange import queries
from serang.exchange.rules.plan import Change, Verdict
from serang.sheets.cells import NUMBER, TEXT, Cell, Sheet
from serang.sheets.read import read_text
from tests.exchange.lists import pasted, person

ON = date(2026, 11, 25)


def cell(value):
    return Cell(str(value), NUMBER if isinstance(value, (int, float)) else TEXT)


def planned(*rows):
    book = read_text(pasted(*rows))
    offer = people()
    from serang.exchange.rules import offer as lists
    from serang.exchange.rules.guess import mapping

    found = lists.tables(book.sheets, offer)
    means = mapping(queries.guesses(found[0], offer))
    return queries.dry_run({0: Sheet("", book.sheets[0].rows)}, means, offer, on=ON).plan


def codes(problems):
    return [one.reason.code for one in problems]


@pytest.mark.parametrize("text, name", [
    ("SITI AMINAH", "Siti Aminah"), ("  siti   aminah ", "Siti Aminah"), ("Siti McArthur", "Siti McArthur"),
    ("<script>alert(1)</script> Budi", "<script>alert(1)</script> Budi"), ("'Budi", "Budi"), ("=Budi", "=Budi"),
])  # fmt: skip
def test_names(text, name):
    assert readers.read_name(cell(text)).values.get("full_name") == name


@pytest.mark.parametrize("text, code", [("12345", "no_name"), ("A" * 151, "too_long")])
def test_what_is_no_name_refuses_the_row(text, code):
    assert [one.code for one in readers.read_name(cell(text)).refusals] == [code]


@pytest.mark.parametrize("text, day", [
    ("12/03/1999", date(1999, 3, 12)), ("1999-03-12", date(1999, 3, 12)), ("12 Maret 1999", date(1999, 3, 12)), (36231, date(1999, 3, 12)),
])  # fmt: skip
def test_days(text, day):
    assert readers.read_birth(cell(text), on=ON).values == {"birth_date": day}


@pytest.mark.parametrize("text, code", [
    ("31/02/1999", "impossible_day"), ("12/13/1999", "impossible_month"), ("kemarin", "unclear_day"), ("12/03/2027", "birth_in_future"),
])  # fmt: skip
def test_broken_days_refuse_the_row(text, code):
    assert [one.code for one in readers.read_birth(cell(text), on=ON).refusals] == [code]
    assert [one.code for one in readers.read_place_and_day(cell(f"Serang, {text}"), on=ON).refusals][:1] in ([code], [])


def test_place_and_day_in_one_cell():
    assert readers.read_place_and_day(cell("SERANG, 12-03-1999"), on=ON).values == {
        "birth_place": "Serang",
        "birth_date": date(1999, 3, 12),
    }


@pytest.mark.parametrize("text, code", [
    ("Belum Kawin", "single"), ("KAWIN", "married"), ("menikah", "married"), ("cerai mati", "widowed"), ("Lajang", "single"), ("기혼", "married"),
])  # fmt: skip
def test_marital_status(text, code):
    assert readers.read_marital(cell(text)).values == {"marital_status": code}


@pytest.mark.parametrize("text, score", [("167", 167), (167, 167), ("160/200", 160), ("0", None), ("-", None)])
def test_scores(text, score):
    assert readers.read_score(cell(text)).values.get("eps_topik_score") == score


def test_a_score_beyond_the_test_refuses_the_row():
    assert readers.read_score(cell(240)).refusals == (Reason("beyond_bounds", low=0, high=200),)


def test_a_score_in_words_is_kept_in_the_note():
    found = readers.read_score(cell("lulus"))

    assert found.values == {"note:eps_topik_score": "Skor EPS-TOPIK: lulus"}
    assert [one.code for one in found.warnings] == ["not_a_number"]


@pytest.mark.parametrize("text, height", [("165", 165), ("165 cm", 165), ("1,65", 165), ("1.65 m", 165), (165.4, 165)])
def test_heights(text, height):
    assert readers._measure("height_cm", readers.HEIGHT, cell(text)).values == {"height_cm": height}


@pytest.mark.parametrize("text, code", [
    ("las", "welder"), ("Juru las", "welder"), ("tenaga kebersihan", "office_cleaner"), ("kurir", "parcel_sorter"),
    ("asisten perawat", "care_worker"), ("welder", "welder"), ("용접공", "welder"), ("masinis", None), ("pekerja", None), ("perawat", None),
])  # fmt: skip
def test_occupations(app, text, code):
    assert Occupations()(text) == code


@pytest.mark.parametrize("kelurahan, kecamatan, name", [
    ("Sayar", None, "Sayar"), ("Kel. Kotabaru", None, "Kota Baru"), ("Sukawana", "Curug", "Sukawana"), ("cipocok", None, "Cipocok Jaya"),
])  # fmt: skip
def test_wards(app, kelurahan, kecamatan, name):
    values, reasons = Places().settle(kelurahan, kecamatan)

    assert reasons == []
    assert next(row.name for row in Places().rows if row.code == values["kelurahan"]) == name


@pytest.mark.parametrize("kelurahan, kecamatan, code", [
    ("Mojokerto", None, "area_unknown"), ("Sukawana", None, "area_unclear"), (None, "Curug", "area_unclear"), ("Sayar", "Curug", "area_unclear"),
])  # fmt: skip
def test_wards_that_are_unclear_go_into_the_note(app, kelurahan, kecamatan, code):
    values, reasons = Places().settle(kelurahan, kecamatan)

    assert [one.code for one in reasons] == [code]
    assert (kelurahan or kecamatan) in values["note:area"]


def test_nothing_of_a_row_is_lost(app):
    row = planned(person("Budi", kelurahan="Mojokerto", kecamatan="", wish="masinis", education="paket X", note="rajin")).rows[0]

    assert row.values["note"].splitlines() == ["rajin", "Pendidikan: paket X", "Minat: masinis", "Kelurahan: Mojokerto"]
    assert sorted(codes(row.warnings)) == ["area_unknown", "occupation_unknown", "unread_education"]
    assert row.verdict == "new"


def test_a_wrong_nik_stays_out_and_the_person_goes_in(app):
    row = planned(person("Budi", nik="12345")).rows[0]

    assert (row.verdict, "nik" in row.values, codes(row.warnings)) == ("new", False, ["nik_length"])


def test_a_rounded_nik_refuses_the_row(app):
    row = planned(person("Budi", nik="3,67301E+15")).rows[0]

    assert (row.verdict, codes(row.reasons)) == ("refused", ["nik_rounded"])


def test_the_nik_of_another_stays_out(app, make):
    make.applicant("Wahyu Pratama", nik="3673010101990001", birth_date=date(1990, 3, 3))

    row = planned(person("Budi Santoso", nik="3673010101990001")).rows[0]

    assert (row.verdict, "nik" in row.values, codes(row.warnings)) == ("new", False, ["nik_other_birth", "key_of_another"])


def test_the_same_person_twice_in_a_list_is_refused_once(app):
    rows = planned(person("Budi Santoso", nik="3673010102990001"), person("BUDI SANTOSO", nik="3673010102990001")).rows

    assert [row.verdict for row in rows] == ["new", "refused"]
    assert rows[1].reasons[0].reason == Reason("twice_in_file", row=2)


def test_an_older_score_is_another_result_and_a_known_one_is_nothing_new(app, make):
    there = make.applicant("Budi Santoso", nik="3673010102990001", birth_date=date(1999, 2, 1), sex="L", education="SMA")
    make.language(there, score=150)
    make.language(there, score=120)
    make.wish(there, "welder")

    def row(score, wish="las"):
        return planned(person("Budi Santoso", nik="3673010102990001", kelurahan="", kecamatan="", score=score, wish=wish)).rows[0]

    assert row("120").verdict == row("150").verdict == "same"
    assert row("130").changes == (Change("eps_topik_score", (150, 120), 130),)
    assert row("", "kurir").changes == (Change("wished_occupation", ("welder",), "parcel_sorter"),)


def test_a_note_grows_and_is_never_replaced():
    grown = people_without_database().settled(Verdict(2, "changed", changes=(Change("note", "satu\ndua", "dua\ntiga"),)))

    assert grown.changes[0].new == "satu\ndua\ntiga"


@pytest.mark.parametrize(("old", "new", "verdict"), [(1000, 999, "changed"), (1000, 1000, "refused"), (2000, 1, "refused")])
def test_a_note_that_would_grow_too_long_keeps_the_row_out(old, new, verdict):
    settled = people_without_database().settled(Verdict(2, "changed", changes=(Change("note", "a" * old, "b" * new),)))

    assert settled.verdict == verdict
    assert [(one.field, one.reason.code, one.reason.values["letters"]) for one in settled.reasons] == (
        [("note", "too_long", old + new + 1)] if verdict == "refused" else []
    )


def test_a_note_that_the_row_itself_makes_too_long_keeps_it_out(app):
    record = planned(person("Budi Santoso", education="x" * 290, note="b" * 1900)).rows[0]

    assert record.verdict == "refused"
    assert [one.reason.code for one in record.reasons] == ["too_long"]


def people_without_database():
    from serang.applicants.sheet.offer import People

    return People.__new__(People)


@pytest.mark.parametrize(("text", "phone", "more", "warning"), [
    ("0813-1111-2222", "+6281311112222", "", None),
    ("0813-1111-2222 / 0254 200300", "+6281311112222", "0254 200300", "phone_more"),
    ("0813-1111-2222 atau 0254 200300 (istri)", "+6281311112222", "0254 200300 (istri)", "phone_more"),
    ("WA; 081311112222; 081233334444, 081255556666", "+6281311112222", "WA 081233334444, 081255556666", "phone_more"),
    ("12" * 15, None, "12" * 15, "phone_doubtful"),
    ("tanya kakaknya yang tinggal di rumah sebelah 12", None, "tanya kakaknya yang tinggal di rumah sebelah 12", "phone_doubtful"),
])  # fmt: skip
def test_of_several_numbers_the_first_is_dialled_and_the_others_stand_beside_it(text, phone, more, warning):
    read = readers.read_phone(cell(text))

    assert (read.values.get("phone"), read.values["phone_more"]) == (phone, more)
    assert [one.code for one in read.warnings] == ([warning] if warning else [])


@pytest.mark.parametrize(("old", "new", "grown"), [
    (None, "0254 200300", "0254 200300"), ("0254 200300", "0812 1111", "0254 200300; 0812 1111"), ("0254-200300 (istri)", "0254200300", None),
])  # fmt: skip
def test_further_phones_grow_and_are_never_replaced(old, new, grown):
    offer = people_without_database()
    change = Change("phone_more", old, new)

    assert offer.equal("phone_more", old, new) == (grown is None)
    assert grown is None or offer.settled(Verdict(2, "changed", changes=(change,))).changes[0].new == grown
