"""One person: found by number, by NIK, or as somebody who may be the same; and who may see whom."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from serang.accounts import rules as rights
from serang.accounts.models import Account
from serang.applicants import rules
from serang.applicants.models import Applicant, Merger
from serang.applicants.queries import search
from serang.audit.queries import of_removed
from serang.common.refusals import Missing
from serang.common.rules import names, nik, phones
from serang.db import db, one_of
from serang.stages.models import Stage
from serang.trainings.models import Batch, Enrolment

LIKELY = 75
MOST_LIKE = 300
HELD = select(Applicant).where(Applicant.id == bindparam("number")).with_for_update(of=Applicant).execution_options(populate_existing=True)
WHOLE = [
    joinedload(Applicant.officer),
    joinedload(Applicant.kelurahan),
    selectinload(Applicant.wishes),
    selectinload(Applicant.languages),
    selectinload(Applicant.certificates),
    selectinload(Applicant.experiences),
    selectinload(Applicant.schools),
    selectinload(Applicant.relatives),
]


def get(applicant_id: int, reader: Account, *, whole: bool = True) -> Applicant:
    """One person; whole: with wishes, evidence, officer and kelurahan.

    Raises Missing, also for who may not see the person.
    """
    query = visible_to(select(Applicant).where(Applicant.id == applicant_id), reader)
    person = db.session.scalar(query.options(*WHOLE) if whole else query)
    if person is None:
        raise Missing("no_applicant")
    return person


def locked(applicant_id: int, reader: Account | None = None) -> Applicant:
    """The person as stored now, held so that nobody else changes it meanwhile.

    Raises Missing, also for a reader who may not see the person.
    """
    person = db.session.scalar(visible_to(HELD, reader) if reader else HELD, {"number": applicant_id})
    if person is None:
        raise Missing("no_applicant")
    return person


def visible_to(statement: Select, reader: Account) -> Select:
    """The statement over applicants, narrowed to those the reader may see: a trainer, the people of own batches."""
    if not rights.own_batches_only(reader.roles):
        return statement
    own = select(Enrolment.applicant_id).join(Batch, Batch.id == Enrolment.batch_id).where(Batch.trainer_id == reader.id)
    return statement.where(Applicant.id.in_(own))


def may(reader: Account, right: str) -> bool:
    """Whether the reader has the right."""
    return rights.may(reader.roles, reader.sensitive, right)


def holder_of(nik_number: str | None, *, besides: int | None = None) -> tuple[int, str, str] | None:
    """Who else has that NIK: id, number, name."""
    if not nik_number:
        return None
    query = select(Applicant.id, Applicant.number, Applicant.full_name).where(Applicant.nik == nik_number)
    row = db.session.execute(query.where(Applicant.id != besides) if besides else query).first()
    return tuple(row) if row else None


def next_numbers(on: date, count: int = 1) -> list[str]:
    """The next free numbers of the year of that day: P-26-0413 …"""
    start = f"P-{on.year % 100:02}-"
    newest = db.session.scalar(select(Applicant.number).where(Applicant.number.like(f"{start}%")).order_by(Applicant.id.desc()).limit(1))
    at = int(newest.removeprefix(start)) if newest and newest.removeprefix(start).isdigit() else 0
    gone, free = of_removed("applicants", "number").subquery(), []
    while len(free) < count:
        numbers = [f"{start}{at + n:04}" for n in range(1, count - len(free) + 1)]
        used = set(db.session.scalars(select(Applicant.number).where(Applicant.number.in_(numbers))))
        used |= set(db.session.scalars(select(Merger.gone_number).where(Merger.gone_number.in_(numbers))))
        used |= set(db.session.scalars(select(gone.c.value).where(gone.c.value.in_(numbers))))
        free += [number for number in numbers if number not in used]
        at += len(numbers)
    return free


def look_alikes(
    *,
    full_name: str | None,
    nik_number: str | None = None,
    phone: str | None = None,
    birth_date: date | None = None,
    besides: int | None = None,
    limit: int = 5,
) -> list[tuple]:
    """People who may be the one being entered, surest first: (id, number, full_name, birth_date, score, reasons)."""
    wanted = names.Person(0, full_name or "", birth_date, phones.digits(phone) or None, nik.clean(nik_number) or None)
    found = []
    for row in _candidates(wanted, besides):
        other = names.Person(row.id, row.full_name, row.birth_date, row.phone_digits, row.nik)
        score, reasons = names.compare(wanted, other)
        if score >= LIKELY or any(reason.code in ("same_nik", "same_phone") for reason in reasons):
            found.append((row.id, row.number, row.full_name, row.birth_date, score, reasons))
    return sorted(found, key=lambda one: (-one[4], one[0]))[:limit]


def lock_all(ids: Iterable[int]):
    """Keep others from changing these people until the transaction ends; in the order of ids, so that two never wait in a ring."""
    db.session.execute(select(Applicant.id).where(one_of(Applicant.id, ids)).order_by(Applicant.id).with_for_update())


def stages() -> list[Stage]:
    """All stages in their order; read once per transaction."""
    kept = db.session.info.setdefault("settings", {})
    if "stages" not in kept:
        kept["stages"] = list(db.session.scalars(select(Stage).order_by(Stage.position)))
    return kept["stages"]


def _candidates(wanted: names.Person, besides: int | None):
    """Everybody with the same NIK or phone, and those whose name shares its telling words."""
    key = names.spelling_key(wanted.name)
    same = [Applicant.nik == wanted.nik] if wanted.nik and len(wanted.nik) == nik.LENGTH else []
    if wanted.phone and len(wanted.phone) >= phones.FEWEST:
        same.append(Applicant.phone_digits == wanted.phone)
    if len(key) >= search.TRIGRAM:
        same.append(Applicant.spelling == key)
        shared = search.sharing_words(key)
        same += [shared] if shared is not None else []
    if not same:
        return []
    columns = (
        Applicant.id,
        Applicant.number,
        Applicant.full_name,
        Applicant.birth_date,
        Applicant.phone_digits,
        Applicant.nik,
    )
    query = select(*columns).where(or_(*same)).limit(MOST_LIKE)
    return db.session.execute(query.where(Applicant.id != besides) if besides else query)


def wish_codes(applicant: Applicant) -> list[str]:
    """What the person wants as codes (rules.wish_code), first wish first."""
    return [rules.wish_code(wish.occupation, wish.country) for wish in applicant.wishes]
