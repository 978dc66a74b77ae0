"""Forms of matching: a run, a refusal, a lock."""

from wtforms import BooleanField

from serang.i18n import lazy
from serang.matching import words
from serang.settings.words import choices
from serang.web.forms import ChoiceField, Form, Needed, text


class RunForm(Form):
    """Who takes part in a run."""

    whom = ChoiceField(lazy("Siapa yang ikut"))
    unknown_allowed = BooleanField(lazy("Yang datanya belum lengkap boleh ikut"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.whom.offer([(code, word()) for code, word in words.WHOM.items()], blank=False)


class RejectForm(Form):
    """Why somebody is refused for an order."""

    reason = ChoiceField(lazy("Alasan menolak"), blank=lazy("Pilih alasan"), validators=[Needed()])
    note = text(lazy("Catatan"), longest=250)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.offer(choices("reject_reason"))
