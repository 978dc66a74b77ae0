"""The act log in words: whom an act was about, what was taken back, values as one reads them."""

from sqlalchemy import String

from serang.audit import words
from serang.audit.models import Act
from serang.db import db
from serang.tables import ALL
from serang.web.clock import now

PLAIN = {
    ("applicants", "education"),
    ("batches", "number"),
    ("codes", "code"),
    ("document_kinds", "code"),
    ("job_orders", "number"),
    ("job_orders", "visa_type"),
    ("settings", "name"),
    ("stages", "code"),
}


def newest(title: str) -> Act:
    return db.session.query(Act).filter_by(title=title).order_by(Act.id.desc()).first()


def test_every_code_that_the_history_tells_has_its_word():
    columns = {
        (mapper.class_.__tablename__, column.key)
        for module in ALL
        for mapper in module.Base.registry.mappers
        if mapper.class_.__audited__
        for column in mapper.column_attrs
        if isinstance(column.columns[0].type, String) and column.columns[0].type.length == 40
    }

    assert {one for one in columns if one[1] in words.FIELDS} - PLAIN - words.VALUES.keys() == set()


def test_the_list_of_acts_says_whom_each_was_about(officer, head, admin, make):
    people = [make.applicant(name) for name in ("Siti Aminah", "Budi Santoso", "Wati")]
    officer.post("/applicants/bulk/field", {"ids": [one.id for one in people], "field": "sex", "sex": "P", "confirm": "1"}, expect=303)

    assert "dan 2 orang lagi" in head.get("/audit").texts("main tbody th")[0]
    assert any(one.full_name in head.get("/audit").text for one in people)
    assert not any(one.full_name in admin.get("/audit").text for one in people)
    act = newest("applicants.bulk")
    assert "dan 2 orang lagi" in head.get(f"/audit/acts/{act.id}").text
    assert not any(one.full_name in admin.get(f"/audit/acts/{act.id}").text for one in people)


def test_an_act_that_names_the_person_does_not_repeat_the_name(officer, head):
    officer.post("/applicants", full_name="Siti Aminah", expect=303)

    assert head.get("/audit").texts("main tbody th")[0].count("Siti Aminah") == 1


def test_an_undo_says_what_was_taken_back(officer, make):
    order = make.order()
    officer.post(f"/orders/{order.id}/state", state="closed", expect=303)
    officer.post(f"/audit/acts/{newest('orders.state').id}/undo", expect=303)

    assert f"Mengurungkan: Job order {order.number}: Ditutup" in officer.get("/audit").texts("main tbody th")[0]
    officer.post(f"/audit/acts/{newest('audit.undo').id}/undo", expect=303)
    assert f"Mengembalikan: Job order {order.number}: Ditutup" in officer.get("/audit").texts("main tbody th")[0]


def test_beyond_a_hundred_nobody_counts(app, make, monkeypatch):
    monkeypatch.setattr(words, "COUNTED", 2)
    act = Act(id=7, title="edit", facts={}, at=now())

    with app.test_request_context():
        assert words.about(act, {7: ("Siti", 2)}) == "Siti dan 1 orang lagi"
        assert words.about(act, {7: ("Siti", 3)}) == "Siti dan paling sedikit 2 orang lagi"
        assert words.about(act, {}) == ""


def test_values_are_told_in_words_and_numbers_of_ours_left_out(officer, head, make):
    person, order = make.applicant("Siti Aminah", stage="ready"), make.order()
    match = make.match(person, order, state="nominated", score=700)
    officer.post(f"/matching/orders/{order.id}/move", to="accepted", ids=match.id, expect=303)
    assert match.score == 700
    match.score = 785
    db.session.commit()

    rows = [cell for title in ("matching.accepted", "edit") for cell in head.get(f"/audit/acts/{newest(title).id}").texts("tbody tr")]

    told = "\n".join(rows)
    assert "Siti Aminah, " + person.number in told
    assert "Nilai 70,0 78,5" in told
    assert "Diterima" in told
    assert "accepted" not in told
    assert not [row for row in rows if row.split()[-1] == str(person.id)]


def test_a_mark_keeps_its_decimal(officer, make):
    batch, person = make.batch(), make.applicant()
    part, place = make.assessment(batch), make.enrolment(batch, person)
    officer.post(f"/trainings/{batch.id}/marks", {f"score-{place.id}-{part.id}": "78,5"}, expect=303)

    assert officer.get(f"/audit/acts/{newest('trainings.marks').id}").texts("tbody td")[-1] == "78,5"


def test_a_merged_history_says_fields_and_not_whose_row_it_was(officer, make):
    kept, gone = make.applicant("Siti Aminah"), make.applicant("Siti Aminah")
    make.wish(gone)
    make.language(gone)
    gone_id, gone_number = gone.id, gone.number
    fields = officer.get(f"/applicants/{kept.id}/compare/{gone.id}").fields("main form[action$=merge]")
    officer.post(f"/applicants/{kept.id}/merge", fields | {"number": kept.id}, expect=303)

    assert f"{gone_id} →" not in officer.get(f"/applicants/{kept.id}?tab=history").text
    page = officer.get(f"/audit/acts/{newest('applicants.merge').id}")
    assert f"{gone_number} Siti Aminah, {kept.number}" in page.text
