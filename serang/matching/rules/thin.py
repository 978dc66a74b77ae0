"""Columns of whole numbers as what is left of them when the obvious is taken out, so that packing them takes less time and room.

A column that says the same in every row is kept once. Of one that mostly rises (who a row is about) the steps are kept. Numbers are
turned into their bytes, all the lowest first: the others are nearly all alike.
"""

import numpy as np

SHORT = 256  # rows; so few are kept as they are
FALLS = 1 / 16  # of the rows; a column that falls no more often is kept as steps
WHOLE, SAME, BYTES, STEPS = "whole", "same", "bytes", "steps"


def thin(column: np.ndarray) -> tuple[str, np.ndarray]:
    """How a column is kept, and what is kept of it."""
    if column.ndim != 1 or len(column) < SHORT or column.dtype.kind != "i":
        return WHOLE, column
    if (column == column[0]).all():
        return SAME, column[:1]
    if column.itemsize == 1:
        return WHOLE, column
    if np.count_nonzero(column[1:] < column[:-1]) <= FALLS * len(column):
        return STEPS, _bytes(np.diff(column, prepend=column.dtype.type(0)))
    return BYTES, _bytes(column)


def full(how: str, kept: np.ndarray, rows: int) -> np.ndarray:
    """The column of so many rows again."""
    if how == WHOLE:
        return kept
    if how == SAME:
        return np.repeat(kept, rows)
    numbers = np.ascontiguousarray(kept.T).view(f"<i{len(kept)}").reshape(-1)
    return np.cumsum(numbers, dtype=numbers.dtype) if how == STEPS else numbers


def _bytes(column):
    """A row of bytes for each place of a byte in a number."""
    return np.ascontiguousarray(column, column.dtype.newbyteorder("<")).view(np.uint8).reshape(-1, column.itemsize).T
