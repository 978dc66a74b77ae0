"""What others have built on stays when its making is taken back, whole; a number that was given is not given again."""

import pytest
from sqlalchemy import func, select

from serang.applicants.models import Applicant, LanguageResult, Note, Relative, Wish
from serang.audit.models import Act
from serang.db import db
from serang.exchange.models import Import
from serang.matching.models import Lock
from serang.orders.models import JobOrder
from serang.trainings.models import Assessment, Attendance, Batch, Enrolment, Mark, Session
from serang.web.clock import today

IN_USE = "Sudah ada data lain yang memakainya, jadi tidak ada yang diurungkan."


def last(title: str) -> int:
    return db.session.scalar(select(Act.id).where(Act.title == title).order_by(Act.id.desc()))


def count(*models) -> list[int]:
    db.session.expire_all()
    return [db.session.scalar(select(func.count()).select_from(model)) for model in models]


def take_back(client, title, expect=303):
    return client.post(f"/audit/acts/{last(title)}/undo", expect=expect)


@pytest.fixture
def budi(officer):
    officer.post("/applicants", full_name="Budi Santoso", expect=303)
    return db.session.scalar(select(Applicant))


@pytest.fixture
def register(officer, make):
    """A class of today with somebody enrolled: the batch, the enrolment, the day and the test."""
    batch = make.batch(starts_on=today(), ends_on=today())
    officer.post(f"/trainings/{batch.id}/days", on=today().strftime("%d/%m/%Y"), expect=303)
    test, person = make.assessment(batch), make.applicant(stage="selected")
    officer.post(f"/trainings/{batch.id}/enrol", ids=[person.id], expect=303)
    return batch, db.session.scalar(select(Enrolment)), db.session.scalar(select(Session)), test


def test_a_registration_on_which_others_have_built_stays(officer, budi):
    address = f"/applicants/{budi.id}"
    officer.post(f"{address}/languages", test="EPS_TOPIK", result="170", taken_on="01/06/2026", expect=303)
    officer.post(f"{address}/relatives", relation="father", name="Ayah", phone="081299998888", expect=303)
    officer.post(f"{address}/notes", text="Datang 12 Nov, setuju", expect=303)

    assert IN_USE in take_back(officer, "applicants.register", 409).text
    assert count(Applicant, LanguageResult, Relative, Note) == [1, 1, 1, 1]


def test_a_registration_that_took_in_an_older_entry_stays_until_they_are_parted(officer, make, budi):
    old = make.applicant("Budi Santosa", number="P-25-0001")
    make.language(old)
    officer.post(f"/applicants/{budi.id}/merge", other=old.id, number=budi.id, expect=303)

    take_back(officer, "applicants.register", 409)
    take_back(officer, "applicants.merge")
    take_back(officer, "applicants.register")
    assert (count(LanguageResult), db.session.scalars(select(Applicant.full_name)).all()) == ([1], ["Budi Santosa"])


def test_of_an_import_those_stay_whole_on_whom_others_have_built(officer):
    officer.post(
        "/exchange/applicants",
        pasted="Nama\tMinat\nSiti Aminah\tAsisten perawat lansia\nBudi Santoso\tAsisten perawat lansia\n",
        expect=303,
    )
    address = f"/exchange/{db.session.scalar(select(Import.id))}"
    officer.post(f"{address}/columns", officer.get(address).fields(f"form[action='{address}/columns']"), expect=303)
    officer.post(f"{address}/apply", plan=db.session.scalar(select(Import.plan_no)), expect=303)
    siti = db.session.scalar(select(Applicant).where(Applicant.full_name == "Siti Aminah"))
    wishes = len(siti.wishes)
    officer.post(f"/applicants/{siti.id}/notes", text="Datang 12 Nov, setuju", expect=303)

    officer.post(f"{address}/undo", expect=303)

    assert count(Applicant, Note, Wish) == [1, 1, wishes]
    assert wishes == 1


def test_a_class_and_a_seat_in_it_stay_with_their_marks(officer, head, register):
    batch, seat, day, test = register
    officer.post(f"/trainings/{batch.id}/attendance", {f"mark-{seat.id}-{day.id}": "H", f"base-{seat.id}-{day.id}": ""}, expect=303)
    officer.post(f"/trainings/{batch.id}/marks", {f"score-{seat.id}-{test.id}": "88", f"base-{seat.id}-{test.id}": ""}, expect=303)

    for title in ("trainings.enrolled", "trainings.day_added"):
        take_back(head, title, 409)
    assert count(Enrolment, Session, Assessment, Attendance, Mark) == [1, 1, 1, 1, 1]


def test_a_class_that_was_made_with_its_tests_stays_with_their_marks(officer, head, make):
    course = make.course(assessments=[{"name": "Ujian akhir", "maximum": 100, "weight": 1}])
    days = {"starts_on": "02/11/2026", "ends_on": "27/11/2026", "weekdays": ["0", "1", "2"]}
    officer.post("/trainings", {"course_id": course.id, "number": "BK-900", "capacity": 16, "provider": "BBPVP", **days}, expect=303)
    batch, test = db.session.scalar(select(Batch)), db.session.scalar(select(Assessment))
    officer.post(f"/trainings/{batch.id}/enrol", ids=[make.applicant(stage="selected").id], expect=303)
    seat = db.session.scalar(select(Enrolment))
    officer.post(f"/trainings/{batch.id}/marks", {f"score-{seat.id}-{test.id}": "88", f"base-{seat.id}-{test.id}": ""}, expect=303)
    before = count(Batch, Session, Assessment, Mark)

    take_back(head, "trainings.batch_added", 409)

    assert count(Batch, Session, Assessment, Mark) == before


def test_an_order_for_which_somebody_was_refused_stays(officer, head, make):
    fields = officer.get("/orders/new").fields("#order_form")
    officer.post("/orders", fields | {"title": "X", "employer": "Y", "occupation": "care_worker", "quota": "3"}, expect=303)
    order = db.session.scalar(select(JobOrder.id))
    ban = {"applicant": make.applicant(stage="ready").id, "kind": "ban", "order": order, "reason": "alasan"}
    officer.post("/matching/locks/new", ban, expect=303)

    take_back(head, "orders.create", 409)

    assert count(JobOrder, Lock) == [1, 1]


def test_a_registration_taken_back_by_mistake_returns_under_its_number(officer, budi):
    number = budi.number
    take_back(officer, "applicants.register")
    officer.post("/applicants", full_name="Tono", expect=303)

    take_back(officer, "audit.undo")

    found = dict(db.session.execute(select(Applicant.full_name, Applicant.number)).all())
    assert found["Budi Santoso"] == number != found["Tono"]


def test_the_number_of_an_order_is_not_given_again(officer, head):
    fields = officer.get("/orders/new").fields("#order_form")
    numbers = []
    for _turn in range(2):
        officer.post("/orders", fields | {"title": "X", "employer": "Y", "occupation": "care_worker", "quota": "3"}, expect=303)
        numbers.append(db.session.scalar(select(JobOrder.number)))
        take_back(head, "orders.create")

    assert len(set(numbers)) == 2
