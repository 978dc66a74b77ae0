"""The process that opens one workbook and writes its rows as JSON lines: python -m serang.sheets.child FILE.

The only place that touches the reading library. It gives itself limits first, so that a hostile file
ends this process and nothing else.
"""

import datetime
import json
import sys
import zipfile
import zlib

from serang.sheets import archive
from serang.sheets.cells import BOOL, DAY, MAX_COLUMNS, MAX_ROWS, NUMBER, TEXT, Unreadable

MEMORY = 1024**3
CPU_SECONDS = 30
MAX_OUTPUT = 512 * 1024**2
MAX_CELLS = 2_500_000
MAX_SHEETS = 200


def main(path: str) -> None:
    """Write every sheet of the workbook to standard output, or one line that says why it is refused."""
    limit()
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        archive.check_far_cells(path)
        _write(path)
    except Unreadable as no:
        _say({"refused": no.code, "values": no.values})
    except MemoryError:
        _say({"refused": "too_large", "values": {"rows": MAX_ROWS, "columns": MAX_COLUMNS}})
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        _say({"refused": "damaged", "values": {}})


def limit() -> None:
    """Bound memory, time and output of this process; Windows knows no such limits."""
    try:
        import resource
    except ImportError:
        return
    for what, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MAX_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (amount, amount))


def _write(path):
    import python_calamine as calamine  # after the limits, so that they hold for it too

    try:
        with calamine.load_workbook(path) as book:
            filled = 0
            for about in book.sheets_metadata[:MAX_SHEETS]:
                if about.typ == calamine.SheetTypeEnum.WorkSheet:
                    hidden = about.visible != calamine.SheetVisibleEnum.Visible
                    filled += _write_sheet(book.get_sheet_by_name(about.name), about.name, hidden, filled)
    except calamine.PasswordError:
        raise Unreadable("encrypted") from None
    except (MemoryError, Unreadable):
        raise
    except BaseException as no:  # a panic of the reading library is no Exception
        if "limit exceeded" in str(no) or "capacity overflow" in str(no):
            raise Unreadable("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS) from None
        raise Unreadable("damaged") from None
    _say({"done": True})


def _write_sheet(sheet, name, hidden, before):
    """Write one sheet; the number of its filled cells."""
    _say({"sheet": name, "hidden": hidden})
    if sheet.start is None:
        return 0
    left, (bottom, right) = sheet.start[1], sheet.end
    if bottom >= MAX_ROWS or right >= MAX_COLUMNS:
        raise Unreadable("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS)

    filled = 0
    merged = _Merged(sheet.merged_cell_ranges or ())
    for number, row in enumerate(sheet.iter_rows(), 1):  # from the first row of the sheet, the first filled column
        cells = merged.fill(number - 1, [None] * left + [told(value) for value in row])
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            filled += len(cells) - cells.count(None)
            if before + filled > MAX_CELLS:
                raise Unreadable("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS)
            _say([number, *cells])
    return filled


def told(value):
    """A value as the parent will read it: text as itself, [kind, text] for anything else, None for an empty cell."""
    if isinstance(value, str):
        return value.replace("\0", "") if value.strip() else None
    if isinstance(value, bool):
        return [BOOL, "TRUE" if value else "FALSE"]
    if isinstance(value, (int, float)):
        return [NUMBER, str(int(value)) if value == value // 1 and abs(value) < 1e21 else repr(value)]
    if isinstance(value, datetime.datetime):
        return [DAY, value.date().isoformat() if value.time() == datetime.time() else value.isoformat()]
    if isinstance(value, datetime.date):
        return [DAY, value.isoformat()]
    return [TEXT, str(value)]


class _Merged:
    """The merged areas of a sheet; gives the cells of an area the value of its first cell."""

    def __init__(self, areas):
        self.starting, self.open = {}, []
        for (top, left), (bottom, right) in areas:
            if right < MAX_COLUMNS:
                self.starting.setdefault(top, []).append((left, bottom, right))

    def fill(self, index, cells):
        for left, bottom, right in self.starting.pop(index, ()):
            if left < len(cells) and cells[left] is not None:
                self.open.append((index, left, bottom, right, cells[left]))
        self.open = [area for area in self.open if area[2] >= index]
        for top, left, _, right, value in self.open:
            cells.extend([None] * (right + 1 - len(cells)))
            repeated = [TEXT, value, 1] if isinstance(value, str) else [*value[:2], 1]
            for column in range(left, right + 1):
                if (index, column) != (top, left) and cells[column] is None:
                    cells[column] = repeated
        return cells


def _say(line):
    sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
