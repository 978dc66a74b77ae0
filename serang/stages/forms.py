"""Forms of moving people along the stages."""

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from serang.applicants import words as people
from serang.common.rules import languages
from serang.i18n import _, lazy
from serang.settings import words as settings
from serang.stages import rules, words
from serang.web.forms import ChoiceField, DayField, Form, Needed, WholeNumberField, text


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


class GateForm(Form):
    """The words of a stage and what its gate asks. What follows a job order is not changed here."""

    TESTS = {"EPS_TOPIK": "eps", "TOPIK": "topik", "KIIP": "kiip", "JLPT": "jlpt", "JFT": "jft"}

    label = text(lazy("Nama tahap"), longest=60, required=True)
    label_en = text(lazy("Nama dalam bahasa Inggris"), longest=60)
    label_ko = text(lazy("Nama dalam bahasa Korea"), longest=60)
    fields = SelectMultipleField(lazy("Isian yang harus terisi"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    documents = BooleanField(lazy("Dokumen yang diwajibkan untuk tahap ini berlaku"))
    checked = BooleanField(lazy("Dokumennya sudah diverifikasi petugas"))
    language = BooleanField(lazy("Hasil tes bahasa yang berlaku"))
    eps = text(lazy("EPS-TOPIK paling rendah"), longest=5)
    topik = text(lazy("TOPIK paling rendah"), longest=5)
    kiip = text(lazy("KIIP paling rendah"), longest=5)
    jlpt = text(lazy("JLPT paling rendah"), longest=5)
    jft = text(lazy("JFT-Basic paling rendah"), longest=5)
    skill = BooleanField(lazy("Sertifikat keterampilan atau pengalaman kerja"))
    months = WholeNumberField(lazy("Pengalaman kerja paling singkat"), least=1, most=600, validators=[Optional()])
    enrolled = BooleanField(lazy("Terdaftar di pelatihan"))
    reason = BooleanField(lazy("Dasar keputusan ditulis"))
    seen = HiddenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.choices = [SelectChoice(name, words.field(name)) for name in rules.FIELDS]

    @classmethod
    def of(cls, stage, **kwargs) -> "GateForm":
        """The form filled with what is stored."""
        asked = {rule["rule"]: rule for rule in stage.gate}
        minimums = {
            cls.TESTS[one["test"]]: languages.show(one["test"], one["min"])
            for one in asked.get("language", {}).get("any", [])
            if one.get("min") is not None
        }
        return cls(
            data={
                "label": stage.label,
                "label_en": stage.label_en,
                "label_ko": stage.label_ko,
                "fields": [rule["field"] for rule in stage.gate if rule["rule"] == "field"],
                "checked": asked.get("documents", {}).get("checked", False),
                "months": asked.get("skill", {}).get("months"),
                **{name: name in asked for name in ("documents", "language", "skill", "enrolled", "reason")},
                **minimums,
                **kwargs,
            }
        )

    def validate(self, extra_validators=None):
        """Also: a minimum must be a result of its test."""
        fine = super().validate(extra_validators)
        for test, name in self.TESTS.items():
            if self[name].data and languages.read(test, self[name].data) is None:
                self[name].errors = [_("Ini bukan hasil %(test)s.", test=words.people.test(test))]
        return fine and not self.errors

    def gate(self, stored: list[dict]) -> list[dict]:
        """What the gate asks now; rules about the job order stay as they are stored."""
        wanted = [{"test": test, "min": languages.read(test, self[name].data)} for test, name in self.TESTS.items() if self[name].data]
        found = [{"rule": "field", "field": name} for name in self.fields.data or []]
        found += [rule for rule in stored if rule["rule"] == "match"]
        if self.language.data:
            found.append({"rule": "language"} | ({"any": wanted} if wanted else {}))
        if self.skill.data:
            found.append({"rule": "skill", "months": self.months.data or rules.SKILL_MONTHS})
        if self.enrolled.data:
            found.append({"rule": "enrolled"})
        if self.documents.data:
            found.append({"rule": "documents"} | ({"checked": True} if self.checked.data else {}))
        return found + ([{"rule": "reason"}] if self.reason.data else [])
