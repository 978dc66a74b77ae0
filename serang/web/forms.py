"""Form fields in the writing of the office: days, codes, whole numbers, texts without stray blanks."""

import re
from collections.abc import Mapping

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from serang.common.rules import days, edits
from serang.i18n import _, day_number
from serang.web.clock import today

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


class Form(FlaskForm):
    """A form: text in, typed values out. The CSRF token is checked once for all requests, not here."""

    class Meta:
        csrf = False

        def bind_field(self, form, unbound_field, options):
            filters = list(unbound_field.kwargs.get("filters", []))
            if issubclass(unbound_field.field_class, StringField | TextAreaField) and tidy not in filters:
                unbound_field.kwargs["filters"] = [tidy, *filters]
            return super().bind_field(form, unbound_field, options)

    def refuse(self, told: str):
        """What was asked may not be: said above the form, which keeps what was typed."""
        self.form_errors.append(told)

    @property
    def values(self) -> dict:
        """The typed values of the fields that were sent, without the version."""
        return {name: value for name, value in self.data.items() if name not in ("version", "csrf_token")}


class SeenForm(Form):
    """A form of a thing that keeps no version: it carries marks of what it was opened with, and asks about newer edits."""

    seen = HiddenField()

    @property
    def values(self) -> dict:
        """The typed values without the marks."""
        return {name: value for name, value in super().values.items() if name != "seen"}

    def opened(self, stored):
        """The form with marks of what is stored (a mapping or a row), for the first page and after a clash."""
        values = stored if isinstance(stored, Mapping) else {name: getattr(stored, name) for name in self.values}
        self.seen.data = edits.marks(values)
        return self


def show_newer(form, stored, fields, kept):
    """What somebody else stored meanwhile: it stands in the fields that were not touched here, and beside those that were.

    `stored`: the form filled with what is stored. Saved again, what was typed in `fields` wins.
    """
    for name in kept:
        form[name].data, form[name].raw_data = stored[name].data, None
    for name in (name for name in fields if form[name].data != stored[name].data):
        form[name].errors = [*form[name].errors, newer(_in_words(stored[name]))]


def newer(now: str) -> str:
    """What is said beside something that two people changed at once. `now`: what is stored, in words."""
    return _("Baru saja diubah orang lain menjadi “%(now)s”. Simpan lagi untuk memakai isian Anda.", now=now)


def _in_words(field) -> str:
    if isinstance(field, BooleanField):
        return _("Ya") if field.data else _("Tidak")
    values = field.data if isinstance(field.data, list) else [field.data]
    words = {choice.value if hasattr(choice, "value") else choice[0]: choice.label if hasattr(choice, "label") else choice[1]
             for choice in getattr(field, "choices", None) or ()}  # fmt: skip
    if words:
        return ", ".join(str(words.get(one, one or "")) for one in values) or "–"
    return str(field._value()) or "–"


def query_form(kind, **kwargs):
    """The form filled from the address (filters of a list)."""
    form = kind(request.args, **kwargs)
    form.validate()
    return form


def tidy(text):
    """Without control characters and outer blanks; None for nothing."""
    if not isinstance(text, str):
        return text
    return CONTROL.sub("", text).strip() or None


def text(label, *, longest: int, required=False, area=False, **kwargs):
    """A text field that refuses more than `longest` characters in plain words."""
    checks = [too_long(longest)]
    checks.insert(0, Needed() if required else Optional())
    return (TextAreaField if area else StringField)(label, validators=checks, **kwargs)


def too_long(longest: int):
    """At most that many characters."""
    return Length(max=longest, message=lambda_text("Paling panjang %(longest)s huruf.", longest=longest))


def lambda_text(message, **values):
    """A message translated when shown."""
    from flask_babel import lazy_gettext

    return lazy_gettext(message, **values)


class Needed:
    """The field must be filled in. What was typed and could not be read has said so already."""

    field_flags = {"required": True}

    def __call__(self, form, field):
        if field.process_errors:
            raise StopValidation
        nothing = not field.data and (isinstance(field.data, bool) or field.data != 0)
        if nothing or (isinstance(field.data, str) and not field.data.strip()):
            field.errors[:] = []
            raise ValidationError(_("Isi %(label)s.", label=field.label.text))


class DayField(Field):
    """A day, typed as 24/11/2026, 2026-11-24 or 24 November 2026."""

    widget = TextInput()

    def _value(self):
        return self.raw_data[0] if self.raw_data else day_number(self.data)

    def process_formdata(self, texts):
        typed = tidy(texts[0]) if texts else None
        if not typed:
            self.data = None
            return
        try:
            self.data = days.parse_day(typed, today=today())
        except days.NotADay as error:
            self.data = None
            raise ValueError(day_trouble(error.reason)) from error


def day_trouble(reason) -> str:
    """Why a text is no day, with an example."""
    if reason.code == "impossible_day":
        return _("%(text)s tidak ada. Contoh: 28/02/1999", text=reason.values.get("text", ""))
    return _("Tanggal belum terbaca. Tulis seperti 28/02/1999.")


class WholeNumberField(IntegerField):
    """A whole number between bounds; dots of thousands are understood, so it is typed as text: a number box would drop them unseen."""

    widget = TextInput()

    def __init__(self, label=None, *, least=0, most=2_000_000_000, **kwargs):
        super().__init__(label, render_kw={"inputmode": "numeric"} | kwargs.pop("render_kw", {}), **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, texts):
        typed = (tidy(texts[0]) or "").replace(".", "").replace(" ", "") if texts else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"-?\d{1,12}", typed):
            raise ValueError(_("Isi dengan angka bulat."))
        if not self.least <= int(typed) <= self.most:
            raise ValueError(_("Antara %(least)s dan %(most)s.", least=self.least, most=self.most))
        self.data = int(typed)


class ChoiceField(SelectField):
    """One code of a list; an unknown one is refused, nothing chosen gives None."""

    def __init__(self, label=None, *, blank="", choices=(), **kwargs):
        super().__init__(label, coerce=lambda value: value or None, validate_choice=False, **kwargs)
        self.blank = blank
        self.offer(choices)

    def offer(self, choices, blank=True):
        """The (code, word) pairs on offer."""
        first = [SelectChoice("", self.blank)] if blank else []
        self.choices = first + [SelectChoice(str(code), str(word)) for code, word in choices]
        return self

    def pre_validate(self, form):
        if self.data and str(self.data) not in {choice.value for choice in self.choices}:
            raise ValidationError(_("Pilihan ini tidak ada dalam daftar."))


class ChoicesField(SelectMultipleField):
    """Any number of codes from the address or a form; unknown ones are left out."""

    def __init__(self, label=None, **kwargs):
        super().__init__(label, validate_choice=False, choices=[], **kwargs)


class MultiCheckboxField(ChoicesField):
    """Any number of ticks, each its own checkbox."""

    widget, option_widget = ListWidget(prefix_label=False), CheckboxInput()
