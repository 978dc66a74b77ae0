"""From the lines of a list to typed values: each column has a reader, and nothing is lost silently."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from serang.common.rules.reasons import Reason
from serang.exchange.rules.lines import Told
from serang.exchange.rules.table import Row, Table


@dataclass(frozen=True)
class Reading:
    """What a reader made of one cell.

    values: by field; a reader of a combined column fills several.
    warnings: the row goes in, someone should look; refusals: the row stays out.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Reason, ...] = ()
    refusals: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A reason and where it arose: field, column position (None when it concerns the whole row), text found there."""

    reason: Reason
    field: str = ""
    at: int | None = None
    found: str = ""


@dataclass(frozen=True)
class Record:
    """One line of the list as typed values, empty ones left out; with its number in the file."""

    number: int
    values: Mapping[str, object]
    warnings: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()


Reader = Callable[[object], Reading]


def raw(cell) -> str | int | float:
    """What the file held: a number for a number cell, so that a rounded NIK can be told; text for all others."""
    if cell.kind != "number":
        return cell.text.strip()
    number = float(cell.text)
    return int(number) if number.is_integer() and abs(number) < 10**15 else number


def read_rows(
    table: Table,
    mapping: Mapping[int, str],
    readers: Mapping[str, Reader],
    together: Callable[[Mapping[str, object]], Reading] | None = None,
) -> Iterable[Record]:
    """The records of the list, one by one.

    mapping: column position → field; a field without a reader is left out. readers: field → what reads its cell.
    together: looks at the whole row at the end (kelurahan and kecamatan belong together); its values replace those
    of the row, None takes one away.
    """  # fmt: skip
    taken = [(at, name, readers[name]) for at, name in sorted(mapping.items()) if name in readers]
    for row in table.rows:
        yield _record(row, taken, readers, together)


def _record(row: Row, taken, readers, together):
    own, side, warnings, refusals = {}, {}, [], []
    for at, name, reader in taken:
        cell = row.cells[at] if at < len(row.cells) else None
        if cell is not None and cell.text.strip():
            reading = reader(cell)
            _note(reading, name, at, cell.text, warnings, refusals)
            _sort(reading, name, own, side)
    values = {**side, **own}
    for name, text in row.context.items():
        if name in readers and name not in values:
            reading = readers[name](Told(text))
            _note(reading, name, None, text, warnings, refusals)
            values.update(_filled(reading.values))
    if together:
        reading = together(dict(values))
        _note(reading, "", None, "", warnings, refusals)
        values = _filled({**values, **reading.values})
    return Record(row.number, values, tuple(warnings), tuple(refusals))


def _sort(reading, name, own, side):
    """A column made for a field goes before a combined column that fills it as well."""
    for filled, value in reading.values.items():
        if value is not None and value != "":
            (own if filled == name else side).setdefault(filled, value)


def _filled(values):
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _note(reading, name, at, text, warnings, refusals):
    if reading.warnings or reading.refusals:
        found = text.strip()[:200]
        warnings.extend(Problem(reason, name, at, found) for reason in reading.warnings)
        refusals.extend(Problem(reason, name, at, found) for reason in reading.refusals)
