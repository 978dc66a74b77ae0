"""What a noun gives so that lists of it can be brought in, and how the sheets of one file are read as one list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from serang.exchange.rules.columns import Column
from serang.exchange.rules.plan import Identity, Lookup, Verdict
from serang.exchange.rules.reading import Reader, Reading, Record, read_rows
from serang.exchange.rules.table import Table, alike, find_table, suggest

# Numbers of rows in one file: the row in its sheet, plus this for each sheet before it.
SHEET = 1_000_000
LOOKED_AT = 1_000


class Offer(Protocol):
    """A kind of thing that comes in as a list (people: applicants/sheet)."""

    noun: str
    columns: tuple[Column, ...]
    identity: Identity
    required: tuple[str, ...]
    days: tuple[str, ...]  # the fields that hold days
    tables: tuple[str, ...]  # what it reads and writes, as the act log names it

    def known(self) -> Mapping[str, Callable[[str], bool]]:
        """By field, whether a value exists; see table.find_table."""

    def readers(self, on: date) -> Mapping[str, Reader]:
        """By field, what reads a cell."""

    def together(self, values: Mapping[str, object]) -> Reading:
        """What is to be said of a whole row; see reading.read_rows."""

    def lookup(self, records: Sequence[Record]) -> Lookup:
        """What we already have of all these records, fetched at once."""

    def equal(self, name: str, old, new) -> bool:
        """Whether nothing has to be written."""

    def settled(self, verdict: Verdict) -> Verdict:
        """The verdict with its changes as they will really be written."""

    def prepare(self, verdicts: Sequence[Verdict]):
        """New and changed rows made ready, before the first line is written."""

    def write(self, ready, *, account_id: int | None, at, on: date) -> dict[int, int]:
        """Write what was prepared, without commit; the id of each by row number."""

    def there(self, run_id: int) -> Mapping[str, int]:
        """By verdict, how many that the import wrote are there now."""

    def names(self, reasons: Sequence[dict]) -> dict[int, str]:
        """Names of those that reasons of an undo speak of."""


def numbered(sheet: int, row: int) -> int:
    """The number of a row in the whole file."""
    return sheet * SHEET + row


def place(number: int) -> tuple[int, int]:
    """Position of the sheet from 0, and the row in it."""
    return divmod(number, SHEET)


def tables(sheets: Sequence, offer: Offer, headings: int | None = None) -> list[Table]:
    """The list inside each sheet. headings: the row somebody pointed at, 0 when there are none."""
    known = offer.known()
    return [find_table(sheet, offer.columns, known, headings) for sheet in sheets]


def first_choice(found: Sequence[Table]) -> list[int]:
    """The sheets that most probably are the list: the best one, and those with the same headings."""
    return alike(found, suggest(found)) if found else []


def records(
    found: Mapping[int, Table], mapping: Mapping[int, str], offer: Offer, on: date,
) -> Iterable[Record]:  # fmt: skip
    """The records of the chosen sheets (position → table), one by one, numbered over the whole file."""
    readers = offer.readers(on)
    for at, table in sorted(found.items()):
        for record in read_rows(table, mapping, readers, offer.together):
            yield replace(record, number=numbered(at, record.number))
