"""Reports in words: numbers and deadlines on screen, and what stands on printed sheets."""

from serang.reports.words.numbers import GROUPS, Sheet, left, reached, sheets, todo
from serang.reports.words.printed import printed

__all__ = ["GROUPS", "Sheet", "left", "printed", "reached", "sheets", "todo"]
