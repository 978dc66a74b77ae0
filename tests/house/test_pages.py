"""Every page renders whole and each of its parts alone, as every role, without a careless word."""

from contextlib import contextmanager
from datetime import date

import pytest
from flask import template_rendered
from werkzeug.routing import IntegerConverter

from serang.db import db
from serang.upkeep.operations import demo
from serang.web.clock import now
from tests.client import Client

ROLES = {"admin": "admin", "head": "kepala", "officer": "petugas", "trainer": "instruktur", "viewer": "pembaca"}
PASSWORD = "rahasia-panjang"
FINE = {200, 303, 403, 404, 302, 409}
SKIPPED = {"static", "accounts.login"}


@pytest.fixture
def filled(app):
    """The app with a small invented office."""
    demo.fill(applicants=60, orders=12, seed=1, on=date(2026, 11, 24), at=now(), password=PASSWORD)
    db.session.commit()
    return app


@pytest.fixture
def one(filled):
    """one("officer"): a signed-in person of the invented office."""

    def of(role):
        client = Client(filled)
        client.sign_in(ROLES[role], PASSWORD)
        return client

    return of


def addresses(app):
    """Every page that can be asked for, with the first of each thing."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in rule.methods or rule.endpoint in SKIPPED:
            continue
        values = {name: _example(rule, name) for name in rule.arguments}
        yield rule.endpoint, rule.build(values)[1]


def _example(rule, name):
    converter = rule._converters[name]
    if isinstance(converter, IntegerConverter):
        return 1
    if hasattr(converter, "items"):
        return sorted(converter.items)[0]
    return {"name": "occupation", "code": "welder", "kind": "passport", "field": "nik", "noun": "applicants"}.get(name, "x")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_renders(filled, one, role):
    client = one(role)
    wrong = []
    for endpoint, address in addresses(filled):
        page = client.get(address, expect=None)
        if page.status not in FINE:
            wrong.append((endpoint, address, page.status))

    assert not wrong


def test_every_part_renders_alone(filled, one):
    client, frame = one("officer"), set(filled.jinja_env.get_template("layout.html").blocks)
    tried = 0
    for endpoint, address in addresses(filled):
        with drawn(filled) as names:
            page = client.get(address, expect=None)
        blocks = set(filled.jinja_env.get_template(names[0]).blocks) - frame if names else set()
        for part in {element["id"] for element in page.soup.select("[id]")} & blocks:
            answer = client.get(address, part=part, expect=None)
            assert answer.status == 200, f"{endpoint} #{part}: {answer.status}"
            assert "<html" not in answer.html, f"{endpoint} #{part} answers with the whole page"
            tried += 1

    assert tried > 5


@contextmanager
def drawn(app):
    """The names of the templates drawn meanwhile."""
    names = []

    def note(sender, template, context, **extra):
        names.append(template.name)

    with template_rendered.connected_to(note, app):
        yield names


def test_no_request_leaves_the_house(filled, one):
    client = one("officer")
    for endpoint, address in addresses(filled):
        page = client.get(address, expect=None)
        for element in page.soup.select("[src], link[href], form[action], use[href]"):
            target = element.get("src") or element.get("href") or element.get("action")
            assert not target.startswith(("http:", "https:", "//")), f"{endpoint}: {target}"


def test_a_forged_number_is_told(filled, one):
    client, number = one("officer"), 2_147_483_646
    for rule in filled.url_map.iter_rules():
        numbers = [name for name in rule.arguments if isinstance(rule._converters[name], IntegerConverter)]
        if "GET" in rule.methods and numbers and rule.endpoint not in SKIPPED:
            values = {name: number if name in numbers else _example(rule, name) for name in rule.arguments}
            page = client.get(rule.build(values)[1], expect=None)
            assert page.status in (404, 403, 303), f"{rule.endpoint}: {page.status}"


def test_nothing_breaks_on_strange_questions(filled, one):
    client = one("officer")
    strange = {
        "q": "%_'\"<script>",
        "page": "-1",
        "sort": "';--",
        "after": "x",
        "before": "9" * 40,
        "stage": "nope",
        "size": "0",
        "state": "\x00",
    }
    for endpoint, address in addresses(filled):
        page = client.get(address, expect=None, **strange)
        assert page.status < 500, f"{endpoint}: {page.status}"


def test_sign_in_page_renders_for_nobody(app):
    Client(app).get("/login")
