"""Forms of a person's evidence, of the few facts changed in place, of a note and a photo."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, ValidationError

from serang.applicants import words
from serang.applicants.forms.person import ApplicantForm, PersonForm, PhoneField, offer
from serang.common.rules import languages, names
from serang.i18n import _, lazy
from serang.settings import words as settings
from serang.web.clock import today
from serang.web.forms import ChoiceField, DayField, Form, Needed, WholeNumberField, text, too_long


class EvidenceForm(Form):
    """What every row of evidence has: the sign of what stood in the form."""

    seen = HiddenField()

    @classmethod
    def of(cls, row, **kwargs):
        """The form filled with a stored row."""
        return cls(obj=row, **kwargs)

    @property
    def values(self) -> dict:
        """The typed values, by column."""
        return {name: value for name, value in self.data.items() if name not in ("seen", "csrf_token")}


class LanguageForm(EvidenceForm):
    """One sitting of a test: points or level in the writing of its certificate."""

    test = ChoiceField(lazy("Tes"), validators=[Needed()])
    result = text(lazy("Hasil"), longest=20, required=True)
    taken_on = DayField(lazy("Tanggal tes"), [Optional()])
    valid_until = DayField(lazy("Berlaku sampai"), [Optional()])
    certificate_no = text(lazy("Nomor sertifikat"), longest=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.test.offer(words.TESTS.items(), blank=False)

    @classmethod
    def of(cls, row, **kwargs):
        """The form filled with a stored result."""
        return cls(obj=row, result=str(row.score) if row.score is not None else row.level, **kwargs)

    def validate_result(self, field):
        """The result must be one of that test."""
        kind = languages.TESTS.get(self.test.data)
        if kind and field.data and languages.read(kind.code, field.data) is None:
            field.errors[:] = []
            raise ValidationError(_limits(kind))

    def validate_taken_on(self, field):
        """A test was taken today or before."""
        if field.data and field.data > today():
            raise ValidationError(_("Tanggal tes belum lewat."))

    def validate_valid_until(self, field):
        """A result does not end before it was given."""
        if field.data and self.taken_on.data and field.data < self.taken_on.data:
            raise ValidationError(_("Berlaku sampai harus setelah tanggal tes."))

    @property
    def values(self) -> dict:
        """Points are kept as points, levels as levels."""
        test, number = self.test.data, languages.read(self.test.data, self.result.data)
        points = languages.TESTS[test].counts == "points"
        return {
            "test": test,
            "score": number if points else None,
            "level": None if points else languages.show(test, number),
            "taken_on": self.taken_on.data,
            "valid_until": self.valid_until.data,
            "certificate_no": self.certificate_no.data,
        }


class CertificateForm(EvidenceForm):
    """A certificate of a skill."""

    code = ChoiceField(lazy("Keterampilan"), blank=lazy("Lainnya"))
    name = text(lazy("Nama sertifikat"), longest=300)
    number = text(lazy("Nomor"), longest=60)
    issuer = text(lazy("Penerbit"), longest=300)
    issued_on = DayField(lazy("Terbit"), [Optional()])
    valid_until = DayField(lazy("Berlaku sampai"), [Optional()])
    mark = WholeNumberField(lazy("Nilai"), least=0, most=1000, validators=[Optional()])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.code, settings.choices("certificate"))

    def validate(self, extra_validators=None):
        """Also: a skill that is not in the list needs its name."""
        fine = super().validate(extra_validators)
        if not self.name.data and not self.code.data and not self.code.errors:
            self.name.errors = [_("Isi namanya, atau pilih keterampilannya.")]
        return fine and not self.errors

    def validate_valid_until(self, field):
        """A certificate does not end before it was given."""
        if field.data and self.issued_on.data and field.data < self.issued_on.data:
            raise ValidationError(_("Berlaku sampai harus setelah tanggal terbit."))

    @property
    def values(self) -> dict:
        """A skill of the list gives the name where none was typed; another one is kept as `other`."""
        typed = super().values
        code = typed["code"] or "other"
        return typed | {"code": code, "name": typed["name"] or settings.code_label("certificate", code)}


class ExperienceForm(EvidenceForm):
    """Work done before: its months, or the days it began and ended."""

    field = ChoiceField(lazy("Bidang"), blank=lazy("Pilih bidang"), validators=[Needed()])
    position = text(lazy("Pekerjaan"), longest=300)
    company = text(lazy("Perusahaan"), longest=300)
    country = ChoiceField(lazy("Negara"), blank=lazy("Indonesia"))
    started_on = DayField(lazy("Mulai"), [Optional()])
    ended_on = DayField(lazy("Selesai"), [Optional()])
    months = WholeNumberField(lazy("Bulan"), least=0, most=720, validators=[Optional()])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.field, settings.choices("occupation"))
        offer(self.country, settings.choices("country"))

    @classmethod
    def of(cls, row, **kwargs):
        """The form filled with stored work; home is no choice of the list."""
        form = super().of(row, **kwargs)
        form.country.data = None if form.country.data == "ID" else form.country.data
        return form

    def validate(self, extra_validators=None):
        """Also: months or a first day, and the last day after the first."""
        fine = super().validate(extra_validators)
        if fine and self.months.data is None and self.started_on.data is None:
            self.months.errors = [_("Isi lamanya dalam bulan, atau tanggal mulainya.")]
        if fine and self.started_on.data and self.started_on.data > (self.ended_on.data or today()):
            self.ended_on.errors = [_("Selesai harus setelah mulai.")]
        return fine and not self.errors


class WishForm(EvidenceForm):
    """An occupation wanted, and where."""

    occupation = ChoiceField(lazy("Jabatan"), blank=lazy("Semua jabatan"))
    country = ChoiceField(lazy("Negara tujuan"), blank=lazy("Semua negara"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.occupation, settings.choices("occupation"))
        offer(self.country, settings.choices("country"))

    def validate_occupation(self, field):
        """One of the two says what is wanted."""
        if not field.data and not self.country.data:
            raise ValidationError(_("Pilih jabatan atau negara."))


class SchoolForm(EvidenceForm):
    """A school visited, with the years and the number of the diploma."""

    level = ChoiceField(lazy("Jenjang"), validators=[Needed()])
    school = text(lazy("Nama sekolah"), longest=150, required=True)
    major = text(lazy("Jurusan"), longest=100)
    started_year = WholeNumberField(lazy("Tahun masuk"), least=1950, most=2100, validators=[Optional()])
    finished_year = WholeNumberField(lazy("Tahun lulus"), least=1950, most=2100, validators=[Optional()])
    diploma_no = text(lazy("Nomor ijazah"), longest=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.level, words.education_choices())

    def validate_finished_year(self, field):
        """Finished after it was begun, and not in years to come."""
        if field.data and self.started_year.data and field.data < self.started_year.data:
            raise ValidationError(_("Tahun lulus harus setelah tahun masuk."))
        if field.data and field.data > today().year:
            raise ValidationError(_("Tahun lulus belum lewat. Kosongkan bila masih bersekolah."))


class RelativeForm(EvidenceForm):
    """Somebody of the family, and who of them gave the permission."""

    relation = ChoiceField(lazy("Hubungan"), validators=[Needed()])
    name = text(lazy("Nama"), longest=150, required=True, filters=[names.clean])
    birth_date = DayField(lazy("Tanggal lahir"), [Optional()])
    phone = PhoneField(lazy("Telepon"), [Optional(), too_long(40)], render_kw={"inputmode": "tel"})
    consents = BooleanField(lazy("Memberi izin keluarga"))
    emergency = BooleanField(lazy("Dihubungi bila darurat"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.relation, words.relation_choices())

    def validate_birth_date(self, field):
        """Born before today."""
        if field.data and field.data > today():
            raise ValidationError(_("Tanggal lahir belum lewat."))


FORMS = {"languages": LanguageForm, "certificates": CertificateForm, "experiences": ExperienceForm, "wishes": WishForm,
         "schools": SchoolForm, "relatives": RelativeForm}  # fmt: skip
# Rows that only some roles may see and change.
RIGHTS = {"relatives": "applicants.contact"}


class FactsForm(PersonForm):
    """The few facts of a person that change often, changed in place."""

    phone = ApplicantForm.phone
    education = ApplicantForm.education
    major = ApplicantForm.major
    height_cm = ApplicantForm.height_cm
    weight_kg = ApplicantForm.weight_kg
    pathway = ApplicantForm.pathway
    flight_on = DayField(lazy("Tanggal terbang"), [Optional()])
    officer = ApplicantForm.officer
    note = ApplicantForm.note

    @classmethod
    def of(cls, applicant, **kwargs):
        """The form filled with what is stored."""
        return cls(obj=applicant, officer=applicant.officer_id, **kwargs)


class NoteForm(Form):
    """A remark for the history."""

    text = text(lazy("Catatan"), longest=1000, required=True)


class PhotoForm(Form):
    """A portrait to upload."""

    photo = FileField(lazy("Foto"))


def _limits(kind) -> str:
    """What a result of that test looks like."""
    if kind.falling:
        return _("%(test)s bertingkat N5 sampai N1.", test=words.test(kind.code))
    if kind.counts == "level":
        return _("%(test)s bertingkat %(low)s sampai %(high)s.", test=words.test(kind.code), low=kind.lowest, high=kind.highest)
    return _("%(test)s bernilai %(low)s sampai %(high)s.", test=words.test(kind.code), low=kind.lowest, high=kind.highest)
