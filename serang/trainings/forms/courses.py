"""The form of a course, and the lines of its assessments."""

import re
from types import SimpleNamespace

from wtforms import BooleanField, StringField
from wtforms.validators import Optional, Regexp, ValidationError

from serang.common.rules import edits, languages
from serang.i18n import _, lazy
from serang.trainings import words
from serang.trainings.rules import grants
from serang.web.forms import ChoiceField, Form, WholeNumberField, newer, text, tidy, too_long

_CODE = r"^[a-z0-9_]+$"


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
        lazy("Kode sertifikat"),
        [Optional(), too_long(40), Regexp(_CODE, message=lazy("Huruf kecil, angka, dan garis bawah."))],
    )
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
        """What passing grants: the first result and certificate are those of the form, the rest stays."""
        others = list(known or [])
        for kind in (grants.LANGUAGE, grants.CERTIFICATE):
            if first := next((one for one in others if one["type"] == kind), None):
                others.remove(first)
        return [one for one in (self._language(), self._certificate()) if one] + others

    def controls(self, names) -> list[str]:
        """The fields that hold these columns of a course."""
        granted = [name for name in self._fields if name.startswith(("language_", "certificate_"))]
        return [field for name in names for field in (granted if name == "grants" else [name])]

    @property
    def course_values(self) -> dict:
        """The values of the course itself."""
        own = ("name", "field", "hours", "attendance_min", "mark_min", "forgive_excused", "active")
        found = {name: getattr(self, name).data for name in own}
        return found | {
            "teaches": self.teaches.data or "",
            "attendance_min": found["attendance_min"] or 0,
            "mark_min": found["mark_min"] or 0,
        }

    def _language(self):
        test = self.language_test.data
        if not test:
            return None
        if self.language_from_mark.data:
            return {"type": grants.LANGUAGE, "test": test, "from_mark": True}
        return {
            "type": grants.LANGUAGE,
            "test": test,
            "score" if grants.by_points(test) else "level": languages.read(test, self.language_result.data),
        }

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
    return CourseForm(
        None,
        obj=course,
        data={
            "language_test": language.get("test"),
            "language_from_mark": bool(language.get("from_mark")),
            "language_result": str(language.get("score") if language.get("score") is not None else language.get("level") or ""),
            "certificate_name": certificate.get("name"),
            "certificate_code": certificate.get("code"),
            "certificate_months": certificate.get("months"),
        },
    )


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
    good = [
        {
            "id": int(line.id) if str(line.id).isdigit() else None,
            "name": line.name,
            "maximum": int(line.maximum),
            "weight": int(line.weight),
        }
        for line in lines
        if not line.error
    ]
    return good, lines


def newer_assessments(lines, stored: dict, seen: str, *, fields, kept) -> tuple[list[dict], list[str]]:
    """The lines to show again beside what somebody else stored meanwhile, and in words what stands there of `fields`."""
    typed = {str(line.id): line.name for line in lines}
    shown = [stored.get(str(line.id)) if str(line.id) in kept else vars(line) for line in lines]
    added = [one for id_, one in stored.items() if id_ not in edits.names(seen) and id_ not in typed]
    told = [f"{typed[id_] if id_ in typed else stored[id_]['name']}: {newer(_said(stored.get(id_)))}" for id_ in fields]
    return [one for one in (*shown, *added) if one], told


def _said(one) -> str:
    return f"{one['name']}, {_('maks. %(n)s, bobot %(w)s', n=one['maximum'], w=one['weight'])}" if one else "–"


def _line(one):
    values = {
        "id": one.get("id") or "",
        "name": tidy(str(one.get("name") or "")) or "",
        "maximum": one.get("maximum", 100),
        "weight": one.get("weight", 1),
    }
    return SimpleNamespace(**values, error="")


def _line_trouble(line):
    maximum, weight = tidy(str(line.maximum)) or "", tidy(str(line.weight)) or ""
    if not re.fullmatch(r"[0-9]{1,4}", maximum) or not int(maximum):
        return _("Nilai maksimum %(name)s antara 1 dan 9999.", name=line.name)
    if not re.fullmatch(r"[0-9]{1,3}", weight):
        return _("Bobot %(name)s antara 0 dan 999.", name=line.name)
    return _("Nama komponen terlalu panjang.") if len(line.name) > 100 else ""
