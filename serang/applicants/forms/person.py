"""The data of a person: everything, the few fields of a new one, and the fields of one row in the list."""

import re
from datetime import date

from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import Optional, ValidationError

from serang.accounts import queries as accounts
from serang.applicants import rules, words
from serang.applicants.forms.wishes import wish_choices
from serang.applicants.queries.person import wish_codes
from serang.common.rules import names, nik
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.i18n import _, lazy
from serang.settings import queries as own_settings
from serang.settings import rules as own
from serang.settings import words as settings
from serang.web.clock import today
from serang.web.forms import ChoiceField, DayField, Form, WholeNumberField, text, tidy, too_long

KEPT_AS = {"kelurahan": "kelurahan_code", "officer": "officer_id"}
NOT_COLUMNS = {"version", "csrf_token", "stage", "wishes_were", "wish_1", "wish_2", "wish_3"}
STORED = (
    "full_name",
    "nik",
    "kk_number",
    "birth_place",
    "birth_date",
    "sex",
    "marital_status",
    "phone",
    "phone_more",
    "email",
    "kelurahan",
    "address",
    "education",
    "major",
    "height_cm",
    "weight_kg",
    "passport_name",
    "hangul_name",
    "pathway",
    "officer",
    "stage",
    "note",
)
WISHES = ("wish_1", "wish_2", "wish_3")


def passport_form(typed: str | None) -> str | None:
    """The name as the passport prints it."""
    return names.passport_form(typed) or None


def clean_or_none(typed: str | None) -> str | None:
    """With single blanks and no invisible signs."""
    return names.clean(typed) or None


class NikField(StringField):
    """An identity number; what cannot be one is refused and stays as typed. Empty: it follows later."""

    def pre_validate(self, form):
        if problem := nik.problem(self.data):
            raise ValidationError(say(problem))
        self.data = nik.clean(self.data) or None


class CardField(StringField):
    """The number of a family card: 16 digits."""

    def pre_validate(self, form):
        digits = nik.clean(self.data)
        if digits and (len(digits) != nik.LENGTH or not digits.isdigit()):
            raise ValidationError(say(Reason("kk_length", digits=len(re.sub(r"\D", "", digits)))))
        self.data = digits or None


class PhoneField(StringField):
    """A phone in any writing; shown as it is read, kept as it can be dialled."""

    def process_formdata(self, texts):
        if texts:
            self.data = rules.stored_phone(tidy(texts[0]))

    def _value(self):
        return words.phone(self.data)

    def pre_validate(self, form):
        if self.data and not any(sign.isdigit() for sign in self.data):
            raise ValidationError(say(Reason("phone_no_digits")))


class OfficerField(ChoiceField):
    """The account that looks after the person, by its number; takes the account itself, too."""

    def process_data(self, value):
        self.data = str(getattr(value, "id", value)) if value else None


class PersonForm(Form):
    """What the forms of a person share: only what was sent is changed, and choices come from the office's lists."""

    version = IntegerField(validators=[Optional()])

    def __init__(self, *args, only: set[str] | None = None, **kwargs):
        if only is not None:
            self._unbound_fields = [(name, field) for name, field in self._unbound_fields if name in only]
        super().__init__(*args, **kwargs)
        offers = {
            "sex": words.sex_choices,
            "education": words.education_choices,
            "marital_status": words.marital_choices,
            "kelurahan": settings.kelurahan_choices,
            "officer": accounts.officers,
            "stage": words.stages,
            "pathway": lambda: settings.choices("pathway"),
        } | dict.fromkeys(WISHES, lambda: settings.choices("occupation"))
        for name, choices in offers.items():
            if name in self:
                offer(self[name], choices())

    @property
    def values(self) -> dict:
        """The typed values of the fields that were sent, by the names of the table's columns."""
        wanted = {field.name: field.data for field in self if field.raw_data and field.name not in NOT_COLUMNS}
        if wanted.get("officer"):
            wanted["officer"] = int(wanted["officer"])
        return {KEPT_AS.get(name, name): value for name, value in wanted.items()}

    @property
    def wishes(self) -> list[str] | None:
        """What is wanted (codes of rules.wish_code), first wish first, without gaps and doubles; None when the form did not ask."""
        if not any(name in self and self[name].raw_data for name in WISHES):
            return None
        return list(dict.fromkeys(self[name].data for name in WISHES if self[name].data))

    def validate_birth_date(self, field):
        """A person is born before today."""
        if field.data and field.data > today():
            raise ValidationError(say(Reason("born_later")))

    @property
    def doubts(self) -> list[Reason]:
        """What should be looked at and blocks nothing."""
        given = {name: self[name].data for name in ("birth_date", "sex", "phone") if name in self and not self[name].errors}
        number = self.nik.data if "nik" in self and not self.nik.errors else None
        return rules.doubts(nik_number=number, on=today(), **given)


class QuickForm(PersonForm):
    """A new person: a name, and a phone when there is one."""

    full_name = text(lazy("Nama lengkap"), longest=150, required=True, filters=[names.clean])
    phone = PhoneField(lazy("Telepon"), [Optional(), too_long(40)], render_kw={"inputmode": "tel"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self:  # the page below has fields of these names too
            field.id = f"quick_{field.name}"


class OwnValueField(StringField):
    """A text or a number of the office's own fields, kept as settings.rules says."""

    def __init__(self, label=None, *, kind, **kwargs):
        super().__init__(label, **kwargs)
        self.kind = kind

    def pre_validate(self, form):
        try:
            self.data = own.read(self.kind, self.data, today=today())
        except own.Unread as no:
            raise ValidationError(say(no.reason)) from no


def _own_input(field):
    """The control of one own field, not yet bound."""
    label = settings.label(field)
    if field.kind in own.LISTED:
        return ChoiceField(label)
    if field.kind == own.DAY:
        return DayField(label, validators=[Optional()])
    shown = {"render_kw": {"inputmode": "decimal"}} if field.kind == own.NUMBER else {}
    return OwnValueField(label, kind=field.kind, **shown)


def _own_typed(field, kept: str | None):
    """What is stored, as the control takes it."""
    if kept and field.kind == own.DAY:
        return date.fromisoformat(kept)
    return kept.replace(".", ",") if kept and field.kind == own.NUMBER else kept


class ApplicantForm(PersonForm):
    """Everything of a person that is typed, the office's own fields with it. Only the name is needed."""

    def __init__(self, *args, data=None, **kwargs):
        self.own_fields = own_settings.own_fields()
        self._unbound_fields = [
            *type(self)._unbound_fields, *((field.slot, _own_input(field)) for field in self.own_fields)
        ]  # fmt: skip
        typed = {field.slot: _own_typed(field, data[field.slot]) for field in self.own_fields if data and field.slot in data}
        super().__init__(*args, data={**data, **typed} if data else data, **kwargs)
        for field in self.own_fields:
            if field.slot in self and field.kind in own.LISTED:
                offer(self[field.slot], settings.own_choices(field))

    @property
    def own(self) -> list:
        """The controls of the office's own fields, each with its hint."""
        return [(self[field.slot], field.hint) for field in self.own_fields if field.slot in self]

    @property
    def values(self) -> dict:
        """The typed values by column; those of own fields as text."""
        return {name: value.isoformat() if name in own.SLOTS and isinstance(value, date) else value
                for name, value in super().values.items()}  # fmt: skip

    full_name = text(lazy("Nama lengkap"), longest=150, required=True, filters=[names.clean])
    nik = NikField(lazy("NIK"), [Optional()], render_kw={"inputmode": "numeric"})
    kk_number = CardField(lazy("Nomor KK"), [Optional()], render_kw={"inputmode": "numeric"})
    birth_place = text(lazy("Tempat lahir"), longest=100)
    birth_date = DayField(lazy("Tanggal lahir"), [Optional()], render_kw={"inputmode": "numeric"})
    sex = ChoiceField(lazy("Jenis kelamin"))
    marital_status = ChoiceField(lazy("Status perkawinan"))
    phone = PhoneField(lazy("Telepon"), [Optional(), too_long(40)], render_kw={"inputmode": "tel"})
    phone_more = text(lazy("Telepon lain"), longest=200)
    email = text(lazy("Surel"), longest=150)
    kelurahan = ChoiceField(lazy("Kelurahan"))
    address = text(lazy("Alamat"), longest=300)
    education = ChoiceField(lazy("Pendidikan"))
    major = text(lazy("Jurusan"), longest=100)
    height_cm = WholeNumberField(lazy("Tinggi"), least=100, most=250, validators=[Optional()])
    weight_kg = WholeNumberField(lazy("Berat"), least=25, most=250, validators=[Optional()])
    passport_name = text(lazy("Nama di paspor"), longest=150, filters=[passport_form])
    hangul_name = text(lazy("Nama Hangul"), longest=60, filters=[clean_or_none])
    pathway = ChoiceField(lazy("Jalur"))
    officer = OfficerField(lazy("Petugas"))
    wish_1 = ChoiceField(lazy("Minat pertama"))
    wish_2 = ChoiceField(lazy("Minat kedua"))
    wish_3 = ChoiceField(lazy("Minat ketiga"))
    wishes_were = HiddenField()
    stage = ChoiceField(lazy("Tahap"))
    note = text(lazy("Catatan"), longest=2000, area=True, render_kw={"rows": 3})

    def validate_email(self, field):
        """An address has one @ and a dot behind it."""
        if field.data and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", field.data):
            raise ValidationError(_("Surel belum lengkap. Contoh: nama@contoh.id"))

    @classmethod
    def of(cls, applicant, **kwargs) -> "ApplicantForm":
        """The form filled with what is stored."""
        wishes = wish_codes(applicant)
        shown = wishes[: rules.WISHES]
        known = dict(zip(WISHES, shown, strict=False))
        own_slots = [field.slot for field in own_settings.own_fields()]
        stored = {name: getattr(applicant, KEPT_AS.get(name, name)) for name in (*STORED, *own_slots)}
        form = cls(data=stored | known | {"wishes_were": ",".join(shown), "version": applicant.version}, **kwargs)
        choices = wish_choices(wishes, [form[name].data for name in WISHES if form[name].data])
        for name in WISHES:
            form[name].offer(choices)
        return form

    @property
    def wishes_seen(self) -> list[str] | None:
        """The wishes that stood in the form when it was opened; None when it was not sent by our page."""
        return [code for code in (self.wishes_were.data or "").split(",") if code] if self.wishes_were.raw_data else None


class RowForm(ApplicantForm):
    """The fields of a person that stand in a row of the list; ids carry the row, so that they are unique on the page."""

    COLUMNS = {
        "phone": "phone",
        "email": "email",
        "kelurahan": "kelurahan",
        "education": "education",
        "major": "major",
        "officer": "officer",
        "height_cm": "height_cm",
        "weight_kg": "weight_kg",
        "pathway": "pathway",
        "marital_status": "marital_status",
        "hangul_name": "hangul_name",
        "passport_name": "passport_name",
        "birth_place": "birth_place",
        "address": "address",
        "note": "note",
    }

    @classmethod
    def field_of(cls, column: str) -> str | None:
        """The field that edits a column of the list."""
        return column if column in own.SLOTS else cls.COLUMNS.get(column)

    @classmethod
    def in_row(cls, applicant, columns) -> "RowForm":
        """The form of these columns, filled with what is stored; the phone is always there."""
        wanted = {cls.field_of(name) for name in columns if cls.field_of(name)} | {"phone"}
        stored = {name: getattr(applicant, KEPT_AS.get(name, name)) for name in wanted}
        form = cls(data=stored | {"version": applicant.version}, only=wanted | {"version"})
        for field in form:
            field.id = f"row_{applicant.id}_{field.name}"
        return form


def offer(field, choices):
    """The choices of a field; what is stored stays choosable when the list no longer has it."""
    stored = field.object_data
    known = {str(code) for code, _word in choices}
    field.offer([*choices, *([(stored, stored)] if stored and str(stored) not in known else [])])
