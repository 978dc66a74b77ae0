"""Pairs that may be one person: found over the whole base, set apart, looked at again."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select

from serang.applicants.models import TwinPair
from serang.applicants.queries import twins
from serang.common.rules import names
from serang.db import db, reading
from serang.jobs import operations as jobs

AT_ONCE = 1000


def ask(*, account_id: int | None, at: datetime):
    """Have the whole base looked through in the background; while that is waiting or under way nothing new is begun."""
    return twins.job() or jobs.queue(twins.JOB, account_id=account_id, at=at)


def look_through(*, progress: Callable[[int, int], None]) -> int:
    """Find everybody who may stand in the base twice; gives how many pairs are open. Commits what it reads."""
    progress(0, 2)
    with reading():
        people = twins.everybody()
        db.session.rollback()
    found = list(names.pairs(people))
    progress(1, 2)
    keep(found)
    db.session.flush()
    return twins.count()


def keep(found: Iterable[names.Pair]):
    """Keep these pairs as what is to be looked at; pairs that were decided stay as they are."""
    known = {(row.first_id, row.second_id): row for row in db.session.scalars(select(TwinPair))}
    new = []
    for pair in found:
        written = [reason.as_dict() for reason in pair.reasons]
        row = known.pop((pair.first, pair.second), None)
        if row is None:
            new.append({"first_id": pair.first, "second_id": pair.second, "score": pair.score, "reasons": written})
        elif (row.score, row.reasons) != (pair.score, written):
            row.score, row.reasons = pair.score, written
    db.session.flush()
    gone = [row.id for row in known.values() if row.decided is None]
    for start in range(0, len(gone), AT_ONCE):
        db.session.execute(delete(TwinPair).where(TwinPair.id.in_(gone[start : start + AT_ONCE])))
    for start in range(0, len(new), AT_ONCE):
        db.session.execute(insert(TwinPair), new[start : start + AT_ONCE])


def set_apart(one: int, other: int, *, at: datetime, account_id: int | None) -> TwinPair:
    """They are two people: the pair leaves the list and does not come back by itself."""
    row = twins.pair_of(one, other)
    if row is None:
        score, reasons = twins.compared(one, other)
        first, second = sorted((one, other))
        row = TwinPair(first_id=first, second_id=second, score=score, reasons=[reason.as_dict() for reason in reasons])
        db.session.add(row)
    row.decided, row.at, row.account_id = "different", at, account_id
    db.session.flush()
    return row


def look_again(pair: TwinPair) -> TwinPair:
    """Bring a pair back to the list."""
    pair.decided = pair.at = pair.account_id = None
    db.session.flush()
    return pair
