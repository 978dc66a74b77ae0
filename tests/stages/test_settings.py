"""/settings/stages: what each stage asks, edited by the administrator and looked at from then on."""

import pytest

from serang.db import db
from serang.stages import operations, queries
from serang.stages.models import Stage
from serang.web.clock import today


def test_every_stage_says_what_it_asks(admin):
    page = admin.get("/settings/stages")

    assert len(page.soup.select("main tbody tr")) == 11
    assert "salah satu: EPS-TOPIK 80, TOPIK 1" in page.text
    assert "NIK terisi" in page.text
    assert "Dokumen terverifikasi: KTP-el" in page.text


@pytest.mark.parametrize("code", ["registered", "verified", "selected", "training", "ready", "nominated", "departed", "returned"])
def test_saving_what_was_shown_changes_nothing(admin, code):
    before = db.session.get(Stage, code).gate
    form = admin.get(f"/settings/stages/{code}/edit").fields("main form[method=post]")

    admin.post(f"/settings/stages/{code}", form, expect=303)

    def key(rule):
        return str(sorted(rule.items()))

    assert sorted(db.session.get(Stage, code).gate, key=key) == sorted(before, key=key)


def test_a_changed_gate_is_looked_at_from_then_on(admin, make):
    person = make.applicant(phone=None)
    form = admin.get("/settings/stages/verified/edit").fields("main form[method=post]")
    form.pop("documents")

    admin.post("/settings/stages/verified", form | {"fields": ["phone"], "label": "Diperiksa"}, expect=303)

    assert [one.reason.code for one in queries.gate(person, "verified", today())] == ["gate_field_missing"]
    assert "Diperiksa" in admin.get("/settings/stages").text


def test_a_minimum_that_is_no_result_is_refused_and_stays_typed(admin):
    page = admin.post("/settings/stages/ready", label="Siap", language="y", jlpt="N9", expect=422)

    assert "bukan hasil JLPT" in page.text
    assert page.one("#jlpt")["value"] == "N9"


def test_two_administrators_editing_one_stage_clash(admin):
    form = admin.get("/settings/stages/ready/edit").fields("main form[method=post]")
    operations.change_stage(db.session.get(Stage, "ready"), label="Siap", label_en="", label_ko="", gate=[])
    db.session.commit()

    admin.post("/settings/stages/ready", form, expect=409)

    assert db.session.get(Stage, "ready").gate == []


@pytest.mark.parametrize("role", ["officer", "head", "viewer", "trainer"])
def test_only_the_administrator_edits_stages(client_of, role):
    client = client_of(role)

    client.get("/settings/stages", expect=403)
    client.post("/settings/stages/ready", label="x", expect=403)


def test_an_unknown_stage_is_not_there(admin):
    admin.get("/settings/stages/nirvana/edit", expect=404)
