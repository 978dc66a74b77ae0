"""What a spreadsheet is to us: sheets of rows of cells, and why a file could not be read."""

from dataclasses import dataclass, field
from typing import NamedTuple

TEXT, NUMBER, DAY, BOOL, EMPTY = "text", "number", "day", "bool", "empty"

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200


class Cell(NamedTuple):
    """One cell: its text, and as what the file held it.

    A day reads YYYY-MM-DD (with Thh:mm:ss behind it when the cell held a time as well).
    A whole number reads without a decimal point, so a NIK that was typed as a number still shows its 16 digits,
    and `kind == NUMBER` tells that the spreadsheet kept only the first 15 of them.
    `merged` is true for a cell that only repeats the value of the merged area it belongs to.
    """

    text: str = ""
    kind: str = EMPTY
    merged: bool = False


BLANK = Cell()


@dataclass(frozen=True)
class Sheet:
    """One sheet. Row 1 of the file is rows[0]; rows may differ in length; trailing empty rows are dropped."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """A file that was read: its sheets in order, at least one of them with a filled cell."""

    sheets: list[Sheet]


class Unreadable(Exception):
    """A file that cannot be read as a spreadsheet.

    Codes: empty_file, too_big (megabytes), wrong_type (ending), html, encrypted, damaged, bomb,
    too_large (rows, columns, and cell where known), too_slow (seconds), no_rows.
    """

    def __init__(self, code: str, **values):
        super().__init__(code, values)
        self.code = code
        self.values = values
