"""/orders."""

from datetime import date

import pytest

from serang.audit.models import Act
from serang.audit.words import act as say_act
from serang.db import db
from serang.orders import queries
from serang.orders.models import JobOrder

GOOD = {
    "title": "Asisten perawat",
    "employer": "Haesong Care",
    "occupation": "care_worker",
    "country": "KR",
    "quota": "25",
    "age_min": "18",
    "age_max": "39",
    "education_min": "SMA",
    "language_test": "EPS_TOPIK",
    "language_min": "120",
    "departs_on": "01/03/2027",
    "closes_on": "20/12/2026",
    "wage": "2.156.880",
    "currency": "KRW",
}


def test_a_new_order_keeps_its_rules(officer):
    page = officer.post("/orders", data=GOOD, follow=True)

    order = db.session.query(JobOrder).one()
    assert (order.quota, order.wage, order.departs_on) == (25, 2156880, date(2027, 3, 1))
    assert {row.kind: row.facts for row in order.requirements} == {
        "age": {"min": 18, "max": 39},
        "education": {"min": "SMA"},
        "language": {"any": [{"test": "EPS_TOPIK", "min": 120}]},
    }
    assert "Usia 18–39 tahun" in page.text


def test_a_wrong_order_keeps_what_was_typed(officer):
    page = officer.post("/orders", data=GOOD | {"quota": "", "age_max": "17", "language_min": "banyak"}, expect=422)

    assert "Isi kuota" in page.text
    assert "lebih kecil dari usia paling muda" in page.text
    assert page.one("#title")["value"] == "Asisten perawat"
    assert page.one("#language_min")["value"] == "banyak"
    assert (page.one("#wage")["type"], page.one("#wage")["value"]) == ("text", "2.156.880")
    assert db.session.query(JobOrder).count() == 0


def test_editing_shows_what_is_stored_and_changes_the_rules(officer):
    officer.post("/orders", data=GOOD, expect=303)
    order = db.session.query(JobOrder).one()
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")
    assert fields["language_min"] == "120"
    assert fields["age_max"] == "39"

    officer.post(f"/orders/{order.id}", data=fields | {"age_max": "45", "language_test": "", "language_min": ""}, expect=303)

    rules = {row.kind: row.facts for row in db.session.query(JobOrder).one().requirements}
    assert rules["age"] == {"min": 18, "max": 45}
    assert "language" not in rules


def test_two_people_edit_different_fields_and_both_stay(officer, make):
    order = make.order()
    first, second = (officer.get(f"/orders/{order.id}/edit").fields("#order_form") for _n in range(2))

    officer.post(f"/orders/{order.id}", data=first | {"title": "Perawat lansia"}, expect=303)
    officer.post(f"/orders/{order.id}", data=second | {"employer": "Mirae Care"}, expect=303)

    kept = db.session.get(JobOrder, order.id)
    assert (kept.title, kept.employer) == ("Perawat lansia", "Mirae Care")


def test_two_people_edit_the_same_field_and_the_second_is_told(officer, make):
    order = make.order()
    first, second = (officer.get(f"/orders/{order.id}/edit").fields("#order_form") for _n in range(2))
    officer.post(f"/orders/{order.id}", data=first | {"title": "Perawat lansia"}, expect=303)

    page = officer.post(f"/orders/{order.id}", data=second | {"title": "Pengasuh"}, expect=409)

    assert "Perawat lansia" in page.text
    assert page.one("#title")["value"] == "Pengasuh"
    again = page.fields("#order_form")
    officer.post(f"/orders/{order.id}", data=again, expect=303)
    assert db.session.get(JobOrder, order.id).title == "Pengasuh"


RULES = [
    {"kind": "age", "facts": {"min": 18, "max": 35}},
    {"kind": "education", "facts": {"min": "SMA"}},
    {"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 120}]}},
]


@pytest.mark.parametrize(
    ("theirs", "mine", "rules", "asked"),
    [
        ({"age_max": "30"}, {"title": "Pengasuh"}, {"age": {"min": 18, "max": 30}}, []),
        ({"age_max": "30"}, {"education_min": "SMP"}, {"age": {"min": 18, "max": 30}, "education": {"min": "SMP"}}, []),
        ({"language_test": "", "language_min": ""}, {"age_max": "40"}, {"age": {"min": 18, "max": 40}, "language": None}, []),
        ({"age_max": "30"}, {"age_max": "30"}, {"age": {"min": 18, "max": 30}}, []),
        ({"age_max": "30"}, {"age_max": "40"}, {"age": {"min": 18, "max": 40}}, ["30"]),
        ({"age_max": "30", "title": "Pengasuh"}, {"age_max": "40"}, {"age": {"min": 18, "max": 40}}, ["30"]),
        ({"age_max": "30", "title": "Pengasuh"}, {"title": "Perawat"}, {"age": {"min": 18, "max": 30}}, ["Pengasuh"]),
    ],
)
def test_the_rules_of_two_editors_come_together_or_are_asked_about(officer, make, theirs, mine, rules, asked):
    order = make.order(requirements=RULES)
    first, second = (officer.get(f"/orders/{order.id}/edit").fields("#order_form") for _n in range(2))
    officer.post(f"/orders/{order.id}", first | theirs, expect=303)

    page = officer.post(f"/orders/{order.id}", second | mine, expect=409 if asked else 303)
    if asked:
        assert all(word in page.text for word in asked)
        assert page.text.count("Baru saja diubah orang lain menjadi") in (0, 2)  # beside the one field, and on top
        officer.post(f"/orders/{order.id}", page.fields("#order_form"), expect=303)

    kept = queries.usual_rules(db.session.get(JobOrder, order.id))
    assert {kind: kept[kind] for kind in rules} == rules
    assert db.session.get(JobOrder, order.id).title == mine.get("title", theirs.get("title", order.title))


def test_the_weights_of_two_editors_come_together_or_are_asked_about(officer, make):
    order = make.order(weights={"language": 10})
    form = officer.get(f"/orders/{order.id}/requirements").fields(f"form[action='/orders/{order.id}/weights']")
    officer.post(f"/orders/{order.id}/weights", form | {"language": "7"}, expect=303)

    officer.post(f"/orders/{order.id}/weights", form | {"wish": "3"}, expect=303)
    page = officer.post(f"/orders/{order.id}/weights", form | {"language": "9"}, expect=409)
    again = page.fields(f"form[action='/orders/{order.id}/weights']")
    officer.post(f"/orders/{order.id}/weights", again, expect=303)

    assert "menjadi “7”" in page.text
    kept = db.session.get(JobOrder, order.id).weights
    assert (kept["language"], kept["wish"]) == (9, 3)


def test_weights_that_are_all_nothing_are_refused_and_stay_typed(officer, make):
    order = make.order(weights={"language": 10})
    form = officer.get(f"/orders/{order.id}/requirements").fields(f"form[action='/orders/{order.id}/weights']")
    nothing = form | {name: "0" for name in form if name not in ("seen", "csrf_token")} | {"wish": ""}

    page = officer.post(f"/orders/{order.id}/weights", nothing, expect=422)

    assert "Isi paling sedikit satu bobot." in page.one("#weights_errors").text
    assert (page.one("#language")["value"], page.one("#wish").get("value", "")) == ("0", "")
    assert db.session.get(JobOrder, order.id).weights == {"language": 10}
    wrong = officer.post(f"/orders/{order.id}/weights", nothing | {"wish": "banyak"}, expect=422)
    assert "paling sedikit satu" not in wrong.text


def test_saving_again_after_a_question_keeps_what_the_other_changed_elsewhere(officer, make):
    order = make.order()
    first, second = (officer.get(f"/orders/{order.id}/edit").fields("#order_form") for _n in range(2))
    officer.post(f"/orders/{order.id}", first | {"title": "Perawat", "employer": "Mirae Care"}, expect=303)

    page = officer.post(f"/orders/{order.id}", second | {"title": "Pengasuh"}, expect=409)
    officer.post(f"/orders/{order.id}", page.fields("#order_form"), expect=303)

    kept = db.session.get(JobOrder, order.id)
    assert (kept.title, kept.employer) == ("Pengasuh", "Mirae Care")


def test_the_quota_never_falls_below_the_places_taken(officer, make):
    order = make.order(quota=2)
    for name in ("Ani", "Budi"):
        make.match(make.applicant(name), order, state="accepted")

    page = officer.post(f"/orders/{order.id}/quota", quota="1", reason="Surat 12", expect=409)

    assert "sudah diterima" in page.text
    officer.post(f"/orders/{order.id}/quota", quota="5", reason="Surat 12", expect=303)
    assert db.session.get(JobOrder, order.id).quota == 5


def typed(client, order, page="edit", form="#order_form", **changes):
    """The fields of a form of the order, with what somebody typed."""
    return client.get(f"/orders/{order.id}/{page}").fields(form) | changes


@pytest.mark.parametrize("state", ["open", "closed"])
def test_the_form_of_an_order_that_is_no_draft_shows_the_quotas_and_leaves_them(officer, make, state):
    order = make.order(quota=7, quota_male=4, state=state)

    page = officer.get(f"/orders/{order.id}/edit")
    officer.post(f"/orders/{order.id}", typed(officer, order, title="Pengasuh"), expect=303)

    assert page.texts("#quotas dd") == ["7", "4", "–"]
    assert page.one("#quotas a")["href"] == f"/orders/{order.id}/quota"
    assert not page.soup.select("[name^=quota]")
    kept = db.session.get(JobOrder, order.id)
    assert (kept.title, kept.quota, kept.quota_male, kept.quota_female) == ("Pengasuh", 7, 4, None)


@pytest.mark.parametrize("forged", [{"quota": "9"}, {"quota_male": ""}, {"quota_female": "3"}])
def test_a_quota_is_not_changed_without_a_reason(officer, make, forged):
    order = make.order(quota=7, quota_male=4)

    page = officer.post(f"/orders/{order.id}", typed(officer, order, title="Pengasuh", **forged), expect=409)

    assert "dengan alasannya" in page.one("#error_summary").text
    assert page.one("#title")["value"] == "Pengasuh"
    kept = db.session.get(JobOrder, order.id)
    assert (kept.title, kept.quota, kept.quota_male, kept.quota_female) == (order.title, 7, 4, None)


def test_the_quotas_of_a_draft_are_typed_in_its_form(officer, make):
    order = make.order(quota=7, state="draft")

    officer.post(f"/orders/{order.id}", typed(officer, order, quota="9", quota_male="5"), expect=303)
    make.match(make.applicant("Ani"), order)
    officer.post(f"/orders/{order.id}", typed(officer, order, quota="0", quota_male=""), expect=409)

    kept = db.session.get(JobOrder, order.id)
    assert (kept.quota, kept.quota_male) == (9, 5)


def test_the_quotas_of_each_sex_are_changed_with_a_reason_that_the_history_tells(officer, make):
    order = make.order(quota=7, quota_male=4, number="JO-26-777")

    fields = typed(officer, order, "quota", "main form[method=post]", quota_male="", quota_female="5", reason="Surat 12")
    officer.post(f"/orders/{order.id}/quota", fields, expect=303)

    kept = db.session.get(JobOrder, order.id)
    assert (kept.quota, kept.quota_male, kept.quota_female) == (7, None, 5)
    act = db.session.query(Act).filter_by(title="orders.quota").one()
    assert say_act(act) == "Kuota JO-26-777 menjadi 7 (perempuan 5): Surat 12"
    wrong = officer.post(f"/orders/{order.id}/quota", quota="4", quota_female="5", reason="Surat 12", expect=422)
    assert "Lebih besar dari kuota seluruhnya" in wrong.text


@pytest.mark.parametrize(
    ("changes", "above"),
    [({"quota": "1"}, "2 orang"), ({"quota_female": "1"}, "1 orang"), ({"quota": "2", "quota_female": "0"}, "2 orang")],
)
def test_a_quota_below_the_people_of_the_order_is_saved_only_knowingly(officer, make, changes, above):
    order = make.order(quota=7)
    for name, sex, state in (("Ani", "P", "proposed"), ("Budi", "L", "nominated"), ("Cici", "P", "interviewed")):
        make.match(make.applicant(name, sex=sex), order, state=state)
    page = officer.get(f"/orders/{order.id}/quota")
    assert "0 diterima, 2 di mitra, 1 diusulkan" in page.text

    fields = page.fields() | changes | {"reason": "Surat 12"}
    asked = officer.post(f"/orders/{order.id}/quota", fields, expect=409)
    assert f"{above} di job order ini akan berada di atas kuota baru" in asked.one("#error_summary").text
    assert db.session.get(JobOrder, order.id).quota == 7

    lower = officer.post(f"/orders/{order.id}/quota", asked.fields() | {"quota": "0", "quota_female": ""}, expect=409)
    assert "3 orang di job order ini" in lower.text
    officer.post(f"/orders/{order.id}/quota", asked.fields(), expect=303)
    kept = db.session.get(JobOrder, order.id)
    assert {name: str(getattr(kept, name)) for name in changes} == changes


def test_more_places_are_asked_nothing_though_people_stand_above_them(officer, make):
    order = make.order(quota=1, reserves=3)
    for name in ("Ani", "Budi", "Cici"):
        make.match(make.applicant(name), order, state="nominated")

    officer.post(f"/orders/{order.id}/quota", quota="2", reason="Surat 12", expect=303)


def test_two_people_change_quotas_and_the_second_is_asked(officer, make):
    order = make.order(quota=7)
    first, second = (typed(officer, order, "quota", "main form[method=post]", reason="Surat 12") for _n in range(2))

    officer.post(f"/orders/{order.id}/quota", first | {"quota": "8"}, expect=303)
    officer.post(f"/orders/{order.id}/quota", second | {"quota_male": "3"}, expect=303)
    page = officer.post(f"/orders/{order.id}/quota", second | {"quota": "9"}, expect=409)
    officer.post(f"/orders/{order.id}/quota", page.fields(), expect=303)

    kept = db.session.get(JobOrder, order.id)
    assert "menjadi “8”" in page.text
    assert (kept.quota, kept.quota_male) == (9, 3)


def test_a_quota_may_be_nothing(officer, make):
    order = make.order(quota=2)

    officer.post(f"/orders/{order.id}/quota", quota="", reason="Surat 12", expect=422)
    officer.post(f"/orders/{order.id}/quota", quota="0", reason="Surat 12", expect=303)

    assert db.session.get(JobOrder, order.id).quota == 0


def test_a_further_language_test_is_an_alternative(officer, make):
    order = make.order(requirements=[{"kind": "language", "facts": {"any": [{"test": "EPS_TOPIK", "min": 120}]}}])

    officer.post(f"/orders/{order.id}/requirements", kind="language", test="TOPIK", minimum="2", strength="must", weight="10", expect=303)

    row = db.session.get(JobOrder, order.id).requirements[0]
    assert row.facts == {"any": [{"test": "EPS_TOPIK", "min": 120}, {"test": "TOPIK", "min": 2}]}


def test_each_kind_of_rule_can_be_asked_and_taken_back(officer, make):
    order = make.order()
    rules = [
        {"kind": "sex", "sex": "P"},
        {"kind": "experience", "months": "12"},
        {"kind": "document", "document": "passport", "months_after": "6"},
        {"kind": "height", "height_min": "155"},
        {"kind": "born", "born_from": "01/01/1990"},
        {"kind": "certificate", "certificate": "welding_3g"},
    ]
    for rule in rules:
        officer.post(f"/orders/{order.id}/requirements", data=rule | {"strength": "wish", "weight": "20"}, expect=303)
    assert len(db.session.get(JobOrder, order.id).requirements) == len(rules)
    officer.get(f"/orders/{order.id}")

    for row in list(db.session.get(JobOrder, order.id).requirements):
        officer.post(f"/orders/{order.id}/requirements/{row.id}/remove", expect=303)

    assert db.session.get(JobOrder, order.id).requirements == []


def test_a_rule_without_its_value_is_refused(officer, make):
    order = make.order()

    officer.post(f"/orders/{order.id}/requirements", kind="certificate", strength="must", expect=422)
    officer.post(f"/orders/{order.id}/requirements", kind="height", strength="must", expect=422)
    officer.post(f"/orders/{order.id}/requirements", kind="nonsense", strength="must", expect=422)


@pytest.mark.parametrize(("typed", "field", "told"), [
    ({"kind": "height", "height_min": "240"}, "height_min", "Antara 100 dan 230."),
    ({"kind": "height", "height_min": "150", "height_max": "15"}, "height_max", "Antara 100 dan 230."),
    ({"kind": "height", "height_min": "180", "height_max": "160"}, "height_max", "Lebih kecil dari tinggi paling rendah."),
    ({"kind": "height"}, "height_min", "Isi Tinggi paling rendah."),
    ({"kind": "experience", "months": "0"}, "months", "Antara 1 dan 600."),
    ({"kind": "experience", "months": "dua"}, "months", "Isi dengan angka bulat."),
    ({"kind": "document", "document": "passport", "months_after": "300"}, "months_after", "Antara 0 dan 120."),
    ({"kind": "born", "born_from": "31/02/2000"}, "born_from", "31/02/2000 tidak ada."),
    ({"kind": "born", "born_from": "01/01/2000", "born_to": "01/01/1990"}, "born_to", "Lebih awal dari tanggal pertama."),
    ({"kind": "language", "test": "EPS_TOPIK", "minimum": "300"}, "minimum", "Isi nilai EPS-TOPIK 0 sampai 200."),
    ({"kind": "language", "test": "JLPT", "minimum": "7"}, "minimum", "Isi tingkat JLPT N5 sampai N1."),
    ({"kind": "certificate", "certificate": "none_such"}, "certificate", "Pilihan ini tidak ada dalam daftar."),
])  # fmt: skip
def test_a_rule_out_of_range_is_told_what_may_be_entered(officer, make, typed, field, told):
    page = officer.post(f"/orders/{make.order().id}/requirements", data=typed | {"strength": "must"}, expect=422)

    assert told in page.one(f"#{field}_error").text


def test_a_minimum_out_of_range_in_the_form_of_an_order_is_told_what_it_may_be(officer):
    page = officer.post("/orders", data=GOOD | {"language_min": "300"}, expect=422)

    assert "Isi nilai EPS-TOPIK 0 sampai 200." in page.one("#language_min_error").text


def test_the_head_agrees_to_a_rule_where_the_rules_are_read(officer, head, make):
    order = make.order()
    rule = {"kind": "marital", "strength": "must", "marital": ["single"], "basis": "Surat 12"}
    officer.post(f"/orders/{order.id}/requirements", data=rule, expect=303)

    assert "Setujui syarat ini" not in officer.get(f"/orders/{order.id}/requirements").text
    form = head.get(f"/orders/{order.id}/requirements").one("form[action$='/confirm']")
    after = head.post(form["action"], next=form.select_one("[name=next]")["value"], follow=True)

    assert "Setujui syarat ini" not in after.text and "menunggu persetujuan" not in after.text
    assert "Syarat dan bobot" in after.one("h1").text


def test_the_list_filters_and_finds(officer, make):
    make.order(title="Juru las", occupation="welder", number="JO-2026-014")
    make.order(title="Kaigo", country="JP", occupation="kaigo", state="closed")

    assert officer.get("/orders?q=014").texts("tbody th a") == ["JO-2026-014"]
    assert len(officer.get("/orders?state=closed").texts("main tbody tr")) == 1
    assert len(officer.get("/orders", part="order_list", sort="-quota").texts("tbody tr")) == 2
    assert "Tidak ada job order" in officer.get("/orders?q=%25").text


def test_an_order_with_people_does_not_become_a_draft(officer, make):
    order, empty = make.order(), make.order()
    make.match(make.applicant(), order)

    refused = officer.post(f"/orders/{order.id}/state", state="draft", expect=409)

    assert "1 orang ada di job order ini, jadi tidak dapat dijadikan draf" in refused.text
    assert db.session.get(JobOrder, order.id).state == "open"
    assert "Jadikan draf" not in officer.get(f"/orders/{order.id}").text
    assert "Jadikan draf" in officer.get(f"/orders/{empty.id}").text
    officer.post(f"/orders/{empty.id}/state", state="draft", expect=303)


def test_a_viewer_reads_and_a_trainer_does_not(viewer, trainer, make):
    order = make.order()

    viewer.get(f"/orders/{order.id}")
    viewer.get("/orders/new", expect=403)
    viewer.post(f"/orders/{order.id}/state", state="closed", expect=403)
    trainer.get("/orders", expect=403)


def test_an_unknown_order_is_told(officer):
    officer.get("/orders/999", expect=404)


def test_an_office_without_orders_is_told_how_to_begin(officer, viewer):
    assert "Belum ada job order" in officer.get("/orders").text
    assert "Tidak ada job order yang cocok" in officer.get("/orders?q=zz").text
    assert viewer.get("/orders").texts("main a[href='/orders/new']") == []


def test_the_head_reads_the_rules_and_weights_before_sealing_them(head, viewer, make):
    order = make.order(requirements=[{"kind": "age", "facts": {"max": 39}}], weights={"language": 37})

    page = head.get(f"/orders/{order.id}/requirements")

    assert page.texts("main dl dd")[0] == "37"
    assert page.texts("main form") == []
    assert head.get(f"/orders/{order.id}").texts(f"a[href='/orders/{order.id}/requirements']") == ["Syarat dan bobot"]
    viewer.get(f"/orders/{order.id}/requirements")
    head.post(f"/orders/{order.id}/requirements", kind="sex", sex="P", expect=403)


def test_a_sealed_order_says_so_and_offers_nothing_that_would_be_refused(officer, head, make):
    order = make.order(requirements=[{"kind": "age", "facts": {"max": 39}}])
    assert officer.get(f"/orders/{order.id}/requirements").texts("main form") != []
    head.post(f"/matching/orders/{order.id}/seal", expect=303)

    rules, edit = officer.get(f"/orders/{order.id}/requirements"), officer.get(f"/orders/{order.id}/edit")

    for page in (rules, edit):
        assert "Head Satu" in page.one("#sealed").text
        assert page.texts("#sealed a") == []
    assert rules.texts("main form") == []
    assert edit.soup.select("#age_max") == []
    officer.post(f"/orders/{order.id}", data=edit.fields("#order_form") | {"title": "Pengasuh"}, expect=303)
    kept = db.session.get(JobOrder, order.id)
    assert (kept.title, kept.requirements[0].facts) == ("Pengasuh", {"max": 39})
    assert head.get(f"/orders/{order.id}/requirements").texts("#sealed a") == ["Buka segel"]


def test_what_was_sealed_while_somebody_typed_is_refused_beside_the_form(officer, head, make):
    order = make.order(requirements=[{"kind": "age", "facts": {"max": 39}}])
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")
    head.post(f"/matching/orders/{order.id}/seal", expect=303)

    edit = officer.post(f"/orders/{order.id}", data=fields | {"title": "Pengasuh", "age_max": "45"}, expect=409)
    weights = officer.post(f"/orders/{order.id}/weights", language="50", expect=409)
    rule = officer.post(f"/orders/{order.id}/requirements", kind="sex", sex="P", strength="must", expect=409)

    assert "sudah disegel" in edit.one("#error_summary").text
    assert edit.one("#title")["value"] == "Pengasuh"
    assert "sudah disegel" in weights.one("#weights_errors").text
    assert "sudah disegel" in rule.one("#error_summary").text
    kept = db.session.get(JobOrder, order.id)
    assert (kept.title, kept.requirements[0].facts, kept.weights) == (order.title, {"max": 39}, {})


def test_a_quota_below_the_places_taken_is_refused_beside_the_form(officer, make):
    order = make.order(quota=2, state="draft")
    for name in ("Ani", "Budi"):
        make.match(make.applicant(name), order, state="accepted")
    fields = officer.get(f"/orders/{order.id}/edit").fields("#order_form")

    page = officer.post(f"/orders/{order.id}", data=fields | {"quota": "1", "title": "Pengasuh"}, expect=409)

    assert "sudah diterima" in page.one("#error_summary").text
    assert (page.one("#quota")["value"], page.one("#title")["value"]) == ("1", "Pengasuh")
    assert db.session.get(JobOrder, order.id).quota == 2
