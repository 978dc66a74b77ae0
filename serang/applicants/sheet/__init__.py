"""A list of people as a spreadsheet: its columns read, its rows recognised and written.

people: what /exchange and the terminal hand to exchange.operations
"""

from serang.applicants.sheet.offer import people

__all__ = ["people"]
