"""Every reason of the engine has a sentence, and every sentence takes what the engine gives it."""

import ast
from pathlib import Path

import pytest

from serang.common.words import SENTENCES, say
from serang.matching import words
from serang.matching.rules.assign import assign
from serang.matching.rules.explain import explain
from serang.matching.rules.gaps import BITS
from serang.matching.rules.score import PARTS
from serang.matching.rules.states import ACTIVE, ENDED, MOVES
from serang.matching.rules.ways import ways
from serang.orders import words as order_words
from serang.orders.rules import KINDS
from tests.matching import small

MAKERS = ("Reason", "Conflict", "Missing", "Forbidden", "_failed")
ROOT = Path(__file__).parents[2] / "serang"
FILES = [*(ROOT / "matching").rglob("*.py"), ROOT / "orders" / "rules.py", *(ROOT / "orders").glob("operations*.py")]
KNOWN = {
    "{kind}_met": ("document_met", "certificate_met"),
    "{kind}_missing": ("document_missing", "certificate_missing"),
    "{kind}_ends_early": ("document_ends_early", "certificate_ends_early"),
    "{kind}_end_unknown": ("document_end_unknown", "certificate_end_unknown"),
}


def codes(file):
    """The codes of every Reason, refusal and failed rule that a file makes."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args and node.func.id in MAKERS:
            yield from _code(node.args[0])


def _code(argument):
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr):
        pattern = "".join(part.value if isinstance(part, ast.Constant) else "{kind}" for part in argument.values)
        yield from KNOWN[pattern]


def test_every_code_has_a_sentence(app):
    missing = {(file.name, code) for file in FILES for code in codes(file)} - {
        (file.name, code) for file in FILES for code in codes(file) if code in SENTENCES
    }

    assert not missing


def test_every_act_has_a_sentence(app):
    acts = {
        node.args[0].value
        for file in (ROOT / "matching" / "operations").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "act"
        and isinstance(node.args[0], ast.Constant)
    }

    assert {f"act:{act}" for act in acts} <= set(SENTENCES)
    assert len(acts) > 8


@pytest.mark.parametrize("seed", range(40))
def test_every_explanation_can_be_said(app, seed):
    problem = small.problem(seed)
    plan = assign(problem)

    told = [say(note.reason) for note in plan.notes]
    for person in problem.people.ids.tolist():
        found = explain(problem, plan, person)
        chances = [one for one in (found.place, *found.wished, *found.reserve, *found.near) if one]
        told += [say(found.reason), *(say(one.reason) for one in chances if one.reason)]
        told += [words.outcome(outcome, sees_health=True) for one in chances for outcome in one.outcomes]
        told += [words.way(way, sees_health=True) for way in ways(problem, plan, person)]

    assert all(told)
    assert not any("None" in one for one in told)


def test_every_state_rule_and_part_has_a_word(app):
    assert all(words.state(code) for code in (*ACTIVE, *ENDED))
    assert all(words.verb(to) for moves in MOVES.values() for to in moves if to not in ("rejected", "withdrawn", "cancelled"))
    assert all(words.rule(kind) for kind in BITS)
    assert all(order_words.PARTS[name]() for name in PARTS)
    assert set(KINDS) <= set(BITS)
    assert set(words.LOOK) == set(words.STATES)
