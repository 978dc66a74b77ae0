"""Reports: sheets of numbers, and everything about people and orders that goes on paper."""

from serang.reports.routes import prints, sheets
from serang.reports.routes.frame import bp

__all__ = ["bp", "prints", "sheets"]
