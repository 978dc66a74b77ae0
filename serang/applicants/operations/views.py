"""Saved lists, and what was typed but not saved yet."""

from datetime import datetime

from sqlalchemy import select

from serang.applicants.models import Draft, View
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


def keep_draft(*, account_id: int, place: str, typed: dict, at: datetime):
    """What is typed in a form now; replaces what was kept of it before."""
    row = db.session.scalar(select(Draft).where(Draft.account_id == account_id, Draft.place == place))
    if row is None:
        db.session.add(Draft(account_id=account_id, place=place, typed=typed, at=at))
    else:
        row.typed, row.at = typed, at
    db.session.flush()


def drop_draft(*, account_id: int, place: str):
    """The form was saved, or the draft thrown away."""
    row = db.session.scalar(select(Draft).where(Draft.account_id == account_id, Draft.place == place))
    if row is not None:
        db.session.delete(row)
        db.session.flush()
