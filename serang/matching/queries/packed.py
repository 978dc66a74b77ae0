"""Very many rows read as columns: the database joins every column into one text and numpy reads it whole, which takes a fraction of
the time that a row each does.
"""

import numpy as np
from sqlalchemy import Float, Integer, String, cast, func, select

from serang.db import fetched, is_sqlite
from serang.matching.rules.problem import Coded

BETWEEN, BETWEEN_TEXTS = ",", "\x1f"


def columns(statement) -> list:
    """The columns of a statement whose values are never NULL: whole numbers and floats as arrays, texts as Coded."""
    inner = statement.subquery()
    joined = [_joined(column) for column in inner.c]
    number, *texts = fetched(select(func.count(), *joined).select_from(inner))[0]
    if not number:
        return [_kept(column, ()) for column in inner.c]
    found = [_read(column, text) for column, text in zip(inner.c, texts, strict=True)]
    if any(len(one) != number for one in found):  # a text holds the sign that stands between texts
        return [_kept(column, values) for column, values in zip(inner.c, zip(*fetched(statement), strict=True), strict=True)]
    return found


def distinct(*wanted) -> tuple[np.ndarray, np.ndarray]:
    """Of some columns (arrays or Coded) each combination once: where it stands first, and the number of each row's."""
    key = np.zeros(len(wanted[0]), np.int64)
    for column in wanted:
        values, place = np.unique(column.at if isinstance(column, Coded) else column, return_inverse=True)
        key = key * len(values) + place
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return first, place


def _joined(column):
    between = BETWEEN if _kind(column) else BETWEEN_TEXTS
    return func.aggregate_strings(column if is_sqlite() else cast(column, String), between)


def _read(column, text):
    kind = _kind(column)
    return np.fromstring(text, kind, sep=BETWEEN) if kind else Coded.of(text.split(BETWEEN_TEXTS))


def _kept(column, values):
    kind = _kind(column)
    return np.array(values, kind) if kind else Coded.of(values)


def _kind(column):
    """How the numbers of a column are kept; None for texts."""
    return np.int64 if isinstance(column.type, Integer) else np.float64 if isinstance(column.type, Float) else None
