"""Keeping a run: problem and plan as bytes (npz with JSON inside, no pickle), to be run again and checked."""

import io
import json
import zipfile

import numpy as np

from serang.common.rules.reasons import Reason
from serang.matching.rules import problem as given
from serang.matching.rules.certificate import Certificate
from serang.matching.rules.network import Note
from serang.matching.rules.plan import Plan
from serang.matching.rules.problem import TABLES, Order, People, Problem, Settings, Table
from serang.matching.rules.thin import full, thin
from serang.orders.rules import Requirement

PAIRS = ("locks", "bans", "taken", "last")
COLUMNS = ("people", "orders", "score", "locked", "open")
PROOF = ("pool_order", "pool_sex", "cutoff", "more_placed", "more_score")


def pack_problem(problem: Problem) -> bytes:
    """The whole input of a run; the same problem always gives the same bytes."""
    return _pack(given.arrays(problem), given.facts(problem))


def unpack_problem(data: bytes) -> Problem:
    """The problem that was packed, equal down to its fingerprint. Raises ValueError when the bytes are damaged."""
    columns, facts = _unpack(data)
    tables = {
        name: Table(tuple(facts["names"][name]), *(columns[f"{name}.{part}"] for part in ("person", "code", "value", "until", "since")))
        for name in TABLES
    }
    nothing = np.zeros(len(columns["ids"]), np.int8)
    people = People(*(columns.get(name, nothing) for name in given.COLUMNS), **tables)
    orders = tuple(_order(written) for written in facts["orders"])
    return Problem(people, orders, Settings(**facts["settings"]), *(columns[name] for name in PAIRS))


def pack_plan(plan: Plan) -> bytes:
    """A plan with its proof."""
    columns = {name: getattr(plan, name) for name in COLUMNS}
    columns |= {name: getattr(plan.certificate, name) for name in PROOF}
    failure = plan.certificate.failure
    facts = {
        "proven": plan.proven,
        "failure": failure and failure.as_dict(),
        "notes": [[note.reason.as_dict(), note.person, note.order] for note in plan.notes],
        "places": plan.places,
        "kept": plan.kept,
        "greedy_placed": plan.greedy_placed,
        "seal": plan.seal,
    }
    return _pack(columns, json.dumps(facts, sort_keys=True))


def unpack_plan(data: bytes) -> Plan:
    """The plan that was packed. Raises ValueError when the bytes are damaged."""
    columns, facts = _unpack(data)
    failure = facts["failure"] and Reason.from_dict(facts["failure"])
    notes = tuple(Note(Reason.from_dict(reason), person, order) for reason, person, order in facts["notes"])
    certificate = Certificate(facts["proven"], failure, *(columns[name] for name in PROOF))
    return Plan(
        *(columns[name] for name in COLUMNS), certificate, notes, facts["places"], facts["kept"], facts["greedy_placed"], facts["seal"]
    )


def _order(written):
    asked = tuple(Requirement(**one) for one in written.pop("requirements"))
    return Order(**{**written, "requirements": asked, "trainings": tuple(written["trainings"])})


def _pack(columns, facts):
    """As numpy's own npz, packed lightly: packing it as tightly as numpy does takes three times as long. How each column is kept (see
    `thin`) stands beside it.
    """
    thinned = {name: thin(column) for name, column in columns.items()}
    kept = {name: [how, len(columns[name])] for name, (how, _) in thinned.items()}
    texts = {name: np.frombuffer(text.encode(), np.uint8) for name, text in (("facts", facts), ("kept", json.dumps(kept)))}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, column in {**texts, **{name: column for name, (_, column) in thinned.items()}}.items():
            with file.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(column), allow_pickle=False)
    return buffer.getvalue()


def _unpack(data):
    """Columns and facts; a run of before columns were thinned has all of them as they are."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            columns = {name: file[name] for name in file.files}
        facts, kept = (json.loads(columns.pop(name).tobytes().decode() if name in columns else "{}") for name in ("facts", "kept"))
        return {name: full(kept[name][0], column, kept[name][1]) if name in kept else column for name, column in columns.items()}, facts
    except Exception as error:  # zip, zlib and numpy each have their own
        raise ValueError("the stored run cannot be read") from error
