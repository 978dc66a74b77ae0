"""Forms of training: course, batch, its days and assessments, leaving, completion, and the two grids."""

import re
from datetime import time
from types import SimpleNamespace

from wtforms import BooleanField, Field, StringField
from wtforms.fields import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from serang.accounts.queries import trainers
from serang.common.rules import days, languages
from serang.i18n import _, lazy
from serang.settings.words import choices
from serang.trainings import queries, words
from serang.trainings.rules import attendance, grants, marks
from serang.trainings.rules.cells import Cell
from serang.trainings.rules.sessions import LONGEST_DAYS
from serang.web.clock import today
from serang.web.forms import ChoiceField, DayField, Form, Needed, WholeNumberField, day_trouble, text, tidy, too_long

_CODE = r"^[a-z0-9_]+$"
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


class MultiCheckboxField(SelectMultipleField):
    """Any number of ticks, each its own checkbox."""

    widget, option_widget = ListWidget(prefix_label=False), CheckboxInput()


class TimeField(Field):
    """A time of day, typed as 08.00 or 8:00."""

    widget = TextInput()

    def _value(self):
        return self.raw_data[0] if self.raw_data else (self.data.strftime("%H.%M") if self.data else "")

    def process_formdata(self, texts):
        typed, self.data = (tidy(texts[0]) if texts else None), None
        if not typed:
            return
        found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", typed)
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError(_("Tulis jam seperti 08.00."))
        self.data = time(int(found[1]), int(found[2]))


class FilterForm(Form):
    """What the list of batches shows."""

    q = text(lazy("Cari"), longest=100)
    state = ChoiceField(choices=[(code, code) for code in words.STATES])
    course = WholeNumberField(least=1)
    sort = ChoiceField(choices=[(sign + key, key) for key in queries.batches.ORDERS for sign in ("", "-")])
    page = WholeNumberField(least=1, most=100_000)


class CourseForm(Form):
    """What is taught, what passing asks for and what it grants."""

    name = text(lazy("Nama pelatihan"), longest=150, required=True)
    field = ChoiceField(lazy("Bidang"))
    hours = WholeNumberField(lazy("Lama (JP)"), least=1, most=5000)
    teaches = text(lazy("Materi"), longest=2000, area=True)
    attendance_min = WholeNumberField(lazy("Kehadiran paling sedikit"), least=0, most=100, default=80)
    mark_min = WholeNumberField(lazy("Nilai akhir paling rendah"), least=0, most=100, default=60)
    forgive_excused = BooleanField(lazy("Sakit dan izin tidak mengurangi kehadiran"))
    language_test = ChoiceField(lazy("Tes bahasa"))
    language_result = StringField(lazy("Skor atau tingkat"), [too_long(5)])
    language_from_mark = BooleanField(lazy("Skor dihitung dari nilai akhir"))
    certificate_name = text(lazy("Nama sertifikat"), longest=150)
    certificate_code = StringField(
        lazy("Kode sertifikat"), [Optional(), too_long(40), Regexp(_CODE, message=lazy("Huruf kecil, angka, dan garis bawah."))])
    certificate_months = WholeNumberField(lazy("Berlaku (bulan)"), least=1, most=600)
    active = BooleanField(lazy("Dipakai"), default=True)
    version = WholeNumberField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field.offer([(code, word()) for code, word in words.FIELDS.items()], blank=False)
        self.language_test.offer([(code, words.test_name(code)) for code in languages.TESTS])
        self.field.data = self.field.data or "language"

    def validate_language_result(self, field):
        """A result must be one of its test; one of result and mark is needed."""
        test = self.language_test.data
        if not test or test not in languages.TESTS or (self.language_from_mark.data and grants.by_points(test)):
            return
        if self.language_from_mark.data:
            raise ValidationError(_("Tes ini bertingkat. Isi tingkatnya."))
        if languages.read(test, field.data) is None:
            kind = languages.TESTS[test]
            raise ValidationError(_("Isi antara %(low)s dan %(high)s.", low=kind.lowest, high=kind.highest))

    def grants(self, known: list) -> list[dict]:
        """What passing grants: the first language result and the first certificate are those of the form, the rest stays."""
        others = list(known or [])
        for kind in (grants.LANGUAGE, grants.CERTIFICATE):
            if first := next((one for one in others if one["type"] == kind), None):
                others.remove(first)
        return [one for one in (self._language(), self._certificate()) if one] + others

    @property
    def course_values(self) -> dict:
        """The values of the course itself."""
        own = ("name", "field", "hours", "attendance_min", "mark_min", "forgive_excused", "active")
        found = {name: getattr(self, name).data for name in own}
        return found | {"teaches": self.teaches.data or "", "attendance_min": found["attendance_min"] or 0, "mark_min": found["mark_min"] or 0}

    def _language(self):
        test = self.language_test.data
        if not test:
            return None
        if self.language_from_mark.data:
            return {"type": grants.LANGUAGE, "test": test, "from_mark": True}
        return {"type": grants.LANGUAGE, "test": test,
                "score" if grants.by_points(test) else "level": languages.read(test, self.language_result.data)}

    def _certificate(self):
        name = self.certificate_name.data
        if not name:
            return None
        code = self.certificate_code.data or re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] or "certificate"
        return {"type": grants.CERTIFICATE, "code": code, "name": name, "months": self.certificate_months.data}


def course_form(course) -> CourseForm:
    """The form filled with a course."""
    language = next((one for one in course.grants if one["type"] == grants.LANGUAGE), {})
    certificate = next((one for one in course.grants if one["type"] == grants.CERTIFICATE), {})
    return CourseForm(None, obj=course, data={
        "language_test": language.get("test"), "language_from_mark": bool(language.get("from_mark")),
        "language_result": str(language.get("score") if language.get("score") is not None else language.get("level") or ""),
        "certificate_name": certificate.get("name"), "certificate_code": certificate.get("code"), "certificate_months": certificate.get("months")})


class BatchForm(Form):
    """A batch: course, provider, place, money, days, room."""

    course_id = ChoiceField(lazy("Pelatihan"), validators=[Needed()])
    number = text(lazy("Nomor angkatan"), longest=40, required=True)
    provider = text(lazy("Penyelenggara"), longest=150, required=True)
    place = text(lazy("Tempat"), longest=150)
    fund = ChoiceField(lazy("Sumber dana"))
    trainer_id = ChoiceField(lazy("Instruktur"))
    starts_on = DayField(lazy("Mulai"), [Needed()])
    ends_on = DayField(lazy("Selesai"), [Needed()])
    weekdays = MultiCheckboxField(lazy("Hari"), coerce=int, validate_choice=False)
    starts_at = TimeField(lazy("Jam mulai"))
    ends_at = TimeField(lazy("Jam selesai"))
    capacity = WholeNumberField(lazy("Kapasitas"), least=1, most=500, default=16)
    holidays = text(lazy("Hari libur"), longest=1000)
    note = text(lazy("Catatan"), longest=1000, area=True)
    version = WholeNumberField()

    def __init__(self, *args, batch=None, **kwargs):
        super().__init__(*args, **kwargs)
        taught = [one for one in queries.courses() if one.active or (batch and one.id == batch.course_id)]
        self.course_id.offer([(one.id, one.name) for one in taught])
        self.fund.offer(choices("fund"))
        self.trainer_id.offer(trainers())
        self.weekdays.choices = [SelectChoice(n, words.weekday(n)) for n in range(7)]

    def validate_ends_on(self, field):
        """The end comes after the start, at most two years later."""
        if self.starts_on.data and field.data and not 0 <= (field.data - self.starts_on.data).days <= LONGEST_DAYS:
            raise ValidationError(_("Selesai setelah mulai, paling lama dua tahun."))

    def validate_capacity(self, field):
        """A batch has places."""
        if field.data is None and not field.process_errors:
            raise ValidationError(_("Isi %(label)s.", label=field.label.text))

    def validate_weekdays(self, field):
        """Only days of a week."""
        field.data = sorted({n for n in field.data or [] if 0 <= n <= 6})

    def validate_holidays(self, field):
        """Days between commas or on lines of their own."""
        self.free_days = []
        for one in re.split(r"[,;\n]+", field.data or ""):
            try:
                if one.strip():
                    self.free_days.append(days.parse_day(one, today=today()))
            except days.NotADay as error:
                raise ValidationError(f"{one.strip()}: {day_trouble(error.reason)}") from error

    @property
    def batch_values(self) -> dict:
        """The values of the batch, without its course and holidays."""
        found = {name: value for name, value in self.values.items() if name not in ("course_id", "holidays")}
        trainer = found["trainer_id"]
        return found | {"trainer_id": int(trainer) if trainer else None, "place": found["place"] or "", "weekdays": list(found["weekdays"])}


def batch_form(batch) -> BatchForm:
    """The form filled with a batch."""
    own = ("number", "provider", "place", "fund", "starts_on", "ends_on", "weekdays", "starts_at", "ends_at", "capacity", "note", "version")
    values = {name: getattr(batch, name) for name in own}
    return BatchForm(None, batch=batch, data=values | {"course_id": str(batch.course_id), "trainer_id": str(batch.trainer_id or "")})


class DayForm(Form):
    """One more day of a batch."""

    on = DayField(lazy("Tanggal"), [Needed()])
    topic = text(lazy("Materi"), longest=200)


class TopicForm(Form):
    """What a day was about."""

    topic = text(lazy("Materi"), longest=200)


class WithdrawForm(Form):
    """Why somebody leaves, since when, and who takes the place."""

    reason = ChoiceField(lazy("Alasan"), validators=[Needed()])
    on = DayField(lazy("Sejak"), [Needed()])
    replaced_by = ChoiceField(lazy("Digantikan oleh"))

    def __init__(self, *args, waiting=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.offer(choices("exit_reason"))
        self.replaced_by.offer([(row.id, row.applicant.full_name) for row in waiting])


class CompleteForm(Form):
    """The day of the results, and what becomes of those with something missing."""

    on = DayField(lazy("Tanggal hasil"), [Needed()])
    open_fails = BooleanField(lazy("Yang datanya belum lengkap dinyatakan tidak lulus"))


class PasteForm(Form):
    """Marks copied from a sheet."""

    assessment = ChoiceField(lazy("Komponen"), validators=[Needed()])
    pasted = text(lazy("Tempel di sini"), longest=20_000, area=True, required=True)


class EnrolManyForm(Form):
    """The batch that a selection of people is enrolled in."""

    batch = ChoiceField(lazy("Angkatan"))
    confirm = BooleanField()


def blank_rows(rows, blank: int = 2) -> list[SimpleNamespace]:
    """Assessments for a form, with empty lines at the end. Each has id, name, maximum, weight, error."""
    found = [_line(one if isinstance(one, dict) else vars(one)) for one in rows]
    return found + [_line({}) for _n in range(blank)]


def read_assessments(sent) -> tuple[list[dict], list[SimpleNamespace]]:
    """The assessments that were sent, and the lines to show again; a line with an error carries its words."""
    columns = [sent.getlist(f"assessment_{name}") for name in ("id", "name", "maximum", "weight")]
    lines = [_line(dict(zip(("id", "name", "maximum", "weight"), one, strict=True))) for one in zip(*columns, strict=False)]
    lines = [line for line in lines if line.name]
    for line in lines:
        line.error = _line_trouble(line)
    good = [{"id": int(line.id) if str(line.id).isdigit() else None, "name": line.name,
             "maximum": int(line.maximum), "weight": int(line.weight)} for line in lines if not line.error]
    return good, lines


def read_register(sent) -> tuple[dict, dict, dict]:
    """The cells mark-<enrolment>-<session> with their base-…; what was typed; and those that are no letter."""
    cells, typed, wrong = {}, {}, {}
    for place, value, base in _grid(sent, "mark"):
        typed[place] = value
        try:
            cells[place] = Cell(attendance.read(value), (base or "").strip().upper(), base is not None)
        except ValueError:
            wrong[place] = value
    return cells, typed, wrong


def read_marks(sent, maxima: dict[int, int]) -> tuple[dict, dict, dict]:
    """The cells score-<enrolment>-<assessment> with their base-…; what was typed; and those out of range."""
    cells, typed, wrong = {}, {}, {}
    for place, value, base in _grid(sent, "score"):
        typed[place] = value
        try:
            cells[place] = Cell(marks.read(value, maxima.get(place[1], 0)), _base_mark(base), base is not None)
        except marks.NotAMark:
            wrong[place] = value
    return cells, typed, wrong


def _grid(sent, prefix):
    for name, value in sent.items():
        kind, _dash, rest = name.partition("-")
        if kind == prefix and (found := _PLACE.fullmatch(rest)):
            yield (int(found[1]), int(found[2])), tidy(value) or "", sent.get(f"base-{rest}")


def _base_mark(base):
    try:
        return marks.read(base, 10_000)
    except marks.NotAMark:
        return None


def _line(one):
    values = {"id": one.get("id") or "", "name": tidy(str(one.get("name") or "")) or "", "maximum": one.get("maximum", 100),
              "weight": one.get("weight", 1)}
    return SimpleNamespace(**values, error="")


def _line_trouble(line):
    maximum, weight = tidy(str(line.maximum)) or "", tidy(str(line.weight)) or ""
    if not re.fullmatch(r"[0-9]{1,4}", maximum) or not int(maximum):
        return _("Nilai maksimum %(name)s antara 1 dan 9999.", name=line.name)
    if not re.fullmatch(r"[0-9]{1,3}", weight):
        return _("Bobot %(name)s antara 0 dan 999.", name=line.name)
    return _("Nama komponen terlalu panjang.") if len(line.name) > 100 else ""


__all__ = ["BatchForm", "CompleteForm", "CourseForm", "DayForm", "EnrolManyForm", "FilterForm", "PasteForm", "TopicForm", "WithdrawForm",
           "batch_form", "blank_rows", "course_form", "read_assessments", "read_marks", "read_register"]
