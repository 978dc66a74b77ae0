"""The shortest way to a place for one person: what they would have to gain, and which orders that opens."""

from dataclasses import dataclass, field, replace

from serang.matching.rules import score
from serang.matching.rules.certificate import EVERYBODY, NO_PLACE
from serang.matching.rules.columns import Columns
from serang.matching.rules.explain import alone, outcomes_of
from serang.matching.rules.facts import facts, written
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import FOREVER, Problem
from serang.orders.rules import PASS, UNKNOWN, grade

ENDED = {"language_ended", "language_ended_low", "certificate_ends_early", "document_ends_early"}
CAN_CHANGE = {"language": "test", "certificate": "code", "document": "code"}


@dataclass(frozen=True, order=True)
class Step:
    """One thing to gain: a language result (`code` the test, `minimum` as that test counts), certificate or paper. `by`: the points or
    levels that a valid result lacks, 0 when a new one is needed anyway; `far`: how far it is, from 1 to 100 (orders.rules.Outcome);
    `ended`: there is a result or paper that ends too early, so it has to be gained once more.
    """

    kind: str
    code: str
    minimum: int = 1
    by: int = field(default=0, compare=False)
    far: int = field(default=100, compare=False)
    ended: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Way:
    """Steps that together open these orders (database ids); in `sure` the person would be placed as things stand, none for who has a
    place already.
    """

    steps: tuple[Step, ...]
    opens: tuple[int, ...]
    sure: tuple[int, ...]


def ways(problem: Problem, plan: Plan, person_id: int, limit: int = 5) -> list[Way]:
    """Ways of one person, fewest steps first, then those that surely give a place, then the shorter, then those that open more.

    Only what can be gained counts: language, certificates, papers. Raises ValueError for who is not in the run.
    """
    person = problem.people.index(person_id)
    if person is None:
        raise ValueError(f"{person_id} is not in this run")
    lacking = _lacking(problem, person)
    hardest = _hardest(step for _, steps in lacking for step in steps)
    found = []
    for size in sorted({len(steps) for _, steps in lacking}):
        if len(found) >= limit:
            break
        sets = {own for _, own in lacking if len(own) == size}
        some = [_way(problem, plan, person, [hardest[one] for one in steps], lacking) for steps in sets]
        found += sorted(some, key=_first)
    return found[:limit]


def _first(way):
    goals = sum(grade(one.code, one.minimum) for one in way.steps if one.kind == "language")
    return not way.sure, sum(one.far for one in way.steps), goals, -len(way.opens), way.steps


def _hardest(steps) -> dict[Step, Step]:
    """Of steps to the same goal the furthest one: where a new result is needed for one order, points to an old one say nothing."""
    found = {}
    for one in sorted(steps, key=lambda one: (not one.by, one.far)):
        found[one] = one
    return found


def _way(problem, plan, person, steps, lacking) -> Way:
    """What these steps open, and where they surely give a place."""
    opens = [at for at, needed in lacking if all(_covered(one, steps) for one in needed)]
    sure = _placed_then(problem, plan, person, steps, opens)
    opens, sure = (tuple(problem.orders[at].id for at in some) for some in (opens, sure))
    return Way(tuple(sorted(steps)), opens, sure)


def _lacking(problem, person):
    """Orders (indices) that only lack what can be gained, with the steps."""
    known, own = facts(problem, person), alone(problem, person)
    columns, sex = Columns(own), int(problem.people.sex[person])
    banned = {order for one, order in problem.bans.tolist() if one == int(problem.people.ids[person])}
    lacking = []
    for at, order in enumerate(problem.orders):
        who, rank = columns.wishing(order.occupation, order.country)
        wish = int(rank[0]) if len(who) else None
        short = [
            one
            for one in outcomes_of(problem, order, known, wish, sex, order.id in banned)
            if not (one.state == PASS or one.state == UNKNOWN and problem.settings.unknown_allowed)
        ]
        steps = [_step(one) for one in short]
        if steps and None not in steps:
            lacking.append((at, frozenset(steps)))
    return lacking


def _step(outcome):
    kind = outcome.reason.code.split("_")[0]
    if kind not in CAN_CHANGE:
        return None
    values = outcome.reason.values
    code, minimum = values[CAN_CHANGE[kind]], values.get("minimum", 1)
    by = values["by"] if outcome.reason.code == "language_low" else 0
    goal = written(code, grade(code, minimum)) if kind == "language" else 1
    return Step(kind, code, goal, by, outcome.far or 1, ended=outcome.reason.code in ENDED)


def _covered(needed, steps):
    return any(
        one.kind == needed.kind
        and one.code == needed.code
        and (one.kind != "language" or grade(one.code, one.minimum) >= grade(one.code, needed.minimum))
        for one in steps
    )


def _placed_then(problem, plan, person, steps, opens) -> list[int]:
    """In which of these orders (indices) the person would get a place once the steps are done; who has one may well stay there."""
    person_id = int(problem.people.ids[person])
    if plan.order_of(person_id) is not None or person_id in problem.taken[:, 0]:
        return []
    own, tables = alone(problem, person), {}
    for one in steps:
        name = {"language": "languages"}.get(one.kind, f"{one.kind}s")
        table = tables.get(name) or getattr(own.people, name)
        value = grade(one.code, one.minimum) if one.kind == "language" else 1
        tables[name] = table.plus([0], one.code, value, FOREVER)
    columns = Columns(own.but(people=replace(own.people, **tables)))
    return [at for at in opens if _passes(problem, plan, person, columns, at)]


def _passes(problem, plan, person, columns, at) -> bool:
    order = problem.orders[at]
    line = plan.certificate.of(at, int(problem.people.sex[person]))
    if line in (EVERYBODY, NO_PLACE):
        return line == EVERYBODY
    who, rank = columns.wishing(order.occupation, order.country)
    return bool(score.total(columns, order, who, rank)[0] > line)
