"""What is done with people: taken in, changed, changed many at once."""

from serang.applicants.operations.change import ChangedMeanwhile, change
from serang.applicants.operations.register import register, wait_for_numbers

__all__ = ["ChangedMeanwhile", "change", "register", "wait_for_numbers"]
