"""Forms of moving people along the stages."""

from wtforms import BooleanField, HiddenField

from serang.applicants import words as people
from serang.i18n import lazy
from serang.settings import words as settings
from serang.web.forms import ChoiceField, DayField, Form, Needed, text


class StageForm(Form):
    """A new stage; the reason is asked where a gate or a step back wants one."""

    stage = ChoiceField(lazy("Tahap baru"), validators=[Needed()])
    on = DayField(lazy("Mulai tanggal"))
    reason = text(lazy("Alasan atau dasar keputusan"), longest=300)
    override = BooleanField(lazy("Lanjutkan walau syarat belum terpenuhi"))
    seen = HiddenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stage.offer(people.stages(), blank=False)


class HoldForm(Form):
    """Why a person waits."""

    reason = ChoiceField(lazy("Alasan ditunda"), blank=lazy("Pilih alasan"), validators=[Needed()])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.offer(settings.choices("hold_reason"))
