"""Lists that give the sex by a tick in one of two columns, L and P, below one heading."""

from dataclasses import dataclass

from serang.common.rules import sex
from serang.exchange.rules import lines
from serang.exchange.rules.columns import EXACT, Column, best


@dataclass(frozen=True)
class Ticks:
    """The two columns: position → the code that a tick in it means; the answer goes into the first."""

    meaning: tuple[tuple[int, str], ...]

    @property
    def first(self) -> int:
        """The position that keeps the answer."""
        return self.meaning[0][0]

    def told(self, row):
        """The row with the code in the first column and nothing in the other; unchanged unless one is ticked."""
        ticked = [code for at, code in self.meaning if lines.at(row, at).text.strip()]
        if len(ticked) != 1:
            return row
        cells = list(row) + [lines.NOTHING] * (self.first + 1 - len(row))
        for at, _ in self.meaning[1:]:
            cells[at : at + 1] = [lines.NOTHING]
        cells[self.first] = lines.Told(ticked[0])
        return cells


def find(top, bottom, columns: tuple[Column, ...]) -> Ticks | None:
    """The tick columns of headings of two lines: L and P side by side below a heading for the sex."""
    codes = [sex.read(cell.text) if len(cell.text) < 12 else None for cell in bottom]
    for at in range(len(codes) - 1):
        if {codes[at], codes[at + 1]} == {"L", "P"}:
            column, surety = best(lines.text_of(lines.at(top, at)), columns)
            if column is not None and column.kind == "sex" and surety >= EXACT - 0.05:
                return Ticks(((at, codes[at]), (at + 1, codes[at + 1])))
    return None
