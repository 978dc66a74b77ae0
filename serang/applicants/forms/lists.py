"""Forms around lists of people: what narrows one, a change for many, a saved view, a pasted column."""

from datetime import date

from wtforms import BooleanField
from wtforms.validators import Optional

from serang.applicants.forms.person import KEPT_AS, ApplicantForm
from serang.applicants.queries import Filters
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.i18n import lazy
from serang.web.forms import ChoiceField, ChoicesField, Form, WholeNumberField, text


class SearchForm(Form):
    """What narrows a list, read from the address; what cannot be understood narrows nothing."""

    q = text(lazy("Cari"), longest=200)
    stage = ChoicesField(lazy("Tahap"))
    state = ChoicesField(lazy("Keadaan"))
    papers = ChoicesField(lazy("Dokumen"))
    kecamatan = ChoicesField(lazy("Kecamatan"))
    sex = ChoicesField(lazy("Jenis kelamin"))
    education = ChoicesField(lazy("Pendidikan"))
    officer = ChoicesField(lazy("Petugas"))
    occupation = ChoicesField(lazy("Minat"))
    photo = ChoicesField(lazy("Pas foto"))
    flight = ChoicesField(lazy("Jadwal terbang"))
    own = ChoicesField(lazy("Isian tambahan"))
    eps_min = WholeNumberField(lazy("EPS-TOPIK paling rendah"), most=999, validators=[Optional()])
    eps_max = WholeNumberField(lazy("EPS-TOPIK paling tinggi"), most=999, validators=[Optional()])
    age_min = WholeNumberField(lazy("Usia paling muda"), most=120, validators=[Optional()])
    age_max = WholeNumberField(lazy("Usia paling tua"), most=120, validators=[Optional()])

    @property
    def filters(self) -> Filters:
        """What narrows the list, typed."""
        self.validate()
        given = {field.name: field.data for field in self if field.data and not field.errors}
        texts = {name: tuple(text for text in value if text) for name, value in given.items() if isinstance(value, list)}
        return Filters(**(given | texts))


class BulkForm(Form):
    """One field and its new value, for many people at once."""

    FIELDS = ("officer", "pathway", "kelurahan", "education", "marital_status", "sex", "major", "birth_place", "note")
    field = ChoiceField(lazy("Isian"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = ApplicantForm()
        self.names = (*self.FIELDS, *(field.slot for field in self.person.own_fields))
        self.field.offer([(name, self.person[name].label.text) for name in self.names], blank=False)
        self.field.data = self.field.data or self.FIELDS[0]

    @property
    def value_field(self):
        """The control that takes the new value."""
        return self.person[self.field.data if self.field.data in self.names else self.FIELDS[0]]

    def validate(self, extra_validators=None) -> bool:
        """The field is one of those on offer and its value can be one."""
        if not super().validate(extra_validators) or not self.value_field.validate(self.person):
            return False
        if not self.value_field.data:
            self.value_field.errors = [say(Reason("no_bulk_value"))]
        return not self.value_field.errors

    @property
    def column(self) -> str:
        """The name of the table's column."""
        return KEPT_AS.get(self.field.data, self.field.data)

    @property
    def value(self):
        """The new value as it is kept."""
        chosen = self.value_field.data
        if isinstance(chosen, date):
            return chosen.isoformat()
        return int(chosen) if self.field.data == "officer" and chosen else chosen


class ViewForm(Form):
    """A saved list: its name, and who sees it where."""

    name = text(lazy("Nama tampilan"), longest=80, required=True)
    shared = BooleanField(lazy("Untuk semua pegawai"))
    pinned = BooleanField(lazy("Tampilkan jumlahnya di dasbor"))


class PasteForm(Form):
    """A column of NIK or names from a spreadsheet."""

    lines = text(lazy("NIK atau nama, satu per baris"), longest=200_000, required=True, area=True, render_kw={"rows": 12})
