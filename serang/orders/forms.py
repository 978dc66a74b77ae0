"""Forms of job orders: the order itself, one more rule, the weights, more places."""

from wtforms import BooleanField, StringField

from serang.applicants.rules import MARITAL
from serang.applicants.words import marital_choices
from serang.common.rules import education, languages
from serang.documents.queries import kinds
from serang.documents.words import kind_label
from serang.i18n import _, lazy
from serang.orders import words
from serang.orders.rules import QUOTAS
from serang.settings.words import choices
from serang.web.forms import ChoiceField, ChoicesField, DayField, Form, MultiCheckboxField, Needed, SeenForm, WholeNumberField, text

CURRENCIES = [("KRW", "KRW"), ("JPY", "JPY"), ("IDR", "IDR")]
EDUCATION = [(code, code) for code in education.LADDER if code != "S3"]
RESULT_HELP = lazy("EPS-TOPIK dan JFT: nilai. TOPIK: tingkat 1–6. JLPT: N5 paling rendah, N1 paling tinggi.")


def _known(codes) -> list[str]:
    return [code for code in MARITAL if code in (codes or ())]


class OrderForm(SeenForm):
    """An order with its three usual rules: age, education, language."""

    version = WholeNumberField()
    title = text(lazy("Judul"), longest=150, required=True)
    employer = text(lazy("Pemberi kerja"), longest=150, required=True)
    employer_ko = text(lazy("Nama Korea atau Jepang"), longest=150)
    workplace = text(lazy("Tempat kerja"), longest=150)
    letter_no = text(lazy("Nomor surat permintaan"), longest=80)
    country = ChoiceField(lazy("Negara"), validators=[Needed()], blank=lazy("Pilih"))
    occupation = ChoiceField(lazy("Jabatan"), validators=[Needed()], blank=lazy("Pilih"))
    operator = text(lazy("Pelaksana penempatan"), longest=150)
    visa_type = text(lazy("Jenis visa"), longest=40)
    visa_confirmed = BooleanField(lazy("Jenis visa sudah dipastikan"))
    quota = WholeNumberField(lazy("Kuota"), most=100_000)
    quota_male = WholeNumberField(lazy("Paling banyak laki-laki"), most=100_000)
    quota_female = WholeNumberField(lazy("Paling banyak perempuan"), most=100_000)
    reserves = WholeNumberField(lazy("Cadangan"), most=100_000)
    priority = WholeNumberField(lazy("Prioritas"), most=9)
    closes_on = DayField(lazy("Batas pencalonan"))
    interview_on = DayField(lazy("Wawancara"))
    departs_on = DayField(lazy("Berangkat"))
    contract_months = WholeNumberField(lazy("Masa kontrak"), most=120)
    wage = WholeNumberField(lazy("Upah sebulan"), most=2_000_000_000)
    currency = ChoiceField(lazy("Mata uang"), choices=CURRENCIES)
    age_min = WholeNumberField(lazy("Usia paling muda"), least=15, most=80)
    age_max = WholeNumberField(lazy("Usia paling tua"), least=15, most=80)
    age_on = DayField(lazy("Usia dihitung pada"))
    education_min = ChoiceField(lazy("Pendidikan paling rendah"), choices=EDUCATION)
    language_test = ChoiceField(lazy("Tes bahasa"), choices=list(words.TESTS.items()))
    language_min = StringField(lazy("Nilai atau tingkat paling rendah"))
    note = text(lazy("Catatan"), longest=2000, area=True)

    RULES = {"age": ("age_min", "age_max", "age_on"), "education": ("education_min",), "language": ("language_test", "language_min")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.country.offer(choices("country"))
        self.occupation.offer(choices("occupation"))

    def validate(self, extra_validators=None):
        """Also: a quota is needed, and the days, ages and sexes must agree with each other."""
        fine = super().validate(extra_validators)
        checks = [
            (self.quota, self.quota.data is None, _("Isi kuota, jumlah tempat seluruhnya.")),
            (self.age_max, _less(self.age_max.data, self.age_min.data), _("Usia paling tua lebih kecil dari usia paling muda.")),
            (self.departs_on, _less(self.departs_on.data, self.closes_on.data), _("Berangkat sebelum batas pencalonan.")),
            *_above_all(self),
            (
                self.language_min,
                bool(self.language_test.data) and self.language_result is None,
                _("Isi %(what)s.", what=words.span(self.language_test.data)),
            ),
            (self.language_test, bool(self.language_min.data) and not self.language_test.data, _("Pilih tesnya.")),
        ]
        return _mark(checks) and fine

    @property
    def language_result(self) -> int | None:
        """The minimum as a number of its test, or None."""
        test = self.language_test.data
        return languages.read(test, self.language_min.data) if test and self.language_min.data else None

    @property
    def _of_rules(self) -> list[str]:
        return [name for names in self.RULES.values() for name in names]

    @property
    def order_values(self) -> dict:
        """The columns of the order."""
        values = {name: value for name, value in self.values.items() if name not in self._of_rules}
        return values | {"reserves": values["reserves"] or 0, "priority": values["priority"] or 0, "currency": values["currency"] or "KRW"}

    def requirements(self, alternatives: list[dict]) -> dict[str, dict | None]:
        """The facts of the usual rules, None where none is asked; {} where the page had no fields for them, since they are sealed.

        `alternatives`: further language tests of the order.
        """
        if not any(self[name].raw_data for name in self._of_rules):
            return {}
        age = {"min": self.age_min.data, "max": self.age_max.data, "on": self.age_on.data and self.age_on.data.isoformat()}
        first = [{"test": self.language_test.data, "min": self.language_result}] if self.language_test.data else []
        others = [one for one in alternatives if one["test"] != self.language_test.data]
        return {
            "age": {name: value for name, value in age.items() if value is not None} if age["min"] or age["max"] else None,
            "education": {"min": self.education_min.data} if self.education_min.data else None,
            "language": {"any": first + others} if first else None,
        }


class RequirementForm(Form):
    """One more rule. Which fields count depends on the kind."""

    kind = ChoiceField(lazy("Jenis syarat"), validators=[Needed()])
    strength = ChoiceField(lazy("Sifat"), choices=[("must", lazy("Wajib")), ("wish", lazy("Nilai tambah"))])
    weight = WholeNumberField(lazy("Bobot nilai tambah"), most=100)
    sex = ChoiceField(lazy("Jenis kelamin"), choices=[("L", lazy("Laki-laki")), ("P", lazy("Perempuan"))])
    test = ChoiceField(lazy("Tes bahasa lain yang juga diterima"), choices=list(words.TESTS.items()))
    minimum = StringField(lazy("Nilai atau tingkat paling rendah"))
    certificate = ChoiceField(lazy("Sertifikat"))
    field = ChoiceField(lazy("Bidang pengalaman"), blank=lazy("Semua bidang"))
    months = WholeNumberField(lazy("Bulan pengalaman"), least=1, most=600)
    document = ChoiceField(lazy("Dokumen"))
    months_after = WholeNumberField(lazy("Bulan berlaku sesudah berangkat"), most=120)
    height_min = WholeNumberField(lazy("Tinggi paling rendah"), least=100, most=230)
    height_max = WholeNumberField(lazy("Tinggi paling tinggi"), least=100, most=230)
    marital = MultiCheckboxField(lazy("Status perkawinan yang diterima"), filters=[_known])
    basis = text(lazy("Disebut dalam (nomor surat pemberi kerja)"), longest=150)
    born_from = DayField(lazy("Lahir sejak"))
    born_to = DayField(lazy("Lahir sampai"))

    NEEDS = {
        "language": ("test", "minimum"),
        "certificate": ("certificate",),
        "experience": ("months",),
        "document": ("document",),
        "sex": ("sex",),
        "marital": ("marital", "basis"),
    }
    EITHER = {"height": ("height_min", "height_max"), "born": ("born_from", "born_to")}
    BESIDES = {"experience": ("field",), "document": ("months_after",)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.offer([(code, words.kind(code)) for code in (*self.NEEDS, *self.EITHER)])
        self.certificate.offer(choices("certificate"))
        self.marital.choices = marital_choices()
        self.field.offer(choices("occupation"))
        self.document.offer([(kind.code, kind_label(kind.code)) for kind in kinds()])

    def validate(self, extra_validators=None):
        """Also: the fields of the chosen kind must be there, and agree with each other."""
        fine = super().validate(extra_validators)
        either = [self[name] for name in self.EITHER.get(self.kind.data, ())]
        needed = [self[name] for name in self.NEEDS.get(self.kind.data, ())]
        if either and not any(field.data or field.errors for field in either):
            needed = either[:1]
        checks = [(field, not field.data, _("Isi %(label)s.", label=field.label.text)) for field in needed]
        if self.kind.data == "language" and self.test.data and self.minimum.data:
            wrong = languages.read(self.test.data, self.minimum.data) is None if self.test.data in languages.TESTS else False
            checks.append((self.minimum, wrong, _("Isi %(what)s.", what=words.span(self.test.data))))
        checks += [
            (self.height_max, _less(self.height_max.data, self.height_min.data), _("Lebih kecil dari tinggi paling rendah.")),
            (self.born_to, _less(self.born_to.data, self.born_from.data), _("Lebih awal dari tanggal pertama.")),
        ]
        return _mark(checks) and fine

    @property
    def shown(self) -> list:
        """The fields of the chosen kind."""
        kind = self.kind.data
        return [self[name] for name in (*self.NEEDS.get(kind, ()), *self.EITHER.get(kind, ()), *self.BESIDES.get(kind, ()))]

    @property
    def facts(self) -> dict:
        """The rule's values, as orders.rules reads them."""
        made = {
            "sex": lambda: {"sex": self.sex.data},
            "language": lambda: {"any": [{"test": self.test.data, "min": languages.read(self.test.data, self.minimum.data)}]},
            "certificate": lambda: {"code": self.certificate.data},
            "experience": lambda: {"field": self.field.data, "months": self.months.data},
            "document": lambda: {"type": self.document.data, "months_after": self.months_after.data or 0},
            "marital": lambda: {"any": self.marital.data, "basis": self.basis.data},
            "height": lambda: {"min": self.height_min.data, "max": self.height_max.data},
            "born": lambda: {"from": _iso(self.born_from.data), "to": _iso(self.born_to.data)},
        }
        return {name: value for name, value in made[self.kind.data]().items() if value is not None}


class WeightsForm(SeenForm):
    """The points of each part of the score."""

    language = WholeNumberField(most=100)
    experience = WholeNumberField(most=100)
    training = WholeNumberField(most=100)
    wish = WholeNumberField(most=100)
    documents = WholeNumberField(most=100)
    preferred = WholeNumberField(most=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, word in words.PARTS.items():
            self[name].label.text = word()

    def validate(self, extra_validators=None):
        """Also: without any weight there would be no score."""
        fine = super().validate(extra_validators)
        if fine and not any(self.points.values()):
            self.refuse(_("Isi paling sedikit satu bobot."))
        return fine and any(self.points.values())

    @property
    def points(self) -> dict[str, int]:
        """Points by part; nothing typed is none."""
        return {name: self[name].data or 0 for name in words.PARTS}


class QuotaForm(SeenForm):
    """More or fewer places, with the reason. `above`: how many people were said to stand above the lower quota."""

    above = WholeNumberField()
    quota = WholeNumberField(lazy("Kuota baru"), most=100_000, validators=[Needed()])
    quota_male = WholeNumberField(lazy("Paling banyak laki-laki"), most=100_000)
    quota_female = WholeNumberField(lazy("Paling banyak perempuan"), most=100_000)
    reason = text(lazy("Alasan (nomor surat pemberi kerja)"), longest=200, required=True)

    def validate(self, extra_validators=None):
        """Also: no sex may have more places than there are."""
        fine = super().validate(extra_validators)
        return _mark(_above_all(self)) and fine


class SearchForm(Form):
    """The filters of the list."""

    q = StringField()
    state = ChoicesField()
    country = ChoicesField()
    occupation = ChoicesField()
    sort = StringField()
    page = WholeNumberField(least=1, most=1_000_000)


def keep_quotas(form, order):
    """The form with the quotas of the order (None: a new one) where its page had no fields for them."""
    for name in QUOTAS if order else ():
        if not form[name].raw_data:
            form[name].data = getattr(order, name)
    return form


def _above_all(form) -> list[tuple]:
    """Checks that no sex may have more places than there are; what was not typed is not checked."""
    told = _("Lebih besar dari kuota seluruhnya.")
    return [(one, bool(one.raw_data) and _less(form.quota.data, one.data), told) for one in (form.quota_male, form.quota_female)]


def _mark(checks) -> bool:
    """Say of each field (field, whether it is wrong, what is said) what is wrong; whether nothing is."""
    wrong = [(field, told) for field, wrong, told in checks if wrong and not field.errors]
    for field, told in wrong:
        field.errors = [told]
    return not wrong


def _less(one, other) -> bool:
    return one is not None and other is not None and one < other


def _iso(day):
    return day.isoformat() if day else None
