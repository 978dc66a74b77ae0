"""Forms: a sheet that has its headings below each other and the person beside them, turned into a list."""

from collections.abc import Iterable
from itertools import zip_longest

from serang.exchange.rules import lines
from serang.exchange.rules.columns import KNOWN_FROM, Column, best
from serang.exchange.rules.table import find_table
from serang.sheets.cells import BLANK, Sheet

MOST_ROWS = 100  # a form or a few people side by side; anything longer is a list
LEAST_KNOWN = 3
SIGNS = {":", "=", "-", ""}


def upright(sheet: Sheet, columns: Iterable[Column]) -> Sheet:
    """The sheet as a list: as it is, or turned when its first words below each other are the headings.

    In a turned sheet row 1 is the first column of the file, which is why a person's row number is then a column's.
    """
    columns = tuple(columns)
    if len(sheet.rows) > MOST_ROWS or find_table(sheet, columns).heading_rows:
        return sheet
    telling = _telling(sheet.rows)
    form = [row for row in (_told(row, telling) for row in sheet.rows) if any(cell.text for cell in row[1:])]
    if len(_known(form, columns)) < LEAST_KNOWN:
        return sheet
    people = [list(row) for row in zip_longest(*form, fillvalue=BLANK)]
    return Sheet(sheet.name, people, sheet.hidden)


def _telling(rows) -> list[int]:
    """The columns that hold more than the colons between headings and answers."""
    return sorted({at for row in rows for at, cell in enumerate(row) if not cell.merged and cell.text.strip() not in SIGNS})


def _told(row, columns) -> list:
    """The heading and the answers of one line; `Nama: Budi` in one cell is both."""
    heading, *answers = [lines.at(row, at) for at in columns] or [BLANK]
    answers = [BLANK if cell.merged or cell.text.strip() in SIGNS else cell for cell in answers]
    words, colon, answer = heading.text.partition(":")
    if colon and answer.strip() and not any(cell.text for cell in answers):
        answers = [heading._replace(text=answer.strip()), *answers[1:]]
    return [heading._replace(text=words.strip()), *answers] if words.strip() else []


def _known(form, columns) -> set:
    """The fields that the words in front name surely."""
    named = (best(lines.text_of(row[0]), columns) for row in form)
    return {column.field for column, surety in named if column and column.field and surety >= KNOWN_FROM}
