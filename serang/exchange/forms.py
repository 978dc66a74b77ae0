"""What is asked of somebody who brings a list in: a file or pasted rows, the sheet, what the columns mean, corrections."""

import re

from flask_wtf.file import FileField
from wtforms import Field
from wtforms.widgets import TextArea

from serang.exchange import words
from serang.i18n import _, lazy
from serang.sheets.read import ENDINGS
from serang.web.forms import Form, WholeNumberField, tidy

ACCEPT = ",".join(ENDINGS)


class PastedField(Field):
    """Rows as the clipboard brings them: a leading tab is an empty first cell, so nothing is trimmed."""

    widget = TextArea()

    def _value(self):
        return self.data or ""

    def process_formdata(self, texts):
        self.data = texts[0] if texts and texts[0].strip() else None


class UploadForm(Form):
    """A file, or rows pasted from a spreadsheet."""

    file = FileField(lazy("Berkas"))
    pasted = PastedField(lazy("Atau tempel baris dari Excel"))

    @property
    def given(self) -> tuple[str, bytes | str] | None:
        """Name and content: of the file, else what was pasted without a name; None for neither."""
        upload = self.file.data
        if upload is not None and getattr(upload, "filename", ""):
            return upload.filename, upload.read()
        return ("", self.pasted.data) if self.pasted.data else None


class SheetForm(Form):
    """Which sheet is the list, and where its headings are."""

    sheet = WholeNumberField(lazy("Lembar"), most=1_000)
    headings = WholeNumberField(lazy("Baris judul kolom"), most=1_000_000)


class MappingForm:
    """What each column means; the choices as typed stay when something is wrong."""

    def __init__(self, run, offer, typed=None):
        known = {column.field for column in offer.columns if column.field}
        given = run.mapping if typed is None else {str(c["at"]): typed.get(f"column_{c['at']}", "") for c in run.columns}
        self.mapping = {int(at): field for at, field in given.items() if field in known}
        self.forged = any(field and field not in known for field in given.values())
        self.required = offer.required
        self.errors: dict[str, str] = {}

    def validate(self) -> bool:
        """Each field once, the needed ones chosen."""
        fields = list(self.mapping.values())
        for at, field in self.mapping.items():
            if fields.count(field) > 1:
                self.errors[f"column_{at}"] = _("%(field)s dipilih lebih dari sekali.", field=words.label(field))
        for field in self.required:
            if field not in fields:
                self.errors["mapping"] = _("Pilih kolom untuk %(field)s.", field=words.label(field))
        if self.forged:
            self.errors["mapping"] = _("Pilihan ini tidak ada dalam daftar.")
        return not self.errors


def corrections(form) -> dict[int, str]:
    """Corrected cells of a row: position → text, from fields cell_3."""
    found = {name: re.fullmatch(r"cell_(\d{1,3})", name) for name in form}
    return {int(match[1]): tidy(form[name]) or "" for name, match in found.items() if match and int(match[1]) < 200}
