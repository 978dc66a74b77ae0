"""Kinds of papers, and the papers of people."""

from sqlalchemy import select

from serang.db import db
from serang.documents.models import DocumentKind


def kinds() -> list[DocumentKind]:
    """The kinds in use, in their order; read once per transaction."""
    cache = db.session.info.setdefault("settings", {})
    if "document_kinds" not in cache:
        cache["document_kinds"] = list(db.session.scalars(select(DocumentKind).order_by(DocumentKind.position)))
    return [kind for kind in cache["document_kinds"] if kind.active]
