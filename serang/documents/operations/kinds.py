"""The kinds of papers: put in, added, changed."""

import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from serang.audit.operations import act
from serang.common.operations import come_together
from serang.common.refusals import Conflict
from serang.db import db
from serang.documents import queries
from serang.documents.models import DocumentKind, Wording
from serang.jobs import operations as jobs
from serang.settings.operations import forget

HERE = Path(__file__).parents[1]
REFRESH = "documents.refresh"


def seed():
    """Put in the first kinds of papers, where there are none."""
    if db.session.scalar(select(DocumentKind.id).limit(1)) is None:
        entries = json.loads((HERE / "kinds.json").read_text("utf-8"))
        db.session.add_all(DocumentKind(position=n, **entry) for n, entry in enumerate(entries, 1))
        db.session.flush()


def add_kind(*, code: str, at: datetime, account_id: int | None, **values) -> DocumentKind:
    """A new kind of paper at the end of the list. Raises Conflict when the code is there."""
    act("documents.kind", code=code)
    last = db.session.scalar(select(func.max(DocumentKind.position)))
    kind = DocumentKind(code=code, position=(last or 0) + 1, **values)
    db.session.add(kind)
    return _kept(kind, at, account_id)


def change_kind(kind: DocumentKind, *, at: datetime, account_id: int | None, seen: str | None = None, **values) -> DocumentKind:
    """New words or rules for a kind; how everybody's papers stand is worked out anew beside the pages.

    `seen`: the marks that the form was opened with. Raises ChangedMeanwhile.
    """
    act("documents.kind", code=kind.code)
    come_together(kind, values, seen=seen)
    return _kept(kind, at, account_id)


def reword(kind: DocumentKind, *, text: str, at: datetime) -> Wording:
    """A new version of the text that is signed; the same text makes none. Papers signed before keep theirs."""
    act("documents.reword", code=kind.code)
    last = queries.newest_wording(kind.code)
    if last is not None and last.text == text:
        return last
    new = Wording(kind=kind.code, version=last.version + 1 if last else 1, text=text, at=at)
    db.session.add(new)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("wording_meanwhile") from error
    forget()
    return new


def _kept(kind, at, account_id) -> DocumentKind:
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("code_taken", code=kind.code) from error
    forget()
    jobs.queue(REFRESH, account_id=account_id, at=at)
    return kind
