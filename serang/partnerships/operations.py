"""Partners entered and changed."""

from sqlalchemy.exc import IntegrityError

from serang.audit.operations import act
from serang.audit.queries import merge
from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.db import db
from serang.partnerships.models import Partnership


def create(**values) -> Partnership:
    """A new partner. Raises Conflict when the name is there already."""
    act("partnerships.create", name=values["name"])
    partnership = Partnership(**values)
    db.session.add(partnership)
    _flush(partnership)
    return partnership


def change(partnership: Partnership, *, version: int, **values) -> Partnership:
    """New values over the version they were typed on; other fields that somebody changed meanwhile stay.

    Raises ChangedMeanwhile when both changed the same field, Conflict when the name is another partner's.
    """
    act("partnerships.change", name=partnership.name)
    wanted, clashes = merge("partnerships", partnership, version, values)
    if clashes:
        raise ChangedMeanwhile(clash.field for clash in clashes)
    for name, value in wanted.items():
        setattr(partnership, name, value)
    _flush(partnership)
    return partnership


def _flush(partnership: Partnership):
    name = partnership.name
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("partnership_taken", name=name) from error
