"""What is done with people: taken in, changed, changed many at once; lists kept."""

from serang.applicants.operations.bulk import Report, change_later, change_many, forecast
from serang.applicants.operations.change import ChangedMeanwhile, change
from serang.applicants.operations.merge import merge
from serang.applicants.operations.register import register, wait_for_numbers
from serang.applicants.operations.views import change_view, remove_view, save_view

__all__ = [
    "ChangedMeanwhile", "Report", "change", "change_later", "change_many", "change_view", "forecast", "merge",
    "register", "remove_view", "save_view", "wait_for_numbers",
]  # fmt: skip
