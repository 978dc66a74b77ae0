"""Two people typing into one grid: only cells changed here are written, and none over what somebody else changed."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """What was typed into a cell, and what stood there when the page was opened (None: not said, typed wins)."""

    typed: object
    base: object = None
    known: bool = True


def settle(cells: Mapping[Hashable, Cell], stored: Mapping[Hashable, object], empty=None) -> tuple[dict, dict]:
    """The cells to write, and the clashes as cell → (stored, typed).

    A cell clashes when it was changed here and, to another value, by somebody else since the page was opened.
    """
    writes, clashes = {}, {}
    for place, cell in cells.items():
        now = stored.get(place, empty)
        if cell.typed == now or (cell.known and cell.typed == cell.base):
            continue
        if cell.known and cell.base != now:
            clashes[place] = (now, cell.typed)
        else:
            writes[place] = cell.typed
    return writes, clashes
