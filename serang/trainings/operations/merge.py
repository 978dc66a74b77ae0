"""Two people change one row: different fields come together, the same field is a conflict."""

from serang.audit.queries import changed_since
from serang.common.refusals import ChangedMeanwhile
from serang.db import as_json


def merge(row, version: int | None, values: dict):
    """Set the values that differ; a field changed elsewhere since `version` is kept when not touched here.

    Raises ChangedMeanwhile when it was changed here too, to another value; `kept`: not touched here.
    """
    theirs = changed_since(row.__tablename__, row.id, version) if version is not None and version != row.version else {}
    mine = {name: value for name, value in values.items() if name not in theirs or as_json(value) != theirs[name]["base"]}
    clashing = [name for name in mine if name in theirs and as_json(mine[name]) != theirs[name]["now"]]
    if clashing:
        raise ChangedMeanwhile(clashing, [name for name in values if name not in mine])
    for name, value in mine.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
