"""/trainings by role: lists, forms, the two grids, people, results, papers."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest

from serang.applicants.models import Certificate, LanguageResult
from serang.db import db
from serang.trainings import operations
from serang.trainings.models import Attendance, Batch, Course, Enrolment, Mark
from serang.web.clock import today

GRANTS = [
    {"type": "language", "test": "EPS_TOPIK", "from_mark": True},
    {"type": "certificate", "code": "caregiver", "name": "Pengasuh", "months": 24},
]


@pytest.fixture
def class_(make, account):
    """A running batch of the trainer: three people, three days until today and one to come, one assessment."""
    course = make.course(name="Bahasa Korea Dasar", grants=GRANTS)
    batch = make.batch(
        course,
        number="BK-07/2026",
        capacity=3,
        starts_on=today() - timedelta(20),
        ends_on=today() + timedelta(20),
        trainer_id=account("trainer").id,
    )
    days = [make.session(batch, today() + timedelta(n)) for n in (-2, -1, 0, 1)]
    exam = make.assessment(batch, "Ujian akhir")
    people = [
        make.enrolment(batch, make.applicant(name), enrolled_on=batch.starts_on) for name in ("Agus Setiawan", "Budi Santoso", "Citra Dewi")
    ]
    return batch, days, exam, people


def _letters(batch):
    rows = db.session.query(Attendance).join(Enrolment).filter(Enrolment.batch_id == batch.id)
    return {(row.enrolment_id, row.session_id): row.mark for row in rows}


def _values(batch):
    return {row.enrolment_id: row.value for row in db.session.query(Mark).join(Enrolment).filter(Enrolment.batch_id == batch.id)}


# ---- the list, courses, setting up ----


def test_the_list_counts_people_and_filters_by_words_state_and_course(officer, make, class_):
    batch, _days, _exam, _people = class_
    make.batch(make.course(name="Las SMAW"), number="LAS-01", state="planned", provider="LPK Maju")

    page = officer.get("/trainings")
    assert page.texts("main tbody th, #batch_list tbody th") == ["BK-07/2026", "LAS-01"]
    assert "3 / 3" in page.text
    assert officer.get("/trainings", q="las maju").texts("main tbody th, #batch_list tbody th") == ["LAS-01"]
    assert officer.get("/trainings", state="running").texts("main tbody th, #batch_list tbody th") == ["BK-07/2026"]
    assert officer.get("/trainings", course=batch.course_id).texts("main tbody th, #batch_list tbody th") == ["BK-07/2026"]
    assert officer.get("/trainings", sort="-number").texts("main tbody th, #batch_list tbody th") == [
        "LAS-01",
        "BK-07/2026",
    ]
    assert "Tidak ada angkatan yang cocok" in officer.get("/trainings", q="tidakada").text
    assert officer.get("/trainings", part="batch_list", q="las").texts("tbody th") == ["LAS-01"]


def test_an_empty_office_is_told_how_to_begin(officer):
    assert "Belum ada angkatan" in officer.get("/trainings").text
    assert "Belum ada pelatihan" in officer.get("/trainings/courses").text
    assert officer.get("/trainings/new").texts("#isi .msg a") == ["Pelatihan baru"]


def test_a_course_keeps_what_passing_grants(officer):
    page = officer.get("/trainings/courses/new")
    fields = page.fields() | {
        "name": "Pengasuh lansia",
        "language_test": "JLPT",
        "language_result": "N4",
        "certificate_name": "Caregiver",
        "certificate_months": "36",
        "attendance_min": "85",
        "mark_min": "70",
    }
    fields["assessment_name"], fields["assessment_maximum"], fields["assessment_weight"] = (
        ["Teori", "Praktik", ""],
        ["100", "50", "100"],
        ["1", "2", "1"],
    )
    fields["assessment_id"] = ["", "", ""]
    officer.post("/trainings/courses", fields, expect=303)

    course = db.session.query(Course).one()
    assert course.grants == [
        {"type": "language", "test": "JLPT", "level": 4},
        {"type": "certificate", "code": "caregiver", "name": "Caregiver", "months": 36},
    ]
    assert course.assessments == [
        {"name": "Teori", "maximum": 100, "weight": 1},
        {"name": "Praktik", "maximum": 50, "weight": 2},
    ]
    assert "JLPT N4" in officer.get("/trainings/courses").text
    assert "Tulis dahulu" not in officer.get("/trainings/new").text
    assert course.name in officer.get("/trainings/new").texts("#course_id option")
    again = officer.get(f"/trainings/courses/{course.id}/edit")
    assert again.one("#language_result")["value"] == "4"
    officer.post(f"/trainings/courses/{course.id}", again.fields() | {"language_result": "9"}, expect=422)


def test_a_course_twice_or_with_a_wrong_line_keeps_what_was_typed(officer, make):
    make.course(name="Las")

    page = officer.post(
        "/trainings/courses",
        name="Las",
        attendance_min="80",
        mark_min="60",
        field="skill",
        assessment_id="",
        assessment_name="Uji",
        assessment_maximum="0",
        assessment_weight="1",
        expect=422,
    )
    assert "Nilai maksimum Uji" in page.text
    page = officer.post("/trainings/courses", name="Las", attendance_min="80", mark_min="60", field="skill", expect=422)
    assert "Pelatihan Las sudah ada" in page.text
    assert page.one("#name")["value"] == "Las"


BATCH = {
    "number": "BK-08",
    "provider": "BBPVP Serang",
    "starts_on": "02/11/2026",
    "ends_on": "2026-11-13",
    "weekdays": ["0", "2", "4"],
    "holidays": "4 November 2026",
    "starts_at": "08.00",
    "ends_at": "15:00",
    "capacity": "16",
    "fund": "apbn",
}


def test_a_new_batch_needs_no_holidays(officer, make):
    officer.post("/trainings", {**BATCH, "course_id": make.course().id, "holidays": ""}, expect=303)

    assert [one.on.day for one in db.session.query(Batch).one().sessions] == [2, 4, 6, 9, 11, 13]


def test_a_new_batch_has_the_days_of_its_pattern_and_the_marks_of_its_course(officer, make):
    course = make.course(assessments=[{"name": "Teori", "maximum": 100, "weight": 1}])

    page = officer.post("/trainings", {**BATCH, "course_id": course.id}, follow=True)

    batch = db.session.query(Batch).one()
    assert [one.on.day for one in batch.sessions] == [2, 6, 9, 11, 13]
    assert [one.name for one in batch.assessments] == ["Teori"]
    assert (batch.state, batch.starts_at.hour, batch.ends_at.hour) == ("planned", 8, 15)
    assert "Angkatan BK-08 dibuat, 5 hari." in page.text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("ends_on", "01/11/2026", "Selesai setelah mulai"),
        ("ends_on", "2039-01-01", "paling lama dua tahun"),
        ("number", "", "Isi Nomor angkatan"),
        ("starts_at", "25.00", "08.00"),
        ("holidays", "4 November 2026, besok", "besok"),
        ("capacity", "0", "Antara 1"),
        ("course_id", "999", "tidak ada"),
    ],
)
def test_a_batch_that_cannot_be_is_refused_with_what_was_typed(officer, make, field, typed, words):
    course = make.course()

    page = officer.post("/trainings", {**BATCH, "course_id": course.id, field: typed}, expect=422)

    assert words in page.text
    assert page.soup.title.text.startswith("Galat:")
    assert db.session.query(Batch).count() == 0
    if field != "course_id":
        assert page.one(f"#{field}")["value"] == typed


def test_a_number_is_given_once(officer, class_):
    page = officer.post("/trainings", {**BATCH, "course_id": class_[0].course_id, "number": "BK-07/2026"}, expect=422)

    assert "BK-07/2026 sudah dipakai" in page.text


def test_two_people_edit_a_batch_different_fields_come_together_the_same_is_shown(officer, client_of, class_):
    batch = class_[0]
    mine = officer.get(f"/trainings/{batch.id}/edit").fields()
    officer.post(f"/trainings/{batch.id}", mine | {"place": "Ruang B2", "weekdays": []}, expect=303)

    officer.post(f"/trainings/{batch.id}", mine | {"note": "Bawa alat tulis", "weekdays": []}, expect=303)
    assert (batch.place, batch.note) == ("Ruang B2", "Bawa alat tulis")

    page = officer.post(f"/trainings/{batch.id}", mine | {"place": "Ruang C1", "weekdays": []}, expect=409)
    assert "Ruang B2" in page.text
    assert page.one("#place")["value"] == "Ruang C1"
    officer.post(f"/trainings/{batch.id}", page.fields() | {"weekdays": []}, expect=303)
    assert batch.place == "Ruang C1"


def test_days_follow_a_new_pattern_and_days_changed_by_hand_stay(officer, make):
    course = make.course()
    officer.post("/trainings", {**BATCH, "course_id": course.id}, expect=303)
    batch = db.session.query(Batch).one()
    fields = officer.get(f"/trainings/{batch.id}/edit").fields()

    officer.post(f"/trainings/{batch.id}/days", on="07/11/2026", topic="Kunjungan", expect=303)
    officer.post(f"/trainings/{batch.id}/days/{batch.sessions[-1].id}/remove", expect=303)
    officer.post(f"/trainings/{batch.id}", fields | {"weekdays": ["0", "1", "4"], "version": str(batch.version)}, expect=303)

    db.session.expire_all()
    assert [one.on.day for one in batch.sessions] == [2, 3, 6, 7, 9, 10]


def test_a_day_twice_outside_or_with_marks_is_refused(officer, class_):
    batch, days, _exam, people = class_
    officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[0].id}-{days[0].id}": "H"}, expect=303)

    assert "sudah ada dalam jadwal" in officer.post(f"/trainings/{batch.id}/days", on=days[0].on.isoformat(), expect=422).text
    assert "di luar masa" in officer.post(f"/trainings/{batch.id}/days", on="2020-01-01", expect=422).text
    assert "sudah diisi" in officer.post(f"/trainings/{batch.id}/days/{days[0].id}/remove", expect=409).text
    officer.post(f"/trainings/{batch.id}/days/{days[3].id}/topic", topic="Hangul", expect=303)
    assert days[3].topic == "Hangul"


def test_assessments_are_changed_but_not_below_or_without_their_marks(officer, class_):
    batch, _days, exam, people = class_
    officer.post(f"/trainings/{batch.id}/marks", {f"score-{people[0].id}-{exam.id}": "80"}, expect=303)
    url = f"/trainings/{batch.id}/assessments"

    line = {
        "assessment_id": [str(exam.id), ""],
        "assessment_name": ["Ujian", "Tugas"],
        "assessment_maximum": ["90", "20"],
        "assessment_weight": ["3", "1"],
    }
    officer.post(url, line, expect=303)
    db.session.expire_all()
    assert [(one.name, one.maximum, one.weight) for one in batch.assessments] == [("Ujian", 90, 3), ("Tugas", 20, 1)]
    assert "sudah ada nilai 80" in officer.post(url, line | {"assessment_maximum": ["70", "20"]}, expect=422).text
    assert "sudah ada nilainya" in officer.post(url, line | {"assessment_name": ["", "Tugas"]}, expect=422).text
    assert "Bobot Tugas" in officer.post(url, line | {"assessment_weight": ["3", "x"]}, expect=422).text


def assessments_form(officer, batch):
    """The lines of the form as a browser would send them."""
    form = officer.get(f"/trainings/{batch.id}/schedule").one(f"form[action='/trainings/{batch.id}/assessments']")
    return read_lines(form)


def read_lines(form) -> dict:
    lines = {name: [one["value"] for one in form.select(f"[name=assessment_{name}]")] for name in ("id", "name", "maximum", "weight")}
    return {f"assessment_{name}": values for name, values in lines.items()} | {"seen": form.select_one("[name=seen]")["value"]}


@pytest.mark.parametrize(
    ("theirs", "mine", "asked", "kept"),
    [
        (["Ujian akhir", "Tugas"], ["Ujian lisan"], False, ["Ujian lisan", "Tugas"]),
        (["Ujian tulis"], ["Ujian akhir", "Tugas"], False, ["Ujian tulis", "Tugas"]),
        (["Ujian tulis", "Tugas"], ["Ujian lisan"], True, ["Ujian lisan", "Tugas"]),
        (["Ujian tulis"], [""], True, []),
        ([""], ["Ujian akhir"], False, []),
    ],
)
def test_two_people_change_the_assessments(officer, make, theirs, mine, asked, kept):
    batch = make.batch()
    make.assessment(batch)
    url = f"/trainings/{batch.id}/assessments"
    first, second = assessments_form(officer, batch), assessments_form(officer, batch)
    officer.post(url, first | {"assessment_name": (theirs + ["", ""])[: len(first["assessment_id"])]}, expect=303)

    page = officer.post(url, second | {"assessment_name": (mine + ["", ""])[: len(second["assessment_id"])]}, expect=409 if asked else 303)
    if asked:
        assert "Baru saja diubah orang lain menjadi “Ujian tulis, maks. 100, bobot 1”" in page.text
        officer.post(url, read_lines(page.one(f"form[action='{url}']")), expect=303)

    db.session.expire_all()
    assert [one.name for one in batch.assessments] == kept


def test_a_course_asked_about_keeps_what_the_other_changed_elsewhere(officer, make):
    course = make.course(assessments=[{"name": "Ujian", "maximum": 100, "weight": 1}])
    url, css = f"/trainings/courses/{course.id}", f"form[action='/trainings/courses/{course.id}']"
    form = officer.get(f"{url}/edit").fields(css) | {"assessment_id": [""], "assessment_name": ["Ujian"], "assessment_maximum": ["100"]}
    form["assessment_weight"] = ["1"]
    theirs = {"name": "Las dasar", "certificate_name": "Juru las", "assessment_name": ["Praktik"]}
    officer.post(url, form | theirs, expect=303)

    page = officer.post(url, form | {"name": "Las lanjutan"}, expect=409)
    shown = page.fields(css) | read_course_lines(page)
    officer.post(url, shown, expect=303)

    assert course.name == "Las lanjutan"
    assert [one["name"] for one in course.assessments] == ["Praktik"]
    assert [one["name"] for one in course.grants] == ["Juru las"]


def read_course_lines(page) -> dict:
    return {
        f"assessment_{n}": [e["value"] for e in page.soup.select(f"[name=assessment_{n}]")] for n in ("id", "name", "maximum", "weight")
    }


# ---- attendance ----


def test_present_is_proposed_for_the_empty_cells_of_today_and_stored_only_when_saved(officer, class_):
    batch, days, _exam, people = class_
    officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[1].id}-{days[2].id}": "S"}, expect=303)

    page = officer.get(f"/trainings/{batch.id}", propose="H")
    assert [page.one(f"#mark-{one.id}-{days[2].id}")["value"] for one in people] == ["H", "S", "H"]
    assert "2 usulan belum disimpan" in page.text
    assert len(_letters(batch)) == 1

    fields = page.fields("form#register")
    fields[f"mark-{people[2].id}-{days[2].id}"] = "a"
    page = officer.post(f"/trainings/{batch.id}/attendance", fields, follow=True)
    assert _letters(batch) == {
        (people[0].id, days[2].id): "H",
        (people[1].id, days[2].id): "S",
        (people[2].id, days[2].id): "A",
    }
    assert [page.one(f"#mark-{one.id}-{days[2].id}")["value"] for one in people] == ["H", "S", "A"], (
        "a reopened register shows what was saved"
    )
    assert "Officer Satu" in page.text
    again = officer.get(f"/trainings/{batch.id}", propose="H")
    assert "usulan" not in again.text


def test_days_to_come_are_locked(officer, class_):
    batch, days, _exam, people = class_
    page = officer.get(f"/trainings/{batch.id}")
    assert not page.soup.select(f"#mark-{people[0].id}-{days[3].id}")

    page = officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[0].id}-{days[3].id}": "H"}, expect=409)
    assert "belum tiba" in page.text
    assert _letters(batch) == {}


def test_a_letter_nobody_knows_stores_nothing_and_stays_on_the_page(officer, class_):
    batch, days, _exam, people = class_
    typed = {f"mark-{people[0].id}-{days[0].id}": "X", f"mark-{people[1].id}-{days[0].id}": "H"}

    page = officer.post(f"/trainings/{batch.id}/attendance", typed, expect=422)

    assert "Agus Setiawan" in page.one(".errsum").text
    assert page.one(f"#mark-{people[0].id}-{days[0].id}")["aria-invalid"] == "true"
    assert page.one(f"#mark-{people[1].id}-{days[0].id}")["value"] == "H"
    assert _letters(batch) == {}


def test_two_typists_on_one_batch_are_both_kept(officer, trainer, class_):
    batch, days, _exam, people = class_
    mine, theirs = (client.get(f"/trainings/{batch.id}").fields("form#register") for client in (officer, trainer))

    officer.post(f"/trainings/{batch.id}/attendance", mine | {f"mark-{people[0].id}-{days[2].id}": "H"}, expect=303)
    trainer.post(f"/trainings/{batch.id}/attendance", theirs | {f"mark-{people[1].id}-{days[2].id}": "A"}, expect=303)

    assert _letters(batch) == {(people[0].id, days[2].id): "H", (people[1].id, days[2].id): "A"}


def test_the_same_cell_changed_twice_shows_both_and_stores_the_choice(officer, trainer, class_):
    batch, days, _exam, people = class_
    first, second = f"mark-{people[0].id}-{days[2].id}", f"mark-{people[1].id}-{days[2].id}"
    mine, theirs = (client.get(f"/trainings/{batch.id}").fields("form#register") for client in (officer, trainer))
    trainer.post(f"/trainings/{batch.id}/attendance", theirs | {first: "S"}, expect=303)

    page = officer.post(f"/trainings/{batch.id}/attendance", mine | {first: "A", second: "H"}, expect=409)
    assert "Trainer Satu" in page.text
    assert "S (sakit)" in page.text
    assert "A (alpa)" in page.text
    assert _letters(batch) == {(people[0].id, days[2].id): "S"}

    choice = page.fields("dialog form")
    officer.post(f"/trainings/{batch.id}/attendance", choice | {first: "A"}, expect=303)
    assert _letters(batch) == {(people[0].id, days[2].id): "A", (people[1].id, days[2].id): "H"}


def test_saving_a_register_can_be_undone_from_where_one_stands(officer, class_):
    batch, days, _exam, people = class_
    cells = {f"mark-{people[0].id}-{days[2].id}": "H"}
    page = officer.post(f"/trainings/{batch.id}/attendance", cells, follow=True)

    undo = page.one("form[action*='/undo']")["action"]
    assert officer.post(undo, expect=303).location == f"/trainings/{batch.id}"
    assert _letters(batch) == {}


def test_a_letter_is_taken_back_by_emptying_the_cell(officer, class_):
    batch, days, _exam, people = class_
    cell = f"mark-{people[0].id}-{days[2].id}"
    officer.post(f"/trainings/{batch.id}/attendance", {cell: "A"}, expect=303)

    officer.post(
        f"/trainings/{batch.id}/attendance",
        officer.get(f"/trainings/{batch.id}").fields("form#register") | {cell: ""},
        expect=303,
    )

    assert _letters(batch) == {}


@pytest.mark.parametrize(
    "url",
    ["?span=day", "?span=week", "?span=month&from=2020-01-01", "?span=day&from=31/12/2999", "?span=nonsense&from=x"],
)
def test_every_window_of_days_can_be_shown(officer, class_, url):
    assert "Agus Setiawan" in officer.get(f"/trainings/{class_[0].id}{url}").text


def test_forged_cells_are_refused(officer, make, class_):
    batch, days, _exam, people = class_
    other = make.enrolment(make.batch(), make.applicant("Orang Lain"))

    for cell in (f"mark-{other.id}-{days[0].id}", f"mark-{people[0].id}-99999", "mark-99999999999999-1"):
        page = officer.post(f"/trainings/{batch.id}/attendance", {cell: "H"})
        assert page.status in (303, 409)
    assert db.session.query(Attendance).count() == 0


def test_saving_as_a_part_gives_the_section_with_fresh_numbers(officer, class_):
    batch, days, _exam, people = class_
    page = officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[0].id}-{days[2].id}": "H"}, part="section", follow=True)

    assert not page.soup.select("h1")
    assert "1 dari 3 terisi" in page.text
    assert "Kehadiran disimpan, 1 isian." in page.text


# ---- marks ----


def test_marks_with_comma_are_kept_and_make_the_final_mark(officer, class_):
    batch, _days, exam, people = class_
    fields = officer.get(f"/trainings/{batch.id}/marks").fields("form#marks")

    page = officer.post(f"/trainings/{batch.id}/marks", fields | {f"score-{people[0].id}-{exam.id}": "87,5"}, follow=True)

    assert _values(batch) == {people[0].id: 87.5}
    assert page.one(f"#score-{people[0].id}-{exam.id}")["value"] == "87,5"


def test_a_mark_out_of_range_is_refused_named_and_kept_on_screen(officer, class_):
    batch, _days, exam, people = class_
    fields = officer.get(f"/trainings/{batch.id}/marks").fields("form#marks")

    page = officer.post(
        f"/trainings/{batch.id}/marks",
        fields | {f"score-{people[0].id}-{exam.id}": "101", f"score-{people[1].id}-{exam.id}": "70"},
        expect=422,
    )

    assert "Agus Setiawan, Ujian akhir: “101” bukan nilai antara 0 dan 100" in page.text
    assert page.one(f"#score-{people[0].id}-{exam.id}")["value"] == "101"
    assert page.one(f"#score-{people[1].id}-{exam.id}")["value"] == "70"
    assert _values(batch) == {}


def test_the_same_mark_changed_twice_shows_both(officer, trainer, class_):
    batch, _days, exam, people = class_
    cell = f"score-{people[0].id}-{exam.id}"
    mine, theirs = (client.get(f"/trainings/{batch.id}/marks").fields("form#marks") for client in (officer, trainer))
    trainer.post(f"/trainings/{batch.id}/marks", theirs | {cell: "70"}, expect=303)

    page = officer.post(f"/trainings/{batch.id}/marks", mine | {cell: "75,5"}, expect=409)
    assert "Trainer Satu" in page.text
    officer.post(f"/trainings/{batch.id}/marks", page.fields("dialog form") | {cell: "75,5"}, expect=303)
    assert _values(batch) == {people[0].id: 75.5}


@pytest.mark.parametrize("pasted", ["80\n70,5\n90", "Budi Santoso\t70,5\nagus setiawan;80\nCitra Dewi 90\n\n"])
def test_a_column_from_a_sheet_is_pasted_by_order_or_by_name(officer, class_, pasted):
    batch, _days, exam, people = class_
    officer.post(f"/trainings/{batch.id}/marks/paste", assessment=exam.id, pasted=pasted, expect=303)

    assert _values(batch) == {people[0].id: 80, people[1].id: 70.5, people[2].id: 90}


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("80\n700\n90", "Baris 2"),
        ("Orang Lain\t80", "nama tidak dikenali"),
        ("1\n2\n3\n4", "Baris 4"),
        ("Citra Dewi\t80\nCitra Dewi\t90", "dua kali"),
        ("", "Isi"),
    ],
)
def test_a_line_that_is_not_understood_stores_nothing(officer, class_, pasted, words):
    batch, _days, exam, _people = class_
    page = officer.post(f"/trainings/{batch.id}/marks/paste", assessment=exam.id, pasted=pasted, expect=422)

    assert words in page.text
    assert _values(batch) == {}


# ---- people ----


def test_people_are_found_by_a_part_of_the_name_and_enrolled_until_it_is_full(officer, make, class_):
    batch = class_[0]
    siti = make.applicant("Siti Rohmah")

    page = officer.get(f"/trainings/{batch.id}/participants", q="roh")
    assert "Siti Rohmah" in page.text
    assert "Daftar tunggu nomor 1" in page.text
    assert "Siti Rohmah" in officer.get(f"/trainings/{batch.id}/participants", part="found_people", q="roh").text

    page = officer.post(f"/trainings/{batch.id}/enrol", ids=[siti.id], follow=True)
    assert "1 di daftar tunggu" in page.text
    assert "sudah terdaftar" in officer.post(f"/trainings/{batch.id}/enrol", ids=[siti.id], follow=True).text


def test_the_phones_of_a_class_are_written_as_people_read_them(officer, make):
    batch = make.batch(make.course())
    make.enrolment(batch, make.applicant("Siti Rohmah", phone="+6281234567890"))

    assert "0812-3456-7890" in officer.get(f"/trainings/{batch.id}/participants").text
    assert "0812-3456-7890" in officer.get(f"/trainings/{batch.id}/print?sheet=list").text


def test_who_waits_takes_the_place_of_who_leaves_and_both_records_stay(officer, make, class_):
    batch, days, _exam, people = class_
    officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[0].id}-{days[0].id}": "H"}, expect=303)
    officer.post(f"/trainings/{batch.id}/enrol", ids=[make.applicant("Siti Rohmah").id], expect=303)
    waiting = db.session.query(Enrolment).filter_by(state="waiting").one()
    assert "penuh" in officer.post(f"/trainings/enrolments/{waiting.id}/promote", expect=409).text

    form = officer.get(f"/trainings/enrolments/{people[0].id}/withdraw").fields()
    assert form["replaced_by"] == str(waiting.id)
    officer.post(f"/trainings/enrolments/{people[0].id}/withdraw", form | {"reason": ""}, expect=422)
    page = officer.post(f"/trainings/enrolments/{people[0].id}/withdraw", form | {"reason": "family"}, follow=True)

    assert (people[0].state, people[0].reason, waiting.state, waiting.replaces_id) == (
        "withdrawn",
        "family",
        "enrolled",
        people[0].id,
    )
    assert "menggantikan Agus Setiawan" in page.text
    assert "Keluarga tidak mengizinkan" in page.text
    assert len(_letters(batch)) == 1
    assert (
        "sudah mundur"
        in officer.post(f"/trainings/enrolments/{people[0].id}/withdraw", form | {"reason": "family", "replaced_by": ""}, expect=409).text
    )


def test_a_class_made_from_the_plan_goes_by_the_recommendation_and_can_be_read_by_name(officer, make):
    batch = make.batch(capacity=3)
    people = [make.applicant(name) for name in ("Zainal", "Budi", "Agus", "Tono", "Rudi")]
    operations.enrol(batch, applicant_ids=[one.id for one in people], on=today(), recommended=True)
    address = f"/trainings/{batch.id}/participants"

    def seen(**asked):
        page = officer.get(address, **asked)
        return [[link.text for link in table.select("tbody th a")] for table in page.soup.select("main table")]

    assert seen() == [["Zainal", "Budi", "Agus"], ["Tono", "Rudi"]]
    assert seen(sort="name")[0] == seen()[0][::-1]
    assert seen(sort="-recommended")[0] == seen()[0][::-1]
    page = officer.get(address)
    assert page.one("th[aria-sort=ascending]").text == "Saran"
    assert [cell.text for cell in page.soup.select("td[data-l=Saran]")] == ["1", "2", "3", "4", "5"]
    waiting = db.session.query(Enrolment).filter_by(applicant_id=people[3].id).one()
    officer.post(f"/trainings/enrolments/{waiting.id}/withdraw", reason="family", on=today().isoformat(), expect=303)
    officer.post(f"/trainings/{batch.id}/enrol", ids=[people[3].id], expect=303)
    assert seen()[1] == ["Rudi", "Tono"]
    assert waiting.recommended == 4


def test_the_list_on_paper_is_as_the_class_was_seen(officer, make):
    batch = make.batch()
    people = [make.applicant(name) for name in ("Zainal", "Budi")]
    operations.enrol(batch, applicant_ids=[one.id for one in people], on=today(), recommended=True)
    make.enrolment(batch, make.applicant("Agus"))
    address = f"/trainings/{batch.id}/print"

    def names(**asked):
        return officer.get(address, **asked).texts("table th[scope=row]")

    assert names(sheet="list") == ["Zainal", "Budi", "Agus"]
    assert names(sheet="list", sort="name") == names(sheet="sign") == names(sheet="register") == ["Agus", "Budi", "Zainal"]
    assert "urut saran rencana pelatihan" in officer.get(address, sheet="list").text
    assert "sort=name" in officer.get(f"/trainings/{batch.id}/participants", sort="name").one("a[href*='sheet=list']")["href"]


def test_a_class_without_a_plan_goes_by_name_and_shows_no_numbers(officer, make, class_):
    page = officer.get(f"/trainings/{class_[0].id}/participants")

    assert "Saran" not in page.text
    assert not page.soup.select("th[aria-sort]")
    assert "urut nama" in officer.get(f"/trainings/{class_[0].id}/print", sheet="list").text


def test_a_free_place_is_given_to_who_waits(officer, make, class_):
    batch, _days, _exam, people = class_
    officer.post(f"/trainings/{batch.id}/enrol", ids=[make.applicant("Siti").id], expect=303)
    waiting = db.session.query(Enrolment).filter_by(state="waiting").one()
    officer.post(f"/trainings/enrolments/{people[0].id}/withdraw", reason="family", on=today().isoformat(), expect=303)

    assert "Beri tempat" in officer.get(f"/trainings/{batch.id}/participants").text
    officer.post(f"/trainings/enrolments/{waiting.id}/promote", expect=303)
    assert (waiting.state, waiting.enrolled_on) == ("enrolled", today())


def test_a_selection_is_shown_what_would_happen_before_it_is_enrolled(officer, make, class_):
    batch, _days, _exam, people = class_
    free = make.batch(batch.course, number="BK-08", capacity=2, starts_on=today(), ends_on=today() + timedelta(5), state="planned")
    make.session(free, today())
    out = make.applicant("Sudah Mundur", exit_reason="family", exit_on=date(2026, 1, 2))
    ids = [people[0].applicant_id, out.id, make.applicant("Siti").id, make.applicant("Tono").id]

    page = officer.post("/applicants/bulk/enrol", {"ids": ids, "batch": free.id}, expect=200)
    assert "2 orang mendapat tempat, 1 masuk daftar tunggu, 1 tidak didaftarkan" in page.text
    assert "1 hari bertabrakan dengan BK-07/2026" in page.text
    assert "Sudah mundur dari program 2 Jan 2026" in page.text
    assert db.session.query(Enrolment).filter_by(batch_id=free.id).count() == 0
    part = officer.post("/applicants/bulk/enrol", {"ids": ids, "batch": free.id}, part="dialogs", expect=200)
    assert part.one("dialog")["data-show"] == ""
    assert (
        officer.post("/applicants/bulk/enrol", {"ids": ids, "batch": free.id}, part="enrol_forecast", expect=200).soup.select("form") == []
    )

    all_of_query = {"all": "1", "query": "q=tono&stage=registered&eps_min=x", "batch": free.id}
    assert "1 orang mendapat tempat." in officer.post("/applicants/bulk/enrol", all_of_query, expect=200).text
    page = officer.post("/applicants/bulk/enrol", page.fields() | {"ids": ids, "confirm": "1"}, follow=True)
    assert "BK-08: 2 orang masuk, 1 di daftar tunggu, 1 tidak dapat." in page.text


def test_the_dialog_without_a_batch_or_with_a_forged_one(officer, make):
    siti = make.applicant("Siti")

    assert "Belum ada angkatan" in officer.post("/applicants/bulk/enrol", ids=[siti.id], expect=200).text
    make.batch(starts_on=today(), ends_on=today())
    officer.post("/applicants/bulk/enrol", ids=[siti.id], batch="99999", confirm="1", expect=422)
    officer.post("/applicants/bulk/enrol", ids=["x"], expect=200)


# ---- results ----


def _pass(officer, class_, first="90"):
    batch, days, exam, people = class_
    cells = {f"mark-{one.id}-{day.id}": "H" for one in people for day in days[:3]}
    officer.post(f"/trainings/{batch.id}/attendance", cells | {f"mark-{people[2].id}-{days[0].id}": "A"}, expect=303)
    officer.post(
        f"/trainings/{batch.id}/marks",
        {f"score-{one.id}-{exam.id}": mark for one, mark in zip(people, (first, "55", "80"), strict=True)},
        expect=303,
    )
    return batch, people


def test_the_preview_names_what_each_person_lacks(officer, class_):
    batch, _people = _pass(officer, class_)
    page = officer.get(f"/trainings/{batch.id}/certificates")

    assert "1 lulus, 2 tidak lulus, 0 belum dapat diputus" in page.text
    assert "Nilai akhir 55, syarat 60" in page.text
    assert "Hadir 2 dari 3 hari (66,6%), syarat 80%, kurang 1 hari" in page.text


def test_completing_gives_the_evidence_once(officer, class_):
    batch, people = _pass(officer, class_)

    for _again in range(2):
        officer.post(f"/trainings/{batch.id}/complete", on="24/11/2026", expect=303)

    assert [one.state for one in people] == ["passed", "failed", "failed"]
    language, certificate = db.session.query(LanguageResult).one(), db.session.query(Certificate).one()
    assert (language.enrolment_id, language.test, language.score, language.taken_on) == (
        people[0].id,
        "EPS_TOPIK",
        180,
        date(2026, 11, 24),
    )
    assert (certificate.number, certificate.code, certificate.valid_until, certificate.mark) == (
        "BK-07/2026-001",
        "caregiver",
        date(2028, 11, 24),
        90,
    )
    page = officer.get(f"/trainings/{batch.id}/certificates")
    form = page.one("form[action='/applicants/bulk/stage']")
    assert [one["value"] for one in form.select("[name=ids]")] == [str(people[0].applicant_id)]
    assert people[0].applicant.stage == "registered", "nothing moves a person without a person"


def test_who_has_something_missing_stops_the_completion_unless_said_otherwise(officer, class_):
    batch, _days, _exam, people = class_
    page = officer.post(f"/trainings/{batch.id}/complete", on="24/11/2026", expect=409)
    assert "3 peserta belum dapat diputus" in page.text
    assert {one.state for one in people} == {"enrolled"}

    officer.post(f"/trainings/{batch.id}/complete", on="24/11/2026", open_fails="y", expect=303)
    assert {one.state for one in people} == {"failed"}
    officer.post(f"/trainings/{batch.id}/complete", on="", expect=422)


def test_reopening_takes_back_only_untouched_evidence_and_keeps_the_number(officer, class_):
    batch, people = _pass(officer, class_)
    officer.post(f"/trainings/{batch.id}/complete", on="24/11/2026", expect=303)
    db.session.query(Certificate).one().issuer = "Diperbaiki"
    db.session.commit()

    page = officer.post(f"/trainings/{batch.id}/reopen", follow=True)
    assert "Tetap tersimpan karena sudah diubah: Agus Setiawan" in page.text
    assert db.session.query(LanguageResult).count() == 0
    assert people[0].state == "enrolled"

    officer.post(f"/trainings/{batch.id}/complete", on="25/11/2026", expect=303)
    assert db.session.query(Certificate).one().issuer == "Diperbaiki"
    assert db.session.query(LanguageResult).one().taken_on == date(2026, 11, 25)
    assert people[0].certificate_no == "BK-07/2026-001"


def test_a_finished_batch_is_closed_for_registers(officer, class_):
    batch, people = _pass(officer, class_)
    officer.post(f"/trainings/{batch.id}/complete", on="24/11/2026", expect=303)

    assert "selesai" in officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[0].id}-{class_[1][0].id}": "A"}, expect=409).text
    officer.post(f"/trainings/{batch.id}/enrol", ids=[1], expect=409)
    assert not officer.get(f"/trainings/{batch.id}").soup.select("[data-mark]")


def test_a_batch_is_started_cancelled_and_revived(officer, make):
    batch = make.batch(state="planned")
    for verb, state in (("start", "running"), ("cancel", "cancelled"), ("revive", "planned")):
        officer.post(f"/trainings/{batch.id}/{verb}", expect=303)
        assert batch.state == state
    officer.post(f"/trainings/{batch.id}/revive", expect=409)


# ---- papers ----


@pytest.mark.parametrize("sheet", ["register", "sign", "list", "certificates"])
def test_every_sheet_prints(officer, class_, sheet):
    batch, _people = _pass(officer, class_)
    officer.post(f"/trainings/{batch.id}/complete", on="24/11/2026", expect=303)

    page = officer.get(f"/trainings/{batch.id}/print", sheet=sheet, paper="f4", check=False)
    assert "Agus Setiawan" in page.text
    assert ("Citra Dewi" in page.text) == (sheet != "certificates")


def test_the_workbook_holds_attendance_and_marks(officer, class_):
    batch, _people = _pass(officer, class_)
    book = openpyxl.load_workbook(BytesIO(officer.get(f"/trainings/{batch.id}.xlsx", check=False).data))

    attendance, marks = (list(sheet.values) for sheet in book.worksheets)
    assert attendance[5][1:5] == ("Budi Santoso", "H", "H", "H")
    assert [row[1:4] for row in marks[4:]] == [
        ("Agus Setiawan", 90, 90),
        ("Budi Santoso", 55, 55),
        ("Citra Dewi", 80, 80),
    ]


# ---- who may what ----

PAGES = ["", "/marks", "/participants", "/schedule", "/certificates", "/print", ".xlsx"]


@pytest.mark.parametrize("role", ["head", "viewer"])
def test_who_only_reads_sees_everything_and_can_press_nothing(client_of, class_, role):
    client, batch = client_of(role), class_[0]
    client.get("/trainings")
    client.get("/trainings/courses")
    for end in PAGES:
        page = client.get(f"/trainings/{batch.id}{end}", expect=403 if (end, role) == (".xlsx", "viewer") else 200, check=False)
        assert not page.soup.select("main form[method=post]")
        assert not page.soup.select("[data-mark], [data-score]")
    for url in _writes(class_):
        client.post(url, expect=403)


def test_a_trainer_works_in_the_own_batch_only(trainer, make, class_):
    batch, days, exam, people = class_
    other = make.batch(number="LAIN-1")
    theirs = make.enrolment(other, make.applicant("Orang Lain"))

    assert trainer.get("/trainings").texts("main tbody th, #batch_list tbody th") == ["BK-07/2026"]
    for end in PAGES:
        trainer.get(f"/trainings/{batch.id}{end}", check=end != "/print")
        trainer.get(f"/trainings/{other.id}{end}", expect=404)
    trainer.post(f"/trainings/{batch.id}/attendance", {f"mark-{people[0].id}-{days[0].id}": "H"}, expect=303)
    trainer.post(f"/trainings/{batch.id}/marks", {f"score-{people[0].id}-{exam.id}": "80"}, expect=303)
    trainer.post(f"/trainings/{other.id}/attendance", {f"mark-{theirs.id}-1": "H"}, expect=404)
    for url in _writes(class_):
        if not url.endswith(("/attendance", "/marks", "/paste", "/topic")):
            trainer.post(url, expect=403)
    assert not trainer.get(f"/trainings/{batch.id}/participants").soup.select("main form[method=post]")


def test_a_reader_who_also_trains_sees_all_and_enters_only_in_the_own_batch(client_of, account, make, class_):
    account("trainer").roles = ["trainer", "viewer"]
    other = make.batch(number="LAIN-1")
    client = client_of("trainer")

    client.get(f"/trainings/{other.id}")
    assert "instruktur lain" in client.post(f"/trainings/{other.id}/attendance", expect=403).text
    client.post(f"/trainings/{class_[0].id}/attendance", expect=303)


@pytest.mark.parametrize("who", ["admin", "guest"])
def test_others_see_nothing(request, class_, who):
    client, status = request.getfixturevalue(who), 403 if who == "admin" else 303
    for url in [
        "/trainings",
        "/trainings/courses",
        "/trainings/new",
        *(f"/trainings/{class_[0].id}{end}" for end in PAGES),
    ]:
        client.get(url, expect=status)
    for url in _writes(class_):
        assert client.post(url).status in (403, 303)
    assert db.session.query(Attendance).count() == 0


def test_what_is_not_there_is_not_found(officer):
    for url in (
        "/trainings/9",
        "/trainings/9/marks",
        "/trainings/9.xlsx",
        "/trainings/courses/9/edit",
        "/trainings/enrolments/9/withdraw",
    ):
        officer.get(url, expect=404)


def _writes(class_):
    batch, days, _exam, people = class_
    own = [
        "",
        "/attendance",
        "/marks",
        "/marks/paste",
        "/enrol",
        "/days",
        f"/days/{days[0].id}/remove",
        f"/days/{days[0].id}/topic",
        "/assessments",
        "/start",
        "/cancel",
        "/complete",
        "/reopen",
    ]
    return [
        "/trainings",
        "/trainings/courses",
        f"/trainings/courses/{batch.course_id}",
        "/applicants/bulk/enrol",
        f"/trainings/enrolments/{people[0].id}/promote",
        f"/trainings/enrolments/{people[0].id}/withdraw",
        *(f"/trainings/{batch.id}{end}" for end in own),
    ]


def test_the_first_day_of_a_participant_can_be_changed(officer, make):
    row = make.enrolment(make.batch(), make.applicant("Siti"))
    address = f"/trainings/enrolments/{row.id}/start"

    assert officer.get(address).soup.select_one("[name=on]")["value"]
    page = officer.post(address, on="bukan hari", expect=422)
    officer.post(address, on=row.batch.starts_on.isoformat(), expect=303)

    assert "bukan hari" in str(page.soup.select_one("[name=on]"))
    db.session.expire_all()
    assert db.session.get(Enrolment, row.id).enrolled_on == row.batch.starts_on


def test_every_page_of_a_class_leads_to_what_is_done_with_it(officer, trainer, class_):
    batch = class_[0]

    for section in ("", "/participants", "/schedule", "/certificates", "/marks"):
        page = officer.get(f"/trainings/{batch.id}{section}")
        assert {"Edit angkatan", "Tutup angkatan"} <= set(page.texts(".head .pop a"))
        assert page.texts(".head .pop form button") == ["Batalkan angkatan"]
        assert "Edit angkatan" not in trainer.get(f"/trainings/{batch.id}{section}").text
    batch.state = "planned"
    db.session.commit()
    assert "Mulai" in officer.get(f"/trainings/{batch.id}").texts(".head .pop form button")
