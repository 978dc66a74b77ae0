"""The period of a report."""

import re
from datetime import date

from serang.i18n import _, lazy
from serang.web.forms import DayField, Form, text


class CodeForm(Form):
    """The check code of a print, as it was read off the paper or out of the square code."""

    code = text(lazy("Kode periksa"), longest=60)

    @property
    def wanted(self) -> str:
        """The code as it is kept: `7KQX-M2PD`; what the square code says behind it is left off."""
        typed = (self.code.data or "").upper()
        found = re.match(r"\W*([0-9A-Z]{4})\W?([0-9A-Z]{4})\b", typed)
        return f"{found[1]}-{found[2]}" if found else typed


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
