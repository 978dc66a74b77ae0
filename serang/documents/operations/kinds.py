"""The kinds of papers: put in, added, changed."""

import json
from pathlib import Path

from sqlalchemy import select

from serang.db import db
from serang.documents.models import DocumentKind

HERE = Path(__file__).parents[1]


def seed():
    """Put in the first kinds of papers, where there are none."""
    if db.session.scalar(select(DocumentKind.id).limit(1)) is None:
        entries = json.loads((HERE / "kinds.json").read_text("utf-8"))
        db.session.add_all(DocumentKind(position=n, **entry) for n, entry in enumerate(entries, 1))
        db.session.flush()
