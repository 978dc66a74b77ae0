"""Partnerships in words."""

from functools import partial

from serang.audit.words import teach
from serang.common.words import sentences
from serang.i18n import _
from serang.settings.words import code_label

KINDS = {
    "sister_city": lambda: _("Kota kembar"),
    "agency": lambda: _("Lembaga penyalur di luar negeri"),
    "placement": lambda: _("Perusahaan penempatan (P3MI)"),
    "employer": lambda: _("Pemberi kerja"),
}
STATES = {
    "explored": lambda: _("Penjajakan"),
    "drafted": lambda: _("Naskah disusun"),
    "signed": lambda: _("Ditandatangani"),
    "ended": lambda: _("Berakhir"),
}
STATE_LOOK = {"explored": "", "drafted": "brand", "signed": "ok", "ended": ""}

sentences(
    **{
        "no_partnership": lambda: _("Mitra ini tidak ditemukan."),
        "partnership_taken": lambda name: _("Mitra bernama %(name)s sudah ada.", name=name),
        "act:partnerships.create": lambda name: _("Mitra %(name)s ditambahkan", name=name),
        "act:partnerships.change": lambda name: _("Mitra %(name)s diubah", name=name),
    }
)


def kind(code: str) -> str:
    """The word of a kind."""
    return KINDS[code]() if code in KINDS else code


def state(code: str) -> str:
    """The word of a state."""
    return STATES[code]() if code in STATES else code


teach(
    fields={
        "name_ko": lambda: _("Nama Korea atau Jepang"),
        "contact": lambda: _("Narahubung"),
        "agreement_no": lambda: _("Nomor naskah"),
        "signed_on": lambda: _("Ditandatangani"),
    },
    values={
        ("partnerships", "country"): partial(code_label, "country"),
        ("partnerships", "kind"): kind,
        ("partnerships", "state"): state,
    },
)
