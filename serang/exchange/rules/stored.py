"""Cells and verdicts as JSON keeps them, and back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zlib import crc32

from serang.exchange.rules.plan import REFUSED, Change, Verdict
from serang.exchange.rules.reading import Problem
from serang.exchange.rules.repairs import marks
from serang.sheets.cells import BLANK, TEXT, Cell, Sheet

LONGEST_CELL = 32_767


def packed(cells: Iterable[Cell]) -> list:
    """A row for JSON: text as itself, None for an empty cell, else [text, kind] or [text, kind, 1] when merged."""
    return [_packed(cell) for cell in cells]


def unpacked(cells: Sequence, fixes: Mapping[str, str] | None = None) -> list[Cell]:
    """The cells of a row, with what was corrected on the screen."""
    row = [_unpacked(cell) for cell in cells]
    for at, text in (fixes or {}).items():
        row += [BLANK] * (int(at) + 1 - len(row))
        row[int(at)] = Cell(text, TEXT) if text else BLANK
    return row


def sheet(name: str, hidden: bool, rows: Iterable[tuple[int, list[Cell]]]) -> Sheet:
    """A sheet from its filled rows, each with its row number; rows come in order."""
    kept: list[list[Cell]] = []
    for number, cells in rows:
        kept.extend([] for _ in range(number - 1 - len(kept)))
        kept.append(cells)
    return Sheet(name, kept, hidden)


def written(verdict: Verdict) -> dict:
    """The columns of ImportRow that a verdict fills."""
    changes = [[one.field, as_json(one.old), as_json(one.new)] for one in verdict.changes]
    row = {
        "verdict": verdict.verdict, "target_id": verdict.id, "changes": changes, "marks": marks(verdict),
        "name": str(verdict.values.get("full_name", ""))[:200],
        "values": {name: as_json(value) for name, value in verdict.values.items()},
        "problems": [_problem(one, True) for one in verdict.reasons] + [_problem(one, False) for one in verdict.warnings],
    }  # fmt: skip
    return {**row, "stamp": stamp(row)}


def verdict(number: int, verdict: str, target_id: int | None, values: Mapping, changes: Sequence, days: Sequence[str]) -> Verdict:
    """What `written` wrote down, as far as it is needed for writing; days: the fields that hold days."""

    def typed(name, value):
        return date.fromisoformat(value) if name in days and value else value

    return Verdict(number, verdict, {name: typed(name, value) for name, value in values.items()}, target_id,
                   tuple(Change(name, typed(name, old), typed(name, new)) for name, old, new in changes))  # fmt: skip


def stamp(row: Mapping) -> int:
    """A number that differs when the row would do something else."""
    what = (row["verdict"], row["target_id"], row["changes"], row["verdict"] != REFUSED and sorted(row["values"].items()))
    return crc32(repr(what).encode()) & 0x7FFFFFFF


def as_json(value):
    """A value as JSON holds it: days in ISO writing, several values as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return [as_json(one) for one in value] if isinstance(value, (tuple, list, frozenset, set)) else value


def _packed(cell):
    if not cell.text:
        return None
    text = cell.text[:LONGEST_CELL]
    if cell.kind == TEXT and not cell.merged:
        return text
    return [text, cell.kind, 1] if cell.merged else [text, cell.kind]


def _unpacked(cell):
    if cell is None:
        return BLANK
    return Cell(cell, TEXT) if isinstance(cell, str) else Cell(cell[0], cell[1], len(cell) > 2)


def _problem(one: Problem, fault: bool) -> dict:
    return {"reason": one.reason.as_dict(), "field": one.field, "at": one.at, "found": one.found, "fault": fault}
