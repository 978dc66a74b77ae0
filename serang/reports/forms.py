"""The period of a report."""

from datetime import date

from serang.i18n import _, lazy
from serang.web.forms import DayField, Form


class PeriodForm(Form):
    """From a day to a day, both included; without days the year so far."""

    first = DayField(lazy("Dari"))
    last = DayField(lazy("Sampai"))

    def validate(self, extra_validators=None):
        """Also: the end is not before the beginning."""
        fine = super().validate(extra_validators)
        if fine and self.first.data and self.last.data and self.last.data < self.first.data:
            self.last.errors = [_("Sampai lebih awal daripada dari.")]
            return False
        return fine

    def days(self, on: date) -> tuple[date, date]:
        """The first and last day; the year so far where nothing was typed."""
        return self.first.data or date(on.year, 1, 1), self.last.data or on

    def show(self, first: date, last: date):
        """Write the days that were taken into fields left empty, so that the screen says what it shows."""
        for field, day in ((self.first, first), (self.last, last)):
            if not field.data and not field.errors:
                field.data, field.raw_data = day, None
