"""Forms of matching: a run, a refusal, a lock, people proposed by hand, a place given back, an order that is off."""

from wtforms import BooleanField, HiddenField

from serang.i18n import lazy
from serang.matching import words
from serang.settings.words import choices
from serang.web.forms import ChoiceField, DayField, Form, Needed, WholeNumberField, text


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
        self.order.offer([(str(one.id), f"{one.number} {one.title}") for one in orders])


class NominateForm(Form):
    """The order people are proposed for by hand."""

    order = ChoiceField(lazy("Job order"))
    reason = text(lazy("Alasan memilih"), longest=250)
    confirm = HiddenField()


    def __init__(self, *args, orders=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.order.offer([(str(one.id), f"{one.number} {one.title}") for one in orders], blank=not orders)


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
    """An order as it might be."""

    order = ChoiceField(lazy("Job order"), validators=[Needed()], blank=lazy("Pilih job order"))
    quota = WholeNumberField(lazy("Kuota"), most=100_000)
    language_min = text(lazy("Nilai bahasa paling rendah"), longest=5)
    departs_on = DayField(lazy("Berangkat"))
    closes_on = DayField(lazy("Batas pencalonan"))
