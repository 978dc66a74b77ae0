"""Orders as they might be, tried on the stored inputs of a run; nothing is changed."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from serang.db import as_json
from serang.matching.models import Run
from serang.matching.queries import asked, runs
from serang.matching.queries.plans import Comparison, Sums
from serang.matching.rules import changes as rules
from serang.matching.rules.assign import assign
from serang.matching.rules.changes import Change
from serang.matching.rules.plan import moves
from serang.matching.rules.problem import Order

WHAT_IF = "matching.what_if"


def what_if(run: Run, changes: Sequence[Change]) -> Comparison:
    """The plan of a run beside the plan it would be with these changes together, from the stored inputs."""
    return _what_if(run.id, run.fingerprint, tuple(changes))


def alone(run: Run, changes: Sequence[Change]) -> tuple[int, ...] | None:
    """How many more places each of several changes would fill alone; None where that takes too long to wait for."""
    if len(changes) < 2 or run.people * run.orders * len(changes) > asked.LARGE:
        return None
    return tuple(found.after.placed - found.before.placed for found in (what_if(run, [one]) for one in changes))


def order_as_run(run: Run, order_id: int) -> Order | None:
    """An order as the run was given it."""
    return rules.find(runs.stored(run)[0], order_id)


def read_changes(run: Run, texts: Sequence[str]) -> list[Change | None]:
    """The changes that an address tells; None for each that is not understood or whose order was not in the run."""
    return [rules.read(runs.stored(run)[0], text) for text in texts]


def written(run: Run, changes: Sequence[Change]) -> dict:
    """What is asked of a run, as a job keeps it; one change alone as it was kept before there could be several."""
    told = [{name: as_json(value) for name, value in vars(one).items()} for one in changes]
    return {"run": run.id, **(told[0] if len(told) == 1 else {"changes": told})}


def read_back(inputs: dict) -> tuple[Change, ...]:
    """The changes that a job was asked for."""
    return tuple(_change(one) for one in inputs.get("changes", [inputs]))


def _change(told):
    days = {name: told[name] and date.fromisoformat(told[name]) for name in ("departs_on", "closes_on")}
    return Change(**{name: told[name] for name in ("order_id", "quota", "language_min", "besides")}, **days)


@lru_cache(maxsize=32)
def _what_if(run_id, fingerprint, changes):
    problem, before = runs.stored(runs.get(run_id))
    after = assign(rules.changed(problem, changes).but(last=before.pairs))
    return Comparison(Sums.of(before), Sums.of(after), moves(before.pairs, after))
