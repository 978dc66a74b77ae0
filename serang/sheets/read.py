"""Read a spreadsheet or a pasted table. A workbook is opened in a child process with limits, never in this one."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from serang.sheets import archive, delimited
from serang.sheets.cells import BLANK, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, TEXT, Cell, Sheet, Unreadable, Workbook

SECONDS = 60
ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".tab", ".txt")


def read(file: bytes | str | Path, filename: str) -> Workbook:
    """All sheets of an uploaded file (xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt).

    The ending must be one of these; how the file is read is decided by what is inside.
    Raises Unreadable when the file is none of these, damaged, locked with a password, or larger than we take.
    """
    ending = _ending(filename)
    data = _bytes(file)
    kind = archive.kind_of(data, ending)
    if kind == archive.PLAIN:
        return _checked([Sheet("", delimited.rows(delimited.decode(data)))])
    archive.check(data, kind)
    return _checked(_read_in_child(data, kind))


def read_text(pasted: str) -> Workbook:
    """The table someone copied from a spreadsheet and pasted into a box: one sheet without a name.

    Raises Unreadable when nothing or too much was pasted.
    """
    if len(pasted) > MAX_BYTES:
        raise Unreadable("too_big", megabytes=MAX_BYTES // 2**20)
    if not pasted.strip():
        raise Unreadable("empty_file")
    return _checked([Sheet("", delimited.rows(pasted))])


def _ending(filename):
    ending = Path(filename.strip().lower()).suffix
    if ending not in ENDINGS:
        raise Unreadable("wrong_type", ending=ending)
    return ending


def _bytes(file):
    if isinstance(file, (bytes, bytearray)):
        data = bytes(file)
    else:
        with open(file, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable("too_big", megabytes=MAX_BYTES // 2**20)
    if not data.strip():
        raise Unreadable("empty_file")
    return data


def _checked(sheets):
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("no_rows")
    return Workbook(sheets)


def _read_in_child(data, kind):
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        book, out = Path(folder, "book." + kind), Path(folder, "rows")
        book.write_bytes(data)
        end = _run(book, out)
        with open(out, encoding="utf-8") as lines:
            return _collect(lines, end)


def _run(book, out):
    """Run the child; its exit code, negative when a signal ended it."""
    project = Path(__file__).parents[2]
    surroundings = {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    if "SYSTEMROOT" in os.environ:
        surroundings["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    command = [sys.executable, "-m", "serang.sheets.child", str(book)]
    try:
        with open(out, "wb") as stream:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                cwd=book.parent,
                env=surroundings,
                check=False,
            ).returncode
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow", seconds=SECONDS) from None


def _collect(lines, end):
    sheets, complete, known = [], False, {}
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:  # the child was ended in the middle of a line
            break
        if isinstance(said, list):
            _put(sheets[-1].rows, said, known)
        elif "refused" in said:
            raise Unreadable(said["refused"], **said["values"])
        elif "sheet" in said:
            sheets.append(Sheet(said["sheet"], [], said["hidden"]))
        else:
            complete = True
    if not complete:
        raise _ended_early(end)
    return sheets


def _put(rows, said, known):
    """Add a row that came as [number, cell, cell, ...]; equal cells are kept once."""
    number, *cells = said
    rows.extend([] for _ in range(number - 1 - len(rows)))
    rows.append([_cell(cell, known) for cell in cells])


def _cell(said, known):
    if said is None:
        return BLANK
    key = said if isinstance(said, str) else tuple(said)
    cell = known.get(key)
    if cell is None:
        cell = Cell(said, TEXT) if isinstance(said, str) else Cell(said[1], said[0], len(said) > 2)
        known[key] = cell
    return cell


def _ended_early(end):
    if end == -getattr(signal, "SIGXCPU", 0):
        return Unreadable("too_slow", seconds=SECONDS)
    if end > 0:
        return Unreadable("damaged")
    # Out of memory ends the reading library by abort, or by the system's kill; no other answer is possible then.
    return Unreadable("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS)
