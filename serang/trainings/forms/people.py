"""Forms about people in a batch: enrolling many, leaving, completion."""

from wtforms import BooleanField

from serang.i18n import lazy
from serang.settings.words import choices
from serang.web.forms import ChoiceField, DayField, Form, Needed


class EnrolManyForm(Form):
    """The batch that a selection of people is enrolled in."""

    batch = ChoiceField(lazy("Angkatan"))
    confirm = BooleanField()


class WithdrawForm(Form):
    """Why somebody leaves, since when, and who takes the place."""

    reason = ChoiceField(lazy("Alasan"), validators=[Needed()])
    on = DayField(lazy("Sejak"), [Needed()])
    replaced_by = ChoiceField(lazy("Digantikan oleh"))

    def __init__(self, *args, waiting=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.offer(choices("exit_reason"))
        self.replaced_by.offer([(row.id, row.applicant.full_name) for row in waiting])


class StartForm(Form):
    """The day from which a person's attendance counts."""

    on = DayField(lazy("Mulai ikut"), [Needed()])


class CompleteForm(Form):
    """The day of the results, and what becomes of those with something missing."""

    on = DayField(lazy("Tanggal hasil"), [Needed()])
    open_fails = BooleanField(lazy("Yang datanya belum lengkap dinyatakan tidak lulus"))
