"""The office's codes in the reader's language."""

from datetime import date

from serang.common.words import sentences
from serang.i18n import _, day, locale
from serang.settings import queries, rules
from serang.web.guard import may

LISTS = {
    "occupation": lambda: _("Jabatan"),
    "country": lambda: _("Negara tujuan"),
    "pathway": lambda: _("Jalur"),
    "exit_reason": lambda: _("Alasan mundur"),
    "hold_reason": lambda: _("Alasan ditunda"),
    "reject_reason": lambda: _("Alasan menolak"),
    "fund": lambda: _("Sumber dana"),
    "certificate": lambda: _("Sertifikat keterampilan"),
}

KINDS = {
    "text": lambda: _("Tulisan"),
    "number": lambda: _("Angka"),
    "day": lambda: _("Tanggal"),
    "yes_no": lambda: _("Ya atau tidak"),
    "choice": lambda: _("Pilihan dari daftar"),
}
YES_NO = {"yes": lambda: _("Ya"), "no": lambda: _("Tidak")}

sentences(
    no_own_field=lambda: _("Isian tambahan ini tidak ditemukan."),
    own_fields_full=lambda most: _("Sudah ada %(most)s isian tambahan, lebih dari itu tidak dapat.", most=most),
    own_field_taken=lambda label: _("Isian %(label)s sudah ada.", label=label),
    own_too_long=lambda longest: _("Paling panjang %(longest)s huruf.", longest=longest),
    own_no_number=lambda found: _("“%(found)s” bukan angka.", found=found),
    own_no_day=lambda found: _("“%(found)s” bukan tanggal. Tulis seperti 28/02/1999.", found=found),
    own_no_yes=lambda found: _("“%(found)s” bukan ya atau tidak.", found=found),
    own_no_choice=lambda found, choices: _("“%(found)s” tidak ada dalam daftar: %(choices)s.", found=found, choices=choices),
    **{"act:settings.own_field": lambda label: _("Mengubah isian tambahan %(label)s", label=label)},
)
sentences(
    code_taken=lambda code: _("Kode %(code)s sudah ada dalam daftar ini.", code=code),
    no_code=lambda: _("Isian daftar ini tidak ditemukan."),
)


def label(row) -> str:
    """A row with label, label_en and label_ko in the reader's language; Indonesian when the other is empty."""
    return (getattr(row, f"label_{locale()}", "") if locale() != "id" else "") or row.label


def own_label(slot: str) -> str:
    """The heading of an own field; nothing for a slot without one."""
    field = queries.own_field(slot)
    return label(field) if field else ""


def own_value(slot: str, kept: str | None) -> str:
    """A value of an own field as one reads it: `Ya`, `39,5`, `24 Nov 2026`, the words themselves."""
    field = queries.own_field(slot)
    if not kept or field is None:
        return kept or ""
    if field.kind == rules.YES_NO:
        return YES_NO[kept]() if kept in YES_NO else kept
    if field.kind == rules.DAY:
        return day(date.fromisoformat(kept))
    return kept.replace(".", ",") if field.kind == rules.NUMBER and locale() == "id" else kept


def own_choices(field) -> list[tuple[str, str]]:
    """(value, word) pairs of a field that is chosen from a list."""
    if field.kind == rules.YES_NO:
        return [(code, word()) for code, word in YES_NO.items()]
    return [(one, one) for one in field.choices]


def closed(list_name: str, value: str | None) -> bool:
    """Whether a code tells of health, and the reader may not see that."""
    return value in rules.HEALTH.get(list_name, ()) and not may("applicants.health")


def code_label(list_name: str, value: str | None) -> str:
    """The word of a code; the code itself when the list no longer has it. Of a closed one only that it is about health."""
    if closed(list_name, value):
        return _("Alasan kesehatan")
    entry = queries.code(list_name, value)
    return label(entry) if entry else (value or "")


def choices(list_name: str) -> list[tuple[str, str]]:
    """(code, word) pairs of a code list, for a form."""
    return [(entry.code, label(entry)) for entry in queries.codes(list_name)]


def kelurahan_choices() -> list[tuple[str, str]]:
    """(code, `Kecamatan, Kelurahan`) pairs."""
    return [(row.code, f"{row.kecamatan}, {row.name}") for row in queries.kelurahan()]
