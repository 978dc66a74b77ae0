"""The invented offices of `instances` in a database of their own, for measuring a run from stored people to stored plan."""

import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from benchmarks import instances
from serang.app import create_app
from serang.applicants.models import Applicant, Certificate, Experience, LanguageResult, Wish
from serang.db import db
from serang.matching import operations, queries
from serang.matching.rules.problem import FEMALE, MALE, Problem
from serang.orders.models import JobOrder, OrderRequirement

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
ON = date.fromordinal(instances.RUN)


def run(problem: Problem) -> tuple:
    """The run of a stored office: people placed, total score, proven, and the CPU seconds it took, reading and writing included."""
    with _stored(problem):
        start = time.process_time()
        made = operations.propose(on=ON, at=AT, account_id=None, whom=queries.ALL)
        db.session.commit()
        return made.placed, made.score, made.proven, time.process_time() - start


@contextmanager
def _stored(problem):
    with tempfile.TemporaryDirectory(prefix="serang-matching-") as folder:
        app = create_app(
            INSTANCE=Path(folder),
            SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder}/office.sqlite",
            SECRET_KEY="only-for-measuring",
            DEMO=False,
        )
        with app.app_context():
            from flask_migrate import upgrade  # noqa: PLC0415 - within the app's context

            upgrade(directory=str(Path(app.root_path) / "serang" / "migrations"))
            for model, rows in _rows(problem):
                db.session.execute(insert(model), rows)
            db.session.commit()
            db.session.remove()
            yield
            db.session.remove()
            db.engine.dispose()


def _rows(problem):
    people = problem.people
    sexes = {MALE: "L", FEMALE: "P"}
    levels = {instances.education.rung(level): level for level in instances.LEVELS.tolist()}
    yield (
        Applicant,
        [
            {
                "id": one,
                "number": f"P-{one}",
                "full_name": f"Orang {one}",
                "sex": sexes[sex],
                "birth_date": date.fromordinal(birth),
                "education": levels[rung],
                "stage_on": ON,
                "created_at": AT,
                "version": 1,
            }
            for one, sex, birth, rung in zip(
                *(getattr(people, name).tolist() for name in ("ids", "sex", "birth", "education")), strict=True
            )
        ],
    )
    yield (
        LanguageResult,
        [
            {"applicant_id": one, "test": code, "level": str(value), "valid_until": date.max}
            for one, code, value in _table(people, "languages")
        ],
    )
    yield Certificate, [{"applicant_id": one, "code": code, "name": code} for one, code, _value in _table(people, "certificates")]
    yield Experience, [{"applicant_id": one, "field": code, "months": value} for one, code, value in _table(people, "experience")]
    yield Wish, [{"applicant_id": one, "occupation": code[:-1], "rank": rank} for one, code, rank in _table(people, "wishes")]
    yield JobOrder, [_order(order) for order in problem.orders]
    yield (
        OrderRequirement,
        [
            {
                "order_id": order.id,
                "kind": one.kind,
                "strength": one.strength,
                "weight": one.weight,
                "facts": dict(one.values),
                "position": at,
            }
            for order in problem.orders
            for at, one in enumerate(order.requirements)
        ],
    )


def _table(people, name):
    table = getattr(people, name)
    codes = np.array(table.names)[table.code].tolist()
    return zip(people.ids[table.person].tolist(), codes, table.value.tolist(), strict=True)


def _order(order):
    return {
        "id": order.id,
        "number": f"JO-{order.id}",
        "title": order.occupation,
        "employer": "PT",
        "country": order.country,
        "occupation": order.occupation,
        "quota": order.quota,
        "quota_male": order.quota_male,
        "quota_female": order.quota_female,
        "closes_on": date.fromordinal(order.closes_on),
        "departs_on": date.fromordinal(order.departs_on),
        "weights": dict(order.weights),
        "version": 1,
    }
