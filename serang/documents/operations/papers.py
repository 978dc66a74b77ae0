"""Papers added, renewed by a newer one, corrected, verified, removed; scans put to them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from serang.applicants.models import Applicant
from serang.applicants.queries import locked
from serang.audit import queries as acts
from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.db import db
from serang.documents import queries, rules
from serang.documents.models import Document
from serang.files import Kept


class PaperChanged(Conflict):
    """Somebody changed the same field first; `clashes` says which."""

    def __init__(self, clashes):
        super().__init__("paper_changed")
        self.clashes = clashes


def add(applicant: Applicant, *, kind: str, at: datetime, scan: Kept | None = None, scan_name: str | None = None, **values) -> Document:
    """One more paper. One of the same kind that is there stays as an older one; the end is worked out from the kind's
    months where it was not typed. Raises Missing for an unknown kind."""
    act("documents.add", kind=queries.kind(kind).code)
    locked(applicant.id)
    return _put(applicant.id, kind, at, scan, scan_name, values)


def renew(document: Document, *, at: datetime, scan: Kept | None = None, scan_name: str | None = None, **values) -> Document:
    """A newer paper beside the old one, which stays. Raises Conflict when it was renewed already."""
    act("documents.renew", kind=document.kind)
    document = _held(document)
    if not document.current:
        raise Conflict("paper_renewed", kind=document.kind)
    return _put(document.applicant_id, document.kind, at, scan, scan_name, values)


def change(document: Document, *, version: int | None, scan: Kept | None = None, scan_name: str | None = None, **values) -> Document:
    """Correct what was typed of a paper, seen in that version; what changes must be verified again.

    Raises PaperChanged when somebody changed the same field meanwhile.
    """
    act("documents.change", kind=document.kind)
    document = _held(document)
    values = _complete(document.kind, values) | _scan(scan, scan_name)
    wanted, clashes = acts.merge("documents", document, version or document.version, values)
    if clashes:
        raise PaperChanged(clashes)
    for name, value in wanted.items():
        setattr(document, name, value)
    if wanted.keys() - {"note"}:
        document.verified_by_id, document.verified_at = None, None
    _flush()
    return document


def attach(document: Document, scan: Kept, scan_name: str | None) -> Document:
    """Put a scan to a paper, in place of the one that was there; it must be verified again."""
    act("documents.scan", kind=document.kind)
    document = _held(document)
    _set_scan(document, scan, scan_name)
    _flush()
    return document


def file_scans(applicant: Applicant, scans: Iterable[tuple[str, Kept, str | None]], *, at: datetime) -> list[Document]:
    """Several scans at once, each with its kind: put to the paper that has none yet, else a newer paper of the kind."""
    scans = list(scans)
    act("documents.scans", count=len(scans))
    locked(applicant.id)
    found = []
    for kind, scan, scan_name in scans:
        paper = _current(applicant.id, queries.kind(kind).code)
        if paper is not None and paper.file is None:
            _set_scan(paper, scan, scan_name)
            db.session.flush()
            found.append(paper)
        else:
            found.append(_put(applicant.id, kind, at, scan, scan_name, {}))
    return found


def verify(document: Document, *, account_id: int | None, at: datetime) -> Document:
    """Somebody has compared it with the paper itself."""
    act("documents.verify", kind=document.kind)
    document = _held(document)
    document.verified_by_id, document.verified_at = account_id, at
    _flush()
    return document


def unverify(document: Document) -> Document:
    """Take that back."""
    act("documents.unverify", kind=document.kind)
    document = _held(document)
    document.verified_by_id, document.verified_at = None, None
    _flush()
    return document


def remove(document: Document):
    """Take a paper away; the newest of the older ones counts again. The act can be taken back."""
    act("documents.remove", kind=document.kind)
    document = _held(document)
    before = queries.older(document)
    if document.current and before and not any(paper.current for paper in before):
        before[0].current = True
    db.session.delete(document)
    _flush()


def _put(applicant_id, kind, at, scan, scan_name, values) -> Document:
    for paper in _all_current(applicant_id, kind):
        paper.current = False
    newest = queries.newest_wording(kind)
    values = {"wording": newest.version if newest else None} | values
    document = Document(applicant_id=applicant_id, kind=kind, created_at=at, **_complete(kind, values), **_scan(scan, scan_name))
    db.session.add(document)
    _flush()
    return document


def _complete(kind, values) -> dict:
    rule = queries.rule(queries.kind(kind))
    if "valid_until" in values or "issued_on" in values:
        values = values | {"valid_until": rules.valid_until(rule, values.get("issued_on"), values.get("valid_until"))}
    return values


def _scan(scan: Kept | None, name: str | None) -> dict:
    return {"file": scan.name, "file_type": scan.type, "file_name": rules.plain_name(name)} if scan else {}


def _set_scan(document, scan, scan_name):
    for name, value in _scan(scan, scan_name).items():
        setattr(document, name, value)
    document.verified_by_id, document.verified_at = None, None


def _held(document: Document) -> Document:
    """The paper as stored now; nobody else changes the person's papers meanwhile."""
    locked(document.applicant_id)
    stored = db.session.scalar(select(Document).where(Document.id == document.id).execution_options(populate_existing=True))
    if stored is None:
        raise Conflict("paper_gone")
    return stored


def _current(applicant_id: int, kind: str) -> Document | None:
    return next(iter(_all_current(applicant_id, kind)), None)


def _all_current(applicant_id: int, kind: str) -> list[Document]:
    query = select(Document).where(Document.applicant_id == applicant_id, Document.kind == kind, Document.current)
    return list(db.session.scalars(query.order_by(Document.id.desc())))


def _flush():
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("applicant_collides") from error
