"""Forms of batches: the list's filter, a batch, its days."""

import re
from datetime import time

from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from serang.accounts.queries import trainers
from serang.common.rules import days
from serang.i18n import _, lazy
from serang.settings.words import choices
from serang.trainings import queries, words
from serang.trainings.rules.sessions import LONGEST_DAYS
from serang.web.clock import today
from serang.web.forms import ChoiceField, DayField, Form, MultiCheckboxField, Needed, WholeNumberField, day_trouble, text, tidy


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
    weekdays = MultiCheckboxField(lazy("Hari"), coerce=int)
    starts_at = TimeField(lazy("Jam mulai"))
    ends_at = TimeField(lazy("Jam selesai"))
    capacity = WholeNumberField(lazy("Kapasitas"), least=1, most=500, default=16)
    holidays = text(lazy("Hari libur"), longest=1000)
    note = text(lazy("Catatan"), longest=1000, area=True)
    version = WholeNumberField()

    def __init__(self, *args, batch=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.free_days = []  # an empty field is never checked
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
        return found | {
            "trainer_id": int(trainer) if trainer else None,
            "place": found["place"] or "",
            "weekdays": list(found["weekdays"]),
        }


def batch_form(batch) -> BatchForm:
    """The form filled with a batch."""
    own = (
        "number",
        "provider",
        "place",
        "fund",
        "starts_on",
        "ends_on",
        "weekdays",
        "starts_at",
        "ends_at",
        "capacity",
        "note",
        "version",
    )
    values = {name: getattr(batch, name) for name in own}
    return BatchForm(None, batch=batch, data=values | {"course_id": str(batch.course_id), "trainer_id": str(batch.trainer_id or "")})


class DayForm(Form):
    """One more day of a batch."""

    on = DayField(lazy("Tanggal"), [Needed()])
    topic = text(lazy("Materi"), longest=200)


class TopicForm(Form):
    """What a day was about."""

    topic = text(lazy("Materi"), longest=200)
