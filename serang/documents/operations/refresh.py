"""How a person's papers stand is kept with the person: worked out anew after writes, and nightly when a day has come.

Whatever changes what it depends on (papers, data, stage, departure; also by undoing) marks the person; the web works
the marked people out before it keeps the transaction.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, event, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from serang import files
from serang.applicants.models import Applicant
from serang.audit.operations import UNDO_DAYS, when_updated
from serang.db import db
from serang.documents import queries, rules
from serang.documents.models import Document
from serang.i18n import OFFICE_ZONE
from serang.jobs import operations as jobs
from serang.matching.models import Match
from serang.orders.models import JobOrder

STALE = "papers_stale"
PAPERS = "documents.papers"  # the step of background work
DEPENDS = ("stage", "pathway", "flight_on", "full_name", "passport_name", "birth_date", "birth_place", "sex", "nik")
AT_ONCE = 5_000


def refresh_papers(ids: Iterable[int] | None, on: date, *, between: Callable[[int, int], None] | None = None) -> int:
    """Work out how the papers of these people (None: of everybody) stand on that day; gives for how many that changed.

    A constant number of statements for every five thousand people; `between(done, total)` is called after each helping.
    """
    db.session.flush()
    ids = list(dict.fromkeys(ids)) if ids is not None else queries.people_to_refresh()
    changed = 0
    for start in range(0, len(ids), AT_ONCE):
        changed += _refresh(ids[start : start + AT_ONCE], on)
        if between:
            between(min(start + AT_ONCE, len(ids)), len(ids))
    return changed


def refresh_stale(on: date, *, between: Callable[[int, int], None] | None = None) -> int:
    """Work out anew the people whom this transaction has marked; in background work with `between`, as `refresh_papers`."""
    marked = db.session.info.pop(STALE, None)
    return refresh_papers(sorted(marked), on, between=between) if marked else 0


def refresh_behind(progress: Callable[..., None], on: date) -> int:
    """Work them out in helpings of their own once background work on very many people is kept, so that nobody waits for it."""
    going_on = jobs.going_on(progress)
    return refresh_stale(on, between=lambda done, total: going_on(done, total, PAPERS))


def mark_stale(ids: Iterable[int]):
    """Mark people to be worked out anew."""
    db.session.info.setdefault(STALE, set()).update(ids)


def nightly(*, on: date):
    """Whose papers stand otherwise from this day on; kept files that nothing names any more are removed."""
    refresh_papers(queries.people_to_refresh(on), on)
    at = datetime.combine(on, time(), OFFICE_ZONE)
    files.sweep(queries.kept_files(at - timedelta(days=UNDO_DAYS + 1)), before=at - timedelta(days=1))


def _refresh(ids, on) -> int:
    rows = []
    for id_, facts in queries.facts_of(ids).items():
        person = facts.person
        asked = queries.asked(person.stage, person.pathway)
        papers, next_on = rules.standing(asked, facts.papers, on, facts.departs_on)
        disagrees = bool(facts.differences(on))
        if (papers, next_on, disagrees) != (person.papers, person.papers_next_on, person.disagrees):
            rows.append({"of": id_, "papers": papers, "papers_next_on": next_on, "disagrees": disagrees})
    _write(rows)
    return len(rows)


def _write(rows):
    """Straight into the table: these columns are no edit of the person, so neither the version nor the log moves."""
    if not rows:
        return
    people = Applicant.__table__
    values = {name: bindparam(name) for name in ("papers", "papers_next_on", "disagrees")}
    db.session.connection().execute(people.update().where(people.c.id == bindparam("of")).values(values), rows)
    for row in rows:
        person = db.session.identity_map.get(identity_key(Applicant, row["of"]))
        if person is not None:
            for name in values:
                set_committed_value(person, name, row[name])


def _mark(target, ids):
    session = inspect(target).session
    if session is not None:
        session.info.setdefault(STALE, set()).update(ids)


def _whose(row) -> set[int]:
    """The person, and the one it was taken from: when two people become one, and when that is taken back."""
    return {row.applicant_id, *inspect(row).attrs.applicant_id.history.deleted} - {None}


@event.listens_for(Document, "after_insert")
@event.listens_for(Document, "after_update")
@event.listens_for(Document, "after_delete")
def _paper_changed(mapper, connection, paper):
    _mark(paper, _whose(paper))


@event.listens_for(Match, "after_insert")
@event.listens_for(Match, "after_update")
@event.listens_for(Match, "after_delete")
def _match_changed(mapper, connection, match):
    _mark(match, _whose(match))


@event.listens_for(Applicant, "after_insert")
@event.listens_for(Applicant, "after_update")
def _person_changed(mapper, connection, person):
    history = inspect(person).attrs
    if any(history[name].history.has_changes() for name in DEPENDS):
        _mark(person, [person.id])


@when_updated(Applicant)
def _people_changed(ids, names):
    if names & set(DEPENDS):
        mark_stale(ids)


@event.listens_for(JobOrder, "after_update")
def _order_changed(mapper, connection, order):
    if inspect(order).attrs.departs_on.history.has_changes():
        on_it = select(Match.applicant_id).where(Match.order_id == order.id, Match.active)
        _mark(order, connection.scalars(on_it))


@event.listens_for(Session, "after_rollback")
def _forget(session):
    session.info.pop(STALE, None)
