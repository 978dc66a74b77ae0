"""People of a whole list taken in or changed at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from serang.applicants.models import Applicant, LanguageResult, Wish
from serang.applicants.operations.register import wait_for_numbers
from serang.applicants.queries import person
from serang.applicants.rules import name_keys
from serang.audit.operations import act, insert_many, update_each
from serang.common.rules import phones
from serang.db import db

AT_ONCE = 500
INSERTED_AT_ONCE = 5000


def columns(one: Mapping) -> dict:
    """All columns of a new person but the number: those given, and what model events fill for a single person."""
    name, phone = one["full_name"], one.get("phone")
    digits = phones.digits(phone) if phone else None
    return {"stage": "registered", "version": 1, "papers": "lacking", "eps_score": None, "phone_digits": digits, **name_keys(name), **one}


def register_many(people: Sequence[Mapping], *, officer_id: int | None, at: datetime, on: date) -> list[int]:
    """Take people in, each given by `columns`; gives their ids in order. Who has which NIK was looked up before."""
    act("applicants.register_many", people=len(people))
    wait_for_numbers()
    common = {"stage_on": on, "created_at": at, "updated_at": at, "officer_id": officer_id}
    ids: list[int] = []
    for start in range(0, len(people), INSERTED_AT_ONCE):
        some = people[start : start + INSERTED_AT_ONCE]
        numbers = person.next_numbers(on, len(some))
        ids += insert_many(Applicant, [{**one, **common, "number": number} for one, number in zip(some, numbers, strict=True)])
    return ids


def change_many_listed(changes: Mapping[int, Mapping], *, at: datetime):
    """Write new values by id of the person."""
    act("applicants.change_many", people=len(changes))
    update_each(Applicant, changes, at=at)


def add_scores(scores: Sequence[tuple[int, int]]):
    """Results of EPS-TOPIK of an unknown day: (id of the person, points)."""
    insert_many(LanguageResult, [{"applicant_id": id_, "test": "EPS_TOPIK", "score": points, "level": None} for id_, points in scores])


def add_wishes(wishes: Sequence[tuple[int, str]]):
    """One more wish, after those there are: (id of the person, occupation)."""
    ranks = _last_ranks([id_ for id_, _code in wishes])
    insert_many(Wish, [{"applicant_id": id_, "rank": ranks.get(id_, 0) + 1, "occupation": code, "country": None} for id_, code in wishes])


def _last_ranks(ids: list[int]) -> dict[int, int]:
    ranks = {}
    for start in range(0, len(ids), AT_ONCE):
        query = select(Wish.applicant_id, func.max(Wish.rank)).where(Wish.applicant_id.in_(ids[start : start + AT_ONCE]))
        ranks.update(db.session.execute(query.group_by(Wish.applicant_id)).all())
    return ranks
