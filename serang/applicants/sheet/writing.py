"""Rows of a list become people: new ones many at a time, changed ones by what differs."""

from collections.abc import Sequence
from datetime import date, datetime

from serang.applicants.operations import listed
from serang.applicants.sheet.existing import COLUMNS, FIELDS
from serang.exchange.rules.plan import NEW, Verdict

SCORE, WISH = "eps_topik_score", "wished_occupation"


def write(verdicts: Sequence[Verdict], *, officer_id: int | None, at: datetime, on: date) -> dict[int, int]:
    """Register new people and change those we have, without commit; the id of each by row number."""
    new = [one for one in verdicts if one.verdict == NEW]
    changed = {one.id: {change.field: change.new for change in one.changes} for one in verdicts if one.verdict != NEW}
    people = [{**_columns(one.values, FIELDS), "eps_score": one.values.get(SCORE)} for one in new]
    ids = dict(zip((one.row for one in new), listed.register_many(people, officer_id=officer_id, at=at, on=on), strict=True))
    listed.change_many_listed({id_: _columns(values, values.keys() & set(FIELDS)) for id_, values in changed.items()}, at=at)
    said = [(ids[one.row], one.values) for one in new] + list(changed.items())
    listed.add_scores([(id_, values[SCORE]) for id_, values in said if values.get(SCORE) is not None])
    listed.add_wishes([(id_, values[WISH]) for id_, values in said if values.get(WISH)])
    return {**ids, **{one.row: one.id for one in verdicts if one.verdict != NEW}}


def _columns(values, fields) -> dict:
    return {COLUMNS.get(field, field): values.get(field) for field in fields}
