"""Forms of matching: a run, a refusal, a lock, people proposed by hand, a place given back, an order that is off."""

from datetime import timedelta

from wtforms import BooleanField, HiddenField

from serang.common.rules import edits
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.i18n import _, lazy
from serang.matching import words
from serang.matching.rules import changes
from serang.settings.words import choices
from serang.trainings.rules.sessions import too_few
from serang.web.clock import today
from serang.web.forms import ChoiceField, DayField, Form, Needed, WholeNumberField, text

LONGEST = 400  # days from the first of a class to its last


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


class WithdrawForm(Form):
    """Why a person gives up."""

    reason = ChoiceField(lazy("Alasan mundur"), blank=lazy("Pilih alasan"), validators=[Needed()])
    note = text(lazy("Keterangan"), longest=500, area=True, render_kw={"rows": 2})
    stays = BooleanField(lazy("Hanya melepas tempat ini, tetap mengikuti program"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.offer(choices("exit_reason"))


class LockForm(Form):
    """A person fixed to an order, or kept from it."""

    kind = ChoiceField(lazy("Keputusan"), validators=[Needed()])
    order = ChoiceField(lazy("Job order"), blank=lazy("Pilih job order"), validators=[Needed()])
    reason = text(lazy("Alasan"), longest=250, required=True)

    def __init__(self, *args, orders=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.offer([(code, word()) for code, word in words.LOCKS.items()], blank=False)
        self.order.offer(map(words.order_choice, orders))


class NominateForm(Form):
    """The order people are proposed for by hand."""

    order = ChoiceField(lazy("Job order"))
    reason = text(lazy("Alasan memilih"), longest=250)
    confirm = HiddenField()

    def __init__(self, *args, orders=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.order.offer(map(words.order_choice, orders), blank=not orders)


class CancelForm(Form):
    """Why an order comes to nothing."""

    reason = text(lazy("Alasan (nomor surat pemberi kerja)"), longest=200, required=True)


class AnswersForm(Form):
    """What the partner wrote, pasted."""

    pasted = text(lazy("Jawaban mitra"), longest=100_000, area=True, required=True, render_kw={"rows": 10})


class FlightForm(Form):
    """The day of departure."""

    flight_on = DayField(lazy("Tanggal terbang"))


class WhatIfForm(Form):
    """An order as it might be. `order_now`: gives the chosen order as the run of that day had it, by id."""

    order = ChoiceField(lazy("Job order"), validators=[Needed()], blank=lazy("Pilih job order"))
    quota = WholeNumberField(lazy("Kuota"), most=changes.MOST_PLACES)
    language_min = text(lazy("Nilai bahasa paling rendah"), longest=10)
    departs_on = DayField(lazy("Berangkat"))
    closes_on = DayField(lazy("Batas pencalonan"))
    besides = BooleanField(lazy("Sebagai job order tambahan di samping yang lama"))

    def __init__(self, *args, orders=(), order_now=lambda order_id: None, on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.order.offer(map(words.order_choice, orders))
        chosen = self.order.data if self.order.data in {choice.value for choice in self.order.choices} else None
        self.now, self.on = order_now(int(chosen)) if chosen else None, on

    def validate(self, extra_validators=None):
        """Also: the minimum is one of the test, a run could have the order so, and something is changed."""
        fine = super().validate(extra_validators)
        if not fine or self.now is None:
            return False
        minimum = changes.minimum(self.now, self.language_min.data) if self.language_min.data else None
        if self.language_min.data and minimum is None:
            self.language_min.errors = [words.result_asked(self.now)]
            return False
        days = self.departs_on.data, self.closes_on.data
        self.change = changes.Change(self.now.id, self.quota.data, minimum, *days, bool(self.besides.data))
        if wrong := changes.wrong(self.now, self.change, self.on.toordinal()):
            self[{"closes_before_run": "closes_on", "departs_before_closes": "departs_on"}[wrong]].errors = [say(Reason(wrong))]
        elif self.change.empty:
            self.quota.errors = [_("Isi paling sedikit satu yang diubah.")]
        return not self.errors


class UnsealForm(Form):
    """Why what was sealed may be changed."""

    reason = text(lazy("Alasan membuka segel"), longest=250, required=True)


class PlanForm(Form):
    """Classes that could be opened: until when, how many seats, how many classes."""

    ends_on = DayField(lazy("Selesai paling lambat"))
    capacity = WholeNumberField(lazy("Kursi tiap angkatan"), least=1, most=200)
    number = WholeNumberField(lazy("Banyak angkatan"), least=1, most=6)

    def validate(self, extra_validators=None):
        """Also: it ends after today."""
        fine = super().validate(extra_validators)
        if self.ends_on.data and self.ends_on.data <= today():
            self.ends_on.errors = [_("Pilih tanggal sesudah hari ini.")]
            return False
        return fine

    def filled(self, usual: dict) -> "PlanForm":
        """The form with what is usual where nothing was typed."""
        for name, value in usual.items():
            if self[name].data is None and not self[name].errors:
                self[name].data, self[name].raw_data = value, None
        return self


class ClassForm(Form):
    """A class of the plan, made. `hours` of its course; `people`: whom the plan recommends now; `limit`: until when it counts."""

    starts_on = DayField(lazy("Mulai"), validators=[Needed()])
    ends_on = DayField(lazy("Selesai"), validators=[Needed()])
    capacity = WholeNumberField(lazy("Kursi"), least=1, most=200, validators=[Needed()])
    seen, warned = HiddenField(), HiddenField()

    def __init__(self, *args, hours=None, people=(), limit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hours, self.people, self.limit = hours, edits.marks({"people": people}), limit

    @property
    def values(self) -> dict:
        """Days and seats."""
        return {name: value for name, value in super().values.items() if name not in ("seen", "warned")}

    @property
    def warnings(self) -> list[str]:
        """What speaks against the days, as sentences."""
        first, last = self.starts_on.data, self.ends_on.data
        lack = too_few(self.hours, first, last) if _is_span(first, last) else None
        late = last is not None and last > self.limit
        return [*([words.too_few(lack)] if lack else []), *([words.too_late(self.limit)] if late else [])]

    def shown(self):
        """The form as its page shows it: it carries whom it recommends and of which days it warns."""
        self.seen.data, self.warned.data = self.people, self._days()
        return self

    def validate(self, extra_validators=None):
        """Also: it begins today or later, and ends after that, not in years; the people are those that were seen, and what speaks
        against the days was seen too.
        """
        fine = super().validate(extra_validators)
        if fine and self.starts_on.data < today():
            self.starts_on.errors = [_("Mulai paling cepat hari ini.")]
        elif fine and not _is_span(self.starts_on.data, self.ends_on.data):
            self.ends_on.errors = [_("Selesai sesudah mulai, paling lama 400 hari.")]
        elif fine and self.seen.data != self.people:
            self.refuse(_("Peserta yang disarankan berubah sejak halaman ini dibuka. Periksa lagi daftarnya, lalu buat angkatannya."))
        elif fine and self.warnings and self.warned.data != self._days():
            self.refuse(_("Periksa peringatan di bawah ini, lalu tekan lagi bila angkatannya tetap dibuat begini."))
        return not self.errors

    def _days(self):
        return f"{self.starts_on.data}/{self.ends_on.data}"


def _is_span(first, last):
    return None not in (first, last) and first <= last <= first + timedelta(days=LONGEST)
