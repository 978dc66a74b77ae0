"""flask matching run."""

import json

from serang.db import db
from serang.matching.models import Match, Run


def test_run_prints_one_object(app, office):
    order, people = office
    db.session.commit()

    answer = app.test_cli_runner().invoke(args=["matching", "run", "--json"])

    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    assert {name: found[name] for name in ("people", "orders", "places", "placed", "proven", "greedy_placed")} == {
        "people": 4,
        "orders": 1,
        "places": 2,
        "placed": 2,
        "proven": True,
        "greedy_placed": 2,
    }
    assert found["plan"] == [
        {"applicant": people[0].id, "order": order.id},
        {"applicant": people[1].id, "order": order.id},
    ]
    assert found["score"] > 0
    assert db.session.query(Run).count() == 1
    assert db.session.query(Match).count() == 0


def test_run_tells_in_words(app, office):
    db.session.commit()

    answer = app.test_cli_runner().invoke(args=["matching", "run"])

    assert "2 dari 4 orang mendapat tempat" in answer.output
    assert "Terbukti optimal" in answer.output


def test_run_on_an_empty_office(app):
    answer = app.test_cli_runner().invoke(args=["matching", "run", "--json"])

    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    assert (found["people"], found["placed"], found["plan"], found["proven"]) == (0, 0, [], True)
