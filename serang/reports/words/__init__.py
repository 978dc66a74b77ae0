"""Reports in words: numbers and deadlines on screen, and what stands on printed sheets."""

from serang.reports.words.numbers import GROUPS, Sheet, left, reached, sheets, todo

__all__ = ["GROUPS", "Sheet", "left", "reached", "sheets", "todo"]
