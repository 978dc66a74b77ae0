"""Saved lists."""

from datetime import datetime

from serang.applicants.models import View
from serang.audit.operations import act
from serang.db import db


def save_view(*, owner_id: int, name: str, query: str, shared: bool, pinned: bool, at: datetime) -> View:
    """Keep a list under a name: its filters, order and columns as an address."""
    act("applicants.view", name=name)
    view = View(owner_id=owner_id, name=name, query=query, shared=shared, pinned=pinned, created_at=at)
    db.session.add(view)
    db.session.flush()
    return view


def change_view(view: View, **values) -> View:
    """Another name, other filters, or seen by others."""
    act("applicants.view", name=view.name)
    for name, value in values.items():
        setattr(view, name, value)
    db.session.flush()
    return view


def remove_view(view: View):
    """The list is no longer kept."""
    act("applicants.view", name=view.name)
    db.session.delete(view)
    db.session.flush()
