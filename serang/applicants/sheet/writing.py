"""Rows of a list become people: new ones many at a time, changed ones each by itself."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from serang.applicants.models import Applicant, LanguageResult, Wish
from serang.applicants.sheet.existing import AT_ONCE, COLUMNS, FIELDS
from serang.audit.operations import insert_many
from serang.common.rules import names, phones
from serang.db import db
from serang.exchange.rules.plan import NEW, Verdict


def write(verdicts: Sequence[Verdict], *, at: datetime, on: date) -> dict[int, int]:
    """Register new people and change those we have, without commit; the id of each by row number."""
    new = [one for one in verdicts if one.verdict == NEW]
    changed = [one for one in verdicts if one.verdict != NEW]
    ids = {one.row: id_ for one, id_ in zip(new, _register(new, at=at, on=on), strict=True)}
    _change(changed, at=at)
    ids.update({one.row: one.id for one in changed})
    _evidence(new, changed, ids)
    db.session.flush()
    return ids


def _register(new: list[Verdict], *, at: datetime, on: date) -> list[int]:
    numbers = _numbers(len(new), on)
    return insert_many(Applicant, [_person(one.values, number, at, on) for one, number in zip(new, numbers, strict=True)])


def _person(values, number: str, at: datetime, on: date) -> dict:
    """The columns of one person, those that model events fill for a single one included."""
    name, phone = values["full_name"], values.get("phone")
    return {
        "number": number, "stage": "registered", "stage_on": on, "created_at": at, "version": 1, "papers": "lacking",
        **{COLUMNS.get(field, field): values.get(field) for field in FIELDS},
        "search": names.search_key(name), "spelling": names.spelling_key(name),
        "phone_digits": phones.digits(phone) if phone else None, "eps_score": values.get("eps_topik_score"),
    }  # fmt: skip


def _numbers(count: int, on: date) -> list[str]:
    """The next free numbers of the year: P-26-0001."""
    start = f"P-{on.year % 100:02}-"
    last = db.session.scalar(select(Applicant.number).where(Applicant.number.startswith(start, autoescape=True))
                             .order_by(func.length(Applicant.number).desc(), Applicant.number.desc()).limit(1))
    first = int(last.removeprefix(start)) if last and last.removeprefix(start).isdigit() else 0
    return [f"{start}{first + n:04}" for n in range(1, count + 1)]


def _change(changed: list[Verdict], *, at: datetime):
    for start in range(0, len(changed), AT_ONCE):
        some = changed[start:start + AT_ONCE]
        people = {one.id: one for one in db.session.scalars(select(Applicant).where(Applicant.id.in_([v.id for v in some])))}
        for verdict in some:
            _change_one(people[verdict.id], verdict, at)
        db.session.flush()


def _change_one(person: Applicant, verdict: Verdict, at: datetime):
    written = [change for change in verdict.changes if change.field in FIELDS]
    for change in written:
        setattr(person, COLUMNS.get(change.field, change.field), change.new)
    if written:
        person.updated_at = at
    score = next((change.new for change in verdict.changes if change.field == "eps_topik_score"), None)
    if score is not None and score > (person.eps_score or 0):
        person.eps_score = score


def _evidence(new: list[Verdict], changed: list[Verdict], ids: dict[int, int]):
    """Results of EPS-TOPIK and wishes, as rows of their own."""
    said = [(ids[one.row], dict(one.values)) for one in new]
    said += [(one.id, {change.field: change.new for change in one.changes}) for one in changed]
    scores = [(id_, values["eps_topik_score"]) for id_, values in said if values.get("eps_topik_score") is not None]
    wishes = [(id_, values["wished_occupation"]) for id_, values in said if values.get("wished_occupation")]
    insert_many(LanguageResult, [{"applicant_id": id_, "test": "EPS_TOPIK", "score": score, "level": None} for id_, score in scores])
    ranks = _last_ranks([one.id for one in changed])
    insert_many(Wish, [{"applicant_id": id_, "rank": ranks.get(id_, 0) + 1, "occupation": code, "country": None} for id_, code in wishes])


def _last_ranks(ids: list[int]) -> dict[int, int]:
    ranks = {}
    for start in range(0, len(ids), AT_ONCE):
        query = select(Wish.applicant_id, func.max(Wish.rank)).where(Wish.applicant_id.in_(ids[start:start + AT_ONCE]))
        ranks.update(db.session.execute(query.group_by(Wish.applicant_id)).all())
    return ranks
