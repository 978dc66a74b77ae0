"""What every noun does alike: two edits of one thing come together, or are asked about."""

from collections.abc import Mapping

from serang.common.refusals import ChangedMeanwhile
from serang.common.rules import edits
from serang.db import db


def hold(row):
    """Read the row anew and keep others from changing it until the transaction ends."""
    db.session.flush()
    db.session.refresh(row, with_for_update={"of": type(row)})


def come_together(row, typed: Mapping[str, object], *, seen: str | None):
    """Hold the row and set what was typed on it; see `merged`."""
    hold(row)
    for name, value in merged({name: getattr(row, name) for name in typed}, typed, seen=seen).items():
        setattr(row, name, value)


def merged(stored: Mapping[str, object], typed: Mapping[str, object], *, seen: str | None) -> dict:
    """What of the typed values is to be stored. `seen`: the marks (edits.marks) that the form was opened with.

    A value that somebody else changed meanwhile stays when it was not touched here. Raises
    ChangedMeanwhile when it was touched here too; `kept` names those that stay.
    """
    found = edits.merge(seen, stored, typed)
    if found.clashing:
        raise ChangedMeanwhile(found.clashing, found.kept)
    return found.wanted
