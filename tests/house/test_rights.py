"""Every endpoint carries a right, and the right is in the table."""

from werkzeug.routing import IntegerConverter

from serang.accounts.rules import RIGHTS
from serang.audit import rules as audit
from serang.tables import ALL

PUBLIC = {"static", "accounts.login", "accounts.logout", "home.health"}


def test_every_endpoint_carries_a_right(application):
    bare = [name for name, view in application.view_functions.items() if name != "static" and not hasattr(view, "right")]

    assert not bare


def test_every_right_is_in_the_table(application):
    rights = {view.right for name, view in application.view_functions.items() if name != "static"}

    assert rights - {"public"} <= set(RIGHTS)


def test_every_audited_table_says_who_reads_its_changes():
    tables = {mapper.class_.__tablename__: mapper for module in ALL for mapper in module.Base.registry.mappers}

    assert {name for name, mapper in tables.items() if mapper.class_.__audited__} == set(audit.TABLES)
    assert {*audit.TABLES.values(), *audit.FIELDS.values()} <= set(RIGHTS)
    assert {(table, field) for table, field in {*audit.FIELDS, *audit.NUMBERS} if field not in tables[table].columns} == set()


def test_only_signing_in_and_health_are_public(application):
    public = {name for name, view in application.view_functions.items() if getattr(view, "right", None) == "public"}

    assert public <= PUBLIC
    assert application.view_functions["accounts.login"].right == "public"


def test_nobody_gets_further_than_the_sign_in_page(guest, application):
    for rule in application.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in PUBLIC:
            address = rule.build({name: _example(rule, name) for name in rule.arguments})[1]
            answer = guest.get(address, expect=None, check=False)
            assert answer.status in (303, 404), f"{address}: {answer.status}"
            assert answer.status == 404 or answer.location.startswith("/login"), address


def _example(rule, name):
    converter = rule._converters[name]
    return 1 if isinstance(converter, IntegerConverter) else sorted(getattr(converter, "items", ["x"]))[0]
