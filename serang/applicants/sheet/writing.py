"""Rows of a list become people: new ones many at a time, changed ones by what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from serang.applicants.operations import listed
from serang.applicants.sheet.existing import COLUMNS, fields
from serang.exchange.rules.plan import NEW, Verdict

SCORE, WISH = "eps_topik_score", "wished_occupation"


@dataclass(frozen=True)
class Prepared:
    """All that can be made ready before the first line is written: new rows with their columns, changes by person."""

    new: list[Verdict]
    people: list[dict]
    changed: dict[int, dict]
    rows: dict[int, int]


def prepare(verdicts: Sequence[Verdict]) -> Prepared:
    """New people as columns, changed ones by what differs."""
    new = [one for one in verdicts if one.verdict == NEW]
    others = [one for one in verdicts if one.verdict != NEW]
    names = fields()
    people = [listed.columns({**_columns(one.values, names), "eps_score": one.values.get(SCORE)}) for one in new]
    changed = {one.id: {change.field: change.new for change in one.changes} for one in others}
    return Prepared(new, people, changed, {one.row: one.id for one in others})


def write(ready: Prepared, *, officer_id: int | None, at: datetime, on: date) -> dict[int, int]:
    """Register new people and change those we have, without commit; the id of each by row number."""
    registered = listed.register_many(ready.people, officer_id=officer_id, at=at, on=on)
    ids = {one.row: id_ for one, id_ in zip(ready.new, registered, strict=True)}
    names = set(fields())
    listed.change_many_listed({id_: _columns(values, values.keys() & names) for id_, values in ready.changed.items()}, at=at)
    said = [(ids[one.row], one.values) for one in ready.new] + list(ready.changed.items())
    listed.add_scores([(id_, values[SCORE]) for id_, values in said if values.get(SCORE) is not None])
    listed.add_wishes([(id_, values[WISH]) for id_, values in said if values.get(WISH)])
    return {**ids, **ready.rows}


def _columns(values, fields) -> dict:
    return {COLUMNS.get(field, field): values.get(field) for field in fields}
