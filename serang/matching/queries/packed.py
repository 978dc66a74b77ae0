"""Very many rows read as columns: the database joins every column into one text and numpy reads it whole, which takes a fraction of
the time that a row each does.
"""

from datetime import date
from functools import cache, partial

import numpy as np
from sqlalchemy import Float, Integer, String, cast, func, select

from serang.db import fetched, is_sqlite
from serang.matching.rules.problem import Coded

BETWEEN, BETWEEN_TEXTS = ",", "\x1f"
ISO = len("2026-09-01")
FEW = 4  # combinations that could be for each row: they are counted out instead of sorted


def columns(statement) -> list:
    """The columns of a statement whose values are never NULL: numbers and days (Day) as arrays, texts as Coded."""
    inner = statement.subquery()
    joined = [_joined(column) for column in inner.c]
    number, *texts = fetched(select(func.count(), *joined).select_from(inner))[0]
    if not number:
        return [_kept(column, ()) for column in inner.c]
    found = [_read(column, text, number) for column, text in zip(inner.c, texts, strict=True)]
    if any(len(one) != number for one in found):  # a text holds the sign that stands between texts
        return [_kept(column, values) for column, values in zip(inner.c, zip(*fetched(statement), strict=True), strict=True)]
    return found


def columns_by(statement) -> list:
    """The same where the first column is a text by which there is an index, and the others are numbers or days: it is read once each."""
    inner = statement.subquery()
    by, *wanted = inner.c
    groups = sorted(fetched(select(by, func.count(), *map(_joined, wanted)).group_by(by)))
    names, sizes, *texts = zip(*groups, strict=True) if groups else ((), (), *((),) * len(wanted))
    found = [np.concatenate([_kept(one, ()), *map(partial(_read, one), some, sizes)]) for one, some in zip(wanted, texts, strict=True)]
    if any(len(one) != sum(sizes) for one in found):
        return columns(statement)
    return [Coded(names, np.repeat(np.arange(len(names), dtype=np.int32), sizes)), *found]


def distinct(*wanted) -> tuple[np.ndarray, np.ndarray]:
    """Of some columns (arrays or Coded) each combination once: where it stands first, and the number of each row's."""
    key, width = np.zeros(len(wanted[0]), np.int64), 1
    for column in wanted:
        values, place = (column.names, column.at) if isinstance(column, Coded) else np.unique(column, return_inverse=True)
        key, width = key * len(values) + place, width * len(values)
    if width > FEW * len(key):
        _, first, place = np.unique(key, return_index=True, return_inverse=True)
        return first, place
    first = np.full(width, -1)
    first[key[::-1]] = np.arange(len(key))[::-1]  # what stands first is written last
    used = first >= 0
    return first[used], (np.cumsum(used) - 1)[key]


class Day(String):
    """A day in ISO writing or, for none, nothing, of which columns give the ordinal (or 0): numpy counts days sooner than SQLite."""

    @staticmethod
    def ordinals(text: str) -> np.ndarray:
        """Of days with BETWEEN between them; nothing of texts that are no days."""
        signs = np.frombuffer((text + BETWEEN).encode(), np.uint8)
        ends = np.flatnonzero(signs == ord(BETWEEN))
        length = np.diff(ends, prepend=-1) - 1
        given = np.flatnonzero(length)
        if (length[given] != ISO).any():
            return np.zeros(0, np.int64)
        year, month, day = (_number(signs, ends[given], *places) for places in ((10, 9, 8, 7), (5, 4), (2, 1)))
        found = np.zeros(len(ends), np.int64)
        found[given] = _first_days()[year * 12 + month - 1] + day - 1
        return found


def _number(signs, ends, *places):
    """The number in the digits that stand so many places before the ends."""
    number = np.zeros(len(ends), np.int32)
    for place in places:
        number = number * 10 + (signs[ends - place] - np.int32(ord("0")))
    return number


@cache
def _first_days():
    """The ordinal of the first day of every month, by year * 12 + month - 1."""
    months = np.arange(10_000 * 12) - 1970 * 12
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()


def _joined(column):
    return func.aggregate_strings(column if is_sqlite() else cast(column, String), _between(column))


def _between(column):
    return BETWEEN if _kind(column) or isinstance(column.type, Day) else BETWEEN_TEXTS


def _read(column, text, number):
    between = _between(column)
    first, _, _ = text.partition(between)
    if number > 1 and text == first + (between + first) * (number - 1):
        return _repeated(_read(column, first, 1), number)
    if isinstance(column.type, Day):
        return Day.ordinals(text)
    return np.fromstring(text, _kind(column), sep=between) if _kind(column) else Coded.of(text.split(between))


def _repeated(one, number):
    return Coded(one.names, np.zeros(number, np.int32)) if isinstance(one, Coded) else np.repeat(one, number)


def _kept(column, values):
    if isinstance(column.type, Day):
        return np.concatenate([np.zeros(0, np.int64), *map(Day.ordinals, values)])
    return np.array(values, _kind(column)) if _kind(column) else Coded.of(values)


def _kind(column):
    """How the numbers of a column are kept; None for texts."""
    return np.int64 if isinstance(column.type, Integer) else np.float64 if isinstance(column.type, Float) else None
