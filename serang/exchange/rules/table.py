"""Where the list is inside a sheet: titles, headings of one or two rows, repeated headings, totals and signatures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from serang.exchange.rules import lines, ticks
from serang.exchange.rules.columns import KNOWN_FROM, Column, best, plain
from serang.exchange.rules.ticks import Ticks

SEARCHED_ROWS = 100
LONGEST_HEADING = 80


@dataclass(frozen=True)
class Row:
    """One line of the list: its number in the file, its cells, and what titles above it say of it by field."""

    number: int
    cells: Sequence
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Skipped:
    """A line that is no person: title, heading, numbering, context, total, footer or unused."""

    number: int
    code: str
    text: str


@dataclass(frozen=True)
class Table:
    """The list found in a sheet. `heading_rows` is empty when the list has no headings.

    `surety` adds up how surely the headings name known columns; 0 without headings.
    """

    sheet: str
    headings: tuple[str, ...]
    heading_rows: tuple[int, ...]
    rows: list[Row]
    skipped: list[Skipped]
    surety: float = 0.0
    hidden: bool = False

    @property
    def width(self) -> int:
        """Number of columns, counted to the last filled cell of any row."""
        return max((len(row.cells) for row in self.rows), default=0)


def find_table(
    sheet,
    columns: Iterable[Column],
    known: Mapping[str, Callable[[str], bool]] | None = None,
    headings: int | None = None,
) -> Table:
    """The list inside a sheet (anything with .name and .rows of cells with .text, .kind and .merged).

    known: by field, whether a value exists ("Banten" is a kelurahan); then a sheet named only "Banten" counts too.
    headings: the row number of the headings when a person has pointed at it; 0 when there are none.
    """  # fmt: skip
    columns, known = tuple(columns), known or {}
    found = _headings(sheet.rows, columns) if headings is None else _pointed_at(sheet.rows, columns, headings)
    reader = _Reader(sheet, columns, known, found)
    reader.read_all()
    return Table(
        sheet.name, found.texts, tuple(index + 1 for index in found.rows), reader.kept, reader.skipped, found.surety,
        bool(getattr(sheet, "hidden", False)),
    )  # fmt: skip


def suggest(tables: Sequence[Table]) -> int:
    """The position of the table that most probably is the list: known headings first, then the number of rows."""
    return max(range(len(tables)), key=lambda at: (_worth(tables[at]), -at), default=0)


def alike(tables: Sequence[Table], chosen: int) -> list[int]:
    """Positions of the tables with the headings of the chosen one (a sheet for each kelurahan), itself included."""
    wanted = [plain(text) for text in tables[chosen].headings]
    return [at for at, one in enumerate(tables) if at == chosen or (
        wanted and one.rows and not one.hidden and [plain(text) for text in one.headings] == wanted)]  # fmt: skip


def _worth(table):
    if not table.rows:
        return -1.0
    return table.surety + min(len(table.rows), 1000) / 1001 - (100 if table.hidden else 0)


@dataclass(frozen=True)
class _Headings:
    rows: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    surety: float = 0.0
    ticks: Ticks | None = None


def _headings(rows, columns):
    """The best line, or pair of lines, among the first ones; the earliest of equals."""
    exact = {plain(heading) for column in columns for heading in column.headings}
    candidates = []
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        own = lines.own(row)
        if own and not any(len(cell.text) > LONGEST_HEADING for cell in own):
            hits = sum(plain(cell.text) in exact for cell in own)
            candidates.append((-hits, index))
    found = [_judged(rows, index, columns) for _, index in sorted(candidates)[:8]]
    return max(found, key=lambda one: (one.surety, -one.rows[0] if one.rows else 0), default=_Headings())


def _pointed_at(rows, columns, number):
    if not 1 <= number <= len(rows):
        return _Headings()
    found = _judged(rows, number - 1, columns)
    return found if found.rows else _Headings((number - 1,), tuple(lines.text_of(cell) for cell in rows[number - 1]))


def _judged(rows, index, columns):
    """The heading made of this line alone or with the next one; none when too little of it is known."""
    row = rows[index]
    texts = tuple("" if cell.merged else lines.text_of(cell) for cell in row)
    alone = _Headings((index,), texts, _surety(row, texts, columns, rows[index + 1 : index + 6]))
    # One cell alone is a title, not a line of groups above headings.
    if len(lines.own(row)) > 1 and index + 1 < len(rows) and lines.could_be_second_heading(rows[index + 1]):
        ticked = ticks.find(row, rows[index + 1], columns)
        joined = _joined(row, rows[index + 1], columns)
        if ticked:
            joined = tuple(texts[at] if at == ticked.first else "" if at == ticked.first + 1 else text for at, text in enumerate(joined))
        pair = _Headings((index, index + 1), joined, _surety(rows[index + 1], joined, columns, ()), ticked)
        if ticked or lines.only_repeats(rows[index + 1]) or pair.surety >= alone.surety + KNOWN_FROM:
            return pair if pair.surety else _Headings()
    return alone if alone.surety else _Headings()


def _surety(row, texts, columns, following):
    numbers = sum(cell.kind in ("number", "day") for cell in row)
    filled = [text for text in texts if text]
    if not filled or numbers > len(filled) * 0.3:
        return 0.0
    sure = {}
    for text in filled:
        column, surety = best(text, columns)
        if surety >= KNOWN_FROM * 0.86:
            sure[column] = max(sure.get(column, 0), surety)
    taken = [surety for column, surety in sure.items() if column.field]
    if len(sure) >= 2 and taken and len(sure) >= len(filled) * 0.4:
        return sum(taken) + 0.1 * (len(sure) - len(taken))
    alone = len(filled) == 1 and taken == [1.0] and max((len(next_row) for next_row in following), default=0) <= 2
    return 1.0 if alone else 0.0


def _joined(top, bottom, columns):
    """Headings of two lines: the group above reaches over the empty cells to its right."""
    texts, group = [], ""
    for at in range(max(len(top), len(bottom))):
        above, below = lines.at(top, at), lines.at(bottom, at)
        group = lines.text_of(above) or (group if lines.text_of(below) else "")
        texts.append(_best_of_two(group, lines.text_of(below), columns))
    return tuple(texts)


def _best_of_two(above, below, columns):
    if not below or not above or plain(above) == plain(below):
        return below or above
    joined = f"{above} {below}"
    # A group "Orang Tua" above "Nama" makes it somebody else's name, so its words stay.
    options = [below, joined, f"{below} {above}"] if lines.means_applicant(above) else [joined]
    text, surety = max(((option, best(option, columns)[1]) for option in options), key=lambda pair: pair[1])
    return text if surety >= KNOWN_FROM else joined


class _Reader:
    """Goes down a sheet once, keeps the lines of the list and tells why the others are none."""

    def __init__(self, sheet, columns, known, found):
        self.sheet, self.found, self.known = sheet, found, known
        self.titled = [column for column in columns if column.in_title and column.field]
        self.context = lines.context_of_sheet(sheet.name, self.titled, known)
        rows = sheet.rows
        self.heading = {plain(lines.text_of(cell)) for index in found.rows for cell in rows[index]} - {""}
        self.counters = {at for at, text in enumerate(found.texts) if _counter(text, columns)}
        self.widest = max((len(row) for row in rows[: SEARCHED_ROWS * 10]), default=0)
        self.kept, self.skipped, self.in_footer = [], [], False
        self.columns, self.moved = columns, None
        self.places = {_meaning(text, columns): at for at, text in enumerate(found.texts) if text}

    def read_all(self):
        first = self.found.rows[0] if self.found.rows else 0
        for index, row in enumerate(self.sheet.rows):
            own = lines.own(row)
            if not own:
                continue
            code = self._above(own) if index < first else self._code(index, row, own)
            if code is None:
                self.kept.append(Row(index + 1, self._in_place(row), self.context))
            else:
                self.skipped.append(Skipped(index + 1, code, " ".join(lines.text_of(cell) for cell in own)[:200]))

    def _above(self, own):
        return "context" if self._takes_context(own) else "title"

    def _code(self, index, row, own):
        """Why the line is no person, or None."""
        if index in self.found.rows:
            return "heading"
        if own[0].kind == "text" and self._repeats_heading(own):
            self.in_footer, self.moved = False, self._moved_by(row)
            return "heading"
        if lines.is_numbering(own):
            return "numbering"
        if len(own) > 3:
            self.in_footer = False
            return "total" if lines.is_total(own) else None
        return self._code_of_short(row, own)

    def _code_of_short(self, row, own):
        if lines.is_total(own):
            return "total"
        if self._takes_context(own):
            return "context"
        if self.widest > 3 and not self._counted(row) and (self.in_footer or lines.opens_footer(own)):
            self.in_footer = True
            return "footer"
        if len(own) == 1 and self.widest > 3 and (lines.spans(row) or not self.found.rows):
            return "title"
        return "unused" if self._only_counter(row) else None

    def _repeats_heading(self, own):
        same = sum(plain(lines.text_of(cell)) in self.heading for cell in own)
        if same >= max(min(2, len(self.heading)), 0.6 * len(own)):
            return True
        # Worded or ordered otherwise, as when two lists were put below each other.
        return (
            same > 0
            and len(own) > 2
            and all(cell.kind == "text" and _meaning(lines.text_of(cell), self.columns) in self.places for cell in own)
        )

    def _moved_by(self, heading):
        """Where the columns below a repeated heading belong, when it is ordered otherwise than the first; else None."""
        if len(self.found.rows) != 1:
            return None
        meant = ((at, self.places.get(_meaning(lines.text_of(cell), self.columns))) for at, cell in enumerate(heading) if cell.text.strip())
        moved = {at: place for at, place in meant if place is not None}
        return moved if any(at != place for at, place in moved.items()) else None

    def _in_place(self, row):
        if self.found.ticks:
            return self.found.ticks.told(row)
        if self.moved is None:
            return row
        cells = [lines.NOTHING] * len(self.found.texts)
        for at, place in self.moved.items():
            cells[place] = lines.at(row, at)
        return cells

    def _counted(self, row):
        """Whether the line has its running number, as no signature has."""
        return any(lines.at(row, at).text.strip().rstrip(".").isdigit() for at in self.counters)

    def _only_counter(self, row):
        return bool(self.counters) and all(at in self.counters for at, cell in enumerate(row) if cell.text.strip())

    def _takes_context(self, own):
        said = lines.context_of(own, self.titled, self.known) if len(own) <= 4 else {}
        if said:
            self.context = {**self.context, **said}
        return bool(said)


def _meaning(text, columns):
    """The column a heading names, or its bare words when it names none."""
    column, surety = best(text, columns)
    return column if column is not None and surety >= KNOWN_FROM else plain(text)


def _counter(text, columns):
    column, _ = best(text, columns)
    return column is not None and column.kind == "counter"
